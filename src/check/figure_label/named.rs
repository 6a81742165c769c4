//! A figure that the words before it call by the name of another: "net income for the quarter was"
//! before operating income, "basic earnings per share were" before diluted ones.

use std::ops::Range;

use super::{CODE, LabelledLine};
use crate::diag::{Finding, Report};
use crate::facts::{ItemId, Key};
use crate::words::{Cite, Reading, Sense, first_word, named_times};

/// Most words between a name and its figure.
const WORDS: usize = 12;
/// Marks that end what a figure is named by.
const ENDS: &[char] = &[';', '；', '。', '\n', '(', '（', ')', '）'];
/// Marks that a name stands behind.
const OPENS: &[char] = &[',', '、', ':', '：', '-', '+', '•', '・', '「', '.', '*'];
const BLANK: [char; 4] = [' ', '*', '\u{a0}', '　'];

/// A name of an item or of a line of statements.
pub(super) struct LineName {
    pub(super) text: String,
    pub(super) item: Option<ItemId>,
    /// The line that it names, by its number.
    pub(super) line: Option<usize>,
}

/// Gives the lines that the language knows, and the labels of the deck's items.
pub(super) fn names(reading: &Reading<'_>) -> Vec<LineName> {
    let lines = lines(reading);
    let items = reading.deck.facts.items().map(|(id, item)| {
        let text = item.label.to_lowercase();
        let line = line_of(&text, &lines);
        LineName { text, item: Some(id), line }
    });
    let items: Vec<_> = items.collect();
    let known =
        lines.into_iter().map(|(text, line)| LineName { text, item: None, line: Some(line) });
    known.chain(items).filter(|name| !name.text.is_empty()).collect()
}

/// The lines of statements, each with a number.
fn lines(reading: &Reading<'_>) -> Vec<(String, usize)> {
    let terms = reading.locale.terms.all();
    let others = reading.locale.prose.lines.iter().enumerate();
    let others = others.flat_map(|(at, forms)| forms.split('|').map(move |form| (form, at)));
    let others = others.map(|(form, at)| (form.to_lowercase(), terms.len() + at));
    let known = terms.iter().enumerate();
    let known = known.flat_map(|(line, (_, names))| names.iter().map(move |name| (name, line)));
    known.map(|(name, line)| (name.to_lowercase(), line)).chain(others).collect()
}

/// The line that a label names with its last words.
fn line_of(label: &str, lines: &[(String, usize)]) -> Option<usize> {
    let found = lines.iter().filter_map(|(name, line)| {
        let at = label.rfind(name.as_str()).filter(|_| !name.is_empty())?;
        Some((at + name.len(), name.len(), *line))
    });
    found.max_by_key(|(end, len, _)| (*end, *len)).map(|(.., line)| line)
}

/// The figure that is looked at, with what stands before it.
struct Before<'a> {
    cite: &'a Cite,
    key: Key,
    /// Its label in lower case.
    own: String,
    region: Range<usize>,
    /// What stands there, in lower case.
    lower: String,
}

