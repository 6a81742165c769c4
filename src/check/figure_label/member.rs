//! A figure that the words around it call by the name of another member: "Domestic revenue was" before
//! international revenue, "at constant currency" beside reported growth.

use std::ops::Range;

use super::named::{LineName, whole};
use super::{CODE, LabelledLine};
use crate::check::member::MemberMatch;
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::words::{
    Cite, MemberNames, NameSays, NamedMember, NamedTime, Sense, Word, first_word, named_times,
    sentences,
};

/// Most words between a name and its figure.
const WORDS: usize = 14;
/// Most words between a figure and a name behind it.
const BEHIND: usize = 6;
/// Marks that a clause begins behind.
const OPENS: &[char] = &[
    ',', ';', ':', '(', '-', '–', '—', '+', '•', '"', '“', '「', '・', '.', '!', '?', '、', '：',
    '；', '（', '。', '，',
];
/// Marks that a statement ends before.
const CLOSES: &[char] =
    &[',', ';', ':', ')', '.', '!', '?', '、', '；', '）', '。', '，', '\n', '–', '—'];
const BLANK: &[char] = &[' ', '*', '\u{a0}', '　', '_'];

/// How sure a name is of its figure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// It is a name of this figure.
    Own,
    /// It is what did something to this figure, or had it: "International lifted revenue to".
    Subject,
}

/// A sentence with the names of members and the figures in it.
struct MemberSentence<'a> {
    look: &'a LabelledLine<'a>,
    range: Range<usize>,
    /// The sentence in small letters, without what is no word.
    lower: &'a str,
    /// Where `lower` begins in the passage.
    start: usize,
    names: &'a MemberNames,
    lines: &'a [LineName],
    found: Vec<NamedMember<'a>>,
    times: Vec<NamedTime>,
    cites: Vec<(&'a Cite, Key)>,
}

impl LabelledLine<'_> {
    /// Holds the names of members in a line against the members of its figures.
    pub(super) fn members(&self, names: &MemberNames, lines: &[LineName], report: &mut Report) {
        if names.is_empty() {
            return;
        }
        let start = self.line.start;
        let text = &self.passage.text[self.line.clone()];
        let lower = text.to_lowercase();
        // Places of the one are places of the other.
        if !text.char_indices().map(|(at, _)| at).eq(lower.char_indices().map(|(at, _)| at)) {
            return;
        }
        // Citations and addresses are no words.
        let mut bytes = lower.into_bytes();
        for skip in self.passage.skips() {
            let within = skip.start.max(start)..skip.end.min(self.line.end);
            if within.start < within.end {
                bytes[within.start - start..within.end - start].fill(0);
            }
        }
        let Ok(lower) = String::from_utf8(bytes) else { return };
        let found = names.find(&lower);
        if found.is_empty() {
            return;
        }
        let within = |range: &Range<usize>| {
            self.line.start <= range.start && range.end <= self.line.end && !range.is_empty()
        };
        for range in sentences(self.passage).into_iter().filter(within) {
            let inside = |one: &&NamedMember<'_>| {
                range.start <= start + one.range.start && start + one.range.end <= range.end
            };
            let found = found.iter().filter(inside).cloned();
            let found = found.map(|one| NamedMember {
                range: start + one.range.start..start + one.range.end,
                ..one
            });
            let cites = self.passage.cites_in(range.clone()).iter();
            let cites = cites.filter(|cite| !cite.label);
            let sentence = MemberSentence {
                look: self,
                lower: &lower,
                start,
                names,
                lines,
                found: found.collect(),
                times: named_times(self.reading, self.passage, &range),
                cites: cites.filter_map(|cite| Some((cite, cite.key?))).collect(),
                range,
            };
            if !sentence.found.is_empty() && !sentence.cites.is_empty() {
                sentence.judge(report);
            }
        }
    }
}

