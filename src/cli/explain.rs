//! `explain`: the manual page of a finding.

use std::fmt::Write as _;

use super::{Stop, args, print};
use crate::code::{self, Code};
use crate::diag::suggest;

/// Prints the page of a code, or the list of codes.
pub(super) fn explain(options: &args::Explain) -> Result<(), Stop> {
    let Some(code) = &options.code else {
        let mut list = String::new();
        for code in code::ALL {
            let first = code.page().lines().find(|line| !line.is_empty() && !line.starts_with('#'));
            let _ = writeln!(list, "{code:20} {}", first.unwrap_or_default());
        }
        return print::out(&list);
    };
    match Code::named(code) {
        Some(code) => print::out(code.page()),
        None => {
            let help = suggest(code, code::ALL.iter().map(|code| code.name())).unwrap_or_default();
            Err(Stop::Environment(format!("no finding has the code `{code}`. {help}")))
        }
    }
}
