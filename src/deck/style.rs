//! The style of the house: the languages of a deck in the forms that it chooses.
//!
//! A language is data, so a style changes a copy of it. What prints and what reads back, from the checks
//! of words to `roll`, asks the same copy and needs no rule of its own. What a style may choose is judged
//! here; whether each name of a period reads back is for `check`, which can read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::unreadable;
use crate::code;
use crate::diag::{Finding, Report, suggest};
use crate::facts::{
    AbsenceForms, ChangeForms, DeckHead, Facts, Footing, Form, HouseForms, HouseStyle, PeriodForms,
};
use crate::locale::{HouseWords, Locale, first_word};
use crate::num::{Period, Unit};
use crate::shape::{ScalarOr, Shape};
use crate::source::{Folder, Sources, Span, Spanned, yaml};

mod forms;

use forms::{date_pattern, minus_pattern, period_pattern};

/// The languages of a deck in the forms of its house.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// By tag; a language without forms of the house is not among them.
    languages: Arc<BTreeMap<String, HouseLanguage>>,
    /// Whether sums hold to the digit, where the company does not say it.
    pub footing: Option<Footing>,
    /// The text of the file that it was read from, where it was.
    pub file: Option<String>,
}

/// A language in the forms of a house.
#[derive(Debug)]
pub struct HouseLanguage {
    /// The language.
    pub locale: Locale,
    /// Where the names of periods were chosen.
    pub places: Vec<(PeriodForm, Span)>,
}

/// A name of periods that a style chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodForm {
    /// Of quarters.
    Quarter,
    /// Of first halves.
    Half,
    /// Of second halves.
    SecondHalf,
    /// Of nine months.
    NineMonths,
    /// Of years.
    Year,
    /// Of the last twelve months.
    Trailing,
}

impl PeriodForm {
    /// Gives the form that names a period; a day has none.
    #[must_use]
    pub fn of(period: Period) -> Option<Self> {
        Some(match period {
            Period::Quarter { .. } => Self::Quarter,
            Period::Half { half: 1, .. } => Self::Half,
            Period::Half { .. } => Self::SecondHalf,
            Period::NineMonths { .. } => Self::NineMonths,
            Period::Year { .. } => Self::Year,
            Period::Trailing { .. } => Self::Trailing,
            Period::Month { .. } | Period::Instant(_) => return None,
        })
    }
}

impl House {
    /// Reads the style of a deck, from the file it names or from the deck itself.
    #[must_use]
    pub fn load(
        (head, facts): (&DeckHead, &Facts),
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Self {
        let mut file = None;
        let in_file;
        let style = match &head.style {
            None => return Self::default(),
            Some(ScalarOr::Record(style)) => style,
            Some(ScalarOr::Scalar(path)) => {
                let text = match folder.text(&path.value) {
                    Ok(text) => text,
                    Err(error) => {
                        let name = folder.root().join(&path.value).display().to_string();
                        let finding = unreadable(&error, &name, sources);
                        report.push(super::theme::at(finding, path));
                        return Self::default();
                    }
                };
                let name = folder.root().join(&path.value).display().to_string();
                file = Some(text.clone());
                let id = sources.add(name, text);
                let (node, problems) = yaml::parse(sources.file(id), id);
                report.extend(problems.into_iter().map(Finding::from));
                let Some(style) = node.and_then(|node| HouseStyle::read(&node, report)) else {
                    return Self::default();
                };
                in_file = style;
                &in_file
            }
        };
        Self { file, ..Self::of(style, (head, facts), report) }
    }

    fn of(style: &HouseStyle, (head, facts): (&DeckHead, &Facts), report: &mut Report) -> Self {
        let own = &head.language.value;
        // What is wrong with the forms of a language is told to decks in it.
        for (tag, _) in &style.r#in.0 {
            if Locale::of(&tag.value).is_none() {
                let message = format!("`{}` is not a language built in", tag.value);
                let finding = Finding::new(code::UNKNOWN_LANGUAGE, message, tag.span);
                report.push(finding.help_if(suggest(&tag.value, Locale::tags())));
            }
        }
        let mut languages = BTreeMap::new();
        let others = head.translations.0.iter().map(|(tag, _)| tag.value.as_str());
        for tag in std::iter::once(own.as_str()).chain(others) {
            let Some(locale) = Locale::of(tag) else { continue };
            let named = style.r#in.0.iter().find(|(known, _)| known.value == tag);
            let named = named.map(|(_, forms)| forms);
            let all: Vec<_> =
                Some(&style.own).filter(|_| tag == own).into_iter().chain(named).collect();
            let mut places = Vec::new();
            let locale = HouseWords::language(locale, |locale| {
                for forms in all {
                    let mut house = Furnishing { locale, facts, report, places: &mut places };
                    house.put(forms);
                }
            });
            languages.insert(tag.to_owned(), HouseLanguage { locale, places });
        }
        Self { languages: Arc::new(languages), footing: style.footing, file: None }
    }

