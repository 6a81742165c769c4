//! The files of a filing: which there are, which belong together, and what each is.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::context::XBRLI;
use super::document::FiledDocument;
use super::element::{Malformed, TagStep, root, walk_tags};
use super::fault::{Faults, malformed};
use super::{FiledFact, Filing, MAX_FACTS, companyfacts, inline, instance, oim, set};
use crate::code;
use crate::diag::{Finding, Report};
use crate::source::{Archive, FileId, Folder, Sources};

/// Endings of files that may hold facts.
const ENDINGS: [&str; 6] = ["htm", "html", "xhtml", "xml", "xbrl", "json"];
/// The namespace of the lists that Japanese filings have of their files.
const MANIFEST: &str = "http://disclosure.edinet-fsa.go.jp/2013/manifest";

/// A file as it came, by its name within the filing.
struct RawFile {
    name: String,
    bytes: Vec<u8>,
}

impl Filing {
    /// Reads a filing: a folder, an archive (.zip), a page of Inline XBRL, an instance, xBRL-JSON or companyfacts.
    ///
    /// `path` is a path inside the folder, `shown` what messages call it. What is wrong is told, and what can be read is
    /// given all the same; nothing where nothing can.
    pub fn read(
        folder: &Folder,
        path: &str,
        shown: &str,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<Self> {
        let refuse = |message: String, help: &str| {
            Finding::about_file(code::UNREADABLE, message, shown).help(help.to_owned())
        };
        let files = match gathered(folder, path) {
            Ok(files) => files,
            Err(reason) => {
                report.push(refuse(reason, "Check the path, and that the file is whole"));
                return None;
            }
        };
        let mut filing = Self::default();
        let alone = files.len() == 1 && files.iter().all(|file| file.name.is_empty());
        let mut texts = Vec::new();
        for file in files {
            let name = if alone { shown.to_owned() } else { format!("{shown}/{}", file.name) };
            match decoded(&file.bytes) {
                Err(_) if !alone && !may_hold_facts(&file) => {}
                Ok(text) => texts.push((file.name, sources.add(name, text))),
                Err(reason) => {
                    let finding = Finding::about_file(code::NOT_UTF8, reason, name);
                    report.push(finding.help("Take the file as it was filed"));
                }
            }
        }
        filing.take(&texts, sources, report);
        if filing.facts.is_empty() && !report.has_errors() {
            let help = "Name the folder, archive or file that was filed: Inline XBRL, XBRL, xBRL-JSON or companyfacts";
            report.push(refuse("it holds no fact".to_owned(), help));
            return None;
        }
        if filing.facts.len() > MAX_FACTS {
            let message = format!("it has more than {MAX_FACTS} facts");
            report.push(
                Finding::about_file(code::TOO_LARGE, message, shown).help("Name one filing alone"),
            );
            return None;
        }
        filing.settle_duplicates(report);
        Some(filing)
    }

    fn take(&mut self, texts: &[(String, FileId)], sources: &Sources, report: &mut Report) {
        let text_of = |id: FileId| sources.file(id).text.as_str();
        let inline: BTreeSet<&str> = texts
            .iter()
            .filter(|(_, id)| inline::may_be(text_of(*id)))
            .map(|(name, _)| name.as_str())
            .collect();
        let sets = SetNames::of(texts, &inline, sources, report);
        let mut pages: BTreeMap<String, Vec<(FileId, FiledDocument)>> = BTreeMap::new();
        for (name, id) in texts {
            let text = text_of(*id);
            let start = text.trim_start().chars().next();
            let mut faults = Faults::default();
            let read = if matches!(start, Some('{' | '[')) {
                json(text, *id, &mut faults).map(|facts| self.facts.extend(facts))
            } else if inline.contains(name.as_str()) {
                let page = inline::read(text);
                page.map(|page| pages.entry(sets.of_file(name)).or_default().push((*id, page)))
            } else if root(text).is_some_and(|(space, name)| space == XBRLI && name == "xbrl") {
                // An instance beside the pages it was made from says everything twice.
                if inline.iter().any(|page| folder_of(page) == folder_of(name)) {
                    continue;
                }
                instance::read(text)
                    .map(|one| self.facts.extend(set::facts(vec![(*id, one)], report)))
            } else {
                continue;
            };
            if let Err(wrong) = read {
                malformed(wrong, *id, report);
            }
            faults.tell(*id, report);
        }
        for page in pages.into_values() {
            self.facts.extend(set::facts(page, report));
        }
    }
}

/// Reads JSON of one kind or the other.
fn json(text: &str, file: FileId, faults: &mut Faults) -> Result<Vec<FiledFact>, Malformed> {
    if text.contains("\"documentInfo\"") {
        oim::read(text, file, faults)
    } else {
        companyfacts::read(text, file, faults)
    }
}

/// Which set each page is of.
struct SetNames {
    named: BTreeMap<String, String>,
}

impl SetNames {
    /// Reads the manifests. Without one, the pages of a folder are one set.
    fn of(
        texts: &[(String, FileId)],
        inline: &BTreeSet<&str>,
        sources: &Sources,
        report: &mut Report,
    ) -> Self {
        let (mut named, mut whole) = (BTreeMap::new(), BTreeSet::new());
        let files: BTreeSet<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
        for (name, id) in texts {
            let text = &sources.file(*id).text;
            if inline.contains(name.as_str()) || !text.contains(MANIFEST) {
                continue;
            }
            let (mut instance, mut page, mut count) = (String::new(), None, 0);
            let read = walk_tags(text, |step| {
                match step {
                    TagStep::Open(tag) if tag.space == MANIFEST && tag.name == "instance" => {
                        count += 1;
                        instance = format!("{name}#{count}");
                        let file = tag.attribute("preferredFilename").unwrap_or_default();
                        let file = format!("{}{}", folder_of(name), file.trim());
                        if files.contains(file.as_str()) {
                            whole.insert(instance.clone());
                        }
                    }
                    TagStep::Open(tag) if tag.space == MANIFEST && tag.name == "ixbrl" => {
                        page = Some(String::new());
                    }
                    TagStep::Text(text, _) => {
                        if let Some(page) = &mut page {
                            page.push_str(text);
                        }
                    }
                    TagStep::Close(..) => {
                        if let Some(page) = page.take() {
                            let path = format!("{}{}", folder_of(name), page.trim());
                            named.insert(path, instance.clone());
                        }
                    }
                    TagStep::Open(_) => {}
                }
                Ok(())
            });
            if let Err(wrong) = read {
                malformed(wrong, *id, report);
            }
        }
        // The instance that is made of all pages says everything, where it came without them.
        for (page, set) in &named {
            if inline.contains(page.as_str()) {
                whole.remove(set);
            }
        }
        for (page, set) in &named {
            if !inline.contains(page.as_str()) && !whole.contains(set) {
                let message =
                    format!("the manifest lists {page}, which is not there or has no fact");
                let finding = Finding::about_file(code::NO_FILE, message, page.clone());
                report.push(finding.help("Take the whole filing: what that file says is missing"));
            }
        }
        Self { named }
    }

