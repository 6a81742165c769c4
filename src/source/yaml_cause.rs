//! Why a text is not YAML, in the words of its author.
//!
//! What enters: the text and the place where the parser gave up. What leaves: the place of the slip, what it is
//! and what to write. The parser tells where it could not go on, which is often a line too late.

use std::ops::Range;

use super::unreadable::conflict;

/// A slip in the YAML of a text.
pub(super) struct Cause {
    /// Where it is.
    pub range: Range<usize>,
    /// What it is.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// One line of the text, without its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, at: usize) -> Self {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        Self { start, text: text[start..end].trim_end_matches('\r') }
    }

    fn before(self, text: &'a str) -> Option<Self> {
        let mut line = Self::at(text, self.start.checked_sub(1)?);
        while line.is_blank() {
            line = Self::at(text, line.start.checked_sub(1)?);
        }
        Some(line)
    }

    fn is_blank(self) -> bool {
        let text = self.text.trim_start();
        text.is_empty() || text.starts_with('#')
    }

    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// The line without its indentation, in its place.
    fn body(self) -> Range<usize> {
        let end = self.start + self.text.trim_end().len();
        (self.start + self.indent()).min(end)..end
    }

    fn is_entry(self) -> bool {
        let text = self.text.trim_start();
        text.starts_with("- ") || text == "-"
    }

    /// The text behind `name: ` or `- `, without a remark, with its place; the whole line where it has neither.
    fn value(self) -> (&'a str, usize) {
        let mut at = self.indent();
        while self.text[at..].starts_with("- ") {
            at += 2 + self.text[at + 2..].len() - self.text[at + 2..].trim_start().len();
        }
        let key = |end: usize| {
            let name = &self.text[at..at + end];
            !name.is_empty()
                && !name.starts_with(['"', '\'', '{', '[', '|', '>', '*', '&', '!', '@', '`'])
        };
        if let Some(end) = self.text[at..].find(": ").filter(|end| key(*end)) {
            at += end + 1;
        }
        at += self.text[at..].len() - self.text[at..].trim_start().len();
        let text = &self.text[at..];
        let end = text.find(" #").unwrap_or(text.len());
        (text[..end].trim_end(), self.start + at)
    }
}

/// Finds what the author wrote that is no YAML; nothing where it is none of the usual slips.
pub(super) fn cause(text: &str, at: usize, info: &str) -> Option<Cause> {
    let line = Line::at(text, at);
    if text.trim_start().starts_with("```") {
        let message = "the file starts with a mark of Markdown";
        return Some(told(
            Line::at(text, text.find("```")?).body(),
            message,
            "Delete the lines with the mark",
        ));
    }
    if let Some(found) = conflict(text, true) {
        return Some(told(found.range, found.message, found.help));
    }
    unindented(text, line)
        .or_else(|| open_quote(text, line, info))
        .or_else(|| open_bracket(text, at, info))
        .or_else(|| bracket_too_many(line))
        .or_else(|| needs_quotes(line))
        .or_else(|| second_colon(line, at))
        .or_else(|| shape(text, line, info))
}

/// A text of several lines that stands in the column of its key.
fn unindented(text: &str, line: Line<'_>) -> Option<Cause> {
    let above = line.before(text)?;
    let block = above.value().0.trim_end_matches(['-', '+']).ends_with(['|', '>']);
    if !block || line.indent() > above.indent() {
        return None;
    }
    let help = format!(
        "Indent every line of the text further than its key, by {} spaces",
        above.indent() + 2
    );
    Some(told(line.body(), "the text below `|` is not indented", help))
}

