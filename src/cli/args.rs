//! The arguments.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

mod data;

pub use data::{DataFormat, Export, ExportCommand, FilingFormat, ImportBook, ListFiling};

use crate::num::{Date, Period};
use crate::write::{FORMATS, Format};

/// Builds financial results decks from one checked YAML source
#[derive(Debug, Parser)]
#[command(name = "iijdeck", version, max_term_width = 100, propagate_version = true)]
pub struct Args {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// How findings are told
    #[arg(long, value_enum, default_value_t, global = true, value_name = "STYLE")]
    pub message_format: MessageFormat,
    /// Tell findings only, no summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// List infos too: figures that hold only by rounding, changes that may round otherwise
    #[arg(long, global = true)]
    pub info: bool,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the source line, the reason and a way out
    #[default]
    Human,
    /// One line each: file, line, column, severity, code, message
    Short,
    /// One JSON object on standard output
    Json,
    /// A SARIF 2.1.0 log on standard output, for code review
    Sarif,
    /// JUnit XML on standard output: a test for every code
    Junit,
}

impl MessageFormat {
    /// Tells whether standard output holds the findings, and so nothing else.
    #[must_use]
    pub fn for_programs(self) -> bool {
        matches!(self, Self::Json | Self::Sarif | Self::Junit)
    }
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a deck and write it in every format
    Build(Build),
    /// Check a deck, also whether it fits its slides, and write nothing
    Check(Check),
    /// Read finished files back and prove that they hold every figure
    Verify(Verify),
    /// Make, renew and judge the catalogues that a deck is translated with
    I18n(I18n),
    /// Fill in figures from a workbook, each with the cell it came from
    Import(ImportBook),
    /// List the facts of an XBRL filing as read: concept, period, members, unit, digits, place
    Filing(ListFiling),
    /// Write what a deck knows as data for other programs
    Export(Export),
    /// Check a deck and write it, again at every save
    Watch(Watch),
    /// Show a deck on a local page, with its findings, anew at every save
    Serve(Serve),
    /// Start a small deck that builds
    Init(Init),
    /// Start the next quarter's file from the last one
    Roll(Roll),
    /// Tell what changed between two decks: figures, relations, slides, texts, translations
    Diff(Diff),
    /// Sign a slide, a figure or all slides, as they are now
    Sign(Sign),
    /// Print the JSON Schema of the source, for editors
    Schema,
    /// Explain the code of a finding
    Explain(Explain),
    /// Tell what the whole deck implies of one figure, and from which statements
    ExplainFact(ExplainFact),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page, or write all pages into a folder
    Man(Man),
}

/// The decks of `build` and `check`, and how many machines and processes share them.
#[derive(Debug, ClapArgs)]
pub struct Decks {
    /// The decks; several are shared among the cores, and none stops the others
    #[arg(default_value = "quarter.yaml", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Take only the Kth of every N decks, so that N machines share them: 1/40 to 40/40
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Decks at once; as many as there are cores where left out
    #[arg(short, long, value_name = "COUNT")]
    pub jobs: Option<NonZeroUsize>,
    /// Be one of the processes that share the decks: numbers of decks come on standard input
    #[arg(long, hide = true)]
    pub worker: bool,
}

/// One of several equal shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which share, from 1.
    pub share: usize,
    /// How many there are.
    pub of: usize,
}

impl Decks {
    /// Gives the positions of the decks of this share, if it is not one deck alone.
    #[must_use]
    pub fn several(&self) -> Option<Vec<usize>> {
        let all = 0..self.files.len();
        match self.shard {
            Some(Shard { share, of }) => Some(all.skip(share - 1).step_by(of).collect()),
            None if self.files.len() > 1 => Some(all.collect()),
            None => None,
        }
    }
}

