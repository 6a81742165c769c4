//! A statement with comments beside its rows.

use super::compared::{Compared, compared};
use super::grid::{Grid, column, ends_right, figure_cell, marked_head};
use super::listed::{ColumnList, RowList};
use super::pages::arranged;
use super::plotted::when;
use super::reconciliation::lessening;
use super::rows::{FigureSetting, RowSpec, blank_cell, figure, kind_basics};
use super::{Body, Head, Kind, PrintedIn, SlideContext};
use crate::code;
use crate::diag::Finding;
use crate::facts::Key;
use crate::num::{Measure, Unit};
use crate::shape::{
    ChangeRef, ColumnHeader, DimensionRef, HeaderNote, MemberRef, PeriodRef, Prose, WholeRef,
};
use crate::source::Span;
use crate::view::{Align, Block, ComparisonBase, Inline, Precision, Slot, Table};

crate::record! {
    /// A statement: items in rows, periods, shares and changes in columns.
    pub struct Statement {
        ..head: Head,
        ..lines: Lines,
        /// Remarks below the table, in Markdown.
        text: Option<Prose>,
    }
}

crate::record! {
    /// Items in rows under columns of what is shown of them.
    pub struct Lines {
        /// The member that the figures are of where a row and a column name none, such as a segment; or
        /// several of different dimensions, domestic/adjusted.
        member: Option<MemberRef>,
        /// The columns.
        columns: ColumnList,
        /// The rows.
        rows: RowList<RowSpec>,
        /// Rows at the right of them, under columns of the same kind, such as investing and financing
        /// beside operating activities.
        beside: RowList<RowSpec>,
        /// Header of the first column, over the labels of the rows.
        first_column: Option<ColumnHeader>,
    }
}

crate::record! {
    /// A column: a period, a share of an item, or a change.
    pub struct ColumnSpec {
        ..print: PrintedIn,
        /// The period of the figures.
        period: Option<PeriodRef>,
        /// The member that the figures are of, such as a segment, or growth at constant currency; or
        /// several of different dimensions, or a scope such as guidance.
        member: Option<MemberRef>,
        /// A dimension, by its name: a column for each of its members that a row has.
        members: Option<DimensionRef>,
        /// The item they are a percentage of.
        share: Option<WholeRef>,
        /// The change shown: yoy, qoq or vs PERIOD, of the period of the columns beside it; or of one
        /// that is named, 1H26 vs 1H25.
        change: Option<ChangeRef>,
        /// What a change measures, where it is not the usual.
        measure: Option<MeasureSpec>,
        /// Header, where it is not made from the rest.
        header: Option<ColumnHeader>,
        /// A second line of the header.
        note: Option<HeaderNote>,
    }
}

crate::choice! {
    /// What a change measures.
    pub enum MeasureSpec {
        /// Growth in per cent.
        Percent = "percent",
        /// The difference, in the unit of the item.
        Amount = "amount",
        /// The difference in percentage points.
        Points = "points",
    }
}

impl MeasureSpec {
    /// Gives the measure.
    #[must_use]
    pub fn measure(self) -> Measure {
        match self {
            Self::Percent => Measure::Percent,
            Self::Amount => Measure::Amount,
            Self::Points => Measure::Points,
        }
    }
}

impl Kind for Statement {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let parted = !self.lines.beside.is_empty();
        let own = self.lines.with_members(context);
        let mut rows: Vec<_> = own.rows.iter().cloned().collect();
        let mut tables = vec![self.table(&own, parted, context)];
        if parted {
            let beside = Lines { rows: self.lines.beside.clone(), ..self.lines.clone() };
            let beside = beside.with_members(context);
            rows.extend(beside.rows.iter().cloned());
            tables.push(self.table(&beside, parted, context));
        }
        own.columns.iter().for_each(|spec| spec.judge_unit(&rows, context));
        let tables = tables.into_iter().map(Block::Table);
        let mut slots: Vec<_> =
            tables.map(|table| Slot { weight: 1, blocks: vec![table] }).collect();
        if let (Some(text), Some(slot)) = (&self.text, slots.first_mut()) {
            slot.blocks.extend(context.prose(text));
        }
        Some(Body::new(arranged(slots.len()), slots))
    }
}

