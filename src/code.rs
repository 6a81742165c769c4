//! The kinds of findings, each declared once: its code, how much it usually weighs, whether it may be waived, its page.
//!
//! A code that is not declared here cannot be told, and one that nothing tells does not compile.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written in a draft, refused under `--release`.
    Warning,
    /// Worth knowing; never stops anything.
    Info,
}

impl Severity {
    /// Gives the lower-case word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What a finding of a kind rests on, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// What is there cannot be read, found or written; only a change mends it.
    Unusable,
    /// A check judged what was read; only a change mends it.
    Checked,
    /// A check judged what was read; a waiver with its reason may end it.
    Waivable,
}

/// What is declared of a kind of finding.
#[derive(Debug)]
struct CodeRow {
    name: &'static str,
    severity: Severity,
    ground: Ground,
    page: &'static str,
}

/// The stable name of a kind of finding, such as `missing-figure`.
#[derive(Clone, Copy)]
pub struct Code(&'static CodeRow);

impl Code {
    /// Gives the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Gives what a finding of this kind weighs where nothing speaks for another weight.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// Gives what such a finding rests on.
    #[must_use]
    pub fn ground(self) -> Ground {
        self.0.ground
    }

    /// Gives the manual page, Markdown.
    #[must_use]
    pub fn page(self) -> &'static str {
        self.0.page
    }

    /// Finds a code by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter().find(|code| code.name() == name).copied()
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Code {}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.name() == *other
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.name() == other
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name().cmp(other.name())
    }
}

