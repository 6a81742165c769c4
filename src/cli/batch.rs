//! Many decks: processes that share them, one summary.
//!
//! Each process builds one deck after the other, so that what all decks need is read once. A deck
//! that ends its process, by a limit or by our own bug, costs nobody but itself.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};

use super::args::Decks;
use super::build::{Outcome, seconds, show};
use super::set::deck_name;
use super::{Args, MessageFormat, Stop, print};
use crate::diag::merged;
use crate::write::forget;

/// Most decks that the summary names one by one.
const NAMED: usize = 20;

/// Refuses decks that would be written over each other.
pub(super) fn refuse_same_names(files: &[PathBuf]) -> Result<(), Stop> {
    let mut names: BTreeMap<String, &Path> = BTreeMap::new();
    for file in files {
        let name = deck_name(file);
        if let Some(other) = names.insert(name.clone(), file) {
            let (file, other) = (file.display(), other.display());
            return Err(Stop::Environment(format!(
                "{other} and {file} would both be written as `{name}`; nothing was written\n  \
                 = help: Name the files by their companies, or build them with `--out` of their own"
            )));
        }
    }
    Ok(())
}

/// Is one of the processes: does with each deck whose number is read what is to be done.
pub(super) fn work(files: &[PathBuf], one: impl Fn(&Path) -> Outcome) -> Result<(), Stop> {
    for line in io::stdin().lines() {
        let Some(file) = line?.trim().parse().ok().and_then(|at: usize| files.get(at)) else {
            return Err(Stop::Environment("this is no number of a deck".to_owned()));
        };
        let outcome = one(file);
        // What was kept for one deck is of little use to the next.
        forget();
        let line = serde_json::to_string(&outcome).map_err(io::Error::other)?;
        print::out(&format!("{line}\n"))?;
    }
    Ok(())
}

/// Has each deck of a share built or checked, and tells of all in the order of the arguments.
pub(super) fn run(decks: &Decks, share: &[usize], args: &Args, verb: &str) -> Result<(), Stop> {
    let started = Instant::now();
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = decks.jobs.map_or(cores, NonZeroUsize::get).min(share.len());
    let threads = (cores / jobs.max(1)).max(1);
    let next = AtomicUsize::new(0);
    let (send, outcomes) = channel();
    let mut all = Outcomes::default();
    let work = |send: Sender<(usize, Outcome)>| {
        let mut worker = None;
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            let Some(at) = share.get(nth) else { break };
            let outcome = done(&mut worker, *at, threads);
            if send.send((nth, outcome)).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        let work = &work;
        let begun = (0..jobs).filter(|_| {
            let send = send.clone();
            thread::Builder::new().spawn_scoped(scope, move || work(send)).is_ok()
        });
        // Where the system gives no thread, one deck is done after the other, and all are told at the end.
        if begun.count() == 0 {
            work(send.clone());
        }
        drop(send);
        let gathered = all.gather(&outcomes, decks, share, args);
        // Where nobody reads what is told, no further deck is begun.
        next.store(share.len(), Ordering::Relaxed);
        gathered
    })?;
    all.print_totals(args, verb, share.len(), started)
}

/// A process that does one deck after the other.
struct Worker {
    child: Child,
    replies: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts this program anew with the same arguments.
    fn start(threads: usize) -> io::Result<Self> {
        let given: Vec<OsString> = std::env::args_os().skip(1).collect();
        let mut command = Command::new(std::env::current_exe()?);
        let at = given.iter().position(|arg| arg == "build" || arg == "check");
        let (before, after) = given.split_at(at.map_or(0, |at| at + 1));
        command.args(before).arg("--worker").args(after);
        command.env("RAYON_NUM_THREADS", threads.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
        Ok(Self { child, replies: BufReader::new(stdout) })
    }

    fn ask(&mut self, at: usize) -> io::Result<Outcome> {
        let stdin = self.child.stdin.as_mut().ok_or_else(|| io::Error::other("no input"))?;
        io::Write::write_all(stdin, format!("{at}\n").as_bytes())?;
        let mut line = String::new();
        self.replies.read_line(&mut line)?;
        serde_json::from_str(&line).map_err(io::Error::other)
    }

    /// Ends the process, and says how it ended where it did so of itself.
    fn end(mut self) -> String {
        drop(self.child.stdin.take());
        self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string())
    }
}

