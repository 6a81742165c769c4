//! An item that is said to rise or fall, without a figure.

use super::Claim;
use crate::diag::{Report, Severity};
use crate::words::{Sense, Stands, Word, named_times};

impl Claim<'_> {
    /// An item that is said to rise or fall, without a figure: 営業利益は減少.
    pub(super) fn bare(&self, report: &mut Report) {
        let passage = self.passage;
        let times = named_times(self.reading, passage, &self.clause.range);
        let blank = [' ', '-', '*', '+', '\n', '\u{3000}', '・', ','];
        let small = [Sense::Link, Sense::Within];
        // "For the second quarter, ...": the time that opens a claim.
        let opening = times.first().filter(|time| {
            self.reading.locale.prose.blanks
                && passage.only(self.clause.range.start..time.range.start, &small)
        });
        let from = opening.map_or(self.clause.range.start, |time| time.range.end);
        let other = [Sense::QuarterAgo, Sense::VersusEnd, Sense::VersusForecast];
        let quarter = || self.hits().any(|hit| hit.sense == Sense::Quarter);
        let dated = !passage.mentions_in(from..self.clause.range.end).is_empty()
            || self.hits().next().is_none()
            || (self.hits().any(|hit| other.contains(&hit.sense)) && !quarter());
        if self.cites().next().is_some() || dated {
            return;
        }
        let look = crate::check::direction::JudgedClause::at(self.reading, passage, self.clause);
        let moves = [Sense::Up, Sense::Down, Sense::Better, Sense::Worse];
        let mut directions = look.directions().iter().filter(|hit| moves.contains(&hit.sense));
        let (Some(hit), None) = (directions.next().copied(), directions.next()) else { return };
        if self.of_year() {
            return;
        }
        let Some(text) = passage.text.get(from..hit.start) else { return };
        let start = from + text.len() - text.trim_start_matches(blank).len();
        // "Revenue and operating income": each is claimed to move.
        let small = |word: &Word| passage.means(*word, Sense::Link);
        let mut at = passage.words_in(start..hit.start).find(|word| !small(word));
        let mut named = Vec::new();
        let mut gap = start..hit.start;
        while let Some(word) = at.take() {
            let lead = passage.text[word.start..hit.start].to_lowercase();
            let items = self.facts().items().filter(|(_, item)| {
                !item.label.is_empty() && lead.starts_with(&item.label.to_lowercase())
            });
            let Some((id, item)) = items.max_by_key(|(_, item)| item.label.len()) else { return };
            named.push(id);
            gap = word.start + item.label.len()..hit.start;
            let mut next = passage.words_in(gap.clone());
            at = next.next().filter(|word| passage.means(*word, Sense::And)).and(next.next());
        }
        let light = [Sense::Link, Sense::Year, Sense::Quarter, Sense::YearAgo];
        let Some(words) = passage.text.get(gap.clone()).filter(|_| !named.is_empty()) else {
            return;
        };
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
            // "Rose sharply" ends what is said.
            let ends = passage.only(hit.end..self.clause.range.end, &[Sense::Link]);
            !ends && passage.word_from(hit.end).is_some_and(|word| passage.means(word, Sense::Link))
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
        for id in named {
            let Some((now, base)) = self.pair(id) else { continue };
            let reported = [now.period];
            let fits = opening.is_none_or(|time| {
                let stands = (now.period, Stands::Apart);
                time.fits(self.reading, passage, stands, &reported) == Some(true)
            });
            let (Some(sign), Some(wanted), true) =
                (self.reading.sign(now, base), look.expected(&hit, now, base), fits)
            else {
                continue;
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
                self.report_claim(hit, (message, Severity::Error), &[now, base], report);
                return;
            }
        }
    }
}
