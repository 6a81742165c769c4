//! Any language first, and texts longer than anybody's: what does not fit is told.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::diag::Report;
use iijdeck::i18n::po;
use iijdeck::shape::Role;
use iijdeck::source::Sources;
use serde_json::Value;

use crate::program::{findings, run};

fn codes(findings: &[Value]) -> Vec<&str> {
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

/// Rewrites the strings of a catalogue.
fn translate(folder: &Path, tag: &str, mut to: impl FnMut(&str, &str) -> String) {
    let path = folder.join(format!("i18n/{tag}.po"));
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let id = sources.add(tag, fs::read_to_string(&path).expect("a catalogue"));
    let mut catalogue = po::read(id, &sources, &mut report);
    assert!(!report.has_errors());
    for entry in &mut catalogue.entries {
        let context = entry.context.as_ref().map(|context| context.text.clone());
        for string in &mut entry.strings {
            string.text = to(context.as_deref().unwrap_or_default(), &entry.id.text);
        }
        entry.flags.retain(|flag| flag != "fuzzy");
    }
    fs::write(path, po::write(&catalogue)).expect("written");
}

/// What a translator writes for each text of the Japanese deck.
const ENGLISH: &[(&str, &str)] = &[
    ("{period_1Q26} 決算説明資料", "Financial Results for {period_1Q26}"),
    ("株式会社見本", "Example Corporation"),
    ("見本", "Example"),
    ("売上高", "Revenue"),
    ("売上原価", "Cost of revenue"),
    ("売上総利益", "Gross profit"),
    (
        "親会社株主に帰属する四半期純利益（損失）",
        "Net income (loss) attributable to owners of the parent",
    ),
    ("業績概要", "Summary of Results"),
    ("連結業績", "Consolidated Results"),
    ("クラウドサービスが伸長", "Cloud services grew"),
    ("第1四半期の概況", "Overview of the First Quarter"),
    ("**売上高は{revenue}（{revenue_yoy}）**", "**Revenue was {revenue} ({revenue_yoy})**"),
    ("クラウドサービスの伸長により増収", "Revenue rose as cloud services grew"),
    (
        "売上総利益は{gross_profit}となり、前年同期を上回った",
        "Gross profit was {gross_profit} and exceeded that of the same quarter of the previous year",
    ),
    ("四半期純損失は{net_loss_abs}に縮小", "Net loss narrowed to {net_loss_abs}"),
    (
        "本資料に記載の将来見通しに関する記述は、{day_2026_08_07}現在の予想に基づくものであり、実際の業績は様々な要因により異なる可能性があります。",
        "Forward-looking statements in this document are based on expectations as of {day_2026_08_07}; actual results may differ due to various factors.",
    ),
];

fn english(id: &str) -> String {
    let found = ENGLISH.iter().find(|(japanese, _)| *japanese == id);
    found.unwrap_or_else(|| panic!("no translation of {id}")).1.to_owned()
}

fn japanese_first() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = include_str!("../data/japanese-first.yaml");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("written");
    let extracted = run(folder.path(), &["i18n", "extract"]);
    assert!(extracted.status.success(), "{}", String::from_utf8_lossy(&extracted.stderr));
    folder
}

