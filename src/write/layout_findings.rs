//! What keeps a slide from being printed, told where its text was written.

use super::pdf::{LayoutProblem, PagePart};
use super::template::TemplateError;
use crate::check::Checked;
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::locale::Locale;
use crate::source::{Folder, Sources, Span};
use crate::view::{Layout, Page, View};

/// Letters without a shape that one finding names and shows.
const MOST_LETTERS: usize = 12;

/// Tells what keeps slides from being printed: in the catalogue where their text was translated,
/// else in the source.
pub(super) fn laid_out_wrong(
    problems: &[LayoutProblem],
    view: &View,
    checked: &Checked<'_>,
    sources: &Sources,
) -> Vec<Finding> {
    let reporter = LayoutReporter { view, checked, sources };
    let (glyphs, others): (Vec<_>, Vec<_>) =
        problems.iter().partition(|problem| matches!(problem, LayoutProblem::Glyph { .. }));
    let mut findings: Vec<_> =
        others.into_iter().map(|problem| reporter.finding(problem)).collect();
    findings.extend(reporter.letters(&glyphs));
    // A slide may be too full in one language only.
    let own = &checked.deck().head.language.value;
    let Some(locale) = Locale::of(&view.lang).filter(|_| view.lang != *own) else {
        return findings;
    };
    findings.into_iter().map(|finding| finding.note(format!("in {}", locale.name))).collect()
}

struct LayoutReporter<'a> {
    view: &'a View,
    checked: &'a Checked<'a>,
    sources: &'a Sources,
}

/// The text that a trouble comes from.
struct TextOrigin {
    text: Span,
    /// Where it was translated from, if it was.
    source: Option<Span>,
}

