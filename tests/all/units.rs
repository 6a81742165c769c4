//! No figure of a table stands without its unit: by the note, the header, the row or itself.

use super::paper::{Paper, head, told};

/// A deck with figures of six kinds, its words in a language.
fn deck(language: &str, slides: &str) -> String {
    let (money, [revenue, margin, eps, staff, cover], person) = match language {
        "ja" => ("JPY", ["売上高", "営業利益率", "1株当たり純利益", "従業員数", "D/Eレシオ"], "人"),
        "de" => (
            "EUR",
            ["Umsatz", "Marge", "Ergebnis je Aktie", "Belegschaft", "Zinsdeckung"],
            "Person|Personen",
        ),
        _ => (
            "JPY",
            ["Revenue", "Margin", "Net income per share", "Workforce", "Cover"],
            "person|persons",
        ),
    };
    format!(
        "{}facts:\n  \
         revenue: {{label: {revenue}, values: {{1Q25: 15235, 1Q26: 15813}}}}\n  \
         margin: {{label: {margin}, unit: \"%\", values: {{1Q25: 6.6, 1Q26: 15.2}}}}\n  \
         eps: {{label: {eps}, unit: {money}, values: {{1Q25: 12.50, 1Q26: 22.50}}}}\n  \
         staff: {{label: {staff}, unit: {person}, values: {{1Q25: 2112, 1Q26: 2217}}}}\n  \
         cover: {{label: {cover}, unit: times, values: {{1Q25: 5.51, 1Q26: 6.13}}}}\n\
         slides:\n{slides}",
        head(language, money)
    )
}

const ROWS: &str = "[{show: revenue}, {show: margin}, {show: eps}, {show: staff}, {show: cover}]";

fn statement(rest: &str) -> String {
    format!("  - statement: {{title: X, {rest}}}\n")
}

#[test]
fn a_row_in_another_unit_than_the_note_says_its_own() {
    for (language, unit, labels) in [
        (
            "en",
            "JPY million",
            ["Net income per share (JPY)", "Workforce (persons)", "Cover (times)"],
        ),
        ("ja", "百万円", ["1株当たり純利益（円）", "従業員数（人）", "D/Eレシオ（倍）"]),
        (
            "de",
            "Mio. EUR",
            ["Ergebnis je Aktie (EUR)", "Belegschaft (Personen)", "Zinsdeckung (x)"],
        ),
    ] {
        let slide = statement(&format!(
            "unit: {unit}, columns: [{{period: 1Q26}}, {{period: 1Q25}}], rows: {ROWS}"
        ));
        let paper = Paper::of(&deck(language, &slide));
        for label in labels {
            paper.says(1, label);
        }
        // The note says the first, and the sign of a percentage stands behind its digits.
        let (first, second) = match language {
            "ja" => ("売上高15,813", "営業利益率15.2%"),
            "de" => ("Umsatz15.813", "Marge15,2%"),
            _ => ("Revenue15,813", "Margin15.2%"),
        };
        paper.says(1, first);
        paper.says(1, second);
    }
}

#[test]
fn a_table_without_a_note_gets_one() {
    for (language, note) in
        [("en", "Unit: JPY million"), ("ja", "単位：百万円"), ("de", "Einheit: Mio. EUR")]
    {
        let table = "{show: [revenue, eps], periods: [1Q25, 1Q26]}";
        let slides = [
            statement(&format!("columns: [{{period: 1Q26}}], rows: {ROWS}")),
            format!("  - table: {{title: Y, tables: [{table}, {table}]}}\n"),
            "  - balance: {title: Z, dates: [2026-06-30, 2026-03-31], rows: [{show: assets}]}\n"
                .to_owned(),
        ];
        let deck = deck(language, &slides.concat()).replace(
            "slides:\n",
            "  assets: {label: A, values: {2026-06-30: 71000, 2026-03-31: 70100}}\nslides:\n",
        );
        let paper = Paper::of(&deck);
        (1..=3).for_each(|page| paper.says(page, note));
    }
}

#[test]
fn tables_in_two_units_are_noted_one_by_one() {
    let tables = "[{show: [revenue], periods: [1Q26]}, {show: [eps], periods: [1Q26]}]";
    let paper = Paper::of(&deck("en", &format!("  - table: {{title: Y, tables: {tables}}}\n")));
    paper.never_says(1, "Unit:");
    paper.says(1, "JPY million");
    paper.says(1, "Net income per share 22.50");
    let first = paper.words("html", 1).find("JPY million").expect("the first note");
    let rest = &paper.words("html", 1)[first + "JPY million".len()..];
    assert!(rest.contains("JPY"), "{rest}");
}

#[test]
fn what_the_note_covers_is_not_said_again() {
    for (language, note, label) in [
        ("en", "JPY million, except per share amounts", "Net income per share"),
        ("en", "JPY million; per share data in JPY", "Net income per share"),
        ("en", "Millions of yen (except per share data)", "Net income per share"),
        ("ja", "百万円、1株当たり情報を除く", "1株当たり純利益"),
        ("ja", "百万円、1株当たりは円", "1株当たり純利益"),
        ("de", "Mio. EUR, außer Ergebnis je Aktie", "Ergebnis je Aktie"),
    ] {
        let columns = "columns: [{period: 1Q26}, {period: 1Q25}]";
        let rows = "rows: [{show: revenue}, {show: eps}]";
        let slide = statement(&format!("unit: \"{note}\", {columns}, {rows}"));
        let paper = Paper::of(&deck(language, &slide));
        let digits = if language == "de" { "22,50" } else { "22.50" };
        paper.says(1, &format!("{label}{digits}"));
    }
    // A note that takes out something else does not cover the amount per share.
    let slide = statement(
        "unit: \"JPY million, except percentages\", columns: [{period: 1Q26}], \
         rows: [{show: revenue}, {show: eps}]",
    );
    Paper::of(&deck("en", &slide)).says(1, "Net income per share (JPY) 22.50");
}

