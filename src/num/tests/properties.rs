//! Properties over arbitrary figures, and parsers over arbitrary text.

use proptest::prelude::*;

use crate::num::{
    Close, Closing, CurrencyCode, Decimal, End, Exact, FiscalYear, Interval, Period, QuarterWeeks,
    Rounding, Scale, Stated, Unit, WEEKDAYS, Weeks, YearNaming, decimal, round,
};

fn number() -> impl Strategy<Value = Exact> {
    (-5_000_i64..5_000, 1_i64..60)
        .prop_map(|(n, d)| Exact::from(n).checked_div(&Exact::from(d)).expect("a positive divisor"))
}

/// Fractions on both sides of what 128 bits hold, with whole numbers and edges among them.
fn any_fraction() -> impl Strategy<Value = Exact> {
    let part = || {
        prop_oneof![
            any::<i128>(),
            any::<i64>().prop_map(i128::from),
            -20_i128..20,
            prop::sample::select(vec![i128::MIN, i128::MAX, i128::MIN + 1, i128::from(i64::MIN)]),
        ]
    };
    (part(), part()).prop_map(|(n, d)| {
        Exact::from(n).checked_div(&Exact::from(d)).unwrap_or_else(|| Exact::from(n))
    })
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop::sample::select(Rounding::ALL.to_vec())
}

fn scale() -> impl Strategy<Value = Scale> {
    prop::sample::select(Scale::ALL.to_vec())
}

/// An interval and a number in it, often at an end.
fn sampled() -> impl Strategy<Value = (Interval, Exact)> {
    let whole = || (-8_i64..8).prop_map(Exact::from);
    (whole(), 0_i64..8, any::<(bool, bool)>(), 0_i64..=4).prop_map(|(lo, width, flags, at)| {
        let hi = &lo + Exact::from(width);
        let part = Exact::from(width) * Exact::from(at);
        let sample = &lo + part.checked_div(&Exact::from(4)).expect("not zero");
        let end = |at: Exact, closed| {
            if closed { End::closed(at) } else { End::open(at) }
        };
        let closed = width == 0;
        let lo = end(lo, closed || flags.0 || at == 0);
        let hi = end(hi, closed || flags.1 || at == 4);
        (Interval::new(lo, hi).expect("not empty"), sample)
    })
}

