//! Which letters a script is written in, where two scripts share ideographs.

use std::collections::HashSet;
use std::sync::OnceLock;

use encoding_rs::{Encoding, GBK, SHIFT_JIS};

/// Tells whether a character is an ideograph.
#[must_use]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Tells whether a character is Kana, of half width too; a dot or a long mark alone is none.
#[must_use]
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF6F}' | '\u{FF71}'..='\u{FF9D}')
}

/// The ideographs of a script (ISO 15924) as its national character set lists them: GB 2312 of simplified
/// Chinese, JIS X 0208 with the extensions of the computers of Japan.
///
/// A writer of one language needs no others: what only the other's set has was not translated.
#[derive(Debug)]
pub struct Ideographs(HashSet<char>);

impl Ideographs {
    /// Gives the ideographs of a script that has a set of its own.
    #[must_use]
    pub fn of(script: &str) -> Option<&'static Self> {
        static SIMPLIFIED: OnceLock<Ideographs> = OnceLock::new();
        static JAPANESE: OnceLock<Ideographs> = OnceLock::new();
        match script {
            // GBK has those of traditional Chinese as well, outside these rows.
            "Hans" => {
                Some(SIMPLIFIED.get_or_init(|| Self::listed(GBK, &[(0xB0, 0xF7)], (0xA1, 0xFE))))
            }
            "Jpan" => Some(JAPANESE.get_or_init(|| {
                let rows = [(0x88, 0x9F), (0xE0, 0xEA), (0xFA, 0xFC)];
                Self::listed(SHIFT_JIS, &rows, (0x40, 0xFC))
            })),
            _ => None,
        }
    }

    /// Tells whether the script has an ideograph.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        self.0.contains(&c)
    }

    fn listed(encoding: &'static Encoding, rows: &[(u8, u8)], (from, to): (u8, u8)) -> Self {
        let leads = rows.iter().flat_map(|(first, last)| *first..=*last);
        let pairs = leads.flat_map(|lead| (from..=to).map(move |trail| [lead, trail]));
        let one = |pair: [u8; 2]| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
            text.chars().next().filter(|c| is_ideograph(*c))
        };
        Self(pairs.filter_map(one).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_has_its_own_shapes() {
        let [simplified, japanese] =
            ["Hans", "Jpan"].map(|script| Ideographs::of(script).expect("a set"));
        for (c, sets) in [
            ('业', [true, false]),
            ('営', [false, true]),
            ('業', [false, true]),
            ('売', [false, true]),
            ('円', [false, true]),
            ('亿', [true, false]),
            ('髙', [false, true]),
            ('高', [true, true]),
            ('率', [true, true]),
            ('益', [true, true]),
            ('囍', [false, false]),
        ] {
            assert_eq!([simplified.has(c), japanese.has(c)], sets, "{c}");
        }
        assert!(simplified.0.len() > 6700 && japanese.0.len() > 6300);
        assert!(Ideographs::of("Latn").is_none());
    }
}
