//! `schema`, `completions` and `man`: what editors, shells and manuals need.

use clap::CommandFactory as _;

use super::{Args, Stop, args, print};
use crate::deck::DeckSpec;
use crate::shape;

/// Prints the JSON Schema of a source.
pub(super) fn schema() -> Result<(), Stop> {
    let schema = shape::document::<DeckSpec>("https://iijdeck.invalid/schema/1.json", "iijdeck");
    let text = serde_json::to_string_pretty(&schema)
        .map_err(|error| Stop::Environment(error.to_string()))?;
    print::out(&format!("{text}\n"))
}

/// Prints completions for a shell.
pub(super) fn completions(options: &args::Completions) -> Result<(), Stop> {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), "iijdeck", &mut text);
    print::out(&String::from_utf8_lossy(&text))
}

/// Prints the manual page, or writes one page a command into a folder.
pub(super) fn man(options: &args::Man) -> Result<(), Stop> {
    let command = Args::command();
    if let Some(folder) = &options.folder {
        std::fs::create_dir_all(folder)?;
        clap_mangen::generate_to(command, folder)?;
        return Ok(());
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text)?;
    print::out(&String::from_utf8_lossy(&text))
}
