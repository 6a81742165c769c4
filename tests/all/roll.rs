//! The next quarter's file: four quarters in a row over the reference deck, reviews and signatures.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::cli::INIT_DECK;
use serde_json::Value;

use crate::program::{iijdeck, run};

const DECK: &str = "examples/iij-1q-fy2010";

/// The languages that the reference deck is written in and wholly translated into.
const LANGUAGES: &str = "en,ja,de";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn ran(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {}", &told[..told.len().min(2000)]);
    String::from_utf8(output.stdout).expect("text")
}

/// Gives severity, code and message of every finding of a check.
fn findings(folder: &Path, args: &[&str]) -> Vec<(String, String, String)> {
    let output = run(folder, &[&["check", "--message-format", "json"], args].concat());
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |finding: &Value| {
        (text(&finding["severity"]), text(&finding["code"]), text(&finding["message"]))
    };
    told["findings"].as_array().expect("findings").iter().map(one).collect()
}

fn codes(folder: &Path, file: &str) -> BTreeSet<String> {
    findings(folder, &[file]).into_iter().map(|(_, code, _)| code).collect()
}

fn reference(folder: &Path) {
    for name in ["quarter.yaml", "theme.yaml"] {
        fs::copy(root().join(DECK).join(name), folder.join(name)).expect("a copy");
    }
    fs::create_dir(folder.join("i18n")).expect("a folder");
    for entry in fs::read_dir(root().join(DECK).join("i18n")).expect("the catalogues") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), folder.join("i18n").join(entry.file_name())).expect("a copy");
    }
}

/// A small deck with a sentence that may not be true of the next quarter.
const SMALL: &str = "\
iijdeck: 2
deck:
  title: 1st Quarter FY2026 Results   # the cover
  date: 2026-08-07
  period: 1Q26
  language: en
  embargo: 2026-08-07 15:00 JST
  require_signatures: yes
company:
  name: Example Corporation
  short: Example
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
  rounding: half up
facts:
  revenue:
    label: Revenue
    values: {1Q26: 15813, 1Q25: 15835}
slides:
  - cover: {}
  - bullets:
      id: summary
      title: Summary of 1Q26
      columns: ['- Revenue fell because it''s early in the year: {revenue@1Q26 yoy}, 1Q25 was {revenue@1Q25}']
";

#[test]
fn four_quarters_in_a_row_make_drafts_with_nothing_but_holes_and_reviews() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    reference(folder);
    let known = codes(folder, "quarter.yaml");
    let mut last = "quarter.yaml".to_owned();
    for to in ["2Q10", "3Q10", "4Q10", "1Q11"] {
        let next = format!("{}.yaml", to.to_lowercase());
        ran(folder, &["roll", &last, "--to", to]);
        let (old, new) = (text(folder, &last), text(folder, &next));
        // Comments, order and layout: every line that names no time is there, in order.
        let mut lines = new.lines();
        for line in old.lines().filter(|line| !line.contains(|c: char| c.is_ascii_digit())) {
            assert!(lines.any(|new| new == line), "{to}: `{line}` is lost or moved");
        }
        // What was known stays known, once.
        for line in old.lines().filter(|line| line.contains("{value: ")) {
            assert_eq!(new.matches(line).count(), old.matches(line).count(), "{to}: {line}");
        }
        let found = findings(folder, &[&next, "--lang", LANGUAGES]);
        let errors: Vec<_> = found.iter().filter(|(how, ..)| how == "error").collect();
        assert!(errors.is_empty(), "{to}: {errors:?}");
        for (_, code, message) in &found {
            let fresh = ["due-figure", "unreviewed", "stale-translation"];
            // With the year its forecast is over, and the next one is asked for.
            let over = to == "4Q10" && code == "target-period" && message.contains("has ended");
            let fresh = over || fresh.contains(&code.as_str());
            assert!(fresh || known.contains(code), "{to}: {code}: {message}");
        }
        last = next;
    }
    let rolled = text(folder, &last);
    for said in [
        "title: 1st Quarter FY2011 Consolidated Financial Results",
        "IIJ for April to June 2011 and the target for FY2011",
        "{period: 1Q10, in: billion, note: 10/4–10/6}",
        "periods: [1Q10, 2Q10, 3Q10, 4Q10, 1Q11]",
        "periods: [FY2010, FY2011/previous, FY2011/revised]",
        "dates: [2011-06-30, 2011-03-31]",
        "FY11: 11/4–12/3, FY10: 10/4–11/3.",
        "2010-09-30: {due: not yet reported}",
        "1H10: {due: not yet reported}",
        "9M10: {due: not yet reported}",
        "1Q10 vs 1Q09: -24.3%          # the rounded figures give -24.2%",
    ] {
        assert!(rolled.contains(said), "{said}");
    }
    assert!(!rolled.contains("{FY2011: {due"), "a year that has begun is not due");
    ran(folder, &["build", &last, "--lang", LANGUAGES, "--out", "out"]);
    ran(folder, &["verify", &last, "--lang", LANGUAGES, "--out", "out"]);
    let page = fs::read_to_string(folder.join("out/1q11/en/deck.html")).expect("a deck");
    assert!(page.matches("DRAFT").count() >= 24, "every page says that it is a draft");
    let refused = findings(folder, &[&last, "--lang", LANGUAGES, "--release"]);
    let count = |code: &str| refused.iter().filter(|(_, c, _)| c == code).count();
    assert!(count("due-figure") > 300 && count("unreviewed") > 100);
    assert!(refused.iter().all(|(how, ..)| how == "error"), "a release has no warnings");
}

