//! `note-differs`: the note beside a row tells of another direction, or belongs to another row.

use std::ops::Range;

use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::facts::{Fact, ItemId, Key, RelationKind, read_period};
use crate::num::Period;
use crate::shape::records;
use crate::slide::{Balance, ColumnSpec, Lines, RowSpec};
use crate::source::Span;
use crate::words::{Cite, Hit, Passage, Reading, Sense, clauses};

const CODE: Code = code::NOTE_DIFFERS;

/// Reads the notes of statements and balance sheets beside the figures of their rows.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let tables = reading.deck.numbered().flat_map(|(_, slide)| {
        let lines = records::<Lines>(slide).into_iter();
        let lines = lines.map(|lines| (compared(reading, lines), &lines.rows));
        let balances = records::<Balance>(slide).into_iter();
        lines.chain(balances.map(|balance| (two_days(balance), &balance.rows)))
    });
    for (pairs, rows) in tables {
        let rows: Vec<_> = rows.iter().filter_map(|spec| row(reading, spec)).collect();
        for (key, note) in rows.iter().filter_map(|row| Some((row.key, row.note?))) {
            let Some(passage) = reading.passage_at(note) else { continue };
            let changes = pairs.iter().filter_map(|(now, base)| {
                let at =
                    |period: &Option<Period>| Key { period: period.unwrap_or(key.period), ..key };
                let (now, base) = (at(now), base.of(reading, at(now))?);
                Some((base, reading.sign(now, base)?))
            });
            direction(reading, passage, key, &changes.collect::<Vec<_>>(), report);
            for cite in passage.cites.iter().filter(|cite| !cite.label) {
                let Some(part) = cite.key.map(|key| key.item) else { continue };
                let others = rows.iter().map(|row| row.key.item).filter(|item| *item != key.item);
                if let Some(whole) = whole(reading, part, key.item, others) {
                    let message = format!(
                        "`{}` is part of `{}`, and stands beside `{}`",
                        facts.item(part).name,
                        facts.item(whole).name,
                        facts.item(key.item).name
                    );
                    let span = passage.place(cite.range.clone(), reading.sources);
                    let finding = Finding::new(CODE, message, span);
                    report.push(finding.help("Move the note to the row of its whole"));
                }
            }
        }
    }
}

/// A row with its note.
struct NotedRow {
    key: Key,
    note: Option<Span>,
}

fn row(reading: &Reading<'_>, spec: &RowSpec) -> Option<NotedRow> {
    let facts = &reading.deck.facts;
    let key = facts.references().key(&spec.show.value).ok()?;
    Some(NotedRow { key, note: spec.note.as_ref().map(|note| note.span) })
}

/// What a column of changes compares with.
enum Base {
    Year,
    Quarter,
    At(Period),
}

impl Base {
    fn of(&self, reading: &Reading<'_>, now: Key) -> Option<Key> {
        let facts = &reading.deck.facts;
        let period = match self {
            Self::Year => facts.calendar.year_before(now.period)?,
            Self::Quarter => facts.calendar.prior_quarter(now.period)?,
            Self::At(period) => *period,
        };
        Some(Key { period, ..now })
    }
}

/// The comparison that a balance sheet shows.
fn two_days(balance: &Balance) -> Vec<(Option<Period>, Base)> {
    let days: Vec<_> =
        balance.dates.iter().filter_map(|date| read_period(&date.value).ok()).collect();
    match days.as_slice() {
        [one, other] => vec![(Some(*one.max(other)), Base::At(*one.min(other)))],
        _ => Vec::new(),
    }
}

/// The comparisons that columns show.
fn compared(reading: &Reading<'_>, lines: &Lines) -> Vec<(Option<Period>, Base)> {
    let columns = &lines.columns;
    let period = |column: &ColumnSpec| read_period(&column.period.as_ref()?.value).ok();
    let mut out: Vec<_> = columns
        .iter()
        .filter_map(|column| {
            let base = match column.change.as_ref()?.value.as_str() {
                "yoy" => Base::Year,
                "qoq" => Base::Quarter,
                other => Base::At(read_period(other.strip_prefix("vs ")?.trim()).ok()?),
            };
            Some((period(column), base))
        })
        .collect();
    // Two periods beside each other compare as well.
    let periods: Vec<_> = columns.iter().filter(|c| c.share.is_none()).filter_map(period).collect();
    let now = reading.deck.facts.period;
    if out.is_empty()
        && let [one, other] = periods.as_slice()
    {
        let base = if *one == now { *other } else { *one };
        out.extend((periods.contains(&now)).then_some((Some(now), Base::At(base))));
    }
    out
}

