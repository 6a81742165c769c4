use jiff::civil::date;

use super::period;
use crate::num::{
    CalendarException, Close, Closing, Date, FiscalYear, Period, PeriodError, PeriodLength,
    QuarterNumbers, QuarterWeeks, Weeks, YearNaming,
};

#[test]
fn periods_read_in_several_forms() {
    for (text, canonical) in [
        ("1Q10", "1Q10"),
        ("1Q2010", "1Q10"),
        ("1QFY2010", "1Q10"),
        ("1QFY10", "1Q10"),
        ("4Q99", "4Q99"),
        ("1Q79", "1Q79"),
        ("1Q1979", "1Q1979"),
        ("1Q2080", "1Q2080"),
        ("2H10", "2H10"),
        ("9M2010", "9M10"),
        ("FY10", "FY2010"),
        ("FY80", "FY1980"),
        ("2012-02-29", "2012-02-29"),
    ] {
        assert_eq!(period(text).to_string(), canonical, "{text}");
        assert_eq!(period(canonical), period(text));
    }
    assert_eq!(period("4Q99").year(), Some(1999));
    assert_eq!(period("FY2010").short(), "FY10");
    assert_eq!(period("FY1979").short(), "FY1979");
    assert_eq!(period("1Q10").short(), "1Q10");
}

#[test]
fn near_misses_are_refused_with_a_correction() {
    for (text, meant) in [
        ("Q110", Some("1Q10")),
        ("Q12010", Some("1Q10")),
        ("Q1 FY2010", Some("1Q10")),
        ("2010Q1", Some("1Q10")),
        ("FY2010 Q1", Some("1Q10")),
        ("FY2010 1Q", Some("1Q10")),
        ("1q10", Some("1Q10")),
        ("1Q'10", Some("1Q10")),
        ("1Q 10", Some("1Q10")),
        ("１Ｑ１０", Some("1Q10")),
        ("H110", Some("1H10")),
        ("fy2010", Some("FY2010")),
        ("FY 2010", Some("FY2010")),
        ("2010", Some("FY2010")),
        ("FY2010 1H", Some("1H10")),
        ("3M10", Some("1Q10")),
        ("6M10", Some("1H10")),
        ("12M10", Some("FY2010")),
        ("8M10", None),
        ("5Q10", None),
        ("3H10", None),
        ("0Q10", None),
        ("2010/06/30", Some("2010-06-30")),
        ("2010.6.30", Some("2010-06-30")),
        ("2010-6-30", Some("2010-06-30")),
        ("20100630", Some("2010-06-30")),
        ("2010年6月30日", Some("2010-06-30")),
        ("2010-06-31", Some("2010-06-30")),
        ("2010-06-00", None),
        ("2010-13-01", None),
        ("2010-06-30T00:00", None),
        ("1Q010", None),
        ("1Q", None),
        ("FY", None),
        ("第1四半期", None),
        ("", None),
    ] {
        let error = text.parse::<Period>().expect_err(text);
        assert_eq!(error.suggestion().as_deref(), meant, "{text}");
        assert!(!error.to_string().contains('\n'));
    }
    assert_eq!("5Q10".parse::<Period>(), Err(PeriodError::Quarter { number: 5 }));
}

#[test]
fn periods_know_their_neighbours() {
    for (text, prior_year, prior_quarter) in [
        ("1Q10", "1Q09", Some("4Q09")),
        ("3Q10", "3Q09", Some("2Q10")),
        ("1H10", "1H09", None),
        ("9M10", "9M09", None),
        ("FY2010", "FY2009", None),
        ("2010-06-30", "2009-06-30", None),
        ("2012-02-29", "2011-02-28", None),
        ("2013-02-28", "2012-02-29", None),
        ("2013-02-27", "2012-02-27", None),
    ] {
        assert_eq!(period(text).prior_year(), period(prior_year), "{text}");
        assert_eq!(period(text).prior_quarter(), prior_quarter.map(period), "{text}");
    }
    assert!(period("1H10").is_cumulative() && period("FY10").is_cumulative());
    assert!(!period("2H10").is_cumulative() && !period("1Q10").is_cumulative());
    assert!(period("2010-06-30").is_instant() && !period("1Q10").is_instant());
    assert_eq!(period("9M10").quarters(), [(2010, 1), (2010, 2), (2010, 3)]);
    assert_eq!(period("2H10").quarters(), [(2010, 3), (2010, 4)]);
    assert_eq!(period("2010-06-30").quarters(), []);
}

