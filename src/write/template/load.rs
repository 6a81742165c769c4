//! Where templates come from: the deck's folder, then the program.

use minijinja::{Error, ErrorKind};

use super::depth::too_deep;
use crate::source::{Folder, ReadError};
use crate::write::embedded::embedded;

/// Names a template's file in the deck's folder.
pub(super) fn path(name: &str) -> String {
    format!("templates/{name}")
}

/// Gives the author's template of that name, or else the built-in one.
pub(super) fn load(overrides: Option<&Folder>, name: &str) -> Result<Option<String>, Error> {
    let own = overrides.map_or(Err(ReadError::Missing), |folder| folder.text(&path(name)));
    match own {
        Ok(text) => {
            let import = bad_import(&text)
                .map(|line| (line, "write an import as `import \"file\" as name`".to_owned()));
            match too_deep(&text).or(import) {
                None => Ok(Some(text)),
                Some((line, message)) => {
                    Err(Error::new(ErrorKind::SyntaxError, format!("line {line}: {message}")))
                }
            }
        }
        Err(ReadError::Missing) => Ok(embedded(name).map(str::to_owned)),
        Err(error) => {
            Err(Error::new(ErrorKind::InvalidOperation, format!("{}: {error}", path(name))))
        }
    }
}

/// Finds the line of an import under another thing than a name, which the engine does not survive.
fn bad_import(text: &str) -> Option<usize> {
    let tags = text.match_indices("{%").map(|(at, _)| (at, &text[at + 2..]));
    let mut imports = tags.filter_map(|(at, tag)| {
        let tag = tag.trim_start_matches(['-', '+']).trim_start().strip_prefix("import")?;
        let tag = tag.split_once("%}").map_or(tag, |(tag, _)| tag).trim_end_matches(['-', '+']);
        let letter = |c: char| c.is_alphanumeric() || c == '_';
        (!tag.starts_with(letter)).then_some((at, tag))
    });
    let (at, _) = imports.find(|(_, tag)| {
        let mut words: Vec<_> = tag.split_whitespace().collect();
        if let [.., "with" | "without", "context"] = words.as_slice() {
            words.truncate(words.len() - 2);
        }
        let [.., "as", name] = words.as_slice() else { return true };
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        !name.chars().all(word) || name.starts_with(|c: char| c.is_ascii_digit())
    })?;
    Some(text[..at].matches('\n').count() + 1)
}
