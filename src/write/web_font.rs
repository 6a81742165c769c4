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
use ttf_parser::{Face, name_id};

use crate::deck::{ThemeFamily, ThemeFiles};
use crate::locale::Locale;
use crate::view::{FAMILIES, face, family};

/// The Latin faces: file, weight, style. Renamed subsets; see `assets/fonts/README.md`.
const LATIN: [(&[u8], u16, &str); 4] = [
    (include_bytes!("../../assets/fonts/web/DeckSans-Regular.woff2"), 400, "normal"),
    (include_bytes!("../../assets/fonts/web/DeckSans-It.woff2"), 400, "italic"),
    (include_bytes!("../../assets/fonts/web/DeckSans-SemiBold.woff2"), 600, "normal"),
    (include_bytes!("../../assets/fonts/web/DeckSans-Bold.woff2"), 700, "normal"),
];

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

/// A family of the theme that letters cannot be cut out of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UncutFamily(pub String);

/// The letters that were asked for, and the family that they were taken from.
type LettersOfFamily = (BTreeSet<char>, String);

/// Gives the faces of HTML decks, and keeps those of the last one.
#[derive(Debug, Default)]
pub struct WebFonts {
    last: Option<(LettersOfFamily, Vec<WebFont>)>,
}

impl WebFonts {
    /// Gives the faces of a deck with these letters in a language.
    ///
    /// Where the same letters were asked for last, nothing is made anew.
    ///
    /// # Errors
    /// The family of the theme that letters cannot be cut out of: readers would see another in its stead.
    pub fn of(
        &mut self,
        letters: &BTreeSet<char>,
        lang: &str,
        theme: &ThemeFiles,
    ) -> Result<&[WebFont], UncutFamily> {
        let locale = Locale::of(lang);
        let wanted = wanted(letters, locale);
        let family = CutFamily::of(&wanted, locale, theme);
        let key = (wanted, family.as_ref().map(|family| family.name.clone()).unwrap_or_default());
        let kept = self.last.take().filter(|(known, _)| *known == key);
        let made = match kept {
            Some(kept) => kept,
            None => {
                let others = family.map_or_else(|| Ok(Vec::new()), |family| family.cut(&key.0))?;
                (key, latin().into_iter().chain(others).collect())
            }
        };
        let (_, faces) = self.last.insert(made);
        Ok(faces)
    }
}

/// Chooses the characters that are not set in the Latin face.
fn wanted(letters: &BTreeSet<char>, locale: Option<&Locale>) -> BTreeSet<char> {
    let own = FAMILIES
        .iter()
        .find(|own| own.cut.is_empty())
        .and_then(|own| Face::parse(face(own.text)?, 0).ok());
    let Some(own) = own else { return letters.clone() };
    let sign = |c: char| locale.is_some_and(|locale| locale.setting.is_sign(c));
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

/// A family that the other characters of a deck are taken from.
struct CutFamily<'a> {
    name: String,
    /// Each file with the place of the face in it, and the weights it serves.
    files: Vec<(&'a [u8], u32, &'static str)>,
}

impl<'a> CutFamily<'a> {
    /// Chooses the family that has most of some letters: that of the theme for the language, then the built-in
    /// ones, then the theme's own, which the reader may have.
    fn of(
        letters: &BTreeSet<char>,
        locale: Option<&Locale>,
        theme: &'a ThemeFiles,
    ) -> Option<Self> {
        let locale = locale.filter(|_| !letters.is_empty())?;
        let themed = |family: &'a ThemeFamily| Self::of_theme(family, theme);
        let built_in = locale.setting.faces.iter().filter_map(|name| Self::built_in(name));
        let all = theme.of(locale).map(themed).into_iter().chain(built_in);
        let mut all: Vec<_> = all.chain(theme.own.as_ref().map(themed)).collect();
        let lacks: Vec<_> = all.iter().map(|family| family.lacks(letters)).collect();
        let best = (0..all.len()).min_by_key(|at| lacks[*at])?;
        Some(all.swap_remove(best))
    }

    fn built_in(name: &str) -> Option<Self> {
        let known = family(name).filter(|family| !family.cut.is_empty())?;
        let files = known.cut.iter().filter_map(|(file, weights)| Some((face(file)?, 0, *weights)));
        Some(Self { name: name.to_owned(), files: files.collect() })
    }

