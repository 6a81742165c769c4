//! The style of the house: what it prints, in every format, and that every form of it is read again.

use std::fs;
use std::path::Path;

use super::paper::{Paper, told};
use super::program::{run, said};

/// A deck of a company in a style.
struct House<'a> {
    language: &'a str,
    year: &'a str,
    unit: &'a str,
    style: &'a str,
}

/// The rows of a page that tests look at.
const TABLE: &str = "statement: {title: T, columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy}], \
                     rows: [{show: sales}, {show: income}]}";

impl House<'_> {
    fn deck(&self, slides: &[&str]) -> String {
        let Self { language, year, unit, style } = self;
        let slides = slides.iter().fold(String::new(), |text, slide| text + "  - " + slide + "\n");
        format!(
            "iijdeck: 2\ndeck: {{title: Q, date: 2026-08-07, period: 1Q26, language: {language}, \
             style: {style}}}\n\
             company: {{name: Ex, short: Ex, fiscal_year: {{{year}}}, unit: {unit}, rounding: half up}}\n\
             facts:\n  sales: {{label: S, values: {{1Q26: 15803, 1Q25: 15004, 2Q25: 16000, 3Q25: 16100, \
             4Q25: 16200, FY2025: 63304}}}}\n  \
             income: {{label: P, minus: loss, values: {{1Q26: (161), 1Q25: 290, 2Q25: nil, 3Q25: {{not disclosed: R}}}}}}\n\
             slides:\n{slides}"
        )
    }
}

const APRIL: &str = "starts: april, named_by: start";
const ENDS: &str = "starts: july, named_by: end";
const JANUARY: &str = "starts: january, named_by: start";

/// Language, year, unit, style; the name of a quarter, and what a text says.
const COMPANIES: [(&str, &str, &str, &str, &str, &str); 14] = [
    // Sony, SAP, Infosys, Toyota, Novo Nordisk, Nestlé, Samsung, Shopify.
    (
        "en",
        APRIL,
        "JPY million",
        "{periods: {quarter: \"FY{yy} Q{quarter}\"}, currency: symbol}",
        "FY26 Q1",
        "S ¥15,803 million, P -161",
    ),
    (
        "ja",
        APRIL,
        "JPY million",
        "{periods: {quarter: \"{start_yyyy}年度 第{quarter}四半期\"}}",
        "2026年度 第1四半期",
        "S 158億3百万円, P △161",
    ),
    (
        "en",
        JANUARY,
        "EUR million",
        "{periods: {quarter: \"Q{quarter}/{yyyy}\"}, currency: symbol, minus: −}",
        "Q1/2026",
        "S €15,803 million, P −161",
    ),
    (
        "de",
        JANUARY,
        "EUR million",
        "{periods: {quarter: \"Q{quarter}/{yyyy}\"}, currency: symbol}",
        "Q1/2026",
        "S 15.803 Mio. €, P −161",
    ),
    (
        "en",
        APRIL,
        "USD million",
        "{periods: {quarter: \"Q{quarter} FY{yy}\"}, currency: symbol, minus: parentheses}",
        "Q1 FY26",
        "S $15,803 million, P (161)",
    ),
    (
        "en",
        APRIL,
        "JPY million",
        "{periods: {quarter: \"FY{yyyy} {quarter}Q\"}, currency: {JPY: ¥}}",
        "FY2026 1Q",
        "S ¥15,803 million, P -161",
    ),
    (
        "ja",
        APRIL,
        "JPY million",
        "{periods: {quarter: \"{end_yyyy}年{end_month}月期 第{quarter}四半期\"}, minus: black triangle}",
        "2027年3月期 第1四半期",
        "P ▲161",
    ),
    (
        "en",
        JANUARY,
        "DKK million",
        "{periods: {quarter: \"Q{quarter} {yyyy}\", year: \"{yyyy}\"}, currency: code, dates: D Month YYYY}",
        "Q1 2026",
        "S DKK 15,803 million, P -161",
    ),
    (
        "en",
        JANUARY,
        "CHF million",
        "{periods: {quarter: \"{First Quarter} {yyyy}\"}}",
        "First Quarter 2026",
        "S CHF 15,803 million, P -161",
    ),
    (
        "en",
        JANUARY,
        "KRW billion",
        "{periods: {quarter: \"{quarter}Q '{yy}\"}, currency: {KRW: ₩}, minus: triangle}",
        "1Q '26",
        "S ₩15,803 billion, P △161",
    ),
    (
        "en",
        JANUARY,
        "USD million",
        "{periods: {quarter: \"Q{quarter} {yyyy}\"}, currency: {USD: US $}}",
        "Q1 2026",
        "S US $15,803 million, P -161",
    ),
    (
        "de",
        APRIL,
        "EUR million",
        "{periods: {quarter: \"{erstes Quartal} {years}\"}, minus: parentheses}",
        "erstes Quartal 2026/27",
        "S 15.803 Mio. EUR, P (161)",
    ),
    ("ja", APRIL, "JPY million", "{currency: symbol}", "27/3 1Q", "S ¥15,803百万, P △161"),
    (
        "ja",
        APRIL,
        "JPY million",
        "{currency: code, in: {ja: {currency: {JPY: word}}}}",
        "27/3 1Q",
        "S 158億3百万円, P △161",
    ),
];

