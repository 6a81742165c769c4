//! A balance sheet with the changes between two days.

use super::grid::{Grid, col_head, column, figure_cell, first_head, marked_head};
use super::listed::RowList;
use super::pages::arranged;
use super::printed_in::common;
use super::reconciliation::turned;
use super::rows::{
    FigureSetting, RowSpec, blank_cell, change, dash_cell, figure, kind_basics, period,
};
use super::statement::MeasureSpec;
use super::{Body, Head, Kind, SlideContext};
use crate::code;
use crate::diag::Finding;
use crate::facts::{DecimalPlaces, Key};
use crate::num::{Measure, Period};
use crate::shape::{ColumnHeader, PeriodHeader, PeriodRef, ScaleName};
use crate::source::Spanned;
use crate::view::{Align, Block, Cell, Slot, Table};

crate::record! {
    /// A balance sheet: days in columns and, of two, the change from the earlier to the later, with
    /// comments beside the rows.
    pub struct Balance {
        ..head: Head,
        /// The days, in the order of their columns.
        dates: Vec<PeriodRef>,
        /// Headers of the days, where they are not made from them.
        headers: Vec<PeriodHeader>,
        /// What the columns of changes show; of two days the amount where left out, and nothing where
        /// the list is empty.
        changes: Option<Vec<MeasureSpec>>,
        /// The scale the figures are printed in.
        r#in: Option<ScaleName>,
        /// How many digits stand behind the point, but in rows with their own and in amounts of single units.
        decimals: Option<Spanned<DecimalPlaces>>,
        /// Header of the first column, over the labels of the rows.
        first_column: Option<ColumnHeader>,
        /// The rows.
        rows: RowList<RowSpec>,
        /// Rows at the right of them, such as liabilities beside assets.
        beside: RowList<RowSpec>,
    }
}

/// What the columns of changes show, and the two days that they are between: the later, the earlier.
/// Nothing is shown where there are none.
type ShownChanges<'a> = (&'a [MeasureSpec], Option<(Period, Period)>);

impl Kind for Balance {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let read = self.dates.iter().map(|text| Some((text, period(text, context)?)));
        let days: Vec<_> = read.collect::<Option<_>>()?;
        let changes = self.shown_changes(&days, context)?;
        self.judge_headers(context);
        let mut tables = vec![self.table(&self.rows, &days, changes, context)];
        if !self.beside.is_empty() {
            tables.push(self.table(&self.beside, &days, changes, context));
            for table in &mut tables {
                table.lift = Some(0.0);
            }
        }
        let tables = tables.into_iter().map(Block::Table);
        let slots: Vec<_> = tables.map(|table| Slot { weight: 1, blocks: vec![table] }).collect();
        Some(Body::new(arranged(slots.len()), slots))
    }
}