#[test]
fn cumulative_periods_open_and_the_year_before_is_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    reference(dir.path());
    ran(dir.path(), &["roll", "--to", "2Q10"]);
    let rolled = text(dir.path(), "2q10.yaml");
    let revenue = rolled.split("  revenue:\n").nth(1).expect("an item");
    let revenue = revenue.split("\n\n").next().expect("its lines");
    assert!(revenue.contains("1Q10: 15813\n      2Q10: {due: not yet reported}\n"), "{revenue}");
    assert!(revenue.contains("1H10: {due: not yet reported}"), "{revenue}");
    assert!(rolled.contains("2Q09: {due: not in the last deck}"), "comparatives are asked for");
    assert!(rolled.contains("periods: [1H10, 1H09]"), "a pace runs from the year's beginning");
    assert!(rolled.contains("title: Total Revenues by the end of 2Q"));
    assert!(rolled.contains("date: 2010-11-12"), "a Friday, as many weeks after the quarter");
}

#[test]
fn nothing_is_written_over_and_nothing_rolls_backwards() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("quarter.yaml"), SMALL).expect("a file");
    fs::write(dir.path().join("2q26.yaml"), "mine").expect("a file");
    assert!(!run(dir.path(), &["roll", "--to", "2Q26"]).status.success());
    assert_eq!(text(dir.path(), "2q26.yaml"), "mine");
    for to in ["1Q26", "4Q26", "FY2026", "2026-09-30", "5Q26", "0Q26", "2Q10"] {
        let refused = run(dir.path(), &["roll", "--to", to, "--out", "x.yaml"]);
        assert!(!refused.status.success(), "{to}");
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            to.contains("Q26") && to != "4Q26" && to != "1Q26" || told.contains("--to 2Q26"),
            "{told}"
        );
        assert!(!dir.path().join("x.yaml").exists(), "{to}");
    }
}

