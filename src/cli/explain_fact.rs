//! `explain-fact`: what is printed of a figure, what the whole deck implies of it, and why.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::build::BuildRun;
use super::{Args, MessageFormat, Stop, args, print};
use crate::deck;
use crate::diag::Report;
use crate::facts::{Fact, Facts, Key, State};
use crate::num::{End, Exact, Unit};
use crate::prove::{Ledger, Proof, Range, notation, prove_about};
use crate::source::{Sources, Span};

/// Prints what is known of one figure.
pub(super) fn explain_fact(options: &args::ExplainFact, args: &Args) -> Result<(), Stop> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let Some(deck) = deck::read(&options.file, &mut sources, &mut report) else {
        let mut run = BuildRun::of(args, &options.file, sources, report);
        run.print_findings()?;
        return Err(Stop::Findings);
    };
    let key = match deck.facts.references().key(&options.figure) {
        Ok(key) => key,
        Err(error) => {
            let help = error.help.map(|help| format!(". {help}")).unwrap_or_default();
            return Err(Stop::Environment(format!("{}{help}", error.reason)));
        }
    };
    let proof = prove_about(&deck.facts, key);
    let page = FactPage { proof: &proof, sources: &sources, key };
    let text = match args.message_format {
        MessageFormat::Json => format!("{}\n", page.json()),
        MessageFormat::Human
        | MessageFormat::Short
        | MessageFormat::Sarif
        | MessageFormat::Junit => page.text(),
    };
    print::out(&text)
}

struct FactPage<'a> {
    proof: &'a Proof<'a>,
    sources: &'a Sources,
    key: Key,
}

