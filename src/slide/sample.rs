//! A kind of slide that only this test has, with a field of every role that a slide can hold. What
//! is done with its fields is decided by their types: nothing outside this file knows it, but for
//! its row in [`super`].

use super::pages::arranged;
use super::rows::kind_basics;
use super::{Body, Head, Kind, Size, SlideContext};
use crate::num::Date;
use crate::shape::{
    Caption, ChangeRef, ColumnHeader, ColumnRef, FilePath, Footnote, HeaderNote, Heading, ItemRef,
    MailAddress, MissingReason, OneOrMany, PeriodHeader, PeriodRef, PhoneNumber, PlainLabel,
    PostalAddress, ProperName, Prose, ProseLine, ReportDay, RowLabel, RowNote, ScaleName, ScopeRef,
    SlideId, Subject, Tagline, TileLabel, Title, TitlePart, UnitNote, WebAddress, WholeRef,
};
use crate::source::Spanned;
use crate::view::Slot;

crate::record! {
    /// A kind of the test.
    pub struct Sample {
        ..head: Head,
        /// Its texts.
        texts: OneOrMany<SampleTexts>,
        /// What it names.
        names: OneOrMany<SampleNames>,
    }
}

crate::record! {
    /// Texts, each in a role of its own.
    pub struct SampleTexts {
        /// A title.
        a: Title,
        /// A part of one.
        b: TitlePart,
        /// A heading.
        c: Heading,
        /// A subject.
        d: Subject,
        /// A tagline.
        e: Tagline,
        /// A caption.
        f: Caption,
        /// A label.
        g: PlainLabel,
        /// A header.
        h: ColumnHeader,
        /// A header of a period.
        i: PeriodHeader,
        /// A note of a header.
        j: HeaderNote,
        /// A unit.
        k: UnitNote,
        /// A reason.
        l: MissingReason,
        /// A name.
        m: ProperName,
        /// An address.
        n: PostalAddress,
        /// Prose.
        o: Vec<Prose>,
        /// A line of it.
        p: ProseLine,
        /// A label of a row.
        q: RowLabel,
        /// A note of a row.
        r: RowNote,
        /// A footnote.
        s: Footnote,
        /// A number.
        t: PhoneNumber,
        /// A web address.
        u: WebAddress,
        /// A mail address.
        v: MailAddress,
        /// A label of a key figure.
        w: TileLabel,
    }
}

crate::record! {
    /// What no translator sees.
    pub struct SampleNames {
        /// An item.
        a: ItemRef,
        /// A whole.
        b: WholeRef,
        /// A period.
        c: PeriodRef,
        /// A change.
        d: ChangeRef,
        /// A column.
        e: ColumnRef,
        /// A day of the report.
        f: ReportDay,
        /// A scope.
        g: ScopeRef,
        /// A scale.
        h: ScaleName,
        /// An id.
        j: SlideId,
        /// A file.
        k: FilePath,
        /// A choice.
        l: Size,
        /// A flag.
        m: Spanned<bool>,
        /// A day.
        n: Spanned<Date>,
    }
}

impl Kind for Sample {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let texts = self.texts.0.iter().flat_map(|texts| &texts.o);
        let slots: Vec<_> = texts.map(|text| context.prose(text)).collect();
        let slots: Vec<_> = slots.into_iter().map(|blocks| Slot { weight: 1, blocks }).collect();
        Some(Body::new(arranged(slots.len()), slots))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;

    use serde_json::Value;

    use super::*;
    use crate::deck::{self, Deck, DeckSpec};
    use crate::diag::{Report, Severity};
    use crate::diff::{DeckSide, compare};
    use crate::i18n;
    use crate::locale::Locale;
    use crate::roll::{Shift, roll};
    use crate::shape::{Role, document, records, visit};
    use crate::slide::Slide;
    use crate::source::Sources;
    use crate::words::Reading;

