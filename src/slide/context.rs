//! What a kind lays its slide out with: references read, figures and citations set, findings told.

use std::collections::BTreeSet;

use super::Head;
use super::footnotes::{Footnotes, SetNote};
use crate::chart::TextMetrics;
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::{CiteError, Company, DeckHead, Facts, Key};
use crate::locale::Locale;
use crate::num::{Period, Unit};
use crate::shape::Footnote;
use crate::source::{Sources, Span, Text};
use crate::view::prose::{self, Cited, Refused};
use crate::view::{
    Block, Citation, ComparisonBase, FigureFormatter, FigureStyle, Formatted, Geometry, Inline,
    note_calls, without_calls,
};

/// What every slide is set with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The deck's head.
    pub deck: &'a DeckHead,
    /// The company.
    pub company: &'a Company,
    /// Figures and language.
    pub formatter: FigureFormatter<'a>,
    /// The texts, for places inside prose.
    pub sources: &'a Sources,
    /// Widths of letters, for labels of charts.
    pub letters: &'a TextMetrics,
    /// The slides' frame.
    pub geometry: &'static Geometry,
}

impl<'a> Setting<'a> {
    /// The language.
    #[must_use]
    pub fn locale(&self) -> &'a Locale {
        self.formatter.locale
    }

    /// The figures.
    #[must_use]
    pub fn facts(&self) -> &'a Facts {
        self.formatter.facts
    }

    /// Names a period in running text.
    #[must_use]
    pub fn period_name(&self, period: Period) -> String {
        self.locale().period_name(period, self.facts().calendar)
    }

    /// Names a period over a column of a table.
    #[must_use]
    pub fn period_column(&self, period: Period) -> String {
        self.locale().house.columns.name(period, self.facts().calendar, self.locale())
    }

    /// Names a period where it is told shortly, such as along an axis.
    #[must_use]
    pub fn period_head(&self, period: Period) -> String {
        self.locale().period_head(period, self.facts().calendar)
    }

    /// Names a unit that its author wrote; what is no unit is the author's own wording.
    #[must_use]
    pub fn unit_name(&self, unit: &Text) -> String {
        match unit.value.parse::<Unit>() {
            Ok(unit @ (Unit::Currency { .. } | Unit::Percent)) => self.locale().unit_name(&unit),
            Ok(Unit::Points | Unit::BasisPoints | Unit::Times | Unit::Count { .. }) | Err(_) => {
                unit.value.clone()
            }
        }
    }
}

/// Lays out one slide.
pub struct SlideContext<'a> {
    /// What every slide is set with.
    pub setting: Setting<'a>,
    report: &'a mut Report,
    head: &'a Head,
    footnotes: Footnotes,
    /// Whether a figure was refused, so that what it compares was not seen.
    refused: bool,
    /// The periods of which figures are shown.
    periods: BTreeSet<Period>,
}

impl<'a> SlideContext<'a> {
    /// Begins a slide.
    pub(super) fn new(setting: Setting<'a>, head: &'a Head, report: &'a mut Report) -> Self {
        Self {
            setting,
            report,
            head,
            footnotes: Footnotes::default(),
            refused: false,
            periods: BTreeSet::new(),
        }
    }

    /// Reports what a reference or figure is refused for.
    pub fn refuse(&mut self, error: CiteError, span: Span) {
        self.refused = true;
        let absent = error.absent.map(|key| self.setting.facts().name(key));
        let finding = Finding::new(error.code, error.reason, span).help_if(error.help);
        self.report.push(Finding { absent, ..finding });
    }

    /// Reports a finding.
    pub fn push(&mut self, finding: Finding) {
        self.report.push(finding);
    }

    /// Reads a reference and completes it with the reported period.
    pub fn key(&mut self, text: &Text) -> Option<Key> {
        match self.setting.facts().references().key(&text.value) {
            Ok(key) => Some(key),
            Err(error) => {
                self.refuse(error, text.span);
                None
            }
        }
    }

    /// Reads a reference that means another period where it names none.
    pub fn key_at(&mut self, text: &Text, period: crate::num::Period) -> Option<Key> {
        let key = self.key(text)?;
        Some(if text.value.contains('@') { key } else { Key { period, ..key } })
    }