fn told(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Cause {
    Cause { range, message: message.into(), help: help.into() }
}

/// A text in quotes, of the sort that it does not hold.
fn in_quotes(text: &str) -> String {
    let quote = if text.contains('"') && !text.contains('\'') { '\'' } else { '"' };
    let text =
        if quote == '"' { text.replace('\\', "\\\\").replace('"', "\\\"") } else { text.into() };
    format!("{quote}{text}{quote}")
}

/// A quote that is not closed, or closed before the text ends.
fn open_quote(text: &str, line: Line<'_>, info: &str) -> Option<Cause> {
    if !info.contains("quote") {
        return None;
    }
    let open = |line: Line<'_>| {
        let (value, at) = line.value();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let rest = value[1..].replace("\\\"", "").replace("''", "");
        Some((value.to_owned(), at, rest.matches(quote).count(), quote))
    };
    if let Some((value, at, 1.., quote)) = open(line) {
        let bare = value
            .strip_suffix(quote)
            .filter(|bare| bare.len() > 1)
            .map_or(&*value, |bare| &bare[1..]);
        let help = format!("Put the whole text into quotes: `{}`", in_quotes(bare));
        return Some(told(at..at + value.len(), "the text goes on behind its closing quote", help));
    }
    let mut above = Some(line);
    for _ in 0..40 {
        let Some(line) = above else { break };
        if let Some((value, at, 0, quote)) = open(line) {
            let help = format!("Close it on its line: `{value}{quote}`");
            return Some(told(at..at + value.len(), "this quote is not closed", help));
        }
        above = line.before(text);
    }
    None
}

/// A bracket that is not closed.
fn open_bracket(text: &str, at: usize, info: &str) -> Option<Cause> {
    if !info.contains("flow") {
        return None;
    }
    let (mut open, mut quote): (Vec<usize>, Option<char>) = (Vec::new(), None);
    let mut before = '\n';
    for (place, c) in text[..at].char_indices() {
        let starts = matches!(before, ' ' | '\n' | '{' | '[' | ',' | '(');
        match (quote, c) {
            (None, '"' | '\'') if starts && !open.is_empty() => quote = Some(c),
            (None, '{' | '[') if starts => open.push(place),
            (None, '}' | ']') => drop(open.pop()),
            (Some(kind), c) if kind == c => quote = None,
            _ => {}
        }
        before = c;
    }
    let place = open.pop()?;
    let close = if text[place..].starts_with('{') { '}' } else { ']' };
    let message = format!("this `{}` is not closed", &text[place..=place]);
    Some(told(place..place + 1, message, format!("Close it with `{close}` before the next entry")))
}

/// A bracket behind the one that closes the first of its line.
fn bracket_too_many(line: Line<'_>) -> Option<Cause> {
    let (value, at) = line.value();
    let (mut depth, mut quote): (usize, Option<char>) = (0, None);
    for (place, c) in value.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if depth > 0 => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (Some(kind), c) if kind == c => quote = None,
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        let rest = &value[place + c.len_utf8()..];
        let more = !rest.trim().is_empty() && rest.trim().chars().all(|c| "}] ".contains(c));
        if place == 0 || !more {
            return None;
        }
        let start = at + place + c.len_utf8() + (rest.len() - rest.trim_start().len());
        let range = start..start + rest.trim().len();
        let message = format!("`{}` closes nothing", rest.trim());
        return Some(told(range, message, "Take it out, or open what it closes"));
    }
    None
}

