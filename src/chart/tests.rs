//! Tests of the geometry: no two texts overlap, none leaves its frame, bars start at zero.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::wildcard_enum_match_arm, reason = "one shape is asked for")]

use proptest::prelude::*;

use super::text_metrics::{FALL, RISE};
use super::*;
use crate::num::{Scale, Unit};
use crate::view::{Anchor, Fill, LabelRole, RuleKind};

const PLOTS: [PlotKind; 8] = [
    PlotKind::Columns,
    PlotKind::Stacked,
    PlotKind::Share,
    PlotKind::Line,
    PlotKind::Bars,
    PlotKind::Bridge,
    PlotKind::Pace,
    PlotKind::Multiples,
];

fn letters() -> TextMetrics {
    let english = crate::locale::Locale::of("en").expect("English");
    TextMetrics::new(&english.setting, std::iter::empty(), std::iter::empty())
}

/// Case by case: how, the series, the names, the size.
struct Case {
    plot: PlotKind,
    series: Vec<(String, Vec<Option<f64>>)>,
    names: Vec<Category>,
    extras: bool,
    size: (f64, f64),
}

fn plot(case: &Case) -> Plot {
    let unit = Unit::Count { noun: "things".into(), scale: Scale::One };
    let exact = |value: f64| Exact::from(format!("{value:.6}").parse::<Decimal>().expect("digits"));
    let point = |value: Option<f64>, at: usize| PlotPoint {
        band: None,
        value: value.map(exact),
        figure: Shown {
            text: value.map_or("n/a".to_owned(), |v| format!("{v:.0}")),
            facts: vec![format!("things@{at}")],
            missing: value.is_none(),
            ..Shown::default()
        },
        notes: if value.is_none() { vec!["*".to_owned()] } else { Vec::new() },
        breaks: at % 5 == 3,
        state: [PointState::Past, PointState::Derived, PointState::Forecast][at % 7 / 3],
        tip: String::new(),
    };
    let row = |(label, values): &(String, Vec<Option<f64>>), role: SeriesRole| PlotSeries {
        label: label.clone(),
        role,
        unit: unit.clone(),
        points: values.iter().enumerate().map(|(at, v)| point(*v, at)).collect(),
    };
    let roles = |nth: usize| match (case.plot, nth) {
        (PlotKind::Bridge, _) => SeriesRole::Steps,
        (PlotKind::Pace, 0) => SeriesRole::Reached,
        (PlotKind::Pace, _) => SeriesRole::Whole,
        _ => SeriesRole::Value,
    };
    let mut series: Vec<_> =
        case.series.iter().enumerate().map(|(nth, one)| row(one, roles(nth))).collect();
    if case.plot == PlotKind::Stacked && case.extras {
        let sum = |at: usize| case.series.iter().filter_map(|(_, v)| *v.get(at)?).sum::<f64>();
        let sums = (0..case.names.len()).map(|at| Some(sum(at))).collect();
        series.push(row(&("Total".to_owned(), sums), SeriesRole::Total));
        series.extend(case.series.first().map(|one| row(one, SeriesRole::Ratio)));
    }
    Plot { kind: case.plot, unit: unit.clone(), categories: case.names.clone(), series }
}

fn drawn(case: &Case) -> Drawn {
    let letters = letters();
    let (width, height) = case.size;
    let locale = Locale::of("en").expect("English");
    draw(&plot(case), DrawingArea { width, height, letters: &letters, locale })
}

/// The boxes of all texts: left, top, right, bottom.
fn boxes(shapes: &[DrawnShape]) -> Vec<([f64; 4], String)> {
    let letters = letters();
    let text_box = |shape: &DrawnShape| match shape {
        DrawnShape::Label { x, y, anchor, size, role, text, .. } => {
            let width = letters.width(text, *size, role.is_strong());
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::End => x - width,
                Anchor::Middle => x - width / 2.0,
            };
            let at = [left, y - RISE * size, left + width, y + FALL * size];
            Some((at, text.clone()))
        }
        _ => None,
    };
    shapes.iter().filter_map(text_box).collect()
}

