//! `claim-differs`: a word claims without a figure of its own what the figures contradict.

mod adjective;
mod bare;
mod cited;
mod dividend;
mod rounding;
mod turned;

use std::cell::OnceCell;

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::{Facts, ItemId, Key, ScopeId};
use crate::num::{Date, Period};
use crate::shape::{ScopeRef, records};
use crate::slide::{Outlook, SlideSubject};
use crate::words::{Cite, Clause, Dated, Hit, Owner, Passage, Reading, Sense, clauses};

/// Compares claims of growth, of revised forecasts, of dividends, of flows of cash and of rounding
/// with the figures that the deck knows.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        if matches!(passage.owner, Owner::Item | Owner::Scope)
            || passage.subject() != SlideSubject::Report
        {
            continue;
        }
        for clause in clauses(passage) {
            let mut hits = passage.hits_in(clause.range.clone());
            let negated = hits.any(|hit| hit.sense == Sense::Negation);
            let year = OnceCell::new();
            let claim = Claim { reading, passage, clause: &clause, negated, year };
            let hits: Vec<Hit> = claim.hits().collect();
            for hit in hits.iter().filter(|hit| claim.stands(**hit)) {
                claim.growth(*hit, report);
                claim.revision(*hit, report);
                claim.dividend(*hit, report);
                claim.flow(*hit, report);
                claim.turned(*hit, report);
            }
            claim.rounding(&hits, report);
            claim.rounded_to(&hits, report);
            claim.bare(report);
            claim.adjectives(report);
        }
    }
}

struct Claim<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    clause: &'a Clause,
    /// Whether the clause turns a statement round.
    negated: bool,
    /// Whether the clause or its slide speaks of the whole year, once that was asked.
    year: OnceCell<bool>,
}

/// Most words that stand before a claim that opens its statement.
const LEAD: usize = 24;

/// Two figures of an item, the later first.
type FigurePair = (Key, Key);

