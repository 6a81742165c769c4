//! The databook: every figure as a workbook, read back whole, the same bytes twice.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use iijdeck::databook::databook;
use iijdeck::deck::{self, Deck, Target};
use iijdeck::diag::Report;
use iijdeck::facts::{FigureEntry, State, read_period};
use iijdeck::shape::Written;
use iijdeck::source::{Edits, Sources};
use iijdeck::workbook::{CellPlace, Content, SheetCell, Workbook};
use iijdeck::write::{Format, XLSX};
use iijdeck::{build, check, readback};

use crate::paper::head;
use crate::program::{iijdeck, run, said};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> (Deck, Sources) {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report);
    (deck.unwrap_or_else(|| panic!("{}", path.display())), sources)
}

/// Builds the databook of a deck in a language, below a folder of its own.
fn built(deck: &Path, lang: &str, out: &Path) -> PathBuf {
    let mut command = iijdeck();
    command.args(["build", "-q", "--format", "xlsx", "--lang", lang]).arg(deck);
    let output = command.arg("--out").arg(out).output().expect("the program runs");
    assert!(output.status.success(), "{}", said(&output));
    let set = fs::read_dir(out).expect("what was built").find_map(Result::ok).expect("a set");
    set.path().join(lang).join("deck.xlsx")
}

/// Builds a small deck whose databook `verify` finds as it should be.
fn book(deck: &str) -> Workbook {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("quarter.yaml");
    fs::write(&path, deck).expect("a deck");
    let lang = deck.split("language: ").nth(1).and_then(|rest| rest.get(..2)).expect("a language");
    let file = built(&path, lang, &folder.path().join("out"));
    let output = run(folder.path(), &["verify"]);
    assert!(output.status.success(), "{}", said(&output));
    Workbook::read("deck.xlsx", &fs::read(file).expect("a file"), None).expect("a workbook")
}

/// The cell that a name points to.
fn named<'a>(book: &'a Workbook, name: &str) -> &'a SheetCell {
    let points = book.names.iter().find(|one| one.name == name);
    let points = &points.unwrap_or_else(|| panic!("no name {name}")).points;
    let place: CellPlace = points.parse().expect("a cell");
    let sheet = book.sheet(place.sheet.as_deref()).expect("a sheet");
    &sheet.cells[&(place.row, place.column)]
}

fn number(cell: &SheetCell) -> &str {
    let Content::Number(text) = &cell.content else { panic!("{:?}", cell.content) };
    text
}

/// All texts of a sheet.
fn texts(book: &Workbook, sheet: &str) -> BTreeSet<String> {
    let cells =
        book.sheet(Some(sheet)).unwrap_or_else(|| panic!("no sheet {sheet}")).cells.values();
    let held = cells.map(|cell| &cell.content).filter(|held| matches!(held, Content::Text(_)));
    held.map(|held| if let Content::Text(text) = held { text.clone() } else { String::new() })
        .collect()
}

const FACTS: &str = r#"
facts:
  revenue:
    label: Revenue
    values: {1Q25: 100, 1H25: 210, 9M25: 330, FY2025: 460, 1Q26: 120, 2Q25: {derived: 1H25 - 1Q25}}
    scopes: {target: {FY2026: 500 to 520, FY2027: at least 600}}
    changes: {1Q26 vs 1Q25: 20.0%}
  cost: {label: Cost, values: {1Q25: 70, 1Q26: 81, FY2025: 300}}
  profit: {label: Profit, values: {1Q25: 30, 1Q26: 39, FY2025: 160}}
  margin: {label: Margin, unit: "%", values: {1Q25: 30.0, 1Q26: 32.5}}
  other: {label: Other, values: {1Q25: —, 1Q26: not disclosed, FY2025: -12}}
  eps: {label: Profit per share, unit: JPY, values: {1Q25: 12.30, 1Q26: {missing: the source is lost}}}
  coarse: {label: Coarse, values: {1Q25: 0.2 billion, 1Q26: 247}}
scopes: {target: {label: Target, forecast: true, announced: 2026-05-08}}
relations:
  - total: profit = revenue - cost
  - ratio: margin = profit / revenue
