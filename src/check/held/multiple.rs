//! `claim-differs`: "doubled", "about half of", "by a third", 3倍, 約3割: how many times one figure is another.
//! What the cited figures settle is no typed figure.

use std::cmp::Ordering;
use std::ops::Range;

use super::HeldClause;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key};
use crate::num::{Exact, Interval};
use crate::words::{Cite, Clause, Passage, Reading, Sense, clauses, named_times};

/// How a number of times is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TimesForm {
    /// "Doubled": a figure against an earlier one.
    Grew,
    /// "Twice", "half of": a figure against another.
    Part,
    /// "By half": how much came or went.
    By,
}

/// What stands beside a number of times.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TimesBound {
    Over,
    Under,
    About,
}

/// A number of times in words.
struct Times {
    range: Range<usize>,
    form: TimesForm,
    value: Exact,
    beside: TimesBound,
}

/// Two figures of which the words say how many times the first is the second.
struct TimesOf {
    now: Key,
    base: Key,
}

pub(super) fn run(held: &HeldClause<'_>, report: &mut Report) {
    for times in all(held) {
        let Some(of) = of(held, &times) else { continue };
        if let Some(false) = holds(held, &times, &of) {
            tell(held, &times, &of, report);
        }
    }
}

/// Gives the places of the numbers of times that the cited figures settle, right or wrong.
pub(in crate::check) fn judged(reading: &Reading<'_>, passage: &Passage<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if passage.cites.is_empty() {
        return out;
    }
    for clause in clauses(passage) {
        let held = HeldClause::of(reading, passage, &clause);
        if held.cites.is_empty() || held.is_negated() {
            continue;
        }
        let settled =
            |times: &Times| of(&held, times).is_some_and(|of| holds(&held, times, &of).is_some());
        out.extend(all(&held).into_iter().filter(settled).map(|times| times.range));
    }
    out
}

/// Gives the places of the numbers of times that a clause of a passage tells.
pub(in crate::check) fn times_told(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    clause: &Clause,
) -> Vec<Range<usize>> {
    places(&HeldClause::of(reading, passage, clause))
}

/// Gives the places of the numbers of times of a clause.
pub(super) fn places(held: &HeldClause<'_>) -> Vec<Range<usize>> {
    all(held).into_iter().map(|times| times.range).collect()
}

/// Finds the numbers of times of a clause.
fn all(held: &HeldClause<'_>) -> Vec<Times> {
    let words = &held.reading.locale.held;
    let lists = [
        (TimesForm::Grew, &words.grew),
        (TimesForm::Part, &words.parts),
        (TimesForm::By, &words.by),
    ];
    let mut entries: Vec<(&str, TimesForm, Exact)> = Vec::new();
    for (form, list) in lists {
        for entry in list {
            let Some((number, forms)) = entry.split_once('|') else { continue };
            let Some(value) = fraction(number) else { continue };
            entries.extend(forms.split('|').map(|word| (word, form, value.clone())));
        }
    }
    let spelt: Vec<&str> = entries.iter().map(|(word, ..)| *word).collect();
    let found = held.find(held.clause.range.clone(), &spelt).into_iter();
    let mut out: Vec<Times> = found
        .map(|(range, number)| {
            let (_, form, value) = &entries[number];
            let beside = beside(held, &range);
            Times { range, form: *form, value: value.clone(), beside }
        })
        .collect();
    out.extend(typed(held));
    if out.is_empty() {
        return out;
    }
    // "The first half of 2026", "three quarters": a time is no number of times.
    let passage = held.passage;
    let named = named_times(held.reading, passage, &held.clause.range);
    let parts = passage.hits_in(held.clause.range.clone());
    let parts = parts.filter(|hit| hit.sense == Sense::PartOfYear).map(|hit| hit.start..hit.end);
    let apart: Vec<Range<usize>> = named.into_iter().map(|time| time.range).chain(parts).collect();
    out.retain(|times| {
        let joined = passage.text[times.range.end..].starts_with('-');
        let own = &times.range;
        !joined && !apart.iter().any(|time| time.start < own.end && own.start < time.end)
    });
    out
}

/// Reads "2/3" and "2".
fn fraction(text: &str) -> Option<Exact> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let whole = |text: &str| text.parse::<i64>().ok().map(Exact::from);
    whole(over)?.checked_div(&whole(under)?)
}

