//! One figure: from what its cell holds to the digits that the deck prints.

use std::ops::Range;

use super::formula;
use super::mapping::MappedCell;
use crate::code::{self, Code, Severity};
use crate::deck::{Deck, Target};
use crate::diag::{Finding, Report};
use crate::facts::{
    FigureEntry, Habit, Item, LeftOutKind, State, StatedChange, makes_a_range, read_period,
};
use crate::locale::Locale;
use crate::num::{Bounds, Decimal, Exact, Scale, Stated, Unit, decimal};
use crate::prove::notation;
use crate::shape::Written;
use crate::source::Span;
use crate::workbook::{
    Content, NumberDisplay, SheetCell, SignShown, WordedUnit, Workbook, number, of_decimal,
};

/// A figure that a cell gives.
pub(super) struct FilledFigure {
    /// The digits as the deck writes them.
    pub text: String,
    /// What the deck said before.
    pub old: String,
    /// Whether that is a figure, which is not open any more.
    pub stated: bool,
    /// Where it stands.
    pub place: Span,
    /// What is to be changed in the text, if anything is.
    pub edit: Option<(Range<usize>, String)>,
    /// What the cell holds.
    pub held: String,
    /// Whether it is the kept result of a formula that is not computed here.
    pub kept: bool,
    /// The number of the cell, where nothing but the item says its unit and scale.
    pub raw: Option<String>,
}

/// Takes a figure over from its cell; what is wrong with the cell is reported.
pub(super) fn figure(
    deck: &Deck,
    target: Target,
    wanted: &MappedCell,
    (file, book): (&str, &Workbook),
    report: &mut Report,
) -> Option<FilledFigure> {
    let known = KnownFigure::of(deck, target, wanted)?;
    let name = target.name(&deck.facts);
    let at = format!("{file}, cell {}", wanted.at);
    let mut refuse = |code: Code, message: String, help: &str| {
        report.push(
            Finding::weighed(code, Severity::Error, message, wanted.span).help(help.to_owned()),
        );
    };
    let Some(cell) = book.cell(&wanted.at) else {
        refuse(code::NO_CELL, format!("{at}, is on no sheet"), "Correct the name of the sheet");
        return None;
    };
    let about = deck.facts.item(target.item());
    let word = left_out(deck, &cell, target).map(Filling::LeftOut);
    if let Some(filling) = word.or_else(|| bounded(&cell, target, wanted, about)) {
        return known.filled(written(deck, target)?, filling, cell.held());
    }
    let value = match value(&cell) {
        Ok(value) => value,
        Err(reason) => {
            let (reason, help) = no_figure(&cell, about, book, reason);
            refuse(code::BAD_CELL, format!("{at}, for `{name}`: {reason}"), &help);
            return None;
        }
    };
    if let Content::Text(text) = &cell.content {
        let message = format!(
            "{at}, for `{name}`: the text \"{text}\" is read as {}",
            notation::number(&value)
        );
        let finding = Finding::weighed(code::BAD_CELL, Severity::Warning, message, wanted.span);
        report.push(finding.help("No sum counts a text: write -161 in a format that shows △161"));
    }
    let origin = formula::of(&cell, &value, book, &wanted.at);
    for found in &origin.findings {
        let message = format!("{at}, for `{name}`: {}", found.message);
        let finding = Finding::weighed(found.code, found.severity, message, wanted.span);
        report.push(finding.help(found.help));
    }
    if origin.bad() {
        return None;
    }
    let mut refuse = |code: Code, message: String, help: &str| {
        report.push(
            Finding::weighed(code, Severity::Error, message, wanted.span).help(help.to_owned()),
        );
    };
    if let Some((code, reason, help)) = contradicted(&cell, &value, wanted, &known.unit) {
        refuse(code, format!("{at}, for `{name}`: {reason}"), help);
        return None;
    }
    let from = match from(&cell, wanted, &known.unit) {
        Ok(from) => from,
        Err((reason, help)) => {
            let help = help.map_or_else(
                || "Give the cell its `unit` in the mapping, or correct the workbook".to_owned(),
                |unit| format!("If it is in {unit}, say so: `unit: {unit}` in the mapping"),
            );
            refuse(code::CELL_UNIT, format!("{at}, for `{name}`: {reason}"), &help);
            return None;
        }
    };
    let (unit, places) = printed(deck, target, &known, (&from, &value), &cell.shown);
    let from = if cell.shown.percent { 0 } else { from.exponent() };
    let signed = if wanted.negate { Exact::from(0) - value } else { value };
    let digits = (signed * Exact::pow10(from - unit.exponent())).round(places, about.rounding);
    let Some(digits) = digits else {
        refuse(
            code::BAD_CELL,
            format!("{at}, for `{name}`: it has too many digits"),
            "Correct the cell",
        );
        return None;
    };
    if let (true, Some(value)) = (known.derived, &known.stated)
        && of_decimal(&value.value) != of_decimal(&digits)
    {
        let message = format!("{at}, for `{name}`: it gives {digits}, the deck derives {value}");
        refuse(
            code::BAD_CELL,
            message,
            "Correct the workbook, or write the figure instead of `derived`",
        );
        return None;
    }
    let written = written(deck, target)?;
    let scale = behind(target, &unit, &about.unit);
    let plain = wanted.unit.is_none() && cell.unit.is_none() && !cell.shown.percent;
    let raw = match &cell.content {
        Content::Number(text) if plain && cell.shown.measure == WordedUnit::default() => {
            Some(text.clone())
        }
        Content::Number(_)
        | Content::Empty
        | Content::Text(_)
        | Content::Truth(_)
        | Content::Error(_) => None,
    };
    let filled = known.filled(written, Filling::Digits(digits, scale), cell.held())?;
    Some(FilledFigure { kept: origin.kept, raw, ..filled })
}

