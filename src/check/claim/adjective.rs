//! A word of direction that belongs to the name of an item: "lower gross profit was caused by", "höhere Kosten",
//! 営業利益の減少により. What it says of the item is a claim, wherever it stands.

use std::ops::Range;

use super::{Claim, LEAD};
use crate::check::direction::JudgedClause;
use crate::diag::{Report, Severity};
use crate::facts::{ItemId, Key};
use crate::num::Unit;
use crate::words::{Hit, Sense};

impl Claim<'_> {
    /// Judges every such word of the clause.
    pub(super) fn adjectives(&self, report: &mut Report) {
        use Sense::{
            Future, HalfBefore, LastYear, Quarter, QuarterAgo, VersusEnd, VersusForecast,
            YearBefore,
        };
        let passage = self.passage;
        let moves = |hit: &Hit| matches!(hit.sense, Sense::Up | Sense::Down);
        if !self.hits().any(|hit| moves(&hit)) {
            return;
        }
        // Of another time, or of one to come.
        let other = [
            Future,
            Quarter,
            QuarterAgo,
            VersusEnd,
            VersusForecast,
            LastYear,
            HalfBefore,
            YearBefore,
        ];
        let prose = &self.reading.locale.prose;
        let clause = &passage.text[self.clause.range.clone()];
        if self.hits().any(|hit| other.contains(&hit.sense))
            || crate::words::first_word(clause, &prose.planned, prose).is_some()
            || passage
                .mentions_in(self.clause.range.clone())
                .iter()
                .any(|one| one.dated.period() != Some(self.facts().period))
            || self.of_year()
        {
            return;
        }
        let look = JudgedClause::at(self.reading, passage, self.clause);
        for hit in look.directions().iter().filter(|hit| moves(hit)).copied() {
            let Some((item, label)) = self.named_by(hit) else { continue };
            // "Fewer customers left": of those that the verb is about, not of all that are counted.
            if matches!(self.facts().item(item).unit, Unit::Count { .. }) {
                continue;
            }
            // What is cited behind its name is told elsewhere.
            let told = self.cites().any(|cite| cite.key.map(|key| key.item) == Some(item));
            if told {
                continue;
            }
            self.adjective(&look, hit, item, &label, report);
        }
    }

    fn adjective(
        &self,
        look: &JudgedClause<'_>,
        hit: Hit,
        item: ItemId,
        label: &Range<usize>,
        report: &mut Report,
    ) {
        let facts = self.facts();
        let now = Key { item, period: facts.current(item), scope: crate::facts::ScopeId::ACTUAL };
        let Some(year) = facts.calendar.year_before(now.period) else { return };
        let base = Key { period: year, ..now };
        let quarter = facts.calendar.prior_quarter(now.period).map(|period| Key { period, ..now });
        let sign = |base: Key| self.reading.sign(now, base);
        let (Some(way), Some(wanted)) = (sign(base), look.expected(&hit, now, base)) else {
            return;
        };
        let either = quarter.and_then(sign).is_some_and(|way| way == wanted);
        if way != -wanted || either {
            return;
        }
        let moved = if way > 0 { "rose" } else { "fell" };
        let (start, end) = (hit.start.min(label.start), hit.end.max(label.end));
        let text = &self.passage.text[start..end];
        let message = format!(
            "`{text}` contradicts `{}`, which {moved} from {}",
            facts.name(now),
            base.period
        );
        let whole = Hit { start, end, ..hit };
        self.report_claim(whole, (message, Severity::Warning), &[now, base], report);
    }

    /// The item whose name stands right behind a word of direction, or before it: 営業利益の減少.
    fn named_by(&self, hit: Hit) -> Option<(ItemId, Range<usize>)> {
        let text = self.passage.text;
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let all = self.facts().items().filter(|(_, item)| !item.label.is_empty());
        if self.reading.locale.prose.behind {
            let lead = text[self.clause.range.start..hit.start].strip_suffix('の')?;
            let end = self.clause.range.start + lead.len();
            let named = all.filter(|(_, item)| lead.ends_with(&item.label));
            let (id, item) = named.max_by_key(|(_, item)| item.label.len())?;
            let start = end - item.label.len();
            let rest = &text[hit.end..self.clause.range.end];
            let cause =
                self.reading.locale.prose.cause.iter().any(|word| rest.starts_with(word.as_str()));
            // 機器の売上高の減少: of a part.
            let before = &text[self.clause.range.start..start];
            let whole = before.is_empty() || before.ends_with(['、', '。', 'は', '-', ' ']);
            return (cause && whole).then_some((id, start..end));
        }
        let rest = text[hit.end..self.clause.range.end].strip_prefix(' ')?;
        let start = hit.end + 1;
        let named = all.filter(|(_, item)| {
            let head = rest.get(..item.label.len());
            head.is_some_and(|head| head.to_lowercase() == item.label.to_lowercase())
                && !letter(rest[item.label.len()..].chars().next())
        });
        let (id, item) = named.max_by_key(|(_, item)| item.label.len())?;
        let end = start + item.label.len();
        // "Lower net sales growth", "higher revenue per customer": of something else.
        let next = self.passage.word_from(end).filter(|next| {
            text[end..next.start].trim().is_empty() && next.start < self.clause.range.end
        });
        let other = next.is_some_and(|next| {
            ![Sense::Link, Sense::Cause, Sense::And, Sense::Year, Sense::Compared]
                .iter()
                .any(|sense| self.passage.means(next, *sense))
                && !self.reading.locale.prose.done.contains(&next.of(text).to_lowercase())
        });
        // "The new business reported higher revenue": of a part.
        let lead = self.clause.range.start..hit.start;
        let opens = self.passage.count_words(lead.clone()) <= LEAD
            && self.passage.only(lead, &[Sense::Link, Sense::Within, Sense::And]);
        (!other && opens).then_some((id, start..end))
    }
}
