//! A half year in Japanese first: what is true passes in both languages, what is not is told.

#![expect(clippy::print_stdout, reason = "how many mistakes are told is asked for")]

use std::fs;
use std::path::Path;

use iijdeck::diag::Report;
use iijdeck::i18n::po;
use iijdeck::source::Sources;
use serde_json::Value;

use crate::program::{findings, run};

const DECK: &str = include_str!("../data/half-year.yaml");

/// What a translator writes for each text of the deck.
const ENGLISH: &[(&str, &str)] = &[
    ("{period_1H26}決算説明資料", "Financial Results for {period_1H26}"),
    ("株式会社みなと計測", "Minato Instruments Corporation"),
    ("みなと計測", "Minato Instruments"),
    ("前回予想", "Previous forecast"),
    ("今回予想", "Current forecast"),
    ("売上高", "Net sales"),
    ("売上原価", "Cost of sales"),
    ("売上総利益", "Gross profit"),
    ("販売費及び一般管理費", "Selling, general and administrative expenses"),
    ("営業利益", "Operating income"),
    ("経常利益", "Ordinary income"),
    ("親会社株主に帰属する中間純利益", "Profit attributable to owners of parent"),
    ("親会社株主に帰属する当期純利益", "Profit attributable to owners of parent for the full year"),
    ("流動資産", "Current assets"),
    ("固定資産", "Non-current assets"),
    ("総資産", "Total assets"),
    ("負債", "Liabilities"),
    ("純資産", "Net assets"),
    ("自己資本比率", "Equity ratio"),
    ("営業活動によるキャッシュ・フロー", "Cash flows from operating activities"),
    ("投資活動によるキャッシュ・フロー", "Cash flows from investing activities"),
    ("財務活動によるキャッシュ・フロー", "Cash flows from financing activities"),
    ("現金及び現金同等物", "Cash and cash equivalents"),
    ("1株当たり配当金", "Dividends per share"),
    ("中間期の業績", "Results for the Interim Period"),
    ("決算ハイライト", "Highlights"),
    ("増収増益", "Higher sales and higher profits"),
    (
        "売上高は{net_sales_in_hundred_million}（{net_sales_yoy}）",
        "Net sales were {net_sales_in_hundred_million} ({net_sales_yoy})",
    ),
    (
        "営業利益は{operating_income}となり、前年中間期から{operating_income_yoy_amount_size}増加",
        "Operating income was {operating_income}, having increased {operating_income_yoy_amount_size} from the prior interim period",
    ),
    ("1株当たりの中間配当は{dividend_1H26}", "The interim dividend per share is {dividend_1H26}"),
    ("連結損益計算書", "Consolidated Statements of Income"),
    ("百万円", "Millions of yen"),
    ("前年中間期", "Prior interim period"),
    ("当中間期", "Current interim period"),
    ("増減額", "Change"),
    ("増減率", "Change (%)"),
    ("計測機器が国内外で伸長", "Instruments grew in Japan and abroad"),
    ("人件費が増加", "Personnel expenses increased"),
    ("百万円未満切捨て", "Amounts less than one million yen are truncated"),
    ("営業利益の増減要因", "Analysis of Changes in Operating Income"),
    ("前年中間期との比較", "Compared with the prior interim period"),
    ("連結貸借対照表", "Consolidated Balance Sheets"),
    ("連結キャッシュ・フロー計算書", "Consolidated Statements of Cash Flows"),
    (
        "営業活動によるキャッシュ・フローは{operating_cash_abs}の収入",
        "Operating activities brought an inflow of {operating_cash_abs}",
    ),
    (
        "投資活動によるキャッシュ・フローは{investing_cash_abs}の支出",
        "Investing activities took an outflow of {investing_cash_abs}",
    ),
    (
        "現金及び現金同等物の残高は{cash}となり、前期末比{cash_vs_2026_03_31_amount_bare}",
        "Cash and cash equivalents were {cash}, {cash_vs_2026_03_31_amount_bare} from the previous fiscal year-end",
    ),
    ("通期の業績予想と株主還元", "Full-Year Forecast and Shareholder Returns"),
    ("{period_FY2026}業績予想の修正", "Revision of the Forecast for {period_FY2026}"),
    ("通期の業績予想を上方修正", "The full-year forecast was revised upward"),
    (
        "通期の営業利益は{operating_income_FY2026_revised}を予想（{operating_income_FY2026_revised_vs_FY2026_previous}）",
        "Operating income for the full year is forecast at {operating_income_FY2026_revised} ({operating_income_FY2026_revised_vs_FY2026_previous})",
    ),
    (
        "下期の売上高は{net_sales_2H26_revised}を見込む",
        "Net sales in the second half are expected to be {net_sales_2H26_revised}",
    ),
    ("円", "Yen"),
    ("中間", "Interim"),
    ("期末", "Year-end"),
    ("年間", "Annual"),
    (
        "中間配当は{dividend_1H26}、年間では{dividend_FY2026_revised}を予定し、増配",
        "The interim dividend is {dividend_1H26} and the annual one is forecast at {dividend_FY2026_revised}, a dividend increase",
    ),
    (
        "本資料に記載の将来見通しに関する記述は、{day_2026_11_06}現在の予想に基づくものであり、実際の業績は様々な要因により異なる可能性があります。",
        "Forward-looking statements in this document are based on expectations as of {day_2026_11_06}; actual results may differ due to various factors.",
    ),
];

