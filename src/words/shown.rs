//! Which figures each slide shows, with the places that name them.

use std::collections::HashMap;

use super::Reading;
use crate::facts::{Key, ScopeId};
use crate::num::Period;
use crate::shape::{Leaf, Role, records, visit};
use crate::slide::{Lines, Outlook, RowSpec, Slide};
use crate::source::Span;

/// A figure that a slide shows.
#[derive(Clone, Copy, Debug)]
pub struct ShownAt {
    /// Number of the slide, from 0.
    pub slide: usize,
    /// The figure; of a table over several periods, that of the reported one.
    pub key: Key,
    /// Where it is named; of a citation its passage, and its bytes there.
    pub span: Span,
    /// Where in its passage a citation stands.
    pub cite: Option<(usize, usize)>,
}

impl Reading<'_> {
    /// Lists what the slides show, in the order of the source.
    #[must_use]
    pub fn shown(&self) -> &[ShownAt] {
        self.shown.get_or_init(|| self.read_shown())
    }

    fn read_shown(&self) -> Vec<ShownAt> {
        let mut out = Vec::new();
        for (slide, read) in self.deck.numbered() {
            for outlook in records::<Outlook>(read) {
                self.targets(slide, outlook, &mut out);
            }
        }
        let facts = &self.deck.facts;
        // The facts, which may be many, are not gone through.
        let mut named = |leaf: Leaf<'_, '_>| {
            let slide = leaf.within::<Vec<Slide>>();
            if let (Role::ItemRef, Some(slide)) = (leaf.role, slide)
                && let Ok(key) = facts.references().key(leaf.text)
            {
                // A row of an outlook shows what is guided, not what the reported period brought.
                let guided = leaf.within::<Outlook>().and_then(|_| self.guided(slide.at, key));
                let key = guided.unwrap_or(key);
                out.push(ShownAt { slide: slide.at, key, span: leaf.span, cite: None });
            }
        };
        if let Some(slides) = self.deck.tree().slides().node {
            visit::<Vec<Slide>>(slides, &mut named);
        }
        // Places inside a passage are costly; they are found for what is told only.
        for passage in &self.passages {
            let Some(slide) = passage.slide else { continue };
            for cite in passage.cites.iter().filter(|cite| !cite.label) {
                let (span, at) = (passage.span, Some((cite.range.start, cite.range.end)));
                let keys = cite.key.into_iter().chain(cite.base);
                out.extend(keys.map(|key| ShownAt { slide, key, span, cite: at }));
            }
        }
        out.sort_by_key(|shown| (shown.slide, shown.span, shown.cite));
        out
    }

    /// Lists what the slides show with the members that tables name for their rows and columns, each figure
    /// of a row by itself.
    #[must_use]
    pub fn shown_members(&self) -> Vec<ShownAt> {
        let mut members: HashMap<Span, Vec<ScopeId>> = HashMap::new();
        for (_, slide) in self.deck.numbered() {
            for row in records::<RowSpec>(slide) {
                members.insert(row.show.span, self.of_row(row));
            }
            for lines in records::<Lines>(slide) {
                self.of_lines(lines, &mut members);
            }
        }
        let with = |one: &ShownAt| {
            let all = members.get(&one.span).filter(|_| one.cite.is_none());
            let scopes = all.cloned().unwrap_or_else(|| vec![one.key.scope]);
            let one = *one;
            scopes.into_iter().map(move |scope| ShownAt { key: Key { scope, ..one.key }, ..one })
        };
        self.shown().iter().flat_map(with).collect()
    }

    /// The members of the rows that a row is written for.
    fn of_row(&self, row: &RowSpec) -> Vec<ScopeId> {
        let facts = &self.deck.facts;
        let Ok(key) = facts.references().key(&row.show.value) else { return Vec::new() };
        let Some(of) = &row.members else { return vec![key.scope] };
        self.of_dimension(&of.value, key.scope, |scope| facts.contexts().known(key.item, scope))
    }

    fn of_dimension(
        &self,
        name: &str,
        scope: ScopeId,
        known: impl Fn(ScopeId) -> bool,
    ) -> Vec<ScopeId> {
        let contexts = self.deck.facts.contexts();
        let Ok((of, _)) = contexts.dimension(name.trim()) else { return Vec::new() };
        let all = contexts.members(of).filter_map(|member| contexts.joined(scope, member));
        all.filter(|scope| known(*scope)).collect()
    }

    /// Joins what the rows of a table are of with what the table and its columns are of.
    fn of_lines(&self, lines: &Lines, members: &mut HashMap<Span, Vec<ScopeId>>) {
        let facts = &self.deck.facts;
        let contexts = facts.contexts();
        let read = |name: &str| contexts.read(name).ok();
        let whole = lines.member.as_ref().and_then(|member| read(&member.value));
        for row in &lines.rows {
            let Ok(key) = facts.references().key(&row.show.value) else { continue };
            let of_row = members.remove(&row.show.span).unwrap_or_default();
            let of_row = of_row.into_iter().filter_map(|scope| match whole {
                Some(whole) => contexts.joined(whole, scope),
                None => Some(scope),
            });
            let mut all: Vec<ScopeId> = Vec::new();
            for scope in of_row {
                for column in &lines.columns {
                    let member = column.member.as_ref().and_then(|member| read(&member.value));
                    let scopes = match (&column.members, member) {
                        (Some(of), _) => self.of_dimension(&of.value, scope, |_| true),
                        (None, Some(member)) => {
                            contexts.joined(scope, member).into_iter().collect()
                        }
                        (None, None) => vec![scope],
                    };
                    let new =
                        scopes.into_iter().filter(|one| facts.contexts().known(key.item, *one));
                    let new: Vec<_> = new.filter(|one| !all.contains(one)).collect();
                    all.extend(new);
                }
            }
            members.insert(row.show.span, all);
        }
    }

    /// Gives the exact place of a figure that a slide shows.
    #[must_use]
    pub fn place(&self, shown: &ShownAt) -> Span {
        match (shown.cite, self.passage_at(shown.span)) {
            (Some((start, end)), Some(passage)) => passage.place(start..end, self.sources),
            (_, _) => shown.span,
        }
    }

    /// The figure of an outlook's row.
    fn guided(&self, slide: usize, key: Key) -> Option<Key> {
        let outlook = *records::<Outlook>(self.deck.slide(slide)?).first()?;
        let contexts = self.deck.facts.contexts();
        let scope = contexts.base(key.scope, contexts.read(&outlook.revised.value).ok()?).ok()?;
        Some(Key { period: outlook.period.value.parse().ok()?, scope, ..key })
    }

    /// The scopes of an outlook, each with its first row.
    fn targets(&self, slide: usize, outlook: &Outlook, out: &mut Vec<ShownAt>) {
        let facts = &self.deck.facts;
        let period = outlook.period.value.parse::<Period>().ok();
        let mut items =
            outlook.rows.iter().filter_map(|row| facts.references().read(&row.show.value).ok());
        let (Some(period), Some(first)) = (period, items.next()) else { return };
        for name in outlook.previous.iter().chain([&outlook.revised]) {
            let named = facts.references().scope(&name.value);
            let own = first.scope_or_actual();
            if let Ok(scope) = named.and_then(|named| facts.contexts().base(own, named)) {
                let key = Key { item: first.item, period, scope };
                out.push(ShownAt { slide, key, span: name.span, cite: None });
            }
        }
    }
}
