//! The sheet of a proof: every figure on the slides, with its source and what proves it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Checked;
use crate::facts::Key;
use crate::locale::fill;
use crate::prove::{AssertionForm, Corroboration, Ledger, LedgerEntry, Verdict, notation};
use crate::source::{Sources, Span};
use crate::view::{Shown, View};

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// It holds digit for digit.
    Exact,
    /// It holds, given how the figures are rounded, or together with others.
    Rounding,
    /// An inequality holds, which leaves the other side open.
    OneSide,
    /// Nothing is declared that it could be held against.
    Unproved,
    /// It does not hold, and a reviewer answers for that.
    Waived,
}

/// A statement that a figure takes part in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofLine {
    /// Whether it holds.
    pub verdict: Assurance,
    /// The statement with the full names of its figures.
    pub text: String,
    /// File and line where it was written; empty for what nobody wrote.
    pub place: String,
    /// The two intervals, or who answers for it and why.
    pub reason: String,
}

/// A figure of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProofRow {
    /// Its number, from 1, in the order of the slides.
    pub number: usize,
    /// The least sure of its statements that hold it from both sides, where one does.
    pub verdict: Assurance,
    /// The ways it is printed, in the order of the slides.
    pub texts: Vec<String>,
    /// The slides it is on.
    pub slides: String,
    /// The facts behind it, as `item@period/scope`.
    pub facts: Vec<String>,
    /// File and line of each of them, with the publication it was taken from.
    pub places: Vec<String>,
    /// What proves it.
    pub statements: Vec<ProofLine>,
}

/// What stands beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProofTick {
    /// Number of the figure's row.
    pub number: usize,
    /// The row's verdict.
    pub verdict: Assurance,
}

/// Every figure on the slides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProofSheet {
    /// The figures.
    pub rows: Vec<ProofRow>,
    /// The tick of each figure by its facts joined with a blank; labels of charts hold theirs.
    pub ticks: BTreeMap<String, ProofTick>,
}

impl ProofSheet {
    /// Makes the sheet of a view.
    #[must_use]
    pub fn new(checked: &Checked<'_>, view: &View, sources: &Sources) -> Self {
        let ledger = checked.ledger();
        let word = |name: &str| view.words.get(name).map_or("", String::as_str);
        let (computed, changed) = (word("proof_computed"), word("proof_changed"));
        let builder = ProofSheetBuilder { checked, ledger: &ledger, sources, computed, changed };
        let mut sheet = Self::default();
        for page in &view.pages {
            for shown in page.figures().into_iter().filter(|shown| shown.states()) {
                sheet.add(shown, page.number, &builder);
            }
        }
        sheet
    }

    fn add(&mut self, shown: &Shown, page: usize, builder: &ProofSheetBuilder<'_>) {
        let name = shown.facts.join(" ");
        let tick = self.ticks.get(&name).copied().unwrap_or_else(|| {
            let row = builder.row(shown, self.rows.len() + 1);
            let tick = ProofTick { number: row.number, verdict: row.verdict };
            self.rows.push(row);
            self.ticks.insert(name, tick);
            tick
        });
        let Some(row) = self.rows.get_mut(tick.number - 1) else { return };
        if !row.texts.contains(&shown.text) {
            row.texts.push(shown.text.clone());
        }
        let page = page.to_string();
        if row.slides.rsplit(", ").next() != Some(page.as_str()) {
            if !row.slides.is_empty() {
                row.slides.push_str(", ");
            }
            row.slides.push_str(&page);
        }
    }
}

/// Gives the least sure of a figure's statements. One that proves nothing, or only from one side,
/// takes nothing from what others prove.
fn least_sure(lines: &[ProofLine]) -> Assurance {
    let all = || lines.iter().map(|line| line.verdict);
    let weak = |one: &Assurance| matches!(one, Assurance::OneSide | Assurance::Unproved);
    let strong = all().filter(|one| !weak(one)).max();
    strong.or_else(|| all().min()).unwrap_or(Assurance::Unproved)
}

