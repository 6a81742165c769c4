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

/// A built-in family: its files of text and of strong text, and how HTML decks carry it.
#[derive(Debug)]
pub struct BuiltInFamily {
    /// Its name.
    pub name: &'static str,
    /// The file of text.
    pub text: &'static str,
    /// The file that letters of strong text are measured in.
    pub strong: &'static str,
    /// The files that HTML decks take letters from, each with its weights; none where the face is carried whole.
    pub cut: &'static [(&'static str, &'static str)],
}

/// The built-in families. Which languages they set says `[setting]` of the language.
pub static FAMILIES: [BuiltInFamily; 2] = [
    BuiltInFamily {
        name: "Source Sans 3",
        text: "SourceSans3-Regular.ttf",
        strong: "SourceSans3-SemiBold.ttf",
        cut: &[],
    },
    BuiltInFamily {
        name: "Noto Sans JP",
        text: "NotoSansJP-Regular.ttf",
        // Ideographs are square in any weight.
        strong: "NotoSansJP-Regular.ttf",
        cut: &[("NotoSansJP-Regular.ttf", "400"), ("NotoSansJP-Bold.ttf", "600 700")],
    },
];

/// Gives the bytes of a built-in file.
#[must_use]
pub fn face(file: &str) -> Option<&'static [u8]> {
    FACES.iter().find(|(name, _)| *name == file).map(|(_, bytes)| *bytes)
}

/// Finds a built-in family.
#[must_use]
pub fn family(name: &str) -> Option<&'static BuiltInFamily> {
    FAMILIES.iter().find(|family| family.name == name)
}
