//! What words of a language say: each sense with the list of its file.

use crate::locale::ProseWords;

macro_rules! senses {
    ($($(#[doc = $doc:literal])* $sense:ident = $field:ident,)*) => {
        /// What a word says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sense { $($(#[doc = $doc])* $sense,)* }

        /// Gives every entry of a language with what it says.
        pub(super) fn entries(words: &ProseWords) -> Vec<(Sense, &str)> {
            let mut out = Vec::new();
            $(out.extend(words.$field.iter().map(|word| (Sense::$sense, word.as_str())));)*
            out
        }
    };
}

senses! {
    /// A figure grew.
    Up = up,
    /// A figure fell.
    Down = down,
    /// A change for the better.
    Better = better,
    /// A change for the worse.
    Worse = worse,
    /// A loss or gap came nearer to zero.
    Narrowed = narrowed,
    /// A loss or gap went farther from zero.
    Widened = widened,
    /// A loss became a profit.
    ToProfit = to_profit,
    /// A profit became a loss.
    ToLoss = to_loss,
    /// A figure that hardly moved.
    Flat = flat,
    /// More than what is named behind.
    Above = above,
    /// Less than what is named behind.
    Below = below,
    /// Never higher.
    Highest = highest,
    /// Never lower.
    Lowest = lowest,
    /// From which period on.
    Since = since,
    /// A cause begins.
    Cause = cause,
    /// What a cause is told of, and the verb before it.
    Reason = reason,
    /// A clause that stands against the one before.
    Contrast = contrast,
    /// The statement is turned round.
    Negation = negation,
    /// A word without weight.
    Link = link,
    /// Joins figures.
    And = and,
    /// Before the later figure.
    To = to,
    /// Before the earlier figure.
    From = from,
    /// Against the year before.
    Year = yoy,
    /// Against the quarter before.
    Quarter = qoq,
    /// Before what is compared with.
    Compared = compared,
    /// Before the day of a balance.
    AsOf = as_of,
    /// Before the day of an announcement.
    Announced = announced,
    /// Its full stop ends no sentence.
    Abbreviation = abbreviations,
    /// A number behind it counts or names.
    Numbered = numbered,
    /// A number before it tells a time.
    Duration = durations,
    /// A word of size.
    Scale = scales,
    /// A number word.
    Cardinal = cardinals,
    /// A number word that states a figure alone.
    Multiple = multiples,
    /// A figure that is told by its size below zero.
    Loss = losses,
    /// A figure that is better when lower.
    Cost = costs,
    /// Something that is counted.
    Counted = counted,
    /// A year of the calendar may follow.
    BeforeYear = before_year,
    /// A part of a year that sounds like a fraction.
    PartOfYear = parts_of_year,
    /// Something to come.
    Placeholder = placeholders,
    /// Something must follow.
    Open = open,
    /// Ends no sentence and no bracket.
    NeverLast = never_last,
    /// The first quarter.
    First = first_quarter,
    /// The second quarter.
    Second = second_quarter,
    /// The third quarter.
    Third = third_quarter,
    /// The fourth quarter.
    Fourth = fourth_quarter,
    /// Before the day a period ends on.
    Ended = ended,
    /// Speaks of the future.
    Future = forward_looking,
    /// May stand twice.
    Twice = twice,
    /// Holds a word of direction, and tells none.
    Neutral = neutral,
    /// Before the period that a figure is of.
    Within = within,
    /// A number with a full stop behind it counts.
    BeforeOrdinal = before_ordinal,
    /// Its number states no figure.
    NoFigure = no_figure,
    /// A slip of the keyboard.
    Slip = slips,
    /// A word of one report: a part of a year, or that something was revised.
    Part = report_words,
    /// The fiscal year of the deck.
    ThisYear = this_year,
    /// The fiscal year before it.
    LastYear = last_year,
    /// The first half of the deck's fiscal year.
    ThisHalf = this_half,
    /// The first half of the year before.
    HalfBefore = half_before,
    /// The reported period a year ago.
    YearAgo = year_ago,
    /// The same time of the year before, or all of that year.
    YearBefore = year_before,
    /// The year before that.
    TwoYearsBefore = two_years_before,
    /// The quarter before the reported one.
    QuarterAgo = quarter_before,
    /// The last day of the reported period.
    ThisEnd = this_end,
    /// The last day of the fiscal year before.
    LastEnd = last_end,
    /// The first half of a year.
    FirstHalf = first_half,
    /// The second half of a year.
    SecondHalf = second_half,
    /// A whole year.
    FullYear = full_year,
    /// Of a whole year, as an adjective: "annual".
    Annual = annual,
    /// The payment in the middle of a year.
    Interim = interim,
    /// The payment at the end of a year.
    Final = r#final,
    /// Against the last day of the fiscal year before.
    VersusEnd = vs_year_end,
    /// Against an earlier forecast.
    VersusForecast = vs_forecast,
    /// A forecast that was raised.
    Raised = raised,
    /// A forecast that was lowered.
    Lowered = lowered,
    /// Rounded to the nearest.
    Rounded = rounded,
    /// Cut off.
    Truncated = truncated,
    /// Of shares and rates.
    OfRates = of_rates,
    /// Money that came in.
    Inflow = inflow,
    /// Money that went out.
    Outflow = outflow,
    /// Money that may go either way.
    Flow = flows,
    /// Revenue grew.
    RevenueUp = revenue_up,
    /// Revenue fell.
    RevenueDown = revenue_down,
    /// Profit grew.
    ProfitUp = profit_up,
    /// Profit fell.
    ProfitDown = profit_down,
    /// The dividend was raised.
    DividendUp = dividend_up,
    /// The dividend was cut.
    DividendDown = dividend_down,
    /// Paid to shareholders.
    Dividend = dividends,
}

impl Sense {
    /// Gives 1 for a word that tells a rise and -1 for one that tells a fall.
    #[must_use]
    pub fn way(self) -> Option<i8> {
        let ways = [(Self::Up, 1), (Self::Down, -1)];
        ways.into_iter().find(|(sense, _)| *sense == self).map(|(_, way)| way)
    }
}
