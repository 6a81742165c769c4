//! `claim-differs`: "swung to a loss", "returned to profit", 赤字転落 of a figure of the other sign, or of one that
//! had that sign before.

use super::HeldClause;
use crate::check::direction::{Bases, ComparedClause};
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::words::{Hit, Sense, first_word};

pub(super) fn run(held: &HeldClause<'_>, report: &mut Report) {
    let turns = |hit: &Hit| matches!(hit.sense, Sense::ToLoss | Sense::ToProfit);
    let mut hits = held.passage.hits_in(held.clause.range.clone()).filter(turns);
    let Some(hit) = hits.next() else { return };
    // A change that is cited words its way itself, and is judged by it.
    if hits.any(|other| other.sense != hit.sense)
        || held.cites.iter().any(|cite| cite.against.is_some())
    {
        return;
    }
    let facts = held.facts();
    let ends = |key: &Key| facts.calendar.ends(key.period);
    let results = held.cites.iter().filter_map(|cite| cite.key).filter(|key| is_result(held, *key));
    let all: Vec<Key> = results.collect();
    let newest =
        |key: &&Key| all.iter().all(|other| other.item != key.item || ends(other) <= ends(key));
    let judged: Vec<(Key, bool, bool)> = all
        .iter()
        .filter(newest)
        .filter_map(|key| {
            let wanted = hit.sense == Sense::ToProfit;
            let fits = is_above(held, *key)? == wanted;
            Some((*key, fits, fits && was_so(held, *key, &all, wanted)))
        })
        .collect();
    let Some((key, fits, _)) = judged.first() else { return };
    if judged.iter().any(|(_, fits, was)| *fits && !was) {
        return;
    }
    let word = &held.passage.text[hit.start..hit.end];
    let name = facts.name(*key);
    let loss = hit.sense == Sense::ToLoss;
    let what = match (fits, loss) {
        (true, true) => "was a loss before",
        (true, false) => "was above zero before",
        (false, true) => "is no loss",
        (false, false) => "is below zero",
    };
    let span = held.passage.place(hit.start..hit.end, held.reading.sources);
    let message = format!("`{word}` stands with `{name}`, which {what}");
    let finding = Finding::new(code::CLAIM_DIFFERS, message, span);
    let finding = match facts.fact(*key) {
        Some(fact) => finding.also(fact.span, "the figure"),
        None => finding,
    };
    report.push(finding.help("Correct the words, or cite the figure that is meant"));
}

/// Whether a figure may be a loss.
fn is_result(held: &HeldClause<'_>, key: Key) -> bool {
    let (facts, prose) = (held.facts(), &held.reading.locale.prose);
    let item = facts.item(key.item);
    !facts.scope(key.scope).forecast
        && (item.is_loss()
            || first_word(&item.label, &prose.results, prose).is_some()
            || item.is_told_by_size())
}

fn is_above(held: &HeldClause<'_>, key: Key) -> Option<bool> {
    let exact = held.facts().fact(key)?.exact()?;
    Some(!exact.is_negative())
}

/// Tells whether every figure that it may have come from lay on the same side of zero.
fn was_so(held: &HeldClause<'_>, now: Key, cited: &[Key], above: bool) -> bool {
    let facts = held.facts();
    let mut bases: Vec<Key> =
        cited.iter().copied().filter(|key| key.item == now.item && *key != now).collect();
    if bases.is_empty() {
        let (reading, passage, clause) = (held.reading, held.passage, held.clause);
        bases = match (ComparedClause { reading, passage, clause }).bases(now) {
            Bases::Named(bases) => bases,
            Bases::Unsaid => {
                let year = facts.calendar.year_before(now.period);
                let quarter = facts.calendar.prior_quarter(now.period);
                let periods = [year, quarter].into_iter().flatten();
                periods.map(|period| Key { period, ..now }).collect()
            }
            Bases::Unknown => return false,
        };
    }
    let known: Vec<bool> = bases.iter().filter_map(|key| is_above(held, *key)).collect();
    !known.is_empty() && known.len() == bases.len() && known.iter().all(|was| *was == above)
}
