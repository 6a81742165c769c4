//! Members named in a translation that the source does not name: "International" for 国内. Where figures stand
//! in the text, the check of the translated deck holds each name against its figure.

use super::emphasis::Terms;
use crate::deck::Deck;
use crate::facts::ScopeId;
use crate::locale::Locale;
use crate::words::{MemberNames, NameSays};

/// The names of the deck's members in two languages.
pub(super) struct MemberPair<'a> {
    own: MemberNames,
    other: MemberNames,
    deck: &'a Deck,
}

impl<'a> MemberPair<'a> {
    /// Gathers the names; others of the other language by the translations of the labels.
    pub(super) fn of((own, other): (&Locale, &Locale), deck: &'a Deck, terms: &Terms<'a>) -> Self {
        let company = [deck.company.name.value.as_str(), deck.company.short.value.as_str()];
        let translated = |label: &'a str| terms.get(label).copied().unwrap_or(label);
        Self {
            own: MemberNames::of(&deck.facts, own, &company, |label| label),
            other: MemberNames::of(&deck.facts, other, &company, translated),
            deck,
        }
    }

    /// Finds a dimension of which the source names one member and the translation one other; or figures as
    /// reported in the one text that are adjusted in the other.
    pub(super) fn exchanged(&self, there: &str, here: &str) -> Option<String> {
        let (source, translated) = (there.to_lowercase(), here.to_lowercase());
        let (said, says) = (self.own.find(&source), self.other.find(&translated));
        let differs = |one: &NameSays, other: &NameSays| match (one, other) {
            (NameSays::Member(mine), NameSays::Member(others)) => {
                self.alone(mine, others) && !mine.iter().any(|one| others.contains(one))
            }
            (NameSays::Reported, NameSays::Member(others)) => self.outside(others),
            (NameSays::Member(mine), NameSays::Reported) => self.outside(mine),
            (NameSays::Whole | NameSays::Reported, _) | (_, NameSays::Whole) => false,
        };
        let pair = said.iter().find_map(|one| {
            let other = says.iter().find(|other| differs(one.says, other.says))?;
            // Both name both, each in its order.
            let kept = says.iter().any(|same| same.says == one.says)
                || said.iter().any(|same| same.says == other.says);
            (!kept).then_some((one, other))
        });
        let (one, other) = pair?;
        let (mine, theirs) = (source.get(one.range.clone())?, translated.get(other.range.clone())?);
        Some(format!("the translation says `{theirs}`, the source `{mine}`"))
    }

    /// Tells whether members are of one dimension.
    fn alone(&self, mine: &[ScopeId], others: &[ScopeId]) -> bool {
        let contexts = self.deck.facts.contexts();
        let dimension = |of: &ScopeId| contexts.dimensions_of(*of).flatten().next();
        mine.iter().any(|one| {
            let of = dimension(one);
            of.is_some() && others.iter().any(|other| dimension(other) == of)
        })
    }

    fn outside(&self, all: &[ScopeId]) -> bool {
        all.iter().all(|one| !self.deck.facts.scope(*one).gaap)
    }
}
