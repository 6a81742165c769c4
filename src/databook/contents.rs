//! Contents: whose book it is, of when, what is on each sheet, and what it was made from.

use super::BookWork;
use super::book::{BookCell, BookContent, BookSheet};
use super::look::BookLook;
use crate::source::sha256;

/// Makes the first sheet.
pub(super) fn contents(work: &BookWork<'_>, sheets: &[BookSheet]) -> BookSheet {
    let deck = work.checked.deck();
    let mut sheet = BookSheet::new("Contents", &work.view.title);
    sheet.widths = vec![26, 90];
    let text = &work.sources.file(deck.head.span.file).text;
    let period = deck.head.period.value;
    let period = work.locale().period_name(period, work.facts().calendar);
    let unit = work.locale().unit_name(&deck.company.unit.value);
    let rows = [
        (work.word("company_name"), work.view.company.clone()),
        (work.word("book_period"), period),
        (work.word("date"), work.view.date_long.clone()),
        (work.word("book_unit"), unit),
        (work.word("book_state"), work.view.mark.clone()),
        (work.word("book_source_sum"), sha256(text.as_bytes())),
    ];
    let mut row = 2;
    for (head, text) in rows.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.text((row, 0), head, BookLook::Label(0));
        sheet.text((row, 1), text, BookLook::Plain);
        row += 1;
    }
    row += 1;
    sheet.text((row, 0), work.word("book_sheet"), BookLook::Head);
    sheet.text((row, 1), work.word("contents"), BookLook::Head);
    for other in sheets {
        row += 1;
        let link = BookContent::Link(other.name.clone(), other.name.clone());
        sheet.put((row, 0), BookCell::of(link, BookLook::Plain));
        sheet.text((row, 1), other.title.clone(), BookLook::Plain);
    }
    row += 2;
    for (word, look) in [
        ("book_rule_value", BookLook::Value),
        ("book_rule_formula", BookLook::Formula),
        ("book_rule_derived", BookLook::Derived),
    ] {
        sheet.text((row, 1), work.word(word), look);
        row += 1;
    }
    sheet.frozen = (0, 0);
    sheet
}