#[test]
fn a_carried_sentence_is_asked_for_until_it_is_changed_or_signed() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    fs::write(folder.join("quarter.yaml"), SMALL).expect("a file");
    ran(folder, &["roll", "--to", "2Q26", "--date", "2026-11-06"]);
    let rolled = text(folder, "2q26.yaml");
    assert!(rolled.contains("title: 2nd Quarter FY2026 Results   # the cover"), "{rolled}");
    assert!(
        rolled.contains("it''s early in the year: {revenue@2Q26 yoy}, 2Q25 was {revenue@2Q25}")
    );
    assert!(rolled.contains("embargo: 2026-11-06 15:00 JST"), "{rolled}");
    let found = codes(folder, "2q26.yaml");
    assert_eq!(found.iter().collect::<Vec<_>>(), ["due-figure", "unreviewed", "unsigned"]);
    // The new day and the sentence, each at its place.
    let unreviewed = findings(folder, &["2q26.yaml"]);
    assert_eq!(unreviewed.iter().filter(|(_, code, _)| code == "unreviewed").count(), 2);
    let filled = rolled
        .replace("2Q26: {due: not yet reported}", "2Q26: 16100")
        .replace("2Q25: {due: not in the last deck}", "2Q25: 16440");
    fs::write(folder.join("2q26.yaml"), &filled).expect("a file");
    assert!(filled.contains("  reviews: 2q26.reviews.yaml\n"), "the deck names them: {filled}");
    ran(folder, &["sign", "summary", "2q26.yaml", "--by", "A. Sato"]);
    let left = findings(folder, &["2q26.yaml"]);
    let messages: Vec<_> = left.iter().map(|(_, code, _)| code.as_str()).collect();
    assert_eq!(messages, ["unreviewed", "unsigned"], "the date and the cover: {left:?}");
    ran(folder, &["sign", "deck", "2q26.yaml", "--by", "A. Sato"]);
    assert_eq!(codes(folder, "2q26.yaml").into_iter().collect::<Vec<_>>(), ["unsigned"]);
    ran(folder, &["sign", "all", "2q26.yaml", "--by", "A. Sato", "--date", "2026-11-05"]);
    assert!(findings(folder, &["2q26.yaml", "--release"]).is_empty());
    ran(folder, &["build", "2q26.yaml", "--release"]);
    let page = text(folder, "out/2q26/en/deck.html");
    assert!(!page.contains("DRAFT") && !page.contains("Embargoed"), "released pages say neither");
    let reviews = text(folder, "2q26.reviews.yaml");
    assert!(reviews.contains("by: \"A. Sato\", on: 2026-11-05"), "{reviews}");
    // Another figure makes another slide.
    fs::write(folder.join("2q26.yaml"), filled.replace("16100", "16200")).expect("a file");
    assert_eq!(codes(folder, "2q26.yaml").iter().collect::<Vec<_>>(), ["stale-signature"]);
}

#[test]
fn a_signed_figure_is_stale_when_its_digits_change() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let deck = SMALL.replace("  require_signatures: yes\n", "");
    fs::write(folder.join("quarter.yaml"), &deck).expect("a file");
    ran(folder, &["sign", "revenue@1Q26", "--by", "A. Sato"]);
    assert!(codes(folder, "quarter.yaml").is_empty());
    let deck = text(folder, "quarter.yaml").replace("15813", "15830");
    fs::write(folder.join("quarter.yaml"), deck).expect("a file");
    assert_eq!(codes(folder, "quarter.yaml").iter().collect::<Vec<_>>(), ["stale-signature"]);
    let unknown = run(folder, &["sign", "revenu@1Q26", "--by", "A. Sato"]);
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("revenue"));
}

#[test]
fn an_embargo_that_is_no_time_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    for bad in [
        "2026-08-07",
        "2026-08-07 15:00",
        "2026-08-07 25:00 JST",
        "2026-02-30 15:00 JST",
        "tomorrow 15:00 JST",
        "2026-08-07 3pm JST",
        "2026-08-07 15:00 CST",
        "2026-08-07 15:00 Tokyo",
        "2026-08-07 15:00 +9:00",
        "2026-08-07 15:00 +15:00",
    ] {
        let deck = SMALL.replace("2026-08-07 15:00 JST", bad);
        fs::write(dir.path().join("quarter.yaml"), deck).expect("a file");
        assert!(codes(dir.path(), "quarter.yaml").contains("bad-date"), "{bad}");
    }
    let good = SMALL.replace("2026-08-07 15:00 JST", "2026-08-07 15:00 +09:00");
    fs::write(dir.path().join("quarter.yaml"), good).expect("a file");
    assert_eq!(codes(dir.path(), "quarter.yaml").into_iter().collect::<Vec<_>>(), ["unsigned"]);
    ran(dir.path(), &["build", "--format", "md"]);
    let folder = dir.path().join("out").join(dir.path().file_name().expect("a name"));
    let page = text(&folder, "en/deck.md");
    let marks = page.matches("**DRAFT · Embargoed until 2026-08-07 15:00 +09:00**").count();
    assert_eq!(marks, 2, "every slide says so: {page}");
}

