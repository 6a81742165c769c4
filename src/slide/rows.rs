//! Rows of items, as several kinds write them.

use serde_json::{Value, json};

use super::grid::{RowSet, comment_lines, row_head};
use super::{PrintedIn, SlideContext};
use crate::code::{self, Code};
use crate::facts::{Key, read_period};
use crate::num::{FiscalYear, Measure, Period, Scale, Unit};
use crate::shape::{
    ChangeRef, ColumnRef, DimensionRef, ItemRef, NoteName, PeriodRef, Role, RowLabel, RowNote,
    Scalar, ScalarError, ScalarOr, ScaleName,
};
use crate::source::{Span, Spanned, Text};
use crate::view::{
    Cell, CellLine, ChangeStyle, ComparisonBase, FigureStyle, Inline, Precision, PrintedSign,
    RowRole,
};

crate::record! {
    /// A row that shows an item.
    pub struct RowSpec {
        ..print: PrintedIn,
        /// The item. A scope that it names is that of its figures; in a statement it may name a period
        /// too, which goes before that of the column.
        show: ItemRef,
        /// A dimension, by its name: a row for each of its members that the item has, under the label of
        /// the member.
        members: Option<DimensionRef>,
        /// Label, where it is not the item's.
        label: Option<RowLabel>,
        /// The day that a balance is shown of in the columns of periods, such as cash in a cash flow
        /// statement: `start` is the day before the period of the column, `end` its last day.
        at: Option<RowDay>,
        /// How the row is set.
        r#as: Option<RowAs>,
        /// How far its label is indented, from 0 to 3; 1 where the row is `sub`.
        level: Option<Spanned<RowLevel>>,
        /// Write `turned` to print its figures with the other sign, as a reconciliation does with what it takes
        /// off: a sum under `relations` must take the item off a figure of the table.
        sign: Option<Spanned<RowSign>>,
        /// A footnote of the row, by its name under `notes`; its mark stands behind the label.
        mark: Option<NoteName>,
        /// A comment beside the row, in Markdown.
        note: Option<RowNote>,
        /// Columns that the row leaves blank, each as it is written there: `1H26`, `yoy`.
        blank: Vec<ColumnRef>,
    }
}

crate::choice! {
    /// The day of a period that a balance is shown of.
    pub enum RowDay {
        /// The day before its first, on which what it starts with is struck.
        Start = "start",
        /// Its last day.
        End = "end",
    }
}

impl RowDay {
    /// Gives that day of a period; a day stays.
    #[must_use]
    pub fn of(self, period: Period, calendar: FiscalYear) -> Period {
        let (first, last) = calendar.range(period);
        match self {
            _ if period.is_instant() => period,
            Self::Start => Period::Instant(first.yesterday().unwrap_or(first)),
            Self::End => Period::Instant(last),
        }
    }
}

/// The sign that a row prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowSign {
    /// The other one than that of its figures.
    Turned,
}

impl Scalar for RowSign {
    const CODE: Code = code::UNKNOWN_WORD;
    const WHAT: &'static str = "the sign of a row, `turned`";
    const ROLE: Role = Role::Choice;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        (text == "turned").then_some(Self::Turned).ok_or_else(|| {
            let help =
                "Write `turned`; what a figure below zero means is said by `minus` of its item";
            ScalarError::new(format!("`{text}` is no sign of a row"), Some(help.to_owned()))
        })
    }

    fn schema() -> Value {
        json!({ "enum": ["turned"] })
    }
}

crate::choice! {
    /// How a row is set.
    pub enum RowAs {
        /// Plain.
        Normal = "normal",
        /// A part of the row above: indented.
        Sub = "sub",
        /// A total of some rows: with a thin rule above.
        Subtotal = "subtotal",
        /// A total: strong, with a rule above.
        Total = "total",
        /// The last of all totals: strong, between two rules.
        GrandTotal = "grand total",
    }
}

/// How far the label of a row is indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowLevel(u8);

impl RowLevel {
    /// The deepest level.
    const DEEPEST: u8 = 3;
}

impl Scalar for RowLevel {
    const CODE: Code = code::UNKNOWN_WORD;
    const WHAT: &'static str = "a level from 0 to 3";
    const ROLE: Role = Role::Choice;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let level = text.parse().ok().filter(|level| *level <= Self::DEEPEST);
        level.map(Self).ok_or_else(|| {
            let help = Some("Write 0, 1, 2 or 3".to_owned());
            ScalarError::new(format!("`{text}` is no level of a row"), help)
        })
    }

    fn schema() -> Value {
        json!({ "type": "integer", "minimum": 0, "maximum": Self::DEEPEST })
    }
}

