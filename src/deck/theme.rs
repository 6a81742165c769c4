//! The look of a deck: colours, faces, logo, footer.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::unreadable;
use crate::diag::{Finding, Report, suggest};
use crate::facts::{Company, DeckHead};
use crate::shape::{Entries, Shape};
use crate::source::{Folder, Sources, Text, yaml};
use crate::view::{FACES, Theme};

/// Roles of colours with the default on paper and on a dark screen.
const COLORS: [(&str, &str, &str); 9] = [
    ("ink", "#1a2330", "#e6ebf0"),
    ("muted", "#52606d", "#a8b4c0"),
    ("rule", "#cbd2d9", "#3b4754"),
    ("band", "#f2f5f8", "#1d2733"),
    ("paper", "#ffffff", "#121922"),
    ("accent", "#0b3d66", "#8ec1ea"),
    ("on_accent", "#ffffff", "#0b1824"),
    ("up", "#1b6e3c", "#7bc89a"),
    ("down", "#a3262a", "#f0908f"),
];

/// Colours of series. Neighbours differ in lightness, so that they differ in grey print as well;
/// any two differ for those who see no red or no green. A test computes both.
const SERIES: [&str; 8] =
    ["#0b3d66", "#6a94da", "#4c5b63", "#ab9139", "#532b8c", "#809968", "#63391a", "#ae80aa"];

/// Pairs that carry text: each must reach the contrast of WCAG 2.2 AA, 4.5 to 1.
const READABLE: [(&str, &str); 9] = [
    ("ink", "paper"),
    ("ink", "band"),
    ("muted", "paper"),
    ("muted", "band"),
    ("accent", "paper"),
    ("accent", "band"),
    ("on_accent", "accent"),
    ("up", "paper"),
    ("down", "paper"),
];

crate::record! {
    /// A theme file beside the deck.
    pub struct ThemeSpec {
        /// Colours by role (`ink`, `muted`, `rule`, `band`, `paper`, `accent`, `on_accent`, `up`, `down`), #rrggbb.
        colors: Entries<Text>,
        /// The same roles on a dark screen.
        dark: Entries<Text>,
        /// Colours of series, in order.
        series: Vec<Text>,
        /// Logo in the deck's folder: SVG or PNG.
        logo: Option<Text>,
        /// What the logo shows, for those who do not see it.
        logo_alt: Option<Text>,
        /// Text at the foot of each page; the company's name where left out.
        footer: Option<Text>,
        /// A font family set before the built-in ones.
        font: Option<FontSpec>,
    }
}

crate::record! {
    /// A font family in the deck's folder.
    pub struct FontSpec {
        /// Family name, as the files have it.
        family: Text,
        /// The files: TTF, OTF or TTC.
        files: Vec<Text>,
    }
}

