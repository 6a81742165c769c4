//! Gettext PO files: read with places, written as GNU gettext writes them.
//!
//! A library would give texts without places; here every finding on a translation points at its
//! line. The format is that of the GNU gettext manual, "The Format of PO Files".

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::source::hidden::{HIDDEN, hidden, hidden_message};
use crate::source::yaml::MAX_TEXT;
use crate::source::{FileId, Sources, Span, Unreadable, unreadable};

/// A string of a PO file with its place, its quotes included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// The string, its escapes resolved.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoEntry {
    /// Comments of translators, without their mark.
    pub comments: Vec<String>,
    /// Comments made from the source.
    pub extracted: Vec<String>,
    /// Places in the source, such as `quarter.yaml:12`.
    pub references: Vec<String>,
    /// Flags, such as `fuzzy`.
    pub flags: Vec<String>,
    /// What the entry was translated from before: lines behind `#|`.
    pub previous: Vec<String>,
    /// What tells equal texts apart.
    pub context: Option<Quoted>,
    /// The text in the source language.
    pub id: Quoted,
    /// The text in the source language for several.
    pub plural: Option<Quoted>,
    /// The translation, or its plural forms.
    pub strings: Vec<Quoted>,
    /// Whether the source no longer has the text.
    pub obsolete: bool,
}

impl PoEntry {
    /// Tells whether a translator should look at it again.
    #[must_use]
    pub fn is_fuzzy(&self) -> bool {
        self.flags.iter().any(|flag| flag == "fuzzy")
    }

    /// Tells whether all its forms are translated.
    #[must_use]
    pub fn is_translated(&self) -> bool {
        !self.strings.is_empty() && self.strings.iter().all(|one| !one.text.is_empty())
    }

    /// Gives what tells it apart from other entries.
    #[must_use]
    pub fn key(&self) -> (&str, &str) {
        (self.context.as_ref().map_or("", |context| context.text.as_str()), self.id.text.as_str())
    }
}

/// A catalogue: its header and its entries, obsolete ones last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The entry with an empty id.
    pub header: Option<PoEntry>,
    /// All others.
    pub entries: Vec<PoEntry>,
}

/// Gives a field of a header, if it says anything.
#[must_use]
pub fn field<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let mut values = header.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    values.next().map(str::trim).filter(|value| !value.is_empty())
}