#[test]
fn a_label_or_header_that_says_the_unit_is_enough() {
    for (language, item, label, digits) in [
        ("en", "eps", "Earnings per share (yen)", "22.50"),
        ("en", "eps", "Earnings in JPY", "22.50"),
        ("en", "staff", "Number of persons employed", "2,217"),
        ("en", "cover", "Interest cover (x)", "6.13"),
        ("ja", "eps", "1株当たり純利益（円）", "22.50"),
        ("ja", "staff", "従業員数（人）", "2,217"),
        ("ja", "cover", "D/Eレシオ（倍）", "6.13"),
        ("de", "eps", "Ergebnis in Euro", "22,50"),
        ("de", "staff", "Personen im Konzern", "2.217"),
    ] {
        let slide = statement(&format!(
            "unit: {}, columns: [{{period: 1Q26}}], rows: [{{show: revenue}}, {{show: {item}, label: {label}}}]",
            if language == "de" { "EUR million" } else { "JPY million" }
        ));
        Paper::of(&deck(language, &slide)).says(1, &format!("{label}{digits}"));
    }
    // One ideograph is in many words: a corporation is no count of people.
    let slide = statement(
        "unit: 百万円, columns: [{period: 1Q26}], rows: [{show: revenue}, {show: staff, label: 法人営業の社員}]",
    );
    Paper::of(&deck("ja", &slide)).says(1, "法人営業の社員（人）2,217");
}

#[test]
fn a_column_in_another_scale_says_so() {
    let columns = "columns: [{period: 1Q26}, {period: 1Q25, in: billion}]";
    let slide = statement(&format!("{columns}, rows: [{{show: revenue}}, {{show: eps}}]"));
    let paper = Paper::of(&deck("en", &slide));
    paper.says(1, "JPY million");
    paper.says(1, "JPY billion, except per-share amounts");
    paper.says(1, "Net income per share 22.50 12.50");
}

#[test]
fn an_amount_per_share_stays_in_its_own_unit_among_billions() {
    let columns = "columns: [{period: 1Q26, in: billion}, {period: 1Q25, in: billion}]";
    let rows = "rows: [{show: revenue}, {show: eps}, {show: staff}]";
    let slide = statement(&format!("unit: JPY billion, {columns}, {rows}"));
    let paper = Paper::of(&deck("en", &slide));
    paper.says(1, "Revenue 15.8 15.2");
    paper.says(1, "Net income per share (JPY) 22.50 12.50");
    paper.says(1, "Workforce (persons) 2,217 2,112");
}

#[test]
fn a_note_of_none_of_the_figures_is_still_told() {
    for (note, rows) in [
        ("JPY thousand", "[{show: revenue}, {show: eps}]"),
        ("USD million", "[{show: revenue}, {show: staff}]"),
        ("JPY million", "[{show: eps}, {show: staff}]"),
        ("JPY", "[{show: eps}, {show: revenue}]"),
    ] {
        let slide = statement(&format!("unit: {note}, columns: [{{period: 1Q26}}], rows: {rows}"));
        let said = told(&deck("en", &slide));
        assert!(said.contains("error[unit-differs]"), "{note}: {said}");
    }
}

#[test]
fn a_change_in_points_says_points_where_its_header_does_not() {
    for (language, short, plus) in
        [("en", "pt", "+8.6pt"), ("ja", "ポイント", "+8.6ポイント"), ("de", "PP", "+8,6PP")]
    {
        let unit = if language == "de" { "EUR million" } else { "JPY million" };
        let rows = "rows: [{show: revenue}, {show: margin}]";
        let told = statement(&format!(
            "unit: {unit}, columns: [{{period: 1Q26}}, {{change: yoy}}], {rows}"
        ));
        Paper::of(&deck(language, &told)).says(1, plus);
        let header = format!("{{change: yoy, header: \"({short})\"}}");
        let said =
            statement(&format!("unit: {unit}, columns: [{{period: 1Q26}}, {header}], {rows}"));
        let paper = Paper::of(&deck(language, &said));
        paper.says(1, plus.trim_end_matches(short));
        paper.never_says(1, plus);
    }
    // A fall stands in brackets with its unit; a citation of the number alone has none.
    let slides = "  - balance: {title: B, unit: JPY million, dates: [2026-06-30, 2026-03-31], \
                  changes: [amount, percent], rows: [{show: assets}, {show: ratio}]}\n  \
                  - bullets: {title: W, columns: [\"- {ratio@2026-06-30 vs 2026-03-31 number}\"]}\n";
    let deck = deck("en", slides).replace(
        "slides:\n",
        "  assets: {label: Assets, values: {2026-06-30: 71000, 2026-03-31: 70100}}\n  \
         ratio: {label: Equity ratio, unit: \"%\", values: {2026-06-30: 40.0, 2026-03-31: 40.5}}\n\
         slides:\n",
    );
    let paper = Paper::of(&deck);
    paper.says(1, "(0.5 pt)");
    paper.says(2, "(0.5)");
    paper.never_says(2, "pt");
}

#[test]
fn a_ratio_over_columns_says_what_it_is() {
    for (language, times) in [("en", "6.13 times"), ("ja", "6.13倍"), ("de", "6,13-fach")] {
        let chart = "{title: C, show: [revenue], line: cover, periods: [1Q25, 1Q26]}";
        let paper =
            Paper::of(&deck(language, &format!("  - trend: {{title: C, charts: [{chart}]}}\n")));
        paper.says(1, times);
    }
}
