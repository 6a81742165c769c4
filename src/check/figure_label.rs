//! `label-differs`, `period-differs`: a text calls a figure what it is not.

mod member;
mod named;
mod plan;

use std::cell::OnceCell;
use std::ops::Range;

use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key};
use crate::shape::Role;
use crate::words::{Cite, Passage, Reading, Sense, first_word, lines};

const CODE: Code = code::LABEL_DIFFERS;
/// How far before a figure its name may stand, in bytes.
const NEAR: usize = 160;

/// Compares what stands before each cited figure with the figure.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let names = named::names(reading);
    let members = super::member::names(reading);
    for passage in reading.passages.iter().filter(|passage| !passage.cites.is_empty()) {
        for line in lines(passage.text) {
            let look = LabelledLine { reading, passage, line: &line, said: SaidOfLine::default() };
            look.members(&members, &names, report);
            for cite in passage.cites_in(line.clone()).iter().filter(|cite| !cite.label) {
                let Some(key) = cite.key else { continue };
                look.named(cite, key, &names, report);
                if cite.against.is_some() {
                    continue;
                }
                look.loss(cite, key, report);
                look.unsigned(cite, key, report);
                look.done(cite, key, report);
            }
        }
    }
}

struct LabelledLine<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    line: &'a Range<usize>,
    said: SaidOfLine,
}

/// What a line and the titles of its slide say, once that was asked.
#[derive(Default)]
struct SaidOfLine {
    /// The words of the line, in lower case.
    line: OnceCell<String>,
    /// That something is planned: in the line, in the titles.
    planned: (OnceCell<bool>, OnceCell<bool>),
    /// That money went out.
    outflow: OnceCell<bool>,
    /// A word that calls a loss one: in the line, in the titles.
    loss: OnceCell<bool>,
}

/// Tells whether a figure is below zero, where that is known and it is not zero.
fn is_below_zero(facts: &Facts, key: Key) -> Option<bool> {
    let exact = facts.fact(key)?.exact()?;
    (!exact.is_zero()).then(|| exact.is_negative())
}

