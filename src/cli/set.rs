//! The set of a deck: all its files below one folder, with the manifest that names them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::build::{BuildRun, Outcome, seconds};
use crate::code;
use crate::diag::{Finding, Severity};
use crate::write::{FolderState, Leftover, Lock, NotPlaced, OutputFile, leftover};

/// What became of the files of a set.
#[derive(Default)]
pub(super) struct SetOutcome {
    /// Decks that are in place, with their sizes.
    pub(super) files: Vec<(PathBuf, usize)>,
    /// Files that belong to the set no more, and are gone.
    pub(super) gone: Vec<PathBuf>,
}

impl BuildRun<'_> {
    /// Finishes, or takes back, what a run that was killed left of a deck's set.
    pub(super) fn settle(&mut self, out: &Path) {
        if let Err(failed) = Lock::settle(&out.join(deck_name(self.file))) {
            self.report.push(unwritable(&failed));
        }
    }

    /// Puts the files of every language in place, once all are made, and says what became of it.
    /// `partial` is whether languages or formats were asked for by name.
    pub(super) fn placed(
        &mut self,
        made: Option<Vec<OutputFile>>,
        out: &Path,
        partial: bool,
    ) -> Outcome {
        let placed = made.map(|made| self.place(&made, out));
        let mixed = matches!(&placed, Some(Err(NotPlaced { left: FolderState::Mixed(_), .. })));
        let placed = placed.and_then(Result::ok);
        let rendered = self.rendered(placed.as_ref());
        let counts = self.counts();
        let Some(placed) = placed else {
            let written =
                if mixed { "part of the set was replaced" } else { "nothing was written" };
            return self.outcome(false, rendered, format!("{counts}; {written}"));
        };
        let found = if counts.is_empty() { String::new() } else { format!(", {counts}") };
        let took = seconds(self.started.elapsed());
        let mut line = format!("Built {} in {took}{found}\n", self.file.display());
        for (path, bytes) in &placed.files {
            let _ = writeln!(line, "  {} ({})", path.display(), size(*bytes));
        }
        // Nobody looks for a font.
        for path in placed.gone.iter().filter(|path| !path.parent().is_some_and(is_fonts)) {
            let _ = writeln!(line, "  {} is gone: it belongs to the set no more", path.display());
        }
        if partial && !placed.gone.is_empty() {
            line += "  The set holds what this build was asked for; without `--lang` and `--format` it holds all\n";
        }
        self.outcome(true, rendered, line)
    }

    fn place(&mut self, files: &[OutputFile], out: &Path) -> Result<SetOutcome, NotPlaced> {
        let name = deck_name(self.file);
        let placed = Lock::of_set(out, &name).and_then(|lock| {
            let Leftover { gone, edited } = leftover(lock.folder(), files);
            lock.place(files, &gone, None)?;
            Ok((lock.folder().to_owned(), gone, edited))
        });
        let (folder, gone, edited) =
            placed.inspect_err(|failed| self.report.push(unwritable(failed)))?;
        for path in edited {
            let message = "it no longer belongs to the set, and was changed since it was written";
            let path = folder.join(&path).display().to_string();
            let finding = Finding::about_file(code::LEFT_OVER, message, path);
            let finding = Finding { severity: Severity::Warning, ..finding };
            self.report.push(finding.help("Keep it elsewhere, or remove it"));
        }
        let main = files.iter().filter(|file| file.main);
        let files = main.map(|file| (folder.join(&file.path), file.bytes.len())).collect();
        Ok(SetOutcome { files, gone: gone.iter().map(|path| folder.join(path)).collect() })
    }
}

fn is_fonts(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == "fonts")
}

fn unwritable(failed: &NotPlaced) -> Finding {
    let message = format!("{}; {}", failed.error, failed.left);
    let help = match failed.left {
        FolderState::Untouched => {
            "Choose another folder with `--out`, or close the program that holds the file"
        }
        FolderState::Mixed(_) => "Close the program that holds it, and build again",
    };
    Finding::about_file(code::UNWRITABLE, message, failed.path.display().to_string()).help(help)
}

/// Gives the files of one language their place in the set.
pub(super) fn filed(
    lang: &str,
    files: Vec<OutputFile>,
) -> impl Iterator<Item = OutputFile> + use<> {
    let lang = lang.to_owned();
    files.into_iter().map(move |file| OutputFile { path: format!("{lang}/{}", file.path), ..file })
}

/// Names a deck by its folder, or by its file where that says more than `quarter` or `deck`.
pub(super) fn deck_name(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    // Of `..yaml` only a dot is left, which names another folder.
    let dots = stem.bytes().all(|byte| byte == b'.');
    if stem != "quarter" && stem != "deck" && !dots {
        return stem;
    }
    let full = std::path::absolute(file).ok();
    let folder = full.as_deref().and_then(Path::parent).and_then(Path::file_name);
    let named = folder.map(|folder| folder.to_string_lossy().into_owned());
    named.unwrap_or_else(|| if dots { "deck".to_owned() } else { stem })
}

fn size(bytes: usize) -> String {
    if bytes < 10_000 { format!("{bytes} bytes") } else { format!("{} kB", bytes / 1000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_is_named_by_its_folder() {
        let name = |path: &str| deck_name(Path::new(path));
        assert_eq!(name("examples/iij-1q-fy2010/quarter.yaml"), "iij-1q-fy2010");
        assert_eq!(name("decks/kddi-2q.yaml"), "kddi-2q");
        for odd in ["decks/...yaml", "decks/..yaml", "decks/....yaml", "decks/.."] {
            assert_eq!(name(odd), "decks", "{odd}");
        }
        assert_eq!(name("/...yaml"), "deck");
    }
}
