//! What companies truly report passes without a word; what no company reports is asked about.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::findings;

/// The head of each deck; `{language}` and `{title}` are filled in.
const HEAD: &str = "iijdeck: 2\n\
    deck: {title: \"{title}\", date: 2026-08-07, period: 1Q26, language: {language}}\n\
    company: {name: Example Corporation, short: Example, \
    fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half up}\n\
    scopes:\n  target: {label: \"{target}\", forecast: true}\n";

fn deck(language: &str, body: &str) -> String {
    let (title, target) = match language {
        "ja" => ("2027年3月期 第1四半期 決算説明資料", "業績予想"),
        "de" => ("Ergebnis des ersten Quartals", "Prognose"),
        _ => ("1st Quarter FY2026 Results", "Target"),
    };
    let head = HEAD.replace("{title}", title).replace("{target}", target);
    head.replace("{language}", language) + body
}

/// Checks a deck and gives its errors and warnings: line, code and message.
fn told(folder: &Path, text: &str) -> Vec<(u64, String, String)> {
    fs::write(folder.join("quarter.yaml"), text).expect("a file");
    let (_, found) = findings(folder, &["check", "quarter.yaml"]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .map(|f| (f["line"].as_u64().unwrap_or(0), text(&f["code"]), text(&f["message"])))
        .collect()
}

/// Decks of companies whose figures are unusual and true: what it is, the language, the deck.
const TRUE: &[(&str, &str, &str)] = &[
    (
        "a seasonal company",
        "en",
        "facts:
  revenue: {label: Revenue, values: {1Q24: 150, 2Q24: 180, 3Q24: 201, 4Q24: 2310, 1Q25: 155, 2Q25: 178, 3Q25: 210, 4Q25: 2402, 1Q26: 149}}
  orders: {label: Orders received, values: {1Q25: 12, 2Q25: 11, 3Q25: 13, 4Q25: 14, 1Q26: 410}}
slides:
  - trend:
      title: Revenue
      unit: JPY million
      charts: [{title: Revenue, show: [revenue], periods: [1Q25, 2Q25, 3Q25, 4Q25, 1Q26]}]
      text: \"- Revenue was {revenue}: the first quarter is always small\"
",
    ),
    (
        "a start-up that grows by a thousand per cent",
        "en",
        "facts:
  revenue: {label: Revenue, values: {1Q25: 12, 2Q25: 30, 3Q25: 51, 4Q25: 88, 1Q26: 132}, changes: {1Q26 vs 1Q25: 1000.0%}}
  users: {label: Users, unit: users, values: {2025-06-30: 120, 2026-06-30: 31000}}
  income: {label: Operating income, values: {1Q25: -510, 2Q25: -498, 3Q25: -505, 4Q25: -470, 1Q26: -512}}
  margin: {label: Operating margin, unit: \"%\", values: {1Q25: -4250.0, 1Q26: -387.9}}
relations:
  - ratio: margin = income / revenue
slides:
  - statement:
      title: Results
      unit: JPY million
      columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy}]
      rows:
        - {show: revenue, note: Increased due to new contracts}
        - {show: income}
  - bullets:
      title: Summary
      columns: [\"- The operating loss was {income abs}; the margin was {margin}\"]
",
    ),
    (
        "a turnaround",
        "en",
        "facts:
  income: {label: Operating income, values: {1Q25: -310, 2Q25: -220, 3Q25: -190, 4Q25: -45, 1Q26: 120}}
slides:
  - trend:
      title: Back to profit
      unit: JPY million
      charts: [{title: Operating income, show: [income], periods: [1Q25, 2Q25, 3Q25, 4Q25, 1Q26]}]
      text: \"- Operating income turned from a loss of {income@1Q25 abs} to {income}\"
",
    ),
    (
        "a quarter with an impairment and a restructuring",
        "en",
        "facts:
  revenue: {label: Revenue, values: {1Q25: 5200, 2Q25: 5300, 3Q25: 5150, 4Q25: 5400, 1Q26: 5050}}
  impairment: {label: Impairment of goodwill, values: {1Q25: 0, 2Q25: 0, 3Q25: 0, 4Q25: 0, 1Q26: 9100}}
  restructuring: {label: Restructuring costs, values: {1Q25: 5, 2Q25: 4, 3Q25: 6, 4Q25: 5, 1Q26: 800}}
  income: {label: Operating income, values: {1Q25: 410, 2Q25: 430, 3Q25: 405, 4Q25: 440, 1Q26: -9420}}
  tax: {label: Income tax expense, values: {1Q25: 120, 2Q25: 130, 3Q25: 118, 4Q25: 135, 1Q26: -122}}
slides:
  - statement:
      title: Results
      unit: JPY million
      columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy, measure: amount}]
      rows:
        - {show: revenue}
        - {show: impairment, note: Goodwill of the unit in Asia}
        - {show: income, as: total, note: Decreased due to the impairment}
",
    ),
    (
        "a company with negative equity",
        "en",
        "facts:
  equity: {label: Total equity, values: {2026-06-30: -2100, 2026-03-31: -2050, 2025-06-30: 310}}
  ratio: {label: Equity ratio, unit: \"%\", values: {2026-06-30: -41.2, 2026-03-31: -39.9}}
  assets: {label: Total assets, values: {2026-06-30: 5100, 2026-03-31: 5140}}
slides:
  - balance:
      title: Balance Sheets
      unit: JPY million
      dates: [2026-06-30, 2026-03-31]
      rows: [{show: assets, as: total}, {show: equity}, {show: ratio}]
",
    ),
    (
        "a holding",
        "en",
        "facts:
  gain: {label: Gains on sale of investments, values: {1Q25: 3, 2Q25: 2, 3Q25: 4, 4Q25: 3, 1Q26: 12400}}
  nav: {label: Net asset value, values: {2026-06-30: 812000, 2025-06-30: 640000}}
  stake: {label: Stake in Example Networks, unit: \"%\", values: {2026-06-30: 100}}
  payout: {label: Payout ratio, unit: \"%\", values: {FY2025: 312.0}}
slides:
  - bullets:
      title: Summary
      columns: [\"- We hold {stake} of Example Networks; gains on sale of investments were {gain}\"]
",
    ),
    (
        "segments that share the names of their lines",
        "en",
        "facts:
  eu_revenue: {label: Revenue of Europe, values: {1Q26: 8120, 1Q25: 7900}}
  eu_income: {label: Operating income of Europe, values: {1Q26: 512, 1Q25: 498}}
  as_revenue: {label: Revenue of Asia, values: {1Q26: 2120, 1Q25: 1900}}
  as_income: {label: Operating income of Asia, values: {1Q26: -112, 1Q25: 98}}
  revenue: {label: Revenue, values: {1Q26: 10240, 1Q25: 9800}}
  income: {label: Operating income, values: {1Q26: 400, 1Q25: 596}}
relations:
  - total: revenue = eu_revenue + as_revenue
  - total: income = eu_income + as_income
slides:
  - table:
      title: Segments
      unit: JPY million
      tables:
        - caption: Europe
          show: [{show: eu_revenue, label: Revenue}, {show: eu_income, label: Operating income}]
          periods: [1Q25, 1Q26]
        - caption: Asia
          show: [{show: as_revenue, label: Revenue}, {show: as_income, label: Operating income}]
          periods: [1Q25, 1Q26]
  - bullets:
      title: Summary
      columns:
        - |
          - In Europe, operating income was {eu_income}
          - Operating income of Asia was {as_income}, after {as_income@1Q25}
          - Revenue: {revenue}; operating income: {income}
",
    ),
    (
        "targets and progress",
        "en",
        "facts:
  revenue: {label: Revenue, values: {1Q26: 15813, 1Q25: 15835, FY2025: 68007}, scopes: {target: {FY2026: 71000}}}
  hired: {label: Graduates hired, unit: graduates, values: {FY2025: 77, FY2026: 60}}
slides:
  - bullets:
      title: Full-year outlook for FY2026
      columns:
        - |
          - The target for FY2026 was set at {revenue@FY2026/target}
          - Towards the full-year target, revenue was {revenue}
          - In the full year FY2025 revenue was {revenue@FY2025}
  - bullets: {title: Disclaimer, columns: [\"- Future results may differ\"]}
",
    ),
    (
        "cash flows in either sign",
        "en",
        "facts:
  operating: {label: Net cash provided by (used in) operating activities, values: {1Q25: 510, 1Q26: -80}}
  investing: {label: Net cash used in investing activities, values: {1Q25: -310, 1Q26: -280}}
  capex: {label: Capital expenditure, values: {1Q25: 300, 1Q26: 270}}
  added: {label: Net additions of users, unit: users, values: {1Q25: 1200, 1Q26: -300}}
slides:
  - cashflow:
      title: Cash flows
      unit: JPY million
      parts:
        - {title: Investing, show: [investing], periods: [1Q25, 1Q26]}
",
    ),
    (
        "an ordinary Japanese deck",
        "ja",
        "facts:
  revenue: {label: 売上高, values: {1Q26: 15813, 1Q25: 15835, FY2025: 68007}, scopes: {target: {FY2026: 71000}}}
  gross: {label: 売上総利益, values: {1Q26: 3025, 1Q25: 2993}}
  income: {label: 営業利益, values: {1Q26: 266, 1Q25: 351}}
  ordinary: {label: 経常利益, values: {1Q26: -30, 1Q25: 300}}
slides:
  - statement:
      title: 業績
      unit: JPY million
      columns:
        - {period: 1Q26}
        - {period: 1Q25}
        - {change: yoy, measure: amount, header: 前年同期比 増減額}
        - {change: yoy, header: 前年同期比 増減率}
      rows:
        - {show: revenue, note: 大型案件※1の剥落により減少}
        - {show: gross, note: 原価の低減が寄与}
        - {show: income, as: total, note: 人件費が増加したことにより減少}
        - {show: ordinary}
      footnotes: [\"※1 前期に納品した案件\"]
  - bullets:
      title: 通期業績予想
      columns:
        - |
          - 売上高は{revenue}、営業利益は{income}となりました
          - 経常損失は{ordinary abs}でした
          - 2027年3月期通期の売上高の予想は{revenue@FY2026/target}です
          - 将来見通しは変わることがあります
",
    ),
    (
        "an ordinary German deck",
        "de",
        "facts:
  revenue: {label: Umsatz, values: {1Q26: 15813, 1Q25: 15835, FY2025: 68007}, scopes: {target: {FY2026: 71000}}}
  result: {label: Betriebsergebnis, values: {1Q26: 266, 1Q25: 351}}
  net: {label: Konzernergebnis, values: {1Q26: -30, 1Q25: 120}}
slides:
  - section: {title: Ergebnis, divider: no}
  - statement:
      title: 1. Quartal im Überblick
      unit: JPY million
      columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy, header: Veränderung in %}]
      rows: [{show: revenue, note: Rückgang wegen der Währung}, {show: result, as: total}]
  - bullets:
      title: Ausblick auf das Gesamtjahr
      columns:
        - |
          - Der Umsatz betrug {revenue}, das Betriebsergebnis {result}
          - Der Konzernverlust betrug {net abs}
          - Für das Gesamtjahr 2026/27 erwarten wir einen Umsatz von {revenue@FY2026/target}
          - Die Erwartungen sind zukunftsgerichtet
",
    ),
];

#[test]
fn unusual_companies_pass() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut wrong = String::new();
    for (what, language, body) in TRUE {
        let found = told(dir.path(), &deck(language, body));
        if !found.is_empty() {
            writeln!(wrong, "{what} ({language}): {found:?}").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The slides that faults are planted in: what is changed, to what, and the code that tells it.
const PLANTED: &[(&str, &str, &str, &str, &str)] = &[
    ("a seasonal company", "1Q26: 149", "1Q26: 149 thousand", "doubtful-figure", "thousandth"),
    ("a seasonal company", "3Q25, 4Q25, 1Q26]", "4Q25, 1Q26]", "chart-periods", "left out"),
    (
        "a seasonal company",
        "[1Q25, 2Q25, 3Q25, 4Q25, 1Q26]",
        "[1Q26, 4Q25, 3Q25]",
        "chart-periods",
        "later",
    ),
    (
        "a seasonal company",
        "charts: [{title: Revenue, show: [revenue]",
        "charts: [{title: Revenue, show: [orders]",
        "label-differs",
        "label of `revenue`",
    ),
    ("a start-up", "Increased due to", "Decreased due to", "note-differs", "which rose"),
    (
        "a start-up",
        "The operating loss was",
        "Operating income was",
        "label-differs",
        "no word says",
    ),
    (
        "a turnaround",
        "to {income}",
        "to an operating loss of {income}",
        "label-differs",
        "above zero",
    ),
    ("a quarter with", "1Q26: 5050", "1Q26: -5050", "doubtful-figure", "below zero"),
    ("a quarter with", "Decreased due to", "Increased due to", "note-differs", "which fell"),
    (
        "a company with negative",
        "[2026-06-30, 2026-03-31]",
        "[2026-06-30, 2025-06-29]",
        "balance-date",
        "not the last day",
    ),
    (
        "a holding",
        "2026-06-30: 100}",
        "2026-06-30: 1000}",
        "doubtful-figure",
        "between 0% and 100%",
    ),
    ("segments", "label: Revenue of Asia", "label: Revenue of Europe", "same-label", "two items"),
    (
        "segments",
        "{show: as_income, label: Operating income}",
        "{show: as_income, label: Revenue}",
        "same-label",
        "two rows",
    ),
    (
        "segments",
        "operating income: {income}",
        "operating income: {revenue}",
        "term-differs",
        "operating income",
    ),
    (
        "targets",
        "outlook for FY2026\n      columns:\n        - |\n          - The target for FY2026 was set at",
        "results\n      columns:\n        - |\n          - In FY2026 revenue was",
        "label-differs",
        "presents the forecast",
    ),
    (
        "targets",
        "Towards the full-year target,",
        "For the full year",
        "period-differs",
        "full year",
    ),
    ("targets", "FY2026: 71000", "FY2026: 71.0", "doubtful-figure", "thousandth"),
    ("targets", "FY2025: 68007", "FY2025: 68007, FY2026: 70000", "date-order", "after the deck"),
    ("cash flows", "-310, 1Q26: -280", "-310, 1Q26: 280", "doubtful-figure", "outflows"),
    ("an ordinary Japanese", "増減額}", "増減率}", "header-differs", "増減率"),
    ("an ordinary Japanese", "※1 前期", "※2 前期", "footnote-mark", "※1"),
    ("an ordinary Japanese", "ことにより減少", "ことにより増加", "note-differs", "増加"),
    ("an ordinary Japanese", "label: 売上総利益", "label: 営業利益", "same-label", "two items"),
    (
        "an ordinary Japanese",
        "営業利益は{income}",
        "営業利益は{revenue}",
        "term-differs",
        "営業利益",
    ),
    (
        "an ordinary Japanese",
        "経常損失は{ordinary abs}",
        "経常損失は{income}",
        "label-differs",
        "損失",
    ),
    (
        "an ordinary Japanese",
        "2027年3月期通期の売上高の予想は{revenue@FY2026/target}です",
        "通期の売上高は{revenue}です",
        "period-differs",
        "通期",
    ),
    (
        "an ordinary German",
        "Der Konzernverlust betrug",
        "Konzernergebnis:",
        "label-differs",
        "no word says",
    ),
    ("an ordinary German", "Rückgang wegen", "Anstieg wegen", "note-differs", "which fell"),
    ("an ordinary German", "title: 1. Quartal im", "title: 1. Zahlen im", "numbered-title", "1."),
    (
        "an ordinary German",
        "Veränderung in %}",
        "Veränderung in %, measure: amount}",
        "header-differs",
        "amounts",
    ),
    (
        "an ordinary German",
        "Für das Gesamtjahr 2026/27 erwarten wir einen Umsatz von {revenue@FY2026/target}",
        "Im Gesamtjahr betrug der Umsatz {revenue}",
        "period-differs",
        "Gesamtjahr",
    ),
];

#[test]
fn planted_contradictions_are_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut wrong = String::new();
    for (name, from, to, code, says) in PLANTED {
        let (_, language, body) =
            TRUE.iter().find(|(what, ..)| what.starts_with(name)).expect("a deck of that name");
        assert!(body.contains(from), "{name} holds {from}");
        let found = told(dir.path(), &deck(language, &body.replacen(from, to, 1)));
        let hit = found.iter().any(|(_, told, message)| told == code && message.contains(says));
        if !hit {
            writeln!(wrong, "{name}: `{to}` is no {code}: {found:?}").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
