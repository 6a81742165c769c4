//! Whether a time opens its sentence or stands behind its subject, and what it leaves to a figure.

use std::ops::Range;

use super::{BASE, BLANK, SentenceLook};
use crate::words::{Cite, Hit, NamedTime, Sense, tail};

/// Most words between a time and the figure that is told of it.
const NEAR: usize = 9;
/// Most letters between them where small words stand behind.
const SOLID: usize = 64;
/// Most words before a time that is told behind its subject.
const SUBJECT: usize = 8;
/// Bytes that hold the longest label and what links it.
const LEAD: usize = 160;

impl SentenceLook<'_> {
    /// Tells whether a time opens its sentence, or stands behind its subject.
    pub(super) fn opens(&self, time: &NamedTime, cite: &Cite) -> bool {
        let lead = self.lead(time.range.start);
        let prose = &self.reading.locale.prose;
        let before = self.words_before(time.range.start);
        if self.behind() {
            let part = before.trim_end_matches(['は', '、', 'が', 'の', 'も']);
            return before.is_empty() || ["当", "なお", "また"].contains(&part) || self.names(part);
        }
        let light = [Sense::Link, Sense::Within, Sense::And, Sense::Contrast];
        if before.is_empty() || self.means(lead.clone(), &light) {
            return true;
        }
        // "Cloud first-quarter sales": the label goes on behind the time.
        let label = cite.key.map(|key| self.reading.deck.facts.item(key.item).label.to_lowercase());
        if label.is_some_and(|label| label.starts_with(&before.to_lowercase())) {
            return true;
        }
        // The subject ends where the small words before the time begin.
        let words: Vec<_> = self.passage.words_in(lead.clone()).collect();
        let small = |word: &crate::words::Word| {
            let senses = [Sense::Link, Sense::Within];
            senses.iter().any(|sense| self.passage.means(*word, *sense))
        };
        let Some(last) = words.iter().rfind(|word| !small(word)) else { return false };
        if words.len() > SUBJECT || last.end == lead.end {
            return false;
        }
        let subject = tail(&self.passage.text[..last.end], LEAD).to_lowercase();
        let subject = subject.get(subject.len().saturating_sub(last.end - lead.start)..);
        let subject = subject.unwrap_or_default().trim_matches(BLANK);
        let of_change = self.passage.hits_before(last.end).any(|hit| {
            use Sense::{Better, Down, Flat, Up, Worse};
            hit.end == last.end && [Up, Down, Better, Worse, Flat].contains(&hit.sense)
        });
        let stands = |word: &str| {
            let rest = subject.strip_suffix(word.to_lowercase().as_str());
            rest.is_some_and(|rest| self.solid() || !rest.ends_with(char::is_alphanumeric))
        };
        // Of "belief sich auf" the verb alone may stand before the time.
        let ends = |words: &[String]| {
            words.iter().any(|one| stands(one) || one.split(' ').next().is_some_and(stands))
        };
        of_change || self.names(subject) || ends(&prose.done) || ends(&prose.planned)
    }

    /// Tells whether a text ends with an item's label or a line of a statement.
    fn names(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let ends = |name: &str| {
            let name = name.to_lowercase();
            let rest = lower.strip_suffix(name.as_str()).filter(|_| !name.is_empty());
            rest.is_some_and(|rest| self.solid() || !rest.ends_with(char::is_alphanumeric))
        };
        self.reading.deck.facts.items().any(|(_, item)| ends(&item.label))
            || self
                .reading
                .locale
                .terms
                .all()
                .iter()
                .any(|(_, names)| names.iter().any(|name| ends(name)))
    }

    /// Tells whether what stands between a time and a figure leaves the figure to that time.
    pub(super) fn governs(&self, cite: &Cite, gap: Range<usize>, led: bool) -> bool {
        use Sense::{Above, And, Below, Cause, Compared, From, Since};
        let facts = &self.reading.deck.facts;
        let said = self.text(gap.clone()).trim_end_matches([' ', '*', ':', '：']);
        if said.contains(['\n', ';', '；', '。', '(', '（', ':', '：']) {
            return false;
        }
        // The words of the item's own label weigh nothing: "income from operations".
        let label = cite.key.map(|key| facts.item(key.item).label.to_lowercase());
        let own = label.as_deref().filter(|label| !label.is_empty()).and_then(|label| {
            let lower = said.to_lowercase();
            let at = (lower.len() == said.len()).then(|| lower.find(label))??;
            Some(gap.start + at..gap.start + at + label.len())
        });
        let own = own.unwrap_or(gap.end..gap.end);
        let open = |hit: &Hit, senses: &[Sense]| {
            let inside = own.start <= hit.start && hit.end <= own.end;
            senses.contains(&hit.sense) && !inside && !self.versus(*hit) && !self.part(hit, cite)
        };
        if self.behind() {
            // 売上高は、第1四半期の…: each comma stands behind a subject.
            let mut parts: Vec<&str> = said.split(['、', '，']).collect();
            parts.pop();
            let subjects = parts.iter().all(|part| {
                part.is_empty() || part.ends_with(['は', 'て', 'に', 'も', 'で', 'り'])
            });
            // 第4四半期の案件により: only what stands behind a topic is told of its time.
            let prose = &self.reading.locale.prose;
            let topic = prose.within.iter().filter(|word| said.starts_with(word.as_str()));
            let Some(topic) = topic.max_by_key(|word| word.len()) else { return false };
            let whole = topic.ends_with('は') || topic.chars().count() > 2;
            let cause = if whole { Since } else { Cause };
            let held = [Above, Below, Compared, From, Since, cause];
            let free = !self.passage.hits_in(gap).any(|hit| open(&hit, &held));
            return subjects && free && said.chars().count() <= SOLID && self.of_plan(cite, said);
        }
        let inner = said.trim_start_matches([',', '，', '、', ' ', '*', '\u{a0}']);
        let held = [Above, Below, Compared, From, Since, Cause, And];
        let free = !self.passage.hits_in(gap.clone()).any(|hit| open(&hit, &held));
        let leads =
            !led || inner.contains(char::is_alphabetic) || [",", "，"].contains(&said.trim());
        let words = self.passage.count_words(gap) - self.passage.count_words(own.clone());
        free && leads
            && !inner.contains([',', '，', '、'])
            && words <= NEAR
            && self.of_plan(cite, said)
    }

    /// "The full-year forecast": words of a plan before what is none leave the time to the plan.
    fn of_plan(&self, cite: &Cite, said: &str) -> bool {
        let facts = &self.reading.deck.facts;
        let planned = cite.key.is_some_and(|key| facts.scope(key.scope).forecast);
        let prose = &self.reading.locale.prose;
        planned || crate::words::first_word(said, &prose.planned, prose).is_none()
    }

    /// Small words that stand right before a figure: "lag … bei {x}", "einen Umsatz von {x}".
    fn part(&self, hit: &Hit, cite: &Cite) -> bool {
        let prose = &self.reading.locale.prose;
        if !self.text(hit.end..cite.range.start).trim_matches(BLANK).is_empty() {
            return false;
        }
        let word = self.text(hit.start..hit.end).to_lowercase();
        let last = |done: &String| done.split(' ').next_back() == Some(word.as_str());
        let before = tail(self.text(self.clause.range.start..hit.start), LEAD);
        prose.done.iter().any(last) && hit.sense == Sense::Cause
            || hit.sense == Sense::From && self.names(before.trim_matches(BLANK))
    }

    /// "Gegenüber dem Vorjahr" is one word of comparison, and leaves the figure alone.
    fn versus(&self, hit: Hit) -> bool {
        use Sense::{Quarter, VersusEnd, VersusForecast, Year};
        let versus = [Year, Quarter, VersusEnd, VersusForecast];
        self.passage.longer(&hit).any(|long| versus.contains(&long.sense))
            || self.times.iter().any(|time| {
                self.is_base(time) && {
                    let near =
                        time.range.start.abs_diff(hit.end).min(time.range.end.abs_diff(hit.start));
                    near <= BASE
                }
            })
    }
}