/// Options of `build`.
#[derive(Debug, ClapArgs)]
pub struct Build {
    /// Which decks
    #[command(flatten)]
    pub decks: Decks,
    /// Formats, separated by commas: md, html, typ, pdf, which are made where left out, and xlsx, the databook. The set
    /// then holds these alone:
    /// what an earlier build wrote in others is taken away
    #[arg(short, long, value_delimiter = ',', value_parser = format, action = ArgAction::Append)]
    pub format: Vec<&'static Format>,
    /// Languages, separated by commas; all that the deck has where left out. The set then holds these alone:
    /// what an earlier build wrote in others is taken away; `--out` puts a trial elsewhere
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
    /// Folder that the decks are written below
    #[arg(short, long, default_value = "out", value_name = "DIR")]
    pub out: PathBuf,
    /// Refuse to write while anything is missing or doubtful: warnings are errors
    #[arg(long)]
    pub release: bool,
    /// Write proof.pdf too: the slides with a tick at every figure, and what proves each of them
    #[arg(long)]
    pub proof: bool,
}

/// Options of `check`.
#[derive(Debug, ClapArgs)]
pub struct Check {
    /// Which decks
    #[command(flatten)]
    pub decks: Decks,
    /// Languages, separated by commas; all that the deck has where left out
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
    /// Judge as for a release: warnings are errors
    #[arg(long)]
    pub release: bool,
}

/// Options of `watch`.
#[derive(Debug, ClapArgs)]
pub struct Watch {
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Formats, separated by commas: md, html, typ, pdf, which are made where left out, and xlsx, the databook. The set
    /// then holds these alone:
    /// what an earlier build wrote in others is taken away
    #[arg(short, long, value_delimiter = ',', value_parser = format, action = ArgAction::Append)]
    pub format: Vec<&'static Format>,
    /// Languages, separated by commas; all that the deck has where left out. The set then holds these alone:
    /// what an earlier build wrote in others is taken away; `--out` puts a trial elsewhere
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
    /// Folder that the decks are written below
    #[arg(short, long, default_value = "out", value_name = "DIR")]
    pub out: PathBuf,
}

/// Options of `serve`.
#[derive(Debug, ClapArgs)]
pub struct Serve {
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Languages, separated by commas, shown side by side; all that the deck has where left out
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
    /// Port of the loopback address; 0 takes any that is free
    #[arg(short, long, default_value_t = 4710)]
    pub port: u16,
    /// Address that opens a line in your editor
    #[arg(long, value_name = "LINK", default_value = "vscode://file{file}:{line}:{column}")]
    pub editor: String,
}

/// Options of `verify`.
#[derive(Debug, ClapArgs)]
pub struct Verify {
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Languages, separated by commas; all that the deck has where left out
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
    /// Folder that the decks were written below
    #[arg(short, long, default_value = "out", value_name = "DIR")]
    pub out: PathBuf,
}

/// Options of `i18n`.
#[derive(Debug, ClapArgs)]
pub struct I18n {
    /// What to do
    #[command(subcommand)]
    pub command: I18nCommand,
}

/// A command on catalogues.
#[derive(Debug, Subcommand)]
pub enum I18nCommand {
    /// Write i18n/TAG.po, or i18n/DECK.TAG.po, beside the deck for each language that has none yet
    Extract(Catalogues),
    /// Renew the catalogues: keep translations, mark those of changed texts fuzzy
    Update(Catalogues),
    /// Tell how much of each language is translated, and where texts are left
    Status(Catalogues),
    /// Take translations over from a PO file that came back from a translator
    Import(Import),
}

/// Options of commands on all catalogues.
#[derive(Debug, ClapArgs)]
pub struct Catalogues {
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Languages, separated by commas; those under `translations` where left out
    #[arg(short, long, value_delimiter = ',', action = ArgAction::Append)]
    pub lang: Vec<String>,
}

/// Options of `i18n import`.
#[derive(Debug, ClapArgs)]
pub struct Import {
    /// The translated PO file
    pub po: PathBuf,
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Its language
    #[arg(short, long)]
    pub lang: String,
}

/// Options of `init`.
#[derive(Debug, ClapArgs)]
pub struct Init {
    /// Folder to start the deck in
    #[arg(default_value = ".")]
    pub folder: PathBuf,
}

