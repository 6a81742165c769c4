//! `date-order`: something was published before it could be known, or long after.

use crate::code;
use crate::deck::{DeckSpec, Profile};
use crate::diag::{Finding, Report, Severity};
use crate::facts::{Key, ScopeSpec, State};
use crate::locale::Locale;
use crate::num::{Date, Unit};
use crate::shape::{Role, Scalar, visit};
use crate::slide::Slide;
use crate::source::Span;
use crate::words::{Dated, Hit, Mention, Passage, Reading, Sense, first_word, sentences};

/// Days behind the end of its period after which a deck is hardly published: slow reporters take
/// four months, last year's head is a year behind.
const LONG: i32 = 200;

/// Compares the deck's date with the end of its period, its embargo and every announcement.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let head = &reading.deck.head;
    let facts = &reading.deck.facts;
    let published = head.date.value;
    let ends = facts.calendar.ends(facts.period);
    if published <= ends {
        let message =
            format!("the deck of {published} reports {}, which ends on {ends}", facts.period);
        report.push(
            Finding::weighed(code::DATE_ORDER, Severity::Error, message, head.date.span)
                .also(head.period.span, "the period")
                .help("Correct the deck's date or its period"),
        );
    }
    let behind = published.since(ends).map_or(0, |span| span.get_days());
    if behind > LONG {
        let message = format!(
            "the deck of {published} reports {}, which ended {behind} days before",
            facts.period
        );
        report.push(
            Finding::new(code::DATE_ORDER, message, head.date.span)
                .also(head.period.span, "the period")
                .help("Correct the deck's date or its period"),
        );
    }
    languages(reading, report);
    unended(reading, report);
    if let Some(embargo) = &head.embargo
        && embargo.value.day != published
    {
        let day = embargo.value.day;
        let order = if day > published { "after" } else { "before" };
        let message =
            format!("the embargo ends on {day}, {order} the day of the deck, {published}");
        report.push(
            Finding::new(code::DATE_ORDER, message, embargo.span)
                .also(head.date.span, "the deck's date")
                .help("Write both as the day on which the deck is published, in one zone"),
        );
    }
    let mut late = |day: Date, span: Span, what: &str| {
        if day > published {
            let message = format!("{what} on {day}, after the deck of {published}");
            report.push(
                Finding::weighed(code::DATE_ORDER, Severity::Error, message, span)
                    .also(head.date.span, "the deck's date")
                    .help("Correct one of the two dates"),
            );
        }
    };
    visit::<DeckSpec>(&reading.deck.written, &mut |leaf| {
        let Ok(day) = <Date as Scalar>::parse(leaf.text) else { return };
        if leaf.role == Role::Day && leaf.within::<ScopeSpec>().is_some() {
            late(day, leaf.span, "the figures were announced");
        } else if leaf.role == Role::Day && leaf.within::<Slide>().is_some() {
            late(day, leaf.span, "the release was published");
        } else if leaf.role == Role::ReportDay {
            late(day, leaf.span, "the holdings are known");
        }
    });
    for passage in &reading.passages {
        let announced = |hit: &&Hit| hit.sense == Sense::Announced;
        for hit in passage.hits.iter().filter(announced) {
            if let Some(mention) = passage.beside(*hit)
                && let Dated::Day(day) = mention.dated
                && !to_come(reading, passage, hit)
            {
                let span = passage.place(mention.range.clone(), reading.sources);
                late(day, span, "something was announced");
            }
        }
    }
    happened(reading, report);
}

/// "Results will be announced on May 1", 5月1日に発表する予定: a day that is still to come.
fn to_come(reading: &Reading<'_>, passage: &Passage<'_>, hit: &Hit) -> bool {
    let prose = &reading.locale.prose;
    let mut all = sentences(passage).into_iter();
    let Some(sentence) = all.find(|sentence| sentence.contains(&hit.start)) else { return false };
    let beside = if prose.behind { hit.start..sentence.end } else { sentence.start..hit.start };
    let beside = passage.text.get(beside).unwrap_or_default();
    first_word(beside, &prose.to_come, prose).is_some()
}

