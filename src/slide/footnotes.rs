//! The footnotes of a slide: what its figures need said of them.

use crate::facts::{Facts, Key};
use crate::locale::fill;
use crate::num::Period;
use crate::view::{ComparisonBase, Inline};

use super::Setting;

/// Marks of footnotes, in order, then doubled and so on. Figures would be read as digits of the
/// figure before them.
const MARKS: [&str; 5] = ["*", "†", "‡", "§", "¶"];

/// A footnote with a mark.
#[derive(Debug)]
struct MarkedNote {
    mark: String,
    /// The name that its author gave it; the program's own have none.
    name: Option<String>,
    /// Its text; that of a named one is set when the slide is.
    body: Vec<Inline>,
    /// Whether it is called from what stands on every page of the slide.
    around: bool,
}

/// A footnote of a slide, as it is printed.
#[derive(Clone, Debug)]
pub(super) struct SetNote {
    /// Its mark; may be empty.
    pub(super) mark: String,
    /// Its text.
    pub(super) body: Vec<Inline>,
    /// Whether it is called from what stands on every page of the slide, or has no mark.
    pub(super) around: bool,
}

/// What a slide has to say below its body, gathered while it is laid out.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<MarkedNote>,
    remarks: Vec<String>,
    /// What is compared year on year and quarter on quarter.
    compared: Vec<ComparedPeriods>,
    /// Two periods of unequal length that are compared.
    unequal: Vec<(Period, Period)>,
}

/// Two periods that a slide compares.
#[derive(Debug)]
struct ComparedPeriods {
    against: ComparisonBase,
    /// YoY, QoQ, as the figure says it.
    word: String,
    now: Period,
    base: Period,
    /// Whether the word stands at the figure; elsewhere only the title may say it.
    spoken: bool,
}

impl Footnotes {
    /// Adds a footnote, once, and gives its mark.
    pub(super) fn note(&mut self, body: Vec<Inline>) -> String {
        let same = |note: &&MarkedNote| note.name.is_none() && note.body == body;
        if let Some(known) = self.notes.iter().find(same) {
            return known.mark.clone();
        }
        self.add(None, body, false)
    }

    /// Calls a note that its author named, and gives its mark.
    pub(super) fn named(&mut self, name: &str, around: bool) -> String {
        let same = |note: &&mut MarkedNote| note.name.as_deref() == Some(name);
        if let Some(known) = self.notes.iter_mut().find(same) {
            known.around |= around;
            return known.mark.clone();
        }
        self.add(Some(name.to_owned()), Vec::new(), around)
    }

    fn add(&mut self, name: Option<String>, body: Vec<Inline>, around: bool) -> String {
        let at = self.notes.len();
        let mark = MARKS[at % MARKS.len()].repeat(at / MARKS.len() + 1);
        self.notes.push(MarkedNote { mark: mark.clone(), name, body, around });
        mark
    }

    /// Gives the first note from a place on that its author named: its place and its name.
    pub(super) fn next_named(&self, from: usize) -> Option<(usize, &str)> {
        let mut notes = self.notes.iter().enumerate().skip(from);
        notes.find_map(|(at, note)| Some((at, note.name.as_deref()?)))
    }

    /// Sets the text of a note.
    pub(super) fn fill(&mut self, at: usize, body: Vec<Inline>) {
        if let Some(note) = self.notes.get_mut(at) {
            note.body = body;
        }
    }

    /// Adds a footnote without a mark, once.
    pub(super) fn remark(&mut self, text: &str) {
        if !self.remarks.iter().any(|known| known == text) {
            self.remarks.push(text.to_owned());
        }
    }

    /// Remembers that the slide compares two periods, and whether it says YoY or QoQ there, so that a
    /// footnote says what that compares.
    pub(super) fn tag(
        &mut self,
        against: ComparisonBase,
        key: Key,
        spoken: bool,
        setting: Setting<'_>,
    ) {
        let facts = setting.facts();
        let Some((now, base)) = said(facts, against, key) else { return };
        let word = setting.formatter.changes().tag(against, key.period);
        let same = |c: &&mut ComparedPeriods| {
            (c.against, c.word.as_str(), c.now, c.base) == (against, word.as_str(), now, base)
        };
        match self.compared.iter_mut().find(same) {
            Some(known) => known.spoken |= spoken,
            None => self.compared.push(ComparedPeriods { against, word, now, base, spoken }),
        }
    }

