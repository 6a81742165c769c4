//! `claim-differs`: "doubled", "about half of", "by a third", 3倍, 約3割: how many times one figure is another.
//! What the cited figures settle is no typed figure.

use std::ops::Range;

use super::HeldClause;
use super::times::{Times, TimesBound, TimesForm, all};
use crate::check::direction::{Bases, ComparedClause};
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key};
use crate::num::{Exact, Interval};
use crate::words::{Cite, Clause, Passage, Reading, Sense, Stands, clauses, named_times};

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

/// Finds the two figures that a number of times is of.
fn of(held: &HeldClause<'_>, times: &Times) -> Option<TimesOf> {
    let level = |cite: &&&Cite| cite.end.is_none();
    let cites: Vec<&Cite> = held.cites.iter().filter(level).copied().collect();
    let at = cites.partition_point(|cite| cite.range.start < times.range.start);
    if times.form == TimesForm::Part {
        return part(held, times, (&cites, at))
            .or_else(|| turned(held, times, &cites[at..]))
            .or_else(|| of_subject(held, times, (&cites, at)))
            .or_else(|| grown(held, times, (&cites, at)));
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
        let (a, b) = (one.key?, two.key?);
        (light(one.range.end..times.range.start, &[a])
            && light(times.range.end..two.range.start, &[b]))
        .then_some((one, two))?
    };
    let plain = one.against.is_none() && two.against.is_none();
    plain.then(|| Some(TimesOf { now: one.key?, base: two.key? }))?
}

/// "Less than half of the B a year ago, at A", "three times store sales, at A versus B": the figures stand behind.
fn turned(held: &HeldClause<'_>, times: &Times, cites: &[&Cite]) -> Option<TimesOf> {
    let [one, two] = cites else { return None };
    if held.reading.locale.prose.behind || held.cites.len() != 2 {
        return None;
    }
    let (a, b) = (one.key?, two.key?);
    let prose = &held.reading.locale.prose;
    let gaps = [times.range.end..one.range.start, one.range.end..two.range.start];
    let [lead, between] = gaps;
    let versus = held.passage.words_in(between.clone()).any(|word| {
        let own = word.of(held.passage.text).to_lowercase();
        prose.from_before.contains(&own)
            || held.passage.means(word, Sense::Compared)
            || held.passage.means(word, Sense::From)
    });
    let small: [&[String]; 2] = [&prose.from_before, &prose.done];
    let plain = one.against.is_none() && two.against.is_none();
    let light = held.weighs_nothing(&lead, &[a, b], &small)
        && held.weighs_nothing(&between, &[a, b], &small);
    let of = if versus { TimesOf { now: a, base: b } } else { TimesOf { now: b, base: a } };
    (plain && light && a != b).then_some(of)
}

/// "The first nine months reached more than three quarters of fiscal 2025's B": what is told of is named by its time,
/// or it is the newest figure.
fn of_subject(
    held: &HeldClause<'_>,
    times: &Times,
    (cites, at): (&[&Cite], usize),
) -> Option<TimesOf> {
    let [one] = cites else { return None };
    let base = one.key.filter(|_| at == 0 && one.against.is_none())?;
    let (facts, passage) = (held.facts(), held.passage);
    if held.reading.locale.prose.behind
        || !held.weighs_nothing(&(times.range.end..one.range.start), &[base], &[])
        || facts.scope(base.scope).forecast
    {
        return None;
    }
    let lead = held.clause.range.start..times.range.start;
    let named = named_times(held.reading, passage, &lead);
    let like = |key: &Key| key.scope == base.scope && *key != base;
    let now = match named.as_slice() {
        [time] => {
            let fits = |key: &Key| {
                let stands = (key.period, Stands::Apart);
                time.fits(held.reading, passage, stands, &[facts.period]) == Some(true)
            };
            let all = facts.keys_of(base.item).filter(like).filter(fits);
            all.max_by_key(|key| facts.calendar.ends(key.period))?
        }
        [] => Key { period: facts.current(base.item), ..base },
        _ => return None,
    };
    let earlier = facts.calendar.ends(base.period) < facts.calendar.ends(now.period);
    earlier.then_some(TimesOf { now, base })
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
    let (reading, passage, clause) = (held.reading, held.passage, held.clause);
    let base = match (ComparedClause { reading, passage, clause }).bases(key) {
        Bases::Named(bases) => match bases.as_slice() {
            [base] => *base,
            _ => return None,
        },
        Bases::Unsaid => {
            let scope = facts.contexts().actual(key.scope);
            Key { period: facts.calendar.year_before(key.period)?, scope, ..key }
        }
        Bases::Unknown => return None,
    };
    Some(TimesOf { now: key, base })
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
    let one = Exact::from(1_i64);
    // "Fell eightfold" leaves an eighth.
    let shrank = times.way == Some(-1) && times.form == TimesForm::Grew && times.value > one;
    if shrank {
        (ratio, reach) = (base.checked_div(&now)?, second.div(&first)?);
    }
    if times.form == TimesForm::By {
        let way = if ratio < one { -1 } else { 1 };
        if times.way.is_some_and(|told| told != way) {
            return Some(false);
        }
        let one = Exact::from(1_i64);
        reach = reach.sub(&Interval::point(one.clone()));
        ratio = &ratio - &one;
        if ratio.is_negative() {
            (ratio, reach) = (-ratio, reach.neg());
        }
    }
    // "More than halved" lies below a half.
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
