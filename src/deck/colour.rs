//! Colours as they are seen: their contrast, and whether two can be told apart.

/// Distance of two colours in CIELAB that is still told apart in a chart.
const APART: f64 = 10.0;

/// Black or white on a colour, whichever stands out more; either is at least 4.5 to 1.
pub(super) fn on(color: &str) -> String {
    let [black, white] = ["#000000", "#ffffff"];
    (if contrast(black, color) > contrast(white, color) { black } else { white }).to_owned()
}

/// Contrast of two colours by WCAG 2.2, in hundredths: 100 to 2100.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "colour, not figures; the result lies between 100 and 2100"
)]
pub(super) fn contrast(a: &str, b: &str) -> u32 {
    let luminance = |color: &str| -> f64 {
        let channel = |at: usize| {
            let byte = color.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
            let c = f64::from(byte.unwrap_or(0)) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    };
    let (a, b) = (luminance(a), luminance(b));
    ((a.max(b) + 0.05) / (a.min(b) + 0.05) * 100.0).floor() as u32
}

/// Tells whether two colours look alike, with full sight or without red or green.
pub(super) fn alike(a: &str, b: &str) -> bool {
    SIGHT.iter().any(|sight| distance(seen(a, sight), seen(b, sight)) < APART)
}

/// Tells whether two colours look alike with full sight.
pub(super) fn same(a: &str, b: &str) -> bool {
    distance(seen(a, &SIGHT[0]), seen(b, &SIGHT[0])) < APART
}

/// Least contrast of what is drawn to the paper, in hundredths: that of WCAG 2.2 for graphics.
pub(super) const DRAWN: u32 = 300;

/// Gives the colours of series on a dark screen: each is moved towards white, or black where the screen is
/// light, as little as it takes to stand out from its paper and to be told apart from those before it. Who
/// draws in the accent has the dark accent.
pub(super) fn on_dark(series: &[String], accent: [&str; 2], paper: &str) -> Vec<String> {
    let pole = on(paper);
    let mut out: Vec<String> = Vec::with_capacity(series.len());
    for color in series {
        let start = if color.eq_ignore_ascii_case(accent[0]) { accent[1] } else { color };
        let tried = || {
            (0..=20).map(|step| mixed(start, &pole, step)).filter(|c| contrast(c, paper) >= DRAWN)
        };
        let apart = tried().find(|color| !out.iter().any(|known| alike(known, color)));
        out.push(apart.or_else(|| tried().next()).unwrap_or(pole.clone()));
    }
    out
}

/// A colour with so many twentieths of another.
fn mixed(color: &str, with: &str, step: u32) -> String {
    let channel = |color: &str, at: usize| {
        let byte = color.get(at..at + 2).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        byte.unwrap_or(0)
    };
    let parts =
        [1, 3, 5].map(|at| (channel(color, at) * (20 - step) + channel(with, at) * step + 10) / 20);
    format!("#{:02x}{:02x}{:02x}", parts[0], parts[1], parts[2])
}

/// Full sight, no red (protanopia), no green (deuteranopia): linear RGB to linear RGB, from
/// Machado, Oliveira and Fernandes, 2009, at full severity.
pub(super) const SIGHT: [[[f64; 3]; 3]; 3] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
];

/// A colour as it is seen, in CIELAB.
#[expect(clippy::float_arithmetic, reason = "colour")]
pub(super) fn seen(color: &str, sight: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = [1, 3, 5].map(|at| {
        let byte = color.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let c = f64::from(byte.unwrap_or(0)) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    let mix = |row: &[f64; 3]| {
        row.iter().zip(linear).map(|(part, of)| part * of).sum::<f64>().clamp(0.0, 1.0)
    };
    let rgb = sight.map(|row| mix(&row));
    // To XYZ under D65, each part against that of white.
    let xyz = [
        [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
        [0.2126, 0.7152, 0.0722],
        [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
    ];
    let [red, luminance, blue] = xyz.map(|row| {
        let part = row.iter().zip(rgb).map(|(part, of)| part * of).sum::<f64>();
        if part > 216.0 / 24389.0 { part.cbrt() } else { part * 7.787 + 16.0 / 116.0 }
    });
    [116.0 * luminance - 16.0, 500.0 * (red - luminance), 200.0 * (luminance - blue)]
}

#[expect(clippy::float_arithmetic, reason = "colour")]
pub(super) fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast("#000000", "#ffffff"), 2100);
        assert_eq!(contrast("#777777", "#ffffff"), 447);
        assert_eq!(contrast("#767676", "#ffffff"), 454);
    }

    #[test]
    fn series_on_a_dark_screen_stand_out_and_are_told_apart() {
        let of = |series: &[&str], paper: &str| {
            let series: Vec<_> = series.iter().map(|color| (*color).to_owned()).collect();
            on_dark(&series, ["#0b3d66", "#8ec1ea"], paper)
        };
        for (series, paper) in [
            (&["#0b3d66", "#6a94da", "#4c5b63", "#ab9139", "#532b8c", "#809968"][..], "#121922"),
            (&["#001965", "#a6192e", "#0b5d4b", "#5a2a6b"], "#000000"),
            (&["#a6192e", "#767676", "#0000aa"], "#333333"),
            (&["#777777", "#0b3d66"], "#fafafa"),
        ] {
            let dark = of(series, paper);
            for (nth, color) in dark.iter().enumerate() {
                assert!(contrast(color, paper) >= DRAWN, "{color} on {paper}");
                assert!(!dark[..nth].iter().any(|other| alike(other, color)), "{dark:?}");
            }
        }
        // What stands out as it is stays, and the accent is that of the screen.
        assert_eq!(of(&["#0B3D66", "#6a94da"], "#121922"), ["#8ec1ea", "#6a94da"]);
    }

    #[test]
    fn colours_that_few_can_tell_apart_are_alike() {
        assert!(alike("#0b3d66", "#0b3d66") && alike("#0b3d66", "#0c4069"));
        // Red and green of one lightness are one colour to many men.
        assert!(alike("#a6761d", "#8a8a1d"));
        assert!(!alike("#0b3d66", "#6a94da") && !alike("#001965", "#e6553f"));
    }
}
