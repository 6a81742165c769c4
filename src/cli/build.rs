//! `build` and `check`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::progress::Progress;
use super::watchdog::Watchdog;
use super::{Args, MessageFormat, PAGES, Stop, args, page, print};
use crate::check::{self, Checked, Sheet};
use crate::deck::{self, Deck};
use crate::diag::{Finding, Report, Severity, json, junit, sarif, suggest};
use crate::i18n::{self, Edition};
use crate::locale::Locale;
use crate::prove::{Proof, Verdict};
use crate::source::Sources;
use crate::write::{FORMATS, Kind, OutputFile, Writer, place};

/// A file that was written, for the summary.
pub(super) struct Written {
    path: PathBuf,
    size: usize,
}

/// What one run has read and found.
pub(super) struct Run<'a> {
    args: &'a Args,
    file: &'a Path,
    started: Instant,
    sources: Sources,
    pub(super) report: Report,
}

impl<'a> Run<'a> {
    pub(super) fn new(args: &'a Args, file: &'a Path) -> Self {
        let (sources, report) = (Sources::new(), Report::new());
        Self { args, file, started: Instant::now(), sources, report }
    }

    /// Takes over what another command has read and found.
    pub(super) fn of(args: &'a Args, file: &'a Path, sources: Sources, report: Report) -> Self {
        Self { args, file, started: Instant::now(), sources, report }
    }

    /// Tells the findings, and for programs also the files.
    pub(super) fn tell(&mut self, files: &[Written]) -> Result<(), Stop> {
        if !self.args.info {
            self.report.hide_infos();
        }
        let told = match self.args.message_format {
            MessageFormat::Json => {
                let file = |file: &Written| json!({ "path": file.path.display().to_string(), "bytes": file.size });
                let files: Vec<_> = files.iter().map(file).collect();
                json!({ "findings": json(&self.report, &self.sources), "files": files }).to_string()
            }
            MessageFormat::Sarif => sarif(&self.report, &self.sources, page).to_string(),
            MessageFormat::Junit => {
                let codes = PAGES.iter().map(|(code, _)| *code);
                let name = self.file.display().to_string();
                return print::out(&junit(&self.report, &self.sources, &name, codes));
            }
            MessageFormat::Human | MessageFormat::Short => {
                print::findings(&self.report, &self.sources, self.args.message_format);
                return Ok(());
            }
        };
        print::out(&format!("{told}\n"))
    }

    /// Gives the texts that were read.
    pub(super) fn sources(&self) -> &Sources {
        &self.sources
    }

    fn summary(&self, line: &str) -> Result<(), Stop> {
        if self.args.quiet || self.args.message_format.for_programs() {
            return Ok(());
        }
        print::out(line)
    }

    /// Counts the findings in words, such as `2 errors, 1 warning`.
    fn counts(&self) -> String {
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
        then: impl FnOnce(&mut Self, Option<Checked<'_>>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let deck = deck::read(file, &mut self.sources, &mut self.report);
        let Some(deck) = deck else { return then(self, None) };
        let locales = self.locales(languages, &deck);
        let Self { sources, report, .. } = self;
        let own = &deck.head.language.value;
        let others = locales.iter().filter(|locale| locale.tag != *own);
        let translations: Vec<_> =
            others.filter_map(|locale| i18n::translate(&deck, locale, sources, report)).collect();
        let own = locales.iter().filter(|locale| locale.tag == *own);
        // A language that is not built in was reported; the slides are looked at all the same.
        let fallback = Locale::tags().next().and_then(Locale::of);
        let fallback = fallback.filter(|_| locales.is_empty());
        let own = own.copied().chain(fallback).map(|locale| Edition::own(&deck, locale));
        let editions: Vec<_> = own.chain(translations.iter().map(Edition::of)).collect();
        let checked = check::run(&deck, &editions, release, sources, report);
        then(self, checked)
    }

    fn locales(&mut self, asked: &[String], deck: &Deck) -> Vec<&'static Locale> {
        let own = &deck.head.language;
        if asked.is_empty() {
            let others = deck.head.translations.0.iter().map(|(tag, _)| tag.value.as_str());
            let all = std::iter::once(own.value.as_str()).chain(others);
            return all.filter_map(Locale::of).collect();
        }
        let mut found = Vec::new();
        for tag in asked {
            match Locale::of(tag) {
                Some(locale) => found.push(locale),
                None => {
                    let message = format!("`{tag}` is not a language built in");
                    let finding = Finding::error("unknown-language", message, own.span);
                    let help = suggest(tag, Locale::tags());
                    self.report.push(finding.label("the deck's own").help_if(help));
                }
            }
        }
        found
    }
}

/// Checks a deck and writes nothing; its files are made in memory, for what does not fit.
pub(super) fn check(options: &args::Check, args: &Args) -> Result<(), Stop> {
    let mut run = Run::new(args, &options.file);
    let formats: BTreeSet<Kind> = FORMATS.iter().map(|(_, kind)| *kind).collect();
    run.check(&options.file, &options.lang, options.release, |run, checked| {
        let fit = checked.filter(|checked| run.make(checked, &formats, false).is_some());
        run.tell(&[])?;
        let file = options.file.display();
        let Some(checked) = fit else {
            run.failed(&format!("{file} has {}", run.counts()));
            return Err(Stop::Findings);
        };
        let counts = run.counts();
        let found = if counts.is_empty() { "nothing to report".to_owned() } else { counts };
        let proved = proved(checked.proof());
        run.summary(&format!("Checked {file}: {found}\n  {proved}\n"))
    })
}

