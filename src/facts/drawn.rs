//! What charts claim of figures by drawing them.

use super::{Facts, Key};
use crate::num::Exact;
use crate::source::Span;

/// How a sum is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawnAs {
    /// The steps of a bridge lead from one figure to another.
    Bridge,
    /// What is stacked adds up to the total above it.
    Stack,
}

/// A sum that a slide draws: it holds for these figures, whatever relations say.
#[derive(Clone, Debug)]
pub struct DrawnSum {
    /// How it is drawn.
    pub kind: DrawnAs,
    /// The figure that is reached.
    pub result: Key,
    /// The figures that lead to it, each with what it counts with.
    pub terms: Vec<(Exact, Key)>,
    /// Where the slide names the figure that is reached.
    pub span: Span,
}

impl Facts {
    /// Adds the sums that charts draw.
    pub fn draw(&mut self, sums: Vec<DrawnSum>) {
        self.drawn.extend(sums);
    }

    /// Gives the sums that charts draw, in the order of the slides.
    #[must_use]
    pub fn drawn_sums(&self) -> &[DrawnSum] {
        &self.drawn
    }
}
