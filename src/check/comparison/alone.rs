//! A word of comparison that no figure stands with: "YoY, down 0.1% QoQ".

use std::ops::Range;

use super::{SaidAgainst, compares, same_time};
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Facts;
use crate::words::{Cite, Clause, Hit, Passage, Reading, Sense, head, tail};

/// Marks that part the figures of a list.
const PARTS: &[char] = &[',', '/', ';', '、', '，', '／', '；'];
/// Marks that stand before the first of them.
const OPENS: &[char] = &[':', '(', '[', '\n', '：', '（', '［', '・', '–', '—'];
/// Marks behind the last of them.
const CLOSES: &[char] = &['.', ')', ']', '。', '）', '］', '\n'];
/// Marks without weight.
const BLANK: &[char] = &[' ', '\u{a0}', '\u{3000}', '*', '_', '~'];
/// Bytes of the longest part of a list that is looked at.
const PART: usize = 160;
/// Most words, units and all, between a typed figure and the comparison that it is told with.
const NEAR: usize = 3;

/// Tells of every word such as YoY that stands alone between two marks, beside a figure that is
/// compared with something else.
pub(super) fn run(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    clause: &Clause,
    report: &mut Report,
) {
    let mut judged = clause.range.start;
    for hit in passage.hits_in(clause.range.clone()) {
        // "ggü. Vorjahr" is more than "ggü.", and the longest of one place is told.
        if hit.start < judged || hit.sense == Sense::Compared || !compares(hit.sense) {
            continue;
        }
        let look = LoneWord { reading, passage, clause, hit };
        let Some((before, behind)) = look.alone() else { continue };
        let next = before.is_none_or(|at| !look.own(at)) && look.next(behind, report);
        if next || before.is_some_and(|at| closes(passage, behind, clause) && look.last(at, report))
        {
            judged = hit.end;
        }
    }
}

/// Tells whether nothing follows a place in its clause but marks that end it.
fn closes(passage: &Passage<'_>, at: usize, clause: &Clause) -> bool {
    let rest = &passage.text[at..clause.range.end];
    rest.chars().all(|c| CLOSES.contains(&c) || BLANK.contains(&c))
}

struct LoneWord<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    clause: &'a Clause,
    hit: Hit,
}

