//! XML with namespaces and places, tag by tag.

use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, QName, ResolveResult};
use quick_xml::reader::NsReader;

use super::concept::QualifiedName;
use crate::source::xml::entity;

/// Most elements within each other. Real filings have thirty.
const MAX_DEPTH: usize = 256;
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// Longest name that is kept, in bytes.
const MAX_NAME: usize = 1_024;

/// What is wrong with a text, and where.
#[derive(Debug)]
pub(super) struct Malformed {
    pub(super) at: Range<usize>,
    pub(super) message: String,
}

/// The namespaces that prefixes stand for at a place.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(&'a NamespaceResolver);

impl Names<'_> {
    /// Reads a name that stands in a value, such as `iso4217:JPY`. One without a prefix is of the namespace that has none,
    /// as XML Schema has it: instances of the SEC write `shares`. A page's own, XHTML, has no such names.
    pub(super) fn qualified(self, text: &str) -> Option<QualifiedName> {
        let text = text.trim();
        let name = QName(text);
        let (local, prefix) = name.decompose();
        let local = local.into_inner();
        if text.len() > MAX_NAME || local.is_empty() || local.contains([':', ' ']) {
            return None;
        }
        match self.0.resolve_prefix(prefix, true) {
            ResolveResult::Bound(Namespace(space)) if space != XHTML => {
                let prefix = prefix.map_or("", quick_xml::name::Prefix::into_inner);
                Some(QualifiedName::new(space, prefix, local))
            }
            ResolveResult::Bound(_) | ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
        }
    }
}

/// The tag that opens an element.
pub(super) struct Tag<'a> {
    /// Its namespace; empty where it has none.
    pub(super) space: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    /// Its bytes in the text.
    pub(super) at: Range<usize>,
    /// What prefixes stand for in it.
    pub(super) names: Names<'a>,
    start: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// Gives an attribute that has no namespace, such as `contextRef`.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.start.attributes().filter_map(Result::ok);
        let found = all.find(|one| one.key.into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// Gives an attribute of a namespace, such as `xsi:nil`.
    pub(super) fn attribute_of(&self, space: &str, name: &str) -> Option<String> {
        let mut all = self.start.attributes().filter_map(Result::ok);
        let found = all.find(|one| {
            let (bound, local) = self.names.0.resolve_attribute(one.key);
            local.into_inner() == name
                && matches!(bound, ResolveResult::Bound(Namespace(bound)) if bound == space)
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// Gives the name of the element itself.
    pub(super) fn qualified(&self) -> QualifiedName {
        let name = self.start.name();
        let prefix = name.prefix().map_or("", quick_xml::name::Prefix::into_inner);
        QualifiedName::new(self.space, prefix, self.name)
    }
}

/// A step of a walk through XML with namespaces.
pub(super) enum TagStep<'a> {
    /// An element opens.
    Open(&'a Tag<'a>),
    /// An element closes: its namespace, its name, the end of its closing tag, and what prefixes stand for in it.
    Close(&'a str, &'a str, usize, Names<'a>),
    /// A part of a text, entities resolved, and its bytes.
    Text(&'a str, Range<usize>),
}

/// Walks through XML. A DTD is refused, and every entity but XML's own.
pub(super) fn walk_tags(
    text: &str,
    mut each: impl FnMut(&TagStep<'_>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut open, mut begun) = (0_usize, false);
    loop {
        let from = place(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = place(reader.error_position()).min(text.len());
                return Err(Malformed { at: at..at, message: error.to_string() });
            }
        };
        let at = from..place(reader.buffer_position());
        let wrong = |message: String| Malformed { at: at.clone(), message };
        match &event {
            Event::Text(part) => each(&TagStep::Text(&part.xml10_content(), at))?,
            Event::CData(part) => each(&TagStep::Text(&part.xml10_content(), at))?,
            Event::GeneralRef(name) => {
                let letter = entity(name).map_err(wrong)?;
                each(&TagStep::Text(letter.encode_utf8(&mut [0; 4]), at))?;
            }
            Event::Start(start) => {
                open += 1;
                begun = true;
                if open > MAX_DEPTH {
                    return Err(wrong(format!("more than {MAX_DEPTH} elements lie in each other")));
                }
                let names = reader.resolver();
                let (bound, local) = names.resolve_element(start.name());
                let space = space(&bound).map_err(wrong)?;
                let name = local.into_inner();
                each(&TagStep::Open(&Tag { space, name, at, names: Names(names), start }))?;
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                let names = reader.resolver();
                let (bound, local) = names.resolve_element(end.name());
                let space = space(&bound).map_err(wrong)?;
                each(&TagStep::Close(space, local.into_inner(), at.end, Names(names)))?;
            }
            Event::DocType(_) => {
                return Err(wrong("a DTD stands here; no filing may have one".to_owned()));
            }
            Event::Eof if open > 0 => {
                let message = "it ends before its last tag".to_owned();
                return Err(Malformed { at: text.len()..text.len(), message });
            }
            Event::Eof if !begun => return Err(wrong("it holds no element".to_owned())),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Names the first element of a text, by its namespace; nothing where it is no XML.
pub(super) fn root(text: &str) -> Option<(String, String)> {
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                let (bound, local) = reader.resolver().resolve_element(start.name());
                return Some((space(&bound).ok()?.to_owned(), local.into_inner().to_owned()));
            }
            Event::Eof => return None,
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn place(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn space<'a>(bound: &ResolveResult<'a>) -> Result<&'a str, String> {
    match bound {
        ResolveResult::Bound(Namespace(space)) => Ok(space),
        ResolveResult::Unbound => Ok(""),
        ResolveResult::Unknown(prefix) => Err(format!("the prefix `{prefix}` is not declared")),
    }
}