impl std::hash::Hash for Code {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Declares the codes, sorted; each has its page in `assets/explain`.
macro_rules! codes {
    ($($code:ident = $name:literal: $severity:ident $(, $ground:ident)?;)*) => {
        /// Every code, sorted by name.
        pub const ALL: &[Code] = &[$(codes!(@code $name, $severity $(, $ground)?)),*];
        $(pub(crate) const $code: Code = codes!(@code $name, $severity $(, $ground)?);)*
    };
    (@code $name:literal, $severity:ident $(, $ground:ident)?) => {
        Code(&CodeRow {
            name: $name,
            severity: Severity::$severity,
            ground: codes!(@ground $($ground)?),
            page: include_str!(concat!("../assets/explain/", $name, ".md")),
        })
    };
    (@ground) => { Ground::Unusable };
    (@ground checked) => { Ground::Checked };
    (@ground waivable) => { Ground::Waivable };
}

codes! {
    ALIAS = "alias": Error;
    ALTERED_FIGURE = "altered-figure": Error, waivable;
    AMBIGUOUS_ROUNDING = "ambiguous-rounding": Info, waivable;
    BAD_CALENDAR = "bad-calendar": Error;
    BAD_CELL = "bad-cell": Error;
    BAD_CITATION = "bad-citation": Error;
    BAD_DATE = "bad-date": Error;
    BAD_DERIVATION = "bad-derivation": Error;
    BAD_FILED_FACT = "bad-filed-fact": Error;
    BAD_NAME = "bad-name": Error, checked;
    BAD_NUMBER = "bad-number": Error;
    BAD_PERIOD = "bad-period": Error;
    BAD_PROSE = "bad-prose": Error, waivable;
    BAD_RELATION = "bad-relation": Error;
    BAD_STYLE = "bad-style": Error;
    BAD_THEME = "bad-theme": Error;
    BAD_WAIVER = "bad-waiver": Error;
    BALANCE_DATE = "balance-date": Error, waivable;
    BRIDGE_DIFFERS = "bridge-differs": Error, waivable;
    BY_ROUNDING = "by-rounding": Info, waivable;
    CALENDAR_NOTE = "calendar-note": Error, waivable;
    CELL_SIGN = "cell-sign": Warning;
    CELL_UNIT = "cell-unit": Warning;
    CHANGE_DIFFERS = "change-differs": Error, waivable;
    CHANGED_FILE = "changed-file": Error;
    CHART_PERIODS = "chart-periods": Warning, waivable;
    CLAIM_DIFFERS = "claim-differs": Error, waivable;
    COMPANY_NAME = "company-name": Warning, waivable;
    COMPARED_WITH_ITSELF = "compared-with-itself": Warning, waivable;
    COMPARISON_DIFFERS = "comparison-differs": Error, waivable;
    CONTRAST = "contrast": Error;
    CROWDED_CHART = "crowded-chart": Error;
    CUMULATIVE_DIFFERS = "cumulative-differs": Error, waivable;
    DATE_ORDER = "date-order": Warning, waivable;
    DAY_DIFFERS = "day-differs": Error, waivable;
    DIRECTION_DIFFERS = "direction-differs": Error, waivable;
    DOUBLED = "doubled": Warning, waivable;
    DOUBTFUL_FIGURE = "doubtful-figure": Warning, waivable;
    DUE_FIGURE = "due-figure": Warning, checked;
    DUPLICATE_KEY = "duplicate-key": Error;
    EDITED_FIGURE = "edited-figure": Warning;
    EMPTY_SLIDE = "empty-slide": Warning, waivable;
    FILED_TWICE = "filed-twice": Error;
    FILING_SYNTAX = "filing-syntax": Error;
    FOOTING = "footing": Warning, waivable;
    FOOTNOTE_MARK = "footnote-mark": Warning, waivable;
    FOOTNOTE_PERIOD = "footnote-period": Error, waivable;
    FOREIGN_RUN = "foreign-run": Warning, waivable;
    FORMAT_VERSION = "format-version": Error;
    FORWARD_LOOKING = "forward-looking": Error, waivable;
    FULL_WIDTH = "full-width": Warning, waivable;
    FUZZY = "fuzzy": Warning;
    GLOSSARY = "glossary": Warning, waivable;
    GROWTH_DIFFERS = "growth-differs": Error, waivable;
    HEADER_DIFFERS = "header-differs": Error, waivable;
    HIDDEN_CHARACTER = "hidden-character": Error;
    HOLE = "hole": Warning, waivable;
    JOINT_CONFLICT = "joint-conflict": Error, waivable;
    JOINT_UNDECIDED = "joint-undecided": Warning, waivable;
    LABEL_DIFFERS = "label-differs": Warning, waivable;
    LEFT_OVER = "left-over": Error;
    LOST_FIGURE = "lost-figure": Error;
    LOST_RECORD = "lost-record": Error;
    MISSING_CHART = "missing-chart": Warning;
    MISSING_FIELD = "missing-field": Error;
    MISSING_FIGURE = "missing-figure": Warning, checked;
    MISSING_GLYPH = "missing-glyph": Error;
    MISSING_NOTE = "missing-note": Error, checked;
    MISSING_PERIOD = "missing-period": Error;
    MIXED_DASHES = "mixed-dashes": Info, waivable;
    MOVED_CELL = "moved-cell": Warning;
    NO_CATALOGUE = "no-catalogue": Error;
    NO_CELL = "no-cell": Error;
    NO_FACE = "no-face": Error;
    NO_FIGURE = "no-figure": Warning;
    NO_FILE = "no-file": Error;
    NON_GAAP = "non-gaap": Error, waivable;
    NOT_A_SHARE = "not-a-share": Error;
    NOT_ROLLED = "not-rolled": Error;
    NOT_UTF8 = "not-utf8": Error;
    NOTE_DIFFERS = "note-differs": Warning, waivable;
    NOUN_FORMS = "noun-forms": Error, checked;
    NUMBERED_TITLE = "numbered-title": Warning, waivable;
    ODD_KEY = "odd-key": Error;
    OUTSIDE = "outside": Error;
    OVERFLOW = "overflow": Error;
    OWN_KEY = "own-key": Error;
    PARITY = "parity": Error;
    PART_EXCEEDS = "part-exceeds": Error, waivable;
    PERIOD_DIFFERS = "period-differs": Warning, waivable;
    PLACEHOLDER = "placeholder": Error;
    PO_SYNTAX = "po-syntax": Error;
    RANGE_DIFFERS = "range-differs": Error, waivable;
    RATIO_DIFFERS = "ratio-differs": Error, waivable;
    RECORD_DIFFERS = "record-differs": Warning, waivable;
    REPLACED_FIGURE = "replaced-figure": Error;
    RESTATED = "restated": Error;
    ROLL_DIFFERS = "roll-differs": Error, waivable;
    SAME_LABEL = "same-label": Error, waivable;
    SECOND_DOCUMENT = "second-document": Error;
    STALE_CELL = "stale-cell": Warning;
    STALE_SIGNATURE = "stale-signature": Warning;
    STALE_TRANSLATION = "stale-translation": Warning;
    STRUCTURE = "structure": Error;
    TAG = "tag": Error;
    TARGET_PERIOD = "target-period": Warning, waivable;
    TEMPLATE_ERROR = "template-error": Error;
    TERM_DIFFERS = "term-differs": Error, waivable;
    TOO_DEEP = "too-deep": Error;
    TOO_LARGE = "too-large": Error;
    TOTAL_DIFFERS = "total-differs": Error, waivable;
    TURNED_SIGN = "turned-sign": Error, waivable;
    TYPED_NUMBER = "typed-number": Error;
    TYPST = "typst": Error;
    UNBALANCED = "unbalanced": Warning, waivable;
    UNEQUAL_LENGTHS = "unequal-lengths": Error;
    UNFINISHED = "unfinished": Error;
    UNIT_DIFFERS = "unit-differs": Warning, waivable;
    UNKNOWN_FIELD = "unknown-field": Error;
    UNKNOWN_ITEM = "unknown-item": Error;
    UNKNOWN_KIND = "unknown-kind": Error;
    UNKNOWN_LANGUAGE = "unknown-language": Error;
    UNKNOWN_MESSAGE = "unknown-message": Warning;
    UNKNOWN_SCOPE = "unknown-scope": Error;
    UNKNOWN_SOURCE = "unknown-source": Error;
    UNKNOWN_TRANSFORM = "unknown-transform": Warning;
    UNKNOWN_UNIT = "unknown-unit": Error;
    UNKNOWN_WORD = "unknown-word": Error;
    UNPROVED_FIGURE = "unproved-figure": Info, waivable;
    UNPROVED_RELATION = "unproved-relation": Warning, waivable;
    UNREADABLE = "unreadable": Error;
    UNRESTATED_SPLIT = "unrestated-split": Warning, waivable;
    UNREVIEWED = "unreviewed": Warning;
    UNSIGNED = "unsigned": Warning;
    UNTESTABLE = "untestable": Info, waivable;
    UNTIED_FIGURE = "untied-figure": Warning, waivable;
    UNTOLD_RESTATEMENT = "untold-restatement": Warning, waivable;
    UNTRANSLATED = "untranslated": Warning;
    UNUSED_NOTE = "unused-note": Warning, waivable;
    UNUSED_WAIVER = "unused-waiver": Warning, checked;
    UNWRITABLE = "unwritable": Error;
    WORKBOOK_CHANGED = "workbook-changed": Warning;
    WRONG_KIND = "wrong-kind": Error;
    WRONG_SCALE = "wrong-scale": Error;
    WRONG_UNIT = "wrong-unit": Error;
    YAML_SYNTAX = "yaml-syntax": Error;
}