/// Says what is wrong with where the texts of a drawing stand.
fn wrong(drawn: &Drawn, (width, height): (f64, f64)) -> Option<String> {
    let boxes = boxes(&drawn.shapes);
    for (nth, (a, text)) in boxes.iter().enumerate() {
        if a[0] < -0.02 || a[1] < -0.02 || a[2] > width + 0.02 || a[3] > height + 0.02 {
            return Some(format!("`{text}` leaves the frame: {a:?}"));
        }
        for (b, other) in &boxes[nth + 1..] {
            if a[0] < b[2] - 0.02 && b[0] < a[2] - 0.02 && a[1] < b[3] - 0.02 && b[1] < a[3] - 0.02
            {
                return Some(format!("`{text}` and `{other}` overlap: {a:?} {b:?}"));
            }
        }
    }
    let inside = |x: f64, y: f64| {
        (-0.02..=width + 0.02).contains(&x) && (-0.02..=height + 0.02).contains(&y)
    };
    drawn.shapes.iter().find_map(|shape| match shape {
        DrawnShape::Bar { x, y, w, h, .. } => (!inside(*x, *y) || !inside(x + w, y + h))
            .then(|| format!("{shape:?} leaves the frame")),
        DrawnShape::Dot { x, y, .. } => {
            (!inside(*x, *y)).then(|| format!("{shape:?} leaves the frame"))
        }
        _ => None,
    })
}

fn quarters(count: usize) -> Vec<Category> {
    let name = |at: usize| {
        let (year, quarter) = (23 + at / 4, at % 4 + 1);
        Category {
            text: format!("{quarter}Q{year}"),
            below: String::new(),
            quarter: Some([format!("{quarter}Q"), format!("FY20{year}"), format!("FY{year}")]),
        }
    };
    (0..count).map(name).collect()
}

fn one(plot: PlotKind, values: &[Option<f64>]) -> Case {
    Case {
        plot,
        series: vec![("Revenue".to_owned(), values.to_vec())],
        names: quarters(values.len()),
        extras: false,
        size: (400.0, 240.0),
    }
}

fn bars(drawn: &Drawn) -> Vec<[f64; 4]> {
    let bar = |shape: &DrawnShape| match shape {
        DrawnShape::Bar { x, y, w, h, .. } => Some([*x, *y, *w, *h]),
        _ => None,
    };
    drawn.shapes.iter().filter_map(bar).collect()
}

fn axis(drawn: &Drawn) -> f64 {
    let rule = |shape: &DrawnShape| match shape {
        DrawnShape::Rule { y1, kind: RuleKind::Axis, .. } => Some(*y1),
        _ => None,
    };
    drawn.shapes.iter().find_map(rule).expect("an axis")
}

#[test]
fn columns_stand_on_zero_and_hang_from_it() {
    let drawn = drawn(&one(PlotKind::Columns, &[Some(1000.0), Some(1001.0), Some(-500.0)]));
    let (bars, axis) = (bars(&drawn), axis(&drawn));
    assert!((bars[0][1] + bars[0][3] - axis).abs() < 0.02);
    assert!((bars[2][1] - axis).abs() < 0.02, "the loss hangs below");
    let part = bars[0][3] / bars[1][3];
    assert!((part - 1000.0 / 1001.0).abs() < 0.001, "no axis is cut: {part}");
    assert!((bars[2][3] / bars[0][3] - 0.5).abs() < 0.001);
}

#[test]
fn the_segments_of_a_stack_are_as_high_as_their_figures() {
    let mut case = one(PlotKind::Stacked, &[Some(30.0), Some(10.0)]);
    case.series.push(("Costs".to_owned(), vec![Some(60.0), Some(20.0)]));
    let bars: Vec<_> = bars(&drawn(&case)).into_iter().filter(|bar| bar[2] > 9.0).collect();
    // One point of the second is the seam between the two.
    assert!(((bars[1][3] + 1.0) / bars[0][3] - 2.0).abs() < 0.01, "{bars:?}");
    let seam = bars[0][1] - (bars[1][1] + bars[1][3]);
    assert!((seam - 1.0).abs() < 0.02, "{bars:?}");
}

