//! Names of members: in labels, headers, titles and translations, above totals, and beside the measures of the
//! standards. Sentences are in `tests/corpus/words/members`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use super::paper::{head, told};
use super::program::{run, said};

/// A deck of a company with two segments and adjusted figures.
fn deck(language: &str, slides: &str) -> String {
    format!(
        "{}dimensions:
  segment: {{label: Segment, members: {{dom: Domestic, intl: International}}}}
  basis:
    label: Basis
    members: {{adjusted: {{label: Adjusted, gaap: no}}, constant: {{label: At constant currency, of: changes}}}}
facts:
  sales:
    label: Revenue
    values: {{1Q26: 1000, 1Q25: 900}}
    by: {{dom: {{1Q26: 700, 1Q25: 600}}, intl: {{1Q26: 300, 1Q25: 300}}, constant: {{changes: {{1Q26 vs 1Q25: 9.0%}}}}}}
  income:
    label: Operating income
    values: {{1Q26: 100, 1Q25: 90}}
    by: {{adjusted: {{1Q26: 120, 1Q25: 80}}, charges: {{1Q26: 20, 1Q25: (10)}}}}
  rate: {{label: Operating margin, unit: \"%\", values: {{1Q26: 10.0, 1Q25: 10.0}}}}
slides:
{slides}",
        head(language, "JPY")
    )
    .replace("no}, constant", "no}, charges: {label: Charges, of: effects}, constant")
}

/// What is told under a code, by the words of its message.
fn under(code: &str, deck: &str) -> Vec<String> {
    let text = told(deck);
    let mark = format!("[{code}]: ");
    let lines = text.lines().filter_map(|line| line.split_once(mark.as_str()));
    lines.map(|(_, message)| message.to_owned()).collect()
}

fn statement(columns: &str, rows: &str) -> String {
    format!("  - statement: {{title: Results, columns: [{columns}], rows: [{rows}]}}\n")
}

#[test]
fn a_label_that_is_of_another_member_is_told() {
    let both = "{period: 1Q26}, {period: 1Q25}";
    let exchanged = "{show: sales/dom, label: International}, {show: sales/intl, label: Domestic}";
    let rows = |rows: &str| under("label-differs", &deck("en", &statement(both, rows)));
    assert_eq!(
        rows(exchanged),
        [
            "`International` stands with `sales@1Q26/dom`, which is of `Domestic`",
            "`Domestic` stands with `sales@1Q26/intl`, which is of `International`",
        ]
    );
    let none: [String; 0] = [];
    for right in [
        "{show: sales/dom, label: Domestic revenue}, {show: sales/intl, label: Overseas}, {show: sales, label: Total}",
        "{show: sales, label: Revenue, as: total}, {show: income/adjusted, label: Core operating income}",
        "{show: sales/dom, label: Home market (not international)}",
        "{show: rate, label: \"Domestic, as a % of sales\"}",
    ] {
        assert_eq!(rows(right), none, "{right}");
    }
    for wrong in [
        "{show: income, label: Adjusted operating income}",
        "{show: income/adjusted, label: Operating income as reported}",
        "{show: sales, label: Domestic revenue}",
        "{show: sales/dom, label: Overseas revenue}",
        "{show: rate, label: Sales in %}",
    ] {
        assert_eq!(rows(wrong).len(), 1, "{wrong}");
    }
    let tiles = "  - highlights: {title: Results, figures: [{show: sales/dom, label: International revenue}, \
                 {show: income, label: Adjusted operating income}]}\n";
    assert_eq!(under("label-differs", &deck("en", tiles)).len(), 2);
}

#[test]
fn a_header_or_title_that_is_of_another_member_is_told() {
    let columns = "{period: 1Q26, member: dom, header: International}, {period: 1Q26, member: intl, header: Domestic}";
    let wrong = deck("en", &statement(columns, "{show: sales}"));
    assert_eq!(under("label-differs", &wrong).len(), 2);
    let right = wrong.replace("dom, header: International", "intl, header: International");
    let right = right.replace("intl, header: Domestic", "dom, header: Domestic");
    let none: [String; 0] = [];
    assert_eq!(under("label-differs", &right), none);
    // A label that holds the name of another member is its name as well.
    let core = deck(
        "en",
        &statement("{period: 1Q26, member: cc, header: Adjusted at constant}", "{show: income}"),
    )
    .replace(
        "charges: {label",
        "cc: {label: Adjusted at constant currency, gaap: no}, charges: {label",
    )
    .replace("by: {adjusted: {1Q26: 120", "by: {cc: {1Q26: 118}, adjusted: {1Q26: 120");
    assert_eq!(under("label-differs", &core), none);
    let titled = |title: &str, member: &str, row: &str| {
        let slide = format!(
            "  - statement: {{title: {title}, {member}columns: [{{period: 1Q26}}], rows: [{{show: {row}}}]}}\n"
        );
        under("label-differs", &deck("en", &slide)).len()
    };
    assert_eq!(titled("International segment", "member: dom, ", "sales"), 1);
    assert_eq!(titled("Domestic segment", "member: dom, ", "sales"), 0);
    assert_eq!(titled("Domestic revenue", "", "sales"), 1);
    assert_eq!(titled("Domestic revenue in review", "", "sales"), 0);
    assert_eq!(titled("Adjusted operating income", "", "income"), 1);
    assert_eq!(titled("Adjusted operating income", "", "income/adjusted"), 0);
    let chart = |title: &str, periods: &str| {
        let slide = format!(
            "  - trend: {{title: Growth, charts: [{{title: {title}, show: [income], periods: [{periods}]}}]}}\n"
        );
        under("label-differs", &deck("en", &slide)).len()
    };
    assert_eq!(chart("Adjusted operating income", "1Q25, 1Q26"), 1);
    assert_eq!(chart("Adjusted operating income", "1Q25/adjusted, 1Q26/adjusted"), 0);
}

#[test]
fn rows_of_all_members_add_up_to_the_row_below_them() {
    let both = "{period: 1Q26}, {period: 1Q25}";
    let totals = |text: &str| under("total-differs", text);
    let by_dimension = "{show: sales, members: segment}, {show: sales, as: total}";
    let by_name = "{show: sales/dom}, {show: sales/intl}, {show: sales}";
    let none: [String; 0] = [];
    for rows in [by_dimension, by_name] {
        let good = deck("en", &statement(both, rows));
        assert_eq!(totals(&good), none, "{rows}");
        // Rounded one by one they may miss by one.
        assert_eq!(totals(&good.replace("intl: {1Q26: 300", "intl: {1Q26: 301")), none);
        let bad = good.replace("intl: {1Q26: 300", "intl: {1Q26: 330");
        assert_eq!(
            totals(&bad),
            ["the members of `segment` above `sales@1Q26` do not add up to it"],
            "{rows}"
        );
        assert!(told(&bad).contains("warning[total-differs]"));
        // What is declared is proved as such, once.
        let whole = "International}, whole: sales}";
        let declared = bad.replace("International}}", whole);
        assert_eq!(totals(&declared).len(), 1);
        assert!(told(&declared).contains("error[total-differs]"));
    }
    let wrong = |rows: &str| {
        let text =
            deck("en", &statement(both, rows)).replace("intl: {1Q26: 300", "intl: {1Q26: 330");
        totals(&text)
    };
    for right in [
        // Not all members, the total above, a heading between, figures outside the standards.
        "{show: sales/dom}, {show: sales, as: total}",
        "{show: sales}, {show: sales, members: segment, as: sub}",
        "{show: sales, members: segment}, {heading: All}, {show: sales}",
        "{show: income/adjusted}, {show: income/charges}, {show: income}",
        "{show: sales/dom}, {show: sales/intl, label: of which International}, {show: sales}",
    ] {
        assert_eq!(wrong(right), none, "{right}");
    }
    // A third member that is part of the two others.
    let third = deck("en", &statement(both, "{show: sales, members: segment}, {show: sales}"))
        .replace("International}}", "International, online: Online}}")
        .replace("constant: {changes", "online: {1Q26: 150, 1Q25: 140}, constant: {changes");
    assert_eq!(totals(&third), none);
}

#[test]
fn a_member_outside_the_standards_needs_the_same_by_the_standards() {
    let profile = |slides: &str, relations: &str| {
        let text = deck("en", slides).replace("facts:", "profiles: [non-gaap]\nfacts:");
        under("non-gaap", &text.replace("slides:", &format!("{relations}slides:")))
    };
    let sum = "relations: [total: income/adjusted = income + income/charges]\n";
    let bullets = |text: &str| format!("  - bullets: {{title: X, columns: [\"- {text}\"]}}\n");
    let none: [String; 0] = [];
    let (alone, after) = (
        "`income/adjusted` is shown without the same by the standards on the same slide",
        "`income/adjusted` is shown before the same by the standards",
    );
    assert_eq!(profile(&bullets("{income}, adjusted {income/adjusted}"), sum), none);
    assert_eq!(profile(&bullets("Adjusted {income/adjusted}"), sum), [alone]);
    assert_eq!(profile(&bullets("Adjusted {income/adjusted}; {income}"), sum), [after]);
    assert_eq!(
        profile(&bullets("{income}, adjusted {income/adjusted}"), ""),
        ["`income/adjusted` is not reconciled to `income`"]
    );
    let table = |columns: &str, rows: &str| profile(&statement(columns, rows), sum);
    assert_eq!(table("{period: 1Q26}", "{show: income/adjusted}"), [alone]);
    assert_eq!(table("{period: 1Q26}", "{show: income}, {show: income/adjusted}"), none);
    assert_eq!(table("{period: 1Q26, member: adjusted}", "{show: income}"), [alone]);
    assert_eq!(table("{period: 1Q26}, {period: 1Q26, member: adjusted}", "{show: income}"), none);
    assert_eq!(table("{period: 1Q26}", "{show: income/charges}"), none);
    let whole = "  - statement: {title: X, member: adjusted, columns: [{period: 1Q26}], rows: [{show: income}]}\n";
    assert_eq!(profile(whole, sum), [alone]);
    // The same part is asked for.
    let part = deck("en", &bullets("Adjusted domestic {income/dom/adjusted}"));
    let part = part.replace("facts:", "profiles: [non-gaap]\nfacts:");
    let own = "by: {dom: {1Q26: 70}, dom/adjusted: {1Q26: 75}, adjusted: {1Q26: 120";
    let folder = tempfile::tempdir().expect("a folder");
    let part = part.replace("by: {adjusted: {1Q26: 120", own);
    fs::write(folder.path().join("quarter.yaml"), part).expect("written");
    let text = said(&run(folder.path(), &["check", "quarter.yaml"]));
    assert!(text.contains("Show `income/dom` before it"), "{text}");
}

/// Labels of the deck in each language.
const LABELS: [(&str, [(&str, &str); 7]); 2] = [
    (
        "ja",
        [
            ("Domestic", "国内"),
            ("International", "海外"),
            ("Adjusted", "調整後"),
            ("Charges", "費用"),
            ("At constant currency", "為替一定ベース"),
            ("Revenue", "売上高"),
            ("Operating income", "営業利益"),
        ],
    ),
    (
        "de",
        [
            ("Domestic", "Inland"),
            ("International", "Ausland"),
            ("Adjusted", "bereinigt"),
            ("Charges", "Belastungen"),
            ("At constant currency", "währungsbereinigt"),
            ("Revenue", "Umsatz"),
            ("Operating income", "Betriebsergebnis"),
        ],
    ),
];

/// Sentences with right and exchanged translations; `{0}` is the first placeholder of the source.
const TRANSLATED: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "Adjusted operating income of {income/adjusted} exceeded operating income of {income}",
        "ja",
        &["調整後営業利益{0}は営業利益{1}を上回った"],
        &["営業利益{0}は調整後営業利益{1}を上回った"],
    ),
    (
        "Adjusted operating income of {income/adjusted} exceeded operating income of {income}",
        "de",
        &["Das bereinigte Betriebsergebnis von {0} übertraf das Betriebsergebnis von {1}"],
        &["Das Betriebsergebnis von {0} übertraf das bereinigte Betriebsergebnis von {1}"],
    ),
    (
        "Domestic revenue was {sales/dom}, international revenue {sales/intl}",
        "ja",
        &["国内売上高は{0}、海外売上高は{1}"],
        &["海外売上高は{0}、国内売上高は{1}", "国内売上高は{1}、海外売上高は{0}"],
    ),
    (
        "Domestic revenue was {sales/dom}, international revenue {sales/intl}",
        "de",
        &["Der Inlandsumsatz betrug {0}, der Auslandsumsatz {1}"],
        &["Der Auslandsumsatz betrug {0}, der Inlandsumsatz {1}"],
    ),
    (
        "Demand was strong in the domestic market",
        "ja",
        &["国内市場の需要は堅調"],
        &["海外市場の需要は堅調"],
    ),
    (
        "Demand was strong in the domestic market",
        "de",
        &["Die Nachfrage im Inland war stark"],
        &["Die Nachfrage im Ausland war stark"],
    ),
    ("Adjusted results", "de", &["Bereinigte Ergebnisse"], &["Berichtete Ergebnisse"]),
    ("Adjusted results", "ja", &["調整後の業績"], &["報告ベースの業績"]),
    (
        "Revenue grew {sales yoy size}, or {sales/constant yoy size} at constant currency",
        "ja",
        &["売上高は{0}増、為替一定ベースでは{1}増"],
        &["為替一定ベースの売上高は{0}増、売上高は{1}増"],
    ),
];

