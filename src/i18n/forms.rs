//! The forms of a counted noun in a catalogue: which of them goes with which numbers is said by the
//! formula of its header, and every tool may number them as it likes.

use super::po::{Catalogue, PoEntry, Quoted, field};
use crate::code;
use crate::diag::{Finding, Report};
use crate::locale::{Locale, PluralFormula};

/// How the forms of a catalogue are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FormOrder {
    /// As the program numbers them, or nothing is said of it.
    Own,
    /// Each form of the language with the numbers that it has in the catalogue.
    Other(Vec<Vec<usize>>),
}

/// Tells whether a header numbers the forms as the program does.
pub(super) fn is_own(header: &str, locale: &Locale) -> bool {
    order(header, locale).is_some_and(|order| order == FormOrder::Own)
}

/// Puts the forms of every entry in the order of the program; what has no place in it is told.
pub(super) fn put_in_order(catalogue: &mut Catalogue, locale: &Locale, report: &mut Report) {
    let header = catalogue.header.as_ref().and_then(|header| header.strings.first());
    let said = header.map(|string| string.text.as_str()).unwrap_or_default();
    let counted = |entry: &PoEntry| entry.plural.is_some();
    if !catalogue.entries.iter().any(counted) {
        return;
    }
    let Some(order) = order(said, locale) else {
        let span = header.map(|string| string.span).unwrap_or_default();
        let message = format!("`Plural-Forms` of {} cannot be read", locale.name);
        let finding = Finding::new(code::PO_SYNTAX, message, span);
        report.push(finding.help(format!("The program's own is `{}`", locale.plural_forms)));
        return;
    };
    for entry in catalogue.entries.iter_mut().filter(|entry| counted(entry)) {
        let strings = std::mem::take(&mut entry.strings);
        match placed(strings, &order, locale.noun_forms().count()) {
            Ok(strings) => entry.strings = strings,
            Err((strings, at)) => {
                let message = format!("`msgstr[{at}]` goes with no number of {}", locale.name);
                let finding = Finding::new(code::NOUN_FORMS, message, strings[at].span);
                report.push(finding.help(format!(
                    "Delete the line, or correct `Plural-Forms` in the header. The forms of the language are {}",
                    locale.noun_forms().with_samples()
                )));
                entry.strings = strings;
            }
        }
    }
}

/// Reads how a header numbers the forms; nothing where what it says is no formula.
fn order(header: &str, locale: &Locale) -> Option<FormOrder> {
    // Templates leave the word EXPRESSION, which says nothing.
    let said = field(header, "Plural-Forms").filter(|said| !said.contains("EXPRESSION"));
    let Some(said) = said else { return Some(FormOrder::Own) };
    let formula = PluralFormula::read(said)?;
    let mut numbers: Vec<Vec<usize>> = vec![Vec::new(); locale.noun_forms().count()];
    for (n, form) in locale.noun_forms().whole_numbers() {
        let theirs = formula.form(n)?;
        if !numbers[form].contains(&theirs) {
            numbers[form].push(theirs);
        }
    }
    // A form of fractions alone has no number in the formula.
    let own = |(form, theirs): (usize, &Vec<usize>)| theirs.is_empty() || *theirs == [form];
    let is_own = numbers.iter().enumerate().all(own);
    Some(if is_own { FormOrder::Own } else { FormOrder::Other(numbers) })
}

/// Puts strings in the order of the program, or gives the number of one that has no place there.
fn placed(
    strings: Vec<Quoted>,
    order: &FormOrder,
    forms: usize,
) -> Result<Vec<Quoted>, (Vec<Quoted>, usize)> {
    let empty = |string: &Quoted| string.text.is_empty();
    let own: Vec<Vec<usize>>;
    let numbers = match order {
        FormOrder::Own => {
            own = (0..forms).map(|form| vec![form]).collect();
            &own
        }
        FormOrder::Other(numbers) => numbers,
    };
    let named: Vec<usize> = numbers.iter().flatten().copied().collect();
    let mut spare = (0..strings.len()).filter(|at| !named.contains(at));
    let mut used = vec![false; strings.len()];
    let mut out: Vec<Option<Quoted>> = Vec::with_capacity(forms);
    for theirs in numbers {
        // Of several numbers for one form, as converters write them for every language, one
        // has the text.
        let all: Vec<usize> =
            if theirs.is_empty() { spare.next().into_iter().collect() } else { theirs.clone() };
        let free = all.into_iter().filter(|at| used.get(*at) == Some(&false));
        let free: Vec<usize> = free.collect();
        let full = free.iter().copied().find(|at| !empty(&strings[*at]));
        let taken = full.or_else(|| free.first().copied());
        for at in free {
            used[at] = empty(&strings[at])
                || taken.is_some_and(|one| strings[one].text == strings[at].text);
        }
        out.push(taken.map(|at| strings[at].clone()));
    }
    if let Some(left) = (0..strings.len()).find(|at| !used[*at] && !empty(&strings[*at])) {
        return Err((strings, left));
    }
    while out.last().is_some_and(Option::is_none) {
        out.pop();
    }
    Ok(out.into_iter().map(Option::unwrap_or_default).collect())
}
