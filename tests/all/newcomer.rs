//! What a newcomer writes wrongly, as messages tell it: what it is, at its place, and what to write instead.

use std::fs;

use iijdeck::cli::INIT_DECK;

use crate::program::findings;

/// What stands where a figure belongs: as typed, a part of the message, a part of the way out.
const FIGURES: &[[&str; 3]] = &[
    ["n/a", "`n/a` is no figure", "not disclosed"],
    ["n. a.", "`n. a.` is no figure", "not applicable"],
    ["k. A.", "is no figure", "Write `not disclosed`"],
    ["n. aussagef.", "is no figure", "Write `not meaningful`"],
    ["TBD", "`TBD` is no figure", "{due: when it is known}"],
    ["...", "is no figure", "{missing: the reason}"],
    ["yes", "`yes` is no figure", "Write digits"],
    ["between 360 and 420", "a range", "`360 to 420`"],
    ["from 360 to 420", "a range", "`360 to 420`"],
    ["zwischen 360 und 420", "a range", "`360 to 420`"],
    ["≥360", "a range", "`at least 360`"],
    [">360", "`>` starts", "`at least 360`"],
    ["360 or more", "a range", "`at least 360`"],
    ["360以上", "a range", "`at least 360`"],
    ["up to 420", "a range", "`at most 420`"],
    ["ca. 360", "a range", "`about 360`"],
    ["約360", "a range", "`about 360`"],
    ["360 ± 20", "a margin", "both ends"],
    ["2026-08-07", "is a day", "before the colon"],
    ["1Q25", "is a period", "before the colon"],
    ["15,813 million million", "another way", "`15,813 million`"],
    ["15,813 Mio.", "another way", "`15,813 million`"],
    ["$15.8bn", "another way", "`USD 15.8 billion`"],
    ["15.813,00", "another way", "`15,813.00`"],
    ["15'813", "another way", "`15813`"],
    ["= 15,813", "another way", "`15,813`"],
    ["“15,813”", "quotation marks", "`15,813`"],
    ["15,8", "a comma", "`15.8`"],
    ["15,000 + 813", "a calculation", "derived"],
    ["=A1+B2", "a calculation", "iijdeck import"],
    ["15,813(1)", "a footnote", "`15,813`"],
    ["15,813*", "a footnote", "`15,813`"],
    ["15,813¹", "a footnote", "`15,813`"],
    ["15,813 ※1", "a footnote", "`15,813`"],
    ["15,813/15,235", "two figures", "one figure for each period"],
    ["15,813 (+3.8%)", "two figures", "under `changes`"],
    ["１５，８１３", "full-width", "`15,813`"],
    ["-", "a dash alone", "`nil`"],
    ["?", "a question mark", "quotes"],
    ["\"15,813", "not closed", "`\"15,813\"`"],
    ["'15,813", "not closed", "`'15,813'`"],
    ["", "left empty", "missing: the reason"],
];

