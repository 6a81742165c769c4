//! The gallery of charts: every kind, the hard cases, and that none of their labels collide or
//! are lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use iijdeck::chart::TextMetrics;
use iijdeck::diag::Report;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::num::Exact;
use iijdeck::source::Sources;
use iijdeck::view::{
    Anchor, Chart, DrawnShape, LabelRole, PlotKind, PlotPoint, PointState, SeriesRole, View,
};
use iijdeck::{check, deck};

use crate::program::iijdeck;

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gallery/quarter.yaml")
}

fn view() -> View {
    view_of(&gallery(), "en")
}

fn view_of(path: &Path, language: &str) -> View {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("a deck");
    let locale = Locale::of(language).expect("a language");
    let checked = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    checked.expect("a checked deck").views()[0].clone()
}

fn charts(view: &View) -> Vec<&Chart> {
    let slots = view.pages.iter().flat_map(|page| &page.slots);
    slots.flat_map(|slot| &slot.blocks).filter_map(|block| block.chart()).collect()
}

/// The texts that a chart draws.
fn labels(chart: &Chart) -> Vec<&str> {
    let texts = chart.shapes.iter().filter_map(|shape| match shape {
        DrawnShape::Label { text, .. } => Some(text.as_str()),
        DrawnShape::Bar { .. }
        | DrawnShape::Rule { .. }
        | DrawnShape::Line { .. }
        | DrawnShape::Dot { .. }
        | DrawnShape::Plate { .. } => None,
    });
    texts.collect()
}