impl Balance {
    /// Gives what the columns of changes show, and of which days; only two days have a change.
    fn shown_changes(
        &self,
        days: &[(&PeriodRef, Period)],
        context: &mut SlideContext<'_>,
    ) -> Option<ShownChanges<'_>> {
        let calendar = context.setting.facts().calendar;
        let mut refuse = |message: &str, help: &str| {
            context.push(Finding::new(code::MISSING_FIELD, message, self.span).help(help));
            None
        };
        match (days, self.changes.as_deref()) {
            ([], _) => {
                refuse("a balance sheet is of a day", "Write `dates: [2010-06-30, 2010-03-31]`")
            }
            ([(_, left), (_, right)], changes) => {
                let later = calendar.ends(*left) >= calendar.ends(*right);
                let pair = if later { (*left, *right) } else { (*right, *left) };
                let changes = changes.unwrap_or(&[MeasureSpec::Amount]);
                Some((changes, Some(pair).filter(|_| !changes.is_empty())))
            }
            (_, None | Some([])) => Some((&[], None)),
            (_, Some(_)) => {
                refuse("changes are between two days", "Leave `changes` out, or write two `dates`")
            }
        }
    }

    /// Headers are as many as the days, or none.
    fn judge_headers(&self, context: &mut SlideContext<'_>) {
        let (headers, days) = (self.headers.len(), self.dates.len());
        if let Some(first) = self.headers.first().filter(|_| headers != days) {
            let message = format!("{headers} headers stand over {days} days");
            let finding = Finding::new(code::MISSING_FIELD, message, first.span);
            context.push(finding.help("Write a header for each day, or none"));
        }
    }

    fn table(
        &self,
        rows: &RowList<RowSpec>,
        days: &[(&PeriodRef, Period)],
        (specs, between): ShownChanges<'_>,
        context: &mut SlideContext<'_>,
    ) -> Table {
        let locale = context.setting.locale();
        let mut columns = vec![column(Align::Left, u32::from(!self.beside.is_empty()))];
        columns.resize_with(1 + days.len() + specs.len(), || column(Align::Figure, 0));
        let mut head = vec![first_head(self.first_column.as_ref(), context)];
        for (at, (_, day)) in days.iter().enumerate() {
            head.push(match self.headers.get(at) {
                Some(own) => marked_head(vec![context.marked(own)]),
                None => col_head(vec![context.setting.period_column(*day)]),
            });
        }
        head.extend(specs.iter().map(|change| {
            col_head(vec![match change {
                MeasureSpec::Percent => locale.word("change_rate").to_owned(),
                MeasureSpec::Amount | MeasureSpec::Points => locale.word("changes").to_owned(),
            }])
        }));
        let mut grid = Grid::new(context.caption(), columns, head);
        let rows = &rows.spread(|row| row.of_members(context));
        let asked = common(self.r#in.as_ref(), self.decimals.as_ref(), context);
        let all: Vec<_> = rows.iter().collect();
        let turned = turned(&all, context);
        for (at, (row, lessens)) in rows.iter().zip(turned).enumerate() {
            grid.between(rows.before(at), context);
            let Some(key) = context.key(&row.show) else { continue };
            let keys: Vec<_> = days.iter().map(|(_, day)| Key { period: *day, ..key }).collect();
            context.judge_own_key(&row.show, &keys, "the days are those of `dates`");
            let span = row.show.span;
            let set = FigureSetting::of(asked, &row.print, key, context);
            let set = FigureSetting { lessens, ..set };
            let style = set.style(key, context);
            let mut cells = vec![row.head_cell(key, context)];
            let mut names = Vec::new();
            for ((date, _), key) in days.iter().zip(keys) {
                names.push(date.value.as_str());
                cells.push(if row.leaves(&date.value) {
                    blank_cell()
                } else {
                    figure_cell(figure(context, key, style, span))
                });
            }
            if between.is_some() {
                names.push("changes");
            }
            row.judge_blanks(&names, context);
            row.judge_day(context);
            if let Some((now, base)) = between {
                let pair = (Key { period: now, ..key }, Key { period: base, ..key });
                cells.extend(specs.iter().map(|spec| Self::change(*spec, row, pair, set, context)));
            }
            let comment = row.comment(context);
            grid.row(row.set(), cells, comment);
        }
        grid.between(rows.before(rows.len()), context);
        grid.finish(locale.word("comments"), 1)
    }

    /// Prints a change; a percentage of a percentage says nothing.
    fn change(
        spec: MeasureSpec,
        row: &RowSpec,
        pair: (Key, Key),
        set: FigureSetting,
        context: &mut SlideContext<'_>,
    ) -> Cell {
        let rate = context.setting.facts().item(pair.0.item).unit.is_percentage();
        let measure = match spec {
            MeasureSpec::Percent => Some(Measure::Percent).filter(|_| !rate),
            MeasureSpec::Amount if rate => Some(Measure::Points),
            MeasureSpec::Amount | MeasureSpec::Points => Some(spec.measure()),
        };
        match measure {
            _ if row.leaves("changes") => blank_cell(),
            Some(measure) => figure_cell(change(context, pair, measure, set, row.show.span)),
            None => dash_cell(context),
        }
    }
}