impl LabelledLine<'_> {
    /// Tells of the nearest name before a figure, where it is of another.
    pub(super) fn named(&self, cite: &Cite, key: Key, names: &[LineName], report: &mut Report) {
        let region = self.region(cite);
        let text = &self.passage.text[region.clone()];
        let lower = text.to_lowercase();
        // "Reported and adjusted EPS were A and B, respectively": each name has a figure of its own.
        let each = &self.reading.locale.held.each;
        let shared = self.reading.locale.prose.blanks && self.says(&self.words(), each);
        if shared || lower.len() != text.len() || !lower.contains(char::is_alphabetic) {
            return;
        }
        let own = self.label(key).to_lowercase();
        let before = Before { cite, key, own, region, lower };
        if !self.by_name(&before, names, report) {
            self.qualified(&before, report);
        }
    }

    /// Tells whether the names before a figure settle what it is called.
    fn by_name(&self, before: &Before<'_>, names: &[LineName], report: &mut Report) -> bool {
        let blanks = self.reading.locale.prose.blanks;
        let lower = before.lower.as_str();
        let mut found: Vec<(Range<usize>, &LineName)> = Vec::new();
        for name in names {
            let places = lower.match_indices(name.text.as_str());
            let places = places.map(|(at, word)| at..at + word.len());
            let places = places.filter(|range| whole(lower, range, blanks));
            found.extend(places.map(|range| (range, name)));
        }
        // What stands inside a longer name is no name of its own; of one place the item's counts.
        let ranges: Vec<_> = found.iter().map(|(range, _)| range.clone()).collect();
        found.retain(|(one, _)| {
            let longer = |other: &Range<usize>| {
                other.start <= one.start && one.end <= other.end && other.len() > one.len()
            };
            !ranges.iter().any(longer)
        });
        found.sort_by_key(|(range, name)| (range.end, name.item == Some(before.key.item)));
        let Some((last, name)) = found.last() else { return false };
        let others = found.iter().any(|(range, one)| range != last || one.text == before.own);
        if others {
            return true;
        }
        let item = name.item.filter(|item| *item != before.key.item);
        let differs = match item {
            Some(item) => self.other(before, item, &name.text),
            None => {
                let mine = names.iter().find(|one| one.item == Some(before.key.item));
                let line = mine.and_then(|mine| mine.line);
                name.item.is_none()
                    && !before.own.contains(name.text.as_str())
                    && line.is_some_and(|line| Some(line) != name.line)
            }
        };
        let range = before.region.start + last.start..before.region.start + last.end;
        let gap = range.end..before.cite.range.start;
        if !differs || !self.heads(&range, &before.region) || !self.weighs_nothing(&gap) {
            return false;
        }
        // Two lines that every statement has are told as `term-differs`.
        let terms = &self.reading.locale.terms;
        let lines = (terms.of(&name.text), terms.of(&before.own));
        let plain = [Sense::Link, Sense::To, Sense::Year, Sense::Quarter];
        let term = matches!(lines, (Some(said), Some(whose)) if said.0 != whose.0)
            && self.passage.words_in(gap.clone()).count() <= 3
            && self.passage.only(gap, &plain);
        if !term {
            self.tell_name(before, range, item, report);
        }
        true
    }

    fn tell_name(
        &self,
        before: &Before<'_>,
        range: Range<usize>,
        item: Option<ItemId>,
        report: &mut Report,
    ) {
        let facts = &self.reading.deck.facts;
        let (said, name) = (&self.passage.text[range.clone()], facts.name(before.key));
        let label = self.label(before.key);
        let message = format!("`{said}` stands with `{name}`, labelled `{label}`");
        let help = item.map_or_else(
            || "Correct the words, or cite the figure that they name".to_owned(),
            |item| format!("Cite `{}`, or correct the words", facts.item(item).name),
        );
        let sources = self.reading.sources;
        report.push(
            Finding::new(CODE, message, self.passage.place(range, sources))
                .also(self.passage.place(before.cite.range.clone(), sources), "the figure")
                .help(help),
        );
    }

    /// What stands before a figure, back to the figure before it or the end of a statement.
    fn region(&self, cite: &Cite) -> Range<usize> {
        let before = self.before(cite);
        let text = &self.passage.text[before.clone()];
        let inner = text.trim_end_matches([' ', '*', ':', '：']);
        let cut = inner.rfind(ENDS);
        let cut = cut.and_then(|at| Some(at + inner[at..].chars().next()?.len_utf8()));
        before.start + cut.unwrap_or(0)..before.end
    }

    /// Tells whether another item's label cannot be meant for a figure.
    fn other(&self, before: &Before<'_>, item: ItemId, name: &str) -> bool {
        let facts = &self.reading.deck.facts;
        let (other, mine) = (facts.item(item), facts.item(before.key.item));
        let measure = before.cite.against.is_some() || other.unit.same_measure(&mine.unit);
        if name == before.own || !measure {
            return false;
        }
        let blanks = self.reading.locale.prose.blanks;
        let holds = |text: &str, part: &str| {
            let mut places = text.match_indices(part);
            places.any(|(at, part)| whole(text, &(at..at + part.len()), blanks))
        };
        if holds(&before.own, name) {
            // "Operating margin" of "non-GAAP operating margin", where nothing says non-GAAP.
            let core = self.core(&before.own);
            return core.is_some_and(|core| core.text == name && !self.says_side(&core.side));
        }
        !holds(name, &before.own) || name.ends_with(&before.own)
    }

    /// Tells whether the line or a title says a qualifier.
    fn says_side(&self, side: &[String]) -> bool {
        let prose = &self.reading.locale.prose;
        let says = |text: &str| first_word(text, side, prose).is_some();
        says(&self.words()) || self.titles().any(|head| says(head.text))
    }

    /// A label without its qualifier.
    fn core(&self, label: &str) -> Option<Core> {
        let prose = &self.reading.locale.prose;
        prose.qualifiers.iter().enumerate().find_map(|(group, sides)| {
            let sides = sides.split(" / ").flat_map(|side| side.split('|').map(move |w| (w, side)));
            let found = sides.filter_map(|(word, side)| {
                let word = word.to_lowercase();
                let at = label.find(&word)?;
                let range = at..at + word.len();
                whole(label, &range, prose.blanks).then_some((range, side))
            });
            let (range, side) = found.max_by_key(|(range, _)| range.len())?;
            let (lead, rest) = (label[..range.start].trim(), label[range.end..].trim());
            let text = format!("{lead} {rest}").trim().to_owned();
            let side = side.split('|').map(str::to_owned).collect();
            Some(Core { text, group, side })
        })
    }

    /// "GAAP operating income was {adjusted}": the label with the opposite qualifier.
    fn qualified(&self, before: &Before<'_>, report: &mut Report) {
        let prose = &self.reading.locale.prose;
        let Some(core) = self.core(&before.own).filter(|core| !core.text.is_empty()) else {
            return;
        };
        let lower = before.lower.as_str();
        let Some(at) = lower.rfind(core.text.as_str()) else { return };
        let end = at + core.text.len();
        let lead = lower[..at].trim_end();
        let sides = prose.qualifiers[core.group].split(" / ");
        let words = sides.flat_map(|side| side.split('|')).filter(|word| {
            let start = lead.strip_suffix(word.to_lowercase().as_str()).map(str::len);
            start.is_some_and(|start| whole(lower, &(start..lead.len()), prose.blanks))
        });
        let Some(word) = words.max_by_key(|word| word.len()) else { return };
        let gap = before.region.start + end..before.cite.range.start;
        let own = core.side.iter().any(|own| own == word);
        if !own && whole(lower, &(at..end), prose.blanks) && self.weighs_nothing(&gap) {
            let start = before.region.start + lead.len() - word.len();
            self.tell_name(before, start..before.region.start + end, None, report);
        }
    }

    /// Tells whether nothing before a name makes it another: "cloud operating income".
    fn heads(&self, range: &Range<usize>, region: &Range<usize>) -> bool {
        let text = self.passage.text.get(region.start..range.start).unwrap_or_default();
        let text = text.trim_end_matches(BLANK);
        if text.is_empty() {
            // Right behind another figure a name may be of that one.
            let before = self.passage.cites_in(self.line.start..region.start);
            return before.last().is_none_or(|one| one.range.end != region.start);
        }
        if text.ends_with(OPENS) {
            return true;
        }
        // "Adjusted EPS and adjusted EBITDA were A and B": the last name has the last figure.
        let next = region.end..self.line.end;
        let end = region.start + text.len();
        let listed =
            |word: crate::words::Word| word.end == end && self.passage.means(word, Sense::And);
        if self.passage.word_to(end).is_some_and(listed) && self.joined_behind(&next) {
            return false;
        }
        let ends = |end: usize| {
            let times = named_times(self.reading, self.passage, &(region.start..range.start));
            times.iter().any(|time| time.range.end == end)
        };
        if !self.reading.locale.prose.blanks {
            let text = text.strip_suffix('の').unwrap_or(text);
            return text.ends_with('は') || ends(region.start + text.len());
        }
        let end = region.start + text.len();
        let light = [Sense::Link, Sense::Within, Sense::And, Sense::Contrast];
        self.passage.word_to(range.start).is_some_and(|word| {
            word.end == end && light.iter().any(|sense| self.passage.means(word, *sense))
        }) || ends(end)
    }

    /// Tells whether the first two figures of a range are a list: "A and B".
    fn joined_behind(&self, range: &Range<usize>) -> bool {
        let [first, second, ..] = self.passage.cites_in(range.clone()) else { return false };
        let gap = first.range.end..second.range.start;
        self.passage.count_words(gap.clone()) == 1 && self.passage.only(gap, &[Sense::And])
    }

    /// Only words that leave a name to its figure: verbs, times, directions.
    fn weighs_nothing(&self, gap: &Range<usize>) -> bool {
        use Sense::{Better, Down, Ended, Flat, Link, Part, Quarter, To, Up, Within, Worse, Year};
        let passage = self.passage;
        let text = &passage.text[gap.clone()];
        let inner = text.trim_matches([' ', '*', ':', '：', '\u{a0}']);
        let plain = |c: char| {
            c.is_alphanumeric()
                || c.is_whitespace()
                || ['*', '-', ',', '、', '’', '\''].contains(&c)
        };
        let times = named_times(self.reading, passage, gap);
        let inside = |at: usize| times.iter().any(|time| time.range.contains(&at));
        let start = gap.start
            + (text.len() - text.trim_start_matches([' ', '*', ':', '：', '\u{a0}']).len());
        let marks = inner.char_indices().all(|(at, c)| plain(c) || inside(start + at));
        if !marks || passage.count_words(gap.clone()) > WORDS {
            return false;
        }
        // Commas stand around a time; others part what is told.
        let commas = inner.matches([',', '、']).count();
        let light = [Link, To, Within, Year, Quarter, Ended, Part, Better, Worse, Up, Down, Flat];
        let done = |word: &str| {
            let done = &self.reading.locale.prose.done;
            done.iter().any(|one| one.split(' ').any(|part| part == word))
        };
        let guidance = |word: &str| {
            let names = &self.reading.locale.held.guidance;
            names.iter().any(|name| name.to_lowercase() == word.to_lowercase())
        };
        commas <= times.len() * 2
            && passage.words_in(gap.clone()).all(|word| {
                inside(word.start)
                    || done(word.of(passage.text))
                    || guidance(word.of(passage.text))
                    || light.iter().any(|sense| passage.means(word, *sense))
            })
    }
}

/// A label without its qualifier, the group of that, and the words of its side.
struct Core {
    text: String,
    group: usize,
    side: Vec<String>,
}

/// Tells whether a name stands as words of its own.
pub(super) fn whole(text: &str, range: &Range<usize>, blanks: bool) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let opens = before.trim_end_matches(['-', '+']).is_empty();
    !blanks || (opens || !joins(before.chars().next_back())) && !joins(behind.chars().next())
}
