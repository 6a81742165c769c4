//! What stops the build: a file of a built-in language that the program could not be read in.

#[path = "../../build/locales.rs"]
mod locales;

use std::fs;
use std::path::Path;

use locales::{LanguageFile, wrong};

const MODEL: &str =
    "tag = \"en\"\n\n[words]\npage = \"page\"\nnone = \"none\"\n\n[times]\nmonths = []\n";

fn against_model(text: &str) -> Vec<String> {
    let file = |tag: &str, text: &str| LanguageFile {
        tag: tag.to_owned(),
        path: format!("assets/locales/{tag}.toml"),
        text: text.to_owned(),
    };
    wrong(&[file("en", MODEL), file("xx", text)])
}

#[test]
fn a_language_file_that_is_not_whole_is_told_by_file_line_and_key() {
    let whole = MODEL.replace("\"en\"", "\"xx\"");
    assert_eq!(against_model(&whole), [""; 0]);
    let told = |from: &str, to: &str| against_model(&whole.replace(from, to));
    assert_eq!(told("none = \"none\"\n", ""), ["assets/locales/xx.toml:3: missing key words.none"]);
    assert_eq!(told("[times]\nmonths = []\n", ""), ["assets/locales/xx.toml:1: missing key times"]);
    assert_eq!(
        told("months = []", "months = []\ndays = []"),
        ["assets/locales/xx.toml:9: no other language has a key times.days"]
    );
    assert_eq!(
        told("months = []", "months = \"none\""),
        ["assets/locales/xx.toml:8: times.months is of type string, not array"]
    );
    assert_eq!(told("\"xx\"", "\"yy\""), ["assets/locales/xx.toml:1: the tag is not `xx`"]);
    let [broken] = &told("page = \"page\"", "page = \"page")[..] else { panic!("one error") };
    assert!(broken.starts_with("assets/locales/xx.toml:4: "), "{broken}");
}

/// The tables of words that a language has of its own are not compared: only those.
#[test]
fn the_built_in_languages_are_whole_and_one_key_less_would_be_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales");
    let file = |tag: &str, change: &dyn Fn(String) -> String| {
        let path = folder.join(format!("{tag}.toml"));
        let text = change(fs::read_to_string(&path).expect("a language file"));
        LanguageFile { tag: tag.to_owned(), path: format!("{tag}.toml"), text }
    };
    for entry in fs::read_dir(&folder).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let tag = name.strip_suffix(".toml").expect("only languages are there");
        let english = || file("en", &|text| text);
        assert_eq!(wrong(&[english(), file(tag, &|text| text)]), [""; 0], "{tag}");
        if tag != "en" {
            let without = |text: String| text.replacen("\nnone = ", "\nnine = ", 1);
            let told = wrong(&[english(), file(tag, &without)]);
            assert!(told.iter().any(|one| one.ends_with(": missing key words.none")), "{told:?}");
            assert_eq!(told.len(), 2, "{told:?}");
        }
    }
}
