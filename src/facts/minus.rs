//! What a figure below zero means: a loss, or money that goes out and is told by its size.

use std::cmp::Ordering;

use super::{Facts, FactsSpec, Item, ItemId};
use crate::code;
use crate::diag::{Finding, Report};

crate::choice! {
    /// What a figure of an item means below zero.
    pub enum Minus {
        /// A loss: a change is told as turned to loss, or as a loss that narrowed.
        Loss = "loss",
        /// What was spent or written off, such as a tax or an impairment kept with a minus.
        Charge = "charge",
        /// Money that went out, such as a payment.
        Outflow = "outflow",
        /// What is taken off, such as treasury stock or an elimination.
        Deduction = "deduction",
        /// None of these, whatever the label says.
        Neither = "none",
    }
}

/// Refuses what goes out of which all figures are above zero: they would be told the wrong way round.
pub(super) fn judge(facts: &Facts, specs: &FactsSpec, report: &mut Report) {
    for ((id, item), (_, spec)) in facts.items().zip(&specs.0) {
        let Some(said) = spec.minus.filter(|_| item.is_told_by_size()) else { continue };
        let mut known = facts.keys_of(id).filter_map(|key| facts.fact(key)?.exact()).peekable();
        if known.peek().is_some() && !known.any(|exact| exact.is_negative()) {
            let message = format!("no figure of `{}` is below zero", item.name);
            let help =
                format!("Leave `minus: {}` out: it is of what is kept with a minus", said.word());
            report.push(Finding::new(code::WRONG_KIND, message, item.span).help(help));
        }
    }
}

impl Item {
    /// Tells whether a figure below zero is a loss.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.minus == Some(Minus::Loss)
    }

    /// Tells whether a figure below zero goes out or is taken off, so that words tell its size.
    #[must_use]
    pub fn is_told_by_size(&self) -> bool {
        self.minus.is_some_and(|minus| match minus {
            Minus::Charge | Minus::Outflow | Minus::Deduction => true,
            Minus::Loss | Minus::Neither => false,
        })
    }

    /// Tells which way a change is told, of figures that went one way by their signs: an outflow
    /// rises where it goes farther from zero.
    #[must_use]
    pub fn direction(&self, way: Ordering) -> Ordering {
        if self.is_told_by_size() { way.reverse() } else { way }
    }
}

impl Facts {
    /// Learns which items of money are outflows where nothing is said of them: none of their
    /// figures, of all periods and scopes, is above zero, and their label names a cost, a tax or a payment.
    pub fn learn_outflows(&mut self, is_outflow: impl Fn(&str) -> bool) {
        let learned: Vec<_> = self
            .items()
            .filter(|(id, item)| {
                item.minus.is_none()
                    && item.unit.is_currency()
                    && self.is_below(*id)
                    && is_outflow(&item.label)
            })
            .map(|(id, _)| id)
            .collect();
        for id in learned {
            self.items[id.0 as usize].minus = Some(Minus::Outflow);
        }
        self.by_size = self.changes().state_size();
    }

    /// Takes over what another language of the same deck says of each minus, which labels in this
    /// language must not change.
    pub fn take_minus(&mut self, other: &Self) {
        for (item, other) in self.items.iter_mut().zip(&other.items) {
            item.minus = other.minus;
        }
        self.by_size = other.by_size;
    }

    /// Tells whether an item has figures below zero and none above.
    #[must_use]
    pub fn is_below(&self, item: ItemId) -> bool {
        let all = self.keys_of(item).filter_map(|key| self.fact(key)?.exact());
        let mut known = all.filter(|exact| !exact.is_zero()).peekable();
        known.peek().is_some() && known.all(|exact| exact.is_negative())
    }
}
