//! Faults planted in the Japanese catalogue of the reference deck: each is found, by its code, at
//! the line of the catalogue and that of the source; the clean deck has none.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program;

const DECK: &str = "examples/iij-1q-fy2010";

/// Where a fault is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum In {
    /// The Japanese catalogue.
    Po,
    /// The source.
    Yaml,
}

/// A fault: what is replaced, by what, and the code that must tell it.
type Fault = (In, &'static str, &'static str, &'static str);

const FAULTS: &[Fault] = &[
    // Placeholders: lost, doubled, unknown, of another text, a brace alone.
    (In::Po, "{day_2010_06_01}に修正", "修正", "placeholder"),
    (
        In::Po,
        "モバイルサービス契約数は{mobile_lines}超",
        "モバイルサービス契約数は多数",
        "placeholder",
    ),
    (In::Po, "取得予定価額：{acquisition_price_2010_09_01_planned}", "取得予定価額", "placeholder"),
    (
        In::Po,
        "msgstr \"のれん：{goodwill}\"",
        "msgstr \"のれん：{goodwill}{goodwill}\"",
        "placeholder",
    ),
    (In::Po, "商標権：{trademark}", "商標権：{trademarks}", "placeholder"),
    (In::Po, "配当金の支払：{cf_dividends}", "配当金の支払：{cf_borrowings}", "placeholder"),
    (
        In::Po,
        "顧客関係：{customer_relationships}",
        "顧客関係：{customer_relationships",
        "placeholder",
    ),
    (In::Po, "受注高は{operation_orders_yoy_verb}\"", "受注高は減少\"", "placeholder"),
    // Numbers typed by hand: in ASCII, full width, with a unit, a day, a year, another quarter.
    (In::Po, "賞与の支払", "賞与500百万円の支払", "typed-number"),
    (In::Po, "賞与の支払", "賞与５００百万円の支払", "typed-number"),
    (In::Po, "msgstr \"2-3年後の", "msgstr \"2-4年後の", "typed-number"),
    (In::Po, "1Gbps超の契約数は", "10Gbps超の契約数は", "typed-number"),
    (In::Po, "Form 20-Fによる", "Form 10-Kによる", "typed-number"),
    (In::Po, "当第一四半期に", "当第二四半期に", "typed-number"),
    (In::Po, "通期及び第四四半期の", "通期及び第三四半期の", "typed-number"),
    (In::Po, "公共分野から複数の", "公共分野から3件の", "typed-number"),
    (In::Po, "公共分野から複数の", "公共分野から二十三件の", "untied-figure"),
    (In::Po, "主に公共分野から", "公共分野から十億円の", "untied-figure"),
    // The structure of Markdown.
    (In::Po, "msgstr \"**システム構築**\"", "msgstr \"システム構築\"", "structure"),
    (In::Po, "msgstr \"**税引前利益**\"", "msgstr \"**税引前**利益**\"", "structure"),
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"賞与の\\n支払\"", "structure"),
    // Emphasis on a part where the source has it on all, and on other figures.
    (In::Po, "msgstr \"**システム構築**\"", "msgstr \"**システム**構築\"", "structure"),
    (
        In::Po,
        "**SI原価：{cost_si_yoy}、{cost_si_qoq}**",
        "**SI原価：{cost_si_yoy}**、{cost_si_qoq}",
        "structure",
    ),
    // Gaps: no translation, one marked for review, one of an earlier text, an entry that is gone.
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"\"", "untranslated"),
    (
        In::Po,
        "msgctxt \"Consolidated Balance Sheets / note\"\nmsgid \"Payments of bonuses\"",
        "#, fuzzy\nmsgctxt \"Consolidated Balance Sheets / note\"\nmsgid \"Payments of bonuses\"",
        "fuzzy",
    ),
    (
        In::Yaml,
        "note: Payments of bonuses",
        "note: Payments of summer bonuses",
        "stale-translation",
    ),
    (
        In::Yaml,
        "We received several large orders from mainly public sectors.",
        "We received several very large orders from mainly public sectors.",
        "stale-translation",
    ),
    (
        In::Yaml,
        "- Trademark: {trademark}",
        "- Trademarks and names: {trademark}",
        "stale-translation",
    ),
    (
        In::Yaml,
        "business: Provides operation of reward point management system",
        "business: Sells computers",
        "untranslated",
    ),
    (
        In::Yaml,
        "text: IIJ Obtains US and Japanese Patents for SMFv2",
        "text: A wholly new release of that day",
        "untranslated",
    ),
    (
        In::Po,
        "msgid \"Payments of bonuses\"\nmsgstr \"賞与の支払\"",
        "msgid \"Something else\"\nmsgstr \"其の他\"",
        "untranslated",
    ),
    // Direction words against the sign.
    (
        In::Po,
        "SI売上は{si_revenue_yoy_verb}**",
        "SI売上は増加（{si_revenue_yoy_verb}）**",
        "direction-differs",
    ),
    (
        In::Po,
        "従業員数は前年同期末比{employees_yoy_size}増加",
        "従業員数は前年同期末比{employees_yoy_size}減少",
        "direction-differs",
    ),
    (
        In::Po,
        "売上は{atm_revenue_yoy_amount}、",
        "売上は減少（{atm_revenue_yoy_amount}）、",
        "direction-differs",
    ),
    (
        In::Po,
        "msgstr \"受注高は{construction_orders_yoy_verb}\"",
        "msgstr \"受注高は減少し{construction_orders_yoy_verb}\"",
        "direction-differs",
    ),
    // Two figures of one kind in each other's place.
    (
        In::Po,
        "売上は{conn_outs_revenue_yoy_verb_bare}、SI売上は{si_revenue_yoy_verb}**\"",
        "売上は{si_revenue_yoy_verb}、SI売上は{conn_outs_revenue_yoy_verb_bare}**\"",
        "placeholder",
    ),
    (
        In::Po,
        "{month_2010_06}末の従業員数は前年同期末比{employees_yoy_size}増加。{month_2010_04}に",
        "{month_2010_04}末の従業員数は前年同期末比{employees_yoy_size}増加。{month_2010_06}に",
        "placeholder",
    ),
    // Another meaning where no figure stands beside the word.
    (In::Po, "（前四半期末比微増）", "（前四半期末比微減）", "direction-differs"),
    (In::Po, "（前四半期末比微増）", "（前年同期末比微増）", "comparison-differs"),
    (In::Po, "（前四半期末比微増）", "（前四半期末比過去最高）", "record-differs"),
    (In::Po, "{atm_loss_abs}（損失）", "{atm_loss_abs}（利益）", "direction-differs"),
    // Terms of the glossary.
    (
        In::Po,
        "msgctxt \"operating_income / label\"\nmsgid \"Operating Income\"\nmsgstr \"営業利益\"",
        "msgctxt \"operating_income / label\"\nmsgid \"Operating Income\"\nmsgstr \"経常利益\"",
        "glossary",
    ),
    (
        In::Po,
        "msgctxt \"revenue / label\"\nmsgid \"Total Revenues\"\nmsgstr \"営業収益\"",
        "msgctxt \"revenue / label\"\nmsgid \"Total Revenues\"\nmsgstr \"総売上\"",
        "glossary",
    ),
    (In::Po, "msgstr \"将来見通しに関する注意事項\"", "msgstr \"免責事項\"", "glossary"),
    // A character that no face has.
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"賞与の支払\u{1F4C8}\"", "missing-glyph"),
    (
        In::Po,
        "msgstr \"繰延税金資産（流動）\"",
        "msgstr \"繰延税金資産\u{12000}\"",
        "missing-glyph",
    ),
    // The file itself.
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"賞与の支払", "po-syntax"),
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"賞与の\"支払\"", "po-syntax"),
    (
        In::Po,
        "msgstr \"賞与の支払\"",
        "msgstr \"賞与の支払\"\n\nmsgctxt \"Consolidated Balance Sheets / note\"\nmsgid \"Payments of bonuses\"\nmsgstr \"賞与\"",
        "po-syntax",
    ),
    // Words left in English; Katakana of half width; a mark typed twice.
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"payments of bonuses\"", "foreign-run"),
    (
        In::Po,
        "2-3年後の売上貢献を見込む",
        "2-3年後のcontribution to revenuesを見込む",
        "foreign-run",
    ),
    (In::Po, "msgstr \"のれん：{goodwill}\"", "msgstr \"ﾉﾚﾝ：{goodwill}\"", "full-width"),
    (In::Po, "1Qの売上は季節的に少ないが、", "1Qの売上は季節的に少ないが、、", "doubled"),
    // A bracket without a partner, a slide that overflows in this language only.
    (In::Po, "（研究開発）", "（研究開発", "unbalanced"),
    (In::Po, "msgstr \"賞与の支払\"", "msgstr \"OVERFLOW\"", "overflow"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(DECK)
}

