//! Simplified Chinese, whose face a theme gives: as the language of a deck, and as one it is translated into.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::{findings, run, said};

const DECK: &str = include_str!("../data/zh-Hans/quarter.yaml");
const THEME: &str = include_str!("../data/zh-Hans/theme.yaml");
const FACES: [(&str, &[u8]); 2] = [
    ("NotoSansSC-Regular.ttf", include_bytes!("../data/zh-Hans/NotoSansSC-Regular.ttf")),
    ("NotoSansSC-Bold.ttf", include_bytes!("../data/zh-Hans/NotoSansSC-Bold.ttf")),
];

/// A folder with a deck, and with the theme and its faces.
fn folder(deck: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
    fs::write(folder.path().join("theme.yaml"), THEME).expect("a theme");
    for (name, bytes) in FACES {
        fs::write(folder.path().join(name), bytes).expect("a face");
    }
    folder
}

/// Builds a folder's deck without a word, has it read back, and gives where the files of a language lie.
fn built(folder: &Path, language: &str) -> std::path::PathBuf {
    for args in [&["check"][..], &["build", "--out", "out"], &["verify", "--out", "out"]] {
        let output = run(folder, args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !told.contains("warning"), "{args:?}: {told}");
    }
    let mut sets = fs::read_dir(folder.join("out")).expect("the sets");
    sets.next().expect("a set").expect("an entry").path().join(language)
}

