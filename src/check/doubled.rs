//! `doubled`: a word or a mark stands twice, or a blank stands before a mark.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::view::Citation;
use crate::words::{Passage, Reading, Sense, holding};

/// Looks for what was typed twice.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        for range in words(passage) {
            let text = passage.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            report_slip(
                reading,
                passage,
                range,
                (Severity::Warning, &text, "stands twice"),
                report,
            );
        }
        for hit in passage.hits.iter().filter(|hit| hit.sense == Sense::Slip) {
            let range = hit.start..hit.end;
            let text = &passage.text[range.clone()];
            report_slip(reading, passage, range, (Severity::Warning, text, "is a slip"), report);
        }
        for (range, text) in beside_figures(reading, passage) {
            let what = "stands twice: the figure prints it";
            report_slip(reading, passage, range, (Severity::Warning, &text, what), report);
        }
        if reading.locale.prose.blanks {
            marks(reading, passage, report);
        }
    }
}

fn report_slip(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    (severity, text, what): (Severity, &str, &str),
    report: &mut Report,
) {
    let span = passage.place(range, reading.sources);
    let finding = Finding::weighed(code::DOUBLED, severity, format!("`{text}` {what}"), span);
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

/// Finds words before or behind a citation that the citation prints itself: "up {revenue yoy}",
/// which prints "up 2.0% YoY". Gives their places and the words.
fn beside_figures(reading: &Reading<'_>, passage: &Passage<'_>) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let blank = |c: char| c.is_whitespace() || c == '*';
    let text = passage.text;
    for cite in &passage.cites {
        let inner = &text[cite.range.start + 1..cite.range.end - 1];
        let citation = Citation::read(inner, reading.formatter.facts);
        let Some(printed) = citation.ok().and_then(|c| reading.formatter.citation(&c).ok()) else {
            continue;
        };
        let printed = printed.shown.text.as_str();
        let before = text[..cite.range.start].trim_end_matches(blank);
        if let Some(len) = runs(printed).rev().find(|len| before.ends_with(&printed[..*len])) {
            let start = before.len() - len;
            let apart = !text[..start].ends_with(char::is_alphanumeric);
            if apart || !reading.locale.prose.blanks {
                out.push((start..cite.range.end, printed[..len].to_owned()));
            }
        }
        let after = text[cite.range.end..].trim_start_matches(blank);
        let ends = runs_back(printed).map(|len| &printed[printed.len() - len..]);
        if let Some(end) = ends.rev().find(|end| after.starts_with(end)) {
            let apart = !after[end.len()..].starts_with(char::is_alphanumeric);
            if apart || !reading.locale.prose.blanks {
                let last = text.len() - after.len() + end.len();
                out.push((cite.range.start..last, end.to_owned()));
            }
        }
    }
    out
}

/// Gives the lengths of what a text begins with before its first digit, word by word, or letter by
/// letter where words are not set apart.
fn runs(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let letters = text.find(|c: char| !c.is_alphabetic() && !c.is_whitespace());
    let head = &text[..letters.unwrap_or(text.len())];
    let ends = head.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.filter(move |end| {
        let next = text[*end..].chars().next();
        let whole = !head[..*end].ends_with(|c: char| c.is_ascii_alphabetic() || c.is_whitespace())
            || next.is_none_or(char::is_whitespace);
        whole && !head[..*end].ends_with(char::is_whitespace)
    })
}

/// As [`runs`], from the end.
fn runs_back(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let letters = text.rfind(|c: char| !c.is_alphabetic() && !c.is_whitespace());
    let from = letters.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let tail = &text[from..];
    let starts = tail.char_indices().rev().map(move |(at, _)| from + at);
    starts
        .filter(move |start| {
            let last = text[..*start].chars().next_back();
            let word = &text[*start..];
            let whole = !word.starts_with(|c: char| c.is_ascii_alphabetic())
                || last.is_none_or(char::is_whitespace);
            whole && !word.starts_with(char::is_whitespace)
        })
        .map(|start| text.len() - start)
}

fn marks(reading: &Reading<'_>, passage: &Passage<'_>, report: &mut Report) {
    let text = passage.text;
    let skips = passage.skips();
    let mut before = ('\n', '\n');
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let (earlier, last) = before;
        before = (last, c);
        if c.is_alphanumeric() || holding(skips, at).is_some() {
            continue;
        }
        let mark = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?');
        let start = at - last.len_utf8().min(at);
        if mark(c) && c == last && c != '.' && earlier != c {
            let both = [last, c].iter().collect::<String>();
            let range = start..at + 1;
            report_slip(
                reading,
                passage,
                range,
                (Severity::Warning, &both, "stands twice"),
                report,
            );
        } else if c == '.' && last == '.' && earlier != '.' && next != Some('.') {
            report_slip(
                reading,
                passage,
                start..at + 1,
                (Severity::Warning, "..", "stands twice"),
                report,
            );
        } else if ((mark(c) && c != ':') || c == ')')
            && last == ' '
            && !matches!(earlier, '\n' | '-' | '*' | ' ' | '(')
            && (matches!(c, ',' | ';')
                || next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '*')))
        {
            let range = start..at + 1;
            let text = format!(" {c}");
            report_slip(
                reading,
                passage,
                range,
                (Severity::Warning, &text, "has a space too many"),
                report,
            );
        } else if c == ' ' && last == ' ' && !matches!(earlier, '\n' | ' ' | '-' | '*' | '.') {
            let runs_on = next.is_some_and(|c| !c.is_whitespace());
            if runs_on && start > 0 {
                let range = start..at + 1;
                report_slip(
                    reading,
                    passage,
                    range,
                    (Severity::Info, "  ", "is two spaces"),
                    report,
                );
            }
        }
    }
}