/// Compares a direction that is told of the row itself with the changes that the row shows.
fn direction(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    key: Key,
    changes: &[(Key, i8)],
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let below =
        |key: Key| facts.fact(key).and_then(Fact::exact).is_some_and(|value| value.is_negative());
    let ways: Vec<_> = changes.iter().map(|(_, sign)| *sign).collect();
    let loss = reading.holds(&facts.item(key.item).label, Sense::Loss);
    // A loss may be told by its size; an outflow is.
    let outflow = facts.item(key.item).is_told_by_size();
    let losses = !outflow && below(key) && changes.iter().any(|(base, _)| below(*base));
    if ways.is_empty() || losses || loss || ways.contains(&0) {
        return;
    }
    let Some(clause) = clauses(passage).into_iter().next() else { return };
    let Some(hit) = of_row(reading, passage, &clause.range) else { return };
    let said = if hit.sense == Sense::Up { 1 } else { -1 };
    // "YoY", or a change cited beside the word, say which comparison is meant, which is judged apart.
    let named = passage.hits_in(clause.range.clone()).any(|hit| {
        matches!(hit.sense, Sense::Year | Sense::Quarter | Sense::Compared | Sense::From)
    });
    let cited = |cite: &Cite| clause.range.contains(&cite.range.start) && cite.against.is_some();
    if named || passage.cites.iter().any(cited) || ways.contains(&said) {
        return;
    }
    let word = &passage.text[hit.start..hit.end];
    let way = if said > 0 { "fell" } else { "rose" };
    let base = changes[0].0.period;
    let message = format!("`{word}` stands beside `{}`, which {way} from {base}", facts.name(key));
    let span = passage.place(hit.start..hit.end, reading.sources);
    let finding = Finding::new(CODE, message, span);
    report.push(finding.help("Correct the word, or say what it is that moved"));
}

/// The word of direction that a note begins with, before a cause or its end; where verbs come last,
/// the one it ends with, behind a cause. Anything else may be told of something else.
fn of_row(reading: &Reading<'_>, passage: &Passage<'_>, range: &Range<usize>) -> Option<Hit> {
    let text = passage.text;
    let way = |hit: &Hit| {
        let long = passage.longer(hit).next().is_some();
        matches!(hit.sense, Sense::Up | Sense::Down) && !long
    };
    let mut all = passage.hits_in(range.clone()).filter(way);
    if reading.locale.prose.behind {
        let last = all.next_back()?;
        let tail = last.end..range.end;
        let ends = text[tail.clone()].trim().chars().all(|c| c.is_alphabetic() || c == '。')
            && passage.only(tail, &[Sense::Link]);
        let before = passage.hits_in(range.start..last.start).filter(|h| h.sense == Sense::Cause);
        let cause = before.max_by_key(|hit| hit.end)?;
        return (ends && passage.only(cause.end..last.start, &[Sense::Link])).then_some(last);
    }
    let first = all.next()?;
    let lead = text[range.start..first.start].trim_matches([' ', '-', '*', '+', '\n', '–']);
    let rest = text[first.end..range.end].trim_start();
    let caused = passage.hits_in(range.clone()).any(|hit| {
        hit.sense == Sense::Cause
            && text.get(first.end..hit.start).is_some_and(|g| g.trim().is_empty())
    });
    let ends = rest.is_empty() || rest.starts_with(['.', ',', ';', ':', '(']);
    (lead.is_empty() && (ends || caused)).then_some(first)
}

/// The row that a total adds a part up to, where the part has nothing to do with its own row.
fn whole(
    reading: &Reading<'_>,
    part: ItemId,
    row: ItemId,
    others: impl Iterator<Item = ItemId>,
) -> Option<ItemId> {
    let others: Vec<_> = others.collect();
    let relations = reading.deck.facts.relations();
    let names = |item: ItemId| {
        relations.iter().filter(move |relation| {
            relation.result.item == item || relation.terms.iter().any(|term| term.of.item == item)
        })
    };
    let related = names(part).any(|relation| {
        relation.result.item == row || relation.terms.iter().any(|term| term.of.item == row)
    });
    if part == row || related || others.contains(&part) {
        return None;
    }
    names(part)
        .filter(|relation| matches!(relation.kind, RelationKind::Total | RelationKind::Part))
        .map(|relation| relation.result.item)
        .find(|whole| others.contains(whole))
}
