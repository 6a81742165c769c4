//! Contexts and units, as XBRL writes them in instances and in headers of inline documents.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::concept::{FiledUnit, QualifiedName};
use super::element::{Names, Tag};
use super::fault::Faults;
use super::{FiledContext, FiledMember, FiledPeriod};
use crate::num::Date;

pub(super) const XBRLI: &str = "http://www.xbrl.org/2003/instance";
const XBRLDI: &str = "http://xbrl.org/2006/xbrldi";
const HELP: &str = "The company's filing software writes it: have it made anew";

/// The contexts and units of one file, by their ids.
#[derive(Debug, Default)]
pub(super) struct Resources {
    pub(super) contexts: BTreeMap<String, Arc<FiledContext>>,
    pub(super) units: BTreeMap<String, Arc<FiledUnit>>,
    open: Option<OpenResource>,
}

#[derive(Debug)]
struct OpenResource {
    id: Option<String>,
    at: Range<usize>,
    is_unit: bool,
    /// The elements that are open within it, by their local names.
    path: Vec<String>,
    text: String,
    dimension: Option<QualifiedName>,
    entity: String,
    from: Option<Date>,
    to: Option<Date>,
    instant: Option<Date>,
    forever: bool,
    members: BTreeMap<QualifiedName, FiledMember>,
    unit: FiledUnit,
    /// What is wrong with it; it is then left out.
    wrong: Option<String>,
}

impl Resources {
    /// Takes a tag that opens; says whether it belongs to a context or unit.
    pub(super) fn open(&mut self, tag: &Tag<'_>) -> bool {
        if let Some(open) = &mut self.open {
            open.enter(tag);
            return true;
        }
        let is_unit = tag.name == "unit";
        if tag.space != XBRLI || !(is_unit || tag.name == "context") {
            return false;
        }
        self.open = Some(OpenResource {
            id: tag.attribute("id"),
            at: tag.at.clone(),
            is_unit,
            path: Vec::new(),
            text: String::new(),
            dimension: None,
            entity: String::new(),
            from: None,
            to: None,
            instant: None,
            forever: false,
            members: BTreeMap::new(),
            unit: FiledUnit::default(),
            wrong: None,
        });
        true
    }

    /// Takes a text; says whether it belongs to a context or unit.
    pub(super) fn text(&mut self, text: &str) -> bool {
        let Some(open) = &mut self.open else { return false };
        open.text.push_str(text);
        true
    }

    /// Takes a tag that closes; says whether it belongs to a context or unit.
    pub(super) fn close(&mut self, name: &str, names: Names<'_>, faults: &mut Faults) -> bool {
        let Some(open) = &mut self.open else { return false };
        if open.path.is_empty() {
            if let Some(open) = self.open.take() {
                self.finish(open, faults);
            }
        } else {
            open.leave(name, names);
        }
        true
    }

    fn finish(&mut self, open: OpenResource, faults: &mut Faults) {
        let what = if open.is_unit { "unit" } else { "context" };
        let at = open.at.clone();
        let Some(id) = open.id.clone() else {
            return faults.bad(at, format!("this {what} has no id"), HELP);
        };
        let twice = || format!("two {what}s have the id `{id}`, and differ");
        if open.is_unit {
            match open.into_unit() {
                Ok(unit) => {
                    let known = self.units.get(&id);
                    if known.is_some_and(|known| **known != unit) {
                        return faults.bad(at, twice(), HELP);
                    }
                    self.units.insert(id, Arc::new(unit));
                }
                Err(wrong) => faults.bad(at, format!("the unit `{id}` {wrong}"), HELP),
            }
            return;
        }
        match open.into_context() {
            Ok(context) => {
                let known = self.contexts.get(&id);
                if known.is_some_and(|known| **known != context) {
                    return faults.bad(at, twice(), HELP);
                }
                self.contexts.insert(id, Arc::new(context));
            }
            Err(wrong) => faults.bad(at, format!("the context `{id}` {wrong}"), HELP),
        }
    }
}

impl OpenResource {
    fn within(&self, name: &str) -> bool {
        self.path.iter().any(|open| open == name)
    }

    fn enter(&mut self, tag: &Tag<'_>) {
        let parted = self.path.last().is_some_and(|last| last == "segment" || last == "scenario");
        if parted && tag.space == XBRLDI {
            let dimension = tag.attribute("dimension");
            self.dimension = dimension.as_deref().and_then(|name| tag.names.qualified(name));
            if self.dimension.is_none() {
                let name = dimension.unwrap_or_default();
                self.refuse(format!("has a member of the dimension `{name}`, which is no name"));
            }
        } else if parted {
            // What no dimension stands for parts facts as well.
            self.dimension = Some(tag.qualified());
        }
        self.text.clear();
        self.path.push(tag.name.to_owned());
    }