/// A deck whose proof and texts name the quarter in every way that roll knows, and in some it does
/// not.
const TIMES: &str = "\
iijdeck: 2
deck:
  title: First quarter 2026 results
  subject: Results for the three months ended June 30, 2026
  date: 2026-08-07
  period: 1Q26
  language: en
  translations: {de: {published: 2026-08-10}}
company:
  name: Example Corporation
  short: Example
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
  rounding: half up
facts:
  revenue: {label: Revenue, values: {1Q26: 15813, 1Q25: 15835}}
  service: {label: Service, values: {1Q26: 13552, 1Q25: 13835}}
  goods: {label: Goods, values: {1Q26: 2261, 1Q25: 2000}}
  rate: {label: Growth, unit: '%', values: {1Q26: -0.1%}}
relations:
  - total: {of: revenue = service + goods, periods: [1Q25, 1Q26]}   # parts
  - growth: rate@1Q26 = revenue@1Q26 / revenue@1Q25
waivers:
  - {code: total-differs, where: revenue@1Q26, reason: Includes others, reviewer: A. Sato}
slides:
  - cover: {}
  - statement:
      title: First Quarter FY2026
      columns: [{period: 1Q26}, {period: 1Q25}, {change: vs 1Q25}]
      rows: [{show: revenue}, {show: revenue@1Q26, label: Revenue again}]
  - bullets:
      title: Q1 2026 by half
      part: Results 2026
      columns: ['- 2Q26 will be better than 1Q26', '- 1Q26 was worse than 1Q25']
";

#[test]
fn the_proof_goes_on_and_every_time_is_moved_or_listed() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    fs::create_dir(folder.join("i18n")).expect("a folder");
    let catalogue = "msgid \"\"\nmsgstr \"Language: de\\n\"\n";
    fs::write(folder.join("i18n/acme-1q26.de.po"), catalogue).expect("a file");
    // The line ends are those of the file.
    fs::write(folder.join("acme-1q26.yaml"), TIMES.replace('\n', "\r\n")).expect("a file");
    let said = ran(folder, &["roll", "acme-1q26.yaml", "--to", "2Q26"]);
    assert!(said.contains("acme-2q26.yaml") && said.contains("i18n/acme-2q26.de.po"), "{said}");
    let rolled = text(folder, "acme-2q26.yaml");
    assert_eq!(rolled.matches('\n').count(), rolled.matches("\r\n").count());
    assert_eq!(text(folder, "i18n/acme-2q26.de.po"), catalogue);
    for line in [
        "title: Second quarter 2026 results\r\n",
        "subject: Results for the three months ended September 30, 2026\r\n",
        "{de: {published: 2026-11-09}}",
        "periods: [1Q25, 1Q26, 2Q26]}   # parts\r\n",
        "  - growth: rate@1Q26 = revenue@1Q26 / revenue@1Q25\r\n  \
         - growth: rate@2Q26 = revenue@2Q26 / revenue@2Q25\r\n",
        "title: Second Quarter FY2026\r\n",
        "{change: vs 2Q25}",
        "{show: revenue@2Q26, label",
        "title: Q2 2026 by half\r\n",
        "part: Results 2026\r\n",
        "['- 2Q26 will be better than 1Q26', '- 2Q26 was worse than 2Q25']",
    ] {
        assert!(rolled.contains(line), "{line}: {rolled}");
    }
    let reviews = text(folder, "acme-2q26.reviews.yaml");
    for listed in ["three months ended", "Q2 2026 by half", "Results 2026", "2Q26 will"] {
        assert!(reviews.contains(listed), "{listed}: {reviews}");
    }
    assert!(!reviews.contains("Second Quarter FY2026"), "what was moved is not listed: {reviews}");
    // A waiver holds for what was seen: it is told by the check once that is another.
    assert!(!reviews.contains("waiver"), "{reviews}");
    // A relation that is left behind is told.
    let filled = rolled
        .replace("2Q26: {due: not yet reported}", "2Q26: 100")
        .replace(", 1Q26, 2Q26]}", ", 1Q26]}");
    fs::write(folder.join("acme-2q26.yaml"), filled).expect("a file");
    let found = findings(folder, &["acme-2q26.yaml", "--lang", "en"]);
    let told = |message: &str| found.iter().any(|(_, _, said)| said.contains(message));
    assert!(
        told("`revenue = service + goods` is not tested in 2Q26, the newest period"),
        "{found:?}"
    );
}

