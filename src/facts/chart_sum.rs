//! What charts claim of figures by drawing them.

use super::{Facts, Key};
use crate::num::Exact;
use crate::source::Span;

/// How a sum is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartSumForm {
    /// The steps of a bridge lead from one figure to another.
    Bridge,
    /// What is stacked adds up to the total above it.
    Stack,
}

/// A sum that a slide draws: it holds for these figures, whatever relations say.
#[derive(Clone, Debug)]
pub struct ChartSum {
    /// How it is drawn.
    pub kind: ChartSumForm,
    /// The figure that is reached.
    pub result: Key,
    /// The figures that lead to it, each with what it counts with.
    pub terms: Vec<(Exact, Key)>,
    /// Where the slide names the figure that is reached.
    pub span: Span,
}

impl Facts {
    /// Adds the sums that charts draw.
    pub fn draw(&mut self, sums: Vec<ChartSum>) {
        self.drawn.extend(sums);
    }

    /// Gives the sums that charts draw, in the order of the slides.
    #[must_use]
    pub fn chart_sums(&self) -> &[ChartSum] {
        &self.drawn
    }
}
