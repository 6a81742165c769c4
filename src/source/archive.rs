//! Zip archives: their entries, unpacked within limits.
//!
//! Workbooks and filings come packed so; both are read here, and by nothing else.

use std::io::{Cursor, Read as _};

/// Most entries in an archive.
const MAX_ENTRIES: usize = 5_000;
/// Largest entry once unpacked, in bytes.
const MAX_ENTRY: u64 = 48 << 20;
/// Most bytes that all entries read may have once unpacked.
const MAX_ALL: u64 = 128 << 20;

/// An archive whose entries are unpacked one by one, together no more than is allowed.
pub struct Archive<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        if zip.len() > MAX_ENTRIES {
            return Err(format!("it has more than {MAX_ENTRIES} parts"));
        }
        if listed_entries(bytes) != Some(zip.len()) {
            return Err("two of its parts have one name".to_owned());
        }
        Ok(Self { zip, left: MAX_ALL })
    }

    /// Gives the names of all entries that are no folders, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let files = self.zip.file_names().filter(|name| !name.ends_with('/'));
        let mut names: Vec<_> = files.map(str::to_owned).collect();
        names.sort_unstable();
        names
    }

    /// Unpacks an entry, no more of it than is allowed, whatever the archive says of its size. Nothing where it has none
    /// of that name.
    ///
    /// # Errors
    /// What is wrong with the entry.
    pub fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(at) = self.zip.index_for_name(path) else { return Ok(None) };
        let entry = self.zip.by_index(at).map_err(|error| format!("{path}: {error}"))?;
        let limit = MAX_ENTRY.min(self.left);
        let mut bytes = Vec::new();
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| format!("{path}: {error}"))?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(format!("{path} unpacks to more than is allowed"));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// Unpacks an entry that is text.
    ///
    /// # Errors
    /// What is wrong with the entry; one that is not UTF-8 among it.
    pub fn text(&mut self, path: &str) -> Result<Option<String>, String> {
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|_| format!("{path} is not UTF-8"))
    }
}

/// Reads how many entries an archive says it has; the list that a program makes of them holds each name once.
fn listed_entries(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let count = bytes.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn entries_unpack_within_limits() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let packed = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        for (name, size) in [("b/large", 49 << 20), ("a", 3), ("b/", 0)] {
            zip.start_file(name, packed).expect("a part");
            zip.write_all(&vec![b'x'; size]).expect("its text");
        }
        let bytes = zip.finish().expect("an archive").into_inner();
        assert!(bytes.len() < 1 << 20, "it is small until it is unpacked");
        let mut archive = Archive::open(&bytes).expect("an archive");
        assert_eq!(archive.names(), ["a", "b/large"]);
        assert_eq!(archive.text("a").expect("a part").as_deref(), Some("xxx"));
        assert_eq!(archive.text("none").expect("nothing"), None);
        let refused = archive.bytes("b/large").expect_err("too large");
        assert!(refused.contains("more than is allowed"), "{refused}");
        assert!(Archive::open(b"PK\x03\x04").is_err() && Archive::open(b"").is_err());
    }
}