fn period() -> impl Strategy<Value = Period> {
    let year = 1900_i16..=2199;
    prop_oneof![
        (year.clone(), 1_u8..=4).prop_map(|(year, quarter)| Period::Quarter { year, quarter }),
        (year.clone(), 1_u8..=2).prop_map(|(year, half)| Period::Half { year, half }),
        year.clone().prop_map(|year| Period::NineMonths { year }),
        year.clone().prop_map(|year| Period::Year { year }),
        (year, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| {
            Period::Instant(crate::num::Date::new(year, month, day).expect("a day"))
        }),
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    let code = prop::sample::select(vec!["JPY", "USD", "EUR", "XAU"]);
    let noun = prop::sample::select(vec!["", "contracts", "full-time staff", "社", "GB", "m"]);
    prop_oneof![
        (code, scale()).prop_map(|(code, scale)| {
            let code: CurrencyCode = code.parse().expect("a code");
            Unit::Currency { code, scale }
        }),
        Just(Unit::Percent),
        Just(Unit::Points),
        Just(Unit::Times),
        (noun, scale()).prop_map(|(noun, scale)| Unit::Count { noun: noun.into(), scale }),
    ]
}

fn printed() -> impl Strategy<Value = Decimal> {
    (-10_000_000_i64..10_000_000, 0_u32..6).prop_map(|(mantissa, scale)| {
        Decimal::try_from_i128_with_scale(i128::from(mantissa), scale).expect("fits")
    })
}

/// Texts near to what the parsers accept.
fn nearly() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+−△▲(]{0,2}[0-9０-９,._eE ]{0,12}[)%]{0,2}( (billion|億|points|JPY|％|milion))?",
        "(JPY|jpy|¥|USD)? ?[0-9,.]{0,8} ?(million|mn|百万|円|億円|%)?",
        "[0-9FYQHM年/'. -]{0,12}",
        "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}",
        "(million|thousand|百万|千|half|toward)? ?[a-z人円]{0,8} ?(yen|million|up|zero)?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_true_value_lies_in_its_interval(
        value in number(), places in 0_u32..4, rounding in rounding(),
    ) {
        let last = Exact::pow10(-i32::try_from(places).expect("small"));
        let shown = round(&value, places, rounding);
        prop_assert!(Interval::of_stated(&shown, &last, rounding).contains(&value));
        prop_assert!(Interval::rounding_to(&shown, &last, rounding).contains(&value));
    }

    #[test]
    fn nothing_else_lies_in_the_exact_interval(
        value in number(), other in number(), places in 0_u32..2, rounding in rounding(),
    ) {
        let last = Exact::pow10(-i32::try_from(places).expect("small"));
        let shown = round(&value, places, rounding);
        let cell = Interval::rounding_to(&shown, &last, rounding);
        prop_assert_eq!(cell.contains(&other), round(&other, places, rounding) == shown);
        prop_assert!(cell.is_within(&Interval::of_stated(&shown, &last, rounding)));
    }

    #[test]
    fn arithmetic_contains_every_result(
        (a, x) in sampled(), (b, y) in sampled(), weight in number(),
    ) {
        prop_assert!(a.contains(&x) && b.contains(&y));
        prop_assert!(a.add(&b).contains(&(&x + &y)));
        prop_assert!(a.sub(&b).contains(&(&x - &y)));
        prop_assert!(a.mul(&b).contains(&(&x * &y)));
        prop_assert!(a.neg().contains(&-&x));
        prop_assert!(a.scale(&weight).contains(&(&x * &weight)));
        prop_assert_eq!(a.div(&b).is_none(), b.touches_zero());
        if let Some(quotients) = a.div(&b) {
            prop_assert!(quotients.contains(&x.checked_div(&y).expect("no zero")));
        }
    }

    #[test]
    fn arithmetic_reaches_its_closed_ends((a, _) in sampled(), (b, _) in sampled()) {
        // A closed end of a product is a product of two members, or zero times anything.
        let product = a.mul(&b);
        for end in [product.lo(), product.hi()] {
            let reached = [a.lo(), a.hi()].iter().any(|p| [b.lo(), b.hi()].iter().any(|q| {
                let zero = |e: &End| e.is_closed() && e.at().is_zero();
                p.at() * q.at() == *end.at()
                    && ((p.is_closed() && q.is_closed()) || zero(p) || zero(q))
            }));
            prop_assert_eq!(end.is_closed(), reached);
        }
    }

    #[test]
    fn meeting_is_sharing_a_number((a, x) in sampled(), (b, _) in sampled()) {
        let shared = a.intersection(&b);
        prop_assert_eq!(a.meets(&b), shared.is_some());
        prop_assert_eq!(a.meets(&b), b.meets(&a));
        prop_assert_eq!(a.gap(&b).is_none(), a.meets(&b));
        prop_assert_eq!(a.gap(&b), b.gap(&a));
        if b.contains(&x) {
            let inside = |shared: Interval| {
                shared.contains(&x) && shared.is_within(&a) && shared.is_within(&b)
            };
            prop_assert!(shared.is_some_and(inside));
        }
        prop_assert_eq!(a.is_within(&b), a.intersection(&b).as_ref() == Some(&a));
    }

    #[test]
    fn rescaling_is_sure_only_when_every_true_value_prints_alike(
        value in printed(), from in scale(), to in scale(),
        places in 0_u32..4, mine in rounding(), theirs in rounding(), steps in 0_i64..=8,
    ) {
        let stated = Stated::new(value, Unit::yen(from), mine);
        let Some((digits, doubt)) = stated.rescaled(&Unit::yen(to), places, theirs) else {
            return Ok(());
        };
        let cell = Interval::rounding_to(&stated.exact(), &stated.last_digit(), mine);
        let sample = cell.lo().at() + cell.width() * Exact::from(steps) * Exact::pow10(-3)
            * Exact::from(125);
        if !doubt && cell.contains(&sample) {
            let shown = (sample * Exact::pow10(-to.exponent())).round(places, theirs);
            prop_assert_eq!(shown, Some(digits));
        }
        if let Some((same, doubt)) = stated.rescaled(&stated.unit, stated.places(), mine) {
            prop_assert_eq!((same, same.scale(), doubt), (value, value.scale(), false));
        }
    }

    #[test]
    fn decimals_round_trip(value in printed()) {
        let read = decimal::parse(&decimal::grouped(&value)).expect("a number").value;
        prop_assert_eq!((read.mantissa(), read.scale()), (value.mantissa(), value.scale()));
        prop_assert_eq!(Exact::from(value).to_decimal(), Some(value));
    }

    #[test]
    fn exact_displays_read_back(value in number()) {
        let text = value.to_string();
        let (n, d) = text.split_once('/').unwrap_or((&text, "1"));
        let read = |text| decimal::parse(text).map(|printed| Exact::from(printed.value));
        if let (Ok(n), Ok(d)) = (read(n), read(d)) {
            prop_assert_eq!(n.checked_div(&d), Some(value));
        }
    }

    /// The laws of arithmetic and of order hold where the small form ends and the big one begins.
    #[test]
    fn forms_agree_across_their_border(a in any_fraction(), b in any_fraction(), c in any_fraction()) {
        prop_assert_eq!(&a + &b - &b, a.clone());
        prop_assert_eq!((&a + &b) * &c, &a * &c + &b * &c);
        prop_assert_eq!(-(&a - &b), &b - &a);
        if let Some(quotient) = a.checked_div(&b) {
            prop_assert_eq!(&quotient * &b, a.clone());
            prop_assert_eq!(quotient.is_negative(), !a.is_zero() && a.is_negative() != b.is_negative());
        }
        prop_assert_eq!(a.cmp(&b), (&a - &b).cmp(&Exact::zero()));
        prop_assert_eq!(a.cmp(&b), (&a * Exact::pow10(50)).cmp(&(&b * Exact::pow10(50))));
        prop_assert_eq!(a.halved() + a.halved(), a.clone());
        let far = Exact::pow10(60);
        for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::TowardZero] {
            // An even shift of the same sign changes no rounding.
            let shift = if a.is_negative() { -&far } else { far.clone() };
            prop_assert_eq!(round(&(&a + &shift), 1, rounding) - &shift, round(&a, 1, rounding));
        }
    }

    #[test]
    fn units_round_trip(unit in unit()) {
        prop_assert_eq!(unit.to_string().parse(), Ok(unit));
    }

    #[test]
    fn stated_figures_round_trip(value in printed(), unit in unit(), rounding in rounding()) {
        let stated = Stated::new(value, unit, rounding);
        let read = Stated::parse_any(&stated.to_string(), &Unit::Points, rounding);
        prop_assert_eq!(read, Ok(stated));
    }

    #[test]
    fn periods_round_trip(period in period()) {
        prop_assert_eq!(period.to_string().parse(), Ok(period));
        prop_assert_eq!(period.short().parse(), Ok(period));
    }

    #[test]
    fn periods_tile_the_calendar(period in period(), month in 1_u8..=12, end in any::<bool>()) {
        let named_by = if end { YearNaming::End } else { YearNaming::Start };
        let fiscal = FiscalYear::new(month, named_by).expect("a month");
        let (first, last) = fiscal.range(period);
        prop_assert!(first <= last);
        if let Some(year) = period.year() {
            prop_assert_eq!(fiscal.year_of(first), year);
            prop_assert_eq!(fiscal.year_of(last), year);
        }
        if let Some(before) = period.prior_quarter() {
            prop_assert_eq!(fiscal.ends(before).tomorrow().ok(), Some(first));
            prop_assert_eq!(fiscal.quarter_of(first), period);
        }
        let before = fiscal.prior_year_end(period).tomorrow().expect("a day");
        prop_assert_eq!(fiscal.year_of(before), fiscal.year_of(last));
        prop_assert_eq!(before.day(), 1);
    }

    #[test]
    fn periods_of_weeks_tile_the_calendar(
        period in period(), month in 1_u8..=12, end in any::<bool>(), nearest in any::<bool>(),
        weekday in 0_usize..7, weeks in 0_usize..3, extra in 1_u8..=4, whole in any::<bool>(),
    ) {
        let named_by = if end { YearNaming::End } else { YearNaming::Start };
        let which = if nearest { "nearest" } else { "last" };
        let rule = format!("{which} {}", WEEKDAYS[weekday].0);
        let close: Close = rule.parse().expect("a rule");
        prop_assert_eq!(close.to_string(), rule);
        let weeks = ["13-13-13-13", "12-12-12-16", "16-12-12-12"][weeks];
        let quarters: QuarterWeeks = weeks.parse().expect("weeks");
        prop_assert_eq!(quarters.to_string(), weeks);
        let year = Closing::Year(Weeks { close, quarters, extra });
        let closing = if whole { year } else { Closing::Quarters(close) };
        let fiscal = FiscalYear::new(month, named_by).expect("a month").closing(closing);
        let (first, last) = fiscal.range(period);
        prop_assert!(first <= last);
        if let Some(year) = period.year() {
            prop_assert_eq!(fiscal.year_of(first), year);
            prop_assert_eq!(fiscal.year_of(last), year);
            prop_assert!(fiscal.closes(last));
        }
        if let Some(before) = period.prior_quarter() {
            prop_assert_eq!(fiscal.ends(before).tomorrow().ok(), Some(first));
            prop_assert_eq!(fiscal.quarter_of(first), period);
            prop_assert_eq!(fiscal.quarter_of(last), period);
        }
        let before = fiscal.prior_year_end(period).tomorrow().expect("a day");
        prop_assert_eq!(fiscal.year_of(before), fiscal.year_of(last));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in nearly()) {
        // Every suggestion is itself read without error.
        if let Err(error) = decimal::parse(&text) {
            prop_assert!(!error.to_string().contains('\n'));
            prop_assert!(error.suggestion().is_none_or(|text| decimal::parse(&text).is_ok()));
        }
        if let Err(error) = text.parse::<Unit>() {
            prop_assert!(!error.to_string().contains('\n'));
            let meant = error.suggestion();
            prop_assert!(meant.as_ref().is_none_or(|text| text.parse::<Unit>().is_ok()), "{meant:?}");
        }
        if let Err(error) = text.parse::<Period>() {
            prop_assert!(!error.to_string().contains('\n'));
            prop_assert!(error.suggestion().is_none_or(|text| text.parse::<Period>().is_ok()));
        }
        if let Err(error) = text.parse::<Rounding>() {
            prop_assert!(!error.to_string().contains('\n'));
            prop_assert!(error.suggestion().is_none_or(|text| text.parse::<Rounding>().is_ok()));
        }
        if let Err(error) = text.parse::<Scale>() {
            prop_assert!(error.suggestion().is_none_or(|text| text.parse::<Scale>().is_ok()));
        }
        let default = Unit::yen(Scale::Million);
        if let Err(error) = Stated::parse_any(&text, &default, Rounding::HalfUp) {
            prop_assert!(!error.to_string().contains('\n'));
            let meant = error.suggestion();
            let reads = |text: &String| Stated::parse_any(text, &default, Rounding::HalfUp).is_ok();
            prop_assert!(meant.as_ref().is_none_or(reads), "{meant:?}");
        }
        let _ = text.parse::<CurrencyCode>();
        let _ = Stated::parse(&text, &Unit::Percent, Rounding::TowardZero);
    }
}
