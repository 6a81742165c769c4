use jiff::civil::date;

use super::period;
use crate::num::{FiscalYear, NamedBy, Period, PeriodError};

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
    let by_end = FiscalYear::new(4, NamedBy::End).expect("a month");
    assert_eq!(by_end.range(period("1Q10")), (date(2009, 4, 1), date(2009, 6, 30)));
    assert_eq!(by_end.ends(period("FY2011")), date(2011, 3, 31));
    assert_eq!(by_end.year_of(date(2011, 3, 31)), 2011);
    for named_by in [NamedBy::Start, NamedBy::End] {
        let calendar = FiscalYear::new(1, named_by).expect("a month");
        assert_eq!(calendar.range(period("FY2012")), (date(2012, 1, 1), date(2012, 12, 31)));
        assert_eq!(calendar.year_of(date(2012, 12, 31)), 2012);
    }
    let march = FiscalYear::new(3, NamedBy::Start).expect("a month");
    assert_eq!(march.ends(period("FY2011")), date(2012, 2, 29));
    assert_eq!(FiscalYear::new(0, NamedBy::Start), None);
    assert_eq!(FiscalYear::new(13, NamedBy::Start), None);
    assert_eq!((march.start_month(), march.named_by()), (3, NamedBy::Start));
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
