//! `total-differs`, as a warning: rows of all members of an item stand above the item itself and do not add up
//! to it, where nothing declares that they do.

use std::collections::HashSet;

use super::group::{GroupRow, RowGroup, groups};
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::{DimensionId, Facts, Key, ScopeId};
use crate::num::{Exact, Interval, Period, Scale, Stated, Unit};
use crate::prove::notation;
use crate::shape::records;
use crate::slide::Lines;
use crate::words::{Reading, first_word};

/// Most members whose sums of some are looked at.
const MOST: usize = 12;

/// Adds up the rows of members above a row of the item.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    for (_, slide) in reading.deck.numbered() {
        // What a whole table is of is not written in its rows.
        let of_member = records::<Lines>(slide).into_iter().filter(|lines| lines.member.is_some());
        let of_member: Vec<_> = of_member.map(|lines| lines.span).collect();
        let tables = groups(slide, facts).into_iter();
        for table in tables.filter(|one| one.is_table() && !of_member.contains(&one.span)) {
            for (at, row) in table.rows.iter().enumerate() {
                let above = MemberRows { reading, table: &table, at };
                if row.members.is_none() && at > 0 {
                    above.judge(*row, report);
                }
            }
        }
    }
}

/// The rows above one that may be their total.
struct MemberRows<'a> {
    reading: &'a Reading<'a>,
    table: &'a RowGroup<'a>,
    at: usize,
}

impl MemberRows<'_> {
    fn facts(&self) -> &Facts {
        &self.reading.deck.facts
    }

    fn judge(&self, row: GroupRow<'_>, report: &mut Report) {
        let facts = self.facts();
        let Ok(total) = facts.references().key(row.show) else { return };
        let item = facts.item(total.item);
        let single = matches!(item.unit, Unit::Currency { scale: Scale::One, .. });
        if item.unit.is_rate() || item.apart.is_some() || single || row.show.contains('@') {
            return;
        }
        for (of, dimension) in facts.contexts().dimensions() {
            if dimension.makes_up(total.item) {
                continue;
            }
            let Some(members) = self.all_of(of, total) else { continue };
            let mut periods = self.table.periods.iter();
            let wrong = periods.find(|period| self.differs(total, **period, &members));
            let Some(period) = wrong.filter(|_| !self.overlap(total, &members)) else {
                continue;
            };
            let key = Key { period: *period, ..total };
            let name = facts.name(key);
            let message =
                format!("the members of `{}` above `{name}` do not add up to it", dimension.name);
            let mut finding =
                Finding::weighed(code::TOTAL_DIFFERS, Severity::Warning, message, row.at);
            let sides = facts
                .fact(key)
                .and_then(|fact| fact.stated())
                .zip(self.sum(total, *period, &members));
            if let Some((stated, sum)) = sides {
                let scale = Exact::pow10(-stated.unit.exponent());
                finding = finding.note(format!(
                    "in {}, printed {}, within {}; the members make a sum within {}",
                    stated.unit,
                    stated.value,
                    notation::interval(&stated.interval().scale(&scale)),
                    notation::interval(&sum.scale(&scale)),
                ));
            }
            let help = format!(
                "Correct the figure that was mistyped, or show the member that is left out; where they are all, \
                 say so: `whole: {}` under `{}`; where they overlap, set the total above them or below a `heading`",
                item.name, dimension.name
            );
            report.push(finding.also(dimension.span, "declared without `whole`").help(help));
            return;
        }
    }

    /// The contexts of all members of a dimension, where the rows right above show them, each once.
    fn all_of(&self, of: DimensionId, total: Key) -> Option<Vec<ScopeId>> {
        let facts = self.facts();
        let contexts = facts.contexts();
        let all = contexts.members(of).filter_map(|member| contexts.joined(total.scope, member));
        let all: Vec<_> = all.filter(|scope| contexts.known(total.item, *scope)).collect();
        let view = |scope: &ScopeId| {
            let scope = facts.scope(*scope);
            !scope.gaap || scope.of.is_some()
        };
        if all.len() < 2 || all.contains(&total.scope) || all.iter().any(view) {
            return None;
        }
        let locale = self.reading.locale;
        let mut shown: HashSet<ScopeId> = HashSet::new();
        let block = self.table.rows[self.at].block;
        for row in self.table.rows[..self.at].iter().rev() {
            let Ok(key) = facts.references().key(row.show) else { break };
            let label = row.label.map_or_else(
                || contexts.member_label(key.scope).to_owned(),
                |(label, _)| label.to_owned(),
            );
            let among = first_word(&label, &locale.members.among, &locale.prose).is_some();
            if row.block != block || key.item != total.item || row.show.contains('@') || among {
                break;
            }
            if let Some(members) = row.members {
                let named = contexts.dimension(members.value.trim());
                let same = named.is_ok_and(|(id, _)| id == of) && key.scope == total.scope;
                if same {
                    shown.extend(all.iter().copied());
                }
                break;
            }
            if !all.contains(&key.scope) || !shown.insert(key.scope) {
                break;
            }
        }
        all.iter().all(|scope| shown.contains(scope)).then_some(all)
    }

    fn interval(&self, total: Key, period: Period, scope: ScopeId) -> Option<Interval> {
        let fact = self.facts().fact(Key { period, scope, ..total })?;
        fact.stated().map(Stated::interval)
    }

    fn sum(&self, total: Key, period: Period, members: &[ScopeId]) -> Option<Interval> {
        let mut all = members.iter().map(|scope| self.interval(total, period, *scope));
        let first = all.next()??;
        all.try_fold(first, |sum, one| Some(sum.add(&one?)))
    }

    fn differs(&self, total: Key, period: Period, members: &[ScopeId]) -> bool {
        let printed = self.interval(total, period, total.scope);
        let sum = self.sum(total, period, members);
        printed.zip(sum).is_some_and(|(printed, sum)| !printed.meets(&sum))
    }

    /// Tells whether some of the members make the total in every period by themselves: the others are parts
    /// of those, or look at the same otherwise.
    fn overlap(&self, total: Key, members: &[ScopeId]) -> bool {
        let count = members.len();
        if !(3..=MOST).contains(&count) {
            return false;
        }
        (1_u32..(1 << count) - 1).filter(|set| set.count_ones() >= 2).any(|set| {
            let some: Vec<_> =
                (0..count).filter(|at| set & (1 << at) != 0).map(|at| members[at]).collect();
            let rest = (0..count).filter(|at| set & (1 << at) == 0);
            let nothing = rest.clone().all(|at| {
                let known = self.table.periods.iter();
                let zero = Exact::from(0);
                known
                    .filter_map(|period| self.interval(total, *period, members[at]))
                    .all(|one| one.contains(&zero))
            });
            let mut known = self
                .table
                .periods
                .iter()
                .filter(|period| self.sum(total, **period, members).is_some())
                .peekable();
            !nothing
                && known.peek().is_some()
                && known.all(|period| !self.differs(total, *period, &some))
        })
    }
}
