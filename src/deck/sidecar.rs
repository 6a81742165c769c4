//! Sidecar files: files beside a deck that only the program writes, and that the deck names.

use std::path::Path;

use serde_json::json;

use super::{Deck, unreadable};
use crate::code::{self, Code};
use crate::diag::{Finding, Report, Severity};
use crate::facts::DeckHead;
use crate::shape::Written;
use crate::source::{Edits, Folder, Node, ReadError, Sources, Text, yaml};

/// A kind of file beside a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sidecar {
    /// What was carried over, and what was signed.
    Reviews,
    /// Which figures came from which cells.
    Imports,
}

impl Sidecar {
    /// The field of the deck's head that names it.
    fn field(self) -> &'static str {
        let head = Written::<DeckHead>::default();
        match self {
            Self::Reviews => head.reviews().name,
            Self::Imports => head.imports().name,
        }
    }

    /// Gives the name as the deck's head has it.
    fn named(self, head: &DeckHead) -> Option<&Text> {
        match self {
            Self::Reviews => head.reviews.as_deref(),
            Self::Imports => head.imports.as_deref(),
        }
    }

    /// Names the file that a deck gets when it is first written: `quarter.reviews.yaml` for
    /// `quarter.yaml`.
    #[must_use]
    pub fn name(self, deck: &Path) -> String {
        let path = deck.with_extension(format!("{}.yaml", self.field()));
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Gives the name of a deck's file: that which the deck has for it, or else the first one.
    #[must_use]
    pub fn name_of(self, deck: &Deck, path: &Path) -> String {
        self.named(&deck.head).map_or_else(|| self.name(path), |named| named.value.clone())
    }

    /// Has a deck name its file, instead of the one it named before.
    pub fn link(self, deck: &Deck, text: &str, name: &str, edits: &mut Edits) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let plain = name.chars().all(plain) && name.starts_with(char::is_alphanumeric);
        let name = if plain { name.to_owned() } else { json!(name).to_string() };
        if let Some(old) = self.named(&deck.head) {
            return edits.replace(old.span.range(), name);
        }
        Self::add(deck, text, self.field(), &name, edits);
    }

    /// Adds a field to the deck's head.
    pub(super) fn add(deck: &Deck, text: &str, field: &str, value: &str, edits: &mut Edits) {
        let head = deck.tree().deck();
        if let Some(node) = head.node {
            edits.entry(text, node, Some(head.language().name), field, value);
        }
    }

    /// Has a deck name no such file.
    pub fn unlink(self, deck: &Deck, text: &str, edits: &mut Edits) {
        if let Some(head) = deck.tree().deck().node {
            edits.drop_entry(text, head, self.field());
        }
    }

    /// Reads the file that a deck names. The deck names it itself, so that it cannot be lost where
    /// the deck is renamed or moved.
    pub(super) fn read(
        self,
        head: &DeckHead,
        (deck, folder): (&Path, &Folder),
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Node> {
        const CODE: Code = code::LOST_RECORD;
        let field = self.field();
        let Some(named) = self.named(head) else {
            let name = self.name(deck);
            if folder.has(&name) {
                let message = format!("`{name}` lies beside the deck, which does not name it");
                let finding = Finding::weighed(CODE, Severity::Warning, message, head.period.span);
                let help = format!("Write `{field}: {name}` under `deck`, or remove the file");
                report.push(finding.help(help));
            }
            return None;
        };
        let name = folder.root().join(&named.value).display().to_string();
        let text = match folder.text(&named.value) {
            Ok(text) => text,
            Err(ReadError::Missing) => {
                let message = format!("the {field} `{}` are not there", named.value);
                let finding = Finding::new(CODE, message, named.span);
                report.push(finding.help("Put the file beside the deck again"));
                return None;
            }
            Err(error) => {
                report.push(unreadable(&error, &name, sources));
                return None;
            }
        };
        let id = sources.add(name, text);
        let (node, problems) = yaml::parse(sources.file(id), id);
        report.extend(problems.into_iter().map(Finding::from));
        node
    }
}
