//! `iijdeck import`: figures of a workbook fill a deck, each with the cell it came from.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::program::run;

const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2010-11-12, period: 2Q10, language: en}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  revenue:                      # as in the release
    label: Revenue
    values:
      2Q09: 900
      1Q10: 1,000               # restated in August
      2Q10: {due: not yet reported}
  costs:
    label: Costs
    values: {1Q10: 600, 2Q10: {due: not yet reported, note: ask the controller}}
  income:
    label: Income
    values: {2Q09: 300, 1Q10: 400, 2Q10: {due: not yet reported}}
  margin:
    label: Margin
    unit: \"%\"
    values: {1Q10: 40.0, 2Q10: {due: not yet reported}}
relations:
  - total: income = revenue - costs
slides:
  - bullets: {title: Results, columns: [\"- Revenue was {revenue}\"]}
";

/// A workbook of one sheet: cells as XML, names as (name, target), and whether it asks to be computed.
fn book(cells: &[(&str, &str)], names: &[(&str, &str)], stale: bool) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |path: &str, text: String| {
        zip.start_file(path, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    };
    let one = |(name, target): &(&str, &str)| {
        format!("<definedName name=\"{name}\">{target}</definedName>")
    };
    let names = names.iter().map(one).collect::<Vec<_>>().concat();
    let calc = if stale { "<calcPr fullCalcOnLoad=\"1\"/>" } else { "" };
    part(
        "xl/workbook.xml",
        format!(
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Results\" r:id=\"rId1\"/></sheets>\
         <definedNames>{names}</definedNames>{calc}</workbook>"
        ),
    );
    part("xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>".into());
    part("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"0.0%\"/></numFmts>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".into());
    part(
        "xl/sharedStrings.xml",
        "<sst><si><t>売上</t><rPh><t>ウリアゲ</t></rPh></si><si><t>1,100</t></si></sst>".into(),
    );
    let rows: String =
        cells.iter().map(|(at, cell)| cell.replacen("<c", &format!("<c r=\"{at}\""), 1)).collect();
    part(
        "xl/worksheets/sheet1.xml",
        format!("<worksheet><sheetData><row>{rows}</row></sheetData></worksheet>"),
    );
    zip.finish().expect("an archive").into_inner()
}

/// The workbook with another format for its second style.
fn formatted(book: &[u8], format: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let text = text.replace("\"0.0%\"", &format!("\"{format}\""));
        new.start_file(part.name(), SimpleFileOptions::default()).expect("a part");
        new.write_all(text.as_bytes()).expect("a part");
    }
    new.finish().expect("an archive").into_inner()
}

const GOOD: &[(&str, &str)] = &[
    ("A1", "<c t=\"s\"><v>0</v></c>"),
    ("B1", "<c><v>1100.4</v></c>"),
    ("B2", "<c><v>650</v></c>"),
    ("B3", "<c><f>ROUND(B1,0)-B2</f><v>450</v></c>"),
    ("B4", "<c s=\"1\"><f>B3/B1</f><v>0.40894220283533263</v></c>"),
];
const NAMES: &[(&str, &str)] = &[
    ("revenue_2Q10", "Results!$B$1"),
    ("costs_2q10", "Results!$B$2"),
    ("income_2Q10", "Results!$B$3"),
    ("margin_2Q10", "Results!$B$4"),
    ("_xlnm.Print_Area", "Results!$A$1:$B$4"),
];

struct Office(TempDir);

impl Office {
    fn new(deck: &str, book: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
        fs::write(folder.path().join("book.xlsx"), book).expect("a workbook");
        Self(folder)
    }

    fn run(&self, args: &[&str]) -> Output {
        run(self.0.path(), args)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).expect(name)
    }

    /// Imports, and gives what was said; `fails` is whether it must.
    fn import(&self, fails: bool) -> String {
        let output = self.run(&["import", "book.xlsx", "--message-format", "short"]);
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(output.status.success(), !fails, "{said}");
        said
    }

    fn check(&self) -> String {
        let output = self.run(&["check", "--message-format", "short"]);
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

#[test]
fn figures_are_filled_in_and_comments_stay() {
    let office = Office::new(DECK, &book(GOOD, NAMES, true));
    let dry = office.run(&["import", "book.xlsx", "--dry-run"]);
    let said = String::from_utf8_lossy(&dry.stdout).into_owned();
    assert!(said.contains("line 10: revenue@2Q10: due -> 1100"), "{said}");
    assert!(said.contains("from Results!B1 (holds 1100.4)"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    assert_eq!(office.text("quarter.yaml"), DECK, "a dry run changes nothing");
    assert!(!office.0.path().join("quarter.imports.yaml").exists());
    office.import(false);
    let meant = DECK
        .replacen("language: en}", "language: en, imports: quarter.imports.yaml}", 1)
        .replacen("2Q10: {due: not yet reported}\n  costs", "2Q10: 1100\n  costs", 1)
        .replacen("{due: not yet reported, note", "{value: 650, note", 1)
        .replacen("1Q10: 400, 2Q10: {due: not yet reported}", "1Q10: 400, 2Q10: 450", 1)
        .replacen("1Q10: 40.0, 2Q10: {due: not yet reported}", "1Q10: 40.0, 2Q10: 40.9", 1);
    assert_eq!(office.text("quarter.yaml"), meant);
    let record = office.text("quarter.imports.yaml");
    assert!(record.contains("figure: \"revenue@2Q10\", file: \"book.xlsx\", cell: \"Results!B1\""));
    // A second import finds nothing to do, and writes the same bytes.
    assert!(office.import(false).contains("Imported 0 figures"));
    assert_eq!((office.text("quarter.yaml"), office.text("quarter.imports.yaml")), (meant, record));
    assert!(!office.check().contains("workbook-changed"));
}

#[test]
fn a_deck_does_not_lose_its_imports_by_another_name() {
    let head = DECK.replacen(
        "deck: {title: Results, date: 2010-11-12, period: 2Q10, language: en}",
        "deck:\n  title: Results\n  date: 2010-11-12\n  period: 2Q10\n  language: en",
        1,
    );
    let office = Office::new(&head, &book(GOOD, NAMES, true));
    let said = office.run(&["import", "book.xlsx"]);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let line =
        1 + office.text("quarter.yaml").lines().position(|l| l.contains("2Q10: 1100")).expect("it");
    assert!(said.contains(&format!("line {line}: revenue@2Q10")), "{said}");
    let folder = office.0.path();
    let codes = |file: &str| {
        let said = office.run(&["check", file, "--message-format", "short"]);
        String::from_utf8_lossy(&said.stderr).into_owned()
    };
    let edited = office.text("quarter.yaml").replace("2Q10: 1100", "2Q10: 1101");
    fs::write(folder.join("new.yaml"), &edited).expect("a deck");
    assert!(codes("new.yaml").contains("edited-figure"), "the name of the deck says nothing");
    let bare = edited.replace("  imports: quarter.imports.yaml\n", "");
    fs::write(folder.join("quarter.yaml"), &bare).expect("a deck");
    assert!(codes("quarter.yaml").contains("lost-record"), "it lies there unnamed");
    fs::remove_file(folder.join("quarter.imports.yaml")).expect("it goes");
    assert!(codes("new.yaml").contains("lost-record"), "it is not where the deck says");
    // The next quarter's deck starts without figures of a workbook.
    office.run(&["import", "book.xlsx"]);
    office.run(&["roll", "--to", "3Q10"]);
    let rolled = office.text("3q10.yaml");
    assert!(
        rolled.contains("reviews: 3q10.reviews.yaml") && !rolled.contains("imports:"),
        "{rolled}"
    );
}

#[test]
fn what_changed_since_is_told_by_cell_and_line() {
    let office = Office::new(DECK, &book(GOOD, NAMES, false));
    office.import(false);
    let filled = office.text("quarter.yaml");
    fs::write(office.0.path().join("quarter.yaml"), filled.replace("2Q10: 1100", "2Q10: 1101"))
        .expect("a deck");
    let found = office.check();
    assert!(found.contains("quarter.yaml:10:"), "{found}");
    assert!(found.contains("edited-figure]: `revenue@2Q10` is not what was imported"), "{found}");
    // The same cells in another file are no change.
    fs::write(office.0.path().join("quarter.yaml"), &filled).expect("a deck");
    fs::write(office.0.path().join("book.xlsx"), book(GOOD, NAMES, true)).expect("a workbook");
    assert!(!office.check().contains("workbook-changed"));
    let other: Vec<_> = GOOD
        .iter()
        .map(|(at, cell)| (*at, if *at == "B2" { "<c><v>651</v></c>" } else { cell }))
        .collect();
    fs::write(office.0.path().join("book.xlsx"), book(&other, NAMES, false)).expect("a workbook");
    let found = office.check();
    assert!(
        found.contains("cell Results!B2, holds 651; `costs@2Q10` was imported when it held 650")
    );
    fs::remove_file(office.0.path().join("book.xlsx")).expect("it is gone");
    assert!(office.check().contains("is not there any more"));
}

#[test]
fn a_stated_figure_is_not_replaced_unasked() {
    let office = Office::new(DECK, b"");
    let write = |table: &str| {
        fs::write(office.0.path().join("figures.csv"), table).expect("a table");
    };
    let import = |more: &[&str]| {
        let args = [&["import", "figures.csv", "--message-format", "short"][..], more].concat();
        let output = office.run(&args);
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    write("item,period,value\nrevenue,1Q10,7777\nrevenue,2Q10,1100\n");
    for more in [&[][..], &["--quiet"], &["--dry-run"]] {
        let (done, said) = import(more);
        assert!(!done && said.contains("[replaced-figure]: `revenue@1Q10` is stated as"), "{said}");
        assert_eq!(office.text("quarter.yaml"), DECK);
    }
    assert!(import(&["--replace"]).0);
    assert!(office.text("quarter.yaml").contains("1Q10: 7777"));
    // What an import brought follows its workbook; what was typed over it since does not.
    write("item,period,value\nrevenue,1Q10,7778\nrevenue,2Q10,1101\n");
    assert!(import(&[]).0);
    let text = office.text("quarter.yaml");
    assert!(text.contains("1Q10: 7778") && text.contains("2Q10: 1101"), "{text}");
    fs::write(office.0.path().join("quarter.yaml"), text.replace("7778", "7779")).expect("a deck");
    assert!(!import(&[]).0);
}

#[test]
fn every_fault_of_a_workbook_is_told_and_nothing_is_written() {
    // What stands in B1, for the revenue; the code; and words of the message.
    for (cell, code, words) in [
        ("<c><v></v></c>", "bad-cell", "it is empty"),
        ("<c><f>B2*2</f></c>", "bad-cell", "never computed"),
        ("<c t=\"s\"><v>1</v></c>", "bad-cell", "looks like a number"),
        ("<c t=\"inlineStr\"><is><t>tba</t></is></c>", "bad-cell", "the text \"tba\""),
        ("<c t=\"e\"><v>#DIV/0!</v></c>", "bad-cell", "#DIV/0!"),
        ("<c t=\"b\"><v>1</v></c>", "bad-cell", "true"),
        ("<c s=\"2\"><v>40494</v></c>", "bad-cell", "a day"),
        ("<c><v>1e400</v></c>", "bad-cell", "no number"),
        ("<c><f>B2*2</f><v>1100</v></c>", "stale-cell", "its formula gives 1300"),
        ("<c><f>VLOOKUP(A1,A1:B4,2)</f><v>1100</v></c>", "stale-cell", "asks to be computed anew"),
        ("<c s=\"1\"><v>0.5</v></c>", "cell-unit", "a percentage"),
    ] {
        let cells: Vec<_> =
            GOOD.iter().map(|(at, own)| (*at, if *at == "B1" { cell } else { own })).collect();
        let cells: Vec<_> =
            cells.into_iter().filter(|(at, _)| matches!(*at, "B1" | "B2")).collect();
        let office = Office::new(DECK, &book(&cells, &NAMES[..2], true));
        let said = office.import(true);
        assert!(said.contains(&format!("[{code}]")) && said.contains(words), "{cell}: {said}");
        assert!(said.contains("cell Results!B1") && said.contains("quarter.yaml:10:"), "{said}");
        assert_eq!(office.text("quarter.yaml"), DECK);
        assert!(!office.0.path().join("quarter.imports.yaml").exists());
    }
}

#[test]
fn names_that_point_nowhere_or_elsewhere_are_told() {
    for (target, words) in [
        ("#REF!", "not to a cell"),
        ("Results!$B$1:$B$3", "not to a cell"),
        ("Gone!$B$1", "on no sheet"),
    ] {
        let office = Office::new(DECK, &book(GOOD, &[("revenue_2Q10", target)], false));
        let said = office.import(true);
        assert!(said.contains("[no-cell]") && said.contains(words), "{said}");
    }
    let office = Office::new(DECK, &book(GOOD, NAMES, false));
    office.import(false);
    let moved: Vec<_> = [("revenue_2Q10", "Results!$B$2")].into();
    fs::write(office.0.path().join("book.xlsx"), book(GOOD, &moved, false)).expect("a workbook");
    let said = office.import(false);
    assert!(said.contains("[moved-cell]") && said.contains("at the last import it was Results!B1"));
    let office = Office::new(DECK, &book(GOOD, &[("revenue_3Q10", "Results!B1"), NAMES[0]], false));
    assert!(office.import(false).contains("[no-figure]"));
    let office = Office::new(DECK, &book(GOOD, &[], false));
    assert!(office.import(true).contains("holds no figure of this deck"));
}

#[test]
fn the_mapping_gives_cells_units_and_signs() {
    let mapping = "import:
  unit: JPY thousand
  cells:
    revenue: Results!B1
    costs: {cell: Results!B2, negate: yes}
    margin@2Q10: {cell: Results!B4}
relations:";
    let deck = DECK.replacen("relations:", mapping, 1);
    let cells = [
        ("B1", "<c><v>1100499.9999999999</v></c>"),
        ("B2", "<c><v>-650000</v></c>"),
        ("B4", "<c><v>40.9</v></c>"),
    ];
    let office = Office::new(&deck, &book(&cells, &[], false));
    office.import(false);
    let text = office.text("quarter.yaml");
    assert!(
        text.contains("2Q10: 1101\n  costs"),
        "1100.5 is rounded as the company rounds: {text}"
    );
    assert!(text.contains("{value: 650, note") && text.contains("2Q10: 40.9"), "{text}");
    // Without the unit and the sign, both are doubted; the import goes on.
    let deck = deck.replace("  unit: JPY thousand\n", "").replace(", negate: yes", "");
    let said = Office::new(&deck, &book(&cells, &[], false)).import(false);
    assert!(said.contains("about a thousand times every other"), "{said}");
    // A cell that does not exist, and a figure that does not.
    let wrong = deck.replace("revenue: Results!B1", "revenue: Resluts!B1\n    sales: Results!B1");
    let said = Office::new(&wrong, &book(&cells, &[], false)).import(true);
    assert!(said.contains("no cell `Resluts!B1`") && said.contains("[unknown-item]"), "{said}");
}

#[test]
fn the_mark_of_a_cell_is_read_as_what_it_says() {
    for (mark, word) in [
        ("n/a", "not applicable"),
        ("—", "nil"),
        ("n.m.", "not meaningful"),
        ("N.D.", "not disclosed"),
    ] {
        let mapping = "import: {cells: {revenue: Results!B1, costs: Results!B2}}\nrelations:";
        let deck = DECK.replacen("relations:", mapping, 1);
        let cell = format!("<c t=\"inlineStr\"><is><t>{mark}</t></is></c>");
        let cells = [("B1", cell.as_str()), ("B2", cell.as_str())];
        let office = Office::new(&deck, &book(&cells, &[], false));
        office.import(false);
        let text = office.text("quarter.yaml");
        assert!(text.contains(&format!("2Q10: {word}\n  costs")), "{text}");
        assert!(text.contains(&format!("{{value: {word}, note: ask the controller}}")), "{text}");
        // Once more, nothing is left to do.
        office.import(false);
        assert_eq!(text, office.text("quarter.yaml"));
    }
}

#[test]
fn a_sign_that_never_was_is_doubted() {
    let cells = [("B3", "<c><v>-450</v></c>")];
    let office = Office::new(DECK, &book(&cells, &[("income_2Q10", "Results!B3")], false));
    assert!(office.import(false).contains("[cell-sign]"));
}

#[test]
fn a_cell_is_doubted_as_a_typed_figure_is() {
    let deck = DECK.replacen("2Q09: 900", "2Q09: 900\n      2Q08: 870", 1);
    let names = [("revenue_2Q10", "Results!B1")];
    let import = |cell: &str, fails: bool| {
        Office::new(&deck, &book(&[("B1", cell)], &names, false)).import(fails)
    };
    for (cell, says) in [
        ("<c><v>0</v></c>", "would be 0, where it never was"),
        ("<c t=\"inlineStr\"><is><t>-</t></is></c>", "would be nil, where it never was"),
        ("<c><v>9310</v></c>", "ten times every other"),
        ("<c><v>93</v></c>", "a tenth of every other"),
        ("<c t=\"inlineStr\"><is><t>9 to 10</t></is></c>", "a hundredth of every other"),
        // What happened is one figure, also where both ends would be like the others.
        ("<c t=\"inlineStr\"><is><t>900 to 950</t></is></c>", "and no one figure"),
        ("<c t=\"inlineStr\"><is><t>about 930</t></is></c>", "and no one figure"),
    ] {
        let said = import(cell, false);
        assert!(said.contains("[cell-unit]") && said.contains(says), "{cell}: {said}");
    }
    let said = import("<c><v>1310</v></c>", false);
    assert!(!said.contains("[cell-unit]"), "{said}");
    // Costs have one other figure: nothing says that they are never nil.
    let names = [("costs_2Q10", "Results!B1")];
    let said = Office::new(&deck, &book(&[("B1", "<c><v>0</v></c>")], &names, false)).import(false);
    assert!(!said.contains("[cell-unit]"), "{said}");
}

#[test]
fn a_format_that_makes_a_range_of_a_number_is_told() {
    let names = [("revenue_2Q10", "Results!B1")];
    let plain = book(&[("B1", "<c s=\"1\"><v>930</v></c>")], &names, false);
    for (format, refused) in [
        ("&quot;~&quot;#,##0", true),
        ("&quot;approx. &quot;#,##0", true),
        ("約#,##0", true),
        ("&quot;≥&quot;#,##0", true),
        ("#,##0&quot;程度&quot;", true),
        ("#,##0;(#,##0)", false),
        ("&quot;JPY &quot;#,##0", false),
    ] {
        let styled = formatted(&plain, format);
        let office = Office::new(DECK, &styled);
        let output = office.run(&["import", "book.xlsx", "--message-format", "short"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(said.contains("the sheet shows a range"), refused, "{format}: {said}");
    }
}

#[test]
fn a_table_is_imported_and_an_exported_one_changes_nothing() {
    let office = Office::new(DECK, b"");
    let table = "item,period,value,unit\r\nrevenue,2Q10,\"1,100\",JPY million\r\ncosts,2Q10,0.65,JPY billion\r\n";
    fs::write(office.0.path().join("figures.csv"), table).expect("a table");
    let output = office.run(&["import", "figures.csv"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = office.text("quarter.yaml");
    assert!(text.contains("2Q10: 1100\n") && text.contains("{value: 0.65 billion, note"), "{text}");
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010");
    let deck = fs::read_to_string(reference.join("quarter.yaml")).expect("the example");
    let office = Office::new(&deck, b"");
    fs::copy(reference.join("theme.yaml"), office.0.path().join("theme.yaml")).expect("its theme");
    let exported =
        office.run(&["export", "facts", "--lang", "en", "--format", "csv", "--out", "facts.csv"]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let again = office.run(&["import", "facts.csv", "--message-format", "short"]);
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(
        said.starts_with("Imported 0 figures"),
        "{said}{}",
        String::from_utf8_lossy(&again.stderr)
    );
    let named = office.text("quarter.yaml");
    assert!(named.contains("  imports: quarter.imports.yaml\n"), "each figure has its record");
    assert!(
        named.replacen("  imports: quarter.imports.yaml\n", "", 1) == deck,
        "nothing else changed"
    );
}

#[test]
fn hostile_workbooks_are_refused() {
    let office = Office::new(DECK, b"PK no archive");
    assert!(office.import(true).contains("it is a text"));
    // A part that unpacks to far more than it takes.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("a part");
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..60 {
        zip.write_all(&blanks).expect("blanks");
    }
    let bomb = zip.finish().expect("an archive").into_inner();
    assert!(bomb.len() < 1 << 20);
    let office = Office::new(DECK, &bomb);
    assert!(office.import(true).contains("more than is allowed"));
    // Entities of its own, as "billion laughs" has them.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("a part");
    zip.write_all(b"<!DOCTYPE x [<!ENTITY a \"b\">]><workbook><definedNames><definedName name=\"x\">&a;</definedName></definedNames></workbook>").expect("text");
    let office = Office::new(DECK, &zip.finish().expect("an archive").into_inner());
    assert!(office.import(true).contains("no entity of XML"));
    // A workbook from elsewhere.
    let outside = tempfile::tempdir().expect("a folder");
    let path = outside.path().join("book.xlsx");
    fs::write(&path, book(GOOD, NAMES, false)).expect("a workbook");
    let output = office.run(&["import", path.to_str().expect("a path")]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("[outside]"));
}