    /// Turns a printed figure into spans, with footnotes for what is missing or derived.
    pub fn spans(&mut self, printed: Formatted, span: Span) -> Vec<Inline> {
        if let Some(caution) = printed.caution {
            let code = code::AMBIGUOUS_ROUNDING;
            self.report.push(match caution.asked {
                Some(figure) => Finding::weighed(code, Severity::Warning, caution.reason, span)
                    .also(figure, "the figure")
                    .help("Show it in its own scale, or give it finer digits; if the digits printed are right, waive this"),
                None => Finding::weighed(code, Severity::Info, caution.reason, span)
                    .help("State the change as printed, under `changes`"),
            });
        }
        let note = match &printed.reason {
            // A mark that stands there on purpose needs no more than its reason.
            Some(reason) if !printed.shown.missing => Some(reason.clone()),
            Some(reason) => {
                let word = self.setting.locale().word("not_available");
                Some(format!("{word}{}{reason}", self.setting.locale().punctuation.colon))
            }
            None if printed.shown.derived => Some(self.setting.locale().word("derived").to_owned()),
            None => None,
        };
        let facts = self.setting.facts();
        if !facts.calendar_notes.is_empty() {
            let keys = printed.shown.facts.iter().map(|name| facts.references().key(name));
            self.periods.extend(keys.flatten().map(|key| key.period));
        }
        let mut spans = vec![Inline::Figure { shown: printed.shown }];
        if let Some(note) = note {
            spans.push(Inline::NoteRef { mark: self.footnotes.note(vec![Inline::text(note)]) });
        }
        spans
    }

    /// Sets what the calendar tells the reader of the periods that are shown.
    fn calendar_notes(&mut self) -> Vec<Vec<Inline>> {
        let setting = self.setting;
        let facts = setting.facts();
        let shown = |(period, _): &&(Period, Footnote)| self.periods.contains(period);
        let notes: Vec<_> = facts.calendar_notes.iter().filter(shown).collect();
        let line = |(period, note): &(Period, Footnote)| {
            let name = setting.period_name(*period);
            let mut body = Vec::new();
            if !note.value.contains(&name) {
                let colon = &setting.locale().punctuation.colon;
                body.push(Inline::text(format!("{name}{colon}")));
            }
            body.extend(self.line(note));
            body
        };
        notes.into_iter().map(line).collect()
    }

    /// Adds a footnote without a mark, once.
    pub fn remark(&mut self, text: &str) {
        self.footnotes.remark(text);
    }

    /// Prints a figure, or reports why not.
    pub fn figure(&mut self, key: Key, style: FigureStyle, span: Span) -> Option<Formatted> {
        match self.setting.formatter.figure(key, style) {
            Ok(printed) => Some(printed),
            Err(error) => {
                self.refuse(error, span);
                None
            }
        }
    }

    /// Reads Markdown into blocks.
    pub fn prose(&mut self, text: &Text) -> Vec<Block> {
        let (blocks, refused) = prose::blocks(&text.value, &mut |cited| self.cite(cited, text));
        self.refuse_prose(refused, text.span);
        blocks
    }

    /// Reads Markdown of one paragraph.
    pub fn line(&mut self, text: &Text) -> Vec<Inline> {
        let (spans, refused) = prose::line(&text.value, &mut |cited| self.cite(cited, text));
        self.refuse_prose(refused, text.span);
        spans
    }

    fn refuse_prose(&mut self, refused: Vec<Refused>, span: Span) {
        for Refused { what, at, help } in refused {
            let message = format!("{what} is not allowed in prose");
            let span = match at.as_str() {
                "" => span,
                at => self.setting.sources.find(span, at, 0),
            };
            self.report.push(Finding::new(code::BAD_PROSE, message, span).help(help));
        }
    }

    /// Sets a plain text that may call notes.
    pub fn marked(&mut self, text: &Text) -> Vec<Inline> {
        let mut spans = Vec::new();
        let mut at = 0;
        for call in note_calls(&text.value) {
            if call.range.start > at {
                spans.push(Inline::text(&text.value[at..call.range.start]));
            }
            spans.extend(self.call(call.name, true));
            at = call.range.end;
        }
        if at < text.value.len() {
            spans.push(Inline::text(&text.value[at..]));
        }
        spans
    }

    /// Gives the words of a plain text with the marks of the notes that it calls.
    pub fn words(&mut self, text: &Text) -> String {
        let mut out = String::new();
        for span in self.marked(text) {
            match span {
                Inline::Text { text } | Inline::NoteRef { mark: text } => out.push_str(&text),
                Inline::Figure { .. }
                | Inline::Strong { .. }
                | Inline::Emphasis { .. }
                | Inline::Link { .. }
                | Inline::Break => {}
            }
        }
        out
    }

