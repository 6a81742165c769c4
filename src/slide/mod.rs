//! Slide kinds: each arranges blocks from cited facts. Adding a kind is one file and one row here.
//!
//! Enters: the records of the `slides` part and the table of facts. Leaves: pages of blocks, and
//! findings where a citation names nothing. It knows nothing of any output format.

mod agenda;
mod alternative_text;
mod balance;
mod bridge;
mod bullets;
mod cashflow;
mod chart_sums;
mod closing;
mod companies;
mod compared;
mod context;
mod cover;
mod draw;
mod figure;
mod footnotes;
mod form;
mod grid;
mod head;
mod highlights;
mod listed;
mod members;
mod number;
mod outlook;
mod own_key;
mod pace;
mod pages;
mod paging;
mod periods;
mod plotted;
mod printed_in;
mod reconciliation;
mod rows;
#[cfg(test)]
mod sample;
mod section;
mod statement;
mod table;
mod timeline;
mod trend;
mod units;

pub use balance::Balance;
pub use bullets::Bullets;
pub use chart_sums::chart_sums;
pub use companies::{Companies, GroupCompany};
pub use context::{Setting, SlideContext};
pub use form::{ChartForm, ChartKind, ChartSpec, OverPeriods, SeriesSpec};
pub use head::{Head, Size};
pub use highlights::{FigureSpec, Highlights};
pub use listed::{BetweenRows, BlankRow, ColumnGroup, ColumnList, HeadingRow, RowList};
pub use members::{member_labels, names_member};
pub use outlook::{Outlook, TargetRow};
pub use pages::{lay_out, name_charts};
#[cfg(test)]
pub(crate) use paging::slot_heights;
pub use periods::OfPeriods;
pub use printed_in::PrintedIn;
pub use rows::{RowSpec, ShowsItem};
pub use statement::{ColumnSpec, Lines, MeasureSpec};
pub use table::TableSpec;
pub use timeline::Timeline;

use crate::view::{Layout, Slot};

/// What a kind gives for its page; the context adds number, heading, footnotes and unit.
#[derive(Clone, Debug)]
pub struct Body {
    /// Arrangement of the slots.
    pub layout: Layout,
    /// The slots.
    pub slots: Vec<Slot>,
    /// A heading below the title; may be empty.
    pub subheading: String,
}

impl Body {
    /// Gives a body of slots in an arrangement.
    #[must_use]
    pub fn new(layout: Layout, slots: Vec<Slot>) -> Self {
        Self { layout, slots, subheading: String::new() }
    }
}

/// What a kind of slide speaks of, which decides how its words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlideSubject {
    /// The reported period and what it is compared with.
    Report,
    /// Events of the past, each with its day.
    Events,
    /// Whom to ask.
    Contact,
    /// Legal notices.
    Notice,
}

/// A slide kind.
pub trait Kind {
    /// What it speaks of.
    #[must_use]
    fn subject() -> SlideSubject
    where
        Self: Sized,
    {
        SlideSubject::Report
    }

    /// The fields that every kind has.
    fn head(&self) -> &Head;

    /// Where the slide was written.
    fn span(&self) -> crate::source::Span;

    /// Arranges the slide; nothing where the record makes no page of its own.
    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body>;

    /// Whether the slide counts in its section ("II-4.").
    fn numbered(&self) -> bool {
        true
    }

    /// Whether what it says can call notes, which stand below it.
    fn calls_notes(&self) -> bool {
        true
    }

    /// Whether it is an address, which goes on over no second page.
    fn is_card(&self) -> bool {
        false
    }

    /// The section that starts here, if one does.
    fn section(&self) -> Option<&crate::shape::Title> {
        None
    }

    /// The title where none was written.
    fn default_title(&self, _setting: &Setting<'_>) -> Option<String> {
        None
    }
}

macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])*
        $(#[cfg($only:ident)])?
        $variant:ident($type:ty) = $key:literal,
    )*) => {
        crate::tagged! {
            /// A slide, written as its kind and fields.
            pub enum Slide {
                $($(#[doc = $doc])* $(#[cfg($only)])? $variant($type) = $key,)*
            }
        }

        impl Slide {
            /// Gives the slide as its kind.
            #[must_use]
            pub fn kind(&self) -> &dyn Kind {
                match self { $($(#[cfg($only)])? Self::$variant(kind) => kind,)* }
            }

            /// Gives what the kind of that name speaks of.
            #[must_use]
            pub fn subject(name: &str) -> SlideSubject {
                match name {
                    $($(#[cfg($only)])? $key => <$type as Kind>::subject(),)*
                    _ => SlideSubject::Report,
                }
            }
        }
    };
}

kinds! {
    /// The title page.
    Cover(cover::Cover) = "cover",
    /// The agenda, made from the sections.
    Agenda(agenda::Agenda) = "agenda",
    /// The start of a section, with a page of its own if asked for.
    Section(section::Section) = "section",
    /// Key figures and the main points.
    Highlights(highlights::Highlights) = "highlights",
    /// A statement with comments beside its rows.
    Statement(statement::Statement) = "statement",
    /// Charts or small tables with comments.
    Trend(trend::Trend) = "trend",
    /// Points in one or more columns.
    Bullets(bullets::Bullets) = "bullets",
    /// Small tables over several periods.
    Table(table::TableSlide) = "table",
    /// A balance sheet with the changes between two days.
    Balance(balance::Balance) = "balance",
    /// Cash flows by activity.
    Cashflow(cashflow::Cashflow) = "cashflow",
    /// Targets: previous, revised, last actual and change.
    Outlook(outlook::Outlook) = "outlook",
    /// Group companies.
    Companies(companies::Companies) = "companies",
    /// Releases by fiscal year and quarter.
    Timeline(timeline::Timeline) = "timeline",
    /// The statement on forward-looking statements, or other small print.
    Disclaimer(closing::Disclaimer) = "disclaimer",
    /// Whom to ask.
    Contact(closing::Contact) = "contact",
    /// A field of every role, for a test.
    #[cfg(test)]
    Sample(sample::Sample) = "sample",
}