/// A theme with the files it needs.
#[derive(Clone, Debug)]
pub struct ThemeFiles {
    /// The theme as templates see it.
    pub theme: Theme,
    /// Text at the foot of each page.
    pub footer: String,
    /// Font files of the deck, by file name.
    pub fonts: BTreeMap<String, Vec<u8>>,
    /// Other files that the exported source needs, by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl ThemeFiles {
    /// Reads the theme file of a deck, if it names one, over the default.
    #[must_use]
    pub fn load(
        head: &DeckHead,
        company: &Company,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Self {
        let mut theme = Self::plain(&company.name.value);
        let Some(path) = &head.theme else { return theme };
        let text = match folder.text(&path.value) {
            Ok(text) => text,
            Err(error) => {
                let name = folder.root().join(&path.value).display().to_string();
                let finding = unreadable(&error, &name, sources);
                report.push(at(finding, path));
                return theme;
            }
        };
        let id = sources.add(folder.root().join(&path.value).display().to_string(), text);
        let (node, problems) = yaml::parse(sources.file(id), id);
        report.extend(problems.into_iter().map(Finding::from));
        let spec = node.and_then(|node| ThemeSpec::read(&node, report));
        if let Some(spec) = spec {
            theme.apply(&spec, folder, sources, report);
            theme.judge(&spec, report);
        }
        theme
    }

    fn plain(footer: &str) -> Self {
        let colors = |dark: bool| {
            COLORS
                .iter()
                .map(|(role, light, on_dark)| {
                    ((*role).to_owned(), (if dark { *on_dark } else { *light }).to_owned())
                })
                .collect()
        };
        let theme = Theme {
            colors: colors(false),
            dark: colors(true),
            series: SERIES.iter().map(|color| (*color).to_owned()).collect(),
            on_series: SERIES.iter().map(|color| on(color)).collect(),
            fonts: vec!["Source Sans 3".to_owned(), "Noto Sans JP".to_owned()],
            logo: None,
            logo_alt: String::new(),
            logo_data: None,
        };
        let footer = footer.to_owned();
        Self { theme, footer, fonts: BTreeMap::new(), files: BTreeMap::new() }
    }

    fn apply(
        &mut self,
        spec: &ThemeSpec,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) {
        colors(&mut self.theme.colors, &spec.colors, report);
        colors(&mut self.theme.dark, &spec.dark, report);
        for (slot, color) in self.theme.series.iter_mut().zip(&spec.series) {
            if is_color(color, report) {
                slot.clone_from(&color.value);
            }
        }
        self.theme.on_series = self.theme.series.iter().map(|color| on(color)).collect();
        if let Some(footer) = &spec.footer {
            self.footer.clone_from(&footer.value);
        }
        if let Some(font) = &spec.font {
            self.font(font, folder, sources, report);
        }
        if let Some(logo) = &spec.logo {
            self.logo(logo, spec.logo_alt.as_ref(), folder, sources, report);
        }
    }

    fn font(
        &mut self,
        font: &FontSpec,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) {
        let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
        if !font.family.value.chars().all(plain) {
            let message = format!("`{}` cannot name a font family", font.family.value);
            let finding = Finding::error("bad-theme", message, font.family.span);
            report.push(finding.help("Write the family name with letters, digits, blanks and `-`"));
            return;
        }
        self.theme.fonts.insert(0, font.family.value.clone());
        for file in &font.files {
            let name = base_name(&file.value);
            let taken = |known: &str| known.eq_ignore_ascii_case(&name);
            if self.fonts.keys().any(|known| taken(known)) || FACES.iter().any(|(f, _)| taken(f)) {
                let message = format!("another font file is named `{name}` already");
                let help = "Rename the file: all fonts lie in one folder beside the Typst text";
                report.push(Finding::error("bad-theme", message, file.span).help(help));
                continue;
            }
            match folder.bytes(&file.value) {
                Ok(bytes) => {
                    self.fonts.insert(name, bytes);
                }
                Err(error) => report.push(at(unreadable(&error, &file.value, sources), file)),
            }
        }
    }

    fn logo(
        &mut self,
        logo: &Text,
        alt: Option<&Text>,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) {
        let mime = match logo.value.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()) {
            Some(end) if end == "svg" => "image/svg+xml",
            Some(end) if end == "png" => "image/png",
            Some(_) | None => {
                let message = format!("`{}` is neither SVG nor PNG", logo.value);
                let finding = Finding::error("bad-theme", message, logo.span);
                report.push(finding.help("Give the logo as SVG or PNG"));
                return;
            }
        };
        let Some(alt) = alt else {
            let finding = Finding::error("missing-field", "the logo has no `logo_alt`", logo.span);
            report.push(finding.help("Say what the logo shows, for those who do not see it"));
            return;
        };
        match folder.bytes(&logo.value) {
            Ok(bytes) => {
                let name = base_name(&logo.value);
                let data = format!("data:{mime};base64,{}", STANDARD.encode(&bytes));
                self.theme.logo = Some(name.clone());
                self.theme.logo_alt.clone_from(&alt.value);
                self.theme.logo_data = Some(data);
                self.files.insert(name, bytes);
            }
            Err(error) => report.push(at(unreadable(&error, &logo.value, sources), logo)),
        }
    }

