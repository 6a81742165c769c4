use super::exact;
use crate::num::{Decimal, Exact, Rounding, round};

#[test]
fn rounding_follows_its_mode() {
    use Rounding::{HalfEven, HalfUp, TowardZero};
    for (value, places, rounding, printed) in [
        ("2.5", 0, HalfUp, "3"),
        ("-2.5", 0, HalfUp, "-3"),
        ("2.4999", 0, HalfUp, "2"),
        ("2.5", 0, HalfEven, "2"),
        ("3.5", 0, HalfEven, "4"),
        ("-2.5", 0, HalfEven, "-2"),
        ("-2.51", 0, HalfEven, "-3"),
        ("2.99", 0, TowardZero, "2"),
        ("-2.99", 0, TowardZero, "-2"),
        ("-0.4", 0, HalfUp, "0"),
        ("2/3", 3, HalfUp, "0.667"),
        ("-2/3", 3, TowardZero, "-0.666"),
        ("5", 2, HalfUp, "5.00"),
    ] {
        let found = exact(value).round(places, rounding).expect("fits");
        assert_eq!(found.to_string(), printed, "{value} {rounding}");
        assert_eq!(round(&exact(value), places, rounding), exact(printed));
    }
}

#[test]
fn unrounded_numbers_lose_nothing() {
    let print = |text: &str, places| {
        exact(text).round(places, Rounding::Unrounded).map(|value| value.to_string())
    };
    assert_eq!(print("12.5", 0).as_deref(), Some("12.5"));
    assert_eq!(print("12.5", 2).as_deref(), Some("12.50"));
    assert_eq!(print("7/8", 1).as_deref(), Some("0.875"));
    assert_eq!(print("1/3", 5), None);
    assert_eq!(round(&exact("1/3"), 0, Rounding::Unrounded), exact("1/3"));
    assert_eq!(exact("3.00").to_decimal().map(|value| value.to_string()).as_deref(), Some("3"));
}

#[test]
fn what_does_not_fit_is_nothing() {
    assert_eq!(Exact::pow10(40).round(0, Rounding::HalfUp), None);
    assert_eq!(Exact::pow10(27).round(5, Rounding::HalfUp), None);
    assert_eq!(Exact::one().round(29, Rounding::HalfUp), None);
    assert_eq!(Exact::one().round(u32::MAX, Rounding::HalfUp), None);
    assert_eq!(Exact::one().round(u32::MAX, Rounding::Unrounded), None);
    assert_eq!(Exact::from(Decimal::MAX).to_decimal(), Some(Decimal::MAX));
}

#[test]
fn display_is_decimal_where_finite() {
    for text in ["0", "-161", "0.05", "-0.125", "15813000000", "1/3", "-22/7"] {
        assert_eq!(exact(text).to_string(), text);
    }
    assert_eq!(Exact::pow10(-3).to_string(), "0.001");
    assert_eq!(Exact::pow10(12).to_string(), "1000000000000");
}

#[test]
fn arithmetic_is_exact() {
    assert_eq!(exact("0.1") + exact("0.2"), exact("0.3"));
    assert_eq!(&exact("1/3") + &exact("2/3"), Exact::one());
    assert_eq!(exact("5") - &exact("0.5"), exact("4.5"));
    assert_eq!(&exact("1/3") * exact("3"), Exact::from(1_u8));
    assert_eq!(-exact("2"), exact("-2"));
    assert_eq!(exact("-2").abs(), exact("2"));
    assert_eq!(Exact::one().checked_div(&Exact::zero()), None);
    assert_eq!([exact("1"), exact("2.5")].iter().sum::<Exact>(), exact("3.5"));
    assert!(exact("1/3") < exact("0.34"));
    assert_eq!(exact("7").halved(), exact("3.5"));
    let mut sum = Exact::default();
    sum += &exact("1/7");
    assert!(sum.is_positive() && !sum.is_negative() && !sum.is_zero());
}
