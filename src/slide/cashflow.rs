//! Cash flows by activity.

use super::draw::Frame;
use super::form::ChartSpec;
use super::pages::arranged;
use super::rows::kind_basics;
use super::{Body, Head, Kind, SlideContext};
use crate::shape::Prose;
use crate::view::{Block, Slot};

crate::record! {
    /// Cash flows: a column for each activity, with its chart and its main parts.
    pub struct Cashflow {
        ..head: Head,
        /// The activities.
        parts: Vec<Part>,
    }
}

crate::record! {
    /// An activity.
    pub struct Part {
        ..chart: ChartSpec,
        /// Its main parts, in Markdown.
        text: Option<Prose>,
    }
}

impl Kind for Cashflow {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let geometry = context.setting.geometry;
        let frame = Frame::of(geometry, self.parts.len(), geometry.regions.body / 2);
        let slots: Vec<_> = self
            .parts
            .iter()
            .map(|part| {
                let mut blocks = vec![Block::Chart(part.chart.chart(frame, context))];
                if let Some(text) = &part.text {
                    blocks.extend(context.prose(text));
                }
                Slot { weight: 1, blocks }
            })
            .collect();
        Some(Body::new(arranged(slots.len()), slots))
    }
}
