//! The faces within an HTML deck: small Latin ones, and what the deck needs of the large ones.

use std::collections::BTreeSet;
use std::io::Write as _;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rayon::prelude::*;
use serde::Serialize;
use ttf_parser::Face;

use crate::view::{FACES, is_sign};

/// The Latin faces: file, weight, style. Renamed subsets; see `assets/fonts/README.md`.
const LATIN: [(&[u8], u16, &str); 4] = [
    (include_bytes!("../../assets/fonts/web/DeckSans-Regular.woff2"), 400, "normal"),
    (include_bytes!("../../assets/fonts/web/DeckSans-It.woff2"), 400, "italic"),
    (include_bytes!("../../assets/fonts/web/DeckSans-SemiBold.woff2"), 600, "normal"),
    (include_bytes!("../../assets/fonts/web/DeckSans-Bold.woff2"), 700, "normal"),
];

/// The faces that other characters are taken from: file and weights.
const OTHERS: [(&str, &str); 2] =
    [("NotoSansJP-Regular.ttf", "400"), ("NotoSansJP-Bold.ttf", "600 700")];
/// The face that says which characters are left to the others.
const OWN: &str = "SourceSans3-Regular.ttf";

/// Tables of a face in a browser; its name with copyright and licence stays.
const TABLES: &str = "cmap,head,hhea,hmtx,maxp,name,os/2,post";

/// A face of HTML decks, within the file.
#[derive(Clone, Debug, Serialize)]
pub struct WebFont {
    family: &'static str,
    weight: String,
    style: &'static str,
    format: &'static str,
    data_uri: String,
}

/// Gives the faces of HTML decks, and keeps those of the last one.
#[derive(Debug, Default)]
pub struct WebFonts {
    last: Option<(BTreeSet<char>, Vec<WebFont>)>,
}

impl WebFonts {
    /// Gives the faces of a deck with these letters.
    ///
    /// Where the same letters were asked for last, nothing is made anew.
    pub fn of(&mut self, letters: &BTreeSet<char>, lang: &str) -> &[WebFont] {
        let wanted = wanted(letters, lang);
        let kept = self.last.take().filter(|(known, _)| *known == wanted);
        let (_, faces) = self.last.insert(kept.unwrap_or_else(|| {
            let faces = latin().into_iter().chain(others(&wanted)).collect();
            (wanted, faces)
        }));
        faces
    }
}

/// Chooses the characters that are not set in the Latin face.
fn wanted(letters: &BTreeSet<char>, lang: &str) -> BTreeSet<char> {
    let own = FACES.iter().find(|(name, _)| *name == OWN);
    let Some(own) = own.and_then(|(_, bytes)| Face::parse(bytes, 0).ok()) else {
        return letters.clone();
    };
    let japanese = lang == "ja" || lang.starts_with("ja-");
    let sign = |c: char| japanese && is_sign(c);
    letters.iter().copied().filter(|c| sign(*c) || own.glyph_index(*c).is_none()).collect()
}

fn latin() -> Vec<WebFont> {
    let each = LATIN.iter().map(|(bytes, weight, style)| WebFont {
        family: "Deck Sans",
        weight: weight.to_string(),
        style,
        format: "woff2",
        data_uri: format!("data:font/woff2;base64,{}", STANDARD.encode(bytes)),
    });
    each.collect()
}

fn others(letters: &BTreeSet<char>) -> Vec<WebFont> {
    if letters.is_empty() {
        return Vec::new();
    }
    let each = OTHERS.par_iter().map(|(name, weight)| {
        let (_, bytes) =
            FACES.iter().find(|(known, _)| known == name).expect("a face of the program");
        let cut = cut(bytes, letters).and_then(|cut| woff(&cut));
        let woff = cut.expect("any letters can be cut out of a face of the program");
        WebFont {
            // Before the Latin face: it has nothing but what is to be taken from it.
            family: "Deck Signs",
            weight: (*weight).to_owned(),
            style: "normal",
            format: "woff",
            data_uri: format!("data:font/woff;base64,{}", STANDARD.encode(woff)),
        }
    });
    each.collect()
}

