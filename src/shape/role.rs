//! What a scalar says. Each role is declared here once; a field has it by its type.

use std::ops::Deref;

use serde_json::{Value, json};

use super::{Defs, Shape, Walk};
use crate::diag::Report;
use crate::num::Period;
use crate::source::{Node, Spanned, Text};

/// How the words of a role are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Printed as typed, to be read.
    Plain,
    /// Set as Markdown, where citations are printed.
    Markdown,
    /// A number or an address by which somebody is reached.
    Contact,
    /// Names a period, alone or with an item or a change.
    Time,
    /// Not read on slides.
    Unread,
}

/// Declares the roles, each in its class: those of texts with a type each, and those that types of
/// their own have.
macro_rules! roles {
    (
        $(text $class:ident { $($(#[doc = $doc:literal])* $name:ident = $word:literal,)* })*
        typed {
            $($(#[doc = $other_doc:literal])*
            $other:ident = $other_word:literal is $other_class:ident,)*
        }
    ) => {
        /// What a scalar of the source says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role {
            $($($(#[doc = $doc])* $name,)*)*
            $($(#[doc = $other_doc])* $other,)*
        }

        impl Role {
            /// The roles, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$($(Self::$name,)*)* $(Self::$other),*];

            /// Gives its name in the JSON Schema.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $($(Self::$name => $word,)*)*
                    $(Self::$other => $other_word,)*
                }
            }

            fn class(self) -> Class {
                match self {
                    $($(Self::$name => Class::$class,)*)*
                    $(Self::$other => Class::$other_class,)*
                }
            }
        }

        $($(
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
                    Role::$name.annotate(json!({ "type": ["string", "number"] }))
                }
            }
        )*)*
    };
}

roles! {
    text Plain {
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
        /// The name of a key figure, as typed.
        TileLabel = "tile label",
        /// The header of a column.
        ColumnHeader = "column header",
        /// The header of one of several periods, such as Interim and Year-end.
        PeriodHeader = "period header",
        /// A second line of the header of a column.
        HeaderNote = "header note",
        /// The unit that is noted once over figures.
        UnitNote = "unit note",
        /// Why something is not shown, or not as it was printed before: a text for the reader.
        MissingReason = "reason printed",
        /// The name of a department, or of a company of the group.
        ProperName = "name",
        /// A postal address.
        PostalAddress = "postal address",
    }
    text Markdown {
        /// The name of a row, in Markdown.
        RowLabel = "row label",
        /// Markdown: paragraphs and points.
        Prose = "prose",
        /// Markdown in one line.
        ProseLine = "line of prose",
        /// A remark beside a row or behind its label, in Markdown.
        RowNote = "row note",
        /// A footnote, in Markdown.
        Footnote = "footnote",
    }
    text Contact {
        /// A telephone or fax number.
        PhoneNumber = "phone number",
        /// A web address.
        WebAddress = "web address",
        /// An e-mail address.
        MailAddress = "e-mail address",
    }
    text Time {
        /// A figure that is shown, by its item: `revenue`, `revenue@1Q10/revised`.
        ItemRef = "item reference",
        /// The item that shown figures are a share of.
        WholeRef = "whole reference",
        /// A period, with its scope where it is not actual: `1Q10`, `FY2010/revised`.
        PeriodRef = "period reference",
        /// What a change is against: `yoy`, `qoq` or `vs FY2009`.
        ChangeRef = "change reference",
        /// A column of the table, as it is written there.
        ColumnRef = "column reference",
    }
    text Unread {
        /// The name of the deck's company.
        CompanyName = "company name",
        /// The name of a scope.
        ScopeRef = "scope reference",
        /// The name of an item.
        ItemName = "item name",
        /// Names of members, and maybe a scope, parted by `/`.
        MemberRef = "member reference",
        /// The name of a dimension.
        DimensionRef = "dimension reference",
        /// The name of a scale, such as billion.
        ScaleName = "scale",
        /// The name of a slide for links.
        SlideId = "slide id",
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
        /// Where a publication is found.
        SourceAddress = "source address",
        /// An equation between items.
        Equation = "equation",
        /// The name of a note, as it is called.
        NoteName = "note name",
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
    typed {
        /// A form that the house prints in.
        HouseForm = "form of the house" is Unread,
        /// One of a few words.
        Choice = "choice" is Unread,
        /// Yes or no.
        Flag = "yes or no" is Unread,
        /// A day that belongs to what it tells of.
        Day = "day" is Unread,
        /// A day that moves with the report.
        ReportDay = "day of the report" is Time,
        /// A period alone.
        Period = "period" is Unread,
        /// A unit.
        Unit = "unit" is Unread,
        /// A rounding.
        Rounding = "rounding" is Unread,
        /// A month.
        Month = "month" is Unread,
        /// The weekday that a year or a quarter ends on.
        Closing = "closing weekday" is Unread,
        /// The weeks of the quarters of a year.
        Weeks = "weeks" is Unread,
        /// A split of shares.
        Split = "split" is Unread,
        /// How many quarters a year has.
        QuarterCount = "number of quarters" is Unread,
        /// An hour of a day.
        Hour = "hour" is Unread,
    }
}

impl Role {
    /// Says the role in a JSON Schema.
    #[must_use]
    pub fn annotate(self, mut schema: Value) -> Value {
        if let Value::Object(map) = &mut schema {
            map.insert("x-role".to_owned(), Value::String(self.word().to_owned()));
        }
        schema
    }

    /// Gives the role of a text by what it says, where only one has such: a period, or a change.
    #[must_use]
    pub fn said_by(text: &str) -> Option<Self> {
        let period = |text: &str| text.parse::<Period>().is_ok();
        if matches!(text, "yoy" | "qoq") || text.strip_prefix("vs ").is_some_and(period) {
            return Some(Self::ChangeRef);
        }
        text.split('/').next().is_some_and(period).then_some(Self::PeriodRef)
    }

    /// Tells whether it is set as Markdown, where citations are printed.
    #[must_use]
    pub fn is_markdown(self) -> bool {
        self.class() == Class::Markdown
    }

    /// Tells whether it is printed on slides, to be read.
    #[must_use]
    pub fn is_read(self) -> bool {
        matches!(self.class(), Class::Plain | Class::Markdown | Class::Contact)
    }

    /// Tells whether it is a number or an address by which somebody is reached, the same in every
    /// language.
    #[must_use]
    pub fn names_contact(self) -> bool {
        self.class() == Class::Contact
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
                Self::Subject
                    | Self::Tagline
                    | Self::Caption
                    | Self::PlainLabel
                    | Self::TileLabel
                    | Self::RowLabel
            )
    }

    /// Tells whether a text of the role may call notes, where it stands on a slide: `[^acquired]`.
    #[must_use]
    pub fn calls_notes(self) -> bool {
        self.is_markdown()
            || matches!(
                self,
                Self::Title
                    | Self::Heading
                    | Self::Caption
                    | Self::TileLabel
                    | Self::ColumnHeader
                    | Self::PeriodHeader
                    | Self::HeaderNote
            )
    }

    /// Tells whether it names a period, alone or with an item or a change.
    #[must_use]
    pub fn names_period(self) -> bool {
        self.class() == Class::Time
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
        Role::ReportDay.annotate(Spanned::<jiff::civil::Date>::schema(defs))
    }
}