impl FactPage<'_> {
    fn facts(&self) -> &Facts {
        self.proof.facts
    }

    fn unit(&self) -> Unit {
        let stated = self.facts().fact(self.key).and_then(Fact::stated);
        let item = || self.facts().item(self.key.item).unit.clone();
        stated.map_or_else(item, |stated| stated.unit.clone())
    }

    fn place(&self, span: Span) -> String {
        let (line, _) = self.sources.line_column(span);
        format!("{}:{line}", self.sources.file(span.file).name)
    }

    /// Says what a range asks of the figure, in its unit; it may have one end only.
    fn range(&self, range: &Range) -> String {
        let scale = Exact::pow10(-self.unit().exponent());
        let end = |end: &End| notation::number(&(end.at() * &scale));
        match (&range.low, &range.high) {
            (Some(low), Some(high)) if low.at() == high.at() => format!("be exactly {}", end(low)),
            (Some(low), Some(high)) => {
                let opening = if low.is_closed() { '[' } else { '(' };
                let closing = if high.is_closed() { ']' } else { ')' };
                format!("lie in {opening}{}, {}{closing}", end(low), end(high))
            }
            (Some(low), None) if low.is_closed() => format!("be at least {}", end(low)),
            (Some(low), None) => format!("be more than {}", end(low)),
            (None, Some(high)) if high.is_closed() => format!("be at most {}", end(high)),
            (None, Some(high)) => format!("be less than {}", end(high)),
            (None, None) => "be some number".to_owned(),
        }
    }

    fn text(&self) -> String {
        let facts = self.facts();
        let mut out = String::new();
        let name = facts.name(self.key);
        let _ = writeln!(out, "{name}: {}, in {}", facts.item(self.key.item).label, self.unit());
        let fact = facts.fact(self.key);
        let _ = match fact.map(|fact| (&fact.state, self.place(fact.span))) {
            Some((State::Stated(stated), place)) => {
                writeln!(out, "  printed     {stated} ({place})")
            }
            Some((State::Bounded(bounds), place)) => {
                writeln!(out, "  printed     {bounds} ({place})")
            }
            Some((State::Derived { value, .. }, place)) => {
                writeln!(out, "  derived     {value} ({place})")
            }
            Some((State::Restated { value, printed, .. }, place)) => {
                writeln!(out, "  restated    {value}, printed as {printed} ({place})")
            }
            Some((State::Missing { reason }, place)) => {
                writeln!(out, "  missing     {reason} ({place})")
            }
            Some((State::LeftOut(left_out), place)) => {
                writeln!(out, "  left out    {left_out} ({place})")
            }
            None => writeln!(out, "  not typed"),
        };
        if let Some(interval) = fact.and_then(Fact::interval) {
            let interval = interval.scale(&Exact::pow10(-self.unit().exponent()));
            let _ = writeln!(out, "  alone       within {}", notation::interval(&interval));
        }
        let implied = self.proof.implied(self.key).filter(Range::is_bounded);
        let rest = self.proof.implied_by_rest(self.key).filter(Range::is_bounded);
        match &rest {
            Some(rest) => {
                let _ = writeln!(out, "  the others  say it must {}", self.range(rest));
            }
            None => {
                let _ = writeln!(out, "  the others  say nothing of it");
            }
        }
        if let Some(implied) =
            implied.as_ref().filter(|_| fact.is_some_and(|f| f.stated().is_some()))
        {
            let apart = |rest: &Range| {
                let own = fact.and_then(Fact::interval);
                rest.interval().zip(own).is_some_and(|(rest, own)| !rest.meets(&own))
            };
            let _ = if rest.as_ref().is_some_and(apart) {
                writeln!(
                    out,
                    "  together    no figure is left: what is printed and the others conflict"
                )
            } else {
                writeln!(out, "  together    it must {}", self.range(implied))
            };
        }
        if let Some(from) = rest.as_ref().or(implied.as_ref()) {
            let _ = writeln!(out, "which follows from");
            for (text, place) in self.reasons(from) {
                let _ = writeln!(out, "  {place}  {text}");
            }
        }
        let ledger = Ledger::new(self.proof, &[]).of_figure(self.key);
        if !ledger.is_empty() {
            let _ = writeln!(out, "it stands in");
            for entry in ledger {
                let place = self.place(entry.statement.span);
                let verdict = entry.verdict();
                let _ = writeln!(out, "  {place}  {}: {verdict}", entry.text);
            }
        }
        out
    }

    /// The statements and printed figures that a range follows from, with their places.
    fn reasons(&self, range: &Range) -> Vec<(String, String)> {
        let facts = self.facts();
        let mut out = Vec::new();
        for at in &range.statements {
            let statement = &self.proof.statements()[*at];
            out.push((statement.text(facts), self.place(statement.span)));
        }
        for key in &range.figures {
            let Some(fact) = facts.fact(*key) else { continue };
            let Some(stated) = fact.stated() else { continue };
            out.push((format!("{} is {stated}", facts.name(*key)), self.place(fact.span)));
        }
        out
    }

    fn json(&self) -> Value {
        let facts = self.facts();
        let scale = Exact::pow10(-self.unit().exponent());
        let end = |end: &Option<End>| {
            end.as_ref().map(
                |end| json!({ "at": (end.at() * &scale).to_string(), "closed": end.is_closed() }),
            )
        };
        let range = |range: Option<Range>| {
            range.filter(Range::is_bounded).map(|range| {
                let from: Vec<_> = self.reasons(&range);
                let from: Vec<_> = from
                    .into_iter()
                    .map(|(text, place)| json!({ "statement": text, "place": place }))
                    .collect();
                json!({ "low": end(&range.low), "high": end(&range.high), "from": from })
            })
        };
        let fact = facts.fact(self.key);
        let printed = fact.and_then(Fact::interval).map(|interval| {
            json!({ "low": end(&Some(interval.lo().clone())), "high": end(&Some(interval.hi().clone())) })
        });
        let ledger: Vec<_> = Ledger::new(self.proof, &[])
            .of_figure(self.key)
            .iter()
            .map(|entry| {
                json!({
                    "statement": entry.text,
                    "place": self.place(entry.statement.span),
                    "verdict": entry.verdict(),
                })
            })
            .collect();
        json!({
            "figure": facts.name(self.key),
            "unit": self.unit().to_string(),
            "place": fact.map(|fact| self.place(fact.span)),
            "printed": fact.and_then(Fact::stated).map(ToString::to_string),
            "alone": printed,
            "implied_by_others": range(self.proof.implied_by_rest(self.key)),
            "implied": range(self.proof.implied(self.key)),
            "statements": ledger,
        })
    }
}
