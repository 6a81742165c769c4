//! `full-width`: letters, digits or marks of East Asian width in a text of another script, and
//! Katakana of half width.

use crate::code;
use crate::diag::{Finding, Report};
use crate::words::Reading;

/// Looks for full-width Latin in texts that hold no East Asian script.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    halved(reading, report);
    if !reading.locale.prose.blanks {
        return;
    }
    let wide = |c: char| ('！'..='～').contains(&c) || c == '\u{3000}';
    for passage in &reading.passages {
        let text = passage.text;
        if text.is_ascii() || text.contains(|c| ('\u{3040}'..='\u{9FFF}').contains(&c)) {
            continue;
        }
        let mut at = 0;
        while let Some(start) = text[at..].find(wide).map(|found| at + found) {
            let end = text[start..].find(|c| !wide(c)).map_or(text.len(), |len| start + len);
            at = end;
            let typed = &text[start..end];
            let narrow: String = typed.chars().map(narrow).collect();
            let span = passage.place(start..end, reading.sources);
            let message = format!("`{typed}` is set in full width");
            let finding = Finding::new(code::FULL_WIDTH, message, span);
            report.push(finding.help(format!("Write `{narrow}`")));
        }
    }
}

/// Looks for Katakana of half width, which no text is set in.
fn halved(reading: &Reading<'_>, report: &mut Report) {
    let half = |c: char| ('\u{FF61}'..='\u{FF9F}').contains(&c);
    for passage in reading.passages.iter().filter(|passage| !passage.text.is_ascii()) {
        let text = passage.text;
        let mut at = 0;
        while let Some(start) = text[at..].find(half).map(|found| at + found) {
            let end = text[start..].find(|c| !half(c)).map_or(text.len(), |len| start + len);
            at = end;
            let span = passage.place(start..end, reading.sources);
            let message = format!("`{}` is set in half width", &text[start..end]);
            let finding = Finding::new(code::FULL_WIDTH, message, span);
            report.push(finding.help("Write it in the width of the letters around it"));
        }
    }
}

fn narrow(c: char) -> char {
    if c == '\u{3000}' {
        return ' ';
    }
    // The full-width forms stand in the order of ASCII, from "!" on.
    let offset = u32::from(c).wrapping_sub(u32::from('！')) + u32::from('!');
    char::from_u32(offset).unwrap_or(c)
}
