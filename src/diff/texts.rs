//! Texts and settings of slides: compared piece by piece, sentences word by word.

use serde::Serialize;
use similar::DiffTag;

use super::slides::{LeafText, WrittenSlide};
use super::words::{Token, WordEdit, WordRun, aligned, compared, cut};
use crate::shape::Role;
use crate::view::{Citation, FigureFormatter};

/// Two texts are wordings of one where at least so many hundredths of their words are in both.
const ALIKE: usize = 35;

/// A sentence, title or point that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// What it is: `title`, `note`, `footnote` or `text`.
    pub kind: &'static str,
    /// Where it stands: fields from the outermost.
    pub field: String,
    /// Its words.
    pub words: Vec<WordRun>,
}

impl TextChange {
    /// Gives a verb for what became of it.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        let has = |how| self.words.iter().any(|run| run.how == how);
        match (has(WordEdit::Kept), has(WordEdit::Out), has(WordEdit::In)) {
            (false, true, false) => "removed",
            (false, false, true) => "added",
            (_, _, _) => "changed",
        }
    }
}

/// A setting of a slide that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingChange {
    /// Its fields from the outermost.
    pub field: String,
    /// What the old deck says.
    pub old: Option<String>,
    /// What the new deck says.
    pub new: Option<String>,
}

/// What differs on a slide.
#[derive(Clone, Debug, Default)]
pub(super) struct SlideDiff {
    pub(super) texts: Vec<TextChange>,
    pub(super) settings: Vec<SettingChange>,
}

/// Compares the pieces of a slide, or of another part of the source.
pub(super) fn of_slide(
    old: (&WrittenSlide, &FigureFormatter<'_>),
    new: (&WrittenSlide, &FigureFormatter<'_>),
) -> SlideDiff {
    of_leaves((&old.0.leaves, old.1), (&new.0.leaves, new.1))
}

pub(super) fn of_leaves(
    old: (&[LeafText], &FigureFormatter<'_>),
    new: (&[LeafText], &FigureFormatter<'_>),
) -> SlideDiff {
    let mut found = SlideDiff::default();
    for (tag, from, to) in aligned(old.0, new.0) {
        if tag == DiffTag::Equal {
            continue;
        }
        let mut rest: Vec<&LeafText> = new.0[to].iter().collect();
        for before in &old.0[from] {
            let fits = |after: &&LeafText| {
                let alike = || {
                    let (one, other) = (tokens(&before.text, old.1), tokens(&after.text, new.1));
                    share(&one, &other) >= ALIKE
                };
                after.field == before.field
                    && after.text_like == before.text_like
                    && (!before.text_like || single(before) || alike())
            };
            let at = rest.iter().position(fits);
            let after = at.map(|at| rest.remove(at));
            add_change(Some(before), after, (old.1, new.1), &mut found);
        }
        for after in rest {
            add_change(None, Some(after), (old.1, new.1), &mut found);
        }
    }
    found
}

/// Fields that a slide has once: whatever they say, they are compared with each other.
fn single(leaf: &LeafText) -> bool {
    leaf.top && (leaf.role.heads_slide() || leaf.role == Role::UnitNote)
}

fn add_change(
    before: Option<&LeafText>,
    after: Option<&LeafText>,
    (old, new): (&FigureFormatter<'_>, &FigureFormatter<'_>),
    found: &mut SlideDiff,
) {
    let Some(leaf) = after.or(before) else { return };
    if !leaf.text_like {
        found.settings.push(SettingChange {
            field: leaf.field.clone(),
            old: before.map(|leaf| leaf.text.clone()),
            new: after.map(|leaf| leaf.text.clone()),
        });
        return;
    }
    let kind = if leaf.top && leaf.role == Role::Title {
        "title"
    } else if matches!(leaf.role, Role::RowNote | Role::HeaderNote) {
        "note"
    } else if leaf.role == Role::Footnote {
        "footnote"
    } else {
        "text"
    };
    let left = before.map_or_else(Vec::new, |leaf| sentences(&leaf.text));
    let right = after.map_or_else(Vec::new, |leaf| sentences(&leaf.text));
    let mut push = |words: Vec<WordRun>| {
        found.texts.push(TextChange { kind, field: leaf.field.clone(), words });
    };
    for (tag, from, to) in aligned(&left, &right) {
        if tag == DiffTag::Equal {
            continue;
        }
        let mut rest: Vec<&str> = right[to].to_vec();
        for one in &left[from] {
            let one = tokens(one, old);
            let fits = |other: &&str| {
                left.len() == 1 && right.len() == 1 || share(&one, &tokens(other, new)) >= ALIKE
            };
            let at = rest.iter().position(fits);
            let other = at.map_or_else(Vec::new, |at| tokens(rest.remove(at), new));
            push(compared(&one, &other));
        }
        for other in rest {
            push(compared(&[], &tokens(other, new)));
        }
    }
}

/// Cuts a text into sentences, each with the blanks after it left out.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' if depth == 0 => {
                out.push(text[start..end].trim());
                start = end;
            }
            '.' | '!' | '?' if depth == 0 => {
                let mut after = text[end..].chars();
                let blank = after.next().is_some_and(char::is_whitespace);
                let begins = after.find(|c| !c.is_whitespace() && !"*“\"(".contains(*c));
                if blank && begins.is_some_and(|c| c.is_uppercase() || c == '{') {
                    out.push(text[start..end].trim());
                    start = end;
                }
            }
            _ => {}
        }
    }
    out.push(text[start..].trim());
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// Cuts a text into words; a citation is one word, shown as it is printed.
fn tokens(text: &str, formatter: &FigureFormatter<'_>) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text;
    let word = |word: &str| Token { key: word.to_owned(), shown: word.to_owned() };
    while let Some(open) = rest.find('{') {
        let (before, tail) = rest.split_at(open);
        out.extend(cut(before).into_iter().map(word));
        if let Some(after) = tail.strip_prefix("{{") {
            out.push(word("{"));
            rest = after;
            continue;
        }
        let end = tail.find('}').map_or(tail.len(), |at| at + 1);
        let cited = &tail[..end];
        let printed = Citation::read(cited.trim_matches(['{', '}']), formatter.facts)
            .and_then(|c| formatter.citation(&c));
        let shown = printed.map_or_else(|_| cited.to_owned(), |printed| printed.shown.text);
        out.push(Token { key: cited.to_owned(), shown });
        rest = &tail[end..];
    }
    out.extend(cut(rest).into_iter().map(word));
    // Marks of emphasis are no words.
    out.retain(|token| token.key != "*");
    out
}

/// Tells how many words two texts share, in hundredths.
fn share(one: &[Token], other: &[Token]) -> usize {
    let words = |all: &[Token]| {
        let words = all.iter().filter(|token| !token.key.trim().is_empty());
        let mut words: Vec<_> = words.map(|token| token.key.clone()).collect();
        words.sort_unstable();
        words
    };
    let (one, mut other) = (words(one), words(other));
    let all = one.len() + other.len();
    let mut common = 0;
    for word in &one {
        if let Ok(at) = other.binary_search(word) {
            other.remove(at);
            common += 1;
        }
    }
    200 * common / all.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_new_one_begins() {
        let text = "Sales rose. Costs fell by {costs yoy}. From Sep. 1, all is new";
        let expected = ["Sales rose.", "Costs fell by {costs yoy}.", "From Sep. 1, all is new"];
        assert_eq!(sentences(text), expected);
        assert_eq!(sentences("増加。減少"), ["増加。", "減少"]);
    }
}
