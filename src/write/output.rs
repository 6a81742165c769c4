//! All files of a deck in one language, made in memory.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::format::{FilesBeside, Format, FormatMaker, TYPST, TextFormat};
use super::layout_findings::{bad_template, laid_out_wrong};
use super::pdf::{Compositor, Fonts, Pages};
use super::template::{TemplateInput, Templates};
use super::web_font::{UncutFamily, WebFonts};
use super::xlsx;
use crate::check::{Checked, ProofSheet};
use crate::code;
use crate::databook::databook;
use crate::deck::{ATTACHMENT, Deck, shown_facts};
use crate::diag::Finding;
use crate::source::Sources;
use crate::view::{FACES, View};

/// The slides with a tick at every figure, and the sheet behind them.
pub const PROOF: &str = "proof.pdf";

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the folder of the language; from [`build`] with that folder.
    pub path: String,
    /// Its bytes; the built-in fonts are never copied.
    pub bytes: Cow<'static, [u8]>,
    /// Whether it is a deck, not a font or other part of one.
    pub main: bool,
}

/// Writes decks; kept between builds, it does not repeat what did not change.
#[derive(Debug)]
pub struct Writer {
    templates: Vec<(&'static TextFormat, Templates)>,
    /// What draws charts as pictures beside a file, if that is asked for.
    pictures: Option<Templates>,
    compositor: Compositor,
    /// The faces within the HTML.
    faces: WebFonts,
    fonts: BTreeMap<String, Vec<u8>>,
}

/// Makes the decks of all languages in the formats asked for; nothing is put on disk.
///
/// # Errors
/// What is wrong with a template, a face or the pages of a language.
pub fn build(
    checked: &Checked<'_>,
    formats: &BTreeSet<&'static Format>,
    sources: &mut Sources,
) -> Result<Vec<OutputFile>, Vec<Finding>> {
    let mut writer = Writer::new(checked.deck(), formats).map_err(|finding| vec![*finding])?;
    let mut files = Vec::new();
    for view in checked.views() {
        let mut made = writer.write(checked, view, formats, sources)?;
        for file in &mut made {
            file.path = format!("{}/{}", view.lang, file.path);
        }
        files.append(&mut made);
    }
    Ok(files)
}

impl Writer {
    /// Sets up the templates and faces of a deck.
    ///
    /// # Errors
    /// A font file of the theme that is none.
    pub fn new(deck: &Deck, formats: &BTreeSet<&'static Format>) -> Result<Self, Box<Finding>> {
        let fonts = deck.theme.fonts.clone();
        let faces = if fonts.is_empty() {
            Fonts::embedded().clone()
        } else {
            Fonts::with(fonts.values().cloned().collect()).map_err(|at| {
                let name = fonts.keys().nth(at).expect("the one refused is one of them").clone();
                let message = "this is not a TrueType or OpenType font";
                let finding = Finding::about_file(code::BAD_THEME, message, name);
                Box::new(finding.help("Convert web fonts (WOFF, WOFF2) to TTF"))
            })?
        };
        let made_by = |text| Templates::new(text, Some(&deck.folder));
        // One text may be a format, and another compiled.
        let mut templates: Vec<(&TextFormat, Templates)> = Vec::new();
        for text in formats.iter().filter_map(|format| format.made.text()) {
            if templates.iter().all(|(made, _)| *made != text) {
                templates.push((text, made_by(text)));
            }
        }
        let mut pictures = formats.iter().filter_map(|format| match format.beside {
            FilesBeside::Pictures(text) => Some(made_by(text)),
            FilesBeside::Nothing | FilesBeside::Parts => None,
        });
        let pictures = pictures.next();
        let compositor = Compositor::new(faces);
        Ok(Self { templates, pictures, compositor, faces: WebFonts::default(), fonts })
    }