impl Statement {
    /// Makes the table of some rows; where another stands beside it, its labels take what is left.
    fn table(&self, lines: &Lines, parted: bool, context: &mut SlideContext<'_>) -> Table {
        let mut columns = vec![column(Align::Left, u32::from(parted))];
        let mut head = vec![self.lines.first_head(context)];
        let specs = &lines.columns;
        let compared: Vec<_> = (0..specs.len()).map(|at| compared(specs, at, context)).collect();
        for (spec, change) in specs.iter().zip(&compared) {
            columns.push(column(Align::Figure, 0));
            head.push(marked_head(spec.header(*change, &lines.rows, context)));
        }
        let caption = context.caption();
        let mut grid = Grid::new(caption, columns, head);
        grid.groups(specs.groups(), context);
        let rows: Vec<_> = lines.rows.iter().collect();
        let lessening = lessening(&rows, context);
        for (at, (row, lessens)) in lines.rows.iter().zip(lessening).enumerate() {
            grid.between(lines.rows.before(at), context);
            let Some(own) = context.key(&row.show) else { continue };
            let Some(key) = self.lines.key(row, context) else { continue };
            // What the whole table is of is said by its first header.
            let mut cells = vec![row.head_cell(own, context)];
            let names: Vec<_> = specs.iter().map(ColumnSpec::name).collect();
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            row.judge_blanks(&names, context);
            for (spec, change) in specs.iter().zip(&compared) {
                cells.push(if row.leaves(&spec.name()) {
                    blank_cell()
                } else {
                    figure_cell(spec.cell(key, (*change, lessens), row, context))
                });
            }
            let comment = row.comment(context);
            grid.row(row.set(), cells, comment);
        }
        grid.between(lines.rows.before(lines.rows.len()), context);
        let comments = context.setting.locale().word("comments");
        let mut table = grid.finish(comments, 1);
        let columns = specs.iter().map(|spec| {
            let period = spec.period.as_ref()?.value.split('/').next()?;
            period.parse().ok()
        });
        let columns: Vec<_> = columns.collect();
        table.along = ends_right(&columns, context.setting.facts());
        table
    }
}

impl ColumnSpec {
    /// Gives the places of the words that its author heads it with.
    pub fn heads(&self) -> impl Iterator<Item = Span> {
        let header = self.header.as_ref().map(|header| header.span);
        header.into_iter().chain(self.note.as_ref().map(|note| note.span))
    }

    /// Tells whether its change, if it has one, names what it is against.
    #[must_use]
    pub fn names_change(&self) -> bool {
        self.change.as_ref().is_none_or(|change| {
            matches!(change.value.as_str(), "yoy" | "qoq") || change.value.contains("vs ")
        })
    }

    /// Gives the header in its author's words, with the line below it.
    fn own_words(&self) -> Option<String> {
        let header = self.header.as_ref()?;
        let note = self.note.as_ref().map_or("", |note| note.value.as_str());
        Some(format!("{} {note}", header.value))
    }

    /// Gives what a row that leaves the column blank names it by.
    fn name(&self) -> String {
        let named = self.change.as_deref().or(self.share.as_deref());
        let named = named.or(self.period.as_deref()).map(|text| text.value.as_str());
        let parts =
            named.into_iter().chain(self.member.as_ref().map(|member| member.value.as_str()));
        parts.collect::<Vec<_>>().join("/")
    }

    /// Tells whether the author's header says that the column is in points.
    fn says_points(&self, context: &SlideContext<'_>) -> bool {
        let mut words = self.header.as_deref().into_iter().chain(self.note.as_deref());
        words.any(|text| context.setting.locale().unit_notes().names(&text.value, &Unit::Points))
    }

