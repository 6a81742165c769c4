//! Charts or small tables with comments.

use super::draw::{Frame, small};
use super::form::ChartSpec;
use super::pages::arranged;
use super::rows::kind_basics;
use super::table::TableSpec;
use super::{Body, Head, Kind, SlideContext};
use crate::shape::Prose;
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
        text: Option<Prose>,
        /// Comments in several columns; as many as charts set each below its chart.
        columns: Vec<Prose>,
    }
}

impl Kind for Trend {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let geometry = context.setting.geometry;
        let tables: Vec<_> = self
            .table
            .iter()
            .chain(&self.tables)
            .map(|spec| Block::Table(spec.table(context)))
            .collect();
        let texts: Vec<_> = self.text.iter().chain(&self.columns).collect();
        let paired = tables.is_empty() && texts.len() > 1 && texts.len() == self.charts.len();
        let alone = tables.is_empty() && texts.is_empty();
        if paired || alone {
            let width = Frame::of(geometry, self.charts.len(), 0).width();
            let below = texts.iter().map(|text| self.estimate(text, width, context)).max();
            let height = geometry.regions.body.saturating_sub(below.unwrap_or(0));
            let frame = Frame::of(geometry, self.charts.len(), height);
            let slots: Vec<_> = self
                .charts
                .iter()
                .enumerate()
                .map(|(at, chart)| {
                    let mut blocks = vec![Block::Chart(chart.chart(frame, context))];
                    if let Some(text) = texts.get(at) {
                        blocks.extend(context.prose(text));
                    }
                    Slot { weight: 1, blocks }
                })
                .collect();
            return Some(Body::new(arranged(slots.len()), slots));
        }
        // Charts take the height that tables leave: a row is as high as its letters ask.
        let rows = self.table.iter().chain(&self.tables).map(TableSpec::height).sum();
        let row = geometry.rows.table[usize::from(self.head.step())];
        let wide = self.tables.iter().any(|table| table.periods.len() > 6);
        let weights = if wide { (16, 9) } else { (10, 11) };
        let share = if texts.is_empty() { (1, 1) } else { (weights.0, weights.0 + weights.1) };
        let frame =
            Frame::within(geometry, share, self.charts.len(), small(rows).saturating_mul(row));
        let mut left: Vec<_> =
            self.charts.iter().map(|chart| Block::Chart(chart.chart(frame, context))).collect();
        left.extend(tables);
        let right: Vec<_> = texts.into_iter().flat_map(|text| context.prose(text)).collect();
        let slots = [(weights.0, left), (weights.1, right)]
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

impl Trend {
    /// Estimates the height of comments before they are set, a little too high rather than too
    /// low: what overflows is found in the end.
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "geometry; a text has a few lines"
    )]
    fn estimate(&self, text: &Text, width: u32, context: &SlideContext<'_>) -> u32 {
        let geometry = context.setting.geometry;
        let size = f64::from(geometry.sizes.steps[usize::from(self.head.step())]);
        let set = geometry.rows.prose;
        let line = |line: &str| {
            let wide = context.setting.letters.width(line, size, false) * set.ragged + set.indent;
            (wide / f64::from(width)).ceil().max(1.0) * size * set.line + size * set.between
        };
        let height: f64 = text.value.lines().filter(|line| !line.is_empty()).map(line).sum();
        (height + size).ceil() as u32
    }
}