/// IIJ: April to March, named by the year it starts in.
#[test]
fn an_april_year_lies_on_the_calendar() {
    let iij = FiscalYear::default();
    assert_eq!(iij.range(period("1Q10")), (date(2010, 4, 1), date(2010, 6, 30)));
    assert_eq!(iij.range(period("4Q10")), (date(2011, 1, 1), date(2011, 3, 31)));
    assert_eq!(iij.range(period("2H11")), (date(2011, 10, 1), date(2012, 3, 31)));
    assert_eq!(iij.range(period("9M10")), (date(2010, 4, 1), date(2010, 12, 31)));
    assert_eq!(iij.ends(period("FY2010")), date(2011, 3, 31));
    assert_eq!(iij.quarter_of(date(2011, 3, 31)), period("4Q10"));
    assert_eq!(iij.quarter_of(date(2010, 4, 1)), period("1Q10"));
    assert_eq!(iij.year_of(date(2011, 3, 31)), 2010);
    assert_eq!(iij.prior_quarter(period("2010-06-30")), Some(period("2010-03-31")));
    assert_eq!(iij.prior_quarter(period("2010-08-15")), Some(period("2010-06-30")));
    assert_eq!(iij.prior_quarter(period("1Q10")), Some(period("4Q09")));
    assert_eq!(iij.prior_quarter(period("FY10")), None);
    for text in ["1Q10", "FY2010", "2010-06-30", "2011-03-31"] {
        assert_eq!(iij.prior_year_end(period(text)), date(2010, 3, 31), "{text}");
    }
}

#[test]
fn other_years_are_named_otherwise() {
    let by_end = FiscalYear::new(4, YearNaming::End).expect("a month");
    assert_eq!(by_end.range(period("1Q10")), (date(2009, 4, 1), date(2009, 6, 30)));
    assert_eq!(by_end.ends(period("FY2011")), date(2011, 3, 31));
    assert_eq!(by_end.year_of(date(2011, 3, 31)), 2011);
    for named_by in [YearNaming::Start, YearNaming::End] {
        let calendar = FiscalYear::new(1, named_by).expect("a month");
        assert_eq!(calendar.range(period("FY2012")), (date(2012, 1, 1), date(2012, 12, 31)));
        assert_eq!(calendar.year_of(date(2012, 12, 31)), 2012);
    }
    let march = FiscalYear::new(3, YearNaming::Start).expect("a month");
    assert_eq!(march.ends(period("FY2011")), date(2012, 2, 29));
    assert_eq!(FiscalYear::new(0, YearNaming::Start), None);
    assert_eq!(FiscalYear::new(13, YearNaming::Start), None);
    assert_eq!((march.start_month(), march.named_by()), (3, YearNaming::Start));
}

#[test]
fn years_beyond_the_calendar_stop_at_its_edge() {
    let iij = FiscalYear::default();
    for year in [i16::MIN, i16::MAX] {
        for period in [Period::Year { year }, Period::Quarter { year, quarter: u8::MAX }] {
            let (first, last) = iij.range(period);
            assert!(first <= last);
            let _ = iij.prior_year_end(period.prior_year());
        }
    }
}

fn of_weeks(month: u8, named_by: YearNaming, rule: &str, weeks: &str, extra: u8) -> FiscalYear {
    let close = rule.parse().expect("a rule");
    let quarters = weeks.parse().expect("weeks");
    let months = FiscalYear::new(month, named_by).expect("a month");
    months.closing(Closing::Year(Weeks { close, quarters, extra }))
}

