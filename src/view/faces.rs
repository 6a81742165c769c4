//! The faces built in; what measures letters and what sets them take the same bytes.

macro_rules! faces {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../assets/fonts/", $name)))),*]
    };
}

/// The built-in faces: file name and bytes.
pub static FACES: [(&str, &[u8]); 6] = faces![
    "NotoSansJP-Bold.ttf",
    "NotoSansJP-Regular.ttf",
    "SourceSans3-Bold.ttf",
    "SourceSans3-It.ttf",
    "SourceSans3-Regular.ttf",
    "SourceSans3-SemiBold.ttf",
];

/// Tells whether a character is a sign that stands among ideographs: geometric signs and stars,
/// arrows, dots. In Japanese it is set in their face though the Latin face has it, where it is small.
#[must_use]
pub fn is_sign(c: char) -> bool {
    matches!(c, '\u{2025}'..='\u{2026}' | '\u{2190}'..='\u{2193}' | '\u{25A0}'..='\u{25FF}' | '\u{2605}'..='\u{2606}')
}
