//! Tables and prose that hold more than a page does go on by themselves, in every format and language.

use std::fs;

use iijdeck::readback;

use crate::paper::{Paper, head, told};
use crate::program::{run, said};

/// The items of a long statement, of growing size.
fn facts(count: usize) -> String {
    let fact = |at| {
        let (now, base) = (1_000 + 37 * at, 900 + 31 * at);
        format!("  i{at}: {{label: {}, values: {{1Q26: {now}, 1Q25: {base}}}}}\n", name(at))
    };
    format!("facts:\n{}", (0..count).map(fact).collect::<String>())
}

/// A name without digits, which would be figures.
fn name(at: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
    format!("Line {}{}", letter(at / 26), letter(at))
}

fn statement(rows: &[String]) -> String {
    format!(
        "  - statement:\n      title: Accounts\n      columns: [{{period: 1Q26}}, {{period: 1Q25}}]\n      rows:\n{}",
        rows.iter().fold(String::new(), |text, row| text + "        - " + row + "\n")
    )
}

fn show(at: usize) -> String {
    format!("{{show: i{at}}}")
}

/// Builds a deck and gives the words of each page of its PDF.
fn pdf(deck: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
    let output = run(folder.path(), &["build", "--format", "pdf"]);
    assert!(output.status.success(), "{}", said(&output));
    let set = fs::read_dir(folder.path().join("out")).expect("what was built");
    let set = set.filter_map(Result::ok).find(|one| one.path().is_dir()).expect("a set").path();
    let language = deck.split("language: ").nth(1).and_then(|rest| rest.get(..2)).expect("one");
    readback::pdf(&fs::read(set.join(language).join("deck.pdf")).expect("a PDF")).expect("a PDF")
}

#[test]
fn a_long_statement_goes_on_under_its_header_in_every_format() {
    for (language, money, word, item) in [
        ("en", "USD", "(continued)", "Item"),
        ("de", "EUR", "(Fortsetzung)", "Posten"),
        ("ja", "JPY", "（続き）", "項目"),
    ] {
        let rows: Vec<_> = (0..40).map(show).collect();
        let deck = format!("{}{}slides:\n{}", head(language, money), facts(40), statement(&rows));
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("quarter.yaml"), &deck).expect("a deck");
        for args in [&["build"][..], &["verify"]] {
            let output = run(folder.path(), args);
            assert!(output.status.success(), "{}", said(&output));
        }
        let out = folder.path().join("out/quarter").join(language);
        let out = if out.is_dir() { out } else { set(folder.path()).join(language) };
        let text = |name: &str| fs::read_to_string(out.join(name)).expect("text");
        let all = [
            readback::markdown(&text("deck.md")),
            readback::html(&text("deck.html")),
            readback::typst(&text("deck.typ")),
            readback::pdf(&fs::read(out.join("deck.pdf")).expect("a PDF")).expect("a PDF"),
        ];
        for pages in &all {
            let tight = |page: &String| page.split_whitespace().collect::<String>();
            let pages: Vec<_> = pages.iter().map(tight).collect();
            assert_eq!(pages.len(), 3, "{language}");
            assert!(!pages[0].contains(word) && pages[1..].iter().all(|page| page.contains(word)));
            assert!(pages.iter().all(|page| page.contains(item)), "{language}: {pages:?}");
            // Every line stands once.
            for at in 0..40 {
                let label: String = name(at).split_whitespace().collect();
                let on = pages.iter().filter(|page| page.contains(&label)).count();
                assert_eq!(on, 1, "{label}");
            }
            let rows = |page: &String| page.matches("Line").count();
            let counts: Vec<_> = pages.iter().map(rows).collect();
            assert!(counts.iter().all(|count| (12..=15).contains(count)), "uneven: {counts:?}");
        }
    }
}

fn set(folder: &std::path::Path) -> std::path::PathBuf {
    let all = fs::read_dir(folder.join("out")).expect("what was built").filter_map(Result::ok);
    all.map(|one| one.path()).find(|path| path.is_dir()).expect("a set")
}

#[test]
fn no_page_begins_with_a_total_or_ends_with_a_heading() {
    // Whatever stands before, the last group is where a page would end.
    for before in 10..20 {
        let mut rows: Vec<_> = (0..before).map(show).collect();
        rows.push("{heading: Group}".to_owned());
        rows.extend((before..before + 4).map(|at| format!("{{show: i{at}, as: sub}}")));
        rows.push(format!("{{show: i{}, as: grand total}}", before + 4));
        let count = before + 5;
        let deck = format!("{}{}slides:\n{}", head("en", "USD"), facts(count), statement(&rows));
        let pages = pdf(&deck);
        let total = name(before + 4);
        for page in &pages {
            let lines: Vec<_> = (0..count).filter(|at| page.contains(&name(*at))).collect();
            assert!(lines.len() > 1, "{before}: one line on a page: {page}");
            if page.contains(&total) {
                assert!(page.contains(&name(before + 3)), "{before}: a total alone");
            }
            if page.contains("Group") {
                assert!(page.contains(&name(before)), "{before}: a heading alone");
            }
        }
    }
}

