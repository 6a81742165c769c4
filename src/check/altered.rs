//! `altered-figure`: what is typed right beside a figure makes another figure of it.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::num::{Noun, Scale, Unit};
use crate::view::PrintedCitation;
use crate::words::{
    Cite, Measured, Passage, Reading, Sense, Typed, behind, beyond, money_before, sign_before,
    stated_before,
};

/// Marks that join digits to one number.
const JOINS: [char; 3] = ['.', ',', '\''];
/// Emphasis, which is not printed.
const EMPHASIS: [char; 2] = ['*', '_'];
/// What may stand between a scale and what is counted.
const BLANKS: [char; 5] = [' ', '\u{a0}', '\u{3000}', '*', '_'];

/// Compares the scale, unit, currency and sign typed against each citation with its figure.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let nouns = reading.deck.facts.nouns();
    for passage in reading.passages.iter().filter(|passage| passage.is_prose()) {
        let mut last: Option<(Range<usize>, PrintedCitation)> = None;
        let mut stated: Option<Typed> = None;
        for cite in &passage.cites {
            let inner = &passage.text[cite.range.start + 1..cite.range.end - 1];
            let Some(around) = reading.formatter.printed_citation(inner) else {
                last = None;
                continue;
            };
            let place = CitedText { reading, passage, cite, around: &around };
            place.glued(last.as_ref(), report);
            let typed = place.typed();
            match &typed {
                Some(typed) => {
                    place.unit(typed, report);
                    place.counted(typed, &nouns, report);
                }
                None => place.noun(&nouns, report),
            }
            place.power(report);
            place.money(typed.as_ref(), report);
            // "Revenue (billion yen): 15, 16": one unit is told for both.
            let from = last.as_ref().map_or(0, |(range, _)| range.end);
            let gap = &passage.text[from..cite.range.start];
            if from == 0 || gap.contains(char::is_alphabetic) {
                stated = stated_before(passage.text, from..cite.range.start, reading.locale);
            }
            if let Some(stated) = stated.as_ref().filter(|_| typed.is_none()) {
                place.stated(stated, report);
            }
            place.sign(report);
            place.brackets(report);
            place.step(typed.as_ref(), report);
            last = Some((cite.range.clone(), around));
        }
    }
}

/// A citation with the text around it.
struct CitedText<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    cite: &'a Cite,
    around: &'a PrintedCitation,
}

