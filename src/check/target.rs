//! `target-period`: a forecast is shown without the period it is for.

use std::collections::HashMap;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Key, read_period};
use crate::num::Period;
use crate::shape::{PeriodRef, records};
use crate::slide::{FigureSpec, Outlook};
use crate::words::{Dated, Passage, Reading, Sense, relative_fits};

/// Looks for the period of every cited forecast in its text and in the titles of its slide.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    for passage in &reading.passages {
        let mut named: HashMap<Period, bool> = HashMap::new();
        for cite in passage.cites.iter().filter(|cite| !cite.label && cite.against.is_none()) {
            let Some(key) = cite.key.filter(|key| facts.scope(key.scope).forecast) else {
                continue;
            };
            let said = named.entry(key.period).or_insert_with(|| {
                let titles = reading.on_slide(passage.slide);
                let mut titles = titles.filter(|other| other.role.heads_slide());
                names(reading, passage, key.period)
                    || titles.any(|text| names(reading, text, key.period))
            });
            if !*said {
                let span = passage.place(cite.range.clone(), reading.sources);
                report_target(reading, key, span, report);
            }
        }
    }
    for outlook in reading.deck.numbered().flat_map(|(_, slide)| records::<Outlook>(slide)) {
        over(reading, outlook, report);
    }
    let slides = reading.deck.numbered();
    let tiles = slides
        .flat_map(|(at, slide)| records::<FigureSpec>(slide).into_iter().map(move |one| (at, one)));
    for (at, tile) in tiles {
        let (show, span) = (&tile.show.value, tile.show.span);
        let Ok(key) = facts.references().key(show) else { continue };
        let label = tile.label.as_ref().and_then(|label| reading.passage_at(label.span));
        let own = label.is_some_and(|label| names(reading, label, key.period));
        let name = reading.locale.period_name(key.period, reading.deck.facts.calendar);
        let made = label.is_none() && facts.item(key.item).label.contains(&name);
        let mut headings = reading.on_slide(Some(at)).filter(|other| other.role.heads_slide());
        let above = headings.any(|text| names(reading, text, key.period));
        if facts.scope(key.scope).forecast && !own && !made && !above {
            report_target(reading, key, span, report);
        }
    }
}

/// A forecast of a year that has ended, where what it came to does not stand beside it.
fn over(reading: &Reading<'_>, outlook: &Outlook, report: &mut Report) {
    let facts = &reading.deck.facts;
    let named = |period: &PeriodRef| {
        read_period(period.value.split('/').next().unwrap_or_default().trim()).ok()
    };
    let ends = |period: Period| facts.calendar.ends(period);
    let Some(period) = named(&outlook.period) else { return };
    let came =
        outlook.actual.as_ref().and_then(named).is_some_and(|came| ends(came) >= ends(period));
    // A revision of the half's forecast is told when the half is over, too.
    let year = matches!(period, Period::Year { .. });
    if year && ends(period) <= ends(facts.period) && !came {
        let message = format!(
            "the outlook is for {period}, which has ended: the deck reports {}",
            facts.period
        );
        let finding = Finding::new(code::TARGET_PERIOD, message, outlook.period.span);
        report.push(finding.help("Show the forecast of the next period, or leave the slide out"));
    }
}

/// A period is named with its year, or as a part of the year that the deck reports: 通期, 下期,
/// "second half".
fn names(reading: &Reading<'_>, passage: &Passage<'_>, period: Period) -> bool {
    use Sense::{Annual, FirstHalf, FullYear, SecondHalf, ThisYear};
    let facts = &reading.deck.facts;
    let calendar = facts.calendar;
    let year = |period| calendar.year_of(calendar.ends(period));
    let parts = [FirstHalf, SecondHalf, FullYear, Annual, ThisYear];
    let this = year(period) == year(facts.period)
        && passage.undated().relatives().any(|hit| {
            parts.contains(&hit.sense) && relative_fits(hit.sense, period, facts) == Some(true)
        });
    // 期末配当 is what is paid for the second half, of the deck's year where no other is named.
    let paid = |sense: Sense| passage.hits.iter().any(|hit| hit.sense == sense);
    let payment = match period {
        Period::Half { half: 1, .. } | Period::Quarter { quarter: 2, .. } => paid(Sense::Interim),
        Period::Half { .. } | Period::Quarter { quarter: 4, .. } => paid(Sense::Final),
        Period::Quarter { .. }
        | Period::NineMonths { .. }
        | Period::Month { .. }
        | Period::Trailing { .. }
        | Period::Year { .. }
        | Period::Instant(_) => false,
    };
    let of_year = |mention: &crate::words::Mention| matches!(mention.dated, Dated::Period(Period::Year { year: said }) if said == year(period));
    if payment && (year(period) == year(facts.period) || passage.mentions.iter().any(of_year)) {
        return true;
    }
    this || passage.mentions.iter().any(|mention| match (mention.dated, period) {
        (Dated::Day(said), Period::Instant(day)) => said == day,
        (Dated::Month(year, month), Period::Instant(day)) => {
            (year, month) == (day.year(), day.month())
        }
        (Dated::Period(said), _) => said == period,
        (Dated::Year(year), _) => period.year() == Some(year),
        // "By March 2027", "the half year to 30 September 2026": told by where it ends.
        (Dated::Month(year, month), _) => calendar.months(period).1 == (year, month),
        (Dated::Day(day), _) => calendar.ends(period) == day,
        (Dated::Months(from, to), _) => calendar.is_run(period, from, to),
        (_, _) => false,
    })
}

fn report_target(reading: &Reading<'_>, key: Key, span: crate::source::Span, report: &mut Report) {
    let facts = &reading.deck.facts;
    let message = format!("the {} is shown without its period", facts.scope(key.scope).label);
    let name = reading.locale.period_name(key.period, reading.deck.facts.calendar);
    report.push(
        Finding::new(code::TARGET_PERIOD, message, span)
            .note(format!("`{}` is for {name}", facts.name(key)))
            .help(format!("Write {name} into the sentence, the label or the slide's title")),
    );
}