/// Finds typed digits that count times: "3 times", 3倍, 約3割増.
fn typed(held: &HeldClause<'_>) -> Vec<Times> {
    let words = &held.reading.locale.held;
    let (text, range) = (held.passage.text, &held.clause.range);
    let mut out = Vec::new();
    for entry in &words.numbers {
        let Some((number, pattern)) = entry.split_once('|') else { continue };
        let (Some(one), Some(behind)) = (fraction(number), pattern.strip_prefix("{}")) else {
            continue;
        };
        for (at, _) in text[range.clone()].match_indices(behind) {
            let end = range.start + at;
            let lead = &text[range.start..end];
            let digit = |c: char| c.is_ascii_digit() || c == '.';
            let digits = lead.len() - lead.trim_end_matches(digit).len();
            let start = end - digits;
            let stop = end + behind.len();
            let blanks = held.reading.locale.prose.blanks;
            let letter = |c: Option<char>| blanks && c.is_some_and(char::is_alphanumeric);
            let free = !letter(text[..start].chars().next_back())
                && !letter(text[stop..].chars().next())
                && crate::words::holding(held.passage.skips(), start).is_none();
            let digits = text[start..end].parse::<rust_decimal::Decimal>().ok();
            let Some(digits) = digits.filter(|_| free) else { continue };
            let mut range = start..stop;
            let mut form = TimesForm::Part;
            if let Some(change) =
                words.changes.iter().find(|word| text[stop..].starts_with(word.as_str()))
            {
                form = TimesForm::By;
                range.end += change.len();
            }
            let beside = beside(held, &range);
            out.push(Times { range, form, value: &Exact::from(digits) * &one, beside });
        }
    }
    out
}

/// What stands right beside a number of times: "more than", 超, "almost".
fn beside(held: &HeldClause<'_>, range: &Range<usize>) -> TimesBound {
    let prose = &held.reading.locale.prose;
    let text = held.passage.text;
    let lead = text[held.clause.range.start..range.start].trim_end().to_lowercase();
    let rest = text[range.end..].trim_start();
    let leads = |word: &&String| lead.ends_with(&word.to_lowercase());
    let follows = |word: &&String| rest.starts_with(word.as_str());
    let longest = |before: &[String], behind: &[String]| {
        let before = before.iter().filter(leads).map(String::len).max();
        let behind = behind.iter().filter(follows).map(String::len).max();
        before.max(behind)
    };
    let over = longest(&prose.over_before, &prose.over_behind);
    let under = longest(&prose.under_before, &prose.under_behind);
    match over.cmp(&under) {
        Ordering::Greater => TimesBound::Over,
        Ordering::Less => TimesBound::Under,
        Ordering::Equal => TimesBound::About,
    }
}

/// Finds the two figures that a number of times is of.
fn of(held: &HeldClause<'_>, times: &Times) -> Option<TimesOf> {
    let level = |cite: &&&Cite| cite.end.is_none();
    let cites: Vec<&Cite> = held.cites.iter().filter(level).copied().collect();
    let at = cites.partition_point(|cite| cite.range.start < times.range.start);
    if times.form == TimesForm::Part {
        return part(held, times, (&cites, at)).or_else(|| grown(held, times, (&cites, at)));
    }
    grown(held, times, (&cites, at))
}

/// "A was half of B", "Aで、売上高Bの3割": of two figures.
fn part(held: &HeldClause<'_>, times: &Times, (cites, at): (&[&Cite], usize)) -> Option<TimesOf> {
    let text = held.passage.text;
    let marks = |gap: &Range<usize>| text[gap.clone()].contains(['(', '（', '。', ';', ':']);
    let light = |gap: Range<usize>, keys: &[Key]| {
        let prose = &held.reading.locale.prose;
        let small: [&[String]; 3] =
            [&prose.over_before, &prose.under_before, &held.reading.locale.held.about];
        !marks(&gap) && held.weighs_nothing(&gap, keys, &small)
    };
    let (one, two) = if held.reading.locale.prose.behind {
        let two = cites.get(at.checked_sub(1)?)?;
        let one = cites.get(at.checked_sub(2)?)?;
        let own = text[times.range.clone()].starts_with('の');
        let linked = own || text[two.range.end..times.range.start].starts_with('の');
        let (b, gap) = (two.key?, two.range.end..times.range.start);
        (linked && light(gap, &[]) && light(one.range.end..two.range.start, &[b]))
            .then_some((one, two))?
    } else {
        let one = cites.get(at.checked_sub(1)?)?;
        let two = cites.get(at)?;
        let b = two.key?;
        (light(one.range.end..times.range.start, &[])
            && light(times.range.end..two.range.start, &[b]))
        .then_some((one, two))?
    };
    let plain = one.against.is_none() && two.against.is_none();
    plain.then(|| Some(TimesOf { now: one.key?, base: two.key? }))?
}

