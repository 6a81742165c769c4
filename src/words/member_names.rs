//! Names that say which member a figure is of: labels of members, and the words of a language for figures
//! that are adjusted, as reported, at constant currency, organic, at home, abroad, or of the whole.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::facts::{DimensionId, Facts, MemberOf, ScopeId};
use crate::locale::Locale;

/// What a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameSays {
    /// That a figure is of one of these members.
    Member(Vec<ScopeId>),
    /// That it is as the standards have it.
    Reported,
    /// That it is of the whole, and no part.
    Whole,
}

/// A name found in a text.
#[derive(Clone, Debug)]
pub struct NamedMember<'n> {
    /// Where it stands, with its ending.
    pub range: Range<usize>,
    /// What it says.
    pub says: &'n NameSays,
    /// Whether the word goes on: "Inland" of "Inlandsumsatz".
    pub joined: bool,
}

/// The names of a deck's members in a language.
#[derive(Clone, Debug, Default)]
pub struct MemberNames {
    /// Names in lower case, with what they say.
    names: Vec<(String, NameSays)>,
    /// What holds such a word and is a name of something else: labels of items, the company.
    others: Vec<String>,
    /// Members that look at the same figure otherwise, and make up nothing.
    views: Vec<ScopeId>,
    blanks: bool,
    compounds: bool,
    endings: Vec<String>,
}

/// Where a name stands, what it says and whether its word goes on; nothing where it names something else.
type FoundName<'n> = (Range<usize>, Option<(&'n NameSays, bool)>);

/// A member with its label in small letters.
struct Labelled {
    of: ScopeId,
    label: String,
    outside: bool,
    changes: bool,
}

impl MemberNames {
    /// Gathers the names; labels are taken as a function gives them, such as their translations.
    #[must_use]
    pub fn of<'t>(
        facts: &'t Facts,
        locale: &Locale,
        company: &[&str],
        label: impl Fn(&'t str) -> &'t str,
    ) -> Self {
        let all = members(facts, &label);
        if all.is_empty() {
            return Self::default();
        }
        let words = &locale.members;
        let lower =
            |list: &[String]| list.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let prose = &locale.prose;
        let mut made = Self {
            names: Vec::new(),
            others: Vec::new(),
            views: Vec::new(),
            blanks: prose.blanks,
            compounds: prose.compounds,
            endings: words.endings.clone(),
        };
        let items: Vec<_> =
            facts.items().map(|(_, item)| label(&item.label).to_lowercase()).collect();
        let holds = |text: &str, list: &[String]| {
            list.iter().any(|word| made.places(text, word).next().is_some())
        };
        let (adjusted, constant, organic) =
            (lower(&words.adjusted), lower(&words.constant), lower(&words.organic));
        let kind = |one: &Labelled| {
            let (constant, organic) = (holds(&one.label, &constant), holds(&one.label, &organic));
            let named = holds(&one.label, &adjusted);
            let outside = one.outside && !one.changes && !constant && !organic;
            [named || outside, constant, organic]
        };
        let kinds: Vec<_> = all.iter().map(kind).collect();
        let of_kind = |at: usize| -> Vec<ScopeId> {
            let own = all.iter().zip(&kinds).filter(|(_, kinds)| kinds[at]);
            own.map(|(one, _)| one.of).collect()
        };
        let mut names: BTreeMap<String, NameSays> = BTreeMap::new();
        let views: Vec<ScopeId> = all
            .iter()
            .zip(&kinds)
            .filter(|(one, kinds)| kinds.contains(&true) || one.changes)
            .map(|(one, _)| one.of)
            .collect();
        for (at, list) in [&adjusted, &constant, &organic].into_iter().enumerate() {
            let members = of_kind(at);
            if !members.is_empty() {
                let say = || NameSays::Member(members.clone());
                names.extend(list.iter().map(|word| (word.clone(), say())));
            }
        }
        if !views.is_empty() {
            let words = lower(&words.reported);
            names.extend(words.into_iter().map(|word| (word, NameSays::Reported)));
        }
        if facts.contexts().dimensions().any(|(_, one)| one.has_whole()) {
            names.extend(lower(&words.whole).into_iter().map(|word| (word, NameSays::Whole)));
        }
        let parts = lower(&words.parts);
        let vague = lower(&words.vague);
        for side in [lower(&words.home), lower(&words.abroad)] {
            let mut own = all.iter().filter(|one| {
                side.contains(&one.label) || side.contains(&short(&one.label, &parts, prose.blanks))
            });
            if let (Some(one), None) = (own.next(), own.next()) {
                names.extend(side.iter().map(|w| (w.clone(), NameSays::Member(vec![one.of]))));
            }
        }
        // A label of its own says more than what it sounds like.
        let mut own: BTreeMap<String, Vec<ScopeId>> = BTreeMap::new();
        for one in &all {
            let brief = short(&one.label, &parts, prose.blanks);
            for form in [one.label.clone(), brief] {
                if vague.contains(&form) || parts.contains(&form) {
                    continue;
                }
                let members = own.entry(form).or_default();
                if !members.contains(&one.of) {
                    members.push(one.of);
                }
            }
        }
        names.extend(own.into_iter().map(|(form, of)| (form, NameSays::Member(of))));
        names.retain(|form, _| {
            let letters = form.chars().filter(|c| c.is_alphanumeric()).count();
            letters > 1 && !items.contains(form)
        });
        let company = company.iter().map(|name| name.to_lowercase());
        let holder = |text: &String| names.keys().any(|name| text.contains(name.as_str()));
        let others: Vec<_> = items.into_iter().chain(company).filter(holder).collect();
        made.names = names.into_iter().collect();
        made.views = views;
        made.others = others;
        made
    }

