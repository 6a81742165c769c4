//! Which period takes the place of which.

use crate::num::{Date, FiscalYear, Period, QuarterNumbers};

/// The way from one reported period to the next.
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    /// The fiscal year.
    pub calendar: FiscalYear,
    /// The reported period of the old deck.
    pub from: Period,
    /// That of the new one.
    pub to: Period,
    /// The date of the old deck.
    pub date: Date,
    /// That of the new one.
    pub new_date: Date,
    quarters: i32,
}

impl Shift {
    /// Makes the way between two reported periods that follow each other.
    ///
    /// A deck that names no date comes as many days after its quarter as the last did, on the
    /// Friday before where that is a day without business.
    ///
    /// # Errors
    /// Why there is no such way, and which period comes next.
    pub fn new(
        calendar: FiscalYear,
        (from, to): (Period, Period),
        date: Date,
        new_date: Option<Date>,
    ) -> Result<Self, String> {
        let next = following(calendar, from);
        let help = next
            .map(|next| format!("\n  = help: The next report is that of {next}: `--to {next}`"));
        let refuse = |why: String| Err(why + help.as_deref().unwrap_or_default());
        if matches!(from, Period::Instant(_)) || matches!(to, Period::Instant(_)) {
            return refuse(format!("from {from} to {to}: a deck reports a period, not a day"));
        }
        let numbers = QuarterNumbers::of(calendar);
        let both = numbers.number(from).zip(numbers.number(to));
        let Some(quarters) = both.map(|(from, to)| to - from) else {
            return refuse(format!("{to} is no period to roll to"));
        };
        if quarters <= 0 {
            let why = format!("{to} does not end after {from}, the period that the deck reports");
            return refuse(why);
        }
        let long = |p: Period| matches!(p, Period::Half { .. } | Period::Year { .. });
        // A year may have fewer quarters than four.
        let next_year = matches!((from, to), (Period::Year { year }, Period::Year { year: to }) if to == year + 1);
        let follows = quarters == 1 || (quarters == 2 && long(from) && long(to)) || next_year;
        if !follows {
            let why = format!(
                "{to} ends {quarters} quarters after {from}; what lies between would be lost, so \
                 that a deck is rolled one report at a time"
            );
            return refuse(why);
        }
        let later = || {
            let after = date.since(calendar.ends(from)).ok()?;
            let day = calendar.ends(to).checked_add(after).ok()?;
            let beyond = i64::from(day.weekday().to_monday_one_offset() - 5).max(0);
            day.checked_sub(jiff::Span::new().days(beyond)).ok()
        };
        let Some(new_date) = new_date.or_else(later) else {
            return refuse(format!(
                "no date can be derived for the deck of {to}; give it with `--date`"
            ));
        };
        Ok(Self { calendar, from, to, date, new_date, quarters })
    }

    /// Gives the number of fiscal years between the two.
    #[must_use]
    pub fn years(&self) -> i16 {
        let year = |period| self.calendar.year_of(self.calendar.ends(period));
        year(self.to) - year(self.from)
    }

    /// Gives the period that a figure, a column or a text of the new deck names in the place of
    /// one of the old: quarters move with the report, days of balance with them except the last of
    /// the fiscal year before, years with the fiscal year, and what ran from the year's beginning
    /// to the reported day does so again.
    #[must_use]
    pub fn period(&self, period: Period) -> Period {
        if period == self.from {
            return self.to;
        }
        if Some(period) == self.calendar.year_before(self.from)
            && let Some(before) = self.calendar.year_before(self.to)
        {
            return before;
        }
        match period {
            Period::Quarter { .. } => self.moved(period).unwrap_or(period),
            Period::Half { half: 1, .. } | Period::NineMonths { .. } => {
                self.so_far(period).unwrap_or_else(|| self.year_on(period))
            }
            Period::Half { .. } | Period::Year { .. } => self.year_on(period),
            Period::Trailing { year, quarter } => {
                let quarter = self.moved(Period::Quarter { year, quarter });
                quarter.and_then(Period::trailing).unwrap_or(period)
            }
            Period::Month { year, month } => {
                let index = i32::from(year) * 12 + i32::from(month) - 1 + 3 * self.quarters;
                month_at(index).unwrap_or(period)
            }
            Period::Instant(day) => Period::Instant(self.day(day)),
        }
    }

    /// Gives the period that takes the place of another where halves stand beside halves, as in the
    /// history of dividends: nine months have no place there.
    #[must_use]
    pub fn half(&self, period: Period) -> Period {
        let halves =
            matches!(self.to, Period::Half { .. } | Period::Quarter { quarter: 2 | 4, .. });
        match period {
            Period::Half { .. } if !halves => self.year_on(period),
            Period::Half { .. }
            | Period::Quarter { .. }
            | Period::NineMonths { .. }
            | Period::Year { .. }
            | Period::Month { .. }
            | Period::Trailing { .. }
            | Period::Instant(_) => self.period(period),
        }
    }

