//! What a figure below zero means: a loss, or money that goes out and is told by its size.

use std::cmp::Ordering;

use super::{Facts, FactsSpec, Item, ItemId, ItemSpec};
use crate::code;
use crate::diag::{Finding, Report};

/// What a figure of an item means below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minus {
    /// A loss: a change is told as turned to loss, or as a loss that narrowed.
    Loss,
    /// Money that goes out, such as a cost kept with a minus: it rises where it goes farther from zero.
    Outflow,
    /// Neither, as its author says.
    Neither,
}

/// Reads what an item says of its minus; nothing where it is to be learned.
pub(super) fn read(spec: &ItemSpec, report: &mut Report) -> Option<Minus> {
    let loss = spec.loss.as_ref().is_some_and(|loss| loss.value);
    match (&spec.outflow, loss) {
        (Some(outflow), true) if outflow.value => {
            let message = "what is a loss below zero is no outflow";
            let finding = Finding::new(code::WRONG_KIND, message, outflow.span);
            report.push(
                finding.help("Write `loss: yes` for a result, `outflow: yes` for a cost or a tax"),
            );
            Some(Minus::Loss)
        }
        (_, true) => Some(Minus::Loss),
        (Some(outflow), false) => Some(if outflow.value { Minus::Outflow } else { Minus::Neither }),
        (None, false) => None,
    }
}

/// Refuses an outflow of which all figures are above zero: they would be told the wrong way round.
pub(super) fn judge(facts: &Facts, specs: &FactsSpec, report: &mut Report) {
    for ((id, item), (_, spec)) in facts.items().zip(&specs.0) {
        let Some(outflow) = spec.outflow.as_ref().filter(|outflow| outflow.value) else { continue };
        let mut known = facts.keys_of(id).filter_map(|key| facts.fact(key)?.exact()).peekable();
        if known.peek().is_some() && !known.any(|exact| exact.is_negative()) {
            let message = format!("no figure of `{}` is below zero", item.name);
            let finding = Finding::new(code::WRONG_KIND, message, outflow.span);
            report.push(
                finding.help(
                    "Leave `outflow` out: it is of costs and taxes that are kept with a minus",
                ),
            );
        }
    }
}

impl Item {
    /// Tells whether a figure below zero is a loss.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.minus == Some(Minus::Loss)
    }

    /// Tells whether a figure below zero is money that goes out.
    #[must_use]
    pub fn is_outflow(&self) -> bool {
        self.minus == Some(Minus::Outflow)
    }

    /// Tells which way a change is told, of figures that went one way by their signs: an outflow
    /// rises where it goes farther from zero.
    #[must_use]
    pub fn direction(&self, way: Ordering) -> Ordering {
        if self.is_outflow() { way.reverse() } else { way }
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