    /// Gives a writer of the same deck for another language; templates are compiled once for both.
    #[must_use]
    pub fn beside(&self) -> Self {
        let templates = self.templates.iter().map(|(text, one)| (*text, one.beside())).collect();
        Self {
            templates,
            pictures: self.pictures.as_ref().map(Templates::beside),
            compositor: self.compositor.beside(),
            faces: WebFonts::default(),
            fonts: self.fonts.clone(),
        }
    }

    /// Tells whether it was set up with the faces of a deck.
    #[must_use]
    pub fn suits(&self, deck: &Deck) -> bool {
        self.fonts == deck.theme.fonts
    }

    /// Gives the pages of the PDF that was made last, if one was.
    #[must_use]
    pub fn pages(&self) -> Option<&Pages> {
        self.compositor.pages()
    }

    /// Makes the proof of one language: its slides with a tick at every figure, and the sheet.
    ///
    /// # Errors
    /// Every finding, not the first alone.
    pub fn proof(
        &mut self,
        checked: &Checked<'_>,
        view: &View,
        sheet: &ProofSheet,
        sources: &mut Sources,
    ) -> Result<OutputFile, Vec<Finding>> {
        let deck = checked.deck();
        // A proof stays in the house: it has no attachment.
        let view = View { attachment: None, ..view.clone() };
        let templates = Templates::new(&TYPST, Some(&deck.folder));
        let text = templates.with_global("sheet", sheet).render(&view);
        let text =
            text.map_err(|error| vec![bad_template(&error, &view, &deck.folder, sources)])?;
        let printed = self.compositor.compile_with_appendix(&text, &deck.theme.files, &view);
        let printed = printed.map_err(|all| laid_out_wrong(&all, &view, checked, sources))?;
        Ok(OutputFile { path: PROOF.to_owned(), bytes: printed.bytes.into(), main: true })
    }

