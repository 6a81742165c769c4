//! Group companies.

use super::grid::{Grid, col_head, column, figure_cell, row_head, text_cell};
use super::rows::{figure, kind_basics};
use super::{Body, Head, Kind, SlideContext};
use crate::locale::fill;
use crate::num::{Period, Unit};
use crate::shape::{ItemRef, ProperName, ProseLine, ReportDay};
use crate::source::Text;
use crate::view::{Align, Block, Cell, FigureStyle, HeaderScope, Inline, Layout, RowRole, Slot};

crate::record! {
    /// Group companies, by kind of holding.
    pub struct Companies {
        ..head: Head,
        /// The day the holdings are of.
        as_of: Option<ReportDay>,
        /// The groups.
        groups: Vec<Group>,
    }
}

crate::record! {
    /// Companies held in the same way.
    pub struct Group {
        /// Name of the group, such as Consolidated Subsidiaries.
        name: ProperName,
        /// The companies.
        companies: Vec<GroupCompany>,
    }
}

crate::record! {
    /// A company of the group.
    pub struct GroupCompany {
        /// Its name.
        name: ProperName,
        /// The item that holds the share in it.
        ownership: ItemRef,
        /// Its business, in Markdown.
        business: ProseLine,
    }
}

impl Kind for Companies {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let locale = context.setting.locale();
        let columns = vec![
            column(Align::Left, 0),
            column(Align::Left, 0),
            column(Align::Figure, 0),
            column(Align::Left, 1),
        ];
        let head = ["group", "company_name", "ownership", "business"];
        let head = head.map(|word| col_head(vec![locale.word(word).to_owned()])).into();
        let caption = context.caption();
        let mut grid = Grid::new(caption, columns, head);
        for group in &self.groups {
            for (at, company) in group.companies.iter().enumerate() {
                let mut cells = Vec::new();
                if at == 0 {
                    let rowspan = u32::try_from(group.companies.len()).unwrap_or(1);
                    let name = row_head(vec![Inline::text(&group.name.value)]);
                    cells.push(Cell { rowspan, scope: HeaderScope::Rowgroup, ..name });
                }
                cells.push(row_head(vec![Inline::text(&company.name.value)]));
                cells.push(figure_cell(self.share(&company.ownership, context)));
                cells.push(text_cell(context.line(&company.business)));
                grid.row(RowRole::Normal, cells, Vec::new());
            }
        }
        let as_of = self
            .as_of
            .as_ref()
            .map(|day| fill(locale.word("as_of"), &[("date", &locale.date_long(day.value))]));
        let table = Block::Table(grid.finish("", 1));
        let slots = vec![Slot { weight: 1, blocks: vec![table] }];
        Some(Body { subheading: as_of.unwrap_or_default(), ..Body::new(Layout::Rows, slots) })
    }
}

impl Companies {
    fn share(&self, item: &Text, context: &mut SlideContext<'_>) -> Vec<Inline> {
        let reference = match context.setting.facts().references().read(&item.value) {
            Ok(reference) => reference,
            Err(error) => {
                context.refuse(error, item.span);
                return Vec::new();
            }
        };
        let mut key = context.setting.facts().complete(reference);
        if let (Some(day), None) = (&self.as_of, reference.period) {
            key.period = Period::Instant(day.value);
        }
        // A holding counted in shares says so.
        let cell = context.setting.facts().item(key.item).unit == Unit::Percent;
        figure(context, key, FigureStyle { cell, ..FigureStyle::default() }, item.span)
    }
}
