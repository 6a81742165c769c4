//! Nouns that are counted: each number with the form that its language has for it.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use super::paper::{Paper, head};
use crate::program::{findings, run, said};

const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en, translations: {de: {incomplete: The nouns alone}}}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  customers: {label: Customers, unit: customer|customers, values: {1Q26: 5, 1Q25: 1}}
slides:
  - bullets: {title: Summary, columns: [\"- There were {customers}, after {customers@1Q25}\"]}
";

/// A folder with the deck and a catalogue of German.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        fs::write(desk.0.path().join("quarter.yaml"), DECK).expect("a deck");
        desk.run(&["i18n", "extract"]);
        desk
    }

    fn run(&self, args: &[&str]) -> String {
        said(&run(self.0.path(), &[args, &["quarter.yaml"]].concat()))
    }

    fn catalogue(&self) -> String {
        fs::read_to_string(self.0.path().join("i18n/de.po")).expect("a catalogue")
    }

    fn replace(&self, from: &str, to: &str) {
        let text = self.catalogue();
        assert!(text.contains(from), "{from}: {text}");
        fs::write(self.0.path().join("i18n/de.po"), text.replacen(from, to, 1)).expect("written");
    }

    fn codes(&self) -> Vec<(String, String)> {
        let (_, told) = findings(self.0.path(), &["check", "quarter.yaml"]);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        told.iter().map(|finding| (text(&finding["code"]), text(&finding["message"]))).collect()
    }
}

const BOTH: &str =
    "msgid \"customer\"\nmsgid_plural \"customers\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n";
const WHOLE: &str =
    "msgid \"customer\"\nmsgid_plural \"customers\"\nmsgstr[0] \"Kunde\"\nmsgstr[1] \"Kunden\"\n";

#[test]
fn a_catalogue_with_too_few_forms_is_told_and_renewed() {
    let desk = Desk::new();
    desk.replace(BOTH, WHOLE);
    assert!(!desk.codes().iter().any(|(code, _)| code == "noun-forms"));
    desk.replace("msgstr[1] \"Kunden\"\n", "");
    let told = desk.codes();
    let (_, message) = told.iter().find(|(code, _)| code == "noun-forms").expect("it is told");
    assert_eq!(message, "the noun has 1 of the 2 forms of Deutsch");
    // A tool that knows no plural wrote its own header.
    desk.replace("nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;");
    desk.run(&["i18n", "update"]);
    let catalogue = desk.catalogue();
    assert!(catalogue.contains("msgstr[0] \"Kunde\"\nmsgstr[1] \"\"\n"), "{catalogue}");
    assert!(catalogue.contains("Plural-Forms: nplurals=2; plural=(n != 1);"), "{catalogue}");
}

#[test]
fn a_header_with_the_right_number_of_forms_stays_as_the_tool_wrote_it() {
    let desk = Desk::new();
    desk.replace("nplurals=2; plural=(n != 1);", "nplurals=2; plural=n!=1;");
    desk.run(&["i18n", "update"]);
    assert!(desk.catalogue().contains("Plural-Forms: nplurals=2; plural=n!=1;"));
}

#[test]
fn forms_that_come_back_from_a_tool_are_filled_up_and_left_open() {
    let desk = Desk::new();
    let theirs =
        desk.catalogue().replacen(BOTH, WHOLE, 1).replacen("msgstr[1] \"Kunden\"\n", "", 1);
    fs::write(desk.0.path().join("back.po"), theirs).expect("written");
    desk.run(&["i18n", "import", "--lang", "de", "back.po"]);
    let catalogue = desk.catalogue();
    assert!(catalogue.contains("msgstr[0] \"Kunde\"\nmsgstr[1] \"\"\n"), "{catalogue}");
}

/// The forms of Polish: one, few, many and those of fractions.
const POLISH: &str = "klient|klienci|klientów|klienta";

