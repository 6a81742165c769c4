//! The rows of the solver: sums of variables in whole numbers, each over one denominator.
//!
//! A pivot multiplies rows and takes out what then divides a whole row. So numbers grow no longer
//! than the determinants that they are (Bareiss 1968), and no fraction is reduced on the way:
//! that took three quarters of the time of dense systems.

use crate::num::{Exact, Integer};

/// Numbers a variable.
pub(super) type Var = usize;

/// How much more a number costs that needs an allocation.
const ALLOCATED: usize = 8;

/// A sum: `over` times a variable is the sum of the terms, sorted by variable.
#[derive(Clone, Debug)]
pub(super) struct TableauRow {
    /// Above zero.
    pub over: Integer,
    pub terms: Vec<(Var, Integer)>,
}

/// Rows that define some variables as sums of those that no row defines.
#[derive(Clone, Debug, Default)]
pub(super) struct Tableau {
    rows: Vec<TableauRow>,
    /// The row of a variable that is defined by one.
    row_of: Vec<Option<usize>>,
    /// The variable that a row defines.
    basic: Vec<Var>,
    /// The rows that a variable may stand in; some no longer do.
    columns: Vec<Vec<usize>>,
    /// Work done so far: numbers of rows rewritten, each by its length.
    work: usize,
}

impl TableauRow {
    fn of(var: Var) -> Self {
        Self { over: Integer::one(), terms: vec![(var, Integer::one())] }
    }

    fn position(&self, var: Var) -> Option<usize> {
        self.terms.binary_search_by_key(&var, |(var, _)| *var).ok()
    }

    /// Gives the weight of a variable, over the row's denominator.
    pub fn weight(&self, var: Var) -> Option<&Integer> {
        self.position(var).map(|at| &self.terms[at].1)
    }

    /// How much work it is to go through the row: a product takes the square of the length.
    pub fn cost(&self) -> usize {
        let longest = self.terms.iter().map(|(_, weight)| weight.words()).max().unwrap_or(0);
        let words = longest.max(self.over.words());
        let each = if words == 0 { 1 } else { ALLOCATED + words.saturating_mul(words) };
        (self.terms.len() + 1).saturating_mul(each)
    }

    /// Adds `factor / divisor` times another row; tells which variables are new in it.
    fn add(&mut self, factor: &Integer, divisor: &Integer, other: &Self, new: impl FnMut(Var)) {
        // self / over + factor * other / (divisor * other.over), over what both divide.
        let theirs = divisor * &other.over;
        let shared = self.over.gcd(&theirs);
        let (mine, theirs) = (theirs.div_floor(&shared), self.over.div_floor(&shared));
        self.over = &self.over * &mine;
        self.mix(&mine, &(&theirs * factor), other, new);
    }

    /// Makes the terms `mine` times themselves plus `theirs` times those of another row.
    fn mix(&mut self, mine: &Integer, theirs: &Integer, other: &Self, mut new: impl FnMut(Var)) {
        let mut merged = Vec::with_capacity(self.terms.len() + other.terms.len());
        let scaled = |weight: Integer| if mine.is_one() { weight } else { &weight * mine };
        let mut own = std::mem::take(&mut self.terms).into_iter().peekable();
        for (var, weight) in &other.terms {
            while let Some((before, weight)) = own.next_if(|(own, _)| own < var) {
                merged.push((before, scaled(weight)));
            }
            let weight = weight * theirs;
            match own.next_if(|(own, _)| own == var) {
                Some((_, already)) => {
                    let both = &scaled(already) + &weight;
                    if !both.is_zero() {
                        merged.push((*var, both));
                    }
                }
                None => {
                    new(*var);
                    merged.push((*var, weight));
                }
            }
        }
        merged.extend(own.map(|(var, weight)| (var, scaled(weight))));
        self.terms = merged;
        self.reduce();
    }

    /// Takes out what divides the denominator and every weight.
    fn reduce(&mut self) {
        if self.over.is_one() {
            return;
        }
        let shortest = self.terms.iter().map(|(_, weight)| weight).min_by_key(|one| one.words());
        let Some(shortest) = shortest else {
            self.over = Integer::one();
            return;
        };
        let mut shared = self.over.gcd(shortest);
        for (_, weight) in &self.terms {
            if shared.is_one() {
                return;
            }
            // One division where it divides already, as it nearly always does.
            if !weight.is_multiple_of(&shared) {
                shared = shared.gcd(weight);
            }
        }
        if shared.is_one() {
            return;
        }
        self.over = self.over.div_floor(&shared);
        for (_, weight) in &mut self.terms {
            *weight = weight.div_floor(&shared);
        }
    }
}

