//! Small tables over several periods.

use std::collections::BTreeSet;

use super::figure::spark_cell;
use super::grid::{
    Grid, col_head, column, ends_right, figure_cell, first_head, marked_head, row_head,
};
use super::listed::RowList;
use super::members::shown_members;
use super::plotted::{ScopedPeriod, when};
use super::printed_in::common;
use super::reconciliation::lessening;
use super::rows::{FigureSetting, RowSpec, blank_cell, figure, kind_basics, period, whole_row};
use super::{Body, Head, Kind, SlideContext};
use crate::code;
use crate::diag::Finding;
use crate::facts::{DecimalPlaces, ScopeId};
use crate::num::Period;
use crate::shape::{
    Caption, ColumnHeader, DimensionRef, ItemRef, PeriodHeader, PeriodRef, Prose, ScalarOr,
    ScaleName, UnitNote,
};
use crate::source::Spanned;
use crate::view::{Align, Block, Inline, Layout, Slot, Table};

crate::record! {
    /// Small tables over several periods, with remarks.
    pub struct TableSlide {
        ..head: Head,
        /// The tables, top to bottom.
        tables: Vec<TableSpec>,
        /// Remarks, in Markdown.
        text: Option<Prose>,
        /// Where the remarks stand; below the tables where left out.
        text_at: Option<TextAt>,
    }
}

crate::choice! {
    /// Where remarks stand.
    pub enum TextAt {
        /// Above the tables.
        Above = "above",
        /// Below them.
        Below = "below",
        /// At their right.
        Beside = "beside",
    }
}

crate::record! {
    /// A table of items over periods.
    pub struct TableSpec {
        /// Caption above the table.
        caption: Option<Caption>,
        /// The items, each by name or with label and setting. A row that names a fiscal year, such as
        /// `dividend@FY2025`, shows the same parts of that year.
        show: RowList<ScalarOr<ItemRef, RowSpec>>,
        /// The periods, each with its scope or member where it is not actual: `FY2010/revised`.
        periods: Vec<PeriodRef>,
        /// A dimension, by its name: each period has a column for each of its members that a row has.
        members: Option<DimensionRef>,
        /// Headers of the periods, where they are not made from them, such as Interim, Year-end and
        /// Annual.
        headers: Vec<PeriodHeader>,
        /// Header of the first column, over the labels of the rows.
        first_column: Option<ColumnHeader>,
        /// The periods of a small chart at the end of each row.
        spark: Vec<PeriodRef>,
        /// The scale the figures are printed in.
        r#in: Option<ScaleName>,
        /// How many digits stand behind the point, but in rows with their own and in amounts of single units.
        decimals: Option<Spanned<DecimalPlaces>>,
        /// Unit of the table, where it is not the slide's.
        unit: Option<UnitNote>,
    }
}

impl Kind for TableSlide {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        // Marks are set as they appear: what stands above is set first.
        let above = self.text.as_ref().filter(|_| self.text_at == Some(TextAt::Above));
        let above = above.map(|text| context.prose(text));
        let tables = self.tables.iter().map(|spec| Block::Table(spec.table(context)));
        let tables: Vec<_> = tables.collect();
        let text = match above {
            Some(text) => text,
            None => self.text.as_ref().map(|text| context.prose(text)).unwrap_or_default(),
        };
        let slot = |blocks| Slot { weight: 1, blocks };
        Some(match self.text_at {
            Some(TextAt::Beside) => {
                let tables = Slot { weight: 3, blocks: tables };
                Body::new(Layout::Columns, vec![tables, Slot { weight: 2, blocks: text }])
            }
            Some(TextAt::Above) => {
                Body::new(Layout::Rows, vec![slot(text.into_iter().chain(tables).collect())])
            }
            Some(TextAt::Below) | None => {
                Body::new(Layout::Rows, vec![slot(tables.into_iter().chain(text).collect())])
            }
        })
    }
}

/// Gives the fiscal year that a row names.
fn year(row: &RowSpec, context: &SlideContext<'_>) -> Option<i16> {
    let reference = context.setting.facts().references().read(&row.show.value).ok()?;
    reference.period.filter(|period| matches!(period, Period::Year { .. }))?.year()
}

/// Names a row by its fiscal year, with the scope of its figures.
fn named(year: i16, key: crate::facts::Key, several: bool, context: &SlideContext<'_>) -> String {
    let mut name = context.setting.period_name(Period::Year { year });
    if several {
        let list = &context.setting.locale().punctuation.list;
        name = format!("{}{list}{name}", context.setting.facts().item(key.item).label);
    }
    match context.setting.facts().scope(key.scope).label.as_str() {
        "" => name,
        label => {
            let aside = &context.setting.locale().punctuation.aside;
            format!("{name}{}", aside.replace("{}", label))
        }
    }
}

impl TableSpec {
    /// Headers are as many as the periods, or none.
    fn judge_headers(&self, context: &mut SlideContext<'_>) {
        let (headers, periods) = (self.headers.len(), self.periods.len());
        if let Some(first) = self.headers.first().filter(|_| headers != periods) {
            let message = format!("{headers} headers stand over {periods} periods");
            let finding = Finding::new(code::MISSING_FIELD, message, first.span);
            context.push(finding.help("Write a header for each period, or none"));
        }
    }

    /// Gives the height of the table in rows, with its header, caption and the air around it.
    pub(super) fn height(&self) -> usize {
        self.show.height() + 2 + usize::from(self.caption.is_some())
    }

