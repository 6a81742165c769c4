//! Changes as they are printed: unit, direction and what they are against.

use std::cmp::Ordering;
use std::fs;

use iijdeck::deck;
use iijdeck::diag::Report;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;
use iijdeck::view::Shown;

const HEAD: &str = r#"iijdeck: 2
deck: {title: T, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Ex, short: Ex, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half up}
scopes: {target: {label: Target, forecast: true, announced: 2026-05-14}}
facts:
  r:
    label: R
    values: {1Q26: 110, 1Q25: 90, FY2025: 400, FY2024: 300}
    scopes: {target: {1Q26: 100, FY2026: 500, FY2025: 450}}
  margin: {label: M, unit: "%", values: {1Q26: 1.0, 1Q25: 2.0}}
  tiny: {label: S, values: {1Q26: 100040, 1Q25: 100000}}
  d: {label: D, rounding: unrounded, values: {1Q26: 100, 1Q25: 90}}
  big: {label: B, values: {1Q26: 5000, 1Q25: 4000}}
slides:
"#;

/// Lays out one slide and gives the figures it shows.
fn shown(slide: &str) -> Vec<String> {
    figures(slide).into_iter().map(|shown| shown.text.replace('\u{a0}', " ")).collect()
}

fn figures(slide: &str) -> Vec<Shown> {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("quarter.yaml");
    fs::write(&path, format!("{HEAD}  - {slide}\n")).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&path, &mut sources, &mut report);
    let deck = deck.unwrap_or_else(|| panic!("{:?}", report.sorted()));
    let view = deck.view(Locale::of("en").expect("English"), &sources, &mut report);
    assert!(!report.has_errors(), "{:?}", report.sorted());
    let page = view.pages.last().expect("a page");
    page.figures().into_iter().cloned().collect()
}

#[test]
fn a_printed_figure_has_its_digits_its_unit_and_its_direction() {
    use Ordering::{Greater, Less};
    for (citation, digits, direction) in [
        ("{r}", Some("110 JPY million"), None),
        ("{r yoy}", Some("22 %"), Some(Greater)),
        ("{r yoy amount}", Some("20 JPY million"), Some(Greater)),
        ("{margin yoy}", Some("-1.0 points"), Some(Less)),
        // The words around a bare size say which way it went.
        ("{margin yoy size}", Some("1.0 points"), Some(Less)),
        ("{r label}", None, None),
    ] {
        let all = figures(&format!("bullets: {{title: T, columns: [\"x {citation}\"]}}"));
        let [shown] = all.as_slice() else { panic!("{citation}: {all:?}") };
        let told = shown.digits.as_ref().map(|(digits, unit)| format!("{digits} {unit}"));
        assert_eq!((told.as_deref(), shown.direction), (digits, direction), "{citation}");
        assert_eq!(shown.states(), digits.is_some(), "{citation}");
        assert_eq!(shown.negative, direction == Some(Less), "{citation}");
    }
}

fn cited(citation: &str) -> String {
    shown(&format!("bullets: {{title: B, columns: [\"{citation}\"]}}")).join("; ")
}

#[test]
fn the_amount_of_a_percentage_is_in_points() {
    assert_eq!(cited("{margin yoy amount}"), cited("{margin yoy}"));
    assert_eq!(cited("{margin yoy amount}"), "down 1.0 points YoY");
}

#[test]
fn a_change_from_another_scope_names_it() {
    assert_eq!(cited("{r vs 1Q26/target}"), "up 10% from 1Q26 (Target)");
}

#[test]
fn a_forecast_grows_from_the_actual_of_the_year_before() {
    assert_eq!(cited("{r@FY2026/target yoy}"), "up 25% YoY");
}

#[test]
fn a_rise_that_rounds_away_is_a_rise() {
    assert_eq!(cited("{tiny yoy}"), "up 0.0% YoY");
}

#[test]
fn exact_figures_have_a_rounded_growth() {
    assert_eq!(cited("{d yoy}"), "up 11.1% YoY");
}

#[test]
fn a_row_keeps_its_own_period_and_its_share_its_scope() {
    let rows = "rows: [{show: r@1Q25}, {show: r/target}]";
    let columns = "columns: [{period: 1Q26}, {share: r, period: 1Q26}]";
    let found = shown(&format!("statement: {{title: S, {columns}, {rows}}}"));
    assert_eq!(found, ["90", "100.0%", "100", "100.0%"]);
}

#[test]
fn a_change_in_a_scale_of_its_own_carries_its_unit() {
    let column = "{change: yoy, in: billion, measure: amount}";
    let found =
        shown(&format!("statement: {{title: S, columns: [{column}], rows: [{{show: big}}]}}"));
    assert_eq!(found, ["+JPY 1.0 billion"]);
}
