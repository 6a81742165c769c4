//! A balance sheet with the changes between two days.

use super::grid::{Grid, col_head, column, figure_cell};
use super::rows::{
    FigureSetting, RowSpec, blank_cell, change, figure, kind_basics, period, role, scale,
};
use super::statement::MeasureSpec;
use super::{Body, Head, Kind, Pager};
use crate::code;
use crate::diag::Finding;
use crate::facts::Key;
use crate::num::{Measure, Unit};
use crate::shape::{PeriodRef, ScaleName};
use crate::view::{Align, Block, Layout, Slot};

crate::record! {
    /// A balance sheet: two days and the change from the earlier to the later, with comments beside
    /// the rows.
    pub struct Balance {
        ..head: Head,
        /// The two days, in the order of their columns.
        dates: Vec<PeriodRef>,
        /// What the columns of changes show; the amount where left out.
        changes: Vec<MeasureSpec>,
        /// The scale the figures are printed in.
        r#in: Option<ScaleName>,
        /// The rows.
        rows: Vec<RowSpec>,
    }
}

impl Kind for Balance {
    kind_basics!();

    fn lay(&self, pager: &mut Pager<'_>) -> Option<Body> {
        let days: Vec<_> = self.dates.iter().filter_map(|text| period(text, pager)).collect();
        let &[left, right] = days.as_slice() else {
            let message = "a balance sheet compares two days";
            let finding = Finding::new(code::MISSING_FIELD, message, self.span);
            pager.push(finding.help("Write `dates: [2010-06-30, 2010-03-31]`"));
            return None;
        };
        let locale = pager.setting.locale();
        let calendar = pager.setting.facts().calendar;
        let later = calendar.ends(left) >= calendar.ends(right);
        let (now, base) = if later { (left, right) } else { (right, left) };
        let changes = match self.changes.as_slice() {
            [] => &[MeasureSpec::Amount],
            changes => changes,
        };
        let mut columns = vec![column(Align::Left, 0)];
        columns.resize_with(3 + changes.len(), || column(Align::Figure, 0));
        let mut head = vec![
            locale.word("item").to_owned(),
            pager.setting.period_head(left),
            pager.setting.period_head(right),
        ];
        let names = changes.iter().map(|change| match change {
            MeasureSpec::Percent => locale.word("change_rate"),
            MeasureSpec::Amount | MeasureSpec::Points => locale.word("changes"),
        });
        head.extend(names.map(str::to_owned));
        let head = head.into_iter().map(|text| col_head(vec![text])).collect();
        let caption = pager.caption();
        let mut grid = Grid::new(caption, columns, head);
        let scale = scale(self.r#in.as_ref(), pager);
        for row in &self.rows {
            let Some(key) = pager.key(&row.show) else { continue };
            let (new, old) = (Key { period: now, ..key }, Key { period: base, ..key });
            pager.judge_own_key(&row.show, &[new, old], "the days are those of `dates`");
            let span = row.show.span;
            let set = FigureSetting { scale, ..FigureSetting::default() };
            let style = set.style(key, pager);
            let rate = match pager.setting.facts().item(key.item).unit {
                Unit::Percent | Unit::Points => true,
                Unit::Currency { .. } | Unit::Times | Unit::Count { .. } => false,
            };
            let (first, second) = if later { (new, old) } else { (old, new) };
            let mut cells = vec![row.head_cell(key, pager)];
            for (key, date) in [(first, &self.dates[0]), (second, &self.dates[1])] {
                cells.push(if row.leaves(&date.value) {
                    blank_cell(pager)
                } else {
                    figure_cell(figure(pager, key, style, span))
                });
            }
            row.judge_blanks(&[&self.dates[0].value, &self.dates[1].value, "changes"], pager);
            for spec in changes {
                let measure = match spec {
                    MeasureSpec::Percent => Some(Measure::Percent).filter(|_| !rate),
                    MeasureSpec::Amount if rate => Some(Measure::Points),
                    MeasureSpec::Amount | MeasureSpec::Points => Some(spec.measure()),
                };
                // A percentage of a percentage says nothing.
                cells.push(match measure.filter(|_| !row.leaves("changes")) {
                    Some(measure) => figure_cell(change(pager, (new, old), measure, set, span)),
                    None => blank_cell(pager),
                });
            }
            let comment = row.comment(pager);
            grid.row(role(row.r#as), cells, comment);
        }
        let table = Block::Table(grid.finish(locale.word("comments"), 1));
        Some(Body::new(Layout::Rows, vec![Slot { weight: 1, blocks: vec![table] }]))
    }
}
