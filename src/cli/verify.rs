//! `verify`: finished files read back, and compared with what the deck gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::build::Run;
use super::set::{deck_name, filed};
use super::{Args, Stop, args, print};
use crate::check::Checked;
use crate::code::{self, Code};
use crate::diag::Finding;
use crate::readback::{self, Charts, Lost, compare};
use crate::source::sha256;
use crate::view::{Layout, View};
use crate::write::{FORMATS, Kind, MANIFEST, OutputFile, manifest};

/// Reads the words of each page of a finished file.
type Reader = fn(&[u8]) -> Result<Vec<String>, String>;

/// The formats that can be read back, by the ending of their file, and how they have charts.
const READERS: &[(&str, Reader, Charts)] = &[
    ("pdf", readback::pdf, Charts::Drawn),
    ("html", |bytes| Ok(readback::html(&String::from_utf8_lossy(bytes))), Charts::Unfolds),
    ("md", |bytes| Ok(readback::markdown(&String::from_utf8_lossy(bytes))), Charts::Told),
    ("typ", |bytes| Ok(readback::typst(&String::from_utf8_lossy(bytes))), Charts::Written),
];

/// Code of a finding about a file that is not as the build left it.
const CHANGED: Code = code::CHANGED_FILE;

/// A finished set: its folder, and what its manifest says of it.
struct Set {
    folder: PathBuf,
    manifest: Option<Value>,
    release: bool,
}

impl Set {
    fn read(folder: PathBuf) -> Self {
        let text = fs::read(folder.join(MANIFEST)).ok();
        let manifest: Option<Value> = text.and_then(|text| serde_json::from_slice(&text).ok());
        let release = manifest.as_ref().is_some_and(|set| set["release"] == Value::Bool(true));
        Self { folder, manifest, release }
    }

    /// The languages it holds, as its manifest says.
    fn languages(&self) -> Vec<String> {
        let all = self.manifest.iter().filter_map(|set| set["languages"].as_array()).flatten();
        all.filter_map(|language| Some(language["language"].as_str()?.to_owned())).collect()
    }

    /// Tells whether this version of the program made it, and so would make the same bytes.
    fn is_ours(&self) -> bool {
        let set = self.manifest.as_ref();
        set.is_some_and(|set| set["tool"]["version"] == env!("CARGO_PKG_VERSION"))
    }

    /// The sum of each file of a language, by its path below the folder.
    fn sums(&self, lang: &str) -> BTreeMap<String, String> {
        let all = self.manifest.iter().filter_map(|set| set["languages"].as_array()).flatten();
        let files = all.filter(|language| language["language"] == lang);
        let files = files.filter_map(|language| language["files"].as_array()).flatten();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        files.filter_map(|file| Some((text(&file["path"])?, text(&file["sha256"])?))).collect()
    }

    fn changed(&self, path: &str, message: impl Into<String>) -> Finding {
        let finding =
            Finding::about_file(CHANGED, message, self.folder.join(path).display().to_string());
        finding.help("Build the deck again, and publish what that writes")
    }

    /// Compares the files of a language with the sums of the manifest.
    fn judge_sums(&self, lang: &str) -> Vec<Finding> {
        let sums = self.sums(lang);
        let mut found = Vec::new();
        for (path, sum) in &sums {
            match fs::read(self.folder.join(path)) {
                Ok(bytes) if sha256(&bytes) == *sum => {}
                Ok(_) => found.push(self.changed(path, "these are not the bytes that were built")),
                Err(error) => {
                    let message = format!("a file of the set cannot be read: {error}");
                    found.push(self.changed(path, message));
                }
            }
        }
        let mut there = Vec::new();
        files_below(&self.folder, &self.folder.join(lang), &mut there);
        let strangers = there.into_iter().filter(|path| !sums.contains_key(path));
        found.extend(strangers.map(|path| self.changed(&path, "this file is not of the set")));
        found
    }

    /// Finds what lies beside the languages of the set and its manifest.
    fn judge_strangers(&self) -> Vec<Finding> {
        let languages = self.languages();
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        // What a running build holds begins with a dot.
        let own =
            |name: &String| name == MANIFEST || name.starts_with('.') || languages.contains(name);
        let mut strangers: Vec<_> = names.filter(|name| !own(name)).collect();
        strangers.sort();
        strangers.iter().map(|name| self.changed(name, "this is not of the set")).collect()
    }

