//! All printed figures and all statements as one system of sums between bounds.

use std::collections::{HashMap, VecDeque};

use super::guess::{guess, is_small};
use super::simplex::{Reasons, Solver, Var};
use super::statement::{Form, Statement, Verdict};
use crate::facts::{Fact, Facts, Key, State};
use crate::num::{End, Exact, Interval};

/// A sum of figures between two ends.
#[derive(Clone, Debug)]
struct Row {
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
    within: Vec<Option<Interval>>,
    rows: Vec<Row>,
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
pub(super) struct Without {
    pub statements: Vec<usize>,
    pub printed: Option<Key>,
}

impl System {
    /// Makes the system of all statements that are not broken on their own.
    pub fn new(facts: &Facts, statements: &[Statement]) -> Self {
        let mut system = Self {
            keys: Vec::new(),
            index: HashMap::with_capacity(statements.len() * 2),
            start: Vec::new(),
            within: Vec::new(),
            rows: Vec::with_capacity(statements.len()),
            components: Vec::new(),
            component: Vec::new(),
            statements: statements.len(),
            reckons: vec![false; statements.len()],
            joins: vec![false; statements.len()],
        };
        let guessed = guess(facts, statements);
        for (at, statement) in statements.iter().enumerate() {
            if statement.verdict != Verdict::Broken {
                system.rows_of(facts, at, statement, &guessed);
            }
        }
        system.divide();
        for component in &system.components {
            for row in system.bearing(component, &Without::default(), None) {
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
        let printed = fact.filter(|fact| matches!(fact.state, State::Stated(_)));
        self.within.push(printed.and_then(Fact::interval));
        let middle = || guessed.get(&key).map(|i| (i.lo().at() + i.hi().at()).halved());
        self.start.push(fact.and_then(Fact::exact).or_else(middle).unwrap_or_default());
        self.keys.push(key);
        self.index.insert(key, at);
        at
    }

    fn rows_of(
        &mut self,
        facts: &Facts,
        at: usize,
        statement: &Statement,
        guessed: &HashMap<Key, Interval>,
    ) {
        let zero = || Some(End::closed(Exact::zero()));
        let one = Exact::one();
        let mut terms = Vec::with_capacity(statement.terms.len() + 1);
        let linear = match (statement.form, statement.left) {
            (Form::Sum | Form::AtLeast, Some(left)) => {
                terms.push((self.figure(facts, left, guessed), one.clone()));
                let minus = |(weight, key): &(Exact, Key)| (-weight, *key);
                for (weight, key) in statement.terms.iter().map(minus) {
                    terms.push((self.figure(facts, key, guessed), weight));
                }
                let high = if statement.form == Form::Sum { zero() } else { None };
                Some((zero(), high))
            }
            (Form::Sum, None) => statement.printed.as_ref().map(|printed| {
                for (weight, key) in &statement.terms {
                    terms.push((self.figure(facts, *key, guessed), weight.clone()));
                }
                (Some(printed.lo().clone()), Some(printed.hi().clone()))
            }),
            (Form::AtLeast, None) | (Form::Quotient | Form::Growth, _) => None,
        };
        if let Some((low, high)) = linear {
            self.push(Row { terms, low, high, statement: at });
            return;
        }
        let (Some(printed), [(_, top), (_, base)]) = (&statement.printed, &statement.terms[..])
        else {
            return;
        };
        let known = |key: &Key| {
            let own = facts.fact(*key).and_then(Fact::interval);
            own.or_else(|| guessed.get(key).cloned())
        };
        let positive = match known(base) {
            Some(base) if !base.touches_zero() => base.hi().at().is_positive(),
            Some(_) => return,
            // A change by less than its whole base keeps the base's sign.
            None => match (statement.form, known(top)) {
                (Form::Growth, Some(top)) if !top.touches_zero() && is_small(printed) => {
                    top.hi().at().is_positive()
                }
                _ => return,
            },
        };
        let (top, base) = (self.figure(facts, *top, guessed), self.figure(facts, *base, guessed));
        // top / base between low and high is top - low * base >= 0 and top - high * base <= 0 for
        // a base above zero, and the other way round below.
        for (end, is_low) in [(printed.lo(), true), (printed.hi(), false)] {
            let weight = match (statement.form, positive) {
                (Form::Growth, true) => &one + end.at(),
                (Form::Growth, false) => &one - end.at(),
                _ => end.at().clone(),
            };
            let limit =
                if end.is_closed() { End::closed(Exact::zero()) } else { End::open(Exact::zero()) };
            // Growth is measured against the size of a loss: then the ends keep their side.
            let above = match statement.form {
                Form::Growth => is_low,
                Form::Quotient | Form::Sum | Form::AtLeast => is_low == positive,
            };
            let (low, high) = if above { (Some(limit), None) } else { (None, Some(limit)) };
            let terms = vec![(top, one.clone()), (base, -weight)];
            self.push(Row { terms, low, high, statement: at });
        }
    }

    fn push(&mut self, row: Row) {
        self.reckons[row.statement] = true;
        self.rows.push(row);
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

    /// Gives the number of sets of figures that depend on each other.
    pub fn components(&self) -> usize {
        self.components.len()
    }

    /// Counts the rows that depend on a figure, or on what depends on it.
    pub fn rows_with(&self, key: Key) -> usize {
        let component = self.index.get(&key).and_then(|at| self.component.get(*at));
        component.and_then(|at| self.components.get(*at)).map_or(0, Vec::len)
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

    /// Finds out whether values fit a component, but for what is left out; false where that took
    /// too long.
    pub fn judge(&self, component: usize, without: &Without) -> Result<bool, Reasons> {
        let rows = self.bearing(&self.components[component], without, None);
        if rows.iter().all(|row| self.starts_true(&self.rows[*row])) {
            return Ok(true);
        }
        let mut solver = self.solver(&rows, without, &|_| true).0;
        solver.solve()?;
        Ok(!solver.gave_up())
    }

    /// Gives the first statement of a component.
    pub fn first(&self, component: usize) -> Option<usize> {
        self.components[component].first().map(|row| self.rows[*row].statement)
    }

    /// Tells whether values fit some of the reasons alone.
    pub fn judge_only(&self, component: usize, reasons: &Reasons) -> Result<(), Reasons> {
        let rows: Vec<_> = self.components[component]
            .iter()
            .copied()
            .filter(|row| reasons.contains(&self.rows[*row].statement))
            .collect();
        let kept = |figure: usize| reasons.contains(&(self.statements + figure));
        self.solver(&rows, &Without::default(), &kept).0.solve()
    }

    /// Prepares the questions about some figures: a solved system, and their variables in it.
    ///
    /// Nothing where a figure is in no statement, or the rest of the system has no values.
    pub fn ask(&self, keys: &[Key], without: &Without) -> Option<(Solver, Vec<Var>)> {
        let figures: Option<Vec<_>> = keys.iter().map(|key| self.index.get(key).copied()).collect();
        let figures = figures?;
        let mut rows = Vec::new();
        let mut components: Vec<_> = figures.iter().map(|at| self.component[*at]).collect();
        components.sort_unstable();
        components.dedup();
        for component in components {
            rows.extend(self.bearing(&self.components[component], without, Some(&figures)));
        }
        let (mut solver, mut vars) = self.solver(&rows, without, &|_| true);
        solver.solve().ok().filter(|()| !solver.gave_up())?;
        let found = figures.iter().map(|figure| {
            *vars
                .entry(*figure)
                .or_insert_with(|| self.variable(&mut solver, *figure, without, true))
        });
        let found = found.collect();
        Some((solver, found))
    }

    fn variable(&self, solver: &mut Solver, figure: usize, without: &Without, kept: bool) -> Var {
        let within = self.within[figure].as_ref();
        let within = within.filter(|_| kept && without.printed != Some(self.keys[figure]));
        let start = self.start[figure].clone();
        solver.variable(start, within.map(|interval| (interval, self.statements + figure)))
    }

    fn solver(
        &self,
        rows: &[usize],
        without: &Without,
        kept: &dyn Fn(usize) -> bool,
    ) -> (Solver, HashMap<usize, Var>) {
        let mut solver = Solver::default();
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
    fn bearing(&self, rows: &[usize], without: &Without, asked: Option<&[usize]>) -> Vec<usize> {
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
    fn starts_true(&self, row: &Row) -> bool {
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
