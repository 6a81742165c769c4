//! The parts of a language file by which texts are read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::words::words;

words! {
    /// How sentences are read by the checks.
    ProseWords {
        /// Whether blanks part the words.
        blanks: bool,
        /// A figure that grew.
        up: Vec<String>,
        /// A figure that fell.
        down: Vec<String>,
        /// A change for the better.
        better: Vec<String>,
        /// A change for the worse.
        worse: Vec<String>,
        /// A loss or gap that came nearer to zero.
        narrowed: Vec<String>,
        /// A loss or gap that went farther from zero.
        widened: Vec<String>,
        /// A loss that became a profit.
        to_profit: Vec<String>,
        /// A profit that became a loss.
        to_loss: Vec<String>,
        /// The company, as the subject of a sentence.
        company: Vec<String>,
        /// A figure that hardly moved.
        flat: Vec<String>,
        /// More than what is named behind.
        above: Vec<String>,
        /// Less than what is named behind.
        below: Vec<String>,
        /// A figure that was never higher.
        highest: Vec<String>,
        /// A figure that was never lower.
        lowest: Vec<String>,
        /// From which period on a record holds.
        since: Vec<String>,
        /// They start a cause.
        cause: Vec<String>,
        /// What names a cause before it and the verb that it stands behind: "reason ... was".
        reason: Vec<String>,
        /// They part a clause from the next.
        contrast: Vec<String>,
        /// They turn a statement round.
        negation: Vec<String>,
        /// They may stand between a word of direction and its figure.
        link: Vec<String>,
        /// They join figures.
        and: Vec<String>,
        /// Before the later of two figures.
        to: Vec<String>,
        /// Before the earlier of two figures.
        from: Vec<String>,
        /// Two figures as the ends of a range, in lower case; the longest that fits holds.
        ranges: Vec<String>,
        /// The lower of the two ends of a range.
        low_end: Vec<String>,
        /// The upper one.
        high_end: Vec<String>,
        /// What has two ends: where it narrows, no figure went anywhere.
        two_ended: Vec<String>,
        /// Before a record, or behind it, what says that it was not reached.
        approaches: Vec<String>,
        /// Right before a figure: it is more than what is printed.
        over_before: Vec<String>,
        /// The same right behind it.
        over_behind: Vec<String>,
        /// Right before a figure: it is less than what is printed.
        under_before: Vec<String>,
        /// The same right behind it.
        under_behind: Vec<String>,
        /// Before such a pair they tell how far the two are apart: "the difference between".
        distances: Vec<String>,
        /// Against the year before.
        yoy: Vec<String>,
        /// Against the quarter before.
        qoq: Vec<String>,
        /// Before what is compared with.
        compared: Vec<String>,
        /// Before the day of a balance.
        as_of: Vec<String>,
        /// Before the day of an announcement.
        announced: Vec<String>,
        /// Words whose full stop ends no sentence.
        abbreviations: Vec<String>,
        /// A number behind them counts or names.
        numbered: Vec<String>,
        /// A number before them tells a time.
        durations: Vec<String>,
        /// Words of size.
        scales: Vec<String>,
        /// Number words before words of size.
        cardinals: Vec<String>,
        /// Number words that state a figure alone.
        multiples: Vec<String>,
        /// Figures that are told by their size below zero.
        losses: Vec<String>,
        /// Figures that are better when lower.
        costs: Vec<String>,
        /// What is counted.
        counted: Vec<String>,
        /// Right behind digits they make a time, a count in a row or a name: 年, 号.
        counters: Vec<String>,
        /// Right behind a Chinese numeral they make a figure of it, however small: 円, 倍.
        numeral_units: Vec<String>,
        /// Whether a year of the calendar needs no word before it: "wurde 2006 gegründet".
        bare_years: bool,
        /// What a year of the calendar stands behind.
        before_year: Vec<String>,
        /// Before a figure that another came from, or is held against: "from".
        from_before: Vec<String>,
        /// Behind such a figure: から.
        from_behind: Vec<String>,
        /// The numbers from one on in words, each with its forms between bars.
        numbers: Vec<String>,
        /// Parts of a year that sound like fractions.
        parts_of_year: Vec<String>,
        /// What stands for something to come.
        placeholders: Vec<String>,
        /// Words that something must follow.
        open: Vec<String>,
        /// Words that no sentence and no bracket ends with.
        never_last: Vec<String>,
        /// What a comparison with the year before may name, beside its fixed words.
        year_before: Vec<String>,
        /// What tells that something is still to be announced.
        to_come: Vec<String>,
        /// Verbs of what happened, as told on a day.
        happened: Vec<String>,
        /// Verbs of what was reached, before its figure.
        achieved: Vec<String>,
        /// Between what a plan is called and its figure.
        is_plan: Vec<String>,
        /// Between a word of direction and how far something moved.
        by: Vec<String>,
        /// Names of figures beside the lines of statements; forms of one stand between bars.
        lines: Vec<String>,
        /// Words before a name: sides that exclude each other, between slashes, their forms between bars.
        qualifiers: Vec<String>,
        /// Words that exclude each other, the pairs in the same order in every language.
        opposites: Vec<String>,
        /// The same of words that judge or tell a way: raised and lowered, strong and weak.
        contraries: Vec<String>,
        /// What denies a statement.
        denials: Vec<String>,
        /// Anything that may stand for a "not" of another language, parts of words too.
        turned_round: Vec<String>,
        /// The year before that.
        two_years_before: Vec<String>,
        /// What a comparison with the quarter before may name, beside its fixed words.
        quarter_before: Vec<String>,
        /// Names of the first half year.
        first_half: Vec<String>,
        /// Names of the second half year.
        second_half: Vec<String>,
        /// Whole years.
        full_year: Vec<String>,
        /// Of a whole year, as an adjective.
        annual: Vec<String>,
        /// Words that a heading of one report has and that of the next may not: parts of a year.
        report_words: Vec<String>,
        /// Names of the deck's fiscal year.
        this_year: Vec<String>,
        /// Names of the fiscal year before.
        last_year: Vec<String>,
        /// Names of the first half of the deck's fiscal year.
        this_half: Vec<String>,
        /// Names of the first half of the year before.
        half_before: Vec<String>,
        /// Right before a part of a year they say that it is one of the deck's fiscal year: 当第3四半期.
        this_part: Vec<String>,
        /// Right before a part of a year they say that it is one of the year before: 前第3四半期.
        part_before: Vec<String>,
        /// Names of the reported period a year ago.
        year_ago: Vec<String>,
        /// Names of the last day of the reported period.
        this_end: Vec<String>,
        /// Names of the last day of the fiscal year before.
        last_end: Vec<String>,
        /// The payment in the middle of a year.
        interim: Vec<String>,
        /// The payment at the end of a year.
        r#final: Vec<String>,
        /// Against the last day of the fiscal year before.
        vs_year_end: Vec<String>,
        /// Against an earlier forecast.
        vs_forecast: Vec<String>,
        /// A forecast that was raised.
        raised: Vec<String>,
        /// A forecast that was lowered.
        lowered: Vec<String>,
        /// Rounded to the nearest.
        rounded: Vec<String>,
        /// Cut off.
        truncated: Vec<String>,
        /// Words of shares and rates, which round by a rule of their own.
        of_rates: Vec<String>,
        /// Money that came in.
        inflow: Vec<String>,
        /// Money that went out.
        outflow: Vec<String>,
        /// Figures of money that may go either way.
        flows: Vec<String>,
        /// Revenue grew.
        revenue_up: Vec<String>,
        /// Revenue fell.
        revenue_down: Vec<String>,
        /// Profit grew.
        profit_up: Vec<String>,
        /// Profit fell.
        profit_down: Vec<String>,
        /// The dividend was raised.
        dividend_up: Vec<String>,
        /// The dividend was cut.
        dividend_down: Vec<String>,
        /// Figures that are paid to shareholders.
        dividends: Vec<String>,
        /// Names of the first quarter.
        first_quarter: Vec<String>,
        /// Names of the second quarter.
        second_quarter: Vec<String>,
        /// Names of the third quarter.
        third_quarter: Vec<String>,
        /// Names of the fourth quarter.
        fourth_quarter: Vec<String>,
        /// Between a period and the day it ends on.
        ended: Vec<String>,
        /// What a statement on the future says.
        forward_looking: Vec<String>,
        /// Words that may stand twice.
        twice: Vec<String>,
        /// The script it is written in: `Latn`, `Jpan`.
        script: String,
        /// Whether small words stand behind what they belong to: "10から", "6月30日現在".
        behind: bool,
        /// Whether a "not" may stand behind its verb: "stieg nicht".
        negation_behind: bool,
        /// Whether nouns are written together, the last of them the main one.
        compounds: bool,
        /// Quotation marks in pairs, beside those of every language.
        pairs: Vec<String>,
        /// They hold the letters of a word of direction and tell none.
        neutral: Vec<String>,
        /// Between a figure and the period it is of.
        within: Vec<String>,
        /// A number with a full stop behind them is an ordinal.
        before_ordinal: Vec<String>,
        /// Phrases whose number states no figure.
        no_figure: Vec<String>,
        /// Slips of the keyboard.
        slips: Vec<String>,
        /// Labels of percentages that lie between nothing and the whole.
        shares: Vec<String>,
        /// Labels of figures that may lie on either side of zero.
        results: Vec<String>,
        /// What the label of a charge begins with, whatever it is charged on.
        charges: Vec<String>,
        /// Labels of figures that come and go, so that no size of them surprises.
        irregular: Vec<String>,
        /// Labels of money that goes out.
        outflows: Vec<String>,
        /// Labels of losses, which are told by their size where they are kept with a minus.
        burdens: Vec<String>,
        /// Labels of debts less cash: below zero they are a debt kept with a minus, or more cash than debt.
        debts: Vec<String>,
        /// Labels of money that comes in.
        inflows: Vec<String>,
        /// Names of a whole year.
        whole_year: Vec<String>,
        /// What is said of a figure to come.
        planned: Vec<String>,
        /// Between a name and a figure that has come true.
        done: Vec<String>,
        /// What tells a reader that a figure of the past is not the one printed then.
        restated: Vec<String>,
        /// What says that guidance cannot be reconciled to the standards.
        unreconciled: Vec<String>,
        /// Headers of a change in amounts.
        amount_heads: Vec<String>,
        /// Headers of a change in per cent.
        rate_heads: Vec<String>,
        /// Names of three, six, nine and twelve months; forms of one number stand between bars.
        spans: Vec<String>,
        /// Headers of growth, which is no share.
        growth_heads: Vec<String>,
        /// Headers of figures that are planned.
        plan_names: Vec<String>,
        /// Headers of what is held against a plan.
        plan_heads: Vec<String>,
        /// Kinds of line that a label may name, such as revenue and costs; bars part words of one kind.
        natures: Vec<String>,
        /// In a title: what is below is of quarters.
        by_quarter: Vec<String>,
        /// In a title: what is below is of years.
        by_year: Vec<String>,
        /// In a title: what is below is of segments, regions or the like.
        by_part: Vec<String>,
        /// In a title: what is below runs on.
        trends: Vec<String>,
        /// Headers of shares of a whole.
        share_heads: Vec<String>,
        /// Between the numbers of shares that are consolidated or split.
        exchanged: Vec<String>,
        /// Parts of a whole, in the plural: fifths.
        fractions: Vec<String>,
        /// Between a part and its whole, both in words: two of five.
        out_of: Vec<String>,
        /// Ordinary words, that show in another language what was not translated.
        common: Vec<String>,
    }
}

