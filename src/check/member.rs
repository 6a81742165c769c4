//! Whether a name of a member may be said of a figure.

use crate::deck::Deck;
use crate::facts::{Facts, Key, ScopeId};
use crate::words::{MemberNames, NameSays, Reading};

/// Gives the names of the deck's members.
pub(super) fn names(reading: &Reading<'_>) -> MemberNames {
    let deck = reading.deck;
    let spelt = deck.names.iter().map(|name| name.value.as_str());
    let known: Vec<_> = company(deck).into_iter().chain(spelt).collect();
    MemberNames::of(&deck.facts, reading.locale, &known, |label| label)
}

/// The names of the company, which may stand without its legal form.
fn company(deck: &Deck) -> [&str; 3] {
    let name = deck.company.name.value.trim();
    let bare = name.rsplit_once(' ').map_or(name, |(bare, _)| bare);
    [name, bare.trim_end_matches(','), &deck.company.short.value]
}

/// The names of members beside the figures that they may be of.
#[derive(Clone, Copy)]
pub(super) struct MemberMatch<'a> {
    /// The figures.
    pub(super) facts: &'a Facts,
    /// The names.
    pub(super) names: &'a MemberNames,
}

impl MemberMatch<'_> {
    /// Tells whether a name is of a look at the same figure: adjusted, at constant currency.
    pub(super) fn is_view(self, says: &NameSays) -> bool {
        match says {
            NameSays::Member(all) => all.iter().all(|one| self.names.views().contains(one)),
            NameSays::Reported => true,
            NameSays::Whole => false,
        }
    }

    /// Tells whether a context has a member.
    fn has(self, of: ScopeId, member: ScopeId) -> bool {
        self.facts.contexts().beyond(of, member).is_some()
    }

    /// Tells whether a context names a part of a whole.
    fn is_part(self, of: ScopeId) -> bool {
        let contexts = self.facts.contexts();
        let whole = |of| contexts.dimensions().any(|(id, one)| id == of && one.has_whole());
        contexts.dimensions_of(of).flatten().any(whole)
    }

    /// Tells whether a name may be said of a figure, or of what it is compared with.
    pub(super) fn agrees(self, says: &NameSays, key: Key, base: Option<Key>) -> bool {
        let label = self.facts.item(key.item).label.to_lowercase();
        let scope = self.facts.scope(key.scope).label.to_lowercase();
        if self.names.same_in(&label, says) {
            return true;
        }
        let scopes = [Some(key.scope), base.map(|base| base.scope)];
        match says {
            NameSays::Member(all) => {
                let any = |one: &ScopeId| scopes.iter().flatten().any(|of| self.has(*of, *one));
                all.iter().any(any) || self.names.same_in(&scope, says)
            }
            NameSays::Reported => !self.names.views().iter().any(|view| self.has(key.scope, *view)),
            NameSays::Whole => !self.is_part(key.scope),
        }
    }

    /// Tells whether two names are of one dimension, so that a figure has one of them.
    pub(super) fn shares(self, one: &NameSays, other: &NameSays) -> bool {
        let contexts = self.facts.contexts();
        match (one, other) {
            (NameSays::Member(mine), NameSays::Member(others)) => {
                let dimension = |of: &ScopeId| contexts.dimensions_of(*of).next();
                mine.iter().any(|one| others.iter().any(|other| dimension(one) == dimension(other)))
            }
            (NameSays::Whole, NameSays::Whole) => true,
            (NameSays::Whole, other) | (other, NameSays::Whole) => !self.is_view(other),
            (NameSays::Reported, other) | (other, NameSays::Reported) => self.is_view(other),
        }
    }

    /// Tells whether a name that a figure has not contradicts it: the figure has another member of the
    /// dimension, or is of the `whole` where the item is known by that member too. A change may be told on
    /// a basis that only changes of other items have.
    pub(super) fn contradicts(
        self,
        says: &NameSays,
        key: Key,
        (change, whole): (bool, bool),
    ) -> bool {
        let contexts = self.facts.contexts();
        let NameSays::Member(all) = says else { return true };
        let mine: Vec<_> = contexts.dimensions_of(key.scope).flatten().collect();
        let sibling =
            |of: &ScopeId| contexts.dimensions_of(*of).flatten().any(|one| mine.contains(&one));
        if all.iter().any(sibling) {
            return true;
        }
        let within = |of: ScopeId| all.iter().any(|member| self.has(of, *member));
        let figures = || self.facts.keys_of(key.item).any(|one| within(one.scope));
        let changes = || {
            let mut stated = self.facts.changes().stated();
            stated
                .any(|(now, ..)| within(now.scope) && (now.item == key.item || self.is_view(says)))
        };
        whole && (figures() || (change && changes()))
    }

    /// Words what is wrong with a name, and the way out.
    pub(super) fn told(self, said: &str, says: &NameSays, key: Key) -> (String, String) {
        let figure = self.facts.name(key);
        let members = self.facts.contexts().member_label(key.scope);
        let whose = if members.is_empty() {
            "which is of no member".to_owned()
        } else {
            format!("which is of `{members}`")
        };
        let item = &self.facts.item(key.item).name;
        let meant = match says {
            NameSays::Member(all) => all.first().map(|one| self.facts.scope(*one).name.as_str()),
            NameSays::Reported | NameSays::Whole => None,
        };
        let help = match meant {
            Some(meant) => {
                format!("Name the figure of that member, `{item}/{meant}`, or correct the words")
            }
            None => format!("Name the figure without the member, `{item}`, or correct the words"),
        };
        (format!("`{said}` stands with `{figure}`, {whose}"), help)
    }
}
