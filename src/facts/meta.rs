//! The head of a deck: whose it is, which period it reports, what its figures are in.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Footing, HouseStyle, Roundings, SplitRatio};
use crate::code::{self, Code};
use crate::diag::{Finding, Report, meant};
use crate::num::{
    Close, Closing, FiscalYear, Period, QuarterWeeks, Rounding, Unit, WEEKDAYS, Weeks, YearNaming,
};
use crate::shape::{
    CompanyName, Entries, FilePath, Fingerprint, Footnote, LanguageTag, Remark, Role, Scalar,
    ScalarError, ScalarOr, Subject, Tagline, Title,
};
use crate::source::Spanned;

crate::record! {
    /// The deck: title, date and reported period.
    pub struct DeckHead {
        /// Title of the deck, as on the cover.
        title: Title,
        /// One sentence for the document properties.
        subject: Option<Subject>,
        /// Date of publication, year-month-day. The program knows no other date.
        date: Spanned<Date>,
        /// The reported period, such as 1Q10. Citations that name no period mean this one;
        /// YoY compares it with the same period a year before, QoQ with the quarter before.
        period: Spanned<Period>,
        /// Language the deck is written in, such as en.
        language: LanguageTag,
        /// Languages the deck is translated into, in the order of their release, each with its
        /// catalogue beside the deck: `i18n/TAG.po`, or `i18n/DECK.TAG.po` for a file of its own name.
        translations: Entries<TranslationSpec>,
        /// A line below the title on the cover.
        tagline: Option<Tagline>,
        /// Footnotes that several slides call: `[^acquired]` prints the mark of `acquired` there, and the
        /// note below. A note of the slide goes before one of the same name here.
        notes: Entries<Footnote>,
        /// A theme file beside the deck.
        theme: Option<FilePath>,
        /// The style of the house: a file beside the deck that several decks may share, such as house.yaml, or the
        /// same fields here. It says how periods, money, days and changes are printed where that is not the
        /// language's own way.
        style: Option<ScalarOr<FilePath, HouseStyle>>,
        /// Attach the figures that the slides show to the PDF, as JSON.
        attach: Option<Attach>,
        /// The file beside the deck that holds its reviews; `iijdeck roll` and `iijdeck sign` name it.
        reviews: Option<FilePath>,
        /// A hash of the texts that were carried over from the last deck, as the reviews list them;
        /// `iijdeck roll` and `iijdeck sign` write it, so that none is dropped from the list unseen.
        carried: Option<Fingerprint>,
        /// The file beside the deck that says which figures came from which cells; `iijdeck import`
        /// names it.
        imports: Option<FilePath>,
        /// Write yes where a release needs a signature under every slide.
        require_signatures: Option<Spanned<bool>>,
        /// Until when nothing of the deck may be told, such as 2010-08-13 15:00 JST; every page of
        /// a draft says so.
        embargo: Option<Spanned<Embargo>>,
    }
}

crate::record! {
    /// A language the deck is translated into.
    pub struct TranslationSpec {
        /// Why texts are still without a translation; they are then told once, not one by one, and
        /// stop a release all the same.
        incomplete: Option<Remark>,
        /// Day it is published on, where that is later than the deck's date.
        published: Option<Spanned<Date>>,
    }
}

crate::choice! {
    /// What is attached to the PDF.
    pub enum Attach {
        /// The figures that the slides show.
        Facts = "facts",
    }
}

crate::record! {
    /// The company and the conventions of its figures.
    pub struct Company {
        /// Full name.
        name: CompanyName,
        /// Short name.
        short: CompanyName,
        /// How the fiscal year runs.
        fiscal_year: FiscalSpec,
        /// Unit of items that name none, such as JPY million.
        unit: Spanned<Unit>,
        /// How amounts are rounded: half up, half even, toward zero or unrounded. Rates are
        /// rounded half up; where yours are not: `{amounts: toward zero, rates: toward zero}`.
        rounding: Roundings,
        /// Whether the printed digits of its sums add up: exact, or rounded where each figure is rounded
        /// by itself. Where left out it is learned from the sums of the deck.
        footing: Option<Footing>,
        /// How tables print an amount that was rounded to zero: its digits, as where left out, or the dash
        /// that stands for nothing, as many companies do.
        zeros: Option<Zeros>,
        /// Share splits, by the day from which on shares are the new ones: `{2026-04-01: 10 for 1}`, ten for each.
        splits: Entries<Spanned<SplitRatio>>,
    }
}

