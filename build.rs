//! Makes the list of the built-in languages from the files of `assets/locales`, and stops the build where
//! one of them does not parse, lacks a key or has one that the others have not.

#[path = "build/locales.rs"]
mod locales;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use locales::LanguageFile;

/// The language that the others are held against, and the first of the list.
const MODEL: &str = "en";
/// Where the files are.
const FOLDER: &str = "assets/locales";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let made = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let files = read(&root)?;
    for wrong in locales::wrong(&files) {
        println!("cargo::error={wrong}");
    }
    let rows: String = files.iter().map(|file| row(&root, file)).collect();
    fs::write(made.join("locales.rs"), format!("&[\n{rows}]\n"))
}

/// Reads the files, the model first.
fn read(root: &Path) -> io::Result<Vec<LanguageFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(FOLDER))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(tag) = name.strip_suffix(".toml") {
            let path = format!("{FOLDER}/{name}");
            let text = fs::read_to_string(root.join(&path))?;
            files.push(LanguageFile { tag: tag.to_owned(), path, text });
        }
    }
    files.sort_by(|a, b| (a.tag != MODEL, &a.tag).cmp(&(b.tag != MODEL, &b.tag)));
    Ok(files)
}

/// Writes the row of a language: its tag and its text.
fn row(root: &Path, file: &LanguageFile) -> String {
    let path = root.join(&file.path).display().to_string();
    format!("    ({:?}, include_str!({path:?})),\n", file.tag)
}
