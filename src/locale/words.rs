//! The parts of a language file.

use serde::Deserialize;

macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $field_doc:literal])* $field:ident: $type:ty,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }
    };
}
pub(super) use words;

words! {
    /// Marks of numbers; `{}` stands for the digits.
    NumberMarks {
        /// Between groups of three digits.
        group: String,
        /// Before the decimals.
        decimal: String,
        /// A number below zero in running text.
        minus: String,
        /// A number below zero in a table.
        negative: String,
        /// A rise in a table.
        plus: String,
        /// Whether a number below zero keeps its mark where it is rounded to zero: "△0".
        negative_zero: bool,
    }
}

words! {
    /// Marks that cells hold in the place of a figure, in small letters without blanks.
    LeftOutMarks {
        /// There can be none.
        not_applicable: Vec<String>,
        /// There is one, and it is not published.
        not_disclosed: Vec<String>,
        /// It would mislead.
        not_meaningful: Vec<String>,
    }
}

words! {
    /// Names of scales.
    ScaleWords {
        /// Ones.
        one: String,
        /// 10^3.
        thousand: String,
        /// 10^4.
        ten_thousand: String,
        /// 10^5.
        lakh: String,
        /// 10^6.
        million: String,
        /// 10^7.
        crore: String,
        /// 10^8.
        hundred_million: String,
        /// 10^9.
        billion: String,
        /// 10^12.
        trillion: String,
    }
}

words! {
    /// Patterns of figures with their unit.
    UnitWords {
        /// An amount of money: `{code}`, `{number}`, `{scale}`.
        money: String,
        /// An amount in single units of a currency.
        money_one: String,
        /// An amount in millions told in two scales, `{high}` hundred millions and `{low}` millions, or
        /// in hundred millions alone, `{number}`; empty where the language has no such way.
        money_mixed: String,
        /// An amount of a currency with hundredths told in two units, `{high}` and `{low}`; empty
        /// where the language has no such way.
        money_parts: String,
        /// An amount whose currency is marked by a sign, as a house may choose: $15.8 billion.
        money_sign: String,
        /// The same in single units.
        money_one_sign: String,
        /// The same in two scales; empty where the language has no such way.
        money_mixed_sign: String,
        /// The unit alone.
        money_name: String,
        /// Between a scale and what is counted.
        scaled: String,
        /// A count: `{number}`, `{noun}`.
        count: String,
        /// A percentage.
        percent: String,
        /// Percentage points.
        points: String,
        /// Percentage points in a table, as short as can be.
        points_cell: String,
        /// Hundredths of percentage points.
        basis_points: String,
        /// Hundredths of a currency: `{number}`, `{name}`.
        hundredths: String,
        /// Two figures as a range: `{low}`, or `{low_digits}` where the unit is said once, and `{high}`.
        range: String,
        /// So much or more: `{figure}`.
        at_least: String,
        /// So much or less: `{figure}`.
        at_most: String,
        /// Nearly so much: `{figure}`.
        about: String,
        /// Nearly so much, in a table.
        about_cell: String,
        /// A multiple.
        times: String,
        /// Multiples alone, as a unit.
        times_name: String,
        /// How a note names amounts per share, in small letters.
        per_share: Vec<String>,
        /// The unit of a table whose amounts per share are in single units: `{unit}`.
        except_per_share: String,
        /// The unit note of a slide: `{unit}`.
        note: String,
    }
}

words! {
    /// Patterns of changes: `{size}`, `{tag}`, `{period}`, `{now}`, `{base}`.
    ChangeWords {
        /// A rise.
        up: String,
        /// A fall.
        down: String,
        /// Neither.
        flat: String,
        /// A rise, as a verb.
        up_verb: String,
        /// A fall, as a verb.
        down_verb: String,
        /// Neither, as a verb.
        flat_verb: String,
        /// A rise in points.
        up_points: String,
        /// A fall in points.
        down_points: String,
        /// A change and what it is against.
        tagged: String,
        /// A change as a verb, and what it is against.
        tagged_verb: String,
        /// Against the same quarter, half or nine months of the year before.
        yoy: String,
        /// Against the same months of the year before, of the first half of a year.
        yoy_half: String,
        /// Against the year before, of a whole year.
        yoy_year: String,
        /// Against the same day of the year before.
        yoy_day: String,
        /// Against the quarter before.
        qoq: String,
        /// Against the last day of the quarter before.
        qoq_day: String,
        /// Against another period.
        versus: String,
        /// What a change is against where that is no actual figure: period and scope.
        versus_scope: String,
        /// The same where the other figure is of the same period: an earlier forecast.
        versus_same: String,
        /// Against the last day of the fiscal year before: `{period}`.
        versus_year_end: String,
        /// From loss to profit.
        turned_to_profit: String,
        /// From profit to loss.
        turned_to_loss: String,
        /// No meaningful percentage.
        not_meaningful: String,
        /// A loss that came nearer to zero, in running text.
        loss_narrowed: String,
        /// A loss that went farther from zero, in running text.
        loss_widened: String,
        /// The first in a table.
        loss_narrowed_cell: String,
        /// The second in a table.
        loss_widened_cell: String,
        /// Footnote that says what a change on the year compares: `{tag}`, `{now}`, `{base}`.
        yoy_note: String,
        /// The same of a change on the quarter.
        qoq_note: String,
        /// The lengths of two periods that are not equal: `{now}`, `{now_length}`, `{base}`,
        /// `{base_length}`.
        unequal_note: String,
    }
}