/// Reads a PO file; every mistake is reported, and what can be read is given.
#[must_use]
pub fn read(id: FileId, sources: &Sources, report: &mut Report) -> Catalogue {
    let text = &sources.file(id).text;
    let mut reader =
        PoReader { file: id, entry: PoEntry::default(), field: PoField::None, out: Vec::new() };
    if let Some(Unreadable { range, message, help }) = unreadable(text) {
        report.push(Finding::new(code::PO_SYNTAX, message, Span::new(id, range)).help(help));
        return Catalogue::default();
    }
    for (range, c) in hidden(text) {
        let finding =
            Finding::weighed(HIDDEN, Severity::Error, hidden_message(c), Span::new(id, range));
        report.push(finding.help("Delete it, and write the text around it again"));
    }
    // Editors of some systems begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut at = sources.file(id).text.len() - text.len();
    for line in text.split_inclusive('\n') {
        if let Err((message, range)) = reader.line(line, at) {
            let finding = Finding::new(code::PO_SYNTAX, message, Span::new(id, range));
            report.push(finding.help("See the entries around it, or run `msgfmt -c` for details"));
        }
        at += line.len();
    }
    reader.close();
    let mut catalogue = Catalogue::default();
    let mut seen: HashMap<(String, String), Span> = HashMap::new();
    for entry in reader.out {
        let texts = std::iter::once(&entry.id).chain(&entry.plural).chain(&entry.strings);
        if let Some(long) = texts.into_iter().find(|one| one.text.len() > MAX_TEXT) {
            let message =
                format!("a text of {} bytes; at most {MAX_TEXT} are read", long.text.len());
            let finding = Finding::new(code::TOO_LARGE, message, long.span);
            report.push(finding.help("Split it: no slide holds so much"));
            continue;
        }
        if let (None, Some(second)) = (&entry.plural, entry.strings.get(1)) {
            let message = "a text without `msgid_plural` has one translation";
            let finding = Finding::new(code::PO_SYNTAX, message, second.span);
            report.push(finding.help("Delete the lines of `msgstr` that are not its translation"));
            continue;
        }
        if entry.id.text.is_empty() && entry.context.is_none() && catalogue.header.is_none() {
            catalogue.header = Some(entry);
            continue;
        }
        let (context, text) = entry.key();
        let first = seen.insert((context.to_owned(), text.to_owned()), entry.id.span);
        if let Some(first) = first.filter(|_| !entry.obsolete) {
            let finding =
                Finding::new(code::PO_SYNTAX, "the text is translated twice", entry.id.span);
            report.push(finding.also(first, "first here").help("Keep one of the two entries"));
        } else {
            catalogue.entries.push(entry);
        }
    }
    catalogue
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PoField {
    None,
    Context,
    Id,
    Plural,
    String,
}

struct PoReader {
    file: FileId,
    entry: PoEntry,
    field: PoField,
    out: Vec<PoEntry>,
}

type Mistake = (String, std::ops::Range<usize>);

impl PoReader {
    fn close(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        if self.field != PoField::None {
            self.out.push(entry);
        }
        self.field = PoField::None;
    }

    /// An entry ends where the next begins: with a comment or a keyword behind its strings.
    fn begin(&mut self) {
        if matches!(self.field, PoField::String) {
            self.close();
        }
    }

    fn line(&mut self, line: &str, at: usize) -> Result<(), Mistake> {
        let body = line.trim_end();
        let start = at + (body.len() - body.trim_start().len());
        let body = body.trim_start();
        if body.is_empty() {
            self.begin();
            return Ok(());
        }
        if let Some(rest) = body.strip_prefix("#~") {
            let inner = rest.trim_start();
            if let Some(previous) = inner.strip_prefix('|') {
                self.begin();
                self.entry.previous.push(previous.trim().to_owned());
            } else {
                let from = start + body.len() - inner.len();
                self.keyword(inner, from)?;
            }
            self.entry.obsolete = true;
            return Ok(());
        }
        if let Some(rest) = body.strip_prefix('#') {
            self.begin();
            let (mark, tail) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
            let entry = &mut self.entry;
            match mark {
                "." => entry.extracted.push(tail.trim().to_owned()),
                ":" => entry.references.extend(tail.split_whitespace().map(str::to_owned)),
                "," => {
                    let flags = tail.split(',').map(|flag| flag.trim().to_owned());
                    entry.flags.extend(flags.filter(|flag| !flag.is_empty()));
                }
                "|" => entry.previous.push(tail.trim().to_owned()),
                _ => entry.comments.push(rest.trim().to_owned()),
            }
            return Ok(());
        }
        self.keyword(body, start)
    }

    fn keyword(&mut self, body: &str, start: usize) -> Result<(), Mistake> {
        let whole = start..start + body.len();
        let quote = body.find('"').ok_or_else(|| {
            (
                "this is no line of a PO file: a keyword and a text in quotes".to_owned(),
                whole.clone(),
            )
        })?;
        let (word, raw) = body.split_at(quote);
        let text = unquoted(raw, start + quote)?;
        let span = Span::new(self.file, start + quote..start + body.len());
        let quoted = Quoted { text, span };
        match word.trim() {
            "" => {
                let entry = &mut self.entry;
                let last = match self.field {
                    PoField::Context => entry.context.as_mut(),
                    PoField::Id => Some(&mut entry.id),
                    PoField::Plural => entry.plural.as_mut(),
                    PoField::String => entry.strings.last_mut(),
                    PoField::None => None,
                };
                let last = last.ok_or(("a text without a keyword before it".to_owned(), whole))?;
                last.text.push_str(&quoted.text);
                last.span.end = quoted.span.end;
            }
            "msgctxt" => {
                self.begin();
                self.entry.context = Some(quoted);
                self.field = PoField::Context;
            }
            "msgid" => {
                self.begin();
                self.entry.id = quoted;
                self.field = PoField::Id;
            }
            "msgid_plural" => {
                self.entry.plural = Some(quoted);
                self.field = PoField::Plural;
            }
            word if word.starts_with("msgstr") => {
                // Forms stand in order: `msgstr[1]` before `msgstr[0]` would be another form.
                let next = self.entry.strings.len();
                if word == "msgstr" && next > 0 {
                    return Err(("the text has a translation above".to_owned(), whole));
                }
                if word != "msgstr" && word != format!("msgstr[{next}]") {
                    return Err((format!("`{word}` stands where `msgstr[{next}]` belongs"), whole));
                }
                if word != "msgstr" && quoted.text.contains('|') {
                    return Err(("a form holds no `|`: each form has a line".to_owned(), whole));
                }
                self.entry.strings.push(quoted);
                self.field = PoField::String;
            }
            word => return Err((format!("`{word}` is no keyword of a PO file"), whole)),
        }
        Ok(())
    }
}

/// Resolves the escapes of a string in quotes.
fn unquoted(raw: &str, at: usize) -> Result<String, Mistake> {
    let wrong = |message: &str| (message.to_owned(), at..at + raw.len());
    let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let inner = inner
        .filter(|_| raw.len() >= 2)
        .ok_or_else(|| wrong("the text is not closed with a quote"))?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Err(wrong("a quote inside the text needs a `\\` before it")),
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(c @ ('"' | '\\')) => out.push(c),
                Some(_) | None => {
                    return Err(wrong("`\\` stands before n, t, r, a quote or itself"));
                }
            },
            c => out.push(c),
        }
    }
    Ok(out)
}

/// Writes the id that an entry was translated from, as it stands behind `#|`.
pub(super) fn previous_id(id: &str) -> String {
    format!("msgid {}", quoted(id))
}