    const DECK: &str = r#"iijdeck: 2
deck: {title: Results, date: 2010-08-13, period: 1Q10, language: en, translations: {de: {}}}
company:
  name: Sample Company
  short: Sample
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
  rounding: toward zero
scopes: {target: {label: Target, forecast: yes}}
facts:
  revenue:
    label: Revenue
    values: {1Q10: "15,813", 1Q09: "15,706"}
    changes: {1Q10 vs 1Q09: [{missing: Not reckoned so far}]}
slides:
  - cover
  - sample:
      texts:
        a: A word of titles
        b: A word of parts
        c: A word of headings
        d: A word of subjects
        e: A word of taglines
        f: A word of captions
        g: A word of labels
        h: A word of headers
        i: A word of periods
        j: A word of notes
        k: A word of units
        l: A word of reasons
        m: A word of names
        n: A word of addresses
        o: ["A word of prose: {revenue}", "Another word"]
        p: A word of lines
        q: A word of rows
        r: A word of remarks
        s: A word of footnotes
        t: +81-3-0000-0000 ext
        u: https://example.com
        v: ir@example.com
        w: A word of tiles
      names:
        a: revenue@1Q10
        b: revenue@1Q10
        c: 1Q10
        d: vs 1Q09
        e: 1Q10
        f: 2010-06-30
        g: target
        h: billion
        j: name-1Q10
        k: logo.svg
        l: small
        m: yes
        n: 2010-06-30
"#;

    const OTHERS: &str = r#"  - statement:
      columns: [{period: 1Q10, note: "Of {revenue@1Q09}"}]
      rows: [{show: revenue}]
  - trend:
      charts:
        - {title: Chart, show: [{show: revenue, label: "Of {revenue abs}"}], periods: [1Q09, 1Q10]}
"#;

    fn read(text: &str, sources: &mut Sources, folder: &Path) -> Deck {
        let mut report = Report::new();
        let deck = deck::read_text(&folder.join("quarter.yaml"), text.into(), sources, &mut report);
        assert_eq!(report.count(Severity::Error), 0, "{:#?}", report.sorted());
        deck.expect("a deck")
    }

    /// The scalars of the slide's own records, with what is written there.
    fn leaves(deck: &Deck) -> BTreeMap<Role, Vec<String>> {
        let mut out = BTreeMap::<_, Vec<_>>::new();
        visit::<DeckSpec>(&deck.written, &mut |leaf| {
            let own = leaf.within::<SampleTexts>().or(leaf.within::<SampleNames>());
            if own.is_some() {
                out.entry(leaf.role).or_default().push(leaf.text.to_owned());
            }
        });
        out
    }

    #[test]
    fn the_schema_tells_every_role_of_a_slide() {
        fn roles(value: &Value, out: &mut BTreeSet<String>) {
            for (key, value) in value.as_object().into_iter().flatten() {
                out.extend(value.as_str().filter(|_| key == "x-role").map(str::to_owned));
                roles(value, out);
            }
        }
        let schema = document::<DeckSpec>("id", "title");
        let mut declared = BTreeSet::new();
        for record in ["SampleTexts", "SampleNames"] {
            roles(&schema["$defs"][record], &mut declared);
        }
        let wanted = Role::ALL.iter().filter(|role| role.is_read() || role.names_period());
        let missing: Vec<_> = wanted.filter(|role| !declared.contains(role.word())).collect();
        assert!(missing.is_empty(), "no field of the test has the role {missing:?}");
        let kinds = schema["$defs"]["Slide"].to_string();
        assert!(kinds.contains("#/$defs/Sample"), "{kinds}");
    }

    #[test]
    fn its_texts_are_passages_and_its_names_are_figures_shown() {
        let (mut sources, folder) = (Sources::new(), tempfile::tempdir().expect("a folder"));
        let deck = read(DECK, &mut sources, folder.path());
        let locale = Locale::of("en").expect("English");
        let view = deck.view(locale, &sources, &mut Report::new());
        let reading = Reading::of(&deck, &view, locale, &sources);
        let texts: Vec<_> = reading.passages.iter().filter(|p| p.slide == Some(1)).collect();
        let texts: Vec<_> = texts.iter().map(|p| p.text).collect();
        assert_eq!(texts.len(), 24, "{texts:?}");
        assert!(
            texts.iter().all(|text| text.contains("ord")
                || text.contains("0000")
                || text.contains("example")),
            "{texts:?}"
        );
        // The reason of a change in a list is printed, and read like any other.
        assert!(reading.passages.iter().any(|p| p.text == "Not reckoned so far"));
        let shown = reading.shown();
        let named: Vec<_> = shown.iter().filter(|s| s.cite.is_none()).map(|s| s.slide).collect();
        assert_eq!(named, [1], "the item is shown, its whole is not");
    }

