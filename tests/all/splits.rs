//! Share splits: amounts per share of before are told in the shares of today, marked, or asked about.

use super::paper::{Paper, told};

fn deck(language: &str, splits: &str, facts: &str, slides: &str) -> String {
    format!(
        "iijdeck: 2\ndeck: {{title: Q, date: 2026-08-07, period: 1Q26, language: {language}}}\n\
         company: {{name: Ex, short: Ex, fiscal_year: {{starts: april, named_by: start}}, unit: JPY million, \
         rounding: half up, splits: {splits}}}\nfacts:\n{facts}slides:\n{slides}"
    )
}

const EPS: &str = "  eps: {label: Earnings per share, unit: JPY, values: {1Q26: 12.50, 4Q25: {value: \"123.45\", as printed: yes}, 1Q25: {value: \"120.04\", as printed: yes}}}\n";
const ROWS: &str = "  - statement: {title: T, columns: [{period: 1Q26}, {period: 1Q25}, {period: 4Q25}, {change: yoy}], rows: [{show: eps}]}\n";

#[test]
fn amounts_per_share_are_restated_and_marked_in_every_language() {
    for (language, cells, said) in [
        ("en", "12.5012.00*12.345*4.2%*", "Restated for the 10-for-1 share split of April 1, 2026"),
        (
            "de",
            "12,5012,00*12,345*4,2%*",
            "Angepasst an den Aktiensplit im Verhältnis 1:10 zum 1. April 2026",
        ),
        (
            "ja",
            "12.5012.00*12.345*4.2%*",
            "2026年4月1日付の株式分割（1株につき10株）による遡及修正",
        ),
    ] {
        let facts = match language {
            "de" => EPS.replace("Earnings per share", "Ergebnis je Aktie"),
            "ja" => EPS.replace("Earnings per share", "1株当たり純利益"),
            _ => EPS.to_owned(),
        };
        let paper = Paper::of(&deck(language, "{2026-04-01: 10 for 1}", &facts, ROWS));
        paper.says(1, cells);
        paper.says(1, said);
    }
    let together =
        Paper::of(&deck("en", "{2026-04-01: 1 for 10}", &EPS.replace("12.50", "1250.00"), ROWS));
    together.says(1, "1,200.4*");
    together.says(1, "1-for-10 reverse share split");
}

#[test]
fn numbers_of_shares_are_multiplied() {
    let facts = "  shares: {label: Shares, unit: thousand shares, split: multiplies, values: {1Q26: 10010, 1Q25: {value: \"1001\", as printed: yes}}}\n";
    let slides = "  - bullets: {title: B, columns: [\"- {shares} after {shares@1Q25}\"]}\n";
    Paper::of(&deck("en", "{2026-04-01: 10 for 1}", facts, slides)).says(1, "10,010");
}

#[test]
fn a_history_across_a_split_says_which_shares_it_is_of() {
    let slides = "  - bullets: {title: B, columns: [\"- {eps} after {eps@1Q25}\"]}\n";
    let eps = |old: &str, more: &str| {
        format!(
            "  eps: {{label: Earnings per share, unit: JPY{more}, values: {{1Q26: 12.50, 1Q25: {old}}}}}\n"
        )
    };
    let split = "{2026-04-01: 10 for 1}";
    let told = |splits: &str, facts: &str| told(&deck("en", splits, facts, slides));
    for (splits, old, more, code) in [
        (split, "12.00", "", "unrestated-split"),
        (split, "{value: \"120.04\", as printed: yes}", "", ""),
        (split, "{value: \"12.00\", restated: the split}", "", ""),
        (split, "12.00", ", split: none", ""),
        // Behind the reported period, or before all figures, it does nothing.
        ("{2026-07-01: 10 for 1}", "12.00", "", ""),
        ("{2024-07-01: 10 for 1}", "12.00", "", ""),
        ("{}", "{value: \"12.00\", as printed: yes}", "", "wrong-kind"),
        (split, "{value: \"12.00\", as printed: yes}", ", split: none", "wrong-kind"),
        (split, "{value: \"12.00\", as printed: yes, restated: no}", "", "wrong-kind"),
        ("{2026-04-01: ten for one}", "12.00", "", "bad-number"),
        ("{April 2026: 10 for 1}", "12.00", "", "bad-date"),
    ] {
        let said = told(splits, &eps(old, more));
        for known in ["unrestated-split", "wrong-kind", "bad-number", "bad-date"] {
            assert_eq!(said.contains(known), known == code, "{splits} {old} {more}\n{said}");
        }
    }
}

#[test]
fn a_restated_figure_is_proved_by_what_was_printed() {
    let facts = |growth: &str| {
        format!(
            "  eps: {{label: Earnings per share, unit: JPY, values: {{1Q26: 12.50, 1Q25: {{value: \"120.04\", as printed: yes}}}}, changes: {{1Q26 vs 1Q25: {growth}}}}}\n"
        )
    };
    let slides = "  - bullets: {title: B, columns: [\"- {eps yoy}, {eps@1Q25}\"]}\n";
    let told = |growth: &str| told(&deck("en", "{2026-04-01: 10 for 1}", &facts(growth), slides));
    assert!(!told("4.1%").contains("change-differs"), "{}", told("4.1%"));
    assert!(told("4.4%").contains("change-differs"), "{}", told("4.4%"));
}