/// What companies have published as the ends of their quarters and years.
#[test]
fn years_of_weeks_end_where_companies_say() {
    let best_buy = of_weeks(2, YearNaming::End, "nearest saturday", "13-13-13-13", 4);
    let costco = of_weeks(9, YearNaming::End, "nearest sunday", "12-12-12-16", 4);
    let pepsico = of_weeks(1, YearNaming::End, "last saturday", "12-12-12-16", 4);
    let apple = of_weeks(10, YearNaming::End, "last saturday", "13-13-13-13", 1);
    let target = of_weeks(2, YearNaming::Start, "nearest saturday", "13-13-13-13", 4);
    let johnson = of_weeks(1, YearNaming::End, "nearest sunday", "13-13-13-13", 4);
    let kroger = of_weeks(2, YearNaming::Start, "nearest saturday", "16-12-12-12", 4);
    let nearest = Closing::Quarters("nearest sunday".parse().expect("a rule"));
    let pfizer = FiscalYear::new(1, YearNaming::End).expect("a month").closing(nearest);
    let published = [
        // The year to 3 February 2024 had 53 weeks.
        (best_buy, "FY2023", "2023-01-28"),
        (best_buy, "4Q24", "2024-02-03"),
        (best_buy, "1Q25", "2024-05-04"),
        (best_buy, "FY2025", "2025-02-01"),
        (best_buy, "1Q26", "2025-05-03"),
        (best_buy, "2Q26", "2025-08-02"),
        (best_buy, "3Q26", "2025-11-01"),
        (best_buy, "FY2026", "2026-01-31"),
        (best_buy, "1Q27", "2026-05-02"),
        // The year to 3 September 2023 had 53 weeks, its last quarter 17.
        (costco, "FY2022", "2022-08-28"),
        (costco, "1Q23", "2022-11-20"),
        (costco, "2Q23", "2023-02-12"),
        (costco, "9M23", "2023-05-07"),
        (costco, "FY2023", "2023-09-03"),
        (costco, "FY2024", "2024-09-01"),
        (costco, "3Q25", "2025-05-11"),
        (costco, "FY2025", "2025-08-31"),
        (pepsico, "FY2022", "2022-12-31"),
        (pepsico, "1Q23", "2023-03-25"),
        (pepsico, "FY2024", "2024-12-28"),
        (pepsico, "1Q25", "2025-03-22"),
        (pepsico, "2Q25", "2025-06-14"),
        (pepsico, "3Q25", "2025-09-06"),
        (pepsico, "FY2025", "2025-12-27"),
        // The first quarter to 31 December 2022 had 14 weeks.
        (apple, "FY2022", "2022-09-24"),
        (apple, "1Q23", "2022-12-31"),
        (apple, "2Q23", "2023-04-01"),
        (apple, "FY2023", "2023-09-30"),
        (apple, "1Q24", "2023-12-30"),
        (apple, "2Q24", "2024-03-30"),
        (apple, "3Q25", "2025-06-28"),
        (apple, "FY2025", "2025-09-27"),
        (target, "FY2023", "2024-02-03"),
        (target, "1Q25", "2025-05-03"),
        // The nearest Sunday may lie in the next calendar year.
        (johnson, "FY2020", "2021-01-03"),
        (johnson, "3Q20", "2020-09-27"),
        (johnson, "1Q24", "2024-03-31"),
        (kroger, "1Q24", "2024-05-25"),
        (kroger, "FY2024", "2025-02-01"),
        // Its quarters end on Sundays, its year with December.
        (pfizer, "1Q22", "2022-04-03"),
        (pfizer, "2Q22", "2022-07-03"),
        (pfizer, "FY2022", "2022-12-31"),
        (pfizer, "2Q23", "2023-07-02"),
        (pfizer, "9M23", "2023-10-01"),
        (pfizer, "FY2023", "2023-12-31"),
    ];
    for (calendar, name, day) in published {
        let day: Date = day.parse().expect("a day");
        assert_eq!(calendar.ends(period(name)), day, "{name}");
        assert!(calendar.closes(day), "{name}");
        let next = day.tomorrow().expect("a day");
        assert!(!calendar.closes(next) && calendar.range(calendar.quarter_of(next)).0 == next);
    }
    let days = |text: &str| period(text);
    assert_eq!(best_buy.year_before(days("2026-05-02")), Some(days("2025-05-03")));
    assert_eq!(best_buy.year_before(days("2026-05-09")), Some(days("2025-05-09")));
    assert_eq!(best_buy.prior_year_end(days("1Q27")), date(2026, 1, 31));
    assert_eq!(best_buy.prior_quarter(days("2026-05-02")), Some(days("2026-01-31")));
    assert_eq!(johnson.year_of(date(2021, 1, 2)), 2020);
    assert_eq!(best_buy.months(days("1Q27")), ((2026, 2), (2026, 4)));
    assert_eq!(johnson.months(days("FY2020")), ((2020, 1), (2020, 12)));
    assert_eq!(apple.months(days("4Q25")), ((2025, 7), (2025, 9)));
}

