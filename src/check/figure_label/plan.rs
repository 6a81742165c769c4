//! A plan that is told as what happened, and what happened as a plan.

use super::{CODE, LabelledLine};
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::words::{Cite, Sense, first_word, named_times};

const BLANK: [char; 3] = [' ', '*', '\u{a0}'];
/// Most words of a sentence before what it calls a plan, and between that and the figure.
const WORDS: (usize, usize) = (4, 8);

impl LabelledLine<'_> {
    /// "Revenue in FY2026 was {revenue@FY2026/target}", "we achieved revenue of {target}".
    pub(super) fn done(&self, cite: &Cite, key: Key, report: &mut Report) {
        let scope = self.reading.deck.facts.scope(key.scope);
        if !scope.forecast {
            return self.planned_as(cite, key, report);
        }
        let prose = &self.reading.locale.prose;
        let text = self.passage.text;
        let line = self.said.line.get_or_init(|| self.words().to_lowercase());
        if self.planned() || self.titled() || line.contains(&scope.label.to_lowercase()) {
            return;
        }
        let before = self.before(cite);
        let lead = text[before.clone()].trim_end_matches(BLANK);
        let tail = text[cite.range.end..self.line.end].trim_start_matches(BLANK);
        let lower = lead.to_lowercase();
        let stands = |word: &&String| {
            if prose.behind {
                return tail.starts_with(word.as_str());
            }
            let rest = lower.strip_suffix(word.to_lowercase().as_str());
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        };
        let achieved = || first_word(lead, &prose.achieved, prose).map(|at| lead[at].to_owned());
        let word = prose.done.iter().find(stands).cloned().or_else(achieved);
        if let Some(word) = word {
            let name = self.reading.deck.facts.name(key);
            let message = format!("`{word}` presents the forecast `{name}` as an actual figure");
            let help = "Say that it is a target, or cite the actual figure";
            self.report_label(cite.range.clone(), cite, message, help, report);
        }
    }

    /// "Our forecast is {revenue}" over what happened.
    fn planned_as(&self, cite: &Cite, key: Key, report: &mut Report) {
        let (reading, passage) = (self.reading, self.passage);
        let (facts, prose) = (&reading.deck.facts, &reading.locale.prose);
        let calendar = facts.calendar;
        // A plan may be kept as a figure of a period to come.
        if calendar.ends(key.period) > calendar.ends(facts.period) {
            return;
        }
        let before = self.before(cite);
        let text = &passage.text[before.clone()];
        let Some(at) = first_word(text, &prose.plan_names, prose) else { return };
        let own = first_word(self.label(key), &prose.plan_names, prose).is_some();
        let (start, end) = (before.start + at.start, before.start + at.end);
        let gap = end..cite.range.start;
        let others = [Sense::Compared, Sense::From, Sense::Above, Sense::Below, Sense::And];
        if own
            || before.start > self.line.start
            || passage.hits_in(before.clone()).any(|hit| others.contains(&hit.sense))
            || passage.text[start..cite.range.start].contains([',', '(', '（', '、', ';', '。'])
        {
            return;
        }
        let few = if prose.blanks {
            passage.count_words(before.start..start) <= WORDS.0
                && passage.count_words(gap.clone()) <= WORDS.1
        } else {
            text[..at.start].chars().count() <= WORDS.1 * 2 && text[at.end..].trim() == "は"
        };
        let times = named_times(reading, passage, &gap);
        let light = passage.words_in(gap.clone()).all(|word| {
            let small = [Sense::Link, Sense::Within].iter().any(|s| passage.means(word, *s));
            small
                || times.iter().any(|time| time.range.contains(&word.start))
                || prose.is_plan.iter().any(|one| one == word.of(passage.text))
        });
        let last = passage.word_to(cite.range.start).filter(|word| word.start >= gap.start);
        let copula = !prose.blanks
            || last
                .is_some_and(|word| prose.is_plan.iter().any(|one| one == word.of(passage.text)));
        if few && light && copula {
            let name = facts.name(key);
            let message = format!(
                "`{}` calls `{name}` a plan, but it is an actual figure",
                &passage.text[start..end]
            );
            let sources = reading.sources;
            report.push(
                Finding::new(CODE, message, passage.place(start..end, sources))
                    .also(passage.place(cite.range.clone(), sources), "the figure")
                    .help("Cite the forecast, `ITEM@PERIOD/SCOPE`, or say what happened"),
            );
        }
    }
}
