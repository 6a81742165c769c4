//! Inline XBRL: facts within a page that people read.

use std::ops::Range;

use super::document::{Continuation, DraftFact, DraftValue, FiledDocument, MAX_TEXT, too_long};
use super::element::{Malformed, Names, Tag, TagStep, walk_tags};

/// The namespaces of Inline XBRL 1.0, which Japan uses to this day, and 1.1.
const INLINE: [&str; 2] =
    ["http://www.xbrl.org/2008/inlineXBRL", "http://www.xbrl.org/2013/inlineXBRL"];
const HELP: &str = "The company's filing software writes it: have it made anew";

/// Longest text that is read however much there is; no figure is longer.
const SHORT: usize = 256;

/// Reads a page.
pub(super) fn read(text: &str) -> Result<FiledDocument, Malformed> {
    let mut page = InlinePage::default();
    walk_tags(text, |step| {
        match step {
            TagStep::Open(tag) => page.open(tag),
            TagStep::Text(text, at) => page.text(text, at),
            TagStep::Close(space, name, end, names) => page.close(space, name, *end, *names),
        }
        Ok(())
    })?;
    Ok(page.document)
}

/// Tells whether a text may be such a page, without reading it.
pub(super) fn may_be(text: &str) -> bool {
    INLINE.iter().any(|space| text.contains(space))
}

/// An element of Inline XBRL that is open.
#[derive(Debug)]
struct OpenElement {
    kind: OpenKind,
    /// Where its text begins among what is gathered.
    from: usize,
    /// How much was left out before it.
    excluded: usize,
}

#[derive(Debug)]
enum OpenKind {
    /// Nothing where the fact cannot be read.
    Fact(Option<Box<DraftFact>>),
    Numerator,
    Denominator,
    Continuation {
        id: Option<String>,
        continued_at: Option<String>,
        at: Range<usize>,
    },
    Exclude,
    Hidden,
    Tuple,
    Other,
}

#[derive(Default)]
struct InlinePage {
    document: FiledDocument,
    open: Vec<OpenElement>,
    /// The text of everything that is open.
    gathered: String,
    /// What of it is left out.
    excluded: Vec<Range<usize>>,
    /// How many open elements have a value.
    valued: usize,
    hidden: usize,
    tuples: usize,
}

impl InlinePage {
    fn open(&mut self, tag: &Tag<'_>) {
        if !INLINE.contains(&tag.space) {
            self.document.resources.open(tag);
            return;
        }
        let kind = match tag.name {
            "nonFraction" => self.fact(tag, DraftValue::Figure),
            "nonNumeric" => self.fact(tag, DraftValue::Text),
            "fraction" => self.fact(tag, DraftValue::Fraction(String::new(), String::new())),
            "numerator" => self.part(tag, OpenKind::Numerator),
            "denominator" => self.part(tag, OpenKind::Denominator),
            "continuation" => OpenKind::Continuation {
                id: tag.attribute("id"),
                continued_at: tag.attribute("continuedAt"),
                at: tag.at.clone(),
            },
            "exclude" => OpenKind::Exclude,
            "hidden" => {
                self.hidden += 1;
                OpenKind::Hidden
            }
            "tuple" => {
                let message = "a tuple stands here, whose facts are not read".to_owned();
                self.document.faults.bad(tag.at.clone(), message, "Compare them by hand");
                self.tuples += 1;
                OpenKind::Tuple
            }
            _ => OpenKind::Other,
        };
        self.valued += usize::from(kind.has_value());
        let (from, excluded) = (self.gathered.len(), self.excluded.len());
        self.open.push(OpenElement { kind, from, excluded });
    }

    fn fact(&mut self, tag: &Tag<'_>, value: DraftValue) -> OpenKind {
        let name = tag.attribute("name").unwrap_or_default();
        let Some(concept) = tag.names.qualified(&name) else {
            let message = format!("a fact has the name `{name}`, which is no concept");
            self.document.faults.bad(tag.at.clone(), message, HELP);
            return OpenKind::Fact(None);
        };
        let fact = DraftFact::of(tag, concept, value, &mut self.document.faults);
        let fact = fact.filter(|_| self.tuples == 0 && tag.attribute("tupleRef").is_none());
        OpenKind::Fact(fact.map(|fact| Box::new(DraftFact { hidden: self.hidden > 0, ..fact })))
    }

