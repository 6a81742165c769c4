//! The program `iijdeck`; see the library for all it does.

use std::process::ExitCode;

/// Typesetting makes and drops many small things; this allocator keeps their pages at hand.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    iijdeck::cli::main()
}
