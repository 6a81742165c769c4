//! Every row, column, tile and citation prints in the unit, scale and decimals that it asks for, and says so.

use super::paper::{Paper, head, told};

fn deck(language: &str, facts: &str, slides: &str) -> String {
    let money = if language == "de" { "EUR" } else { "USD" };
    format!("{}{facts}slides:\n{slides}", head(language, money))
}

fn bullets(text: &str) -> String {
    format!("  - bullets: {{title: X, columns: [\"- {text}\"]}}\n")
}

fn statement(rest: &str) -> String {
    format!("  - statement: {{title: X, {rest}}}\n")
}

const FACTS: &str = "facts:
  sales: {label: Sales, values: {1Q26: 15813, 1Q25: 14746}}
  margin: {label: Margin, unit: \"%\", values: {1Q26: 24.11, 1Q25: 23.81}}
  eps: {label: Income per share, unit: USD, values: {1Q26: 122 cents, 1Q25: 1.10}}
  effect: {label: Effect, unit: points, values: {1Q26: 112 bps, 1Q25: (8.60)}}
  shares: {label: Shares outstanding, unit: thousand shares, values: {1Q26: 443837, 1Q25: 443377}}
";

#[test]
fn a_citation_prints_in_the_scale_and_decimals_that_it_asks_for() {
    for (language, said) in [
        ("en", ["USD 15.81 billion", "24.1%", "up 30 bps"]),
        ("ja", ["158.1億米ドル", "24.1%", "30bps上昇"]),
        ("de", ["15,81 billion EUR", "24,1 %", "30 Basispunkte"]),
    ] {
        let text = "{sales in billion, 2 decimals} {margin, 1 decimal} {margin yoy in bps bare}";
        let facts = "facts:\n  sales: {label: S, values: {1Q26: 15813}}\n  \
                     margin: {label: M, unit: \"%\", values: {1Q26: 24.11, 1Q25: 23.81}}\n";
        let facts =
            if language == "ja" { facts.replace(": S,", ": 売上,") } else { facts.to_owned() };
        let text =
            if language == "ja" { format!("売上と利益は{text}") } else { text.to_owned() };
        let paper = Paper::of(&deck(language, &facts, &bullets(&text)));
        for said in said {
            let said = said.replace("billion", if language == "de" { "Mrd." } else { "billion" });
            paper.says(1, &said);
        }
    }
}

#[test]
fn cents_and_basis_points_are_hundredths_of_their_units() {
    let text = "{eps}, {eps in cents}; {effect in bps}, {effect number in bps} bps";
    let paper = Paper::of(&deck("en", FACTS, &bullets(text)));
    paper.says(1, "122 US cents, 122 US cents; 112 bps, 112 bps");
    let columns = "columns: [{period: 1Q26}, {period: 1Q25}]";
    let rows = "rows: [{show: eps, unit: USD cents}, {show: eps, label: Basic}, {show: effect}, \
                {show: effect, label: The same, in: bps}]";
    let paper = Paper::of(&deck("en", FACTS, &statement(&format!("{columns}, {rows}"))));
    paper.says(1, "Income per share (US cents) 122 110");
    paper.says(1, "Basic 1.22 1.10");
    paper.says(1, "Effect 1.12 pt (8.60 pt)");
    paper.says(1, "The same 112 bps (860 bps)");
}

#[test]
fn cents_say_of_which_currency_they_are() {
    for (language, said) in [
        ("en", ["122 US cents, 42 euro cents", "A (US cents) 122", "B (euro cents) 42"]),
        ("de", ["122 US-Cent, 42 Eurocent", "A (US-Cent) 122", "B (Eurocent) 42"]),
        ("ja", ["122米セント、42ユーロセント", "A（米セント） 122", "B（ユーロセント） 42"]),
        (
            "pl",
            [
                "122 centy amerykańskie, 42 eurocenty",
                "A (centów amerykańskich) 122",
                "B (eurocentów) 42",
            ],
        ),
    ] {
        let facts = "facts:\n  a: {label: A, unit: USD cents, values: {1Q26: 122}}\n  \
                     b: {label: B, unit: EUR cents, values: {1Q26: 42}}\n  \
                     c: {label: C, values: {1Q26: 3}}\n";
        let comma = if language == "ja" { "、" } else { ", " };
        let rows = "columns: [{period: 1Q26}], rows: [{show: a}, {show: b}, {show: c}]";
        let slides = bullets(&format!("{{a}}{comma}{{b}}")) + &statement(rows);
        let paper = Paper::of(&deck(language, facts, &slides));
        paper.says(1, said[0]);
        paper.says(2, said[1]);
        paper.says(2, said[2]);
    }
    let facts = "facts:\n  a: {label: A, unit: USD cents, values: {1Q26: 122}}\n";
    let alone = statement("columns: [{period: 1Q26}], rows: [{show: a}]");
    Paper::of(&deck("en", facts, &alone)).says(1, "Unit: US cents");
}

#[test]
fn lakh_and_crore_have_no_more_digits_in_other_languages() {
    let facts = "facts:\n  a: {label: A, unit: INR crore, values: {1Q26: 37923}}\n  \
                 b: {label: B, unit: INR lakh, values: {1Q26: \"12,34,567\"}}\n";
    for (language, said) in [
        ("en", ["INR 37,923 crore", "INR 12,34,567 lakh"]),
        ("de", ["379,23 Mrd. INR", "123.456,7 Mio. INR"]),
        ("ja", ["3,792.3億INR", "123,456.7百万INR"]),
    ] {
        let paper = Paper::of(&deck(language, facts, &bullets("{a} {b}")));
        for words in said {
            paper.says(1, words);
        }
    }
}

#[test]
fn points_and_basis_points_are_proved_together() {
    let facts = |whole: &str| {
        format!(
            "facts:\n  whole: {{label: Whole, unit: points, values: {{1Q26: {whole}}}}}\n  \
             one: {{label: One, unit: bps, values: {{1Q26: 62}}}}\n  \
             two: {{label: Two, unit: points, values: {{1Q26: 0.50}}}}\n\
             relations:\n  - total: whole = one + two\n"
        )
    };
    let slide = bullets("{whole}");
    assert!(!told(&deck("en", &facts("1.12"), &slide)).contains("error"));
    let said = told(&deck("en", &facts("1.22"), &slide));
    assert!(said.contains("error[total-differs]"), "{said}");
    // A stated change in basis points is proved against percentages.
    let facts = |change: &str| {
        format!(
            "facts:\n  margin: {{label: Margin, unit: \"%\", values: {{1Q26: 20.8, 1Q25: 21.1}}, \
             changes: {{1Q26 vs 1Q25: {change}}}}}\n"
        )
    };
    let slide = bullets("The margin was {margin}, {margin yoy}");
    Paper::of(&deck("en", &facts("(30) bps"), &slide)).says(1, "down 30 bps");
    let said = told(&deck("en", &facts("(60) bps"), &slide));
    assert!(said.contains("error[change-differs]"), "{said}");
}

#[test]
fn an_open_end_stays_true_in_a_coarser_scale() {
    let facts = "scopes: {guidance: {label: Guidance, forecast: yes, announced: 2026-05-08}}\nfacts:\n  \
         a: {label: A, scopes: {guidance: {FY2026: at least 1359.6}}}\n  \
         b: {label: B, scopes: {guidance: {FY2026: at most 1340.2}}}\n  \
         c: {label: C, scopes: {guidance: {FY2026: 1359.6 to 1440.2}}}\n";
    let text = "For FY2026 {a@FY2026/guidance in billion}, {b@FY2026/guidance in billion}, \
                {c@FY2026/guidance in billion}, {a@FY2026/guidance, 0 decimals}";
    let paper = Paper::of(&deck("en", facts, &bullets(text)));
    paper.says(1, "at least USD 1.3 billion");
    paper.says(1, "at most USD 1.4 billion");
    paper.says(1, "USD 1.3 billion to 1.5 billion");
    paper.says(1, "at least USD 1,359 million");
}

#[test]
fn digits_that_are_not_known_are_refused_and_zeros_too() {
    for (text, reason) in [
        ("{sales in billion, 4 decimals}", "known to 3 decimals in USD billion, not to 4"),
        ("{sales, 1 decimal}", "known to whole digits in USD million, not to 1"),
        ("{sales in trillion, 1 decimal}", "nothing is left of it"),
        ("{margin yoy in bps, 1 decimal}", "known to whole digits in bps, not to 1"),
        ("{sales in billion, 9 decimals}", "`9` stands in the citation"),
        ("{sales 2}", "without `decimals`"),
    ] {
        let said = told(&deck("en", FACTS, &bullets(text)));
        assert!(said.contains("error[wrong-scale]") || said.contains("error[bad-citation]"));
        assert!(said.contains(reason), "{text}: {said}");
    }
}

#[test]
fn a_row_goes_before_its_column_and_the_column_before_nothing() {
    let columns = "columns: [{period: 1Q26, unit: USD billion, decimals: 2}, {period: 1Q25}, \
                   {change: yoy, decimals: 0}]";
    let rows = "rows: [{show: sales}, {show: sales, label: Net, in: million}, \
                {show: margin, decimals: 1}, {show: shares, in: million}]";
    let paper = Paper::of(&deck("en", FACTS, &statement(&format!("{columns}, {rows}"))));
    paper.says(1, "USD billion");
    paper.says(1, "Sales 15.81 14,746 7%");
    paper.says(1, "Margin 24.1% 23.8% +0.30 pt");
    paper.says(1, "Shares outstanding (million shares)");
    paper.says(1, "443.8 443.4");
}

#[test]
fn what_is_in_another_measure_is_refused() {
    for rest in [
        "columns: [{period: 1Q26, unit: USD billion}], rows: [{show: margin}]",
        "columns: [{period: 1Q26}], rows: [{show: sales, unit: EUR billion}]",
    ] {
        let said = told(&deck("en", FACTS, &statement(rest)));
        assert!(said.contains("error[wrong-unit]"), "{said}");
    }
    let rest = "columns: [{period: 1Q26}], rows: [{show: sales, unit: USD billion, in: billion}]";
    assert!(told(&deck("en", FACTS, &statement(rest))).contains("error[unknown-word]"));
}

#[test]
fn a_mixed_table_says_what_its_note_takes_out() {
    for (language, label, note) in [
        ("en", "Income per share", "Unit: USD million, except per-share amounts"),
        ("ja", "1株当たり純利益", "単位：百万米ドル、1株当たりを除く"),
        ("de", "Ergebnis je Aktie", "Einheit: Mio. EUR, außer Angaben je Aktie"),
    ] {
        let money = if language == "de" { "EUR" } else { "USD" };
        let sales = if language == "ja" { "売上高" } else { "Sales" };
        let facts = format!(
            "facts:\n  sales: {{label: {sales}, values: {{1Q26: 15813}}}}\n  \
             eps: {{label: {label}, unit: {money}, values: {{1Q26: 1.22}}}}\n"
        );
        let rest = "columns: [{period: 1Q26}], rows: [{show: sales}, {show: eps}]";
        let paper = Paper::of(&deck(language, &facts, &statement(rest)));
        paper.says(1, note);
        let digits = if language == "de" { "1,22" } else { "1.22" };
        paper.says(1, &format!("{label}{digits}"));
    }
}

#[test]
fn a_typed_note_is_held_against_what_stands_below_it() {
    let per_share = "[{show: sales}, {show: eps}]";
    for (note, rows, right) in [
        ("USD million, except per share amounts", per_share, true),
        ("USD million, except per share amounts", "[{show: sales}]", false),
        ("In millions, except per share amounts", per_share, true),
        ("In thousands, except per share amounts", per_share, false),
        ("In thousands", "[{show: sales}]", false),
        ("In millions", "[{show: sales}]", true),
        ("USD million", "[{show: margin}]", false),
        ("%", "[{show: sales}]", false),
        ("%", "[{show: margin}]", true),
    ] {
        let rest = format!("unit: \"{note}\", columns: [{{period: 1Q26}}], rows: {rows}");
        let said = told(&deck("en", FACTS, &statement(&rest)));
        assert_eq!(!said.contains("error[unit-differs]"), right, "{note} over {rows}: {said}");
    }
}

#[test]
fn lakh_and_crore_are_grouped_as_india_groups() {
    let crore = |unit: &str, digits: &str| {
        let facts = format!(
            "facts:\n  revenue: {{label: Revenue, unit: {unit}, values: {{1Q26: \"{digits}\"}}}}\n"
        );
        let slides =
            bullets("{revenue}") + &statement("columns: [{period: 1Q26}], rows: [{show: revenue}]");
        deck("en", &facts, &slides)
    };
    for (unit, digits) in
        [("INR crore", "1,53,670"), ("INR crore", "153670"), ("INR lakh", "1,53,670")]
    {
        let paper = Paper::of(&crore(unit, digits));
        paper.says(1, &format!("INR 1,53,670 {}", &unit[4..]));
        paper.says(2, "Revenue 1,53,670");
        paper.says(2, &format!("Unit: {unit}"));
    }
    let said = told(&crore("INR million", "1,53,670"));
    assert!(said.contains("error[bad-number]") && said.contains("INR crore"), "{said}");
    let said = told(&crore("INR crore", "15,3,670"));
    assert!(said.contains("error[bad-number]"), "{said}");
}

#[test]
fn zeros_are_dashes_where_the_company_says_so() {
    let facts = "facts:\n  a: {label: Items, unit: USD, values: {1Q26: 0.00, 1Q25: 0.01}}\n";
    let rest = "columns: [{period: 1Q26}, {period: 1Q25}], rows: [{show: a}]";
    let plain = deck("en", facts, &statement(rest));
    Paper::of(&plain).says(1, "0.00 0.01");
    let dashed = plain.replace("rounding: half up}", "rounding: half up, zeros: dash}");
    Paper::of(&dashed).says(1, "– 0.01");
}

#[test]
fn the_scale_of_what_is_counted_is_no_typed_figure() {
    let rest = "columns: [{period: 1Q26}], rows: [{show: shares}]";
    Paper::of(&deck("en", FACTS, &statement(rest))).says(1, "(thousand shares) 443,837");
}

#[test]
fn a_column_of_amounts_of_changes_alone_says_its_unit() {
    let rest = "columns: [{change: yoy, measure: amount}], rows: [{show: sales}]";
    Paper::of(&deck("en", FACTS, &statement(rest))).says(1, "Unit: USD million");
}

#[test]
fn a_tile_prints_in_what_it_asks_for() {
    let slide = "  - highlights: {title: X, figures: [{show: sales, in: billion, decimals: 2}, \
                 {show: eps, unit: USD cents}, {show: margin, decimals: 1}]}\n";
    let paper = Paper::of(&deck("en", FACTS, slide));
    for said in ["USD 15.81 billion", "122 US cents", "24.1%"] {
        paper.says(1, said);
    }
}
