//! The reference deck, whole: every page and every number of its source is in every format, and
//! two builds are the same to the byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::readback;

use crate::program::{findings, iijdeck};

const DECK: &str = "examples/iij-1q-fy2010/quarter.yaml";

/// Where the deck says a number of the source in another way, and why.
///
/// Page, number in the source, number in the deck; nothing where it does not say it.
const OTHERWISE: &[(usize, &str, Option<&str>, &str)] = &[
    (1, "8", None, "the month of 2010.8.13 is a word: August 13, 2010"),
    (4, "10/04~10/6", Some("10/4–10/6"), "months are written in one way throughout"),
    (4, "09/04~09/6", Some("09/4–09/6"), "months are written in one way throughout"),
    (6, "FY08", Some("FY2008"), "fiscal years are written in one way throughout"),
    (6, "FY09", Some("FY2009"), "fiscal years are written in one way throughout"),
    (14, "2009", None, "a slip: the comparative balance is of March 31, 2010"),
    (17, "10/4~11/3", Some("10/4–11/3"), "ranges have an en dash"),
    (17, "09/4~10/3", Some("09/4–10/3"), "ranges have an en dash"),
];

/// Pages of the deck that its source has not: how many, behind which page.
const SUPPLEMENT: (usize, usize) = (3, 19);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn build(deck: &Path, out: &Path) {
    let run = iijdeck()
        .current_dir(out.parent().expect("a parent"))
        .arg("build")
        .arg(deck)
        .arg("--out")
        .arg(out)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// Gives the words of each page of each format.
fn words(folder: &Path) -> BTreeMap<&'static str, Vec<String>> {
    let bytes = |name: &str| fs::read(folder.join(name)).expect("the file was written");
    let text = |name: &str| String::from_utf8(bytes(name)).expect("text");
    BTreeMap::from([
        ("pdf", readback::pdf(&bytes("deck.pdf")).expect("a PDF")),
        ("html", readback::html(&text("deck.html"))),
        ("md", readback::markdown(&text("deck.md"))),
        ("typ", readback::typst(&text("deck.typ"))),
    ])
}

#[test]
fn every_number_of_the_source_is_on_its_page_in_every_format() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    build(&root().join(DECK), &out);
    let formats = words(&out.join("iij-1q-fy2010/en"));
    let numbers = fs::read_to_string(root().join("tests/data/seed-numbers.csv")).expect("the list");
    let mut used = BTreeSet::new();
    let mut lost = Vec::new();
    let mut proved = 0;
    for row in numbers.lines().skip(1) {
        let mut fields = row.splitn(4, ',');
        let page: usize = fields.next().and_then(|n| n.parse().ok()).expect("a page");
        let line = fields.next().expect("a line");
        // A number with a thousands comma is quoted, so the rest is split by its quotes.
        let rest = fields.collect::<Vec<_>>().join(",");
        let token = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or_default(),
            None => rest.split(',').next().unwrap_or_default(),
        };
        let other = OTHERWISE.iter().position(|(p, number, ..)| *p == page && *number == token);
        let token = match other {
            Some(at) => {
                used.insert(at);
                match OTHERWISE[at].2 {
                    Some(token) => token,
                    None => continue,
                }
            }
            None => token,
        };
        let place = if page > SUPPLEMENT.1 { page + SUPPLEMENT.0 } else { page };
        for (format, pages) in &formats {
            assert_eq!(pages.len(), 21 + SUPPLEMENT.0, "{format} has every page");
            proved += 1;
            if !readback::holds(&pages[place - 1], token) {
                lost.push(format!("{format}: page {page} lacks {token} (line {line})"));
            }
        }
    }
    assert!(lost.is_empty(), "{} of {proved} lost:\n{}", lost.len(), lost.join("\n"));
    assert!(proved > 4 * 450, "the list was read");
    assert_eq!(used.len(), OTHERWISE.len(), "every exception is needed");
}

#[test]
fn the_finished_files_hold_what_the_deck_says_and_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let deck = root().join(DECK);
    build(&deck, &out);
    let verify = || {
        iijdeck()
            .args(["verify", "--message-format", "short"])
            .arg(&deck)
            .arg("--out")
            .arg(&out)
            .output()
            .expect("the program runs")
    };
    let run = verify();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    // One digit changed by hand in a finished file is found, as lost and as stray.
    let page = out.join("iij-1q-fy2010/en/deck.html");
    let text = fs::read_to_string(&page).expect("the file");
    fs::write(&page, text.replace("(24.3%)", "(24.8%)")).expect("written");
    let run = verify();
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(1));
    assert!(
        told.contains("page 4 lacks `(24.3%)`") && told.contains("page 4 holds `24.8`"),
        "{told}"
    );
}

#[test]
fn two_builds_are_the_same_to_the_byte() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = root().join(DECK);
    let copy = dir.path().join("elsewhere/iij-1q-fy2010");
    fs::create_dir_all(copy.join("i18n")).expect("a folder");
    for name in ["quarter.yaml", "theme.yaml", "i18n/ja.po", "i18n/de.po"] {
        fs::copy(deck.with_file_name(name), copy.join(name)).expect("copied");
    }
    let (one, other) = (dir.path().join("one"), dir.path().join("two/out"));
    fs::create_dir(dir.path().join("two")).expect("a folder");
    build(&deck, &one);
    build(&copy.join("quarter.yaml"), &other);
    let (one, other) = (files(&one, &one), files(&other, &other));
    assert!(one.len() > 24, "all files are compared: {:?}", one.keys());
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn only_shown_facts_are_attached() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "iijdeck: 2\n# a secret remark\ndeck: {title: T, date: 2010-08-13, period: 1Q10, \
        language: en, attach: facts}\ncompany: {name: C, short: C, fiscal_year: {starts: april, \
        named_by: start}, unit: JPY million, rounding: half up}\nfacts:\n  shown: {label: Shown, \
        values: {1Q10: {value: 5, note: a private note}}}\n  hidden: {label: Hidden, values: \
        {1Q10: 77777}}\n  rounded: {label: Rounded, values: {1Q10: 44444}}\nslides:\n  \
        - bullets: {title: B, columns: [\"It is {shown}, {rounded in billion}, \
        {hidden label}.\"]}\n";
    fs::write(dir.path().join("small.yaml"), text).expect("written");
    let out = dir.path().join("out");
    build(&dir.path().join("small.yaml"), &out);
    let facts = fs::read_to_string(out.join("small/en/facts.json")).expect("the facts");
    assert!(facts.contains("\"item\": \"shown\"") && facts.contains("\"value\": \"5\""), "{facts}");
    assert!(facts.contains("\"44.4\""), "the digits are those that were shown: {facts}");
    for private in ["hidden", "Hidden", "77777", "44444", "secret", "private"] {
        assert!(!facts.contains(private), "{private} is not for the public");
    }
}

fn files(folder: &Path, root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path, root));
        } else {
            let name = path.strip_prefix(root).expect("below the root");
            all.insert(name.display().to_string(), fs::read(&path).expect("a file"));
        }
    }
    all
}

/// README names every kind of warning of the reference deck, and no other.
#[test]
fn the_readme_names_the_warnings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let (_, rest) =
        readme.split_once("The reference deck's only warnings are ").expect("a sentence");
    let (named, _) = rest.split_once(", and they are true").expect("its end");
    let named: BTreeSet<_> = named.split('`').skip(1).step_by(2).collect();
    let (_, findings) = findings(root, &["check", "examples/iij-1q-fy2010/quarter.yaml"]);
    let found: BTreeSet<_> = findings.iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(found, named);
}