    fn leave(&mut self, name: &str, names: Names<'_>) {
        self.path.pop();
        let text = self.text.trim().to_owned();
        let parted = self.path.last().is_some_and(|last| last == "segment" || last == "scenario");
        match name {
            "identifier" => self.entity = text,
            "startDate" => self.from = self.day(&text, false),
            "endDate" => self.to = self.day(&text, true),
            "instant" => self.instant = self.day(&text, true),
            "forever" => self.forever = true,
            "measure" if self.is_unit => match names.qualified(&text) {
                // XBRL itself has these two alone: `USD` without a prefix is no currency.
                Some(measure)
                    if measure.namespace() == XBRLI
                        && !["pure", "shares"].contains(&measure.local()) =>
                {
                    self.refuse(format!("has the measure `{text}`, which XBRL does not have"));
                }
                Some(measure) if self.within("unitDenominator") => self.unit.per.push(measure),
                Some(measure) => self.unit.measures.push(measure),
                None => {
                    self.refuse(format!("has the measure `{text}`, whose prefix is not declared"));
                }
            },
            _ if parted => {
                let Some(dimension) = self.dimension.take() else { return };
                let member = if name == "explicitMember" {
                    let Some(member) = names.qualified(&text) else {
                        return self.refuse(format!(
                            "has the member `{text}`, whose prefix is not declared"
                        ));
                    };
                    FiledMember::Explicit(member)
                } else {
                    FiledMember::Typed(text)
                };
                if let Some(before) = self.members.insert(dimension.clone(), member) {
                    self.refuse(format!("has two members of {dimension}, one of them {before}"));
                }
                self.text.clear();
            }
            // The value of a typed member stands in an element of its own.
            _ if self.within("typedMember") => {}
            _ => self.text.clear(),
        }
    }

    fn refuse(&mut self, wrong: String) {
        self.wrong.get_or_insert(wrong);
    }

    fn day(&mut self, text: &str, ends: bool) -> Option<Date> {
        let day = day(text, ends);
        if day.is_none() {
            self.refuse(format!("has `{text}` where a day should stand"));
        }
        day
    }

    fn into_unit(mut self) -> Result<FiledUnit, String> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        if self.unit.measures.is_empty() {
            return Err("has no measure".to_owned());
        }
        self.unit.measures.sort_unstable();
        self.unit.per.sort_unstable();
        Ok(self.unit)
    }

    fn into_context(self) -> Result<FiledContext, String> {
        if let Some(wrong) = self.wrong {
            return Err(wrong);
        }
        let period = match (self.instant, self.from, self.to, self.forever) {
            (Some(day), None, None, false) => FiledPeriod::Instant(day),
            (None, Some(from), Some(to), false) if from <= to => FiledPeriod::Duration(from, to),
            (None, Some(_), Some(_), false) => return Err("ends before it starts".to_owned()),
            (None, None, None, true) => FiledPeriod::Forever,
            _ => return Err("has no period, or more than one".to_owned()),
        };
        Ok(FiledContext { entity: self.entity, period, members: self.members })
    }
}

/// Reads a day. Midnight at which something ends belongs to the day before.
pub(super) fn day(text: &str, ends: bool) -> Option<Date> {
    let text = text.trim();
    let (day, midnight) = match text.split_once('T') {
        Some((day, time)) => {
            let time = time.strip_suffix('Z').unwrap_or(time);
            (time == "00:00:00").then_some(())?;
            (day, true)
        }
        None => (text, false),
    };
    if day.len() != "2021-07-31".len() {
        return None;
    }
    let day: Date = day.parse().ok()?;
    if midnight && ends { day.yesterday().ok() } else { Some(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_at_an_end_is_the_day_before() {
        let said = |text: &str, ends: bool| day(text, ends).map(|day| day.to_string());
        assert_eq!(said("2021-07-31", true).as_deref(), Some("2021-07-31"));
        assert_eq!(said("2020-01-01T00:00:00", true).as_deref(), Some("2019-12-31"));
        assert_eq!(said("2020-01-01T00:00:00", false).as_deref(), Some("2020-01-01"));
        for bad in
            ["", "2021-02-30", "2021-7-31", "2021-07-31T12:00:00", "31.07.2021", "+2021-07-3"]
        {
            assert_eq!(said(bad, true), None, "{bad}");
        }
    }
}
