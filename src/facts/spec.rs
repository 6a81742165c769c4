//! The records of the `facts`, `scopes`, `sources` and `relations` parts of a source.

use jiff::civil::Date;

use super::dimension::{ChangeEntries, MemberFigures};
use super::{
    Facts, LeftOutKind, Minus, Restatement, RestatementKind, Roundings, ScopeId, SplitEffect,
};
use crate::num::Unit;
use crate::shape::{
    Entries, Equation, FigureDigits, FlagWord, ItemRef, MissingReason, PeriodRef, PeriodSum,
    PlainLabel, Remark, ScalarOr, SourceAddress, SourceRef, SourceTitle, Written,
};
use crate::source::{Span, Spanned, Text};

/// The facts of a source, by item name.
pub type FactsSpec = Entries<ItemSpec>;

/// A figure: its digits, or a record that says more.
pub type FigureEntry = ScalarOr<FigureDigits, ValueSpec>;

/// The figures of an item by period; one that is left empty is told.
pub type FigureEntries = Entries<Option<FigureEntry>>;

crate::record! {
    /// A line item with its figures.
    pub struct ItemSpec {
        /// Label as printed.
        label: PlainLabel,
        /// Unit, where it is not the company's: JPY million, JPY, %, points, times, or a counted
        /// noun such as personnel, or contract|contracts in the forms that the language has.
        unit: Option<Spanned<Unit>>,
        /// Rounding of its figures, where it is not the company's; or, for its growth and shares as
        /// well, both: `{amounts: unrounded, rates: half even}`.
        rounding: Option<Roundings>,
        /// Whether a half is the sum of its quarters, a year that of its halves. Yes where left out
        /// for money in thousands and more; no for anything else, such as an amount per share.
        /// Where it would be yes, no has its reason: {no: a balance by quarters}.
        adds_up: Option<ScalarOr<FlagWord, ApartSpec>>,
        /// Write no for a measure outside the accounting standards.
        gaap: Option<Spanned<bool>>,
        /// The measure of the standards that one outside them is compared with, where no sum under
        /// `relations` leads to it: that of a growth or a rate, such as revenue.
        counterpart: Option<ItemRef>,
        /// Which way of a change is good news: up, down or none; its change is set in neither colour
        /// where that is not said.
        good: Option<Good>,
        /// What a figure below zero means: a loss, which turns to profit or narrows; or a charge, an
        /// outflow or a deduction, whose changes words tell by its size, so that -201 after -190 rose.
        /// Where left out it is learned: what its label names as a cost, a tax, a payment or a loss, and
        /// is above zero nowhere, goes by its size; `none` says that it does not.
        minus: Option<Minus>,
        /// What a share split does to its figures: divides those per share, multiplies numbers of shares, or none. Where
        /// left out it divides amounts in single units of a company that reports in thousands and more.
        split: Option<SplitEffect>,
        /// Figures by period or day, with the digits as printed; `—` or `nil` where there is nothing,
        /// which is exact, and `0` where an amount was rounded to zero. Where the company gives none:
        /// `none`, `not applicable`, `not disclosed`, `not meaningful`, or `{not disclosed: the reason}`
        /// with a footnote that says why.
        values: FigureEntries,
        /// Figures of other scopes, such as targets: scope, then period.
        scopes: Entries<FigureEntries>,
        /// Changes that the company states itself, by the two periods: 1Q10 vs 1Q09. Where it prints
        /// none, `none`, `not applicable`, `not disclosed` or `not meaningful`, as of figures.
        changes: ChangeEntries,
        /// Figures by member, or by several names joined by `/`, such as domestic/adjusted: then by
        /// period as under values, and the changes that the company states under changes.
        by: Entries<MemberFigures>,
    }
}

crate::choice! {
    /// Which way of a change is good news to its reader.
    pub enum Good {
        /// A rise, as of revenue.
        Up = "up",
        /// A fall, as of churn.
        Down = "down",
        /// Neither.
        None = "none",
    }
}

crate::record! {
    /// That the periods of an item do not add up.
    pub struct ApartSpec {
        /// Why not.
        no: Remark,
    }
}

crate::record! {
    /// A figure of which more is known than its digits; exactly one of value, missing, due, derived,
    /// none, not applicable, not disclosed, not meaningful.
    pub struct ValueSpec {
        /// The digits as printed.
        value: Option<FigureDigits>,
        /// Why the figure is not known.
        missing: Option<MissingReason>,
        /// Why the figure is still to be filled in: not yet reported.
        due: Option<Remark>,
        /// A sum of other periods of the same item, such as 1H09 - 1Q09.
        derived: Option<PeriodSum>,
        /// Why the company gives no figure here; a dash is printed, and the reason as a footnote.
        none: Option<MissingReason>,
        /// Why there can be no such figure; printed as n/a in the deck's language.
        not_applicable as "not applicable": Option<MissingReason>,
        /// Why the company does not publish the figure; printed as n.d. in the deck's language.
        not_disclosed as "not disclosed": Option<MissingReason>,
        /// Why the figure would mislead; printed as n.m. in the deck's language.
        not_meaningful as "not meaningful": Option<MissingReason>,
        /// Where it was published; a name under sources.
        source: Option<SourceRef>,
        /// Why a figure of a past period is not the one that the last deck printed; the figure is marked
        /// as restated, and the reason is a footnote.
        restated: Option<MissingReason>,
        /// The same, where amounts only moved between line items.
        reclassified: Option<MissingReason>,
        /// Write yes for digits that were printed before a share split, which is listed under `splits` of the company:
        /// they are told in the shares of today, marked, with the split as their footnote.
        as_printed as "as printed": Option<Spanned<bool>>,
        /// A remark for the next editor; never printed.
        note: Option<Remark>,
    }
}

