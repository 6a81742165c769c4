//! `foreign-run`: words of another language, left where the deck is in its own.

use std::collections::HashSet;
use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::locale::Locale;
use crate::shape::Role;
use crate::slide::SlideSubject;
use crate::words::{Ideographs, Passage, Reading, holding, is_ideograph, is_kana, merged};

/// Tells whether a text holds an address, a mark or a name.
fn is_apart(passage: &Passage<'_>) -> bool {
    let role = passage.role;
    role.names_contact()
        || matches!(role, Role::UnitNote | Role::PostalAddress | Role::Tagline)
        || passage.subject() == SlideSubject::Contact
}

/// The script of languages written in Latin letters.
const LATIN: &str = "Latn";

/// Looks for runs of ordinary words of another language, and for letters of another script.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let deck = reading.deck;
    let company = [deck.company.name.value.as_str(), deck.company.short.value.as_str()];
    let names: Vec<&str> = deck.names.iter().map(|name| name.value.as_str()).collect();
    let terms = deck.glossary.0.iter().flat_map(|(term, spec)| {
        let own = spec.r#in.0.iter().filter(|(tag, _)| tag.value == reading.locale.tag);
        let used = own.flat_map(|(_, rule)| rule.r#use.iter().map(|one| one.value.as_str()));
        // In a translation the term itself is what was to be translated.
        let kept = spec.r#in.0.is_empty().then_some(term.value.as_str());
        used.chain(kept)
    });
    let known: Vec<&str> = company.into_iter().chain(names).chain(terms).collect();
    let latin = reading.locale.prose.script == LATIN;
    let words = Ordinary::beside(reading.locale);
    let foreign = ForeignLetters::beside(reading.locale);
    for passage in &reading.passages {
        if is_apart(passage) {
            continue;
        }
        let mut skips = passage.skips().to_vec();
        for name in &known {
            let found = passage.text.match_indices(name);
            skips.extend(found.map(|(at, name)| at..at + name.len()));
        }
        let skips = merged(skips);
        let mut runs = words.runs(passage.text, &skips, latin);
        if latin {
            runs.extend(east_asian(passage.text, &skips, is_east_asian));
        } else {
            runs.extend(foreign.runs(passage.text, &skips));
        }
        for range in runs {
            report_foreign(reading, passage, range, report);
        }
    }
}

fn report_foreign(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    report: &mut Report,
) {
    let message = format!("`{}` is in another language", &passage.text[range.clone()]);
    let span = passage.place(range, reading.sources);
    let help = "Translate it; list a name under `names`, and a term under `glossary`";
    report.push(Finding::new(code::FOREIGN_RUN, message, span).help(help));
}

/// The ordinary words of the other languages in Latin letters, without those of the deck's own.
struct Ordinary(HashSet<String>);

impl Ordinary {
    fn beside(own: &Locale) -> Self {
        let others = Locale::tags().filter_map(Locale::of);
        let others = others.filter(|other| other.tag != own.tag && other.prose.script == LATIN);
        let mut words: HashSet<String> =
            others.flat_map(|other| &other.prose.common).map(|word| word.to_lowercase()).collect();
        for word in &own.prose.common {
            words.remove(&word.to_lowercase());
        }
        Self(words)
    }

    /// Finds two ordinary words and more beside each other. In another script a word in lower
    /// case is one; capitals and digits make a name.
    fn runs(&self, text: &str, skips: &[Range<usize>], latin: bool) -> Vec<Range<usize>> {
        let ordinary = |word: &str| {
            let lower = word.bytes().all(|b| b.is_ascii_lowercase());
            let small = !latin && lower && (word.len() > 1 || word == "a");
            let capitals = word.len() > 1 && word.chars().all(char::is_uppercase);
            small || (!capitals && self.0.contains(&word.to_lowercase()))
        };
        let beside = |one: &Range<usize>, two: &Range<usize>| {
            let gap = &text[one.end..two.start];
            gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | ',' | '\''))
        };
        let capital = |word: &Range<usize>| text[word.clone()].starts_with(char::is_uppercase);
        let free = |word: &Range<usize>| {
            let before = skips.partition_point(|skip| skip.end <= word.start);
            skips.get(before).is_none_or(|skip| word.end <= skip.start)
        };
        let words = latin_words(text);
        // Words that stand beside each other, as far as nothing but blanks parts them.
        let rows = words.chunk_by(beside);
        let mut out = Vec::new();
        for row in rows {
            let ordinary_word = |word: &Range<usize>| free(word) && ordinary(&text[word.clone()]);
            // "IIJ GIO Hosting Package Service" is a name as a whole.
            let name = row.iter().any(|word| !ordinary_word(word)) && row.iter().all(capital);
            let runs = row.chunk_by(|one, two| ordinary_word(one) == ordinary_word(two));
            for run in runs.filter(|run| !name && run.len() > 1) {
                if let (Some(first), Some(last)) = (run.first(), run.last())
                    && ordinary_word(first)
                {
                    out.push(first.start..last.end);
                }
            }
        }
        out
    }
}