#[test]
fn what_fits_stays_on_one_page_and_one_row_more_does_not() {
    let pages = |count: usize| {
        let rows: Vec<_> = (0..count).map(show).collect();
        let deck = format!("{}{}slides:\n{}", head("en", "USD"), facts(count), statement(&rows));
        pdf(&deck).len()
    };
    // A row is 20.7 points high, the body 407.5, the header 19.3: 18 rows.
    assert_eq!((pages(18), pages(19)), (1, 2));
}

#[test]
fn a_legal_text_goes_on_between_its_paragraphs_and_a_long_one_between_its_sentences() {
    let sentence = "Nobody promises anything to anybody who reads this text, whatever it may say. ";
    let paragraphs = format!("        {}\n\n", sentence.repeat(6).trim()).repeat(24);
    let one = format!("        {}\n", sentence.repeat(120).trim());
    for text in [&paragraphs, &one] {
        let deck = format!(
            "{}facts: {{}}\nslides:\n  - disclaimer:\n      text: |\n{text}",
            head("en", "USD")
        );
        let pages = pdf(&deck);
        let said = |page: &String| {
            let tight = page.split_whitespace().collect::<Vec<_>>().join(" ");
            tight.matches("Nobody promises").count()
        };
        let counts: Vec<_> = pages.iter().map(said).collect();
        assert!(pages.len() > 2, "{counts:?}");
        let all: usize = if text == &one { 120 } else { 144 };
        assert_eq!(counts.iter().sum::<usize>(), all);
        let (most, least) = (counts.iter().max(), counts.iter().min());
        assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 12), "{counts:?}");
    }
}

#[test]
fn points_go_on_with_their_numbers() {
    let points =
        (0..40).fold(String::new(), |text, at| text + "          1. Point " + &name(at) + "\n");
    let deck = format!(
        "{}facts: {{}}\nslides:\n  - bullets:\n      title: Points\n      columns:\n        - |\n{points}",
        head("en", "USD")
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), &deck).expect("a deck");
    let output = run(folder.path(), &["build", "--format", "html"]);
    assert!(output.status.success(), "{}", said(&output));
    let html = fs::read_to_string(set(folder.path()).join("en/deck.html")).expect("HTML");
    assert!(html.contains("<ol start="), "the second page counts on");
}

#[test]
fn a_row_higher_than_a_page_is_told_with_its_slide() {
    let note = "A comment that goes on and on and never ends, as it says all there is. ".repeat(60);
    let row = format!("{{show: i0, note: \"{}\"}}", note.trim());
    let deck = format!("{}{}slides:\n{}", head("en", "USD"), facts(2), statement(&[row, show(1)]));
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), &deck).expect("a deck");
    let output = run(folder.path(), &["build", "--message-format", "short"]);
    let told = said(&output);
    assert!(!output.status.success() && told.contains("overflow"), "{told}");
}

#[test]
fn tables_of_a_slide_share_one_raster_and_parts_of_a_table_keep_their_widths() {
    let list = |from: usize, to: usize| {
        (from..to).map(|at| format!("i{at}")).collect::<Vec<_>>().join(", ")
    };
    let deck = format!(
        "{}{}  big: {{label: Big, values: {{1Q26: 123456789, 1Q25: 987654321}}}}\nslides:\n  - table:\n      title: Tables\n      \
         tables:\n        - {{caption: One, show: [{}], periods: [1Q25, 1Q26]}}\n        \
         - {{caption: Two, show: [{}, big], periods: [1Q25, 1Q26]}}\n",
        head("en", "USD"),
        facts(30),
        list(0, 3),
        list(3, 30)
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), &deck).expect("a deck");
    let output = run(folder.path(), &["build", "--format", "typ"]);
    assert!(output.status.success(), "{}", said(&output));
    let typ = fs::read_to_string(set(folder.path()).join("en/deck.typ")).expect("Typst");
    let widths: Vec<_> =
        typ.lines().filter(|line| line.contains("columns: (") && line.contains("pt, ),")).collect();
    let tails: Vec<_> =
        widths.iter().map(|line| line.split(", ").skip(1).collect::<Vec<_>>()).collect();
    assert!(tails.len() > 2, "{widths:?}");
    assert!(tails.iter().all(|tail| *tail == tails[0] && tail[0].ends_with("pt")), "{widths:?}");
}

#[test]
fn the_field_that_said_where_to_split_is_gone() {
    let deck = format!(
        "{}{}slides:\n{}      split: 1\n",
        head("en", "USD"),
        facts(2),
        statement(&[show(0), show(1)])
    );
    assert!(told(&deck).contains("format-version"));
    let deck = format!("{}{}slides:\n{}", head("en", "USD"), facts(2), statement(&[show(0)]));
    Paper::of(&deck).says(1, "Line aa");
}

