//! `filing`: what a filing holds, as read.

use std::fmt::Write as _;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::build::BuildRun;
use super::put::put;
use super::{Args, Stop, args, print};
use crate::diag::Report;
use crate::filing::{FiledFact, FiledMember, FiledPeriod, FiledPrecision, FiledValue, Filing};
use crate::source::{Folder, Sources};

/// Widest that a column of the table is made for one long name.
const WIDEST: usize = 60;

/// Lists the facts of a filing. What could be read is listed beside what is wrong.
pub(super) fn filing(options: &args::ListFiling, args: &Args) -> Result<(), Stop> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let shown = options.filing.display().to_string();
    // A path such as `.` has no name of its own.
    let real = options
        .filing
        .canonicalize()
        .map_err(|error| Stop::Environment(format!("{shown}: {error}")))?;
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = Folder::of(&real);
    let shown = shown.trim_end_matches('/');
    let filing = Filing::read(&folder, &name, shown, &mut sources, &mut report);
    let failed = report.has_errors();
    let mut missed = None;
    let text = filing.map(|filing| {
        let listing = FilingListing::of(&filing, options, &sources);
        missed = listing.missed(&filing, options);
        match options.format {
            args::FilingFormat::Table => Ok(listing.table()),
            args::FilingFormat::Json => Ok(listing.json()),
            args::FilingFormat::Csv => {
                listing.csv().map_err(|error| Stop::Environment(error.to_string()))
            }
        }
    });
    let mut run = BuildRun::of(args, &options.filing, sources, report);
    if failed || !run.report.is_empty() || args.message_format.for_programs() {
        run.print_findings()?;
    }
    if let Some(missed) = missed.filter(|_| !failed) {
        return Err(Stop::Environment(missed));
    }
    match (text.transpose()?, &options.out) {
        (Some(text), Some(path)) => put(path, text, run.sources())?,
        (Some(text), None) if !args.message_format.for_programs() => print::out(&text)?,
        (Some(_) | None, _) => {}
    }
    if failed { Err(Stop::Findings) } else { Ok(()) }
}

/// Tells whether a fact is of a concept that was asked for, in capital letters or small ones.
fn named(fact: &FiledFact, options: &args::ListFiling) -> bool {
    let name = fact.concept.to_string().to_lowercase();
    options.concept.as_ref().is_none_or(|part| name.contains(&part.to_lowercase()))
}

/// One fact in words.
struct ListedFact<'a> {
    fact: &'a FiledFact,
    file: &'a str,
    line: usize,
    column: usize,
}

struct FilingListing<'a> {
    facts: Vec<ListedFact<'a>>,
    /// How many were read, with those that are not listed.
    all: usize,
}

impl<'a> FilingListing<'a> {
    fn of(filing: &'a Filing, options: &args::ListFiling, sources: &'a Sources) -> Self {
        let wanted = |fact: &&FiledFact| {
            let text = matches!(fact.value, FiledValue::Text(_) | FiledValue::Printed(_));
            // Nothing in place of a text is no figure either.
            let figure = !text && (fact.value != FiledValue::Nil || fact.unit.is_some());
            named(fact, options) && (options.texts || figure)
        };
        let mut facts: Vec<_> = filing.facts.iter().filter(wanted).collect();
        facts.sort_by_key(|fact| fact.span);
        let places = sources.lines_columns(facts.iter().map(|fact| fact.span)).collect::<Vec<_>>();
        let listed = facts.into_iter().zip(places).map(|(fact, (line, column))| {
            let file = sources.file(fact.span.file).name.as_str();
            ListedFact { fact, file, line, column }
        });
        Self { facts: listed.collect(), all: filing.facts.len() }
    }

    /// Says that the concept asked for is not there, which an empty list would only hint at.
    fn missed(&self, filing: &Filing, options: &args::ListFiling) -> Option<String> {
        let asked = options.concept.as_ref().filter(|_| self.facts.is_empty())?;
        let texts = filing.facts.iter().filter(|fact| named(fact, options)).count();
        let all = self.all;
        Some(match texts {
            0 => format!("none of {all} facts has a concept with `{asked}` in its name"),
            _ => format!("facts with `{asked}` in their name are texts; --texts lists them"),
        })
    }

    fn table(&self) -> String {
        let mut out = String::new();
        let rows: Vec<[String; 5]> = self.facts.iter().map(ListedFact::row).collect();
        let width = |at: usize| {
            let widths = rows.iter().map(|row| row[at].width()).filter(|width| *width <= WIDEST);
            widths.max().unwrap_or_default()
        };
        let widths = [0, 1, 2, 3].map(width);
        let mut file = "";
        for (row, listed) in rows.iter().zip(&self.facts) {
            if listed.file != file {
                file = listed.file;
                let _ = writeln!(out, "{file}");
            }
            let place = format!("{}:{}", listed.line, listed.column);
            let _ = write!(out, "  {place:<9}");
            for (text, width) in row.iter().zip(widths) {
                let _ = write!(out, " {text}{} ", " ".repeat(width.saturating_sub(text.width())));
            }
            let _ = writeln!(out, " {}", row[4]);
        }
        let _ = writeln!(out, "{} of {} facts listed", self.facts.len(), self.all);
        out
    }