    /// Gives a language of the deck in the forms of the house; as it is built in where it has none.
    #[must_use]
    pub fn language(&self, tag: &str) -> Option<&Locale> {
        self.languages.get(tag).map(|house| &house.locale).or_else(|| Locale::of(tag))
    }

    /// Tells where the names of periods of a language were chosen.
    #[must_use]
    pub fn places(&self, tag: &str) -> &[(PeriodForm, Span)] {
        self.languages.get(tag).map_or(&[], |house| &house.places)
    }

    /// Lists the languages that have forms of the house.
    pub fn languages(&self) -> impl Iterator<Item = &Locale> {
        self.languages.values().map(|house| &house.locale)
    }
}

/// Says that a form cannot be chosen, and what can.
fn refuse(message: String, help: String, span: Span, report: &mut Report) {
    report.push(Finding::new(code::BAD_STYLE, message, span).help(help));
}

/// A language into which the forms of a house are put.
struct Furnishing<'a> {
    locale: &'a mut Locale,
    facts: &'a Facts,
    report: &'a mut Report,
    places: &'a mut Vec<(PeriodForm, Span)>,
}

impl Furnishing<'_> {
    fn put(&mut self, forms: &HouseForms) {
        // Days first: names of periods may hold one.
        if let Some(dates) = &forms.dates {
            self.dates(dates);
        }
        if let Some(periods) = &forms.periods {
            self.periods(periods);
        }
        if let Some(headers) = &forms.headers {
            self.headers(headers);
        }
        self.currency(forms);
        self.decimals(forms);
        self.minus(forms);
        self.absence(forms);
        if let Some(change) = &forms.change {
            self.change(change);
        }
        if let Some(first) = &forms.first_column {
            self.locale.words.insert("item".to_owned(), first.value.0.trim().to_owned());
        }
    }

    fn refuse(&mut self, message: String, help: impl Into<String>, span: Span) {
        refuse(message, help.into(), span, self.report);
    }

    fn dates(&mut self, form: &Spanned<Form>) {
        match date_pattern(&form.value.0, self.locale) {
            Ok(pattern) => {
                let old = std::mem::replace(&mut self.locale.date.long, pattern);
                self.locale.times.day.push(old);
            }
            Err((reason, help)) => self.refuse(reason, help, form.span),
        }
    }

    /// Takes a name of periods apart; nothing where it cannot be one.
    fn pattern(&mut self, form: Option<&Spanned<Form>>, of: PeriodForm) -> Option<String> {
        let form = form?;
        match period_pattern(&form.value.0, of, self.locale) {
            Ok(pattern) => {
                self.places.push((of, form.span));
                Some(pattern)
            }
            Err((reason, help)) => {
                self.refuse(reason, help, form.span);
                None
            }
        }
    }

    /// What the language calls a period goes on being read.
    fn periods(&mut self, forms: &PeriodForms) {
        if let Some(new) = self.pattern(forms.quarter.as_ref(), PeriodForm::Quarter) {
            if let Some(short) = forms::part(&new) {
                self.locale.period.quarter_of_year = short;
            }
            self.trailing_with(&new);
            let (words, read) = (&mut self.locale.period, &mut self.locale.times.quarter);
            named(&new, [&mut words.quarter, &mut words.quarter_head], read);
        }
        if let Some(new) = self.pattern(forms.half.as_ref(), PeriodForm::Half) {
            let (words, read) = (&mut self.locale.period, &mut self.locale.times.half);
            named(&new, [&mut words.half, &mut words.half_head], read);
        }
        let second = forms.second_half.as_ref().or(forms.half.as_ref());
        if let Some(new) = self.pattern(second, PeriodForm::SecondHalf) {
            let (words, read) = (&mut self.locale.period, &mut self.locale.times.second_half);
            named(&new, [&mut words.second_half, &mut words.second_half_head], read);
        }
        if let Some(new) = self.pattern(forms.nine_months.as_ref(), PeriodForm::NineMonths) {
            let (words, read) = (&mut self.locale.period, &mut self.locale.times.nine_months);
            named(&new, [&mut words.nine_months, &mut words.nine_months_head], read);
        }
        if let Some(new) = self.pattern(forms.year.as_ref(), PeriodForm::Year) {
            let (words, read) = (&mut self.locale.period, &mut self.locale.times.fiscal_year);
            named(&new, [&mut words.year, &mut words.year_head, &mut words.year_short], read);
        }
        if let Some(new) = self.pattern(forms.ltm.as_ref(), PeriodForm::Trailing) {
            let (words, read) = (&mut self.locale.period, &mut self.locale.house.trailing);
            named(&new, [&mut words.trailing, &mut words.trailing_head], read);
        }
        self.balance(forms);
    }

    /// Twelve months are called by their last quarter, so that its name goes into theirs.
    fn trailing_with(&mut self, quarter: &str) {
        if !quarter.contains("{q}") || quarter.contains("{year}") {
            return;
        }
        let (words, read) = (&mut self.locale.period, &mut self.locale.house.trailing);
        let old = [words.quarter.clone(), words.quarter_head.clone()];
        for (own, old) in [&mut words.trailing, &mut words.trailing_head].into_iter().zip(old) {
            if own.contains(&old) {
                let new = own.replace(&old, quarter);
                named(&new, [own], read);
            }
        }
    }

    fn headers(&mut self, forms: &PeriodForms) {
        let quarter = self.pattern(forms.quarter.as_ref(), PeriodForm::Quarter);
        let half = self.pattern(forms.half.as_ref(), PeriodForm::Half);
        let second = forms.second_half.as_ref().or(forms.half.as_ref());
        let second_half = self.pattern(second, PeriodForm::SecondHalf);
        let nine_months = self.pattern(forms.nine_months.as_ref(), PeriodForm::NineMonths);
        let year = self.pattern(forms.year.as_ref(), PeriodForm::Year);
        let trailing = self.pattern(forms.ltm.as_ref(), PeriodForm::Trailing);
        let columns = &mut self.locale.house.columns;
        for (own, new) in [
            (&mut columns.quarter, quarter),
            (&mut columns.half, half),
            (&mut columns.second_half, second_half),
            (&mut columns.nine_months, nine_months),
            (&mut columns.year, year),
            (&mut columns.trailing, trailing),
        ] {
            *own = new.or_else(|| own.take());
        }
        self.balance(forms);
    }

    fn balance(&mut self, forms: &PeriodForms) {
        let Some(form) = &forms.balance else { return };
        let text = &form.value.0;
        let other = text.replacen("{day}", "", 1);
        if other == *text
            || other.contains(['{', '}'])
            || other.contains(|c: char| c.is_ascii_digit())
        {
            let message = format!("`{text}` cannot name the day of a balance");
            let help = "Write it with `{day}`, and with words alone around it: \"As of {day}\"";
            self.refuse(message, help, form.span);
            return;
        }
        self.locale.house.columns.balance = Some(text.clone());
    }

    /// The currencies that the deck's figures are in.
    fn currencies(&self) -> Vec<String> {
        let units = self.facts.items().filter_map(|(_, item)| match &item.unit {
            Unit::Currency { code, .. } => Some(code.as_str().to_owned()),
            Unit::Percent | Unit::Points | Unit::BasisPoints | Unit::Times | Unit::Count { .. } => {
                None
            }
        });
        let mut all: Vec<_> = units.collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn currency(&mut self, forms: &HouseForms) {
        let used = self.currencies();
        let mut marked: Vec<(String, String, Span)> = Vec::new();
        match &forms.currency {
            None => return,
            Some(ScalarOr::Scalar(form)) => {
                if !["symbol", "code", "word"].contains(&form.value.0.as_str()) {
                    let message = format!("`{}` marks no currency", form.value);
                    let help = "Write symbol, code or word; a mark of one currency as `{USD: US$}`";
                    self.refuse(message, help, form.span);
                    return;
                }
                for code in &used {
                    let mark = self.mark(code, form);
                    marked.extend(mark.map(|mark| (code.clone(), mark, form.span)));
                }
            }
            Some(ScalarOr::Record(forms)) => {
                for (code, form) in &forms.0 {
                    if code.value.parse::<crate::num::CurrencyCode>().is_err() {
                        let message = format!("`{}` is no code of a currency", code.value);
                        let help = "Write the code of ISO 4217, such as USD, JPY or EUR";
                        self.refuse(message, help, code.span);
                        continue;
                    }
                    let mark = self.mark(&code.value, form);
                    marked.extend(mark.map(|mark| (code.value.clone(), mark, form.span)));
                }
            }
        }
        for (at, (code, mark, span)) in marked.iter().enumerate() {
            let twin = marked[..at].iter().find(|(_, known, _)| known == mark);
            if let Some((other, ..)) =
                twin.filter(|(other, ..)| used.contains(other) && used.contains(code))
            {
                let message = format!("`{mark}` would mark {other} and {code} alike");
                let help =
                    format!("Give one of them a mark of its own: `currency: {{{code}: code}}`");
                self.refuse(message, help, *span);
            }
        }
    }

    /// Puts the mark of a currency into the language, and gives it.
    fn mark(&mut self, code: &str, form: &Spanned<Form>) -> Option<String> {
        let text = form.value.0.trim();
        let known = self.locale.beside.money.get(code).cloned().unwrap_or_default();
        let is_sign = |name: &str| !name.chars().any(char::is_alphanumeric);
        let mark = match text {
            "word" => {
                // What is said of every currency may have taken the word away.
                let built_in = Locale::of(&self.locale.tag).map(|locale| &locale.currency);
                let word = built_in.and_then(|words| words.get(code)).cloned();
                match &word {
                    Some(word) => {
                        self.locale.currency.insert(code.to_owned(), word.clone());
                    }
                    None => {
                        let message = format!("{} has no word for {code}", self.locale.name);
                        self.refuse(message, "Choose its code or its symbol", form.span);
                    }
                }
                self.locale.house.signs.remove(code);
                return word;
            }
            "code" => {
                self.locale.currency.remove(code);
                self.locale.house.signs.remove(code);
                return Some(code.to_owned());
            }
            "symbol" => known.iter().find(|name| is_sign(name)).cloned(),
            mark => {
                let folded = |name: &str| name.replace([' ', '\u{a0}'], "");
                known.iter().any(|name| folded(name) == folded(mark)).then(|| mark.to_owned())
            }
        };
        let Some(mark) = mark else {
            let known = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let message = match text {
                "symbol" => format!("{code} has no symbol in {}", self.locale.name),
                mark => format!("`{mark}` is not read as {code} in {}", self.locale.name),
            };
            let help = if known.is_empty() {
                "Choose `code`".to_owned()
            } else {
                format!("Choose `code`, or what the checks read: {}", known.join(", "))
            };
            self.refuse(message, help, form.span);
            return None;
        };
        let printed = mark.replace(' ', "\u{a0}");
        // RMB stands where a code stands, US$ where a sign does.
        if mark.chars().all(char::is_alphabetic) {
            self.locale.currency.insert(code.to_owned(), printed.clone());
        } else {
            self.locale.house.signs.insert(code.to_owned(), printed.clone());
        }
        let names = self.locale.beside.money.entry(code.to_owned()).or_default();
        if !names.contains(&printed) {
            names.push(printed.clone());
        }
        self.locale.money.insert(printed.to_lowercase(), code.to_owned());
        Some(printed)
    }

    fn decimals(&mut self, forms: &HouseForms) {
        for (name, places) in &forms.decimals.0 {
            let Ok(unit) = name.value.parse::<Unit>() else {
                let message = format!("`{}` is no unit", name.value);
                let help = "Write the unit as figures are printed in, such as `USD million`, `\"%\"` or points";
                self.refuse(message, help, name.span);
                continue;
            };
            let known = &mut self.locale.house.decimals;
            known.retain(|(own, _)| *own != unit);
            known.push((unit, places.value.0));
        }
    }

    fn minus(&mut self, forms: &HouseForms) {
        let (tables, prose) = match &forms.minus {
            None => return,
            Some(ScalarOr::Scalar(form)) => (Some(form), Some(form)),
            Some(ScalarOr::Record(forms)) => (forms.tables.as_ref(), forms.prose.as_ref()),
        };
        for (form, table) in [(tables, true), (prose, false)] {
            let Some(form) = form else { continue };
            let pattern = minus_pattern(&form.value.0, self.locale);
            match (pattern, table) {
                (Some(pattern), true) => self.locale.number.negative = pattern,
                (Some(pattern), false) => {
                    self.locale.house.minus = Some(pattern.clone());
                    self.locale.number.minus = pattern;
                }
                (None, _) => {
                    let message = format!("`{}` is no minus", form.value);
                    let help = "Write parentheses, sign, triangle, black triangle, or one of the marks \
                                \"-\", \"−\", \"△\" and \"▲\"";
                    self.refuse(message, help, form.span);
                    // Both would say the same.
                    return;
                }
            }
        }
    }

    /// What stands for figures that are nothing, or not given.
    fn absence(&mut self, forms: &HouseForms) {
        if let Some(nil) = &forms.nil {
            match nil.value.0.trim() {
                "0" => self.locale.house.nil = Some("0".to_owned()),
                dash @ ("-" | "–" | "—" | "－") => {
                    self.locale.words.insert("none".to_owned(), dash.to_owned());
                }
                other => {
                    let message = format!("`{other}` is not read as nothing");
                    let help = "Write a dash in quotes, such as \"—\" or \"–\", or 0";
                    self.refuse(message, help, nil.span);
                }
            }
        }
        if let Some(words) = &forms.words {
            self.words(words);
        }
    }

    fn words(&mut self, forms: &AbsenceForms) {
        let all = [
            (&forms.not_meaningful, "not meaningful"),
            (&forms.not_applicable, "not applicable"),
            (&forms.not_disclosed, "not disclosed"),
            (&forms.missing, "missing"),
        ];
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for (form, what) in all {
            let Some(form) = form else { continue };
            let text = form.value.0.trim();
            if let Some((_, other)) = seen.iter().find(|(known, _)| *known == text) {
                let message = format!("`{text}` would stand for {other} and for {what}");
                self.refuse(
                    message,
                    "Choose two words, so that a reader can tell them apart",
                    form.span,
                );
                continue;
            }
            seen.push((text, what));
            let plain = |c: char| {
                !c.is_numeric()
                    && !matches!(c, '_' | '`' | '[' | ']' | '<' | '>' | '{' | '}' | '#' | '|')
            };
            if text.is_empty() || text.chars().count() > 24 || !text.chars().all(plain) {
                let message = format!("`{text}` cannot stand in the place of a figure");
                let help = "Write a short word or mark without digits, such as n/m";
                self.refuse(message, help, form.span);
                continue;
            }
            let folded: String = text.to_lowercase().split_whitespace().collect();
            let marks = &mut self.locale.left_out;
            let mut lists =
                [&mut marks.not_meaningful, &mut marks.not_applicable, &mut marks.not_disclosed];
            if let Some(at) = all.iter().position(|(_, known)| *known == what).filter(|at| *at < 3)
            {
                for list in &mut lists {
                    list.retain(|known| *known != folded);
                }
                lists[at].push(folded);
            }
            match what {
                "not meaningful" => {
                    let words = &mut self.locale.change;
                    let old = std::mem::replace(&mut words.not_meaningful, text.to_owned());
                    for cell in [&mut words.loss_narrowed_cell, &mut words.loss_widened_cell] {
                        if *cell == old {
                            text.clone_into(cell);
                        }
                    }
                }
                "not applicable" => {
                    self.locale.words.insert("not_applicable".to_owned(), text.to_owned());
                }
                "not disclosed" => {
                    self.locale.words.insert("not_disclosed".to_owned(), text.to_owned());
                }
                _ => {
                    self.locale.words.insert("not_available".to_owned(), text.to_owned());
                }
            }
        }
    }

    fn change(&mut self, forms: &ChangeForms) {
        if let Some((message, span)) = forms::alike(forms) {
            let help = "Choose two headers, so that a reader can tell them apart";
            self.refuse(message, help, span);
            return;
        }
        self.compared(forms);
        let text = |form: &Option<Spanned<Form>>| {
            form.as_ref().map(|form| (form.value.0.trim().to_owned(), form.span))
        };
        let (percent, amount) = (text(&forms.percent), text(&forms.amount));
        if let Some((text, span)) = &amount {
            let prose = &self.locale.prose;
            let shared = percent.as_ref().is_some_and(|(percent, _)| percent == text);
            if shared || first_word(text, &prose.rate_heads, prose).is_some() {
                let message = format!("`{text}` would head amounts and rates alike");
                let help = "Say in the header of amounts what they are in, such as \"$ change\"";
                self.refuse(message, help, *span);
                return;
            }
        }
        if let Some((text, span)) = &percent {
            let prose = &self.locale.prose;
            if first_word(text, &prose.amount_heads, prose).is_some() {
                let message = format!("`{text}` is read as the header of amounts");
                self.refuse(message, "Say that they are rates, such as \"% change\"", *span);
                return;
            }
        }
        if let Some((text, _)) = percent {
            self.locale.words.insert("change_rate".to_owned(), text.clone());
            self.locale.prose.rate_heads.push(text.to_lowercase());
            self.locale.house.rate_head = Some(text);
        }
        if let Some((text, _)) = amount {
            self.locale.words.insert("changes".to_owned(), text.clone());
            self.locale.prose.amount_heads.push(text.to_lowercase());
            self.locale.house.amount_head = Some(text);
        }
    }

    /// What changes are against.
    fn compared(&mut self, forms: &ChangeForms) {
        let on_year = [&forms.yoy, &forms.yoy_half, &forms.yoy_year, &forms.yoy_day];
        let on_quarter = [&forms.qoq, &forms.qoq_day];
        let same =
            |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
        for (all, year) in [(&on_year[..], true), (&on_quarter[..], false)] {
            for form in all.iter().filter_map(|form| form.as_ref()) {
                let prose = &self.locale.prose;
                let others = if year { &prose.qoq } else { &prose.yoy };
                let text = form.value.0.trim();
                if text.is_empty()
                    || text.contains('%')
                    || others.iter().any(|known| same(known, text))
                {
                    let (of, other) = if year { ("year", "quarter") } else { ("quarter", "year") };
                    let message =
                        format!("`{text}` cannot say that a change is on the {of} before");
                    let help = format!(
                        "Choose a word that says neither the {other} nor a unit, such as Y/Y or Q/Q"
                    );
                    self.refuse(message, help, form.span);
                    return;
                }
            }
        }
        let text =
            |form: &Option<Spanned<Form>>| form.as_ref().map(|form| form.value.0.trim().to_owned());
        let (words, prose) = (&mut self.locale.change, &mut self.locale.prose);
        for form in on_year.iter().filter_map(|form| text(form)) {
            prose.yoy.push(form);
        }
        for form in on_quarter.iter().filter_map(|form| text(form)) {
            prose.qoq.push(form);
        }
        if let Some(new) = text(&forms.yoy) {
            let old = std::mem::replace(&mut words.yoy, new.clone());
            for other in [&mut words.yoy_half, &mut words.yoy_year, &mut words.yoy_day] {
                if *other == old {
                    other.clone_from(&new);
                }
            }
        }
        if let Some(new) = text(&forms.qoq) {
            let old = std::mem::replace(&mut words.qoq, new.clone());
            if words.qoq_day == old {
                words.qoq_day = new;
            }
        }
        for (own, form) in [
            (&mut words.yoy_half, &forms.yoy_half),
            (&mut words.yoy_year, &forms.yoy_year),
            (&mut words.yoy_day, &forms.yoy_day),
            (&mut words.qoq_day, &forms.qoq_day),
        ] {
            if let Some(new) = text(form) {
                *own = new;
            }
        }
    }
}

/// Puts a name of periods in the places of others, which go on being read.
fn named<const N: usize>(new: &str, places: [&mut String; N], read: &mut Vec<String>) {
    for place in places {
        let old = std::mem::replace(place, new.to_owned());
        if !read.contains(&old) {
            read.push(old);
        }
    }
}