    /// Compares every file, and the manifest, with what the deck gives now.
    fn judge_bytes(&self, whole: bool, made: &[OutputFile], found: &[Finding]) -> Vec<Finding> {
        let known: BTreeSet<_> = found.iter().filter_map(|finding| finding.path.clone()).collect();
        let mut out = Vec::new();
        for file in made {
            let path = file.path.as_str();
            if (path == MANIFEST && !whole)
                || known.contains(&self.folder.join(path).display().to_string())
            {
                continue;
            }
            let Ok(bytes) = fs::read(self.folder.join(path)) else { continue };
            if bytes == *file.bytes {
                continue;
            }
            let at = bytes.iter().zip(file.bytes.iter()).position(|(a, b)| a != b);
            let at = at.unwrap_or(bytes.len().min(file.bytes.len()));
            let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            let place = if Path::new(path).extension().is_some_and(|end| end == "pdf") {
                String::new()
            } else {
                format!(" from line {line} on")
            };
            out.push(self.changed(path, format!("the deck as it is now gives other bytes{place}")));
        }
        out
    }
}

/// Gives the files below a folder, as paths below another, in order.
fn files_below(root: &Path, folder: &Path, into: &mut Vec<String>) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.is_symlink() {
            files_below(root, &path, into);
        } else if let Ok(below) = path.strip_prefix(root) {
            let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
            into.push(parts.collect::<Vec<_>>().join("/"));
        }
    }
}

/// Proves that finished files are those of the deck: every figure and heading, no other figure, and
/// no byte that the build did not write.
pub(super) fn verify(options: &args::Verify, args: &Args) -> Result<(), Stop> {
    let mut run = Run::new(args, &options.file);
    run.settle(&options.out);
    let set = Set::read(options.out.join(deck_name(&options.file)));
    let languages = if options.lang.is_empty() { set.languages() } else { options.lang.clone() };
    run.check(&options.file, &languages, set.release, |run, checked| {
        let Some(checked) = checked else {
            run.tell()?;
            return Err(Stop::Findings);
        };
        let read = judge(&set, &checked, options, run);
        run.tell()?;
        if run.report.has_errors() {
            return Err(Stop::Findings);
        }
        let names: Vec<_> = read.iter().map(|path| path.display().to_string()).collect();
        if args.quiet || args.message_format.for_programs() {
            return Ok(());
        }
        let bytes = if set.is_ours() {
            "no byte differs from what the deck gives"
        } else {
            "every sum of the manifest holds; another version built them, so no byte was compared"
        };
        print::out(&format!(
            "Every figure and heading is in, and {bytes}\n  {}\n",
            names.join("\n  ")
        ))
    })
}

/// Judges the files of every language; gives those that were read back.
fn judge(
    set: &Set,
    checked: &Checked<'_>,
    options: &args::Verify,
    run: &mut Run<'_>,
) -> Vec<PathBuf> {
    let mut read = Vec::new();
    let mut found = Vec::new();
    let mut formats = BTreeSet::new();
    let mut proof = false;
    for view in checked.views() {
        let folder = set.folder.join(&view.lang);
        let before = read.len();
        for (ending, reader, charts) in READERS {
            let path = folder.join(format!("deck.{ending}"));
            if path.is_file() {
                found.extend(words(&path, *reader, *charts, view));
                read.push(path);
            }
        }
        if read.len() == before {
            let place = folder.display().to_string();
            let finding = Finding::about_file(code::NO_FILE, "no finished deck is here", place);
            found.push(finding.help("Build the deck first, or name its `--out`"));
        }
        let sums = set.sums(&view.lang);
        let has = |name: &str| sums.contains_key(&format!("{}/{name}", view.lang));
        let kinds = FORMATS.iter().filter(|(name, _)| has(&format!("deck.{name}")));
        formats.extend(kinds.map(|(_, kind)| *kind));
        proof |= has("proof.pdf");
    }
    if set.manifest.is_none() {
        let place = set.folder.join(MANIFEST).display().to_string();
        let finding =
            Finding::about_file(code::NO_FILE, "the set has no manifest that can be read", place);
        found.push(
            finding.help("Build the deck again: without sums nothing proves that files are whole"),
        );
    } else {
        for view in checked.views() {
            found.extend(set.judge_sums(&view.lang));
        }
        if options.lang.is_empty() {
            found.extend(set.judge_strangers());
        }
        if set.is_ours()
            && let Some(made) = made_anew(checked, options, set, (&formats, proof), run)
        {
            let whole = options.lang.is_empty();
            let bytes = set.judge_bytes(whole, &made, &found);
            found.extend(bytes);
        }
    }
    run.report.extend(found);
    read
}

