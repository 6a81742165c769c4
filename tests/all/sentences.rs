//! Sentences of small decks, each with the finding that it brings; true ones bring none.

use std::fs;

use super::program::findings;

const ENGLISH: &str = "company: {name: Example Corporation, short: Example, fiscal_year: {starts: january, named_by: start}, unit: USD million, rounding: half up}
scopes:
  low: {label: Guidance (low), forecast: true, announced: 2023-11-07}
  high: {label: Guidance (high), forecast: true, announced: 2023-11-07}
  plow: {label: Previous (low), forecast: true, announced: 2023-08-07}
facts:
  revenue: {label: Revenue, values: {3Q23: 1000, 3Q22: 900}, scopes: {low: {FY2023: 3900}, high: {FY2023: 4000}, plow: {FY2023: 3800}}}
  fcf: {label: Free cash flow, minus: loss, values: {3Q23: 100, 3Q22: 150}}
  assets: {label: Total assets, values: {3Q23: 15813, 3Q22: 14900}}
  fin: {label: Net financial result, minus: loss, values: {3Q23: -53.0, 3Q22: -50.0}}
";

const GERMAN: &str = "company: {name: Beispiel AG, short: Beispiel, fiscal_year: {starts: january, named_by: start}, unit: EUR million, rounding: half up}
facts:
  ebit: {label: EBIT, values: {3Q23: 410, 3Q22: 335}}
  fcf: {label: Free Cashflow, values: {3Q23: 100, 3Q22: 150}}
  umsatz: {label: Umsatz, values: {3Q23: 15813, 3Q22: 14900}}
  fin: {label: Finanzergebnis, minus: loss, values: {3Q23: -53.0, 3Q22: -50.0}}
";

const JAPANESE: &str = "company: {name: 例株式会社, short: 例, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half up}
facts:
  sales: {label: 売上高, values: {3Q23: 1000, 3Q22: 900}}
  assets: {label: 総資産, values: {3Q23: 15813, 3Q22: 14900}}
";

/// Gives the codes of what is found of sentences, each in its own line of a list.
fn codes(language: &str, facts: &str, sentences: &[&str]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let head = format!(
        "iijdeck: 2\ndeck: {{title: X, date: 2023-11-07, period: 3Q23, language: {language}}}\n"
    );
    let slides = "slides:\n  - bullets:\n      title: X\n      columns:\n        - |\n";
    let first = (head.lines().count() + facts.lines().count() + slides.lines().count()) as u64;
    let lines =
        sentences.iter().fold(String::new(), |all, line| all + "          - " + line + "\n");
    let deck = format!("{head}{facts}{slides}{lines}");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
    let (_, told) = findings(folder.path(), &["check", "quarter.yaml"]);
    let of = |at: usize| {
        let here = told.iter().filter(|one| one["line"].as_u64() == Some(first + 1 + at as u64));
        here.filter_map(|one| one["code"].as_str().map(str::to_owned)).collect()
    };
    (0..sentences.len()).map(of).collect()
}

fn hold(language: &str, facts: &str, cases: &[(&str, &str)]) {
    let sentences: Vec<_> = cases.iter().map(|(sentence, _)| *sentence).collect();
    for ((sentence, wanted), found) in cases.iter().zip(codes(language, facts, &sentences)) {
        let wanted: Vec<_> = wanted.split_whitespace().collect();
        assert_eq!(found, wanted, "{sentence}");
    }
}

#[test]
fn the_ends_of_a_range_are_told_apart() {
    hold(
        "en",
        ENGLISH,
        &[
            (
                "We narrowed our 2023 revenue guidance to {revenue@FY2023/low} to {revenue@FY2023/high}.",
                "",
            ),
            ("We raised the low end of our revenue guidance for 2023 to {revenue@FY2023/low}.", ""),
            (
                "We raised the high end of our revenue guidance for 2023 to {revenue@FY2023/low}.",
                "range-differs",
            ),
            ("The lower end of the range is {revenue@FY2023/high}.", "range-differs"),
            ("The upper end of the range is {revenue@FY2023/high}.", ""),
            (
                "The guidance for 2023 has a higher low end: {revenue@FY2023/low} to \
                 {revenue@FY2023/high}.",
                "",
            ),
            (
                "The low end of the range was lowered to {revenue@FY2023/low} from {revenue@FY2023/plow}.",
                "direction-differs",
            ),
        ],
    );
}

#[test]
fn what_moved_in_a_cause_is_not_what_the_figure_did() {
    hold(
        "en",
        ENGLISH,
        &[(
            "The main reason for the decline in free cash flow to {fcf} was higher inventories.",
            "",
        )],
    );
    hold(
        "de",
        GERMAN,
        &[
            ("Der Anstieg des EBIT auf {ebit} ist auf niedrigere Frachtkosten zurückzuführen.", ""),
            ("Das EBIT stieg auf {ebit}, was auf niedrigere Kosten zurückzuführen war.", ""),
            (
                "Das EBIT sank auf {ebit}, was auf niedrigere Kosten zurückzuführen war.",
                "direction-differs",
            ),
            (
                "Ursächlich für den Rückgang des Free Cashflow auf {fcf} war der Anstieg der Vorräte.",
                "",
            ),
            (
                "Maßgeblich für den Rückgang des Free Cashflow auf {fcf} waren höhere Investitionen.",
                "",
            ),
        ],
    );
}

