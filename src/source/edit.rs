//! Changes of a text by the places of its tree: what is not changed keeps its comments, its order
//! and its layout.

use std::ops::Range;

use super::{Node, NodeKind};

/// Changes of one text, gathered first and made together.
#[derive(Debug, Default)]
pub struct Edits {
    /// Bytes to be replaced, with what comes in their place; an empty range inserts.
    all: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Starts without a change.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a text in the place of some bytes.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.all.push((range, with.into()));
    }

    /// Puts a text before a byte; what is inserted at one place stands in the order of the calls.
    pub fn insert(&mut self, at: usize, what: impl Into<String>) {
        self.replace(at..at, what);
    }

    /// Adds an entry to a mapping, behind `after` or else behind its last entry, in the layout of
    /// the mapping: within its braces, or as a line of its own.
    pub fn entry(&mut self, text: &str, map: &Node, after: Option<&str>, key: &str, value: &str) {
        let NodeKind::Map(entries) = &map.kind else { return };
        let start = map.span.start as usize;
        let flow = text[start..].starts_with('{');
        let found = after.and_then(|name| entries.iter().find(|(key, _)| key.value == name));
        let Some((last_key, last)) = found.or(entries.last()) else {
            return self.insert(start + usize::from(flow), format!("{key}: {value}"));
        };
        let end = last.span.end.max(last_key.span.end) as usize;
        if flow {
            let what = format!("{key}: {value}");
            return self.in_flow(text, (last_key.span.start as usize, end), &what);
        }
        // A remark behind the entry stays with it.
        let end = line_end(text, end);
        let indent = indent(text, last_key.span.start as usize);
        self.insert(end, format!("\n{indent}{key}: {value}"));
    }

    /// Adds to braces or brackets behind what stands from one place to another: on a line of its own
    /// where a remark ends the line, which stays with what it was written for.
    fn in_flow(&mut self, text: &str, (start, end): (usize, usize), what: &str) {
        let line = line_end(text, end);
        let blanks = [' ', '\t'];
        let behind = text[end..line].trim_start_matches(blanks);
        let more = behind.strip_prefix(',').map(|rest| rest.trim_start_matches(blanks));
        if !more.unwrap_or(behind).starts_with('#') {
            return self.insert(end, format!(", {what}"));
        }
        let indent = indent(text, start);
        if more.is_some() {
            return self.insert(line, format!("\n{indent}{what},"));
        }
        // What was added here before ends without a comma.
        let again = self.all.iter().any(|(range, with)| *range == (end..end) && with == ",");
        if !again {
            self.insert(end, ",");
        }
        self.insert(line, format!("{}\n{indent}{what}", if again { "," } else { "" }));
    }

    /// Takes an entry out of a mapping, with its line or its comma.
    pub fn drop_entry(&mut self, text: &str, map: &Node, key: &str) {
        let NodeKind::Map(entries) = &map.kind else { return };
        let Some(at) = entries.iter().position(|(name, _)| name.value == key) else { return };
        let (name, value) = &entries[at];
        let (start, end) = (name.span.start as usize, value.span.end.max(name.span.end) as usize);
        if !text[map.span.start as usize..].starts_with('{') {
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let next = text[end..].find('\n').map_or(text.len(), |found| end + found + 1);
            return self.replace(line..next, "");
        }
        let before = at.checked_sub(1).map(|at| &entries[at]);
        let range = match (before, entries.get(at + 1)) {
            (Some((key, value)), _) => key.span.end.max(value.span.end) as usize..end,
            (None, Some((next, _))) => start..next.span.start as usize,
            (None, None) => start..end,
        };
        self.replace(range, "");
    }

    /// Adds an item to a list, behind `after` or else behind its last, in the layout of the list:
    /// within its brackets, or as a line of its own.
    pub fn item(&mut self, text: &str, list: &Node, after: Option<&Node>, value: &str) {
        let NodeKind::List(items) = &list.kind else { return };
        let start = list.span.start as usize;
        let Some(before) = after.or(items.last()) else { return };
        let end = before.span.end as usize;
        if text[start..].starts_with('[') {
            return self.in_flow(text, (before.span.start as usize, end), value);
        }
        let end = line_end(text, end);
        let first = before.span.start as usize;
        let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let mark = text[line..first].rfind('-').map_or(first, |at| line + at);
        let (indent, gap) = (indent(text, mark), &text[mark..first]);
        self.insert(end, format!("\n{indent}{gap}{value}"));
    }

    /// Makes every change, from the last to the first, so that no place moves before its turn.
    /// What is put in has the line ends of the text.
    ///
    /// # Errors
    /// The place of a change that overlaps another, or that no character begins or ends at.
    pub fn apply(mut self, text: &str) -> Result<String, Range<usize>> {
        self.all.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = text.to_owned();
        let mut free = text.len();
        for (range, with) in self.all.into_iter().rev() {
            if range.end > free || text.get(range.clone()).is_none() {
                return Err(range);
            }
            free = range.start;
            let with = if text.contains("\r\n") {
                with.replace("\r\n", "\n").replace('\n', "\r\n")
            } else {
                with
            };
            out.replace_range(range, &with);
        }
        Ok(out)
    }
}

