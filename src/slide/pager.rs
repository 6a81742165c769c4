//! From slides to pages: numbers, headings, footnotes, and citations resolved.

use std::collections::HashSet;

use super::number::{Numbering, Titles};
use super::split::split;
use super::{Head, Slide};
use crate::chart::Letters;
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::{CiteError, Company, DeckHead, Facts, Key};
use crate::locale::{Locale, fill};
use crate::num::{Period, Unit};
use crate::source::{Sources, Span, Text};
use crate::view::prose::{self, Cited, Refused};
use crate::view::{
    Against, Block, DeckSection, FigureStyle, Formatted, Geometry, Inline, Layout, OutlineEntry,
    Page, Press, Slot,
};

/// Marks of footnotes, in order. Figures would be read as digits of the figure before them.
const MARKS: [&str; 8] = ["*", "†", "‡", "§", "¶", "**", "††", "‡‡"];

/// What every slide is set with.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The deck's head.
    pub deck: &'a DeckHead,
    /// The company.
    pub company: &'a Company,
    /// Figures and language.
    pub press: Press<'a>,
    /// The texts, for places inside prose.
    pub sources: &'a Sources,
    /// Widths of letters, for labels of charts.
    pub letters: &'a Letters,
    /// The slides' frame.
    pub geometry: &'static Geometry,
}

impl<'a> Setting<'a> {
    /// The language.
    #[must_use]
    pub fn locale(&self) -> &'a Locale {
        self.press.locale
    }

    /// The figures.
    #[must_use]
    pub fn facts(&self) -> &'a Facts {
        self.press.facts
    }

    /// Names a period in running text.
    #[must_use]
    pub fn period_name(&self, period: Period) -> String {
        self.locale().period_name(period, self.facts().calendar)
    }

    /// Names a period at the head of a column or along an axis.
    #[must_use]
    pub fn period_head(&self, period: Period) -> String {
        self.locale().period_head(period, self.facts().calendar)
    }

    /// Names a unit that its author wrote; what is no unit is the author's own wording.
    #[must_use]
    pub fn unit_name(&self, unit: &Text) -> String {
        match unit.value.parse::<Unit>() {
            Ok(unit @ (Unit::Currency { .. } | Unit::Percent)) => self.locale().unit_name(&unit),
            Ok(Unit::Points | Unit::Times | Unit::Count { .. }) | Err(_) => unit.value.clone(),
        }
    }
}

/// Lays out one slide.
pub struct Pager<'a> {
    /// What every slide is set with.
    pub setting: Setting<'a>,
    report: &'a mut Report,
    notes: Vec<(String, Vec<Inline>)>,
    remarks: Vec<String>,
    /// What is compared year on year and quarter on quarter: its word, the period and its base.
    compared: Vec<(Against, String, Period, Period)>,
}

/// Lays out all slides, each with its place in the source, from 0.
pub fn lay_out<'s>(
    slides: impl Iterator<Item = (usize, &'s Slide)>,
    setting: Setting<'_>,
    report: &mut Report,
) -> (Vec<Page>, Vec<DeckSection>) {
    let mut numbering = Numbering::default();
    let mut pages: Vec<Page> = Vec::new();
    let mut ids = HashSet::new();
    for (place, slide) in slides {
        let kind = slide.kind();
        if let Some(title) = kind.section() {
            numbering.section(title, pages.len() + 1);
        }
        let mut one = Pager {
            setting,
            report: &mut *report,
            notes: Vec::new(),
            remarks: Vec::new(),
            compared: Vec::new(),
        };
        let Some(mut body) = kind.lay(&mut one) else { continue };
        let footnotes = one.finish(kind.head());
        let titles = numbering.titles(kind, setting);
        let unit = super::units::tell(&mut body.slots, kind.head().unit.as_deref(), setting);
        let bodies = match rows_a_page(kind.head(), report) {
            Some(rows) => split(body, rows),
            None => vec![body],
        };
        let count = bodies.len();
        for (at, body) in bodies.into_iter().enumerate() {
            let number = pages.len() + 1;
            let titles = titles.of_several(at + 1, count);
            let id = page_id(kind.head(), slide.key(), &titles, number, &mut ids, report);
            let mut slots = body.slots;
            name_charts(&id, &mut slots);
            let page = Page {
                id: id.clone(),
                number,
                kind: slide.key(),
                layout: body.layout,
                running: numbering.running(kind, setting),
                label: titles.label,
                title: titles.title,
                part: titles.part,
                heading: titles.heading.clone(),
                subheading: body.subheading,
                unit: unit.clone(),
                step: kind.head().step(),
                slots,
                footnotes: footnotes.clone(),
                slide: place,
                span: kind.span(),
            };
            numbering.page(kind, OutlineEntry { id, heading: titles.heading, page: number });
            pages.push(page);
        }
    }
    (pages, numbering.sections)
}