crate::choice! {
    /// How tables print an amount that was rounded to zero.
    pub enum Zeros {
        /// By its digits, 0 or 0.00.
        Digits = "digits",
        /// By the dash that stands for nothing.
        Dash = "dash",
    }
}

crate::record! {
    /// The fiscal year.
    pub struct FiscalSpec {
        /// Month the fiscal year starts in, with the day where that is not the first: february 21.
        starts: Spanned<Month>,
        /// Whether FY2010 is the year that starts or the year that ends in 2010.
        named_by: NamedBy,
        /// For years of 52 or 53 weeks the weekday they end on: the last of the month before `starts`
        /// (last saturday), or the one nearest to that month's end (nearest saturday).
        ends: Option<Spanned<Close>>,
        /// For years that end with their month and quarters that end on a weekday near the end of
        /// theirs, such as nearest sunday.
        quarters_end: Option<Spanned<Close>>,
        /// For years of 52 or 53 weeks the weeks of the four quarters, such as 12-12-12-16;
        /// 13-13-13-13 where nothing is said.
        weeks: Option<Spanned<QuarterWeeks>>,
        /// The quarter that has the 53rd week where a year has one; the fourth where nothing is said.
        extra_week: Option<ExtraWeek>,
    }
}

crate::choice! {
    /// The quarter that has the 53rd week.
    pub enum ExtraWeek {
        /// The first.
        First = "first",
        /// The second.
        Second = "second",
        /// The third.
        Third = "third",
        /// The fourth.
        Fourth = "fourth",
    }
}

crate::choice! {
    /// Which calendar year names a fiscal year.
    pub enum NamedBy {
        /// The year it starts in.
        Start = "start",
        /// The year it ends in.
        End = "end",
    }
}

impl FiscalSpec {
    /// Gives the calendar of the fiscal year.
    #[must_use]
    pub fn calendar(&self) -> FiscalYear {
        let named_by = match self.named_by {
            NamedBy::Start => YearNaming::Start,
            NamedBy::End => YearNaming::End,
        };
        let Month { month, day } = self.starts.value;
        let months = FiscalYear::new(month, named_by).unwrap_or_default().from_day(day);
        let Some(close) = &self.ends else {
            let quarters = self.quarters_end.as_ref().map(|close| Closing::Quarters(close.value));
            return quarters.map_or(months, |closing| months.closing(closing));
        };
        let extra = self.extra_week.map_or(4, |extra| match extra {
            ExtraWeek::First => 1,
            ExtraWeek::Second => 2,
            ExtraWeek::Third => 3,
            ExtraWeek::Fourth => 4,
        });
        let quarters = self.weeks.as_ref().map(|weeks| weeks.value).unwrap_or_default();
        months.closing(Closing::Year(Weeks { close: close.value, quarters, extra }))
    }

    /// Reports weeks of a year whose end is not said to be a weekday, and two rules at once.
    pub(super) fn check(&self, report: &mut Report) {
        if let (Some(_), Some(quarters)) = (&self.ends, &self.quarters_end) {
            let message = "`quarters_end` is of a year that ends with its month";
            let finding = Finding::new(code::UNKNOWN_WORD, message, quarters.span);
            report.push(finding.help("Remove it: `ends` says when quarters end too"));
        }
        let weeks = self.weeks.as_ref().map(|weeks| ("weeks", weeks.span));
        let extra = self.extra_week.map(|_| ("extra_week", self.span));
        for (name, span) in weeks.into_iter().chain(extra).filter(|_| self.ends.is_none()) {
            let message =
                format!("`{name}` is of a year that ends on a weekday, and none is named");
            let finding = Finding::new(code::MISSING_FIELD, message, span);
            report.push(finding.help("Add `ends: last saturday` or `ends: nearest saturday`"));
        }
    }
}

