use super::{stated, unit};
use crate::num::{Change, ChangeError, Measure, Rounding, change, ratio};

fn growth(now: &str, base: &str) -> Change {
    let in_millions = |text| stated(text, "JPY million");
    change(&in_millions(now), &in_millions(base), Measure::Percent).expect("one measure")
}

fn percent(now: &str, base: &str) -> String {
    let change = growth(now, base);
    let value = change.value().and_then(|value| value.round(1, Rounding::HalfUp));
    value.expect("a number").to_string()
}

/// Growth as IIJ published it.
#[test]
fn growth_agrees_with_publication() {
    assert_eq!(percent("23,362", "15,813"), "47.7");
    assert_eq!(percent("15,813", "15,813"), "0.0");
    assert_eq!(percent("0", "161"), "-100.0");
}

#[test]
fn growth_has_the_interval_of_its_figures() {
    let change = growth("11", "10");
    let interval = change.interval().expect("a number");
    assert_eq!(interval.to_string(), "[0, 400/19]");
    assert_eq!(interval.lo().at(), &super::exact("0"));
    assert_eq!(interval.hi().at(), &super::exact("400/19"));
    assert_eq!(change.value(), Some(&super::exact("10")));
}

#[test]
fn percentages_that_would_mislead_are_withheld() {
    assert_eq!(growth("300", "-161"), Change::Turned { to_profit: true });
    assert_eq!(growth("-161", "300"), Change::Turned { to_profit: false });
    assert_eq!(growth("-161", "-300"), Change::NotMeaningful);
    assert_eq!(growth("0", "-300"), Change::NotMeaningful);
    assert_eq!(growth("300", "0"), Change::NotMeaningful);
    assert_eq!(growth("-300", "0"), Change::NotMeaningful);
    assert_eq!(growth("300", "0").value(), None);
    assert_eq!(growth("300", "0").interval(), None);
}

#[test]
fn amounts_and_points_always_have_a_number() {
    let change =
        change(&stated("300", "JPY million"), &stated("-161", "JPY million"), Measure::Amount);
    let change = change.expect("one measure");
    assert_eq!(change.value().expect("a number").to_string(), "461000000");
    assert_eq!(change.interval().expect("a number").to_string(), "[460000000, 462000000]");
    let margin = super::super::change(&stated("4.1", "%"), &stated("4.6", "%"), Measure::Points);
    let margin = margin.expect("one measure");
    assert_eq!(margin.value().expect("a number").to_string(), "-0.5");
    assert_eq!(margin.interval().expect("a number").to_string(), "[-0.6, -0.4]");
}

#[test]
fn units_must_agree() {
    let (yen, margin) = (stated("1", "JPY million"), stated("1", "%"));
    assert_eq!(
        change(&yen, &margin, Measure::Amount),
        Err(ChangeError::DifferentMeasures { now: unit("JPY million"), base: unit("%") })
    );
    let error = change(&yen, &yen, Measure::Points).expect_err("no percentage");
    assert_eq!(error.to_string(), "percentage points are for percentages, not for `JPY million`");
    // Scales may differ: 15.8 billion against 15,813 million.
    let change = change(
        &stated("15.8 billion", "JPY million"),
        &stated("15,813", "JPY million"),
        Measure::Amount,
    );
    assert_eq!(change.expect("one measure").value().expect("a number").to_string(), "-13000000");
}

#[test]
fn ratios_are_plain_numbers() {
    let (profit, revenue) = (stated("715", "JPY million"), stated("15,813", "JPY million"));
    let (margin, interval) = ratio(&profit, &revenue).expect("no zero");
    assert_eq!(margin.round(3, Rounding::HalfUp).expect("fits").to_string(), "0.045");
    assert!(interval.contains(&margin));
    assert_eq!(ratio(&profit, &stated("0", "JPY million")), None);
}
