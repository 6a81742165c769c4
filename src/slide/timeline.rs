//! Releases, grouped by fiscal year and quarter from their dates.

use super::grid::{Grid, col_head, column, row_head, text_cell};
use super::rows::kind_basics;
use super::{Body, Head, Kind, SlideContext, SlideSubject};
use crate::num::{Date, Period};
use crate::shape::ProseLine;
use crate::source::Spanned;
use crate::view::{Align, Block, Cell, HeaderScope, Inline, Layout, RowRole, Slot};

crate::record! {
    /// Releases in order of date; fiscal year and quarter are made from the dates.
    pub struct Timeline {
        ..head: Head,
        /// The releases.
        releases: Vec<Release>,
    }
}

crate::record! {
    /// A release.
    pub struct Release {
        /// The day it was published.
        date: Spanned<Date>,
        /// Its title, in Markdown.
        text: ProseLine,
    }
}

impl Kind for Timeline {
    kind_basics!();

    fn subject() -> SlideSubject {
        SlideSubject::Events
    }

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let locale = context.setting.locale();
        let calendar = context.setting.facts().calendar;
        let columns = vec![
            column(Align::Left, 0),
            column(Align::Left, 0),
            column(Align::Left, 0),
            column(Align::Left, 1),
        ];
        let head = ["year", "quarter", "date", "press_releases"];
        let head = head.map(|word| col_head(vec![locale.word(word).to_owned()])).into();
        let caption = context.caption();
        let mut grid = Grid::new(caption, columns, head);
        let mut releases: Vec<_> = self.releases.iter().collect();
        releases.sort_by_key(|release| release.date.value);
        let quarter = |release: &Release| calendar.quarter_of(release.date.value);
        let mut last: Option<Period> = None;
        for (at, release) in releases.iter().enumerate() {
            let here = quarter(release);
            let same = |wanted: &dyn Fn(Period) -> bool| {
                let count = releases[at..].iter().take_while(|r| wanted(quarter(r))).count();
                u32::try_from(count).unwrap_or(1)
            };
            let mut cells = Vec::new();
            if last.and_then(Period::year) != here.year() {
                let year = here.year().unwrap_or_default();
                let rowspan = same(&|p| p.year() == here.year());
                let cell = row_head(vec![Inline::text(locale.year_short(year, calendar))]);
                cells.push(Cell { rowspan, scope: HeaderScope::Rowgroup, ..cell });
            }
            if last != Some(here) {
                let number = match here {
                    Period::Quarter { quarter, .. } => quarter,
                    Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Year { .. }
                    | Period::Month { .. }
                    | Period::Trailing { .. }
                    | Period::Instant(_) => 0,
                };
                let cell = row_head(vec![Inline::text(locale.quarter_short(number))]);
                cells.push(Cell {
                    rowspan: same(&|p| p == here),
                    scope: HeaderScope::Rowgroup,
                    ..cell
                });
            }
            cells.push(row_head(vec![Inline::text(locale.date_day(release.date.value))]));
            cells.push(text_cell(context.line(&release.text)));
            grid.row(RowRole::Normal, cells, Vec::new());
            last = Some(here);
        }
        let table = Block::Table(grid.finish("", 1));
        Some(Body::new(Layout::Rows, vec![Slot { weight: 1, blocks: vec![table] }]))
    }
}