/// Reads how many rows of a table a page takes.
fn rows_a_page(head: &Head, report: &mut Report) -> Option<usize> {
    let text = head.split.as_ref()?;
    let rows = text.value.parse().ok().filter(|rows| *rows > 0);
    if rows.is_none() {
        let message = format!("`{}` is not a number of rows", text.value);
        let finding = Finding::new(code::BAD_NUMBER, message, text.span);
        report.push(finding.help("Write how many rows a page takes, such as `split: 12`"));
    }
    rows
}

/// Names each chart after its page.
pub fn name_charts(page: &str, slots: &mut [Slot]) {
    let blocks = slots.iter_mut().flat_map(|slot| &mut slot.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        Block::Table(_)
        | Block::List(_)
        | Block::Prose { .. }
        | Block::Tiles { .. }
        | Block::Image(_)
        | Block::Notes { .. } => None,
    });
    for (at, chart) in charts.enumerate() {
        chart.id = format!("{page}-chart-{}", at + 1);
    }
}

fn page_id(
    head: &Head,
    kind: &str,
    titles: &Titles,
    number: usize,
    taken: &mut HashSet<String>,
    report: &mut Report,
) -> String {
    let id = match &head.id {
        Some(id) => {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !id.value.chars().all(plain)
                || !id.value.starts_with(|c: char| c.is_ascii_lowercase())
            {
                let help = "Use lower case letters, digits and `-`, starting with a letter";
                let message = format!("`{}` cannot name a slide", id.value);
                report.push(Finding::new(code::BAD_NAME, message, id.span).help(help));
            }
            if titles.continued {
                return claim(format!("{}-p{number}", id.value), taken);
            }
            if taken.contains(&id.value) {
                let message = format!("two slides are called `{}`", id.value);
                let finding = Finding::new(code::DUPLICATE_KEY, message, id.span);
                report.push(finding.help("Give one of the two another `id`"));
            }
            id.value.clone()
        }
        None => {
            // "II-4. ... (2) ..." is `ii-4-2`.
            let label = titles.label.trim_end_matches('.').to_lowercase();
            let base = match (label.as_str(), titles.part_at) {
                ("", _) => kind.to_owned(),
                (label, 0) => label.to_owned(),
                (label, part) => format!("{label}-{part}"),
            };
            if taken.contains(&base) { format!("{base}-p{number}") } else { base }
        }
    };
    claim(id, taken)
}

fn claim(id: String, taken: &mut HashSet<String>) -> String {
    taken.insert(id.clone());
    id
}

