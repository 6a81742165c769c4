//! The difference in words: for people at a terminal, and for a pull request.

use std::fmt::Write as _;

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::catalogues::TranslationOutcome;
use super::figures::{Aspect, Difference, FigureChange};
use super::words::{WordEdit, WordRun, between};
use super::{Comparison, ItemChange, SettingChange, SlideChange};
use crate::write::escape::md;

/// Width of a line at a terminal.
const WIDTH: usize = 80;

/// One thing that is told, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// Its words.
    pub words: Vec<WordRun>,
    /// What follows from it.
    pub below: Vec<ChangeLine>,
}

impl ChangeLine {
    pub(super) fn new(words: Vec<WordRun>) -> Self {
        Self { words, below: Vec::new() }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self::new(vec![WordRun::kept(text)])
    }
}

/// What is told of one sort of thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeSection {
    /// Its heading.
    pub title: &'static str,
    /// What is told.
    pub lines: Vec<ChangeLine>,
}

/// Words the difference, a section a sort of thing; nothing stands in two of them.
#[must_use]
pub fn sections(diff: &Comparison) -> Vec<ChangeSection> {
    let figures = diff.figures.iter().map(figure);
    let items = diff.items.iter().map(item);
    let relations = diff.relations.iter().map(|one| {
        let words = replaced(one.old.as_deref(), one.new.as_deref());
        ChangeLine::new([vec![WordRun::kept(format!("{}: ", one.kind))], words].concat())
    });
    let texts = diff.slides.iter().flat_map(|slide| {
        slide.texts.iter().map(move |text| {
            let place = format!("{}, {} {}: ", numbered(slide), text.kind, text.verb());
            ChangeLine::new([vec![WordRun::kept(place)], text.words.clone()].concat())
        })
    });
    let all = [
        ("Figures", figures.chain(items).collect::<Vec<_>>()),
        ("Relations", relations.collect()),
        ("Slides", diff.slides.iter().filter_map(slide).collect()),
        ("Texts", texts.collect()),
        ("Translations", translations(diff)),
        (
            "The rest of the deck",
            diff.rest.iter().map(|one| ChangeLine::new(setting(one))).collect(),
        ),
    ];
    let filled = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    filled.map(|(title, lines)| ChangeSection { title, lines }).collect()
}

fn replaced(old: Option<&str>, new: Option<&str>) -> Vec<WordRun> {
    match (old, new) {
        (Some(old), Some(new)) => between(old, new),
        (old, new) => old.map(WordRun::out).into_iter().chain(new.map(WordRun::added)).collect(),
    }
}

pub(super) fn figure(one: &FigureChange) -> ChangeLine {
    let differences: Vec<_> = one.differences.iter().map(difference).collect();
    let mut text = format!("{}: {}", one.label, differences.join("; "));
    text.push_str(&on_slides(", shown on", &one.slides));
    if one.restated {
        let _ = match &one.reason {
            Some(reason) => write!(text, "; {reason}"),
            None => write!(text, "; restated without a reason"),
        };
    }
    let below = one.follows.iter().map(|follows| {
        let slides = on_slides(", on", &follows.slides);
        let with =
            if follows.with.is_empty() { String::new() } else { format!("{}: ", follows.with) };
        ChangeLine::plain(format!("{with}{} → {}{slides}", follows.old, follows.new))
    });
    ChangeLine { words: vec![WordRun::kept(text)], below: below.collect() }
}

fn difference(one: &Difference) -> String {
    let (old, new) = (one.old.as_deref().unwrap_or("none"), one.new.as_deref().unwrap_or("none"));
    let unit = one.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    match one.aspect {
        Aspect::Value | Aspect::Status => format!("{old} → {new}{unit}"),
        Aspect::Precision => format!("{old} → {new}{unit}, the same value with other digits"),
        Aspect::Unit => format!("{old} → {new}, the same value in another unit"),
        Aspect::Source => format!("source {old} → {new}"),
        Aspect::Added => format!("new, {new}"),
        Aspect::Removed => format!("gone, was {old}"),
    }
}

fn on_slides(before: &str, slides: &[usize]) -> String {
    let numbers: Vec<_> = slides.iter().map(ToString::to_string).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!("{before} slide {}", numbers[0]),
        _ => format!("{before} slides {}", numbers.join(", ")),
    }
}

