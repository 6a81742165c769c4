//! Catalogues as they come back: the header, the encoding, and what somebody said of an order.

use std::fs;

use encoding_rs::SHIFT_JIS;
use tempfile::TempDir;

use crate::program::{run, said};

const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en, translations: {ja: {}}}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  income: {label: Operating income, values: {1Q26: 356, 1Q25: 351}}
  lines: {label: Lines, unit: contract|contracts, values: {1Q26: 8120}}
slides:
  - bullets:
      title: Summary
      columns:
        - |
          - Operating income was {income} after {income@1Q25}
          - Income was {income}, {income yoy bare} from 1Q25
          - There were {lines}
";
/// The first point with its figures in another order, and rightly so.
const RIGHT: &str = "前年の{income_1Q25}に続き、営業利益は{income}";
/// This year's figure and last year's exchanged.
const WRONG: &str = "営業利益は{income_1Q25}、前年は{income}";
const SECOND: &str = "利益は{period_1Q25}比{income_yoy_bare}の{income}";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        fs::write(desk.0.path().join("quarter.yaml"), DECK).expect("a deck");
        desk.run(&["i18n", "extract"]);
        let mut text = desk.catalogue();
        for (id, translation) in [
            ("Results", "決算"),
            ("Example Inc.", "株式会社例"),
            ("Example", "例"),
            ("Operating income", "営業利益"),
            ("Lines", "回線"),
            ("Summary", "要旨"),
            ("Operating income was {income} after {income_1Q25}", RIGHT),
            ("Income was {income}, {income_yoy_bare} from {period_1Q25}", SECOND),
            ("There were {lines}", "{lines}があった"),
        ] {
            let entry = format!("msgid \"{id}\"\nmsgstr \"\"");
            assert!(text.contains(&entry), "{id}: {text}");
            text = text.replace(&entry, &format!("msgid \"{id}\"\nmsgstr \"{translation}\""));
        }
        desk.put(&text.replace("msgstr[0] \"\"", "msgstr[0] \"件\""));
        desk
    }

    fn run(&self, args: &[&str]) -> (bool, String) {
        let output = run(self.0.path(), args);
        (output.status.success(), said(&output))
    }

    fn check(&self) -> String {
        self.run(&["check", "--lang", "ja"]).1
    }

    fn catalogue(&self) -> String {
        fs::read_to_string(self.0.path().join("i18n/ja.po")).expect("a catalogue")
    }

    fn put(&self, text: &str) {
        fs::write(self.0.path().join("i18n/ja.po"), text).expect("a catalogue");
    }

    /// Writes a catalogue with a change, and gives what is found.
    fn changed(&self, from: &str, to: &str) -> String {
        let text = self.catalogue();
        assert!(text.contains(from), "{from}: {text}");
        self.put(&text.replacen(from, to, 1));
        let found = self.check();
        self.put(&text);
        found
    }
}

#[test]
fn what_was_said_of_an_order_holds_for_that_translation_alone() {
    let desk = Desk::new();
    let found = desk.check();
    assert!(found.contains("[placeholder]"), "{found}");
    let (_, behind) = found.split_once("`# order-checked: ").expect("the comment to write");
    let mark = format!("# order-checked: {}\n", behind.split_once('`').expect("its end").0);
    let text = desk.catalogue();
    let (before, rest) = text.split_once("msgid \"Operating income was").expect("the entry");
    let start = before.rfind("\n\n").expect("its start") + 2;
    assert!(rest.contains(RIGHT));
    let looked_at = format!("{}{mark}{}", &text[..start], &text[start..]);
    desk.put(&looked_at);
    assert!(!desk.check().contains("[placeholder]"), "{}", desk.check());
    desk.run(&["i18n", "update"]);
    assert!(!desk.check().contains("[placeholder]"), "an update keeps it: {}", desk.catalogue());
    // A flag says nothing of a translation.
    desk.put(&text.replace("#, python-brace-format", "#, order-checked, python-brace-format"));
    assert!(desk.check().contains("[placeholder]"));
    // Another translation was not looked at: in the file itself, and where it comes back.
    desk.put(&looked_at);
    assert!(desk.changed(RIGHT, WRONG).contains("[placeholder]"));
    fs::write(desk.0.path().join("back.po"), looked_at.replace(RIGHT, WRONG)).expect("a file");
    let (taken, said) = desk.run(&["i18n", "import", "back.po", "--lang", "ja"]);
    assert!(taken && said.contains("Took over 1"), "{said}");
    assert!(desk.check().contains("[placeholder]"), "{}", desk.catalogue());
    fs::write(desk.0.path().join("back.po"), text.replace(RIGHT, WRONG)).expect("a file");
    desk.put(&looked_at);
    desk.run(&["i18n", "import", "back.po", "--lang", "ja"]);
    assert!(!desk.catalogue().contains("order-checked"), "{}", desk.catalogue());
}

