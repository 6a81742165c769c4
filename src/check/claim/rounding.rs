//! A note of how amounts are rounded, against how they are.

use super::Claim;
use crate::diag::{Report, Severity};
use crate::num::{Rounding, Scale, Unit};
use crate::words::{Hit, Sense};

impl Claim<'_> {
    /// A note of how amounts are rounded.
    pub(super) fn rounding(&self, hits: &[Hit], report: &mut Report) {
        let find = |sense| hits.iter().find(|hit| hit.sense == sense).copied();
        let (near, cut) = (find(Sense::Rounded), find(Sense::Truncated));
        let (hit, cuts) = match (near, cut) {
            (Some(hit), None) => (hit, false),
            (None, Some(hit)) => (hit, true),
            (Some(_), Some(_)) | (None, None) => return,
        };
        // Shares and rates may round in another way than amounts.
        if find(Sense::OfRates).is_some() {
            return;
        }
        let amounts = self.facts().items().filter(
            |(_, item)| matches!(item.unit, Unit::Currency { scale, .. } if scale != Scale::One),
        );
        let all: Vec<Rounding> = amounts.map(|(_, item)| item.rounding).collect();
        let truncated = |rounding: &Rounding| *rounding == Rounding::TowardZero;
        let exact = |rounding: &Rounding| *rounding == Rounding::Unrounded;
        let fits = all.is_empty() || all.iter().any(|one| exact(one) || truncated(one) == cuts);
        if !fits {
            let word = &self.passage.text[hit.start..hit.end];
            let own = all.first().map_or_else(String::new, ToString::to_string);
            let message = format!("`{word}` contradicts the rounding of the amounts, `{own}`");
            self.tell(hit, (message, Severity::Error), &[], report);
        }
    }
}
