//! All printed figures and all statements as one system of sums between bounds.

use std::collections::{HashMap, VecDeque};

use super::guess::guess;
use super::linear::{SumLine, lines};
use super::simplex::{Reasons, Solver, Var};
use super::statement::{Assertion, Verdict};
use crate::facts::{Fact, Facts, FigureEnds, Key};
use crate::num::{End, Exact, Integer, Interval};

/// Most work of one kind of question about a deck: numbers of rows rewritten, by their length;
/// about a second. What needs more is told as undecided.
const MOST_WORK: usize = 30_000_000;
/// Work that every row adds to it, so that large decks of small tables have enough.
const ROW_WORK: usize = 2_000;
/// Least work that is spent on what the others leave to one figure.
const FIGURE_WORK: usize = 20_000;

/// A sum of figures between two ends.
#[derive(Clone, Debug)]
struct Constraint {
    terms: Vec<(usize, Exact)>,
    low: Option<End>,
    high: Option<End>,
    statement: usize,
}

/// The system. Figures are numbered; a reason below the number of statements is a statement, any
/// other a printed figure.
#[derive(Clone, Debug)]
pub(super) struct System {
    keys: Vec<Key>,
    index: HashMap<Key, usize>,
    start: Vec<Exact>,
    /// What the printed digits of a figure allow; nothing where none are printed.
    within: Vec<Option<FigureEnds>>,
    rows: Vec<Constraint>,
    /// How many units make one, so that every end is a whole number of them.
    units: Integer,
    /// The rows of each set of figures that depend on each other.
    components: Vec<Vec<usize>>,
    /// The component of each figure.
    component: Vec<usize>,
    /// Number of statements.
    statements: usize,
    /// Whether a statement has rows at all; a quotient by what may be zero has none.
    pub reckons: Vec<bool>,
    /// Whether a statement could be broken by others: no figure makes it true whatever they say.
    pub joins: Vec<bool>,
}

/// Statements and printed figures left out of a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Exclusions {
    pub statements: Vec<usize>,
    pub printed: Option<Key>,
}

impl System {
    /// Makes the system of all statements that are not broken on their own.
    pub fn new(facts: &Facts, statements: &[Assertion]) -> Self {
        let mut system = Self {
            keys: Vec::new(),
            index: HashMap::with_capacity(statements.len() * 2),
            start: Vec::new(),
            within: Vec::new(),
            rows: Vec::with_capacity(statements.len()),
            units: Integer::one(),
            components: Vec::new(),
            component: Vec::new(),
            statements: statements.len(),
            reckons: vec![false; statements.len()],
            joins: vec![false; statements.len()],
        };
        let guessed = guess(facts, statements);
        for (at, statement) in statements.iter().enumerate() {
            if !matches!(statement.verdict, Verdict::Broken | Verdict::LeftOut) {
                for line in lines(facts, statement, &guessed) {
                    system.push(facts, line, at, &guessed);
                }
            }
        }
        system.measure();
        system.divide();
        for component in &system.components {
            for row in system.bearing(component, &Exclusions::default(), None) {
                system.joins[system.rows[row].statement] = true;
            }
        }
        system
    }

    fn figure(&mut self, facts: &Facts, key: Key, guessed: &HashMap<Key, Interval>) -> usize {
        if let Some(at) = self.index.get(&key) {
            return *at;
        }
        let at = self.keys.len();
        let fact = facts.fact(key);
        let ends = fact.and_then(|fact| fact.state.ends());
        // What is open to one side starts at its end, whatever the others make it.
        let one = match &ends {
            Some((Some(end), None) | (None, Some(end))) => Some(end.at().clone()),
            Some((Some(_), Some(_)) | (None, None)) | None => None,
        };
        self.within.push(ends);
        let own = fact.and_then(Fact::interval);
        let middle = || {
            let within = own.as_ref().or_else(|| guessed.get(&key));
            within.map(|within| (within.lo().at() + within.hi().at()).halved())
        };
        self.start.push(fact.and_then(Fact::exact).or(one).or_else(middle).unwrap_or_default());
        self.keys.push(key);
        self.index.insert(key, at);
        at
    }

    fn push(
        &mut self,
        facts: &Facts,
        line: SumLine,
        statement: usize,
        guessed: &HashMap<Key, Interval>,
    ) {
        self.reckons[statement] = true;
        let SumLine { terms, low, high } = line;
        let terms =
            terms.into_iter().map(|(weight, key)| (self.figure(facts, key, guessed), weight));
        let terms = terms.collect();
        self.rows.push(Constraint { terms, low, high, statement });
    }