    fn of_file(&self, name: &str) -> String {
        self.named.get(name).cloned().unwrap_or_else(|| folder_of(name).to_owned())
    }
}

/// Gives the folder of a path, with the stroke behind it.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// Gets the files that may hold facts, by their names in order.
fn gathered(folder: &Folder, path: &str) -> Result<Vec<RawFile>, String> {
    let holds = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    if let Some(names) = folder.below(path).map_err(|error| error.to_string())? {
        let mut files = Vec::new();
        for name in names.into_iter().filter(|name| holds(name)) {
            let inside = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            let bytes = folder.filed(&inside).map_err(|error| format!("{name}: {error}"))?;
            files.push(RawFile { name, bytes });
        }
        return Ok(files);
    }
    let bytes = folder.filed(path).map_err(|error| error.to_string())?;
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(vec![RawFile { name: String::new(), bytes }]);
    }
    let mut archive =
        Archive::open(&bytes).map_err(|reason| format!("it is no sound archive: {reason}"))?;
    let mut files = Vec::new();
    for name in archive.names().into_iter().filter(|name| holds(name)) {
        let strange = name.starts_with('/')
            || name.contains('\\')
            || name.split('/').any(|part| part == "..");
        if strange {
            return Err(format!("it has a part with the name `{name}`, which leads out of it"));
        }
        if let Some(bytes) = archive.bytes(&name)? {
            files.push(RawFile { name, bytes });
        }
    }
    Ok(files)
}

/// Tells whether a file that cannot be decoded may hold facts all the same. Pages without any, in the encoding of
/// another time, and what file managers leave behind stand in many folders.
fn may_hold_facts(file: &RawFile) -> bool {
    let marked = Encoding::for_bom(&file.bytes).is_some();
    let named = |space: &[u8]| file.bytes.windows(space.len()).any(|part| part == space);
    marked || file.name.to_ascii_lowercase().ends_with(".json") || named(b"www.xbrl.org/")
}

/// Decodes a file by its mark, else by its XML declaration, else as UTF-8.
fn decoded(bytes: &[u8]) -> Result<String, String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((declared(bytes), 0));
    let rest = bytes.get(mark..).unwrap_or_default();
    let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
    let name = encoding.name();
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| format!("it is not {name} throughout"))
}

fn declared(bytes: &[u8]) -> &'static Encoding {
    // Without a mark, the first letter shows two bytes a letter.
    match bytes {
        [b'<', 0, ..] => return UTF_16LE,
        [0, b'<', ..] => return UTF_16BE,
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let declaration =
        head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let name = declaration.and_then(|rest| {
        let (_, rest) = rest.split_once("encoding")?;
        let quote = rest.find(['"', '\''])?;
        let rest = &rest[quote + 1..];
        rest.split(['"', '\'']).next().map(str::to_owned)
    });
    let declared = name.and_then(|name| Encoding::for_label(name.as_bytes()));
    // A declaration that reads as bytes is not in UTF-16, whatever it says; programs write that of texts in memory.
    declared.filter(|one| ![UTF_16LE, UTF_16BE].contains(one)).unwrap_or(UTF_8)
}