/// A row, a series or a tile that shows an item, maybe under a label of its own.
pub trait ShowsItem {
    /// The item.
    fn show(&self) -> &ItemRef;

    /// The label of its own.
    fn label(&self) -> Option<&Text>;

    /// Whether it is a part of the row above.
    fn is_part(&self) -> bool {
        false
    }

    /// The dimension whose members it shows, each in a row of its own.
    fn members(&self) -> Option<&DimensionRef> {
        None
    }

    /// Whether its figures or its label carry their unit, as those of a scale of its own do.
    fn carries_unit(&self) -> bool {
        false
    }
}

impl ShowsItem for ItemRef {
    fn show(&self) -> &ItemRef {
        self
    }

    fn label(&self) -> Option<&Text> {
        None
    }
}

impl<R: ShowsItem> ShowsItem for ScalarOr<ItemRef, R> {
    fn show(&self) -> &ItemRef {
        match self {
            Self::Scalar(show) => show,
            Self::Record(row) => row.show(),
        }
    }

    fn label(&self) -> Option<&Text> {
        match self {
            Self::Scalar(_) => None,
            Self::Record(row) => row.label(),
        }
    }

    fn members(&self) -> Option<&DimensionRef> {
        match self {
            Self::Scalar(_) => None,
            Self::Record(row) => row.members(),
        }
    }

    fn is_part(&self) -> bool {
        matches!(self, Self::Record(row) if row.is_part())
    }

    fn carries_unit(&self) -> bool {
        matches!(self, Self::Record(row) if row.carries_unit())
    }
}

impl ShowsItem for RowSpec {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }

    fn members(&self) -> Option<&DimensionRef> {
        self.members.as_ref()
    }

    fn is_part(&self) -> bool {
        is_part(self.r#as, self.level.as_ref())
    }

    fn carries_unit(&self) -> bool {
        self.print.scale().is_some()
    }
}

/// Tells whether a row is a part of one above it.
pub(super) fn is_part(set: Option<RowAs>, level: Option<&Spanned<RowLevel>>) -> bool {
    let total = matches!(set, Some(RowAs::Subtotal | RowAs::Total | RowAs::GrandTotal));
    !total && RowSet::of(set, level).level > 0
}

impl RowSet {
    /// Gives how a row is set.
    pub(super) fn of(set: Option<RowAs>, level: Option<&Spanned<RowLevel>>) -> Self {
        let role = match set {
            None | Some(RowAs::Normal | RowAs::Sub) => RowRole::Normal,
            Some(RowAs::Subtotal) => RowRole::Subtotal,
            Some(RowAs::Total) => RowRole::Total,
            Some(RowAs::GrandTotal) => RowRole::GrandTotal,
        };
        let level = match level {
            None if set == Some(RowAs::Sub) => 1,
            None => 0,
            Some(level) => level.value.0,
        };
        Self { role, level }
    }
}