struct ProofSheetBuilder<'a> {
    checked: &'a Checked<'a>,
    ledger: &'a Ledger<'a>,
    sources: &'a Sources,
    /// What is said of a change that follows from its two figures.
    computed: &'a str,
    /// How a stated change is told.
    changed: &'a str,
}

impl ProofSheetBuilder<'_> {
    fn row(&self, shown: &Shown, number: usize) -> ProofRow {
        let facts = &self.checked.deck().facts;
        let keys: Vec<Key> =
            shown.facts.iter().filter_map(|name| facts.references().key(name).ok()).collect();
        let mut statements: Vec<ProofLine> = match keys.as_slice() {
            [one] => self.lines(&self.ledger.of_figure(*one)),
            [now, base, ..] => self.lines(&self.ledger.of_change(*now, *base)),
            [] => Vec::new(),
        };
        if keys.len() > 1 && statements.is_empty() {
            let text = self.computed.to_owned();
            let (place, reason) = (String::new(), String::new());
            statements.push(ProofLine { verdict: Assurance::Exact, text, place, reason });
        }
        let mut verdict = least_sure(&statements);
        if let ([one], Assurance::Exact | Assurance::Rounding) = (keys.as_slice(), verdict)
            && self.ledger.held(*one) == Corroboration::OneSide
        {
            verdict = Assurance::OneSide;
        }
        ProofRow {
            number,
            verdict,
            texts: Vec::new(),
            slides: String::new(),
            facts: shown.facts.clone(),
            places: keys.iter().map(|key| self.source(*key)).collect(),
            statements,
        }
    }

    fn lines(&self, entries: &[LedgerEntry<'_>]) -> Vec<ProofLine> {
        entries.iter().map(|entry| self.line(entry)).collect()
    }

    fn line(&self, entry: &LedgerEntry<'_>) -> ProofLine {
        let proof = self.checked.proof();
        let statement = entry.statement;
        let verdict = match statement.verdict {
            _ if entry.waived.is_some() || entry.in_conflict => Assurance::Waived,
            Verdict::Exact | Verdict::ByRounding if statement.form == AssertionForm::AtLeast => {
                Assurance::OneSide
            }
            Verdict::Exact => Assurance::Exact,
            Verdict::Unknown if !proof.joins(entry.index) => Assurance::Unproved,
            Verdict::Unknown if statement.form == AssertionForm::AtLeast => Assurance::OneSide,
            Verdict::ByRounding | Verdict::Within | Verdict::Unknown => Assurance::Rounding,
            // A deck with a broken statement that nobody answers for is not written.
            Verdict::Broken => Assurance::Waived,
            Verdict::NoBase | Verdict::LeftOut => Assurance::Unproved,
        };
        let reason = match (verdict, entry.intervals(proof)) {
            (Assurance::Waived, _) => entry.waived.unwrap_or_default().to_owned(),
            (Assurance::Rounding, (Some(printed), Some(derived), unit)) => {
                let (printed, derived) =
                    (notation::interval(&printed), notation::interval(&derived));
                format!("{printed} · {derived} {unit}")
            }
            (
                Assurance::Exact | Assurance::Rounding | Assurance::OneSide | Assurance::Unproved,
                _,
            ) => String::new(),
        };
        let text = match statement.change(&self.checked.deck().facts) {
            Some([figure, change, base]) => {
                let values = [("figure", &*figure), ("change", &*change), ("base", &*base)];
                fill(self.changed, &values)
            }
            None => entry.text.clone(),
        };
        ProofLine { verdict, text, place: self.place(statement.span), reason }
    }

    fn source(&self, key: Key) -> String {
        let facts = &self.checked.deck().facts;
        let Some(fact) = facts.fact(key) else { return String::new() };
        let place = self.place(fact.span);
        match fact.source.and_then(|at| facts.sources().get(at)) {
            Some(source) => format!("{place}; {}", source.title),
            None => place,
        }
    }

    /// The file's own name and the line: who reads a proof has the folder before them.
    fn place(&self, span: Span) -> String {
        let (line, _) = self.sources.line_column(span);
        let name = Path::new(&self.sources.file(span.file).name);
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}:{line}")
    }
}
