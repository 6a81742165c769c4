//! Waivers: findings that somebody has looked at and answers for.

use serde_json::{Value, json};

use crate::code::{self, Code};
use crate::num::{Date, FiscalYear, Period};
use crate::shape::{
    FindingCode, OneOrMany, PersonName, PlaceName, Remark, Role, Scalar, ScalarError, SeenMark,
};
use crate::source::Spanned;

crate::record! {
    /// A finding that stays, with the one who answers for it.
    pub struct WaiverSpec {
        /// Code of the finding, such as total-differs.
        code: FindingCode,
        /// Where it stands: a figure (revenue@1Q10), a stated change (revenue@1Q10 vs 1Q09), a
        /// relation as written under relations, a slide by page number or id (slide 4), an item
        /// (item revenue) or another part of the source (deck).
        r#where: PlaceName,
        /// What was seen when it was waived: the marks that the check tells. Once the figures or
        /// words are others, the waiver holds no more.
        seen: Option<OneOrMany<SeenMark>>,
        /// Why it may stay.
        reason: Remark,
        /// Who looked at it and answers for it.
        reviewer: PersonName,
        /// The last period or day that it holds for.
        until: Option<Spanned<Until>>,
    }
}

/// A last period or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until(pub Period);

impl Until {
    /// Tells whether a reported period lies after the last one.
    #[must_use]
    pub fn is_past(self, calendar: FiscalYear, reported: Period) -> bool {
        let last: Date = calendar.ends(self.0);
        calendar.ends(reported) > last
    }
}

impl Scalar for Until {
    const CODE: Code = code::BAD_PERIOD;
    const WHAT: &'static str = "a period or a day such as `2Q10` or `2010-12-31`";
    const ROLE: Role = Role::Period;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        <Period as Scalar>::parse(text).map(Self)
    }

    fn schema() -> Value {
        json!({ "type": "string", "examples": ["2Q10", "2010-12-31"] })
    }
}
