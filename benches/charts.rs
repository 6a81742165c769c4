//! Laying out a hundred charts: geometry and label placement alone, from figures already shown.
//!
//! Run with `cargo bench --bench charts`. Times are wall time in milliseconds.

use std::io::Write as _;
use std::time::Instant;

use iijdeck::chart::{DrawingArea, TextMetrics, draw};
use iijdeck::locale::Locale;
use iijdeck::num::{Exact, Unit};
use iijdeck::view::{
    Category, Plot, PlotKind, PlotPoint, PlotSeries, PointState, SeriesRole, Shown,
};

/// Runs counted.
const RUNS: usize = 30;
/// Charts of a run.
const CHARTS: usize = 100;

const PLOTS: [PlotKind; 7] = [
    PlotKind::Columns,
    PlotKind::Stacked,
    PlotKind::Share,
    PlotKind::Line,
    PlotKind::Bars,
    PlotKind::Bridge,
    PlotKind::Multiples,
];

fn series(nth: usize, periods: usize, unit: &Unit) -> PlotSeries {
    let point = |at: usize| {
        let value = 400 + nth * 731 + at * 97 + (at * nth * 53) % 211;
        PlotPoint {
            band: None,
            value: Some(Exact::decimal(i128::try_from(value).expect("small"), 6)),
            figure: Shown {
                text: format!("{},{:03}", value / 1000, value % 1000),
                facts: vec![format!("service_{nth}@{at}")],
                ..Shown::default()
            },
            notes: Vec::new(),
            breaks: false,
            state: PointState::Past,
            tip: format!("Series {nth}, {at}: JPY {value} million"),
        }
    };
    PlotSeries {
        label: format!("Service {nth}"),
        role: SeriesRole::Value,
        unit: unit.clone(),
        points: (0..periods).map(point).collect(),
    }
}

fn name(at: usize) -> Category {
    let (year, quarter) = (23 + at / 4, at % 4 + 1);
    Category {
        text: format!("{quarter}Q{year}"),
        below: String::new(),
        quarter: Some([format!("{quarter}Q"), format!("FY20{year}"), format!("FY{year}")]),
    }
}

fn main() {
    let locale = Locale::of("en").expect("English");
    let letters = TextMetrics::new(&locale.setting, std::iter::empty(), std::iter::empty());
    let drawing = |at: usize| {
        // From one series over five quarters to four over nine.
        let (count, periods) = (1 + at % 4, 5 + at % 5);
        let unit = "JPY million".parse::<Unit>().expect("a unit");
        let plot = Plot {
            kind: PLOTS[at % PLOTS.len()],
            series: (0..count).map(|nth| series(nth, periods, &unit)).collect(),
            categories: (0..periods).map(name).collect(),
            unit,
        };
        let width = if at.is_multiple_of(2) { 864.0 } else { 418.0 };
        (plot, DrawingArea { width, height: 280.0, letters: &letters, locale })
    };
    let charts: Vec<_> = (0..CHARTS).map(drawing).collect();
    let mut times: Vec<_> = (0..=RUNS)
        .map(|_| {
            let start = Instant::now();
            let shapes: usize =
                charts.iter().map(|(plot, room)| draw(plot, *room).shapes.len()).sum();
            assert!(shapes > CHARTS * 10, "charts were drawn");
            start.elapsed()
        })
        .collect();
    let first = times.remove(0);
    times.sort();
    let ms = |time: std::time::Duration| {
        format!("{}.{:02}", time.as_millis(), time.as_micros() % 1000 / 10)
    };
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{CHARTS} charts, first time  {} ms", ms(first));
    let (least, most) = (times[0], times[RUNS - 1]);
    let middle = times[RUNS / 2];
    let _ = writeln!(
        out,
        "{CHARTS} charts, {RUNS} runs     min {} median {} max {} ms",
        ms(least),
        ms(middle),
        ms(most)
    );
}
