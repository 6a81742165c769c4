//! Mutated input for every reader: none may panic, hang or take all memory.
//!
//! `cargo run --release --example fuzz -- TARGET SECONDS [SEED]`. The same seed gives the same
//! inputs, so that what failed fails again; it is kept in `target/fuzz` as well. Without a target
//! it lists them. It runs on stable Rust; ARCHITECTURE.md says why without a library.

mod mutate;
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use mutate::Mutator;
use targets::{TARGETS, Target};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Longest that one input may take.
const SLOWEST: Duration = Duration::from_secs(10);
/// Memory that the process may hold, in MiB.
const MEBIBYTES: u64 = 1024;
/// How often time and memory are looked at.
const PAUSE: Duration = Duration::from_millis(100);
/// Stack of an input, in bytes: that of the program's threads.
const STACK: usize = 8 << 20;
/// Longest input; a longer one says nothing new.
const LONGEST: usize = 64 << 10;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let target = args.first().and_then(|name| TARGETS.iter().find(|target| target.name == *name));
    let seconds = args.get(1).and_then(|text| text.parse().ok());
    let (Some(target), Some(seconds)) = (target, seconds) else {
        let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
        say(&format!("usage: fuzz {} SECONDS [SEED]", names.join("|")));
        return ExitCode::from(2);
    };
    let seed = args.get(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let fuzzed = move || fuzz(target, Duration::from_secs(seconds), seed);
    let thread = thread::Builder::new().stack_size(STACK).spawn(fuzzed);
    thread.map_or(ExitCode::FAILURE, |thread| thread.join().unwrap_or(ExitCode::FAILURE))
}

fn fuzz(target: &'static Target, long: Duration, seed: u64) -> ExitCode {
    let corpus = (target.corpus)();
    assert!(!corpus.is_empty(), "there is something to start from");
    let mut mutator = Mutator::new(seed, &corpus);
    let started = Instant::now();
    let begun = Arc::new(AtomicU64::new(0));
    let tried = Arc::new(Mutex::new(Vec::new()));
    watch(started, Arc::clone(&begun), target.name, Arc::clone(&tried));
    let (mut count, mut slowest) = (0_u64, Duration::ZERO);
    let mut run = (target.start)();
    while started.elapsed() < long {
        let input = mutator.next(LONGEST);
        tried.lock().expect("nobody panics with it").clone_from(&input);
        // An end of the stack ends the process, and leaves no time to keep what did it.
        let kept = keep(target.name, &input);
        let start = started.elapsed();
        begun.store(millis(start) + 1, Ordering::SeqCst);
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&input)));
        begun.store(0, Ordering::SeqCst);
        let took = started.elapsed().saturating_sub(start);
        if ran.is_err() {
            say(&format!("{}: PANIC at input {count} of seed {seed}, kept in {kept}", target.name));
            return ExitCode::FAILURE;
        }
        slowest = slowest.max(took);
        count += 1;
    }
    let _ = fs::remove_file(kept_at(target.name));
    let (memory, slowest) = (memory().unwrap_or_default(), slowest.as_millis());
    say(&format!(
        "{}: {count} inputs from {} texts, no panic; the slowest took {slowest} ms; {memory} MiB",
        target.name,
        corpus.len()
    ));
    ExitCode::SUCCESS
}

/// Ends the process where an input takes too long, or memory grows without end.
fn watch(started: Instant, begun: Arc<AtomicU64>, name: &'static str, tried: Arc<Mutex<Vec<u8>>>) {
    thread::spawn(move || {
        loop {
            thread::sleep(PAUSE);
            let since = begun.load(Ordering::SeqCst);
            let now = millis(started.elapsed());
            let slow = since > 0 && now.saturating_sub(since) > millis(SLOWEST);
            let large = memory().is_some_and(|held| held > MEBIBYTES);
            if slow || large {
                let what = if slow { "an input takes too long" } else { "memory runs away" };
                let kept = keep(name, &tried.lock().expect("nobody panics with it"));
                say(&format!("{name}: {what}; kept in {kept}"));
                std::process::exit(1);
            }
        }
    });
}

/// Keeps the input that failed, and tells where.
fn keep(name: &str, input: &[u8]) -> String {
    let path = kept_at(name);
    let kept =
        path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, input));
    kept.map_or_else(|error| error.to_string(), |()| path.display().to_string())
}

fn kept_at(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/fuzz/{name}.input"))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Gives the memory that the process holds, in MiB, where the system tells.
fn memory() -> Option<u64> {
    let told = fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim_end().parse().ok()?;
    Some(kibibytes >> 10)
}

#[expect(clippy::print_stderr, reason = "a program of its own, for developers")]
fn say(text: &str) {
    eprintln!("{text}");
}
