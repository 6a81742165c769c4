//! The catalogue of a language as it lies beside the deck, and what its header says.

use super::forms;
use super::po::{self, Catalogue, field};
use super::translate::catalogue_path;
use crate::code;
use crate::deck::unreadable;
use crate::diag::{Finding, Report};
use crate::locale::{Locale, PluralFormula};
use crate::source::{Folder, ReadError, Sources};

/// Reads the catalogue of a language; what is wrong with it is reported.
///
/// # Errors
/// Why it cannot be read; nothing where that is reported already.
pub fn catalogue(
    folder: &Folder,
    locale: &Locale,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Catalogue, Option<ReadError>> {
    let path = catalogue_path(folder, &locale.tag);
    let shown = folder.root().join(&path).display().to_string();
    let text = match folder.text(&path) {
        Ok(text) => text,
        Err(error @ ReadError::NotUtf8 { .. }) => {
            report.push(not_utf8(&error, &shown, sources));
            return Err(None);
        }
        Err(error) => return Err(Some(error)),
    };
    let file = sources.add(shown, text);
    Ok(settled(po::read(file, sources, report), locale, report))
}

/// Tells that a catalogue is in another encoding, which its header may name.
#[must_use]
pub fn not_utf8(error: &ReadError, name: &str, sources: &mut Sources) -> Finding {
    let finding = unreadable(error, name, sources);
    let ReadError::NotUtf8 { before, .. } = error else { return finding };
    match charset(before).filter(|name| !is_unicode(name)) {
        Some(name) => finding.note(format!("its header says that it is in {name}")),
        None => finding,
    }
}

/// Gives a catalogue with the forms of its nouns in the order of its language. Its header is held
/// against its language and encoding.
#[must_use]
pub fn settled(mut catalogue: Catalogue, locale: &Locale, report: &mut Report) -> Catalogue {
    judge_header(&catalogue, locale, report);
    forms::put_in_order(&mut catalogue, locale, report);
    catalogue
}

/// Tells whether a language as gettext names it, `zh_CN` or `de_AT@euro`, is that of a tag: the language is
/// the same, and the script, where both tell one.
fn is_of(named: &str, tag: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split(['_', '-', '@']).map(str::to_ascii_lowercase).collect()
    };
    let (named, own) = (parts(named), parts(tag));
    let script = |parts: &[String]| parts.iter().skip(1).find(|part| part.len() == 4).cloned();
    let same = script(&named).zip(script(&own)).is_none_or(|(named, own)| named == own);
    named.first() == own.first() && same
}

fn judge_header(catalogue: &Catalogue, locale: &Locale, report: &mut Report) {
    let Some(string) = catalogue.header.as_ref().and_then(|header| header.strings.first()) else {
        return;
    };
    let named = field(&string.text, "Language");
    if let Some(other) = named.filter(|named| !is_of(named, &locale.tag)) {
        let message = format!("the file is in `{other}`, not in `{}`", locale.tag);
        let finding = Finding::new(code::UNKNOWN_LANGUAGE, message, string.span);
        let help = "Take the catalogue of the right language, or correct `Language` in its header";
        report.push(finding.help(help));
    }
    if let Some(name) = charset(&string.text).filter(|name| !is_unicode(name)) {
        let message = format!("its header says that the file is in {name}, and it is in UTF-8");
        let finding = Finding::new(code::PO_SYNTAX, message, string.span);
        report.push(finding.help("Write `charset=UTF-8` in its header"));
    }
}

/// Gives a header with another value of a field.
#[must_use]
pub fn with_field(header: &str, name: &str, value: &str) -> String {
    let (start, line) = (format!("{name}:"), format!("{name}: {value}"));
    let mut lines: Vec<&str> = header.lines().collect();
    match lines.iter_mut().find(|known| known.starts_with(&start)) {
        Some(known) => *known = &line,
        None => lines.push(&line),
    }
    let mut out = lines.join("\n");
    out.push('\n');
    out
}

/// Gives a header that numbers the forms of nouns as the program does; one that does so in other
/// signs stays as it is.
#[must_use]
pub fn with_forms(header: &str, locale: &Locale) -> String {
    let said = field(header, "Plural-Forms").and_then(PluralFormula::read);
    if said.is_some_and(|said| said.count() == locale.noun_forms().count())
        && forms::is_own(header, locale)
    {
        return header.to_owned();
    }
    with_field(header, "Plural-Forms", &locale.plural_forms)
}

fn charset(header: &str) -> Option<&str> {
    let (_, rest) = header.split_once("charset=")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|name| !name.is_empty())
}

/// Plain letters are UTF-8 as well, and templates leave the word `CHARSET`.
fn is_unicode(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii", "charset"].contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_language_is_known_however_gettext_names_it() {
        for (named, tag, same) in [
            ("de", "de", true),
            ("de_AT", "de", true),
            ("de@euro", "de", true),
            ("ja", "de", false),
            ("zh-Hans", "zh-Hans", true),
            ("zh_Hans_CN", "zh-Hans", true),
            ("zh_CN", "zh-Hans", true),
            ("zh_Hant", "zh-Hans", false),
        ] {
            assert_eq!(is_of(named, tag), same, "{named} {tag}");
        }
    }
}