impl Claim<'_> {
    fn facts(&self) -> &Facts {
        &self.reading.deck.facts
    }

    /// The words of the clause, unless it turns a statement round.
    fn hits(&self) -> impl Iterator<Item = Hit> + '_ {
        let all = self.passage.hits_in(self.clause.range.clone());
        all.filter(|_| !self.negated)
    }

    /// Tells whether a word stands by itself: 減配リスク and 減配の可能性 claim nothing.
    fn stands(&self, hit: Hit) -> bool {
        let next = self.passage.text[hit.end..].chars().next();
        let joined = next.is_some_and(|c| c == 'の' || (c.is_alphanumeric() && !hiragana(c)));
        self.reading.locale.prose.blanks || !joined
    }

    /// Higher or lower revenue or profit of the whole company: nothing else is the subject.
    fn growth(&self, hit: Hit, report: &mut Report) {
        let Some((revenue, sign)) = claimed(hit.sense) else { return };
        if !self.leads(hit) {
            return self.cited(hit, report);
        }
        let terms = &self.reading.locale.terms;
        let profits = [&terms.operating_income, &terms.ordinary_income, &terms.net_income];
        let wanted = |label: &str| {
            if revenue {
                ends_with_any(label, &terms.revenue)
            } else {
                profits.iter().any(|names| ends_with_any(label, names))
            }
        };
        // What the slide shows tells whose growth it is: a segment's, or the company's.
        let shown = self.reading.shown();
        let here = shown.iter().filter(|one| Some(one.slide) == self.passage.slide);
        let mut items: Vec<ItemId> = here.map(|one| one.key.item).collect();
        items.retain(|item| wanted(&self.facts().item(*item).label));
        let severity = if items.is_empty() { Severity::Warning } else { Severity::Error };
        if items.is_empty() {
            let whole = self.facts().items().filter(|(_, item)| {
                let label = item.label.to_lowercase();
                let exact =
                    |names: &Vec<String>| names.iter().any(|name| name.to_lowercase() == label);
                if revenue { exact(&terms.revenue) } else { profits.iter().any(|n| exact(n)) }
            });
            items.extend(whole.map(|(id, _)| id));
        }
        let pairs = items.into_iter().filter_map(|item| self.pair(item)).collect();
        self.judge(hit, (pairs, sign, severity), report);
    }

    /// The figures that a claim of the clause compares: those of the reported period, or of the year
    /// that is forecast.
    fn pair(&self, item: ItemId) -> Option<FigurePair> {
        let facts = self.facts();
        let whole = self.of_year();
        let quarter = self.hits().any(|hit| hit.sense == Sense::Quarter);
        let period = if whole {
            Period::Year { year: facts.calendar.year_of(facts.calendar.ends(facts.period)) }
        } else {
            facts.current(item)
        };
        let scope = if whole { self.latest(item, period)? } else { ScopeId::ACTUAL };
        let base = if quarter {
            facts.calendar.prior_quarter(period)?
        } else {
            facts.calendar.year_before(period)?
        };
        let key = |period, scope| Key { item, period, scope };
        Some((key(period, scope), key(base, ScopeId::ACTUAL)))
    }

    /// Tells whether the clause or its slide speaks of the whole year.
    fn of_year(&self) -> bool {
        *self.year.get_or_init(|| self.read_year())
    }

    fn read_year(&self) -> bool {
        let on_slide = self.reading.on_slide(self.passage.slide);
        let mut titles = on_slide.filter(|one| one.role.heads_slide());
        let year = |passage: &Passage<'_>, within: std::ops::Range<usize>| {
            let hit = passage.hits_in(within.clone()).any(|hit| hit.sense == Sense::FullYear);
            let named = |m: &&crate::words::Mention| {
                matches!(m.dated, Dated::Period(Period::Year { .. }))
                    && within.contains(&m.range.start)
            };
            hit || passage.mentions_in(within.clone()).iter().any(|m| named(&m))
        };
        year(self.passage, self.clause.range.clone())
            || self.is_of_outlook()
            || titles.any(|title| year(title, 0..title.text.len()))
    }

    /// The newest forecast of a figure, or what it came to.
    fn latest(&self, item: ItemId, period: Period) -> Option<ScopeId> {
        let contexts = self.facts().contexts();
        let all = self.facts().keys_of(item);
        let all = all.filter(|key| key.period == period && !contexts.has_member(key.scope));
        all.max_by_key(|key| {
            let scope = self.facts().scope(key.scope);
            (!scope.forecast, scope.announced)
        })
        .map(|key| key.scope)
    }

    /// Tells whether a claim opens its statement, so that no other subject stands before it.
    fn leads(&self, hit: Hit) -> bool {
        let text = &self.passage.text[self.clause.range.start..hit.start];
        if self.reading.locale.prose.blanks {
            use Sense::{
                And, Link, ProfitDown, ProfitUp, Quarter, RevenueDown, RevenueUp, Within, Year,
            };
            let lead = self.clause.range.start..hit.start;
            return self.passage.count_words(lead.clone()) <= LEAD
                && self.passage.only(
                    lead,
                    &[
                        And,
                        Link,
                        Year,
                        Quarter,
                        Within,
                        RevenueUp,
                        RevenueDown,
                        ProfitUp,
                        ProfitDown,
                    ],
                );
        }
        // 前四半期に増収となった: of another time.
        if text.len() > LEAD * 12 {
            return false;
        }
        let mut before = self.passage.hits_in(self.clause.range.start..hit.start);
        if before.any(|hit| [Sense::QuarterAgo, Sense::LastYear].contains(&hit.sense)) {
            return false;
        }
        // 計測事業は…増収: what は and が stand behind is the subject.
        !text.contains(['は', 'が', 'の', '「'])
    }

    /// A forecast that was raised or lowered.
    fn revision(&self, hit: Hit, report: &mut Report) {
        let Some(sign) = one_of(hit, Sense::Raised, Sense::Lowered) else { return };
        let facts = self.facts();
        // What is cited is held against it: `held::revision`.
        let forecast = |cite: &Cite| cite.key.is_some_and(|key| facts.scope(key.scope).forecast);
        if self.cites().any(|cite| cite.against.is_none() && forecast(cite)) {
            return;
        }
        let mut severity = Severity::Error;
        let mut pairs = self.outlook();
        let behind = hit.end..self.clause.range.end;
        let last = self.passage.only(behind, &[Sense::Link]);
        if pairs.is_empty() && last && self.leads(hit) {
            severity = Severity::Warning;
            let newest =
                facts.facts().map(|(key, _)| key).filter(|key| facts.scope(key.scope).forecast);
            pairs = newest.filter_map(|key| self.revised(key)).collect();
        }
        self.judge(hit, (pairs, sign, severity), report);
    }

    /// A forecast with the one announced before it.
    fn revised(&self, key: Key) -> Option<FigurePair> {
        let facts = self.facts();
        let own = facts.scope(key.scope).announced?;
        let earlier = |other: &Key| facts.scope(other.scope).announced.filter(|day| *day < own);
        let like = |other: &Key| {
            other.period == key.period && facts.contexts().same_members(other.scope, key.scope)
        };
        let same = facts.keys_of(key.item).filter(like);
        let before = same.filter(|other| facts.scope(other.scope).forecast);
        let before = before.filter_map(|other| Some((earlier(&other)?, other)));
        before.max_by_key(|(day, _): &(Date, Key)| *day).map(|(_, other)| (key, other))
    }

    fn is_of_outlook(&self) -> bool {
        let slide = self.passage.slide.and_then(|at| self.reading.deck.slide(at));
        slide.is_some_and(|slide| !records::<Outlook>(slide).is_empty())
    }

    /// The forecasts that the slide of the clause compares.
    fn outlook(&self) -> Vec<FigurePair> {
        let facts = self.facts();
        let slide = self.passage.slide.and_then(|at| self.reading.deck.slide(at));
        let Some(outlook) = slide.and_then(|slide| records::<Outlook>(slide).pop()) else {
            return Vec::new();
        };
        let scope = |name: &ScopeRef| facts.scope_id(&name.value);
        let (old, new) = (outlook.previous.as_ref().and_then(scope), scope(&outlook.revised));
        let period = outlook.period.value.parse::<Period>().ok();
        let (Some(old), Some(new), Some(period)) = (old, new, period) else { return Vec::new() };
        let names = outlook.rows.iter().map(|row| &row.show.value);
        let items = names.filter_map(|name| Some(facts.references().read(name).ok()?.item));
        let key = |item, scope| Key { item, period, scope };
        items.map(|item| (key(item, new), key(item, old))).collect()
    }

    /// Tells of a claim that every known figure contradicts.
    fn judge(
        &self,
        hit: Hit,
        (pairs, sign, severity): (Vec<FigurePair>, i8, Severity),
        report: &mut Report,
    ) {
        let known = pairs.into_iter();
        let known: Vec<(FigurePair, i8)> =
            known.filter_map(|pair| Some((pair, self.reading.sign(pair.0, pair.1)?))).collect();
        let Some(((now, base), way)) = known.first().copied() else { return };
        if known.iter().any(|(_, way)| *way == sign) {
            return;
        }
        let moved = match way {
            1 => "rose",
            0 => "did not move",
            _ => "fell",
        };
        let facts = self.facts();
        let word = &self.passage.text[hit.start..hit.end];
        let message = format!(
            "`{word}` contradicts `{}`, which {moved} from `{}`",
            facts.name(now),
            facts.name(base)
        );
        self.report_claim(hit, (message, severity), &[now, base], report);
    }

    fn report_claim(
        &self,
        hit: Hit,
        (message, severity): (String, Severity),
        keys: &[Key],
        report: &mut Report,
    ) {
        let facts = self.facts();
        let span = self.passage.place(hit.start..hit.end, self.reading.sources);
        let mut finding = Finding::weighed(code::CLAIM_DIFFERS, severity, message, span);
        for key in keys {
            if let Some(fact) = facts.fact(*key) {
                finding = finding.also(fact.span, facts.name(*key));
            }
        }
        report.push(finding.help("Correct the word, or the figures"));
    }

    fn cites(&self) -> impl Iterator<Item = &Cite> {
        let range = self.clause.range.clone();
        self.passage.cites_in(range).iter().filter(|cite| !cite.label)
    }

    /// Money that went out, where it came in, and the reverse: "{x}の支出", "an outflow of {x}".
    fn flow(&self, hit: Hit, report: &mut Report) {
        let Some(sign) = one_of(hit, Sense::Inflow, Sense::Outflow) else { return };
        let out = sign < 0;
        let behind = self.reading.locale.prose.behind;
        // Only the citation next to the word can stand right beside it.
        let at = self.passage.cites.partition_point(|cite| cite.range.start < hit.start);
        let at = if behind { at.checked_sub(1) } else { Some(at) };
        let cite = at.and_then(|at| self.passage.cites.get(at));
        let cite = cite.filter(|cite| self.clause.range.contains(&cite.range.start) && !cite.label);
        let beside = |cite: &&Cite| {
            let gap = if behind { cite.range.end..hit.start } else { hit.end..cite.range.start };
            gap.start <= gap.end
                && self.passage.count_words(gap.clone()) <= 2
                && self.passage.only(gap.clone(), &[Sense::Link])
                && !self.passage.text[gap].contains(super::direction::PARTS)
        };
        let cite = cite.filter(|cite| cite.against.is_none()).filter(beside);
        let Some(key) = cite.and_then(|cite| cite.key) else { return };
        let facts = self.facts();
        let label = &facts.item(key.item).label;
        let Some(stated) = facts.fact(key).and_then(|fact| fact.stated()) else { return };
        let below = stated.value.is_sign_negative() && !stated.value.is_zero();
        if self.reading.holds(label, Sense::Flow) && !stated.value.is_zero() && below != out {
            let word = &self.passage.text[hit.start..hit.end];
            let way = if below { "below" } else { "above" };
            let message =
                format!("`{word}` contradicts `{}`, which is {way} zero", facts.name(key));
            self.report_claim(hit, (message, Severity::Error), &[key], report);
        }
    }
}

fn hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309F}').contains(&c)
}

/// Gives 1 for a word of one sense, -1 for one of another.
fn one_of(hit: Hit, up: Sense, down: Sense) -> Option<i8> {
    let known = [(up, 1), (down, -1)];
    known.into_iter().find(|(sense, _)| *sense == hit.sense).map(|(_, sign)| sign)
}

/// Whether a claim is of revenue, and the sign it claims.
fn claimed(sense: Sense) -> Option<(bool, i8)> {
    let known = [
        (Sense::RevenueUp, (true, 1)),
        (Sense::RevenueDown, (true, -1)),
        (Sense::ProfitUp, (false, 1)),
        (Sense::ProfitDown, (false, -1)),
    ];
    known.into_iter().find(|(known, _)| *known == sense).map(|(_, claimed)| claimed)
}

fn ends_with_any(label: &str, names: &[String]) -> bool {
    let label = label.to_lowercase();
    names.iter().any(|name| label.ends_with(&name.to_lowercase()))
}
