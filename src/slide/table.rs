//! Small tables over several periods.

use std::collections::BTreeSet;

use super::figure::spark_cell;
use super::grid::{Grid, col_head, column, figure_cell, first_head, marked_head, row_head};
use super::listed::RowList;
use super::reconciliation::lessening;
use super::rows::{
    FigureSetting, RowSpec, blank_cell, figure, kind_basics, period, scale, whole_row,
};
use super::{Body, Head, Kind, SlideContext};
use crate::code;
use crate::diag::Finding;
use crate::num::Period;
use crate::shape::{
    Caption, ColumnHeader, ItemRef, PeriodHeader, PeriodRef, Prose, ScalarOr, ScaleName, UnitNote,
};
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
        /// The periods.
        periods: Vec<PeriodRef>,
        /// Headers of the periods, where they are not made from them, such as Interim, Year-end and
        /// Annual.
        headers: Vec<PeriodHeader>,
        /// Header of the first column, over the labels of the rows.
        first_column: Option<ColumnHeader>,
        /// The periods of a small chart at the end of each row.
        spark: Vec<PeriodRef>,
        /// The scale the figures are printed in.
        r#in: Option<ScaleName>,
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
        let rows: Vec<_> = self.show.iter().map(whole_row).collect();
        let by_year = rows.iter().any(|row| year(row, context).is_some());
        // Rows of several items are told apart by more than their years.
        let items = rows.iter().filter(|row| year(row, context).is_some());
        let items = items.filter_map(|row| facts.references().read(&row.show.value).ok());
        let items: BTreeSet<_> = items.map(|reference| reference.item).collect();
        self.judge_headers(context);
        for (at, text) in self.periods.iter().enumerate() {
            if let Some(period) = period(text, context) {
                columns.push(column(Align::Figure, 0));
                cells.push(match self.headers.get(at) {
                    Some(own) => marked_head(vec![context.marked(own)]),
                    None if by_year => col_head(vec![locale.part_of_year(period)]),
                    None => col_head(vec![context.setting.period_head(period)]),
                });
                periods.push((text.value.as_str(), period));
            }
        }
        let names: Vec<_> = periods.iter().map(|(name, _)| *name).collect();
        let spark: Vec<_> = self.spark.iter().filter_map(|text| period(text, context)).collect();
        if !spark.is_empty() {
            columns.push(column(Align::Center, 0));
            cells.push(col_head(vec![locale.chart.spark_head.clone()]));
        }
        let mut grid = Grid::new(caption, columns, cells);
        let scale = scale(self.r#in.as_ref(), context);
        let lessening = lessening(rows.iter(), context.setting.facts());
        for (at, (row, lessens)) in rows.into_iter().zip(lessening).enumerate() {
            grid.between(self.show.before(at), context);
            let Some(key) = context.key(&row.show) else { continue };
            let style =
                FigureSetting { scale, lessens, ..FigureSetting::default() }.style(key, context);
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
            let shown = |period: Period| crate::facts::Key {
                period: year.map_or(period, |year| period.in_year(year)),
                ..key
            };
            if year.is_none() {
                let all: Vec<_> = periods.iter().map(|(_, period)| shown(*period)).collect();
                let place =
                    "the periods are those of `periods`; a fiscal year alone shows its parts";
                context.judge_own_key(&row.show, &all, place);
            }
            for &(name, period) in &periods {
                let key = shown(period);
                cells.push(if row.leaves(name) {
                    blank_cell(context)
                } else {
                    figure_cell(figure(context, key, style, row.show.span))
                });
            }
            if !spark.is_empty() {
                let spark: Vec<_> = spark.iter().map(|period| shown(*period).period).collect();
                cells.push(spark_cell(key, &spark, style, row.show.span, context));
            }
            let comment = row.comment(context);
            grid.row(row.set(), cells, comment);
        }
        grid.between(self.show.before(self.show.len()), context);
        let mut table = grid.finish(locale.word("comments"), 2);
        table.captioned = self.caption.is_some();
        table.unit = self.unit.as_ref().map(|unit| context.setting.unit_name(unit));
        table
    }
}
