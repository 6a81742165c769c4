//! Charts or small tables with comments.

use super::draw::{ChartSpec, Frame};
use super::pager::arranged;
use super::rows::kind_basics;
use super::table::TableSpec;
use super::{Body, Head, Kind, Pager, Size};
use crate::source::Text;
use crate::view::{Block, Layout, Slot};

crate::record! {
    /// Charts, small tables below them, and comments at their side.
    pub struct Trend {
        ..head: Head,
        /// The charts.
        charts: Vec<ChartSpec>,
        /// A small table below the charts.
        table: Option<TableSpec>,
        /// Several small tables below the charts.
        tables: Vec<TableSpec>,
        /// Comments, in Markdown.
        text: Option<Text>,
        /// Comments in several columns; as many as charts set each below its chart.
        columns: Vec<Text>,
    }
}

impl Kind for Trend {
    kind_basics!();

    fn lay(&self, pager: &mut Pager<'_>) -> Option<Body> {
        let tables: Vec<_> = self
            .table
            .iter()
            .chain(&self.tables)
            .map(|spec| Block::Table(spec.table(&self.head, pager)))
            .collect();
        let texts: Vec<_> = self.text.iter().chain(&self.columns).collect();
        let paired = tables.is_empty() && texts.len() > 1 && texts.len() == self.charts.len();
        let alone = tables.is_empty() && texts.is_empty();
        if paired || alone {
            let height = if paired { Frame::BODY * 2 / 5 } else { Frame::BODY };
            let frame = Frame::of(self.charts.len(), height);
            let slots: Vec<_> = self
                .charts
                .iter()
                .enumerate()
                .map(|(at, chart)| {
                    let mut blocks = vec![Block::Chart(chart.chart(frame, pager))];
                    if let Some(text) = texts.get(at) {
                        blocks.extend(pager.prose(text));
                    }
                    Slot { weight: 1, blocks }
                })
                .collect();
            return Some(Body::new(arranged(slots.len()), slots));
        }
        // Charts take the height that tables leave: a row is as high as its letters ask.
        let rows = self.table.iter().chain(&self.tables).map(TableSpec::height).sum();
        let row = match self.head.size {
            None | Some(Size::Normal) => 25,
            Some(Size::Small) => 22,
            Some(Size::Smaller) => 17,
        };
        let side_by_side = if texts.is_empty() { 1 } else { 2 };
        let frame = Frame::stacked(side_by_side, self.charts.len(), rows, row);
        let mut left: Vec<_> =
            self.charts.iter().map(|chart| Block::Chart(chart.chart(frame, pager))).collect();
        let wide = self.tables.iter().any(|table| table.periods.len() > 6);
        left.extend(tables);
        let right: Vec<_> = texts.into_iter().flat_map(|text| pager.prose(text)).collect();
        let slots = [(if wide { 16 } else { 10 }, left), (if wide { 9 } else { 11 }, right)]
            .into_iter()
            .filter(|(_, blocks)| !blocks.is_empty())
            .map(|(weight, blocks)| Slot { weight, blocks })
            .collect::<Vec<_>>();
        Some(match slots.len() {
            1 => Body::new(Layout::Rows, slots),
            _ => Body::new(Layout::Columns, slots),
        })
    }
}
