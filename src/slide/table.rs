//! Small tables over several periods.

use super::figure::spark_cell;
use super::grid::{Grid, col_head, column, figure_cell};
use super::rows::{RowSpec, figure, kind_basics, period, role, scale, whole_row};
use super::{Body, Head, Kind, Pager};
use crate::shape::ScalarOr;
use crate::source::Text;
use crate::view::{Align, Block, Layout, Look, Slot, Table};

crate::record! {
    /// Small tables over several periods, with remarks.
    pub struct TableSlide {
        ..head: Head,
        /// The tables, top to bottom.
        tables: Vec<TableSpec>,
        /// Remarks, in Markdown.
        text: Option<Text>,
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
        caption: Option<Text>,
        /// The items, each by name or with label and setting.
        show: Vec<ScalarOr<RowSpec>>,
        /// The periods.
        periods: Vec<Text>,
        /// The periods of a small chart at the end of each row.
        spark: Vec<Text>,
        /// The scale the figures are printed in.
        r#in: Option<Text>,
        /// Unit of the table, where it is not the slide's.
        unit: Option<Text>,
    }
}

impl Kind for TableSlide {
    kind_basics!();

    fn lay(&self, pager: &mut Pager<'_>) -> Option<Body> {
        let tables = self.tables.iter().map(|spec| Block::Table(spec.table(&self.head, pager)));
        let tables: Vec<_> = tables.collect();
        let text = self.text.as_ref().map(|text| pager.prose(text)).unwrap_or_default();
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

impl TableSpec {
    /// Gives the height of the table in rows, with its header, caption and the air around it.
    pub(super) fn height(&self) -> usize {
        self.show.len() + 2 + usize::from(self.caption.is_some())
    }

    /// Makes the table; its caption is the slide's title where it has none.
    pub(super) fn table(&self, head: &Head, pager: &mut Pager<'_>) -> Table {
        let locale = pager.setting.locale();
        let mut columns = vec![column(Align::Left, 1)];
        let mut cells = vec![col_head(vec![locale.word("item").to_owned()])];
        let mut periods = Vec::new();
        for text in &self.periods {
            if let Some(period) = period(text, pager) {
                columns.push(column(Align::Figure, 0));
                cells.push(col_head(vec![pager.setting.period_head(period)]));
                periods.push(period);
            }
        }
        let spark: Vec<_> = self.spark.iter().filter_map(|text| period(text, pager)).collect();
        if !spark.is_empty() {
            columns.push(column(Align::Center, 0));
            cells.push(col_head(vec![locale.chart.spark_head.clone()]));
        }
        let title = self.caption.as_ref().or(head.title.as_ref());
        let caption = title.map_or_else(String::new, |text| text.value.clone());
        let mut grid = Grid::new(caption, columns, cells);
        let look = Look { cell: true, scale: scale(self.r#in.as_ref(), pager), ..Look::default() };
        for row in self.show.iter().map(whole_row) {
            let Some(key) = pager.key(&row.show) else { continue };
            let mut cells = vec![row.head_cell(key, pager)];
            for period in &periods {
                let key = crate::facts::Key { period: *period, ..key };
                cells.push(figure_cell(figure(pager, key, look, row.show.span)));
            }
            if !spark.is_empty() {
                cells.push(spark_cell(key, &spark, look, row.show.span, pager));
            }
            let comment = row.comment(pager);
            grid.row(role(row.r#as), cells, comment);
        }
        let mut table = grid.finish(locale.word("comments"), 2);
        table.captioned = self.caption.is_some();
        table.unit = self.unit.as_ref().map(|unit| pager.setting.unit_name(unit));
        table
    }
}