#[test]
fn findings_keep_to_the_width_of_the_terminal() {
    let dir = tempfile::tempdir().expect("a folder");
    reference(dir.path());
    ran(dir.path(), &["roll", "--to", "2Q10"]);
    for width in [80, 60] {
        let output = iijdeck()
            .current_dir(dir.path())
            .env("COLUMNS", width.to_string())
            .args(["check", "2q10.yaml", "--lang", "en"])
            .output()
            .expect("the program runs");
        let told = String::from_utf8(output.stderr).expect("text");
        let wide: Vec<_> = told.lines().filter(|line| line.chars().count() > width).collect();
        assert!(told.lines().count() > 500 && wide.is_empty(), "{width}: {wide:#?}");
    }
}

#[test]
fn a_draft_prints_no_working_notes() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let chart = "  - trend:\n      title: Trend\n      charts: [{title: Sales, show: [revenue], periods: [1Q26]}]\n";
    fs::write(folder.join("quarter.yaml"), format!("{SMALL}{chart}")).expect("a file");
    ran(folder, &["roll", "--to", "2Q26"]);
    ran(folder, &["build", "2q26.yaml", "--format", "md,html"]);
    for name in ["out/2q26/en/deck.md", "out/2q26/en/deck.html"] {
        let page = text(folder, name);
        assert!(
            !page.contains("not in the last deck") && !page.contains("not yet reported"),
            "{name}"
        );
        assert!(page.contains("Its figures are still to be filled in"), "{name}");
    }
}

#[test]
fn a_deck_does_not_lose_its_reviews_by_another_name() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    fs::write(folder.join("quarter.yaml"), SMALL).expect("a file");
    ran(folder, &["roll", "--to", "2Q26"]);
    fs::rename(folder.join("2q26.yaml"), folder.join("new.yaml")).expect("renamed");
    assert!(codes(folder, "new.yaml").contains("unreviewed"), "the name of the deck says nothing");
    fs::rename(folder.join("2q26.reviews.yaml"), folder.join("new.reviews.yaml")).expect("renamed");
    assert!(codes(folder, "new.yaml").contains("lost-record"), "they are not where the deck says");
    let bare = text(folder, "new.yaml").replace("  reviews: 2q26.reviews.yaml\n", "");
    fs::write(folder.join("new.yaml"), bare).expect("a file");
    assert!(codes(folder, "new.yaml").contains("lost-record"), "they lie there unnamed");
}

#[test]
fn a_signature_holds_for_all_that_is_shown_and_for_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    let deck = INIT_DECK
        .replace("language: en", "language: en\n  translations: {de: {incomplete: later}}");
    fs::write(folder.join("quarter.yaml"), &deck).expect("a file");
    ran(folder, &["i18n", "extract"]);
    ran(folder, &["sign", "all", "--by", "A. Sato"]);
    let signed = text(folder, "quarter.yaml");
    assert!(signed.contains("reviews: quarter.reviews.yaml"), "{signed}");
    let stale = |folder: &Path| {
        let found = findings(folder, &["quarter.yaml"]);
        found.iter().filter(|(_, code, _)| code == "stale-signature").count()
    };
    assert_eq!(stale(folder), 0);
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    };
    // What nobody sees changes nothing: remarks, order of fields, and another slide before.
    let other = "slides:\n  - bullets: {title: Words, columns: ['- A word']}\n";
    write("quarter.yaml", &format!("# remark\n{}", signed.replacen("slides:\n", other, 1)));
    assert_eq!(stale(folder), 1, "the cover is still the cover; the agenda has another section");
    write("quarter.yaml", &signed);
    // The date stands on the cover alone.
    let date = signed.lines().find(|line| line.starts_with("  date: ")).expect("a date");
    write("quarter.yaml", &signed.replace(date, "  date: 2026-08-06"));
    assert!(stale(folder) >= 1, "the date of the deck");
    write("quarter.yaml", &signed);
    // One language only.
    let po = text(folder, "i18n/de.po");
    let at = po.find("msgid \"Revenue\"\nmsgstr \"\"").expect("a text to translate");
    let mut translated = po.clone();
    translated.replace_range(at.., &po[at..].replacen("msgstr \"\"", "msgstr \"Umsatz\"", 1));
    write("i18n/de.po", &translated);
    assert!(stale(folder) >= 1, "a translation");
    write("i18n/de.po", &po);
    // A template of the deck's own, and its look.
    write("templates/md/foot.j2", "x");
    assert!(stale(folder) > 3, "a template");
    fs::remove_file(folder.join("templates/md/foot.j2")).expect("removed");
    write("theme.yaml", "footer: Another\n");
    write("quarter.yaml", &signed.replace(date, &format!("{date}\n  theme: theme.yaml")));
    assert!(stale(folder) > 3, "a footer");
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("a file")
}