/// Runs a command; gives whether it succeeded, and its findings by code and message.
fn told(folder: &Path, args: &[&str]) -> (bool, Vec<(String, String)>) {
    let (good, findings) = findings(folder, args);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = findings.iter().map(|one| (text(&one["code"]), text(&one["message"])));
    (good, found.collect())
}

/// Writes the deck into a folder of its own.
fn written(deck: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("written");
    folder
}

/// The deck with a translation in which one text is another.
fn translated(change: Option<(&str, &str)>) -> tempfile::TempDir {
    let folder = written(DECK);
    let output = run(folder.path(), &["i18n", "extract"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let path = folder.path().join("i18n/en.po");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let id = sources.add("en", fs::read_to_string(&path).expect("a catalogue"));
    let mut catalogue = po::read(id, &sources, &mut report);
    for entry in &mut catalogue.entries {
        let japanese = &entry.id.text;
        let found = ENGLISH.iter().find(|(known, _)| known == japanese);
        let english = found.unwrap_or_else(|| panic!("no translation of {japanese}")).1;
        let english = match change {
            Some((from, to)) if english == from => to,
            Some(_) | None => english,
        };
        for string in &mut entry.strings {
            english.clone_into(&mut string.text);
        }
        entry.flags.retain(|flag| flag != "fuzzy");
    }
    fs::write(path, po::write(&catalogue)).expect("written");
    folder
}

#[test]
fn a_true_half_year_is_released_in_both_languages() {
    let folder = translated(None);
    let (good, found) = told(folder.path(), &["build", "--release"]);
    assert!(good && found.is_empty(), "{found:#?}");
    let verified = run(folder.path(), &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let name = folder.path().file_name().expect("a name");
    let read = |tag: &str| {
        let path = folder.path().join("out").join(name).join(tag).join("deck.md");
        fs::read_to_string(path).expect("it was made")
    };
    let japanese = read("ja");
    for words in [
        "売上高は482.3億円（前年中間期比6.9%増）",
        "1株当たりの中間配当は22円50銭",
        "前期末比15億67百万円増",
        "（前回予想比5.9%増）",
        "| 2026年3月31日 | 2026年9月30日 |",
        "前年中間期比：2027年3月期中間期と2026年3月期中間期との比較",
    ] {
        assert!(japanese.contains(words), "{words}\n{japanese}");
    }
    let english = read("en").replace('\u{a0}', " ");
    for words in [
        "Net sales were JPY 48.23 billion (up 6.9% YoY)",
        "The interim dividend per share is JPY 22.50",
        "| Interim | Year-end | Annual |",
        "Net sales in the second half are expected to be JPY 50,264 million",
    ] {
        assert!(english.contains(words), "{words}\n{english}");
    }
}

/// A text of the deck, what is written in its place, and the code that tells it.
type Mistake = (&'static str, &'static str, &'static str);

const IN_JAPANESE: &[Mistake] = &[
    // Names of periods over columns.
    ("{period: 1H25, header: 前年中間期}", "{period: 1H25, header: 当中間期}", "header-differs"),
    ("{period: 1H26, header: 当中間期}", "{period: 1H26, header: 前年中間期}", "header-differs"),
    ("header: 当中間期}", "header: 前期}", "header-differs"),
    ("header: 当中間期}", "header: 通期}", "header-differs"),
    ("header: 当中間期}", "header: 下期}", "header-differs"),
    ("header: 当中間期}", "header: 前年同期}", "header-differs"),
    ("header: 当中間期}", "header: 第3四半期累計}", "header-differs"),
    ("header: 当中間期}", "header: 第2四半期}", "header-differs"),
    ("header: 当中間期}", "header: 2027年3月期下期}", "header-differs"),
    ("header: 当中間期}", "header: 2026年3月期中間期}", "header-differs"),
    ("header: 前年中間期}", "header: 当期}", "header-differs"),
    ("header: 増減率}", "header: 前四半期比}", "header-differs"),
    ("header: 増減率}", "header: 前期末比}", "header-differs"),
    ("header: 増減率}", "header: 前回予想比}", "header-differs"),
    ("headers: [中間, 期末, 年間]", "headers: [期末, 中間, 年間]", "header-differs"),
    ("headers: [中間, 期末, 年間]", "headers: [中間, 年間, 期末]", "header-differs"),
    ("headers: [中間, 期末, 年間]", "headers: [上期, 通期, 下期]", "header-differs"),
    // Units.
    ("連結損益計算書\n      unit: 百万円", "連結損益計算書\n      unit: 千円", "unit-differs"),
    ("連結貸借対照表\n      unit: 百万円", "連結貸借対照表\n      unit: 億円", "unit-differs"),
    (
        "計算書\n      unit: 百万円\n      columns: [{period: 1H25}",
        "計算書\n      unit: 百万ドル\n      columns: [{period: 1H25}",
        "unit-differs",
    ),
    ("unit: 百万円\n          kind: bridge", "unit: 千円\n          kind: bridge", "unit-differs"),
    ("修正\n      unit: 百万円", "修正\n      unit: （単位：十億円）", "unit-differs"),
    ("unit: 円", "unit: 百万円", "unit-differs"),
    ("header: 当中間期}", "header: 当中間期（千円）}", "header-differs"),
    // Words with a meaning.
    ("- 増収増益", "- 減収減益", "claim-differs"),
    ("- 増収増益", "- 増収減益", "claim-differs"),
    ("- 増収増益", "- 減収増益", "claim-differs"),
    ("- 増収増益", "- 営業利益は減少", "claim-differs"),
    ("- 増収増益", "- 経常利益は前年中間期比で減少した", "claim-differs"),
    ("上方修正", "下方修正", "claim-differs"),
    (
        "previous: previous\n      revised: revised",
        "previous: revised\n      revised: previous",
        "claim-differs",
    ),
    ("増配", "減配", "claim-differs"),
    ("の収入", "の支出", "claim-differs"),
    ("の支出", "の収入", "claim-differs"),
    ("切捨て", "四捨五入", "claim-differs"),
    ("増加\n        - 1株", "減少\n        - 1株", "direction-differs"),
    // Names of lines.
    ("label: 営業利益", "label: 経常利益", "term-differs"),
    ("label: 経常利益", "label: 営業利益", "term-differs"),
    ("label: 総資産", "label: 純資産", "term-differs"),
    ("- 営業利益は{operating_income}", "- 経常利益は{operating_income}", "term-differs"),
    ("- 通期の営業利益は", "- 通期の経常利益は", "term-differs"),
    (
        "{show: ordinary_income, as: total}",
        "{show: ordinary_income, as: total, label: 営業利益}",
        "term-differs",
    ),
    // What a change is against, and which part of the year a figure is of.
    ("、前期末比{", "、前年中間期比{", "comparison-differs"),
    ("、前期末比{", "、前四半期比{", "comparison-differs"),
    ("、前期末比{", "、前回予想比{", "comparison-differs"),
    ("- 下期の売上高は", "- 上期の売上高は", "target-period"),
    ("- 下期の売上高は", "- 通期の売上高は", "target-period"),
    ("- 売上高は{net_sales", "- 下期の売上高は{net_sales", "period-differs"),
    ("- 売上高は{net_sales", "- 通期の売上高は{net_sales", "period-differs"),
    ("年間では{", "来期は{", "target-period"),
    ("第2四半期（中間期）決算", "第3四半期 決算", "period-differs"),
];

#[test]
fn headers_of_filings_stand_over_their_columns() {
    let before = "前第2四半期連結累計期間";
    let right = DECK.replacen("header: 前年中間期", &format!("header: {before}"), 1).replacen(
        "header: 当中間期",
        "header: 当第2四半期連結累計期間",
        1,
    );
    let (good, found) = told(written(&right).path(), &["check", "--lang", "ja"]);
    assert!(good && found.is_empty(), "{found:#?}");
    let wrong = DECK.replacen("header: 当中間期", &format!("header: {before}"), 1);
    let (_, found) = told(written(&wrong).path(), &["check", "--lang", "ja"]);
    assert!(found.iter().any(|(code, _)| code == "header-differs"), "{found:#?}");
}

#[test]
fn what_is_wrong_in_the_half_year_is_told() {
    let mut silent = Vec::new();
    for (right, wrong, code) in IN_JAPANESE {
        assert!(DECK.contains(right), "{right}");
        let folder = written(&DECK.replacen(right, wrong, 1));
        let (_, found) = told(folder.path(), &["check", "--lang", "ja"]);
        if !found.iter().any(|(told, _)| told == code) {
            silent.push(format!("{code}: {wrong}: {found:?}"));
        }
    }
    let (all, kept) = (IN_JAPANESE.len(), silent.len());
    println!("half year in Japanese: {} of {all} mistakes told", all - kept);
    assert!(silent.is_empty(), "{silent:#?}");
}

/// A translation, what a hurried translator writes instead, and the code that tells it.
const IN_ENGLISH: &[Mistake] = &[
    ("Prior interim period", "Current interim period", "header-differs"),
    ("Current interim period", "Prior-year period", "header-differs"),
    ("Current interim period", "Second half", "typed-number"),
    ("Change (%)", "QoQ", "header-differs"),
    ("Interim", "Year-end", "header-differs"),
    ("Year-end", "Interim", "header-differs"),
    ("Annual", "Interim", "header-differs"),
    ("Millions of yen", "Thousands of yen", "unit-differs"),
    ("Millions of yen", "Millions of dollars", "unit-differs"),
    ("Yen", "Millions of yen", "unit-differs"),
    ("Higher sales and higher profits", "Lower sales and lower profits", "claim-differs"),
    ("Higher sales and higher profits", "Higher sales and lower profits", "claim-differs"),
    (
        "The full-year forecast was revised upward",
        "The full-year forecast was revised downward",
        "claim-differs",
    ),
    (
        "Amounts less than one million yen are truncated",
        "Amounts are rounded to the nearest million yen",
        "claim-differs",
    ),
    (
        "Operating activities brought an inflow of {operating_cash_abs}",
        "Operating activities brought an outflow of {operating_cash_abs}",
        "claim-differs",
    ),
    (
        "Investing activities took an outflow of {investing_cash_abs}",
        "Investing activities took an inflow of {investing_cash_abs}",
        "claim-differs",
    ),
    ("Ordinary income", "Operating income", "term-differs"),
    ("Operating income", "Ordinary income", "term-differs"),
    ("Net assets", "Total assets", "term-differs"),
    (
        "Cash and cash equivalents were {cash}, {cash_vs_2026_03_31_amount_bare} from the previous fiscal year-end",
        "Cash and cash equivalents were {cash}, {cash_vs_2026_03_31_amount_bare} year on year",
        "comparison-differs",
    ),
    (
        "Net sales in the second half are expected to be {net_sales_2H26_revised}",
        "Net sales in the full year are expected to be {net_sales_2H26_revised}",
        "target-period",
    ),
    (
        "Operating income was {operating_income}, having increased {operating_income_yoy_amount_size} from the prior interim period",
        "Operating income was {operating_income}, having decreased {operating_income_yoy_amount_size} from the prior interim period",
        "direction-differs",
    ),
];

#[test]
fn what_is_wrong_in_its_translation_is_told() {
    let mut silent = Vec::new();
    for (right, wrong, code) in IN_ENGLISH {
        assert!(ENGLISH.iter().any(|(_, english)| english == right), "{right}");
        let folder = translated(Some((right, wrong)));
        let (_, found) = told(folder.path(), &["check"]);
        if !found.iter().any(|(told, _)| told == code) {
            silent.push(format!("{code}: {wrong}: {found:?}"));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn the_half_year_rolls_to_nine_months() {
    let folder = written(DECK);
    let rolled = run(folder.path(), &["roll", "quarter.yaml", "--to", "9M26"]);
    assert!(rolled.status.success(), "{}", String::from_utf8_lossy(&rolled.stderr));
    let next = fs::read_to_string(folder.path().join("9m26.yaml")).expect("rolled");
    // Dividends are of halves: their history stays, and nothing is opened.
    for line in [
        "values: {1H25: 20.00, 2H25: 22.50, FY2025: 42.50, 1H26: 22.50}",
        "periods: [1H25, 2H25, FY2025]",
        "blank: [2H25, FY2025]",
        "{dividend@1H26}",
        "period: 9M26",
        "columns: [{period: 9M25}, {period: 9M26}, {change: yoy, measure: amount}]",
        "dates: [2026-03-31, 2026-12-31]",
        "from: operating_income@9M25",
    ] {
        assert!(next.contains(line), "{line}\n{next}");
    }
    let (_, found) = told(folder.path(), &["check", "9m26.yaml"]);
    let asked: Vec<_> = found.iter().filter(|(code, _)| code == "unreviewed").collect();
    let reviews = fs::read_to_string(folder.path().join("9m26.reviews.yaml")).expect("reviews");
    for words in [
        "親会社株主に帰属する中間純利益",
        "前年中間期",
        "当中間期",
        "中間期の業績",
        "業績予想の修正",
        "前年中間期との比較",
    ] {
        assert!(reviews.contains(words), "{words}\n{reviews}");
    }
    assert!(asked.len() > 10, "{found:#?}");
    let jump = run(folder.path(), &["roll", "quarter.yaml", "--to", "FY2026"]);
    let said = String::from_utf8_lossy(&jump.stdout).into_owned();
    assert!(jump.status.success() && said.contains("9M26 lies between"), "{said}");
}

/// A forecast that was revised in one report need not be in the next: what says so is asked for.
#[test]
fn what_was_revised_is_asked_for_after_a_roll() {
    let words = [
        ("ja", &["修正あり", "修正なし", "上方修正", "下方修正", "配当予想の修正の有無：有"][..]),
        (
            "en",
            &["Revised", "Not revised", "Upward revision", "Guidance raised", "Guidance lowered"],
        ),
        ("de", &["Angepasst", "Nach oben angepasst", "Prognose gesenkt", "Prognoseanpassung"]),
    ];
    for (language, headers) in words {
        let mut deck = format!(
            "iijdeck: 2\ndeck: {{title: T, date: 2026-08-07, period: 1Q26, language: {language}}}\n\
             company: {{name: Example, short: Example, fiscal_year: {{starts: april, named_by: \
             start}}, unit: JPY million, rounding: half up}}\nscopes: {{forecast: {{label: F, \
             forecast: true}}}}\nfacts:\n  revenue: {{label: L, values: {{1Q26: 15813}}, scopes: \
             {{forecast: {{FY2026: 70000}}}}}}\nslides:\n  - cover: {{}}\n"
        );
        for header in headers {
            deck.push_str("  - statement:\n      title: O\n      rows: [{show: revenue}]\n");
            deck.push_str("      columns: [{period: FY2026/forecast, header: \"");
            deck.push_str(header);
            deck.push_str("\"}]\n");
        }
        let folder = written(&deck);
        let rolled = run(folder.path(), &["roll", "quarter.yaml", "--to", "2Q26"]);
        assert!(rolled.status.success(), "{}", String::from_utf8_lossy(&rolled.stderr));
        let (_, found) = told(folder.path(), &["check", "2q26.yaml"]);
        for header in headers {
            let asks = |(code, said): &&(String, String)| {
                code == "unreviewed" && said.contains(&format!("`{header}`"))
            };
            assert!(found.iter().any(|one| asks(&one)), "{language}: {header}: {found:#?}");
        }
    }
}