#[test]
fn a_rule_is_found_for_days_that_end_a_week() {
    let february = FiscalYear::new(2, YearNaming::End).expect("a month");
    let rule = |calendar: FiscalYear, days: &[Date]| {
        let [first, others @ ..] = days else { return None };
        calendar.rule_for(&[*first], others).map(|rule| rule.to_string())
    };
    let found = rule(february, &[date(2026, 5, 2), date(2026, 1, 31)]);
    assert_eq!(found.as_deref(), Some("ends: nearest saturday"));
    let september = FiscalYear::new(9, YearNaming::End).expect("a month");
    let found = rule(september, &[date(2026, 5, 10)]);
    assert_eq!(found.as_deref(), Some("ends: nearest sunday, weeks: 12-12-12-16"));
    let october = FiscalYear::new(10, YearNaming::End).expect("a month");
    let found = rule(october, &[date(2022, 9, 24), date(2022, 12, 31), date(2023, 4, 1)]);
    assert_eq!(found.as_deref(), Some("ends: last saturday, extra_week: first"));
    let january = FiscalYear::new(1, YearNaming::End).expect("a month");
    let found = rule(january, &[date(2023, 7, 2), date(2022, 12, 31)]);
    assert_eq!(found.as_deref(), Some("quarters_end: nearest sunday"));
    // A slip: the day behind a quarter's end, in the middle of a week.
    assert_eq!(rule(FiscalYear::default(), &[date(2026, 4, 1)]), None);
    assert_eq!(rule(FiscalYear::default(), &[date(2026, 3, 31)]), None);
}

#[test]
fn what_is_no_rule_is_refused() {
    for text in ["saturday", "last", "first saturday", "last saturday of may", "nearest sun", ""] {
        assert!(text.parse::<Close>().is_err(), "{text}");
    }
    for text in ["13-13-13", "13-13-13-14", "0-13-13-26", "12-12-12-16-0", "a-b-c-d", "99-1-1-207"]
    {
        assert!(text.parse::<QuarterWeeks>().is_err(), "{text}");
    }
}

fn listed(
    name: &str,
    from: Option<&str>,
    to: Option<&str>,
    quarters: Option<u8>,
) -> CalendarException {
    let day = |text: &str| text.parse().expect("a day");
    CalendarException { period: period(name), from: from.map(day), to: to.map(day), quarters }
}

fn days(calendar: FiscalYear, name: &str) -> String {
    let (first, last) = calendar.range(period(name));
    format!("{first} {last}")
}

