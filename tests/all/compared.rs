//! A column of changes is of the periods beside it, and compares like periods alone.

use super::paper::{Paper, head, told};

fn deck(language: &str, columns: &str) -> String {
    format!(
        "{}facts:
  revenue: {{label: A, values: {{2Q26: 1000, 2Q25: 900, 1Q26: 800, 1H26: 1800, 1H25: 2000, FY2025: 3800}}}}
  margin: {{label: B, unit: \"%\", values: {{2Q26: 10.0, FY2025: 9.0}}}}
slides:
  - statement: {{title: X, unit: JPY million, columns: {columns}, rows: [{{show: revenue}}]}}
",
        head(language, "JPY").replace("1Q26", "2Q26").replace("2026-08-07", "2026-11-06")
    )
}

#[test]
fn a_change_is_of_the_columns_beside_it() {
    for (columns, printed) in [
        ("[{period: 1H26}, {period: 1H25}, {change: yoy}]", "A 1,800 2,000 (10.0%)"),
        ("[{period: 1H25}, {period: 1H26}, {change: yoy}]", "A 2,000 1,800 (10.0%)"),
        ("[{period: 1H26}, {change: yoy}]", "A 1,800 (10.0%)"),
        ("[{period: 2Q26}, {period: 2Q25}, {change: yoy}]", "A 1,000 900 11.1%"),
        // The columns between belong to another comparison.
        (
            "[{period: 2Q26}, {period: 2Q25}, {change: yoy}, {period: 1Q26}, {change: qoq}]",
            "A 1,000 900 11.1% 800 25.0%",
        ),
        (
            "[{period: 2Q26}, {period: 2Q25}, {change: yoy, header: Q}, {period: 1H26}, \
             {period: 1H25}, {change: yoy, header: H}]",
            "A 1,000 900 11.1% 1,800 2,000 (10.0%)",
        ),
        (
            "[{period: 2Q26}, {change: yoy, header: Q}, {change: 1H26 vs 1H25, header: H}]",
            "A 1,000 11.1% (10.0%)",
        ),
        ("[{period: 2Q26}, {change: vs 2Q25}]", "A 1,000 11.1%"),
        ("[{change: yoy}]", "A 11.1%"),
    ] {
        Paper::of(&deck("en", columns)).says(1, printed);
    }
    // Its header is that of its own period.
    let half = "[{period: 2Q26}, {change: 1H26 vs 1H25}]";
    let paper = Paper::of(&deck("ja", half));
    paper.says(1, "A1,000△10.0%");
    paper.says(1, "前年中間期比");
    Paper::of(&deck("de", half)).says(1, "A1.000");
}

#[test]
fn periods_of_unequal_length_are_not_compared() {
    let columns = "[{period: 2Q26}, {change: vs 1H25}]";
    let said = told(&deck("en", columns));
    assert!(said.contains("error[comparison-differs]") && said.contains("unequal"), "{said}");
    let plain = deck("en", "[{period: 2Q26}]");
    let cited = |text: &str| format!("{plain}  - bullets: {{title: Y, columns: [\"{text}\"]}}\n");
    let said = told(&cited("- {revenue vs FY2025 bare}"));
    assert!(said.contains("error[comparison-differs]"), "{said}");
    // A margin does not add up over time, and what the company states is a fact.
    Paper::of(&cited("- {margin vs FY2025 bare}")).says(2, "up 1.0 points");
    let stated = cited("- {revenue vs FY2025 bare}")
        .replace("{title: Y, ", "{title: Y, unequal: yes, ")
        .replace("FY2025: 3800}}", "FY2025: 3800}, changes: {2Q26 vs FY2025: -73.7%}}");
    Paper::of(&stated).says(2, "down 73.7%");
}

#[test]
fn rows_of_years_keep_their_items_apart() {
    let slide = |show: &str| {
        format!(
            "{}facts:
  common: {{label: C, unit: JPY, values: {{1H25: 10, FY2025: 30}}}}
  preferred: {{label: P, unit: JPY, values: {{1H25: 40, FY2025: 90}}}}
slides:
  - table: {{title: X, unit: JPY, tables: [{{show: [{show}], periods: [1H25, FY2025]}}]}}
",
            head("en", "JPY")
        )
    };
    Paper::of(&slide("common@FY2025, preferred@FY2025")).says(1, "C, FY2025 10 30 P, FY2025 40 90");
    let alone = Paper::of(&slide("common@FY2025"));
    alone.says(1, "FY2025 10 30");
    alone.never_says(1, "C, FY2025");
}

#[test]
fn yen_and_sen_are_read_as_japanese_prints_them() {
    for (typed, printed) in [
        ("8円68銭", "8円68銭"),
        ("25円", "25円"),
        ("-1円5銭", "1円05銭"),
        ("\"1,008円50銭\"", "1,008円50銭"),
    ] {
        let text = format!(
            "{}facts:\n  eps: {{label: 純利益, unit: JPY, values: {{1Q26: {typed}}}}}\nslides:\n  \
             - bullets: {{title: 概況, columns: [\"- {{eps}}\"]}}\n",
            head("ja", "JPY")
        );
        Paper::of(&text).says(1, printed);
    }
    // A change is spelt as the amounts are.
    let text = format!(
        "{}facts:\n  sales: {{label: 売上高, values: {{1Q26: 3878, 1Q25: 2000}}}}\nslides:\n  - bullets: \
         {{title: 概況, columns: [\"- {{sales yoy verb}}、{{sales yoy amount in million}}\\n- \
         {{sales yoy amount}}\"]}}\n",
        head("ja", "JPY")
    );
    Paper::of(&text).says(1, "18億78百万円増");
    Paper::of(&text).says(1, "1,878百万円増");
    for typed in ["8円680銭", "円68銭", "8円銭", "8.5円50銭"] {
        let text = format!(
            "{}facts:\n  eps: {{label: 純利益, unit: JPY, values: {{1Q26: {typed}}}}}\nslides: [cover: {{}}]\n",
            head("ja", "JPY")
        );
        let said = told(&text);
        assert!(said.contains("error[bad-number]") || said.contains("error[wrong-unit]"), "{said}");
    }
}

#[test]
fn a_part_is_not_above_its_whole_nor_an_end_above_the_other() {
    let facts = "  revenue: {label: Revenue, values: {1Q25: 15235, 1H25: 31275, 1Q26: 15813}, \
                 scopes: {low: {FY2026: 64000}, high: {FY2026: 66000}}}\n";
    let text = format!(
        "{}scopes: {{low: {{label: Low, forecast: yes}}, high: {{label: High, forecast: yes}}}}\n\
         facts:\n{facts}slides:\n  - bullets: {{title: X, columns: [\"- {{revenue}}\"]}}\n",
        head("en", "JPY")
    );
    Paper::of(&text);
    for (from, to, says) in [
        ("1H25: 31275", "1H25: 13275", "less than 1Q25, a part of it"),
        ("high: {FY2026: 66000}", "high: {FY2026: 60000}", "above `high`"),
    ] {
        let said = told(&text.replace(from, to));
        assert!(said.contains("warning[doubtful-figure]") && said.contains(says), "{said}");
    }
    // What has been below zero, or may be, is not asked about.
    let loss = text.replace("label: Revenue", "label: Revenue, minus: loss");
    assert!(!told(&loss.replace("31275", "13275")).contains("a part of it"));
}

#[test]
fn the_dividend_of_a_year_is_that_of_its_halves() {
    for (language, label) in
        [("en", "Dividend per share"), ("ja", "1株当たり配当金"), ("de", "Dividende je Aktie")]
    {
        let text = |values: &str, label: &str| {
            format!(
                "{}scopes: {{aim: {{label: T, forecast: yes}}}}\nfacts:\n  \
                 d: {{label: {label}, unit: JPY, values: {{{values}}}, scopes: {{aim: {{2H26: 30, FY2026: 55}}}}}}\n\
                 slides: [cover: {{}}]\n",
                head(language, "JPY").replace("1Q26", "1H26").replace("2026-08-07", "2026-11-06")
            )
        };
        let true_one = "1H25: 22.50, 2H25: 25, FY2025: 47.50, 1H26: 25";
        let said = told(&text(true_one, label));
        assert!(!said.contains("doubtful-figure"), "{said}");
        for slip in [true_one.replace("47.50", "47.00"), true_one.replace("1H26: 25", "1H26: 20")] {
            let said = told(&text(&slip, label));
            assert!(said.contains("warning[doubtful-figure]"), "{slip}: {said}");
        }
        // Earnings per share are a quotient of their own in each period.
        let other = told(&text("1H25: 22.50, 2H25: 25, FY2025: 47.00, 1H26: 20", "EPS"));
        assert!(!other.contains("doubtful-figure"), "{other}");
    }
}

#[test]
fn a_footnote_explains_the_word_that_the_slide_says() {
    let slide = |title: &str, text: &str| {
        let plain = deck("en", "[{period: 2Q26}]");
        format!("{plain}  - bullets: {{title: {title}, columns: [\"- {text}\"]}}\n")
    };
    let note = "YoY = 2Q26 compared to 2Q25";
    for (title, text, said) in [
        ("Y", "{revenue yoy}", true),
        ("Y", "{revenue yoy size} more YoY", true),
        ("Changes YoY", "{revenue yoy bare}", true),
        ("Y", "{revenue yoy size} more than a year earlier", false),
    ] {
        let paper = Paper::of(&slide(title, text));
        if said { paper.says(2, note) } else { paper.never_says(2, note) }
    }
}

#[test]
fn a_forecast_may_be_raised_from_the_day_of_the_last_one() {
    let deck = |day: &str| {
        format!(
            "{}scopes:
  prior: {{label: Prior guidance, forecast: true, announced: 2026-05-14}}
  now: {{label: Guidance, forecast: true, announced: 2026-08-07}}
facts:
  revenue: {{label: Revenue, values: {{1Q26: 2000}}, scopes: {{prior: {{FY2026: 8100}}, now: {{FY2026: 8200}}}}}}
slides:
  - bullets:
      title: Guidance
      columns:
        - |
          - Guidance for FY2026 was raised by {{revenue@FY2026/now vs FY2026/prior amount bare}} from {day}
",
            head("en", "JPY")
        )
    };
    assert!(!told(&deck("May 14, 2026")).contains("error["));
    assert!(told(&deck("May 13, 2026")).contains("-differs]"));
}