/// Has a deck done by the worker, which is started where there is none.
fn done(kept: &mut Option<Worker>, at: usize, threads: usize) -> Outcome {
    let failed = |line: String| Outcome { line, errors: 1, ..Outcome::default() };
    let mut worker = match kept.take().map_or_else(|| Worker::start(threads), Ok) {
        Ok(worker) => worker,
        Err(error) => return failed(format!("no process for it could be started: {error}")),
    };
    match worker.ask(at) {
        Ok(outcome) => {
            *kept = Some(worker);
            outcome
        }
        Err(_) => failed(format!("its process ended early ({})", worker.end())),
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What became of all decks.
#[derive(Debug, Default)]
struct Outcomes {
    good: usize,
    errors: usize,
    warnings: usize,
    /// Those that failed, with a line on each.
    failed: Vec<(String, String)>,
    /// What programs are told of each deck.
    reports: Vec<(String, String)>,
    decks: Vec<Value>,
}

impl Outcomes {
    /// Takes each outcome when its turn comes.
    fn gather(
        &mut self,
        outcomes: &Receiver<(usize, Outcome)>,
        decks: &Decks,
        share: &[usize],
        args: &Args,
    ) -> Result<(), Stop> {
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (nth, outcome) in outcomes {
            waiting.insert(nth, outcome);
            while let Some(outcome) = waiting.remove(&turn) {
                let file = decks.files[share[turn]].display().to_string();
                self.take(file, outcome, args)?;
                turn += 1;
            }
        }
        Ok(())
    }

    fn take(&mut self, file: String, outcome: Outcome, args: &Args) -> Result<(), Stop> {
        let Outcome { good, rendered, line, errors, warnings } = outcome;
        self.errors += errors;
        self.warnings += warnings;
        if args.message_format == MessageFormat::Json {
            self.decks.push(json!({ "file": file, "good": good, "errors": errors,
                "warnings": warnings, "reason": (!good).then_some(&line) }));
        }
        if args.message_format.for_programs() {
            self.reports.push((file.clone(), rendered));
        } else {
            show(args, &rendered)?;
        }
        if good {
            self.good += 1;
        } else {
            if !args.message_format.for_programs() {
                print::error_line(&format!("error: {file}: {line}"))?;
            }
            self.failed.push((file, line));
        }
        Ok(())
    }

    /// Tells of all decks together.
    fn print_totals(
        &self,
        args: &Args,
        verb: &str,
        of: usize,
        started: Instant,
    ) -> Result<(), Stop> {
        let done = if verb == "build" { "Built" } else { "Checked" };
        match args.message_format {
            MessageFormat::Json => {
                let mut whole = merged::json(&self.reports, &self.failed);
                whole["decks"] = Value::Array(self.decks.clone());
                print::out(&format!("{whole}\n"))?;
            }
            MessageFormat::Sarif => {
                print::out(&format!("{}\n", merged::sarif(&self.reports, &self.failed, verb)))?;
            }
            MessageFormat::Junit => print::out(&merged::junit(&self.reports, &self.failed))?,
            MessageFormat::Human | MessageFormat::Short if args.quiet => {}
            MessageFormat::Human | MessageFormat::Short => {
                print::out(&self.summary(done, of, started))?;
            }
        }
        if self.failed.is_empty() { Ok(()) } else { Err(Stop::Findings) }
    }

    fn summary(&self, done: &str, of: usize, started: Instant) -> String {
        let took = seconds(started.elapsed());
        let mut text = format!("{done} {} of {of} decks in {took}", self.good);
        for (count, what) in [(self.errors, "error"), (self.warnings, "warning")] {
            let plural = if count == 1 { "" } else { "s" };
            if count > 0 {
                let _ = write!(text, ", {count} {what}{plural}");
            }
        }
        text.push('\n');
        for (file, why) in self.failed.iter().take(NAMED) {
            let _ = writeln!(text, "  {file}: {why}");
        }
        if self.failed.len() > NAMED {
            let _ = writeln!(text, "  and {} more", self.failed.len() - NAMED);
        }
        text
    }
}
