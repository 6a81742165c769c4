//! Items whose figures are rates of growth themselves.

use super::{Reading, Sense};
use crate::facts::{ItemId, RelationKind};

impl Reading<'_> {
    /// Tells whether the figures of an item are rates of growth: a relation or its label says so, or it is in
    /// per cent and bears the name of an amount, as "Comparable sales" do.
    #[must_use]
    pub fn is_growth(&self, id: ItemId) -> bool {
        let facts = &self.deck.facts;
        let item = facts.item(id);
        if !item.unit.is_percentage() {
            return false;
        }
        let mut relations = facts.relations().iter();
        let made = relations.any(|one| one.kind == RelationKind::Growth && one.result.item == id);
        let label = item.label.to_lowercase();
        let rate = || self.locale.roles.rates.iter().any(|word| label.contains(word.as_str()));
        let amount = || !self.locale.terms.find(&item.label, self.locale.prose.blanks).is_empty();
        made || self.holds(&item.label, Sense::Up) || (!rate() && amount())
    }
}
