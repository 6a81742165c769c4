//! `watch` and `serve`.

use std::path::Path;
use std::time::Instant;

use super::build::{BuildRun, Outcome, formats, seconds, show};
use super::set::filed;
use super::watchdog::Watchdog;
use super::{Args, Stop, args, print};
use crate::live::{Editor, FolderWatch, IncrementalBuild, ServedState, Server};
use crate::write::{HTML, PDF};

/// Builds a deck at every save.
pub(super) fn watch(options: &args::Watch, args: &Args) -> Result<(), Stop> {
    let mut watch = watched(&options.file, &options.out)?;
    let mut incremental =
        IncrementalBuild::new(&options.file, &options.lang, formats(&options.format)).of_set();
    loop {
        let started = Instant::now();
        let watchdog = Watchdog::start();
        let mut built = incremental.build();
        drop(watchdog);
        let asked = std::mem::take(&mut built.asked);
        let files = built.decks.map(|decks| {
            let files = decks.into_iter().flat_map(|made| filed(&made.lang, made.files));
            files.chain(built.manifest).collect()
        });
        let run = BuildRun::of(args, &options.file, built.sources, built.report);
        let partial = !options.lang.is_empty() || !options.format.is_empty();
        let Outcome { good, rendered, line, .. } =
            run.since(started).placed(files, &options.out, partial);
        show(args, &rendered)?;
        if !good {
            print::error_line(&format!("error: {line}"))?;
        } else if !args.quiet && !args.message_format.for_programs() {
            print::out(&line)?;
        }
        watch.know(&asked);
        wait(&mut watch, &mut incremental)?;
    }
}

/// Shows a deck on a local page, anew at every save.
pub(super) fn serve(options: &args::Serve, args: &Args) -> Result<(), Stop> {
    let mut watch = watched(&options.file, Path::new("out"))?;
    let formats = [&HTML, &PDF].into_iter().collect();
    let mut incremental = IncrementalBuild::new(&options.file, &options.lang, formats);
    let state = ServedState::new(&options.file, Editor(options.editor.clone()));
    let server = Server::start(options.port, state)
        .map_err(|error| Stop::Environment(format!("port {}: {error}", options.port)))?;
    let (file, port) = (options.file.display(), server.port());
    print::out(&format!("{file} is shown at http://127.0.0.1:{port}/ until you press Ctrl-C\n"))?;
    let mut shown = false;
    loop {
        let started = Instant::now();
        let watchdog = Watchdog::start();
        let mut built = incremental.build();
        drop(watchdog);
        if !args.info {
            built.report.hide_infos();
        }
        let broken = match (built.decks.is_some(), shown) {
            (true, _) => "",
            (false, true) => ": it has errors, and the last good deck stays",
            (false, false) => ": it has errors, and is shown once they are corrected",
        };
        shown |= built.decks.is_some();
        let took = started.elapsed();
        server.change(|state| state.take(&mut built, took));
        if !args.quiet {
            print::out(&format!("{file} in {}{broken}\n", seconds(took)))?;
        }
        watch.know(&built.asked);
        wait(&mut watch, &mut incremental)?;
    }
}

fn watched(file: &Path, out: &Path) -> Result<FolderWatch, Stop> {
    FolderWatch::new(file, out).map_err(|error| {
        let file = file.display();
        Stop::Environment(format!("{file} cannot be watched: {error}"))
    })
}

fn wait(watch: &mut FolderWatch, incremental: &mut IncrementalBuild) -> Result<(), Stop> {
    let saved = watch.wait().map_err(Stop::Environment)?;
    if saved.others {
        incremental.start_over();
    }
    Ok(())
}
