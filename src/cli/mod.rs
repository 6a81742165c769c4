//! The command line: the only place that prints, reads the environment or exits.
//!
//! Enters: arguments. Leaves: files in place, findings on the error stream, and an exit code:
//! 0 clean, 1 findings or environment, 2 usage, 3 broken pipe, 255 our own bug.

mod args;
mod batch;
mod build;
mod diff;
mod explain;
mod explain_fact;
mod export;
mod filing;
mod finished;
mod i18n;
mod import;
mod init;
mod live;
mod print;
mod progress;
mod put;
mod reference;
mod revision;
mod roll;
mod set;
mod sign;
mod verify;
mod watchdog;

pub use args::{Args, Command, MessageFormat};
pub use init::DECK as INIT_DECK;

use std::process::ExitCode;

use clap::Parser as _;
use rayon::ThreadPoolBuilder;

/// Nothing to complain of.
const CLEAN: u8 = 0;
/// The source has errors, or the system said no.
const FINDINGS: u8 = 1;
/// The reader of our output went away.
const BROKEN_PIPE: u8 = 3;
/// Our own bug.
const INTERNAL: u8 = 255;

/// Stack of each thread, in bytes: as much as the first has on most systems.
const STACK: usize = 8 << 20;

/// Says why a command ended early.
#[derive(Debug)]
pub enum Stop {
    /// The findings were told; nothing was written.
    Findings,
    /// The system said no, with what to tell of it.
    Environment(String),
    /// The output's reader went away.
    BrokenPipe,
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Environment(error.to_string())
        }
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let _ = print::error_line(&format!(
            "internal error: {panic}\nThis is a bug of iijdeck; earlier outputs are untouched"
        ));
    }));
    let args = Args::parse();
    let code = match std::panic::catch_unwind(|| with_threads(|| run(&args))) {
        Ok(Ok(())) => CLEAN,
        Ok(Err(Stop::Findings)) => FINDINGS,
        Ok(Err(Stop::BrokenPipe)) => BROKEN_PIPE,
        Ok(Err(Stop::Environment(message))) => {
            let _ = print::error_line(&format!("error: {message}"));
            FINDINGS
        }
        Err(_) => INTERNAL,
    };
    ExitCode::from(code)
}

/// Runs with the threads that the system gives; where it gives none, with the one there is.
fn with_threads(run: impl FnOnce() -> Result<(), Stop> + Send) -> Result<(), Stop> {
    let alone = |_| ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    let pool = ThreadPoolBuilder::new().stack_size(STACK).build().or_else(alone);
    match pool {
        Ok(pool) => pool.install(run),
        Err(error) => Err(Stop::Environment(format!("no thread can be started: {error}"))),
    }
}

fn run(args: &Args) -> Result<(), Stop> {
    match &args.command {
        Command::Build(options) => build::build(options, args),
        Command::Check(options) => build::check(options, args),
        Command::Verify(options) => verify::verify(options, args),
        Command::I18n(options) => i18n::i18n(options, args),
        Command::Import(options) => import::import(options, args),
        Command::Filing(options) => filing::filing(options, args),
        Command::Export(options) => export::export(options, args),
        Command::Watch(options) => live::watch(options, args),
        Command::Serve(options) => live::serve(options, args),
        Command::Init(options) => init::init(options, args),
        Command::Roll(options) => roll::roll(options, args),
        Command::Diff(options) => diff::diff(options, args),
        Command::Sign(options) => sign::sign(options, args),
        Command::Schema => reference::schema(),
        Command::Explain(options) => explain::explain(options),
        Command::ExplainFact(options) => explain_fact::explain_fact(options, args),
        Command::Completions(options) => reference::completions(options),
        Command::Man(options) => reference::man(options),
    }
}
