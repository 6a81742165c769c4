//! The nearest known word to a misspelt one.
//!
//! What enters: a word and the words there are. What leaves: the one that was probably meant.
//! It must not know what the words mean.

/// Longer texts are not misspelt words; comparing them only costs time.
const LONGEST: usize = 40;

/// Finds the one candidate within `limit` edits of `word`; nothing when two are equally near.
pub(super) fn nearest<'a>(word: &str, candidates: &[&'a str], limit: usize) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &'a str)> = None;
    let mut tied = false;
    for &candidate in candidates {
        let distance = strsim::osa_distance(word, candidate);
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            Some(_) | None => {
                best = Some((distance, candidate));
                tied = false;
            }
        }
    }
    best.filter(|&(distance, _)| distance <= limit && !tied).map(|(_, candidate)| candidate)
}

/// Turns full-width forms (`１`, `，`, `％`) and the wide space into ASCII.
pub(super) fn narrow(text: &str) -> String {
    text.chars().map(narrowed).collect()
}

/// Turns one full-width form into ASCII; other characters stay as they are.
pub(super) fn narrowed(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        other => other,
    }
}

/// Tells whether a character is a full-width form of an ASCII one.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{ff01}'..='\u{ff5e}')
}

/// Gives a character as a message shows it: what nobody sees by its number.
pub(super) fn seen(letter: char) -> String {
    let shown = letter.is_alphanumeric() || letter.is_ascii_punctuation();
    if shown { letter.into() } else { letter.escape_debug().to_string() }
}
