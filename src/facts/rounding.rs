//! How figures are rounded: amounts and rates, each by a rule of its own.
//!
//! Companies that cut amounts off below the million print their growth and margins rounded half
//! up all the same: 前年同期比 is seldom truncated. So one word rules the amounts alone.

use serde_json::{Value, json};

use crate::diag::Report;
use crate::num::{Rounding, Unit};
use crate::shape::{Defs, Shape, Walk};
use crate::source::{Node, NodeKind, Spanned};

crate::record! {
    /// How amounts are rounded, and how rates are.
    pub struct RoundingSpec {
        /// How amounts and counts are rounded.
        amounts: Option<Spanned<Rounding>>,
        /// How rates are rounded: percentages, points, multiples, shares and growth. Half up where
        /// left out, however amounts are.
        rates: Option<Spanned<Rounding>>,
    }
}

/// One rounding, or one for amounts and one for rates.
#[derive(Clone, Debug)]
pub enum Roundings {
    /// That of amounts; under an item, that of its own figures.
    One(Spanned<Rounding>),
    /// Both by name.
    Both(RoundingSpec),
}

impl Roundings {
    /// Gives how amounts and how rates are rounded; `own` is the unit of an item's own figures,
    /// `before` what holds where it says nothing.
    #[must_use]
    pub fn rules(&self, own: Option<&Unit>, before: (Rounding, Rounding)) -> (Rounding, Rounding) {
        match self {
            Self::One(one) if own.is_some_and(Unit::is_rate) => (before.0, one.value),
            Self::One(one) => (one.value, before.1),
            Self::Both(both) => {
                let or = |said: &Option<Spanned<Rounding>>, before| {
                    said.as_ref().map_or(before, |said| said.value)
                };
                (or(&both.amounts, before.0), or(&both.rates, before.1))
            }
        }
    }
}

impl Shape for Roundings {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match node.kind {
            NodeKind::Map(_) => RoundingSpec::read(node, report).map(Self::Both),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => {
                Spanned::read(node, report).map(Self::One)
            }
        }
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        match node.kind {
            NodeKind::Map(_) => RoundingSpec::walk(node, walk),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => {
                Spanned::<Rounding>::walk(node, walk);
            }
        }
    }

    fn schema(defs: &mut Defs) -> Value {
        json!({ "anyOf": [Spanned::<Rounding>::schema(defs), RoundingSpec::schema(defs)] })
    }
}
