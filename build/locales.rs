//! Holds the files of the built-in languages against each other: what one of them lacks would be found
//! only where it is first asked for, by who reads a deck in that language.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// Tables whose keys are the language's own: words and signs, each with what it means.
const OWN: [&str; 6] =
    ["currency", "money", "scales", "scale_instead", "beside.money", "times.eras"];

/// A built-in language: its tag, the path of its file, and what stands there.
pub struct LanguageFile {
    /// The name of the file without its ending.
    pub tag: String,
    /// How messages name the file.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Tells what is wrong with the files, each as `file:line: what`: the first is the one that the others
/// are held against.
pub fn wrong(files: &[LanguageFile]) -> Vec<String> {
    let mut out = Vec::new();
    let mut read = Vec::new();
    for file in files {
        match DeTable::parse(&file.text) {
            Ok(table) => read.push((file, table.into_inner())),
            Err(error) => out.push(file.at(error.span().unwrap_or(0..0), error.message())),
        }
    }
    for (file, table) in &read {
        match table.get("tag").map(|tag| (tag.span(), tag.get_ref().as_str())) {
            Some((_, Some(tag))) if tag == file.tag => {}
            Some((span, _)) => out.push(file.at(span, &format!("the tag is not `{}`", file.tag))),
            None => {}
        }
    }
    // With a file that does not parse, what the others lack would be said of the wrong ones.
    if let [(_, model), others @ ..] = &read[..]
        && read.len() == files.len()
    {
        for (file, table) in others {
            compare(file, model, table, ("", 0..0), &mut out);
        }
    }
    out
}

/// Compares the tables under a key, which opens there, with those of the first language.
fn compare(
    file: &LanguageFile,
    model: &DeTable<'_>,
    own: &DeTable<'_>,
    (under, opens): (&str, Range<usize>),
    out: &mut Vec<String>,
) {
    let full = |key: &str| if under.is_empty() { key.to_owned() } else { format!("{under}.{key}") };
    for key in own.keys().filter(|key| !model.contains_key(key.get_ref().as_ref())) {
        out.push(
            file.at(key.span(), &format!("no other language has a key {}", full(key.get_ref()))),
        );
    }
    for (key, expected) in model {
        let name = full(key.get_ref());
        let Some((found, value)) = own.get_key_value(key.get_ref().as_ref()) else {
            out.push(file.at(opens.clone(), &format!("missing key {name}")));
            continue;
        };
        match (expected.get_ref(), value.get_ref()) {
            (DeValue::Table(_), DeValue::Table(_)) if OWN.contains(&name.as_str()) => {}
            (DeValue::Table(model), DeValue::Table(own)) => {
                compare(file, model, own, (&name, found.span()), out);
            }
            (expected, value) if expected.type_str() != value.type_str() => {
                let kinds = (value.type_str(), expected.type_str());
                out.push(
                    file.at(
                        found.span(),
                        &format!("{name} is of type {}, not {}", kinds.0, kinds.1),
                    ),
                );
            }
            (_, _) => {}
        }
    }
}

impl LanguageFile {
    /// Says what is wrong at a place of the file.
    fn at(&self, span: Range<usize>, what: &str) -> String {
        let before = self.text.get(..span.start).unwrap_or(&self.text);
        let what = what.lines().collect::<Vec<_>>().join("; ");
        format!("{}:{}: {what}", self.path, before.matches('\n').count() + 1)
    }
}