    /// Gives the columns of a period: itself, or one for each member that a row has.
    fn columns(
        &self,
        text: &PeriodRef,
        when: ScopedPeriod,
        rows: &[RowSpec],
        context: &mut SlideContext<'_>,
    ) -> Vec<(String, ScopedPeriod)> {
        let Some(members) = &self.members else { return vec![(text.value.clone(), when)] };
        let facts = context.setting.facts();
        let keys = rows.iter().filter_map(|row| facts.references().key(&row.show.value).ok());
        let keys: Vec<_> = keys.map(|key| when.key(key, facts)).collect();
        match shown_members(facts, members, &keys) {
            Ok(all) => {
                let own = when.scope.unwrap_or(ScopeId::ACTUAL);
                let joined = |member| facts.contexts().joined(own, member);
                let named = |scope| {
                    let name = &facts.scope(scope).name;
                    (format!("{}/{name}", when.period), ScopedPeriod { scope: Some(scope), ..when })
                };
                all.into_iter().filter_map(joined).map(named).collect()
            }
            Err(error) => {
                context.refuse(error, members.span);
                Vec::new()
            }
        }
    }

    /// Makes the table; its caption is the slide's title where it has none.
    pub(super) fn table(&self, context: &mut SlideContext<'_>) -> Table {
        let (locale, facts) = (context.setting.locale(), context.setting.facts());
        let caption = match &self.caption {
            Some(own) => context.words(own),
            None => context.caption(),
        };
        let mut columns = vec![column(Align::Left, 1)];
        let mut cells = vec![first_head(self.first_column.as_ref(), context)];
        let mut periods = Vec::new();
        let show = self.show.spread(|row| whole_row(row).of_members(context));
        let rows: Vec<_> = show.iter().cloned().collect();
        let by_year = rows.iter().any(|row| year(row, context).is_some());
        // Rows of several items are told apart by more than their years.
        let items = rows.iter().filter(|row| year(row, context).is_some());
        let items = items.filter_map(|row| facts.references().read(&row.show.value).ok());
        let items: BTreeSet<_> = items.map(|reference| reference.item).collect();
        self.judge_headers(context);
        for (at, text) in self.periods.iter().enumerate() {
            let Some(when) = when(text, context) else { continue };
            for (name, when) in self.columns(text, when, &rows, context) {
                columns.push(column(Align::Figure, 0));
                let label = when.scope.map(|scope| facts.scope(scope).label.clone());
                let head = if by_year {
                    locale.part_of_year(when.period)
                } else {
                    context.setting.period_column(when.period)
                };
                cells.push(match self.headers.get(at) {
                    Some(own) => marked_head(vec![context.marked(own)]),
                    // Where all columns are of one period, the slide says which.
                    None if self.members.is_some() && self.periods.len() == 1 => {
                        col_head(label.into_iter().collect())
                    }
                    None => col_head(std::iter::once(head).chain(label).collect()),
                });
                periods.push((name, when));
            }
        }
        let names: Vec<_> = periods.iter().map(|(name, _)| name.as_str()).collect();
        let spark: Vec<_> = self.spark.iter().filter_map(|text| period(text, context)).collect();
        if !spark.is_empty() {
            columns.push(column(Align::Center, 0));
            cells.push(col_head(vec![locale.chart.spark_head.clone()]));
        }
        let mut grid = Grid::new(caption, columns, cells);
        let asked = common(self.r#in.as_ref(), self.decimals.as_ref(), context);
        let all: Vec<_> = rows.iter().collect();
        let lessening = lessening(&all, context);
        for (at, (row, lessens)) in rows.into_iter().zip(lessening).enumerate() {
            grid.between(show.before(at), context);
            let Some(key) = context.key(&row.show) else { continue };
            let set = FigureSetting::of(asked, &row.print, key, context);
            let style = FigureSetting { lessens, ..set }.style(key, context);
            let year = year(&row, context);
            let mut cells = vec![match year.filter(|_| row.label.is_none()) {
                Some(year) => {
                    let mut label = vec![Inline::text(named(year, key, items.len() > 1, context))];
                    label.extend(row.mark_span(context));
                    row_head(label)
                }
                None => row.head_cell(key, context),
            }];
            row.judge_blanks(&names, context);
            row.judge_day(context);
            let shown = |when: ScopedPeriod| {
                let period = year.map_or(when.period, |year| when.period.in_year(year));
                ScopedPeriod { period, ..when }.key(key, facts)
            };
            if year.is_none() {
                let all: Vec<_> = periods.iter().map(|(_, when)| shown(*when)).collect();
                let place =
                    "the periods are those of `periods`; a fiscal year alone shows its parts";
                context.judge_own_key(&row.show, &all, place);
            }
            for (name, when) in &periods {
                let key = shown(*when);
                cells.push(if row.leaves(name) {
                    blank_cell()
                } else {
                    figure_cell(figure(context, key, style, row.show.span))
                });
            }
            if !spark.is_empty() {
                let alone = |period: &Period| ScopedPeriod { period: *period, scope: None };
                let spark: Vec<_> =
                    spark.iter().map(|period| shown(alone(period)).period).collect();
                cells.push(spark_cell(key, &spark, style, row.show.span, context));
            }
            let comment = row.comment(context);
            grid.row(row.set(), cells, comment);
        }
        grid.between(show.before(show.len()), context);
        let mut table = grid.finish(locale.word("comments"), 2);
        let columns: Vec<_> = periods.iter().map(|(_, place)| Some(place.period)).collect();
        table.along = ends_right(&columns, facts);
        table.captioned = self.caption.is_some();
        table.unit = self.unit.as_ref().map(|unit| context.setting.unit_name(unit));
        table
    }
}