#[test]
fn companies_name_their_quarters_and_money_their_own_way() {
    let text = "bullets: {title: T, columns: [\"- S {sales}, P {income number}\"]}";
    for (language, year, unit, style, head, words) in COMPANIES {
        let house = House { language, year, unit, style };
        let deck = house.deck(&[TABLE, text]);
        let date = if year == JANUARY { "2026-04-28" } else { "2026-08-07" };
        let paper = Paper::of(&deck.replace("2026-08-07", date));
        paper.says(1, head);
        paper.says(2, words);
    }
}

#[test]
fn a_column_may_be_headed_by_its_last_day_and_its_length() {
    let style = "{headers: {quarter: \"{months} months ended {day}\", year: \"Year ended {day}\"}, \
                 dates: D Month YYYY, first_column: \"\", nil: 0, words: {not disclosed: N/D}}";
    let house = House { language: "en", year: ENDS, unit: "USD million", style };
    let slide = "statement: {title: T, columns: [{period: 1Q26}, {period: 2Q25}, {period: 3Q25}, {period: FY2025}], \
                 rows: [{show: sales}, {show: income, blank: [FY2025]}]}";
    let deck = house.deck(&[slide]).replace("date: 2026-08-07", "date: 2025-11-07");
    let paper = Paper::of(&deck);
    paper.says(1, "3 months ended 30 September 2025");
    paper.says(1, "Year ended 30 June 2025");
    paper.says(1, "N/D");
    paper.says(1, "(161)0N/D");
    paper.never_says(1, "Item");
    // Weeks are counted by the calendar.
    let weeks = "{headers: {quarter: \"{weeks} Weeks Ended {day}\"}}";
    let year = "starts: september, named_by: end, ends: nearest sunday, weeks: 12-12-12-16";
    let house = House { language: "en", year, unit: "USD million", style: weeks };
    let slide =
        "statement: {title: T, columns: [{period: 1Q26}, {period: 4Q25}], rows: [{show: sales}]}";
    let paper = Paper::of(&house.deck(&[slide]).replace("date: 2026-08-07", "date: 2025-12-11"));
    paper.says(1, "12 Weeks Ended November 23, 2025");
    paper.says(1, "16 Weeks Ended August 31, 2025");
}

