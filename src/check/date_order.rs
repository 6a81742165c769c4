//! `date-order`: something was published before it could be known.

use crate::diag::{Finding, Report};
use crate::num::{Date, Period};
use crate::source::Span;
use crate::words::{Dated, Fields, Reading, Sense};

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
            Finding::error("date-order", message, head.date.span)
                .also(head.period.span, "the period")
                .help("Correct the deck's date or its period"),
        );
    }
    if let Some(embargo) = &head.embargo
        && embargo.value.day != published
    {
        let day = embargo.value.day;
        let order = if day > published { "after" } else { "before" };
        let message =
            format!("the embargo ends on {day}, {order} the day of the deck, {published}");
        report.push(
            Finding::warning("date-order", message, embargo.span)
                .also(head.date.span, "the deck's date")
                .help("Write both as the day on which the deck is published, in one zone"),
        );
    }
    let mut late = |day: Date, span: Span, what: &str| {
        if day > published {
            let message = format!("{what} on {day}, after the deck of {published}");
            report.push(
                Finding::error("date-order", message, span)
                    .also(head.date.span, "the deck's date")
                    .help("Correct one of the two dates"),
            );
        }
    };
    let day = |(text, span): (&str, Span)| match text.parse::<Period>() {
        Ok(Period::Instant(day)) => Some((day, span)),
        Ok(_) | Err(_) => None,
    };
    let root = Fields::of(&reading.deck.written.kind);
    for (_, scope) in root.get("scopes").map(Fields::of).into_iter().flat_map(Fields::all) {
        if let Some((day, span)) = Fields::of(&scope.kind).text("announced").and_then(day) {
            late(day, span, "the figures were announced");
        }
    }
    for (_, slide) in reading.slides() {
        for release in slide.list("releases") {
            if let Some((day, span)) = Fields::of(&release.kind).text("date").and_then(day) {
                late(day, span, "the release was published");
            }
        }
        if let Some((day, span)) = slide.text("as_of").and_then(day) {
            late(day, span, "the holdings are known");
        }
    }
    for passage in &reading.passages {
        let announced = |hit: &&crate::words::Hit| hit.sense == Sense::Announced;
        for hit in passage.hits.iter().filter(announced) {
            if let Some(mention) = passage.beside(*hit)
                && let Dated::Day(day) = mention.dated
            {
                let span = passage.place(mention.range.clone(), reading.sources);
                late(day, span, "something was announced");
            }
        }
    }
}