impl LabelledLine<'_> {
    fn planned(&self) -> bool {
        let words = &self.reading.locale.prose.planned;
        *self.said.planned.0.get_or_init(|| self.says(&self.words(), words))
    }

    fn titled(&self) -> bool {
        let words = &self.reading.locale.prose.planned;
        *self.said.planned.1.get_or_init(|| self.titles().any(|head| self.says(head.text, words)))
    }

    fn outflow(&self) -> bool {
        let words = &self.reading.locale.prose.outflows;
        *self.said.outflow.get_or_init(|| self.says(&self.words(), words))
    }

    /// The titles of the slide.
    fn titles(&self) -> impl Iterator<Item = &Passage<'_>> {
        let all = self.reading.on_slide(self.passage.slide);
        all.filter(|one| one.role.heads_slide() || one.role == Role::Caption)
    }

    /// Tells whether the line, or a title, has a word for a loss.
    fn called(&self) -> bool {
        use Sense::{Down, Loss, Narrowed, ToLoss, Widened, Worse};
        let falls = [Loss, Down, Narrowed, Widened, ToLoss, Worse];
        *self.said.loss.get_or_init(|| {
            self.passage.hits_in(self.line.clone()).any(|h| falls.contains(&h.sense))
                || self.titles().flat_map(|title| &title.hits).any(|hit| hit.sense == Loss)
        })
    }

    /// What stands before a citation in its line, back to the citation before it.
    fn before(&self, cite: &Cite) -> Range<usize> {
        let at = self.passage.cites.partition_point(|other| other.range.end <= cite.range.start);
        let last = at.checked_sub(1).map_or(0, |at| self.passage.cites[at].range.end);
        let text = self.passage.text;
        let mut from = last.max(self.line.start).max(cite.range.start.saturating_sub(NEAR));
        while !text.is_char_boundary(from) {
            from += 1;
        }
        from..cite.range.start
    }

    /// Only words without weight: "was", "of", は.
    fn light(&self, gap: Range<usize>) -> bool {
        let text = &self.passage.text[gap.clone()];
        let plain =
            |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '*' | ':' | '：');
        let done = self.reading.locale.prose.done.iter().any(|word| word == text.trim());
        done || (text.chars().all(plain) && self.passage.only(gap, &[Sense::Link, Sense::To]))
    }

    /// The line without its citations, whose names are no words.
    fn words(&self) -> String {
        let mut out = String::new();
        let mut at = self.line.start;
        let first = self.passage.cites.partition_point(|cite| cite.range.start < at);
        for cite in &self.passage.cites[first..] {
            if cite.range.start >= self.line.end {
                break;
            }
            out.push_str(&self.passage.text[at..cite.range.start]);
            out.push_str(" … ");
            at = cite.range.end.min(self.line.end);
        }
        out.push_str(&self.passage.text[at..self.line.end]);
        out
    }

    fn label(&self, key: Key) -> &str {
        &self.reading.deck.facts.item(key.item).label
    }

    fn says(&self, text: &str, words: &[String]) -> bool {
        first_word(text, words, &self.reading.locale.prose).is_some()
    }

    fn report_label(
        &self,
        range: Range<usize>,
        cite: &Cite,
        message: String,
        help: &str,
        report: &mut Report,
    ) {
        let sources = self.reading.sources;
        report.push(
            Finding::new(CODE, message, self.passage.place(range, sources))
                .also(self.passage.place(cite.range.clone(), sources), "the figure")
                .help(help),
        );
    }

    /// "The operating loss was {x}" over a profit.
    fn loss(&self, cite: &Cite, key: Key, report: &mut Report) {
        let label = self.label(key);
        let result = self.says(label, &self.reading.locale.prose.results);
        if !result
            || self.reading.holds(label, Sense::Loss)
            || is_below_zero(&self.reading.deck.facts, key) != Some(false)
        {
            return;
        }
        let before = self.before(cite);
        let mut hits = self.passage.hits_in(before.clone());
        let negated = hits.clone().any(|hit| {
            matches!(hit.sense, Sense::Negation | Sense::From | Sense::Compared | Sense::ToProfit)
        });
        let word = hits.rfind(|h| h.sense == Sense::Loss && self.light(h.end..before.end));
        if let Some(word) = word.filter(|_| !negated) {
            let said = &self.passage.text[word.start..word.end];
            let name = self.reading.deck.facts.name(key);
            let message = format!("`{said}` stands with `{name}`, which is above zero");
            let help = "Correct the word or the sign of the figure";
            self.report_label(word.start..word.end, cite, message, help, report);
        }
    }

    /// Tells whether a word beside a figure, other than its name, says that it rose; that is told by itself.
    fn risen(&self, cite: &Cite, label: &str) -> bool {
        let before = self.before(cite);
        let text = self.passage.text[before.clone()].to_lowercase();
        let label = label.to_lowercase();
        let named: Vec<_> = text.match_indices(label.as_str()).map(|(at, _)| at).collect();
        let inside = |at: usize| {
            named.iter().any(|from| (*from..from + label.len()).contains(&(at - before.start)))
        };
        let behind = self.passage.hits_at(cite.range.end).any(|hit| hit.sense == Sense::Up);
        let mut hits = self.passage.hits_in(before.clone());
        behind || hits.any(|hit| hit.sense == Sense::Up && !inside(hit.start))
    }

    /// `{operating_income abs}` of a loss that no word calls one.
    fn unsigned(&self, cite: &Cite, key: Key, report: &mut Report) {
        let text = self.passage.text;
        let inner = &text[cite.range.clone()];
        let bare = inner.trim_matches(['{', '}']).split_whitespace().any(|word| word == "abs");
        if !bare || is_below_zero(&self.reading.deck.facts, key) != Some(true) {
            return;
        }
        let prose = &self.reading.locale.prose;
        let label = self.label(key);
        // "The negative financial result", "net financial expense of".
        let negative = [&self.reading.locale.beside.negative, &prose.charges];
        // "rose to A from B": what is said of one is said of the other.
        let last = self.passage.cites.partition_point(|one| one.range.start < cite.range.start);
        let same = |one: &&Cite| {
            let inside = self.line.contains(&one.range.start);
            inside && one.key.is_some_and(|other| other.item == key.item)
        };
        let near = self.passage.cites[..last].iter().rev().take_while(same).chain([cite]);
        let near: Vec<_> = near.map(|one| &text[self.before(one)]).collect();
        let says = |words: &&Vec<String>| near.iter().any(|before| self.says(before, words));
        let negative = negative.iter().any(says);
        let said = self.called()
            || negative
            || self.reading.holds(label, Sense::Loss)
            || self.outflow()
            || self.says(label, &prose.outflows);
        let signed = self.says(label, &prose.results)
            || (self.reading.is_growth(key.item) && !self.risen(cite, label));
        if !said && signed {
            let name = self.reading.deck.facts.name(key);
            let message = format!("no word says that `{name}` is below zero");
            let help = "Call it a loss or a decline, or cite it with its sign: without `abs`";
            self.report_label(cite.range.clone(), cite, message, help, report);
        }
    }
}