    fn of_theme(family: &'a ThemeFamily, theme: &'a ThemeFiles) -> Self {
        let mut upright: Vec<(u16, &[u8], u32)> = Vec::new();
        for bytes in theme.files_of(Some(family)) {
            for at in 0..ttf_parser::fonts_in_collection(bytes).unwrap_or(1) {
                let Ok(face) = Face::parse(bytes, at) else { continue };
                let ids = [name_id::FAMILY, name_id::TYPOGRAPHIC_FAMILY];
                let mut names = face.names().into_iter().filter(|name| ids.contains(&name.name_id));
                if !face.is_italic()
                    && names.any(|name| name.to_string().as_ref() == Some(&family.name))
                {
                    upright.push((face.weight().to_number(), bytes, at));
                }
            }
        }
        let nearest = |to: u16, from: u16| {
            let known = upright.iter().filter(|(weight, ..)| *weight >= from);
            known.min_by_key(|(weight, ..)| weight.abs_diff(to))
        };
        let strong = nearest(600, 500);
        let text = nearest(400, 0).filter(|text| Some(*text) != strong);
        // A face alone serves any weight, or the browser makes a bold one of it.
        let weights =
            if text.is_some() && strong.is_some() { ["400", "600 700"] } else { ["1 1000"; 2] };
        let both = [text, strong].into_iter().zip(weights);
        let both =
            both.filter_map(|(file, weights)| file.map(|(_, bytes, at)| (*bytes, *at, weights)));
        Self { name: family.name.clone(), files: both.collect() }
    }

    /// Counts the letters that it lacks.
    fn lacks(&self, letters: &BTreeSet<char>) -> usize {
        let face = self.files.first().and_then(|(bytes, at, _)| Face::parse(bytes, *at).ok());
        let has = |c: &char| face.as_ref().is_some_and(|face| face.glyph_index(*c).is_some());
        letters.iter().filter(|c| !has(c)).count()
    }

    /// Takes letters out of each of its files.
    fn cut(&self, letters: &BTreeSet<char>) -> Result<Vec<WebFont>, UncutFamily> {
        let each = self.files.par_iter().map(|(bytes, at, weights)| {
            let woff = cut(bytes, *at, letters).and_then(|cut| woff(&cut));
            let woff = woff.ok_or_else(|| UncutFamily(self.name.clone()))?;
            Ok(WebFont {
                // Before the Latin face: it has nothing but what is to be taken from it.
                family: "Deck Signs",
                weight: (*weights).to_owned(),
                style: "normal",
                format: "woff",
                data_uri: format!("data:font/woff;base64,{}", STANDARD.encode(woff)),
            })
        });
        each.collect()
    }
}

/// Takes the glyphs of some characters out of a face of a file.
fn cut(bytes: &[u8], at: u32, letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = Face::parse(bytes, at).ok()?;
    // The first is the one for characters that are missing.
    let mut glyphs = vec![0];
    let ids: BTreeSet<u16> = letters.iter().filter_map(|c| Some(face.glyph_index(*c)?.0)).collect();
    glyphs.extend(ids.into_iter().filter(|id| *id != 0));
    let data = ReadScope::new(bytes).read::<FontData<'_>>().ok()?;
    let provider = data.table_provider(usize::try_from(at).ok()?).ok()?;
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
        let family = CutFamily::built_in("Noto Sans JP").expect("built in");
        assert_eq!(family.files.len(), 2);
        for (bytes, at, _) in family.files {
            let small = cut(bytes, at, &letters).expect("cut");
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
        for (name, _) in FAMILIES.iter().flat_map(|family| family.cut) {
            let bytes = face(name).expect("built in");
            let face = Face::parse(bytes, 0).expect("a face");
            let known = ('\0'..=char::MAX).filter(|c| face.glyph_index(*c).is_some());
            let known: Vec<char> = known.collect();
            assert!(known.len() > 5_000, "{name}");
            for some in known.chunks(2_000) {
                let letters = some.iter().copied().collect();
                assert!(cut(bytes, 0, &letters).and_then(|cut| woff(&cut)).is_some(), "{name}");
            }
            assert!(cut(bytes, 0, &BTreeSet::from(['\0'])).is_some_and(|cut| woff(&cut).is_some()));
        }
    }

    #[test]
    fn a_face_that_cannot_be_cut_is_told_by_its_family() {
        let broken: &[u8] = b"no font at all";
        let family = CutFamily { name: "Broken Sans".into(), files: vec![(broken, 0, "400")] };
        let told = family.cut(&BTreeSet::from(['営'])).expect_err("no face");
        assert_eq!(told, UncutFamily("Broken Sans".into()));
    }
}
