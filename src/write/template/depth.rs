//! How deep a template may be: looked at before the engine compiles it.
//!
//! The engine's parser calls itself for each sign of `- - - 1`, and what walks its tree does so for
//! each part of `a|b|c` and each `elif`. An end of the stack ends the process, and no finding is
//! told. So the words and signs of one tag are counted, and the tags that are open.

/// Most words and signs of one tag; the longest of a built-in template has 70.
const MOST_WORDS: usize = 500;
/// Most `elif` of one `if`, and most blocks within each other.
const MOST_OPEN: usize = 100;

/// Finds what is too deep for the engine: its line, and what it is.
pub(super) fn too_deep(text: &str) -> Option<(usize, String)> {
    let mut rest = Rest { text, at: 0 };
    // Of each open block, its name and how many branches it has.
    let mut open: Vec<(&str, usize)> = Vec::new();
    while let Some((tag, words)) = rest.tag() {
        let line = || text[..tag.start].matches('\n').count() + 1;
        if words > MOST_WORDS {
            return Some((line(), format!("a tag has more than {MOST_WORDS} words and signs")));
        }
        if !text[tag.start..].starts_with("{%") {
            continue;
        }
        let inner = text[tag.start + 2..tag.end].trim_start_matches(['-', '+']).trim_start();
        let word =
            inner.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        match word {
            "elif" => {
                let Some((_, branches)) = open.last_mut() else { continue };
                *branches += 1;
                if *branches > MOST_OPEN {
                    return Some((line(), format!("an `if` has more than {MOST_OPEN} branches")));
                }
            }
            "if" | "for" | "block" | "macro" | "call" | "filter" | "with" | "autoescape"
            | "set" => {
                // `set` with a value has no end of its own.
                if word != "set" || !inner.contains('=') {
                    open.push((word, 0));
                }
                if open.len() > MOST_OPEN {
                    return Some((line(), format!("more than {MOST_OPEN} blocks are open")));
                }
            }
            _ => {
                let ended = word.strip_prefix("end");
                if open.last().is_some_and(|(name, _)| Some(*name) == ended) {
                    open.pop();
                }
            }
        }
    }
    None
}

struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl Rest<'_> {
    /// Goes to the next tag that holds code, and gives its range and how many words and signs it has.
    fn tag(&mut self) -> Option<(std::ops::Range<usize>, usize)> {
        loop {
            let start = self.at + self.text[self.at..].find('{')?;
            let rest = &self.text[start..];
            if rest.starts_with("{#") {
                self.at = rest.find("#}").map_or(self.text.len(), |end| start + end + 2);
            } else if rest.starts_with("{{") || rest.starts_with("{%") {
                let (end, words) = self.words(start + 2);
                self.at = end;
                if let Some(raw) = self.raw(start, end) {
                    self.at = raw;
                    continue;
                }
                return Some((start..end, words));
            } else {
                self.at = start + 1;
            }
        }
    }

    /// Counts the words and signs from within a tag to its end.
    fn words(&self, from: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let (mut at, mut words) = (from, 0);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'}' | b'%' if bytes.get(at + 1) == Some(&b'}') => return (at + 2, words),
                b'"' | b'\'' => {
                    at += 1;
                    while bytes.get(at).is_some_and(|next| next != byte) {
                        at += if bytes[at] == b'\\' { 2 } else { 1 };
                    }
                    at += 1;
                    words += 1;
                }
                byte if byte.is_ascii_whitespace() => at += 1,
                byte if byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii() => {
                    let word = |byte: &u8| {
                        byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii()
                    };
                    at += bytes[at..].iter().take_while(|byte| word(byte)).count();
                    words += 1;
                }
                _ => {
                    at += 1;
                    words += 1;
                }
            }
        }
        (self.text.len(), words)
    }

    /// Of `{% raw %}`, gives where its text ends.
    fn raw(&self, start: usize, end: usize) -> Option<usize> {
        let tag = &self.text[start..end.min(self.text.len())];
        let word = tag.strip_prefix("{%")?.strip_suffix("%}")?;
        (word.trim_matches(['-', '+']).trim() == "raw").then_some(())?;
        let rest = &self.text[end..];
        let close = rest.match_indices("{%").find(|(at, _)| {
            let inner = rest[at + 2..].trim_start_matches(['-', '+']).trim_start();
            inner.strip_prefix("endraw").is_some_and(|after| {
                after.trim_start().trim_start_matches(['-', '+']).starts_with("%}")
            })
        });
        Some(close.map_or(self.text.len(), |(at, _)| end + at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(piece: &str, count: usize) -> String {
        piece.repeat(count)
    }

    #[test]
    fn what_would_end_the_stack_is_refused() {
        for (deep, line) in [
            (format!("{{{{ {}1 }}}}", many("-", 4850)), 1),
            (format!("\n{{{{ {}1 }}}}", many("not ", 4850)), 2),
            (format!("{{{{ {}1 }}}}", many("1+", 4850)), 1),
            (format!("{{{{ 'a'{} }}}}", many("|upper", 8170)), 1),
            (format!("{{{{ a{} }}}}", many(".a", 8170)), 1),
            (format!("{{% if x %}}{}{{% endif %}}", many("{% elif false %}", 1690)), 1),
            (many("{% if x %}\n", 1000), 101),
            (many("{% if x %}{% set y|f(a=1) %}{% endset %}\n", 1000), 101),
            (format!("{{% raw %}}{{{{ '{{% endraw %}}{{{{ {}1 }}}}", many("-", 4850)), 1),
        ] {
            let found = too_deep(&deep).map(|(line, _)| line);
            assert_eq!(found, Some(line), "{}", &deep[..40]);
        }
    }

    #[test]
    fn what_is_no_code_counts_for_nothing() {
        for fine in [
            format!("{{# {} #}}", many("-", 4850)),
            format!("{{{{ \"{}\" }}}}", many("-", 4850)),
            format!("{{% raw %}}{{{{ {}1 }}}}{{% endraw %}}", many("-", 4850)),
            many("{% if x %}{% endif %}", 1000),
            many("{% set x = 1 %}", 1000),
            many("- {{ x }}\n", 1000),
        ] {
            assert_eq!(too_deep(&fine), None, "{}", &fine[..20]);
        }
    }

    #[test]
    fn the_engine_survives_what_is_let_through() {
        // A thread of the pool has as little stack as this one.
        for (start, piece, end) in [
            ("{{ ", "-", "1 }}"),
            ("{{ ", "not ", "1 }}"),
            ("{{ ", "1+", "1 }}"),
            ("{{ 'a'", "|upper", " }}"),
            ("{{ a", ".a", " }}"),
            ("{{ ", "(", "1 }}"),
            ("{{ 1", " if 1 else 1", " }}"),
        ] {
            let mut count = MOST_WORDS;
            let text = loop {
                let text = format!("{start}{}{end}", many(piece, count));
                if too_deep(&text).is_none() {
                    break text;
                }
                count -= 1;
            };
            let mut env = minijinja::Environment::new();
            env.set_recursion_limit(crate::write::template::MAX_DEPTH);
            let _ =
                env.add_template("a", &text).map(|()| env.get_template("a").map(|a| a.render(())));
        }
        let elifs = format!("{{% if x %}}{}{{% endif %}}", many("{% elif false %}", MOST_OPEN));
        let ifs = format!("{}{}", many("{% if 1 %}", MOST_OPEN), many("{% endif %}", MOST_OPEN));
        for text in [elifs, ifs] {
            assert_eq!(too_deep(&text), None);
            let mut env = minijinja::Environment::new();
            let _ =
                env.add_template("a", &text).map(|()| env.get_template("a").map(|a| a.render(())));
        }
    }

    #[test]
    fn the_built_in_templates_are_far_from_the_bound() {
        let mut longest = 0;
        for entry in [
            crate::write::embedded::embedded("typ/lib.j2"),
            crate::write::embedded::embedded("html/slide.j2"),
        ] {
            let text = entry.unwrap_or_default();
            let mut rest = Rest { text, at: 0 };
            while let Some((_, words)) = rest.tag() {
                longest = longest.max(words);
            }
            assert_eq!(too_deep(text), None);
        }
        assert!(longest < MOST_WORDS / 2, "{longest}");
    }
}
