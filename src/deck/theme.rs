//! The look of a deck: colours, faces, logo, footer.

use std::collections::BTreeMap;

use super::colour::{DRAWN, alike, contrast, on, on_dark, same};
use super::unreadable;
use crate::code;
use crate::diag::{Finding, Report, suggest};
use crate::facts::{Company, DeckHead};
use crate::locale::Locale;
use crate::shape::{ColourValue, Entries, FamilyName, FilePath, Shape, ThemeText};
use crate::source::{Folder, Sources, Span, Text, yaml};
use crate::view::{FACES, Theme, face, family};

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
        colors: Entries<ColourValue>,
        /// The same roles on a dark screen.
        dark: Entries<ColourValue>,
        /// Colours of series, in order.
        series: Vec<ColourValue>,
        /// Logo in the deck's folder: SVG or PNG.
        logo: Option<FilePath>,
        /// What the logo shows, for those who do not see it.
        logo_alt: Option<ThemeText>,
        /// Text at the foot of each page; the company's name where left out.
        footer: Option<ThemeText>,
        /// A font family set before the built-in ones.
        font: Option<FontSpec>,
        /// Font families of one language each, by its tag: set behind the built-in Latin one, before what else is
        /// built in.
        faces: Entries<FontSpec>,
    }
}

crate::record! {
    /// A font family in the deck's folder.
    pub struct FontSpec {
        /// Family name, as the files have it.
        family: FamilyName,
        /// The files: TTF, OTF or TTC.
        files: Vec<FilePath>,
    }
}

/// A theme with the files it needs.
#[derive(Clone, Debug)]
pub struct ThemeFiles {
    /// The theme as templates see it.
    pub theme: Theme,
    /// Text at the foot of each page.
    pub footer: String,
    /// What the theme file says in words: the footer, and what the logo shows.
    pub texts: Vec<Text>,
    /// Font files of the deck, by file name.
    pub fonts: BTreeMap<String, Vec<u8>>,
    /// Which of them are of a family set before the built-in ones.
    pub own: Option<ThemeFamily>,
    /// Which of them are of one language, by its tag.
    pub of_language: BTreeMap<String, ThemeFamily>,
    /// Other files that the exported source needs, by name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Where the theme file says what only shows when pages are laid out.
    pub places: ThemePlaces,
}

/// A font family of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFamily {
    /// Its name.
    pub name: String,
    /// Where it was named.
    pub span: Span,
    /// Its files, by name.
    pub files: Vec<String>,
}

