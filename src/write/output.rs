//! All files of a deck in one language, made in memory.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::pdf::{Compositor, Fonts, Pages};
use super::template::{Format, Handed, Templates};
use super::trouble::{bad_template, laid_out_wrong};
use super::webface::WebFaces;
use crate::check::{Checked, Sheet};
use crate::code;
use crate::deck::{ATTACHMENT, Deck, shown_facts};
use crate::diag::Finding;
use crate::source::Sources;
use crate::view::{FACES, View};

/// A format that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Markdown, also a Marp deck.
    Md,
    /// One self-contained HTML file.
    Html,
    /// Typst source with its fonts.
    Typ,
    /// PDF/UA-1 and PDF/A-3a.
    Pdf,
}

/// Every format with its name, which is also the ending of its file.
pub const FORMATS: &[(&str, Kind)] =
    &[("md", Kind::Md), ("html", Kind::Html), ("typ", Kind::Typ), ("pdf", Kind::Pdf)];

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the folder of the language.
    pub path: String,
    /// Its bytes; the built-in fonts are never copied.
    pub bytes: Cow<'static, [u8]>,
    /// Whether it is a deck, not a font or other part of one.
    pub main: bool,
}

/// Writes decks; kept between builds, it does not repeat what did not change.
#[derive(Debug)]
pub struct Writer {
    templates: Vec<(Kind, Templates)>,
    /// What draws the charts beside the Markdown, if that is written.
    pictures: Option<Templates>,
    compositor: Compositor,
    /// The faces within the HTML.
    faces: WebFaces,
    fonts: BTreeMap<String, Vec<u8>>,
}

impl Writer {
    /// Sets up the templates and faces of a deck.
    ///
    /// # Errors
    /// A font file of the theme that is none.
    pub fn new(deck: &Deck, formats: &BTreeSet<Kind>) -> Result<Self, Box<Finding>> {
        let fonts = deck.theme.fonts.clone();
        let faces = if fonts.is_empty() {
            Fonts::embedded().clone()
        } else {
            Fonts::with(fonts.values().cloned().collect()).map_err(|at| {
                let name = fonts.keys().nth(at).cloned().unwrap_or_default();
                let message = "this is not a TrueType or OpenType font";
                let finding = Finding::about_file(code::BAD_THEME, message, name);
                Box::new(finding.help("Convert web fonts (WOFF, WOFF2) to TTF"))
            })?
        };
        let templates = formats.iter().filter_map(|kind| {
            let format = match kind {
                Kind::Md => Format::Md,
                Kind::Html => Format::Html,
                // A PDF is the Typst text, compiled.
                Kind::Pdf if formats.contains(&Kind::Typ) => return None,
                Kind::Typ | Kind::Pdf => Format::Typ,
            };
            let kind = if *kind == Kind::Pdf { Kind::Typ } else { *kind };
            let templates = Templates::new(format, Some(&deck.folder));
            Some((kind, templates))
        });
        let templates = templates.collect();
        let pictures = formats.contains(&Kind::Md);
        let pictures = pictures.then(|| Templates::new(Format::Html, Some(&deck.folder)));
        let compositor = Compositor::new(faces);
        Ok(Self { templates, pictures, compositor, faces: WebFaces::default(), fonts })
    }

    /// Gives a writer of the same deck for another language; templates are compiled once for both.
    #[must_use]
    pub fn beside(&self) -> Self {
        let templates = self.templates.iter().map(|(kind, one)| (*kind, one.beside())).collect();
        Self {
            templates,
            pictures: self.pictures.as_ref().map(Templates::beside),
            compositor: self.compositor.beside(),
            faces: WebFaces::default(),
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
        sheet: &Sheet,
        sources: &mut Sources,
    ) -> Result<OutputFile, Vec<Finding>> {
        let deck = checked.deck();
        // A proof stays in the house: it has no attachment.
        let view = View { attachment: None, ..view.clone() };
        let templates = Templates::new(Format::Typ, Some(&deck.folder));
        let text = templates.with_global("sheet", sheet).render(&view);
        let text =
            text.map_err(|error| vec![bad_template(&error, &view, &deck.folder, sources)])?;
        let printed = self.compositor.compile_with_appendix(&text, &deck.theme.files, &view);
        let printed = printed.map_err(|all| laid_out_wrong(&all, &view, checked, sources))?;
        Ok(OutputFile { path: "proof.pdf".to_owned(), bytes: printed.bytes.into(), main: true })
    }

    /// Makes the files of one language.
    ///
    /// # Errors
    /// Every finding of every format, not the first alone.
    pub fn write(
        &mut self,
        checked: &Checked<'_>,
        view: &View,
        formats: &BTreeSet<Kind>,
        sources: &mut Sources,
    ) -> Result<Vec<OutputFile>, Vec<Finding>> {
        let deck = checked.deck();
        // A page's value and the shown facts have nothing to do with each other.
        let facts = || view.attachment.as_ref().map(|_| shown_facts(view, &deck.facts));
        let (handed, facts) = rayon::join(|| Handed::new(view), facts);
        let mut files = Vec::new();
        let mut findings = Vec::new();
        let mut side: BTreeMap<String, Vec<u8>> = deck.theme.files.clone();
        side.extend(facts.map(|facts| (ATTACHMENT.to_owned(), facts.into_bytes())));
        let Self { templates, pictures, compositor, faces, fonts } = self;
        let (texts, typst): (Vec<_>, Vec<_>) =
            templates.iter_mut().partition(|(kind, _)| *kind != Kind::Typ);
        // Markdown and HTML are made beside the PDF, by the workers that lay it out as well.
        let quick = || {
            let render = |(kind, templates): &mut (Kind, Templates)| {
                if *kind == Kind::Html {
                    templates.set_faces(faces.of(&handed.letters(), &view.lang));
                }
                (*kind, templates.render_handed(&handed))
            };
            let texts = texts.into_iter().map(render).collect::<Vec<_>>();
            (texts, pictures.as_mut().map(|templates| templates.pictures(view, &handed)))
        };
        let slow = || {
            for (_, templates) in typst {
                match templates.render_handed(&handed) {
                    Ok(text) => {
                        if formats.contains(&Kind::Pdf) {
                            match compositor.compile(&text, &side, view) {
                                Ok(pdf) => files.push(main(Kind::Pdf, pdf.bytes)),
                                Err(all) => {
                                    findings.extend(laid_out_wrong(&all, view, checked, sources));
                                }
                            }
                        }
                        if formats.contains(&Kind::Typ) {
                            files.push(main(Kind::Typ, text.into_bytes()));
                            files.extend(typst_parts(&side, fonts));
                        }
                    }
                    Err(error) => findings.push(bad_template(&error, view, &deck.folder, sources)),
                }
            }
        };
        // The longest part first; the short ones fill the gaps of the other languages.
        let ((), (rendered, pictures)) = rayon::join(slow, quick);
        for (kind, result) in rendered {
            match result {
                Ok(text) => files.push(main(kind, text.into_bytes())),
                Err(error) => findings.push(bad_template(&error, view, &deck.folder, sources)),
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

fn main(kind: Kind, bytes: Vec<u8>) -> OutputFile {
    let name = FORMATS.iter().find(|(_, known)| *known == kind).map_or("", |(name, _)| *name);
    OutputFile { path: format!("deck.{name}"), bytes: bytes.into(), main: true }
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
