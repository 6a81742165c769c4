//! Rows, series and tiles as they stand under one heading, whatever the kind of slide.

use super::unit_note::scale;
use crate::facts::{Facts, ItemId, Reference};
use crate::num::Period;
use crate::num::Scale;
use crate::shape::{ItemRef, PeriodRef, UnitNote, records};
use crate::slide::{
    Balance, ChartForm, ChartSpec, Highlights, Lines, OfPeriods, Outlook, RowList, ShowsItem,
    Slide, TableSpec,
};
use crate::source::{Span, Text};
use crate::words::{Passage, Reading};

/// A row, series or tile as written.
#[derive(Clone, Copy)]
pub(super) struct GroupRow<'a> {
    /// The item, as written.
    pub(super) show: &'a str,
    /// The label of its own.
    pub(super) label: Option<(&'a str, Span)>,
    /// The dimension whose members it shows, each in a row under its own label.
    pub(super) members: Option<&'a Text>,
    /// Where the item is named.
    pub(super) at: Span,
    /// Whether it is a part of the row above.
    pub(super) sub: bool,
    /// The number of the block that it stands in: a heading or a blank row begins one.
    pub(super) block: usize,
}

impl<'a> GroupRow<'a> {
    fn of(row: &'a impl ShowsItem) -> Self {
        let label = row.label().map(|label| (label.value.as_str(), label.span));
        let show = row.show();
        GroupRow {
            show: &show.value,
            label,
            members: row.members().map(|of| &**of),
            at: show.span,
            sub: row.is_part(),
            block: 0,
        }
    }

    /// What it shows.
    pub(super) fn reference(self, facts: &Facts) -> Option<Reference> {
        facts.references().read(self.show).ok()
    }

    /// The item, with the label that is printed and its place.
    pub(super) fn printed<'f>(self, facts: &'f Facts) -> Option<(ItemId, &'f str, Span)>
    where
        'a: 'f,
    {
        let item = self.reference(facts)?.item;
        let own = (facts.item(item).label.as_str(), self.at);
        let (label, span) = self.label.unwrap_or(own);
        Some((item, label, span))
    }
}

/// What stands together under one heading.
pub(super) struct RowGroup<'a> {
    /// What its members are called.
    pub(super) what: &'static str,
    /// Where it is written.
    pub(super) span: Span,
    /// A caption or title of its own.
    pub(super) title: Option<&'a Text>,
    /// A note of the unit of its own.
    pub(super) note: Option<&'a UnitNote>,
    /// Its rows.
    pub(super) rows: Vec<GroupRow<'a>>,
    /// The items whose figures print no unit of their own.
    pub(super) bare: Vec<&'a ItemRef>,
    /// The scale of each of its columns of figures; nothing is that of the items.
    pub(super) scales: Vec<Option<Scale>>,
    /// Whether it prints shares or changes beside its figures.
    pub(super) rates: bool,
    /// The periods that it shows.
    pub(super) periods: Vec<Period>,
    /// Whether a figure of it is a forecast.
    pub(super) plans: bool,
}

impl RowGroup<'_> {
    /// Tells whether its members stand below each other, as in a table.
    pub(super) fn is_table(&self) -> bool {
        self.what == "rows"
    }
}

fn rows(all: &[impl ShowsItem]) -> Vec<GroupRow<'_>> {
    all.iter().map(GroupRow::of).collect()
}

/// Gives the rows of a table with the blocks that they stand in, counted from a number.
fn parted<R: ShowsItem>(all: &RowList<R>, first: usize) -> Vec<GroupRow<'_>> {
    let rows = rows(all).into_iter().enumerate();
    rows.map(|(at, row)| GroupRow { block: first + all.block(at), ..row }).collect()
}

/// Gives the rows of a table and those at the right of it, which are a block of their own, with the number of
/// the first block of each.
fn sides<'a, R>(
    rows: &'a RowList<R>,
    beside: &'a RowList<R>,
) -> impl Iterator<Item = (&'a RowList<R>, usize)> {
    let all = [(rows, 0), (beside, rows.height() + 1)].into_iter();
    all.filter(|(rows, _)| !rows.is_empty())
}

fn bare(all: &[impl ShowsItem]) -> Vec<&ItemRef> {
    all.iter().filter(|row| !row.carries_unit()).map(ShowsItem::show).collect()
}

/// Tells whether a period or a row is of a forecast.
fn plans<'a>(
    facts: &Facts,
    periods: impl IntoIterator<Item = &'a PeriodRef>,
    rows: &[GroupRow<'_>],
) -> bool {
    let forecast = |scope| facts.scope(scope).forecast;
    let scoped = |typed: &PeriodRef| {
        let scope = typed.value.split_once('/').map(|(_, scope)| scope.trim());
        scope.and_then(|scope| facts.scope_id(scope)).is_some_and(forecast)
    };
    let mut own = rows.iter().filter_map(|row| row.reference(facts)?.scope);
    periods.into_iter().any(scoped) || own.any(forecast)
}