impl Pager<'_> {
    /// Reports what a reference or figure is refused for.
    pub fn refuse(&mut self, error: CiteError, span: Span) {
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
        match self.setting.facts().reference(&text.value) {
            Ok(reference) => Some(self.setting.facts().complete(reference)),
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
        let mut spans = vec![Inline::Figure { shown: printed.shown }];
        if let Some(note) = note {
            spans.push(Inline::NoteRef { mark: self.note(vec![Inline::text(note)]) });
        }
        spans
    }

    /// Adds a footnote, once, and gives its mark.
    fn note(&mut self, body: Vec<Inline>) -> String {
        if let Some((mark, _)) = self.notes.iter().find(|(_, known)| *known == body) {
            return mark.clone();
        }
        let at = self.notes.len();
        let mark = MARKS[at % MARKS.len()].repeat(at / MARKS.len() + 1);
        self.notes.push((mark.clone(), body));
        mark
    }

    /// Adds a footnote without a mark, once.
    pub fn remark(&mut self, text: &str) {
        if !self.remarks.iter().any(|known| known == text) {
            self.remarks.push(text.to_owned());
        }
    }

    /// Prints a figure, or reports why not.
    pub fn figure(&mut self, key: Key, look: FigureStyle, span: Span) -> Option<Formatted> {
        match self.setting.press.value(key, look) {
            Ok(printed) => Some(printed),
            Err(error) => {
                self.refuse(error, span);
                None
            }
        }
    }

    /// Reads Markdown into blocks.
    pub fn prose(&mut self, text: &Text) -> Vec<Block> {
        let (blocks, refused) =
            prose::blocks(&text.value, &mut |cited| self.cite(cited, text.span));
        self.refuse_prose(refused, text.span);
        blocks
    }

    /// Reads Markdown of one paragraph.
    pub fn line(&mut self, text: &Text) -> Vec<Inline> {
        let (spans, refused) = prose::line(&text.value, &mut |cited| self.cite(cited, text.span));
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

    fn cite(&mut self, cited: &Cited, within: Span) -> Vec<Inline> {
        let span = self.setting.sources.find(within, &format!("{{{}}}", cited.text), cited.nth);
        let press = self.setting.press;
        let printed = press.citation(&cited.text).and_then(|citation| {
            let printed = press.cite(&citation)?;
            Ok((citation, printed))
        });
        match printed {
            Ok((citation, printed)) => {
                if let Some(against) = citation.against {
                    self.tag(against, self.setting.facts().complete(citation.reference));
                }
                self.spans(printed, span)
            }
            Err(error) => {
                self.refuse(error, span);
                Vec::new()
            }
        }
    }

    /// Remembers that the slide says YoY or QoQ, so that a footnote says what that compares.
    pub fn tag(&mut self, against: Against, key: Key) {
        let Ok(base) = self.setting.press.base(key, against) else { return };
        let facts = self.setting.facts();
        // A balance at the end of the reported period is said with that period.
        let today = key.period == Period::Instant(facts.calendar.ends(facts.period));
        let pair = match against {
            Against::Period(..) => return,
            Against::Year if today => (facts.period, facts.year_before(facts.period)),
            Against::Quarter if today => match facts.quarter_before(facts.period) {
                Some(base) => (facts.period, base),
                None => (key.period, base.period),
            },
            Against::Year | Against::Quarter => (key.period, base.period),
        };
        let word = self.setting.press.tag(against, key.period);
        let compared = (against, word, pair.0, pair.1);
        if !self.compared.contains(&compared) {
            self.compared.push(compared);
        }
    }

    fn finish(mut self, head: &Head) -> Vec<(String, Vec<Inline>)> {
        let own: Vec<_> = head.footnotes.iter().map(|text| self.line(text)).collect();
        let locale = self.setting.locale();
        let mut notes = std::mem::take(&mut self.notes);
        let remarks = std::mem::take(&mut self.remarks);
        notes.extend(remarks.into_iter().map(|text| (String::new(), vec![Inline::text(text)])));
        for against in [Against::Year, Against::Quarter] {
            let pattern = match against {
                Against::Quarter => &locale.change.qoq_note,
                Against::Year | Against::Period(..) => &locale.change.yoy_note,
            };
            // One note says what all words for the same comparison mean.
            let mut told: Vec<(Vec<&str>, Period, Period)> = Vec::new();
            for (_, tag, now, base) in self.compared.iter().filter(|(how, ..)| *how == against) {
                match told.iter_mut().find(|(_, n, b)| (*n, *b) == (*now, *base)) {
                    Some((tags, ..)) => tags.push(tag),
                    None => told.push((vec![tag], *now, *base)),
                }
            }
            for (tags, now, base) in told {
                let setting = self.setting;
                let (now, base) = (setting.period_name(now), setting.period_name(base));
                let tag = tags.join(&locale.punctuation.list);
                let text = fill(pattern, &[("tag", &tag), ("now", &now), ("base", &base)]);
                notes.push((String::new(), vec![Inline::text(text)]));
            }
        }
        notes.extend(own.into_iter().map(|body| (String::new(), body)));
        notes
    }
}

/// Arrangement by the number of slots.
#[must_use]
pub(super) fn arranged(slots: usize) -> Layout {
    if slots > 1 { Layout::Columns } else { Layout::Rows }
}