    fn json(&self) -> String {
        let facts: Vec<Value> = self.facts.iter().map(ListedFact::json).collect();
        let text = serde_json::to_string_pretty(&json!({ "facts": facts }));
        format!("{}\n", text.unwrap_or_default())
    }

    fn csv(&self) -> Result<String, csv::Error> {
        let mut out =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
        out.write_record([
            "concept",
            "namespace",
            "entity",
            "starts",
            "ends",
            "members",
            "unit",
            "value",
            "decimals",
            "kind",
            "target",
            "hidden",
            "repeated",
            "form",
            "accession",
            "filed",
            "file",
            "line",
            "column",
        ])?;
        for listed in &self.facts {
            let fact = listed.fact;
            let (starts, ends) = listed.days();
            let filed = fact.filed_in.as_ref();
            let yes = |truth: bool| if truth { "yes" } else { "" }.to_owned();
            out.write_record([
                fact.concept.to_string(),
                fact.concept.namespace().to_owned(),
                fact.context.entity.clone(),
                starts,
                ends,
                listed.members(),
                listed.unit(),
                listed.value(),
                listed.decimals(),
                listed.kind().to_owned(),
                fact.target.clone().unwrap_or_default(),
                yes(fact.hidden),
                yes(fact.repeated),
                filed.map(|filed| filed.form.clone()).unwrap_or_default(),
                filed.map(|filed| filed.accession.clone()).unwrap_or_default(),
                filed.map(|filed| filed.day.clone()).unwrap_or_default(),
                listed.file.to_owned(),
                listed.line.to_string(),
                listed.column.to_string(),
            ])?;
        }
        let bytes = out.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl ListedFact<'_> {
    fn row(&self) -> [String; 5] {
        let mut value = self.value();
        let known = self.decimals();
        if !known.is_empty() {
            let _ = write!(value, " ({known})");
        }
        let mut notes = Vec::new();
        if let Some(filed) = &self.fact.filed_in {
            notes.push(format!("{} {}", filed.form, filed.day));
        }
        if let Some(target) = &self.fact.target {
            notes.push(format!("target {target}"));
        }
        notes.extend(self.fact.hidden.then(|| "hidden".to_owned()));
        notes.extend(self.fact.repeated.then(|| "repeated".to_owned()));
        if !notes.is_empty() {
            let _ = write!(value, "  [{}]", notes.join(", "));
        }
        let members = self.members();
        let of = if members.is_empty() { "-".to_owned() } else { members };
        [
            self.fact.concept.to_string(),
            self.fact.context.period.to_string(),
            of,
            self.unit(),
            value,
        ]
    }

    fn days(&self) -> (String, String) {
        match self.fact.context.period {
            FiledPeriod::Instant(day) => (String::new(), day.to_string()),
            FiledPeriod::Duration(from, to) => (from.to_string(), to.to_string()),
            FiledPeriod::Forever => (String::new(), String::new()),
        }
    }

    fn members(&self) -> String {
        let members = self.fact.context.members.iter();
        members
            .map(|(dimension, member)| format!("{dimension}={member}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn unit(&self) -> String {
        self.fact.unit.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    fn value(&self) -> String {
        match &self.fact.value {
            FiledValue::Nil => "nil".to_owned(),
            FiledValue::Number(number) => number.to_string(),
            FiledValue::Fraction(above, below) => format!("{above}/{below}"),
            FiledValue::Text(text) | FiledValue::Printed(text) => {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn kind(&self) -> &'static str {
        match &self.fact.value {
            FiledValue::Nil => "nil",
            FiledValue::Number(_) => "number",
            FiledValue::Fraction(..) => "fraction",
            FiledValue::Text(_) => "text",
            FiledValue::Printed(_) => "printed",
        }
    }

    fn decimals(&self) -> String {
        match self.fact.precision {
            FiledPrecision::Decimals(count) => count.to_string(),
            FiledPrecision::Exact => "INF".to_owned(),
            FiledPrecision::Unknown => String::new(),
        }
    }

    fn json(&self) -> Value {
        let fact = self.fact;
        let (starts, ends) = self.days();
        let members = fact.context.members.iter().map(|(dimension, member)| {
            let (name, space) = match member {
                FiledMember::Explicit(name) => (name.to_string(), Some(name.namespace())),
                FiledMember::Typed(text) => (text.clone(), None),
            };
            json!({
                "dimension": dimension.to_string(),
                "dimension_namespace": dimension.namespace(),
                "member": name,
                "member_namespace": space,
            })
        });
        let members: Vec<Value> = members.collect();
        let filed = fact.filed_in.as_ref();
        let filed = filed.map(
            |filed| json!({ "form": filed.form, "accession": filed.accession, "day": filed.day }),
        );
        json!({
            "concept": fact.concept.to_string(),
            "namespace": fact.concept.namespace(),
            "entity": fact.context.entity,
            "starts": starts,
            "ends": ends,
            "members": members,
            "unit": self.unit(),
            "kind": self.kind(),
            "value": match &fact.value {
                FiledValue::Text(text) | FiledValue::Printed(text) => text.clone(),
                FiledValue::Nil | FiledValue::Number(_) | FiledValue::Fraction(..) => self.value(),
            },
            "decimals": self.decimals(),
            "target": fact.target,
            "hidden": fact.hidden,
            "repeated": fact.repeated,
            "filed_in": filed,
            "file": self.file,
            "line": self.line,
            "column": self.column,
        })
    }
}
