//! The encoding of a table: Unicode, or what spreadsheets of Japan and Europe save.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Gives the text of a table. A mark at its start, or bytes that are UTF-8, say how it is encoded; else
/// it is Shift JIS where every byte is, and what is left is Windows-1252.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let name = encoding.name();
        let whole = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return whole
            .map(std::borrow::Cow::into_owned)
            .ok_or_else(|| format!("it begins as {name} and goes on otherwise: save it as UTF-8"));
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // Letters with marks stand alone in European words; a Japanese one takes two bytes.
    let pairs = bytes.windows(2).any(|pair| !pair[0].is_ascii() && !pair[1].is_ascii());
    let japanese = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    let text = japanese.filter(|_| pairs);
    Ok(text.unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0).into_owned())
}

/// Every second byte of plain letters is nothing in UTF-16 without a mark.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(UTF_16LE),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_other_encodings_are_read() {
        let wide = |text: &str, big: bool| -> Vec<u8> {
            let units = text.encode_utf16();
            units
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let meant = "item,売上";
        for bytes in [
            meant.as_bytes().to_vec(),
            format!("\u{feff}{meant}").into_bytes(),
            SHIFT_JIS.encode(meant).0.into_owned(),
            wide(&format!("\u{feff}{meant}"), false),
            wide(&format!("\u{feff}{meant}"), true),
            wide(meant, false),
        ] {
            assert_eq!(text(&bytes).as_deref(), Ok(meant), "{bytes:?}");
        }
        assert_eq!(text(b"Ums\xe4tze;\x80").as_deref(), Ok("Umsätze;€"));
        assert!(text(b"\xef\xbb\xbfa\xff").is_err());
    }
}