impl LayoutReporter<'_> {
    fn page(&self, problem: &LayoutProblem) -> Option<&Page> {
        problem.page().and_then(|page| self.view.pages.get(page.saturating_sub(1)))
    }

    /// Names the slide of a trouble.
    fn slide_name(&self, problem: &LayoutProblem) -> String {
        let page = self.page(problem);
        let slide = page.map(Page::name);
        slide.unwrap_or_else(|| "the deck".to_owned())
    }

    fn finding(&self, problem: &LayoutProblem) -> Finding {
        let slide = self.slide_name(problem);
        match problem {
            LayoutProblem::Overflow { part: PagePart::Foot, .. } => {
                let message = format!("{slide} overflows: {problem}");
                let finding = Finding::new(code::OVERFLOW, message, self.foot());
                finding.help("The footer has room for two lines; shorten `footer` of the theme")
            }
            LayoutProblem::Overflow { .. } => self
                .at(code::OVERFLOW, format!("{slide} overflows: {problem}"), problem)
                .help("Shorten the text, set `size: small` or `smaller`, or make two of what cannot be parted"),
            LayoutProblem::Collision { .. } => self
                .at(code::OVERFLOW, format!("{slide} overflows: {problem}"), problem)
                .help("Shorten the text that runs over, or give it more room"),
            LayoutProblem::Glyph { .. } => {
                self.at(code::MISSING_GLYPH, problem.to_string(), problem)
            }
            LayoutProblem::Pages { .. } => self
                .at(code::OVERFLOW, problem.to_string(), problem)
                .help("A page template breaks a slide over two pages; keep its body in one block"),
            LayoutProblem::Picture { .. } => {
                let place = self.checked.deck().theme.places.logo;
                let place = place.unwrap_or(self.checked.deck().head.span);
                Finding::new(code::BAD_THEME, format!("the logo cannot be drawn: {problem}"), place)
                    .help("Save it again as PNG or as plain SVG; its ending must be true")
            }
            LayoutProblem::Typst { hints, line, message, .. } => {
                let theme = &self.checked.deck().theme;
                let mut families = theme.own.iter().chain(theme.of_language.values());
                let unknown = message.strip_prefix("unknown font family: ");
                let family = unknown.and_then(|name| {
                    families.find(|family| family.name.eq_ignore_ascii_case(name.trim()))
                });
                if let Some(family) = family.map(|family| family.span) {
                    let finding = Finding::new(code::BAD_THEME, message.clone(), family);
                    return finding.help("Name the family as the font files have it");
                }
                let finding = self.at(code::TYPST, format!("{slide}: {problem}"), problem);
                let finding =
                    hints.iter().fold(finding, |finding, hint| finding.help(hint.clone()));
                match line {
                    Some(line) => finding.note(format!("at line {line} of `deck.typ`")),
                    None => finding,
                }
            }
        }
    }

    /// Makes a finding at the text that is to blame, or at its slide, or at the head of the deck.
    fn at(&self, code: Code, message: String, problem: &LayoutProblem) -> Finding {
        let Some(page) = self.page(problem) else {
            return Finding::new(code, message, self.checked.deck().head.span);
        };
        match self.blamed(problem, page) {
            Some(TextOrigin { text, source }) => {
                let finding = Finding::new(code, message, text);
                match source {
                    Some(source) => finding.also(source, Report::SOURCE),
                    None => finding,
                }
                .also(page.span, "the slide")
            }
            None => Finding::new(code, message, page.span),
        }
    }

    /// Where the text in the footer was written.
    fn foot(&self) -> Span {
        let deck = self.checked.deck();
        deck.theme.places.footer.unwrap_or(deck.company.name.span)
    }

    /// Tells all letters without a shape at once: a text in a script that no face has, or a deck
    /// full of it, is one mistake.
    fn letters(&self, glyphs: &[&LayoutProblem]) -> Option<Finding> {
        let mut letters: Vec<(char, &LayoutProblem)> = Vec::new();
        for problem in glyphs.iter().copied() {
            if let LayoutProblem::Glyph { character, .. } = problem
                && letters.iter().all(|(known, _)| known != character)
            {
                letters.push((*character, problem));
            }
        }
        let (_, first) = letters.first()?;
        let named = letters.iter().take(MOST_LETTERS);
        let named = named.map(|(c, _)| format!("`{c}` (U+{:04X})", u32::from(*c)));
        let mut named = named.collect::<Vec<_>>().join(", ");
        if letters.len() > MOST_LETTERS {
            named = format!("{named} and {} more", letters.len() - MOST_LETTERS);
        }
        let message = format!("{}: no font has {named}", self.slide_name(first));
        let mut finding = self.at(code::MISSING_GLYPH, message, first);
        for (c, problem) in letters.iter().take(MOST_LETTERS).skip(1) {
            let place = self.page(problem).map(|page| {
                let blamed = self.blamed(problem, page);
                blamed.map_or(page.span, |blamed| blamed.text)
            });
            // Another letter of a text that is shown already needs no line of its own.
            let near = |place: &Span| {
                let line = |span: Span| (span.file, self.sources.line_column(span).0);
                finding.labels.iter().all(|label| line(label.span) != line(*place))
            };
            if let Some(place) = place.filter(near) {
                finding = finding.also(place, format!("`{c}`"));
            }
        }
        Some(finding.help("Use other characters, or give the theme a font that has them"))
    }

    /// Finds the text with a character that no face has, the one that runs over, or the longest
    /// translation of a slide that overflows.
    fn blamed(&self, problem: &LayoutProblem, page: &Page) -> Option<TextOrigin> {
        let slide = self.slide(page);
        let inside = |span: Span| {
            span.file == slide.file && slide.start <= span.start && span.end <= slide.end
        };
        let strings = self.checked.strings(&self.view.lang);
        match problem {
            LayoutProblem::Glyph { character, .. } => self.holding(&character.to_string(), page),
            LayoutProblem::Overflow { text, .. } | LayoutProblem::Collision { text, .. } => {
                // The part of a body that reaches too far is the last one, not the one to blame.
                let free = !matches!(
                    problem,
                    LayoutProblem::Overflow {
                        part: PagePart::Body | PagePart::Sheet | PagePart::Notes,
                        ..
                    }
                );
                let text = text.trim();
                if free
                    && text.chars().count() > 3
                    && let Some(found) = self.holding(text, page)
                {
                    return Some(found);
                }
                // The title of the deck is what a cover holds.
                let title = self.checked.deck().head.title.span;
                let cover = page.layout == Layout::Cover;
                let own = strings
                    .iter()
                    .filter(|(_, source)| inside(*source) || (cover && *source == title));
                let (text, source) = own.max_by_key(|(text, _)| text.end - text.start)?;
                Some(TextOrigin { text: *text, source: Some(*source) })
            }
            LayoutProblem::Pages { .. }
            | LayoutProblem::Picture { .. }
            | LayoutProblem::Typst { .. } => None,
        }
    }

    /// Finds words where they were written: in a translation, in the slide, or elsewhere in the deck.
    fn holding(&self, words: &str, page: &Page) -> Option<TextOrigin> {
        let sources = self.sources;
        let slide = self.slide(page);
        let inside = |span: Span| {
            span.file == slide.file && slide.start <= span.start && span.end <= slide.end
        };
        let holds = |span: Span| sources.slice(span).contains(words);
        let strings = self.checked.strings(&self.view.lang);
        let mut found = strings.iter().filter(|(text, _)| holds(*text));
        // A label is written once, outside the slides that show it.
        let first = found.clone().find(|(_, source)| inside(*source)).or_else(|| found.next());
        if let Some((text, source)) = first {
            let text = sources.find(*text, words, 0);
            return Some(TextOrigin { text, source: Some(*source) });
        }
        let whole = Span::new(slide.file, 0..sources.file(slide.file).text.len());
        let text = [slide, whole].into_iter().find(|span| holds(*span))?;
        Some(TextOrigin { text: sources.find(text, words, 0), source: None })
    }

    /// Gives a slide as it is written: up to where the next one begins.
    fn slide(&self, page: &Page) -> Span {
        let starts = self.checked.deck().slides.iter().map(|slide| slide.kind().span());
        let next = starts.filter(|next| next.start > page.span.start).map(|next| next.start).min();
        let text = &self.sources.file(page.span.file).text;
        let end = next.map_or(text.len(), |next| next as usize);
        Span::new(page.span.file, page.span.start as usize..end)
    }
}

