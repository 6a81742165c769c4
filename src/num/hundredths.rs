//! Hundredths of currencies: cents, pence, sen.
//!
//! What enters: a currency, or a word. What leaves: the names of its hundredth, the usual one first. It must
//! not know how a language prints them.

use super::unit::CurrencyCode;

/// The names by currency; other currencies have cents.
const NAMES: [(&str, &[&str]); 9] = [
    ("GBP", &["pence", "penny", "p"]),
    ("JPY", &["sen", "銭"]),
    ("INR", &["paise", "paisa"]),
    ("CHF", &["rappen", "centimes", "centime"]),
    ("CNY", &["fen", "分"]),
    ("SEK", &["öre"]),
    ("DKK", &["øre"]),
    ("NOK", &["øre"]),
    ("PLN", &["grosz", "grosze", "groszy"]),
];

/// What hundredths are called where a currency has no name of its own for them.
const CENTS: &[&str] = &["cents", "cent", "Cent", "セント"];

/// Gives the names of a currency's hundredths, the one that it is written with first.
pub(super) fn names(code: CurrencyCode) -> &'static [&'static str] {
    NAMES.iter().find(|(known, _)| *known == code.as_str()).map_or(CENTS, |(_, names)| names)
}

/// Tells whether a word names the hundredths of some currency.
pub(super) fn is_word(word: &str) -> bool {
    let mut all = NAMES.iter().flat_map(|(_, names)| *names).chain(CENTS);
    all.any(|name| *name == word && word.len() > 1)
}
