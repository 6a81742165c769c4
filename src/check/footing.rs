//! `footing` and `by-rounding`: sums whose printed digits do not add up, though figures behind them may.
//!
//! Most such sums are true, as each figure is rounded by itself. But where a company makes its statements
//! foot, a digit that is off by one hides there. Whether it does is declared, or learned: if figures that
//! are rounded one by one would hardly leave so few gaps, it does.

use std::collections::{BTreeMap, BTreeSet};

use super::broken::compared;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, Footing, Key};
use crate::num::{Exact, Unit};
use crate::prove::{Assertion, AssertionForm, Origin, Proof, Verdict};
use crate::view::View;

/// How often in a million a sum of so many figures, each rounded to the nearest, has the digits of its
/// total: that of one figure always, that of two in three cases of four. (The chance that a sum of n + 1
/// uniform errors stays within half a digit, by Irwin and Hall.) More figures are taken for ten, which
/// asks for more evidence than there need be; so is rounding toward zero, which adds up more rarely.
const ADDS_UP: [u64; 11] = [
    MILLION, MILLION, 750_000, 666_667, 598_959, 550_000, 511_025, 479_366, 452_921, 430_418,
    410_963,
];

const MILLION: u64 = 1_000_000;

/// Chances are told in this part of one.
const WHOLE: u64 = MILLION * MILLION;

/// How likely it may be, at most, that figures rounded one by one look like a statement that foots, with
/// one slip or two somewhere.
struct SignificanceLevels {
    one_slip: u64,
    two_slips: u64,
}

/// Of a company of whose habits nothing else is known.
const USUAL: SignificanceLevels =
    SignificanceLevels { one_slip: WHOLE / 20, two_slips: WHOLE / 100 };

/// Of one that leaves gaps in other units.
const STRICT: SignificanceLevels =
    SignificanceLevels { one_slip: WHOLE / 100, two_slips: WHOLE / 1000 };

/// How likely it may be, at most, that figures rounded one by one leave as few gaps.
const FEW: u64 = WHOLE / 1000;

/// So many gaps are looked at for slips that explain them.
const MOST_GAPS: usize = 8;

/// A sum that was tested, of figures with one last digit.
struct FootedSum<'a> {
    /// Its place among the statements.
    at: usize,
    statement: &'a Assertion,
    figures: BTreeSet<Key>,
    /// How many of the figures added up are rounded.
    rounded: usize,
    /// Whether its digits do not add up.
    gap: bool,
}

/// Why the digits of a sum should add up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FootingReason {
    /// Its relation or its company says so.
    Declared,
    /// So many other sums do.
    Learned(usize),
}

/// Tells what holds by rounding only, as a warning where the digits should add up.
pub(super) fn run(proof: &Proof<'_>, view: Option<&View>, report: &mut Report) {
    let facts = proof.facts;
    let all = || proof.statements().iter().enumerate();
    let by_rounding = || all().filter(|(_, one)| one.verdict == Verdict::ByRounding);
    if by_rounding().next().is_none() {
        return;
    }
    let mut sums: Vec<_> = all().filter_map(|(at, one)| footed(facts, at, one)).collect();
    // One sum written twice, or turned round, is one piece of evidence.
    let mut seen = BTreeSet::new();
    sums.retain(|sum| sum.gap || seen.insert(sum.figures.clone()));
    let expected = expected(facts, &sums, view);
    for (at, one) in by_rounding() {
        match expected.get(&at) {
            Some((why, suspects)) => report.push(gap(proof, one, *why, suspects)),
            None => report.push(listed(proof, one)),
        }
    }
}

/// Reads a sum, if it is one whose digits may be asked to add up.
fn footed<'a>(facts: &Facts, at: usize, statement: &'a Assertion) -> Option<FootedSum<'a>> {
    let gap = match statement.verdict {
        Verdict::Exact => false,
        Verdict::ByRounding => true,
        Verdict::LeftOut
        | Verdict::Within
        | Verdict::Broken
        | Verdict::Unknown
        | Verdict::NoBase => return None,
    };
    let declared = match statement.origin {
        Origin::Declared(_) | Origin::Drawn(_) => true,
        Origin::Change { .. } | Origin::Derived | Origin::Cumulative => false,
    };
    if !declared || statement.form != AssertionForm::Sum {
        return None;
    }
    let stated = |key: Key| facts.fact(key).and_then(|fact| fact.stated());
    let rounded: Vec<_> =
        statement.keys().filter(|key| stated(*key).is_some_and(|it| !it.nil)).collect();
    let digits: BTreeSet<Exact> =
        rounded.iter().filter_map(|key| Some(stated(*key)?.last_digit())).collect();
    (digits.len() == 1).then(|| FootedSum {
        at,
        statement,
        figures: statement.keys().collect(),
        rounded: rounded.len()
            - usize::from(statement.left.is_some_and(|left| rounded.contains(&left))),
        gap,
    })
}

