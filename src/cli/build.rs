//! `build` and `check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::args::Command;
use super::progress::ProgressLine;
use super::set::{SetOutcome, filed};
use super::verify::{framed_anew, misread};
use super::watchdog::Watchdog;
use super::{Args, MessageFormat, Stop, args, batch, print};
use crate::check::{self, Checked, ProofSheet};
use crate::deck;
use crate::diag::{Finding, Report, Severity, json, junit, sarif};
use crate::prove::{Proof, Verdict};
use crate::source::Sources;
use crate::view::View;
use crate::write::{FORMATS, Format, OutputFile, Writer, manifest};

/// What one run has read and found.
pub(super) struct BuildRun<'a> {
    args: &'a Args,
    pub(super) file: &'a Path,
    pub(super) started: Instant,
    /// Whether nobody else writes to the terminal meanwhile.
    alone: bool,
    sources: Sources,
    pub(super) report: Report,
}

impl<'a> BuildRun<'a> {
    pub(super) fn new(args: &'a Args, file: &'a Path) -> Self {
        let (sources, report) = (Sources::new(), Report::new());
        Self { args, file, started: Instant::now(), alone: true, sources, report }
    }

    /// Takes over what another command has read and found.
    pub(super) fn of(args: &'a Args, file: &'a Path, sources: Sources, report: Report) -> Self {
        Self { sources, report, ..Self::new(args, file) }
    }

    /// Counts the time from an earlier moment.
    pub(super) fn since(self, started: Instant) -> Self {
        Self { started, ..self }
    }

    /// Words the findings, and for programs also the files.
    pub(super) fn rendered(&mut self, placed: Option<&SetOutcome>) -> String {
        if !self.args.info {
            self.report.hide_infos();
        }
        let (report, sources) = (&self.report, &self.sources);
        match self.args.message_format {
            MessageFormat::Json => {
                let file = |(path, bytes): &(PathBuf, usize)| json!({ "path": path.display().to_string(), "bytes": bytes });
                let files: Vec<_> =
                    placed.map_or(&[][..], |placed| &placed.files).iter().map(file).collect();
                let gone = placed.map_or(&[][..], |placed| &placed.gone).iter();
                let gone: Vec<_> = gone.map(|path| path.display().to_string()).collect();
                let findings = json(report, sources);
                format!("{}\n", json!({ "findings": findings, "files": files, "gone": gone }))
            }
            MessageFormat::Sarif => {
                let built = matches!(self.args.command, Command::Build(_) | Command::Watch(_));
                let kind = if built { "build" } else { "check" };
                format!("{}\n", sarif(report, sources, kind))
            }
            MessageFormat::Junit => junit(report, sources, &self.file.display().to_string()),
            MessageFormat::Human => print::worded(report, sources, false),
            MessageFormat::Short => print::worded(report, sources, true),
        }
    }

    /// Tells the findings.
    pub(super) fn print_findings(&mut self) -> Result<(), Stop> {
        let rendered = self.rendered(None);
        show(self.args, &rendered)
    }

    /// Gives the texts that were read.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Counts the findings in words, such as `2 errors, 1 warning`.
    pub(super) fn counts(&self) -> String {
        let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
            let count = self.report.count(severity);
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
        });
        counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Reads the deck and checks it in every language asked for.
    pub(super) fn check<T>(
        &mut self,
        file: &Path,
        languages: &[String],
        release: bool,
        then: impl FnOnce(&mut Self, Option<Checked<'_>>) -> T,
    ) -> T {
        let deck = deck::read(file, &mut self.sources, &mut self.report);
        let Some(deck) = deck else { return then(self, None) };
        let Self { sources, report, .. } = self;
        let checked = check::in_languages(&deck, languages, release, sources, report);
        then(self, checked)
    }
}