impl ProseWords {
    /// Gives the names of the four quarters; what stands at one place of each is of one form.
    #[must_use]
    pub fn quarters(&self) -> [&[String]; 4] {
        [&self.first_quarter, &self.second_quarter, &self.third_quarter, &self.fourth_quarter]
    }

    /// Gives the names of the two halves of a year, in the same way.
    #[must_use]
    pub fn halves(&self) -> [&[String]; 2] {
        [&self.first_half, &self.second_half]
    }
}

words! {
    /// What is typed beside a figure, and what it says of it.
    BesideWords {
        /// 10^3.
        thousand: Vec<String>,
        /// 10^4.
        ten_thousand: Vec<String>,
        /// 10^5.
        lakh: Vec<String>,
        /// 10^6.
        million: Vec<String>,
        /// 10^7.
        crore: Vec<String>,
        /// 10^8.
        hundred_million: Vec<String>,
        /// 10^9.
        billion: Vec<String>,
        /// 10^12.
        trillion: Vec<String>,
        /// Per cent.
        percent: Vec<String>,
        /// Percentage points.
        points: Vec<String>,
        /// Hundredths of percentage points.
        basis_points: Vec<String>,
        /// A multiple.
        times: Vec<String>,
        /// Numbers of things that are no scale of decks.
        quantity: Vec<String>,
        /// What no figure of a deck is measured in.
        other: Vec<String>,
        /// Names and signs of currencies, by code; one sign may be that of several.
        money: BTreeMap<String, Vec<String>>,
        /// Names of currencies that are other words too, unless a scale stands before them.
        only_scaled: Vec<String>,
        /// Before a unit: the digits are told in it.
        stated: Vec<String>,
        /// Behind such a unit.
        stated_behind: Vec<String>,
        /// Before a figure: it is below zero.
        negative: Vec<String>,
        /// Words that begin with the letters of a unit and are none.
        apart: Vec<String>,
    }
}