    /// Gives the report that lies between the two, where they do not follow each other at once.
    #[must_use]
    pub fn between(&self) -> Option<Period> {
        let (year, before) = quarter(self.calendar, self.from)?;
        let next = Period::Quarter { year, quarter: before };
        let (year, next) = quarter(self.calendar, behind(self.calendar, next, 1)?)?;
        (self.quarters > 1).then(|| cumulative(self.calendar, year, next))
    }

    /// Gives the period that a chart of how far the year has come shows in the place of another.
    #[must_use]
    pub fn pace(&self, period: Period) -> Period {
        self.so_far(period).unwrap_or_else(|| self.period(period))
    }

    /// Gives the base that a change of the new deck is against.
    #[must_use]
    pub fn base(&self, (now, base): (Period, Period), in_balance: bool) -> Period {
        let next = self.period(now);
        let year_end = Period::Instant(self.calendar.prior_year_end(self.from));
        let before = self.calendar.prior_quarter(now);
        if Some(base) == self.calendar.year_before(now) {
            self.calendar.year_before(next).unwrap_or_else(|| self.period(base))
        } else if before == Some(base) && !(in_balance && base == year_end) {
            self.calendar.prior_quarter(next).unwrap_or_else(|| self.period(base))
        } else {
            self.period(base)
        }
    }

    /// Tells whether a figure of this period is new in each deck: it is of the reported period,
    /// its last day, the year so far, or the day of the deck.
    #[must_use]
    pub fn is_reported(&self, period: Period) -> bool {
        let last = self.calendar.ends(self.from);
        period == self.from
            || period == Period::Instant(last)
            || period == Period::Instant(self.date)
            || (period.is_cumulative() && self.calendar.ends(period) == last)
    }

    /// Gives the period from the beginning of the new deck's fiscal year to its last day.
    #[must_use]
    pub fn opened(&self) -> Option<Period> {
        let (year, quarter) = quarter(self.calendar, self.to)?;
        Some(cumulative(self.calendar, year, quarter)).filter(|period| period.is_cumulative())
    }

    fn moved(&self, period: Period) -> Option<Period> {
        behind(self.calendar, period, self.quarters)
    }

    /// The same run from the year's beginning, ending with the new deck's period.
    fn so_far(&self, period: Period) -> Option<Period> {
        let begins = period.is_cumulative() || matches!(period, Period::Quarter { quarter: 1, .. });
        let (_, before) = quarter(self.calendar, self.from)?;
        let (year, last) = quarter(self.calendar, period)?;
        let (_, now) = quarter(self.calendar, self.to)?;
        (begins && last == before)
            .then(|| cumulative(self.calendar, year.saturating_add(self.years()), now))
    }

    fn year_on(&self, period: Period) -> Period {
        let add = |year: i16| year.saturating_add(self.years());
        match period {
            Period::Quarter { year, quarter } => Period::Quarter { year: add(year), quarter },
            Period::Half { year, half } => Period::Half { year: add(year), half },
            Period::NineMonths { year } => Period::NineMonths { year: add(year) },
            Period::Year { year } => Period::Year { year: add(year) },
            Period::Trailing { year, quarter } => Period::Trailing { year: add(year), quarter },
            Period::Month { year, month } => Period::Month { year: add(year), month },
            Period::Instant(_) => period,
        }
    }

    /// A day that ends no quarter and is not the deck's own stays: nothing says where it belongs.
    fn day(&self, day: Date) -> Date {
        let end = self.calendar.ends(self.from);
        if day == self.date {
            return self.new_date;
        }
        if day != end && day == self.calendar.prior_year_end(self.from) {
            return self.calendar.prior_year_end(self.to);
        }
        let quarter = self.calendar.quarter_of(day);
        if self.calendar.ends(quarter) != day {
            return day;
        }
        self.moved(quarter).map_or(day, |moved| self.calendar.ends(moved))
    }
}

/// The period that a company which reported one reports next.
fn following(calendar: FiscalYear, from: Period) -> Option<Period> {
    match from {
        Period::Year { year } => Some(Period::Year { year: year.checked_add(1)? }),
        Period::Half { year, half: 1 } => Some(Period::Half { year, half: 2 }),
        Period::Half { year, .. } => Some(Period::Half { year: year.checked_add(1)?, half: 1 }),
        Period::Trailing { .. } => behind(calendar, from, 1)?.trailing(),
        Period::Month { year, month } => month_at(i32::from(year) * 12 + i32::from(month)),
        Period::Quarter { .. } | Period::NineMonths { .. } | Period::Instant(_) => {
            behind(calendar, from, 1)
        }
    }
}

