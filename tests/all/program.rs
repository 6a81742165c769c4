//! The program as its users start it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The program, to be given its arguments.
pub fn iijdeck() -> Command {
    Command::new(env!("CARGO_BIN_EXE_iijdeck"))
}

/// Runs the program in a folder.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    iijdeck().current_dir(folder).args(args).output().expect("the program runs")
}

/// All that was said, on both channels.
pub fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Runs a command; gives whether it succeeded, and its findings.
pub fn findings(folder: &Path, args: &[&str]) -> (bool, Vec<Value>) {
    let output = run(folder, &[args, &["--message-format", "json"]].concat());
    let told: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.success(), told["findings"].as_array().expect("a list").clone())
}
