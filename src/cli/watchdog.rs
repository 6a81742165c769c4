//! A limit to the time and memory that making files may take.
//!
//! Templates are cut short by their own fuel, but Typst code that a deck's templates bring along
//! runs without a limit of its own. Nothing is in place before all files are made, so the process
//! can simply end.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::print;

/// Seconds that making all files may take; the reference deck needs a fifth of one.
const SECONDS: u64 = 120;
/// Memory that the process may hold, in MiB; the reference deck needs 70.
const MEBIBYTES: u64 = 1536;
/// How often it is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// Watches until it is dropped.
#[derive(Debug)]
pub(super) struct Watchdog(#[expect(dead_code, reason = "its end is the sign")] Sender<()>);

impl Watchdog {
    /// Starts to watch; ends the process with exit code 1 where a limit is passed.
    pub(super) fn start() -> Self {
        let (stop, stopped) = channel::<()>();
        let started = Instant::now();
        // Where the system gives no thread, the limits of templates and of the typesetter remain.
        let _ = thread::Builder::new().spawn(move || {
            while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let reason = if started.elapsed().as_secs() >= SECONDS {
                    format!("more than {SECONDS} seconds")
                } else if memory().is_some_and(|held| held > MEBIBYTES) {
                    format!("more than {MEBIBYTES} MiB of memory")
                } else {
                    continue;
                };
                let _ = print::error_line(&format!(
                    "error: making the files takes {reason}; nothing was written\n  \
                     = help: Look for a loop in the templates of the deck's folder, or for a broken font or \
                     an outsized picture in its theme"
                ));
                std::process::exit(i32::from(super::FINDINGS));
            }
        });
        Self(stop)
    }
}

/// Gives the memory that the process holds, in MiB, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim_end().parse().ok()?;
    Some(kibibytes >> 10)
}