    /// Tells whether nothing has a name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The members that look at the same figure otherwise: adjusted, at constant currency.
    #[must_use]
    pub fn views(&self) -> &[ScopeId] {
        &self.views
    }

    /// Tells whether a text in small letters holds a name that says the same.
    #[must_use]
    pub fn same_in(&self, text: &str, says: &NameSays) -> bool {
        let mut same = self.names.iter().filter(|(_, one)| one == says);
        same.any(|(name, _)| self.places(text, name).next().is_some())
    }

    /// Finds the names of a text in small letters; none within a longer name, or the name of something else.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<NamedMember<'_>> {
        let mut found: Vec<FoundName<'_>> = Vec::new();
        for (name, says) in &self.names {
            let places = self.places(text, name);
            found.extend(places.map(|(range, joined)| (range, Some((says, joined)))));
        }
        if found.is_empty() {
            return Vec::new();
        }
        for name in &self.others {
            found.extend(self.places(text, name).map(|(range, _)| (range, None)));
        }
        found.sort_by_key(|(range, says)| {
            (range.start, std::cmp::Reverse(range.end), says.is_none())
        });
        let mut out: Vec<NamedMember<'_>> = Vec::new();
        let mut free = 0;
        for (range, says) in found {
            if range.start < free {
                continue;
            }
            free = range.end;
            if let Some((says, joined)) = says {
                out.push(NamedMember { range, says, joined });
            }
        }
        out
    }

    /// Finds a name as a word of its own, with its ending; or as the beginning of a word, where nouns are
    /// written together.
    fn places<'t>(
        &'t self,
        text: &'t str,
        name: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, bool)> + 't {
        text.match_indices(name).filter_map(move |(at, found)| {
            let end = at + found.len();
            if name.is_empty() || !self.blanks {
                return (!name.is_empty()).then_some((at..end, false));
            }
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            if letter(text[..at].chars().next_back()) {
                return None;
            }
            let rest = &text[end..];
            let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let tail = &rest[..word];
            let dashed = rest[word..].starts_with('-');
            if (tail.is_empty() || self.endings.iter().any(|one| one == tail)) && !dashed {
                return Some((at..end + word, false));
            }
            (self.compounds && (word > 0 || dashed)).then_some((at..end, true))
        })
    }
}

/// The members, and what is adjusted as a whole, each with its label.
fn members<'t>(facts: &'t Facts, label: &impl Fn(&'t str) -> &'t str) -> Vec<Labelled> {
    let contexts = facts.contexts();
    let ids = contexts.dimensions().flat_map(|(of, _): (DimensionId, _)| contexts.members(of));
    let scopes = facts.scope_names().filter_map(|name| facts.scope_id(name));
    let outside = scopes.filter(|id| !facts.scope(*id).gaap && !facts.scope(*id).forecast);
    let all = ids.chain(outside).filter(|id| facts.scope(*id).of != Some(MemberOf::Effects));
    all.map(|of| {
        let scope = facts.scope(of);
        Labelled {
            of,
            label: label(&scope.label).trim().to_lowercase(),
            outside: !scope.gaap,
            changes: scope.of == Some(MemberOf::Changes),
        }
    })
    .collect()
}

/// A label without what it is the name of: "Domestic segment", "Segment Agrar", 自動車事業; and without what
/// stands in brackets.
fn short(label: &str, parts: &[String], blanks: bool) -> String {
    let label = label.split(['(', '（']).next().unwrap_or_default().trim();
    let longest = |cut: &dyn Fn(&str) -> Option<String>| {
        parts.iter().filter_map(|part| cut(part)).min_by_key(String::len)
    };
    let gap = |rest: &str| !blanks || rest.ends_with(' ') || rest.starts_with(' ');
    let behind = |part: &str| {
        let rest = label.strip_suffix(part).filter(|rest| !rest.trim().is_empty() && gap(rest))?;
        Some(rest.trim().to_owned())
    };
    let before = |part: &str| {
        let rest = label.strip_prefix(part).filter(|rest| !rest.trim().is_empty() && gap(rest))?;
        Some(rest.trim().to_owned())
    };
    longest(&behind).or_else(|| longest(&before)).unwrap_or_else(|| label.to_owned())
}
