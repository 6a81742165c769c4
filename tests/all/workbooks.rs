//! `iijdeck import` of workbooks: what the format of a cell says, which sheet a name is of, what a
//! formula was made from.

use std::fs;
use std::io::{Cursor, Write as _};

use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::program::{run, said};

const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  revenue: {label: Revenue, values: {1Q25: \"15,235\", 1Q26: {due: not yet reported}}}
  staff: {label: Staff, unit: people, values: {1Q26: {due: not yet reported}}}
  margin: {label: Margin, unit: \"%\", values: {1Q26: {due: not yet reported}}}
slides:
  - bullets: {title: Results, columns: [\"- Revenue was {revenue}\"]}
";

/// A workbook: formats in the order of styles from 1, sheets with their cells, and names with the number
/// of their sheet.
#[derive(Default)]
struct Workbook<'a> {
    formats: &'a [&'a str],
    sheets: &'a [(&'a str, &'a str)],
    names: &'a [(&'a str, Option<usize>, &'a str)],
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Workbook<'_> {
    fn parts(&self) -> Vec<(String, String)> {
        let (mut sheets, mut paths, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (name, cells)) in self.sheets.iter().enumerate() {
            let name = escaped(name);
            sheets.push(format!("<sheet name=\"{name}\" r:id=\"r{at}\"/>"));
            paths.push(format!("<Relationship Id=\"r{at}\" Target=\"s{at}.xml\"/>"));
            let (cells, behind) = cells.split_once('|').unwrap_or((cells, ""));
            let text =
                format!("<worksheet><sheetData><row>{cells}</row></sheetData>{behind}</worksheet>");
            parts.push((format!("xl/s{at}.xml"), text));
        }
        let name = |(name, sheet, points): &(&str, Option<usize>, &str)| {
            let sheet = sheet.map_or_else(String::new, |at| format!(" localSheetId=\"{at}\""));
            format!("<definedName name=\"{name}\"{sheet}>{points}</definedName>")
        };
        let names: String = self.names.iter().map(name).collect();
        let formats = self.formats.iter().enumerate();
        let code = |(at, code): (usize, &&str)| {
            format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 200 + at, escaped(code))
        };
        let codes = formats.map(code).collect::<Vec<_>>().concat();
        let style = |at| format!("<xf numFmtId=\"{}\"/>", 200 + at);
        let styles = (0..self.formats.len()).map(style).collect::<Vec<_>>().concat();
        let (sheets, paths) = (sheets.concat(), paths.concat());
        let workbook = format!(
            "<workbook xmlns:r=\"r\"><sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>"
        );
        let styles = format!(
            "<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
        );
        let relations = format!("<Relationships>{paths}</Relationships>");
        for (path, text) in [
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/styles.xml", styles),
        ] {
            parts.push((path.to_owned(), text));
        }
        parts
    }
}

fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(path.as_str(), options).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("an archive").into_inner()
}

struct Run {
    folder: TempDir,
    good: bool,
    said: String,
}

impl Run {
    fn of(mapping: &str, book: &Workbook<'_>) -> Self {
        Self::bytes(mapping, &archive(&book.parts()))
    }

    fn bytes(mapping: &str, book: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let deck = DECK.replacen("slides:", &format!("{mapping}slides:"), 1);
        fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
        fs::write(folder.path().join("book.xlsx"), book).expect("a workbook");
        let import = ["import", "book.xlsx", "--message-format", "short", "--info"];
        let output = run(folder.path(), &import);
        Self { folder, good: output.status.success(), said: said(&output) }
    }

    /// The value of an item in the quarter afterwards.
    fn value(&self, item: &str) -> String {
        let deck = fs::read_to_string(self.folder.path().join("quarter.yaml")).expect("a deck");
        let start = format!("  {item}: ");
        let line = deck.lines().find(|line| line.starts_with(&start)).expect("its line");
        let (_, value) = line.split_once("1Q26: ").expect("its value");
        value.trim_end_matches('}').to_owned()
    }
}

#[test]
fn what_a_format_shows_must_not_contradict_the_figure() {
    // The format, what the cell holds, its item, the unit that the mapping gives, and the figure or why not.
    for (code, held, item, unit, meant) in [
        ("#,##0", "15813", "revenue", "", Ok("15813")),
        ("\"¥\"#,##0", "15813", "revenue", "", Ok("15813")),
        ("\"\\\"#,##0;[Red]\"\\\"\\-#,##0", "15813", "revenue", "", Ok("15813")),
        ("#,##0\"百万円\"", "15813", "revenue", "", Ok("15813")),
        ("#,##0;[Red]△#,##0;\"-\"", "15813", "revenue", "", Ok("15813")),
        ("[$-411]#,##0", "15813", "revenue", "", Ok("15813")),
        (
            "[$$-409]#,##0",
            "15813",
            "revenue",
            "",
            Err("shown as `$`, the figure is in JPY million"),
        ),
        ("#,##0 [$€-407]", "15813", "revenue", "", Err("shown as `€`")),
        ("[$USD] #,##0", "15813", "revenue", "", Err("shown as `USD`")),
        ("_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-", "15813", "revenue", "", Err("`€`")),
        ("#,##0\"千円\"", "15813", "revenue", "", Err("shown as `千円`")),
        ("#,##0\"億円\"", "15813", "revenue", "", Err("shown as `億円`")),
        ("#,##0\" TEUR\"", "15813", "revenue", "", Err("shown as `TEUR`")),
        ("#,##0\"千円\"", "15813000", "revenue", "JPY thousand", Ok("15813")),
        ("#,##0\"百万円\"", "15813000", "revenue", "JPY thousand", Err("in JPY thousand")),
        // What the display leaves out nobody sees.
        ("#,##0,,", "15813456789", "revenue", "", Err("leaves out digits")),
        ("#,##0,,", "15813456789", "revenue", "JPY", Ok("15813")),
        ("#,##0,,\"百万円\"", "15813456789", "revenue", "", Err("shown as `百万円`")),
        ("#,##0,,\"百万円\"", "15813456789", "revenue", "JPY", Ok("15813")),
        ("#,##0,\"百万円\"", "15813456", "revenue", "JPY thousand", Ok("15813")),
        ("[h]:mm", "25.5", "staff", "", Err("a day or a time")),
        ("mmm", "40000", "staff", "", Err("a day or a time")),
        ("[$-411]ge", "40000", "staff", "", Err("a day or a time")),
        ("mm:ss", "0.5", "staff", "", Err("a day or a time")),
        ("#,##0\"人\"", "812", "staff", "", Ok("812")),
        ("#,##0\"円\"", "812", "staff", "", Err("shown as `円`")),
        ("0.0%", "0.123", "margin", "", Ok("12.3")),
        ("0.0\"%\"", "12.3", "margin", "", Ok("12.3")),
        ("0.0\"%\"", "12.3", "revenue", "", Err("shown as `%`")),
        // What the sheet shows is below zero, and the cell is not.
        ("(#,##0)", "15813", "revenue", "", Err("shows it as below zero")),
        ("\"△\"#,##0", "15813", "revenue", "", Err("shows it as below zero")),
        ("-#,##0", "15813", "revenue", "", Err("shows it as below zero")),
        ("#,##0_);(#,##0)", "15813", "revenue", "", Ok("15813")),
        (
            "#,##0\"人\"",
            "15813",
            "revenue",
            "",
            Err("shown with `人`, the figure is in JPY million"),
        ),
        (";;;", "15813", "revenue", "", Err("shows nothing instead")),
        ("\"n/a\"", "15813", "revenue", "", Err("shows `na` instead")),
    ] {
        let unit = if unit.is_empty() { String::new() } else { format!(", unit: {unit}") };
        let mapping = format!("import: {{cells: {{{item}: {{cell: S!B4{unit}}}}}}}\n");
        let cells = format!("<c r=\"B4\" s=\"1\"><v>{held}</v></c>");
        let book = Workbook { formats: &[code], sheets: &[("S", &cells)], names: &[] };
        let run = Run::of(&mapping, &book);
        match meant {
            Ok(value) => {
                assert!(run.good && run.value(item) == value, "{code} {held}: {}", run.said);
                assert!(!run.said.contains("warning["), "{code} {held}: {}", run.said);
            }
            Err(words) => {
                let told = run.said.contains("S!B4") && run.said.contains(words);
                assert!(!run.good && told, "{code} {held}: {}", run.said);
            }
        }
    }
}

const CONS: (&str, &str) = ("Cons", "<c r=\"B4\"><v>15813</v></c><c r=\"B5\"><v>1</v></c>");
const NON: (&str, &str) = ("NonCons", "<c r=\"B4\"><v>15999</v></c>");

#[test]
fn a_name_of_one_sheet_is_no_name_of_the_workbook() {
    let sheets = &[CONS, NON];
    let global = ("sales", None, "Cons!$B$4");
    let local = ("sales", Some(1), "NonCons!$B$4");
    let figure = |sheet, points| ("revenue_1Q26", sheet, points);
    let map = |text: &str| format!("import: {{cells: {{revenue: \"{text}\"}}}}\n");
    let both = &[figure(Some(0), "Cons!$B$4"), figure(Some(1), "NonCons!$B$4")][..];
    for (mapping, names, meant) in [
        // A mapping means the name that the whole workbook knows, in whatever order the two stand.
        (map("sales"), &[global, local][..], Ok("15813")),
        (map("sales"), &[local, global], Ok("15813")),
        (map("NonCons!sales"), &[global, local], Ok("15999")),
        (map("'NonCons'!SALES"), &[global, local], Ok("15999")),
        (map("sales"), &[local], Err("`sales` is a name that single sheets know")),
        (
            map("sales"),
            &[global, ("SALES", None, "NonCons!$B$4")],
            Err("defines the name `sales` twice"),
        ),
        (map("sales"), &[global, ("SALES", None, "Cons!$B$4")], Ok("15813")),
        // Without a mapping.
        (String::new(), &[figure(None, "Cons!$B$4")], Ok("15813")),
        (String::new(), &[figure(None, "Cons!$B$4:$B$4")], Ok("15813")),
        (String::new(), &[figure(None, "Cons!$B$4,Cons!$B$5")], Err("not to a cell")),
        (String::new(), both, Err("only the sheet NonCons of book.xlsx knows the name")),
        (
            String::new(),
            &[figure(None, "Cons!$B$4"), figure(Some(1), "NonCons!$B$4")],
            Err("has two cells for `revenue@1Q26`: Cons!B4 for the whole workbook, and NonCons!B4"),
        ),
        (String::new(), &[figure(None, "Cons!$B$4"), figure(Some(1), "Cons!$B$4")], Ok("15813")),
        // A mapping wins.
        (map("Cons!B4"), both, Ok("15813")),
        (map("Cons!revenue_1Q26"), both, Ok("15813")),
        (map("Cons!sales"), &[local], Err("has no cell `Cons!sales`")),
    ] {
        let run = Run::of(&mapping, &Workbook { sheets, names, ..Workbook::default() });
        match meant {
            Ok(value) => {
                assert!(
                    run.good && run.value("revenue") == value,
                    "{mapping}{names:?}: {}",
                    run.said
                );
                assert!(!run.said.contains("warning["), "{mapping}{names:?}: {}", run.said);
            }
            Err(words) => {
                assert!(!run.good && run.said.contains(words), "{mapping}{names:?}: {}", run.said);
            }
        }
    }
    // A mapping against a name of the whole workbook: it is taken, and the other is told.
    let names = &[figure(None, "NonCons!$B$4")];
    let run = Run::of(&map("Cons!B4"), &Workbook { sheets, names, ..Workbook::default() });
    assert!(run.good && run.value("revenue") == "15813", "{}", run.said);
    assert!(
        run.said.contains("is mapped to Cons!B4, and book.xlsx names NonCons!B4"),
        "{}",
        run.said
    );
}

#[test]
fn what_a_formula_was_made_from_is_looked_at() {
    let cells = "<c r=\"A1\"><v>15000</v></c><c r=\"A2\" t=\"inlineStr\"><is><t>813</t></is></c>\
                 <c r=\"A3\" t=\"e\"><v>#DIV/0!</v></c><c r=\"A4\"><v>100000.1</v></c>\
                 <c r=\"A5\"><v>100000</v></c><c r=\"A6\" s=\"0\"/>";
    let mapping = "import: {cells: {revenue: S!B4}}\n";
    for (formula, kept, good, words) in [
        ("A1", "15000", true, ""),
        ("SUM(A1:A2)", "15000", false, "does not count S!A2"),
        ("SUM(A1,Z1:Z9)", "15000", true, ""),
        ("Z99", "0", false, "refers to empty cells alone: S!Z99"),
        ("A6", "0", false, "refers to empty cells alone: S!A6"),
        ("SUM(Z1:Z9)", "0", false, "refers to empty cells alone"),
        ("A1-Z99", "15000", true, "warning[bad-cell]"),
        ("IFERROR(A1,0)", "14000", false, "its formula gives 15000"),
        ("IFERROR(A3,0)", "0", false, "catches an error"),
        ("IFERROR(A1/Z1,0)", "0", false, "catches an error"),
        ("VLOOKUP(1,A1:A9,1)", "15000", true, "info[stale-cell]"),
        ("ROUNDDOWN(A4,0)", "100000", true, ""),
        ("ROUNDDOWN(A4,0)", "100001", false, "its formula gives 100000"),
        // What binary floats leave of two that are nearly equal.
        ("A1+A4-A5", "15000.100000000006", true, ""),
        ("A4-A5", "0.10000000000582077", true, ""),
        ("A4-A5", "0.10001", false, "its formula gives 0.1"),
        ("A1-15000", "5.6E-17", true, ""),
    ] {
        let cells = format!("{cells}<c r=\"B4\"><f>{formula}</f><v>{kept}</v></c>");
        let run = Run::of(mapping, &Workbook { sheets: &[("S", &cells)], ..Workbook::default() });
        assert_eq!(run.good, good, "{formula}: {}", run.said);
        assert!(run.said.contains(words), "{formula}: {}", run.said);
        let bare = !run.said.contains("bad-cell") && !run.said.contains("stale-cell");
        assert!(!words.is_empty() || bare, "{formula}: {}", run.said);
        let taken = run.said.contains("not computed here, taken as kept");
        assert_eq!(taken, formula.starts_with("VLOOKUP"), "{formula}: {}", run.said);
    }
}

#[test]
fn a_text_with_a_sign_that_spreadsheets_do_not_know_is_read_and_told() {
    let mapping = "import: {cells: {revenue: S!B4}}\n";
    for (text, value) in [
        ("△161", Some("-161")),
        ("▲1,234", Some("-1234")),
        ("(1,234)", Some("-1234")),
        ("161", None),
        ("-161", None),
        ("△", None),
        ("(161", None),
        ("(注)", None),
    ] {
        let cells = format!("<c r=\"B4\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let run = Run::of(mapping, &Workbook { sheets: &[("S", &cells)], ..Workbook::default() });
        assert_eq!(run.good, value.is_some(), "{text}: {}", run.said);
        if let Some(value) = value {
            assert_eq!(run.value("revenue"), value, "{text}");
            let told = format!(
                "warning[bad-cell]: book.xlsx, cell S!B4, for `revenue@1Q26`: the text \"{text}\" is read as {value}"
            );
            assert!(run.said.contains(&told), "{text}: {}", run.said);
        }
    }
    // A sum leaves it out, as every spreadsheet does.
    let cells = "<c r=\"A1\"><v>15000</v></c><c r=\"A2\" t=\"inlineStr\"><is><t>△161</t></is></c>\
                 <c r=\"B4\"><f>SUM(A1:A2)</f><v>15000</v></c>";
    let run = Run::of(mapping, &Workbook { sheets: &[("S", cells)], ..Workbook::default() });
    assert!(!run.good && run.said.contains("does not count S!A2"), "{}", run.said);
}

#[test]
fn a_workbook_that_is_not_one_thing_is_refused() {
    let cells = "<c r=\"B4\"><v>15813</v></c>";
    let mapping = "import: {cells: {revenue: S!B4}}\n";
    let sheet = |text: &str| {
        let run = Run::of(mapping, &Workbook { sheets: &[("S", text)], ..Workbook::default() });
        assert!(!run.good || text == cells, "{}", run.said);
        run
    };
    assert!(sheet(cells).good);
    let twice = format!("{cells}<c r=\"B4\"><v>15814</v></c>");
    assert!(sheet(&twice).said.contains("sheet S: its cell B4 stands twice"));
    let merged = "<c r=\"A4\"><v>15813</v></c><c r=\"B4\"/>|<mergeCells><mergeCell ref=\"A4:C4\"/></mergeCells>";
    assert!(sheet(merged).said.contains("a part of the merged cell A4, which holds all"));
    let mut parts = Workbook { sheets: &[("S", cells)], ..Workbook::default() }.parts();
    parts[0].1 = parts[0].1.replace("</sheetData></worksheet>", "");
    let run = Run::bytes(mapping, &archive(&parts));
    assert!(!run.good && run.said.contains("ends before its last tag"), "{}", run.said);
    // Two parts of one name: which one a program takes is chance.
    let mut parts = Workbook { sheets: &[("S", cells)], ..Workbook::default() }.parts();
    parts.push(("xl/s9.xml".to_owned(), parts[0].1.replace("15813", "99999")));
    let bytes = archive(&parts);
    let find = b"xl/s9.xml";
    let mut doubled = bytes.clone();
    for at in 0..bytes.len() - find.len() {
        if &bytes[at..at + find.len()] == find {
            doubled[at + 4] = b'0';
        }
    }
    assert_ne!(bytes, doubled);
    let run = Run::bytes(mapping, &doubled);
    assert!(!run.good && run.said.contains("two of its parts have one name"), "{}", run.said);
}
