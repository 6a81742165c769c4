//! Notes: what the scopes are, where figures were published, and the footnotes of the deck.

use std::collections::BTreeSet;

use super::BookWork;
use super::book::BookSheet;
use super::look::BookLook;
use crate::view::plain;

/// Makes the sheet.
pub(super) fn notes(work: &BookWork<'_>) -> BookSheet {
    let facts = work.facts();
    let mut sheet = BookSheet::new("Notes", work.word("notes"));
    sheet.widths = vec![34, 110];
    let mut row = 2;
    let mut say = |sheet: &mut BookSheet, head: &str, text: &str| {
        sheet.text((row, 0), head, BookLook::Label(0));
        sheet.text((row, 1), text, BookLook::Long);
        row += 1;
    };
    for word in ["book_rule_value", "book_rule_formula", "book_rule_derived", "book_rule_names"] {
        say(&mut sheet, "", work.word(word));
    }
    for source in facts.sources() {
        let address = source.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
        let text = format!("{}{address}", source.title);
        say(&mut sheet, work.word("source"), &text);
    }
    let mut known = BTreeSet::new();
    for page in &work.view.pages {
        for (_, note) in &page.footnotes {
            let text = plain(note);
            if known.insert((page.slide, text.clone())) {
                say(&mut sheet, &page.heading, &text);
            }
        }
    }
    sheet.frozen = (2, 0);
    sheet
}