#[test]
fn a_company_may_write_in_japanese_and_translate_into_english() {
    let folder = japanese_first();
    let folder = folder.path();
    let (good, found) = findings(folder, &["build", "--release"]);
    assert!(!good && codes(&found).iter().all(|code| *code == "untranslated"), "{found:#?}");
    assert_eq!(found.len(), ENGLISH.len());
    assert!(!folder.join("out").exists());
    translate(folder, "en", |_, id| english(id));
    let (good, found) = findings(folder, &["build", "--release"]);
    assert!(good && found.is_empty(), "{found:#?}");
    let verified = run(folder, &["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let name = folder.file_name().expect("a name");
    let out = folder.join("out").join(name);
    let read = |path: &str| fs::read_to_string(out.join(path)).expect("it was made");
    let (html, markdown) = (read("en/deck.html"), read("en/deck.md"));
    assert!(html.contains("<html lang=\"en\""));
    assert!(markdown.contains("Revenue was JPY\u{a0}15,813\u{a0}million (up 2.0% YoY)"));
    let foreign = |c: char| ('\u{3040}'..='\u{9FFF}').contains(&c);
    assert!(!markdown.contains(foreign));
    let japanese = read("ja/deck.md");
    assert!(japanese.contains("売上高は158億13百万円（前年同期比2.0%増）"), "{japanese}");
    let manifest: Value = serde_json::from_str(&read("manifest.json")).expect("JSON");
    let languages = manifest["languages"].as_array().expect("a list");
    let order = languages.iter().map(|language| language["language"].as_str());
    assert_eq!(order.collect::<Vec<_>>(), [Some("ja"), Some("en")]);
}

#[test]
fn what_is_wrong_in_a_translation_from_japanese_is_told() {
    let wrong = [
        (
            "四半期純損失は{net_loss_abs}に縮小",
            "Net loss widened to {net_loss_abs}",
            "direction-differs",
        ),
        (
            "クラウドサービスの伸長により増収",
            "Revenue fell because of cloud services",
            "direction-differs",
        ),
        ("クラウドサービスが伸長", "Cloud services が grew", "foreign-run"),
        ("**売上高は{revenue}（{revenue_yoy}）**", "**Revenue was {revenue}**", "placeholder"),
        (
            "売上総利益は{gross_profit}となり、前年同期を上回った",
            "Gross profit was {gross_profit} and fell short of that of the same quarter of the previous year",
            "direction-differs",
        ),
        ("連結業績", "Consolidated Results of 2027", "typed-number"),
    ];
    let folder = japanese_first();
    for (japanese, english_wrong, code) in wrong {
        let to = |_: &str, id: &str| {
            if id == japanese { english_wrong.to_owned() } else { english(id) }
        };
        translate(folder.path(), "en", to);
        let (_, found) = findings(folder.path(), &["check"]);
        let finding = found.iter().find(|finding| finding["code"] == code);
        let finding = finding.unwrap_or_else(|| panic!("{english_wrong}: {found:#?}"));
        let file = finding["labels"][0]["file"].as_str().expect("a file");
        assert!(file.ends_with("en.po"), "{finding:#}");
    }
}

#[test]
fn a_japanese_deck_is_rolled_in_its_own_words() {
    let folder = japanese_first();
    let folder = folder.path();
    translate(folder, "en", |_, id| english(id));
    let rolled = run(folder, &["roll", "quarter.yaml", "--to", "2Q26"]);
    assert!(rolled.status.success(), "{}", String::from_utf8_lossy(&rolled.stderr));
    let text = fs::read_to_string(folder.join("2q26.yaml")).expect("the next deck");
    assert!(text.contains("title: 2026年度 第2四半期 決算説明資料"), "{text}");
    assert!(text.contains("title: 第2四半期の概況"), "{text}");
    let updated = run(folder, &["i18n", "update", "2q26.yaml"]);
    assert!(updated.status.success(), "{}", String::from_utf8_lossy(&updated.stderr));
    let (good, found) = findings(folder, &["build", "--release", "2q26.yaml"]);
    let missing = ["due-figure", "unreviewed", "fuzzy"];
    assert!(!good && missing.iter().all(|code| codes(&found).contains(code)), "{found:#?}");
}

/// Gathers the fields that hold one of a few words of the format, with what the schema says of each.
fn choices<'s>(
    schema: &'s Value,
    field: &'s str,
    (defs, seen): (&'s Value, &mut BTreeSet<(&'s str, &'s str)>),
    out: &mut BTreeSet<(&'s str, &'s str)>,
) {
    let mut schema = schema;
    if let Some(name) = schema["$ref"].as_str() {
        if !seen.insert((name, field)) {
            return;
        }
        schema = &defs[name.trim_start_matches("#/$defs/")];
    }
    if schema.get("enum").is_some() {
        out.insert((field, schema["x-role"].as_str().expect("a role")));
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        choices(inner, name, (defs, seen), out);
    }
    for inner in ["oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array()).flatten() {
        choices(inner, field, (defs, seen), out);
    }
    for inner in ["items", "additionalProperties"].iter().filter_map(|key| schema.get(*key)) {
        choices(inner, field, (defs, seen), out);
    }
}

#[test]
fn no_word_of_the_format_is_translated() {
    let output = run(Path::new("."), &["schema"]);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let defs = &schema["$defs"];
    let root = &defs[schema["$ref"].as_str().expect("a name").trim_start_matches("#/$defs/")];
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    choices(&root["properties"]["slides"], "slides", (defs, &mut seen), &mut found);
    assert!(found.len() > 5, "{found:?}");
    let roles = Role::ALL.iter().filter(|role| role.is_read()).map(|role| role.word());
    let roles: BTreeSet<_> = roles.collect();
    found.retain(|(_, role)| roles.contains(role));
    assert!(found.is_empty(), "translators would see these: {found:?}");
}

/// Copies a deck's folder without what was built.
fn copied(deck: &str) -> (tempfile::TempDir, PathBuf) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(deck);
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(root).expect("the example") {
        let entry = entry.expect("an entry");
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("copied");
        }
    }
    let path = folder.path().to_owned();
    // What a profile asks of the words is not asked of words that nobody speaks.
    let deck = path.join("quarter.yaml");
    let text = fs::read_to_string(&deck).expect("the deck");
    let plain: Vec<_> = text.lines().filter(|line| !line.starts_with("profiles:")).collect();
    fs::write(deck, plain.join("\n")).expect("written");
    (folder, path)
}

