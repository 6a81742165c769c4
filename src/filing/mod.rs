//! Filings: what a company filed in XBRL, fact by fact.
//!
//! Enters: a folder, an archive or a file. Leaves: a [`Filing`] of facts with their concept, period, members, unit, digits,
//! precision and place. It knows nothing of decks. Names are resolved by their namespaces, facts by the days and members
//! of their contexts; prefixes and ids are only what a file calls them. Digits stay text.
//!
//! Sources: XBRL 2.1, Dimensions 1.0, Inline XBRL 1.0 and 1.1, Open Information Model 1.0 (xBRL-JSON), the SEC's
//! companyfacts.

mod companyfacts;
mod concept;
mod context;
mod document;
mod duplicates;
mod element;
mod fault;
mod files;
mod inline;
mod instance;
mod json;
mod number;
mod oim;
mod set;
mod transform;
mod words;

pub use concept::{FiledUnit, QualifiedName};
pub use number::FiledNumber;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::num::Date;
use crate::source::Span;

/// Most facts that a filing may have.
const MAX_FACTS: usize = 500_000;

/// When a fact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FiledPeriod {
    /// At the end of a day.
    Instant(Date),
    /// From the start of a day to the end of another.
    Duration(Date, Date),
    /// Always.
    Forever,
}

impl fmt::Display for FiledPeriod {
    /// Writes `2021-07-31`, `2021-05-01/2021-07-31`, `forever`; days are those that belong to it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(day) => write!(f, "{day}"),
            Self::Duration(from, to) => write!(f, "{from}/{to}"),
            Self::Forever => f.write_str("forever"),
        }
    }
}

/// The member of a dimension that a fact is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FiledMember {
    /// One of those that a taxonomy lists.
    Explicit(QualifiedName),
    /// A value of its own, such as the name of a customer.
    Typed(String),
}

impl fmt::Display for FiledMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Explicit(name) => write!(f, "{name}"),
            Self::Typed(text) => write!(f, "\"{text}\""),
        }
    }
}

/// What a fact is of: who filed it, when it holds, and the members it is parted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiledContext {
    /// The company, as the scheme numbers it.
    pub entity: String,
    /// When.
    pub period: FiledPeriod,
    /// Members by their dimension.
    pub members: BTreeMap<QualifiedName, FiledMember>,
}

/// What is filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiledValue {
    /// Nothing: `xsi:nil`.
    Nil,
    /// A number.
    Number(FiledNumber),
    /// A fraction that decimals cannot say: what is divided, and by what.
    Fraction(FiledNumber, FiledNumber),
    /// A text, without its markup.
    Text(String),
    /// A text as printed: its transform is not known here.
    Printed(String),
}

/// How exactly a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiledPrecision {
    /// To so many decimals; below zero, to tens and more.
    Decimals(i32),
    /// Exactly: `INF`.
    Exact,
    /// Nobody says.
    Unknown,
}

/// The report that a fact of companyfacts was filed in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FiledIn {
    /// The day of filing, as text; days sort by it.
    pub day: String,
    /// The accession number.
    pub accession: String,
    /// The form, such as `10-Q`.
    pub form: String,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledFact {
    /// What is reported.
    pub concept: QualifiedName,
    /// Of whom, when, and of which members.
    pub context: Arc<FiledContext>,
    /// The unit of a number.
    pub unit: Option<Arc<FiledUnit>>,
    /// What is filed.
    pub value: FiledValue,
    /// How exactly.
    pub precision: FiledPrecision,
    /// Where it stands.
    pub span: Span,
    /// The document that it belongs to, where one file makes several.
    pub target: Option<String>,
    /// Whether it stands where no reader sees it.
    pub hidden: bool,
    /// The report it was filed in, where one file gathers many.
    pub filed_in: Option<FiledIn>,
    /// Whether the same fact stands elsewhere too, at least as exactly; that one counts.
    pub repeated: bool,
}

/// All facts of a filing, in the order of its files.
#[derive(Clone, Debug, Default)]
pub struct Filing {
    /// The facts.
    pub facts: Vec<FiledFact>,
}

impl Filing {
    /// Gives the facts that count: of what is filed twice the finest.
    pub fn finest(&self) -> impl Iterator<Item = &FiledFact> {
        self.facts.iter().filter(|fact| !fact.repeated)
    }
}