/// What became of one deck.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// Whether it has no errors, and was written if it was to be.
    pub(super) good: bool,
    /// Its findings, worded.
    pub(super) rendered: String,
    /// One line on it, for people.
    pub(super) line: String,
    /// How many errors and warnings it has.
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

/// Shows findings: to programs on standard output, to people on the error stream.
pub(super) fn show(args: &Args, rendered: &str) -> Result<(), Stop> {
    if args.message_format.for_programs() {
        return print::out(rendered);
    }
    print::findings(rendered);
    Ok(())
}

/// Checks decks and writes nothing.
pub(super) fn check(options: &args::Check, args: &Args) -> Result<(), Stop> {
    decks(&options.decks, args, "check", |file| check_one(file, options, args))
}

/// Checks decks and writes them.
pub(super) fn build(options: &args::Build, args: &Args) -> Result<(), Stop> {
    if options.decks.several().is_some() {
        batch::refuse_same_names(&options.decks.files)?;
    }
    decks(&options.decks, args, "build", |file| build_one(file, options, args))
}

/// Does what is to be done with one deck, or has it done with each of many.
fn decks(
    decks: &args::Decks,
    args: &Args,
    verb: &str,
    one: impl Fn(&Path) -> Outcome,
) -> Result<(), Stop> {
    if decks.worker {
        return batch::work(&decks.files, one);
    }
    if let Some(share) = decks.several() {
        return batch::run(decks, &share, args, verb);
    }
    let outcome = one(&decks.files[0]);
    show(args, &outcome.rendered)?;
    if !outcome.good {
        if args.message_format == MessageFormat::Human {
            let _ = print::error_line(&format!("error: {}", outcome.line));
        }
        return Err(Stop::Findings);
    }
    if args.quiet || args.message_format.for_programs() {
        return Ok(());
    }
    print::out(&outcome.line)
}

/// Checks a deck; its files are made in memory, for what does not fit.
fn check_one(file: &Path, options: &args::Check, args: &Args) -> Outcome {
    let mut run = BuildRun::new(args, file);
    run.alone = !options.decks.worker;
    let formats = formats(&[]);
    run.check(file, &options.lang, options.release, |run, checked| {
        let fit = checked.filter(|checked| run.make(checked, &formats, false).is_some());
        let rendered = run.rendered(None);
        let (file, counts) = (file.display(), run.counts());
        let Some(checked) = fit else {
            return run.outcome(false, rendered, format!("{file} has {counts}"));
        };
        let found = if counts.is_empty() { "nothing to report".to_owned() } else { counts };
        let proved = proved(checked.proof());
        run.outcome(true, rendered, format!("Checked {file}: {found}\n  {proved}\n"))
    })
}

/// Checks a deck and writes it.
fn build_one(file: &Path, options: &args::Build, args: &Args) -> Outcome {
    let mut run = BuildRun::new(args, file);
    run.alone = !options.decks.worker;
    run.settle(&options.out);
    let formats = formats(&options.format);
    run.check(file, &options.lang, options.release, |run, checked| {
        let made = checked.and_then(|checked| {
            let made = run.make(&checked, &formats, options.proof)?;
            let each: Vec<_> = made.iter().map(|(lang, files)| (lang.as_str(), files)).collect();
            let manifest = manifest(&checked, options.release, file, &run.sources, &each);
            let files = made.into_iter().flat_map(|(lang, files)| filed(&lang, files));
            Some(files.chain([manifest]).collect())
        });
        let partial = !options.lang.is_empty() || !options.format.is_empty();
        run.placed(made, &options.out, partial)
    })
}