fn item(one: &ItemChange) -> ChangeLine {
    let (old, new) = (one.old.as_deref().unwrap_or("none"), one.new.as_deref().unwrap_or("none"));
    ChangeLine::plain(match one.what {
        "added" => format!("New item {}: {new}", one.item),
        "removed" => format!("Item {} is gone: {old}", one.item),
        "name" => format!("Item {old} is called {new} now"),
        what => format!("Item {}, {what}: {old} → {new}", one.item),
    })
}

fn numbered(slide: &SlideChange) -> String {
    match slide.new.or(slide.old) {
        Some(number) => format!("Slide {number}"),
        None if slide.heading.is_empty() => format!("The {}", slide.kind),
        None => format!("The {} “{}”", slide.kind, slide.heading),
    }
}

/// Tells what became of a slide beside its texts.
pub(super) fn slide(one: &SlideChange) -> Option<ChangeLine> {
    let name =
        if one.heading.is_empty() { one.kind.clone() } else { format!("“{}”", one.heading) };
    let page = |number: Option<usize>| number.map_or_else(String::new, |n| format!(" {n}"));
    let whole = one.texts.is_empty() && one.settings.is_empty();
    let bare = whole && !one.moved && one.retitled.is_none();
    if bare {
        return Some(ChangeLine::plain(match one.new {
            Some(number) => format!("New slide {number}: {name}"),
            None if one.old.is_some() => format!("Slide{} is gone: {name}", page(one.old)),
            None => format!("The {} {name} is new or gone", one.kind),
        }));
    }
    let mut below: Vec<ChangeLine> =
        one.settings.iter().map(|one| ChangeLine::new(setting(one))).collect();
    let mut words = Vec::new();
    if one.moved {
        words.push(WordRun::kept(format!(
            "Slide{} is slide{} now: {name}",
            page(one.old),
            page(one.new)
        )));
    }
    if let Some(title) = &one.retitled {
        let before =
            if one.moved { "; title: ".to_owned() } else { format!("{}, title: ", numbered(one)) };
        words.push(WordRun::kept(before));
        words.extend(title.iter().cloned());
    }
    if words.is_empty() && below.is_empty() {
        return None;
    }
    if words.is_empty() {
        let first = below.remove(0);
        if below.is_empty() {
            let place = WordRun::kept(format!("{}, ", numbered(one)));
            return Some(ChangeLine::new([vec![place], first.words].concat()));
        }
        below.insert(0, first);
        words.push(WordRun::kept(format!("{}: {name}", numbered(one))));
    }
    Some(ChangeLine { words, below })
}

fn setting(one: &SettingChange) -> Vec<WordRun> {
    let words = replaced(one.old.as_deref(), one.new.as_deref());
    [vec![WordRun::kept(format!("{}: ", one.field))], words].concat()
}

fn translations(diff: &Comparison) -> Vec<ChangeLine> {
    let mut out: Vec<(String, TranslationOutcome, ChangeLine)> = Vec::new();
    for one in &diff.translations {
        let place = format!("{}: ", one.context);
        let words = if one.words.is_empty() {
            vec![WordRun::kept(format!("{place}“{}”", one.source))]
        } else {
            [vec![WordRun::kept(place)], one.words.clone()].concat()
        };
        let line = ChangeLine::new(words);
        match out
            .iter_mut()
            .find(|(lang, became, _)| *lang == one.language && *became == one.became)
        {
            Some((.., group)) => group.below.push(line),
            None => {
                let group = ChangeLine { words: Vec::new(), below: vec![line] };
                out.push((one.language.clone(), one.became, group));
            }
        }
    }
    let named = out.into_iter().map(|(language, became, mut group)| {
        let count = group.below.len();
        let plural = if count == 1 { "" } else { "s" };
        let text = format!("{language}: {count} text{plural} {}", became.in_words());
        group.words.push(WordRun::kept(text));
        group
    });
    named.collect()
}

/// Tells which decks are compared.
#[must_use]
pub fn headline(diff: &Comparison) -> String {
    let (old, new) = (&diff.old, &diff.new);
    if old.period == new.period {
        format!("{} → {}, both {}", old.name, new.name, new.period)
    } else {
        format!("{} of {} → {} of {}", old.name, old.period, new.name, new.period)
    }
}

/// Tells which of the decks has findings, for `iijdeck check` to tell in full.
#[must_use]
pub fn caveats(diff: &Comparison) -> Vec<String> {
    let caveat = |side: &super::Named| {
        let count = |count: usize, word: &str| {
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {word}{plural}"))
        };
        let all = [count(side.errors, "error"), count(side.warnings, "warning")];
        let all = all.into_iter().flatten().collect::<Vec<_>>();
        (side.errors > 0)
            .then(|| format!("{} has {}; `iijdeck check` lists them", side.name, all.join(" and ")))
    };
    [caveat(&diff.old), caveat(&diff.new)].into_iter().flatten().collect()
}