#[test]
fn a_moved_year_end_moves_the_years_behind_or_before_it() {
    let short = || vec![listed("FY2026", Some("2026-04-01"), Some("2026-12-31"), Some(3))];
    let old = FiscalYear::default().except(short());
    let new = FiscalYear::new(1, YearNaming::Start).expect("January").except(short());
    for calendar in [old, new] {
        for (name, wanted) in [
            ("FY2024", "2024-04-01 2025-03-31"),
            ("FY2025", "2025-04-01 2026-03-31"),
            ("FY2026", "2026-04-01 2026-12-31"),
            ("3Q26", "2026-10-01 2026-12-31"),
            ("FY2027", "2027-01-01 2027-12-31"),
            ("1H28", "2028-01-01 2028-06-30"),
        ] {
            assert_eq!(days(calendar, name), wanted, "{name}");
        }
        let lengths = calendar.lengths();
        assert_eq!(lengths.told(period("FY2026")), PeriodLength::Months(9));
        assert!(lengths.is_unequal(period("FY2026"), period("FY2025")));
        assert!(!lengths.is_unequal(period("3Q26"), period("3Q25")));
        assert_eq!(calendar.prior_quarter(period("1Q27")), Some(period("3Q26")));
        // A year before lies what began or ended then, whatever it is called.
        for (name, wanted) in [
            ("1Q27", Some("4Q25")),
            ("2Q27", Some("1Q26")),
            ("4Q27", Some("3Q26")),
            ("3Q26", Some("3Q25")),
            ("1H27", None),
            ("9M27", None),
            ("FY2026", Some("FY2025")),
            ("FY2027", Some("FY2026")),
            ("1Q28", Some("1Q27")),
            ("1H28", Some("1H27")),
            ("LTM1Q27", Some("LTM4Q25")),
            ("2027-03-31", Some("2026-03-31")),
            ("2026-12-31", Some("2025-12-31")),
        ] {
            assert_eq!(calendar.year_before(period(name)), wanted.map(period), "{name}");
        }
        assert_eq!(days(calendar, "LTM1Q27"), "2026-04-01 2027-03-31");
        let numbers = QuarterNumbers::of(calendar);
        let of = |name: &str| numbers.number(period(name)).expect("a number");
        assert_eq!(of("1Q27") - of("3Q26"), 1);
        for name in ["1Q25", "3Q26", "1Q27", "4Q27", "2Q30"] {
            assert_eq!(numbers.quarter(of(name)), Some(period(name)), "{name}");
        }
        for (day, year) in [("2026-03-31", 2025), ("2026-04-01", 2026), ("2027-01-01", 2027)] {
            assert_eq!(calendar.year_of(day.parse().expect("a day")), year, "{day}");
        }
    }
}

#[test]
fn a_year_may_start_on_the_21st() {
    let calendar = FiscalYear::new(2, YearNaming::End).expect("February").from_day(21);
    for (name, wanted) in [
        ("FY2026", "2025-02-21 2026-02-20"),
        ("1Q26", "2025-02-21 2025-05-20"),
        ("2025-05", "2025-04-21 2025-05-20"),
        ("LTM1Q26", "2024-05-21 2025-05-20"),
    ] {
        assert_eq!(days(calendar, name), wanted, "{name}");
    }
    assert_eq!(calendar.quarter_of("2025-05-20".parse().expect("a day")), period("1Q26"));
    assert_eq!(calendar.year_before(period("2025-05-20")), Some(period("2024-05-20")));
    assert_eq!(calendar.lengths().told(period("1Q26")), PeriodLength::Months(3));
}

#[test]
fn quarters_end_on_listed_days() {
    let ends = |quarter: &str, day: &str| listed(quarter, None, Some(day), None);
    let list =
        vec![ends("1Q26", "2026-03-28"), ends("2Q26", "2026-06-27"), ends("FY2026", "2027-01-02")];
    let calendar = FiscalYear::new(1, YearNaming::Start).expect("January").except(list);
    assert_eq!(days(calendar, "2Q26"), "2026-03-29 2026-06-27");
    assert_eq!(days(calendar, "FY2027"), "2027-01-03 2027-12-31");
    assert_eq!(calendar.lengths().weeks(period("2Q26")), Some(13));
    assert_eq!(calendar.months(period("2Q26")), ((2026, 4), (2026, 6)));
}
