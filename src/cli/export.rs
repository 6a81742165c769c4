//! `export`: what a deck knows, for other programs.

use super::build::BuildRun;
use super::put::put;
use super::{Args, Stop, args, print};
use crate::check;
use crate::deck;
use crate::diag::Report;
use crate::i18n::{Edition, translate};
use crate::source::Sources;
use crate::write::FactTable;

/// Writes the facts of a deck; one with errors is not exported.
pub(super) fn export(options: &args::Export, args: &Args) -> Result<(), Stop> {
    let args::ExportCommand::Facts(options) = &options.command;
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let Some(deck) = deck::read(&options.file, &mut sources, &mut report) else {
        BuildRun::of(args, &options.file, sources, report).print_findings()?;
        return Err(Stop::Findings);
    };
    let locales = deck.locales(&options.lang, &mut report);
    let own = deck.head.language.value.as_str();
    let others = locales.iter().filter(|locale| locale.tag != own);
    let translations: Vec<_> =
        others.filter_map(|locale| translate(&deck, locale, &mut sources, &mut report)).collect();
    let editions: Vec<_> = locales
        .iter()
        .filter_map(|locale| {
            if locale.tag == own {
                return Some(Edition::own(&deck, locale));
            }
            translations.iter().find(|one| one.locale.tag == locale.tag).map(Edition::of)
        })
        .collect();
    let Some(checked) = check::run(&deck, &editions, false, &sources, &mut report) else {
        BuildRun::of(args, &options.file, sources, report).print_findings()?;
        return Err(Stop::Findings);
    };
    let decks: Vec<_> =
        editions.iter().map(|edition| (edition.locale.tag.as_str(), edition.deck)).collect();
    let table = FactTable::new(&checked, &decks, &sources);
    let text = match options.format {
        args::DataFormat::Json => table.json(),
        args::DataFormat::Csv => {
            table.csv().map_err(|error| Stop::Environment(error.to_string()))?
        }
    };
    match &options.out {
        Some(path) => put(path, text, &sources),
        None => print::out(&text),
    }
}
