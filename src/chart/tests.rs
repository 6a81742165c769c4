//! Tests of the geometry: no two texts overlap, none leaves its frame, bars start at zero.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::wildcard_enum_match_arm, reason = "one shape is asked for")]

use proptest::prelude::*;

use super::canvas::strong;
use super::letters::{FALL, RISE};
use super::*;
use crate::num::Scale;

const PLOTS: [Plot; 8] = [
    Plot::Columns,
    Plot::Stacked,
    Plot::Share,
    Plot::Line,
    Plot::Bars,
    Plot::Bridge,
    Plot::Pace,
    Plot::Multiples,
];

fn letters() -> Letters {
    Letters::new(std::iter::empty())
}

/// Case by case: how, the series, the names, the size.
struct Case {
    plot: Plot,
    series: Vec<(String, Vec<Option<f64>>)>,
    names: Vec<Name>,
    extras: bool,
    size: (f64, f64),
}

fn drawn(case: &Case) -> Drawn {
    let letters = letters();
    let point = |value: Option<f64>, at: usize| Point {
        value,
        label: value.map_or("n/a*".to_owned(), |v| format!("{v:.0}")),
        look: [Look::Plain, Look::Derived, Look::Forecast][at % 7 / 3],
        tip: String::new(),
    };
    let row = |(label, values): &(String, Vec<Option<f64>>)| Series {
        label: label.clone(),
        points: values.iter().enumerate().map(|(at, v)| point(*v, at)).collect(),
    };
    let sum = |at: usize| case.series.iter().filter_map(|(_, v)| *v.get(at)?).sum::<f64>();
    let totals = (0..case.names.len()).map(|at| point(Some(sum(at)), 0));
    let stacked = case.plot == Plot::Stacked;
    draw(&Drawing {
        plot: case.plot,
        series: case.series.iter().map(row).collect(),
        names: case.names.clone(),
        totals: if stacked && case.extras { totals.collect() } else { Vec::new() },
        ratio: case.series.first().filter(|_| case.extras && stacked).map(row),
        width: case.size.0,
        height: case.size.1,
        unit: Unit::Count { noun: "things".into(), scale: Scale::One },
        letters: &letters,
        locale: Locale::of("en").expect("English"),
    })
}