#[test]
fn polish_numbers_stand_with_their_forms_wherever_they_are_printed() {
    let deck = format!(
        "{}facts:\n  customers: {{label: Klienci, unit: {POLISH}, values: {{1Q25: 1, 2Q25: 2, 3Q25: 5, 4Q25: 12, \
         1Q26: 22, 2Q26: 1.5}}}}\nslides:\n  \
         - bullets: {{title: Punkty, columns: [\"{}\"]}}\n  \
         - highlights: {{title: Liczby, figures: [{{show: customers}}]}}\n  \
         - trend: {{title: Wykres, charts: [{{title: Klienci, show: [customers], periods: [1Q25, 1Q26]}}]}}\n",
        head("pl", "PLN"),
        ["1Q25", "2Q25", "3Q25", "4Q25", "1Q26", "2Q26"]
            .map(|period| format!("- {{customers@{period}}}"))
            .join("\\n"),
    );
    let paper = Paper::of(&deck);
    for printed in
        ["1 klient", "2 klienci", "5 klientów", "12 klientów", "22 klienci", "1,5 klienta"]
    {
        paper.says(1, printed);
    }
    paper.says(2, "22 klienci");
    // What an axis is in has no number.
    paper.says(3, "klientów");
}

#[test]
fn a_polish_deck_with_two_forms_is_told_which_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = DECK
        .replace("language: en, translations: {de: {incomplete: The nouns alone}}", "language: pl")
        .replace("customer|customers", "klient|klienci");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
    let (_, told) = findings(folder.path(), &["check", "quarter.yaml"]);
    let told = told.iter().find(|finding| finding["code"] == "noun-forms").expect("it is told");
    assert_eq!(
        told["help"][0],
        "Write them with `|` between: one (1), few (2, 3, 4), many (5, 0, 6), other (0.5, 1.5, 1.0)"
    );
}

#[test]
fn a_polish_catalogue_has_a_line_for_each_form() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), DECK.replace("{de:", "{pl:")).expect("a deck");
    run(folder.path(), &["i18n", "extract", "quarter.yaml"]);
    let path = folder.path().join("i18n/pl.po");
    let text = fs::read_to_string(&path).expect("a catalogue");
    assert!(
        text.contains("#. Forms: one (1), few (2, 3, 4), many (5, 0, 6), other (0.5, 1.5, 1.0)\n")
    );
    let empty = |at: usize| format!("msgstr[{at}] \"\"\n");
    let lines: String = (0..4).map(empty).collect();
    assert!(text.contains(&lines), "{text}");
    let whole: String = POLISH.split('|').enumerate().fold(String::new(), |mut all, (at, form)| {
        writeln!(all, "msgstr[{at}] \"{form}\"").expect("a string");
        all
    });
    fs::write(&path, text.replace(&lines, &whole).replace(
        "msgid \"There were {customers}, after {customers_1Q25}\"\nmsgstr \"\"",
        "msgid \"There were {customers}, after {customers_1Q25}\"\nmsgstr \"Mamy {customers}, po {customers_1Q25}\"",
    ))
    .expect("written");
    run(folder.path(), &["build", "--lang", "pl", "--format", "md", "quarter.yaml"]);
    let name = folder.path().file_name().expect("a name");
    let page = folder.path().join("out").join(name).join("pl/deck.md");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("Mamy 5 klientów, po 1 klient"), "{page}");
}

/// A Polish catalogue of the deck with these lines of forms and this header.
fn polish(forms: &[&str], header: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), DECK.replace("{de:", "{pl:")).expect("a deck");
    let desk = Desk(folder);
    desk.run(&["i18n", "extract"]);
    let path = desk.0.path().join("i18n/pl.po");
    let text = fs::read_to_string(&path).expect("a catalogue");
    let lines = |forms: &[&str]| {
        forms.iter().enumerate().fold(String::new(), |mut all, (at, form)| {
            writeln!(all, "msgstr[{at}] \"{form}\"").expect("a string");
            all
        })
    };
    let (_, said) = text.split_once("Plural-Forms: ").expect("a header");
    let (said, _) = said.split_once("\\n").expect("its end");
    let text = text.replace(&lines(&[""; 4]), &lines(forms)).replace(said, header);
    fs::write(path, text).expect("written");
    desk
}