/// Where a theme file says what only shows when pages are laid out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThemePlaces {
    /// The text at the foot.
    pub footer: Option<Span>,
    /// The logo.
    pub logo: Option<Span>,
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
            dark_series: Vec::new(),
            on_dark_series: Vec::new(),
            fonts: Vec::new(),
            logo: None,
            logo_alt: String::new(),
            logo_data: None,
        };
        let footer = footer.to_owned();
        let mut plain = Self {
            theme,
            footer,
            texts: Vec::new(),
            fonts: BTreeMap::new(),
            own: None,
            of_language: BTreeMap::new(),
            files: BTreeMap::new(),
            places: ThemePlaces::default(),
        };
        plain.darken();
        plain
    }

    /// Makes the colours of series for a dark screen.
    fn darken(&mut self) {
        let theme = &mut self.theme;
        let of =
            |set: &BTreeMap<String, String>, role: &str| set.get(role).cloned().unwrap_or_default();
        let accents = [of(&theme.colors, "accent"), of(&theme.dark, "accent")];
        let paper = of(&theme.dark, "paper");
        theme.dark_series = on_dark(&theme.series, [&accents[0], &accents[1]], &paper);
        theme.on_dark_series = theme.dark_series.iter().map(|color| on(color)).collect();
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
        self.series(&spec.series, report);
        self.theme.on_series = self.theme.series.iter().map(|color| on(color)).collect();
        self.darken();
        self.texts.extend(spec.footer.iter().chain(&spec.logo_alt).map(|text| text.0.clone()));
        if let Some(footer) = &spec.footer {
            self.footer.clone_from(&footer.value);
            self.places.footer = Some(footer.span);
        }
        if let Some(font) = &spec.font {
            self.own = self.font(font, folder, sources, report);
        }
        for (tag, font) in &spec.faces.0 {
            if Locale::of(&tag.value).is_none() {
                let message = format!("`{}` is not a language built in", tag.value);
                let finding = Finding::new(code::UNKNOWN_LANGUAGE, message, tag.span);
                report.push(finding.help_if(suggest(&tag.value, Locale::tags())));
            } else if let Some(family) = self.font(font, folder, sources, report) {
                self.of_language.insert(tag.value.clone(), family);
            }
        }
        if let Some(logo) = &spec.logo {
            self.logo(logo, spec.logo_alt.as_deref(), folder, sources, report);
        }
    }

    /// Takes the author's colours of series, and fills up with built-in ones that differ from them.
    fn series(&mut self, own: &[ColourValue], report: &mut Report) {
        if let Some(more) = own.get(SERIES.len()) {
            let message =
                format!("`series` has {} colours; charts use {}", own.len(), SERIES.len());
            let finding = Finding::new(code::BAD_THEME, message, more.span);
            report.push(finding.help("Leave out this colour and those behind it"));
        }
        let own: Vec<_> = own.iter().take(SERIES.len()).collect();
        let good: Vec<_> = own.iter().map(|color| is_color(color, report)).collect();
        if good.contains(&false) {
            return;
        }
        let paper = self.theme.colors.get("paper").map_or("#ffffff", String::as_str);
        for (nth, color) in own.iter().enumerate() {
            let contrast = contrast(&color.value, paper);
            if contrast < DRAWN {
                let message = format!(
                    "`{}` on `paper` has a contrast of {}.{:02}, below 3",
                    color.value,
                    contrast / 100,
                    contrast % 100
                );
                let finding = Finding::new(code::CONTRAST, message, color.span);
                report
                    .push(finding.help("Darken it: bars and lines must stand out from the paper"));
            }
            if let Some(twin) = own[..nth].iter().find(|other| alike(&other.value, &color.value)) {
                let message =
                    format!("`{}` and `{}` of `series` look alike", twin.value, color.value);
                let finding = Finding::new(code::CONTRAST, message, color.span);
                let finding = finding.also(twin.span, "looks like this one");
                let help = "Choose colours that differ in lightness, so that those who see no red \
                            or no green tell them apart as well";
                report.push(finding.help(help));
            }
        }
        let (like, unlike): (Vec<&str>, Vec<&str>) =
            SERIES.into_iter().partition(|color| own.iter().any(|own| alike(&own.value, color)));
        let rest = unlike.into_iter().chain(like).map(str::to_owned);
        self.theme.series =
            own.iter().map(|color| color.value.clone()).chain(rest).take(SERIES.len()).collect();
    }

    fn font(
        &mut self,
        font: &FontSpec,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Option<ThemeFamily> {
        let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
        if !font.family.value.chars().all(plain) {
            let message = format!("`{}` cannot name a font family", font.family.value);
            let finding = Finding::new(code::BAD_THEME, message, font.family.span);
            report.push(finding.help("Write the family name with letters, digits, spaces and `-`"));
            return None;
        }
        let mut files = Vec::new();
        for file in &font.files {
            let name = base_name(&file.value);
            let taken = |known: &str| known.eq_ignore_ascii_case(&name);
            if self.fonts.keys().any(|known| taken(known)) || FACES.iter().any(|(f, _)| taken(f)) {
                let message = format!("another font file is named `{name}` already");
                let help = "Rename the file: all fonts lie in one folder beside the Typst text";
                report.push(Finding::new(code::BAD_THEME, message, file.span).help(help));
                continue;
            }
            match folder.bytes(&file.value) {
                Ok(bytes) => {
                    self.fonts.insert(name.clone(), bytes);
                    files.push(name);
                }
                Err(error) => report.push(at(unreadable(&error, &file.value, sources), file)),
            }
        }
        Some(ThemeFamily { name: font.family.value.clone(), span: font.family.span, files })
    }

    /// Gives the theme's family for a language.
    #[must_use]
    pub fn of(&self, locale: &Locale) -> Option<&ThemeFamily> {
        self.of_language.get(&locale.tag)
    }

    /// Gives the files of a family of the theme.
    pub fn files_of<'t>(
        &'t self,
        family: Option<&'t ThemeFamily>,
    ) -> impl Iterator<Item = &'t Vec<u8>> {
        let names = family.into_iter().flat_map(|family| &family.files);
        names.filter_map(|name| self.fonts.get(name))
    }

    /// Lists the families that set a language, in order.
    #[must_use]
    pub fn families(&self, locale: &Locale) -> Vec<String> {
        let mut all: Vec<_> = self.own.iter().map(|family| family.name.clone()).collect();
        let built_in = &locale.setting.faces;
        let (first, rest) = built_in.split_at(built_in.len().min(1));
        all.extend(first.iter().cloned());
        all.extend(self.of(locale).map(|family| family.name.clone()));
        all.extend(rest.iter().cloned());
        all
    }

    /// Tells whether the faces of a deck have the letters of a language: those that it writes its own name in.
    #[must_use]
    pub fn sets(&self, locale: &Locale) -> bool {
        let own = self.files_of(self.own.as_ref()).chain(self.files_of(self.of(locale)));
        let own: Vec<&[u8]> = own.map(Vec::as_slice).collect();
        let built_in: Vec<&[u8]> = built_in(locale).collect();
        have(&locale.name, &[own, built_in].concat())
    }

    /// Tells the same of the built-in faces alone.
    #[must_use]
    pub fn set_by_built_in(locale: &Locale) -> bool {
        have(&locale.name, &built_in(locale).collect::<Vec<_>>())
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
                    let finding = Finding::new(code::CONTRAST, message, span);
                    report.push(finding.help("Darken one of the two, or lighten the other"));
                }
            }
            // A change for the better and one for the worse: words tell the way, the colour what it means.
            if let (Some(up), Some(down)) = (set.get("up"), set.get("down"))
                && same(up, down)
            {
                let message = format!("`up` and `down` ({name}) look alike");
                let span = place("down").or_else(|| place("up")).unwrap_or(spec.span);
                let finding = Finding::new(code::CONTRAST, message, span);
                report.push(finding.help("Choose two colours that differ at a glance"));
            }
        }
    }
}

