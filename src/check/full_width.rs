//! `full-width`: letters, digits or marks of East Asian width in a text of another script.

use crate::diag::{Finding, Report};
use crate::words::Reading;

/// Looks for full-width Latin in texts that hold no East Asian script.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
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
            let finding = Finding::warning("full-width", message, span);
            report.push(finding.help(format!("Write `{narrow}`")));
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