words! {
    /// Patterns that times are recognised by, beside those they are written in; names as there,
    /// and `{era}` with its year `{n}`.
    TimeWords {
        /// Eras, each with the year of the calendar before its first.
        eras: BTreeMap<String, i16>,
        /// Before or behind an hour of the afternoon.
        afternoon: Vec<String>,
        /// Between the first and the last of a span.
        span: Vec<String>,
        /// Other forms of the names of months, twelve a row: "w marcu".
        months: Vec<Vec<String>>,
        /// Days.
        day: Vec<String>,
        /// Months of a year.
        month: Vec<String>,
        /// What may stand behind the number of a day, from the first to the 31st: "st", "nd".
        day_endings: Vec<String>,
        /// Years of the calendar.
        year: Vec<String>,
        /// Days and months without their year.
        open: Vec<String>,
        /// Quarters.
        quarter: Vec<String>,
        /// From the first day of the year to the end of a quarter.
        cumulative: Vec<String>,
        /// Half years.
        half: Vec<String>,
        /// Second half years.
        second_half: Vec<String>,
        /// Nine months.
        nine_months: Vec<String>,
        /// Fiscal years.
        fiscal_year: Vec<String>,
        /// Parts of a year that is not named.
        part: Vec<String>,
        /// From the first day of such a year to the end of a quarter.
        part_so_far: Vec<String>,
        /// Words between a part of a year and the year in plain digits: "of", "of fiscal".
        of_year: Vec<String>,
        /// Words before a year in plain digits that make it a fiscal year: "fiscal year".
        year_called: Vec<String>,
        /// Numbers of weeks, each in figures and in words: `13|thirteen`.
        weeks: Vec<String>,
        /// What weeks are called behind their number.
        week_names: Vec<String>,
        /// What days are called behind their number.
        day_names: Vec<String>,
        /// Before twelve months: the last ones.
        trailing_before: Vec<String>,
        /// From the start of the fiscal year to the end of the reported period.
        to_date: Vec<String>,
        /// Before the year whose same period is meant.
        same_period: Vec<String>,
        /// Behind the year of an event: it is no time of a figure.
        event_behind: Vec<String>,
    }
}