impl LoneWord<'_> {
    fn facts(&self) -> &Facts {
        &self.reading.deck.facts
    }

    /// Where the word stands alone: the mark of a list before it, if any, and where its part ends.
    fn alone(&self) -> Option<(Option<usize>, usize)> {
        let (passage, text, hit) = (self.passage, self.passage.text, self.hit);
        let clause = &self.clause.range;
        let lead = tail(&text[clause.start..hit.start], PART);
        let from = hit.start - lead.len();
        let mark = lead.rfind(|c| PARTS.contains(&c) || OPENS.contains(&c));
        if mark.is_none() && from > clause.start {
            return None;
        }
        let start =
            mark.map_or(from, |at| from + at + lead[at..].chars().next().map_or(1, char::len_utf8));
        // The mark of a list's point is no word.
        let start = hit.start - text[start..hit.start].trim_start_matches([' ', '-', '+']).len();
        let listed = mark.filter(|at| lead[*at..].starts_with(PARTS)).map(|at| from + at);
        // "YoY, QoQ: " heads two figures.
        let heads = |at: &usize| {
            let mut before = passage.hits_before(*at);
            before.any(|other| other.end == *at && compares(other.sense))
        };
        let rest = head(&text[hit.end..clause.end], PART);
        let end = rest.find(|c| PARTS.contains(&c) || CLOSES.contains(&c));
        let end =
            hit.end + end.or_else(|| (hit.end + rest.len() == clause.end).then_some(rest.len()))?;
        let alone = (self.light(start..hit.start) || self.subject(start..hit.start))
            && self.light(hit.end..end)
            && !listed.as_ref().is_some_and(heads);
        alone.then_some((listed, end))
    }

    /// Few words, none of weight.
    fn light(&self, range: Range<usize>) -> bool {
        let plain = |c: char| c.is_alphanumeric() || BLANK.contains(&c);
        self.passage.count_words(range.clone()) <= NEAR
            && self.passage.text[range.clone()].chars().all(plain)
            && self.passage.only(range, &[Sense::Link])
    }

    /// An item by its label, or, where small words stand behind, whatever they make a subject.
    fn subject(&self, range: Range<usize>) -> bool {
        let lead = self.passage.text[range.clone()].trim_matches(BLANK);
        let cited = !self.passage.cites_in(range).is_empty() || lead.contains(char::is_numeric);
        let topic = self.reading.locale.prose.behind && lead.ends_with(['は', 'が', 'も', 'の']);
        let named = || {
            self.facts().items().any(|(_, item)| item.label.to_lowercase() == lead.to_lowercase())
        };
        !cited && !lead.is_empty() && (topic || named())
    }

    /// Tells whether a cited change is against what the word says; none where it is not known.
    fn fits(&self, cite: &Cite) -> Option<bool> {
        cite.against?;
        let (now, base) = (cite.key?, cite.base?);
        let said = SaidAgainst::by(self.facts(), self.hit, now.period);
        let wanted = said.base?;
        let same = wanted == base.period || same_time(self.facts(), wanted, base.period);
        Some(same && (!said.forecast || self.facts().scope(base.scope).forecast))
    }

    /// Tells whether the figure right before the mark at a place is told by the word behind it.
    fn own(&self, at: usize) -> bool {
        self.ending(at).is_some_and(|cite| self.fits(cite) == Some(true))
    }

    /// The change that ends before the mark at a place, with nothing but light words between.
    fn ending(&self, at: usize) -> Option<&Cite> {
        let cite = self.passage.cites_in(self.clause.range.start..at).last()?;
        let gap = cite.range.end..at;
        let light =
            [Sense::Link, Sense::Year, Sense::Quarter, Sense::VersusEnd, Sense::VersusForecast];
        let free = self.passage.count_words(gap.clone()) <= NEAR * 2
            && self.passage.only(gap.clone(), &light)
            && !self.passage.text[gap].contains(PARTS);
        Some(cite).filter(|_| free)
    }

    /// A change against something else that follows the word: "YoY, down {x qoq}".
    fn next(&self, at: usize, report: &mut Report) -> bool {
        use Sense::{And, Better, Down, Flat, Link, Up, Worse};
        let (passage, text) = (self.passage, self.passage.text);
        let Some(mark) = text[at..self.clause.range.end].chars().next() else { return false };
        if !PARTS.contains(&mark) {
            return false;
        }
        let from = at + mark.len_utf8();
        let light = [Link, And, Up, Down, Better, Worse, Flat];
        if let Some(cite) = passage.cites_in(from..self.clause.range.end).first() {
            let gap = from..cite.range.start;
            let plain = passage.count_words(gap.clone()) <= NEAR
                && passage.only(gap.clone(), &light)
                && !text[gap].contains(|c| PARTS.contains(&c) || OPENS.contains(&c));
            if plain && self.fits(cite) == Some(false) {
                let base = cite.base.map_or_else(String::new, |base| base.period.to_string());
                self.report_alone(&cite.range, &format!("compares with {base}"), report);
                return true;
            }
        }
        self.typed(from, report)
    }

    /// As [`Self::next`], where the figure is typed.
    fn typed(&self, from: usize, report: &mut Report) -> bool {
        let (passage, text) = (self.passage, self.passage.text);
        let near = head(&text[from..self.clause.range.end], PART);
        let Some(digit) = near.find(|c: char| c.is_numeric()).map(|at| from + at) else {
            return false;
        };
        if passage.count_words(from..digit) > NEAR
            || text[from..digit].contains(|c| PARTS.contains(&c) || OPENS.contains(&c))
            || !passage.cites_in(from..digit).is_empty()
            || passage.mention_at(digit).is_some()
        {
            return false;
        }
        let mut others = passage.hits_in(from..from + near.len());
        let other = others.find(|hit| hit.sense != Sense::Compared && compares(hit.sense));
        let Some(other) = other.filter(|other| other.sense != self.hit.sense) else { return false };
        // "QoQ 0.1%" or "0.1% QoQ": nothing but the figure and its unit between.
        let gap = digit.min(other.end)..digit.max(other.start);
        let number = |c: char| matches!(c, '.' | ',' | '%' | '％' | '-' | '−' | '△' | '+');
        let plain = |c: char| c.is_alphanumeric() || number(c) || BLANK.contains(&c);
        if passage.count_words(gap.clone()) > NEAR || !text[gap].chars().all(plain) {
            return false;
        }
        let word = text[other.start..other.end].to_owned();
        self.report_alone(&(other.start..other.end), &format!("is worded as `{word}`"), report);
        true
    }

    /// A change against something else before a word that ends the clause: "{x qoq}, YoY".
    fn last(&self, at: usize, report: &mut Report) -> bool {
        let Some(cite) = self.ending(at).filter(|cite| self.fits(cite) == Some(false)) else {
            return false;
        };
        let base = cite.base.map_or_else(String::new, |base| base.period.to_string());
        self.report_alone(&cite.range, &format!("compares with {base}"), report);
        true
    }

    fn report_alone(&self, other: &Range<usize>, what: &str, report: &mut Report) {
        let range = self.hit.start..self.hit.end;
        let message = format!("`{}` has no figure", &self.passage.text[range.clone()]);
        let sources = self.reading.sources;
        let place = self.passage.place(range, sources);
        let help = "Cite the change on that basis beside the word, or take the word away";
        report.push(
            Finding::new(code::COMPARISON_DIFFERS, message, place)
                .also(self.passage.place(other.clone(), sources), format!("this {what}"))
                .help(help),
        );
    }
}
