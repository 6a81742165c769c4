//! Facts: every figure once, keyed by item, period and context, and what must hold between them.
//!
//! Enters: the records of the source. Leaves: [`Facts`], in which any figure, change or ratio can
//! be asked for with its interval. It knows nothing of slides, languages or formats.

mod additive;
mod calendar;
mod change;
mod chart_sum;
mod cite;
mod computed;
mod context;
mod declared;
mod derive;
mod dimension;
mod guided;
mod habit;
mod key;
mod meta;
mod minus;
mod relation;
mod resolve;
mod rounding;
mod spec;
mod split;
mod state;
mod style;
mod table;
mod written_day;

pub use calendar::{CalendarSpec, QuarterCount};
pub use change::{Basis, ChangeFigure, Changes, StatedChange};
pub use chart_sum::{ChartSum, ChartSumForm};
pub use cite::{CiteError, PERIODS, Reference, References, read_period};
pub use context::{Contexts, DimensionId, NameId};
pub use dimension::{
    ChangeEntries, Dimension, DimensionSpec, MemberChanges, MemberFigures, MemberOf, MemberSpec,
};
pub use guided::{RangePlace, Reach, Revision, StatedEnds};
pub use habit::{Habit, makes_a_range};
pub use key::{ItemId, Key, ScopeId};
pub use meta::{
    Attach, Company, DeckHead, Embargo, FiscalSpec, Month, NamedBy, TranslationSpec, Zeros,
};
pub use minus::Minus;
pub use relation::{Relation, RelationKind, Term};
pub use resolve::{FactParts, resolve};
pub use rounding::{RoundingSpec, Roundings};
pub use spec::{
    ApartSpec, EquationSpec, FactsSpec, FigureEntries, FigureEntry, Footing, Good, ItemSpec,
    RelationSpec, ScopeSpec, SourceSpec, TotalSpec, ValueSpec,
};
pub use split::{ShareSplit, ShareSplits, SplitEffect, SplitRatio, UntoldSplit};
pub use state::{FigureEnds, LeftOut, LeftOutKind, State};
pub use style::{
    AbsenceForms, ChangeForms, DecimalPlaces, Form, HouseForms, HouseStyle, MinusForms, PeriodForms,
};
pub use table::{Fact, Facts, Item, Restatement, RestatementKind, Scope, SourceNote};