/// Gives the titles of a slide itself: not those of its tables and charts.
pub(super) fn heads<'a>(
    reading: &'a Reading<'_>,
    number: usize,
    groups: &'a [RowGroup<'_>],
) -> impl Iterator<Item = &'a Passage<'a>> {
    let own = |span| groups.iter().any(|group| group.title.is_some_and(|title| title.span == span));
    let all = reading.on_slide(Some(number)).filter(|passage| passage.role.heads_slide());
    all.filter(move |passage| !own(passage.span))
}

/// Gives the series of a chart as a group.
fn charted<'a>(chart: &'a ChartSpec, facts: &Facts) -> RowGroup<'a> {
    let over = chart.form.over_periods();
    // A bridge names its figures one by one; its two ends are one item.
    let (shown, bare) = if let ChartForm::Bridge(form) = &chart.form {
        let all = form.from.iter().chain(&form.to).chain(bare(&form.steps)).collect();
        (rows(form.from.as_slice()), all)
    } else {
        over.map(|over| (rows(&over.show), bare(&over.show))).unwrap_or_default()
    };
    let periods = over.into_iter().flat_map(|over| &over.periods);
    let paced = matches!(&chart.form, ChartForm::Pace(form) if form.target.is_some());
    RowGroup {
        what: "series",
        span: chart.span,
        title: Some(&chart.head.title),
        note: chart.unit.as_ref(),
        plans: paced || plans(facts, periods, &shown),
        bare,
        scales: vec![scale(chart.r#in.as_ref())],
        rates: matches!(chart.form, ChartForm::Share(_) | ChartForm::Pace(_)),
        periods: chart.periods(facts),
        rows: shown,
    }
}

/// Gives the groups of a slide.
pub(super) fn groups<'a>(slide: &'a Slide, facts: &Facts) -> Vec<RowGroup<'a>> {
    let mut out = Vec::new();
    for lines in records::<Lines>(slide) {
        for (of, first) in sides(&lines.rows, &lines.beside) {
            let rows = parted(of, first);
            let figures = lines.columns.iter().filter(|c| c.period.is_some() && c.share.is_none());
            out.push(RowGroup {
                what: "rows",
                span: lines.span,
                title: None,
                note: None,
                plans: plans(facts, lines.columns.iter().filter_map(|c| c.period.as_ref()), &rows),
                bare: bare(of),
                scales: figures.map(|column| column.print.scale()).collect(),
                rates: lines.columns.iter().any(|c| c.share.is_some() || c.change.is_some()),
                periods: lines.periods(facts),
                rows,
            });
        }
    }
    for balance in records::<Balance>(slide) {
        for (of, first) in sides(&balance.rows, &balance.beside) {
            out.push(RowGroup {
                what: "rows",
                span: balance.span,
                title: None,
                note: None,
                plans: plans(facts, &balance.dates, &rows(of)),
                bare: bare(of),
                scales: vec![scale(balance.r#in.as_ref())],
                rates: true,
                periods: balance.periods(facts),
                rows: parted(of, first),
            });
        }
    }
    for outlook in records::<Outlook>(slide) {
        out.push(RowGroup {
            what: "rows",
            span: outlook.span,
            title: None,
            note: None,
            plans: true,
            bare: bare(&outlook.rows),
            scales: vec![scale(outlook.r#in.as_ref())],
            rates: true,
            periods: outlook.periods(facts),
            rows: parted(&outlook.rows, 0),
        });
    }
    for table in records::<TableSpec>(slide) {
        out.push(RowGroup {
            what: "rows",
            span: table.span,
            title: table.caption.as_deref(),
            note: table.unit.as_ref(),
            plans: plans(facts, &table.periods, &rows(&table.show)),
            bare: bare(&table.show),
            scales: vec![scale(table.r#in.as_ref())],
            rates: false,
            periods: table.periods(facts),
            rows: parted(&table.show, 0),
        });
    }
    out.extend(records::<ChartSpec>(slide).into_iter().map(|chart| charted(chart, facts)));
    for highlights in records::<Highlights>(slide) {
        let rows = rows(&highlights.figures);
        out.push(RowGroup {
            what: "tiles",
            span: highlights.span,
            title: None,
            note: None,
            plans: plans(facts, [], &rows),
            bare: Vec::new(),
            scales: Vec::new(),
            rates: false,
            periods: highlights.figures.iter().flat_map(|tile| tile.periods(facts)).collect(),
            rows,
        });
    }
    out
}
