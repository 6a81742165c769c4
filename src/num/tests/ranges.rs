//! Ranges as they are typed.

use crate::num::{Bounds, Rounding, StatedError, Unit};

fn read(text: &str, unit: &str) -> Option<Result<Bounds, StatedError>> {
    let unit: Unit = unit.parse().expect("a unit");
    Bounds::parse(text, &unit, Rounding::HalfUp)
}

#[test]
fn ends_share_the_unit_behind_the_last_figure() {
    for (text, unit, wanted) in [
        ("360 to 420", "USD million", "USD 360 million to USD 420 million"),
        ("360–420", "USD million", "USD 360 million to USD 420 million"),
        ("25.10–25.60", "USD", "USD 25.10 to USD 25.60"),
        ("41.1 to 41.3 billion", "USD million", "USD 41.1 billion to USD 41.3 billion"),
        ("USD 41.1 to 41.3 billion", "JPY million", "USD 41.1 billion to USD 41.3 billion"),
        ("USD 41.1 billion to 41.3 billion", "JPY", "USD 41.1 billion to USD 41.3 billion"),
        ("USD 41.1 billion to USD 41.3 billion", "JPY", "USD 41.1 billion to USD 41.3 billion"),
        ("(6.0%) to (4.5%)", "USD million", "-6.0% to -4.5%"),
        ("(6.0%)–(4.5%)", "%", "-6.0% to -4.5%"),
        ("-6.0 to -4.5", "%", "-6.0% to -4.5%"),
        ("(1.5%) to 0.5%", "%", "-1.5% to 0.5%"),
        ("360～420", "JPY million", "JPY 360 million to JPY 420 million"),
        ("360~420", "JPY million", "JPY 360 million to JPY 420 million"),
        ("8.8% to 9.2%", "USD", "8.8% to 9.2%"),
        ("8.8 to 9.2%", "USD", "8.8% to 9.2%"),
        ("at least 360", "USD million", "at least USD 360 million"),
        ("at most 24.5%", "%", "at most 24.5%"),
        ("about 24.5%", "%", "about 24.5%"),
        ("approximately 1.0 billion", "USD million", "about USD 1.0 billion"),
        ("~10%", "%", "about 10%"),
    ] {
        let made = read(text, unit).expect("a range").expect(text);
        assert_eq!(made.to_string(), wanted, "{text}");
        let again = read(wanted, unit).expect("a range").expect(wanted);
        assert_eq!(again, made, "{wanted} reads back");
    }
}

#[test]
fn what_is_no_range_is_left_to_figures() {
    for text in ["360", "(161)", "-161", "—", "2026-05-07", "1.5e-3", "none", ""] {
        assert!(read(text, "USD million").is_none(), "{text}");
    }
}

#[test]
fn ends_that_do_not_fit_are_refused_with_a_way_out() {
    let error = |text| read(text, "USD million").expect("a range").expect_err(text);
    let turned = error("420 to 360");
    assert_eq!(turned.suggestion().as_deref(), Some("USD 360 million to USD 420 million"));
    assert!(turned.to_string().contains("low end"), "{turned}");
    for text in ["360 million to 0.42 billion", "8% to 420", "360 to 4%x", "1 to two", "5 to"] {
        let told = read(text, "USD million").map(|read| read.is_err());
        assert_ne!(told, Some(false), "{text}");
    }
    assert!(error("5% to 420 million").to_string().contains("in %"));
}

#[test]
fn intervals_go_from_the_low_end_of_the_low_to_the_high_end_of_the_high() {
    let within = |text| read(text, "%").expect("a range").expect(text).interval();
    assert_eq!(within("5.0 to 6.0").expect("ends").to_string(), "[0.0495, 0.0605]");
    assert_eq!(within("about 24.5").expect("ends").to_string(), "[0.243, 0.247]");
    assert!(within("at least 5").is_none());
    let middle = |text| read(text, "%").expect("a range").expect(text).middle().expect("one");
    assert_eq!(middle("25.10 to 25.60").to_string(), "25.35%");
    assert_eq!(middle("5 to 6").to_string(), "5.5%");
}
