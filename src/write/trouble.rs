//! What keeps a slide from being printed, told where its text was written.

use super::pdf::Trouble;
use crate::check::Checked;
use crate::diag::{Finding, Report};
use crate::locale::Locale;
use crate::source::{Sources, Span};
use crate::view::{Layout, Page, View};

/// Tells what keeps a slide from being printed: in the catalogue where its text was translated,
/// else in the source.
pub(super) fn laid_out_wrong(
    trouble: &Trouble,
    view: &View,
    checked: &Checked<'_>,
    sources: &Sources,
) -> Finding {
    let page = trouble.page().and_then(|page| view.pages.get(page.saturating_sub(1)));
    let slide = page.map(|page| format!("slide {} (`{}`)", page.number, page.heading));
    let slide = slide.unwrap_or_else(|| "the deck".to_owned());
    let at = |code, message: String| match page
        .map(|page| (page, blamed(trouble, page, view, checked, sources)))
    {
        Some((page, Some(Blamed { text, source }))) => {
            let finding = Finding::error(code, message, text);
            match source {
                Some(source) => finding.also(source, Report::SOURCE),
                None => finding,
            }
            .also(page.span, "the slide")
        }
        Some((page, None)) => Finding::error(code, message, page.span),
        None => Finding::about_file(code, message, "deck.typ"),
    };
    let finding = match trouble {
        Trouble::Overflow { .. } => at("overflow", format!("{slide} overflows: {trouble}"))
            .help("Shorten the text, set `size: small` or `smaller`, or split the slide"),
        Trouble::Glyph { .. } => at("missing-glyph", format!("{slide}: {trouble}"))
            .help("Use another character, or give the theme a font that has it"),
        Trouble::Pages { .. } => at("overflow", trouble.to_string())
            .help("A page template breaks a slide over two pages; keep its body in one block"),
        Trouble::Typst { hints, .. } => {
            let finding = at("typst", trouble.to_string());
            hints.iter().fold(finding, |finding, hint| finding.help(hint.clone()))
        }
    };
    // A slide may be too full in one language only.
    let own = &checked.deck().head.language.value;
    match Locale::of(&view.lang).filter(|_| view.lang != *own) {
        Some(locale) => finding.note(format!("in {}", locale.name)),
        None => finding,
    }
}

/// The text that a trouble comes from.
struct Blamed {
    text: Span,
    /// Where it was translated from, if it was.
    source: Option<Span>,
}

/// Finds the text with a character that no face has, or the longest translation of a slide that
/// overflows.
fn blamed(
    trouble: &Trouble,
    page: &Page,
    view: &View,
    checked: &Checked<'_>,
    sources: &Sources,
) -> Option<Blamed> {
    let slide = slide(page, checked, sources);
    let inside =
        |span: Span| span.file == slide.file && slide.start <= span.start && span.end <= slide.end;
    let strings = checked.strings(&view.lang);
    match trouble {
        Trouble::Glyph { character, .. } => {
            let character = character.to_string();
            let holds = |span: Span| sources.slice(span).contains(&character);
            let mut found = strings.iter().filter(|(text, _)| holds(*text));
            // A label is written once, outside the slides that show it.
            let first = found.clone().find(|(_, source)| inside(*source)).or_else(|| found.next());
            if let Some((text, source)) = first {
                let text = sources.find(*text, &character, 0);
                return Some(Blamed { text, source: Some(*source) });
            }
            let whole = Span::new(slide.file, 0..sources.file(slide.file).text.len());
            let text = [slide, whole].into_iter().find(|span| holds(*span))?;
            Some(Blamed { text: sources.find(text, &character, 0), source: None })
        }
        Trouble::Overflow { .. } => {
            // The title of the deck is what a cover holds.
            let title = checked.deck().head.title.span;
            let cover = page.layout == Layout::Cover;
            let own =
                strings.iter().filter(|(_, source)| inside(*source) || (cover && *source == title));
            let (text, source) = own.max_by_key(|(text, _)| text.end - text.start)?;
            Some(Blamed { text: *text, source: Some(*source) })
        }
        Trouble::Pages { .. } | Trouble::Typst { .. } => None,
    }
}

/// Gives a slide as it is written: up to where the next one begins.
fn slide(page: &Page, checked: &Checked<'_>, sources: &Sources) -> Span {
    let starts = checked.deck().slides.iter().map(|slide| slide.kind().span());
    let next = starts.filter(|next| next.start > page.span.start).map(|next| next.start).min();
    let end = next.map_or(sources.file(page.span.file).text.len(), |next| next as usize);
    Span::new(page.span.file, page.span.start as usize..end)
}
