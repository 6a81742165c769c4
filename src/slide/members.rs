//! Rows and columns of members: one for each member of a dimension, or of one that is named.

use super::form::SeriesSpec;
use super::grid::{first_head, marked_head};
use super::plotted::when;
use super::statement::{ColumnSpec, Lines};
use super::{RowSpec, Slide, SlideContext, TableSpec};
use crate::facts::{CiteError, Facts, Key, ScopeId};
use crate::shape::{ItemRef, MemberRef, records};
use crate::source::{Spanned, Text};
use crate::view::{Cell, Inline};

/// Gives the keys of the members of a dimension that an item has figures or changes of, in the order
/// of the dimension.
pub(super) fn member_keys<'f>(
    facts: &'f Facts,
    members: &Text,
    key: Key,
) -> Result<impl Iterator<Item = Key> + 'f, CiteError> {
    let contexts = facts.contexts();
    let (dimension, _) = contexts.dimension(members.value.trim())?;
    let of = contexts.members(dimension);
    let joined = of.filter_map(move |member| contexts.joined(key.scope, member));
    Ok(joined
        .filter(move |scope| facts.contexts().known(key.item, *scope))
        .map(move |scope| Key { scope, ..key }))
}

/// Gives the labels of the members of a dimension that an item has figures or changes of.
#[must_use]
pub fn member_labels<'f>(facts: &'f Facts, members: &Text, show: &str) -> Vec<&'f str> {
    let Ok(key) = facts.references().key(show) else { return Vec::new() };
    let keys = member_keys(facts, members, key).into_iter().flatten();
    keys.map(|key| facts.contexts().member_label(key.scope)).collect()
}

/// Gives the members of a dimension that one of several figures has.
pub(super) fn shown_members(
    facts: &Facts,
    members: &Text,
    keys: &[Key],
) -> Result<Vec<ScopeId>, CiteError> {
    let (dimension, _) = facts.contexts().dimension(members.value.trim())?;
    let shown = |member: &ScopeId| {
        let joined = |key: &Key| facts.contexts().joined(key.scope, *member);
        keys.iter()
            .any(|key| joined(key).is_some_and(|scope| facts.contexts().known(key.item, scope)))
    };
    Ok(facts.contexts().members(dimension).filter(shown).collect())
}

/// Gives a text that stands where another was written.
fn at(place: &Text, value: String) -> Text {
    Spanned::new(value, place.span)
}

impl Lines {
    /// Gives the rows and columns with one for each member where a dimension is named.
    pub(super) fn with_members(&self, context: &mut SlideContext<'_>) -> Self {
        let facts = context.setting.facts();
        let rows = self.rows.spread(|row| row.of_members(context));
        let columns = self.columns.spread(|column| {
            let Some(members) = &column.members else { return vec![column.clone()] };
            let keys: Vec<_> = rows.iter().filter_map(|row| self.key(row, context)).collect();
            let all = match shown_members(facts, members, &keys) {
                Ok(all) => all,
                Err(error) => {
                    context.refuse(error, members.span);
                    return Vec::new();
                }
            };
            let column = |member: ScopeId| ColumnSpec {
                member: Some(MemberRef(at(members, facts.scope(member).name.clone()))),
                members: None,
                ..column.clone()
            };
            all.into_iter().map(column).collect()
        });
        Self { columns, rows, ..self.clone() }
    }

    /// Heads the labels of the rows; where the whole table is of a member, with its label.
    pub(super) fn first_head(&self, context: &mut SlideContext<'_>) -> Cell {
        let contexts = context.setting.facts().contexts();
        let read = |member: &MemberRef| contexts.read(&member.value).ok();
        let member = self.member.as_ref().and_then(read);
        let Some(scope) = member else { return first_head(self.first_column.as_ref(), context) };
        let label = &context.setting.facts().scope(scope).label;
        let own = self.first_column.as_ref();
        let own = own.filter(|own| own.value.trim().to_lowercase() != label.to_lowercase());
        let own = own.map(|own| context.marked(own));
        marked_head(own.into_iter().chain([vec![Inline::text(label)]]).collect())
    }