/// A month by its English name, and a day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 28; the first where none is written.
    pub day: u8,
}

pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day, an hour and a zone, as they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embargo {
    /// The day.
    pub day: Date,
    /// The hour and the zone, such as `15:00 JST`.
    pub time: String,
}

impl std::fmt::Display for Embargo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.day, self.time)
    }
}

/// Zones by names that are used for no other; `CST` and `IST` are those of several countries.
const ZONES: [&str; 20] = [
    "UTC", "GMT", "JST", "KST", "HKT", "SGT", "CET", "CEST", "EET", "EEST", "EST", "EDT", "CDT",
    "MDT", "PST", "PDT", "AEST", "AEDT", "NZST", "NZDT",
];

/// Tells whether a text is an offset from UTC that is in use, from -12:00 to +14:00.
fn is_offset(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let (behind, ahead) = (hours.strip_prefix('-'), hours.strip_prefix('+'));
    let most = if behind.is_some() { 12 } else { 14 };
    let digits = behind.or(ahead).filter(|digits| digits.len() == 2);
    let hours = digits.filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
    let hours = hours.and_then(|digits| digits.parse::<u8>().ok());
    let quarter = ["00", "15", "30", "45"].contains(&minutes);
    hours.is_some_and(|hours| hours < most || (hours == most && minutes == "00")) && quarter
}

impl Scalar for Embargo {
    const CODE: Code = code::BAD_DATE;
    const WHAT: &'static str = "a day with its hour and zone such as `2010-08-13 15:00 JST`";
    const ROLE: Role = Role::Hour;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let help = || Some("Write day, hour and zone, such as 2010-08-13 15:00 JST".to_owned());
        let parts: Vec<_> = text.split_whitespace().collect();
        let [day, hour, zone] = parts[..] else {
            let reason = format!("`{text}` is not a day with its hour and zone");
            return Err(ScalarError::new(reason, help()));
        };
        let day = <Date as Scalar>::parse(day)?;
        let clock =
            |hour: &str| hour.len() == 5 && jiff::civil::Time::strptime("%H:%M", hour).is_ok();
        if !clock(hour) {
            let reason = format!("`{hour}` is not an hour from 00:00 to 23:59");
            return Err(ScalarError::new(reason, help()));
        }
        if !ZONES.contains(&zone) && !is_offset(zone) {
            let reason = format!("`{zone}` does not name a single time zone");
            let help = format!("Write the offset, such as +09:00, or one of {}", ZONES.join(", "));
            return Err(ScalarError::new(reason, Some(help)));
        }
        Ok(Self { day, time: format!("{hour} {zone}") })
    }

    fn schema() -> Value {
        json!({ "type": "string", "examples": ["2010-08-13 15:00 JST"] })
    }
}

impl Scalar for Month {
    const CODE: Code = code::UNKNOWN_WORD;
    const WHAT: &'static str = "a month";
    const ROLE: Role = Role::Month;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let lower = text.to_lowercase();
        let (name, day) = lower.split_once(' ').map_or((lower.as_str(), None), |(name, day)| {
            (name, Some(day.trim().parse::<u8>().ok().filter(|day| (1..=28).contains(day))))
        });
        let found = (1..).zip(MONTHS).find(|(_, known)| *known == name);
        let Some((month, _)) = found else {
            let number = name.parse().ok().and_then(|at: usize| MONTHS.get(at.checked_sub(1)?));
            let typed = name.trim_end_matches('.');
            let short = || MONTHS.iter().find(|known| typed.len() >= 3 && known.starts_with(typed));
            let help = match number.or_else(short) {
                Some(known) => Some(format!("Did you mean `{known}`?")),
                None => crate::diag::suggest(name, MONTHS),
            };
            return Err(ScalarError::new(format!("`{text}` is not a month"), help));
        };
        let day = day.unwrap_or(Some(1)).ok_or_else(|| {
            let help = format!("Write a day from 1 to 28 behind the month, such as {name} 21");
            ScalarError::new(format!("`{text}` names no day that a year starts on"), Some(help))
        })?;
        Ok(Self { month, day })
    }

    fn schema() -> Value {
        let pattern = format!("^({})( ([1-9]|1[0-9]|2[0-8]))?$", MONTHS.join("|"));
        json!({ "type": "string", "pattern": pattern, "examples": ["april", "february 21"] })
    }
}

