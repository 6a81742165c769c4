//! Targets: previous, revised, last actual, and the change from actual to target.

use std::cmp::Ordering;

use super::grid::{Grid, RowSet, col_head, column, figure_cell, first_head, text_cell};
use super::listed::RowList;
use super::plotted::when;
use super::printed_in::common;
use super::rows::{
    FigureSetting, RowAs, RowLevel, ShowsItem, blank_cell, dash_cell, figure, is_part,
    judge_blanks, kind_basics, period,
};
use super::{Body, Head, Kind, PrintedIn, SlideContext};
use crate::code;
use crate::diag::Finding;
use crate::facts::{DecimalPlaces, Facts, Key, RangePlace, Revision, ScopeId};
use crate::num::{Measure, Period, Unit};
use crate::shape::{
    ColumnHeader, ColumnRef, ItemRef, NoteName, PeriodRef, Prose, RowLabel, RowNote, ScaleName,
    ScopeRef, Written,
};
use crate::source::{Spanned, Text};
use crate::view::{
    Align, Block, Cell, ComparisonBase, FigureStyle, HeaderScope, Inline, Layout, Shown, Slot,
};

crate::record! {
    /// Targets beside the last actual figures. Where a target is a range, a column says what became of
    /// it since the one before: raised, lowered, narrowed, widened or reaffirmed; and where the actual
    /// figures of the same period are known, whether they lie within it.
    pub struct Outlook {
        ..head: Head,
        /// The period the targets are for.
        period: PeriodRef,
        /// Scope of the target before, if it was revised.
        previous: Option<ScopeRef>,
        /// Scope of the target that holds now.
        revised: ScopeRef,
        /// What the changes are from: the actual figures, or the target before, where it was revised.
        /// Where left out, the actual figures, or else the target before.
        change_from: Option<ChangeFrom>,
        /// The last actual period, if it is shown; with a scope, such as `FY2025/adjusted`, where what
        /// is comparable with the targets is not what the standards give.
        actual: Option<PeriodRef>,
        /// The scale the figures are printed in.
        r#in: Option<ScaleName>,
        /// How many digits stand behind the point, but in rows with their own and in amounts of single units.
        decimals: Option<Spanned<DecimalPlaces>>,
        /// The rows.
        rows: RowList<TargetRow>,
        /// Header of the first column, over the labels of the rows.
        first_column: Option<ColumnHeader>,
        /// Remarks below the table, in Markdown.
        text: Option<Prose>,
    }
}

crate::record! {
    /// A row of targets.
    pub struct TargetRow {
        ..print: PrintedIn,
        /// The item.
        show: ItemRef,
        /// Label, where it is not the item's.
        label: Option<RowLabel>,
        /// How the row is set.
        r#as: Option<RowAs>,
        /// How far its label is indented, from 0 to 3; 1 where the row is `sub`.
        level: Option<Spanned<RowLevel>>,
        /// A word behind the label, such as Annual.
        note: Option<RowNote>,
        /// A footnote of the row, by its name under `notes`; its mark stands behind the label.
        mark: Option<NoteName>,
        /// Whether the change is shown; none leaves it out.
        change: Option<ShowChange>,
        /// Columns that the row leaves blank, each as it is written there: `revised`, `FY2025`,
        /// `changes`, `revision`.
        blank: Vec<ColumnRef>,
    }
}

crate::choice! {
    /// What changes are from.
    pub enum ChangeFrom {
        /// The last actual figures.
        Actual = "actual",
        /// The target before.
        Previous = "previous",
    }
}

crate::choice! {
    /// Whether a change is shown.
    pub enum ShowChange {
        /// It is.
        Both = "both",
        /// It is not.
        None = "none",
    }
}

impl ShowsItem for TargetRow {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }

    fn is_part(&self) -> bool {
        is_part(self.r#as, self.level.as_ref())
    }

    fn carries_unit(&self) -> bool {
        self.print.scale().is_some()
    }
}

