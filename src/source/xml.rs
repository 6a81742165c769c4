//! XML from elsewhere, tag by tag: parts of workbooks, pictures.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A step of a walk through XML.
pub enum XmlStep<'a> {
    /// An element begins; its local name.
    Open(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    Close(&'a str),
    /// All text up to the next tag, entities resolved.
    Text(&'a str),
}

/// Walks through XML. Entities other than XML's own are refused, and with them every bomb made of
/// them.
///
/// # Errors
/// What is wrong with the XML, or what the caller refuses.
pub fn walk(
    text: &str,
    mut each: impl FnMut(XmlStep<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let (mut gathered, mut open) = (String::new(), 0_u64);
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match &event {
            Event::Text(part) => gathered.push_str(&part.xml10_content()),
            Event::CData(part) => gathered.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => gathered.push(entity(name)?),
            Event::Start(start) | Event::Empty(start) => {
                flush(&mut gathered, &mut each)?;
                let name = start.local_name();
                each(XmlStep::Open(name.as_ref(), start))?;
                if matches!(event, Event::Empty(_)) {
                    each(XmlStep::Close(name.as_ref()))?;
                } else {
                    open += 1;
                }
            }
            Event::End(end) => {
                flush(&mut gathered, &mut each)?;
                each(XmlStep::Close(end.local_name().as_ref()))?;
                open = open.saturating_sub(1);
            }
            Event::Eof if open > 0 => return Err("it ends before its last tag".to_owned()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn flush(
    gathered: &mut String,
    each: &mut impl FnMut(XmlStep<'_>) -> Result<(), String>,
) -> Result<(), String> {
    if gathered.is_empty() {
        return Ok(());
    }
    let text = std::mem::take(gathered);
    each(XmlStep::Text(&text))
}

/// Gives the letter that an entity stands for. Those of DTDs are refused, and with them every bomb made of them.
///
/// # Errors
/// That it is none of XML's own.
pub fn entity(name: &BytesRef<'_>) -> Result<char, String> {
    match name.resolve_char_ref() {
        Ok(Some(c)) => Ok(c),
        Ok(None) => match &*name.xml10_content() {
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "amp" => Ok('&'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            other => Err(format!("`&{other};` is no entity of XML")),
        },
        Err(error) => Err(error.to_string()),
    }
}
