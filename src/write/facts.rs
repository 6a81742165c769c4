//! Every fact of a deck as data: for databases, spreadsheets and other programs.
//!
//! Values are text, digit for digit as printed; none passes through a float. A label stands in
//! every language, and every place that shows the fact is named.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::check::Checked;
use crate::deck::Deck;
use crate::facts::{Fact, Key, State};
use crate::num::{Bounds, Exact, Stated};
use crate::prove::notation;
use crate::source::Sources;
use crate::view::View;

/// Where a fact is shown.
struct ShownOn {
    slide: usize,
    id: String,
    heading: String,
    text: String,
}

/// Every fact of a deck, with the places that show it in each language.
pub struct FactTable<'a> {
    checked: &'a Checked<'a>,
    /// The deck in each language, as its labels need it, with the language's tag.
    decks: &'a [(&'a str, &'a Deck)],
    sources: &'a Sources,
    /// By language and name of the fact.
    shown: BTreeMap<(String, String), Vec<ShownOn>>,
}

impl<'a> FactTable<'a> {
    /// Gathers what is shown where. `decks` are the deck's languages in the order of the views.
    #[must_use]
    pub fn new(
        checked: &'a Checked<'a>,
        decks: &'a [(&'a str, &'a Deck)],
        sources: &'a Sources,
    ) -> Self {
        let mut shown: BTreeMap<_, Vec<ShownOn>> = BTreeMap::new();
        for view in checked.views() {
            places(view, &mut shown);
        }
        Self { checked, decks, sources, shown }
    }

    fn deck(&self) -> &Deck {
        self.checked.deck()
    }

    fn place(&self, fact: &Fact) -> String {
        let (line, _) = self.sources.line_column(fact.span);
        format!("{}:{line}", self.sources.file(fact.span.file).name)
    }

    /// Gives the facts as JSON text.
    #[must_use]
    pub fn json(&self) -> String {
        let (deck, facts) = (self.deck(), &self.deck().facts);
        let all = facts.facts().map(|(key, fact)| self.fact(key, fact));
        let changes = facts.changes().stated().map(|(now, base, change)| {
            let value = change.state.stated();
            json!({
                "of": facts.name(now),
                "from": facts.name(base),
                "value": value.map(|value| value.value.to_string()),
                "low": end(change.state.bounds().and_then(Bounds::low)),
                "high": end(change.state.bounds().and_then(Bounds::high)),
                "unit": change.state.unit().map(ToString::to_string),
                "state": state(&change.state, change.due),
                "reason": reason(&change.state),
            })
        });
        let document = json!({
            "deck": deck.head.title.value,
            "company": deck.company.name.value,
            "period": deck.head.period.value.to_string(),
            "date": deck.head.date.value.to_string(),
            "facts": all.collect::<Vec<_>>(),
            "published_changes": changes.collect::<Vec<_>>(),
        });
        let mut text = serde_json::to_string_pretty(&document)
            .unwrap_or_else(|error| unreachable!("JSON of texts and numbers: {error}"));
        text.push('\n');
        text
    }

    fn fact(&self, key: Key, fact: &Fact) -> Value {
        let facts = &self.deck().facts;
        let (item, name) = (facts.item(key.item), facts.name(key));
        let (starts, ends) = facts.calendar.range(key.period);
        let source = fact.source.and_then(|at| facts.sources().get(at));
        let shown = self.decks.iter().map(|(tag, _)| {
            let places = self.places(tag, &name).iter().map(|place| {
                json!({
                    "slide": place.slide,
                    "id": place.id,
                    "heading": place.heading,
                    "text": place.text,
                })
            });
            ((*tag).to_owned(), places.collect::<Value>())
        });
        json!({
            "fact": name,
            "item": item.name,
            "labels": self.labels(key).collect::<serde_json::Map<_, _>>(),
            "period": key.period.to_string(),
            "starts": (!key.period.is_instant()).then(|| starts.to_string()),
            "ends": ends.to_string(),
            "scope": facts.scope(key.scope).name,
            "forecast": facts.scope(key.scope).forecast,
            "state": state(&fact.state, fact.due),
            "value": fact.stated().map(|stated| stated.value.to_string()),
            "low": end(fact.state.bounds().and_then(Bounds::low)),
            "high": end(fact.state.bounds().and_then(Bounds::high)),
            "unit": unit(key, fact, self.deck()),
            "places": fact.stated().map(Stated::places),
            "rounding": fact.stated().map(|stated| stated.rounding.name()),
            "interval": interval(fact).map(|[low, high]| json!([low, high])),
            "reason": reason(&fact.state),
            "published_in": source.map(|s| json!({ "title": s.title, "url": s.url })),
            "written_at": self.place(fact),
            "shown": shown.collect::<serde_json::Map<_, _>>(),
        })
    }