slides:
  - statement:
      title: Statement of income
      columns: [{period: 1Q26}, {period: 1Q25}]
      rows: [{show: revenue}, {show: cost}, {show: profit, as: total}]
"#;

#[test]
fn figures_are_values_and_what_follows_is_a_formula() {
    let book = book(&(head("en", "JPY") + FACTS));
    assert!(!book.stale, "a spreadsheet is asked to compute it anew");
    let formula = |name: &str| named(&book, name).formula.clone().unwrap_or_default();
    for (name, value) in [
        ("revenue_1Q26", "120"),
        ("profit_1Q26", "39"),
        ("margin_1Q26", "0.325"),
        ("eps_1Q25", "12.3"),
        ("other_1Q25", "0"),
        ("other_FY2025", "-12"),
        ("coarse_1Q25", "200"),
        ("revenue_1Q26_vs_1Q25", "0.2"),
        ("low_revenue_FY2026_target", "500"),
        ("high_revenue_FY2026_target", "520"),
    ] {
        assert_eq!(number(named(&book, name)), value, "{name}");
    }
    assert_eq!(formula("revenue_1Q26"), "");
    assert!(formula("profit_1Q26").contains('-'), "a total that adds up is a formula");
    assert!(formula("margin_1Q26").starts_with("ROUND("), "{}", formula("margin_1Q26"));
    assert!(formula("revenue_2Q25").contains('-'), "a derived quarter is a formula");
    assert!(named(&book, "other_1Q25").shown.nil, "a dash stands for nothing");
    assert_eq!(named(&book, "coarse_1Q25").shown.divided, 1, "no digit that nobody knows");
    for (name, text) in [
        ("other_1Q26", "not disclosed"),
        ("revenue_FY2026_target", "500 to 520"),
        ("revenue_FY2027_target", "at least 600"),
    ] {
        assert_eq!(named(&book, name).content, Content::Text(text.to_owned()), "{name}");
    }
    assert!(book.names.iter().all(|name| name.name != "eps_1Q26"), "what is missing has no name");
    // The fourth quarter, which nobody typed.
    let income = book.sheet(Some("PL")).expect("a statement");
    let heads: Vec<_> = income.cells.iter().filter(|((row, _), _)| *row == 3).collect();
    let fourth = heads.iter().find(|(_, cell)| cell.content == Content::Text("4Q25".to_owned()));
    let ((_, column), _) = fourth.expect("a column of the fourth quarter");
    assert_eq!(number(&income.cells[&(5, *column)]), "130");
    let sheets: Vec<_> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let wanted = ["Contents", "PL", "KPI", "Growth", "Guidance", "Changes", "Checks", "Notes"];
    assert_eq!(sheets, wanted);
    assert!(texts(&book, "Contents").contains("DRAFT"));
    assert!(book.sheets.iter().all(|sheet| sheet.merged.is_empty()));
}

#[test]
fn a_total_that_rounding_parts_from_its_sum_stays_a_value() {
    // 120 less 81.4 is 38.6, and 39 was published.
    let facts = FACTS.replace("1Q26: 81", "1Q26: 81.4");
    let book = book(&(head("en", "JPY") + &facts));
    assert_eq!(named(&book, "profit_1Q26").formula, None);
    assert_eq!(number(named(&book, "profit_1Q26")), "39");
    let checks = book.sheet(Some("Checks")).expect("checks");
    let row = checks.cells.iter().find(|(_, cell)| {
        cell.content == Content::Text("profit@1Q26 = revenue@1Q26 - cost@1Q26".to_owned())
    });
    let ((row, _), _) = row.expect("a check of the total");
    assert_eq!(number(&checks.cells[&(*row, 3)]), "0.4", "the difference");
    assert!(number(&checks.cells[&(*row, 5)]).starts_with('0'), "rounding allows it");
}

#[test]
fn each_language_has_its_words_and_marks() {
    let deck = (head("ja", "JPY") + FACTS).replace("label: Revenue", "label: 売上高");
    let book = book(&deck);
    assert!(texts(&book, "PL").contains("売上高"));
    assert!(texts(&book, "PL").contains("単位：百万円"), "{:?}", texts(&book, "PL"));
    assert_eq!(named(&book, "other_FY2025").shown.beside[0], "△");
    assert_eq!(named(&book, "other_1Q26").content, Content::Text("not disclosed".to_owned()));
}