/// Writes a string in quotes.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes a catalogue.
#[must_use]
pub fn write(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    for (at, entry) in catalogue.header.iter().chain(&catalogue.entries).enumerate() {
        if at > 0 {
            out.push('\n');
        }
        entry_text(entry, &mut out);
    }
    out
}

fn entry_text(entry: &PoEntry, out: &mut String) {
    let mark = if entry.obsolete { "#~ " } else { "" };
    for comment in &entry.comments {
        let _ = writeln!(out, "{}", format!("# {comment}").trim_end());
    }
    for comment in &entry.extracted {
        let _ = writeln!(out, "#. {comment}");
    }
    if !entry.references.is_empty() {
        let _ = writeln!(out, "#: {}", entry.references.join(" "));
    }
    if !entry.flags.is_empty() {
        let _ = writeln!(out, "#, {}", entry.flags.join(", "));
    }
    for line in &entry.previous {
        let _ = writeln!(out, "{} {line}", if entry.obsolete { "#~|" } else { "#|" });
    }
    if let Some(context) = &entry.context {
        let _ = writeln!(out, "{mark}msgctxt {}", quoted(&context.text));
    }
    let _ = writeln!(out, "{mark}msgid {}", lines(&entry.id.text, mark));
    match &entry.plural {
        Some(plural) => {
            let _ = writeln!(out, "{mark}msgid_plural {}", quoted(&plural.text));
            for (at, string) in entry.strings.iter().enumerate() {
                let _ = writeln!(out, "{mark}msgstr[{at}] {}", quoted(&string.text));
            }
        }
        None => {
            let string = entry.strings.first().map_or("", |string| string.text.as_str());
            let _ = writeln!(out, "{mark}msgstr {}", lines(string, mark));
        }
    }
}

/// Sets a text of several lines as gettext does: an empty string, then a line each.
fn lines(text: &str, mark: &str) -> String {
    if !text.trim_end_matches('\n').contains('\n') {
        return quoted(text);
    }
    let lines = text.split_inclusive('\n').map(|line| format!("\n{mark}{}", quoted(line)));
    std::iter::once("\"\"".to_owned()).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Catalogue, Report) {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let id = sources.add("ja.po", text);
        (read(id, &sources, &mut report), report)
    }

    #[test]
    fn what_is_read_is_written_again() {
        let text = "# kept by hand\nmsgid \"\"\nmsgstr \"\"\n\"Language: ja\\n\"\n\"X: y\\n\"\n\n\
                    # a comment\n#. Slide 2\n#: quarter.yaml:12 quarter.yaml:14\n\
                    #, fuzzy, python-brace-format\n#| msgid \"Old {x}\"\nmsgctxt \"Revenues / text\"\n\
                    msgid \"New {x} \\\"y\\\"\"\nmsgstr \"新{x}\"\n\n#. unit\nmsgid \"contract\"\n\
                    msgid_plural \"contracts\"\nmsgstr[0] \"Vertrag\"\nmsgstr[1] \"Verträge\"\n\n\
                    #~ msgid \"gone\"\n#~ msgstr \"消えた\"\n";
        let (catalogue, report) = parsed(text);
        assert!(report.is_empty(), "{report:?}");
        assert_eq!(catalogue.entries.len(), 3);
        assert!(catalogue.entries[0].is_fuzzy() && catalogue.entries[2].obsolete);
        assert_eq!(write(&catalogue), text);
    }

    #[test]
    fn lines_of_a_text_are_joined_and_keep_their_place() {
        let (catalogue, _) = parsed("msgid \"\"\n\"a \"\n\"b\"\nmsgstr \"\"\n\"c\"\n");
        assert_eq!(catalogue.header, None);
        assert_eq!(catalogue.entries[0].key(), ("", "a b"));
        assert_eq!(catalogue.entries[0].strings[0].text, "c");
    }

    #[test]
    fn every_mistake_is_told() {
        let (_, report) = parsed("msgid \"a\nmsgstr \"\\x\"\nhello\n\nmsgfoo \"b\"\n\"c\"\n");
        assert!(report.sorted().len() >= 4, "{report:?}");
        let twice = "msgid \"a\"\nmsgstr \"1\"\n\nmsgid \"a\"\nmsgstr \"2\"\n";
        assert_eq!(parsed(twice).1.sorted().len(), 1);
        let forms = |strings: &str| {
            let text = format!("msgid \"a\"\nmsgid_plural \"b\"\n{strings}");
            parsed(&text).1.sorted().len()
        };
        assert_eq!(forms("msgstr[0] \"c\"\nmsgstr[1] \"d\"\n"), 0);
        for wrong in [
            "msgstr[1] \"d\"\nmsgstr[0] \"c\"\n",
            "msgstr[0] \"c\"\nmsgstr[2] \"d\"\n",
            "msgstr[0] \"c\"\nmsgstr[0] \"d\"\n",
            "msgstr[0] \"c|x\"\nmsgstr[1] \"d\"\n",
        ] {
            assert!(forms(wrong) > 0, "{wrong}");
        }
    }
}
