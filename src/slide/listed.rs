//! The rows and columns of a table as their author lists them: with headings and blanks between rows,
//! and with columns in groups. Whoever asks for the rows or columns gets them without these.

use std::any::Any;
use std::ops::{Deref, Range};

use serde_json::Value;

use super::rows::RowSpec;
use super::statement::ColumnSpec;
use crate::diag::{Report, Severity};
use crate::shape::{ColumnHeader, Defs, Distinct, Mixed, RowLabel, Shape, Walk, Written};
use crate::source::{Node, Spanned};

crate::record! {
    /// A heading over the rows below it.
    pub struct HeadingRow {
        /// The heading, in Markdown.
        heading: RowLabel,
    }
}

crate::record! {
    /// A row without words and figures, which sets apart what stands above from what stands below.
    pub struct BlankRow {
        /// Write yes.
        blank: Spanned<bool>,
    }
}

impl Distinct for BlankRow {
    fn is_told(has: &dyn Fn(&str) -> bool) -> bool {
        // A row that shows something may leave columns blank.
        let blank = Written::<Self>::default().blank().name;
        has(blank) && !has(Written::<RowSpec>::default().show().name)
    }
}

/// What stands between the rows that show something: a heading, or a blank.
pub type BetweenRows = Mixed<HeadingRow, BlankRow>;

impl Distinct for BetweenRows {
    fn is_told(has: &dyn Fn(&str) -> bool) -> bool {
        has(Written::<HeadingRow>::default().heading().name) || BlankRow::is_told(has)
    }
}

/// The rows of a table, in order.
#[derive(Clone, Debug)]
pub struct RowList<R> {
    shown: Vec<R>,
    /// What stands before the row of that number.
    between: Vec<(usize, BetweenRows)>,
}

impl<R> Deref for RowList<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.shown
    }
}

impl<'a, R> IntoIterator for &'a RowList<R> {
    type Item = &'a R;
    type IntoIter = std::slice::Iter<'a, R>;

    fn into_iter(self) -> Self::IntoIter {
        self.shown.iter()
    }
}

impl<R> RowList<R> {
    /// Gives what stands before the row of that number, or behind the last.
    pub fn before(&self, at: usize) -> impl Iterator<Item = &BetweenRows> {
        self.between.iter().filter(move |(row, _)| *row == at).map(|(_, between)| between)
    }

    /// Gives how many rows the table has, headings and blanks counted.
    #[must_use]
    pub fn height(&self) -> usize {
        self.shown.len() + self.between.len()
    }

    /// Gives the number of the block that a row stands in: a heading or a blank begins one.
    #[must_use]
    pub fn block(&self, at: usize) -> usize {
        self.between.iter().filter(|(row, _)| *row <= at).count()
    }
}

impl<R> RowList<R> {
    /// Puts other rows in the place of each.
    pub(super) fn spread<S>(&self, mut spread: impl FnMut(&R) -> Vec<S>) -> RowList<S> {
        let mut starts = Vec::with_capacity(self.shown.len() + 1);
        let mut shown = Vec::new();
        for row in &self.shown {
            starts.push(shown.len());
            shown.extend(spread(row));
        }
        starts.push(shown.len());
        let between = self.between.iter();
        let between =
            between.map(|(at, row)| (starts.get(*at).copied().unwrap_or(*at), row.clone()));
        RowList { between: between.collect(), shown }
    }
}

impl<R: Shape> Shape for RowList<R> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        let mut rows = Self::absent()?;
        for row in Vec::<Mixed<R, BetweenRows>>::read(node, report)? {
            match row {
                Mixed::Own(row) => rows.shown.push(row),
                Mixed::Other(row) => rows.between.push((rows.shown.len(), row)),
            }
        }
        Some(rows)
    }

    fn absent() -> Option<Self> {
        Some(Self { shown: Vec::new(), between: Vec::new() })
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        Vec::<Mixed<R, BetweenRows>>::walk(node, walk);
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        self.shown.iter().for_each(|row| row.records(see));
        self.between.iter().for_each(|(_, row)| row.records(see));
    }

    fn schema(defs: &mut Defs) -> Value {
        Vec::<Mixed<R, BetweenRows>>::schema(defs)
    }
}

crate::record! {
    /// Columns under one header.
    pub struct ColumnGroup {
        /// The header over them.
        group: ColumnHeader,
        /// The columns.
        columns: Vec<ColumnSpec>,
    }
}

/// The columns of a table, in order.
#[derive(Clone, Debug)]
pub struct ColumnList {
    all: Vec<ColumnSpec>,
    /// The groups, each with the numbers of its columns.
    groups: Vec<(Range<usize>, ColumnHeader)>,
}

impl Deref for ColumnList {
    type Target = [ColumnSpec];

    fn deref(&self) -> &[ColumnSpec] {
        &self.all
    }
}

impl<'a> IntoIterator for &'a ColumnList {
    type Item = &'a ColumnSpec;
    type IntoIter = std::slice::Iter<'a, ColumnSpec>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl ColumnList {
    /// Gives the groups, each with the numbers of its columns.
    #[must_use]
    pub fn groups(&self) -> &[(Range<usize>, ColumnHeader)] {
        &self.groups
    }

    /// Puts other columns in the place of each, within its group.
    pub(super) fn spread(&self, mut spread: impl FnMut(&ColumnSpec) -> Vec<ColumnSpec>) -> Self {
        let mut starts = Vec::with_capacity(self.all.len() + 1);
        let mut all = Vec::new();
        for column in &self.all {
            starts.push(all.len());
            all.extend(spread(column));
        }
        starts.push(all.len());
        let groups = self
            .groups
            .iter()
            .map(|(columns, header)| (starts[columns.start]..starts[columns.end], header.clone()));
        Self { groups: groups.collect(), all }
    }

    /// Gives the header of the group that a column stands in.
    #[must_use]
    pub fn group(&self, at: usize) -> Option<&ColumnHeader> {
        self.groups.iter().find(|(columns, _)| columns.contains(&at)).map(|(_, header)| header)
    }
}

impl Distinct for ColumnGroup {
    fn is_told(has: &dyn Fn(&str) -> bool) -> bool {
        has(Written::<Self>::default().group().name)
    }
}

impl Shape for ColumnList {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        let mut columns = Self::absent()?;
        let before = report.count(Severity::Error);
        let read = Vec::<Mixed<ColumnSpec, ColumnGroup>>::read(node, report)?;
        // Without one of them a change would be of the periods of others.
        if report.count(Severity::Error) > before {
            return None;
        }
        for column in read {
            match column {
                Mixed::Own(column) => columns.all.push(column),
                Mixed::Other(group) => {
                    let from = columns.all.len();
                    columns.all.extend(group.columns);
                    if columns.all.len() > from {
                        columns.groups.push((from..columns.all.len(), group.group));
                    }
                }
            }
        }
        Some(columns)
    }

    fn absent() -> Option<Self> {
        Some(Self { all: Vec::new(), groups: Vec::new() })
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        Vec::<Mixed<ColumnSpec, ColumnGroup>>::walk(node, walk);
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        self.all.iter().for_each(|column| column.records(see));
    }

    fn schema(defs: &mut Defs) -> Value {
        Vec::<Mixed<ColumnSpec, ColumnGroup>>::schema(defs)
    }
}
