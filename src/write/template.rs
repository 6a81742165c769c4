//! Text formats by template: a view in, text out.
//!
//! Every format is a folder of minijinja templates; a file of the same name under `templates/`
//! in the deck's folder takes the place of a built-in one. Values are escaped here, by format,
//! so that no template can forget it. A template never sees facts, only what is already shown.

use std::error::Error as _;
use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior, Value};
use serde::Serialize;

mod depth;
mod input;
mod load;
mod parts;
mod value;

pub use input::TemplateInput;
use input::json;
use load::{load, path};
pub(super) use value::{css, plain, typst_literal};

use super::format::TextFormat;
use crate::source::Folder;
use crate::view::{Block, View};

/// Instructions that a slide, or what is around the slides, may take; a full slide needs 20,000.
const FUEL: u64 = 2_000_000;
/// Largest text that a rendering may leave, in bytes.
const MAX_OUTPUT: usize = 64 << 20;
/// How deep includes and macros may nest.
const MAX_DEPTH: usize = 120;

/// A slide as it was written last, with what it was written from.
#[derive(Debug)]
struct KeptSlide {
    from: String,
    text: Value,
}

/// Says what is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// Name of the template, such as `typ/block/table.j2`.
    pub name: String,
    /// Path in the deck's folder, if the template is the author's and not a built-in one.
    pub path: Option<String>,
    /// Line, from 1, if known.
    pub line: Option<usize>,
    /// The bytes of the template that are meant, if known.
    pub range: Option<Range<usize>>,
    /// What is wrong.
    pub message: String,
    /// The template's text; empty if it could not be read.
    pub source: String,
    /// The slide that was being written, counted from 0, if it was one.
    pub page: Option<usize>,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.as_ref().unwrap_or(&self.name))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for TemplateError {}

/// The templates of one format: the built-in ones, each replaceable by a file of the author's.
#[derive(Debug)]
pub struct Templates {
    /// Compiled once, and shared by the languages of a deck.
    env: Arc<Environment<'static>>,
    format: &'static TextFormat,
    folder: Option<Folder>,
    /// The faces of an HTML deck, within it.
    faces: Value,
    /// What the slides below were written with.
    frame: String,
    slides: Vec<KeptSlide>,
}

impl Templates {
    /// Gathers the templates of a format; files are read when they are first used, and once.
    #[must_use]
    pub fn new(format: &'static TextFormat, folder: Option<&Folder>) -> Self {
        let mut env = Environment::new();
        let overrides = folder.cloned();
        env.set_loader(move |name| load(overrides.as_ref(), name));
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(move |name| {
            if (format.verbatim)(name) { AutoEscape::None } else { format.escaping.clone() }
        });
        env.set_formatter(move |out, state, value| print(format, state.auto_escape(), out, value));
        env.set_fuel(Some(FUEL));
        env.set_recursion_limit(MAX_DEPTH);
        env.set_debug(true);
        env.set_syntax(syntax(format));
        // These hide a misspelt field even in strict mode.
        for filter in ["default", "d", "join"] {
            env.remove_filter(filter);
        }
        (format.prepare)(&mut env);
        env.add_global("version", env!("CARGO_PKG_VERSION"));
        let env = Arc::new(env);
        let (folder, faces) = (folder.cloned(), Value::from(()));
        Self { env, format, folder, faces, frame: String::new(), slides: Vec::new() }
    }

    /// Gives the same templates for another deck or language: what was compiled is shared, what was
    /// kept is not.
    #[must_use]
    pub fn beside(&self) -> Self {
        let (env, folder) = (Arc::clone(&self.env), self.folder.clone());
        let faces = Value::from(());
        Self { env, format: self.format, folder, faces, frame: String::new(), slides: Vec::new() }
    }

    /// Adds a value that every template of the format sees.
    #[must_use]
    pub fn with_global(mut self, name: &'static str, value: impl Serialize) -> Self {
        Arc::make_mut(&mut self.env).add_global(name, Value::from(Serde(value)));
        self
    }

    /// Sets the faces that an HTML deck brings along.
    pub fn set_faces(&mut self, faces: impl Serialize) {
        self.faces = Value::from(Serde(faces));
    }

    /// Writes a view.
    ///
    /// # Errors
    /// The first thing wrong with a template; rendering stops there.
    pub fn render(&mut self, view: &View) -> Result<String, Box<TemplateError>> {
        self.render_handed(&TemplateInput::new(view))
    }

