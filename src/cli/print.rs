//! What goes to the terminal.

use std::io::{self, IsTerminal as _, Write as _};

use super::Stop;
use crate::diag::{Report, Style, render};
use crate::source::Sources;

/// Prints to standard output.
///
/// # Errors
/// That of the stream; a broken pipe among them.
pub(super) fn out(text: &str) -> Result<(), Stop> {
    let mut stream = anstream::stdout().lock();
    stream.write_all(text.as_bytes())?;
    stream.flush()?;
    Ok(())
}

/// Prints one line to the error stream.
pub(super) fn error_line(text: &str) -> io::Result<()> {
    writeln!(anstream::stderr().lock(), "{text}")
}

/// Words findings for people, as the error stream shows them.
pub(super) fn worded(report: &Report, sources: &Sources, short: bool) -> String {
    let human = || Style::Human { color: color(), width: width() };
    render(report, sources, if short { Style::Short } else { human() })
}

/// Prints findings that were worded, to the error stream.
pub(super) fn findings(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Colour is for terminals whose owner did not refuse it (`NO_COLOR`, `CLICOLOR`, `TERM=dumb`).
fn color() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// The width of the terminal, or what `COLUMNS` says; 100 where nobody tells.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let seen = || console::Term::stderr().size_checked().map(|(_, columns)| usize::from(columns));
    columns.or_else(seen).unwrap_or(100).max(40)
}

/// Tells whether somebody watches the error stream.
pub(super) fn watched() -> bool {
    io::stderr().is_terminal()
}