    /// Makes the files of one language.
    ///
    /// # Errors
    /// Every finding of every format, not the first alone.
    pub fn write(
        &mut self,
        checked: &Checked<'_>,
        view: &View,
        formats: &BTreeSet<&'static Format>,
        sources: &mut Sources,
    ) -> Result<Vec<OutputFile>, Vec<Finding>> {
        let deck = checked.deck();
        // A page's value and the shown facts have nothing to do with each other.
        let facts = || view.attachment.as_ref().map(|_| shown_facts(view, &deck.facts));
        let (handed, facts) = rayon::join(|| TemplateInput::new(view), facts);
        let mut files = Vec::new();
        let mut findings = Vec::new();
        let mut side: BTreeMap<String, Vec<u8>> = deck.theme.files.clone();
        side.extend(facts.map(|facts| (ATTACHMENT.to_owned(), facts.into_bytes())));
        let Self { templates, pictures, compositor, faces, fonts } = self;
        let of = |made: FormatMaker| formats.iter().find(|format| format.made == made);
        let (typst, texts): (Vec<_>, Vec<_>) =
            templates.iter_mut().partition(|(text, _)| of(FormatMaker::Compiled(text)).is_some());
        let mut uncut = None;
        // Other texts are made beside the PDF, by the workers that lay it out as well.
        let quick = || {
            let render = |(text, templates): &mut (&'static TextFormat, Templates)| {
                if text.faces {
                    match faces.of(&handed.letters(), &view.lang, &deck.theme) {
                        Ok(cut) => templates.set_faces(cut),
                        Err(family) => uncut = Some(family),
                    }
                }
                (*text, templates.render_handed(&handed))
            };
            let texts = texts.into_iter().map(render).collect::<Vec<_>>();
            (texts, pictures.as_mut().map(|templates| templates.pictures(view, &handed)))
        };
        let mut compiled = Vec::new();
        let slow = || {
            let render = |(text, templates): &mut (&'static TextFormat, Templates)| {
                let rendered = templates.render_handed(&handed);
                let format = of(FormatMaker::Compiled(text));
                if let (Ok(words), Some(format)) = (&rendered, format) {
                    compiled.push((*format, compositor.compile(words, &side, view)));
                }
                (*text, rendered)
            };
            typst.into_iter().map(render).collect::<Vec<_>>()
        };
        // The longest part first; the short ones fill the gaps of the other languages.
        let (mut rendered, (quick, pictures)) = rayon::join(slow, quick);
        findings.extend(uncut.map(|family| not_cut(&family, deck)));
        for (format, result) in compiled {
            match result {
                Ok(pdf) => files.push(main(format, pdf.bytes)),
                Err(all) => findings.extend(laid_out_wrong(&all, view, checked, sources)),
            }
        }
        rendered.extend(quick);
        for (text, result) in rendered {
            match (result, of(FormatMaker::Text(text))) {
                (Ok(words), Some(format)) => {
                    files.push(main(format, words.into_bytes()));
                    if format.beside == FilesBeside::Parts {
                        files.extend(typst_parts(&side, fonts));
                    }
                }
                (Ok(_), None) => {}
                (Err(error), _) => {
                    findings.push(bad_template(&error, view, &deck.folder, sources));
                }
            }
        }
        if let Some(format) = of(FormatMaker::Workbook) {
            match databook(checked, view, sources) {
                Ok(book) => match xlsx::bytes(&book) {
                    Ok(bytes) => files.push(main(format, bytes)),
                    Err(refused) => findings.push(not_written(&refused, deck)),
                },
                Err(too_long) => findings.extend(too_long),
            }
        }
        match pictures.transpose() {
            Ok(pictures) => files.extend(pictures.into_iter().flatten().map(picture)),
            Err(error) => findings.push(bad_template(&error, view, &deck.folder, sources)),
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }
}

/// Says why the databook cannot be written.
fn not_written(refused: &str, deck: &Deck) -> Finding {
    let message = format!("the databook cannot be written: {refused}");
    let finding = Finding::new(code::LOST_FIGURE, message, deck.head.span);
    finding.help("Give the item that it names another name, or build without `xlsx`")
}

/// Tells that a face of the theme does not go with the HTML.
fn not_cut(UncutFamily(name): &UncutFamily, deck: &Deck) -> Finding {
    let theme = &deck.theme;
    let mut families = theme.own.iter().chain(theme.of_language.values());
    let place = families.find(|family| family.name == *name).map(|family| family.span);
    let message = format!("no letters can be cut out of `{name}` to go with the HTML");
    let finding = Finding::new(code::BAD_THEME, message, place.unwrap_or(deck.head.span));
    finding.help("Save the font again as a plain TrueType or OpenType file, without variations")
}

fn main(format: &Format, bytes: Vec<u8>) -> OutputFile {
    OutputFile { path: format.file(), bytes: bytes.into(), main: true }
}

/// A chart beside the Markdown: a git host and Marp both show it, and its text stays text.
fn picture((id, svg): (String, String)) -> OutputFile {
    OutputFile { path: format!("charts/{id}.svg"), bytes: svg.into_bytes().into(), main: false }
}

/// What the exported Typst text needs beside it to compile on its own.
fn typst_parts(
    side: &BTreeMap<String, Vec<u8>>,
    fonts: &BTreeMap<String, Vec<u8>>,
) -> Vec<OutputFile> {
    let owned = |path: String, bytes: &Vec<u8>| (path, Cow::Owned(bytes.clone()));
    let side = side.iter().map(|(name, bytes)| owned(name.clone(), bytes));
    let own = fonts.iter().map(|(name, bytes)| owned(format!("fonts/{name}"), bytes));
    let faces = FACES.iter().map(|(name, bytes)| (format!("fonts/{name}"), Cow::Borrowed(*bytes)));
    side.chain(own)
        .chain(faces)
        .map(|(path, bytes)| OutputFile { path, bytes, main: false })
        .collect()
}