    /// Remembers two periods of unequal length; tells whether they are new.
    pub(super) fn unequal(&mut self, now: Period, base: Period) -> bool {
        let new = !self.unequal.contains(&(now, base));
        self.unequal.extend(new.then_some((now, base)));
        new
    }

    /// Tells whether periods of unequal length are compared.
    pub(super) fn is_unequal(&self) -> bool {
        !self.unequal.is_empty()
    }

    /// Gives all of them, with the lines without marks at their end: what the calendar says of periods, and what the
    /// author wrote.
    pub(super) fn finish(
        self,
        (calendar, own): (Vec<Vec<Inline>>, Vec<Vec<Inline>>),
        title: Option<&str>,
        setting: Setting<'_>,
    ) -> Vec<SetNote> {
        let marked = self.notes.into_iter();
        let marked =
            marked.map(|MarkedNote { mark, body, around, .. }| SetNote { mark, body, around });
        let mut notes: Vec<_> = marked.collect();
        let unmarked = |body: Vec<Inline>| SetNote { mark: String::new(), body, around: true };
        notes.extend(self.remarks.into_iter().map(|text| unmarked(vec![Inline::text(text)])));
        let lengths = self.unequal.iter().map(|(now, base)| lengths(*now, *base, setting));
        notes.extend(lengths.map(|text| unmarked(vec![Inline::text(text)])));
        notes.extend(calendar.into_iter().map(unmarked));
        for against in [ComparisonBase::Year, ComparisonBase::Quarter] {
            // "24.3% more than a year ago" says no YoY that a footnote could explain.
            let says = |c: &&ComparedPeriods| {
                c.against == against && (c.spoken || title.is_some_and(|t| t.contains(&c.word)))
            };
            let compared = self.compared.iter().filter(says);
            let compared = compared.map(|c| (c.word.as_str(), c.now, c.base));
            let notes_of = explained(against, compared, setting);
            notes.extend(notes_of.into_iter().map(|text| unmarked(vec![Inline::text(text)])));
        }
        notes.extend(own.into_iter().map(unmarked));
        notes
    }
}

/// Says how long two periods are.
fn lengths(now: Period, base: Period, setting: Setting<'_>) -> String {
    let (locale, calendar) = (setting.locale(), setting.facts().calendar);
    let length = |period| locale.period_length(calendar.lengths().told(period));
    let (now_name, base_name) = (setting.period_name(now), setting.period_name(base));
    let words = [("now", &*now_name), ("base", &*base_name)];
    let pattern = fill(&locale.change.unequal_note, &words);
    fill(&pattern, &[("now_length", &length(now)), ("base_length", &length(base))])
}

/// Gives the two periods that a word for a comparison is explained by; nothing where it names one.
fn said(facts: &Facts, against: ComparisonBase, key: Key) -> Option<(Period, Period)> {
    let base = against.base(facts, key).ok()?;
    // A balance at the end of the reported period is said with that period.
    let today = key.period == Period::Instant(facts.calendar.ends(facts.period));
    match against {
        ComparisonBase::Period(..) => None,
        ComparisonBase::Year if today => {
            facts.calendar.year_before(facts.period).map(|base| (facts.period, base))
        }
        ComparisonBase::Quarter if today => match facts.calendar.prior_quarter(facts.period) {
            Some(base) => Some((facts.period, base)),
            None => Some((key.period, base.period)),
        },
        ComparisonBase::Year | ComparisonBase::Quarter => Some((key.period, base.period)),
    }
}

/// Says what comparisons of one sort compare: one note for all words of the same two periods.
fn explained<'w>(
    against: ComparisonBase,
    compared: impl Iterator<Item = (&'w str, Period, Period)>,
    setting: Setting<'_>,
) -> Vec<String> {
    let locale = setting.locale();
    let pattern = match against {
        ComparisonBase::Quarter => &locale.change.qoq_note,
        ComparisonBase::Year | ComparisonBase::Period(..) => &locale.change.yoy_note,
    };
    let mut groups: Vec<(Vec<&str>, Period, Period)> = Vec::new();
    for (tag, now, base) in compared {
        match groups.iter_mut().find(|(_, n, b)| (*n, *b) == (now, base)) {
            Some((tags, ..)) => tags.push(tag),
            None => groups.push((vec![tag], now, base)),
        }
    }
    let note = |(tags, now, base): (Vec<&str>, Period, Period)| {
        let (now, base) = (setting.period_name(now), setting.period_name(base));
        let tag = tags.join(&locale.punctuation.list);
        fill(pattern, &[("tag", &tag), ("now", &now), ("base", &base)])
    };
    groups.into_iter().map(note).collect()
}
