//! JSON with places: every scalar with the keys that lead to it, numbers as they are spelt.
//!
//! Source: RFC 8259. A library's tree would have neither places nor, of numbers, the digits.

use std::collections::BTreeSet;
use std::ops::Range;

use super::element::Malformed;

/// Most objects and lists within each other. Real files have eight.
const MAX_DEPTH: usize = 48;

/// A scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JsonScalar {
    /// A text, its escapes resolved.
    Text(String),
    /// A number as spelt.
    Number(String),
    /// True or false.
    Truth(bool),
    /// Nothing.
    Null,
}

/// A step of a walk through JSON.
pub(super) enum JsonStep {
    /// An object or a list opens, at this place.
    Open(usize),
    /// A scalar, and its bytes.
    Scalar(JsonScalar, Range<usize>),
    /// An object or a list closes.
    Close,
}

/// What is open, from the outside in.
enum OpenJson {
    Object(BTreeSet<String>),
    List(usize),
}

struct JsonText<'a> {
    text: &'a str,
    at: usize,
}

/// Walks through JSON. `each` gets the keys that lead to a step; a list counts its elements.
pub(super) fn walk_json(
    text: &str,
    mut each: impl FnMut(&[String], JsonStep) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut json = JsonText { text, at: 0 };
    let (mut open, mut path): (Vec<OpenJson>, Vec<String>) = (Vec::new(), Vec::new());
    loop {
        json.blank();
        let from = json.at;
        match json.peek() {
            Some(start @ ('{' | '[')) => {
                json.at += 1;
                if open.len() >= MAX_DEPTH {
                    return Err(json.wrong(from, "too many objects lie in each other"));
                }
                each(&path, JsonStep::Open(from))?;
                json.blank();
                let object = start == '{';
                if json.peek() == Some(if object { '}' } else { ']' }) {
                    json.at += 1;
                    each(&path, JsonStep::Close)?;
                } else if object {
                    let mut keys = BTreeSet::new();
                    path.push(json.key(&mut keys)?);
                    open.push(OpenJson::Object(keys));
                    continue;
                } else {
                    open.push(OpenJson::List(0));
                    path.push("0".to_owned());
                    continue;
                }
            }
            Some(_) => {
                let scalar = json.scalar()?;
                each(&path, JsonStep::Scalar(scalar, from..json.at))?;
            }
            None => return Err(json.wrong(from, "it ends where a value should stand")),
        }
        // A value is done: what is around it goes on, or ends.
        loop {
            json.blank();
            let Some(around) = open.last_mut() else {
                let rest = json.at;
                return match json.peek() {
                    None => Ok(()),
                    Some(_) => Err(json.wrong(rest, "it goes on behind its end")),
                };
            };
            path.pop();
            let (next, from) = (json.peek(), json.at);
            json.at += next.map_or(0, char::len_utf8);
            match (around, next) {
                (OpenJson::Object(keys), Some(',')) => {
                    json.blank();
                    path.push(json.key(keys)?);
                    break;
                }
                (OpenJson::List(count), Some(',')) => {
                    *count += 1;
                    path.push(count.to_string());
                    break;
                }
                (OpenJson::Object(_), Some('}')) | (OpenJson::List(_), Some(']')) => {
                    open.pop();
                    each(&path, JsonStep::Close)?;
                }
                _ => return Err(json.wrong(from, "a comma or an end should stand here")),
            }
        }
    }
}

