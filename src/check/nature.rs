//! `label-differs`: a label, title or caption says that figures are what they cannot be: costs that
//! are income, a loss that is a profit, a target that happened, quarters that are years.

use std::collections::HashSet;
use std::ops::Range;

use super::group::{RowGroup, groups, heads};
use super::unit_note::brackets;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, ItemId, RelationKind};
use crate::num::Period;
use crate::slide::names_member;
use crate::source::Span;
use crate::words::{Passage, Reading, Sense, first_word};

/// Compares every label, title and caption with the items and periods that it stands with.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let mut reported = HashSet::new();
    for (at, slide) in reading.deck.numbered() {
        let groups = groups(slide, facts);
        for group in &groups {
            for row in &group.rows {
                let Some((item, label, span)) = row.printed(facts) else { continue };
                let look = ItemLabel { reading, text: label, span, item };
                let finding = look.loss().or_else(|| {
                    row.label?;
                    look.nature().or_else(|| look.plan(group))
                });
                report.extend(finding.filter(|_| reported.insert(span)));
            }
            if let Some(title) = group.title.and_then(|title| reading.passage_at(title.span)) {
                report.extend(over(reading, title, std::slice::from_ref(group)));
            }
        }
        for title in heads(reading, at, &groups) {
            report.extend(over(reading, title, &groups));
        }
    }
}

/// A label with the item that it stands with.
struct ItemLabel<'a> {
    reading: &'a Reading<'a>,
    text: &'a str,
    span: Span,
    item: ItemId,
}

impl ItemLabel<'_> {
    fn own(&self) -> &str {
        &self.reading.deck.facts.item(self.item).label
    }

    fn finding_of(&self, range: Range<usize>, is: &str) -> Finding {
        let name = &self.reading.deck.facts.item(self.item).name;
        let word = &self.text[range.clone()];
        let message = format!("`{word}` labels `{name}`, which is {is}");
        let passage = self.reading.passage_at(self.span).filter(|one| one.text == self.text);
        let span = passage.map_or(self.span, |one| one.place(range, self.reading.sources));
        let finding = Finding::new(code::LABEL_DIFFERS, message, span);
        finding.help("Show the item that is named, or correct the label")
    }

    /// "Operating expense" on operating income.
    fn nature(&self) -> Option<Finding> {
        let own = natures(self.own(), self.reading);
        let said = natures(self.text, self.reading);
        let ([(number, range)], [(other, _)]) = (said.as_slice(), own.as_slice()) else {
            return None;
        };
        // "Operating margin, as a % of sales" is no sales.
        let prose = &self.reading.locale.prose;
        let share = || {
            let before = first_word(&self.text[..range.start], &prose.of_rates, prose);
            before.is_some() && self.reading.deck.facts.item(self.item).unit.is_percentage()
        };
        (number != other && !share())
            .then(|| self.finding_of(range.clone(), &format!("labelled `{}`", self.own())))
    }

    /// "Gross loss" over a profit.
    fn loss(&self) -> Option<Finding> {
        let (facts, locale) = (&self.reading.deck.facts, self.reading.locale);
        let prose = &locale.prose;
        let loss = first_word(self.text, &prose.losses, prose)?;
        // "Operating income (loss)" is either; an impairment loss is a cost.
        let line = |label: &str| locale.terms.of(label);
        let own = self.own();
        let profit = !self.reading.holds(own, Sense::Loss)
            && first_word(own, &prose.results, prose).is_some();
        let named = line(self.text).is_some() && natures(self.text, self.reading).is_empty();
        let result = if self.text == own {
            named && is_earned(facts, self.item, self.reading)
        } else {
            profit
        };
        let figures = facts.keys_of(self.item).filter_map(|key| facts.fact(key)?.exact());
        let signs: Vec<bool> = figures.map(|one| one.is_negative() || one.is_zero()).collect();
        let brackets = brackets(self.text).iter().any(|inner| inner.contains(&loss.start));
        let above = !signs.is_empty() && signs.iter().all(|below| !below);
        let both = !natures(self.text, self.reading).is_empty();
        (result && above && !brackets && !both).then(|| self.finding_of(loss, "above zero"))
    }

    /// "Gross profit (target)" over what happened.
    fn plan(&self, group: &RowGroup<'_>) -> Option<Finding> {
        plan(self.reading, self.text, &[group]).map(|range| self.finding_of(range, "what happened"))
    }
}

/// Tells whether an item is a sum that begins with revenue or profit, so that above zero it is earned.
fn is_earned(facts: &Facts, item: ItemId, reading: &Reading<'_>) -> bool {
    let terms = &reading.locale.terms;
    facts.relations().iter().any(|relation| {
        relation.kind == RelationKind::Total
            && relation.result.item == item
            && relation.terms.iter().any(|term| {
                let line = terms.of(&facts.item(term.of.item).label);
                line.is_some() && !term.weight.is_negative()
            })
    })
}

/// Finds the word of a plan that stands in brackets of its own over figures that are none.
fn plan(reading: &Reading<'_>, label: &str, groups: &[&RowGroup<'_>]) -> Option<Range<usize>> {
    let facts = &reading.deck.facts;
    if groups.is_empty() || groups.iter().any(|group| group.plans) {
        return None;
    }
    let prose = &reading.locale.prose;
    let mut words = prose.plan_names.clone();
    let scopes = facts.scope_names().filter_map(|name| facts.scope_id(name));
    let scopes = scopes.map(|scope| facts.scope(scope)).filter(|scope| scope.forecast);
    words.extend(scopes.map(|scope| scope.label.clone()));
    let whole = |inner: &Range<usize>| {
        let text = label[inner.clone()].trim();
        first_word(text, &words, prose).is_some_and(|found| found.len() == text.len())
    };
    brackets(label).into_iter().find(whole)
}

