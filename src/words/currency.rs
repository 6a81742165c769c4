//! Currencies beside figures, by name, code and sign.

use super::beside::{Measured, Typed, ends, is_ideograph, longest, same};
use super::inline;
use crate::locale::{BesideWords, Locale};

/// The currencies of ISO 4217, but for two that are words: ALL and TOP.
const CODES: &str = "AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL \
    BSD BTN BWP BYN BZD CAD CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB \
    EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD \
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP \
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON \
    RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TRY \
    TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";
/// Reads the name, code or sign of a currency; some names are one behind a scale alone.
pub(super) fn money(
    text: &str,
    at: usize,
    scaled: bool,
    words: &BesideWords,
) -> Option<(Measured, usize)> {
    let names = |code: &'static str| (code, code);
    let code = text.get(at..at + 3).filter(|code| is_code(code) && ends(text, at + 3, code));
    let code = code.and_then(|code| CODES.split_whitespace().find(|known| *known == code));
    let usual = |name: &str| scaled || !words.only_scaled.iter().any(|word| word == name);
    let all = || {
        let listed = words
            .money
            .iter()
            .flat_map(|(code, names)| names.iter().map(move |name| (code.as_str(), name.as_str())));
        listed.filter(|(_, name)| usual(name)).chain(code.map(names))
    };
    let (_, end) = longest(text, at, false, all())?;
    let name = text.get(at..end)?;
    let same = all().filter(|(_, known)| same(known, name));
    let codes = same.map(|(code, _)| (*code).to_owned()).collect();
    Some((Measured::Money(codes), end))
}

/// Tells whether a word is the code of a currency.
pub(super) fn is_code(text: &str) -> bool {
    // Nearly every word that is asked about fails here.
    let letters = text.bytes().all(|letter| letter.is_ascii_uppercase());
    letters && CODES.split_whitespace().any(|code| code == text)
}

/// Finds the currency right before a figure that starts at `at`: a code or a sign.
#[must_use]
pub fn money_before(text: &str, at: usize, locale: &Locale) -> Option<Typed> {
    let before = &text[..inline::before(text, at, true)];
    let words = &locale.beside;
    let names = words.money.values().flatten().map(String::as_str);
    let names = names.chain(CODES.split_whitespace());
    // "in yen" before a figure belongs to what was said before it.
    let marks = names.filter(|name| name.chars().all(|c| !c.is_alphabetic() || c.is_uppercase()));
    let marks = marks.filter(|name| !name.chars().any(is_ideograph));
    let found = marks.filter(|name| before.ends_with(name)).max_by_key(|name| name.len())?;
    let start = before.len() - found.len();
    let letter = |c: char| c.is_ascii_alphanumeric();
    let whole = !(found.starts_with(letter) && text[..start].ends_with(letter));
    let (money, _) = money(&text[..before.len()], start, true, words)?;
    whole.then_some(Typed { range: start..before.len(), scale: None, measured: Some(money) })
}