/// "We completed the merger on April 1, 2027": nothing has happened after the day of the deck.
fn happened(reading: &Reading<'_>, report: &mut Report) {
    let (head, prose) = (&reading.deck.head, &reading.locale.prose);
    for passage in &reading.passages {
        let late =
            |mention: &&Mention| matches!(mention.dated, Dated::Day(day) if day > head.date.value);
        for mention in passage.mentions.iter().filter(late) {
            let holds = |range: &std::ops::Range<usize>| range.contains(&mention.range.start);
            let Some(sentence) = sentences(passage).into_iter().find(holds) else { continue };
            let text = &passage.text[sentence.clone()];
            let (Some(verb), None) =
                (first_word(text, &prose.happened, prose), first_word(text, &prose.planned, prose))
            else {
                continue;
            };
            let mut hits = passage.hits_in(sentence.clone());
            let open = [Sense::Future, Sense::Negation, Sense::Announced];
            // "The merger agreed on June 1 and effective April 1" names two days.
            let days = passage.mentions_in(sentence.clone()).len();
            let near = if prose.blanks {
                let on = passage.word_to(mention.range.start);
                on.is_some_and(|word| passage.means(word, Sense::Within))
            } else {
                let rest = passage.text.get(mention.range.end..sentence.end).unwrap_or_default();
                rest.starts_with(['に', '、', '付'])
                    && text[verb.end..].trim_matches(['。', ' ', '\n']).is_empty()
            };
            if days == 1 && near && !hits.any(|hit| open.contains(&hit.sense)) {
                let day = &passage.text[mention.range.clone()];
                let what = &text[verb];
                let message = format!("`{what}` on {day}, after the deck of {}", head.date.value);
                let span = passage.place(mention.range.clone(), reading.sources);
                report.push(
                    Finding::weighed(code::DATE_ORDER, Severity::Warning, message, span)
                        .also(head.date.span, "the deck's date")
                        .help("Correct the day, or word it as a plan"),
                );
            }
        }
    }
}

/// No language comes out before the deck's own, and under `simultaneous` none before that of
/// the disclosure.
fn languages(reading: &Reading<'_>, report: &mut Report) {
    let head = &reading.deck.head;
    let simultaneous = reading.deck.profiles.contains(&Profile::Simultaneous);
    let days: Vec<_> = head
        .translations
        .0
        .iter()
        .map(|(tag, spec)| {
            let span = spec.published.as_ref().map_or(tag.span, |day| day.span);
            let day = spec.published.as_ref().map_or(head.date.value, |day| day.value);
            (tag.value.as_str(), day, span)
        })
        .collect();
    let own = (head.language.value.as_str(), head.date.value, head.date.span);
    for (tag, day, span) in &days {
        if *day < own.1 {
            let message = format!("`{tag}` is published on {day}, before the deck of {}", own.1);
            report.push(
                Finding::weighed(code::DATE_ORDER, Severity::Error, message, *span)
                    .also(own.2, "the deck's date")
                    .help("Correct one of the two dates, or leave `published` out"),
            );
        }
    }
    let disclosed = |tag: &str| Locale::of(tag).is_some_and(|locale| locale.disclosure);
    let disclosure = days.iter().chain([&own]).find(|(tag, ..)| disclosed(tag));
    let Some((language, first, at)) = disclosure.filter(|_| simultaneous) else { return };
    if let Some((tag, day, _)) = days.iter().chain([&own]).find(|(_, day, _)| day < first) {
        let message = format!("`{tag}` is published on {day}, before `{language}` of {first}");
        report.push(
            Finding::new(code::DATE_ORDER, message, *at)
                .note("the deck holds itself to the profile `simultaneous`")
                .help("Publish the disclosure on the same day or before"),
        );
    }
}

/// What happened in a period is known when it has ended. What is counted may be known before, such
/// as who joins in a year.
fn unended(reading: &Reading<'_>, report: &mut Report) {
    let (head, facts) = (&reading.deck.head, &reading.deck.facts);
    let published = head.date.value;
    let late = |key: Key| {
        let ends = facts.calendar.ends(key.period);
        let counted = matches!(facts.item(key.item).unit, Unit::Count { .. });
        let begun = facts.calendar.range(key.period).0 <= published;
        (ends > published && !facts.scope(key.scope).forecast && !(counted && begun))
            .then_some(ends)
    };
    let mut report_later = |name: String, ends: Date, span: Span| {
        let message = format!("`{name}` ends on {ends}, after the deck of {published}");
        report.push(
            Finding::new(code::DATE_ORDER, message, span)
                .also(head.date.span, "the deck's date")
                .help("Correct the period, or put the figure under a scope with `forecast: yes`"),
        );
    };
    for (key, fact) in facts.facts() {
        if let (State::Stated(_) | State::Bounded(_), Some(ends)) = (&fact.state, late(key)) {
            report_later(facts.name(key), ends, fact.span);
        }
    }
    for (now, base, change) in facts.changes().stated() {
        if let (State::Stated(_) | State::Bounded(_), Some(ends)) = (&change.state, late(now)) {
            report_later(format!("{} vs {}", facts.name(now), base.period), ends, change.span);
        }
    }
}
