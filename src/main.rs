//! The program `iijdeck`; see the library for all it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    iijdeck::cli::main()
}