#[test]
fn amounts_and_rates_have_headers_of_their_own() {
    let style = "{change: {percent: \"% change\", amount: \"$ change\", yoy: Y/Y, qoq: Q/Q}}";
    let house = House { language: "en", year: APRIL, unit: "USD million", style };
    let slide = "statement: {title: T, columns: [{period: 1Q26}, {change: yoy}, {change: yoy, measure: amount}, \
                 {change: qoq}], rows: [{show: sales}]}";
    let text = "bullets: {title: T, columns: [\"- S {sales yoy}\"]}";
    let paper = Paper::of(&house.deck(&[slide, text]));
    paper.says(1, "% change$ changeQ/Q");
    paper.says(2, "up 5.3% Y/Y");
    // Without heads of its own the two are told apart by their author.
    let plain = House { style: "{change: {yoy: Y/Y}}", ..house };
    assert!(told(&plain.deck(&[slide])).contains("header-differs"));
}

#[test]
fn what_is_typed_in_the_forms_of_the_house_is_read() {
    for (style, right, wrong) in [
        ("{periods: {quarter: \"Q{quarter} FY{yy}\"}}", "Q1 FY26", "Q2 FY26"),
        ("{periods: {quarter: \"{quarter}Q '{yy}\"}}", "1Q '26", "1Q '25"),
        ("{periods: {quarter: \"FY{end_month}/{end_yy} Q{quarter}\"}}", "FY3/27 Q1", "FY3/27 Q2"),
        (
            "{headers: {quarter: \"{weeks} weeks to {day}\"}}",
            "13 weeks to June 30, 2026",
            "13 weeks to June 30, 2025",
        ),
        (
            "{headers: {quarter: \"{month} {year} quarter\"}}",
            "June 2026 quarter",
            "March 2026 quarter",
        ),
        (
            "{dates: DD Month YYYY, headers: {quarter: \"Quarter to {day}\"}}",
            "Quarter to 30 June 2026",
            "Quarter to 31 March 2026",
        ),
    ] {
        let house = House { language: "en", year: APRIL, unit: "JPY million", style };
        let slide = |head: &str| {
            format!(
                "statement: {{title: T, columns: [{{period: 1Q26, header: \"{head}\"}}], rows: [{{show: sales}}]}}"
            )
        };
        let found = told(&house.deck(&[&slide(right)]));
        assert!(!found.contains('['), "{right}: {found}");
        let found = told(&house.deck(&[&slide(wrong)]));
        assert!(found.contains("header-differs"), "{wrong}: {found}");
        let cited = format!("bullets: {{title: T, columns: [\"- S {{sales}} in {wrong}\"]}}");
        let found = told(&house.deck(&[&cited]));
        assert!(found.contains("period-differs"), "{wrong}: {found}");
    }
    // The marks of money, of a minus and of a comparison.
    let style = "{currency: symbol, minus: black triangle, change: {yoy: PCP}}";
    let house = House { language: "en", year: APRIL, unit: "USD million", style };
    for (text, code) in [
        ("- P ▲161 here", "untied-figure"),
        ("- S €15,803 million", "untied-figure"),
        ("- S {sales@1Q25 qoq} PCP", "comparison-differs"),
    ] {
        let slide = format!("bullets: {{title: T, columns: [\"{text}\"]}}");
        let found = told(&house.deck(&[&slide]));
        assert!(found.contains(code), "{text}: {found}");
    }
}