/// "Doubled to A": a figure and the one before it, cited too or a year ago.
fn grown(held: &HeldClause<'_>, times: &Times, (cites, at): (&[&Cite], usize)) -> Option<TimesOf> {
    let facts = held.facts();
    let prose = &held.reading.locale.prose;
    let all = self::ranges(held, times);
    // Between the word and its figure stands no other number of times.
    let free = |cite: &&&Cite| {
        let gap = if cite.range.start < times.range.start {
            cite.range.end..times.range.start
        } else {
            times.range.end..cite.range.start
        };
        !all.iter().any(|other| gap.contains(&other.start))
    };
    let before = cites[..at].last().filter(free);
    let behind = cites[at..].first().filter(free);
    let nearest = match (before, behind) {
        // "半減し、Aとなった": with nothing before it, what stands behind.
        (Some(before), Some(behind)) if prose.behind => {
            let near = text_between(held, before.range.end..times.range.start);
            if near { before } else { behind }
        }
        (_, Some(behind)) => behind,
        (Some(before), None) => before,
        (None, None) => return None,
    };
    let key = nearest.key?;
    if let Some(base) = nearest.base.filter(|_| nearest.against.is_some()) {
        return Some(TimesOf { now: key, base });
    }
    if times.form == TimesForm::Part && !prose.behind {
        return None;
    }
    let ends = |key: Key| facts.calendar.ends(key.period);
    let mut same = cites.iter().filter(|cite| cite.against.is_none()).filter_map(|cite| cite.key);
    let same = same.find(|other| {
        other.item == key.item && other.period != key.period && other.scope == key.scope
    });
    if let Some(other) = same {
        let (now, base) = if ends(other) > ends(key) { (other, key) } else { (key, other) };
        return Some(TimesOf { now, base });
    }
    // "From A it doubled": what it came to is the figure a year after.
    if came_from(held, nearest) {
        let mut after = facts.keys_of(key.item).filter(|other| {
            other.scope == key.scope && facts.calendar.year_before(other.period) == Some(key.period)
        });
        return after.next().map(|now| TimesOf { now, base: key });
    }
    let mut hits = held.passage.hits_in(held.clause.range.clone());
    if hits.any(|hit| matches!(hit.sense, Sense::VersusEnd | Sense::VersusForecast)) {
        return None;
    }
    let mut hits = held.passage.hits_in(held.clause.range.clone());
    let quarter = hits.any(|hit| matches!(hit.sense, Sense::Quarter | Sense::QuarterAgo));
    let calendar = facts.calendar;
    let period = if quarter {
        calendar.prior_quarter(key.period)?
    } else {
        calendar.year_before(key.period)?
    };
    let scope = facts.contexts().actual(key.scope);
    Some(TimesOf { now: key, base: Key { period, scope, ..key } })
}

/// Whether a figure is the one that another came from: "from A", Aから.
fn came_from(held: &HeldClause<'_>, cite: &Cite) -> bool {
    let passage = held.passage;
    let word = if held.reading.locale.prose.behind {
        passage.word_from(cite.range.end).filter(|word| word.start == cite.range.end)
    } else {
        let blank = |end: usize| passage.text[end..cite.range.start].trim().is_empty();
        passage.word_to(cite.range.start).filter(|word| blank(word.end))
    };
    word.is_some_and(|word| passage.means(word, Sense::From))
}

/// The places of the other numbers of times of a clause.
fn ranges(held: &HeldClause<'_>, times: &Times) -> Vec<Range<usize>> {
    let words = &held.reading.locale.held;
    let forms = [&words.grew, &words.parts, &words.by].into_iter().flatten();
    let forms: Vec<&str> = forms.flat_map(|entry| entry.split('|').skip(1)).collect();
    let found = held.find(held.clause.range.clone(), &forms).into_iter().map(|(at, _)| at);
    found.filter(|at| at.start != times.range.start).collect()
}

