//! An item that is said to rise or fall, without a figure.

use super::Claim;
use crate::diag::{Report, Severity};
use crate::words::Sense;

impl Claim<'_> {
    /// An item that is said to rise or fall, without a figure: 営業利益は減少.
    pub(super) fn bare(&self, report: &mut Report) {
        let passage = self.passage;
        let timed = !passage.mentions_in(self.clause.range.clone()).is_empty()
            || self.hits().next().is_none();
        if self.cites().next().is_some() || timed {
            return;
        }
        let look = crate::check::direction::JudgedClause::at(self.reading, passage, self.clause);
        let mut directions =
            look.directions().iter().filter(|hit| [Sense::Up, Sense::Down].contains(&hit.sense));
        let (Some(hit), None) = (directions.next().copied(), directions.next()) else { return };
        if self.of_year() {
            return;
        }
        let text = &passage.text[self.clause.range.start..hit.start];
        let start = self.clause.range.start + text.len()
            - text.trim_start_matches([' ', '-', '*', '+', '\n', '\u{3000}', '・']).len();
        let lead = &passage.text[start..hit.start];
        let items = self.facts().items().filter(|(_, item)| {
            !item.label.is_empty() && lead.to_lowercase().starts_with(&item.label.to_lowercase())
        });
        let Some((id, item)) = items.max_by_key(|(_, item)| item.label.len()) else { return };
        let gap = start + item.label.len()..hit.start;
        let light = [Sense::Link, Sense::Year, Sense::Quarter, Sense::YearAgo];
        let Some(words) = passage.text.get(gap.clone()) else { return };
        let joined = words.starts_with(|c: char| c.is_alphanumeric())
            && !passage
                .hits_in(gap.clone())
                .any(|h| h.start == gap.start && h.sense == Sense::Link);
        if joined || words.contains(['：', ':', '(', '（']) || !passage.only(gap, &light) {
            return;
        }
        // "Revenue growth is", 増加は: a noun that something is said of.
        let behind = &passage.text[hit.end..];
        let noun = if self.reading.locale.prose.blanks {
            passage.word_from(hit.end).is_some_and(|word| passage.means(word, Sense::Link))
        } else {
            behind.starts_with(['は', 'が', 'を', 'の', 'に', 'も', 'へ'])
        };
        if noun || !self.stands(hit) {
            return;
        }
        // A word behind that makes it a cause speaks of something else.
        let mut after = passage.hits_in(hit.end..self.clause.range.end);
        if after.any(|h| h.sense == Sense::Cause && self.reading.locale.prose.behind) {
            return;
        }
        let Some((now, base)) = self.pair(id) else { return };
        let (Some(sign), Some(wanted)) =
            (self.reading.sign(now, base), look.expected(&hit, now, base))
        else {
            return;
        };
        if sign == -wanted {
            let way = if sign > 0 { "rose" } else { "fell" };
            let word = &passage.text[hit.start..hit.end];
            let facts = self.facts();
            let message = format!(
                "`{word}` contradicts `{}`, which {way} from {}",
                facts.name(now),
                base.period
            );
            self.tell(hit, (message, Severity::Error), &[now, base], report);
        }
    }
}