/// The sums whose digits should add up and do not, each with the figures that a slip may be in.
type FootingGaps = BTreeMap<usize, (FootingReason, Vec<Key>)>;

/// Finds the sums whose digits should add up, and do not.
fn expected(facts: &Facts, sums: &[FootedSum<'_>], view: Option<&View>) -> FootingGaps {
    let mut found = FootingGaps::new();
    let declared = |sum: &FootedSum<'_>| {
        let own = sum.statement.relation(facts).and_then(|relation| relation.footing);
        own.or(facts.footing)
    };
    for sum in sums.iter().filter(|sum| sum.gap && declared(sum) == Some(Footing::Exact)) {
        found.insert(sum.at, (FootingReason::Declared, Vec::new()));
    }
    let open: Vec<&FootedSum<'_>> = sums.iter().filter(|sum| declared(sum).is_none()).collect();
    if !open.iter().any(|sum| sum.gap) {
        return found;
    }
    let mut learn = |group: &[&FootedSum<'_>], levels: &SignificanceLevels, whole: bool| {
        let suspects = slips(group, levels);
        if let Some(suspects) = suspects.or_else(|| (!whole && few(group)).then(Vec::new)) {
            let others = group.iter().filter(|sum| !sum.gap).count();
            for sum in group.iter().filter(|sum| sum.gap) {
                let own =
                    suspects.iter().filter(|key| sum.figures.contains(key)).copied().collect();
                found.entry(sum.at).or_insert((FootingReason::Learned(others), own));
            }
        }
    };
    // All of the deck's sums in one unit: per-share figures and percentages follow other habits.
    let unit = |sum: &FootedSum<'_>| sum.statement.unit(facts);
    let mut units: Vec<(Unit, Vec<&FootedSum<'_>>)> = Vec::new();
    for sum in &open {
        let own = unit(sum);
        match units.iter_mut().find(|(known, _)| *known == own) {
            Some((_, group)) => group.push(sum),
            None => units.push((own, vec![sum])),
        }
    }
    let leaves_gaps = |group: &[&FootedSum<'_>]| {
        group.iter().any(|sum| sum.gap) && slips(group, &USUAL).is_none()
    };
    let gaps: Vec<bool> = units.iter().map(|(_, group)| leaves_gaps(group)).collect();
    let levels = |at: usize| {
        let elsewhere = gaps.iter().enumerate().any(|(other, gaps)| *gaps && other != at);
        if elsewhere { &STRICT } else { &USUAL }
    };
    for (at, (_, group)) in units.iter().enumerate() {
        learn(group, levels(at), true);
    }
    // A statement may foot where a table of details does not.
    let key = |name: &String| facts.references().key(name).ok();
    for page in view.iter().flat_map(|view| &view.pages) {
        let shown: BTreeSet<Key> =
            page.figures().iter().flat_map(|shown| &shown.facts).filter_map(key).collect();
        for (at, (_, group)) in units.iter().enumerate() {
            let here: Vec<_> =
                group.iter().filter(|sum| sum.figures.is_subset(&shown)).copied().collect();
            if here.iter().any(|sum| sum.gap) {
                learn(&here, levels(at), false);
            }
        }
    }
    found
}

/// Finds the figures in which one slip, or two, would explain every gap of a group, unless figures
/// rounded one by one might well look so.
///
/// The chance of these very gaps, times the number of gaps that slips can leave, is a bound on the
/// chance that any of them comes by rounding (Bonferroni).
fn slips(group: &[&FootedSum<'_>], levels: &SignificanceLevels) -> Option<Vec<Key>> {
    let gaps: Vec<_> = group.iter().filter(|sum| sum.gap).collect();
    if gaps.is_empty() || gaps.len() > MOST_GAPS {
        return None;
    }
    let chance = group.iter().fold(WHOLE, |all, sum| {
        let odds = odds(sum);
        all * (if sum.gap { MILLION - odds } else { odds }) / MILLION
    });
    let mut sums_of: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for sum in group {
        for key in &sum.figures {
            sums_of.entry(*key).or_default().push(sum.at);
        }
    }
    let patterns = sums_of.values().collect::<BTreeSet<_>>().len() as u64;
    // A slip shows in every sum that the figure takes part in.
    let shows = |key: &Key| group.iter().all(|sum| sum.gap || !sum.figures.contains(key));
    let suspects: BTreeSet<Key> =
        gaps.iter().flat_map(|sum| &sum.figures).copied().filter(shows).collect();
    let explains =
        |keys: &[Key]| gaps.iter().all(|gap| keys.iter().any(|key| gap.figures.contains(key)));
    let alone: Vec<Key> = suspects.iter().copied().filter(|key| explains(&[*key])).collect();
    if !alone.is_empty() {
        return (chance.saturating_mul(patterns) < levels.one_slip).then_some(alone);
    }
    let pair = |one: &Key| suspects.iter().any(|other| explains(&[*one, *other]));
    let pairs: Vec<Key> = suspects.iter().copied().filter(pair).collect();
    let any = chance.saturating_mul(patterns).saturating_mul(patterns) / 2;
    (!pairs.is_empty() && any < levels.two_slips).then_some(pairs)
}

/// Tells whether figures rounded one by one would hardly leave as few gaps as these.
fn few(group: &[&FootedSum<'_>]) -> bool {
    let gaps = group.iter().filter(|sum| sum.gap).count();
    // By number of gaps so far, the chance that there are so many.
    let mut chances = vec![0; gaps + 1];
    chances[0] = WHOLE;
    for sum in group {
        let odds = odds(sum);
        for at in (0..=gaps).rev() {
            let one_more = if at == 0 { 0 } else { chances[at - 1] * (MILLION - odds) / MILLION };
            chances[at] = chances[at] * odds / MILLION + one_more;
        }
    }
    chances.iter().sum::<u64>() < FEW
}

/// How often in a million the digits of such a sum add up by chance.
fn odds(sum: &FootedSum<'_>) -> u64 {
    ADDS_UP[sum.rounded.min(ADDS_UP.len() - 1)]
}

/// Tells a sum whose digits should add up.
fn gap(proof: &Proof<'_>, one: &Assertion, why: FootingReason, suspects: &[Key]) -> Finding {
    let facts = proof.facts;
    let place = one.place(facts);
    let why = match why {
        FootingReason::Declared => "and its footing is declared exact".to_owned(),
        FootingReason::Learned(1) => "where the other sum adds up to the digit".to_owned(),
        FootingReason::Learned(others) => format!("where {others} others add up to the digit"),
    };
    let message = format!("the digits of `{}` do not add up, {why}", one.text(facts));
    let mut finding = Finding::new(code::FOOTING, message, place);
    let suspects = if suspects.is_empty() { one.keys().collect() } else { suspects.to_vec() };
    for (key, fact) in suspects.iter().filter_map(|key| Some((*key, facts.fact(*key)?))) {
        if fact.span != place {
            finding = finding.also(fact.span, facts.name(key));
        }
    }
    if one.relation(facts).is_some() {
        finding = finding.also(one.span, "declared here");
    }
    finding.note(compared(proof, one, "printed", "from the parts")).help(
        "Compare the last digits with their publication; where the company's rounding leaves this gap, write `{of: ..., footing: rounded}` for the relation",
    )
}

/// Lists what holds by rounding only: a digit that is off by one hides there.
fn listed(proof: &Proof<'_>, one: &Assertion) -> Finding {
    let facts = proof.facts;
    let place = one.place(facts);
    let message = format!("`{}` holds by rounding only", one.text(facts));
    let (left, right) = match one.origin {
        Origin::Change { .. } => ("stated", "from the figures"),
        Origin::Declared(_) | Origin::Derived | Origin::Cumulative | Origin::Drawn(_) => {
            ("printed", "from the parts")
        }
    };
    Finding::new(code::BY_ROUNDING, message, place).note(compared(proof, one, left, right))
}