#[test]
fn every_figure_but_zero_is_seen_and_zero_is_not() {
    for plot in PLOTS {
        if matches!(plot, PlotKind::Line | PlotKind::Share) {
            continue;
        }
        // The share reached of a whole lies between none of it and all.
        let (small, loss) = if plot == PlotKind::Pace { (0.0001, 0.0002) } else { (1.0, -1.0) };
        let mut case =
            one(plot, &[Some(90_000.0), Some(small), Some(loss), Some(0.0), Some(90_000.0)]);
        if plot == PlotKind::Pace {
            case.series.push(("Target".to_owned(), vec![Some(1.0); 5]));
        }
        let solid = |shape: &DrawnShape| match shape {
            DrawnShape::Bar { w, h, fill: Fill::Solid, .. } => Some(w.min(*h)),
            _ => None,
        };
        let drawn = drawn(&case);
        let bars: Vec<_> = drawn.shapes.iter().filter_map(solid).collect();
        assert!(bars.iter().any(|thin| *thin >= 1.0), "{plot:?}: {bars:?}");
        assert!(bars.iter().all(|thin| *thin <= 0.0 || *thin >= 1.0), "{plot:?}: {bars:?}");
    }
}

#[test]
fn a_missing_figure_leaves_a_gap_that_says_so() {
    for plot in [PlotKind::Columns, PlotKind::Line] {
        let drawn = drawn(&one(plot, &[Some(5.0), None, Some(7.0)]));
        assert!(boxes(&drawn.shapes).iter().any(|(_, text)| text == "n/a*"), "{plot:?}");
        let lines = drawn.shapes.iter().filter(|shape| matches!(shape, DrawnShape::Line { .. }));
        assert_eq!(lines.count(), 0, "no line crosses what is not known");
    }
}

#[test]
fn a_figure_without_room_is_told_to_be_left_out() {
    let many: Vec<_> = (0..24).map(|at| Some(123_456_789.0 + f64::from(at))).collect();
    let case = Case { size: (190.0, 120.0), ..one(PlotKind::Columns, &many) };
    assert!(drawn(&case).left_out);
    assert!(!drawn(&one(PlotKind::Columns, &[Some(1.0), Some(2.0)])).left_out);
}

#[test]
fn a_step_of_a_bridge_begins_where_the_last_one_ended() {
    let drawn = drawn(&one(PlotKind::Bridge, &[Some(100.0), Some(40.0), Some(-60.0), Some(80.0)]));
    let bars = bars(&drawn);
    assert!((bars[1][1] + bars[1][3] - bars[0][1]).abs() < 0.02, "up from the first");
    assert!((bars[2][1] - bars[1][1]).abs() < 0.02, "down from there");
    assert!((bars[2][1] + bars[2][3] - bars[3][1]).abs() < 0.02, "to the last");
}

/// Tells what is wrong with the figures that labels hold: each ends in its figure as printed, with
/// the marks behind it, and a point whose figure is printed as text has its label.
fn unlike(drawn: &Drawn, plot: &Plot) -> Option<String> {
    let points = || plot.series.iter().flat_map(|series| &series.points);
    drawn.shapes.iter().find_map(|shape| match shape {
        DrawnShape::Label { text, figure: Some(figure), .. } => {
            let own = |point: &&PlotPoint| point.figure == *figure;
            let wrong = !points().filter(own).any(|point| text.ends_with(&point.label()));
            wrong.then(|| format!("`{text}` holds {figure:?}"))
        }
        DrawnShape::Label {
            text,
            role: LabelRole::Value | LabelRole::Inside | LabelRole::Missing,
            ..
        } => Some(format!("`{text}` holds no figure")),
        _ => None,
    })
}

