//! Corroboration: how closely the other figures of each of its statements hold a figure.
//!
//! Each statement is taken alone, so that a deck of many thousand figures is looked through in one
//! go. Only where a statement has a figure that is not known is the whole system asked.

use super::Proof;
use super::statement::{Assertion, AssertionForm, Verdict};
use crate::facts::{Fact, Facts, Key};
use crate::num::{End, Exact, Interval};

/// What is left to a figure by the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corroboration {
    /// Nothing is: it stands in no statement that is put to a test.
    Not,
    /// It has one end: it is at least, or at most, so much.
    OneSide,
    /// It lies within an interval, in base units.
    Within(Interval),
    /// It stands in a set of statements that is too large to be asked figure by figure.
    Together,
    /// A statement of it is broken, and told so.
    Broken,
}

/// Rows of the largest set that is asked for each of its figures.
const ASKED: usize = 128;

/// The ends found so far.
#[derive(Default)]
struct Ends {
    low: Option<End>,
    high: Option<End>,
}

impl Ends {
    fn of(interval: &Interval) -> Self {
        Self { low: Some(interval.lo().clone()), high: Some(interval.hi().clone()) }
    }

    /// Keeps the narrower ends.
    fn narrow(&mut self, other: Self) {
        if let Some(low) = other.low
            && self.low.as_ref().is_none_or(|mine| low.at() > mine.at())
        {
            self.low = Some(low);
        }
        if let Some(high) = other.high
            && self.high.as_ref().is_none_or(|mine| high.at() < mine.at())
        {
            self.high = Some(high);
        }
    }

    fn held(self) -> Corroboration {
        match (self.low, self.high) {
            (None, None) => Corroboration::Not,
            (Some(low), Some(high)) => {
                Interval::new(low, high).map_or(Corroboration::Broken, Corroboration::Within)
            }
            (Some(_), None) | (None, Some(_)) => Corroboration::OneSide,
        }
    }
}

impl Proof<'_> {
    /// Tells what the statements at these indexes leave to a figure that stands in them.
    pub(super) fn held(&self, key: Key, statements: &[usize]) -> Corroboration {
        let mut ends = Ends::default();
        let mut asks = false;
        for at in statements {
            let statement = &self.statements[*at];
            match statement.verdict {
                Verdict::Broken => return Corroboration::Broken,
                Verdict::Exact | Verdict::ByRounding | Verdict::Within => {
                    ends.narrow(left_to(self.facts, statement, key));
                }
                Verdict::Unknown => asks |= self.joins(*at),
                Verdict::NoBase | Verdict::LeftOut => {}
            }
        }
        match ends.held() {
            Corroboration::Not | Corroboration::OneSide
                if asks && self.system.rows_with(key) > ASKED =>
            {
                Corroboration::Together
            }
            Corroboration::Not | Corroboration::OneSide if asks => self.asked(key),
            held @ (Corroboration::Not
            | Corroboration::OneSide
            | Corroboration::Within(_)
            | Corroboration::Together
            | Corroboration::Broken) => held,
        }
    }

    /// Asks the whole system, which may take its share of the work.
    fn asked(&self, key: Key) -> Corroboration {
        // What was too much work once would be again.
        let component = self.system.component_of(key);
        if self.undecided.iter().any(|one| Some(one.component) == component) {
            return Corroboration::Together;
        }
        let Some(range) = self.range_of(key, false, self.system.share()) else {
            return Corroboration::Not;
        };
        match (Ends { low: range.low, high: range.high }.held(), range.undecided) {
            (Corroboration::Not | Corroboration::OneSide, true) => Corroboration::Together,
            (held, _) => held,
        }
    }
}

/// Gives the ends that the other figures of a tested statement leave to one of them.
fn left_to(facts: &Facts, statement: &Assertion, key: Key) -> Ends {
    let own = statement.left == Some(key);
    let mut at = statement.terms.iter().position(|(_, term)| *term == key);
    let twice = statement.keys().filter(|other| *other == key).count() > 1;
    let (Some(printed), Some(derived)) = (&statement.printed, &statement.derived) else {
        return Ends::default();
    };
    if own {
        at = None;
    }
    let interval = |key: &Key| facts.fact(*key).and_then(Fact::interval);
    let found = match (statement.form, at, &statement.terms[..]) {
        _ if twice => None,
        (AssertionForm::Sum | AssertionForm::Quotient | AssertionForm::Growth, None, _) => {
            Some(derived.clone())
        }
        (AssertionForm::AtLeast, None, _) => {
            return Ends { low: Some(derived.lo().clone()), high: None };
        }
        (AssertionForm::Sum | AssertionForm::AtLeast, Some(at), terms) => {
            let (weight, _) = &terms[at];
            let rest = interval(&key).and_then(|own| without(derived, &own.scale(weight)));
            let share = Exact::one().checked_div(weight);
            rest.zip(share).map(|(rest, share)| printed.sub(&rest).scale(&share))
        }
        (AssertionForm::Quotient, Some(0), [_, (_, base)]) => {
            interval(base).map(|base| printed.mul(&base))
        }
        (AssertionForm::Quotient, Some(_), [(_, top), _]) => {
            interval(top).and_then(|top| top.div(printed))
        }
        (AssertionForm::Growth, Some(at), [(_, top), (_, base)]) => {
            let (top, base) = (interval(top), interval(base));
            let gains = base.as_ref().is_some_and(|base| base.hi().at().is_positive());
            let by = if gains { printed.clone() } else { printed.neg() };
            let whole = Interval::point(Exact::one()).add(&by);
            if at == 0 {
                base.map(|base| base.mul(&whole))
            } else {
                top.and_then(|top| top.div(&whole))
            }
        }
        (AssertionForm::Quotient | AssertionForm::Growth, Some(_), _) => None,
    };
    let Some(found) = found else { return Ends::default() };
    match (statement.form, at.map(|at| statement.terms[at].0.is_negative())) {
        (AssertionForm::AtLeast, Some(false)) => Ends { low: None, high: Some(found.hi().clone()) },
        (AssertionForm::AtLeast, Some(true)) => Ends { low: Some(found.lo().clone()), high: None },
        (_, _) => Ends::of(&found),
    }
}

/// Takes one part's interval off that of the whole sum: the ends of a sum are those of its parts,
/// added.
fn without(whole: &Interval, part: &Interval) -> Option<Interval> {
    let less = |whole: &End, part: &End| {
        let at = whole.at() - part.at();
        if whole.is_closed() { End::closed(at) } else { End::open(at) }
    };
    Interval::new(less(whole.lo(), part.lo()), less(whole.hi(), part.hi()))
}