impl MemberSentence<'_> {
    fn members(&self) -> MemberMatch<'_> {
        MemberMatch { facts: &self.look.reading.deck.facts, names: self.names }
    }

    /// Tells whether a name may be said of a figure.
    fn agrees(&self, says: &NameSays, at: usize) -> bool {
        let (cite, key) = self.cites[at];
        self.members().agrees(says, key, cite.base)
    }

    /// Tells whether a name that a figure has not contradicts it.
    fn counts(&self, says: &NameSays, at: usize, bond: Bond) -> bool {
        let (cite, key) = self.cites[at];
        let whole = bond == Bond::Own;
        self.members().contradicts(says, key, (cite.against.is_some(), whole))
    }

    fn judge(mut self, report: &mut Report) {
        if self.paired(report) {
            return;
        }
        // A list of names has no figure of its own.
        let listed: Vec<_> = (0..self.found.len()).map(|at| self.listed(at)).collect();
        let mut listed = listed.into_iter();
        self.found.retain(|_| !listed.next().unwrap_or_default());
        let bonds: Vec<_> = self
            .found
            .iter()
            .flat_map(|name| {
                let next =
                    self.cites.iter().position(|(cite, _)| name.range.end <= cite.range.start);
                let last =
                    self.cites.iter().rposition(|(cite, _)| cite.range.end <= name.range.start);
                let next = next.and_then(|at| Some((name, at, self.before(name, at)?)));
                let last = last.and_then(|at| Some((name, at, self.behind(name, at)?)));
                // Where either may be meant, the one that fits is.
                let fits = |one: &Option<(&NamedMember<'_>, usize, Bond)>| {
                    one.is_some_and(|(name, at, _)| self.agrees(name.says, at))
                };
                if fits(&last) { [last, None] } else { [next.or(last), None] }
            })
            .flatten()
            .collect();
        let carried: Vec<_> = bonds
            .iter()
            .filter(|(_, to, _)| self.goes_on(*to))
            .map(|(name, to, _)| (*name, to + 1, Bond::Subject))
            .collect();
        let bonds: Vec<_> = bonds.into_iter().chain(carried).collect();
        let mut wrong: Vec<(usize, &NamedMember<'_>)> = Vec::new();
        for at in 0..self.cites.len() {
            let own = || bonds.iter().filter(|(_, to, _)| *to == at);
            let found = own().find(|(name, _, bond)| {
                let other = own().any(|(other, ..)| {
                    self.agrees(other.says, at) && self.members().shares(name.says, other.says)
                });
                !other && !self.agrees(name.says, at) && self.counts(name.says, at, *bond)
            });
            wrong.extend(found.map(|(name, ..)| (at, *name)));
        }
        for (nth, (at, name)) in wrong.iter().enumerate() {
            // Two that stand in each other's place are one slip.
            let exchanged = wrong[..nth].iter().any(|(other, first)| {
                self.agrees(name.says, *other) && self.agrees(first.says, *at)
            });
            if !exchanged {
                let (cite, key) = self.cites[*at];
                self.tell(name, cite, key, report);
            }
        }
    }

    /// "Domestic and international revenue was A and B, respectively": names and figures in one order.
    /// Tells whether the sentence is such a list.
    fn paired(&self, report: &mut Report) -> bool {
        let held = &self.look.reading.locale.held;
        let prose = &self.look.reading.locale.prose;
        let text = &self.look.passage.text[self.range.clone()];
        let said = first_word(text, &held.each, prose).is_some();
        let names: Vec<_> = self.found.iter().collect();
        let list = |at: usize| self.listed(at);
        let all = names.len() >= 2 && (0..names.len()).all(list);
        let behind = names.last().is_some_and(|last| {
            self.cites.first().is_some_and(|(cite, _)| last.range.end <= cite.range.start)
        });
        if all && behind && names.len() == self.cites.len() {
            let fits = |name: usize, cite: usize| self.agrees(names[name].says, cite);
            let count = names.len();
            let exchanged = |at: usize| {
                !fits(at, at)
                    && (0..count).any(|other| other != at && fits(at, other))
                    && (0..count).any(|other| other != at && fits(other, at))
            };
            if let Some(at) = (0..count).find(|at| exchanged(*at)) {
                let (cite, key) = self.cites[at];
                self.tell(names[at], cite, key, report);
            }
            return true;
        }
        said
    }

    /// Tells whether the next figure is told of the same: "fell by A to B", "from A to B".
    fn goes_on(&self, at: usize) -> bool {
        let (Some((cite, key)), Some((next, other))) = (self.cites.get(at), self.cites.get(at + 1))
        else {
            return false;
        };
        let gap = cite.range.end..next.range.start;
        let text = &self.look.passage.text[gap.clone()];
        let moved = |word: Word| {
            self.means(word, Sense::To)
                || self.means(word, Sense::From)
                || self.means(word, Sense::Year)
                || self.times.iter().any(|time| time.range.contains(&word.start))
        };
        let mut words = self.words(&gap).peekable();
        key.item == other.item
            && words.peek().is_some()
            && words.all(moved)
            && text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace())
    }

    /// Tells whether a name stands in a list of its like, with no figure between.
    fn listed(&self, at: usize) -> bool {
        let beside = |one: usize, other: usize| {
            let (Some(first), Some(second)) = (self.found.get(one), self.found.get(other)) else {
                return false;
            };
            let gap = first.range.end..second.range.start;
            if gap.start >= gap.end || !self.members().shares(first.says, second.says) {
                return false;
            }
            let cited = self.cites.iter().any(|(cite, _)| gap.contains(&cite.range.start));
            let text = &self.look.passage.text[gap.clone()];
            let joined = text
                .contains([',', '、', '，', '&', '/', '・', '＆', '和', 'と', '及', '·'])
                || self.words(&gap).any(|word| self.means(word, Sense::And));
            let plain = self.words(&gap).all(|word| {
                self.means(word, Sense::And)
                    || self.means(word, Sense::Link)
                    || self.is_one(word, &self.look.reading.locale.members.parts)
            });
            !cited && joined && plain
        };
        (at > 0 && beside(at - 1, at)) || beside(at, at + 1)
    }

    fn words(&self, range: &Range<usize>) -> impl Iterator<Item = Word> + '_ {
        self.look.passage.words_in(range.clone())
    }

    fn means(&self, word: Word, sense: Sense) -> bool {
        self.look.passage.means(word, sense)
    }

    /// Tells whether a word is, or is part of, an entry of a list.
    fn is_one(&self, word: Word, list: &[String]) -> bool {
        let said = self.lower(&(word.start..word.end));
        list.iter().any(|one| {
            let one = one.to_lowercase();
            one == said || one.split(' ').any(|part| part == said)
        })
    }

    fn lower(&self, range: &Range<usize>) -> &str {
        self.lower.get(range.start - self.start..range.end - self.start).unwrap_or_default()
    }

    /// The end of what stands right behind a name and belongs to it: "segment", "'s", another name.
    fn closed(&self, mut end: usize, to: usize) -> usize {
        let words = &self.look.reading.locale.members;
        let blanks = self.look.reading.locale.prose.blanks;
        loop {
            let rest = self.lower(&(end..to));
            let skipped = rest.len() - rest.trim_start_matches(BLANK).len();
            let next = end + skipped;
            let other = self.found.iter().find(|one| one.range.start == next && !one.joined);
            let rest = self.lower(&(next..to));
            let stands = |word: &&String| {
                let lower = word.to_lowercase();
                let tail = rest.strip_prefix(lower.as_str());
                tail.is_some_and(|tail| !blanks || !tail.starts_with(char::is_alphanumeric))
            };
            let part = words.parts.iter().filter(stands).map(String::len).max();
            let join =
                words.joins.iter().filter(|word| skipped == 0 && rest.starts_with(word.as_str()));
            let found = other.map(|one| one.range.len()).or(part).or(join.map(String::len).max());
            match found {
                Some(len) if len > 0 => end = next + len,
                Some(_) | None => return end,
            }
        }
    }

    /// Where names of the cited line stand in a range.
    fn own_labels(&self, key: Key, range: &Range<usize>) -> Vec<Range<usize>> {
        let blanks = self.look.reading.locale.prose.blanks;
        let text = self.lower(range);
        let line =
            self.lines.iter().find(|one| one.item == Some(key.item)).and_then(|one| one.line);
        let own = |name: &&LineName| {
            name.item == Some(key.item)
                || (name.item.is_none() && line.is_some() && name.line == line)
        };
        let mut found: Vec<_> = self
            .lines
            .iter()
            .filter(own)
            .flat_map(|name| {
                let places = text.match_indices(name.text.as_str());
                places.map(|(at, word)| at..at + word.len())
            })
            .filter(|at| whole(text, at, blanks))
            .map(|at| range.start + at.start..range.start + at.end)
            .collect();
        found.sort_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
        let mut free = 0;
        found.retain(|at| {
            let new = at.start >= free;
            free = free.max(at.end);
            new
        });
        found
    }

    /// Tells whether a range has only words that leave a name to its figure.
    fn light(&self, range: &Range<usize>, ways: bool) -> bool {
        use Sense::{
            Better, Down, Ended, Flat, From, Link, Narrowed, Part, Quarter, To, Up, Widened,
            Within, Worse, Year,
        };
        let locale = self.look.reading.locale;
        let passage = self.look.passage;
        let inside = |at: usize| self.times.iter().any(|time| time.range.contains(&at));
        let text = &passage.text[range.clone()];
        let plain = |c: char| {
            c.is_alphanumeric()
                || c.is_whitespace()
                || matches!(c, '*' | '-' | ',' | '、' | '，' | '’' | '\'' | ':' | '：' | '_')
        };
        if !text.char_indices().all(|(at, c)| plain(c) || inside(range.start + at)) {
            return false;
        }
        let still = [Link, To, From, Within, Year, Quarter, Ended, Part];
        let moving = [Better, Worse, Up, Down, Flat, Narrowed, Widened];
        self.look.passage.count_words(range.clone()) <= WORDS
            && self.words(range).all(|word| {
                inside(word.start)
                    || still.iter().any(|sense| self.means(word, *sense))
                    || (ways && moving.iter().any(|sense| self.means(word, *sense)))
                    || self.is_one(word, &locale.members.acts)
                    || self.is_one(word, &locale.members.parts)
                    || self.is_one(word, &locale.members.joins)
                    || self.is_one(word, &locale.members.at)
                    || self.is_one(word, &locale.prose.done)
                    || self.is_one(word, &locale.held.guidance)
                    || self
                        .found
                        .iter()
                        .any(|name| name.range.start <= word.start && word.end <= name.range.end)
            })
    }

    fn commas(&self, range: &Range<usize>) -> usize {
        let inside = |at: usize| self.times.iter().any(|time| time.range.contains(&at));
        let text = &self.look.passage.text[range.clone()];
        let commas = text.match_indices([',', '、', '，']);
        commas.filter(|(at, _)| !inside(range.start + at)).count()
    }

    /// What stands before a place, back to the figure before it or the beginning of the sentence.
    fn lead(&self, at: usize) -> Range<usize> {
        let last = self.look.passage.cites_in(self.range.start..at).last();
        last.map_or(self.range.start, |cite| cite.range.end.min(at))..at
    }

    /// Tells whether a name opens a clause: "In the Domestic segment", "while international".
    fn opens(&self, at: usize) -> bool {
        let locale = self.look.reading.locale;
        let passage = self.look.passage;
        let mut region = self.lead(at);
        let cited = region.start > self.range.start;
        loop {
            let text = passage.text[region.clone()].trim_end_matches(BLANK);
            region.end = region.start + text.len();
            if text.is_empty() {
                return !cited;
            }
            if text.ends_with(OPENS) || self.among(&region) {
                return true;
            }
            if let Some(time) = self.times.iter().find(|time| time.range.end == region.end) {
                region.end = time.range.start.max(region.start);
                continue;
            }
            if let Some(name) = self.found.iter().find(|name| name.range.end == region.end) {
                region.end = name.range.start.max(region.start);
                continue;
            }
            if !locale.prose.blanks {
                let solid = |c: char| crate::words::is_ideograph(c) || c.is_ascii_alphanumeric();
                return !text
                    .ends_with(|c: char| solid(c) || ('ァ'..='ヺ').contains(&c) || c == 'ー');
            }
            let Some(word) = passage.word_to(region.end).filter(|word| word.end == region.end)
            else {
                return false;
            };
            if [Sense::And, Sense::Contrast].iter().any(|sense| self.means(word, *sense)) {
                return true;
            }
            let article = locale
                .members
                .at
                .iter()
                .all(|one| one.to_lowercase() != self.lower(&(word.start..word.end)))
                && !self.means(word, Sense::To)
                && !self.means(word, Sense::From)
                && self.is_article(word);
            let at = locale
                .members
                .at
                .iter()
                .any(|one| one.to_lowercase() == self.lower(&(word.start..word.end)));
            if !(article || at || self.is_one(word, &locale.members.parts)) {
                return false;
            }
            region.end = word.start.max(region.start);
        }
    }

    /// "Of which": what follows is of a part.
    fn among(&self, region: &Range<usize>) -> bool {
        let lower = self.lower(region).trim_end_matches(BLANK);
        let words = &self.look.reading.locale.members.among;
        words.iter().any(|word| lower.ends_with(word.to_lowercase().as_str()))
    }

    /// Words such as "the" and "our".
    fn is_article(&self, word: Word) -> bool {
        let said = self.lower(&(word.start..word.end));
        self.look.reading.locale.members.articles.iter().any(|one| one.to_lowercase() == said)
    }

    /// The end of a word that goes on behind a name, and whether that is the label of the item: "Inlandsumsatz",
    /// "Agrarsegment", "Konzern-Umsatz".
    fn compounded(&self, end: usize, key: Key, to: usize) -> Option<(usize, bool)> {
        let rest = self.lower(&(end..to));
        let rest = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
        let rest = rest.trim_end_matches([':', ',', '.', '*']);
        let parts = &self.look.reading.locale.members.parts;
        let own = |rest: &str| {
            self.lines.iter().any(|one| {
                let line = one.line.is_some() && self.line_of(key) == one.line;
                one.text == rest && (one.item == Some(key.item) || line)
            })
        };
        let part = |rest: &str| parts.iter().any(|part| part.to_lowercase() == rest);
        let forms = [rest, rest.trim_start_matches('s'), rest.trim_start_matches('-')];
        let mut forms = forms.into_iter().chain(rest.strip_prefix("s-"));
        let fits = forms.find(|rest| own(rest) || part(rest))?;
        Some((end + rest.len(), own(fits)))
    }

    /// The end of what stands apart right behind the label of the item: "EBIT (adjusted)", "EBIT, adjusted,".
    fn bracketed(&self, name: &NamedMember<'_>, end: usize, key: Key) -> Option<usize> {
        let lead = self.lead(name.range.start);
        let text = self.lower(&lead).trim_end_matches(BLANK);
        let open = text.chars().next_back().filter(|c| matches!(c, '(' | '（' | ','))?;
        let before = lead.start..lead.start + text.len() - open.len_utf8();
        let label = self.own_labels(key, &before).pop()?;
        let rest = self.lower(&(end..self.range.end));
        let close = rest.chars().next().filter(|c| match open {
            ',' => *c == ',',
            _ => matches!(c, ')' | '）'),
        })?;
        let gap = self.lower(&(label.end..before.end));
        gap.trim_matches(BLANK).is_empty().then_some(end + close.len_utf8())
    }

    /// Tells whether, and how surely, a name belongs to a figure behind it.
    fn before(&self, name: &NamedMember<'_>, at: usize) -> Option<Bond> {
        let (cite, key) = self.cites[at];
        let to = cite.range.start;
        let blanks = self.look.reading.locale.prose.blanks;
        let (end, labelled) = if name.joined {
            self.compounded(name.range.end, key, to)?
        } else if blanks || *name.says == NameSays::Whole || self.free(name) {
            (name.range.end, false)
        } else {
            return None;
        };
        let end = self.closed(end, to);
        let (end, aside) = self.bracketed(name, end, key).map_or((end, false), |end| (end, true));
        let gap = end..to;
        if aside {
            return (self.light(&gap, true) && self.commas(&gap) == 0).then_some(Bond::Own);
        }
        let labels = if labelled { Vec::new() } else { self.own_labels(key, &gap) };
        if let Some(label) = labels.first() {
            let (between, rest) = (end..label.start, self.without_aside(label.end..to));
            if !self.light(&rest, true) || labels.len() > 1 || self.commas(&rest) > 0 {
                return None;
            }
            let text = self.look.passage.text[between.clone()].trim_matches(BLANK);
            let timed = self
                .times
                .iter()
                .any(|time| between.start <= time.range.start && time.range.end <= between.end);
            if text.is_empty()
                || (timed && self.commas(&between) == 0 && self.light(&between, false))
            {
                return Some(Bond::Own);
            }
            if *name.says == NameSays::Whole || !self.opens(name.range.start) {
                return None;
            }
            if self.commas(&between) > 1 {
                return None;
            }
            // "Organisch wuchs der Umsatz": a view has no deeds, so that the verb is of the label.
            let view = self.members().is_view(name.says);
            return if self.light(&between, view) {
                Some(Bond::Own)
            } else {
                self.light(&between, true).then_some(Bond::Subject)
            };
        }
        if *name.says == NameSays::Whole && !labelled {
            return None;
        }
        let gap = self.without_aside(gap);
        if !self.light(&gap, true) || self.commas(&gap) > 0 {
            return None;
        }
        let whole = gap.start == end;
        if whole && (labelled || self.opens(name.range.start)) {
            return Some(Bond::Own);
        }
        // "Revenue in the Domestic segment was", "revenue grew organically by".
        let lead = self.lead(name.range.start);
        let label = self.own_labels(key, &lead).pop()?;
        let between = label.end..name.range.start;
        let fits = self.light(&between, true) && self.commas(&between) == 0;
        fits.then_some(Bond::Own)
    }

    /// Leaves out what is said in passing between two commas: ", which includes Canada,".
    fn without_aside(&self, gap: Range<usize>) -> Range<usize> {
        let rest = self.lower(&gap).strip_prefix(',');
        let end = rest.and_then(|rest| rest.find(',')).map(|at| gap.start + at + 2);
        end.map_or(gap.clone(), |start| start..gap.end)
    }

    /// Where no blanks part words: no longer word ends with the name.
    fn free(&self, name: &NamedMember<'_>) -> bool {
        let lead = self.lead(name.range.start);
        let text = self.look.passage.text[lead.clone()].trim_end_matches(BLANK);
        let solid = |c: char| {
            crate::words::is_ideograph(c)
                || c.is_ascii_alphanumeric()
                || ('ァ'..='ヺ').contains(&c)
                || c == 'ー'
        };
        let end = lead.start + text.len();
        !text.ends_with(solid)
            || self.times.iter().any(|time| time.range.end == end)
            || self.found.iter().any(|other| other.range.end == end)
    }

    fn line_of(&self, key: Key) -> Option<usize> {
        self.lines.iter().find(|one| one.item == Some(key.item)).and_then(|one| one.line)
    }

    /// Tells whether a name belongs to the figure before it: "{x} at constant currency", "{x} adjusted".
    fn behind(&self, name: &NamedMember<'_>, at: usize) -> Option<Bond> {
        let (cite, key) = self.cites[at];
        if name.joined || *name.says == NameSays::Whole {
            return None;
        }
        let locale = self.look.reading.locale;
        let gap = cite.range.end..name.range.start;
        let text = &self.look.passage.text[gap.clone()];
        let plain = |c: char| {
            c.is_alphanumeric() || c.is_whitespace() || matches!(c, ',' | '(' | '（' | '*')
        };
        let labels = self.own_labels(key, &gap);
        let label = |word: &Word| {
            labels.iter().any(|label| label.start <= word.start && word.end <= label.end)
        };
        let light = self.words(&gap).all(|word| {
            let said = self.lower(&(word.start..word.end));
            label(&word)
                || locale.members.at.iter().any(|one| one.to_lowercase() == said)
                || self.is_article(word)
                || self.is_one(word, &locale.members.parts)
                || self.means(word, Sense::Year)
                || self.means(word, Sense::Quarter)
        });
        // Behind a comma a label begins what is told of another figure.
        let comma = !labels.is_empty() && text.contains([',', '(']);
        if comma
            || !light
            || !text.chars().all(plain)
            || self.look.passage.count_words(gap) > BEHIND
        {
            return None;
        }
        let end = self.closed(name.range.end, self.range.end);
        let rest = self.look.passage.text[end..self.range.end].trim_start_matches(BLANK);
        if rest.is_empty() || rest.starts_with(CLOSES) {
            return Some(Bond::Own);
        }
        if !locale.prose.blanks {
            return None;
        }
        let start = self.range.end - rest.len();
        let word = self.look.passage.word_from(start).filter(|word| word.start == start)?;
        let next =
            [Sense::And, Sense::Contrast, Sense::To, Sense::From, Sense::Year, Sense::Compared];
        next.iter().any(|sense| self.look.passage.means(word, *sense)).then_some(Bond::Own)
    }

    fn tell(&self, name: &NamedMember<'_>, cite: &Cite, key: Key, report: &mut Report) {
        let said = &self.look.passage.text[name.range.clone()];
        let (message, help) = self.members().told(said, name.says, key);
        let sources = self.look.reading.sources;
        report.push(
            Finding::new(CODE, message, self.look.passage.place(name.range.clone(), sources))
                .also(self.look.passage.place(cite.range.clone(), sources), "the figure")
                .help(help),
        );
    }
}