/// Options of `roll`.
#[derive(Debug, ClapArgs)]
pub struct Roll {
    /// The deck of the last quarter; it is left as it is
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// The period that the new deck reports, such as 2Q10
    #[arg(long, value_name = "PERIOD")]
    pub to: Period,
    /// Day of publication; where left out, as many days after the quarter as the last deck
    #[arg(long, value_name = "DAY")]
    pub date: Option<Date>,
    /// The new file; beside the last, named by its period, where left out
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Options of `diff`.
///
/// The exit code is 0 whether the decks differ or not, 1 where a restated figure has no reason or a
/// deck cannot be read; with `--exit-code` it is 1 where they differ, too.
#[derive(Debug, ClapArgs)]
pub struct Diff {
    /// The old deck: a file, a folder with quarter.yaml, or a git revision of --deck; REVISION:PATH names
    /// a deck of it
    pub old: String,
    /// The new deck, likewise; the file --deck as it is now where left out
    pub new: Option<String>,
    /// The deck that revisions are of
    #[arg(long, value_name = "FILE", default_value = "quarter.yaml")]
    pub deck: PathBuf,
    /// How it is told
    #[arg(short, long, value_enum, default_value_t)]
    pub format: DiffFormat,
    /// File to write it to, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// End with exit code 1 where the decks differ
    #[arg(long)]
    pub exit_code: bool,
}

/// How a difference is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people at a terminal
    #[default]
    Human,
    /// One JSON object
    Json,
    /// Markdown for a pull request
    Markdown,
    /// A redline: one HTML file with both decks' pages side by side
    Html,
}

/// Options of `sign`.
#[derive(Debug, ClapArgs)]
pub struct Sign {
    /// A slide by its id or page number, a figure such as revenue@1Q10, deck (what is no slide), or all
    pub what: String,
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
    /// Who signs
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Day of the signature; the deck's date where left out
    #[arg(long, value_name = "DAY")]
    pub date: Option<Date>,
    /// Languages that are signed, with the deck's own among them; all where left out
    #[arg(long, value_delimiter = ',', value_name = "LANG")]
    pub lang: Vec<String>,
}

/// Options of `explain`.
#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// Code of a finding, such as total-differs; all codes are listed where left out
    pub code: Option<String>,
}

/// Options of `explain-fact`.
#[derive(Debug, ClapArgs)]
pub struct ExplainFact {
    /// The figure, such as revenue@1Q09 or revenue@FY2010/revised
    pub figure: String,
    /// The deck
    #[arg(default_value = "quarter.yaml")]
    pub file: PathBuf,
}

/// Options of `completions`.
#[derive(Debug, ClapArgs)]
pub struct Completions {
    /// The shell
    pub shell: Shell,
}

/// Options of `man`.
#[derive(Debug, ClapArgs)]
pub struct Man {
    /// Folder to write the pages of all commands into
    pub folder: Option<PathBuf>,
}

fn format(text: &str) -> Result<&'static Format, String> {
    Format::named(text).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        format!("the formats are {}", names.join(", "))
    })
}

fn shard(text: &str) -> Result<Shard, String> {
    let parts =
        text.split_once('/').and_then(|(share, of)| share.parse().ok().zip(of.parse().ok()));
    match parts {
        Some((share, of)) if 1 <= share && share <= of => Ok(Shard { share, of }),
        Some(_) | None => Err("write the share and how many there are, such as 3/40".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deck_is_in_one_share() {
        let files: Vec<_> = (0..101).map(|at| PathBuf::from(format!("{at}.yaml"))).collect();
        let mut seen = Vec::new();
        for share in 1..=40 {
            let shard = Some(shard(&format!("{share}/40")).expect("a share"));
            let decks = Decks { files: files.clone(), shard, jobs: None, worker: false };
            seen.extend(decks.several().expect("a share"));
        }
        seen.sort_unstable();
        assert_eq!(seen, (0..101).collect::<Vec<_>>());
        for bad in ["0/4", "5/4", "3", "/", "a/b", "-1/4"] {
            assert!(shard(bad).is_err(), "{bad}");
        }
    }
}