/// What is told of a translation, without what is not translated.
fn translated(source: &str, language: &str, translation: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let slides = format!("  - bullets: {{title: Z, columns: ['{source}']}}\n");
    let text = deck("en", &slides).replace(
        "language: en",
        &format!("language: en, translations: {{{language}: {{incomplete: A sentence alone}}}}"),
    );
    fs::write(folder.path().join("quarter.yaml"), text).expect("written");
    let made = run(folder.path(), &["-q", "i18n", "extract"]);
    assert!(made.status.success(), "{}", said(&made));
    let path = folder.path().join(format!("i18n/{language}.po"));
    let labels: HashMap<_, _> = LABELS
        .iter()
        .filter(|(tag, _)| *tag == language)
        .flat_map(|(_, labels)| labels.iter().copied())
        .collect();
    let (mut out, mut id, mut set) = (String::new(), String::new(), false);
    for line in fs::read_to_string(&path).expect("a catalogue").lines() {
        if let Some(rest) = line.strip_prefix("msgid ") {
            rest.trim_matches('"').clone_into(&mut id);
        } else if line.starts_with('"') && !out.ends_with("msgstr \"\"\n") {
            id.push_str(line.trim_matches('"'));
        }
        let label = labels.get(id.as_str()).copied();
        let sentence = || {
            let head: Vec<_> = source.split('{').next().into_iter().collect();
            let slots = id.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            let own = !id.is_empty() && id.starts_with(head[0]) && label.is_none();
            let put = |text: String, (at, (slot, _)): (usize, (&str, &str))| {
                text.replace(&format!("{{{at}}}"), &format!("<{slot}>"))
            };
            let text = slots.enumerate().fold(translation.to_owned(), put);
            own.then(|| text.replace('<', "{").replace('>', "}"))
        };
        match label.map(str::to_owned).or_else(sentence) {
            Some(text) if line == "msgstr \"\"" => {
                set |= label.is_none();
                let _ = writeln!(out, "msgstr \"{text}\"");
            }
            Some(_) | None => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    assert!(set, "{source}\n{out}");
    fs::write(&path, out).expect("written");
    let told = said(&run(folder.path(), &["check", "--message-format", "short", "quarter.yaml"]));
    let lines =
        told.lines().filter(|line| line.contains(".po:") && !line.contains("[untranslated]"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn members_exchanged_in_a_translation_are_found() {
    for (source, language, right, wrong) in TRANSLATED {
        for text in *right {
            assert_eq!(translated(source, language, text), "", "{text}");
        }
        for text in *wrong {
            assert_ne!(translated(source, language, text), "", "{text}");
        }
    }
}