/// Gives what stands behind the digits of a figure in that unit.
fn behind(target: Target, unit: &Unit, own: &Unit) -> String {
    match target {
        // A change may be in percent, points or an amount: it names its unit.
        Target::Change(..) if matches!(unit, Unit::Percent) => "%".to_owned(),
        Target::Change(..) => format!(" {unit}"),
        Target::Figure(_) if unit == own => String::new(),
        Target::Figure(_) => format!(" {}", unit.scale()),
    }
}

/// What the deck says of a figure or a change.
struct KnownFigure {
    stated: Option<Stated>,
    /// What is said in the place of digits.
    instead: Option<State>,
    derived: bool,
    due: bool,
    /// The unit of what is not known.
    unit: Unit,
}

impl KnownFigure {
    fn of(deck: &Deck, target: Target, wanted: &MappedCell) -> Option<Self> {
        let unit = deck.facts.item(target.item()).unit.clone();
        Some(match target {
            Target::Figure(key) => {
                let fact = deck.facts.fact(key)?;
                let derived = matches!(fact.state, State::Derived { .. });
                let instead = instead(&fact.state);
                // A cell is held against what is typed.
                let stated = match &fact.state {
                    State::Restated { printed, .. } => Some(printed),
                    State::Stated(_)
                    | State::Bounded(_)
                    | State::Derived { .. }
                    | State::LeftOut(_)
                    | State::Missing { .. } => fact.stated(),
                };
                Self { stated: stated.cloned(), instead, derived, due: fact.due, unit }
            }
            Target::Change(now, base) => {
                let change: &StatedChange = deck.facts.changes().between(now, base).first()?;
                let stated = change.state.stated().cloned();
                let share = unit.is_percentage();
                let usual = if share { Unit::Points } else { Unit::Percent };
                // Whoever says that the cell is in millions says that the change is an amount.
                let amount = wanted.unit.as_ref().map(|named| &named.value);
                let amount = amount.filter(|named| named.same_measure(&unit) && !share);
                let open = amount.map_or(usual, |_| unit.clone());
                let unit = stated.as_ref().map_or(open, |stated| stated.unit.clone());
                let instead = instead(&change.state);
                Self { stated, instead, derived: false, due: change.due, unit }
            }
        })
    }

