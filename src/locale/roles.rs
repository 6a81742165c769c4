//! The part of a language file that says what a figure is by the words against it.

use serde::Deserialize;

use super::words::words;

words! {
    /// What stands against a figure, in lower case; the longest counts.
    RoleWords {
        /// Before what something changed by: "by".
        change_before: Vec<String>,
        /// Behind it: "higher", 増.
        change_behind: Vec<String>,
        /// Before what is reached: "to".
        level_before: Vec<String>,
        /// Behind it: に.
        level_behind: Vec<String>,
        /// Before what it came from, or is held against: "from".
        origin_before: Vec<String>,
        /// Behind it: から.
        origin_behind: Vec<String>,
        /// Before a figure, and says none of that: "amounted to".
        plain_before: Vec<String>,
        /// Behind a figure, and says none of that: による.
        plain_behind: Vec<String>,
        /// Between such a word and the figure: "about".
        about: Vec<String>,
        /// Ends of names of rates: "ratio", 率.
        rates: Vec<String>,
    }
}

/// What a figure is, by the words against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureRole {
    /// What something changed by.
    Change,
    /// What it reached.
    Level,
    /// What it came from, or is held against.
    Origin,
    /// None of them.
    Plain,
}

impl RoleWords {
    /// The table: each role with its words before and behind a figure.
    #[must_use]
    pub fn table(&self) -> [(FigureRole, &[String], &[String]); 4] {
        [
            (FigureRole::Change, &self.change_before, &self.change_behind),
            (FigureRole::Level, &self.level_before, &self.level_behind),
            (FigureRole::Origin, &self.origin_before, &self.origin_behind),
            (FigureRole::Plain, &self.plain_before, &self.plain_behind),
        ]
    }
}