    /// Takes a part of a fraction. One that is printed in a format, a scale or with a sign of its own is told, and the
    /// fraction left out: no filing seen so far has any.
    fn part(&mut self, tag: &Tag<'_>, kind: OpenKind) -> OpenKind {
        let own =
            ["format", "scale", "sign"].into_iter().find(|name| tag.attribute(name).is_some());
        if let Some(own) = own {
            let message = format!("a part of a fraction has a {own} of its own, which is not read");
            self.document.faults.bad(tag.at.clone(), message, "Compare the fraction by hand");
            for element in self.open.iter_mut().rev() {
                if let OpenKind::Fact(fact) = &mut element.kind {
                    *fact = None;
                    break;
                }
            }
        }
        kind
    }

    fn text(&mut self, text: &str, at: &Range<usize>) {
        if self.document.resources.text(text) || self.valued == 0 {
            return;
        }
        self.gathered.push_str(text);
        // A figure is pointed at by its digits, a text by its tag.
        if let Some(OpenElement { kind: OpenKind::Fact(Some(fact)), .. }) = self.open.last_mut()
            && fact.value == DraftValue::Figure
            && !text.trim().is_empty()
        {
            fact.at.end = fact.at.end.max(at.end);
        }
    }

    fn close(&mut self, space: &str, name: &str, end: usize, names: Names<'_>) {
        if !INLINE.contains(&space) {
            self.document.resources.close(name, names, &mut self.document.faults);
            return;
        }
        let Some(element) = self.open.pop() else { return };
        let from = element.from;
        self.valued -= usize::from(element.kind.has_value());
        match element.kind {
            OpenKind::Fact(Some(fact)) => {
                let Some(printed) = self.since(from, element.excluded, &fact.at) else { return };
                let mut fact = DraftFact { printed, ..*fact };
                if fact.value == DraftValue::Figure {
                    fact.at.end = end;
                }
                self.document.facts.push(fact);
            }
            OpenKind::Numerator | OpenKind::Denominator => {
                let at = end..end;
                let Some(digits) = self.since(from, element.excluded, &at) else { return };
                self.divide(digits, matches!(element.kind, OpenKind::Numerator));
            }
            OpenKind::Continuation { id, continued_at, at } => {
                let Some(text) = self.since(from, element.excluded, &at) else { return };
                let part = Continuation { text, continued_at };
                match id {
                    Some(id) => {
                        if self.document.continuations.insert(id.clone(), part).is_some() {
                            let message = format!("two continuations have the id `{id}`");
                            self.document.faults.bad(at, message, HELP);
                        }
                    }
                    None => {
                        self.document.faults.bad(
                            at,
                            "this continuation has no id".to_owned(),
                            HELP,
                        );
                    }
                }
            }
            OpenKind::Exclude => self.excluded.push(from..self.gathered.len()),
            OpenKind::Hidden => self.hidden -= 1,
            OpenKind::Tuple => self.tuples -= 1,
            OpenKind::Fact(None) | OpenKind::Other => {}
        }
        if self.valued == 0 {
            self.gathered.clear();
            self.excluded.clear();
        }
    }

    /// Hands digits to the fraction around them.
    fn divide(&mut self, digits: String, above: bool) {
        for element in self.open.iter_mut().rev() {
            if let OpenKind::Fact(Some(fact)) = &mut element.kind
                && let DraftValue::Fraction(up, down) = &mut fact.value
            {
                *(if above { up } else { down }) = digits;
                return;
            }
        }
    }

    /// The text since a place, without what is excluded behind it. A text within others stands in all of them, so
    /// that a small file could fill any memory: what is more than allowed is told, and left out. Figures never are.
    fn since(&mut self, from: usize, excluded: usize, place: &Range<usize>) -> Option<String> {
        let length = self.gathered.len() - from;
        let size = self.document.size.saturating_add(length);
        if length > SHORT && size > MAX_TEXT {
            let (message, help) = too_long();
            self.document.faults.bad(place.clone(), message, help);
            return None;
        }
        self.document.size = size;
        let (mut out, mut at) = (String::new(), from);
        // Of exclusions within each other the outer closes last, and holds the inner.
        let mut skipped: Vec<_> =
            self.excluded.get(excluded..).unwrap_or_default().iter().collect();
        skipped.sort_unstable_by_key(|skip| skip.start);
        for skip in skipped {
            if skip.start >= at {
                out.push_str(self.gathered.get(at..skip.start).unwrap_or_default());
            }
            at = at.max(skip.end);
        }
        out.push_str(self.gathered.get(at..).unwrap_or_default());
        Some(out)
    }
}

impl OpenKind {
    fn has_value(&self) -> bool {
        match self {
            Self::Fact(_) | Self::Numerator | Self::Denominator | Self::Continuation { .. } => true,
            Self::Exclude | Self::Hidden | Self::Tuple | Self::Other => false,
        }
    }
}