    fn filled(
        &self,
        written: Written<'_, FigureEntry>,
        filling: Filling,
        held: String,
    ) -> Option<FilledFigure> {
        let node = written.node?;
        let record = written.record();
        let old = match (&self.stated, &self.instead) {
            (Some(stated), _) => stated.to_string(),
            (None, Some(instead)) => instead.to_string(),
            (None, None) if self.due => record.due().name.to_owned(),
            (None, None) => record.missing().name.to_owned(),
        };
        let unchanged = match &filling {
            Filling::Digits(digits, _) => {
                let same = |stated: &Stated| {
                    of_decimal(&stated.value) == of_decimal(digits)
                        && stated.places() == digits.scale()
                };
                self.derived || self.stated.as_ref().is_some_and(same)
            }
            Filling::LeftOut(word) => {
                let kind =
                    self.instead.as_ref().and_then(State::left_out).map(|out| out.kind.word());
                kind == Some(word) || *word == NIL && self.stated.as_ref().is_some_and(|s| s.nil)
            }
            Filling::Bounded(_, bounds) => {
                self.instead.as_ref().and_then(State::bounds) == Some(bounds)
            }
        };
        let text = match filling {
            Filling::Digits(digits, scale) => format!("{digits}{scale}"),
            Filling::LeftOut(word) => word.to_owned(),
            Filling::Bounded(text, _) => text,
        };
        let range = |span: Span| span.start as usize..span.end as usize;
        let edit = if unchanged {
            None
        } else if record.keys() > 1 {
            // What else is said of the figure stays.
            let value = format!("{}: {text}", record.value().name);
            record.says().map(|place| (range(place), value))
        } else {
            Some((range(node.span), text.clone()))
        };
        let stated = (self.stated.is_some() || self.instead.is_some()) && !self.due;
        Some(FilledFigure {
            text,
            old,
            stated,
            place: node.span,
            edit,
            held,
            kept: false,
            raw: None,
        })
    }
}

/// Gives what is said in the place of digits, where it is not open.
fn instead(state: &State) -> Option<State> {
    (state.left_out().is_some() || state.bounds().is_some()).then(|| state.clone())
}

/// What a cell gives: digits with the scale behind them, the word of what is left out, or a range as decks
/// write it.
enum Filling {
    Digits(Decimal, String),
    LeftOut(&'static str),
    Bounded(String, Bounds),
}

/// Reads a text as a range, or as one end of it: `360 to 420`, `at least 360`. The commas go, which would part
/// the text where the deck has it between braces.
fn bounded(cell: &SheetCell, target: Target, wanted: &MappedCell, about: &Item) -> Option<Filling> {
    let Content::Text(text) = &cell.content else { return None };
    let plain = wanted.unit.is_none() && !wanted.negate && matches!(target, Target::Figure(_));
    let text = text.trim().replace(',', "");
    let read = Bounds::parse(&text, &about.unit, about.rounding).filter(|_| plain)?.ok()?;
    read.unit().same_measure(&about.unit).then_some(Filling::Bounded(text, read))
}

/// How a deck writes that there is nothing, exactly.
pub(super) const NIL: &str = "nil";

/// Reads a text as the mark that tables print in the place of a figure; a dash is nothing, and no change.
fn left_out(deck: &Deck, cell: &SheetCell, target: Target) -> Option<&'static str> {
    if cell.shown.nil && matches!(target, Target::Figure(_)) {
        return Some(NIL);
    }
    let Content::Text(text) = &cell.content else { return None };
    if decimal::is_nil(text.trim()) || text.trim() == NIL {
        return Some(match target {
            Target::Figure(_) => NIL,
            Target::Change(..) => LeftOutKind::None.word(),
        });
    }
    // As decks write it, whatever the language.
    let word =
        LeftOutKind::ALL.into_iter().map(LeftOutKind::word).find(|word| *word == text.trim());
    if word.is_some() {
        return word;
    }
    let plain: String = text.to_lowercase().split_whitespace().collect();
    let said = |marks: &[String]| marks.contains(&plain);
    let of = |locale: &Locale| {
        let marks = &locale.left_out;
        let kinds = [
            (&marks.not_applicable, LeftOutKind::NotApplicable),
            (&marks.not_disclosed, LeftOutKind::NotDisclosed),
            (&marks.not_meaningful, LeftOutKind::NotMeaningful),
        ];
        kinds.into_iter().find(|(marks, _)| said(marks)).map(|(_, kind)| kind.word())
    };
    // In the deck's language first: what is n.d. in one is n.m. in another.
    let own = deck.own_language();
    own.and_then(of).or_else(|| Locale::tags().filter_map(Locale::of).find_map(of))
}