    /// Writes a view that was made ready before. A slide that reads as in the last view, within
    /// the same frame, is not written anew.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn render_handed(&mut self, handed: &TemplateInput) -> Result<String, Box<TemplateError>> {
        let view = self.framed(handed);
        let mut slides = Vec::with_capacity(handed.pages.len());
        for (at, page) in handed.pages.iter().enumerate() {
            let context = || minijinja::context! { view => view.clone(), page => page.value() };
            let text = self.kept("slide", at, &page.text, context);
            let text =
                text.map_err(|error| Box::new(TemplateError { page: Some(at), ..*error }))?;
            let (kind, layout, pictures) =
                (page.kind, Value::from(Serde(page.layout)), page.pictures);
            slides.push(minijinja::context! { text, kind, layout, pictures });
        }
        self.slides.truncate(handed.pages.len());
        self.fill("deck", minijinja::context! { view, slides, faces => self.faces.clone() })
    }

    /// Gives what is around the slides; what was kept within another frame is dropped.
    fn framed(&mut self, handed: &TemplateInput) -> Value {
        let (frame, view) = &handed.frame;
        if self.frame != *frame {
            self.slides.clear();
            self.frame.clone_from(frame);
        }
        view.clone()
    }

    /// Writes one slide and keeps it, or gives the one that was made from the same.
    fn kept(
        &mut self,
        name: &str,
        at: usize,
        from: &str,
        context: impl FnOnce() -> Value,
    ) -> Result<Value, Box<TemplateError>> {
        if let Some(slide) = self.slides.get(at).filter(|slide| slide.from == from) {
            return Ok(slide.text.clone());
        }
        let text = Value::from_safe_string(self.fill(name, context())?);
        let slide = KeptSlide { from: from.to_owned(), text: text.clone() };
        match self.slides.get_mut(at) {
            Some(old) => *old = slide,
            None => self.slides.push(slide),
        }
        Ok(text)
    }

    /// Draws each chart of a view as a picture of its own, by its id; one that reads as in the last
    /// view is not drawn anew.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn pictures(
        &mut self,
        view: &View,
        handed: &TemplateInput,
    ) -> Result<Vec<(String, String)>, Box<TemplateError>> {
        let frame = self.framed(handed);
        let slots = view.pages.iter().flat_map(|page| &page.slots);
        let charts = slots.flat_map(|slot| &slot.blocks).filter_map(Block::chart);
        let drawn = charts.filter(|chart| chart.missing.is_none()).enumerate();
        drawn
            .map(|(at, chart)| {
                let block = || Value::from(Serde(chart));
                let context = || minijinja::context! { view => frame.clone(), block => block() };
                let text = self.kept("picture.svg", at, &json(chart), context)?;
                Ok((chart.id.clone(), format!("{text}\n")))
            })
            .collect()
    }

    fn fill(&self, name: &str, context: Value) -> Result<String, Box<TemplateError>> {
        let name = format!("{}/{name}.j2", self.format.folder);
        let mut out = Limited(Vec::new());
        self.env
            .get_template(&name)
            .and_then(|template| template.render_captured_to(context, &mut out).map(drop))
            .map_err(|error| Box::new(self.error(&name, &error)))?;
        Ok(String::from_utf8(out.0).unwrap_or_else(|error| unreachable!("made of texts: {error}")))
    }

    fn is_override(&self, name: &str) -> bool {
        self.folder.as_ref().is_some_and(|folder| folder.has(&path(name)))
    }

    fn error(&self, entry: &str, error: &Error) -> TemplateError {
        // The innermost error of a chain of includes says where it really went wrong.
        let mut inner = error;
        let mut cause = error.source();
        while let Some(next) = cause {
            if let Some(next) = next.downcast_ref::<Error>() {
                inner = next;
            }
            cause = next.source();
        }
        let at = if inner.name().is_some() { inner } else { error };
        let name = at.name().unwrap_or(entry).to_owned();
        let source = at.template_source().map_or_else(String::new, str::to_owned);
        let range = at.range().filter(|range| source.get(range.clone()).is_some());
        let path = self.is_override(&name).then(|| path(&name));
        TemplateError {
            path,
            line: at.line(),
            range,
            message: message(inner),
            source,
            name,
            page: None,
        }
    }
}

fn message(error: &Error) -> String {
    match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => format!("it takes more than {FUEL} steps"),
        (ErrorKind::UndefinedError, None) => "there is no such value".to_owned(),
        (ErrorKind::WriteFailure, _) => format!("it writes more than {} MB", MAX_OUTPUT >> 20),
        (kind, None) => kind.to_string(),
        (_, Some(detail)) => detail.to_owned(),
    }
}

/// Prints a value, escaped for the format.
fn print(
    format: &'static TextFormat,
    escaped: &AutoEscape,
    out: &mut Output<'_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_safe() {
        return Ok(write!(out, "{value}")?);
    }
    let verbatim = matches!(escaped, AutoEscape::None);
    let text = if verbatim { plain(value)? } else { (format.escape)(value)? };
    Ok(out.write_str(&text)?)
}

/// Collects text up to a limit, so that a loop of large values ends before memory does.
struct Limited(Vec<u8>);

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_OUTPUT {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lets templates be laid out as code where their format says so.
fn syntax(format: &TextFormat) -> SyntaxConfig {
    let mut syntax = SyntaxConfig::builder();
    if format.code {
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    }
    syntax.build().unwrap_or_else(|error| unreachable!("the usual marks: {error}"))
}

#[cfg(test)]
pub(super) mod tests;