#[test]
fn names_are_of_one_figure_each_and_of_no_cell() {
    let deck = head("en", "JPY")
        + r"
dimensions:
  region: {label: Region, members: {eu: Europe, eu_cloud: Cloud of Europe}}
  line: {label: Line, members: {cloud: Cloud}}
facts:
  revenue: {label: Revenue, values: {1Q26: 12345678901.25}, by: {eu_cloud: {1Q26: 77.77}, eu/cloud: {1Q26: 22.22}}}
  c2c: {label: Marketplace, values: {1Q26: 5}, scopes: {target: {FY2026: 20 to 30}}}
  r1_capex: {label: Capital expenditure, values: {1Q26: 6}}
  rc: {label: Rental, values: {1Q26: 7}}
  low_rc: {label: Low rental, scopes: {target: {FY2026: 9}}}
scopes: {target: {label: Target, forecast: true, announced: 2026-05-08}}
slides: [{statement: {title: Income, columns: [{period: 1Q26}], rows: [{show: revenue}]}}]
";
    let book = book(&deck);
    for (name, value) in [
        ("revenue_1Q26.eu_cloud", "77.77"),
        ("revenue_1Q26.eu.cloud", "22.22"),
        ("_c2c_1Q26", "5"),
        ("low_c2c_FY2026_target", "20"),
        ("_r1_capex_1Q26", "6"),
        ("rc_1Q26", "7"),
        ("low_rc_FY2026_target", "9"),
    ] {
        assert_eq!(number(named(&book, name)), value, "{name}");
    }
    assert!(book.names.iter().all(|one| one.name != "revenue_1Q26_eu_cloud"), "whose it is");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), &deck).expect("a deck");
    let file = built(&folder.path().join("quarter.yaml"), "en", &folder.path().join("out"));
    let sheet = part(&fs::read(&file).expect("a file"), "xl/worksheets/sheet2.xml");
    let (_, wide) = sheet.split_once("<col min=\"4\" max=\"4\" width=\"").expect("a column");
    let wide: f64 = wide.split('"').next().and_then(|wide| wide.parse().ok()).expect("a width");
    assert!(wide > 16.0, "12,345,678,901.25 in a column {wide} wide");
    fs::copy(file, folder.path().join("deck.xlsx")).expect("the databook");
    let output = run(folder.path(), &["import", "deck.xlsx", "--replace"]);
    assert!(said(&output).contains("mported 0 figures"), "{}", said(&output));
}

#[test]
fn more_digits_than_a_spreadsheet_keeps_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = (head("en", "JPY") + FACTS)
        .replace("values: {1Q25: 100,", "values: {1Q24: 1234567890.1234567, 1Q25: 100,");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
    let output = run(folder.path(), &["build", "--format", "xlsx"]);
    assert!(
        !output.status.success() && said(&output).contains("it has 17 digits"),
        "{}",
        said(&output)
    );
    assert!(run(folder.path(), &["build", "--format", "md"]).status.success());
}

/// The text of a deck without the figures that a workbook can bring back.
fn emptied(deck: &Deck, text: &str) -> (String, usize) {
    const OPEN: &str = "due: not yet reported";
    let mut edits = Edits::new();
    let mut count = 0;
    let facts = &deck.facts;
    for target in Target::all(facts) {
        let state = match target {
            Target::Figure(key) => &facts.fact(key).expect("a fact").state,
            Target::Change(now, base) => &facts.changes().between(now, base)[0].state,
        };
        let brought = match state {
            // A figure cannot be derived from one that is open: it comes back with its digits.
            State::Stated(_) | State::Bounded(_) | State::Derived { .. } => true,
            State::LeftOut(left_out) => left_out.reason.is_none(),
            State::Restated { .. } | State::Missing { .. } => false,
        };
        let Some(written) = written(deck, target).filter(|_| brought) else { continue };
        let node = written.node.expect("a place");
        count += 1;
        let record = written.record();
        let range = |span: iijdeck::source::Span| span.start as usize..span.end as usize;
        if record.keys() > 1 {
            edits.replace(range(record.says().expect("a value")), OPEN.to_owned());
        } else {
            edits.replace(range(node.span), format!("{{{OPEN}}}"));
        }
    }
    (edits.apply(text).expect("places of their own"), count)
}

