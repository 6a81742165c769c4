//! A claim of growth behind the figures that it is of: 売上高は{x}、営業利益は{y}となり、減収減益.

use super::{Claim, claimed, ends_with_any};
use crate::diag::{Report, Severity};
use crate::facts::{Key, ScopeId};
use crate::words::{Hit, Sense};

impl Claim<'_> {
    /// The figures that the clause cites say whose growth is claimed.
    pub(super) fn cited(&self, hit: Hit, report: &mut Report) {
        let Some((revenue, sign)) = claimed(hit.sense) else { return };
        let other = [Sense::Quarter, Sense::QuarterAgo, Sense::VersusEnd, Sense::VersusForecast];
        let behind = hit.end..self.clause.range.end;
        if self.hits().any(|one| other.contains(&one.sense))
            || !self.passage.only(behind.clone(), &[Sense::Link])
            || !self.passage.cites_in(behind).is_empty()
        {
            return;
        }
        let facts = self.facts();
        let terms = &self.reading.locale.terms;
        let profits = [&terms.operating_income, &terms.ordinary_income, &terms.net_income];
        let keys = self.cites().filter(|cite| cite.against.is_none()).filter_map(|cite| cite.key);
        let keys = keys.filter(|key| {
            let label = &facts.item(key.item).label;
            let wanted = if revenue {
                ends_with_any(label, &terms.revenue)
            } else {
                profits.iter().any(|names| ends_with_any(label, names))
            };
            wanted && key.scope == ScopeId::ACTUAL
        });
        let pairs = keys.filter_map(|key| {
            Some((key, Key { period: facts.calendar.year_before(key.period)?, ..key }))
        });
        self.judge(hit, (pairs.collect(), sign, Severity::Warning), report);
    }
}
