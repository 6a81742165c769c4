//! A result that is said to have become a loss, or a profit, without a figure: "We swung to a loss", 赤字転落.

use super::{Claim, ends_with_any};
use crate::diag::{Report, Severity};
use crate::facts::{ItemId, Key, ScopeId};
use crate::words::{Hit, Sense};

/// Most words of a subject and its verb.
const SUBJECT: usize = 3;

impl Claim<'_> {
    /// Judges such a word by the results that it names, else by those of the company.
    pub(super) fn turned(&self, hit: Hit, report: &mut Report) {
        let loss = hit.sense == Sense::ToLoss;
        if !loss && hit.sense != Sense::ToProfit {
            return;
        }
        let other = [Sense::QuarterAgo, Sense::LastYear, Sense::Future, Sense::VersusForecast];
        let clause = &self.passage.text[self.clause.range.clone()];
        let prose = &self.reading.locale.prose;
        if self.cites().next().is_some()
            || self.hits().any(|one| other.contains(&one.sense))
            || crate::words::first_word(clause, &prose.planned, prose).is_some()
            || !self.passage.mentions_in(self.clause.range.clone()).is_empty()
            || self.of_year()
        {
            return;
        }
        let facts = self.facts();
        let lower = clause.to_lowercase();
        let named = facts.items().filter(|(_, item)| {
            item.is_loss() && !item.label.is_empty() && lower.contains(&item.label.to_lowercase())
        });
        let mut items: Vec<ItemId> = named.map(|(id, _)| id).collect();
        if items.is_empty() {
            // "We swung to a loss": of the company, where nothing else is the subject.
            let lead = self.clause.range.start..hit.start;
            if !self.passage.only(lead, &[Sense::Link, Sense::Within, Sense::And, Sense::Year])
                && !self.of_company(hit)
            {
                return;
            }
            let terms = &self.reading.locale.terms;
            let results = [&terms.operating_income, &terms.ordinary_income, &terms.net_income];
            let all = facts
                .items()
                .filter(|(_, item)| results.iter().any(|names| ends_with_any(&item.label, names)));
            items.extend(all.map(|(id, _)| id));
        }
        let keys = items.into_iter().map(|item| {
            let period = facts.current(item);
            Key { item, period, scope: ScopeId::ACTUAL }
        });
        let known = keys.filter_map(|key| Some((key, facts.fact(key)?.exact()?.is_negative())));
        let known: Vec<(Key, bool)> = known.collect();
        let Some((key, below)) = known.first() else { return };
        if known.iter().any(|(_, below)| *below == loss) {
            return;
        }
        let word = &self.passage.text[hit.start..hit.end];
        let side = if *below { "below" } else { "above" };
        let message = format!("`{word}` contradicts `{}`, which is {side} zero", facts.name(*key));
        self.report_claim(hit, (message, Severity::Warning), &[*key], report);
    }

    /// "We", "wir", 当社: the subject is the company.
    fn of_company(&self, hit: Hit) -> bool {
        let lead = &self.passage.text[self.clause.range.start..hit.start];
        let words = lead.trim_matches([' ', '-', '*', '、', 'は', 'が']).to_lowercase();
        let few = self.passage.count_words(self.clause.range.start..hit.start) <= SUBJECT;
        self.reading.locale.prose.company.iter().any(|one| {
            let rest = words.strip_prefix(one.as_str());
            rest.is_some_and(|rest| rest.is_empty() || (few && rest.starts_with(' ')))
        })
    }
}