    /// Finds the unit that all ends are whole numbers of.
    fn measure(&mut self) {
        let printed = self.within.iter().flatten().flat_map(|(low, high)| [low, high]).flatten();
        let ends = self.rows.iter().flat_map(|row| [&row.low, &row.high]).flatten();
        for end in printed.chain(ends) {
            let denom = end.at().denom();
            if !self.units.is_multiple_of(&denom) {
                self.units = &self.units * &denom.div_floor(&self.units.gcd(&denom));
            }
        }
    }

    /// Divides the rows into sets that share no figure.
    fn divide(&mut self) {
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        let mut parent: Vec<usize> = (0..self.keys.len()).collect();
        for row in &self.rows {
            let first = root(&mut parent, row.terms[0].0);
            for (figure, _) in &row.terms[1..] {
                let other = root(&mut parent, *figure);
                parent[other] = first;
            }
        }
        let mut number: HashMap<usize, usize> = HashMap::new();
        self.component = (0..self.keys.len())
            .map(|at| {
                let next = number.len();
                *number.entry(root(&mut parent, at)).or_insert(next)
            })
            .collect();
        self.components = vec![Vec::new(); number.len()];
        for (at, row) in self.rows.iter().enumerate() {
            self.components[self.component[row.terms[0].0]].push(at);
        }
    }

    /// Gives the work that may be spent on one kind of question about the whole deck.
    pub fn allowance(&self) -> usize {
        MOST_WORK.saturating_add(ROW_WORK.saturating_mul(self.rows.len()))
    }

    /// Gives the work that may be spent on one figure where each is asked for.
    pub fn share(&self) -> usize {
        (MOST_WORK / self.rows.len().max(1)).max(FIGURE_WORK)
    }

    /// Gives the sets of figures that depend on each other, the smallest first.
    pub fn components(&self) -> Vec<usize> {
        let mut all: Vec<_> = (0..self.components.len()).collect();
        all.sort_by_key(|component| self.components[*component].len());
        all
    }

    /// Counts the rows that depend on a figure, or on what depends on it.
    pub fn rows_with(&self, key: Key) -> usize {
        self.component_of(key).and_then(|at| self.components.get(at)).map_or(0, Vec::len)
    }

    /// Gives the reasons that may meet in a component: its statements and printed figures.
    pub fn reasons(&self, component: usize) -> Reasons {
        let mut reasons = Reasons::new();
        for row in &self.components[component] {
            let row = &self.rows[*row];
            reasons.insert(row.statement);
            let printed = row.terms.iter().filter(|(figure, _)| self.within[*figure].is_some());
            reasons.extend(printed.map(|(figure, _)| self.statements + figure));
        }
        reasons
    }

    /// Tells a reason apart: a statement by its index, or a printed figure.
    pub fn reason(&self, reason: usize) -> Result<usize, Key> {
        match reason.checked_sub(self.statements) {
            None => Ok(reason),
            Some(figure) => Err(self.keys[figure]),
        }
    }

    /// Gives the set of figures that a figure depends on; nothing where no row names it.
    pub fn component_of(&self, key: Key) -> Option<usize> {
        self.index.get(&key).and_then(|at| self.component.get(*at)).copied()
    }

    /// Counts the figures of a component.
    pub fn figures_of(&self, component: usize) -> usize {
        self.component.iter().filter(|other| **other == component).count()
    }

    /// Finds out whether values fit a component, but for what is left out; false where that took
    /// more work than is left.
    pub fn judge(
        &self,
        component: usize,
        without: &Exclusions,
        left: &mut usize,
    ) -> Result<bool, Reasons> {
        let rows = self.bearing(&self.components[component], without, None);
        if rows.iter().all(|row| self.starts_true(&self.rows[*row])) {
            return Ok(true);
        }
        self.decide(&rows, without, &|_| true, left)
    }

    fn decide(
        &self,
        rows: &[usize],
        without: &Exclusions,
        kept: &dyn Fn(usize) -> bool,
        left: &mut usize,
    ) -> Result<bool, Reasons> {
        let mut solver = self.solver(rows, without, kept, *left).0;
        solver.eliminate(&[]);
        let fits = solver.solve();
        *left = left.saturating_sub(solver.work());
        fits.map(|()| !solver.gave_up())
    }

    /// Gives the statements of a component, in order.
    pub fn statements_of(&self, component: usize) -> Vec<usize> {
        let rows = self.components[component].iter();
        let mut all: Vec<_> = rows.map(|row| self.rows[*row].statement).collect();
        all.dedup();
        all
    }

    /// Tells whether values fit some of the reasons alone, or it took more work than is left.
    pub fn judge_only(
        &self,
        component: usize,
        reasons: &Reasons,
        left: &mut usize,
    ) -> Result<(), Reasons> {
        let rows = self.components[component].iter().copied();
        let rows = rows.filter(|row| reasons.contains(&self.rows[*row].statement));
        let rows: Vec<_> = rows.collect();
        let kept = |figure: usize| reasons.contains(&(self.statements + figure));
        self.decide(&rows, &Exclusions::default(), &kept, left).map(|_| ())
    }