/// A column of figures: how rows name it, and whose figures it holds.
struct OutlookColumn<'s> {
    name: &'s str,
    place: (Period, ScopeId),
}

/// The columns of figures, and the two that the changes are between.
struct Columns<'s> {
    all: Vec<OutlookColumn<'s>>,
    /// The column of the target that holds now.
    revised: usize,
    /// The column that the changes are from.
    base: Option<usize>,
    /// What the changes beside each other measure: of percentages alone there are only points.
    measures: &'static [Measure],
    /// Whether a column says what became of ranges since the target before.
    revised_ranges: bool,
    /// Whether a column says where the actual figures lie against the ranges.
    met_ranges: bool,
}

impl Columns<'_> {
    /// Whether the changes are from the target before, and stand beside it.
    fn against_previous(&self) -> bool {
        self.base.is_some_and(|base| base < self.revised)
    }

    /// Says of a row what became of its range, in a column each.
    fn becomes(
        &self,
        leaves: impl Fn(&str) -> bool,
        key: Key,
        context: &SlideContext<'_>,
    ) -> Vec<Cell> {
        let (facts, locale) = (context.setting.facts(), context.setting.locale());
        let at = |column: usize| {
            let column = self.all.get(column).filter(|column| !leaves(column.name))?;
            Some(placed(key, column.place, context.setting.facts()))
        };
        let told = |pair: Option<(Key, Key)>, word: Option<(&str, Option<Ordering>)>| {
            let Some(((now, base), (word, direction))) = pair.zip(word) else {
                // A dash among words stands where they do.
                return text_cell(vec![Inline::text(locale.word("none"))]);
            };
            let shown = Shown {
                text: locale.word(word).to_owned(),
                facts: vec![facts.name(now), facts.name(base)],
                direction,
                ..Shown::default()
            };
            text_cell(vec![Inline::Figure { shown }])
        };
        let mut cells = Vec::new();
        if self.revised_ranges {
            let pair = at(self.revised).zip(at(0)).filter(|_| !leaves("revision"));
            let revision = pair.and_then(|(now, base)| facts.changes().revision(now, base));
            let said = told(
                pair,
                revision.map(|revision| match revision {
                    Revision::Raised => ("raised", Some(Ordering::Greater)),
                    Revision::Lowered => ("lowered", Some(Ordering::Less)),
                    Revision::Narrowed => ("narrowed", None),
                    Revision::Widened => ("widened", None),
                    Revision::Reaffirmed => ("reaffirmed", None),
                }),
            );
            cells.push(if leaves("revision") { blank_cell() } else { said });
        }
        if self.met_ranges {
            let pair = at(self.all.len() - 1).zip(at(self.revised));
            let place = pair.and_then(|(actual, guided)| facts.changes().place(actual, guided));
            cells.push(told(
                pair,
                place.map(|place| match place {
                    RangePlace::Below => ("below_range", None),
                    RangePlace::Within => ("within_range", None),
                    RangePlace::Above => ("above_range", None),
                }),
            ));
        }
        cells
    }

    /// Where the changes stand in a row, behind its label.
    fn changes_at(&self) -> usize {
        1 + if self.against_previous() { self.revised + 1 } else { self.all.len() }
    }
}