#[test]
fn a_result_below_zero_is_called_negative_or_an_expense() {
    hold(
        "en",
        ENGLISH,
        &[
            ("Net financial expense rose to {fin abs} from {fin@3Q22 abs}.", ""),
            ("The negative financial result was {fin abs}.", ""),
            ("The financial result was {fin abs}.", "label-differs"),
        ],
    );
    hold(
        "de",
        GERMAN,
        &[
            ("Das negative Finanzergebnis betrug {fin abs}.", ""),
            ("Das Finanzergebnis betrug {fin abs}.", "label-differs"),
        ],
    );
}

#[test]
fn a_record_that_is_not_reached_is_no_claim() {
    hold(
        "en",
        ENGLISH,
        &[
            ("Revenue was close to a record at {revenue}.", ""),
            ("Revenue reached a record {revenue}.", "record-differs"),
        ],
    );
    hold(
        "ja",
        JAPANESE,
        &[
            ("売上高は{sales}となり、過去最高の水準に近づいています。", ""),
            ("売上高は{sales}となり、過去最高を更新しました。", "record-differs"),
        ],
    );
}

#[test]
fn almost_and_more_than_are_held_against_the_exact_figure() {
    hold(
        "en",
        ENGLISH,
        &[
            ("Total assets were almost {assets in billion}.", "claim-differs"),
            ("Total assets were more than {assets in billion}.", ""),
            ("Total assets were almost {assets@3Q22 in billion}.", ""),
            ("Total assets were about {assets in billion}.", ""),
        ],
    );
    hold(
        "ja",
        JAPANESE,
        &[
            ("総資産は{assets in billion}弱です。", "claim-differs"),
            ("総資産は{assets in billion}超です。", ""),
            ("総資産は約{assets in billion}です。", ""),
        ],
    );
    hold(
        "de",
        GERMAN,
        &[
            ("Der Umsatz lag bei knapp {umsatz in billion}.", "claim-differs"),
            ("Der Umsatz lag bei über {umsatz in billion}.", ""),
            ("Der Umsatz lag bei rund {umsatz in billion}.", ""),
        ],
    );
}

#[test]
fn a_number_in_brackets_behind_a_word_is_a_mark() {
    hold("en", ENGLISH, &[("Revenue(1) was {revenue}.", "footnote-mark")]);
    hold(
        "en",
        ENGLISH,
        &[("Revenue(1) was {revenue}.", ""), ("(1) Before tax", ""), ("(2) A point", "")],
    );
    hold("ja", JAPANESE, &[("売上高（1）は{sales}です。", ""), ("(1) 連結", "")]);
}

#[test]
fn names_with_numbers_are_no_figures() {
    hold(
        "en",
        ENGLISH,
        &[
            ("Top 10 customers, a Boeing 737 and the Big 4", ""),
            ("S&P 500, Scope 1 and 2, the 401(k) plan, ISO 14001", ""),
            ("The Q4 2022 Results, by telephone +1 212 555 0100", ""),
            ("There were 737 customers", "untied-figure"),
        ],
    );
    hold("de", GERMAN, &[("Die Top 10 Kunden, DAX 40, ISO 14001, Paragraph 87", "")]);
    hold("ja", JAPANESE, &[("上位10社の顧客、日経225、創立50周年", "")]);
}

#[test]
fn the_ends_of_one_range_are_cited_in_their_order() {
    let guided = "  ebit: {label: Adjusted EBIT, scopes: {low: {FY2023: 360 to 420}}}
  like: {label: Comparable sales, unit: \"%\", scopes: {low: {FY2023: (6.0%) to (4.5%)}}}
";
    hold(
        "en",
        &format!("{ENGLISH}{guided}"),
        &[
            ("For 2023 we expect {ebit@FY2023/low low} to {ebit@FY2023/low high}.", ""),
            ("For 2023 we expect between {ebit@FY2023/low low} and {ebit@FY2023/low high}.", ""),
            (
                "We expect {ebit@FY2023/low high} to {ebit@FY2023/low low} for 2023.",
                "range-differs",
            ),
            ("We expect {ebit@FY2023/low low} to {ebit@FY2023/low low} for 2023.", "range-differs"),
            (
                "For 2023 we expect a decline of {like@FY2023/low high abs} to {like@FY2023/low low abs}.",
                "",
            ),
        ],
    );
}

#[test]
fn words_of_every_release_are_no_slips() {
    hold(
        "en",
        ENGLISH,
        &[
            (
                "A dividend will be paid to shareholders of record, from free cash flow of {fcf}.",
                "",
            ),
            ("Free cash flow as a percentage of revenue rose.", ""),
        ],
    );
    hold("de", GERMAN, &[("Das Werk ist nach DIN EN 9100 zertifiziert.", "")]);
}

#[test]
fn what_is_below_another_figure_is_not_below_its_own_digits() {
    let facts = "company: {name: 例株式会社, short: 例, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: toward zero}
facts:
  ordinary: {label: 経常利益, values: {3Q23: 14269, 3Q22: 15233}}
  sales: {label: 売上高, values: {3Q23: 95100, 3Q22: 91000}}
";
    hold(
        "ja",
        facts,
        &[
            ("経常利益は{ordinary}と、前年同期の{ordinary@3Q22}を下回りました", ""),
            ("売上高は{sales}と、前年同期の{sales@3Q22}を上回りました", ""),
            // Cut toward zero, the true figure is never below its digits.
            ("経常利益は{ordinary}弱となりました", "claim-differs"),
            (
                "経常利益は{ordinary}と、前年同期の{ordinary@3Q22}を上回りました",
                "claim-differs direction-differs",
            ),
        ],
    );
}
