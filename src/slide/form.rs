//! What an author writes of a chart: its kind, and what that draws.

use super::bridge::StepSpec;
use super::members::member_keys;
use super::rows::ShowsItem;
use crate::facts::{CiteError, Facts, Key};
use crate::shape::{
    DimensionRef, ItemRef, MissingReason, PeriodRef, PlainLabel, ScalarOr, ScaleName, ScopeRef,
    Title, UnitNote,
};
use crate::source::{Span, Text};

crate::record! {
    /// The title of a chart.
    pub struct ChartTitle {
        /// Title above the chart.
        title: Title,
    }
}

crate::record! {
    /// A chart, or the slot of one whose figures are missing.
    ///
    /// Every axis begins at zero, and there is no field that would cut it.
    pub struct ChartSpec {
        ..head: ChartTitle,
        ..form: ChartForm,
        /// The scale the figures are printed in; that of the items where left out.
        r#in: Option<ScaleName>,
        /// What is printed beside the title in place of the unit's name.
        unit: Option<UnitNote>,
        /// Whether the table of its figures is printed below it; it always is where a figure has
        /// no room in the drawing.
        table: Option<ShowTable>,
        /// Why there is no chart.
        missing: Option<MissingReason>,
    }
}

crate::variants! {
    /// What a chart draws, by its kind.
    pub enum ChartForm of "chart" {
        /// How the figures are drawn; columns where left out.
        kind: ChartKind or Columns,
        /// Columns on top of each other.
        Stacked(StackedForm),
        /// Columns side by side.
        Columns(ColumnsForm),
        /// Columns of shares.
        Share(ShareForm),
        /// Lines.
        Line(OverPeriods),
        /// Bars to the right.
        Bars(OverPeriods),
        /// A small chart for each item.
        Multiples(OverPeriods),
        /// The steps between two figures.
        Bridge(BridgeForm),
        /// How far a year has come.
        Pace(PaceForm),
    }
}

crate::record! {
    /// Items over periods.
    pub struct OverPeriods {
        /// The items, each by name or with a label; `item/scope` draws the figures of a scope.
        show: Vec<ScalarOr<ItemRef, SeriesSpec>>,
        /// The periods, each with its scope where it is not actual: `FY2010/revised`.
        periods: Vec<PeriodRef>,
    }
}

crate::record! {
    /// Columns on top of each other, maybe under their totals, maybe with a ratio over them.
    pub struct StackedForm {
        ..over: OverPeriods,
        /// The item that stacked items add up to, shown above each column; shares are shares of it.
        total: Option<ItemRef>,
        /// A ratio (an item in %), drawn as a line on an axis of its own over the columns.
        line: Option<ItemRef>,
    }
}

crate::record! {
    /// Columns side by side, maybe with a ratio over them.
    pub struct ColumnsForm {
        ..over: OverPeriods,
        /// A ratio (an item in %), drawn as a line on an axis of its own over the columns.
        line: Option<ItemRef>,
    }
}

crate::record! {
    /// Shares of a whole.
    pub struct ShareForm {
        ..over: OverPeriods,
        /// The item that stacked items add up to, shown above each column; shares are shares of it.
        total: Option<ItemRef>,
    }
}

crate::record! {
    /// The steps from one figure to another.
    pub struct BridgeForm {
        /// Where a bridge begins: a figure such as `operating_income@1Q25`.
        from: Option<ItemRef>,
        /// Where it ends.
        to: Option<ItemRef>,
        /// Its steps: the change of an item between the two, or a figure of the second.
        steps: Vec<ScalarOr<ItemRef, StepSpec>>,
    }
}

crate::record! {
    /// How far a year has come.
    pub struct PaceForm {
        ..over: OverPeriods,
        /// The scope of the year's figure that progress is measured against, where the year is
        /// not over.
        target: Option<ScopeRef>,
    }
}

impl OverPeriods {
    /// Reads what is drawn: the key of each series, and whether it is one of several members.
    pub(super) fn series(&self, facts: &Facts) -> Vec<Result<ChartSeries<'_>, (CiteError, Span)>> {
        let mut out = Vec::new();
        for shown in &self.show {
            let (show, label) = (shown.show(), shown.label());
            let refused = |error, span| Err((error, span));
            let key = match facts.references().key(&show.value) {
                Ok(key) => key,
                Err(error) => {
                    out.push(refused(error, show.span));
                    continue;
                }
            };
            let Some(members) = shown.members() else {
                out.push(Ok(ChartSeries { key, show, label, is_member: false }));
                continue;
            };
            match member_keys(facts, members, key) {
                Ok(keys) => out
                    .extend(keys.map(|key| Ok(ChartSeries { key, show, label, is_member: true }))),
                Err(error) => out.push(refused(error, members.span)),
            }
        }
        out
    }
}

/// A series of a chart.
#[derive(Clone, Copy)]
pub(super) struct ChartSeries<'a> {
    pub key: Key,
    pub show: &'a ItemRef,
    /// The label of its own.
    pub label: Option<&'a Text>,
    /// Whether it is one of several members of an item, and named by the member.
    pub is_member: bool,
}

