//! Which numbers of a row are known, and which follow from others of the same item.

use std::collections::BTreeMap;

use super::book::fifteen_digits;
use super::look::{self, cell_exponent};
use super::{BookWork, NumberCell, RowOf};
use crate::code;
use crate::diag::Finding;
use crate::facts::{Fact, Facts, Key, State};
use crate::num::{Bounds, Exact, Period, Stated, Unit};
use crate::prove::Verdict;

/// Most statements that the note of a cell lists.
const LISTED: usize = 6;
/// Digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// Finds the figures with more digits than a spreadsheet keeps.
pub(super) fn too_long(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut look = |name: &dyn Fn() -> String, stated: &Stated, span| {
        let digits = stated.value.mantissa().unsigned_abs().to_string().len();
        if digits > DIGITS {
            let message = format!(
                "the databook cannot hold `{}`: it has {digits} digits, and spreadsheets keep {DIGITS}",
                name()
            );
            let finding = Finding::new(code::LOST_FIGURE, message, span);
            found.push(finding.help("Give the figure in a coarser scale, or build without `xlsx`"));
        }
    };
    let each = |state: &State, see: &mut dyn FnMut(&Stated)| {
        match state {
            // What follows from a split has as many digits as the cell keeps.
            State::Restated { printed, .. } => see(printed),
            State::Stated(stated) | State::Derived { value: stated, .. } => see(stated),
            State::Bounded(_) | State::LeftOut(_) | State::Missing { .. } => {}
        }
        state.bounds().into_iter().flat_map(Bounds::figures).for_each(see);
    };
    for (key, fact) in facts.facts() {
        each(&fact.state, &mut |stated| look(&|| facts.name(key), stated, fact.span));
    }
    for (now, _, change) in facts.changes().stated() {
        each(&change.state, &mut |stated| look(&|| facts.name(now), stated, change.span));
    }
    found
}

/// Tells whether a cell shows a figure as exactly as it was published: one published in hundred millions beside others
/// in millions cannot be shown so, and would come back with digits that nobody knows.
pub(super) fn is_kept(facts: &Facts, key: Key) -> bool {
    let row = &facts.item(key.item).unit;
    let stated = facts.fact(key).and_then(Fact::stated);
    stated.is_some_and(|stated| {
        let coarser = stated.unit.exponent() - row.exponent();
        stated.nil || coarser <= 0 || coarser % 3 == 0
    })
}

/// Gives the number of a cell in a row of that unit.
pub(super) fn number_of(stated: &Stated, row: &Unit) -> Exact {
    stated.exact() * Exact::pow10(-cell_exponent(row))
}

/// What a period that is not told follows from: other periods, each with its sign.
pub(super) type PeriodParts = Vec<(i8, Period)>;

/// Finds the periods of a row that nobody tells and that follow from told ones, such as the fourth quarter.
pub(super) fn computed(facts: &Facts, (item, scope): RowOf) -> BTreeMap<Period, PeriodParts> {
    let about = facts.item(item);
    let mut out = BTreeMap::new();
    if !about.adds_up || about.unit.is_rate() {
        return out;
    }
    let fact = |period| facts.fact(Key { item, period, scope });
    let known = |period: Period| {
        let state = fact(period).map(|fact| &fact.state);
        matches!(state, Some(State::Stated(stated)) if stated.unit == about.unit || stated.nil)
    };
    let years: std::collections::BTreeSet<i16> = facts
        .keys_of(item)
        .filter(|key| key.scope == scope)
        .filter_map(|key| {
            key.period.year().filter(|_| !matches!(key.period, Period::Trailing { .. }))
        })
        .collect();
    for year in years {
        let q = |quarter| Period::Quarter { year, quarter };
        let h = |half| Period::Half { year, half };
        let (m9, fy) = (Period::NineMonths { year }, Period::Year { year });
        let ways: [(Period, &[(i8, Period)]); 14] = [
            (q(2), &[(1, h(1)), (-1, q(1))]),
            (q(3), &[(1, m9), (-1, h(1))]),
            (q(4), &[(1, fy), (-1, m9)]),
            (q(4), &[(1, h(2)), (-1, q(3))]),
            (h(1), &[(1, q(1)), (1, q(2))]),
            (h(1), &[(1, m9), (-1, q(3))]),
            (h(2), &[(1, fy), (-1, h(1))]),
            (m9, &[(1, h(1)), (1, q(3))]),
            (m9, &[(1, q(1)), (1, q(2)), (1, q(3))]),
            (m9, &[(1, fy), (-1, q(4))]),
            (fy, &[(1, m9), (1, q(4))]),
            (fy, &[(1, h(1)), (1, h(2))]),
            (fy, &[(1, q(1)), (1, q(2)), (1, q(3)), (1, q(4))]),
            (q(3), &[(1, h(2)), (-1, q(4))]),
        ];
        for (period, parts) in ways {
            let wanted = fact(period).is_none() && !out.contains_key(&period);
            if wanted && parts.iter().all(|(_, part)| known(*part)) {
                out.insert(period, parts.to_vec());
            }
        }
    }
    out
}