/// Reads a text as what somebody typed for a number below zero, with a sign that a spreadsheet does not
/// know as one: △161, ▲161, (161). Other digits in a text are a slip of the file.
fn typed_negative(text: &str) -> Option<Decimal> {
    let signs = |c| matches!(c, '△' | '▲' | '(' | '（');
    let typed = text.trim().starts_with(signs);
    let value = decimal::parse(text).ok().filter(|_| typed)?.value;
    value.is_sign_negative().then_some(value)
}

/// Says why a cell is no figure, and what to do about it.
fn no_figure(cell: &SheetCell, about: &Item, book: &Workbook, reason: String) -> (String, String) {
    match meant(cell, about) {
        Some((what, figure)) => (
            format!("{reason}: {what}"),
            format!("Correct the cell; it would be read as `{figure}`"),
        ),
        None => (reason, unread(cell, book).to_owned()),
    }
}

/// Gives what a text is that stands for a figure, and the figure that is meant.
fn meant(cell: &SheetCell, about: &Item) -> Option<(String, String)> {
    let Content::Text(text) = &cell.content else { return None };
    let habit = Habit::of(text, about).filter(|_| !with_decimal_comma(text))?;
    Some((habit.message, habit.figure?))
}

/// Says what to do about a cell that is no figure.
fn unread(cell: &SheetCell, book: &Workbook) -> &'static str {
    if book.text.is_none() {
        return "Correct the cell, or take the figure out of the mapping";
    }
    match &cell.content {
        Content::Text(text) if with_decimal_comma(text) => {
            "If the comma parts decimals, say `decimal: comma` under `import`"
        }
        Content::Empty
        | Content::Number(_)
        | Content::Text(_)
        | Content::Truth(_)
        | Content::Error(_) => "Correct the cell, or take its line out of the table",
    }
}

/// Tells whether a text is a number where a comma parts the decimals: `15.813,5`.
fn with_decimal_comma(text: &str) -> bool {
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        other => other,
    };
    text.contains(',')
        && decimal::parse(text.trim().chars().map(swap).collect::<String>().as_str()).is_ok()
}

fn value(cell: &SheetCell) -> Result<Exact, String> {
    if let Some(why) = &cell.unsure {
        return Err(why.clone());
    }
    match &cell.content {
        Content::Number(_) if cell.shown.day => {
            Err("it holds a day or a time, not a figure".to_owned())
        }
        Content::Number(text) => {
            number(text).ok_or_else(|| format!("`{text}` is no number of at most 30 digits"))
        }
        Content::Empty if cell.formula.is_some() => {
            Err("its formula was never computed: open the workbook and save it".to_owned())
        }
        Content::Empty => Err("it is empty".to_owned()),
        Content::Text(text) => match typed_negative(text) {
            Some(value) => Ok(of_decimal(&value)),
            None if decimal::parse(text).is_ok() => {
                Err(format!("the text \"{text}\" looks like a number, and no sum counts it"))
            }
            None => Err(format!("it holds the text \"{text}\"")),
        },
        Content::Truth(truth) => Err(format!("it holds {truth}, not a number")),
        Content::Error(error) => Err(format!("it holds the error {error}")),
    }
}

