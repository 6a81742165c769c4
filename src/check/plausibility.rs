//! `doubtful-figure`, plausibility of figures: one that its name, its row or the deck's other figures speak against.

mod plan;

use std::collections::BTreeSet;

use crate::code::{self, Code};
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Facts, Item, ItemId, Key, State, StatedChange};
use crate::locale::{Locale, ProseWords, TermWords};
use crate::num::{Exact, Measure, Period, Scale, Stated, Unit};
use crate::prove::{AssertionForm, Ledger};
use crate::shape::records;
use crate::slide::GroupCompany;
use crate::source::Span;
use crate::words::first_word;

const CODE: Code = code::DOUBTFUL_FIGURE;
/// How far the other figures of a steady row lie apart at most, and how far one must lie off it.
const STEADY: i64 = 3;
const OFF: i64 = 8;
/// Figures that make a row.
const ROW: usize = 3;

/// Asks about figures that no statement vouches for, and that are hardly so.
pub(super) fn run(deck: &Deck, locale: &Locale, ledger: &Ledger<'_>, report: &mut Report) {
    let look =
        Plausibility { facts: &deck.facts, prose: &locale.prose, terms: &locale.terms, ledger };
    let revenue = look.revenue();
    let held = holdings(deck);
    let outflows = look.outflows();
    for (id, item) in deck.facts.items() {
        let row: Vec<_> = deck
            .facts
            .keys_of(id)
            .filter_map(|key| Some((key, deck.facts.fact(key)?)))
            .flat_map(|(key, fact)| {
                let typed = move |stated| TypedFigure {
                    key,
                    stated,
                    exact: stated.exact(),
                    span: fact.span,
                };
                typed_figures(&fact.state).into_iter().map(typed)
            })
            .collect();
        let mut asked = None;
        for figure in &row {
            // One end of a range is enough to ask about.
            if asked == Some(figure.key) {
                continue;
            }
            // A region is not as large as the whole.
            let like = |other: &&TypedFigure<'_>| {
                let (own, other) = (figure.key, other.key);
                own != other && deck.facts.contexts().same_members(own.scope, other.scope)
            };
            let others: Vec<_> = row.iter().filter(like).collect();
            let doubt = look
                .share(item, figure, held.contains(&id))
                .or_else(|| look.count(item, figure, &others))
                .or_else(|| outflow(id, figure, &others, &outflows))
                .or_else(|| look.size(item, figure, &others))
                .or_else(|| look.sign(item, figure, &others))
                .or_else(|| look.whole(item, figure, &others))
                .or_else(|| look.dividend(item, figure, &others))
                .or_else(|| look.range(figure, &others))
                .or_else(|| look.planned(item, figure, &others))
                .or_else(|| look.tenfold(item, figure, &others))
                .or_else(|| look.above_revenue(item, figure, revenue));
            if let Some(doubt) = doubt {
                let name = deck.facts.name(figure.key);
                let message = format!("`{name}` is {}, {doubt}", figure.stated);
                report_doubtful(message, figure.span, report);
                asked = Some(figure.key);
            }
        }
    }
    look.debts(report);
    for (now, base, change) in deck.facts.changes().stated() {
        look.change(now, base, change, report);
    }
}

fn report_doubtful(message: String, span: Span, report: &mut Report) {
    let finding = Finding::new(CODE, message, span);
    report.push(finding.help("Correct the digits, the sign or the unit; if it is so, waive this"));
}

/// Gives the figures that are typed: one, or those at the ends of a range.
fn typed_figures(state: &State) -> Vec<&Stated> {
    match state {
        State::Stated(stated) => vec![stated],
        State::Bounded(bounds) => bounds.figures().collect(),
        State::Restated { value, .. } => vec![value],
        State::Derived { .. } | State::LeftOut(_) | State::Missing { .. } => Vec::new(),
    }
}

/// A figure as typed.
struct TypedFigure<'a> {
    key: Key,
    stated: &'a Stated,
    exact: Exact,
    span: Span,
}

/// The items that slides name as the share held in a company.
fn holdings(deck: &Deck) -> BTreeSet<ItemId> {
    let companies = deck.slides.iter().flat_map(records::<GroupCompany>);
    companies
        .filter_map(|one| Some(deck.facts.references().read(&one.ownership.value).ok()?.item))
        .collect()
}