    /// Gives the key of a row, with the member of the table where it names none.
    pub(super) fn key(&self, row: &RowSpec, context: &mut SlideContext<'_>) -> Option<Key> {
        let key = context.key(&row.show)?;
        match &self.member {
            Some(member) => context.of_member(key, member, true),
            None => Some(key),
        }
    }
}

impl RowSpec {
    /// Gives a row for each member, where a dimension is named.
    pub(super) fn of_members(&self, context: &mut SlideContext<'_>) -> Vec<Self> {
        let Some(members) = &self.members else { return vec![self.clone()] };
        let Some(key) = context.key(&self.show) else { return Vec::new() };
        let facts = context.setting.facts();
        let keys: Vec<_> = match member_keys(facts, members, key) {
            Ok(keys) => keys.collect(),
            Err(error) => {
                context.refuse(error, members.span);
                return Vec::new();
            }
        };
        let named = self.show.value.split('/').next().unwrap_or_default();
        let row = |key: Key| {
            let show = format!("{named}/{}", facts.scope(key.scope).name);
            Self { show: ItemRef(at(&self.show, show)), ..self.clone() }
        };
        keys.into_iter().map(row).collect()
    }
}

impl ColumnSpec {
    /// Gives the figure that a row has in the column: of its period, scope and member.
    pub(super) fn of_member(
        &self,
        key: Key,
        show: &Text,
        context: &mut SlideContext<'_>,
    ) -> Option<Key> {
        let mut key = key;
        if let Some(text) = self.period.as_ref().filter(|_| !show.value.contains('@')) {
            let when = when(text, context)?;
            key = when.key(key, context.setting.facts());
        }
        match &self.member {
            Some(member) => context.of_member(key, member, false),
            None => Some(key),
        }
    }

    /// Gives the second line of a header that is made: the member.
    pub(super) fn member_head(&self, context: &SlideContext<'_>) -> Option<Vec<Inline>> {
        let facts = context.setting.facts();
        let named = |text: &str| facts.contexts().read(text).ok();
        let member = self.member.as_ref().and_then(|member| named(&member.value));
        let of_period = self.period.as_ref().and_then(|text| text.value.split_once('/'));
        let scope = member.or_else(|| named(of_period?.1))?;
        Some(vec![Inline::text(&facts.scope(scope).label)])
    }
}

impl SlideContext<'_> {
    /// Gives the figure of a member; where the figure names what it is of, that may go before.
    fn of_member(&mut self, key: Key, member: &MemberRef, behind: bool) -> Option<Key> {
        let facts = self.setting.facts();
        let joined = facts.contexts().read(&member.value).and_then(|member| {
            let (of, more) = if behind { (member, key.scope) } else { (key.scope, member) };
            facts.contexts().joined(of, more).ok_or_else(|| facts.contexts().none_known(of, more))
        });
        match joined {
            Ok(scope) => Some(Key { scope, ..key }),
            Err(error) => {
                self.refuse(error, member.span);
                None
            }
        }
    }
}

/// Tells whether a slide shows figures of members: in its rows, its columns or all over.
#[must_use]
pub fn names_member(slide: &Slide, facts: &Facts) -> bool {
    let named = |text: &str| {
        let read = facts.references().read(text);
        read.is_ok_and(|of| facts.contexts().has_member(of.scope_or_actual()))
    };
    let column = |column: &ColumnSpec| column.member.is_some() || column.members.is_some();
    let row = |row: &RowSpec| row.members.is_some() || named(&row.show.value);
    let lines = records::<Lines>(slide);
    let tables = records::<TableSpec>(slide);
    lines.iter().any(|of| of.member.is_some() || of.columns.iter().any(column))
        || tables.iter().any(|table| table.members.is_some())
        || records::<RowSpec>(slide).into_iter().any(row)
        || records::<SeriesSpec>(slide).iter().any(|series| series.members.is_some())
}