/// Slips elsewhere: what stands in the deck, what is written, the code, parts of the message and the way out.
const SLIPS: &[[&str; 5]] = &[
    ["{1Q26: 12788,", "{1Q26: 12,788,", "yaml-syntax", "splits a figure", "`\"12,788\"`"],
    [
        "{FY2026: 3.8 billion}",
        "{FY2026: 3,800 to 3,900}",
        "yaml-syntax",
        "splits",
        "`\"3,800 to 3,900\"`",
    ],
    ["1Q26: 15,813", "1Q26: {value: 15,813}", "yaml-syntax", "splits", "`\"15,813\"`"],
    ["{1Q26: 12788,", "{1Q26:12788,", "yaml-syntax", "no space", "`1Q26: 12788`"],
    ["1Q25: 12306}", "1Q25: 12306", "yaml-syntax", "this `{` is not closed", "`}`"],
    ["    label: Revenue\n", "\tlabel: Revenue\n", "yaml-syntax", "a tab", "spaces"],
    ["    label: Revenue\n", "   label: Revenue\n", "yaml-syntax", "indented further", "3 and 4"],
    ["    label: Revenue\n", "     label: Revenue\n", "yaml-syntax", "indented by 4", "0, 2, 5"],
    ["    label: Revenue\n", "    label:Revenue\n", "yaml-syntax", "no colon", "`label: Revenue`"],
    ["    label: Revenue\n", "    label Revenue\n", "yaml-syntax", "no colon", "`label: Revenue`"],
    ["title: 1st", "title: Results: 1st", "yaml-syntax", "holds `: `", "\"Results: 1st"],
    ["An example to start from", "@home", "yaml-syntax", "starts with `@`", "`\"@home\"`"],
    [
        "An example to start from",
        "\"Best\" year",
        "yaml-syntax",
        "closing quote",
        "`'\"Best\" year'`",
    ],
    [
        "An example to start from",
        "'The firm's year'",
        "yaml-syntax",
        "closing quote",
        "\"The firm's",
    ],
    [
        "An example to start from",
        "{Best} year",
        "yaml-syntax",
        "starts with `{`",
        "`\"{Best} year\"`",
    ],
    ["An example to start from", "| A text", "yaml-syntax", "next line", "in quotes"],
    ["An example to start from", "*Bold* text", "alias", "aliases", "needs quotes"],
    ["  - cover: {}", "  cover: {}", "yaml-syntax", "without `- `", "`- `"],
    [
        "      1Q26: 15,813\n",
        "      <<<<<<< a\n      1Q26: 1\n      >>>>>>> b\n",
        "yaml-syntax",
        "a merge",
        "Keep",
    ],
    ["2026-08-07 ", "08/07/2026 ", "bad-date", "not a date", "`2026-08-07` or `2026-07-08`"],
    ["2026-08-07 ", "August 7, 2026 ", "bad-date", "not a date", "`2026-08-07`"],
    ["2026-08-07 ", "2026-02-30 ", "bad-date", "its last day is 2026-02-28", "year-month-day"],
    ["starts: april", "starts: Apr", "unknown-word", "not a month", "`april`"],
    ["starts: april", "starts: 4", "unknown-word", "not a month", "`april`"],
    ["{starts: april, named_by: start}", "April", "wrong-kind", "found a text", "{starts: April}"],
    ["language: en", "language: English", "unknown-language", "not a language", "`en`"],
    ["    label: Cost of", "    lable: Cost of", "unknown-field", "`lable`", "`label`"],
    ["  cost_of_revenue:", "  cost of revenue:", "bad-name", "cannot name", "`cost_of_revenue`"],
    ["1Q26: 15,813", "Q1 26: 15,813", "bad-period", "not a period", "`1Q26`"],
    ["1Q26 vs 1Q25:", "1Q26 vs. 1Q25:", "bad-period", "two periods", "`1Q26 vs 1Q25`"],
    ["{show: revenue, change: yoy}", "revenue", "wrong-kind", "found a text", "{show: revenue}"],
    ["show: [revenue]", "show: revenue", "wrong-kind", "a list", "`[revenue]`"],
    ["{revenue yoy verb}", "{revenue 1Q25}", "bad-citation", "`1Q25`", "{revenue@1Q25}"],
    ["        - **Revenue", "        • **Revenue", "bad-prose", "`•`", "`- `"],
];

/// Slips that would have many consequences, and are one finding: what is written, the code, the way out.
const ALONE: &[[&str; 4]] = &[
    ["facts:\n", "fcats:\n", "unknown-field", "`facts`"],
    ["facts:\n", "Facts:\n", "unknown-field", "`facts`"],
    ["slides:\n", "slide:\n", "unknown-field", "`slides`"],
    ["company:\n", "compnay:\n", "unknown-field", "`company`"],
    ["      rows:\n", "      row:\n", "unknown-field", "`rows`"],
    ["    values:\n", "    value:\n", "unknown-field", "`values`"],
    ["      rows:\n", "      lines:\n", "unknown-field", "Known here"],
    ["{change: yoy}", "{yoy}", "unknown-field", "`change: yoy`"],
    ["{change: yoy}", "yoy", "wrong-kind", "{change: yoy}"],
    ["{period: 1Q26}", "1Q26", "wrong-kind", "{period: 1Q26}"],
    ["1Q26: 15,813", "1Q26: JPY 15,813", "bad-number", "`15813`"],
    ["1Q25: 12306}", "1Q25: 12306}}", "yaml-syntax", "Take it out"],
    ["title: Revenue by", "title: ▪ Revenue by", "bad-prose", "Take it out"],
    ["title: Revenue by", "title: ● Revenue by", "bad-prose", "Take it out"],
    ["title: Revenue by", "title: ✓ Revenue by", "bad-prose", "Take it out"],
];

