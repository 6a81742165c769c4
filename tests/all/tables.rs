//! `iijdeck import` of tables (.csv): every line is taken, or it is told why not.

use std::fs;

use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
use tempfile::TempDir;

use crate::program::{run, said};

const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  revenue: {label: Revenue, values: {1Q25: \"15,235\", 1Q26: {due: not yet reported}}}
  cost: {label: Cost, values: {1Q25: 12306, 1Q26: {due: not yet reported}}}
  margin: {label: Margin, unit: \"%\", values: {1Q25: 12.0, 1Q26: {due: not yet reported}}}
  fees: {label: Fees, values: {1Q26: {due: not yet reported}}}
  rate: {label: Rate, unit: \"%\", values: {1Q26: {due: not yet reported}}}
slides:
  - bullets: {title: Results, columns: [\"- Revenue was {revenue}\"]}
";

struct Run {
    folder: TempDir,
    good: bool,
    said: String,
}

impl Run {
    fn of(deck: &str, table: &[u8]) -> Self {
        Self::with(deck, table, &[])
    }

    fn with(deck: &str, table: &[u8], args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
        fs::write(folder.path().join("table.csv"), table).expect("a table");
        let import = ["import", "table.csv", "--message-format", "short"];
        let output = run(folder.path(), &[&import, args].concat());
        Self { folder, good: output.status.success(), said: said(&output) }
    }

    fn deck(&self) -> String {
        fs::read_to_string(self.folder.path().join("quarter.yaml")).expect("a deck")
    }
}

/// Tells what the revenue of the quarter is after an import without a word of doubt.
fn revenue(table: &[u8], mapping: &str) -> String {
    let deck = DECK.replacen("slides:", &format!("{mapping}slides:"), 1);
    let run = Run::of(&deck, table);
    let text = String::from_utf8_lossy(table);
    assert!(run.good && !run.said.contains("warning["), "{text}: {}", run.said);
    let deck = run.deck();
    let line = deck.lines().find(|line| line.contains("label: Revenue")).expect("its line");
    let (_, value) = line.split_once("1Q26: ").expect("its value");
    value.trim_end_matches('}').to_owned()
}

#[test]
fn what_is_wrong_with_a_line_is_told_at_the_line_and_nothing_is_taken() {
    for (table, line, code, words) in [
        // The commonest fault: a thousands comma without quotes.
        ("item,period,value\ncost,1Q26,12,788\n", 2, "bad-cell", "4 fields, the header 3"),
        ("item,period,value\nrevenue,1Q26\ncost,1Q26,5\n", 2, "bad-cell", "2 fields"),
        ("item,period,value\nrevenue,1Q26,\ncost,1Q26,12788\n", 2, "bad-cell", "no value"),
        ("item,period,value\n,1Q26,15813\n", 2, "bad-cell", "no item"),
        ("item,period,value\nrevenue,,15813\n", 2, "bad-cell", "no period"),
        ("item,period,value\n\nrevenue,1Q26,\"15813\ncost,1Q26,5\n", 3, "bad-cell", "not closed"),
        ("item,period,value,value\nrevenue,1Q26,15813,2\n", 1, "no-cell", "stands twice"),
        ("item,period,value,Units\nrevenue,1Q26,15813,JPY thousand\n", 1, "no-cell", "`units`"),
        ("item,period,value,単位\nrevenue,1Q26,15813,千円\n", 1, "no-cell", "`単位`"),
        ("item,period\nrevenue,1Q26\n", 1, "no-cell", "no column `value`"),
        // What it says of a line nobody knows: that it is a plan, or the version before.
        ("item,period,value,scenario\nrevenue,1Q26,15813,plan\n", 1, "no-cell", "`scenario`"),
        ("item,period,value,type\nrevenue,1Q26,15813,plan\n", 1, "no-cell", "`type`"),
        ("item,period,version,value\nrevenue,1Q26,plan,15813\n", 1, "no-cell", "`version`"),
        ("item,period,value,\nrevenue,1Q26,15813,plan\n", 1, "no-cell", "the column `` is not"),
        ("item,period,value,区分\nrevenue,1Q26,15813,計画\n", 1, "no-cell", "`区分`"),
        ("Posten;Wert\nUmsatz;1\n", 1, "no-cell", "holds no figure"),
        // Whether the mark is of decimals or thousands nobody knows.
        ("item;period;value\nrevenue;1Q26;15.813\n", 2, "bad-cell", "`15.813` may have"),
        ("sep=;\nitem;period;value\nrevenue;1Q26;15,8\n", 3, "bad-cell", "`15,8` may have"),
    ] {
        let run = Run::of(DECK, table.as_bytes());
        let place = format!("table.csv:{line}:");
        assert!(!run.good && run.deck() == DECK, "{table}: {}", run.said);
        let told = run.said.lines().any(|said| {
            said.contains(&place)
                && said.contains(&format!("error[{code}]"))
                && said.contains(words)
        });
        assert!(told, "{table}: {}", run.said);
    }
    // Two lines of one figure, and units and texts that are no figures.
    for (table, words) in [
        (
            "item,period,value\nrevenue,1Q26,15813\nrevenue,1Q26,15814\n",
            "has two cells for `revenue@1Q26`",
        ),
        ("item,period,value,unit\nrevenue,1Q26,15813,JPY\nrevenue,1Q26,x,\n", "two cells"),
        ("item,period,value,unit\nrevenue,1Q26,15813,EUR million\n", "in EUR million"),
        ("item,period,value,unit\nrevenue,1Q26,15813,pieces of eight\n", "in pieces of eight"),
        ("item,period,value\nrevenue,1Q26,\"€15,813\"\n", "shown as `€`"),
        ("item,period,value\nrevenue,1Q26,\"15,813千円\"\n", "shown as `千円`"),
        ("item,period,value\nrevenue,1Q26,12.3%\n", "shown as `%`"),
        ("item,period,value\nrevenue,1Q26,1.58E+04\n", "1.58E+04"),
        ("item,period,value\nrevenue,1Q26,tba\n", "the text \"tba\""),
    ] {
        let run = Run::of(DECK, table.as_bytes());
        assert!(!run.good && run.deck() == DECK, "{table}: {}", run.said);
        assert!(run.said.contains(words), "{table}: {}", run.said);
    }
}

#[test]
fn right_tables_are_taken_however_they_are_saved() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    for (table, meant) in [
        ("item,period,value\nrevenue,1Q26,15813\n", "15813"),
        ("Item,Period,Value,Unit\nrevenue,1Q26,15813,JPY million\n", "15813"),
        ("Item,Period,Value,Unit\nrevenue,1Q26,\"15,813,000\",JPY thousand\n", "15813"),
        ("item,period,value,unit\nrevenue,1Q26,15813,百万円\n", "15813"),
        ("item,period,value,unit\nrevenue,1Q26,15813000,千円\n", "15813"),
        ("item,period,value,unit\nrevenue,1Q26,15813,million\n", "15813"),
        ("item;period;value\nrevenue;1Q26;15813\n", "15813"),
        ("item\tperiod\tvalue\nrevenue\t1Q26\t15,813\n", "15813"),
        ("sep=;\r\nitem;period;value\r\nrevenue;1Q26;15813\r\n", "15813"),
        ("item,period,value\nrevenue,1Q26,\"¥15,813\"\n", "15813"),
        ("item,period,value\nrevenue,1Q26,\"JPY 15,813 million\"\n", "15813"),
        ("item,period,value\nrevenue,1Q26,\"15,813百万円\"\n", "15813"),
        ("item,period,value\nrevenue,1Q26,1.5813E+04\n", "15813"),
        ("item,period,value\nrevenue,1Q26,15\u{a0}813\n", "15813"),
        ("item,period,value\nrevenue,2027年3月期第1四半期,15813\n", "15813"),
        ("item,period,value\nrevenue,1Q FY2026,15813\n", "15813"),
        ("item,period,value\nrevenue,1. Quartal 2026/27,15813\n", "15813"),
        // Blank lines, and fields that are empty in every line.
        ("item,period,value,,\n,,,,\nrevenue,1Q26,15813,,\n\n", "15813"),
        ("item,period,value\nrevenue,1Q26,15813,\n", "15813"),
        ("item,period,value,scenario\nrevenue,1Q26,15813,\n", "15813"),
        ("item,period,value,Remarks\nrevenue,1Q26,15813,checked by K.\n", "15813"),
        ("item,period,value,low,label_en\nrevenue,1Q26,15813,15812.5,Revenue\n", "15813"),
        // What an export says is missing is no figure of this one.
        ("item,period,value,state\nrevenue,1Q26,15813,stated\ncost,1Q26,,due\n", "15813"),
    ] {
        assert_eq!(revenue(table.as_bytes(), ""), meant, "{table}");
    }
    let table = "item,period,value,備考\nrevenue,1Q26,15813,売上高\n";
    assert_eq!(revenue(&SHIFT_JIS.encode(table).0, ""), "15813");
    assert_eq!(revenue(&utf16(table), ""), "15813");
    let table = "item;period;value;Notiz\nrevenue;1Q26;15.813;Umsätze\n";
    let comma = "import: {decimal: comma}\n";
    assert_eq!(revenue(&WINDOWS_1252.encode(table).0, comma), "15813");
    assert_eq!(revenue(b"item;period;value\nrevenue;1Q26;15.813,4\n", comma), "15813");
    let point = "import: {decimal: point}\n";
    assert_eq!(revenue(b"item;period;value\nrevenue;1Q26;\"15,813.4\"\n", point), "15813");
    let run = Run::of(DECK, "item,period,value\nmargin,1Q26,12.3%\ncost,1Q26,12788\n".as_bytes());
    assert!(run.good && run.deck().contains("1Q26: 12.3}"), "{}", run.said);
    for (typed, meant) in
        [("12788-", "-12788"), ("(12788)", "-12788"), ("△12788", "-12788"), ("−12788", "-12788")]
    {
        let run = Run::of(DECK, format!("item,period,value\ncost,1Q26,{typed}\n").as_bytes());
        assert!(
            run.good && run.deck().contains(&format!("1Q26: {meant}}}")),
            "{typed}: {}",
            run.said
        );
        // One earlier figure is enough to doubt a sign.
        assert!(run.said.contains("[cell-sign]"), "{typed}: {}", run.said);
    }
}

#[test]
fn lines_of_other_items_are_told() {
    let table = "item,period,value\nrevnue,1Q25,3\nRevenue,1Q26,15813\ngoodwill,1Q26,1\nimpairment,1Q26,2\n\
                 revenue,1Q19,4\n";
    let run = Run::of(DECK, table.as_bytes());
    assert!(run.good && run.deck().contains("1Q26: 15813}"), "{}", run.said);
    for words in [
        "table.csv:2:1: warning[no-figure]: table.csv names the item `revnue`",
        "table.csv:4:1: warning[no-figure]: table.csv names items that the deck does not have: `goodwill`, `impairment`",
        "table.csv:6:1: warning[no-figure]: table.csv names `revenue@1Q19`",
    ] {
        assert!(run.said.contains(words), "{words}: {}", run.said);
    }
    let run = Run::of(DECK, "item,period,value\nFees,1Q26,5\nGebühren,1Q26,5\n".as_bytes());
    assert!(run.good && run.said.contains("`Gebühren`"), "{}", run.said);
}

#[test]
fn a_first_figure_is_doubted_by_its_form() {
    for (table, words) in [
        ("rate,1Q26,0.123", "a part of one"),
        ("fees,1Q26,15.813", "thousands?"),
        ("fees,1Q26,15813456000", "a thousand times every amount"),
    ] {
        let run = Run::of(DECK, format!("item,period,value\n{table}\n").as_bytes());
        assert!(run.good && run.said.contains("[cell-unit]"), "{table}: {}", run.said);
        assert!(run.said.contains(words), "{table}: {}", run.said);
    }
    for table in
        ["rate,1Q26,12.34", "rate,1Q26,0.5", "fees,1Q26,15813.4", "fees,1Q26,3", "fees,1Q26,0.456"]
    {
        let run = Run::of(DECK, format!("item,period,value\n{table}\n").as_bytes());
        assert!(run.good && !run.said.contains("[cell-unit]"), "{table}: {}", run.said);
    }
}

#[test]
fn a_table_without_a_head_is_read_by_its_cells() {
    let deck = DECK.replacen("slides:", "import: {cells: {revenue: B2, cost: B3}}\nslides:", 1);
    let run = Run::of(&deck, "JPY million,1Q26\nSales,\"15,813\"\nCost,12788\n".as_bytes());
    assert!(run.good && run.deck().contains("1Q26: 15813}"), "{}", run.said);
    // A comma without quotes moves the fields of its line.
    let run = Run::of(&deck, "JPY million,1Q26\nSales,15,813\nCost,12788\n".as_bytes());
    assert!(!run.good && run.deck() == deck, "{}", run.said);
    assert!(run.said.contains("its line has 3 fields, the first one 2"), "{}", run.said);
}

#[test]
fn a_range_is_taken_as_decks_write_it() {
    for (cell, taken) in [
        ("\"15,000 to 16,000\"", "15000 to 16000"),
        ("15000～16000", "15000～16000"),
        ("at least 15000", "at least 15000"),
        ("15.0 to 16.0 billion", "15.0 to 16.0 billion"),
        ("nil", "nil"),
    ] {
        let table = format!("item,period,value\nrevenue,1Q26,{cell}\n");
        let run = Run::of(DECK, table.as_bytes());
        assert!(run.good, "{cell}: {}", run.said);
        assert!(run.deck().contains(&format!("1Q26: {taken}}}")), "{cell}: {}", run.deck());
        // Imported once more, it is what the deck says already.
        fs::write(run.folder.path().join("table.csv"), &table).expect("a table");
        let again = crate::program::run(run.folder.path(), &["import", "table.csv"]);
        assert!(again.status.success(), "{}", said(&again));
        assert!(run.deck().contains(&format!("1Q26: {taken}}}")), "{cell}: {}", run.deck());
    }
    for cell in ["16000 to 15000", "1.0 to 2.0%", "15813*", "TBD"] {
        let table = format!("item,period,value\nrevenue,1Q26,{cell}\n");
        let run = Run::of(DECK, table.as_bytes());
        assert!(!run.good && run.said.contains("cell C2"), "{cell}: {}", run.said);
    }
}
