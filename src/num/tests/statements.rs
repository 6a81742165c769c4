use super::{stated, unit};
use crate::num::{Decimal, Rounding, Stated, StatedError};

fn any(text: &str, default: &str) -> Result<Stated, StatedError> {
    Stated::parse_any(text, &unit(default), Rounding::HalfUp)
}

#[test]
fn figures_read_in_their_unit() {
    for (text, default, exact, interval) in [
        ("15813", "JPY million", "15813000000", "[15812500000, 15813500000]"),
        ("84.5 billion", "JPY million", "84500000000", "[84450000000, 84550000000]"),
        ("845億", "JPY million", "84500000000", "[84450000000, 84550000000]"),
        ("JPY 14,812", "JPY million", "14812", "[14811.5, 14812.5]"),
        ("JPY 84.5 billion", "JPY million", "84500000000", "[84450000000, 84550000000]"),
        ("△161", "JPY million", "-161000000", "[-161500000, -160500000]"),
        ("(161) million", "JPY million", "-161000000", "[-161500000, -160500000]"),
        ("4.1%", "%", "0.041", "[0.0405, 0.0415]"),
        ("(4.1%)", "%", "-0.041", "[-0.0415, -0.0405]"),
        ("4.1 %", "%", "0.041", "[0.0405, 0.0415]"),
        ("1.6 points", "points", "0.016", "[0.0155, 0.0165]"),
        ("-0.5 points", "points", "-0.005", "[-0.0055, -0.0045]"),
        ("1.5 thousand", "personnel", "1500", "[1450, 1550]"),
        ("1,500 personnel", "thousand personnel", "1500", "[1499.5, 1500.5]"),
        ("12.3", "times", "12.3", "[12.25, 12.35]"),
    ] {
        let figure = stated(text, default);
        assert_eq!(figure.exact().to_string(), exact, "{text}");
        assert_eq!(figure.interval().to_string(), interval, "{text}");
    }
    assert_eq!(stated("4.10%", "%").places(), 2);
    assert_eq!(stated("4.10%", "%").last_digit().to_string(), "0.0001");
    assert_ne!(stated("4.10", "%"), stated("4.1", "%"));
}

#[test]
fn another_measure_is_the_wrong_unit() {
    for (text, default, found) in [
        ("5%", "JPY million", "%"),
        ("USD 5", "JPY million", "USD"),
        ("84.5 billion", "%", "billion"),
        ("5 points", "%", "points"),
        ("5 apples", "contracts", "apples"),
    ] {
        let error = Stated::parse(text, &unit(default), Rounding::HalfUp).expect_err(text);
        let wrong = StatedError::WrongUnit { expected: unit(default), found: unit(found) };
        assert_eq!(error, wrong, "{text}");
        assert_eq!(any(text, default).expect("any unit").unit, unit(found), "{text}");
    }
}

#[test]
fn corrections_are_whole_figures() {
    for (text, meant) in [
        ("84.5 bilion", Some("84.5 billion")),
        ("84.5 bn", Some("84.5 billion")),
        ("JPY 84.5 bn", Some("JPY 84.5 billion")),
        ("JPY 15_813 million", Some("JPY 15813 million")),
        ("15_813 milion", Some("15813 million")),
        ("４．１％", Some("4.1%")),
        ("1 point", Some("1 points")),
        ("4.1 percent", Some("4.1%")),
        ("1e5", Some("100000")),
        ("15 813", Some("15813")),
        ("△ 161", Some("△161")),
        ("¥14,812", Some("JPY 14,812")),
        ("¥ 14.8 billion", Some("JPY 14.8 billion")),
        ("¥x", None),
        ("1,58", None),
        ("n/a", None),
        ("", None),
        ("JPY", None),
        ("JPY 5 %", None),
    ] {
        let error = any(text, "JPY million").expect_err(text);
        assert_eq!(error.suggestion().as_deref(), meant, "{text}");
        assert!(!error.to_string().contains('\n'));
        if let Some(meant) = meant {
            assert!(any(meant, "JPY million").is_ok(), "{meant}");
        }
    }
    assert_eq!(any("", "%").expect_err("empty").to_string(), "a number is missing");
}

#[test]
fn statements_round_trip() {
    for (text, default) in [
        ("JPY 15,813 million", "%"),
        ("JPY -1.50", "%"),
        ("4.10%", "JPY"),
        ("-0.5 points", "JPY"),
        ("3.2 times", "%"),
        ("1,234 thousand personnel", "%"),
        ("12 count", "%"),
    ] {
        assert_eq!(any(text, default).expect("a figure").to_string(), text);
    }
}

#[test]
fn rescaling_admits_its_doubts() {
    let show = |figure: &Stated, to: &str, places| {
        let shown = figure.rescaled(&unit(to), places, Rounding::HalfUp);
        shown.map(|(value, doubt): (Decimal, bool)| (value.to_string(), doubt))
    };
    let sure = |text: &str| Some((text.to_owned(), false));
    let doubtful = |text: &str| Some((text.to_owned(), true));
    let revenue = stated("15,813", "JPY million");
    assert_eq!(show(&revenue, "JPY million", 0), sure("15813"));
    assert_eq!(show(&revenue, "JPY billion", 1), sure("15.8"));
    assert_eq!(show(&revenue, "JPY billion", 3), sure("15.813"));
    assert_eq!(show(&revenue, "JPY 億", 0), sure("158"));
    assert_eq!(show(&revenue, "JPY", 0), doubtful("15813000000"));
    assert_eq!(show(&revenue, "JPY million", 1), doubtful("15813.0"));
    assert_eq!(show(&revenue, "USD million", 0), None);
    // Behind 15,850 lie both 15,849.6 and 15,850.4.
    assert_eq!(show(&stated("15,850", "JPY million"), "JPY 億", 0), doubtful("159"));
    assert_eq!(show(&stated("-15,849", "JPY million"), "JPY 億", 0), sure("-158"));
    let unrounded = Stated { rounding: Rounding::Unrounded, ..revenue };
    assert_eq!(show(&unrounded, "JPY", 0), sure("15813000000"));
    let huge = stated("9,999,999,999,999,999,999,999", "JPY trillion");
    assert_eq!(show(&huge, "JPY", 0), None);
    let cut = Stated { rounding: Rounding::TowardZero, ..stated("15,850", "JPY million") };
    assert_eq!(show(&cut, "JPY 億", 0), sure("159"));
    assert_eq!(show(&cut, "JPY million", 0), doubtful("15850"));
}
