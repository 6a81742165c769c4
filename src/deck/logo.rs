//! The logo: a picture of the deck's folder, in which no figure may stand.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::theme::{ThemeFiles, at, base_name};
use super::unreadable;
use crate::code;
use crate::diag::{Finding, Report};
use crate::source::xml::{XmlStep, walk};
use crate::source::{Folder, Sources, Text};

/// What an SVG is called.
const SVG: &str = "image/svg+xml";

impl ThemeFiles {
    /// Takes the logo over, with what it shows.
    pub(super) fn logo(
        &mut self,
        logo: &Text,
        alt: Option<&Text>,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) {
        let mime = match logo.value.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()) {
            Some(end) if end == "svg" => SVG,
            Some(end) if end == "png" => "image/png",
            Some(_) | None => {
                let message = format!("`{}` is neither SVG nor PNG", logo.value);
                let finding = Finding::new(code::BAD_THEME, message, logo.span);
                report.push(finding.help("Give the logo as SVG or PNG"));
                return;
            }
        };
        let Some(alt) = alt else {
            let finding =
                Finding::new(code::MISSING_FIELD, "the logo has no `logo_alt`", logo.span);
            report.push(finding.help("Say what the logo shows, for those who do not see it"));
            return;
        };
        match folder.bytes(&logo.value) {
            Ok(bytes) => {
                if let Some(finding) = flaw(&bytes, mime, logo) {
                    report.push(finding);
                    return;
                }
                let name = base_name(&logo.value);
                let data = format!("data:{mime};base64,{}", STANDARD.encode(&bytes));
                self.theme.logo = Some(name.clone());
                self.places.logo = Some(logo.span);
                self.theme.logo_alt.clone_from(&alt.value);
                self.theme.logo_data = Some(data);
                self.files.insert(name, bytes);
            }
            Err(error) => report.push(at(unreadable(&error, &logo.value, sources), logo)),
        }
    }
}

/// Finds what keeps an SVG from being used: it cannot be read, or holds a number, which no figure
/// proves and no reader of the finished files can tell from one of the deck.
fn flaw(bytes: &[u8], mime: &str, logo: &Text) -> Option<Finding> {
    if mime != SVG {
        return None;
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no text in UTF-8".to_owned());
    let (message, help) = match text.and_then(words) {
        Ok(words) => {
            let text = words.into_iter().find(|text| text.chars().any(char::is_numeric))?;
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let message = format!("`{}` sets the text `{text}`, and nothing proves it", logo.value);
            (message, "Turn the letters into paths, or take the number out")
        }
        Err(reason) => {
            (format!("`{}` cannot be read: {reason}", logo.value), "Save it as plain SVG")
        }
    };
    Some(Finding::new(code::BAD_THEME, message, logo.span).help(help))
}

/// Gives what an SVG sets as text, an element each.
fn words(svg: &str) -> Result<Vec<String>, String> {
    let (mut all, mut depth) = (Vec::new(), 0_u32);
    walk(svg, |step| {
        match step {
            XmlStep::Open("text", _) => {
                depth += 1;
                all.push(String::new());
            }
            XmlStep::Close("text") => depth = depth.saturating_sub(1),
            XmlStep::Text(part) if depth > 0 => {
                if let Some(text) = all.last_mut() {
                    text.push_str(part);
                }
            }
            XmlStep::Open(..) | XmlStep::Close(_) | XmlStep::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message_of(svg: &[u8]) -> Option<String> {
        let logo = Text { value: "logo.svg".to_owned(), span: crate::source::Span::default() };
        flaw(svg, SVG, &logo).map(|finding| finding.message)
    }

    #[test]
    fn a_logo_sets_no_number() {
        for inside in [
            "<text>99 billion</text>",
            "<text>Up <tspan>by</tspan> <tspan>9</tspan>%</text>",
            "<g><s:text>&#57;</s:text></g>",
            "<text><![CDATA[９]]></text>",
            "<text>½</text>",
        ] {
            let svg = format!("<svg xmlns:s=\"http://www.w3.org/2000/svg\">{inside}</svg>");
            let message = message_of(svg.as_bytes()).unwrap_or_default();
            assert!(message.starts_with("`logo.svg` sets the text `"), "{inside}: {message}");
        }
        for inside in [
            "<text>Example &amp; Co.</text>",
            "<title>No. 9</title><path d=\"M0 0 L9 9\"/>",
            "<style>.a{fill:#999}</style><text class=\"a9\" x=\"9\">Nine</text>",
        ] {
            assert_eq!(message_of(format!("<svg>{inside}</svg>").as_bytes()), None, "{inside}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_reason() {
        for (svg, reason) in [
            (&b"<svg><text>Ex"[..], "`logo.svg` cannot be read: it ends before its last tag"),
            (b"\x1f\x8b\x08", "`logo.svg` cannot be read: it is no text in UTF-8"),
            (
                b"<svg><text>&x;</text></svg>",
                "`logo.svg` cannot be read: `&x;` is no entity of XML",
            ),
        ] {
            assert_eq!(message_of(svg).as_deref(), Some(reason));
        }
    }
}
