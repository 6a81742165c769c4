//! What a scalar says. Each role is declared here once; a field has it by its type.

use std::ops::Deref;

use serde_json::{Value, json};

use super::{Defs, Shape, Walk};
use crate::diag::Report;
use crate::source::{Node, Spanned, Text};

/// Declares the roles: those of texts with a type each, and those that types of their own have.
macro_rules! roles {
    (
        texts { $($(#[doc = $doc:literal])* $name:ident = $word:literal,)* }
        others { $($(#[doc = $other_doc:literal])* $other:ident = $other_word:literal,)* }
    ) => {
        /// What a scalar of the source says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $($(#[doc = $doc])* $name,)*
            $($(#[doc = $other_doc])* $other,)*
        }

        impl Role {
            /// The roles of texts, each with a type of its own.
            pub const TEXTS: &'static [Self] = &[$(Self::$name),*];

            /// Gives its name in the JSON Schema.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                    $(Self::$other => $other_word,)*
                }
            }
        }

        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name(pub Text);

            impl Deref for $name {
                type Target = Text;

                fn deref(&self) -> &Text {
                    &self.0
                }
            }

            impl From<Text> for $name {
                fn from(text: Text) -> Self {
                    Self(text)
                }
            }

            impl Shape for $name {
                fn read(node: &Node, report: &mut Report) -> Option<Self> {
                    super::scalar::text(node, report).map(Self)
                }

                fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
                    walk.leaf(node, Role::$name);
                }

                fn schema(_: &mut Defs) -> Value {
                    Role::$name.told(json!({ "type": ["string", "number"] }))
                }
            }
        )*
    };
}

roles! {
    texts {
        /// The title of the deck, a slide or a chart.
        Title = "title",
        /// The part of a title that several slides share.
        TitlePart = "title part",
        /// A heading below a title.
        Heading = "heading",
        /// What the deck is about, for the document properties.
        Subject = "subject",
        /// A line below the title on the cover.
        Tagline = "tagline",
        /// What stands above a table.
        Caption = "caption",
        /// The name of something that is shown, as typed.
        PlainLabel = "label",
        /// The name of a row, in Markdown.
        RowLabel = "row label",
        /// The header of a column.
        ColumnHeader = "column header",
        /// A second line of the header of a column.
        HeaderNote = "header note",
        /// The unit that is noted once over figures.
        UnitNote = "unit note",
        /// Why something is not shown, printed in its place.
        MissingReason = "reason printed",
        /// The name of a company, a department or a person.
        ProperName = "name",
        /// A postal address.
        PostalAddress = "postal address",
        /// A telephone or fax number.
        PhoneNumber = "phone number",
        /// A web address.
        WebAddress = "web address",
        /// An e-mail address.
        MailAddress = "e-mail address",
        /// Markdown: paragraphs and points.
        Prose = "prose",
        /// Markdown in one line.
        ProseLine = "line of prose",
        /// A remark beside a row or behind its label, in Markdown.
        RowNote = "row note",
        /// A footnote, in Markdown.
        Footnote = "footnote",
        /// A figure that is shown, by its item: `revenue`, `revenue@1Q10/revised`.
        ItemRef = "item reference",
        /// The item that shown figures are a share of.
        WholeRef = "whole reference",
        /// A period, with its scope where it is not actual: `1Q10`, `FY2010/revised`.
        PeriodRef = "period reference",
        /// The name of a scope.
        ScopeRef = "scope reference",
        /// The name of a scale, such as billion.
        ScaleName = "scale",
        /// What a change is against: `yoy`, `qoq` or `vs FY2009`.
        ChangeRef = "change reference",
        /// A column of the table, as it is written there.
        ColumnRef = "column reference",
        /// The name of a slide for links.
        SlideId = "slide id",
        /// A count of rows.
        RowCount = "row count",
        /// A file in the deck's folder.
        FilePath = "file path",
        /// The digits of a figure, as printed.
        FigureDigits = "figure",
        /// A sum of periods: `1H09 - 1Q09`.
        PeriodSum = "sum of periods",
        /// A publication under `sources`, by its name.
        SourceRef = "source reference",
        /// The title of a publication.
        SourceTitle = "source title",
        /// An equation between items.
        Equation = "equation",
        /// A remark for editors and reviewers, never printed.
        Remark = "remark",
        /// A name or term to be spelt as it stands.
        Spelling = "spelling",
        /// Yes or no, where more may be said.
        FlagWord = "yes or no",
        /// A cell of a workbook, or the name of one.
        CellRef = "cell reference",
        /// What a cell held.
        CellText = "cell text",
        /// A place in the deck, as waivers and signatures name it.
        PlaceName = "place",
        /// The code of a finding.
        FindingCode = "finding code",
        /// A mark of what was seen when a finding was waived.
        SeenMark = "mark of a finding",
        /// Somebody who answers for something.
        PersonName = "person",
        /// A hash.
        Fingerprint = "hash",
        /// The tag of a language.
        LanguageTag = "language",
        /// The version of the format.
        FormatVersion = "version",
        /// A colour as #rrggbb.
        ColourValue = "colour",
        /// The name of a font family.
        FamilyName = "font family",
        /// What the theme prints on every page, or tells of its logo.
        ThemeText = "theme text",
    }
    others {
        /// One of a few words.
        Choice = "choice",
        /// Yes or no.
        Flag = "yes or no",
        /// A day that belongs to what it tells of.
        Day = "day",
        /// A day that moves with the report.
        ReportDay = "day of the report",
        /// A period alone.
        Period = "period",
        /// A unit.
        Unit = "unit",
        /// A rounding.
        Rounding = "rounding",
        /// A month.
        Month = "month",
        /// An hour of a day.
        Hour = "hour",
    }
}

impl Role {
    /// Says the role in a JSON Schema.
    #[must_use]
    pub fn told(self, mut schema: Value) -> Value {
        if let Value::Object(map) = &mut schema {
            map.insert("x-role".to_owned(), Value::String(self.word().to_owned()));
        }
        schema
    }

    /// Tells whether it is set as Markdown, where citations are printed.
    #[must_use]
    pub fn is_markdown(self) -> bool {
        matches!(
            self,
            Self::Prose | Self::ProseLine | Self::RowLabel | Self::RowNote | Self::Footnote
        )
    }

    /// Tells whether its words are printed on slides, to be read.
    #[must_use]
    pub fn is_read(self) -> bool {
        self.is_markdown()
            || self.names_contact()
            || matches!(
                self,
                Self::Title
                    | Self::TitlePart
                    | Self::Heading
                    | Self::Subject
                    | Self::Tagline
                    | Self::Caption
                    | Self::PlainLabel
                    | Self::ColumnHeader
                    | Self::HeaderNote
                    | Self::UnitNote
                    | Self::MissingReason
                    | Self::ProperName
                    | Self::PostalAddress
            )
    }

    /// Tells whether it is a number or an address by which somebody is reached, the same in every
    /// language.
    #[must_use]
    pub fn names_contact(self) -> bool {
        matches!(self, Self::PhoneNumber | Self::WebAddress | Self::MailAddress)
    }

    /// Tells whether it says what a slide is about.
    #[must_use]
    pub fn heads_slide(self) -> bool {
        matches!(self, Self::Title | Self::TitlePart | Self::Heading)
    }

    /// Tells whether it names something: a title, a caption or a label, not sentences.
    #[must_use]
    pub fn names(self) -> bool {
        self.heads_slide()
            || matches!(
                self,
                Self::Subject | Self::Tagline | Self::Caption | Self::PlainLabel | Self::RowLabel
            )
    }

    /// Tells whether it names a period, alone or with an item or a change.
    #[must_use]
    pub fn names_period(self) -> bool {
        matches!(
            self,
            Self::ItemRef
                | Self::WholeRef
                | Self::PeriodRef
                | Self::ChangeRef
                | Self::ColumnRef
                | Self::ReportDay
        )
    }
}

/// A day that moves with the report, such as the one that holdings are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDay(pub Spanned<jiff::civil::Date>);

impl Deref for ReportDay {
    type Target = Spanned<jiff::civil::Date>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Shape for ReportDay {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        Spanned::read(node, report).map(Self)
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        walk.leaf(node, Role::ReportDay);
    }

    fn schema(defs: &mut Defs) -> Value {
        Role::ReportDay.told(Spanned::<jiff::civil::Date>::schema(defs))
    }
}