    /// Gives what the changes of a column measure, where it is the same in every row.
    fn measured(&self, rows: &RowList<RowSpec>, context: &SlideContext<'_>) -> Option<Measure> {
        if let Some(own) = self.measure {
            return Some(own.measure());
        }
        let facts = context.setting.facts();
        let keys = rows.iter().filter_map(|row| facts.references().key(&row.show.value).ok());
        let mut all = keys.map(|key| facts.changes().usual_measure(key, key));
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    fn header(
        &self,
        change: Option<Compared>,
        rows: &RowList<RowSpec>,
        context: &mut SlideContext<'_>,
    ) -> Vec<Vec<Inline>> {
        let first = match &self.header {
            Some(own) => context.marked(own),
            None => vec![Inline::text(self.made_header(change, rows, context))],
        };
        let member = self.member_head(context).filter(|_| self.header.is_none());
        let note = self.note.as_ref().map(|note| context.marked(note));
        let lines = std::iter::once(first).chain(member).chain(note);
        lines.chain(self.unit_line(context)).collect()
    }

    /// Tells of a unit that no row of the column can be printed in.
    fn judge_unit(&self, rows: &[RowSpec], context: &mut SlideContext<'_>) {
        let facts = context.setting.facts();
        let items = rows.iter().filter_map(|row| facts.references().read(&row.show.value).ok());
        let units: Vec<_> = items.map(|reference| &facts.item(reference.item).unit).collect();
        if let Some(own) = units.first()
            && !units.iter().any(|unit| self.print.suits(unit))
        {
            self.print.judge(own, "the first row", context);
        }
    }

    /// Says the unit that is asked for, where its author's words do not.
    fn unit_line(&self, context: &SlideContext<'_>) -> Option<Vec<Inline>> {
        let unit = &self.print.unit.as_ref()?.value;
        let locale = context.setting.locale();
        let said = self.own_words().is_some_and(|words| locale.unit_notes().names(&words, unit));
        (!said).then(|| vec![Inline::text(locale.unit_name(unit))])
    }

    /// Makes the header from what the column shows.
    fn made_header(
        &self,
        change: Option<Compared>,
        rows: &RowList<RowSpec>,
        context: &mut SlideContext<'_>,
    ) -> String {
        let locale = context.setting.locale();
        if let Some(share) = &self.share {
            let label =
                context.key(share).map(|k| context.setting.facts().item(k.item).label.clone());
            let label = label.unwrap_or_default();
            crate::locale::fill(locale.word("share_of"), &[("label", &label)])
        } else if self.change.is_some() {
            let measure = self.measured(rows, context);
            change.map_or_else(String::new, |Compared { now, against }| {
                let now = now.unwrap_or(context.setting.facts().period);
                let tag = || context.setting.formatter.changes().tag(against, now);
                let house = match measure.filter(|_| against == ComparisonBase::Year) {
                    Some(Measure::Percent) => locale.house.rate_head.clone(),
                    Some(Measure::Amount) => locale.house.amount_head.clone(),
                    Some(Measure::Points) | None => None,
                };
                house.unwrap_or_else(tag)
            })
        } else {
            let when = self.period.as_ref().and_then(|text| when(text, context));
            when.map_or_else(String::new, |when| context.setting.period_column(when.period))
        }
    }

    fn cell(
        &self,
        key: Key,
        (change, lessens): (Option<Compared>, bool),
        row: &RowSpec,
        context: &mut SlideContext<'_>,
    ) -> Vec<Inline> {
        let show = &row.show;
        let Some(key) = self.of_member(key, show, context) else { return Vec::new() };
        let calendar = context.setting.facts().calendar;
        let day = |period| row.at.map_or(period, |at| at.of(period, calendar));
        let asked = self.print.precision(context);
        let set = FigureSetting::of(asked, &row.print, key, context);
        match (&self.share, &self.change, &self.period) {
            // A balance at one end of a period is no share of what flows in it.
            (Some(_), None, _) if row.at.is_some() => Vec::new(),
            (Some(share), None, _) => {
                let Some(whole) = context.key_at(share, key.period) else { return Vec::new() };
                // A target is a share of the target, unless the column names another scope; a member is
                // a share of the whole.
                let contexts = context.setting.facts().contexts();
                let scope = if share.value.contains('/') {
                    whole.scope
                } else if whole.item == key.item {
                    contexts.whole(key.scope, key.item)
                } else {
                    key.scope
                };
                let whole = Key { scope, ..whole };
                match context.setting.formatter.parts().share(key, whole, lessens, asked.decimals) {
                    Ok(printed) => context.spans(printed, show.span),
                    Err(error) => {
                        context.refuse(error, show.span);
                        Vec::new()
                    }
                }
            }
            (None, Some(text), _) => {
                let Some(Compared { now, against }) = change else { return Vec::new() };
                let now = now.filter(|_| !show.value.contains('@')).unwrap_or(key.period);
                // The change of a balance at one end of a period is that of the days.
                let spans = Key { period: now, ..key };
                let base = against.base(context.setting.facts(), spans);
                let base = base.map(|base| Key { period: day(base.period), ..base });
                let key = Key { period: day(now), ..key };
                context.tag(against, key, self.own_words().as_deref());
                match base {
                    Ok(base) => {
                        let usual = context.setting.facts().changes().usual_measure(key, base);
                        let measure = self.measure.map_or(usual, MeasureSpec::measure);
                        let facts = context.setting.facts();
                        let usual = facts.item(key.item).unit.scale();
                        // An amount in a scale of its own is not in the unit of the slide.
                        let scale = set.own.scale.or(asked.scale);
                        let other = scale.is_some_and(|scale| scale != usual);
                        let unit = other && measure == Measure::Amount;
                        let points = self.says_points(context);
                        // Points among percentages keep their own.
                        let own = measure == Measure::Percent || self.measure.is_some();
                        let rate_decimals = asked.decimals.filter(|_| own);
                        // So do amounts.
                        let decimals = asked.decimals.filter(|_| self.measure.is_some());
                        let asked = Precision { decimals, ..set.asked };
                        let set =
                            FigureSetting { asked, lessens, unit, points, rate_decimals, ..set };
                        super::rows::change(context, (key, base), measure, set, show.span)
                    }
                    Err(error) => {
                        context.refuse(error, text.span);
                        Vec::new()
                    }
                }
            }
            (None, None, period) if period.is_some() || self.member.is_some() => {
                let style = FigureSetting { lessens, ..set }.style(key, context);
                figure(context, Key { period: day(key.period), ..key }, style, show.span)
            }
            (None, None, _) | (Some(_), Some(_), _) => {
                let message = "a column shows a `period`, a `member`, a `share` or a `change`";
                let finding = Finding::new(code::MISSING_FIELD, message, self.span);
                let help = if self.share.is_some() {
                    "Keep one of a share and a change"
                } else {
                    "Write one, such as `{period: 1Q26}` or `{change: yoy}`"
                };
                context.push(finding.help(help));
                Vec::new()
            }
        }
    }
}