/// Copies the deck with a fault, and gives the findings on it.
fn findings(fault: Option<&Fault>) -> Vec<Value> {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("i18n")).expect("a folder");
    for name in ["quarter.yaml", "theme.yaml", "i18n/ja.po"] {
        let mut text = fs::read_to_string(root().join(name)).expect("a file of the example");
        if let Some((place, from, to, _)) = fault
            && name == if *place == In::Po { "i18n/ja.po" } else { "quarter.yaml" }
        {
            assert!(text.contains(from), "{from} is no longer there");
            let to = to.replace("OVERFLOW", &"賞与の支払により減少。".repeat(300));
            text = text.replacen(from, &to, 1);
        }
        fs::write(dir.path().join(name), text).expect("written");
    }
    program::findings(dir.path(), &["check", "--lang", "en,ja", "quarter.yaml"]).1
}

fn code(finding: &Value) -> &str {
    finding["code"].as_str().unwrap_or_default()
}

#[test]
fn every_planted_fault_is_told_and_the_clean_deck_has_none() {
    let clean = findings(None);
    let codes: Vec<_> = FAULTS.iter().map(|(.., code)| *code).collect();
    let known = |finding: &Value| clean.iter().any(|other| other["message"] == finding["message"]);
    let false_alarms: Vec<_> = clean
        .iter()
        .filter(|finding| {
            finding["file"]
                .as_str()
                .is_some_and(|path| Path::new(path).extension().is_some_and(|end| end == "po"))
        })
        .collect();
    assert!(false_alarms.is_empty(), "{false_alarms:#?}");
    assert!(codes.len() >= 40);
    let mut missed = Vec::new();
    for fault in FAULTS {
        let found = findings(Some(fault));
        let told = found.iter().find(|finding| code(finding) == fault.3 && !known(finding));
        // What is wrong in a translation is told where it stands, and where its source does.
        if let Some(told) = told.filter(|_| fault.0 == In::Po && fault.3 != "po-syntax") {
            let labels = told["labels"].as_array().expect("a list");
            let stands = |label: &Value, name: &str| {
                label["file"].as_str().is_some_and(|file| file.ends_with(name))
            };
            let source = |label: &Value| {
                stands(label, "quarter.yaml") && label["text"] == "the text in the source"
            };
            let both = stands(&labels[0], "ja.po") && labels.iter().any(source);
            let named = told["notes"].as_array().expect("a list").contains(&"in 日本語".into());
            let term = fault.3 == "glossary" || fault.3 == "untranslated";
            let printed = ["overflow", "missing-glyph"].contains(&fault.3);
            assert!(term || (both && (named || !printed)), "{fault:?}: {told:#}");
        }
        if told.is_none() {
            let new: Vec<_> =
                found.iter().filter(|f| !known(f)).map(|f| f["message"].clone()).collect();
            missed.push(format!("{} -> {} ({}): {new:?}", fault.1, fault.2, fault.3));
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}
