//! The faces that a deck may be set in: those built in, and those of its theme.
//!
//! System fonts are never looked at, so that a deck looks the same on every machine.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::view::FACES;

static EMBEDDED: LazyLock<Fonts> = LazyLock::new(|| Fonts::from_faces(embedded_faces()));

/// A set of faces, ready for layout.
#[derive(Clone, Debug)]
pub struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) faces: Vec<Font>,
}

impl Fonts {
    /// Gives the built-in faces, read once in a process.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Adds the theme's font files to the built-in faces.
    ///
    /// # Errors
    /// The position of the first file that is no TrueType or OpenType font.
    pub fn with(extra: Vec<Vec<u8>>) -> Result<Self, usize> {
        let mut faces = Self::embedded().faces.clone();
        for (at, bytes) in extra.into_iter().enumerate() {
            let before = faces.len();
            faces.extend(Font::iter(Bytes::new(bytes)));
            if faces.len() == before {
                return Err(at);
            }
        }
        Ok(Self::from_faces(faces))
    }

    /// Tells whether a family is among the faces.
    #[must_use]
    pub fn has_family(&self, family: &str) -> bool {
        self.book.contains_family(&family.to_lowercase())
    }

    fn from_faces(faces: Vec<Font>) -> Self {
        Self { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    }
}

fn embedded_faces() -> Vec<Font> {
    FACES.iter().flat_map(|(_, bytes)| Font::iter(Bytes::new(*bytes))).collect()
}
