//! A balance sheet with the changes between two days.

use super::grid::{Grid, col_head, column, figure_cell};
use super::rows::{RowSpec, change, figure, kind_basics, period, role, scale};
use super::{Body, Head, Kind, Pager};
use crate::diag::Finding;
use crate::facts::Key;
use crate::num::Measure;
use crate::source::Text;
use crate::view::{Align, Block, Layout, Look, Slot, Wording};

crate::record! {
    /// A balance sheet: two days and the change between them, with comments beside the rows.
    pub struct Balance {
        ..head: Head,
        /// The later day, then the earlier.
        dates: Vec<Text>,
        /// The scale the figures are printed in.
        r#in: Option<Text>,
        /// The rows.
        rows: Vec<RowSpec>,
    }
}

impl Kind for Balance {
    kind_basics!();

    fn lay(&self, pager: &mut Pager<'_>) -> Option<Body> {
        let days: Vec<_> = self.dates.iter().filter_map(|text| period(text, pager)).collect();
        let &[now, base] = days.as_slice() else {
            let message = "a balance sheet compares two days";
            let finding = Finding::error("missing-field", message, self.span);
            pager.push(finding.help("Write `dates: [2010-06-30, 2010-03-31]`, the later first"));
            return None;
        };
        let locale = pager.setting.locale();
        let figures = [Align::Left, Align::Figure, Align::Figure, Align::Figure];
        let columns = figures.into_iter().map(|align| column(align, 0)).collect();
        let head = [
            locale.word("item").to_owned(),
            pager.setting.period_head(now),
            pager.setting.period_head(base),
            locale.word("changes").to_owned(),
        ];
        let head = head.into_iter().map(|text| col_head(vec![text])).collect();
        let caption = self.head.title.as_ref().map_or_else(String::new, |t| t.value.clone());
        let mut grid = Grid::new(caption, columns, head);
        let scale = scale(self.r#in.as_ref(), pager);
        let look = Look { cell: true, scale, ..Look::default() };
        for row in &self.rows {
            let Some(key) = pager.key(&row.show) else { continue };
            let (new, old) = (Key { period: now, ..key }, Key { period: base, ..key });
            let span = row.show.span;
            let measure = match pager.setting.facts().item(key.item).unit {
                crate::num::Unit::Percent | crate::num::Unit::Points => Measure::Points,
                crate::num::Unit::Currency { .. }
                | crate::num::Unit::Times
                | crate::num::Unit::Count { .. } => Measure::Amount,
            };
            let cells = vec![
                row.head_cell(key, pager),
                figure_cell(figure(pager, new, look, span)),
                figure_cell(figure(pager, old, look, span)),
                figure_cell(change(pager, (new, old), measure, (Wording::Cell, scale), span)),
            ];
            let comment = row.comment(pager);
            grid.row(role(row.r#as), cells, comment);
        }
        let table = Block::Table(grid.finish(locale.word("comments"), 1));
        Some(Body::new(Layout::Rows, vec![Slot { weight: 1, blocks: vec![table] }]))
    }
}