#[test]
fn a_form_that_cannot_be_used_is_refused_with_a_way_out() {
    for (style, reason, help) in [
        ("{periods: {quarter: \"Q{quater} FY{yy}\"}}", "names nothing of a period", "`quarter`"),
        ("{periods: {quarter: \"Q{quarter FY{yy}\"}}", "has no partner", "Close each brace"),
        ("{periods: {quarter: \"Q{quarter}\"}}", "does not say which year", "{yyyy}"),
        ("{periods: {quarter: \"FY{yy}\"}}", "does not say which quarter", "{quarter}"),
        (
            "{periods: {half: \"Half {yyyy}\"}}",
            "`Half 2025` would be the name of 1H25 and of 2H25",
            "Say in the form",
        ),
        (
            "{periods: {quarter: \"{quarter}/{yy}\"}}",
            "would not be read as a period",
            "Say in the form",
        ),
        (
            "{periods: {nine_months: \"{month} {year}\"}}",
            "would not be read as a period",
            "Say in the form",
        ),
        (
            "{periods: {year: \"{yyyy}\"}}",
            "`2025`, the name of FY2025, would not be read",
            "Say in the form",
        ),
        (
            "{periods: {balance: \"{day} {day}\"}}",
            "cannot name the day of a balance",
            "As of {day}",
        ),
        ("{dates: MM/DD/YYYY}", "may be read as month and day", "YYYY-MM-DD"),
        ("{dates: Month D}", "is no form of a day", "Month D, YYYY"),
        ("{currency: sign}", "marks no currency", "symbol, code or word"),
        ("{currency: word}", "English has no word for JPY", "code"),
        ("{currency: {JPY: €}}", "is not read as JPY", "`¥`"),
        ("{currency: {Yen: symbol}}", "is no code of a currency", "ISO 4217"),
        ("{minus: brackets}", "is no minus", "parentheses"),
        ("{nil: zero}", "is not read as nothing", "a dash"),
        (
            "{words: {not applicable: n/a, not disclosed: n/a}}",
            "would stand for not applicable and for not disclosed",
            "two words",
        ),
        ("{words: {missing: n1}}", "cannot stand in the place of a figure", "without digits"),
        ("{change: {percent: Change, amount: Change}}", "amounts and rates alike", "$ change"),
        ("{change: {amount: \"% change\"}}", "amounts and rates alike", "$ change"),
        (
            "{change: {yoy: vs. PY, qoq: vs. PY}}",
            "the year before and changes on the quarter",
            "two",
        ),
        ("{change: {yoy_year: Change, qoq_day: change}}", "on the quarter before alike", "two"),
        ("{change: {percent: Q/Q, qoq: QQ}}", "on the quarter before and rates of change", "two"),
        ("{periods: {year: \"{yy}\"}}", "`{yy}` is a bare number", "FY{yy}"),
        ("{headers: {quarter: \"{quarter}.{yy}\"}}", "is a bare number", "Q{quarter} FY{yy}"),
        ("{change: {yoy: QoQ}}", "cannot say that a change is on the year before", "Y/Y"),
        ("{in: {fr: {nil: 0}}}", "`fr` is not a language built in", ""),
    ] {
        let house = House { language: "en", year: APRIL, unit: "JPY million", style };
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("quarter.yaml"), house.deck(&[TABLE])).expect("a deck");
        let found = said(&run(folder.path(), &["check", "quarter.yaml"]));
        let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(found.contains(reason), "{style}: {found}");
        assert!(found.contains(help), "{style}: {found}");
        assert_eq!(found.matches("error[").count(), 1, "{style}: {found}");
    }
    // One sign for two currencies of a deck.
    let house =
        House { language: "en", year: APRIL, unit: "USD million", style: "{currency: symbol}" };
    let deck = house
        .deck(&[TABLE])
        .replace("slides:", "  other: {label: O, unit: CAD million, values: {1Q26: 5}}\nslides:");
    assert!(told(&deck).contains("`$` would mark"), "{}", told(&deck));
}

/// A year of nine months has three quarters: the fourth needs no name of its own.
#[test]
fn a_year_cut_short_has_no_fourth_quarter() {
    let style = "{headers: {quarter: \"{months} months ended {day}\"}}";
    let house = House { language: "en", year: APRIL, unit: "JPY million", style };
    let short = "calendar:\n  FY2025: {from: 2025-04-01, to: 2025-12-31, quarters: 3}\nfacts:";
    let deck = house.deck(&[]).replace("4Q25: 16200, ", "").replace("FY2025: 63304", "4Q24: 1");
    let table = "  - statement: {title: T, columns: [{period: 1Q26}, {period: 3Q25}], \
                 rows: [{show: sales}]}\n";
    let deck = format!("{}{table}", deck.replace("facts:", short));
    assert!(!told(&deck).contains("bad-style"), "{}", told(&deck));
    // Of two quarters of one length the name must still tell which.
    let style = deck.replace("ended {day}", "of {yyyy}");
    assert!(told(&style).contains("bad-style"), "{}", told(&style));
}