impl RowSpec {
    /// Gives how the row is set.
    pub(super) fn set(&self) -> RowSet {
        RowSet::of(self.r#as, self.level.as_ref())
    }

    /// Makes the row's header cell.
    pub(super) fn head_cell(&self, key: Key, context: &mut SlideContext<'_>) -> Cell {
        row_head(self.label_spans(key, context))
    }

    fn label_spans(&self, key: Key, context: &mut SlideContext<'_>) -> Vec<Inline> {
        let mut label = match &self.label {
            Some(label) => context.line(label),
            None if self.members.is_some() => {
                let facts = context.setting.facts();
                vec![Inline::text(facts.contexts().member_label(key.scope))]
            }
            None => vec![Inline::text(context.setting.formatter.label(key))],
        };
        label.extend(self.mark_span(context));
        label
    }

    /// Gives the mark of the row's own footnote.
    pub(super) fn mark_span(&self, context: &mut SlideContext<'_>) -> Option<Inline> {
        self.mark.as_ref().and_then(|name| context.call(&name.value, false))
    }

    /// Tells whether the row leaves a column blank.
    pub(super) fn leaves(&self, column: &str) -> bool {
        self.blank.iter().any(|blank| blank.value == column)
    }

    /// Tells of a day that the columns of the table, which are days or years, do not ask for.
    pub(super) fn judge_day(&self, context: &mut SlideContext<'_>) {
        if self.at.is_some() {
            let message = "`at` is of a statement, whose columns are periods";
            let finding = crate::diag::Finding::new(code::UNKNOWN_FIELD, message, self.show.span);
            context.push(finding.help("Remove it; the columns say of which days the figures are"));
        }
    }

    /// Tells of columns that the row leaves blank and the table does not have.
    pub(super) fn judge_blanks(&self, columns: &[&str], context: &mut SlideContext<'_>) {
        judge_blanks(&self.blank, columns, context);
    }

    /// Sets the row's comment as lines of a cell.
    pub(super) fn comment(&self, context: &mut SlideContext<'_>) -> Vec<CellLine> {
        self.note.as_ref().map_or_else(Vec::new, |note| comment_lines(context.prose(note)))
    }
}

/// Tells of blanks that name no column.
pub(super) fn judge_blanks(blanks: &[ColumnRef], columns: &[&str], context: &mut SlideContext<'_>) {
    for blank in blanks.iter().filter(|blank| !columns.contains(&blank.value.as_str())) {
        let message = format!("`{}` is no column of the table", blank.value);
        let help = crate::diag::suggest(&blank.value, columns.iter().copied())
            .unwrap_or_else(|| format!("Its columns are {}", columns.join(", ")));
        let finding = crate::diag::Finding::new(code::UNKNOWN_WORD, message, blank.span);
        context.push(finding.help(help));
    }
}

/// Makes the cell of a column that a row leaves blank: a dash there would say that there is nothing.
pub(super) fn blank_cell() -> Cell {
    super::grid::figure_cell(Vec::new())
}

/// Makes the cell of what a column measures and a row does not have.
pub(super) fn dash_cell(context: &SlideContext<'_>) -> Cell {
    super::grid::figure_cell(vec![Inline::text(context.setting.locale().word("none"))])
}

/// Gives the row of an item that stands alone.
pub(super) fn whole_row(row: &ScalarOr<ItemRef, RowSpec>) -> RowSpec {
    match row {
        ScalarOr::Record(row) => row.clone(),
        ScalarOr::Scalar(show) => {
            let (show, span) = (show.clone(), show.span);
            RowSpec {
                print: PrintedIn::nothing(span),
                show,
                members: None,
                label: None,
                at: None,
                r#as: None,
                level: None,
                sign: None,
                mark: None,
                note: None,
                blank: Vec::new(),
                span,
            }
        }
    }
}

/// Reads a period where a kind names one.
pub(super) fn period(text: &PeriodRef, context: &mut SlideContext<'_>) -> Option<Period> {
    match read_period(&text.value) {
        Ok(period) => Some(period),
        Err(error) => {
            context.refuse(error, text.span);
            None
        }
    }
}

/// Reads `yoy`, `qoq` or `vs PERIOD` where a kind names a change.
pub(super) fn against(text: &ChangeRef, context: &mut SlideContext<'_>) -> Option<ComparisonBase> {
    match text.value.as_str() {
        "yoy" => Some(ComparisonBase::Year),
        "qoq" => Some(ComparisonBase::Quarter),
        other => {
            if let Some(base) = other.strip_prefix("vs ") {
                return match ComparisonBase::read(Some(base.trim()), context.setting.facts()) {
                    Ok(against) => Some(against),
                    Err(error) => {
                        context.refuse(error, text.span);
                        None
                    }
                };
            }
            let message = format!("`{other}` does not name a change");
            let measure = ["amount", "percent", "points"].contains(&other);
            let help = if measure {
                format!("It is what a change measures: `change: yoy, measure: {other}`")
            } else {
                "Write `yoy`, `qoq`, `vs FY2009` or, in a statement, `1H10 vs 1H09`".to_owned()
            };
            context
                .push(crate::diag::Finding::new(code::UNKNOWN_WORD, message, text.span).help(help));
            None
        }
    }
}

/// Reads a scale's name where a kind gives one.
pub(super) fn scale(
    text: Option<&ScaleName>,
    context: &mut SlideContext<'_>,
) -> Option<crate::num::Scale> {
    let text = text?;
    match Scale::asked(&text.value) {
        Ok(scale) => Some(scale),
        Err(_) => {
            let help = crate::diag::suggest(&text.value, crate::num::Scale::NAMES);
            let message = format!("`{}` is not a scale", text.value);
            let finding = crate::diag::Finding::new(code::UNKNOWN_UNIT, message, text.span);
            context.push(finding.help_if(help));
            None
        }
    }
}

/// Prints a figure into spans; an error is reported and leaves the cell empty.
pub(super) fn figure(
    context: &mut SlideContext<'_>,
    key: Key,
    style: crate::view::FigureStyle,
    span: Span,
) -> Vec<Inline> {
    match context.figure(key, style, span) {
        Some(printed) => context.spans(printed, span),
        None => Vec::new(),
    }
}

/// How the figures of a row are set in a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FigureSetting {
    /// The scale and decimals that are asked for of the table or column.
    pub asked: Precision,
    /// Those that are asked for of the row, which go before.
    pub own: Precision,
    /// With the other sign; see [`super::reconciliation`].
    pub lessens: bool,
    /// Whether an amount carries its unit.
    pub unit: bool,
    /// Whether the header of the column says points.
    pub points: bool,
    /// The decimals of a column of changes in rates.
    pub rate_decimals: Option<u32>,
}