crate::record! {
    /// A publication that figures were taken from.
    pub struct SourceSpec {
        /// Its title.
        title: SourceTitle,
        /// Its address.
        url: Option<SourceAddress>,
    }
}

crate::record! {
    /// A set of figures beside the actual ones, such as a target.
    pub struct ScopeSpec {
        /// Label as printed.
        label: PlainLabel,
        /// Write yes for figures about the future.
        forecast: Option<Spanned<bool>>,
        /// Write no for figures that are adjusted, outside the accounting standards: they are compared
        /// with figures of such scopes alone.
        gaap: Option<Spanned<bool>>,
        /// When it was announced.
        announced: Option<Spanned<Date>>,
    }
}

/// An equation alone, or with its limits.
pub type EquationSpec = ScalarOr<Equation, TotalSpec>;

crate::tagged! {
    /// Something that must hold between items.
    pub enum RelationSpec {
        /// A sum: `gross_margin = revenue - total_costs`.
        Total(EquationSpec) = "total",
        /// A quotient: `personnel_ratio = personnel_cost / revenue`.
        Ratio(EquationSpec) = "ratio",
        /// Growth from the second figure to the first: `growth = revenue@1Q10 / revenue@1Q09`.
        Growth(EquationSpec) = "growth",
        /// Parts that need not be all there is: `outsourcing <= connectivity`, `a + b <= whole`.
        Part(EquationSpec) = "part",
        /// A balance carried forward over a period: `cash = cash + inflows - outflows`.
        RollForward(EquationSpec) = "forward",
    }
}

crate::record! {
    /// A relation with limits.
    pub struct TotalSpec {
        /// The equation.
        of: Equation,
        /// The only periods it holds in; all where left out.
        periods: Vec<PeriodRef>,
        /// Whether its printed digits add up: exact, or rounded where each figure is rounded by itself.
        /// Where left out as for the company.
        footing: Option<Footing>,
        /// A remark for the next editor.
        note: Option<Remark>,
    }
}

crate::choice! {
    /// Whether the printed digits of sums add up.
    pub enum Footing {
        /// To the last digit.
        Exact = "exact",
        /// As far as rounding lets them.
        Rounded = "rounded",
    }
}

impl<'a> Written<'a, ItemSpec> {
    /// Gives the figures of a context.
    #[must_use]
    pub fn figures(self, of: ScopeId, facts: &Facts) -> Written<'a, FigureEntries> {
        let is = |name: &Text| facts.contexts().read(&name.value).is_ok_and(|other| other == of);
        if of == ScopeId::ACTUAL {
            self.values()
        } else if facts.contexts().has_member(of) {
            let own = self.by().entries().find(|(name, _)| is(name));
            own.map_or_else(Written::default, |(_, member)| member.others())
        } else {
            self.scopes().at(&facts.scope(of).name)
        }
    }

    /// Gives the changes that are stated of the whole and of members, each with the member's names.
    pub fn stated_changes(self) -> impl Iterator<Item = (&'a str, Written<'a, ChangeEntries>)> {
        let by = self.by().entries();
        let by = by.map(|(name, member)| (name.as_str(), member.own().changes()));
        std::iter::once(("", self.changes())).chain(by)
    }
}

impl Written<'_, ValueSpec> {
    /// Gives the place of the field that says what the figure is.
    #[must_use]
    pub fn says(self) -> Option<Span> {
        let known = [self.value().whole(), self.missing().whole(), self.due().whole()];
        let left_out = [self.none(), self.not_applicable(), self.not_disclosed()];
        let left_out = left_out.into_iter().chain([self.not_meaningful()]);
        let known = known.into_iter().chain([self.derived().whole()]);
        known.chain(left_out.map(Written::whole)).find_map(|at| at)
    }
}

/// Gives the place of what a value says.
pub(super) fn value_span(value: &FigureEntry, fallback: Span) -> Span {
    match value {
        ScalarOr::Scalar(text) => text.span,
        ScalarOr::Record(spec) => {
            let value = spec.value.as_deref().or(spec.missing.as_deref());
            let said = value.or(spec.derived.as_deref());
            let said = said.or_else(|| left_out(spec).next().map(|(_, reason)| reason));
            said.map_or(fallback, |text| text.span)
        }
    }
}

/// Gives the reasons why the company gives no figure, each with what it prints in its place.
pub(super) fn left_out(spec: &ValueSpec) -> impl Iterator<Item = (LeftOutKind, &Text)> {
    let said = [
        (LeftOutKind::None, &spec.none),
        (LeftOutKind::NotApplicable, &spec.not_applicable),
        (LeftOutKind::NotDisclosed, &spec.not_disclosed),
        (LeftOutKind::NotMeaningful, &spec.not_meaningful),
    ];
    said.into_iter().filter_map(|(kind, reason)| Some((kind, &**reason.as_ref()?)))
}

/// Gives the reason why a figure differs from the last deck's.
pub(super) fn restated(value: &FigureEntry) -> Option<Restatement> {
    let ScalarOr::Record(spec) = value else { return None };
    let kinds = [
        (RestatementKind::Restated, &spec.restated),
        (RestatementKind::Reclassified, &spec.reclassified),
    ];
    let said = |(kind, reason): (_, &Option<MissingReason>)| {
        Some(Restatement { kind, reason: reason.as_ref()?.value.clone() })
    };
    kinds.into_iter().find_map(said)
}