words! {
    /// Patterns of dates.
    DateWords {
        /// The twelve months.
        months: Vec<String>,
        /// The same behind a day, where that is another form: "marca"; none where it is not.
        months_of_day: Vec<String>,
        /// A date in full: `{month}`, `{m}`, `{day}`, `{d}`, `{year}`.
        long: String,
        /// A month of a year.
        month: String,
        /// From a month of a year to another: `{from}`, `{to}`.
        month_span: String,
        /// A day within a known year: `{m}`, `{d}`.
        day: String,
        /// The months a period covers: `{y1}`, `{m1}`, `{y2}`, `{m2}`, years in two digits.
        month_range: String,
    }
}

words! {
    /// Patterns of periods: `{q}`, `{h}`, `{nth}`; the year as the company names it, `{yy}`, `{yyyy}`; the
    /// year it starts in, `{start}`, `{start2}`; the year and month it ends in, `{end}`, `{end2}`,
    /// `{end_month}`; or both years, `{years}`, `{years2}`, written as one where they are one.
    PeriodWords {
        /// The years a fiscal year starts and ends in: `{start}`, `{start2}`, `{end}`, `{end2}`; or the
        /// year as the company names it, `{yyyy}`, `{yy}`.
        years: String,
        /// The same where space is short.
        years_short: String,
        /// How the four quarters are counted in words, `{nth}`: 一; in digits where there are none.
        ordinals: Vec<String>,
        /// A quarter.
        quarter: String,
        /// A half year.
        half: String,
        /// The second half of a year.
        second_half: String,
        /// Nine months.
        nine_months: String,
        /// A fiscal year.
        year: String,
        /// A quarter at the head of a column.
        quarter_head: String,
        /// A half year there.
        half_head: String,
        /// The second half of a year there.
        second_half_head: String,
        /// Nine months there.
        nine_months_head: String,
        /// A fiscal year there.
        year_head: String,
        /// A fiscal year where space is short.
        year_short: String,
        /// The first half of a year that is not named.
        part_half: String,
        /// Its second half.
        part_second_half: String,
        /// Its first nine months.
        part_nine_months: String,
        /// All of it.
        part_year: String,
        /// A quarter under its year.
        quarter_of_year: String,
        /// The twelve months to the end of a quarter.
        trailing: String,
        /// The same at the head of a column.
        trailing_head: String,
        /// The same where no year is named.
        part_trailing: String,
        /// How long a period is: `{n}`, `{noun}`.
        length: String,
        /// Weeks that are counted, in the forms of a counted noun.
        weeks: String,
        /// Months, likewise.
        months: String,
        /// Days, likewise.
        days: String,
    }
}

words! {
    /// Sentences on charts: `{series}`, `{periods}`, `{label}`, `{value}`, `{period}`.
    ChartWords {
        /// Columns.
        alt_columns: String,
        /// Stacked columns.
        alt_stacked: String,
        /// Stacked shares.
        alt_share: String,
        /// A line.
        alt_line: String,
        /// Bars to the right.
        alt_bars: String,
        /// A bridge: `{from}`, `{to}`.
        alt_bridge: String,
        /// Progress towards a whole.
        alt_pace: String,
        /// Small charts.
        alt_multiples: String,
        /// A ratio over columns.
        alt_ratio: String,
        /// What is told of a series: `{facts}`.
        alt_series: String,
        /// Its latest figure.
        alt_now: String,
        /// Its highest.
        alt_high: String,
        /// Its lowest.
        alt_low: String,
        /// The periods without a figure.
        alt_missing: String,
        /// From which period on it is restated.
        alt_break: String,
        /// The unit: `{unit}`.
        alt_unit: String,
        /// Between what is told of a series.
        alt_join: String,
        /// A chart in a cell: `{first}`, `{first_period}`, `{last}`, `{last_period}`.
        spark: String,
        /// The head of a column of such charts.
        spark_head: String,
        /// A figure where all are told.
        alt_figure: String,
        /// A row of progress: `{whole}`.
        pace_row: String,
        /// The head of what has been reached.
        pace_reached: String,
        /// The head of its share.
        pace_share: String,
        /// A period of another scope: `{scope}`.
        scoped: String,
        /// A share on hover: `{share}`, `{total}`.
        share_of_total: String,
        /// Footnote where rounded parts do not add to the rounded total.
        rounding_note: String,
    }
}

words! {
    /// Marks between parts of a sentence.
    Punctuation {
        /// Between the members of a list.
        list: String,
        /// Between a name and what is said of it.
        colon: String,
        /// Between the number of a section or slide and its title.
        number: String,
        /// A part of a title with its number: `{n}`, `{part}`.
        part: String,
        /// What is said in passing: `{}`.
        aside: String,
        /// Around a word that is quoted: `{}`.
        quote: String,
    }
}