/// Finds the kinds of line that a label names, each with its place: revenue, costs, profit, orders.
fn natures(label: &str, reading: &Reading<'_>) -> Vec<(usize, Range<usize>)> {
    let prose = &reading.locale.prose;
    let mut all: Vec<(&str, usize)> = prose
        .natures
        .iter()
        .enumerate()
        .flat_map(|(number, words)| words.split('|').map(move |word| (word, number)))
        .collect();
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let words: Vec<String> = all.iter().map(|(word, _)| (*word).to_owned()).collect();
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(found) = label.get(at..).and_then(|rest| first_word(rest, &words, prose)) {
        let range = at + found.start..at + found.end;
        let lower = label[range.clone()].to_lowercase();
        let number = all.iter().find(|(word, _)| word.to_lowercase() == lower).map(|(_, n)| *n);
        if let Some(number) = number.filter(|number| out.iter().all(|(other, _)| other != number)) {
            out.push((number, range.clone()));
        }
        at = range.end;
    }
    out
}

/// A title over groups: what it says of all of them.
fn over(reading: &Reading<'_>, title: &Passage<'_>, groups: &[RowGroup<'_>]) -> Option<Finding> {
    let (facts, prose) = (&reading.deck.facts, &reading.locale.prose);
    let shown = || groups.iter().flat_map(|group| &group.rows);
    shown().next()?;
    let finding_of = |range: Range<usize>, shows: &str| {
        let word = &title.text[range.clone()];
        let message = format!("`{word}` heads {shows}");
        let span = title.place(range, reading.sources);
        let finding = Finding::new(code::LABEL_DIFFERS, message, span);
        finding.help("Correct the title, or show what it names")
    };
    let says = |words: &[String]| first_word(title.text, words, prose);
    let periods = || groups.iter().flat_map(|group| &group.periods);
    let flows = periods().filter(|period| !period.is_instant()).count();
    let quarter = |period: &&Period| matches!(period, Period::Quarter { .. });
    let year = |period: &&Period| matches!(period, Period::Year { .. });
    if let Some(at) =
        says(&prose.by_quarter).filter(|_| flows > 1 && !periods().any(|one| quarter(&one)))
    {
        return Some(finding_of(at, "figures of no quarter"));
    }
    if let Some(at) = says(&prose.by_year).filter(|_| flows > 1 && !periods().any(|one| year(&one)))
    {
        return Some(finding_of(at, "figures of no year"));
    }
    // Charts and tables of segments are titled by them, and prose tells of them.
    let by_member = || {
        let slide = title.slide.and_then(|at| reading.deck.slide(at));
        slide.is_some_and(|slide| names_member(slide, facts))
    };
    let parted = groups.len() > 1
        || reading.on_slide(title.slide).any(|one| !one.cites.is_empty())
        || by_member();
    let lines: Vec<_> =
        shown().map(|row| Some(reading.locale.terms.of(row.printed(facts)?.1)?.0)).collect();
    if let Some(at) = says(&prose.by_part).filter(|_| !parted && lines.iter().all(Option::is_some))
    {
        return Some(finding_of(at, "lines of the whole company"));
    }
    let refs: Vec<&RowGroup<'_>> = groups.iter().collect();
    if let Some(at) = plan(reading, title.text, &refs) {
        return Some(finding_of(at, "what happened"));
    }
    let name = core(title.text, reading);
    let named = reading.locale.terms.of(&title.text[name.clone()])?;
    let other = |line: &Option<usize>| line.is_some_and(|line| line != named.0);
    if lines.iter().all(other) {
        return Some(finding_of(name, "another line"));
    }
    let loss = says(&prose.losses)
        .filter(|loss| !brackets(title.text).iter().any(|b| b.contains(&loss.start)));
    let items = shown().filter_map(|row| Some(row.printed(facts)?.0));
    let mut figures = items
        .flat_map(|item| facts.keys_of(item))
        .filter_map(|key| facts.fact(key)?.exact())
        .peekable();
    figures.peek()?;
    let loss = loss.filter(|_| natures(title.text, reading).is_empty());
    loss.filter(|_| figures.all(|one| !one.is_negative() && !one.is_zero()))
        .map(|at| finding_of(at, "figures above zero"))
}

/// The name that a title begins with: without what stands in brackets, and without the words for
/// how it runs on. "Net sales by region" is no name of what is below.
pub(super) fn core(title: &str, reading: &Reading<'_>) -> Range<usize> {
    let prose = &reading.locale.prose;
    let mut end = title.find(['(', '（', '[', ',', '、', ':', '：']).unwrap_or(title.len());
    for words in [&prose.by_quarter, &prose.by_year, &prose.trends] {
        if let Some(at) = first_word(&title[..end], words, prose).filter(|at| at.start > 0) {
            end = at.start;
        }
    }
    let name = title[..end].trim_end_matches([' ', '\u{a0}', '–', '-', 'の']);
    0..name.len()
}