/// The built-in faces of a language.
fn built_in(locale: &Locale) -> impl Iterator<Item = &'static [u8]> {
    let families = locale.setting.faces.iter().filter_map(|name| family(name));
    families.filter_map(|family| face(family.text))
}

/// Tells whether each letter of a text is in one of these files.
fn have(text: &str, files: &[&[u8]]) -> bool {
    let has = |bytes: &[u8], c| {
        let faces = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
        let face = |at| ttf_parser::Face::parse(bytes, at).ok();
        (0..faces).filter_map(face).any(|face| face.glyph_index(c).is_some())
    };
    text.chars().all(|c| files.iter().any(|bytes| has(bytes, c)))
}

/// Puts a finding about a file at the place that names the file.
pub(super) fn at(mut finding: Finding, text: &Text) -> Finding {
    if finding.labels.is_empty() {
        let path = finding.path.take().unwrap_or_default();
        finding.message = format!("{path}: {}", finding.message);
    }
    finding.labels.insert(0, crate::diag::Label { span: text.span, text: String::new() });
    finding
}

pub(super) fn base_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn colors(into: &mut BTreeMap<String, String>, from: &Entries<ColourValue>, report: &mut Report) {
    for (role, color) in &from.0 {
        if !into.contains_key(&role.value) {
            let message = format!("`{}` is not a role of a colour", role.value);
            let known = COLORS.iter().map(|(role, ..)| *role);
            let finding = Finding::new(code::UNKNOWN_FIELD, message, role.span);
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
        report.push(Finding::new(code::BAD_THEME, message, color.span).help(help));
    }
    good
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::colour::{SIGHT, distance, seen};

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
}
