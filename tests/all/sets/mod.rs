//! Decks in two languages, and whether what lies in a folder is one set of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};

use iijdeck::source::sha256;
use iijdeck::write::{MANIFEST, WORK};
use serde_json::Value;

use crate::program::iijdeck;

/// Starts the program, which tells nobody.
pub fn start(folder: &Path, args: &[&str]) -> Child {
    iijdeck()
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Every file below a folder but those that are not in place, with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn below(folder: &Path, root: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(root).expect("below").display().to_string();
            if path.is_dir() && entry.file_name() != WORK {
                below(&path, root, out);
            } else if path.is_file() {
                out.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut out = BTreeMap::new();
    below(folder, folder, &mut out);
    out
}

/// Gives the deck of `init` in English and Japanese, with its catalogue beside it, and the same deck
/// with another title.
pub fn bilingual(folder: &Path) -> [String; 2] {
    let walk = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/walk/ja-1q26.po");
    let deck = iijdeck::cli::INIT_DECK;
    let deck = deck.replacen("  language: en\n", "  language: en\n  translations: {ja: {}}\n", 1);
    fs::create_dir_all(folder.join("i18n")).expect("a folder");
    fs::copy(walk, folder.join("i18n/ja.po")).expect("a catalogue");
    let title =
        deck.lines().find(|line| line.trim_start().starts_with("title: ")).expect("a title");
    let other = deck.replacen(title, &format!("{title} and Outlook"), 1);
    assert_ne!(deck, other);
    [deck, other]
}

/// A deck of one slide: what is tried some hundred times is how a set is put in place, not how it is laid out.
const PAGE: &str = "\
iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en, translations: {ja: {}}}
company:
  {name: Example Corporation, short: Example, fiscal_year: {starts: april, named_by: start}, unit: JPY million,
   rounding: half up}
facts: {revenue: {label: Revenue, values: {1Q26: 15813}}}
slides:
  - bullets: {title: Revenue, columns: [\"- Revenue was {revenue}\"]}
";
/// Its words in Japanese.
const PAGE_IN_JAPANESE: &str = "\
msgid \"\"
msgstr \"\"
\"Language: ja\\n\"
\"MIME-Version: 1.0\\n\"
\"Content-Type: text/plain; charset=UTF-8\\n\"
\"Content-Transfer-Encoding: 8bit\\n\"
\"Plural-Forms: nplurals=1; plural=0;\\n\"

msgid \"Results\"
msgstr \"決算\"

msgid \"Results and Outlook\"
msgstr \"決算と見通し\"

msgid \"Example Corporation\"
msgstr \"株式会社エグザンプル\"

msgid \"Example\"
msgstr \"エグザンプル\"

msgid \"Revenue\"
msgstr \"売上高\"

msgid \"Revenue was {revenue}\"
msgstr \"売上高は{revenue}\"
";

/// Gives a deck of one slide in English and Japanese, with its catalogue beside it, and the same deck with another
/// title.
pub fn bilingual_page(folder: &Path) -> [String; 2] {
    fs::create_dir_all(folder.join("i18n")).expect("a folder");
    fs::write(folder.join("i18n/ja.po"), PAGE_IN_JAPANESE).expect("a catalogue");
    let other = PAGE.replacen("title: Results,", "title: Results and Outlook,", 1);
    assert_ne!(PAGE, other);
    [PAGE.to_owned(), other]
}

/// Tells which text the set in a folder is made of, by its manifest, or what is wrong with it.
pub fn made_of(set: &BTreeMap<String, Vec<u8>>) -> Result<String, String> {
    let manifest = set.get(MANIFEST).ok_or("there is no manifest")?;
    let manifest: Value = serde_json::from_slice(manifest).map_err(|error| error.to_string())?;
    let languages = manifest["languages"].as_array().into_iter().flatten();
    let listed = languages.flat_map(|one| one["files"].as_array().into_iter().flatten());
    let mut sums = BTreeMap::new();
    for one in listed {
        let (path, sum) = (one["path"].as_str(), one["sha256"].as_str());
        sums.insert(path.expect("a path").to_owned(), sum.expect("a sum").to_owned());
    }
    for (name, bytes) in set.iter().filter(|(name, _)| *name != MANIFEST) {
        match sums.remove(name) {
            Some(sum) if sum == sha256(bytes) => {}
            Some(_) => return Err(format!("{name} is of another set")),
            None => return Err(format!("{name} is of no set")),
        }
    }
    match sums.into_keys().next() {
        Some(name) => Err(format!("{name} is lost")),
        None => Ok(manifest["sources"][0]["sha256"].as_str().expect("a sum").to_owned()),
    }
}