#[test]
fn a_language_of_longer_words_may_fill_more_pages() {
    let point = "A point that says at some length what was done, and why, in so many words that it \
                 fills more than one line of its page, as points of long reports will do, on";
    let points =
        (0..16).fold(String::new(), |text, at| format!("{text}          - {point} {}\n", name(at)));
    let deck = format!(
        "{}facts: {{}}\nslides:\n  - bullets:\n      title: Points\n      columns:\n        - |\n{points}",
        head("en", "USD").replace("language: en", "language: en, translations: {de: {}}")
    );
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), &deck).expect("a deck");
    assert!(run(folder.path(), &["i18n", "extract", "quarter.yaml"]).status.success());
    let file = folder.path().join("i18n/de.po");
    let catalogue = fs::read_to_string(&file).expect("a catalogue");
    let (opening, texts) = catalogue.split_once("\n\n").expect("its head");
    let mut at = 0;
    let texts = texts.lines().map(|line| match line {
        "msgstr \"\"" => {
            at += 1;
            format!("msgstr \"{}\"\n", name(at).replace("Line", "Punkt"))
        }
        other => format!("{other}\n"),
    });
    fs::write(&file, format!("{opening}\n\n{}", texts.collect::<String>())).expect("written");
    for args in [&["build"][..], &["verify"]] {
        let output = run(folder.path(), args);
        assert!(output.status.success(), "{}", said(&output));
    }
    let pages = |language: &str| {
        let file = set(folder.path()).join(language).join("deck.pdf");
        readback::pdf(&fs::read(file).expect("a PDF")).expect("a PDF").len()
    };
    assert_eq!((pages("en"), pages("de")), (2, 1));
    let manifest =
        fs::read_to_string(set(folder.path()).join("manifest.json")).expect("a manifest");
    assert!(!manifest.contains("\"parity\": false"), "{manifest}");
}

#[test]
fn notes_longer_than_a_page_part_the_rows_that_call_them() {
    let long = "A note that explains a great deal about all that the company does and ever did. ";
    let rows: Vec<_> = (0..10).map(|at| format!("{{show: i{at}, mark: n{at}}}")).collect();
    let notes = (0..10).map(|at| format!("        n{at}: {} {}\n", long.repeat(10), name(at)));
    let deck = format!(
        "{}{}slides:\n{}      notes:\n{}",
        head("en", "USD"),
        facts(10),
        statement(&rows),
        notes.collect::<String>()
    );
    assert!(pdf(&deck).len() > 1);
}

#[test]
fn a_total_beside_a_longer_table_stays_below_its_rows() {
    // Whatever the number of assets, the nine liabilities and their total are on one page.
    for assets in [19, 24, 27, 33] {
        let rows = |all: std::ops::Range<usize>, total: usize| {
            let each: Vec<_> = all.map(show).collect();
            format!("[{}, {{show: i{total}, as: total}}]", each.join(", "))
        };
        let deck = format!(
            "{}{}slides:\n  - balance:\n      title: Balance\n      dates: [2026-06-30, 2026-03-31]\n      rows: {}\n      \
             beside: {}\n",
            head("en", "USD"),
            facts(60).replace("1Q26:", "2026-06-30:").replace("1Q25:", "2026-03-31:"),
            rows(0..assets, 58),
            rows(40..49, 59),
        );
        let pages = pdf(&deck);
        assert!(pages.len() > 1, "{assets}");
        let total = pages.iter().find(|page| page.contains(&name(59))).expect("a total");
        assert!((40..49).all(|at| total.contains(&name(at))), "{assets}: {total}");
        let other = pages.iter().find(|page| page.contains(&name(58))).expect("a total");
        assert!(other.contains(&name(assets - 1)), "{assets}: a total alone");
    }
}

#[test]
fn points_that_go_on_alone_flow_through_all_columns() {
    let points = |from: usize, to: usize| {
        let line =
            |at| format!("          - Point {} of a report that says a thing or two\n", name(at));
        format!("        - |\n{}", (from..to).map(line).collect::<String>())
    };
    let deck = format!(
        "{}facts: {{}}\nslides:\n  - bullets:\n      title: Points\n      columns:\n{}{}",
        head("en", "USD"),
        points(0, 100),
        points(100, 106)
    );
    let pages = pdf(&deck);
    let on = |page: &String| (0..100).filter(|at| page.contains(&name(*at))).count();
    let counts: Vec<_> = pages.iter().map(on).collect();
    // The first page holds one column of them, each other two.
    assert!(counts.len() > 2 && counts.iter().sum::<usize>() == 100, "{counts:?}");
    assert!(counts[1..].iter().all(|count| *count > counts[0]), "{counts:?}");
    // Everything stands in its order.
    let first = |page: &String| (0..100).find(|at| page.contains(&name(*at)));
    let firsts: Vec<_> = pages.iter().map(first).collect();
    assert!(firsts.is_sorted(), "{firsts:?}");
}
