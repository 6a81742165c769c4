//! The gallery of charts: every kind, the hard cases, and that none of their labels collide or
//! are lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use iijdeck::chart::Letters;
use iijdeck::diag::Report;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;
use iijdeck::view::{Chart, Shape, View};
use iijdeck::{check, deck};

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gallery/quarter.yaml")
}

fn view() -> View {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&gallery(), &mut sources, &mut report).expect("a deck");
    let locale = Locale::of("en").expect("English");
    let checked = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    checked.expect("a checked deck").views()[0].clone()
}

fn charts(view: &View) -> Vec<&Chart> {
    let slots = view.pages.iter().flat_map(|page| &page.slots);
    slots.flat_map(|slot| &slot.blocks).filter_map(|block| block.chart()).collect()
}

fn run(command: &str, out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_iijdeck"))
        .args([command, "--message-format", "short"])
        .arg(gallery())
        .arg("--out")
        .arg(out)
        .output()
        .expect("the program runs")
}

#[test]
fn every_kind_and_thirty_hard_cases_are_there() {
    let text = fs::read_to_string(gallery()).expect("the gallery");
    for kind in ["stacked", "share", "line", "bars", "bridge", "pace", "multiples"] {
        assert!(text.contains(&format!("kind: {kind}")), "{kind}");
    }
    assert!(text.contains("spark: ["), "charts in cells");
    let view = view();
    let hard = view.pages.iter().filter(|page| page.running.starts_with("II. "));
    let blocks = hard.flat_map(|page| &page.slots).flat_map(|slot| &slot.blocks);
    assert!(blocks.filter(|block| block.chart().is_some()).count() >= 30);
}

#[test]
fn no_two_texts_of_a_chart_overlap_and_none_leaves_its_frame() {
    let letters = Letters::new(std::iter::empty());
    let view = view();
    let mut texts = 0;
    for chart in charts(&view) {
        let mut boxes: Vec<([f64; 4], &str)> = Vec::new();
        for shape in &chart.shapes {
            let Shape::Label { x, y, anchor, size, role, text, .. } = shape else { continue };
            let width = letters.width(text, *size, matches!(*role, "total" | "title"));
            let left = match *anchor {
                "start" => *x,
                "end" => x - width,
                _ => x - width / 2.0,
            };
            // The height of capitals and brackets above the baseline, and what hangs below it.
            let at = [left, y - 0.78 * size, left + width, y + 0.24 * size];
            assert!(
                at[0] > -0.02
                    && at[1] > -0.02
                    && at[2] < chart.width + 0.02
                    && at[3] < chart.height + 0.02,
                "{}: `{text}` leaves the frame: {at:?}",
                chart.title
            );
            for (b, other) in &boxes {
                let apart = at[0] > b[2] - 0.02
                    || b[0] > at[2] - 0.02
                    || at[1] > b[3] - 0.02
                    || b[1] > at[3] - 0.02;
                assert!(apart, "{}: `{text}` and `{other}` overlap", chart.title);
            }
            boxes.push((at, text));
            texts += 1;
        }
        assert!(!boxes.is_empty(), "{} says nothing", chart.title);
    }
    assert!(texts > 500, "the labels were looked at: {texts}");
}

#[test]
fn what_the_drawing_has_no_room_for_stands_in_the_table() {
    let view = view();
    for chart in charts(&view) {
        let labels = chart.shapes.iter().filter_map(|shape| match shape {
            Shape::Label { text, .. } => Some(text.as_str()),
            Shape::Bar { .. }
            | Shape::Rule { .. }
            | Shape::Line { .. }
            | Shape::Dot { .. }
            | Shape::Plate { .. } => None,
        });
        let drawn = format!(" {} ", labels.collect::<Vec<_>>().join(" "));
        let table = chart.table.as_ref().expect("every chart has its table");
        let figures = table.body.iter().flat_map(|row| &row.cells[1..]).flat_map(|c| &c.lines);
        let lost = figures
            .map(|line| iijdeck::view::plain(line))
            .filter(|figure| !figure.is_empty() && !drawn.contains(figure.as_str()));
        // Small charts have their latest figure alone, progress its share: their tables unfold.
        let small = ["Revenue by service", "Eight small charts"].contains(&&*chart.title)
            || chart.title.starts_with("Progress");
        let lost: Vec<_> = lost.collect();
        assert!(chart.tabled || small || lost.is_empty(), "{}: {lost:?}", chart.title);
    }
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    let view = view();
    for chart in charts(&view) {
        assert!(chart.alt.contains(" in ") || chart.alt.contains("Bridge"), "{}", chart.alt);
        assert!(chart.unit.as_ref().is_some_and(|unit| !unit.is_empty()), "{}", chart.title);
    }
    let find = |title: &str| charts(&view).into_iter().find(|c| c.title == title).expect("a chart");
    assert_eq!(
        find("A missing quarter").alt,
        "Column chart of Orders received for 1Q25, 2Q25, 3Q25, 4Q25, 1Q26. Orders received: 4,655 \
         in 1Q26; up 10.6% YoY; highest 5,120 in 4Q25; lowest 3,988 in 3Q25; not available in \
         2Q25. In JPY million."
    );
    let notes = view.pages.iter().flat_map(|page| &page.footnotes);
    let rounding = "Parts may not add up to totals because each is rounded";
    assert!(notes.map(|(_, note)| iijdeck::view::plain(note)).any(|note| note == rounding));
}

#[test]
fn every_label_is_found_in_the_finished_files_and_a_lost_one_is_missed() {
    let dir = tempfile::tempdir().expect("a folder");
    let built = run("build", dir.path());
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let verified = run("verify", dir.path());
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));

    let folder = dir.path().join("gallery/en");
    let markdown = fs::read_to_string(folder.join("deck.md")).expect("Markdown");
    let view = view();
    for chart in charts(&view) {
        let picture = format!("charts/{}.svg", chart.id);
        assert!(markdown.contains(&format!("]({picture})")), "{picture}");
        let svg = fs::read_to_string(folder.join(&picture)).expect("the picture");
        assert!(svg.contains("<desc id=\"d\">") && svg.ends_with("</svg>\n"), "{picture}");
    }

    // One label taken out of the drawing: the table, which still has the figure, does not hide it.
    let page = folder.join("deck.html");
    let html = fs::read_to_string(&page).expect("HTML");
    let label = html.find(">19,694</text>").expect("a label");
    let cut = format!("{}{}", &html[..=label], &html[label + 7..]);
    fs::write(&page, cut).expect("written");
    let verified = run("verify", dir.path());
    let told = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(!verified.status.success() && told.contains("the label `19,694` of a chart"), "{told}");
}
