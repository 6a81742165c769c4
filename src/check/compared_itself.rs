//! `compared-with-itself`: both sides of a comparison print one figure: "from {x} to {x}".

use crate::code;
use crate::diag::{Finding, Report};
use crate::words::{Cite, Hit, Passage, Reading, Sense, clauses};

/// Looks for two citations of one figure that a word of comparison links: one lost its period.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in reading.passages.iter().filter(|one| one.cites.len() > 1) {
        for clause in clauses(passage) {
            let cites = passage.cites_in(clause.range.clone());
            let levels: Vec<_> =
                cites.iter().filter(|one| !one.label && one.against.is_none()).collect();
            for pair in levels.windows(2) {
                let [one, other] = pair else { continue };
                let same = one.key.is_some() && one.key == other.key && one.end == other.end;
                if same && linked(reading, passage, one, other) {
                    tell(reading, passage, (one, other), report);
                }
            }
        }
    }
}

/// Whether only a word of comparison, or where something came from, stands between two figures.
fn linked(reading: &Reading<'_>, passage: &Passage<'_>, one: &Cite, other: &Cite) -> bool {
    use Sense::{Compared, From, Link, To, Within};
    let gap = one.range.end..other.range.start;
    let Some(text) = passage.text.get(gap.clone()) else { return false };
    let prose = &reading.locale.prose;
    let before = |said: &str| prose.from_before.iter().any(|word| *word == said);
    let light = passage.words_in(gap.clone()).all(|word| {
        let senses = [Compared, From, Link, To, Within];
        senses.iter().any(|sense| passage.means(word, *sense))
            || before(&word.of(passage.text).to_lowercase())
    });
    if text.contains(['.', ';', ':', '(', '（', '。', '\n']) || !light {
        return false;
    }
    let says = |hit: Hit| [Compared, From].contains(&hit.sense);
    let held =
        passage.words_in(gap.clone()).any(|word| before(&word.of(passage.text).to_lowercase()));
    // "From {x} to {x}".
    let lead = passage.word_to(one.range.start).is_some_and(|word| {
        let from = passage.means(word, From);
        let towards = passage.hits_in(gap.clone()).any(|hit| hit.sense == To);
        from && towards
    });
    held || lead || passage.hits_in(gap).any(says)
}

fn tell(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (one, other): (&Cite, &Cite),
    report: &mut Report,
) {
    let Some(key) = one.key else { return };
    let name = reading.deck.facts.name(key);
    let message = format!("`{name}` is compared with itself");
    let finding = Finding::new(
        code::COMPARED_WITH_ITSELF,
        message,
        passage.place(other.range.clone(), reading.sources),
    );
    report.push(
        finding
            .also(passage.place(one.range.clone(), reading.sources), "the same figure")
            .help("Name the period of one of the two, such as `{item@1Q25}`"),
    );
}