words! {
    /// Names of the lines of statements, by what they are; what stands first counts as the name.
    TermWords {
        /// Sales.
        revenue: Vec<String>,
        /// Sales less what was sold.
        gross_profit: Vec<String>,
        /// Profit of the business.
        operating_income: Vec<String>,
        /// Profit after interest, before extraordinary items.
        ordinary_income: Vec<String>,
        /// Profit before taxes.
        pretax_income: Vec<String>,
        /// What is left.
        net_income: Vec<String>,
        /// What is left, with changes of value.
        comprehensive_income: Vec<String>,
        /// All assets.
        total_assets: Vec<String>,
        /// Assets less liabilities.
        net_assets: Vec<String>,
        /// All liabilities.
        liabilities: Vec<String>,
        /// Cash from the business.
        operating_cash: Vec<String>,
        /// Cash for assets.
        investing_cash: Vec<String>,
        /// Cash from and to investors.
        financing_cash: Vec<String>,
    }
}

impl TermWords {
    /// Lists the lines, each with what it is called in findings and its names.
    #[must_use]
    pub fn all(&self) -> [(&'static str, &[String]); 13] {
        [
            ("sales", &self.revenue),
            ("gross profit", &self.gross_profit),
            ("operating income", &self.operating_income),
            ("ordinary income", &self.ordinary_income),
            ("income before taxes", &self.pretax_income),
            ("net income", &self.net_income),
            ("comprehensive income", &self.comprehensive_income),
            ("total assets", &self.total_assets),
            ("net assets", &self.net_assets),
            ("liabilities", &self.liabilities),
            ("cash flow from operating activities", &self.operating_cash),
            ("cash flow from investing activities", &self.investing_cash),
            ("cash flow from financing activities", &self.financing_cash),
        ]
    }

    /// Tells which line a name is of, and what that is called in findings; nothing for others.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<(usize, &'static str)> {
        let lower = name.trim().to_lowercase();
        let all = self.all();
        let at =
            all.iter().position(|(_, names)| names.iter().any(|n| n.to_lowercase() == lower))?;
        Some((at, all[at].0))
    }
}
