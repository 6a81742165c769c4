//! The names that the cells of workbooks have for figures.

use std::collections::{BTreeMap, BTreeSet};

use super::Target;
use crate::facts::Facts;

/// Writes the names of figures as names of cells, so that no two figures share one.
pub struct CellNames {
    /// Names, in lower case, that two figures would have: of the member `a_b` and of `a/b`.
    shared: BTreeSet<String>,
}

impl CellNames {
    /// Finds the names of a deck that two figures would have.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut shared = BTreeSet::new();
        for figure in Target::all(facts).map(|target| target.name(facts)) {
            let name = plain(&figure).to_lowercase();
            if known.get(&name).is_some_and(|other| *other != figure) {
                shared.insert(name);
            } else {
                known.insert(name, figure);
            }
        }
        Self { shared }
    }

    /// Writes a name: `revenue@FY2026/target` is `revenue_FY2026_target`. Where another figure would have the same,
    /// a point parts its members; where spreadsheets would read a cell of R1C1, `_` stands before it.
    #[must_use]
    pub fn name(&self, figure: &str) -> String {
        let own = plain(figure);
        let own = if self.shared.contains(&own.to_lowercase()) { parted(figure) } else { own };
        if is_row_or_column(&own) { format!("_{own}") } else { own }
    }

    /// Lists how a name that somebody gave can be meant, as [`CellNames::name`] writes it in lower case.
    #[must_use]
    pub fn read(name: &str) -> [String; 2] {
        [parted(name), plain(name)].map(|name| name.to_lowercase())
    }
}

fn plain(figure: &str) -> String {
    figure.replace(['@', '/', '-', '.', ' '], "_")
}

fn parted(figure: &str) -> String {
    figure.replace(['@', '-', ' '], "_").replace('/', ".")
}

/// Tells whether a name begins as a row or a column is written by numbers: `c2c_1Q26`, `r1_1Q26`, `rc1_1Q26`.
fn is_row_or_column(name: &str) -> bool {
    let lower = name.to_lowercase();
    let behind = lower.strip_prefix('r').unwrap_or(&lower);
    let behind = behind.strip_prefix('c').unwrap_or(behind);
    behind.len() < lower.len() && behind.starts_with(|c: char| c.is_ascii_digit())
}