#[test]
fn every_label_holds_the_figure_it_shows_in_every_kind_of_chart() {
    // Equal figures of other periods, as charts of real decks have them.
    let values = [Some(0.32), None, Some(0.85), Some(0.32), Some(0.32), Some(0.85), Some(0.0)];
    for kind in PLOTS {
        for width in [150.0, 400.0, 800.0] {
            let mut case = one(kind, &values);
            case.size.0 = width;
            case.extras = true;
            case.series.push(("Costs".to_owned(), values.to_vec()));
            let (plot, drawn) = (plot(&case), drawn(&case));
            let held = drawn.shapes.iter().filter_map(|shape| match shape {
                DrawnShape::Label { figure, .. } => figure.as_ref(),
                _ => None,
            });
            let held: Vec<_> = held.flat_map(|figure| &figure.facts).collect();
            assert!(!held.is_empty() || drawn.left_out, "{kind:?} {width}");
            let equal = ["things@0", "things@3"].map(String::from);
            let both = equal.iter().all(|name| held.contains(&name));
            assert!(both || drawn.left_out || kind == PlotKind::Multiples, "{kind:?}: {held:?}");
            assert_eq!(unlike(&drawn, &plot), None, "{kind:?} {width}");
        }
    }
}

#[test]
fn a_quotient_without_end_is_drawn_as_near_as_a_printer_comes() {
    let third = Exact::one().checked_div(&Exact::from(3_u8)).expect("a quotient");
    assert!((size(&third, 0) - 1.0 / 3.0).abs() < 1e-9);
    assert!((size(&third, -2) - 100.0 / 3.0).abs() < 1e-9);
}

fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(0.0)),
        4 => (-2000.0..20000.0_f64).prop_map(Some),
        1 => (-9e11..9e11_f64).prop_map(Some),
        2 => (0.0..9.0_f64).prop_map(Some),
    ]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,12}( [a-z]{2,14}){0,6}",
        "[売上高営業利益率運用保守構築、（）]{1,40}",
        Just("Unbreakableaccountingterminology".to_owned()),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let sizes = (180.0..870.0_f64, 64.0..310.0_f64);
    (0..PLOTS.len(), 1..=8_usize, 1..=24_usize, any::<bool>(), any::<bool>(), sizes).prop_flat_map(
        |(plot, series, names, extras, quarterly, size)| {
            let plot = PLOTS[plot];
            let series = if plot == PlotKind::Pace { 2 } else { series };
            let rows =
                prop::collection::vec((label(), prop::collection::vec(value(), names)), series);
            let along =
                prop::collection::vec((label(), prop_oneof![Just(String::new()), label()]), names);
            (rows, along).prop_map(move |(series, along)| {
                let name = |(text, below)| Category { text, below, quarter: None };
                let names =
                    if quarterly { quarters(names) } else { along.into_iter().map(name).collect() };
                Case { plot, series, names, extras, size }
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_two_texts_overlap_and_none_leaves_the_frame(case in case()) {
        let drawn = drawn(&case);
        let wrong = wrong(&drawn, case.size).or_else(|| unlike(&drawn, &plot(&case)));
        prop_assert!(wrong.is_none(), "{:?} {:?}: {}", case.plot, case.size, wrong.unwrap_or_default());
    }
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {:?} {:?}", self.plot, self.size, self.series, self.names)
    }
}

#[test]
fn a_range_is_drawn_as_a_band_wherever_bars_stand() {
    for kind in [PlotKind::Columns, PlotKind::Multiples, PlotKind::Bars] {
        let case = Case {
            plot: kind,
            series: vec![("A".to_owned(), vec![Some(40.0), Some(60.0)])],
            names: quarters(2),
            extras: false,
            size: (300.0, 180.0),
        };
        let letters = letters();
        let locale = Locale::of("en").expect("English");
        let mut plot = plot(&case);
        let end = |at: i32| Exact::from(at);
        plot.series[0].points[1].band = Some([end(50), end(90)]);
        let area = DrawingArea { width: 300.0, height: 180.0, letters: &letters, locale };
        let pale = |shape: &&DrawnShape| matches!(shape, DrawnShape::Bar { fill: Fill::Pale, .. });
        assert_eq!(draw(&plot, area).shapes.iter().filter(pale).count(), 1, "{kind:?}");
    }
}