/// The codes of what is told of a deck, each with its message.
fn told(folder: &Path) -> Vec<(String, String)> {
    let (_, all) = findings(folder, &["check", "quarter.yaml"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    all.iter().map(|one| (text(&one["code"]), text(&one["message"]))).collect()
}

#[test]
fn a_deck_in_chinese_is_whole_in_every_format() {
    let folder = folder(DECK);
    let out = built(folder.path(), "zh-Hans");
    let read = |name: &str| fs::read(out.join(name)).expect(name);
    let text = |name: &str| String::from_utf8(read(name)).expect("a text");
    let (md, html, typ) = (text("deck.md"), text("deck.html"), text("deck.typ"));
    for printed in [
        "158.13亿日元",
        "同比下降0.1%",
        "环比下降19.7%",
        "同比上升0.2个百分点",
        "2,043人",
        "845亿日元",
        "2026财年第一季度",
        "截至2026年6月30日",
    ] {
        assert!(md.contains(printed), "{printed}: {md}");
    }
    for lang in ["<html lang=\"zh-Hans\">", ":lang(zh-Hans){line-break:strict"] {
        assert!(html.contains(lang), "{lang}");
    }
    // Its letters go with the deck, in two weights; no shape of another language does.
    assert_eq!(html.matches("font-family:\"Deck Signs\"").count(), 2);
    assert!(html.contains(
        "\"Deck Signs\",\"Deck Sans\",\"Source Sans 3\",\"Noto Sans SC\",\"PingFang SC\""
    ));
    assert!(!html.contains("Noto Sans JP") && !typ.contains("Noto Sans JP"));
    assert!(typ.contains("lang: \"zh\"") && typ.contains("region: \"CN\""));
    let pdf = String::from_utf8_lossy(&read("deck.pdf")).into_owned();
    assert!(pdf.contains("/Lang(zh-CN)"));
    for face in ["NotoSansSC-Regular", "NotoSansSC-Bold", "SourceSans3-Regular"] {
        assert!(pdf.contains(face), "{face} is embedded");
    }
    assert!(!pdf.contains("NotoSansJP"));
}

/// What a translator writes for the texts of the English deck.
const CHINESE: [(&str, &str); 6] = [
    ("Example Inc.", "示例网络科技股份有限公司"),
    ("Example", "示例网络"),
    ("Results for the First Quarter of Fiscal 2026", "2026财年第一季度业绩说明材料"),
    ("Revenue", "营业收入"),
    ("Summary", "业绩概要"),
    ("Revenue decreased by {revenue_yoy_size} YoY", "营业收入同比下降{revenue_yoy_size}"),
];

#[test]
fn a_deck_is_translated_into_chinese() {
    let deck = "iijdeck: 2\ndeck: {title: Results for the First Quarter of Fiscal 2026, date: 2026-08-07, period: 1Q26, \
                language: en, theme: theme.yaml, translations: {zh-Hans: {}}}\n\
                company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, \
                fiscal_year: {starts: april, named_by: start}}\n\
                facts:\n  revenue: {label: Revenue, values: {1Q25: 15835, 1Q26: 15813}}\n\
                slides:\n  - bullets: {title: Summary, columns: [\"- Revenue decreased by {revenue yoy size} YoY\"]}\n";
    let folder = folder(deck);
    run(folder.path(), &["i18n", "extract", "quarter.yaml"]);
    let path = folder.path().join("i18n/zh-Hans.po");
    let mut catalogue = fs::read_to_string(&path).expect("a catalogue");
    assert!(catalogue.contains("Plural-Forms: nplurals=1; plural=0;"), "{catalogue}");
    for (english, chinese) in CHINESE {
        let id = format!("msgid \"{english}\"\nmsgstr \"\"");
        assert!(catalogue.contains(&id), "{id}: {catalogue}");
        let whole = format!("msgid \"{english}\"\nmsgstr \"{chinese}\"");
        catalogue = catalogue.replace(&id, &whole);
    }
    fs::write(&path, catalogue).expect("written");
    let out = built(folder.path(), "zh-Hans");
    let md = fs::read_to_string(out.join("deck.md")).expect("a deck");
    assert!(md.contains("营业收入同比下降0.1%"), "{md}");
    // English stays in its own faces.
    let html = fs::read_to_string(out.with_file_name("en").join("deck.html")).expect("a deck");
    assert!(!html.contains("\"Noto Sans SC\"") && !html.contains("Deck Signs\";font-weight"));
}

#[test]
fn a_language_without_a_face_is_one_finding() {
    let alone = DECK.replace(", theme: theme.yaml", "");
    let folder = folder(&alone);
    let all = told(folder.path());
    let [(code, message)] = &all[..] else { panic!("{all:?}") };
    assert_eq!(code, "no-face");
    assert_eq!(message, "no built-in face has the letters of 简体中文");
    // A face of another language is none.
    fs::write(folder.path().join("quarter.yaml"), DECK).expect("a deck");
    let brand = include_bytes!("../../assets/fonts/NotoSansJP-Regular.ttf");
    fs::write(folder.path().join("brand.ttf"), brand).expect("a face");
    let theme = "faces: {zh-Hans: {family: Noto Sans JP, files: [brand.ttf]}}\n";
    fs::write(folder.path().join("theme.yaml"), theme).expect("a theme");
    let all = told(folder.path());
    let [(code, message)] = &all[..] else { panic!("{all:?}") };
    assert_eq!(code, "no-face");
    assert_eq!(message, "`Noto Sans JP` lacks the letters of 简体中文");
}

#[test]
fn faces_of_a_language_that_is_none_are_told() {
    let folder = folder(DECK);
    let theme = THEME.replace("  zh-Hans:", "  zh:");
    fs::write(folder.path().join("theme.yaml"), theme).expect("a theme");
    let all = told(folder.path());
    assert!(all.iter().any(|(code, message)| {
        code == "unknown-language" && message == "`zh` is not a language built in"
    }));
}

#[test]
fn a_family_for_every_language_may_have_the_letters() {
    let folder = folder(DECK);
    let theme =
        "font: {family: Noto Sans SC, files: [NotoSansSC-Regular.ttf, NotoSansSC-Bold.ttf]}\n";
    fs::write(folder.path().join("theme.yaml"), theme).expect("a theme");
    let html =
        fs::read_to_string(built(folder.path(), "zh-Hans").join("deck.html")).expect("a deck");
    assert_eq!(html.matches("font-family:\"Deck Signs\"").count(), 2);
}

#[test]
fn what_runs_over_in_the_face_of_the_theme_is_told() {
    // A point and what hangs below it are not parted.
    let below = "\n            - 营业收入保持稳步增长".repeat(60);
    let last = "*维持不变*——需求回升……";
    let folder = folder(&DECK.replace(last, &format!("{last}{below}")));
    let all = told(folder.path());
    assert!(all.iter().any(|(code, _)| code == "overflow"), "{all:?}");
    assert!(all.iter().all(|(code, _)| code != "no-face" && code != "missing-glyph"), "{all:?}");
}

#[test]
fn labels_of_a_chart_are_measured_in_the_face_of_the_theme() {
    use iijdeck::chart::TextMetrics;
    use iijdeck::locale::Locale;
    let chinese = Locale::of("zh-Hans").expect("Chinese");
    let face = FACES[0].1.to_vec();
    let with = TextMetrics::new(&chinese.setting, std::iter::empty(), [&face].into_iter());
    // Ideographs are square; the quotation mark is of their face, the digits of the Latin one.
    assert!((with.width("营业收入", 10.0, false) - 40.0).abs() < 0.01);
    let english = Locale::of("en").expect("English");
    let latin = TextMetrics::new(&english.setting, std::iter::empty(), std::iter::empty());
    assert!((with.width("2026", 10.0, false) - latin.width("2026", 10.0, false)).abs() < 0.01);
    assert!(with.width("“", 10.0, false) > 1.5 * latin.width("“", 10.0, false));
}

#[test]
fn the_next_quarter_is_written_as_this_one() {
    let folder = folder(DECK);
    let output =
        run(folder.path(), &["roll", "quarter.yaml", "--to", "2Q26", "--out", "next.yaml"]);
    let next =
        fs::read_to_string(folder.path().join("next.yaml")).unwrap_or_else(|_| said(&output));
    for written in ["title: 2026财年第二季度业绩说明材料", "截至2026年9月30日，员工人数为{staff}"]
    {
        assert!(next.contains(written), "{written}: {next}");
    }
}

/// What names a language: a tag between quotes, or a rule of CSS for one.
fn names(text: &str, tags: &[&str]) -> Option<String> {
    let known = tags.iter().flat_map(|tag| [format!("\"{tag}\""), format!(":lang({tag}")]);
    known.into_iter().find(|name| text.contains(name.as_str()))
}

#[test]
fn no_place_but_the_language_files_names_a_language() {
    fn walk(path: &Path, out: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(path).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { walk(&path, out) } else { out.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tags: Vec<_> = iijdeck::locale::Locale::tags().collect();
    let mut files = Vec::new();
    walk(&root.join("src"), &mut files);
    walk(&root.join("templates"), &mut files);
    let mut wrong = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).expect("inside").display().to_string();
        let apart =
            name.ends_with("tests.rs") || name.contains("/tests/") || name.ends_with("sample.rs");
        // The list of the files of languages, and a page for programs that is written in English.
        if apart || name == "src/locale/mod.rs" || name == "templates/html/redline.j2" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        wrong.extend(lines.filter_map(|line| Some(format!("{name}: {}", names(line, &tags)?))));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(names(":lang(ja){}", &tags).as_deref(), Some(":lang(ja"));
    assert_eq!(names("lang == \"zh-Hans\"", &tags).as_deref(), Some("\"zh-Hans\""));
}
