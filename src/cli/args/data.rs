//! The arguments of `import` and `export`.

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Subcommand, ValueEnum};

/// Options of `import`.
#[derive(Debug, ClapArgs)]
pub struct ImportBook {
    /// The workbook (.xlsx, .xlsm) or table (.csv), in the deck's folder
    #[arg(value_name = "BOOK")]
    pub book: PathBuf,
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Replace figures too that the deck states already, not only those that are open
    #[arg(long)]
    pub replace: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Options of `filing`.
#[derive(Debug, ClapArgs)]
pub struct ListFiling {
    /// The filing: a folder or archive (.zip) of a tanshin or of EDINET, a page of Inline XBRL (.htm), an
    /// instance (.xbrl, .xml), or JSON (.json), either that of XBRL or the companyfacts of the SEC
    #[arg(value_name = "FILING")]
    pub filing: PathBuf,
    /// How the facts are listed
    #[arg(short, long, value_enum, default_value_t)]
    pub format: FilingFormat,
    /// Only concepts whose name holds this, such as Revenue; capital letters do not count
    #[arg(short, long, value_name = "NAME")]
    pub concept: Option<String>,
    /// Texts too, not only figures
    #[arg(long)]
    pub texts: bool,
    /// File to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// How the facts of a filing are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FilingFormat {
    /// Columns for people
    #[default]
    Table,
    /// One object with all facts
    Json,
    /// A line a fact, as RFC 4180 has it
    Csv,
}

/// Options of `export`.
#[derive(Debug, ClapArgs)]
pub struct Export {
    /// What to write
    #[command(subcommand)]
    pub command: ExportCommand,
}

/// What is exported.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Every fact: item, period, digits, unit, rounding, labels, source, and where it is shown
    Facts(ExportFacts),
}

/// Options of `export facts`.
#[derive(Debug, ClapArgs)]
pub struct ExportFacts {
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// JSON for programs, CSV for spreadsheets
    #[arg(short, long, value_enum, default_value_t)]
    pub format: DataFormat,
    /// Languages of labels and places, separated by commas; all that the deck has where left out
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
    /// File to write; standard output where left out
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A format of data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// One object with all facts
    #[default]
    Json,
    /// A line a fact, as RFC 4180 has it
    Csv,
}