#[test]
fn an_amount_where_a_change_belongs_is_told() {
    let desk = Desk::new();
    for (translation, told) in [
        (SECOND, false),
        ("利益は{income}、{period_1Q25}比{income_yoy_bare}", false),
        ("利益は{period_1Q25}に比べて{income_yoy_bare}の{income}", false),
        ("利益は{income_yoy_bare}、{period_1Q25}比{income}", true),
        ("利益は{income_yoy_bare}（{period_1Q25}に比べて{income}）", true),
    ] {
        let found = desk.changed(SECOND, translation);
        assert_eq!(found.contains("stands where a change belongs"), told, "{translation}: {found}");
    }
}

#[test]
fn escapes_of_other_programs_are_told() {
    let desk = Desk::new();
    for (typed, escape) in
        [("要旨&amp;他", "&amp;"), ("要旨&#39;", "&#39;"), ("&quot;要旨", "&quot;")]
    {
        let found = desk.changed("msgstr \"要旨\"", &format!("msgstr \"{typed}\""));
        assert!(found.contains("[structure]") && found.contains(escape), "{typed}: {found}");
    }
    let found = desk.changed("msgstr \"要旨\"", "msgstr \"要旨 R&D; 他\"");
    assert!(!found.contains("[structure]"), "{found}");
}

#[test]
fn a_catalogue_of_another_language_or_encoding_is_refused() {
    let desk = Desk::new();
    let found = desk.changed("Language: ja", "Language: de");
    assert!(found.contains("error[unknown-language]") && found.contains("`de`"), "{found}");
    assert!(!desk.changed("Language: ja", "Language: ja_JP").contains("unknown-language"));
    let found = desk.changed("charset=UTF-8", "charset=Shift_JIS");
    assert!(found.contains("error[po-syntax]") && found.contains("Shift_JIS"), "{found}");
    for name in ["utf-8", "CHARSET", "US-ASCII"] {
        let found = desk.changed("charset=UTF-8", &format!("charset={name}"));
        assert!(!found.contains("po-syntax"), "{name}: {found}");
    }
    // Saved as Shift JIS: every command says what it is, and none sends to another.
    let text = desk.catalogue().replace("charset=UTF-8", "charset=Shift_JIS");
    let bytes = SHIFT_JIS.encode(&text).0.into_owned();
    fs::write(desk.0.path().join("i18n/ja.po"), &bytes).expect("a catalogue");
    fs::write(desk.0.path().join("back.po"), &bytes).expect("a file");
    for args in [
        &["check", "--lang", "ja"][..],
        &["i18n", "status"],
        &["i18n", "update"],
        &["i18n", "extract"],
        &["i18n", "import", "back.po", "--lang", "ja"],
    ] {
        let (good, said) = desk.run(args);
        assert!(!good && said.contains("error[not-utf8]"), "{args:?}: {said}");
        assert!(said.contains("Save the file as UTF-8"), "{args:?}: {said}");
        assert!(said.contains("its header says that it is in Shift_JIS"), "{args:?}: {said}");
    }
}

#[test]
fn a_form_that_a_language_lacks_may_be_empty() {
    let desk = Desk::new();
    let found = desk.changed("msgstr[0] \"件\"", "msgstr[0] \"件\"\nmsgstr[1] \"\"");
    assert!(!found.contains("[untranslated]"), "{found}");
}
