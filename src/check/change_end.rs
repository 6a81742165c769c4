//! `comparison-differs`: a change is printed with a figure that it does not end at: "rose by {x yoy size} to {x@1Q25}",
//! 売上高は{x/home}（前年同期比{x yoy size}増）.

use std::ops::Range;

use super::member::names;
use crate::code::{self, Severity};
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::words::{Cite, MemberNames, Passage, Reading, Sense, lines};

/// Looks for a change and a figure of one item that only such words part as make the figure its end.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let members = names(reading);
    for passage in reading.passages.iter().filter(|one| one.cites.len() > 1) {
        for line in lines(passage.text) {
            let cites: Vec<_> = passage.cites_in(line).iter().filter(|one| !one.label).collect();
            for pair in cites.windows(2) {
                let [one, other] = pair else { continue };
                let (change, level) =
                    if one.against.is_some() { (*one, *other) } else { (*other, *one) };
                let (Some(key), Some(end)) = (change.key, level.key) else { continue };
                // "Rose to A from B (4%)": the end is named elsewhere.
                let named = |cite: &&Cite| cite.against.is_none() && cite.key == Some(key);
                let differs = change.against.is_some()
                    && level.against.is_none()
                    && key.item == end.item
                    && !cites.iter().any(named)
                    && !is_view(reading, &members, key, end);
                if differs && ends(reading, passage, one, other) {
                    tell(reading, passage, (change, key), (level, end), report);
                }
            }
        }
    }
}

/// "Revenue was A (organic: 3%)": growth on another basis has no figure of its own.
fn is_view(reading: &Reading<'_>, members: &MemberNames, key: Key, end: Key) -> bool {
    let contexts = reading.deck.facts.contexts();
    let mut views = members.views().iter();
    key.period == end.period
        && views.any(|view| contexts.beyond(key.scope, *view) == Some(end.scope))
}

/// Whether what stands between a change and a figure makes the figure its end.
fn ends(reading: &Reading<'_>, passage: &Passage<'_>, one: &Cite, other: &Cite) -> bool {
    use Sense::{Down, Link, Quarter, To, Up, Year};
    let gap = one.range.end..other.range.start;
    let text = &passage.text[gap.clone()];
    let from = passage.hits_in(gap.clone()).any(|hit| hit.sense == Sense::From);
    if from || text.contains(['.', ';', ':', '。', '；', '：', '\n', ')', '）']) {
        return false;
    }
    if one.against.is_some() {
        let mut hits = passage.hits_in(gap.clone());
        let plain = !text.contains([',', '、', '(', '（']);
        // "By 4% to A"; in 4%増のA the way stands between.
        let way = |sense: Sense| {
            if reading.locale.prose.behind { matches!(sense, Up | Down) } else { sense == To }
        };
        return plain
            && hits.any(|hit| way(hit.sense))
            && only(reading, passage, &gap, &[To, Link, Up, Down, Year, Quarter]);
    }
    let held = passage.word_to(one.range.start);
    let base = held.is_some_and(|word| {
        [Sense::From, Sense::Compared].iter().any(|sense| passage.means(word, *sense))
    });
    let opens = text.trim_start().starts_with(['(', '（']);
    opens && !base && only(reading, passage, &gap, &[Link, Up, Down, Year, Quarter])
}

/// Whether every word has one of these senses, or says that the base is the same again: 同.
fn only(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    gap: &Range<usize>,
    senses: &[Sense],
) -> bool {
    let again = &reading.locale.held.again;
    let text = passage.text[gap.clone()].trim_matches(['(', '（', ' ']);
    again.iter().any(|word| word == text) || passage.only(gap.clone(), senses)
}

fn tell(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (change, key): (&Cite, Key),
    (level, end): (&Cite, Key),
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let (name, other) = (facts.name(key), facts.name(end));
    let message = format!("the change with `{other}` is one of `{name}`");
    let place = passage.place(level.range.clone(), reading.sources);
    report.push(
        Finding::weighed(code::COMPARISON_DIFFERS, Severity::Warning, message, place)
            .also(passage.place(change.range.clone(), reading.sources), "the change")
            .help(format!("Cite `{{{name}}}`, or the change of `{other}`; or part the two by words that say what each is of")),
    );
}