/// Words of Latin letters alone: a digit or a hyphen makes another.
fn latin_words(text: &str) -> Vec<Range<usize>> {
    let letter = |c: char| c.is_alphabetic() && c < '\u{250}';
    let joins = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '/' | '&' | '.' | '@');
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(letter).map(|found| at + found) {
        let end = text[start..].find(|c| !letter(c)).map_or(text.len(), |len| start + len);
        at = end;
        let before = text[..start].chars().next_back();
        let mut behind = text[end..].chars();
        let part = behind.next().is_some_and(|c| {
            c.is_ascii_digit() || (joins(c) && behind.next().is_some_and(char::is_alphanumeric))
        });
        if !part && !before.is_some_and(joins) {
            out.push(start..end);
        }
    }
    out
}

/// What tells languages apart that share ideographs: letters that only the other writes, and words that
/// only the other makes of the letters of both.
struct ForeignLetters {
    own: Option<&'static Ideographs>,
    /// The sets of the others, and whether one of them writes Kana.
    others: Vec<&'static Ideographs>,
    kana: bool,
    words: Vec<&'static str>,
}

impl ForeignLetters {
    fn beside(own: &Locale) -> Self {
        let others = Locale::tags().filter_map(Locale::of);
        let others: Vec<_> = others
            .filter(|other| other.prose.script != own.prose.script && other.prose.script != LATIN)
            .collect();
        let words = others.iter().flat_map(|other| &other.prose.common).map(String::as_str);
        Self {
            own: Ideographs::of(&own.prose.script),
            others: others.iter().filter_map(|o| Ideographs::of(&o.prose.script)).collect(),
            kana: !own.name.chars().chain(own.prose.link.concat().chars()).any(is_kana),
            words: words.filter(|word| !own.prose.common.iter().any(|own| own == word)).collect(),
        }
    }

    fn is_foreign(&self, c: char) -> bool {
        let ideograph = || {
            self.own.is_some_and(|own| !own.has(c)) && self.others.iter().any(|other| other.has(c))
        };
        (self.kana && is_kana(c)) || (is_ideograph(c) && ideograph())
    }

    /// Finds runs of such letters, and such words.
    fn runs(&self, text: &str, skips: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut all = if text.is_ascii() {
            Vec::new()
        } else {
            east_asian(text, skips, |c| self.is_foreign(c))
        };
        let words = self.words.iter().flat_map(|word| text.match_indices(word));
        let words = words.map(|(at, word)| at..at + word.len());
        all.extend(words.filter(|word| holding(skips, word.start).is_none()));
        merged(all)
    }
}

/// Tells whether a character is Kana or a Chinese one, with the marks of Kana.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF66}'..='\u{FF9F}')
}

/// Finds such letters of East Asia, those with no Latin ones between as one run.
fn east_asian(
    text: &str,
    skips: &[Range<usize>],
    letter: impl Fn(char) -> bool,
) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| letter(*c)) {
        let free = holding(skips, at).is_none();
        match out.last_mut() {
            Some(run) if free && text[run.end..at].chars().all(|c| !c.is_ascii_alphabetic()) => {
                run.end = at + c.len_utf8();
            }
            Some(_) | None if free => out.push(at..at + c.len_utf8()),
            Some(_) | None => {}
        }
    }
    out
}