/// The boxes of all texts: left, top, right, bottom.
fn boxes(shapes: &[Shape]) -> Vec<([f64; 4], String)> {
    let letters = letters();
    let text_box = |shape: &Shape| match shape {
        Shape::Label { x, y, anchor, size, role, text, .. } => {
            let width = letters.width(text, *size, strong(role));
            let left = match *anchor {
                "start" => *x,
                "end" => x - width,
                _ => x - width / 2.0,
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
        Shape::Bar { x, y, w, h, .. } => (!inside(*x, *y) || !inside(x + w, y + h))
            .then(|| format!("{shape:?} leaves the frame")),
        Shape::Dot { x, y, .. } => (!inside(*x, *y)).then(|| format!("{shape:?} leaves the frame")),
        _ => None,
    })
}

fn quarters(count: usize) -> Vec<Name> {
    let name = |at: usize| {
        let (year, quarter) = (23 + at / 4, at % 4 + 1);
        Name {
            text: format!("{quarter}Q{year}"),
            below: String::new(),
            quarter: Some([format!("{quarter}Q"), format!("FY20{year}"), format!("FY{year}")]),
        }
    };
    (0..count).map(name).collect()
}

fn one(plot: Plot, values: &[Option<f64>]) -> Case {
    Case {
        plot,
        series: vec![("Revenue".to_owned(), values.to_vec())],
        names: quarters(values.len()),
        extras: false,
        size: (400.0, 240.0),
    }
}

fn bars(drawn: &Drawn) -> Vec<[f64; 4]> {
    let bar = |shape: &Shape| match shape {
        Shape::Bar { x, y, w, h, .. } => Some([*x, *y, *w, *h]),
        _ => None,
    };
    drawn.shapes.iter().filter_map(bar).collect()
}

fn axis(drawn: &Drawn) -> f64 {
    let rule = |shape: &Shape| match shape {
        Shape::Rule { y1, kind: "axis", .. } => Some(*y1),
        _ => None,
    };
    drawn.shapes.iter().find_map(rule).expect("an axis")
}

#[test]
fn columns_stand_on_zero_and_hang_from_it() {
    let drawn = drawn(&one(Plot::Columns, &[Some(1000.0), Some(1001.0), Some(-500.0)]));
    let (bars, axis) = (bars(&drawn), axis(&drawn));
    assert!((bars[0][1] + bars[0][3] - axis).abs() < 0.02);
    assert!((bars[2][1] - axis).abs() < 0.02, "the loss hangs below");
    let part = bars[0][3] / bars[1][3];
    assert!((part - 1000.0 / 1001.0).abs() < 0.001, "no axis is cut: {part}");
    assert!((bars[2][3] / bars[0][3] - 0.5).abs() < 0.001);
}

#[test]
fn the_segments_of_a_stack_are_as_high_as_their_figures() {
    let mut case = one(Plot::Stacked, &[Some(30.0), Some(10.0)]);
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
        if matches!(plot, Plot::Line | Plot::Share) {
            continue;
        }
        // The share reached of a whole lies between none of it and all.
        let (small, loss) = if plot == Plot::Pace { (0.0001, 0.0002) } else { (1.0, -1.0) };
        let mut case =
            one(plot, &[Some(90_000.0), Some(small), Some(loss), Some(0.0), Some(90_000.0)]);
        if plot == Plot::Pace {
            case.series.push(("Target".to_owned(), vec![Some(1.0); 5]));
        }
        let solid = |shape: &Shape| match shape {
            Shape::Bar { w, h, fill: "solid", .. } => Some(w.min(*h)),
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
    for plot in [Plot::Columns, Plot::Line] {
        let drawn = drawn(&one(plot, &[Some(5.0), None, Some(7.0)]));
        assert!(boxes(&drawn.shapes).iter().any(|(_, text)| text == "n/a*"), "{plot:?}");
        let lines = drawn.shapes.iter().filter(|shape| matches!(shape, Shape::Line { .. }));
        assert_eq!(lines.count(), 0, "no line crosses what is not known");
    }
}

#[test]
fn a_figure_without_room_is_told_to_be_left_out() {
    let many: Vec<_> = (0..24).map(|at| Some(123_456_789.0 + f64::from(at))).collect();
    let case = Case { size: (190.0, 120.0), ..one(Plot::Columns, &many) };
    assert!(drawn(&case).left_out);
    assert!(!drawn(&one(Plot::Columns, &[Some(1.0), Some(2.0)])).left_out);
}

#[test]
fn a_step_of_a_bridge_begins_where_the_last_one_ended() {
    let drawn = drawn(&one(Plot::Bridge, &[Some(100.0), Some(40.0), Some(-60.0), Some(80.0)]));
    let bars = bars(&drawn);
    assert!((bars[1][1] + bars[1][3] - bars[0][1]).abs() < 0.02, "up from the first");
    assert!((bars[2][1] - bars[1][1]).abs() < 0.02, "down from there");
    assert!((bars[2][1] + bars[2][3] - bars[3][1]).abs() < 0.02, "to the last");
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
            let series = if plot == Plot::Pace { 2 } else { series };
            let rows =
                prop::collection::vec((label(), prop::collection::vec(value(), names)), series);
            let along =
                prop::collection::vec((label(), prop_oneof![Just(String::new()), label()]), names);
            (rows, along).prop_map(move |(series, along)| {
                let name = |(text, below)| Name { text, below, quarter: None };
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
        let wrong = wrong(&drawn, case.size);
        prop_assert!(wrong.is_none(), "{:?} {:?}: {}", case.plot, case.size, wrong.unwrap_or_default());
    }
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {:?} {:?}", self.plot, self.size, self.series, self.names)
    }
}