/// Says why what a sheet shows is not what its cell holds: another sign, no digits, or things that are
/// counted where the figure is money or a share.
fn contradicted(
    cell: &SheetCell,
    value: &Exact,
    wanted: &MappedCell,
    own: &Unit,
) -> Option<(Code, String, &'static str)> {
    let shown = &cell.shown;
    if let Some(instead) = &shown.instead {
        let instead =
            if instead.is_empty() { "nothing".to_owned() } else { format!("`{instead}`") };
        let reason = format!("the sheet shows {instead} instead of its number");
        return Some((code::BAD_CELL, reason, "Correct the format of the cell, or its number"));
    }
    let [before, behind] = &shown.beside;
    if makes_a_range(before, behind) {
        let beside = [before.as_str(), "0", behind.as_str()].join(" ");
        let reason = format!("the sheet shows a range, `{}`, not its number", beside.trim());
        let help = "Write a text such as `about 360` into the cell, or correct its format";
        return Some((code::BAD_CELL, reason, help));
    }
    let turned = match shown.sign {
        SignShown::Own => None,
        SignShown::Below => Some("the sheet shows it as below zero, and the cell is above"),
        SignShown::Dropped => Some("the sheet shows it without its minus"),
    };
    // Who turns the sign of a cell has looked at it.
    if let Some(reason) = turned.filter(|_| !wanted.negate && !value.is_zero()) {
        let help = "Correct the format or the cell; if the workbook turns signs, say `negate: yes` in \
                    the mapping";
        return Some((code::CELL_SIGN, reason.to_owned(), help));
    }
    let counts = own.is_currency() || own.is_percentage();
    let noun = &shown.counted;
    let long = noun.chars().count() > 1 || !noun.is_ascii();
    let named = wanted.unit.is_some() || cell.unit.is_some() || shown.measure.currency.is_some();
    (counts && !noun.is_empty() && long && !named).then(|| {
        let reason = format!("it is shown with `{noun}`, the figure is in {own}");
        let help = "Give the cell its `unit` in the mapping, or correct the workbook";
        (code::CELL_UNIT, reason, help)
    })
}

/// The unit and places that the figure is printed with: its own; those of a cell that is coarser
/// than the item, which claims no digits it has not; or those of the item's latest figure.
fn printed(
    deck: &Deck,
    target: Target,
    known: &KnownFigure,
    (from, value): (&Unit, &Exact),
    shown: &NumberDisplay,
) -> (Unit, u32) {
    if let Some(stated) = &known.stated {
        return (stated.unit.clone(), stated.places());
    }
    let unit = known.unit.clone();
    let as_shown = as_shown(&unit, (from, value), shown);
    let Target::Figure(key) = target else { return as_shown.unwrap_or((unit, 1)) };
    if let Some((coarser, places)) = as_shown.clone().filter(|(shown, _)| *shown != unit) {
        return (coarser, places);
    }
    if from.exponent() > unit.exponent() {
        let places = value.to_decimal().map_or(0, |value| value.normalize().scale());
        return (from.clone(), places);
    }
    let all = deck.facts.keys_of(key.item).filter(|other| other.scope == key.scope);
    let stated = all.filter_map(|other| match &deck.facts.fact(other)?.state {
        State::Stated(stated) if stated.unit == unit => {
            Some((deck.facts.calendar.ends(other.period), stated.places()))
        }
        State::Stated(_)
        | State::Bounded(_)
        | State::Derived { .. }
        | State::Restated { .. }
        | State::LeftOut(_)
        | State::Missing { .. } => None,
    });
    let share = u32::from(unit.is_percentage());
    let other = as_shown.map_or(share, |(_, places)| places);
    let places = stated.max_by_key(|(ends, _)| *ends).map_or(other, |(_, places)| places);
    (unit, places)
}

