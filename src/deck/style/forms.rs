//! Forms as an author writes them, made patterns of a language.

use super::PeriodForm;
use crate::diag::suggest;
use crate::facts::{ChangeForms, Form};
use crate::locale::Locale;
use crate::source::Span;

/// Why a form cannot be chosen, and a way out.
pub(super) type Refusal = (String, String);

/// What may stand in braces in a name of periods, and in the patterns of a language.
const NAMES: [(&str, &str); 14] = [
    ("quarter", "{q}"),
    ("half", "{h}"),
    ("yy", "{yy}"),
    ("yyyy", "{yyyy}"),
    ("start_yy", "{start2}"),
    ("start_yyyy", "{start}"),
    ("end_yy", "{end2}"),
    ("end_yyyy", "{end}"),
    ("end_month", "{end_month}"),
    ("years", "{years}"),
    ("month", "{month}"),
    ("year", "{year}"),
    ("months", "{months}"),
    ("weeks", "{weeks}"),
];

/// Makes the pattern of a name of periods.
pub(super) fn period_pattern(
    text: &str,
    of: PeriodForm,
    locale: &Locale,
) -> Result<String, Refusal> {
    let names = NAMES.iter().map(|(name, _)| *name).chain(["day"]);
    let mut out = String::new();
    let mut rest = text.trim();
    if rest.is_empty() {
        let help = "Write a pattern such as \"Q{quarter} FY{yy}\", or remove the line".to_owned();
        return Err(("the name of a period is empty".to_owned(), help));
    }
    while let Some(open) = rest.find(['{', '}']) {
        out.push_str(&rest[..open]);
        let inner = rest[open..].strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let Some((name, behind)) = inner.filter(|(name, _)| !name.contains('{')) else {
            let help = "Close each brace: `{quarter}`".to_owned();
            return Err((format!("a brace of `{text}` has no partner"), help));
        };
        let known = NAMES.iter().find(|(known, _)| *known == name);
        match known {
            Some((_, pattern)) => out.push_str(pattern),
            None if name == "day" => out.push_str(&locale.date.long),
            None if in_words(name, locale) => {
                out.push_str("{quarter:");
                out.push_str(name);
                out.push('}');
            }
            None => {
                let all = names.clone().map(|name| format!("{{{name}}}")).collect::<Vec<_>>();
                let help = suggest(name, names.clone());
                let help = help.unwrap_or_else(|| format!("The names are {}", all.join(", ")));
                return Err((format!("`{{{name}}}` names nothing of a period"), help));
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    numbered(text, &out, of)?;
    Ok(out)
}

/// A name says which part of which year it is of.
fn numbered(text: &str, pattern: &str, of: PeriodForm) -> Result<(), Refusal> {
    if is_bare(pattern)
        && !(of == PeriodForm::Year && ["{yyyy}", "{end}", "{start}"].contains(&pattern))
    {
        let help = "Add letters, such as \"FY{yy}\" or \"Q{quarter} FY{yy}\"".to_owned();
        return Err((format!("`{text}` is a bare number, which nobody reads as a period"), help));
    }
    let has = |names: &[&str]| names.iter().any(|name| pattern.contains(name));
    let dated = has(&["{year}"]);
    let years = ["{yy}", "{yyyy}", "{start}", "{start2}", "{end}", "{end2}", "{years}"];
    if !dated && !has(&years) {
        let help = "Add the year, as {yy} or {yyyy}, or the last day, as {day}".to_owned();
        return Err((format!("`{text}` does not say which year"), help));
    }
    let (wanted, name): (&[&str], _) = match of {
        PeriodForm::Quarter | PeriodForm::Trailing => (&["{q}", "{quarter:"], "{quarter}"),
        PeriodForm::Half => (&["{h}"], "{half}"),
        PeriodForm::SecondHalf | PeriodForm::NineMonths | PeriodForm::Year => return Ok(()),
    };
    let first_half = of == PeriodForm::Half;
    if dated || has(wanted) || first_half {
        return Ok(());
    }
    Err((format!("`{text}` does not say which quarter"), format!("Add it as {name}")))
}

/// Tells whether what a pattern prints is a number as any other: 25, 125 or 1.25.
fn is_bare(pattern: &str) -> bool {
    let numbers = ["{q}", "{h}", "{yy}", "{yyyy}", "{start}", "{start2}", "{end}", "{end2}"];
    let mut rest = pattern.to_owned();
    for name in numbers.iter().chain(&["{end_month}", "{months}", "{weeks}"]) {
        rest = rest.replace(name, "1");
    }
    rest.chars().all(|c| c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’'))
}

const RATES: &str = "rates of change";
const AMOUNTS: &str = "amounts of change";

/// Finds two headers of changes that read alike, though one is of what the other is not. Rates and amounts
/// are told apart by more than their letters, elsewhere.
pub(super) fn alike(forms: &ChangeForms) -> Option<(String, Span)> {
    let all = [
        (&forms.yoy, "changes on the year before"),
        (&forms.yoy_half, "changes on the year before"),
        (&forms.yoy_year, "changes on the year before"),
        (&forms.yoy_day, "changes on the year before"),
        (&forms.qoq, "changes on the quarter before"),
        (&forms.qoq_day, "changes on the quarter before"),
        (&forms.percent, RATES),
        (&forms.amount, AMOUNTS),
    ];
    let marks = ['.', ',', ':', ';', '-', '–', '/', '(', ')'];
    let read = |form: &Form| -> String {
        let text = form.0.to_lowercase();
        text.chars().filter(|c| !c.is_whitespace() && !marks.contains(c)).collect()
    };
    let mut seen: Vec<(String, &str)> = Vec::new();
    for (form, of) in all {
        let Some(form) = form else { continue };
        let text = read(&form.value);
        let told = |other: &str| other == of || (other == RATES && of == AMOUNTS);
        let twin = seen.iter().find(|(known, other)| *known == text && !told(other));
        if let Some((_, other)) = twin {
            let message = format!("`{}` would head {other} and {of} alike", form.value.0.trim());
            return Some((message, form.span));
        }
        seen.push((text, of));
    }
    None
}

/// Tells whether a name is that of a first quarter, in words without digits.
fn in_words(name: &str, locale: &Locale) -> bool {
    !name.contains(char::is_numeric) && locale.prose.quarter_like(name, 0).is_some()
}

/// Gives how the quarter is named without its year: `Q{q}` of `Q{q} FY{yy}`.
pub(super) fn part(pattern: &str) -> Option<String> {
    let at = pattern.find("{q}")?;
    let letter = |c: &char| c.is_alphabetic();
    let before: String = pattern[..at].chars().rev().take_while(letter).collect();
    let before: String = before.chars().rev().collect();
    let behind: String = pattern[at + 3..].chars().take_while(letter).collect();
    let alone = pattern[at + 3 + behind.len()..].chars().next();
    // "Q1FY26": which letters are of the quarter is not known.
    if alone == Some('{') && !behind.is_empty() {
        return None;
    }
    (!before.is_empty() || !behind.is_empty()).then(|| format!("{before}{{q}}{behind}"))
}

/// Makes the pattern of a day from an example of letters: "D Month YYYY".
pub(super) fn date_pattern(text: &str, locale: &Locale) -> Result<String, Refusal> {
    let month = if locale.date.months_of_day.is_empty() { "{month}" } else { "{month_of_day}" };
    let parts = [
        ("YYYY", "{year}"),
        ("Month", month),
        ("MM", "{mm}"),
        ("DD", "{dd}"),
        ("M", "{m}"),
        ("D", "{d}"),
    ];
    let mut out = String::new();
    let (mut rest, mut order) = (text.trim(), Vec::new());
    while let Some(c) = rest.chars().next() {
        if let Some((part, pattern)) = parts.iter().find(|(part, _)| rest.starts_with(part)) {
            out.push_str(pattern);
            order.push(part.chars().next().unwrap_or_default());
            rest = &rest[part.len()..];
            continue;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    let help = "Write such as \"Month D, YYYY\", \"D Month YYYY\", \"D. Month YYYY\", \"YYYY年M月D日\" or \
                \"YYYY-MM-DD\""
        .to_owned();
    let other =
        text.replace("Month", "").chars().any(|c| c.is_ascii_alphanumeric() && !"YMD".contains(c));
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if sorted != ['D', 'M', 'Y'] || other {
        return Err((format!("`{text}` is no form of a day"), help));
    }
    let year_first = order.first() == Some(&'Y') && order.get(1) == Some(&'M');
    let dots = order == ['D', 'M', 'Y'] && out.contains('.') && locale.date.day.contains('.');
    if !text.contains("Month") && !year_first && !dots {
        let reason = format!("`{text}` may be read as month and day, or as day and month");
        return Err((reason, help));
    }
    Ok(out)
}

/// Makes the pattern of a number below zero.
pub(super) fn minus_pattern(text: &str, locale: &Locale) -> Option<String> {
    Some(match text.trim() {
        "parentheses" => "({})".to_owned(),
        "triangle" | "△" => "△{}".to_owned(),
        "black triangle" | "▲" => "▲{}".to_owned(),
        "-" => "-{}".to_owned(),
        "−" => "−{}".to_owned(),
        // The language's own, where that is one.
        "sign" => {
            let own = Locale::of(&locale.tag).map_or("-{}", |own| own.number.minus.as_str());
            if own.starts_with(['-', '−']) { own.to_owned() } else { "-{}".to_owned() }
        }
        _ => return None,
    })
}