impl Scalar for Close {
    const CODE: Code = code::UNKNOWN_WORD;
    const ROLE: Role = Role::Closing;
    const WHAT: &'static str = "the weekday a year ends on, such as `last saturday`";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse().map_err(|()| {
            let reason = format!("`{text}` is no weekday that a fiscal year ends on");
            let known = closes();
            let help = crate::diag::suggest(&text.to_lowercase(), known.iter().map(String::as_str));
            let usual = "Write `last saturday` or `nearest saturday`, or another weekday";
            ScalarError::new(reason, help.or_else(|| Some(usual.to_owned())))
        })
    }

    fn schema() -> Value {
        json!({ "enum": closes() })
    }
}

/// Every way to say the weekday that a fiscal year ends on.
fn closes() -> Vec<String> {
    let all = ["last", "nearest"].into_iter();
    all.flat_map(|which| WEEKDAYS.map(|(day, _)| format!("{which} {day}"))).collect()
}

impl Scalar for QuarterWeeks {
    const CODE: Code = code::BAD_NUMBER;
    const ROLE: Role = Role::Weeks;
    const WHAT: &'static str = "the weeks of four quarters such as `12-12-12-16`";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse().map_err(|()| {
            let reason = format!("`{text}` are not the weeks of four quarters, 52 in all");
            let help = "Write 12-12-12-16; the 53rd week is that of `extra_week`".to_owned();
            ScalarError::new(reason, Some(help))
        })
    }

    fn schema() -> Value {
        let pattern = "^[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}$";
        json!({ "type": "string", "pattern": pattern, "examples": ["13-13-13-13", "12-12-12-16"] })
    }
}

impl Scalar for Unit {
    const CODE: Code = code::UNKNOWN_UNIT;
    const WHAT: &'static str = "a unit such as `JPY million`, `%` or `personnel`";
    const ROLE: Role = Role::Unit;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse().map_err(|error: crate::num::UnitError| {
            ScalarError::new(
                error.to_string(),
                meant(
                    error.suggestion(),
                    "Write it as `JPY million`, `USD`, `%`, `points`, `times` or a counted noun",
                ),
            )
        })
    }

    fn schema() -> Value {
        json!({ "type": "string", "examples": ["JPY million", "JPY", "%", "points", "times"] })
    }
}

impl Scalar for Rounding {
    const CODE: Code = code::UNKNOWN_WORD;
    const WHAT: &'static str = "a rounding";
    const ROLE: Role = Role::Rounding;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse().map_err(|error: crate::num::RoundingError| {
            ScalarError::new(
                error.to_string(),
                meant(
                    error.suggestion(),
                    "Write `half up`, `half even`, `toward zero` or `unrounded`",
                ),
            )
        })
    }

    fn schema() -> Value {
        json!({ "enum": ["half up", "half even", "toward zero", "unrounded"] })
    }
}

impl Scalar for Period {
    const CODE: Code = code::BAD_PERIOD;
    const WHAT: &'static str = "a period such as `1Q10`, `FY2010` or `2010-06-30`";
    const ROLE: Role = Role::Period;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse().map_err(|error: crate::num::PeriodError| {
            ScalarError::new(error.to_string(), meant(error.suggestion(), super::PERIODS))
        })
    }

    fn schema() -> Value {
        json!({ "type": "string", "examples": ["1Q10", "1H10", "9M10", "FY2010", "2010-06-30"] })
    }
}

impl Scalar for Date {
    const CODE: Code = code::BAD_DATE;
    const WHAT: &'static str = "a date such as `2010-08-13`";
    const ROLE: Role = Role::Day;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        // Only the extended ISO form: `2010.8.13` or `20100813` would be read differently abroad.
        let iso = text.len() == 10 && text.as_bytes()[4] == b'-';
        let date = iso.then(|| text.parse::<Date>().ok()).flatten();
        date.ok_or_else(|| {
            let (reason, help) = super::written_day::no_date(text);
            ScalarError::new(reason, Some(help))
        })
    }

    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}
