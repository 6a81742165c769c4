//! The words of a PDF, page by page, by a parser that had no part in writing it.

use lopdf::Document;
use printpdf::{PdfDocument, PdfParseOptions};

use super::folded;

/// Gives the words of each page.
///
/// The parser takes a face's name on one page for the same face on every page, which PDF does not
/// promise, so each page is handed to it alone.
///
/// # Errors
/// What the parsers say of a file that is no PDF.
pub fn pages(bytes: &[u8]) -> Result<Vec<String>, String> {
    let mut whole = Document::load_mem(bytes).map_err(|error| error.to_string())?;
    // Tags, bookmarks and attachments are most of the file and hold none of the page's words.
    let catalog = whole.catalog_mut().map_err(|error| error.to_string())?;
    for key in [&b"StructTreeRoot"[..], b"Outlines", b"Names", b"AF", b"Metadata", b"Dests"] {
        catalog.remove(key);
    }
    whole.prune_objects();
    let numbers: Vec<u32> = whole.get_pages().keys().copied().collect();
    numbers.iter().map(|number| page(&whole, &numbers, *number)).collect()
}

fn page(whole: &Document, numbers: &[u32], number: u32) -> Result<String, String> {
    let mut alone = whole.clone();
    let others: Vec<u32> = numbers.iter().copied().filter(|other| *other != number).collect();
    alone.delete_pages(&others);
    alone.prune_objects();
    let mut bytes = Vec::new();
    alone.save_to(&mut bytes).map_err(|error| error.to_string())?;
    let options = PdfParseOptions { fail_on_error: false };
    let document = PdfDocument::parse(&bytes, &options, &mut Vec::new())?;
    let runs: Vec<String> = document.extract_text().into_iter().flatten().collect();
    Ok(folded(&runs.join(" ")))
}
