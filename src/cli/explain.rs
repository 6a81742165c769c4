//! `explain`: the manual page of a finding.

use std::fmt::Write as _;

use super::{Stop, args, print};
use crate::diag::suggest;

include!("pages.rs");

/// Gives the manual page of a code.
#[must_use]
pub fn page(code: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == code).map(|(_, page)| *page)
}

/// Prints the page of a code, or the list of codes.
pub(super) fn explain(options: &args::Explain) -> Result<(), Stop> {
    let Some(code) = &options.code else {
        let mut list = String::new();
        for (code, page) in PAGES {
            let first = page.lines().find(|line| !line.is_empty() && !line.starts_with('#'));
            let _ = writeln!(list, "{code:20} {}", first.unwrap_or_default());
        }
        return print::out(&list);
    };
    match page(code) {
        Some(page) => print::out(page),
        None => {
            let help = suggest(code, PAGES.iter().map(|(name, _)| *name)).unwrap_or_default();
            Err(Stop::Environment(format!("no finding has the code `{code}`. {help}")))
        }
    }
}
