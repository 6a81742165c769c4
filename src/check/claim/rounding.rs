//! A note of how amounts are rounded, against how they are.

use super::Claim;
use crate::check::group::groups;
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::num::{Rounding, Scale, Unit};
use crate::words::{Hit, Sense, rounded_scale};

impl Claim<'_> {
    /// 千円未満切捨て over amounts in millions.
    pub(super) fn rounded_to(&self, hits: &[Hit], report: &mut Report) {
        let locale = self.reading.locale;
        let senses = [Sense::Rounded, Sense::Truncated];
        let note = hits.iter().find(|hit| senses.contains(&hit.sense));
        let clause = &self.passage.text[self.clause.range.clone()];
        let Some((hit, said)) = note.copied().zip(rounded_scale(clause, locale)) else { return };
        let facts = self.facts();
        let units = facts.items().filter_map(|(_, item)| match item.unit {
            Unit::Currency { scale, .. } if scale != Scale::One => Some(scale),
            Unit::Currency { .. }
            | Unit::Percent
            | Unit::Points
            | Unit::BasisPoints
            | Unit::Times
            | Unit::Count { .. } => None,
        });
        let slides = self.reading.deck.numbered().flat_map(|(_, slide)| groups(slide, facts));
        let printed = slides.flat_map(|group| group.scales).flatten();
        let mut all = units.chain(printed).map(|scale| locale.usual_scale(scale)).peekable();
        let Some(own) = all.peek().copied() else { return };
        if all.all(|scale| scale != locale.usual_scale(said)) {
            let message =
                format!("the note on rounding names the scale {said}, no amount is in it");
            let name = format!("amounts are in {own}");
            let span = self.passage.place(hit.start..hit.end, self.reading.sources);
            let finding = Finding::weighed(code::UNIT_DIFFERS, Severity::Error, message, span);
            report.push(finding.note(name).help("Name the scale that the amounts are printed in"));
        }
    }

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
            self.report_claim(hit, (message, Severity::Error), &[], report);
        }
    }
}
