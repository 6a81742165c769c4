//! The manifest of a set: what belongs together, and the sum of every byte of it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::{FolderContents, OutputFile};
use crate::check::Checked;
use crate::deck::Deck;
use crate::i18n::catalogue_path;
use crate::shape::ScalarOr;
use crate::source::{Folder, Sources, sha256};
use crate::view::{Page, View};

/// Name of the manifest in the deck's folder.
pub const MANIFEST: &str = "manifest.json";

/// Makes the manifest of a set: `source` is the path of the deck, `files` are those of each language.
///
/// It names no time and no place: the same set has the same manifest.
#[must_use]
pub fn manifest(
    checked: &Checked<'_>,
    release: bool,
    source: &Path,
    texts: &Sources,
    files: &[(&str, &Vec<OutputFile>)],
) -> OutputFile {
    let deck = checked.deck();
    let views = checked.views();
    let text = &texts.file(deck.head.span.file).text;
    let source = source.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut sources = vec![json!({ "path": source, "sha256": sha256(text.as_bytes()) })];
    let style = deck.head.style.iter().filter_map(|style| match style {
        ScalarOr::Scalar(path) => Some(path.value.clone()),
        ScalarOr::Record(_) => None,
    });
    let others = deck.head.theme.iter().map(|theme| theme.value.clone()).chain(style);
    let catalogues = views
        .iter()
        .filter(|view| view.lang != deck.head.language.value)
        .map(|view| catalogue_path(&deck.folder, &view.lang));
    for path in others.chain(catalogues) {
        if let Ok(text) = deck.folder.text(&path) {
            sources.push(json!({ "path": path, "sha256": sha256(text.as_bytes()) }));
        }
    }
    let all = files.iter().flat_map(|(lang, files)| files.iter().map(move |file| (*lang, file)));
    let all: Vec<_> = all.collect();
    let sums = sums(&all.iter().map(|(_, file)| *file).collect::<Vec<_>>());
    let files: Vec<Summed<'_>> =
        all.iter().zip(&sums).map(|((lang, file), sum)| (*lang, *file, sum.as_str())).collect();
    let languages = views.iter().enumerate().map(|(at, view)| language(deck, at, view, &files));
    let declared = deck.head.translations.0.iter().map(|(tag, _)| tag.value.as_str());
    let left = declared.filter(|tag| views.iter().all(|view| view.lang != **tag));
    let text = json!({
        "deck": deck.head.title.value,
        "company": deck.company.name.value,
        "period": deck.head.period.value.to_string(),
        "date": deck.head.date.value.to_string(),
        "release": release,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "sources": sources,
        "languages": languages.collect::<Vec<_>>(),
        "left_out": left.collect::<Vec<_>>(),
        "slides": slides(views),
    });
    let mut bytes = serde_json::to_vec_pretty(&text)
        .unwrap_or_else(|error| unreachable!("JSON of texts and numbers: {error}"));
    bytes.push(b'\n');
    OutputFile { path: MANIFEST.to_owned(), bytes: bytes.into(), main: true }
}

/// Gives the sum of every file. The built-in fonts have most of the bytes, and lie in the folder of
/// each language: they are summed once.
fn sums(files: &[&OutputFile]) -> Vec<String> {
    let first_of = |file: &&OutputFile| match &file.bytes {
        Cow::Borrowed(bytes) => files.iter().position(
            |other| matches!(&other.bytes, Cow::Borrowed(known) if std::ptr::eq(*known, *bytes)),
        ),
        Cow::Owned(_) => None,
    };
    let firsts: Vec<Option<usize>> = files.iter().map(first_of).collect();
    let sum = |(at, file): (usize, &&OutputFile)| {
        let first = firsts[at].is_none_or(|first| first == at);
        if first { sha256(&file.bytes) } else { String::new() }
    };
    let own: Vec<_> = files.par_iter().enumerate().map(sum).collect();
    (0..own.len()).map(|at| own[firsts[at].unwrap_or(at)].clone()).collect()
}

/// A file with its language and sum.
type Summed<'a> = (&'a str, &'a OutputFile, &'a str);

fn language(deck: &Deck, at: usize, view: &View, files: &[Summed<'_>]) -> Value {
    let spec = deck.head.translations.0.iter().find(|(tag, _)| tag.value == view.lang);
    let published = spec.and_then(|(_, spec)| spec.published.as_ref());
    let published = published.map_or(deck.head.date.value, |day| day.value);
    let files = files.iter().filter(|(lang, ..)| *lang == view.lang);
    let files = files.map(|(lang, file, sum)| {
        json!({ "path": format!("{lang}/{}", file.path), "bytes": file.bytes.len(), "sha256": sum })
    });
    json!({
        "language": view.lang,
        "order": at + 1,
        "published": published.to_string(),
        "delayed": published > deck.head.date.value,
        "title": view.title,
        "slides": view.pages.len(),
        "files": files.collect::<Vec<_>>(),
    })
}

/// Tells each page with its heading in every language, and how many figures it shows. A slide that goes on may
/// fill more pages in another language; it is the same where all of it shows as many figures.
fn slides(views: &[View]) -> Vec<Value> {
    let Some(first) = views.first() else { return Vec::new() };
    let each = first.slides().flat_map(|own| {
        let others: Vec<_> = views
            .iter()
            .map(|view| (view, view.slides().find(|one| one[0].slide == own[0].slide)))
            .collect();
        let figures = |pages: &[Page]| Page::joined(pages).map(|page| page.figures().len());
        let whole = figures(own);
        let same = others.iter().all(|(_, one)| one.is_some_and(|one| figures(one) == whole));
        let tell = |(at, page): (usize, &Page)| {
            let headings = others.iter().filter_map(|(view, one)| {
                let heading = one.and_then(|one| one.get(at))?.heading.clone();
                Some((view.lang.clone(), Value::String(heading)))
            });
            json!({
                "number": page.number,
                "id": page.id,
                "headings": headings.collect::<serde_json::Map<_, _>>(),
                "figures": page.figures().len(),
                "parity": same,
            })
        };
        own.iter().enumerate().map(tell).collect::<Vec<_>>()
    });
    each.collect()
}

/// Files that an earlier set had, and this one has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftover {
    /// Those that are as the program wrote them.
    pub gone: Vec<String>,
    /// Those that somebody changed since.
    pub edited: Vec<String>,
}

/// Finds what an earlier set left in a folder, by its manifest: formats and languages that were not
/// asked for now, charts of slides that are gone.
#[must_use]
pub fn leftover(folder: &Path, files: &[OutputFile]) -> Leftover {
    let mut left = Leftover::default();
    let set = Folder::finished(folder);
    let Ok(text) = set.finished_bytes(MANIFEST) else { return left };
    let Ok(manifest) = serde_json::from_slice::<Value>(&text) else { return left };
    let now: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let languages = manifest["languages"].as_array().into_iter().flatten();
    let listed = languages.flat_map(|one| one["files"].as_array().into_iter().flatten());
    for one in listed {
        let (Some(path), Some(sum)) = (one["path"].as_str(), one["sha256"].as_str()) else {
            continue;
        };
        // Who edits a manifest must not have other files taken away.
        if now.contains(path) || !FolderContents::Set.may_name(path, true) {
            continue;
        }
        let Ok(bytes) = set.finished_bytes(path) else { continue };
        let list = if sha256(&bytes) == sum { &mut left.gone } else { &mut left.edited };
        list.push(path.to_owned());
    }
    left
}
