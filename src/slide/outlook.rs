//! Targets: previous, revised, last actual, and the change from actual to target.

use super::grid::{Grid, col_head, column, figure_cell};
use super::rows::{RowAs, Shows, figure, kind_basics, period, role, scale};
use super::{Body, Head, Kind, Pager};
use crate::code;
use crate::facts::{Key, ScopeId};
use crate::num::{Measure, Period, Scale};
use crate::shape::{ItemRef, PeriodRef, Prose, RowLabel, RowNote, ScaleName, ScopeRef};
use crate::source::{Span, Text};
use crate::view::{Against, Align, Block, Cell, Inline, Layout, Look, Scope, Slot, Wording};

crate::record! {
    /// Targets beside the last actual figures.
    pub struct Outlook {
        ..head: Head,
        /// The period the targets are for.
        period: PeriodRef,
        /// Scope of the target before, if it was revised.
        previous: Option<ScopeRef>,
        /// Scope of the target that holds now.
        revised: ScopeRef,
        /// What the changes are from: the actual figures, or the target before, where it was revised.
        change_from: Option<ChangeFrom>,
        /// The last actual period.
        actual: PeriodRef,
        /// The scale the figures are printed in.
        r#in: Option<ScaleName>,
        /// The rows.
        rows: Vec<TargetRow>,
        /// Remarks below the table, in Markdown.
        text: Option<Prose>,
    }
}