/// The formats asked for; the usual ones where none is.
pub(super) fn formats(asked: &[&'static Format]) -> BTreeSet<&'static Format> {
    if asked.is_empty() {
        return FORMATS.into_iter().filter(|format| format.usual).collect();
    }
    asked.iter().copied().collect()
}

/// Words a time, to the hundredth of a second.
pub(super) fn seconds(time: Duration) -> String {
    format!("{}.{:02} s", time.as_secs(), time.subsec_millis() / 10)
}

/// Counts what was proved: figures, statements tested, and how they came out.
fn proved(proof: &Proof<'_>) -> String {
    let figures = proof.facts.facts().filter(|(_, fact)| fact.stated().is_some()).count();
    let [exact, by_rounding, broken] =
        [Verdict::Exact, Verdict::ByRounding, Verdict::Broken].map(|verdict| proof.count(verdict));
    let joined = (0..proof.statements().len()).filter(|at| proof.joins(*at)).count();
    let tested = exact + by_rounding + broken;
    let waived = if broken > 0 { format!(", {broken} waived") } else { String::new() };
    format!(
        "{figures} figures; {tested} relations tested alone: {exact} exact, {by_rounding} by \
         rounding{waived}; {joined} tested together"
    )
}

impl BuildRun<'_> {
    pub(super) fn outcome(&self, good: bool, rendered: String, line: String) -> Outcome {
        let (errors, warnings) =
            (self.report.count(Severity::Error), self.report.count(Severity::Warning));
        Outcome { good, rendered, line, errors, warnings }
    }

    /// Makes every file of every language in memory, and shows how far it is.
    pub(super) fn make(
        &mut self,
        checked: &Checked<'_>,
        formats: &BTreeSet<&'static Format>,
        proof: bool,
    ) -> Option<Vec<(String, Vec<OutputFile>)>> {
        let human = self.args.message_format == MessageFormat::Human && !self.args.quiet;
        let shown = self.alone && human && print::watched();
        let progress = ProgressLine::start(checked.views().len(), shown);
        let watchdog = Watchdog::start();
        let made = self.make_all(checked, formats, proof, &progress);
        drop(watchdog);
        progress.finish();
        made
    }

    fn make_all(
        &mut self,
        checked: &Checked<'_>,
        formats: &BTreeSet<&'static Format>,
        proof: bool,
        progress: &ProgressLine,
    ) -> Option<Vec<(String, Vec<OutputFile>)>> {
        // Languages are written beside each other; what one finds is told in their order.
        let sources = &self.sources;
        let writer = match Writer::new(checked.deck(), formats) {
            Ok(writer) => writer,
            Err(finding) => {
                self.report.push(*finding);
                return None;
            }
        };
        let each: Vec<_> = checked
            .views()
            .par_iter()
            .map(|view| {
                let mut own = sources.clone();
                let made = one_language(&writer, checked, view, formats, proof, &mut own);
                progress.step(view.lang.clone());
                made
            })
            .collect();
        let mut made = Vec::new();
        for (view, one) in checked.views().iter().zip(each) {
            // Findings point into files that were read meanwhile: they are found again here.
            let again = |_| one_language(&writer, checked, view, formats, proof, &mut self.sources);
            let one = one.or_else(again);
            match one {
                Ok(files) => made.push((view.lang.clone(), files)),
                Err(findings) => self.report.extend(findings),
            }
        }
        (!self.report.has_errors()).then_some(made)
    }
}

/// Makes the files of one language.
fn one_language(
    writer: &Writer,
    checked: &Checked<'_>,
    view: &View,
    formats: &BTreeSet<&'static Format>,
    proof: bool,
    sources: &mut Sources,
) -> Result<Vec<OutputFile>, Vec<Finding>> {
    let mut writer = writer.beside();
    let mut files = writer.write(checked, view, formats, sources)?;
    // What a template, a picture or a font does to a figure must not wait for `verify`.
    if view.mark.is_empty() || framed_anew(checked.deck()) {
        let missed = misread(&files, view, checked, sources);
        if !missed.is_empty() {
            return Err(missed);
        }
    }
    if proof {
        let sheet = ProofSheet::new(checked, view, sources);
        files.push(writer.proof(checked, view, &sheet, sources)?);
    }
    Ok(files)
}
