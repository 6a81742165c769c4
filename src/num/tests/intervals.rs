use super::{exact, interval};
use crate::num::{End, Interval, Rounding};

fn stated(value: &str, unit: &str, rounding: Rounding) -> String {
    Interval::of_stated(&exact(value), &exact(unit), rounding).to_string()
}

/// The published rule, and its extension to zero.
#[test]
fn a_statement_allows_what_the_rule_says() {
    use Rounding::{HalfEven, HalfUp, TowardZero, Unrounded};
    assert_eq!(stated("266", "1", HalfUp), "[265.5, 266.5]");
    assert_eq!(stated("-266", "1", HalfEven), "[-266.5, -265.5]");
    assert_eq!(stated("0", "1", HalfUp), "[-0.5, 0.5]");
    assert_eq!(stated("4.1", "0.1", HalfUp), "[4.05, 4.15]");
    assert_eq!(stated("266", "1", TowardZero), "[266, 267)");
    assert_eq!(stated("-266", "1", TowardZero), "(-267, -266]");
    assert_eq!(stated("0", "1", TowardZero), "(-1, 1)");
    assert_eq!(stated("266", "1", Unrounded), "[266, 266]");
}

#[test]
fn what_prints_alike_has_its_ties_on_one_side() {
    use Rounding::{HalfEven, HalfUp};
    let cell = |value: &str, rounding| {
        Interval::rounding_to(&exact(value), &exact("1"), rounding).to_string()
    };
    assert_eq!(cell("2", HalfUp), "[1.5, 2.5)");
    assert_eq!(cell("-2", HalfUp), "(-2.5, -1.5]");
    assert_eq!(cell("0", HalfUp), "(-0.5, 0.5)");
    assert_eq!(cell("2", HalfEven), "[1.5, 2.5]");
    assert_eq!(cell("3", HalfEven), "(2.5, 3.5)");
}

#[test]
fn arithmetic_carries_flags_with_ends() {
    let (a, b) = (interval("[1, 2)"), interval("(3, 5]"));
    assert_eq!(a.add(&b).to_string(), "(4, 7)");
    assert_eq!(a.sub(&b).to_string(), "[-4, -1)");
    assert_eq!(b.sub(&a).to_string(), "(1, 4]");
    assert_eq!(a.neg().to_string(), "(-2, -1]");
    assert_eq!(a.scale(&exact("-2")).to_string(), "(-4, -2]");
    assert_eq!(a.scale(&exact("0")).to_string(), "[0, 0]");
    assert_eq!(a.mul(&b).to_string(), "(3, 10)");
    assert_eq!(b.div(&a).expect("no zero").to_string(), "(1.5, 5]");
    assert_eq!(interval("[-1, 1)").mul(&interval("(2, 3]")).to_string(), "[-3, 3)");
}

#[test]
fn a_closed_zero_closes_a_product() {
    assert_eq!(interval("[0, 1]").mul(&interval("(2, 3)")).to_string(), "[0, 3)");
    assert_eq!(interval("(0, 1]").mul(&interval("(2, 3)")).to_string(), "(0, 3)");
    assert_eq!(interval("[0, 0]").mul(&interval("(2, 3)")).to_string(), "[0, 0]");
    assert_eq!(interval("(0, 1]").mul(&interval("[0, 3)")).to_string(), "[0, 3)");
    assert_eq!(
        interval("[0, 1]").div(&interval("(2, 4)")).expect("no zero").to_string(),
        "[0, 0.5)"
    );
}

#[test]
fn a_divisor_that_touches_zero_has_no_quotient() {
    let one = interval("[1, 1]");
    for divisor in ["[0, 1]", "(0, 1]", "[-1, 0)", "[-1, 1]", "[0, 0]"] {
        assert_eq!(one.div(&interval(divisor)), None, "{divisor}");
    }
    let quotient = one.div(&interval("[-4, -2)")).expect("no zero");
    assert_eq!(quotient.to_string(), "(-0.5, -0.25]");
}

#[test]
fn touching_ends_meet_only_if_both_are_closed() {
    let (left, open, closed) = (interval("[1, 2]"), interval("(2, 3]"), interval("[2, 3]"));
    assert!(left.meets(&closed) && closed.meets(&left));
    assert!(!left.meets(&open) && !open.meets(&left));
    assert!(interval("[1, 2)").gap(&closed).is_some_and(|gap| gap.is_zero()));
    assert_eq!(left.gap(&closed), None);
    assert_eq!(left.gap(&interval("[3.5, 4]")), Some(exact("1.5")));
    assert_eq!(interval("[3.5, 4]").gap(&left), Some(exact("1.5")));
    assert_eq!(left.intersection(&closed).expect("meet").to_string(), "[2, 2]");
    assert_eq!(left.intersection(&open), None);
    let both = interval("[1, 3)").intersection(&interval("(1, 3]"));
    assert_eq!(both.expect("meet").to_string(), "(1, 3)");
}

#[test]
fn membership_respects_flags() {
    let half_open = interval("[1, 2)");
    assert!(half_open.contains(&exact("1")) && half_open.contains(&exact("1.999")));
    assert!(!half_open.contains(&exact("2")) && !half_open.contains(&exact("0.999")));
    assert!(half_open.is_within(&interval("[1, 2]")) && half_open.is_within(&half_open));
    assert!(!interval("[1, 2]").is_within(&half_open));
    assert_eq!(half_open.width(), exact("1"));
    assert!(interval("[2, 2]").is_point() && !half_open.is_point());
}

#[test]
fn no_interval_is_empty() {
    assert_eq!(Interval::new(End::closed(exact("2")), End::closed(exact("1"))), None);
    assert_eq!(Interval::new(End::closed(exact("1")), End::open(exact("1"))), None);
    assert_eq!(Interval::closed(exact("2"), exact("1")), interval("[1, 2]"));
    assert!(!interval("(1, 2]").lo().is_closed());
    assert_eq!(interval("(1, 2]").hi().at(), &exact("2"));
}

/// 5 and 5 million may add up to a printed 11, never to 12; cut off, to 10 or 11.
#[test]
fn a_sum_off_by_one_is_consistent() {
    let million = exact("1000000");
    let printed =
        |value: &str| Interval::of_stated(&(exact(value) * &million), &million, Rounding::HalfUp);
    let sum = printed("5").add(&printed("5"));
    assert!(sum.meets(&printed("11")));
    assert!(!sum.meets(&printed("12")));
    let cut = |value: &str| Interval::of_stated(&exact(value), &exact("1"), Rounding::TowardZero);
    assert!(cut("5").add(&cut("5")).meets(&cut("11")));
    assert!(!cut("5").add(&cut("5")).meets(&cut("9")));
    assert!(!cut("5").add(&cut("5")).meets(&cut("12")));
}