/// The fiscal year and the quarter that a period ends with.
fn quarter(calendar: FiscalYear, period: Period) -> Option<(i16, u8)> {
    match calendar.quarter_of(calendar.ends(period)) {
        Period::Quarter { year, quarter } => Some((year, quarter)),
        Period::Half { .. }
        | Period::NineMonths { .. }
        | Period::Year { .. }
        | Period::Month { .. }
        | Period::Trailing { .. }
        | Period::Instant(_) => None,
    }
}

/// The quarter that ends some quarters behind a period.
fn behind(calendar: FiscalYear, period: Period, quarters: i32) -> Option<Period> {
    let numbers = QuarterNumbers::of(calendar);
    numbers.quarter(numbers.number(period)?.checked_add(quarters)?)
}

/// The month of an index, counted from January of year zero.
fn month_at(index: i32) -> Option<Period> {
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
    Some(Period::Month { year, month })
}

/// The period from the beginning of a fiscal year to the end of a quarter.
fn cumulative(calendar: FiscalYear, year: i16, quarter: u8) -> Period {
    match quarter {
        last if last >= calendar.quarters_in(year) => Period::Year { year },
        1 => Period::Quarter { year, quarter },
        2 => Period::Half { year, half: 1 },
        3 => Period::NineMonths { year },
        _ => Period::Year { year },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(from: &str, to: &str) -> Shift {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let date = "2010-08-13".parse().expect("a day");
        Shift::new(FiscalYear::default(), (period(from), period(to)), date, None).expect("a way")
    }

    #[test]
    fn periods_move_with_the_report() {
        for (from, to, pairs) in [
            (
                "1Q10",
                "2Q10",
                "1Q10>2Q10 1Q09>2Q09 4Q09>1Q10 FY2010>FY2010 2010-06-30>2010-09-30 \
                 2010-03-31>2010-03-31 2009-06-30>2009-09-30 2010-07-30>2010-07-30 \
                 2010-08-13>2010-11-12 9M09>9M09",
            ),
            ("2Q10", "3Q10", "1H10>9M10 1H09>9M09 2Q10>3Q10 2010-09-30>2010-12-31 9M09>9M09"),
            ("3Q10", "4Q10", "9M10>FY2010 FY2010>FY2010 3Q09>4Q09 1H10>1H10"),
            (
                "4Q10",
                "1Q11",
                "4Q10>1Q11 3Q10>4Q10 4Q09>1Q10 FY2010>FY2011 FY2009>FY2010 1H10>1H11 \
                 2011-03-31>2011-06-30 2010-03-31>2011-03-31",
            ),
        ] {
            let shift = shift(from, to);
            for pair in pairs.split_whitespace() {
                let (old, new) = pair.split_once('>').expect("two periods");
                let old: Period = old.parse().expect("a period");
                assert_eq!(shift.period(old).to_string(), new, "{from} to {to}: {old}");
            }
        }
    }

    #[test]
    fn halves_beside_halves_stay_until_a_year_is_over() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let way = |from: &str, to: &str| {
            let date = "2010-11-12".parse().expect("a day");
            Shift::new(FiscalYear::default(), (period(from), period(to)), date, None)
        };
        let on = way("1H10", "9M10").expect("a way");
        assert_eq!(on.period(period("1H10")), period("9M10"));
        assert_eq!(on.half(period("1H10")), period("1H10"));
        assert_eq!(on.between(), None);
        let year = way("FY2010", "1Q11").expect("a way");
        assert_eq!(year.half(period("2H10")), period("2H11"));
        assert_eq!(way("1H10", "FY2010").expect("a way").between(), Some(period("9M10")));
    }

    #[test]
    fn a_pace_runs_from_the_beginning_of_the_year() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        assert_eq!(shift("1Q10", "2Q10").pace(period("1Q09")), period("1H09"));
        assert_eq!(shift("4Q10", "1Q11").pace(period("FY2010")), period("1Q11"));
    }

    #[test]
    fn a_deck_rolls_to_the_next_report_and_nowhere_else() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let date = "2010-08-13".parse().expect("a day");
        let way =
            |from, to| Shift::new(FiscalYear::default(), (period(from), period(to)), date, None);
        for (from, to) in [
            ("1Q10", "2Q10"),
            ("4Q10", "1Q11"),
            ("1Q10", "1H10"),
            ("9M10", "FY2010"),
            ("FY2009", "1Q10"),
            ("FY2009", "FY2010"),
            ("1H10", "2H10"),
            ("1H10", "FY2010"),
        ] {
            assert!(way(from, to).is_ok(), "{from} to {to}");
        }
        for (from, to) in [
            ("2Q10", "1Q10"),
            ("2Q10", "2Q10"),
            ("1Q10", "3Q10"),
            ("1Q10", "1Q11"),
            ("1Q10", "FY2010"),
            ("1Q10", "2010-09-30"),
            ("FY2009", "FY2011"),
        ] {
            let why = way(from, to).expect_err("refused");
            assert!(why.contains("`--to "), "{from} to {to}: {why}");
        }
    }
}