fn polish_text(desk: &Desk) -> String {
    fs::read_to_string(desk.0.path().join("i18n/pl.po")).expect("a catalogue")
}

const OTHERWISE: &str =
    "nplurals=4; plural=(n==1 ? 1 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 2 : 0);";

#[test]
fn forms_are_read_by_the_formula_of_the_header() {
    let desk = polish(&["klientów", "klient", "klienci", "klienta"], OTHERWISE);
    desk.run(&["build", "--lang", "pl", "--format", "md"]);
    let name = desk.0.path().file_name().expect("a name");
    let page = desk.0.path().join("out").join(name).join("pl/deck.md");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("5 klientów") && page.contains("1 klient"), "{page}");
    desk.run(&["i18n", "update"]);
    let text = polish_text(&desk);
    let ordered: String =
        POLISH.split('|').enumerate().fold(String::new(), |mut all, (at, form)| {
            writeln!(all, "msgstr[{at}] \"{form}\"").expect("a string");
            all
        });
    assert!(text.contains(&ordered), "{text}");
    assert!(text.contains("plural=(n==1 ? 0 :") && !text.contains(OTHERWISE), "{text}");
}

#[test]
fn forms_that_another_tool_sends_are_put_in_order() {
    let theirs = polish(&["klientów", "klient", "klienci", "klienta"], OTHERWISE);
    let desk = polish(
        &["", "", "", ""],
        "nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    );
    fs::write(desk.0.path().join("back.po"), polish_text(&theirs)).expect("written");
    desk.run(&["i18n", "import", "--lang", "pl", "back.po"]);
    let text = polish_text(&desk);
    assert!(
        text.contains("msgstr[0] \"klient\"\nmsgstr[1] \"klienci\"\nmsgstr[2] \"klientów\"\n"),
        "{text}"
    );
}

#[test]
fn a_form_without_a_number_is_told_and_kept() {
    let header =
        "nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);";
    let desk = polish(&["klient", "klienci", "klientów", "klienta", "klienty"], header);
    let before = polish_text(&desk);
    let told = desk.run(&["i18n", "update"]);
    assert!(
        told.contains("error[noun-forms]: `msgstr[4]` goes with no number of Polski"),
        "{told}"
    );
    assert_eq!(polish_text(&desk), before);
    // A formula that is none would leave the order open.
    for header in ["nplurals=0; plural=1/0;", "nplurals=4; plural=n;"] {
        let desk = polish(&["klient", "klienci", "klientów", "klienta"], header);
        let told = desk.run(&["i18n", "update"]);
        assert!(told.contains("error[po-syntax]: `Plural-Forms`"), "{told}");
    }
}

#[test]
fn what_check_refuses_is_not_counted_as_translated() {
    let header =
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);";
    let desk = polish(&["klient", "klienci"], header);
    let told = desk.run(&["i18n", "status"]);
    assert!(told.contains("1 refused by `check`"), "{told}");
    assert!(!told.contains(" translated,"), "{told}");
}

#[test]
fn the_usual_three_forms_of_polish_serve_whole_numbers() {
    const USUAL: &str =
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);";
    let desk = polish(&["klient", "klienci", "klientów"], USUAL);
    let told = desk.run(&["check"]);
    assert!(!told.contains("[noun-forms]"), "{told}");
    desk.run(&["build", "--lang", "pl", "--format", "md"]);
    let name = desk.0.path().file_name().expect("a name");
    let page = desk.0.path().join("out").join(name).join("pl/deck.md");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("5 klientów") && page.contains("1 klient"), "{page}");
    // A figure with a fraction needs the form of fractions.
    let fraction = DECK.replace("{de:", "{pl:").replace("1Q26: 5", "1Q26: 5.5");
    fs::write(desk.0.path().join("quarter.yaml"), fraction).expect("a deck");
    let told = desk.run(&["check"]);
    assert!(told.contains("[noun-forms]") && told.contains("3 of the 4 forms"), "{told}");
}
