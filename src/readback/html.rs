//! The words of an HTML deck, slide by slide.

use html5gum::{Token, Tokenizer};

use super::folded;

/// Elements whose text no reader sees.
const UNSEEN: [&str; 8] =
    ["script", "style", "title", "desc", "template", "noscript", "dialog", "datalist"];
/// Elements that hold nothing, and have no end.
const EMPTY: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "link", "wbr"];
/// What a style hides an element with, without blanks.
const HIDING: [&str; 4] = ["display:none", "visibility:hidden", "visibility:collapse", "opacity:0"];
/// Elements that run on within a line.
const INLINE: [&str; 13] =
    ["a", "abbr", "b", "bdi", "code", "data", "em", "i", "mark", "span", "strong", "sup", "tspan"];

/// Gives the words of each `<section class="slide">`.
#[must_use]
pub fn pages(html: &str) -> Vec<String> {
    let mut reader = HtmlReader::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let class = tag.attributes.get(&b"class"[..]);
                let class = class.map(|class| String::from_utf8_lossy(class).into_owned());
                let slide = class.is_some_and(|c| c.split_whitespace().any(|c| c == "slide"));
                let empty = tag.self_closing || EMPTY.contains(&name.as_str());
                let style = tag.attributes.get(&b"style"[..]);
                let style = style.map(|style| String::from_utf8_lossy(style).into_owned());
                let hidden = tag.attributes.contains_key(&b"hidden"[..])
                    || style.is_some_and(|style| hides(&style));
                reader.start(&name, slide, empty, hidden);
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.pages.iter().map(|page| folded(page)).collect()
}

/// Gives the words of a piece of HTML within another format, or the piece itself where it hides some.
pub(super) fn piece(html: &str) -> String {
    let words = pages(&format!("<section class=slide>{html}</section>")).concat();
    let tags = html.split('<').skip(1).filter(|tag| !tag.starts_with('!'));
    let hiding =
        tags.map(|tag| tag.split('>').next().unwrap_or_default().to_lowercase()).any(|tag| {
            let name = tag.split_whitespace().next().unwrap_or_default();
            UNSEEN.contains(&name)
                || hides(&tag)
                || tag.split(['=', ' ', '/']).any(|at| at == "hidden")
        });
    if hiding { format!("{words} {html}") } else { words }
}

/// Tells whether a style takes what it is for out of sight. Of a number only a bare nought hides.
fn hides(style: &str) -> bool {
    let tight: String = style.split_whitespace().collect::<String>().to_lowercase();
    HIDING.iter().any(|way| {
        let mut found = tight.match_indices(way);
        found.any(|(at, _)| !tight[at + way.len()..].starts_with('.'))
    })
}

#[derive(Default)]
struct HtmlReader {
    pages: Vec<String>,
    sections: usize,
    slide: Option<usize>,
    unseen: usize,
    /// The element that hides what is in it, and how many of its name are open within.
    hidden: Option<(String, usize)>,
}

impl HtmlReader {
    fn start(&mut self, name: &str, slide: bool, closed: bool, hidden: bool) {
        match &mut self.hidden {
            Some((hiding, open)) if hiding == name && !closed => *open += 1,
            None if hidden && !closed => self.hidden = Some((name.to_owned(), 1)),
            Some(_) | None => {}
        }
        if UNSEEN.contains(&name) && !closed {
            self.unseen += 1;
        }
        if name == "section" {
            self.sections += 1;
            if slide && self.slide.is_none() {
                self.slide = Some(self.sections);
                self.pages.push(String::new());
            }
        }
        self.gap(name);
    }

    fn end(&mut self, name: &str) {
        if let Some((hiding, open)) = &mut self.hidden
            && hiding == name
        {
            *open -= 1;
            if *open == 0 {
                self.hidden = None;
            }
        }
        if UNSEEN.contains(&name) {
            self.unseen = self.unseen.saturating_sub(1);
        }
        self.gap(name);
        if name == "section" {
            if self.slide == Some(self.sections) {
                self.slide = None;
            }
            self.sections = self.sections.saturating_sub(1);
        }
    }

    /// Blocks stand apart even where no blank is written between them.
    fn gap(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.text(" ");
        }
    }

    fn text(&mut self, text: &str) {
        if self.slide.is_some()
            && self.unseen == 0
            && self.hidden.is_none()
            && let Some(page) = self.pages.last_mut()
        {
            page.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{pages, piece};

    #[test]
    fn only_what_is_seen_on_a_slide_counts() {
        let html = "<p>9</p><section class='slide x'><h2>A &amp; B</h2><script>1</script>\
            <td>1</td><td>2<sup>*</sup></td></section><section class=slide>C</section>";
        assert_eq!(pages(html), ["A & B 1 2*", "C"]);
        for hiding in ["div hidden", "div style='display: none'", "template", "p style=opacity:0"] {
            let name = hiding.split(' ').next().expect("a name");
            let html = format!(
                "<section class=slide>A<{hiding}>B<br><{name}>C</{name}>D</{name}> E</section>"
            );
            assert_eq!(pages(&html), ["A E"], "{hiding}");
        }
        let seen = "<section class=slide><p style='opacity:0.5' aria-hidden=true>A</p></section>";
        assert_eq!(pages(seen), ["A"]);
    }

    #[test]
    fn a_piece_that_hides_is_told_as_it_is() {
        assert_eq!(piece("<p>99 billion</p>"), "99 billion");
        assert_eq!(piece("<!-- _class: hidden -->"), "");
        assert_eq!(piece("<div hidden>"), " <div hidden>");
    }
}