/// Counts what differs, in a line.
#[must_use]
pub fn summary(diff: &Comparison) -> String {
    let texts: usize = diff.slides.iter().map(|slide| slide.texts.len()).sum();
    let slides = diff.slides.iter().filter(|one| slide(one).is_some()).count();
    let counts = [
        (diff.figures.len(), "figure"),
        (diff.items.len(), "item"),
        (diff.relations.len(), "relation"),
        (slides, "slide"),
        (texts, "text"),
        (diff.translations.len(), "translation"),
        (diff.rest.len(), "other setting"),
    ];
    let counted = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {word}{plural}")
    });
    let counted: Vec<_> = counted.collect();
    match counted.as_slice() {
        [] => "No difference".to_owned(),
        [one] => format!("{one} changed"),
        [before @ .., last] => format!("{} and {last} changed", before.join(", ")),
    }
}

/// Words the difference for a terminal: what was taken out as `[-words-]`, put in as `{+words+}`.
#[must_use]
pub fn human(diff: &Comparison) -> String {
    let mut out = String::new();
    wrapped(&headline(diff), 0, &mut out);
    for caveat in caveats(diff) {
        wrapped(&caveat, 0, &mut out);
    }
    wrapped(&summary(diff), 0, &mut out);
    for section in sections(diff) {
        let _ = writeln!(out, "\n{}", section.title);
        section.lines.iter().for_each(|line| indented(line, 2, &mut out));
    }
    out
}

fn indented(change: &ChangeLine, indent: usize, out: &mut String) {
    let run = |run: &WordRun| match run.how {
        WordEdit::Kept => run.text.clone(),
        WordEdit::Out => format!("[-{}-]", run.text),
        WordEdit::In => format!("{{+{}+}}", run.text),
    };
    wrapped(&change.words.iter().map(run).collect::<String>(), indent, out);
    change.below.iter().for_each(|below| indented(below, indent + 2, out));
}

/// Breaks a text into lines; those after the first are indented further.
fn wrapped(text: &str, indent: usize, out: &mut String) {
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(printable).collect();
    let mut line = " ".repeat(indent);
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.width() + 1 + word.width() > WIDTH {
            let _ = writeln!(out, "{line}");
            line = " ".repeat(indent + 4);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        for c in word.chars() {
            // Scripts without blanks are broken anywhere.
            if line.width() >= WIDTH && !c.is_ascii() {
                let _ = writeln!(out, "{line}");
                line = " ".repeat(indent + 4);
            }
            line.push(c);
        }
        empty = false;
    }
    let _ = writeln!(out, "{line}");
}

/// Words the difference in GitHub's Markdown.
#[must_use]
pub fn markdown(diff: &Comparison) -> String {
    let mut out = format!("**{}**\n\n", md::inside(&summary(diff)));
    let _ = writeln!(out, "{}", md::escape(&unlinked(&headline(diff))));
    for caveat in caveats(diff) {
        let _ = writeln!(out, "\n> {}", md::escape(&unlinked(&caveat)));
    }
    for section in sections(diff) {
        let _ = writeln!(out, "\n#### {}\n", section.title);
        section.lines.iter().for_each(|line| listed(line, 0, &mut out));
    }
    out
}

fn listed(change: &ChangeLine, depth: usize, out: &mut String) {
    let mut line = String::new();
    for run in &change.words {
        let text = md::inside(&unlinked(&run.text));
        let core = text.trim();
        let (before, after) = text.split_at(text.len() - text.trim_start().len());
        let behind = &after[core.len()..];
        let _ = match run.how {
            _ if core.is_empty() => write!(line, "{text}"),
            WordEdit::Kept => write!(line, "{text}"),
            WordEdit::Out => write!(line, "{before}<del>{core}</del>{behind}"),
            WordEdit::In => write!(line, "{before}<ins>{core}</ins>{behind}"),
        };
    }
    let _ = writeln!(out, "{}- {}", "  ".repeat(depth), md::lines(line.trim()));
    change.below.iter().for_each(|below| listed(below, depth + 1, out));
}

/// Keeps a code host from calling people, or linking issues, by what a deck says.
fn unlinked(text: &str) -> String {
    text.replace('@', "@\u{2060}").replace('#', "#\u{2060}")
}
