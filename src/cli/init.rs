//! `init`: a small deck that builds.

use std::fs::{self, OpenOptions};
use std::io::Write as _;

use super::{Args, Stop, args, print};

/// The deck that `init` writes.
pub const DECK: &str = include_str!("../../assets/init/quarter.yaml");

/// Writes the small deck; never over a file that is there.
pub(super) fn init(options: &args::Init, args: &Args) -> Result<(), Stop> {
    let path = options.folder.join("quarter.yaml");
    let place = path.display();
    fs::create_dir_all(&options.folder)
        .map_err(|error| Stop::Environment(format!("{}: {error}", options.folder.display())))?;
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    file.and_then(|mut file| file.write_all(DECK.as_bytes())).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            Stop::Environment(format!("{place} is there already; it was left as it is"))
        } else {
            Stop::Environment(format!("{place}: {error}"))
        }
    })?;
    if args.quiet {
        return Ok(());
    }
    print::out(&format!("Wrote {place}\nBuild it with `iijdeck build {place}`\n"))
}