    /// Gives the facts as a table (RFC 4180): one line each, with a head line.
    ///
    /// It begins with a byte order mark, without which spreadsheets garble Japanese, and a text that
    /// they would take for a formula gets an apostrophe before it.
    ///
    /// # Errors
    /// What the writer of the table says.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let facts = &self.deck().facts;
        let mut out =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![]);
        let tags = || self.decks.iter().map(|(tag, _)| *tag);
        let fixed = [
            "item",
            "period",
            "scope",
            "value",
            "unit",
            "rounding",
            "low",
            "high",
            "state",
            "reason",
            "starts",
            "ends",
            "published_in",
            "written_at",
        ];
        let labels = tags().map(|tag| format!("label_{tag}"));
        let shown = tags().flat_map(|tag| [format!("slides_{tag}"), format!("shown_{tag}")]);
        out.write_record(fixed.iter().map(|name| (*name).to_owned()).chain(labels).chain(shown))?;
        for (key, fact) in facts.facts() {
            let name = facts.name(key);
            let (starts, ends) = facts.calendar.range(key.period);
            let starts = if key.period.is_instant() { String::new() } else { starts.to_string() };
            let digits = fact.stated().map(|stated| stated.value.to_string());
            let rounding = fact.stated().map_or("", |stated| stated.rounding.name());
            let [low, high] = interval(fact).unwrap_or_default();
            let source = fact.source.and_then(|at| facts.sources().get(at));
            let texts = [
                text(&facts.item(key.item).name),
                key.period.to_string(),
                text(&facts.scope(key.scope).name),
                digits.unwrap_or_default(),
                text(&unit(key, fact, self.deck())),
                rounding.to_owned(),
                low,
                high,
                state(&fact.state, fact.due).to_owned(),
                text(reason(&fact.state).unwrap_or_default()),
                starts,
                ends.to_string(),
                text(source.map_or("", |source| source.title.as_str())),
                text(&self.place(fact)),
            ];
            let labels =
                self.labels(key).map(|(_, label)| text(label.as_str().unwrap_or_default()));
            let shown = tags().flat_map(|tag| {
                let places = self.places(tag, &name);
                let mut slides: Vec<_> = places.iter().map(|place| place.slide).collect();
                slides.dedup();
                let slides: Vec<_> = slides.iter().map(ToString::to_string).collect();
                let mut texts: Vec<_> = places.iter().map(|place| place.text.as_str()).collect();
                texts.sort_unstable();
                texts.dedup();
                [slides.join(" "), text(&texts.join(" | "))]
            });
            out.write_record(texts.into_iter().chain(labels).chain(shown))?;
        }
        let bytes = out.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(format!(
            "\u{feff}{}",
            String::from_utf8(bytes).unwrap_or_else(|error| unreachable!("made of texts: {error}"))
        ))
    }

    fn labels(&self, key: Key) -> impl Iterator<Item = (String, Value)> {
        self.decks.iter().map(move |(tag, deck)| {
            ((*tag).to_owned(), Value::String(deck.facts.item(key.item).label.clone()))
        })
    }

    fn places(&self, tag: &str, name: &str) -> &[ShownOn] {
        let key = (tag.to_owned(), name.to_owned());
        self.shown.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Gives the ends of the interval that the true figure lies in, in the figure's unit.
fn interval(fact: &Fact) -> Option<[String; 2]> {
    let interval = fact.interval()?.scale(&Exact::pow10(-fact.state.unit()?.exponent()));
    Some([notation::number(interval.lo().at()), notation::number(interval.hi().at())])
}

/// Gives the digits of an end of a range.
fn end(stated: Option<&Stated>) -> Option<String> {
    stated.map(|stated| stated.value.to_string())
}

fn places(view: &View, shown: &mut BTreeMap<(String, String), Vec<ShownOn>>) {
    for page in &view.pages {
        for figure in page.figures() {
            for name in &figure.facts {
                let places = shown.entry((view.lang.clone(), name.clone())).or_default();
                let known =
                    |place: &ShownOn| place.slide == page.number && place.text == figure.text;
                if !places.iter().any(known) {
                    places.push(ShownOn {
                        slide: page.number,
                        id: page.id.clone(),
                        heading: page.heading.clone(),
                        text: figure.text.clone(),
                    });
                }
            }
        }
    }
}

fn state(state: &State, due: bool) -> &'static str {
    match state {
        State::Stated(_) => "stated",
        State::Bounded(bounds) => bounds.word(),
        State::Derived { .. } => "derived",
        State::Restated { .. } => "restated",
        State::Missing { .. } if due => "due",
        State::Missing { .. } => "missing",
        State::LeftOut(left_out) => left_out.kind.word(),
    }
}

fn reason(state: &State) -> Option<&str> {
    match state {
        State::Missing { reason } => Some(reason),
        State::LeftOut(left_out) => left_out.reason.as_deref(),
        State::Stated(_) | State::Bounded(_) | State::Derived { .. } | State::Restated { .. } => {
            None
        }
    }
}

fn unit(key: Key, fact: &Fact, deck: &Deck) -> String {
    let own = || deck.facts.item(key.item).unit.to_string();
    fact.state.unit().map_or_else(own, ToString::to_string)
}

/// Guards a text that a spreadsheet would take for a formula, blanks before it or not. Japanese
/// spreadsheets take full-width signs as well.
fn text(text: &str) -> String {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    let odd = text.starts_with(['\t', '\r', '\n']);
    if odd || text.trim_start_matches(blank).starts_with(signs) {
        format!("'{text}")
    } else {
        text.into()
    }
}
