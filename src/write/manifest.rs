//! The manifest of a set: what belongs together, and the sum of every byte of it.

use std::borrow::Cow;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::OutputFile;
use crate::check::Checked;
use crate::deck::Deck;
use crate::i18n::catalogue_path;
use crate::source::sha256;
use crate::view::View;

/// Name of the manifest in the deck's folder.
pub const MANIFEST: &str = "manifest.json";

/// Makes the manifest of a set of decks: `source` is the deck by name and text, `files` are those
/// of all languages, below the folder `name`.
///
/// It names no time and no place: the same set has the same manifest.
#[must_use]
pub fn manifest(
    checked: &Checked<'_>,
    release: bool,
    source: (&str, &str),
    name: &str,
    files: &[OutputFile],
) -> OutputFile {
    let deck = checked.deck();
    let views = checked.views();
    let mut sources = vec![json!({ "path": source.0, "sha256": sha256(source.1.as_bytes()) })];
    let others = deck.head.theme.iter().map(|theme| theme.value.clone());
    let catalogues = views
        .iter()
        .filter(|view| view.lang != deck.head.language.value)
        .map(|view| catalogue_path(&deck.folder, &view.lang));
    for path in others.chain(catalogues) {
        if let Ok(text) = deck.folder.text(&path) {
            sources.push(json!({ "path": path, "sha256": sha256(text.as_bytes()) }));
        }
    }
    let sums = sums(files);
    let files: Vec<_> = files.iter().zip(&sums).collect();
    let languages =
        views.iter().enumerate().map(|(at, view)| language(deck, at, view, (name, &files)));
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
    let mut bytes = serde_json::to_vec_pretty(&text).unwrap_or_default();
    bytes.push(b'\n');
    OutputFile { path: format!("{name}/{MANIFEST}"), bytes: bytes.into(), main: true }
}

/// Gives the sum of every file. The built-in fonts have most of the bytes, and lie in the folder of
/// each language: they are summed once.
fn sums(files: &[OutputFile]) -> Vec<String> {
    let first_of = |file: &OutputFile| match &file.bytes {
        Cow::Borrowed(bytes) => files.iter().position(
            |other| matches!(&other.bytes, Cow::Borrowed(known) if std::ptr::eq(*known, *bytes)),
        ),
        Cow::Owned(_) => None,
    };
    let firsts: Vec<Option<usize>> = files.iter().map(first_of).collect();
    let sum = |(at, file): (usize, &OutputFile)| {
        let first = firsts[at].is_none_or(|first| first == at);
        if first { sha256(&file.bytes) } else { String::new() }
    };
    let own: Vec<_> = files.par_iter().enumerate().map(sum).collect();
    (0..own.len()).map(|at| own[firsts[at].unwrap_or(at)].clone()).collect()
}

type Summed<'a> = (&'a OutputFile, &'a String);

fn language(deck: &Deck, at: usize, view: &View, (name, files): (&str, &[Summed<'_>])) -> Value {
    let spec = deck.head.translations.0.iter().find(|(tag, _)| tag.value == view.lang);
    let published = spec.and_then(|(_, spec)| spec.published.as_ref());
    let published = published.map_or(deck.head.date.value, |day| day.value);
    let folder = format!("{name}/{}/", view.lang);
    let files = files.iter().filter(|(file, _)| file.path.starts_with(&folder));
    let files = files.map(|(file, sum)| {
        let path = &file.path[name.len() + 1..];
        json!({ "path": path, "bytes": file.bytes.len(), "sha256": sum })
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

/// Tells each slide with its heading in every language, and how many figures each shows.
fn slides(views: &[View]) -> Vec<Value> {
    let Some(first) = views.first() else { return Vec::new() };
    let each = first.pages.iter().enumerate().map(|(at, page)| {
        let headings = views.iter().filter_map(|view| {
            Some((view.lang.clone(), Value::String(view.pages.get(at)?.heading.clone())))
        });
        let figures = page.figures().len();
        let same = views
            .iter()
            .all(|view| view.pages.get(at).is_some_and(|other| other.figures().len() == figures));
        json!({
            "number": page.number,
            "id": page.id,
            "headings": headings.collect::<serde_json::Map<_, _>>(),
            "figures": figures,
            "parity": same,
        })
    });
    each.collect()
}