struct Plausibility<'a> {
    facts: &'a Facts,
    prose: &'a ProseWords,
    terms: &'a TermWords,
    ledger: &'a Ledger<'a>,
}

impl Plausibility<'_> {
    fn says(&self, label: &str, words: &[String]) -> bool {
        first_word(label, words, self.prose).is_some()
    }

    /// A debt less cash that is below zero is a debt kept with a minus, or more cash than debt: words
    /// that tell its change would be the wrong way round in one of the two.
    fn debts(&self, report: &mut Report) {
        for (id, item) in self.facts.items() {
            let named = item.unit.is_currency() && self.says(&item.label, &self.prose.debts);
            if !named || item.minus.is_some() || !self.facts.is_below(id) {
                continue;
            }
            let mut all = self.facts.keys_of(id).filter_map(|key| self.facts.fact(key));
            let (Some(first), Some(_)) = (all.next(), all.next()) else { continue };
            let message = format!("nothing says whether `{}` grows below zero", item.name);
            let help = "Write `minus: outflow` for a debt kept with a minus, `minus: none` where less than \
                        nothing is owed";
            report.push(Finding::new(CODE, message, first.span).help(help));
        }
    }

    /// A result may lie on either side of zero, and near it.
    fn is_result(&self, item: &Item) -> bool {
        self.says(&item.label, &self.prose.results)
    }

    fn is_irregular(&self, item: &Item) -> bool {
        let words = [&self.prose.irregular, &self.prose.up, &self.prose.down];
        words.iter().any(|words| self.says(&item.label, words))
    }

    /// Tells whether a statement that was put to the test fixes the figure; what breaks it has
    /// been told.
    fn vouched(&self, key: Key) -> bool {
        self.ledger.of_figure(key).iter().any(|entry| {
            entry.statement.verdict.is_tested() && entry.statement.form != AssertionForm::AtLeast
        })
    }

    /// A share lies between nothing and the whole.
    fn share(&self, item: &Item, figure: &TypedFigure<'_>, held: bool) -> Option<String> {
        let named = self.says(&item.label, &self.prose.shares) && !self.is_result(item);
        let share = matches!(item.unit, Unit::Percent) && (held || named);
        let outside = figure.exact.is_negative() || figure.exact > Exact::one();
        (share && outside).then(|| "and a share lies between 0% and 100%".to_owned())
    }

    /// What is counted is not less than none; what is counted over a period may be a net change.
    fn count(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        let counted = matches!(item.unit, Unit::Count { .. });
        let below = |figure: &TypedFigure<'_>| figure.exact.is_negative();
        let wild = !figure.key.period.is_instant() && others.iter().any(|other| below(other));
        let moves = self.is_irregular(item) || self.is_result(item);
        (counted && below(figure) && !wild && !moves)
            .then(|| "and nothing is counted below zero".to_owned())
    }

    /// The items that tell of money that goes out, with whether all their figures are below zero.
    fn outflows(&self) -> Vec<(ItemId, bool)> {
        let named = self.facts.items().filter(|(_, item)| self.is_outflow(item));
        named.map(|(id, _)| (id, self.facts.is_below(id))).collect()
    }

    fn is_outflow(&self, item: &Item) -> bool {
        // "Provided by (used in)" goes either way.
        let label = item.label.split(['(', '（']).next().unwrap_or_default();
        item.unit.is_currency()
            && self.says(label, &self.prose.outflows)
            && !self.says(&item.label, &self.prose.inflows)
    }

    /// A figure about a thousand times all others of its item, or far off a steady row.
    fn size(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        let alike = |other: &&&TypedFigure<'_>| {
            same_kind(figure.key.period, other.key.period) && !other.exact.is_zero()
        };
        let others: Vec<_> = others.iter().filter(alike).collect();
        let result = self.is_result(item);
        let enough = if result { ROW } else { 1 };
        if figure.exact.is_zero() || others.len() < enough || self.is_irregular(item) {
            return None;
        }
        // The same season of other years tells more than a row that swings with it.
        let season =
            others.iter().filter(|other| season(other.key.period) == season(figure.key.period));
        let season: Vec<_> = season.map(|other| **other).collect();
        let all: Vec<_> = others.iter().map(|other| **other).collect();
        let thousands = [all, season].iter().find_map(|others| thousands(figure, others));
        if let Some(word) = thousands {
            return (!self.vouched(figure.key))
                .then(|| format!("{word} every other figure of its row"));
        }
        let size = figure.exact.abs();
        let least = others.iter().map(|other| other.exact.abs()).min()?;
        let most = others.iter().map(|other| other.exact.abs()).max()?;
        // A step of that size in a row of its own: targets are no history.
        let own: Vec<_> =
            others.iter().filter(|other| other.key.scope == figure.key.scope).collect();
        let steady = own.len() >= ROW && most <= &least * &Exact::from(STEADY);
        if result || !steady {
            return None;
        }
        let off = Exact::from(OFF);
        let word = if size >= &most * &off {
            "more than eight times every other figure of its row"
        } else if &size * &off <= least {
            "less than an eighth of every other figure of its row"
        } else {
            return None;
        };
        (!self.vouched(figure.key)).then(|| word.to_owned())
    }

    /// The only figure of a steady row with the other sign, and of the size of the others: a loss
    /// that breaks a row of profits is seldom as large as they are.
    fn sign(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        let others: Vec<_> =
            others.iter().filter(|o| same_kind(figure.key.period, o.key.period)).collect();
        let below = figure.exact.is_negative();
        let turned =
            others.iter().all(|other| !other.exact.is_zero() && other.exact.is_negative() != below);
        if figure.exact.is_zero() || others.len() < ROW || !turned {
            return None;
        }
        let size = figure.exact.abs();
        let least = others.iter().map(|other| other.exact.abs()).min()?;
        let most = others.iter().map(|other| other.exact.abs()).max()?;
        let like = size >= least && size <= most && most <= &least * &Exact::from(STEADY).halved();
        // Only what may not turn is asked about at any size.
        let asked = !self.is_irregular(item) && (like || !self.is_result(item));
        let way = if below { "below" } else { "above" };
        (asked && !self.vouched(figure.key))
            .then(|| format!("{way} zero, as no other figure of its row"))
    }

    /// What has run since the year began is not less than a part of it, where the item is never below
    /// zero: a half smaller than its quarter would leave the other quarter so.
    fn whole(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        let begun = |period: Period| match period {
            Period::Quarter { quarter: 1, .. }
            | Period::Half { half: 1, .. }
            | Period::NineMonths { .. }
            | Period::Year { .. } => Some((period.year()?, period.months())),
            Period::Quarter { .. }
            | Period::Half { .. }
            | Period::Month { .. }
            | Period::Trailing { .. }
            | Period::Instant(_) => None,
        };
        let (year, months) = begun(figure.key.period)?;
        let below = figure.exact.is_negative() || others.iter().any(|o| o.exact.is_negative());
        if !item.adds_up
            || below
            || item.is_loss()
            || self.is_irregular(item)
            || self.is_result(item)
        {
            return None;
        }
        let part = others.iter().find(|other| {
            other.key.scope == figure.key.scope
                && begun(other.key.period).is_some_and(|(y, m)| y == year && m < months)
                && other.exact > figure.exact
        })?;
        (!self.vouched(figure.key)).then(|| format!("less than {}, a part of it", part.key.period))
    }

    /// A year's dividend is what its halves paid, to the last digit: nothing of it is rounded.
    fn dividend(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        let Period::Year { year } = figure.key.period else { return None };
        let per_share = item.unit.is_currency() && item.unit.scale() == Scale::One;
        let held = item.adds_up || item.apart.is_some();
        if !per_share || held || !self.says(&item.label, &self.prose.dividends) {
            return None;
        }
        // The half that has been paid is actual, of a forecast year too.
        let half = |half| {
            let of = |scope| Key { period: Period::Half { year, half }, scope, ..figure.key };
            let find = |key| others.iter().find(|other| other.key == key);
            find(of(figure.key.scope))
                .or_else(|| find(of(self.facts.contexts().actual(figure.key.scope))))
        };
        let (first, second) = (half(1)?, half(2)?);
        let sum = &first.exact + &second.exact;
        (sum != figure.exact).then(|| {
            format!("which its halves, {} and {}, do not make", first.stated, second.stated)
        })
    }

    /// The lower end of a range is not above its upper end.
    fn range(&self, figure: &TypedFigure<'_>, others: &[&TypedFigure<'_>]) -> Option<String> {
        let scope = |figure: &TypedFigure<'_>| self.facts.scope(figure.key.scope).name.as_str();
        let upper = format!("{}high", scope(figure).strip_suffix("low")?);
        let end = others
            .iter()
            .find(|other| scope(other) == upper && other.key.period == figure.key.period)?;
        (figure.exact > end.exact).then(|| format!("above `{upper}`, the upper end of its range"))
    }

    /// A change from a figure that is not known, and that would lie below zero.
    fn change(&self, now: Key, base: Key, change: &StatedChange, report: &mut Report) {
        let item = self.facts.item(now.item);
        let State::Stated(size) = &change.state else { return };
        let stated = |key| self.facts.fact(key).and_then(Fact::exact);
        if stated(base).is_some() || self.is_result(item) || self.is_irregular(item) {
            return;
        }
        let now_is = stated(now);
        let known = now_is.as_ref().is_some_and(|now| !now.is_negative());
        let beyond = match change.measure {
            Measure::Percent => {
                now_is.is_none_or(|n| !n.is_negative()) && size.exact() < -Exact::one()
            }
            Measure::Amount => known && now_is.is_some_and(|now| size.exact() > now),
            Measure::Points => false,
        };
        if beyond {
            let name = self.facts.name(now);
            let message = format!(
                "`{name}` changed by {size}, so that it would have been below zero in {}",
                base.period
            );
            report_doubtful(message, change.span, report);
        }
    }
}

