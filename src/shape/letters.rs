//! Whether a text says anything: a reason is words, and a name is letters.

/// Letters that nobody sees: the fillers of Hangul.
const FILLERS: [char; 4] = ['\u{115F}', '\u{1160}', '\u{3164}', '\u{FFA0}'];

/// Counts the letters of a text that can be seen; a Chinese character, kana or syllable of Hangul
/// says as much as two.
#[must_use]
pub fn letters(text: &str) -> usize {
    let seen = text.chars().filter(|c| c.is_alphabetic() && !FILLERS.contains(c));
    let wide = |c: char| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    seen.map(|c| if wide(c) { 2 } else { 1 }).sum()
}

/// Tells whether a text is a reason: some word of four letters, or two characters as good as that.
#[must_use]
pub fn is_reason(text: &str) -> bool {
    letters(text) >= 4
}

/// Tells whether a text can name a person.
#[must_use]
pub fn is_name(text: &str) -> bool {
    letters(text) >= 2
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_reason};

    #[test]
    fn dots_and_hidden_characters_say_nothing() {
        for reason in
            [".", "", "n/a", "---", "\u{200B}\u{200B}", "\u{3164}\u{3164}", "123456", "ok"]
        {
            assert!(!is_reason(reason), "{reason:?}");
        }
        for reason in ["typo", "restated", "端数", "Rundung", "반올림"] {
            assert!(is_reason(reason), "{reason}");
        }
        for name in ["林", "A. Sato", "佐藤 葵", "AS"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["\u{200B}", "-", "1", "\u{2800}", "\u{3164}"] {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