impl Kind for Outlook {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let columns = self.columns(context)?;
        let mut grid = self.grid(&columns, context);
        let asked = common(self.r#in.as_ref(), self.decimals.as_ref(), context);
        let mut names: Vec<_> = columns.all.iter().map(|column| column.name).collect();
        names.extend(["changes", "revision"]);
        for (at, row) in self.rows.iter().enumerate() {
            grid.between(self.rows.before(at), context);
            let Some(key) = context.key(&row.show) else { continue };
            let shown =
                columns.all.iter().map(|column| placed(key, column.place, context.setting.facts()));
            let shown: Vec<_> = shown.collect();
            context.judge_own_key(&row.show, &shown, "periods and scopes are those of the columns");
            judge_blanks(&row.blank, &names, context);
            // A row in a unit of its own carries it; the others share the slide's.
            let set = FigureSetting::of(asked, &row.print, key, context);
            let own = set.own.scale.is_some();
            let set = FigureSetting { unit: own, ..set };
            let style = FigureStyle { cell: !own, ..set.style(key, context) };
            let mut cells = vec![row.head_cell(key, context)];
            for column in &columns.all {
                let own = placed(key, column.place, context.setting.facts());
                cells.push(if row.leaves(column.name) {
                    blank_cell()
                } else {
                    figure_cell(figure(context, own, style, row.show.span))
                });
            }
            if columns.base.is_some() {
                let at = columns.changes_at();
                cells.splice(at..at, row.changes(key, &columns, set, context));
            }
            cells.extend(columns.becomes(|name| row.leaves(name), key, context));
            grid.row(RowSet::of(row.r#as, row.level.as_ref()), cells, Vec::new());
        }
        grid.between(self.rows.before(self.rows.len()), context);
        let mut blocks = vec![Block::Table(grid.finish("", 1))];
        if let Some(text) = &self.text {
            blocks.extend(context.prose(text));
        }
        Some(Body::new(Layout::Rows, vec![Slot { weight: 1, blocks }]))
    }
}

impl Outlook {
    fn columns(&self, context: &mut SlideContext<'_>) -> Option<Columns<'_>> {
        let target = period(&self.period, context)?;
        let mut all = Vec::new();
        for text in self.previous.iter().chain([&self.revised]) {
            let scope = Self::scope(text, context)?;
            all.push(OutlookColumn { name: text.value.as_str(), place: (target, scope) });
        }
        let revised = all.len() - 1;
        if let Some(text) = &self.actual {
            let when = when(text, context)?;
            let scope = when.scope.unwrap_or(ScopeId::ACTUAL);
            all.push(OutlookColumn { name: text.value.as_str(), place: (when.period, scope) });
        }
        self.judge_order(&all, context);
        self.judge_length(&all, context);
        let actual = self.actual.as_ref().map(|_| all.len() - 1);
        let previous = self.previous.as_ref().map(|_| 0);
        let measures = self.measures(context);
        let own = Written::<Self>::default();
        let (base, what, name) = match self.change_from {
            Some(ChangeFrom::Previous) => (previous, "the target before", own.previous().name),
            Some(ChangeFrom::Actual) => (actual, "the actual figures", own.actual().name),
            None => (actual.or(previous), "", ""),
        };
        if base.is_none() && self.change_from.is_some() {
            let message = format!("the changes are from {what}, and no `{name}` names them");
            let finding = Finding::new(code::MISSING_FIELD, message, self.span);
            context.push(finding.help(format!("Add `{name}`, or leave `change_from` out")));
        }
        let facts = context.setting.facts();
        // Columns of changes in which nothing would stand are none.
        let stands = |row: &TargetRow, base: usize| {
            let key = facts.references().key(&row.show.value).ok();
            let known = key.and_then(|key| facts.fact(placed(key, all[base].place, facts)));
            let ranged = known.is_some_and(|fact| fact.state.bounds().is_some());
            row.shows_change() && !(previous == Some(base) && ranged)
        };
        let base = base.filter(|base| self.rows.iter().any(|row| stands(row, *base)));
        let ranged = |at: usize| {
            let rows = self.rows.iter();
            let keys = rows.filter_map(|row| facts.references().key(&row.show.value).ok());
            let mut known = keys.filter_map(|key| facts.fact(placed(key, all[at].place, facts)));
            known.any(|fact| fact.state.bounds().is_some())
        };
        let revised_ranges = previous.is_some() && (ranged(0) || ranged(revised));
        let same = actual.is_some_and(|at| all[at].place.0 == target);
        let met_ranges = same && ranged(revised);
        Some(Columns { all, revised, base, measures, revised_ranges, met_ranges })
    }

    /// The target before was announced before the one that holds.
    fn judge_order(&self, all: &[OutlookColumn<'_>], context: &mut SlideContext<'_>) {
        let Some(before) = &self.previous else { return };
        let facts = context.setting.facts();
        let day = |at: usize| facts.scope(all.get(at)?.place.1).announced;
        if let (Some(old), Some(new)) = (day(0), day(1))
            && old > new
        {
            let (old_name, new_name) = (&before.value, &self.revised.value);
            let message =
                format!("`{old_name}` was announced on {old}, behind `{new_name}` on {new}");
            let finding = Finding::new(code::DATE_ORDER, message, before.span);
            context.push(finding.also(self.revised.span, "holds now").help("Exchange the two"));
        }
    }

    /// What adds up over time is more in a longer period: the actual figures beside the targets are of
    /// one as long. A change between the two is refused where it is computed.
    fn judge_length(&self, all: &[OutlookColumn<'_>], context: &mut SlideContext<'_>) {
        let (Some(actual), Some(last)) = (&self.actual, all.last()) else { return };
        let (target, shown) = (all[0].place.0, last.place.0);
        let facts = context.setting.facts();
        let adds_up = |row: &TargetRow| {
            facts.item_id(&row.show.value).is_some_and(|item| facts.item(item).adds_up)
        };
        if self.change_from == Some(ChangeFrom::Previous)
            && target.months() != shown.months()
            && self.rows.iter().any(adds_up)
        {
            let message = format!(
                "`{shown}` stands beside targets of `{target}`, which is of another length"
            );
            let finding = Finding::new(code::COMPARISON_DIFFERS, message, actual.span);
            let year = facts.calendar.year_before(target);
            let way = year.map_or_else(String::new, |year| format!(": `{year}`"));
            context.push(finding.help(format!("Show the actual figures of as long a period{way}")));
        }
    }

    /// Tells what changes are shown: a percentage has no growth in per cent, so that nothing would ever
    /// stand in a second column of such rows alone.
    fn measures(&self, context: &SlideContext<'_>) -> &'static [Measure] {
        let facts = context.setting.facts();
        let rate = |row: &TargetRow| {
            let read = facts.references().read(&row.show.value);
            read.is_ok_and(|read| is_rate(&facts.item(read.item).unit))
        };
        if self.rows.iter().filter(|row| row.shows_change()).all(rate) {
            &[Measure::Amount]
        } else {
            &[Measure::Amount, Measure::Percent]
        }
    }

    fn scope(text: &ScopeRef, context: &mut SlideContext<'_>) -> Option<ScopeId> {
        match context.setting.facts().references().scope(&text.value) {
            Ok(scope) => Some(scope),
            Err(error) => {
                context.refuse(error, text.span);
                None
            }
        }
    }

    fn grid(&self, shown: &Columns<'_>, context: &mut SlideContext<'_>) -> Grid {
        let locale = context.setting.locale();
        let facts = context.setting.facts();
        let mut columns = vec![column(Align::Left, 1)];
        let mut head = vec![first_head(self.first_column.as_ref(), context)];
        for OutlookColumn { place: (period, scope), .. } in &shown.all {
            columns.push(column(Align::Figure, 0));
            let label = match facts.scope(*scope).label.as_str() {
                "" => locale.word("actual").to_owned(),
                label => label.to_owned(),
            };
            let (first, last) = facts.calendar.months(*period);
            // The name of a calendar year says its months.
            let named = first.0 == last.0 && (first.1, last.1) == (1, 12);
            let months = (!named).then(|| locale.month_range(first, last));
            let lines = [context.setting.period_column(*period), label];
            head.push(col_head(lines.into_iter().chain(months).collect()));
        }
        if let Some(base) = shown.base {
            columns.extend(shown.measures.iter().map(|_| column(Align::Figure, 0)));
            let at = shown.changes_at();
            if shown.against_previous() {
                let names = ["changes", "change_rate"].map(|name| locale.word(name).to_owned());
                let names = names.into_iter().take(shown.measures.len());
                head.splice(at..at, names.map(|name| col_head(vec![name])));
            } else {
                let (target, _) = shown.all[shown.revised].place;
                let (period, scope) = shown.all[base].place;
                // The change is a year-on-year one only if the year before is what is shown.
                let year = Some(period) == facts.calendar.year_before(target);
                let against =
                    if year { ComparisonBase::Year } else { ComparisonBase::Period(period, scope) };
                let change =
                    col_head(vec![context.setting.formatter.changes().tag(against, target)]);
                head.push(match shown.measures {
                    [_] => change,
                    _ => Cell { colspan: 2, scope: HeaderScope::Colgroup, ..change },
                });
            }
        }
        let words = [(shown.revised_ranges, "revision"), (shown.met_ranges, "range_met")];
        for (_, name) in words.into_iter().filter(|(told, _)| *told) {
            columns.push(column(Align::Left, 0));
            head.push(col_head(vec![locale.word(name).to_owned()]));
        }
        let caption = context.caption();
        Grid::new(caption, columns, head)
    }
}

/// Gives the figure of a row in a column, with the members that the row names.
fn placed(key: Key, (period, scope): (Period, ScopeId), facts: &Facts) -> Key {
    let contexts = facts.contexts();
    let scope = contexts.joined(contexts.actual(key.scope), scope).unwrap_or(scope);
    Key { period, scope, ..key }
}

impl TargetRow {
    fn shows_change(&self) -> bool {
        self.change != Some(ShowChange::None)
    }

    fn head_cell(&self, key: Key, context: &mut SlideContext<'_>) -> Cell {
        let mut label = match &self.label {
            Some(label) => context.line(label),
            None => vec![Inline::text(context.setting.formatter.label(key))],
        };
        if let Some(note) = &self.note {
            let aside = &context.setting.locale().punctuation.aside;
            let (open, close) = aside.split_once("{}").unwrap_or((aside, ""));
            label.push(Inline::text(open));
            label.extend(context.line(note));
            label.push(Inline::text(close));
        }
        label.extend(self.mark.as_ref().and_then(|name| context.call(&name.value, false)));
        super::grid::row_head(label)
    }

    fn leaves(&self, column: &str) -> bool {
        self.blank.iter().any(|blank| blank.value == column)
    }

    /// Prints the amount of the change, and its percentage; nothing where the row leaves out one of
    /// the two figures, or one is adjusted and the other is not.
    fn changes(
        &self,
        key: Key,
        columns: &Columns<'_>,
        set: FigureSetting,
        context: &mut SlideContext<'_>,
    ) -> Vec<Cell> {
        let [now, base] = [Some(columns.revised), columns.base].map(|at| {
            let column = at.and_then(|at| columns.all.get(at))?;
            (!self.leaves(column.name)).then_some(placed(
                key,
                column.place,
                context.setting.facts(),
            ))
        });
        let facts = context.setting.facts();
        let pair = now.zip(base).filter(|(now, base)| facts.alike(now.scope, base.scope));
        let shown = self.shows_change();
        // What became of a range is said in a column of its own.
        let ranged = |key| facts.fact(key).is_some_and(|fact| fact.state.bounds().is_some());
        let told = columns.revised_ranges && columns.base == Some(0);
        let told = told && pair.is_some_and(|(_, base)| ranged(base));
        let left = now.is_none() || base.is_none();
        let blank = told || left || self.leaves("changes");
        // The change of a percentage is in points, and a percentage of it says nothing.
        let rate = is_rate(&facts.item(key.item).unit);
        let cell = |measure: &Measure| {
            let measure = *measure;
            match pair.filter(|_| shown && !(rate && measure == Measure::Percent)) {
                _ if blank => blank_cell(),
                Some(pair) => {
                    let span = self.show.span;
                    figure_cell(super::rows::change(context, pair, measure, set, span))
                }
                None => dash_cell(context),
            }
        };
        columns.measures.iter().map(cell).collect()
    }
}

fn is_rate(unit: &Unit) -> bool {
    unit.is_percentage()
}