/// Makes every file of the set once more, in memory.
fn made_anew(
    checked: &Checked<'_>,
    options: &args::Verify,
    set: &Set,
    (formats, proof): (&BTreeSet<Kind>, bool),
    run: &mut Run<'_>,
) -> Option<Vec<OutputFile>> {
    let made = run.make(checked, formats, proof)?;
    let each: Vec<_> = made.iter().map(|(lang, files)| (lang.as_str(), files)).collect();
    let manifest = manifest(checked, set.release, &options.file, run.sources(), &each);
    let files = made.into_iter().flat_map(|(lang, files)| filed(&lang, files));
    Some(files.chain([manifest]).collect())
}

/// Compares the words of a finished file with the view.
fn words(path: &Path, reader: Reader, charts: Charts, view: &View) -> Vec<Finding> {
    let name = path.display().to_string();
    let pages = fs::read(path).map_err(|error| error.to_string());
    let pages = match pages.and_then(|bytes| reader(&bytes)) {
        Ok(pages) => pages,
        Err(error) => return vec![Finding::about_file(code::UNREADABLE, error, name)],
    };
    let told: BTreeSet<String> = compare(view, &pages, charts).iter().map(tell).collect();
    told.into_iter()
        .map(|message| {
            Finding::about_file(code::LOST_FIGURE, message, name.clone())
                .help("Build again; if it stays so, a template drops or adds it")
        })
        .collect()
}

/// Finds what templates of the author's own leave out of files that were just made: figures, labels,
/// headings, words of the slides. The frame of a page, a cover or a divider may be another.
pub(super) fn left_out(files: &[OutputFile], view: &View) -> Vec<Finding> {
    let framed = |page: usize| {
        let page = view.pages.get(page.saturating_sub(1));
        page.is_some_and(|page| matches!(page.layout, Layout::Cover | Layout::Divider))
    };
    let mut out = Vec::new();
    for (ending, reader, charts) in READERS {
        let name = format!("deck.{ending}");
        let Some(file) = files.iter().find(|file| file.path == name) else { continue };
        let lost = match reader(&file.bytes) {
            Ok(pages) => compare(view, &pages, *charts),
            Err(error) => {
                out.push(Finding::about_file(code::UNREADABLE, error, name));
                continue;
            }
        };
        let missed = lost.iter().filter(|lost| match lost {
            Lost::Heading { page, .. } => !framed(*page),
            Lost::Run { page, around, .. } => !around && !framed(*page),
            Lost::Pages { .. } | Lost::Figure { .. } | Lost::Label { .. } => true,
            Lost::Stray { .. } => false,
        });
        let told: BTreeSet<String> = missed.map(tell).collect();
        out.extend(told.into_iter().map(|message| {
            Finding::about_file(code::LOST_FIGURE, message, format!("{}/{name}", view.lang))
                .help("A template of the deck leaves it out; compare it with the built-in one")
        }));
    }
    out
}

fn tell(lost: &Lost) -> String {
    match lost {
        Lost::Pages { expected, found } => {
            format!("the deck has {expected} slides, the file has {found} pages")
        }
        Lost::Heading { page, heading } => format!("page {page} lacks its heading `{heading}`"),
        Lost::Figure { page, text, facts } => {
            format!("page {page} lacks `{text}` ({})", facts.join(", "))
        }
        Lost::Label { page, text } => {
            format!("page {page} lacks the label `{text}` of a chart, or has it too seldom")
        }
        Lost::Run { page, text, .. } => {
            format!("page {page} does not say `{text}` as the deck does")
        }
        Lost::Stray { page, number } => {
            format!("page {page} holds `{number}`, which the deck does not say there")
        }
    }
}