/// Gives what a figure is made from where it is no figure of its own: its periods, each with its sign.
pub(super) fn parts_of(facts: &Facts, key: Key) -> Option<Vec<(i8, Key)>> {
    match facts.fact(key).map(|fact| &fact.state) {
        Some(State::Derived { parts, .. }) => Some(parts.clone()),
        Some(_) => None,
        None => {
            let parts = computed(facts, (key.item, key.scope)).remove(&key.period)?;
            Some(parts.into_iter().map(|(sign, period)| (sign, Key { period, ..key })).collect())
        }
    }
}

/// Writes a range as decks do, so that `import` reads it back: `360 to 420`, `at least 360`.
pub(super) fn notation(bounds: &Bounds, row: &Unit) -> String {
    if bounds.unit() != row {
        return bounds.to_string().replace(',', "");
    }
    let [first, last] = [bounds.figures().next(), bounds.figures().last()]
        .map(|end| end.map(|end| end.value.to_string()).unwrap_or_default());
    match bounds {
        Bounds::Between { .. } => format!("{first} to {last}"),
        Bounds::AtLeast(_) | Bounds::AtMost(_) | Bounds::About(_) => {
            format!("{} {first}", bounds.word())
        }
    }
}

impl BookWork<'_> {
    /// Gives the number that a key has in its row, if it is one.
    pub(super) fn number(&self, key: Key) -> Option<Exact> {
        let facts = self.facts();
        let row = &facts.item(key.item).unit;
        match facts.fact(key) {
            Some(fact) => fact.stated().map(|stated| number_of(stated, row)),
            None => {
                let parts = parts_of(facts, key)?;
                let each = parts.iter().map(|(sign, part)| {
                    Some(number_of(facts.fact(*part)?.stated()?, row) * Exact::from(*sign))
                });
                each.sum::<Option<Exact>>()
            }
        }
    }

    /// Remembers where a number stands.
    pub(super) fn settle(&mut self, key: Key, place: super::book::BookPlace) {
        let exponent = cell_exponent(&self.facts().item(key.item).unit);
        if self.facts().fact(key).is_some() {
            self.places.entry(key).or_insert_with(|| place.clone());
        }
        if let Some(value) = self.number(key) {
            self.cells.entry(key).or_insert(NumberCell { place, value, exponent });
        }
    }

    /// Gives the format of a figure.
    pub(super) fn format(&self, key: Key) -> String {
        let facts = self.facts();
        let row = &facts.item(key.item).unit;
        match facts.fact(key).and_then(Fact::stated) {
            Some(stated) => self.stated_format(row, stated),
            None => self.plain_format(row, &self.number(key).unwrap_or_default()),
        }
    }

    /// Gives the format of what is stated, in a row of that unit.
    pub(super) fn stated_format(&self, row: &Unit, stated: &Stated) -> String {
        let shown = look::of_stated(self.locale(), row, stated);
        shown.unwrap_or_else(|| self.plain_format(row, &number_of(stated, row)))
    }

    /// Gives the format that shows all digits of a number.
    fn plain_format(&self, row: &Unit, value: &Exact) -> String {
        let digits = fifteen_digits(value);
        let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
        look::of_figure(self.locale(), row, u32::try_from(places).unwrap_or_default())
    }

    /// Says where a figure comes from, what was done to it, and what proves it.
    pub(super) fn note(&self, key: Key) -> String {
        let facts = self.facts();
        let mut lines = Vec::new();
        let Some(fact) = facts.fact(key) else {
            lines.push(self.word("book_computed").to_owned());
            return lines.join("\n");
        };
        let colon = &self.locale().punctuation.colon;
        match &fact.state {
            State::Missing { reason } if !fact.due => lines.push(reason.clone()),
            State::LeftOut(left_out) => lines.extend(left_out.reason.clone()),
            State::Derived { .. } => lines.push(self.word("derived").to_owned()),
            State::Stated(stated) if stated.unit != facts.item(key.item).unit && !stated.nil => {
                lines.push(self.word("known_only_as").replace("{figure}", &stated.to_string()));
            }
            State::Restated { printed, .. } => {
                lines.push(format!("{}{colon}{printed}", self.word("book_published")));
            }
            State::Stated(_) | State::Bounded(_) | State::Missing { .. } => {}
        }
        if let Some(restated) = &fact.restated {
            lines.push(format!("{}{colon}{}", self.word(restated.kind.word()), restated.reason));
        }
        if let Some(source) = fact.source.and_then(|at| facts.sources().get(at)) {
            lines.push(format!("{}{colon}{}", self.word("source"), source.title));
        }
        let proofs = self.ledger.of_figure(key);
        for entry in proofs.iter().take(LISTED) {
            let mark = match entry.statement.verdict {
                _ if entry.waived.is_some() => "!",
                Verdict::Exact => "✓",
                Verdict::ByRounding | Verdict::Within | Verdict::Unknown => "≈",
                Verdict::Broken => "!",
                Verdict::NoBase | Verdict::LeftOut => "·",
            };
            lines.push(format!("{mark} {}", entry.text));
        }
        lines.join("\n")
    }
}