    /// Names a table after its slide.
    #[must_use]
    pub fn caption(&self) -> String {
        self.head.title.as_ref().map_or_else(String::new, |title| without_calls(&title.value))
    }

    /// Calls a note by its name. One that neither slide nor deck holds is found where words are
    /// checked.
    pub fn call(&mut self, name: &str, around: bool) -> Option<Inline> {
        self.note_text(name)?;
        Some(Inline::NoteRef { mark: self.footnotes.named(name, around) })
    }

    fn note_text(&self, name: &str) -> Option<&'a Footnote> {
        let (slide, deck) = (&self.head.notes, &self.setting.deck.notes);
        let mut all = slide.0.iter().chain(&deck.0);
        all.find(|(key, _)| key.value == name).map(|(_, text)| text)
    }

    fn cite(&mut self, cited: &Cited, within: &Text) -> Vec<Inline> {
        if cited.note {
            return self.call(&cited.text, false).into_iter().collect();
        }
        let braces = format!("{{{}}}", cited.text);
        let span = self.setting.sources.find(within.span, &braces, cited.nth);
        let formatter = self.setting.formatter;
        let printed = Citation::read(&cited.text, formatter.facts).and_then(|citation| {
            let printed = formatter.citation(&citation)?;
            Ok((citation, printed))
        });
        match printed {
            Ok((citation, printed)) => {
                if let Some(against) = citation.against {
                    let key = self.setting.facts().complete(citation.reference);
                    let word = formatter.changes().tag(against, key.period);
                    let texts = [printed.shown.text.as_str(), within.value.as_str()];
                    let spoken = texts.iter().any(|text| text.contains(&word));
                    self.footnotes.tag(against, key, spoken, self.setting);
                    if let Ok(base) = against.base(self.setting.facts(), key) {
                        self.compare(key, base, span);
                    }
                }
                self.spans(printed, span)
            }
            Err(error) => {
                self.refuse(error, span);
                Vec::new()
            }
        }
    }

    /// Refuses a change that would be one of the lengths of its periods too; where its author means it, a
    /// footnote says both lengths.
    pub fn compare(&mut self, now: Key, base: Key, span: Span) {
        let facts = self.setting.facts();
        let item = facts.item(now.item);
        let lengths = facts.calendar.lengths();
        let grows = item.adds_up || matches!(item.unit, Unit::Currency { .. });
        if !grows || !lengths.is_unequal(now.period, base.period) {
            return;
        }
        let new = self.footnotes.unequal(now.period, base.period);
        if new && self.head.unequal.as_ref().is_none_or(|said| !said.value) {
            let told = [now, base].map(|key| lengths.told(key.period));
            let message = format!(
                "{} has {} and {} has {}, so that a change between them is one of their lengths too",
                now.period, told[0], base.period, told[1]
            );
            let finding = Finding::new(code::UNEQUAL_LENGTHS, message, span);
            self.report.push(finding.help(
                "Compare periods of one length; or write `unequal: yes` under the slide, and a \
                 footnote says both lengths",
            ));
        }
    }

    /// Remembers that the slide says YoY or QoQ, so that a footnote says what that compares. Where the
    /// author heads the change in words of his own, they may not say it.
    pub fn tag(&mut self, against: ComparisonBase, key: Key, own: Option<&str>) {
        let word = self.setting.formatter.changes().tag(against, key.period);
        let spoken = own.is_none_or(|own| own.contains(&word));
        self.footnotes.tag(against, key, spoken, self.setting);
    }

    /// Gives the footnotes, with the lines that the author wrote at their end.
    pub(super) fn finish(mut self) -> Vec<SetNote> {
        let head = self.head;
        let own = head.footnotes.iter().map(|text| self.line(text)).collect();
        let calendar = self.calendar_notes();
        // A note may call another, which then stands behind it.
        let mut from = 0;
        while let Some((at, name)) = self.footnotes.next_named(from) {
            if let Some(text) = self.note_text(name) {
                let body = self.line(text);
                self.footnotes.fill(at, body);
            }
            from = at + 1;
        }
        let needed = self.refused || self.footnotes.is_unequal();
        if let Some(said) = head.unequal.as_ref().filter(|_| !needed) {
            let message = "nothing that the slide compares is of unequal length";
            let (code, weight) = (code::UNEQUAL_LENGTHS, Severity::Warning);
            let finding = Finding::weighed(code, weight, message, said.span);
            self.report.push(finding.help("Remove it"));
        }
        let title = head.title.as_ref().map(|title| title.value.as_str());
        self.footnotes.finish((calendar, own), title, self.setting)
    }
}