impl Tableau {
    /// Adds a variable that no row defines.
    pub fn variable(&mut self) -> Var {
        self.row_of.push(None);
        self.columns.push(Vec::new());
        self.row_of.len() - 1
    }

    /// Adds a variable that is a sum of others.
    pub fn define(&mut self, terms: &[(Var, Exact)]) -> Var {
        let mut row = TableauRow { over: Integer::one(), terms: Vec::with_capacity(terms.len()) };
        for (var, weight) in terms.iter().filter(|(_, weight)| !weight.is_zero()) {
            let (factor, divisor) = (weight.numer(), weight.denom());
            match self.row_of[*var] {
                Some(defined) => row.add(&factor, &divisor, &self.rows[defined], |_| ()),
                None => row.add(&factor, &divisor, &TableauRow::of(*var), |_| ()),
            }
        }
        let (var, at) = (self.variable(), self.rows.len());
        for (inner, _) in &row.terms {
            self.columns[*inner].push(at);
        }
        self.work += row.cost();
        self.row_of[var] = Some(at);
        self.basic.push(var);
        self.rows.push(row);
        var
    }

    /// Counts the rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Gives the row at an index.
    pub fn row(&self, at: usize) -> &TableauRow {
        &self.rows[at]
    }

    /// Gives the row that defines a variable.
    pub fn row_of(&self, var: Var) -> Option<usize> {
        self.row_of[var]
    }

    /// Gives the variable that a row defines.
    pub fn basic(&self, row: usize) -> Var {
        self.basic[row]
    }

    /// Counts the rows that a variable may stand in.
    pub fn uses(&self, var: Var) -> usize {
        self.columns[var].len()
    }

    /// Gives the work so far.
    pub fn work(&self) -> usize {
        self.work
    }

    /// Finds the rows that a variable stands in.
    pub fn column(&mut self, var: Var) -> Vec<usize> {
        let mut rows = std::mem::take(&mut self.columns[var]);
        rows.sort_unstable();
        rows.dedup();
        rows.retain(|row| self.rows[*row].position(var).is_some());
        self.columns[var].clone_from(&rows);
        rows
    }

    /// Lets a variable of a row be defined by it, and gives the one that was.
    ///
    /// `column` are the rows that the variable stands in.
    pub fn pivot(&mut self, row: usize, entering: Var, column: &[usize]) -> Option<Var> {
        let at = self.rows[row].position(entering)?;
        let leaving = self.basic[row];
        // over * leaving = weight * entering + rest, hence weight * entering = over * leaving - rest.
        let mut solved =
            TableauRow { over: Integer::one(), terms: std::mem::take(&mut self.rows[row].terms) };
        let over = std::mem::replace(&mut self.rows[row].over, Integer::one());
        let weight = std::mem::replace(&mut solved.terms[at], (leaving, over)).1;
        let below = weight.is_negative();
        for (other, (_, term)) in solved.terms.iter_mut().enumerate() {
            if (other == at) == below {
                *term = -std::mem::replace(term, Integer::zero());
            }
        }
        solved.over = weight.abs();
        solved.terms.sort_unstable_by_key(|(var, _)| *var);
        self.columns[leaving].push(row);
        for other in column.iter().copied().filter(|other| *other != row) {
            let mut sum = std::mem::replace(
                &mut self.rows[other],
                TableauRow { over: Integer::one(), terms: Vec::new() },
            );
            if let Some(at) = sum.position(entering) {
                let (_, weight) = sum.terms.remove(at);
                let shared = weight.gcd(&solved.over);
                let (mine, theirs) = (solved.over.div_floor(&shared), weight.div_floor(&shared));
                sum.over = &sum.over * &mine;
                let columns = &mut self.columns;
                sum.mix(&mine, &theirs, &solved, |var| columns[var].push(other));
                self.work += sum.cost();
            }
            self.rows[other] = sum;
        }
        self.columns[entering].clear();
        self.rows[row] = solved;
        self.basic[row] = entering;
        self.row_of[entering] = Some(row);
        self.row_of[leaving] = None;
        Some(leaving)
    }

    /// Empties a row whose variable nothing asks for.
    pub fn forget(&mut self, row: usize) {
        self.rows[row].terms = Vec::new();
    }
}
