//! Which files a folder holds that the program writes.

use std::ffi::OsStr;
use std::path::Path;

use crate::write::FORMATS;

/// What a folder holds, and so what the journal of a killed run may name in it. A journal comes with
/// a folder, as any other file does: it is believed as little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderContents {
    /// A finished set.
    Set,
    /// Sources: a deck of this name, and what stands beside decks.
    Sources(String),
}

/// Endings of what lies beside the decks of a language.
const BESIDE: [&str; 3] = ["svg", "png", "json"];

impl FolderContents {
    /// Tells whether a run may have written a file, or taken it away.
    #[must_use]
    pub fn may_name(&self, path: &str, gone: bool) -> bool {
        let parts: Vec<&str> = path.split('/').collect();
        let plain = |part: &&str| {
            !part.is_empty()
                && !part.starts_with('.')
                && !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'))
        };
        let ends = |name: &str, with: &[&str]| {
            let end = Path::new(name).extension().and_then(OsStr::to_str);
            end.is_some_and(|end| with.iter().any(|known| end.eq_ignore_ascii_case(known)))
        };
        let decks = FORMATS.map(|format| format.ending);
        let known = match (self, parts.as_slice()) {
            (Self::Set, ["manifest.json"] | [_, "fonts", _]) => true,
            (Self::Set, [_, "charts", name]) => ends(name, &["svg"]),
            (Self::Set, [_, name]) => ends(name, &BESIDE) || ends(name, &decks),
            // No command takes a source away.
            (Self::Sources(_), _) if gone => false,
            (Self::Sources(deck), [name]) => name == deck || ends(name, &["yaml", "yml"]),
            (Self::Sources(_), ["i18n", name]) => ends(name, &["po", "pot"]),
            (Self::Set | Self::Sources(_), _) => false,
        };
        known && parts.iter().all(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::FolderContents;

    #[test]
    fn a_folder_holds_what_commands_write_there() {
        let sources = FolderContents::Sources("q.txt".to_owned());
        for path in ["quarter.yaml", "q.txt", "2q26.reviews.yaml", "i18n/ja.po", "i18n/x.de.PO"] {
            assert!(sources.may_name(path, false) && !sources.may_name(path, true), "{path}");
        }
        for path in [
            ".git/hooks/pre-commit",
            ".github/x.yaml",
            "i18n/.x.po",
            ".x.yaml",
            "../x.yaml",
            "/x.yaml",
            "i18n/../x.yaml",
            "templates/x.yaml",
            "a\\..\\x.yaml",
            "c:x.yaml",
            "notes.txt",
            "run.sh",
            "i18n",
            "",
        ] {
            assert!(!sources.may_name(path, false), "{path}");
        }
        for path in [
            "manifest.json",
            "en/deck.pdf",
            "en/charts/a-1.svg",
            "ja/fonts/own.TTF",
            "en/facts.json",
            "en/logo.png",
        ] {
            assert!(
                FolderContents::Set.may_name(path, true)
                    && FolderContents::Set.may_name(path, false),
                "{path}"
            );
        }
        for path in [
            "deck.pdf",
            ".en/deck.pdf",
            "en/.deck.pdf",
            "en/../deck.pdf",
            "../en/deck.pdf",
            "en/run.sh",
            "en/charts/a.exe",
            "en/fonts/x/y.ttf",
            "quarter.yaml",
        ] {
            assert!(!FolderContents::Set.may_name(path, false), "{path}");
        }
    }
}