/// A letter of Japanese for each of ours; none is a word of a check.
const KANJI: [char; 26] = [
    '漢', '字', '語', '文', '読', '心', '手', '足', '目', '耳', '鼻', '花', '鳥', '風', '空', '海',
    '山', '川', '林', '森', '石', '木', '草', '竹', '雨', '雪',
];

/// Words in the letters of a language, longer by a part of them; placeholders, marks and links stay.
fn stretched(text: &str, tag: &str, percent: usize) -> String {
    let (mut out, mut letters, mut inside) = (String::new(), 0, None);
    let accented = |c: char| match c {
        'a' => 'ä',
        'e' => 'ë',
        'i' => 'ï',
        'o' => 'ö',
        'u' => 'ü',
        'A' => 'Ä',
        'O' => 'Ö',
        'U' => 'Ü',
        c => c,
    };
    for (at, c) in text.char_indices() {
        match (inside, c) {
            (None, '{') => inside = Some('}'),
            (None, '(') if out.ends_with(']') => inside = Some(')'),
            (Some(close), c) if c == close => inside = None,
            (_, _) => {}
        }
        let word = c.is_ascii_alphabetic() && inside.is_none();
        out.push(match tag {
            // Each letter has its own, so that no two labels become one.
            "ja" if word => KANJI[usize::from(c.to_ascii_lowercase() as u8 - b'a')],
            _ if word => accented(c),
            _ => c,
        });
        letters += usize::from(word);
        let ends = !text[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_alphabetic());
        if word && ends {
            let more = (letters * percent).div_ceil(100);
            out.push_str(&(if tag == "ja" { "字" } else { "ß" }).repeat(more));
            letters = 0;
        }
    }
    out
}

/// Builds a deck whose texts are all longer, and gives the slides that overflow.
fn longer(deck: &str, tag: &str, percent: usize) -> usize {
    let (_kept, folder) = copied(deck);
    let extracted = run(&folder, &["i18n", "extract", "--lang", tag]);
    assert!(extracted.status.success(), "{}", String::from_utf8_lossy(&extracted.stderr));
    translate(&folder, tag, |_, id| stretched(id, tag, percent));
    let (good, found) = findings(&folder, &["build", "--lang", tag]);
    let errors: Vec<_> = found.iter().filter(|finding| finding["severity"] == "error").collect();
    assert_eq!(good, errors.is_empty());
    for error in &errors {
        assert_eq!(error["code"], "overflow", "{deck} {tag} {percent}: {error:#}");
        let files = error["labels"].as_array().expect("a list").iter();
        let names: Vec<_> = files.filter_map(|label| label["file"].as_str()).collect();
        let po = format!("{tag}.po");
        assert!(names.iter().any(|name| name.ends_with(&po)), "{error:#}");
        assert!(names.iter().any(|name| name.ends_with("quarter.yaml")), "{error:#}");
    }
    if good {
        let verified = run(&folder, &["verify", "--lang", tag]);
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    } else {
        assert!(!folder.join("out").exists());
    }
    errors.len()
}

#[test]
fn a_deck_in_longer_words_is_whole_or_told() {
    for deck in ["iij-1q-fy2010", "gallery"] {
        for tag in ["de", "ja"] {
            let counts = [0, 40, 200].map(|percent| longer(deck, tag, percent));
            assert!(counts.is_sorted(), "{deck} {tag}: {counts:?}");
            // The gallery has room on every slide; the example has none to spare.
            assert!(deck == "gallery" || counts[2] > 0, "{deck} {tag}: nothing overflows");
        }
    }
}

