//! `untold-restatement`: a change from a restated figure is shown, and nothing tells the reader.

use crate::code;
use crate::diag::{Finding, Report};
use crate::view::Shown;
use crate::words::{Reading, first_word};

/// Looks for a word on restating in any text of a deck that shows a figure marked `restated`.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let prose = &reading.locale.prose;
    let (facts, pages) = (&reading.deck.facts, &reading.view.pages);
    let mut marked = facts.facts().filter(|(_, fact)| fact.restated.is_some()).peekable();
    if marked.peek().is_none() {
        return;
    }
    let texts = reading.passages.iter().filter(|passage| passage.slide.is_some());
    if texts.into_iter().any(|passage| first_word(passage.text, &prose.restated, prose).is_some()) {
        return;
    }
    let shown: Vec<_> = pages.iter().flat_map(|page| page.figures()).collect();
    for (key, fact) in marked {
        let name = facts.name(key);
        let alone = |shown: &&Shown| shown.facts.len() == 1 && !shown.missing;
        // Where the figure itself is shown its mark and footnote say so; a change from it has none.
        if shown.iter().filter(|shown| shown.facts.contains(&name)).all(|shown| !alone(shown))
            && shown.iter().any(|shown| shown.facts.contains(&name))
        {
            let message =
                format!("a change from `{name}` is shown, and no text says that it is restated");
            let finding = Finding::new(code::UNTOLD_RESTATEMENT, message, fact.span);
            report.push(finding.help("Add a footnote that says what was restated, and why"));
        }
    }
}
