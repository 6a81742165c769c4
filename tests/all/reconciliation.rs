//! Reconciliations add up for the eye, and lead to the right measure of the standards.

use super::paper::{Paper, head, told};

fn deck(language: &str, slides: &str) -> String {
    format!(
        "{}facts:
  revenue: {{label: R, values: {{1Q25: 20000, 1Q26: 24000}}}}
  income: {{label: A, values: {{1Q25: 1000, 1Q26: 2400}}}}
  depreciation: {{label: B, values: {{1Q25: 500, 1Q26: 600}}}}
  gain: {{label: C, values: {{1Q25: 100, 1Q26: 300}}}}
  loss_on_sale: {{label: D, values: {{1Q25: -40, 1Q26: -50}}}}
  adjusted: {{label: E, gaap: no, values: {{1Q25: 1440, 1Q26: 2750}}}}
  pretax: {{label: F, values: {{1Q25: 1100, 1Q26: 2700}}}}
  margin: {{label: G, unit: \"%\", values: {{1Q25: 5.0, 1Q26: 10.0}}}}
relations:
  - total: adjusted = income + depreciation - gain - loss_on_sale
  - total: pretax = income + gain
slides:
{slides}",
        head(language, "JPY")
    )
}

const ALL: &str = "[{show: income}, {show: depreciation}, {show: gain}, {show: loss_on_sale}, \
                   {show: adjusted, as: total}]";

#[test]
fn what_a_reconciliation_takes_off_stands_with_the_other_sign() {
    for (language, gain, rest) in [
        ("en", "C(300)(100)(1.3%)(200)", "D50400.2%+10"),
        ("ja", "C△300△100△1.3%△200", "D50400.2%+10"),
        ("de", "C-300-100-1,3%-200", "D50400,2%+10"),
    ] {
        let columns = "[{period: 1Q26}, {period: 1Q25}, {share: revenue, period: 1Q26}, \
                       {change: yoy, measure: amount}]";
        let statement = format!("  - statement: {{title: X, columns: {columns}, rows: {ALL}}}\n");
        let table = "  - table: {title: Y, tables: [{periods: [1Q26, 1Q25], \
                     show: [income, depreciation, gain, loss_on_sale, adjusted]}]}\n";
        let paper = Paper::of(&deck(language, &(statement + table)));
        let minus = |text: &str| match language {
            "de" => text.replace('-', "\u{2212}"),
            _ => text.to_owned(),
        };
        let says = |page, text: &str| {
            if paper.words("md", page).contains('\u{2212}') {
                paper.says(page, &minus(text));
            } else {
                paper.says(page, text);
            }
        };
        says(1, gain);
        says(1, rest);
        let (percent, _) = gain.split_at(gain.find("1.3").or(gain.find("1,3")).expect("a share"));
        says(2, percent.trim_end_matches(['(', '△', '-']));
    }
}

#[test]
fn a_rate_between_the_rows_does_not_part_them() {
    let rows = ALL.replacen("{show: income}", "{show: income}, {show: margin, as: sub}", 1);
    let slide = format!("  - statement: {{title: X, columns: [{{period: 1Q26}}], rows: {rows}}}\n");
    let paper = Paper::of(&deck("en", &slide));
    paper.says(1, "C (300)");
    paper.says(1, "D 50");
    paper.says(1, "G 10.0%");
}

#[test]
fn the_same_item_keeps_its_sign_where_nothing_is_reconciled() {
    for rows in [
        // The statement of income itself.
        "[{show: income}, {show: gain}, {show: pretax}]",
        // A term is not there.
        "[{show: income}, {show: depreciation}, {show: gain}, {show: adjusted}]",
        // Another row stands between.
        "[{show: income}, {show: depreciation}, {show: gain}, {show: loss_on_sale}, \
         {show: revenue}, {show: adjusted}]",
        // The sum does not begin above what it takes off.
        "[{show: gain}, {show: depreciation}, {show: income}, {show: loss_on_sale}, \
         {show: adjusted}]",
        // The result stands first.
        "[{show: adjusted}, {show: income}, {show: depreciation}, {show: gain}, \
         {show: loss_on_sale}]",
    ] {
        let slide =
            format!("  - statement: {{title: X, columns: [{{period: 1Q26}}], rows: {rows}}}\n");
        let paper = Paper::of(&deck("en", &slide));
        paper.says(1, "C 300");
        paper.never_says(1, "(300)");
    }
}

#[test]
fn adjusted_costs_below_adjusted_revenue_are_a_statement() {
    let facts = "facts:
  gross: {label: Gross, values: {1Q26: 900}, by: {adjusted: {1Q26: 950}}}
  staff: {label: Staff, values: {1Q26: 400}, by: {adjusted: {1Q26: 390}}}
  income: {label: Income, values: {1Q26: 500}, by: {adjusted: {1Q26: 560}}}
relations: [{total: income/adjusted = gross/adjusted - staff/adjusted}]\n";
    let dimensions =
        "dimensions: {basis: {label: Basis, members: {adjusted: {label: Adjusted, gaap: no}}}}\n";
    let rows =
        "[{show: gross/adjusted}, {show: staff/adjusted}, {show: income/adjusted, as: total}]";
    let slides = format!(
        "slides: [{{statement: {{title: X, columns: [{{period: 1Q26}}], rows: {rows}}}}}]\n"
    );
    let paper = Paper::of(&format!("{}{dimensions}{facts}{slides}", head("en", "JPY")));
    paper.says(1, "Staff (Adjusted) 390");
    paper.never_says(1, "(390)");
}

/// A deck whose adjusted EBITDA builds on EBITDA.
fn chain(relations: &str, slides: &str) -> String {
    format!(
        "{}profiles: [non-gaap]
facts:
  income: {{label: Operating income, values: {{1Q26: 2400}}}}
  depreciation: {{label: Depreciation, values: {{1Q26: 600}}}}
  shares: {{label: Share-based payments, values: {{1Q26: 100}}}}
  ebitda: {{label: EBITDA, gaap: no, values: {{1Q26: 3000}}}}
  adjusted: {{label: Adjusted EBITDA, gaap: no, values: {{1Q26: 3100}}}}
relations:
{relations}slides:
  - bullets: {{title: X, columns: [\"{slides}\"]}}
",
        head("en", "JPY")
    )
}

#[test]
fn a_measure_that_builds_on_another_leads_to_the_one_of_the_standards() {
    let sums = "  - total: ebitda = income + depreciation\n  - total: adjusted = ebitda + shares\n";
    let other =
        "  - total: income = ebitda - depreciation\n  - total: adjusted = ebitda + shares\n";
    for relations in [sums, other] {
        let said = told(&chain(relations, "- {adjusted}"));
        assert!(said.contains("`adjusted` is shown without `income`"), "{said}");
        // What is adjusted is no counterpart.
        let said = told(&chain(relations, "- {shares} and {adjusted}"));
        assert!(said.contains("`adjusted` is shown without `income`"), "{said}");
        assert!(!told(&chain(relations, "- {income} and {adjusted}")).contains("non-gaap"));
    }
    // A chain that leads nowhere, and one that leads in a circle.
    for relations in [
        "  - total: adjusted = ebitda + shares\n",
        "  - total: adjusted = ebitda + shares\n  - total: ebitda = adjusted - shares\n",
    ] {
        let said = told(&chain(relations, "- {income} and {adjusted}"));
        assert!(said.contains("`adjusted` is not reconciled"), "{said}");
    }
}

#[test]
fn a_margin_leads_where_its_measure_leads() {
    let text = |slides: &str| {
        chain("  - total: adjusted = income + shares\n  - ratio: adjusted_margin = adjusted / revenue\n  \
               - ratio: margin = income / revenue\n", slides)
            .replace("values: {1Q26: 3100}", "values: {1Q26: 2500}, scopes: {aim: {FY2026: 9000}}")
            .replace(
                "relations:",
                "  revenue: {label: Revenue, values: {1Q26: 20000}}
  margin: {label: Operating margin, unit: \"%\", values: {1Q26: 12.0}}
  adjusted_margin: {label: Adjusted margin, gaap: no, unit: \"%\", values: {1Q26: 12.5}}
scopes: {aim: {label: Target, forecast: yes}}
relations:",
            )
    };
    let good = "- {income}, {margin} of revenue, and {adjusted}, {adjusted_margin} of revenue";
    assert!(!told(&text(good)).contains("non-gaap"), "{}", told(&text(good)));
    let said = told(&text("- {income} and {adjusted_margin} of revenue"));
    assert!(said.contains("`adjusted_margin` is shown without `margin`"), "{said}");
    // What will be adjusted in a year to come is not known.
    let aim = "- {income}; in FY2026 we aim at {adjusted@FY2026/aim}";
    assert!(!told(&text(aim)).contains("non-gaap"), "{}", told(&text(aim)));
}
