//! The measure of the standards that one outside them is compared with, as the profile `non-gaap` asks for it.

use super::paper::{head, told};

/// Growth at constant currency, and guidance of a core income.
fn deck(language: &str, growth: &str, slides: &str) -> String {
    format!(
        "{}profiles: [non-gaap]
scopes: {{guidance: {{label: G, forecast: yes}}}}
facts:
  revenue: {{label: R, values: {{1Q26: 2400}}}}
  growth: {{label: C, unit: \"%\", gaap: no, {growth}values: {{1Q26: 8.1}}}}
  income: {{label: I, values: {{1Q26: 200}}}}
  costs: {{label: X, values: {{1Q26: 20}}}}
  core: {{label: D, gaap: no, values: {{1Q26: 220, FY2025: 900}}, scopes: {{guidance: {{FY2026: 1400}}}}}}
relations:
  - total: core = income + costs
slides:
{slides}",
        head(language, "JPY")
    )
}

fn bullets(text: &str) -> String {
    format!("  - bullets: {{title: X, columns: [\"- {text}\"]}}\n")
}

fn non_gaap(deck: &str) -> Vec<String> {
    let told = told(deck);
    let lines = told.lines().filter_map(|line| line.split_once("[non-gaap]: "));
    lines.map(|(_, message)| message.to_owned()).collect()
}

#[test]
fn a_rate_names_its_counterpart_where_no_sum_leads_to_it() {
    let both = bullets("{revenue}; {growth}");
    let none: [&str; 0] = [];
    assert_eq!(
        non_gaap(&deck("en", "", &both)),
        ["`growth` is not reconciled to a measure of the standards"]
    );
    assert_eq!(non_gaap(&deck("en", "counterpart: revenue, ", &both)), none);
    let alone = deck("en", "counterpart: revenue, ", &bullets("{growth}"));
    assert_eq!(non_gaap(&alone), ["`growth` is shown without `revenue` on the same slide"]);
    let after = deck("en", "counterpart: revenue, ", &bullets("{growth}; {revenue}"));
    assert_eq!(non_gaap(&after), ["`growth` is shown before `revenue`"]);
}

#[test]
fn a_counterpart_is_a_measure_of_the_standards_that_is_known() {
    for (named, said) in [
        ("counterpart: revenues, ", "no item is called `revenues`"),
        ("counterpart: core, ", "`core` is no measure of the standards either"),
        ("counterpart: growth, ", "`growth` is no measure of the standards either"),
    ] {
        let told = told(&deck("en", named, &bullets("{revenue}")));
        assert!(told.contains(said), "{told}");
    }
    let own = deck("en", "", &bullets("{revenue}"))
        .replace("label: I,", "label: I, counterpart: revenue,");
    assert!(told(&own).contains("`income` is a measure of the standards itself"));
    // An amount is reconciled by a sum, whatever is said.
    let amount = deck("en", "counterpart: revenue, ", &bullets("{income}; {core}"))
        .replace(
            "gaap: no, values: {1Q26: 220",
            "gaap: no, counterpart: income, values: {1Q26: 220",
        )
        .replace("  - total: core = income + costs\n", "  - total: income = revenue + costs\n");
    assert_eq!(non_gaap(&amount), ["`core` is not reconciled to a measure of the standards"]);
}

#[test]
fn guidance_has_no_counterpart_where_the_deck_says_why() {
    let guided = bullets("{core@FY2026/guidance}, after {core@FY2025}");
    let told = non_gaap(&deck("en", "", &guided));
    assert_eq!(told, ["`core` is shown without `income` on the same slide"]);
    for (language, text) in [
        ("en", "A reconciliation is not available without unreasonable efforts."),
        ("en", "We are unable to reconcile this guidance to the measures of the standards."),
        ("de", "Eine Überleitung ist ohne unverhältnismäßigen Aufwand nicht möglich."),
        ("ja", "合理的な努力では調整表を作成できません。"),
    ] {
        let said = format!("{guided}  - disclaimer: {{text: \"{text}\"}}\n");
        assert_eq!(non_gaap(&deck(language, "", &said)), [""; 0], "{text}");
        // What came true is known, and so is its counterpart.
        let actual = said.replace("{core@FY2026/guidance}, after {core@FY2025}", "{core}");
        assert_eq!(non_gaap(&deck(language, "", &actual)).len(), 1, "{text}");
    }
}

#[test]
fn a_relation_of_another_period_or_context_leads_nowhere_here() {
    // A margin that is a sum in guidance alone is a quotient where it came true.
    let deck = deck("en", "", &bullets("{rate}; {core_rate}"))
        .replace("  income:", "  rate: {label: M, unit: \"%\", values: {1Q26: 8.3}, scopes: {guidance: {FY2026: 8.0}}}
  effect: {label: E, unit: \"%\", scopes: {guidance: {FY2026: 1.0}}}
  core_rate: {label: N, unit: \"%\", gaap: no, values: {1Q26: 9.2}, scopes: {guidance: {FY2026: 9.0}}}
  income:")
        .replace("relations:", "relations:
  - total: core_rate@FY2026/guidance = rate@FY2026/guidance + effect@FY2026/guidance
  - ratio: core_rate = core / revenue
  - ratio: rate = income / revenue");
    assert_eq!(non_gaap(&deck), [""; 0]);
}