#[test]
fn one_file_is_shared_by_decks_of_two_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    put(
        "house.yaml",
        "footing: exact\nin:\n  en:\n    periods: {quarter: \"Q{quarter} FY{yy}\"}\n    currency: symbol\n  \
         ja:\n    periods: {quarter: \"{start_yyyy}年度第{quarter}四半期\"}\n    minus: black triangle\n",
    );
    let build = |language: &str| {
        let house = House { language, year: APRIL, unit: "JPY million", style: "house.yaml" };
        let name = format!("{language}.yaml");
        put(&name, &house.deck(&[TABLE, "bullets: {title: T, columns: [\"- S {sales}\"]}"]));
        for args in [&["build", &name][..], &["verify", &name]] {
            let output = run(folder.path(), args);
            assert!(output.status.success(), "{}", said(&output));
        }
        let path = format!("out/{language}/{language}/deck.md");
        fs::read_to_string(folder.path().join(path)).expect("a deck")
    };
    let english = build("en");
    assert!(english.contains("Q1 FY26") && english.contains("¥15,803"), "{english}");
    let japanese = build("ja");
    assert!(japanese.contains("2026年度第1四半期") && japanese.contains("▲161"), "{japanese}");
    // A mistake is told at its place in the file.
    put("house.yaml", "nil: none\n");
    let found = said(&run(folder.path(), &["check", "en.yaml"]));
    assert!(found.contains("house.yaml:1:6"), "{found}");
}

#[test]
fn the_next_quarter_is_written_in_the_forms_of_the_house() {
    let rolled = |folder: &Path, style: &str, title: &str| {
        let house = House { language: "en", year: APRIL, unit: "JPY million", style };
        let text = format!("bullets: {{title: \"{title}\", columns: [\"- S {{sales}}\"]}}");
        fs::write(folder.join("quarter.yaml"), house.deck(&[&text])).expect("a deck");
        let output = run(folder, &["roll", "quarter.yaml", "--to", "2Q26", "--out", "next.yaml"]);
        assert!(output.status.success(), "{}", said(&output));
        let next = fs::read_to_string(folder.join("next.yaml")).expect("the next deck");
        fs::remove_file(folder.join("next.yaml")).expect("a file");
        next
    };
    for (style, was, is) in [
        ("{periods: {quarter: \"Q{quarter} FY{yy}\"}}", "Results of Q1 FY26", "Results of Q2 FY26"),
        ("{periods: {quarter: \"{quarter}Q '{yy}\"}}", "1Q '26 Results", "2Q '26 Results"),
        (
            "{periods: {quarter: \"FY{end_month}/{end_yy} Q{quarter}\"}}",
            "FY3/27 Q1 Results",
            "FY3/27 Q2 Results",
        ),
        (
            "{headers: {quarter: \"{months} months to {day}\"}}",
            "3 months to June 30, 2026",
            "3 months to September 30, 2026",
        ),
        (
            "{dates: DD Month YYYY, headers: {quarter: \"Quarter to {day}\"}}",
            "Quarter to 30 June 2026",
            "Quarter to 30 September 2026",
        ),
        (
            "{periods: {quarter: \"{First-Quarter} {yyyy}\"}}",
            "First-Quarter 2026 Results",
            "Second-Quarter 2026 Results",
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let next = rolled(folder.path(), style, was);
        assert!(next.contains(is), "{is}: {next}");
        assert!(next.contains(style), "the style stays: {next}");
    }
}