/// Checks a deck and writes it.
pub(super) fn build(options: &args::Build, args: &Args) -> Result<(), Stop> {
    let mut run = Run::new(args, &options.file);
    let formats: BTreeSet<Kind> = if options.format.is_empty() {
        FORMATS.iter().map(|(_, kind)| *kind).collect()
    } else {
        options.format.iter().copied().collect()
    };
    run.check(&options.file, &options.lang, options.release, |run, checked| {
        let written = checked.and_then(|checked| run.write(&checked, options, &formats));
        run.tell(written.as_deref().unwrap_or_default())?;
        let Some(written) = written else {
            run.failed(&format!("{}; nothing was written", run.counts()));
            return Err(Stop::Findings);
        };
        let seconds = run.started.elapsed();
        let mut line = String::new();
        for file in &written {
            let _ = writeln!(line, "  {} ({})", file.path.display(), size(file.size));
        }
        let counts = run.counts();
        let found = if counts.is_empty() { String::new() } else { format!(", {counts}") };
        let head = format!(
            "Built {} in {}.{:02} s{found}\n",
            options.file.display(),
            seconds.as_secs(),
            seconds.subsec_millis() / 10
        );
        run.summary(&format!("{head}{line}"))
    })
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

impl Run<'_> {
    fn failed(&self, line: &str) {
        if self.args.message_format == MessageFormat::Human {
            let _ = print::error_line(&format!("error: {line}"));
        }
    }

    /// Makes every file of every language, and only then puts them in place.
    fn write(
        &mut self,
        checked: &Checked<'_>,
        options: &args::Build,
        formats: &BTreeSet<Kind>,
    ) -> Option<Vec<Written>> {
        let made = self.make(checked, formats, options.proof)?;
        let mut written = Vec::new();
        for file in made.iter().filter(|file| file.main) {
            written.push(Written { path: options.out.join(&file.path), size: file.bytes.len() });
        }
        if let Err((path, error)) = place(&options.out, &made) {
            let finding =
                Finding::about_file("unwritable", error.to_string(), path.display().to_string());
            self.report.push(finding.help("Choose another folder with `--out`"));
            return None;
        }
        Some(written)
    }

    /// Makes every file of every language in memory, and shows how far it is.
    fn make(
        &mut self,
        checked: &Checked<'_>,
        formats: &BTreeSet<Kind>,
        proof: bool,
    ) -> Option<Vec<OutputFile>> {
        let human = self.args.message_format == MessageFormat::Human && !self.args.quiet;
        let progress = Progress::start(checked.views().len(), human && print::watched());
        let watchdog = Watchdog::start();
        let made = self.make_all(checked, formats, proof, &progress);
        drop(watchdog);
        progress.finish();
        made
    }

    fn make_all(
        &mut self,
        checked: &Checked<'_>,
        formats: &BTreeSet<Kind>,
        proof: bool,
        progress: &Progress,
    ) -> Option<Vec<OutputFile>> {
        let mut writer = match Writer::new(checked.deck(), formats) {
            Ok(writer) => writer,
            Err(finding) => {
                self.report.push(*finding);
                return None;
            }
        };
        let name = deck_name(self.file);
        let mut made = Vec::new();
        for view in checked.views() {
            progress.step(view.lang.clone());
            let mut files = writer.write(checked, view, formats, &mut self.sources);
            if proof && let Ok(files) = &mut files {
                let sheet = Sheet::new(checked, view, &self.sources);
                match writer.proof(checked, view, &sheet, &mut self.sources) {
                    Ok(proof) => files.push(proof),
                    Err(findings) => self.report.extend(findings),
                }
            }
            match files {
                Ok(files) => made.extend(files.into_iter().map(|file| OutputFile {
                    path: format!("{name}/{}/{}", view.lang, file.path),
                    ..file
                })),
                Err(findings) => self.report.extend(findings),
            }
        }
        (!self.report.has_errors()).then_some(made)
    }
}

/// Names a deck by its folder, or by its file where that says more than `quarter` or `deck`.
pub(super) fn deck_name(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_else(|| "deck".to_owned());
    if stem != "quarter" && stem != "deck" {
        return stem;
    }
    let full = std::path::absolute(file).ok();
    let folder = full.as_deref().and_then(Path::parent).and_then(Path::file_name);
    folder.map_or(stem, |folder| folder.to_string_lossy().into_owned())
}

fn size(bytes: usize) -> String {
    if bytes < 10_000 { format!("{bytes} bytes") } else { format!("{} kB", bytes / 1000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_is_named_by_its_folder() {
        assert_eq!(deck_name(Path::new("examples/iij-1q-fy2010/quarter.yaml")), "iij-1q-fy2010");
        assert_eq!(deck_name(Path::new("decks/kddi-2q.yaml")), "kddi-2q");
    }
}
