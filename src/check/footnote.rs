//! `footnote-period`: a note on what YoY or QoQ compares names the wrong periods.

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::words::{Mention, Passage, Reading, Sense, lines};

/// Proves notes such as "YoY = 1Q10 compared to 1Q09".
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        let explains = |hit: &&crate::words::Hit| {
            matches!(hit.sense, Sense::Year | Sense::Quarter)
                && passage.text[hit.end..]
                    .trim_start_matches([' ', '*', '"', '”'])
                    .starts_with(['=', ':', '：', '＝'])
        };
        let tags: Vec<_> = passage.hits.iter().filter(explains).collect();
        if tags.is_empty() {
            continue;
        }
        for (at, tag) in tags.iter().enumerate() {
            let line = lines(passage.text).into_iter().find(|line| line.contains(&tag.start));
            let end = line.map_or(passage.text.len(), |line| line.end);
            let end = tags.get(at + 1).map_or(end, |next| next.start.min(end));
            note(reading, passage, &passage.mentions, tag.start..end, tag.sense, report);
        }
    }
}

fn note(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    named: &[Mention],
    range: std::ops::Range<usize>,
    sense: Sense,
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let periods: Vec<_> = named
        .iter()
        .filter(|m| m.range.start >= range.start && m.range.end <= range.end)
        .filter_map(|m| Some((m.range.clone(), m.dated.period()?)))
        .collect();
    let [(first, now), (second, base), ..] = periods.as_slice() else { return };
    // "compared to" must stand between the two; otherwise the text is no note on a comparison.
    let compared = passage.hits_in(first.end..second.start).any(|hit| hit.sense == Sense::Compared);
    if !compared {
        return;
    }
    let year = sense == Sense::Year;
    let wanted =
        if year { facts.calendar.year_before(*now) } else { facts.calendar.prior_quarter(*now) };
    let tag = &passage.text[range.start..].split([' ', '=', ':']).next().unwrap_or_default();
    if wanted != Some(*base) {
        let message = format!("`{tag}` of {now} does not compare with {base}");
        let span = passage.place(second.clone(), reading.sources);
        let help = wanted.map_or_else(
            || format!("{now} has no quarter before it"),
            |wanted| format!("Write {wanted}"),
        );
        report.push(Finding::new(code::FOOTNOTE_PERIOD, message, span).help(help));
    } else if *now != facts.period && !now.is_instant() {
        let message = format!("the deck reports {}, the note explains {now}", facts.period);
        let span = passage.place(first.clone(), reading.sources);
        let help = format!("Write {}; the program adds such notes by itself", facts.period);
        report.push(
            Finding::weighed(code::FOOTNOTE_PERIOD, Severity::Warning, message, span).help(help),
        );
    }
}