/// The unit and places that a sheet shows a number in, where that leaves out none of its digits: `0.2 bn` of 200
/// in millions is known in billions only, and `12.30` to the second place.
fn as_shown(
    unit: &Unit,
    (from, value): (&Unit, &Exact),
    shown: &NumberDisplay,
) -> Option<(Unit, u32)> {
    let places = shown.places?;
    let scale =
        |by: i32| Scale::ALL.into_iter().find(|scale| scale.exponent() == unit.exponent() + 3 * by);
    let shown_in = match shown.divided {
        0 => unit.clone(),
        by => unit.with_scale(scale(by)?)?,
    };
    let from = if shown.percent { 0 } else { from.exponent() };
    let digits = value * &Exact::pow10(from - shown_in.exponent());
    let whole = digits * Exact::pow10(i32::try_from(places).ok()?);
    whole.is_integer().then_some((shown_in, places))
}

/// The unit of what the cell holds: that which the mapping or the table gives it, or the item's. What
/// its format or its words say must not contradict it; gives why, and the unit that they say.
fn from(
    cell: &SheetCell,
    wanted: &MappedCell,
    own: &Unit,
) -> Result<Unit, (String, Option<String>)> {
    let shown = &cell.shown;
    if shown.percent {
        // 0.187 is shown as 18.7%.
        let share = own.is_percentage();
        let reason = || (format!("it is a percentage, the figure is in {own}"), None);
        return share.then(|| own.clone()).ok_or_else(reason);
    }
    let named = match (&cell.unit, &wanted.unit) {
        (_, Some(unit)) => unit.value.clone(),
        (Some(text), None) => unit_of(text, own).map_err(|reason| (reason, None))?,
        (None, None) => own.clone(),
    };
    if !named.same_measure(own) {
        return Err((format!("it is in {named}, the figure in {own}"), None));
    }
    if let Some(reason) = shown.measure.contradicts(&named, shown.divided) {
        return Err((reason, shown.measure.unit(own, shown.divided)));
    }
    let said = cell.unit.is_some() || wanted.unit.is_some() || shown.measure.scale.is_some();
    if shown.divided > 0 && !said {
        let reason = "its format leaves out digits, so that nobody sees what it is in";
        return Err((reason.to_owned(), None));
    }
    Ok(named)
}

/// Reads the unit that a table names: as a deck writes it, a scale alone, or words such as 百万円.
fn unit_of(text: &str, own: &Unit) -> Result<Unit, String> {
    let written: Option<Unit> = text.parse().ok();
    if let Some(unit) = written.as_ref().filter(|unit| unit.same_measure(own)) {
        return Ok(unit.clone());
    }
    let measure = WordedUnit::of(text);
    let scale = measure.scale.filter(|_| measure.rest.is_empty() && !measure.letter);
    let scaled = scale.and_then(|scale| own.with_scale(scale));
    if let Some(unit) = scaled.filter(|unit| measure.contradicts(unit, 0).is_none()) {
        return Ok(unit);
    }
    written.ok_or_else(|| format!("`{text}` is no unit"))
}

/// Finds where a figure or a change is written.
fn written(deck: &Deck, target: Target) -> Option<Written<'_, FigureEntry>> {
    let name = &deck.facts.item(target.item()).name;
    let item = deck.tree().facts().at(name);
    let Target::Figure(key) = target else {
        let mut all = item
            .stated_changes()
            .flat_map(|(names, all)| all.entries().map(move |(pair, one)| (names, pair, one)));
        let found = all.find(|(names, pair, _)| {
            let read = Target::of_change(&deck.facts, name, &pair.value, names);
            read.is_some_and(|other| other == target)
        });
        // Of several changes between the same two only a person knows which is meant.
        return found.and_then(|(_, _, change)| change.one()).map(Written::inner);
    };
    item.figures(key.scope, &deck.facts)
        .entries()
        .find(|(period, _)| read_period(&period.value).is_ok_and(|period| period == key.period))
        .map(|(_, value)| value.inner())
}