impl JsonText<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn blank(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| b" \t\r\n".contains(byte)).count();
    }

    fn wrong(&self, at: usize, message: &str) -> Malformed {
        let end =
            self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Malformed { at: at..at + end, message: message.to_owned() }
    }

    fn key(&mut self, keys: &mut BTreeSet<String>) -> Result<String, Malformed> {
        let from = self.at;
        if self.peek() != Some('"') {
            return Err(self.wrong(from, "a key should stand here"));
        }
        let key = self.string()?;
        if !keys.insert(key.clone()) {
            return Err(self.wrong(from, "this key stands here twice"));
        }
        self.blank();
        if self.peek() != Some(':') {
            return Err(self.wrong(self.at, "a colon should stand here"));
        }
        self.at += 1;
        Ok(key)
    }

    fn scalar(&mut self) -> Result<JsonScalar, Malformed> {
        if self.peek() == Some('"') {
            return self.string().map(JsonScalar::Text);
        }
        let from = self.at;
        let rest = self.text.get(from..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
        let word = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        match word {
            "true" => Ok(JsonScalar::Truth(true)),
            "false" => Ok(JsonScalar::Truth(false)),
            "null" => Ok(JsonScalar::Null),
            _ if is_number(word) => Ok(JsonScalar::Number(word.to_owned())),
            _ => Err(self.wrong(from, "this is no value of JSON")),
        }
    }

    fn string(&mut self) -> Result<String, Malformed> {
        let from = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.find(|c: char| c == '"' || c == '\\' || u32::from(c) < 0x20);
            let Some(plain) = plain else {
                return Err(self.wrong(from, "this text does not end"));
            };
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some('"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some('\\') => out.push(self.escape()?),
                _ => return Err(self.wrong(self.at, "no control character may stand in a text")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Malformed> {
        let from = self.at;
        self.at += 1;
        let letter = self.peek();
        self.at += letter.map_or(0, char::len_utf8);
        match letter {
            Some(c @ ('"' | '\\' | '/')) => Ok(c),
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some('n') => Ok('\n'),
            Some('r') => Ok('\r'),
            Some('t') => Ok('\t'),
            Some('u') => {
                let letter = self.unit().and_then(|high| {
                    if !(0xd800..0xdc00).contains(&high) {
                        return char::from_u32(high);
                    }
                    self.at += self.text.get(self.at..)?.strip_prefix("\\u").map(|_| 2)?;
                    let low = self.unit().filter(|low| (0xdc00..0xe000).contains(low))?;
                    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                });
                letter.ok_or_else(|| self.wrong(from, "this escape is no letter"))
            }
            _ => Err(self.wrong(from, "this escape is none of JSON")),
        }
    }

    /// Reads four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let sound = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.at += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| sound)
    }
}

fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (word, power) = match word.split_once(['e', 'E']) {
        Some((word, power)) => (word, power.strip_prefix(['+', '-']).unwrap_or(power)),
        None => (word, "0"),
    };
    let (whole, part) = word.split_once('.').unwrap_or((word, "0"));
    digits(whole) && digits(part) && digits(power) && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(text: &str) -> Result<Vec<String>, String> {
        let mut out = Vec::new();
        let done = walk_json(text, |path, step| {
            if let JsonStep::Scalar(scalar, at) = step {
                out.push(format!("{}={scalar:?}@{}", path.join("/"), at.start));
            }
            Ok(())
        });
        done.map(|()| out).map_err(|wrong| format!("{}: {}", wrong.at.start, wrong.message))
    }

    #[test]
    fn scalars_come_with_their_path_and_place() {
        let read =
            walked("{\"a\": [1.50, {\"b\\n\": \"\\ud83d\\ude00\\/\"}], \"c\": {}, \"d\": null}");
        let meant = ["a/0=Number(\"1.50\")@7", "a/1/b\n=Text(\"😀/\")@21", "d=Null@55"];
        assert_eq!(read.as_deref(), Ok(meant.map(str::to_owned).as_slice()));
        assert_eq!(walked(" [[], 2e5 , true]\n").map(|all| all.len()), Ok(2));
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for (text, at) in [
            ("", 0),
            ("{\"a\":1,\"a\":2}", 7),
            ("{\"a\":01}", 5),
            ("[1,]", 3),
            ("[1 2]", 3),
            ("{\"a\" 1}", 5),
            ("{a:1}", 1),
            ("\"\\ud83d\"", 1),
            ("\"a", 0),
            ("\"\n\"", 1),
            ("[NaN]", 1),
            ("[] x", 3),
            (&"[".repeat(60), 48),
        ] {
            let wrong = walked(text).expect_err(text);
            assert!(wrong.starts_with(&format!("{at}: ")), "{text}: {wrong}");
        }
    }
}
