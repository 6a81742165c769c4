//! All that the compiler can see: one source text, the faces, and the files handed over.
//!
//! There is no disk, no network, no package and no clock behind it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::Fonts;

/// Built once in a process; the accessibility extras give tables their row headers.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

pub(super) struct DeckWorld<'a> {
    pub(super) source: &'a Source,
    pub(super) fonts: &'a Fonts,
    pub(super) files: &'a BTreeMap<String, Vec<u8>>,
}

/// Names the deck's own source text; the same in every compilation, so that caches hold.
pub(super) fn main_id() -> FileId {
    static MAIN: LazyLock<FileId> = LazyLock::new(|| {
        let path = VirtualPath::new("deck.typ").expect("a plain file name is a valid path");
        RootedPath::new(VirtualRoot::Project, path).intern()
    });
    *MAIN
}

impl World for DeckWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_without_slash();
        if let VirtualRoot::Package(spec) = id.root() {
            return Err(FileError::Package(PackageError::NotFound(spec.clone())));
        }
        match self.files.get(path) {
            Some(bytes) => Ok(Bytes::new(bytes.clone())),
            None => Err(FileError::NotFound(PathBuf::from(path))),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