    #[test]
    fn it_is_checked() {
        let (mut sources, folder) = (Sources::new(), tempfile::tempdir().expect("a folder"));
        let text = DECK
            .replace("A word of remarks", "Up by 12 percent")
            .replace("A word of labels", "Label {revenue}")
            .replace("        n: 2010-06-30", "        n: 2010-09-30");
        let deck = read(&(text + OTHERS), &mut sources, folder.path());
        let mut report = Report::new();
        let languages = ["en".to_owned()];
        let _ = crate::check::in_languages(&deck, &languages, false, &mut sources, &mut report);
        let found = report.sorted();
        let found = found.iter().map(|f| (f.code.to_string(), sources.slice(f.labels[0].span)));
        let found: BTreeSet<_> = found.collect();
        for (code, place) in [
            ("untied-figure", "12"),
            ("date-order", "2010-09-30"),
            ("hole", "{revenue}"),
            // What is printed as typed elsewhere as well: a series, and a second line of a header.
            ("hole", "{revenue abs}"),
            ("hole", "{revenue@1Q09}"),
        ] {
            assert!(found.contains(&(code.to_owned(), place)), "{code} at {place}: {found:#?}");
        }
    }

    #[test]
    fn it_is_translated_but_for_what_it_names() {
        let (mut sources, folder) = (Sources::new(), tempfile::tempdir().expect("a folder"));
        let deck = read(DECK, &mut sources, folder.path());
        let messages = i18n::messages(&deck, &sources);
        let mut po = "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n".to_owned();
        for message in &messages {
            let (context, id) = (&message.context, &message.id);
            let other = id.replace("word", "Wort").replace('A', "Ein").replace("of", "von");
            let _ = write!(po, "\nmsgctxt \"{context}\"\nmsgid \"{id}\"\nmsgstr \"{other}\"\n");
        }
        fs::create_dir(folder.path().join("i18n")).expect("a folder");
        fs::write(folder.path().join("i18n/de.po"), po).expect("written");
        let german = Locale::of("de").expect("German");
        let mut report = Report::new();
        let other = i18n::translate(&deck, german, &mut sources, &mut report).expect("a deck");
        let (before, after) = (leaves(&deck), leaves(&other.deck));
        for (role, texts) in &before {
            let translated = role.is_read() && !role.names_contact();
            assert_eq!(after[role] != *texts, translated, "{role:?}: {:?}", after[role]);
        }
        assert!(messages.iter().any(|message| message.id == "Not reckoned so far"));
    }

    #[test]
    fn the_periods_it_names_move_with_the_report() {
        let (mut sources, folder) = (Sources::new(), tempfile::tempdir().expect("a folder"));
        let text = DECK.replace("A word of titles", "Results for 1Q10");
        let deck = read(&text, &mut sources, folder.path());
        let (from, to) = (deck.head.period.value, "2Q10".parse().expect("a period"));
        let shift = Shift::new(deck.facts.calendar, (from, to), deck.head.date.value, None);
        let path = folder.path().join("2q10.yaml");
        let rolled = roll(&deck, &shift.expect("a way"), &sources, &path).expect("a deck");
        // The reviews beside it are not written yet.
        let mut report = Report::new();
        let next = deck::read_alone(&path, rolled.text, &mut Sources::new(), &mut report);
        let next = next.expect("a deck");
        let (before, after) = (leaves(&deck), leaves(&next));
        for (role, texts) in &before {
            let moved = role.names_period() || *role == Role::Title;
            assert_eq!(after[role] != *texts, moved, "{role:?}: {:?}", after[role]);
        }
    }

    #[test]
    fn each_field_is_compared() {
        let folder = tempfile::tempdir().expect("a folder");
        let side = |name: &str, text: &str, sources: &mut Sources| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("written");
            DeckSide::read(name.to_owned(), &path, sources, &mut Report::new()).expect("a side")
        };
        let text = DECK
            .replace("A word of footnotes", "Another of footnotes")
            .replace("h: billion", "h: million");
        let mut sources = Sources::new();
        let (old, new) = (side("a.yaml", DECK, &mut sources), side("b.yaml", &text, &mut sources));
        let changes = compare(&old, &new, &mut Report::new()).json().to_string();
        for part in ["names.h", "billion", "texts.s", "footnote"] {
            assert!(changes.contains(part), "{part}: {changes}");
        }
    }

    #[test]
    fn its_records_are_found() {
        let (mut sources, folder) = (Sources::new(), tempfile::tempdir().expect("a folder"));
        let deck = read(DECK, &mut sources, folder.path());
        let found = deck.slides.iter().flat_map(records::<SampleTexts>).count();
        assert_eq!(found, 1);
        assert_eq!(deck.slides.iter().map(Slide::key).collect::<Vec<_>>(), ["cover", "sample"]);
    }
}