/// Gives what is told of a translation of one sentence.
fn told_of(source: &str, tag: &str, text: &str) -> Vec<String> {
    let deck = format!(
        "iijdeck: 2\n\
        deck: {{title: Results, date: 2026-08-07, period: 1Q26, language: en, \
        translations: {{ja: {{}}, de: {{}}}}}}\n\
        company: {{name: Example Inc., short: Example, unit: JPY million, rounding: half up, \
        fiscal_year: {{starts: april, named_by: start}}}}\n\
        facts: {{revenue: {{label: Revenue, values: {{1Q26: 15813, 1Q25: 15500}}}}}}\n\
        slides:\n  - bullets: {{title: Overview, columns: [\"{source}\"]}}\n"
    );
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("quarter.yaml"), deck).expect("a deck");
    run(dir.path(), &["i18n", "extract", "-q"]);
    translate(dir.path(), tag, |context, _| {
        if context == "Overview / columns" { text.to_owned() } else { String::new() }
    });
    let (_, findings) = findings(dir.path(), &["check", "--lang", tag]);
    codes(&findings).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_number_in_words_may_be_counted_in_digits() {
    let sites = "We opened two data centers and three offices";
    let rounded = "Amounts less than one million yen are rounded";
    for (source, tag, text, code) in [
        (sites, "ja", "2つのデータセンターと3拠点を開設", ""),
        (sites, "ja", "データセンター2カ所、事業所3カ所を開設", ""),
        (sites, "ja", "二つのデータセンターと三つの事業所を開設", ""),
        (sites, "de", "Wir haben 2 Rechenzentren und 3 Büros eröffnet", ""),
        (sites, "de", "Wir haben zwei Rechenzentren und drei Büros eröffnet", ""),
        (sites, "ja", "２つのデータセンターと3拠点を開設", ""),
        (sites, "ja", "4つのデータセンターと3拠点を開設", "typed-number"),
        (sites, "ja", "2つのデータセンターと2拠点を開設", "typed-number"),
        (sites, "ja", "2億円のデータセンターと3拠点を開設", "typed-number"),
        (sites, "ja", "データセンターを3%増設、2拠点を開設", "typed-number"),
        (sites, "de", "Wir haben für 2 Millionen ein Büro eröffnet", "typed-number"),
        ("Demand is weak in the first half", "ja", "下期の需要は弱い", "typed-number"),
        ("Demand is weak in the first half", "ja", "上期の需要は弱い", ""),
        (
            "Demand is weak in the first half",
            "de",
            "Im ersten Halbjahr ist die Nachfrage schwach",
            "",
        ),
        ("Demand rose in the second half of June", "ja", "6月後半に需要が増加", ""),
        ("A contract signed in May", "ja", "5月に契約を締結", ""),
        ("A contract that may be signed", "ja", "5月に契約を締結", "typed-number"),
        ("A briefing at 4 p.m. on August 7", "ja", "8月7日16時より説明会を開催", ""),
        ("A briefing at 4 p.m. on August 7", "ja", "8月7日17時より説明会を開催", "typed-number"),
        ("A briefing at 16:00", "ja", "午後4時より説明会を開催", ""),
        ("A briefing at 16:00", "ja", "午前4時より説明会を開催", "typed-number"),
        ("Our third plant started operation", "ja", "第3工場が稼働開始", ""),
        ("Our third plant started operation", "de", "Unser drittes Werk nahm den Betrieb auf", ""),
        ("See page 3 of the report", "ja", "短信3ページをご参照ください", ""),
        (rounded, "ja", "百万円未満は四捨五入", ""),
        (rounded, "de", "Beträge unter einer Million Yen sind gerundet", ""),
        (rounded, "ja", "百万円の増収", "untied-figure"),
        ("The company was listed in 2006", "de", "Die Gesellschaft wurde 2006 notiert", ""),
        ("Demand for Windows 11 rose", "de", "Die Nachfrage nach Windows 11 stieg", ""),
    ] {
        let told = told_of(source, tag, text);
        let told =
            told.iter().find(|code| ["typed-number", "untied-figure"].contains(&code.as_str()));
        assert_eq!(told.map_or("", String::as_str), code, "{text}");
    }
}

#[test]
fn figures_may_stand_in_another_order_where_what_they_came_from_is_said() {
    let source = "Revenue rose to {revenue} from {revenue@1Q25}";
    for (tag, text, right) in [
        ("ja", "売上高は{revenue_1Q25}から{revenue}に増加", true),
        ("ja", "売上高は{revenue}に増加（{revenue_1Q25}から）", true),
        ("ja", "売上高は{revenue}から{revenue_1Q25}に増加", false),
        ("ja", "売上高は{revenue_1Q25}、{revenue}に増加", false),
        ("de", "Der Umsatz stieg von {revenue_1Q25} auf {revenue}", true),
        ("de", "Der Umsatz stieg auf {revenue}, nach {revenue_1Q25}", true),
        ("de", "Der Umsatz stieg von {revenue} auf {revenue_1Q25}", false),
    ] {
        let told = told_of(source, tag, text);
        assert_eq!(!told.iter().any(|code| code == "placeholder"), right, "{text}");
    }
}

#[test]
fn a_comparison_has_the_basis_of_its_source() {
    let (year, quarter) =
        ("Profit fell from the previous year", "Profit fell from the previous quarter");
    for (source, tag, text, right) in [
        (year, "ja", "前年同期から減益", true),
        (year, "ja", "前四半期から減益", false),
        (quarter, "ja", "前四半期から減益", true),
        (quarter, "ja", "前年同期から減益", false),
        (year, "de", "Der Gewinn sank gegenüber dem Vorjahr", true),
        (quarter, "de", "Der Gewinn sank gegenüber dem Vorjahresquartal", false),
        (quarter, "de", "Der Gewinn sank gegenüber dem Vorquartal", true),
    ] {
        let told = told_of(source, tag, text);
        assert_eq!(!told.iter().any(|code| code == "comparison-differs"), right, "{text}");
    }
}