/// Takes the glyphs of some characters out of a face.
fn cut(bytes: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = Face::parse(bytes, 0).ok()?;
    // The first is the one for characters that are missing.
    let mut glyphs = vec![0];
    let ids: BTreeSet<u16> = letters.iter().filter_map(|c| Some(face.glyph_index(*c)?.0)).collect();
    glyphs.extend(ids.into_iter().filter(|id| *id != 0));
    let data = ReadScope::new(bytes).read::<FontData<'_>>().ok()?;
    let provider = data.table_provider(0).ok()?;
    let profile = SubsetProfile::parse_custom(TABLES.to_owned()).ok()?;
    subset(&provider, &glyphs, &profile, CmapTarget::Unicode).ok()
}

/// Packs a font file for the web: each of its tables compressed (WOFF 1.0, W3C 2012).
fn woff(sfnt: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 44;
    const ENTRY: usize = 20;
    let word = |at: usize| Some(u32::from_be_bytes(sfnt.get(at..at + 4)?.try_into().ok()?));
    let count = u16::from_be_bytes(sfnt.get(4..6)?.try_into().ok()?);
    let (mut entries, mut data) = (Vec::new(), Vec::new());
    for record in (0..usize::from(count)).map(|at| 12 + 16 * at) {
        let (from, len) = (word(record + 8)? as usize, word(record + 12)? as usize);
        let table = sfnt.get(from..from.checked_add(len)?)?;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(2));
        packed.write_all(table).ok()?;
        let packed = packed.finish().ok()?;
        // What does not get smaller stays as it is.
        let stored = if packed.len() < len { &packed[..] } else { table };
        let offset = HEADER + ENTRY * usize::from(count) + data.len();
        entries.extend_from_slice(sfnt.get(record..record + 4)?);
        for value in [offset, stored.len(), len] {
            entries.extend_from_slice(&u32::try_from(value).ok()?.to_be_bytes());
        }
        entries.extend_from_slice(sfnt.get(record + 4..record + 8)?);
        data.extend_from_slice(stored);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut out = b"wOFF".to_vec();
    out.extend_from_slice(sfnt.get(..4)?);
    out.extend_from_slice(&u32::try_from(HEADER + entries.len() + data.len()).ok()?.to_be_bytes());
    out.extend_from_slice(&count.to_be_bytes());
    out.extend_from_slice(&[0; 2]);
    out.extend_from_slice(&u32::try_from(sfnt.len()).ok()?.to_be_bytes());
    // Version 1.0 of the file; no metadata and no private block.
    out.extend_from_slice(&[0, 1, 0, 0]);
    out.resize(HEADER, 0);
    out.append(&mut entries);
    out.append(&mut data);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_holds_what_was_asked_for_and_no_more() {
        let letters: BTreeSet<char> = "営業利益△、。（）".chars().collect();
        for (name, _) in OTHERS {
            let (_, bytes) = FACES.iter().find(|(known, _)| *known == name).expect("built in");
            let small = cut(bytes, &letters).expect("cut");
            let (whole, small) = (Face::parse(bytes, 0), Face::parse(&small, 0));
            let (whole, small) = (whole.expect("a face"), small.expect("a face"));
            assert_eq!(usize::from(small.number_of_glyphs()), letters.len() + 1);
            let advance = |face: &Face<'_>, c: char| {
                face.glyph_hor_advance(face.glyph_index(c).expect("a glyph"))
            };
            for c in &letters {
                assert_eq!(advance(&small, *c), advance(&whole, *c), "{c}");
            }
            assert!(small.glyph_index('A').is_none());
            let names: Vec<_> = small.names().into_iter().map(|name| name.name_id).collect();
            assert!(names.contains(&ttf_parser::name_id::COPYRIGHT_NOTICE), "{names:?}");
            assert!(names.contains(&ttf_parser::name_id::LICENSE), "{names:?}");
        }
    }

    #[test]
    fn any_letters_can_be_cut_out_of_a_face_of_the_program() {
        for (name, _) in OTHERS {
            let (_, bytes) = FACES.iter().find(|(known, _)| *known == name).expect("built in");
            let face = Face::parse(bytes, 0).expect("a face");
            let known = ('\0'..=char::MAX).filter(|c| face.glyph_index(*c).is_some());
            let known: Vec<char> = known.collect();
            assert!(known.len() > 5_000, "{name}");
            for some in known.chunks(2_000) {
                let letters = some.iter().copied().collect();
                assert!(cut(bytes, &letters).and_then(|cut| woff(&cut)).is_some(), "{name}");
            }
            assert!(cut(bytes, &BTreeSet::from(['\0'])).is_some_and(|cut| woff(&cut).is_some()));
        }
    }
}