fn written(deck: &Deck, target: Target) -> Option<Written<'_, FigureEntry>> {
    let name = &deck.facts.item(target.item()).name;
    let item = deck.tree().facts().at(name);
    let Target::Figure(key) = target else {
        let mut all = item
            .stated_changes()
            .flat_map(|(names, all)| all.entries().map(move |(pair, one)| (names, pair, one)));
        let found = all.find(|(names, pair, _)| {
            Target::of_change(&deck.facts, name, &pair.value, names) == Some(target)
        });
        return found.and_then(|(_, _, change)| change.one()).map(Written::inner);
    };
    let figures = item.figures(key.scope, &deck.facts);
    let mut all = figures.entries();
    let found = all.find(|(period, _)| read_period(&period.value).ok() == Some(key.period));
    found.map(|(_, value)| value.inner())
}

/// All that a deck says of its figures and changes.
fn known(deck: &Deck) -> Vec<String> {
    let facts = &deck.facts;
    // -340 bps and -3.40 points say the same, 0.2 billion and 200 million do not.
    let said = |state: &State| match state.stated() {
        Some(stated) => {
            format!("{} {} {} {}", stated.exact(), stated.interval(), stated.rounding, stated.nil)
        }
        None => state.known(),
    };
    let figures = facts
        .facts()
        .map(|(key, fact)| format!("{} {} {}", facts.name(key), said(&fact.state), fact.due));
    let changes = facts.changes().stated().map(|(now, base, change)| {
        let (now, base) = (facts.name(now), facts.name(base));
        format!("{now} vs {base} {} {}", said(&change.state), change.due)
    });
    figures.chain(changes).collect()
}

/// Empties a deck, imports its databook, and tells what did not come back.
fn restored(deck: &str, lang: &str) -> usize {
    let path = root(deck);
    let (whole, _) = read(&path);
    let text = fs::read_to_string(&path).expect("a deck");
    let (text, count) = emptied(&whole, &text);
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("quarter.yaml");
    fs::write(&copy, text).expect("the emptied deck");
    for file in ["theme.yaml", "house.yaml"] {
        let _ = fs::copy(path.with_file_name(file), folder.path().join(file));
    }
    let (open, _) = read(&copy);
    assert_ne!(known(&open), known(&whole), "{deck} was emptied");
    let file = built(&path, lang, &folder.path().join("out"));
    fs::copy(file, folder.path().join("deck.xlsx")).expect("the databook");
    let output = run(folder.path(), &["import", "deck.xlsx", "quarter.yaml"]);
    assert!(output.status.success(), "{deck}: {}", said(&output));
    let (filled, _) = read(&copy);
    let (found, wanted) = (known(&filled), known(&whole));
    let lost: Vec<_> =
        wanted.iter().zip(&found).filter(|(wanted, found)| wanted != found).collect();
    assert!(lost.is_empty() && found.len() == wanted.len(), "{deck} ({lang}): {lost:#?}");
    count
}

#[test]
fn import_into_an_emptied_deck_restores_every_figure() {
    for (deck, lang, least) in [
        ("examples/iij-1q-fy2010/quarter.yaml", "en", 250),
        ("examples/iij-1q-fy2010/quarter.yaml", "ja", 250),
        ("examples/gallery/quarter.yaml", "en", 250),
        ("tests/releases/best-buy/quarter.yaml", "en", 450),
        ("tests/releases/costco/quarter.yaml", "en", 100),
        ("tests/releases/pepsico/quarter.yaml", "en", 500),
        ("tests/releases/pfizer/quarter.yaml", "en", 700),
        ("tests/releases/pge/quarter.yaml", "en", 300),
        ("tests/releases/salesforce/quarter.yaml", "en", 300),
    ] {
        let count = restored(deck, lang);
        assert!(count >= least, "{deck}: only {count} figures were emptied");
    }
}

