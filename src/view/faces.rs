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
