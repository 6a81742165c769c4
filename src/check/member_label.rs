//! `label-differs`: a label, a header or a title names another member than its figures are of.

use std::collections::{HashMap, HashSet};

use super::group::{GroupRow, groups, heads};
use super::member::{MemberMatch, names};
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key, ScopeId};
use crate::shape::{records, visit};
use crate::slide::{Lines, Slide};
use crate::source::Span;
use crate::words::{MemberNames, NameSays, NamedMember, Passage, Reading, Sense};

/// Compares what labels, headers and titles name with the figures below them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let names = names(reading);
    if names.is_empty() {
        return;
    }
    let facts = &reading.deck.facts;
    let mut rows: HashMap<Span, Vec<Key>> = HashMap::new();
    let mut slides: HashMap<usize, Vec<Key>> = HashMap::new();
    for one in reading.shown_members() {
        slides.entry(one.slide).or_default().push(one.key);
        if one.cite.is_none() {
            rows.entry(one.span).or_default().push(one.key);
        }
    }
    let look = MemberLabels { reading, of: MemberMatch { facts, names: &names }, names: &names };
    for (number, slide) in reading.deck.numbered() {
        let groups = groups(slide, facts);
        let spoken = spoken(reading, number);
        for group in &groups {
            for row in &group.rows {
                look.row(row, rows.get(&row.at).map_or(&[], Vec::as_slice), report);
            }
            let keys: Vec<_> =
                group.rows.iter().filter_map(|row| rows.get(&row.at)).flatten().copied().collect();
            if let Some(title) = group.title
                && let Some(passage) = reading.passage_at(title.span)
            {
                look.title(passage, &keys, &spoken, report);
            }
        }
        for lines in records::<Lines>(slide) {
            look.headers(lines, report);
        }
        let keys = slides.get(&number).map_or(&[][..], Vec::as_slice);
        for passage in heads(reading, number, &groups) {
            look.title(passage, keys, &spoken, report);
        }
    }
}

/// The names of members and dimensions that a slide names anywhere but in texts.
fn spoken(reading: &Reading<'_>, number: usize) -> HashSet<String> {
    let mut out = HashSet::new();
    let Some(slides) = reading.deck.tree().slides().node else { return out };
    visit::<Vec<Slide>>(slides, &mut |leaf| {
        let own = leaf.within::<Vec<Slide>>().is_some_and(|slide| slide.at == number);
        if own && !leaf.role.is_read() {
            let word = |c: char| !(c.is_alphanumeric() || c == '_');
            out.extend(leaf.text.split(word).map(str::to_owned));
        }
    });
    out
}

struct MemberLabels<'a> {
    reading: &'a Reading<'a>,
    of: MemberMatch<'a>,
    names: &'a MemberNames,
}