/// A forecast of dividends that was raised, in Japanese, and a balance against a day of its own.
const RAISED: &str = "\
iijdeck: 2
deck: {title: 2027年3月期 第3四半期累計 決算説明資料, date: 2027-02-05, period: 9M26, language: ja}
company:
  name: 見本株式会社
  short: 見本
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
  rounding: toward zero
scopes:
  before: {label: 前回予想, forecast: true, announced: 2026-05-10}
  after: {label: 今回予想, forecast: true, announced: 2026-11-06}
facts:
  staff: {label: 従業員数, unit: 人, values: {2026-12-31: 210, 2026-03-31: 200}}
  div:
    label: 1株当たり配当金
    unit: JPY
    values: {1H25: —, 2H25: 50, FY2025: 50}
    scopes: {before: {1H26: —, 2H26: 50, FY2026: 50}, after: {1H26: —, 2H26: 55, FY2026: 55}}
slides:
  - bullets:
      title: 配当の状況
      columns:
        - |
          - 年間配当金は前回予想の{div@FY2026/before}から{div@FY2026/after}へ増配
          - 従業員数は{staff@2026-12-31}({staff@2026-12-31 vs 2026-03-31 amount bare})
";

#[test]
fn what_was_raised_before_is_no_error_in_the_next_draft() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("quarter.yaml"), RAISED).expect("written");
    let errors = |file: &str| {
        let all = findings(dir.path(), &[file]).into_iter();
        all.filter(|(weight, ..)| weight == "error").collect::<Vec<_>>()
    };
    assert_eq!(errors("quarter.yaml"), []);
    ran(dir.path(), &["roll", "quarter.yaml", "--to", "FY2026", "--out", "next.yaml"]);
    assert_eq!(errors("next.yaml"), []);
    // A base that a change is against stays where it is.
    let next = text(dir.path(), "next.yaml");
    assert!(next.contains("{staff@2027-03-31 vs 2026-03-31 amount bare}"), "{next}");
    let asked = |words: &str| {
        let all = findings(dir.path(), &["next.yaml"]).into_iter();
        all.filter(|(_, code, said)| code == "unreviewed" && said.contains(words)).count()
    };
    // The day of the forecast that holds is asked, that of the one before is history.
    assert_eq!((asked("2026-11-06"), asked("2026-05-10")), (1, 0));
    assert_eq!(asked("増配"), 1);
}

/// A deck of a year of the calendar, whose sentences tell their periods in words.
const IN_WORDS: &str = "\
iijdeck: 2
deck: {title: Second-quarter 2026 results, date: 2026-07-30, period: 2Q26, language: en}
company:
  name: Example Corporation
  short: Example
  fiscal_year: {starts: january, named_by: start}
  unit: USD million
  rounding: half up
facts:
  revenue:
    label: Revenue
    values: {2Q26: 550.4,   # audited
             1Q26: 400.0, 2Q25: 620.1, 1Q25: 500.0,
             1H26: 950.4, 1H25: 1120.1}
  cash: {label: Cash, values: {2026-06-30: 90.5, 2025-12-31: 80.0}}