    /// Prepares the questions about some figures: a solved system, and their variables in it.
    ///
    /// Nothing where a figure is in no statement, or the rest of the system has no values. The
    /// system may have given up where it took more than the most work.
    pub fn ask(
        &self,
        keys: &[Key],
        without: &Exclusions,
        most: usize,
    ) -> Option<(Solver, Vec<Var>)> {
        let figures: Option<Vec<_>> = keys.iter().map(|key| self.index.get(key).copied()).collect();
        let figures = figures?;
        let mut rows = Vec::new();
        let mut components: Vec<_> = figures.iter().map(|at| self.component[*at]).collect();
        components.sort_unstable();
        components.dedup();
        for component in components {
            rows.extend(self.bearing(&self.components[component], without, Some(&figures)));
        }
        let (mut solver, mut vars) = self.solver(&rows, without, &|_| true, most);
        let found = figures.iter().map(|figure| {
            *vars
                .entry(*figure)
                .or_insert_with(|| self.variable(&mut solver, *figure, without, true))
        });
        let found: Vec<_> = found.collect();
        solver.eliminate(&found);
        solver.solve().ok()?;
        Some((solver, found))
    }

    fn variable(
        &self,
        solver: &mut Solver,
        figure: usize,
        without: &Exclusions,
        kept: bool,
    ) -> Var {
        let within = self.within[figure].as_ref();
        let within = within.filter(|_| kept && without.printed != Some(self.keys[figure]));
        solver.variable(&self.start[figure], within.map(|ends| (ends, self.statements + figure)))
    }

    fn solver(
        &self,
        rows: &[usize],
        without: &Exclusions,
        kept: &dyn Fn(usize) -> bool,
        most: usize,
    ) -> (Solver, HashMap<usize, Var>) {
        let mut solver = Solver::within(most, self.units.clone());
        let mut vars: HashMap<usize, Var> = HashMap::with_capacity(rows.len() * 2);
        let mut terms = Vec::new();
        for row in rows {
            let row = &self.rows[*row];
            terms.clear();
            for (figure, weight) in &row.terms {
                let var = *vars
                    .entry(*figure)
                    .or_insert_with(|| self.variable(&mut solver, *figure, without, kept(*figure)));
                terms.push((var, weight.clone()));
            }
            solver.row(&terms, row.low.as_ref(), row.high.as_ref(), row.statement);
        }
        (solver, vars)
    }

    /// Leaves out rows that can always be fulfilled: a figure without digits stands in no other.
    fn bearing(&self, rows: &[usize], without: &Exclusions, asked: Option<&[usize]>) -> Vec<usize> {
        let loose = |figure: usize| {
            let printed =
                self.within[figure].is_some() && without.printed != Some(self.keys[figure]);
            !printed && asked.is_none_or(|asked| !asked.contains(&figure))
        };
        let mut uses: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut kept: HashMap<usize, bool> = HashMap::with_capacity(rows.len());
        let mut queue = VecDeque::new();
        for row in rows {
            let keep = !without.statements.contains(&self.rows[*row].statement);
            kept.insert(*row, keep);
            for (figure, _) in
                self.rows[*row].terms.iter().filter(|(figure, _)| keep && loose(*figure))
            {
                uses.entry(*figure).or_default().push(*row);
            }
            if keep {
                queue.push_back(*row);
            }
        }
        while let Some(row) = queue.pop_front() {
            let alone = |(figure, _): &(usize, Exact)| {
                loose(*figure)
                    && uses
                        .get(figure)
                        .is_some_and(|rows| rows.iter().all(|other| *other == row || !kept[other]))
            };
            if kept[&row] && self.rows[row].terms.iter().any(alone) {
                kept.insert(row, false);
                for (figure, _) in &self.rows[row].terms {
                    queue.extend(uses.get(figure).into_iter().flatten().filter(|row| kept[row]));
                }
            }
        }
        rows.iter().copied().filter(|row| kept[row]).collect()
    }

    /// Tells whether a row holds for the printed digits as they are.
    fn starts_true(&self, row: &Constraint) -> bool {
        let sum: Exact = row.terms.iter().map(|(at, weight)| &self.start[*at] * weight).sum();
        let inside = |end: &Option<End>, above: bool| {
            end.as_ref().is_none_or(|end| {
                let order = if above { sum.cmp(end.at()) } else { end.at().cmp(&sum) };
                order.is_gt() || order.is_eq() && end.is_closed()
            })
        };
        inside(&row.low, true) && inside(&row.high, false)
    }
}
