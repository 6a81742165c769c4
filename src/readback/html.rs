//! The words of an HTML deck, slide by slide.

use html5gum::{Token, Tokenizer};

use super::folded;

/// Elements whose text no reader sees.
const UNSEEN: [&str; 4] = ["script", "style", "title", "desc"];
/// Elements that run on within a line.
const INLINE: [&str; 13] =
    ["a", "abbr", "b", "bdi", "code", "data", "em", "i", "mark", "span", "strong", "sup", "tspan"];

/// Gives the words of each `<section class="slide">`.
#[must_use]
pub fn pages(html: &str) -> Vec<String> {
    let mut reader = Reader::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let class = tag.attributes.get(&b"class"[..]);
                let class = class.map(|class| String::from_utf8_lossy(class).into_owned());
                let slide = class.is_some_and(|c| c.split_whitespace().any(|c| c == "slide"));
                reader.start(&name, slide, tag.self_closing);
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.pages.iter().map(|page| folded(page)).collect()
}

#[derive(Default)]
struct Reader {
    pages: Vec<String>,
    sections: usize,
    slide: Option<usize>,
    unseen: usize,
}

impl Reader {
    fn start(&mut self, name: &str, slide: bool, closed: bool) {
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
            && let Some(page) = self.pages.last_mut()
        {
            page.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn only_what_is_seen_on_a_slide_counts() {
        let html = "<p>9</p><section class='slide x'><h2>A &amp; B</h2><script>1</script>\
            <td>1</td><td>2<sup>*</sup></td></section><section class=slide>C</section>";
        assert_eq!(pages(html), ["A & B 1 2*", "C"]);
    }
}