/// Tells what is wrong with a template: in the author's file, or, where a built-in one cannot print
/// a slide, at that slide.
pub(super) fn bad_template(
    error: &TemplateError,
    view: &View,
    folder: &Folder,
    sources: &mut Sources,
) -> Finding {
    let help = "Compare it with the built-in template of that name; fields are strict";
    if let Some(path) = &error.path {
        let name = folder.root().join(path).display().to_string();
        return match &error.range {
            Some(range) if !error.source.is_empty() => {
                let id = sources.add(name, error.source.clone());
                let span = Span::new(id, range.clone());
                Finding::new(code::TEMPLATE_ERROR, error.message.clone(), span).help(help)
            }
            Some(_) | None => {
                Finding::about_file(code::TEMPLATE_ERROR, error.message.clone(), name).help(help)
            }
        };
    }
    let page = error.page.and_then(|at| view.pages.get(at));
    let Some(page) = page else {
        let name = format!("built-in {}", error.name);
        return Finding::about_file(code::TEMPLATE_ERROR, error.message.clone(), name).help(help);
    };
    let slide = page.name();
    let message = format!("{slide} cannot be written: {}", error.message);
    let finding = Finding::new(code::TEMPLATE_ERROR, message, page.span);
    finding
        .note(format!("in the built-in template `{}`", error.name))
        .help("Its lists or marks stand too deep in each other; use fewer levels")
}