/// Writes a file of the archive anew, with one of its texts changed.
fn with(bytes: &[u8], part: &str, text: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let raw = archive.by_index_raw(at).expect("a part");
        if raw.name() == part {
            drop(raw);
            let options = zip::write::SimpleFileOptions::default();
            out.start_file(part, options).expect("a part");
            out.write_all(text.as_bytes()).expect("its text");
        } else {
            out.raw_copy_file(raw).expect("a part");
        }
    }
    out.finish().expect("an archive").into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("a text");
    text
}

#[test]
fn no_digit_of_a_cell_changes_unnoticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("quarter.yaml");
    fs::write(&path, head("en", "JPY") + FACTS).expect("a deck");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&path, &mut sources, &mut report).expect("a deck");
    let checked = check(&deck, &[], false, &mut sources, &mut report).expect("a checked deck");
    let formats: BTreeSet<&'static Format> = [&XLSX].into();
    let files = build(&checked, &formats, &mut sources).expect("a databook");
    let bytes = &files.iter().find(|file| file.path.ends_with("deck.xlsx")).expect("it").bytes;
    let wanted = databook(&checked, &checked.views()[0], &sources).expect("a databook");
    let told = |bytes: &[u8]| readback::workbook(&wanted, &deck.facts, bytes);
    assert_eq!(told(bytes), Ok(BTreeSet::new()));
    let mut tried = 0;
    let sheets = (1..=wanted.sheets.len()).map(|at| format!("xl/worksheets/sheet{at}.xml"));
    for name in sheets.chain(["xl/sharedStrings.xml".to_owned(), "xl/workbook.xml".to_owned()]) {
        let text = part(bytes, &name);
        // Digits of values, formulas, texts and what names point to; not those of rows, styles and sizes.
        let within = ["<v>", "<f>", "<t>", "<t xml:space=\"preserve\">", "\">'"];
        for open in within {
            for (start, _) in text.match_indices(open) {
                let from = start + open.len();
                let end = from + text[from..].find('<').expect("an end");
                for (at, c) in text[from..end].char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                    let other = if c == '9' { '8' } else { '9' };
                    let mut changed = text.clone();
                    changed.replace_range(from + at..=from + at, &other.to_string());
                    let found = told(&with(bytes, &name, &changed));
                    tried += 1;
                    assert!(
                        found.as_ref().map_or(true, |found| !found.is_empty()),
                        "{name}: {} -> {}",
                        &text[from..end],
                        &changed[from..end]
                    );
                }
            }
        }
    }
    assert!(tried > 400, "only {tried} digits were changed");
}

#[test]
fn clock_zone_and_locale_leave_no_trace() {
    let deck = root("examples/iij-1q-fy2010/quarter.yaml");
    let make = |zone: &str, locale: &str| {
        let out = tempfile::tempdir().expect("a folder");
        let mut command = iijdeck();
        command.args(["build", "-q", "--format", "xlsx", "--lang", "ja"]).arg(&deck);
        command.arg("--out").arg(out.path()).env("TZ", zone).env("LC_ALL", locale);
        assert!(command.output().expect("the program runs").status.success());
        fs::read(out.path().join("iij-1q-fy2010/ja/deck.xlsx")).expect("a databook")
    };
    let one = make("UTC", "C");
    // The clock of an archive counts in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(one == make("Asia/Tokyo", "ja_JP.UTF-8"), "the bytes differ");
    let core = part(&one, "docProps/core.xml");
    assert!(core.contains("2010-08-13T00:00:00Z"), "{core}");
}

#[test]
fn the_databook_is_made_where_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), head("en", "JPY") + FACTS).expect("a deck");
    assert!(run(folder.path(), &["build"]).status.success());
    let there = |name: &str| {
        let out = fs::read_dir(folder.path().join("out")).expect("a folder");
        out.filter_map(Result::ok).any(|set| set.path().join("en").join(name).exists())
    };
    assert!(there("deck.md") && !there("deck.xlsx"));
    assert!(run(folder.path(), &["build", "--format", "md,xlsx"]).status.success());
    assert!(there("deck.md") && there("deck.xlsx") && !there("deck.pdf"));
}