impl ChartForm {
    /// Gives the items over periods; a bridge has none.
    #[must_use]
    pub fn over_periods(&self) -> Option<&OverPeriods> {
        match self {
            Self::Stacked(form) => Some(&form.over),
            Self::Columns(form) => Some(&form.over),
            Self::Share(form) => Some(&form.over),
            Self::Line(over) | Self::Bars(over) | Self::Multiples(over) => Some(over),
            Self::Pace(form) => Some(&form.over),
            Self::Bridge(_) => None,
        }
    }

    /// Gives the item that the others add up to, or are shares of.
    pub(super) fn total(&self) -> Option<&ItemRef> {
        match self {
            Self::Stacked(form) => form.total.as_ref(),
            Self::Share(form) => form.total.as_ref(),
            Self::Columns(_)
            | Self::Line(_)
            | Self::Bars(_)
            | Self::Multiples(_)
            | Self::Bridge(_)
            | Self::Pace(_) => None,
        }
    }

    /// Gives the ratio that is drawn over the columns.
    pub(super) fn line(&self) -> Option<&ItemRef> {
        match self {
            Self::Stacked(form) => form.line.as_ref(),
            Self::Columns(form) => form.line.as_ref(),
            Self::Share(_)
            | Self::Line(_)
            | Self::Bars(_)
            | Self::Multiples(_)
            | Self::Bridge(_)
            | Self::Pace(_) => None,
        }
    }

    /// Tells whether its periods run from left to right.
    #[must_use]
    pub fn runs_on(&self) -> bool {
        match self {
            Self::Stacked(_)
            | Self::Columns(_)
            | Self::Share(_)
            | Self::Line(_)
            | Self::Multiples(_) => true,
            Self::Bars(_) | Self::Bridge(_) | Self::Pace(_) => false,
        }
    }
}

crate::record! {
    /// A series of a chart.
    pub struct SeriesSpec {
        /// The item.
        show: ItemRef,
        /// A dimension, by its name: a series for each of its members that the item has, under the label
        /// of the member.
        members: Option<DimensionRef>,
        /// Its name in the chart, where it is not the item's label.
        label: Option<PlainLabel>,
    }
}

crate::choice! {
    /// How figures are drawn.
    pub enum ChartKind {
        /// Columns side by side.
        Columns = "columns",
        /// Columns on top of each other.
        Stacked = "stacked",
        /// Columns of shares that make a hundred per cent.
        Share = "share",
        /// Lines.
        Line = "line",
        /// Bars to the right, a row for each item.
        Bars = "bars",
        /// The steps from one figure to another.
        Bridge = "bridge",
        /// How far a year has come towards its target, and past years towards their result.
        Pace = "pace",
        /// A small chart for each item, all on one scale.
        Multiples = "multiples",
    }
}

crate::choice! {
    /// Whether the table of a chart is printed.
    pub enum ShowTable {
        /// Below the chart.
        Shown = "shown",
        /// Only where the reader asks for it, or where a figure has no room in the drawing.
        Hidden = "hidden",
    }
}

impl ShowsItem for SeriesSpec {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }

    fn members(&self) -> Option<&DimensionRef> {
        self.members.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::{ChartForm, ChartKind, ChartSpec};
    use crate::diag::Report;
    use crate::shape::Shape;
    use crate::source::{Sources, yaml};

    fn read(text: &str) -> (Option<ChartSpec>, Vec<String>) {
        let mut sources = Sources::new();
        let id = sources.add("t.yaml", text);
        let (node, _) = yaml::parse(sources.file(id), id);
        let mut report = Report::new();
        let chart = ChartSpec::read(&node.expect("a tree"), &mut report);
        (chart, report.sorted().iter().map(|finding| finding.message.clone()).collect())
    }

    #[test]
    fn a_chart_has_the_fields_of_its_kind_and_no_others() {
        let (chart, findings) = read("{title: T, kind: bridge, from: a, to: b, steps: [c]}");
        assert!(findings.is_empty(), "{findings:?}");
        assert!(matches!(chart.expect("a chart").form, ChartForm::Bridge(_)));
        let (chart, findings) = read("{title: T, show: [a], periods: [1Q10], line: b}");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(chart.expect("a chart").form.kind(), ChartKind::Columns);
        // What a bridge has no use for was once left out silently.
        let (_, findings) = read("{title: T, kind: bridge, show: [a], periods: [1Q10], total: b}");
        let odd = ["show", "periods", "total"];
        let odd = odd.map(|field| format!("a chart of this kind has no `{field}`"));
        assert_eq!(findings, odd);
        let (_, findings) = read("{title: T, kind: line, target: a, line: b, steps: []}");
        let odd = ["target", "line"].map(|field| format!("a chart of this kind has no `{field}`"));
        assert_eq!(findings, odd);
    }

    #[test]
    fn a_kind_that_is_none_hides_no_other_mistake() {
        let (chart, findings) = read("{title: T, kind: pie, show: x, from: a, odd: b}");
        assert!(chart.is_none());
        assert_eq!(findings.len(), 3, "{findings:?}");
    }
}
