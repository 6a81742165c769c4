//! The key of a figure.

use crate::num::Period;

/// Numbers a line item by its order in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub(super) u32);

/// Numbers a context: a set of names, each a scope or a member of a dimension. The first is what
/// actually happened, of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub(super) u16);

impl ScopeId {
    /// Consolidated actuals, the scope of a figure that names none.
    pub const ACTUAL: Self = Self(0);

    /// How it is written where it is named: `revenue@1Q10/actual`.
    pub const ACTUAL_NAME: &'static str = "actual";
}

/// Names one figure: what, when, and on which basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The line item.
    pub item: ItemId,
    /// The period, or the day of a balance.
    pub period: Period,
    /// Actual and the whole; or a scope such as a target, members such as a segment, or both.
    pub scope: ScopeId,
}
