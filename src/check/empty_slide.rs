//! `empty-slide`, `unit-differs`, `noun-forms`, `numbered-title`: a slide of a title alone, a unit over
//! no figure, a noun with other forms than its language has, and a number typed before a title that
//! the program numbers.

use crate::code;
use crate::diag::{Finding, Report};
use crate::num::{Scale, Unit};
use crate::shape::Role;
use crate::view::{Block, Layout, Page};
use crate::words::{Dated, Passage, Reading, Sense, first_word, holds_scale};

/// Looks at what each slide holds below its title, and at how its title begins.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    counted(reading, report);
    forms(reading, report);
    for (slide, read) in reading.deck.numbered() {
        let span = read.kind().span();
        let mut pages = reading.view.pages.iter().filter(|page| page.slide == slide).peekable();
        let Some(first) = pages.peek().copied() else { continue };
        let titles = reading.passages.iter().filter(|p| p.slide == Some(slide));
        for title in titles.filter(|p| matches!(p.role, Role::Title | Role::TitlePart)) {
            numbered(reading, title, first, report);
        }
        let (mut empty, mut figures) = (true, false);
        for page in pages {
            empty &= !holds(page);
            figures |=
                !page.figures().is_empty() || page.slots.iter().any(|s| s.blocks.iter().any(open));
        }
        let made = matches!(first.layout, Layout::Cover | Layout::Agenda | Layout::Divider);
        if empty && !made {
            let message = "the slide holds nothing below its title";
            let finding = Finding::new(code::EMPTY_SLIDE, message, span);
            report.push(finding.help("Fill it, or leave the slide out"));
        } else if let Some(unit) = read.kind().head().unit.as_ref().filter(|_| !figures) {
            let message = format!("the unit `{}` is noted over no figure", unit.value);
            let finding = Finding::new(code::UNIT_DIFFERS, message, unit.span);
            report.push(finding.help("Leave `unit` out, or show the figures that it is of"));
        }
    }
}

/// What is counted is a noun: neither a scale alone nor one in the noun, as in "dozen customers".
fn counted(reading: &Reading<'_>, report: &mut Report) {
    for (_, item) in reading.deck.facts.items() {
        let Unit::Count { noun, scale } = &item.unit else { continue };
        let what = if noun.is_empty() && *scale != Scale::One {
            "names a scale, and nothing that is counted"
        } else if noun.forms().any(|form| holds_scale(form, reading.locale)) {
            "holds a number in what is counted"
        } else {
            continue;
        };
        let message = format!("the unit `{}` of `{}` {what}", item.unit, item.name);
        let finding = Finding::new(code::UNIT_DIFFERS, message, item.span);
        report.push(finding.help("Write the scale first, then the noun: `thousand customers`"));
    }
}

/// A noun has one form for all numbers, or each that its language has. Those of a translation are
/// judged where its catalogue is read.
fn forms(reading: &Reading<'_>, report: &mut Report) {
    let locale = reading.locale;
    if reading.deck.head.language.value != locale.tag {
        return;
    }
    for (_, item) in reading.deck.facts.items() {
        let count = item.unit.noun().map_or(0, |noun| noun.forms().count());
        let empty = item.unit.noun().is_some_and(|noun| noun.forms().any(str::is_empty));
        if count > 1 && (count != locale.noun_forms().count() || empty) {
            let what = if empty { "an empty one".to_owned() } else { format!("{count}") };
            let message = format!(
                "the unit `{}` of `{}` has {what} of the forms of a noun, and {} has {}",
                item.unit,
                item.name,
                locale.name,
                locale.noun_forms().count(),
            );
            let help =
                format!("Write them with `|` between: {}", locale.noun_forms().with_samples());
            report.push(Finding::new(code::NOUN_FORMS, message, item.span).help(help));
        }
    }
}

/// Tells whether a page holds anything to read or to look at.
fn holds(page: &Page) -> bool {
    page.slots.iter().flat_map(|slot| &slot.blocks).any(|block| match block {
        Block::Table(table) => !table.body.is_empty(),
        Block::List(list) => !list.items.is_empty(),
        Block::Prose { body, .. } => !body.is_empty(),
        Block::Tiles { tiles } => !tiles.is_empty(),
        Block::Notes { lines } => !lines.is_empty(),
        Block::Chart(_) | Block::Image(_) => true,
    })
}

/// A chart whose figures are not known, or a picture of figures.
fn open(block: &Block) -> bool {
    match block {
        Block::Chart(_) | Block::Image(_) => true,
        Block::Table(_)
        | Block::List(_)
        | Block::Prose { .. }
        | Block::Tiles { .. }
        | Block::Notes { .. } => false,
    }
}

/// "1. Results" is printed as "II-1. 1. Results". "1. Quartal" and "2.0" are no such numbers.
fn numbered(reading: &Reading<'_>, title: &Passage<'_>, page: &Page, report: &mut Report) {
    let counted =
        if title.role == Role::TitlePart { !page.part.is_empty() } else { !page.label.is_empty() };
    let text = title.text;
    let Some(end) = number(text).filter(|_| counted) else { return };
    let quarters = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];
    let prose = &reading.locale.prose;
    let time =
        title.mentions.iter().any(|m| m.range.start == 0 && !matches!(m.dated, Dated::Open(..)))
            || title.hits.iter().any(|hit| hit.start == 0 && quarters.contains(&hit.sense));
    let half = [&prose.first_half, &prose.second_half];
    let half =
        half.iter().any(|words| first_word(text, words, prose).is_some_and(|at| at.start == 0));
    let rest = text[end..].trim_start();
    // An ordinal: "2. Halbjahr", "1. Platz".
    let ordinal = prose.before_ordinal.iter().any(|_| text[..end].ends_with('.'))
        && !text.starts_with(['(', '（'])
        && rest.split_whitespace().count() < 2;
    if time || half || ordinal || rest.is_empty() {
        return;
    }
    let typed = text[..end].trim();
    let message = format!("`{typed}` is typed before a title that is numbered");
    let span = title.place(0..text[..end].trim_end().len(), reading.sources);
    let shown = &page.heading;
    let finding = Finding::new(code::NUMBERED_TITLE, message, span);
    report.push(finding.note(format!("printed: `{shown}`")).help("Leave the number out"));
}

/// Gives the length of a number that begins a title: "1. ", "(2) ", "II-4. ", "3) ", "１．".
fn number(text: &str) -> Option<usize> {
    let bracket = text.starts_with(['(', '（']);
    let inner = text.trim_start_matches(['(', '（']);
    let roman = |c: char| matches!(c, 'I' | 'V' | 'X');
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let long = inner.find(|c: char| !(roman(c) || digit(c) || c == '-')).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(long);
    let count = name.chars().filter(|c| digit(*c)).count();
    if name.is_empty() || name.starts_with('-') || name.ends_with('-') || count > 2 {
        return None;
    }
    let mark = rest.chars().next()?;
    let after = &rest[mark.len_utf8()..];
    let wide = matches!(mark, '．' | '）' | '、');
    let closes = if bracket {
        matches!(mark, ')' | '）')
    } else {
        matches!(mark, '.' | ')' | '．' | '）' | '、')
    };
    // "2.0" and "V.I.P." go on; a number is followed by a blank.
    let parted = wide || bracket || after.starts_with([' ', '\u{3000}']);
    (closes && parted).then(|| text.len() - after.len())
}