/// An outflow that the deck writes below zero is not above it once.
fn outflow(
    id: ItemId,
    figure: &TypedFigure<'_>,
    others: &[&TypedFigure<'_>],
    outflows: &[(ItemId, bool)],
) -> Option<String> {
    if !figure.exact.is_positive() || !outflows.iter().any(|(item, _)| *item == id) {
        return None;
    }
    let own = !others.is_empty() && others.iter().all(|other| other.exact.is_negative());
    let mut rest = outflows.iter().filter(|(item, _)| *item != id);
    let like = rest.clone().count() > 1 && rest.all(|(_, below)| *below);
    (own || (others.is_empty() && like))
        .then(|| "and the deck's other outflows are below zero".to_owned())
}

/// Tells where a figure is about a thousand or a million times all others, or a part of them. Of two
/// alone it is the later one, or the target, that is asked about.
fn thousands(figure: &TypedFigure<'_>, others: &[&TypedFigure<'_>]) -> Option<&'static str> {
    let place = |figure: &TypedFigure<'_>| (figure.key.scope, figure.key.period);
    if let [other] = others
        && place(other) > place(figure)
    {
        return None;
    }
    let size = figure.exact.abs();
    let least = others.iter().map(|other| other.exact.abs()).min()?;
    let most = others.iter().map(|other| other.exact.abs()).max()?;
    let two = Exact::from(2);
    let all = [
        (3, "about a thousand times"),
        (6, "about a million times"),
        (-3, "about a thousandth of"),
        (-6, "about a millionth of"),
    ];
    let found = all.iter().find(|(factor, _)| {
        let scale = Exact::pow10(*factor);
        &size * &two >= &most * &scale && size <= &(&least * &scale) * &two
    });
    found.map(|(_, word)| *word)
}

/// The part of a year that a period is.
fn season(period: Period) -> Option<u8> {
    match period {
        Period::Quarter { quarter, .. } => Some(quarter),
        Period::Half { half, .. } => Some(half),
        Period::Month { month, .. } => Some(month),
        Period::NineMonths { .. }
        | Period::Year { .. }
        | Period::Trailing { .. }
        | Period::Instant(_) => None,
    }
}

/// Quarters are compared with quarters, days with days.
fn same_kind(one: Period, other: Period) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}