impl FigureSetting {
    /// Gives the setting of a row in the scale and decimals of its table.
    pub(super) fn of(
        asked: Precision,
        print: &PrintedIn,
        key: Key,
        context: &mut SlideContext<'_>,
    ) -> Self {
        let facts = context.setting.facts();
        print.judge(&facts.item(key.item).unit, &format!("`{}`", facts.name(key)), context);
        Self { asked, own: print.precision(context), ..Self::default() }
    }

    /// Gives the style of a figure. What nothing would be left of in the scale of the table, such as an
    /// amount per share in billions, stays in its own unit, which its label says; so do its decimals.
    pub(super) fn style(self, key: Key, context: &SlideContext<'_>) -> FigureStyle {
        let Precision { scale, decimals } = self.precision(key, context);
        let sign = if self.lessens { PrintedSign::Other } else { PrintedSign::Own };
        FigureStyle { cell: true, scale, decimals, sign, ..FigureStyle::default() }
    }

    fn precision(self, key: Key, context: &SlideContext<'_>) -> Precision {
        let facts = context.setting.facts();
        let own = &facts.item(key.item).unit;
        let fits =
            |scale: &Scale| own.with_scale(*scale).is_none_or(|unit| facts.fits(key.item, &unit));
        let common = self.asked.scale.filter(fits);
        let single = matches!(own, Unit::Currency { .. } | Unit::Count { .. })
            && common.unwrap_or(own.scale()) == Scale::One;
        // Decimals go with the scale that they were asked for.
        let decimals = self.asked.decimals.filter(|_| !single && self.own.scale.is_none());
        Precision { scale: self.own.scale.or(common), decimals: self.own.decimals.or(decimals) }
    }
}

/// Prints a change into spans; an error is reported and leaves the cell empty.
pub(super) fn change(
    context: &mut SlideContext<'_>,
    keys: (Key, Key),
    measure: Measure,
    set: FigureSetting,
    span: Span,
) -> Vec<Inline> {
    let formatter = context.setting.formatter;
    let rate = formatter.facts.item(keys.0.item).unit.is_percentage();
    let points = measure == Measure::Points || rate && measure != Measure::Percent;
    let with_unit = if points { !set.points } else { set.unit };
    let wording = if with_unit { ChangeStyle::CellWithUnit } else { ChangeStyle::Cell };
    let Precision { scale, decimals } = set.precision(keys.0, context);
    let own = &formatter.facts.item(keys.0.item).unit;
    // In the unit of their row.
    let scale = scale.or_else(|| own.is_points().then(|| own.scale()));
    let decimals = match measure {
        Measure::Amount if points => set.own.decimals,
        Measure::Amount => decimals,
        Measure::Percent | Measure::Points => set.rate_decimals,
    };
    let asked = Precision { scale, decimals };
    let printed = if set.lessens && measure == Measure::Amount {
        formatter.parts().effect(keys.0, keys.1, true, (wording, asked))
    } else {
        formatter.changes().change(keys.0, keys.1, measure, wording, asked)
    };
    match printed {
        Ok(printed) => {
            if printed.shown.states() {
                context.compare(keys.0, keys.1, span);
            }
            context.spans(printed, span)
        }
        Err(error) => {
            context.refuse(error, span);
            Vec::new()
        }
    }
}

/// Implements what every kind answers alike.
macro_rules! kind_basics {
    () => {
        fn head(&self) -> &super::Head {
            &self.head
        }

        fn span(&self) -> crate::source::Span {
            self.span
        }
    };
}
pub(super) use kind_basics;