impl MemberLabels<'_> {
    /// The names of a text, where no two of them are of one dimension.
    fn named(&self, text: &str) -> Vec<NamedMember<'_>> {
        let lower = text.to_lowercase();
        let found = if lower.len() == text.len() { self.names.find(&lower) } else { Vec::new() };
        // "Home market (not international)".
        let mut rest = format!(" {} ", lower.replace(['\n', '(', '"'], " "));
        for one in found.iter().rev() {
            rest.replace_range(1 + one.range.start..=one.range.end, "");
        }
        let turned = &self.reading.locale.prose.turned_round;
        if turned.iter().any(|part| rest.contains(&part.to_lowercase())) {
            return Vec::new();
        }
        let single = |one: &NamedMember<'_>| {
            let same = |other: &&NamedMember<'_>| self.of.shares(one.says, other.says);
            *one.says != NameSays::Whole && found.iter().filter(same).count() == 1
        };
        found.iter().filter(|one| single(one)).cloned().collect()
    }

    /// A label that was typed: "International" on a row of domestic revenue.
    fn row(&self, row: &GroupRow<'_>, keys: &[Key], report: &mut Report) {
        let Some((label, span)) = row.label.filter(|_| row.members.is_none()) else { return };
        let Some(first) = keys.first() else { return };
        for name in self.named(label) {
            let agrees = keys.iter().any(|key| self.of.agrees(name.says, *key, None));
            if !agrees && self.of.contradicts(name.says, *first, (false, true)) {
                let (message, help) = self.of.told(label, name.says, *first);
                let finding = Finding::new(code::LABEL_DIFFERS, message, span);
                report.push(finding.also(row.at, "shown here").help(help));
                return;
            }
        }
    }

    /// A header that was typed over a column of a member.
    fn headers(&self, lines: &Lines, report: &mut Report) {
        let facts: &Facts = self.of.facts;
        let contexts = facts.contexts();
        for column in &lines.columns {
            let (Some(header), Some(member)) = (&column.header, &column.member) else { continue };
            let Ok(scope) = contexts.read(&member.value) else { continue };
            let has = |one: &ScopeId| contexts.beyond(scope, *one).is_some();
            let sibling = |one: &ScopeId| {
                let mine: Vec<_> = contexts.dimensions_of(scope).flatten().collect();
                contexts.dimensions_of(*one).flatten().any(|of| mine.contains(&of))
            };
            let wrong = self.named(&header.value).into_iter().find(|name| match name.says {
                NameSays::Member(all) => {
                    // "Core at constant currency" is core as well.
                    let own = facts.scope(scope).label.to_lowercase();
                    !all.iter().any(has)
                        && all.iter().any(sibling)
                        && !self.names.same_in(&own, name.says)
                }
                NameSays::Reported => self.names.views().iter().any(has),
                NameSays::Whole => false,
            });
            if wrong.is_some() {
                let label = &facts.scope(scope).label;
                let message = format!(
                    "`{}` heads a column of `{}`, labelled `{label}`",
                    header.value, member.value
                );
                let finding = Finding::new(code::LABEL_DIFFERS, message, header.span);
                let finding = finding.also(member.span, "the member");
                report.push(
                    finding.help("Name the member that the header names, or correct the header"),
                );
            }
        }
    }

    /// A title that names a member and nothing else that its figures are not of.
    fn title(
        &self,
        passage: &Passage<'_>,
        keys: &[Key],
        spoken: &HashSet<String>,
        report: &mut Report,
    ) {
        if !passage.cites.is_empty() {
            return;
        }
        let found = self.named(passage.text);
        let [name] = found.as_slice() else { return };
        if keys.iter().any(|key| self.of.agrees(name.says, *key, None)) {
            return;
        }
        if self.is_spoken(name.says, spoken) || !self.plain(passage, name, keys) {
            return;
        }
        let wrong = keys.iter().find(|key| self.of.contradicts(name.says, **key, (false, true)));
        if let Some(key) = wrong {
            let (message, help) = self.of.told(passage.text.trim(), name.says, *key);
            report.push(Finding::new(code::LABEL_DIFFERS, message, passage.span).help(help));
        }
    }

    /// Tells whether the slide names the member, or its dimension, by its name.
    fn is_spoken(&self, says: &NameSays, spoken: &HashSet<String>) -> bool {
        let facts = self.of.facts;
        let contexts = facts.contexts();
        let NameSays::Member(all) = says else { return false };
        all.iter().any(|one| {
            let mut dimensions = contexts.dimensions();
            let of: Vec<_> = contexts.dimensions_of(*one).flatten().collect();
            spoken.contains(facts.scope(*one).name.as_str())
                || dimensions.any(|(id, own)| of.contains(&id) && spoken.contains(&own.name))
        })
    }

    /// Tells whether beside the name stand only names of lines, times and small words.
    fn plain(&self, passage: &Passage<'_>, name: &NamedMember<'_>, keys: &[Key]) -> bool {
        let facts = self.of.facts;
        let lower = passage.text.to_lowercase();
        let words = &self.reading.locale.members;
        let labels: Vec<_> =
            keys.iter().map(|key| facts.item(key.item).label.to_lowercase()).collect();
        let terms = self.reading.locale.terms.find(passage.text, self.reading.locale.prose.blanks);
        let inside = |at: usize| {
            name.range.contains(&at)
                || terms.iter().any(|(range, ..)| range.contains(&at))
                || passage.mention_at(at).is_some()
                || labels.iter().any(|label| {
                    lower
                        .match_indices(label.as_str())
                        .any(|(from, _)| (from..from + label.len()).contains(&at))
                })
        };
        let small = [Sense::Link, Sense::Within, Sense::And, Sense::Year, Sense::Quarter];
        passage.words.iter().all(|word| {
            let said = lower.get(word.start..word.end).unwrap_or_default();
            inside(word.start)
                || small.iter().any(|sense| passage.means(*word, *sense))
                || words.parts.iter().any(|part| part.to_lowercase() == said)
        })
    }
}