slides:
  - bullets:
      title: |-
        Second quarter
        of fiscal year 2026
      columns:
        - |
          - Revenue was down {revenue yoy size} from the second quarter of 2025
          - In Q2 2026 revenue was {revenue}, and {revenue@1Q26} in the first quarter of 2026
          - Cash was {cash@2026-06-30} as of 30 June
          - The plant opened in the second quarter of 2019
  - bullets: {title: Six months ended June 30 2026, columns: ['Revenue was {revenue@1H26}.']}
";

#[test]
fn periods_in_words_move_with_their_figures() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("quarter.yaml"), IN_WORDS).expect("written");
    let codes = |file: &str| {
        let all = findings(dir.path(), &[file, "--lang", "en"]).into_iter();
        let told = |code: &str| code.ends_with("-differs") || code == "comparison";
        all.filter(|(_, code, _)| told(code)).collect::<Vec<_>>()
    };
    assert_eq!(codes("quarter.yaml"), []);
    ran(dir.path(), &["roll", "quarter.yaml", "--to", "3Q26", "--out", "next.yaml"]);
    let next = text(dir.path(), "next.yaml");
    for line in [
        "title: Third-quarter 2026 results",
        "# audited\n             3Q26: {",
        "        Third quarter\n        of fiscal year 2026\n",
        "from the third quarter of 2025\n",
        "In Q3 2026 revenue was {revenue}, and {revenue@2Q26} in the second quarter of 2026\n",
        "Cash was {cash@2026-09-30} as of 30 September\n",
        "The plant opened in the second quarter of 2019\n",
        "title: Nine months ended September 30 2026",
    ] {
        assert!(next.contains(line), "{line}: {next}");
    }
    assert_eq!(codes("next.yaml"), []);
}

/// A deck with a change stated between members.
const MEMBERS: &str = "\
iijdeck: 2
deck: {title: Results, date: 2026-05-07, period: 4Q25, language: en}
company:
  {name: Ex, short: Ex, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half up}
dimensions: {b: {label: B, members: {cc: {label: CC, of: changes}}}}
facts:
  rev: {label: Revenue, values: {4Q25: 1100, 4Q24: 1000}, changes: {4Q25/cc vs 4Q24/cc: 9.0%}}
slides:
  - bullets: {title: B, columns: [\"- Revenue {rev/cc yoy}\"]}
";

#[test]
fn a_change_between_contexts_rolls() {
    let dir = tempfile::tempdir().expect("a folder");
    let rolled = |deck: &str| {
        for (name, text) in [("a.yaml", Some(deck)), ("b.yaml", None), ("b.reviews.yaml", None)] {
            let path = dir.path().join(name);
            let _ = fs::remove_file(&path);
            if let Some(text) = text {
                fs::write(path, text).expect("a deck");
            }
        }
        ran(dir.path(), &["roll", "a.yaml", "--to", "1Q26", "--out", "b.yaml"]);
        text(dir.path(), "b.yaml")
    };
    let next = rolled(MEMBERS);
    assert!(next.contains("1Q26/cc vs 1Q25/cc: {due: not yet reported}"), "{next}");
    assert_eq!(codes(dir.path(), "b.yaml"), ["due-figure", "unreviewed"].map(str::to_owned).into());
    // The same one under the member.
    let own = "by: {cc: {changes: {4Q25 vs 4Q24: 9.0%}}}";
    let next = rolled(&MEMBERS.replace("changes: {4Q25/cc vs 4Q24/cc: 9.0%}", own));
    assert!(next.contains("1Q26 vs 1Q25: {due: not yet reported}"), "{next}");
    // A second change of the same periods is another one.
    let both = "changes: {4Q25 vs 4Q24: 10.0%, 4Q25/cc vs 4Q24/cc: 9.0%}";
    let next = rolled(&MEMBERS.replace("changes: {4Q25/cc vs 4Q24/cc: 9.0%}", both));
    for change in ["1Q26 vs 1Q25: {due", "1Q26/cc vs 1Q25/cc: {due"] {
        assert!(next.contains(change), "{next}");
    }
}