/// The findings of the first deck with one text in place of another.
fn told(from: &str, to: &str) -> Vec<(String, String, String)> {
    assert!(INIT_DECK.contains(from), "{from}");
    told_of(INIT_DECK.replacen(from, to, 1).as_bytes())
}

fn told_of(deck: &[u8]) -> Vec<(String, String, String)> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::write(dir.path().join("quarter.yaml"), deck).expect("a file");
    let (_, found) = findings(dir.path(), &["check", "quarter.yaml"]);
    let text =
        |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    found
        .iter()
        .map(|one| (text(&one["code"]), text(&one["message"]), text(&one["help"])))
        .collect()
}

#[test]
fn what_stands_for_a_figure_is_told_once() {
    for [typed, message, help] in FIGURES {
        let found = told("1Q26: 15,813", &format!("1Q26: {typed}"));
        assert_eq!(found.len(), 1, "{typed}: {found:#?}");
        let (code, told, way) = &found[0];
        assert!(code == "bad-number" || code == "yaml-syntax", "{typed}: {code}");
        assert!(told.contains(message), "{typed}: {told}");
        assert!(way.contains(help) || way.contains(&help.replace('"', "\\\"")), "{typed}: {way}");
    }
}

#[test]
fn slips_of_yaml_are_told_by_what_they_are() {
    for [from, to, code, message, help] in SLIPS {
        let found = told(from, to);
        let first = found.iter().find(|(other, _, _)| other == code);
        let Some((_, told, way)) = first else { panic!("{to}: no {code} in {found:#?}") };
        assert!(told.contains(message), "{to}: {told}");
        assert!(way.contains(help) || way.contains(&help.replace('"', "\\\"")), "{to}: {way}");
        let syntax = found.iter().filter(|(code, _, _)| code == "yaml-syntax").count();
        assert!(syntax <= 1, "{to}: {found:#?}");
    }
}

#[test]
fn what_follows_from_a_slip_is_not_told_beside_it() {
    for [from, to, code, help] in ALONE {
        let found = told(from, to);
        let [(told, _, way)] = &found[..] else { panic!("{to}: {found:#?}") };
        assert!(told == code && way.contains(help), "{to}: {found:#?}");
    }
}

#[test]
fn a_file_that_is_no_text_says_what_it_is() {
    let japanese = INIT_DECK.replace("Example Corporation", "例示株式会社");
    let wide: Vec<u8> = INIT_DECK.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut marked = vec![0xff, 0xfe];
    marked.extend(INIT_DECK.encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, message) in [
        (encoding_rs::SHIFT_JIS.encode(&japanese).0.into_owned(), "Shift_JIS"),
        (encoding_rs::EUC_JP.encode(&japanese).0.into_owned(), "EUC-JP"),
        (
            INIT_DECK.replace("An example", "Ein Gr\u{f6}\u{df}e").chars().map(latin).collect(),
            "1252",
        ),
        (wide, "UTF-16"),
        (marked, "UTF-16"),
        (b"PK\x03\x04\x14\x00".to_vec(), "a workbook"),
        (b"%PDF-1.7\n".to_vec(), "a PDF"),
    ] {
        let found = told_of(&bytes);
        assert_eq!(found.len(), 1, "{message}: {found:#?}");
        assert!(found[0].1.contains(message), "{found:#?}");
    }
    let marked = format!("\u{feff}{INIT_DECK}");
    assert!(told_of(marked.as_bytes()).is_empty(), "a mark of the byte order is no mistake");
}

/// A letter in the western encoding of one byte.
fn latin(letter: char) -> u8 {
    u8::try_from(u32::from(letter)).unwrap_or(b'?')
}