impl CitedText<'_> {
    fn report_altered(&self, range: Range<usize>, what: &str, help: &str, report: &mut Report) {
        let Self { reading, passage, cite, around } = self;
        let typed = passage.text[range.clone()].trim();
        let message = format!("`{typed}` {what}");
        let finding =
            Finding::new(code::ALTERED_FIGURE, message, passage.place(range, reading.sources));
        let printed = format!("prints `{}`", around.text);
        let place = passage.place(cite.range.clone(), reading.sources);
        report.push(finding.also(place, printed).help(help.to_owned()));
    }

    /// The unit that is printed, or left to be typed.
    fn known(&self) -> String {
        self.around.unit.as_ref().map_or_else(|| "no unit".to_owned(), Unit::to_string)
    }

    /// What is typed behind; what stands farther off, or in words of another language, is compared
    /// with digits alone.
    fn typed(&self) -> Option<Typed> {
        let (text, end, locale) = (self.passage.text, self.cite.range.end, self.reading.locale);
        behind(text, end, locale)
            .or_else(|| self.around.bare.then(|| beyond(text, end, locale)).flatten())
    }

    /// A unit stated before digits alone: "Revenue in billion yen was 15,813".
    fn stated(&self, typed: &Typed, report: &mut Report) {
        let money = matches!(self.around.unit, Some(Unit::Currency { .. } | Unit::Count { .. }));
        if self.around.bare && money && !self.around.change && !self.fits(typed) {
            let what = format!("is stated for digits in {}", self.known());
            let help = "State the unit of the digits, or cite the whole figure, without `number`";
            self.report_altered(typed.range.clone(), &what, help, report);
        }
    }

    /// What is counted, or another currency, behind the scale of an amount of money.
    fn counted(&self, typed: &Typed, nouns: &[&str], report: &mut Report) {
        let text = self.passage.text;
        let money = matches!(self.around.unit, Some(Unit::Currency { .. }));
        if !money || !self.around.bare || typed.scale.is_none() || typed.measured.is_some() {
            return;
        }
        let end = typed.range.end;
        let rest = text[end..].strip_prefix('.').unwrap_or(&text[end..]);
        let start = text.len() - rest.trim_start_matches(BLANKS).len();
        let whole = |end: usize| {
            let next = text[end..].chars().next();
            !self.reading.locale.prose.blanks || !next.is_some_and(char::is_alphanumeric)
        };
        let noun = nouns.iter().filter(|noun| text[start..].starts_with(**noun));
        let noun = noun.map(|noun| start + noun.len());
        let counted = self.passage.hits.iter();
        let counted = counted.filter(|hit| hit.sense == Sense::Counted && hit.start == start);
        let word = noun.chain(counted.map(|hit| hit.end)).filter(|end| whole(*end)).max();
        if let Some(end) = word {
            let what = format!("stands behind digits in {}", self.known());
            let help = "Cite the figure that is counted so, or write the unit of the digits";
            self.report_altered(typed.range.start..end, &what, help, report);
        }
    }

    /// A power of ten: "15,813e3", "15,813 × 10^3".
    fn power(&self, report: &mut Report) {
        let (text, end) = (self.passage.text, self.cite.range.end);
        if !self.around.text.ends_with(is_digit) {
            return;
        }
        let rest = &text[end..];
        let exponent =
            rest.strip_prefix(['e', 'E']).map(|rest| rest.trim_start_matches(['+', '-']));
        let times = rest.trim_start_matches(BLANKS).strip_prefix(['x', 'X', '×', '·', '*']);
        let times = times.map(|rest| rest.trim_start_matches(BLANKS));
        let times = times.filter(|rest| rest.starts_with("10"));
        let Some(power) = exponent.filter(|rest| rest.starts_with(is_digit)).or(times) else {
            return;
        };
        let digits = power.trim_start_matches(|c: char| is_number(c) || c == '^');
        let range = end..text.len() - digits.len();
        let what = "makes another number of the digits";
        self.report_altered(
            range,
            what,
            "Cite the figure in the scale you want: `in million`",
            report,
        );
    }

    /// A scale or unit typed behind.
    fn unit(&self, typed: &Typed, report: &mut Report) {
        let words = &self.passage.text[typed.range.clone()];
        if !self.around.bare {
            let own = nouns_of(self.around).any(|noun| words.starts_with(noun));
            // What the figure ends with stands twice; that is told as such.
            if !(own || self.around.text.ends_with(words)) {
                let what = "stands behind a figure that prints its unit";
                let help = "Remove it, or cite the digits alone with `number`";
                self.report_altered(typed.range.clone(), what, help, report);
            }
            return;
        }
        if self.fits(typed) {
            return;
        }
        let what = format!("stands behind digits in {}", self.known());
        let help = match &self.around.unit {
            Some(
                Unit::Currency { scale: Scale::One, .. } | Unit::Count { scale: Scale::One, .. },
            ) => "Remove it, or cite the whole figure, without `number`".to_owned(),
            Some(unit) => format!(
                "Write the unit of the digits, {unit}, or cite the whole figure, without `number`"
            ),
            None => "Remove it".to_owned(),
        };
        self.report_altered(typed.range.clone(), &what, &help, report);
    }

    /// Tells whether a unit typed behind bare digits is theirs.
    fn fits(&self, typed: &Typed) -> bool {
        let Some(unit) = &self.around.unit else { return false };
        let scale = typed.scale.unwrap_or(Scale::One);
        match (unit, &typed.measured) {
            (Unit::Currency { code, scale: own }, Some(Measured::Money(codes))) => {
                codes.iter().any(|known| known == code.as_str()) && scale == *own
            }
            // "held 12 times", "a score of 5 points": what is counted has many names.
            (Unit::Currency { scale: own, .. } | Unit::Count { scale: own, .. }, None)
            | (Unit::Count { scale: own, .. }, Some(Measured::Times | Measured::Points)) => {
                scale == *own
            }
            (Unit::Currency { code, scale: Scale::Hundredth }, Some(Measured::Other)) => {
                let noun = self.reading.locale.money_words().hundredths(*code);
                noun.forms().any(|form| form == &self.passage.text[typed.range.clone()])
            }
            (Unit::Count { noun, .. }, Some(Measured::Other | Measured::Quantity)) => {
                let words = &self.passage.text[typed.range.clone()];
                noun.is_empty() || noun.forms().any(|form| words.ends_with(form))
            }
            (Unit::Percent, Some(Measured::Percent))
            | (Unit::Points, Some(Measured::Points))
            | (Unit::BasisPoints, Some(Measured::BasisPoints))
            | (Unit::Times, Some(Measured::Times)) => typed.scale.is_none(),
            (
                Unit::Currency { .. }
                | Unit::Count { .. }
                | Unit::Percent
                | Unit::Points
                | Unit::BasisPoints
                | Unit::Times,
                _,
            ) => false,
        }
    }

    /// What another figure counts, typed behind bare digits.
    fn noun(&self, nouns: &[&str], report: &mut Report) {
        let (text, at) = (self.passage.text, self.cite.range.end);
        let Some(unit) = self.around.unit.as_ref().filter(|_| self.around.bare) else { return };
        let start = text.len() - text[at..].trim_start_matches([' ', '\u{a0}', '*', '_']).len();
        let stands = |noun: &&str| {
            let next = text[start..].strip_prefix(*noun).map(|rest| rest.chars().next());
            next.is_some_and(|next| !next.is_some_and(char::is_alphanumeric))
        };
        let own = |noun: &str| nouns_of(self.around).any(|own| own == noun);
        let word = nouns.iter().copied().filter(stands).max_by_key(|noun| noun.len());
        let counted = self.passage.hits_at(start).find(|hit| {
            let next = text[hit.end..].chars().next();
            hit.sense == Sense::Counted
                && (self.reading.locale.prose.blanks || !next.is_some_and(char::is_alphanumeric))
        });
        let money = matches!(unit, Unit::Currency { .. });
        let range = match (word, counted) {
            (Some(word), _) if !own(word) => start..start + word.len(),
            // Money and rates count nothing; counts have many names.
            (None, Some(hit)) if !matches!(unit, Unit::Count { .. }) && (money || start == at) => {
                hit.start..hit.end
            }
            (Some(_) | None, _) => return,
        };
        let what = format!("stands behind digits in {}", self.known());
        self.report_altered(
            range,
            &what,
            "Cite the figure that is counted so, or the whole figure, without `number`",
            report,
        );
    }

    /// A currency typed before.
    fn money(&self, behind: Option<&Typed>, report: &mut Report) {
        let Self { passage, cite, around, reading } = self;
        let Some(typed) = money_before(passage.text, cite.range.start, reading.locale) else {
            return;
        };
        let words = &passage.text[typed.range.clone()];
        if !around.bare {
            if !around.text.starts_with(words) {
                let what = "stands before a figure that prints its unit";
                let help = "Remove it, or cite the digits alone with `number`";
                self.report_altered(typed.range.clone(), what, help, report);
            }
            return;
        }
        let Some(Measured::Money(codes)) = &typed.measured else { return };
        match &around.unit {
            Some(Unit::Currency { code, scale }) if codes.iter().any(|c| c == code.as_str()) => {
                if behind.is_none() && *scale != Scale::One {
                    let what = format!(
                        "stands before digits in {}, and no scale behind them",
                        self.known()
                    );
                    let help = format!(
                        "Write `{scale}` behind, or cite the whole figure, without `number`"
                    );
                    self.report_altered(typed.range.clone(), &what, &help, report);
                }
            }
            Some(_) | None => {
                let what = format!("stands before digits in {}", self.known());
                self.report_altered(
                    typed.range.clone(),
                    &what,
                    "Remove it, or cite the whole figure, without `number`",
                    report,
                );
            }
        }
    }

    /// A sign or a word such as "minus" typed before.
    fn sign(&self, report: &mut Report) {
        let Self { passage, cite, around, reading } = self;
        let Some(sign) = sign_before(passage.text, cite.range.start, reading.locale) else {
            return;
        };
        // The direction of a change is told by `direction-differs` where the mark is a word.
        let word = |hit: &crate::words::Hit| {
            matches!(hit.sense, Sense::Up | Sense::Down)
                && hit.start <= sign.range.start
                && sign.range.end <= hit.end
        };
        if around.change && around.unsigned && passage.hits_before(sign.range.start + 1).any(word) {
            return;
        }
        let missing = around.unsigned || (!around.negative && !sign.negative);
        let worded =
            around.change && !around.unsigned && around.text.starts_with(char::is_alphabetic);
        let zero = !around.text.contains(|c: char| ('1'..='9').contains(&c));
        if zero || (missing && !worded && around.negative == sign.negative) {
            return;
        }
        let what = match (missing && !worded, around.negative) {
            (true, true) => "stands before a figure that is below zero",
            (true, false) => "stands before a figure that is above zero",
            (false, _) => "stands before a figure that prints its own sign",
        };
        let help = "Remove it: the figure prints its own sign; `abs` and `size` leave it out";
        self.report_altered(sign.range, what, help, report);
    }

    /// Brackets around bare digits, where they stand for a minus.
    fn brackets(&self, report: &mut Report) {
        let Self { passage, cite, around, reading } = self;
        let marks = reading.locale.number.negative.starts_with('(');
        let counted = matches!(around.unit, Some(Unit::Count { .. }) | None);
        if !marks || !around.bare || around.change || counted || around.negative {
            return;
        }
        let before = passage.text[..cite.range.start].trim_end_matches(EMPHASIS);
        let after = passage.text[cite.range.end..].trim_start_matches(EMPHASIS);
        if before.ends_with('(') && after.starts_with(')') {
            let range = before.len() - 1..passage.text.len() - after.len() + 1;
            let what = "prints digits above zero as a figure below zero";
            self.report_altered(
                range,
                what,
                "Cite the whole figure in the brackets, without `number`",
                report,
            );
        }
    }

    /// A word of direction against a figure that is no change: 158億円減.
    fn step(&self, typed: Option<&Typed>, report: &mut Report) {
        let Self { passage, cite, around, reading } = self;
        if around.change || !reading.locale.prose.behind {
            return;
        }
        let end = typed.map_or(cite.range.end, |typed| typed.range.end);
        let hit = passage.hits_at(end).find(|hit| matches!(hit.sense, Sense::Up | Sense::Down));
        let label = &reading.deck.facts.item(around.key.item).label;
        let tells = reading.holds(label, Sense::Up) || reading.holds(label, Sense::Down);
        let tells = tells || reading.is_growth(around.key.item);
        if let Some(hit) = hit.filter(|_| !tells && !label.contains("増減")) {
            let what = "makes a change of a figure that is not a change";
            let help = "Cite the change (`yoy`, `qoq`, `vs PERIOD`), or separate the words";
            self.report_altered(hit.start..hit.end, what, help, report);
        }
    }

    /// Digits, typed or of another figure, that join to one number with those of this one.
    fn glued(&self, last: Option<&(Range<usize>, PrintedCitation)>, report: &mut Report) {
        let Self { passage, cite, around, .. } = self;
        let text = passage.text;
        let (begins, ends) = (around.text.starts_with(is_digit), around.text.ends_with(is_digit));
        let before = text[..cite.range.start].trim_end_matches(EMPHASIS);
        let joint = before.trim_end_matches(JOINS);
        let help = "Separate the two figures with a word, or cite one";
        if begins
            && let Some((range, other)) = last
            && joint.len() <= range.end
            && before.len() - range.end.min(before.len()) <= 1
            && other.text.ends_with(is_digit)
        {
            self.report_altered(range.start..cite.range.end, "print as one number", help, report);
        } else if begins && before.len() - joint.len() <= 1 && joint.ends_with(is_digit) {
            let start = joint.trim_end_matches(is_digit).len();
            self.report_altered(start..cite.range.end, "prints as one number", help, report);
        }
        let after = text[cite.range.end..].trim_start_matches(EMPHASIS);
        let joint = after.trim_start_matches(JOINS);
        let marks = after.len() - joint.len();
        if ends && marks <= 1 && joint.starts_with(is_number) {
            let rest = joint.trim_start_matches(is_number);
            self.report_altered(
                cite.range.start..text.len() - rest.len(),
                "prints as one number",
                help,
                report,
            );
        }
    }
}

fn nouns_of(around: &PrintedCitation) -> impl Iterator<Item = &str> {
    around.unit.iter().filter_map(Unit::noun).flat_map(Noun::forms)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Digits, raised ones and fractions too, but no numeral that is a letter of words.
fn is_number(c: char) -> bool {
    c.is_numeric() && !('\u{3000}'..='\u{9FFF}').contains(&c)
}