fn run(command: &str, out: &Path) -> Output {
    iijdeck()
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
    let english = Locale::of("en").expect("English");
    let letters = TextMetrics::new(&english.setting, std::iter::empty(), std::iter::empty());
    let view = view();
    let mut texts = 0;
    for chart in charts(&view) {
        let mut boxes: Vec<([f64; 4], &str)> = Vec::new();
        for shape in &chart.shapes {
            let DrawnShape::Label { x, y, anchor, size, role, text, .. } = shape else { continue };
            let width = letters.width(text, *size, role.is_strong());
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::End => x - width,
                Anchor::Middle => x - width / 2.0,
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
fn every_chart_has_its_figures_as_data_and_every_label_the_figure_it_shows() {
    let view = view();
    let mut kinds = Vec::new();
    let mut states = Vec::new();
    let mut labels = 0;
    for chart in charts(&view) {
        let Some(plot) = &chart.plot else { continue };
        kinds.push(plot.kind);
        let points = || plot.series.iter().flat_map(|series| &series.points);
        for series in &plot.series {
            assert_eq!(series.points.len(), plot.categories.len(), "{}", chart.title);
        }
        for point in points() {
            states.push(point.state);
            let missing = point.state == PointState::Missing;
            assert_eq!(point.value.is_none(), missing, "{}: {point:?}", chart.title);
            assert_eq!(point.figure.missing, missing, "{}: {point:?}", chart.title);
            assert!(!point.figure.facts.is_empty(), "{}: {point:?}", chart.title);
        }
        for shape in &chart.shapes {
            let DrawnShape::Label { text, role, figure, .. } = shape else { continue };
            let Some(figure) = figure else {
                let named = [LabelRole::Axis, LabelRole::Group, LabelRole::Name, LabelRole::Title];
                assert!(named.contains(role), "{}: `{text}` holds no figure", chart.title);
                continue;
            };
            let printed = |point: &&PlotPoint| point.figure.facts == figure.facts;
            let point = points().find(printed).expect("the point of the label");
            assert_eq!(point.figure.text, figure.text, "{}", chart.title);
            assert!(text.ends_with(&point.label()), "{}: `{text}` of {point:?}", chart.title);
            labels += 1;
        }
    }
    assert!(labels > 400, "the labels were looked at: {labels}");
    for kind in [
        PlotKind::Columns,
        PlotKind::Stacked,
        PlotKind::Share,
        PlotKind::Line,
        PlotKind::Bars,
        PlotKind::Bridge,
        PlotKind::Pace,
        PlotKind::Multiples,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    for state in [
        PointState::Current,
        PointState::Past,
        PointState::Forecast,
        PointState::Derived,
        PointState::Missing,
    ] {
        assert!(states.contains(&state), "{state:?}");
    }
}

#[test]
fn a_chart_tells_a_writer_of_its_own_what_it_shows() {
    let view = view();
    let find = |title: &str| {
        let all = charts(&view);
        let chart = all.into_iter().find(|chart| chart.title == title).expect("a chart");
        chart.plot.as_deref().expect("its figures")
    };
    let plot = find("A missing quarter");
    assert_eq!((plot.kind, plot.unit.to_string()), (PlotKind::Columns, "JPY million".to_owned()));
    let names: Vec<_> = plot.categories.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(names, ["1Q25", "2Q25", "3Q25", "4Q25", "1Q26"]);
    let [series] = plot.series.as_slice() else { panic!("one series: {plot:?}") };
    assert_eq!((series.label.as_str(), series.role), ("Orders received", SeriesRole::Value));
    let last = series.points.last().expect("a point");
    assert_eq!(last.value, Some(Exact::decimal(4655, 6)), "in base units");
    assert_eq!((last.figure.text.as_str(), last.state), ("4,655", PointState::Current));
    assert_eq!(series.points[1].state, PointState::Missing);
    // The first and the last figure of a bridge stand on the axis, its steps have their signs.
    let bridge = charts(&view).into_iter().filter_map(|chart| chart.plot.as_deref());
    let bridge = bridge.filter(|plot| plot.kind == PlotKind::Bridge);
    for plot in bridge {
        let [steps] = plot.series.as_slice() else { panic!("one series: {plot:?}") };
        assert_eq!(steps.role, SeriesRole::Steps);
        let known = steps.points.iter().filter_map(|point| Some((point, point.value.as_ref()?)));
        for (point, value) in known {
            assert_eq!(value.is_negative(), point.figure.negative, "{point:?}");
        }
    }
}

#[test]
fn the_ticks_of_an_axis_are_in_the_scale_of_its_labels() {
    let deck = "iijdeck: 2\n\
        deck: {title: 決算, date: 2026-08-07, period: 1Q26, language: ja}\n\
        company: {name: 例, short: 例, fiscal_year: {starts: april, named_by: start}, unit: JPY \
        million, rounding: half up}\n\
        facts: {revenue: {label: 売上高, unit: JPY billion, values: {1Q26: 15.8, 4Q25: 14.1}}}\n\
        slides:\n\
        \x20 - trend: {title: C, charts: [{title: D, kind: line, show: [revenue], periods: [4Q25, \
        1Q26]}]}\n";
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("quarter.yaml");
    fs::write(&path, deck).expect("written");
    let view = view_of(&path, "ja");
    let labels = labels(charts(&view)[0]);
    // Japanese tells billions in hundred millions.
    for text in ["158", "200"] {
        assert!(labels.contains(&text), "{labels:?}");
    }
    assert!(!labels.contains(&"20"), "{labels:?}");
}

#[test]
fn what_the_drawing_has_no_room_for_stands_in_the_table() {
    let view = view();
    for chart in charts(&view) {
        let drawn = format!(" {} ", labels(chart).join(" "));
        let table = chart.table.as_ref().expect("every chart has its table");
        let figures = table.body.iter().flat_map(|row| &row.cells[1..]).flat_map(|c| &c.lines);
        let lost = figures
            .map(|line| iijdeck::view::plain(&line.body))
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
    // The highest share is not that of the highest amount.
    let shares = &find("Shares of revenue").alt;
    let one = "Connectivity: 41.3% in 1Q26; highest 41.3% in 1Q26; lowest 33.5% in 4Q25.";
    assert!(shares.contains(one), "{shares}");
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