/// A text that begins with a sign that means something in YAML.
fn needs_quotes(line: Line<'_>) -> Option<Cause> {
    let (value, at) = line.value();
    let first = value.chars().next()?;
    let range = at..at + value.len();
    let quoted = in_quotes(value);
    if value == "-" {
        let help = "Write `nil` where there is nothing, `none` where the company gives no figure; a text needs quotes: `\"-\"`";
        return Some(told(range, "a dash alone starts a list", help));
    }
    if value.starts_with("- ") {
        let help =
            format!("Begin the list on the next line, or put the text into quotes: `{quoted}`");
        return Some(told(range, "a list starts behind a colon on the same line", help));
    }
    let ended =
        |close: char| value.find(close).is_some_and(|end| !value[end + 1..].trim().is_empty());
    let help = format!("Put the text into quotes: `{quoted}`");
    let message = match first {
        '@' | '`' | '%' | '*' | '&' | '!' => {
            format!("a text that starts with `{first}` needs quotes")
        }
        '?' if value.len() == 1 => "a question mark alone needs quotes".to_owned(),
        '{' if ended('}') => "a text that starts with `{` needs quotes".to_owned(),
        '[' if ended(']') => "a text that starts with `[` needs quotes".to_owned(),
        '>' if value[1..].trim().starts_with(|c: char| c.is_ascii_digit() || c == '=') => {
            let figure = value[1..].trim_start_matches('=').trim();
            let message = "`>` starts a text of several lines, and is no sign of a figure";
            return Some(told(range, message, format!("Did you mean `at least {figure}`?")));
        }
        '>' | '|' if !value[1..].trim_matches(['-', '+', ' ']).is_empty() => {
            let help = format!(
                "Write the text on the next line, indented further, or in quotes: `{quoted}`"
            );
            let message = format!("`{first}` stands before a text that begins on the next line");
            return Some(told(range, message, help));
        }
        _ => return None,
    };
    Some(told(range, message, help))
}

/// A text with a colon and a blank in it.
fn second_colon(line: Line<'_>, at: usize) -> Option<Cause> {
    let (value, start) = line.value();
    let inside = at > start && at < start + value.len();
    if !inside || !value.contains(": ") || value.starts_with(['{', '[', '"', '\'']) {
        return None;
    }
    let help = format!("Put the text into quotes: `{}`", in_quotes(value));
    Some(told(start..start + value.len(), "a text that holds `: ` needs quotes", help))
}

/// Lines that do not belong together: an uneven indentation, a colon left out.
fn shape(text: &str, line: Line<'_>, info: &str) -> Option<Cause> {
    let above = line.before(text)?;
    let (own, other) = (line.indent(), above.indent());
    let key = |line: Line<'_>| line.text.contains(": ") || line.text.trim_end().ends_with(':');
    if !key(above) && !above.is_entry() && own == other && info.contains("mapping values") {
        let body = &text[above.body()];
        let help = match body.split_once(':') {
            Some((name, value)) => format!("Write a space behind the colon: `{name}: {value}`"),
            None => match body.split_once(' ') {
                Some((name, value)) => format!("Write it as `{name}: {}`", value.trim()),
                None => format!("Write it as `{body}: ...`"),
            },
        };
        return Some(told(above.body(), "this line has no colon with a space behind it", help));
    }
    if own == other && line.is_entry() != above.is_entry() {
        let help =
            "Begin every entry of a list with `- `, and indent what belongs to an entry under it";
        let wrong = if line.is_entry() { above } else { line };
        return Some(told(wrong.body(), "a list has an entry without `- `", help));
    }
    let (value, _) = above.value();
    if own > other && !value.is_empty() && key(above) {
        let help = format!(
            "Start both lines in one column; they are indented by {other} and {own} spaces. Under a line \
             that has a value nothing can stand"
        );
        return Some(told(
            line.body(),
            "this line is indented further than the one above, which has a value",
            help,
        ));
    }
    if own < other {
        let (mut above, mut columns) = (Some(above), Vec::new());
        for _ in 0..400 {
            let Some(line) = above else { break };
            if columns.last().is_none_or(|least| line.indent() < *least) {
                columns.push(line.indent());
            }
            above = line.before(text);
        }
        if !columns.contains(&own) {
            let all: Vec<_> = columns.iter().rev().map(ToString::to_string).collect();
            let help = format!(
                "Start it in the column of the lines that it belongs to: those above are indented by {} spaces",
                all.join(", ")
            );
            let message = format!(
                "this line is indented by {own} spaces, unlike all lines that it could belong to"
            );
            return Some(told(line.body(), message, help));
        }
    }
    None
}
