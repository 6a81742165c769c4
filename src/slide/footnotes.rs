//! The footnotes of a slide: what its figures need said of them.

use crate::facts::{Facts, Key};
use crate::locale::fill;
use crate::num::Period;
use crate::view::{Against, Inline};

use super::Setting;

/// Marks of footnotes, in order. Figures would be read as digits of the figure before them.
const MARKS: [&str; 8] = ["*", "†", "‡", "§", "¶", "**", "††", "‡‡"];

/// What a slide has to say below its body, gathered while it is laid out.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    notes: Vec<(String, Vec<Inline>)>,
    remarks: Vec<String>,
    /// What is compared year on year and quarter on quarter.
    compared: Vec<ComparedPeriods>,
}

/// Two periods that a slide compares.
#[derive(Debug)]
struct ComparedPeriods {
    against: Against,
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
        if let Some((mark, _)) = self.notes.iter().find(|(_, known)| *known == body) {
            return mark.clone();
        }
        let at = self.notes.len();
        let mark = MARKS[at % MARKS.len()].repeat(at / MARKS.len() + 1);
        self.notes.push((mark.clone(), body));
        mark
    }

    /// Adds a footnote without a mark, once.
    pub(super) fn remark(&mut self, text: &str) {
        if !self.remarks.iter().any(|known| known == text) {
            self.remarks.push(text.to_owned());
        }
    }

    /// Remembers that the slide compares two periods, and whether it says YoY or QoQ there, so that a
    /// footnote says what that compares.
    pub(super) fn tag(&mut self, against: Against, key: Key, spoken: bool, setting: Setting<'_>) {
        let facts = setting.facts();
        let Some((now, base)) = said(facts, against, key) else { return };
        let word = setting.press.tag(against, key.period);
        let same = |c: &&mut ComparedPeriods| {
            (c.against, c.word.as_str(), c.now, c.base) == (against, word.as_str(), now, base)
        };
        match self.compared.iter_mut().find(same) {
            Some(known) => known.spoken |= spoken,
            None => self.compared.push(ComparedPeriods { against, word, now, base, spoken }),
        }
    }

    /// Gives all of them, with those that the author wrote at their end.
    pub(super) fn finish(
        self,
        own: Vec<Vec<Inline>>,
        title: Option<&str>,
        setting: Setting<'_>,
    ) -> Vec<(String, Vec<Inline>)> {
        let mut notes = self.notes;
        let unmarked = |body: Vec<Inline>| (String::new(), body);
        notes.extend(self.remarks.into_iter().map(|text| unmarked(vec![Inline::text(text)])));
        for against in [Against::Year, Against::Quarter] {
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

/// Gives the two periods that a word for a comparison is explained by; nothing where it names one.
fn said(facts: &Facts, against: Against, key: Key) -> Option<(Period, Period)> {
    let base = against.base(facts, key).ok()?;
    // A balance at the end of the reported period is said with that period.
    let today = key.period == Period::Instant(facts.calendar.ends(facts.period));
    match against {
        Against::Period(..) => None,
        Against::Year if today => Some((facts.period, facts.calendar.year_before(facts.period))),
        Against::Quarter if today => match facts.calendar.prior_quarter(facts.period) {
            Some(base) => Some((facts.period, base)),
            None => Some((key.period, base.period)),
        },
        Against::Year | Against::Quarter => Some((key.period, base.period)),
    }
}

/// Says what comparisons of one sort compare: one note for all words of the same two periods.
fn explained<'w>(
    against: Against,
    compared: impl Iterator<Item = (&'w str, Period, Period)>,
    setting: Setting<'_>,
) -> Vec<String> {
    let locale = setting.locale();
    let pattern = match against {
        Against::Quarter => &locale.change.qoq_note,
        Against::Year | Against::Period(..) => &locale.change.yoy_note,
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