crate::record! {
    /// A row of targets.
    pub struct TargetRow {
        /// The item.
        show: ItemRef,
        /// Label, where it is not the item's.
        label: Option<RowLabel>,
        /// How the row is set.
        r#as: Option<RowAs>,
        /// A word behind the label, such as Annual.
        note: Option<RowNote>,
        /// The scale of this row, where it is not the slide's; its figures then carry their unit.
        r#in: Option<ScaleName>,
        /// Whether the change is shown; none leaves it out.
        change: Option<ShowChange>,
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

impl Shows for TargetRow {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }

    fn is_part(&self) -> bool {
        self.r#as == Some(RowAs::Sub)
    }

    fn carries_unit(&self) -> bool {
        self.r#in.is_some()
    }
}

impl Kind for Outlook {
    kind_basics!();

    fn lay(&self, pager: &mut Pager<'_>) -> Option<Body> {
        let target = period(&self.period, pager)?;
        let actual = period(&self.actual, pager)?;
        let revised = Self::scope(&self.revised, pager)?;
        let previous = match &self.previous {
            Some(text) => Some(Self::scope(text, pager)?),
            None => None,
        };
        let shown: Vec<_> = previous
            .into_iter()
            .chain([revised])
            .map(|scope| (target, scope))
            .chain([(actual, ScopeId::ACTUAL)])
            .collect();
        let from_previous = match self.change_from {
            Some(ChangeFrom::Previous) => previous,
            Some(ChangeFrom::Actual) | None => None,
        };
        if self.change_from == Some(ChangeFrom::Previous) && previous.is_none() {
            let message = "the changes are from the target before, and no `previous` names it";
            let finding = crate::diag::Finding::new(code::MISSING_FIELD, message, self.span);
            pager.push(finding.help("Add `previous`, or leave `change_from` out"));
        }
        // The change is a year-on-year one only if the year before is what is shown.
        let against = if actual == pager.setting.facts().year_before(target) {
            Against::Year
        } else {
            Against::Period(actual, ScopeId::ACTUAL)
        };
        let mut grid = self.grid(&shown, (against, from_previous.is_some()), pager);
        let common = scale(self.r#in.as_ref(), pager);
        for row in &self.rows {
            let Some(key) = pager.key(&row.show) else { continue };
            let at = |(period, scope): (Period, ScopeId)| Key { period, scope, ..key };
            let own = scale(row.r#in.as_ref(), pager);
            let look = Look {
                // A row in a unit of its own carries it; the others share the slide's.
                cell: own.is_none(),
                scale: own.or(common),
                ..Look::default()
            };
            let mut cells = vec![row.head_cell(key, pager)];
            for &place in &shown {
                cells.push(figure_cell(figure(pager, at(place), look, row.show.span)));
            }
            let base = from_previous.map_or((actual, ScopeId::ACTUAL), |scope| (target, scope));
            let keys = (at((target, revised)), at(base));
            let wording = if own.is_some() { Wording::CellWithUnit } else { Wording::Cell };
            let changes = row.changes(keys, (wording, own.or(common)), pager);
            // Beside the two targets that they compare.
            let place = if from_previous.is_some() { 3 } else { cells.len() };
            cells.splice(place..place, changes);
            grid.row(role(row.r#as), cells, Vec::new());
        }
        let mut blocks = vec![Block::Table(grid.finish("", 1))];
        if let Some(text) = &self.text {
            blocks.extend(pager.prose(text));
        }
        Some(Body::new(Layout::Rows, vec![Slot { weight: 1, blocks }]))
    }
}

impl Outlook {
    fn scope(text: &ScopeRef, pager: &mut Pager<'_>) -> Option<ScopeId> {
        match pager.setting.facts().read_scope(&text.value) {
            Ok(scope) => Some(scope),
            Err(error) => {
                pager.refuse(error, text.span);
                None
            }
        }
    }

    fn grid(
        &self,
        shown: &[(Period, ScopeId)],
        (against, from_previous): (Against, bool),
        pager: &mut Pager<'_>,
    ) -> Grid {
        let locale = pager.setting.locale();
        let facts = pager.setting.facts();
        let mut columns = vec![column(Align::Left, 1)];
        let mut head = vec![col_head(vec![locale.word("item").to_owned()])];
        for &(period, scope) in shown {
            columns.push(column(Align::Figure, 0));
            let label = match facts.scope(scope).label.as_str() {
                "" => locale.word("actual").to_owned(),
                label => label.to_owned(),
            };
            let months = locale.months(period, facts.calendar);
            head.push(col_head(vec![pager.setting.period_head(period), label, months]));
        }
        columns.extend([column(Align::Figure, 0), column(Align::Figure, 0)]);
        if from_previous {
            let names = ["changes", "change_rate"].map(|name| locale.word(name).to_owned());
            head.splice(3..3, names.map(|name| col_head(vec![name])));
            let caption = self.head.title.as_ref().map_or_else(String::new, |t| t.value.clone());
            return Grid::new(caption, columns, head);
        }
        let now = shown.first().map_or(facts.period, |(period, _)| *period);
        let change = col_head(vec![pager.setting.press.tag(against, now)]);
        head.push(Cell { colspan: 2, scope: Scope::Colgroup, ..change });
        let caption = self.head.title.as_ref().map_or_else(String::new, |t| t.value.clone());
        Grid::new(caption, columns, head)
    }
}

impl TargetRow {
    fn head_cell(&self, key: Key, pager: &mut Pager<'_>) -> Cell {
        let mut label = match &self.label {
            Some(label) => pager.line(label),
            None => vec![Inline::text(&pager.setting.facts().item(key.item).label)],
        };
        if let Some(note) = &self.note {
            let aside = &pager.setting.locale().punctuation.aside;
            let (open, close) = aside.split_once("{}").unwrap_or((aside, ""));
            label.push(Inline::text(open));
            label.extend(pager.line(note));
            label.push(Inline::text(close));
        }
        super::grid::row_head(label)
    }

    fn changes(
        &self,
        keys: (Key, Key),
        set: (Wording, Option<Scale>),
        pager: &mut Pager<'_>,
    ) -> [Cell; 2] {
        if self.change == Some(ShowChange::None) {
            return [0, 1]
                .map(|_| figure_cell(vec![Inline::text(pager.setting.locale().word("none"))]));
        }
        let span: Span = self.show.span;
        [Measure::Amount, Measure::Percent]
            .map(|measure| figure_cell(super::rows::change(pager, keys, measure, set, span)))
    }
}