/// Where the line of a place ends, before its break.
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// The blanks that a line begins with, up to a place in it that a list's mark may stand before.
fn indent(text: &str, at: usize) -> String {
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    text[line..at].chars().map(|_| ' ').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, yaml};

    #[test]
    fn a_remark_at_the_end_of_a_line_within_braces_stays_with_its_entry() {
        for (text, after, wanted) in [
            (
                "{a: 1,   # audited\n b: 2}\n",
                Some("a"),
                "{a: 1,   # audited\n n: x,\n m: y,\n b: 2}\n",
            ),
            (
                "{a: 1,\n b: 2 # restated\n}\n",
                None,
                "{a: 1,\n b: 2, # restated\n n: x,\n m: y\n}\n",
            ),
            ("{a: 1} # all\n", None, "{a: 1, n: x, m: y} # all\n"),
        ] {
            let found = edited(text, |edits, node| {
                edits.entry(text, node, after, "n", "x");
                edits.entry(text, node, after, "m", "y");
            });
            assert_eq!(found, wanted);
        }
        let list = "[1,  # old\n 2]\n";
        let found = edited(list, |edits, node| {
            let NodeKind::List(items) = &node.kind else { return };
            edits.item(list, node, items.first(), "3");
        });
        assert_eq!(found, "[1,  # old\n 3,\n 2]\n");
    }

    fn edited(text: &str, edit: impl Fn(&mut Edits, &Node)) -> String {
        let mut sources = Sources::new();
        let id = sources.add("t.yaml", text);
        let (node, problems) = yaml::parse(sources.file(id), id);
        assert!(problems.is_empty(), "{problems:?}");
        let mut edits = Edits::new();
        edit(&mut edits, &node.expect("a tree"));
        edits.apply(text).expect("no change overlaps")
    }

    #[test]
    fn an_entry_is_added_in_the_layout_of_its_mapping() {
        let add = |edits: &mut Edits, node: &Node, text: &str| {
            edits.entry(text, node, Some("a"), "n", "{due: x}");
        };
        for (before, after) in [
            ("{a: 1, b: 2}  # c\n", "{a: 1, n: {due: x}, b: 2}  # c\n"),
            ("a: 1   # one\nb: 2\n", "a: 1   # one\nn: {due: x}\nb: 2\n"),
            ("a: 'x y'", "a: 'x y'\nn: {due: x}"),
            ("a: 1\r\nb: 2\r\n", "a: 1\r\nn: {due: x}\r\nb: 2\r\n"),
        ] {
            assert_eq!(edited(before, |edits, node| add(edits, node, before)), after);
        }
    }

    #[test]
    fn an_entry_is_taken_out_of_the_layout_of_its_mapping() {
        for (before, after) in [
            ("{a: 1, n: x, b: 2}  # c\n", "{a: 1, b: 2}  # c\n"),
            ("{n: x, b: 2}\n", "{b: 2}\n"),
            ("{a: 1, n: x}\n", "{a: 1}\n"),
            ("{n: x}\n", "{}\n"),
            ("a: 1   # one\nn: x   # two\nb: 2\n", "a: 1   # one\nb: 2\n"),
            ("a: 1\nn: 'x y'", "a: 1\n"),
            ("a: 1\r\nn: x\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
            ("a: 1\nb: 2\n", "a: 1\nb: 2\n"),
        ] {
            assert_eq!(edited(before, |edits, node| edits.drop_entry(before, node, "n")), after);
        }
    }

    #[test]
    fn an_item_is_added_in_the_layout_of_its_list() {
        let add = |edits: &mut Edits, node: &Node, text: &str| edits.item(text, node, None, "n");
        for (before, after) in [
            ("[a, b]  # c\n", "[a, b, n]  # c\n"),
            ("- a\n- b   # c\n", "- a\n- b   # c\n- n\n"),
            ("  -  a\n", "  -  a\n  -  n\n"),
            ("- a\r\n- b\r\n", "- a\r\n- b\r\n- n\r\n"),
        ] {
            assert_eq!(edited(before, |edits, node| add(edits, node, before)), after);
        }
    }

    #[test]
    fn changes_at_one_place_keep_their_order_and_overlaps_are_refused() {
        let mut edits = Edits::new();
        edits.insert(1, "x");
        edits.insert(1, "y");
        edits.replace(2..3, "z");
        assert_eq!(edits.apply("abc").expect("they fit"), "axybz");
        let mut edits = Edits::new();
        edits.replace(0..2, "x");
        edits.replace(1..3, "y");
        assert_eq!(edits.apply("abc"), Err(0..2));
        let mut edits = Edits::new();
        edits.replace(1..2, "x");
        assert!(edits.apply("売").is_err(), "within a character");
    }
}