    /// Colours that carry text must be readable on what they stand on.
    fn judge(&self, spec: &ThemeSpec, report: &mut Report) {
        for (name, set, own) in
            [("colors", &self.theme.colors, &spec.colors), ("dark", &self.theme.dark, &spec.dark)]
        {
            let place = |role: &str| {
                own.0.iter().find(|(name, _)| name.value == role).map(|(_, color)| color.span)
            };
            for (text, ground) in READABLE {
                let (Some(a), Some(b)) = (set.get(text), set.get(ground)) else { continue };
                let contrast = contrast(a, b);
                if contrast < 450 {
                    let message = format!(
                        "`{text}` on `{ground}` ({name}) has a contrast of {}.{:02}, below 4.5",
                        contrast / 100,
                        contrast % 100
                    );
                    // Built-in colours are readable, so one of the two is the author's.
                    let span = place(text).or_else(|| place(ground)).unwrap_or(spec.span);
                    let finding = Finding::error("contrast", message, span);
                    report.push(finding.help("Darken one of the two, or lighten the other"));
                }
            }
        }
    }
}

/// Puts a finding about a file at the place that names the file.
fn at(mut finding: Finding, text: &Text) -> Finding {
    if finding.labels.is_empty() {
        let path = finding.path.take().unwrap_or_default();
        finding.message = format!("{path}: {}", finding.message);
    }
    finding.labels.insert(0, crate::diag::Label { span: text.span, text: String::new() });
    finding
}

fn base_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn colors(into: &mut BTreeMap<String, String>, from: &Entries<Text>, report: &mut Report) {
    for (role, color) in &from.0 {
        if !into.contains_key(&role.value) {
            let message = format!("`{}` is not a role of a colour", role.value);
            let known = COLORS.iter().map(|(role, ..)| *role);
            let finding = Finding::error("unknown-field", message, role.span);
            report.push(finding.help_if(suggest(&role.value, known)));
        } else if is_color(color, report) {
            into.insert(role.value.clone(), color.value.clone());
        }
    }
}

fn is_color(color: &Text, report: &mut Report) -> bool {
    let digits = color.value.strip_prefix('#').unwrap_or_default();
    let good = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
    if !good {
        let message = format!("`{}` is not a colour", color.value);
        let help = "Write it in quotes as \"#rrggbb\"";
        report.push(Finding::error("bad-theme", message, color.span).help(help));
    }
    good
}

/// Black or white on a colour, whichever stands out more; either is at least 4.5 to 1.
fn on(color: &str) -> String {
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
fn contrast(a: &str, b: &str) -> u32 {
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
    fn the_default_theme_is_readable() {
        let theme = ThemeFiles::plain("x").theme;
        for set in [&theme.colors, &theme.dark] {
            for (text, ground) in READABLE {
                assert!(contrast(&set[text], &set[ground]) >= 450, "{text} on {ground}");
            }
        }
    }

    #[test]
    fn series_are_told_apart_without_red_or_green_and_in_grey() {
        for (nth, color) in SERIES.iter().enumerate() {
            assert!(contrast(color, "#ffffff") >= 300, "{color} stands out from paper");
            assert!(contrast(color, &on(color)) >= 450, "{color} carries text");
            for other in &SERIES[nth + 1..] {
                for sight in [&SIGHT[0], &SIGHT[1], &SIGHT[2]] {
                    let apart = distance(seen(color, sight), seen(other, sight));
                    assert!(apart > 15.0, "{color} and {other}: {apart}");
                }
            }
        }
        for pair in SERIES.windows(2) {
            let [a, b] = [seen(pair[0], &SIGHT[0])[0], seen(pair[1], &SIGHT[0])[0]];
            assert!((a - b).abs() > 18.0, "neighbours differ in lightness: {pair:?}");
        }
    }

    /// Full sight, no red (protanopia), no green (deuteranopia): linear RGB to linear RGB, from
    /// Machado, Oliveira and Fernandes, 2009, at full severity.
    const SIGHT: [[[f64; 3]; 3]; 3] = [
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
    fn seen(color: &str, sight: &[[f64; 3]; 3]) -> [f64; 3] {
        let linear = [1, 3, 5].map(|at| {
            let byte = u8::from_str_radix(&color[at..at + 2], 16).expect("a colour");
            let c = f64::from(byte) / 255.0;
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
    fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }
}
