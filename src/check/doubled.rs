//! `doubled`: a word or a mark stands twice, or a blank stands before a mark.

use std::ops::Range;

use crate::diag::{Finding, Report, Severity};
use crate::words::{Passage, Reading, Sense};

/// Looks for what was typed twice.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        for range in words(passage) {
            let text = passage.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            tell(reading, passage, range, (Severity::Warning, &text, "stands twice"), report);
        }
        for hit in passage.hits.iter().filter(|hit| hit.sense == Sense::Slip) {
            let range = hit.start..hit.end;
            let text = &passage.text[range.clone()];
            tell(reading, passage, range, (Severity::Warning, text, "is a slip"), report);
        }
        if reading.locale.prose.blanks {
            marks(reading, passage, report);
        }
    }
}

fn tell(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    (severity, text, what): (Severity, &str, &str),
    report: &mut Report,
) {
    let span = passage.place(range, reading.sources);
    let finding = Finding::new("doubled", severity, format!("`{text}` {what}"), span);
    report.push(finding.help("Remove what is too much"));
}

fn words(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let twice = passage.words.windows(2).filter_map(|pair| {
        let [one, two] = pair else { return None };
        let (a, b) = (one.of(text), two.of(text));
        let same = a.len() > 1 && a.eq_ignore_ascii_case(b) && a.chars().all(char::is_alphabetic);
        // Names repeat themselves with capitals: "Walla Walla".
        let name = a == b && a.starts_with(char::is_uppercase);
        let blank =
            one.end < two.start && text[one.end..two.start].chars().all(char::is_whitespace);
        let gap = text[one.end..two.start].matches('\n').count() < 2;
        let may = passage.means(*one, Sense::Twice);
        (same && blank && gap && !may && !name).then_some(one.start..two.end)
    });
    twice.collect()
}

fn marks(reading: &Reading<'_>, passage: &Passage<'_>, report: &mut Report) {
    let text = passage.text;
    let skips = passage.skips();
    let mut before = ('\n', '\n');
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let (earlier, last) = before;
        before = (last, c);
        if c.is_alphanumeric() || skips.iter().any(|range| range.contains(&at)) {
            continue;
        }
        let mark = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?');
        let start = at - last.len_utf8().min(at);
        if mark(c) && c == last && c != '.' && earlier != c {
            let both = [last, c].iter().collect::<String>();
            let range = start..at + 1;
            tell(reading, passage, range, (Severity::Warning, &both, "stands twice"), report);
        } else if c == '.' && last == '.' && earlier != '.' && next != Some('.') {
            tell(
                reading,
                passage,
                start..at + 1,
                (Severity::Warning, "..", "stands twice"),
                report,
            );
        } else if (mark(c) || c == ')')
            && last == ' '
            && !matches!(earlier, '\n' | '-' | '*' | ' ' | '(')
            && (matches!(c, ',' | ';')
                || next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '*')))
        {
            let range = start..at + 1;
            let text = format!(" {c}");
            tell(
                reading,
                passage,
                range,
                (Severity::Warning, &text, "has a blank too much"),
                report,
            );
        } else if c == ' ' && last == ' ' && !matches!(earlier, '\n' | ' ' | '-' | '*' | '.') {
            let runs_on = next.is_some_and(|c| !c.is_whitespace());
            if runs_on && start > 0 {
                let range = start..at + 1;
                tell(reading, passage, range, (Severity::Info, "  ", "is two blanks"), report);
            }
        }
    }
}