/// Whether little stands in a gap.
fn text_between(held: &HeldClause<'_>, gap: Range<usize>) -> bool {
    let text = &held.passage.text[gap];
    !text.contains(['、', '。']) && text.chars().count() <= 12
}

/// Tells whether the figures bear a number of times out; nothing where they are not known, or either.
fn holds(held: &HeldClause<'_>, times: &Times, of: &TimesOf) -> Option<bool> {
    let facts = held.facts();
    let known = |key: Key| {
        let fact = facts.fact(key)?;
        let (exact, interval) = (fact.exact()?, Fact::interval(fact)?);
        let out = facts.item(key.item).is_told_by_size() && exact.is_negative();
        let (exact, interval) = if out { (-exact, interval.neg()) } else { (exact, interval) };
        exact.is_positive().then_some((exact, interval))
    };
    let unit = |key: Key| facts.fact(key).and_then(Fact::stated).map(|stated| &stated.unit);
    if !unit(of.now)?.same_measure(unit(of.base)?) {
        return None;
    }
    let ((now, first), (base, second)) = (known(of.now)?, known(of.base)?);
    let (mut ratio, mut reach) = (now.checked_div(&base)?, first.div(&second)?);
    if times.form == TimesForm::By {
        let one = Exact::from(1_i64);
        reach = reach.sub(&Interval::point(one.clone()));
        ratio = &ratio - &one;
        if ratio.is_negative() {
            (ratio, reach) = (-ratio, reach.neg());
        }
    }
    // "More than halved" lies below a half.
    let one = Exact::from(1_i64);
    let fell = times.form == TimesForm::Grew && times.value < one;
    let beside = match (times.beside, fell) {
        (TimesBound::Over, true) => TimesBound::Under,
        (TimesBound::Under, true) => TimesBound::Over,
        (beside, _) => beside,
    };
    let value = &times.value;
    let tenth = &Exact::decimal(1, -1) * value;
    Some(match beside {
        // "Nearly doubled" is near, "nearly halved" too; "less than half" may be far.
        TimesBound::Over => {
            let near = !fell || &ratio * &Exact::from(4_i64) <= value * &Exact::from(5_i64);
            reach.hi().at() > value && &ratio >= value && near
        }
        TimesBound::Under => {
            let grew = times.form == TimesForm::Grew && !fell;
            let near = !grew || &ratio * &Exact::from(5_i64) >= value * &Exact::from(4_i64);
            reach.lo().at() < value && &ratio <= value && near
        }
        TimesBound::About => {
            // A word of a tenth is as coarse as a tenth.
            let least = if *value < one { Exact::decimal(35, -3) } else { Exact::zero() };
            let room = if tenth > least { tenth } else { least };
            // "Doubled" is often told of somewhat more.
            let above = if *value > one { &room + &room } else { room.clone() };
            ratio >= value - &room && ratio <= value + &above
        }
    })
}

fn tell(held: &HeldClause<'_>, times: &Times, of: &TimesOf, report: &mut Report) {
    let facts = held.facts();
    let text = &held.passage.text[times.range.clone()];
    let (now, base) = (facts.name(of.now), facts.name(of.base));
    let exact = |key: Key| facts.fact(key).and_then(Fact::exact).map(|exact| exact.abs());
    let ratio = exact(of.now).zip(exact(of.base));
    let ratio = ratio.and_then(|(now, base)| now.checked_div(&base));
    let ratio = ratio.and_then(|ratio| ratio.round(2, crate::num::Rounding::HalfUp));
    let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio} times "));
    let message = format!("`{text}` contradicts `{now}`, which is {ratio}`{base}`");
    let span = held.passage.place(times.range.clone(), held.reading.sources);
    let mut finding = Finding::new(code::CLAIM_DIFFERS, message, span);
    for key in [of.now, of.base] {
        if let Some(fact) = facts.fact(key) {
            finding = finding.also(fact.span, facts.name(key));
        }
    }
    report.push(finding.help("Correct the words, or cite the change, such as `{item yoy}`"));
}
