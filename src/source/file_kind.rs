//! What a file seems to be that is no text in UTF-8.
//!
//! What enters: its bytes. What leaves: a guess for the message, and a way out. It must not convert anything.

use std::fmt;

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};

/// What a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Two or four bytes a letter.
    Utf16,
    /// The Japanese encoding of Windows.
    ShiftJis,
    /// The Japanese encoding of Unix.
    EucJp,
    /// A western encoding of one byte a letter.
    Western,
    /// A workbook, a document or another packed file.
    Packed,
    /// A PDF.
    Pdf,
}

impl FileKind {
    /// Guesses it from the bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        if starts(&[0xff, 0xfe]) || starts(&[0xfe, 0xff]) || starts(&[0, 0, 0xfe, 0xff]) {
            return Self::Utf16;
        }
        if starts(b"%PDF") {
            return Self::Pdf;
        }
        if starts(b"PK\x03\x04") || starts(&[0xd0, 0xcf, 0x11, 0xe0]) || starts(&[0x1f, 0x8b]) {
            return Self::Packed;
        }
        match (share(EUC_JP, bytes), share(SHIFT_JIS, bytes)) {
            (euc, shift) if euc > 60 && euc >= shift => Self::EucJp,
            (_, shift) if shift > 60 => Self::ShiftJis,
            _ => Self::Western,
        }
    }

    /// Gives a way out.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Utf16 | Self::ShiftJis | Self::EucJp | Self::Western => {
                "Save the file as UTF-8: editors ask for the encoding in their dialog to save"
            }
            Self::Packed | Self::Pdf => {
                "Name the text file that is meant, such as the YAML of a deck"
            }
        }
    }
}

/// Says how many of a hundred letters beyond ASCII are Japanese when they are read in an encoding; none where it
/// cannot be read so.
fn share(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(head) else {
        return 0;
    };
    let beyond: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    let japanese = |c: &&char| matches!(**c, '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}');
    beyond.iter().filter(japanese).count() * 100 / beyond.len().max(1)
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf16 => "the file is in UTF-16",
            Self::ShiftJis => "the file is in Shift_JIS (CP932)",
            Self::EucJp => "the file is in EUC-JP",
            Self::Western => "the file is in another encoding, perhaps Windows-1252",
            Self::Packed => "this is a workbook, a document or another packed file",
            Self::Pdf => "this is a PDF",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is() {
        let deck = "label: 営業収益の推移、前年同期比、通期の見通し\n";
        assert_eq!(FileKind::of(&SHIFT_JIS.encode(deck).0), FileKind::ShiftJis);
        assert_eq!(FileKind::of(&EUC_JP.encode(deck).0), FileKind::EucJp);
        let german = "tagline: Größe, Umsatzrückgänge und “Übernahmen”\n";
        assert_eq!(FileKind::of(&encoding_rs::WINDOWS_1252.encode(german).0), FileKind::Western);
        assert_eq!(FileKind::of(&[0xff, 0xfe, 0x61, 0x00]), FileKind::Utf16);
        assert_eq!(FileKind::of(b"PK\x03\x04\xff"), FileKind::Packed);
    }
}
