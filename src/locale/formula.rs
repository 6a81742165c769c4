//! Formulas of `Plural-Forms`, which are expressions of C: which form goes with a number.

/// Operators by how loosely they bind; those of one row bind alike.
const OPERATORS: [&[&str]; 6] =
    [&["||"], &["&&"], &["==", "!="], &["<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];
/// A longer formula is none: that of the language with the most forms has 130 letters.
const LONGEST: usize = 600;
/// Deeper parentheses are not followed.
const DEEPEST: usize = 24;

/// A formula, without blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluralFormula {
    count: usize,
    text: String,
}

impl PluralFormula {
    /// Reads what a header says: `nplurals=2; plural=(n != 1);`. Nothing where it is no formula.
    #[must_use]
    pub fn read(said: &str) -> Option<Self> {
        let text: String = said.chars().filter(|c| !c.is_whitespace()).collect();
        let rest = text.strip_prefix("nplurals=").filter(|rest| rest.len() <= LONGEST)?;
        let (count, rest) = rest.split_once(';')?;
        let count: usize = count.parse().ok()?;
        let text = rest.strip_prefix("plural=")?.trim_end_matches(';').to_owned();
        let formula = Self { count, text };
        (0..200).all(|n| formula.form(n).is_some_and(|form| form < count)).then_some(formula)
    }

    /// Gives how many forms there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Gives the number of the form that goes with a number; nothing where it divides by zero.
    #[must_use]
    pub fn form(&self, n: u32) -> Option<usize> {
        let mut value = FormulaReader { rest: &self.text, n: i64::from(n), depth: 0 };
        let form = value.choice()?;
        usize::try_from(form).ok().filter(|_| value.rest.is_empty())
    }
}

struct FormulaReader<'a> {
    rest: &'a str,
    n: i64,
    depth: usize,
}

impl FormulaReader<'_> {
    fn choice(&mut self) -> Option<i64> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let condition = self.binary(&OPERATORS)?;
        let value = if self.took("?") {
            let yes = self.choice()?;
            if !self.took(":") {
                return None;
            }
            let no = self.choice()?;
            if condition == 0 { no } else { yes }
        } else {
            condition
        };
        self.depth -= 1;
        Some(value)
    }

    fn binary(&mut self, rows: &[&[&str]]) -> Option<i64> {
        let Some((operators, tighter)) = rows.split_first() else { return self.single() };
        let mut left = self.binary(tighter)?;
        while let Some(operator) = operators.iter().find(|operator| self.took(operator)) {
            let right = self.binary(tighter)?;
            left = match *operator {
                "||" => i64::from(left != 0 || right != 0),
                "&&" => i64::from(left != 0 && right != 0),
                "==" => i64::from(left == right),
                "!=" => i64::from(left != right),
                "<=" => i64::from(left <= right),
                ">=" => i64::from(left >= right),
                "<" => i64::from(left < right),
                ">" => i64::from(left > right),
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                "*" => left.checked_mul(right)?,
                "/" => left.checked_div(right)?,
                _ => left.checked_rem(right)?,
            };
        }
        Some(left)
    }

    fn single(&mut self) -> Option<i64> {
        let nots = self.rest.len() - self.rest.trim_start_matches('!').len();
        self.rest = &self.rest[nots..];
        let value = if self.took("(") {
            let value = self.choice()?;
            self.took(")").then_some(value)?
        } else if self.took("n") {
            self.n
        } else {
            let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
            let (digits, tail) = self.rest.split_at(end);
            self.rest = tail;
            digits.parse().ok()?
        };
        Some(match nots {
            0 => value,
            nots => i64::from((value == 0) == (nots % 2 == 1)),
        })
    }

    fn took(&mut self, token: &str) -> bool {
        let tail = self.rest.strip_prefix(token);
        self.rest = tail.unwrap_or(self.rest);
        tail.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::PluralFormula;

    #[test]
    fn formulas_are_computed_as_c_does() {
        let cases: [(&str, &[(u32, usize)]); 6] = [
            ("nplurals=1; plural=0;", &[(0, 0), (7, 0)]),
            ("nplurals=2; plural=n != 1", &[(0, 1), (1, 0), (2, 1)]),
            ("nplurals=2; plural=!(n==1);", &[(0, 1), (1, 0)]),
            ("nplurals=2;plural=n>1 || n*2-4/2==7-9 && !!n;", &[(0, 0), (1, 0), (2, 1)]),
            (
                "nplurals=3; plural=n==1 ? 1 : n%10>=2 && n%10<=4 ? 2 : 0;",
                &[(1, 1), (3, 2), (5, 0)],
            ),
            ("nplurals=3; plural=(n==1 ? 0 : (n==2 ? 1 : 2));", &[(1, 0), (2, 1), (9, 2)]),
        ];
        for (formula, forms) in cases {
            let read = PluralFormula::read(formula).expect(formula);
            for (n, form) in forms {
                assert_eq!(read.form(*n), Some(*form), "{formula}: {n}");
            }
        }
        let deep = format!("nplurals=1; plural={}0{};", "(".repeat(90), ")".repeat(90));
        let long = format!("nplurals=1; plural=0{};", "+0".repeat(400));
        for wrong in [
            "nplurals=INTEGER; plural=EXPRESSION;",
            "nplurals=0; plural=1/0;",
            "nplurals=2; plural=n;",
            "nplurals=2; plural=(n != 1;",
            "nplurals=2; plural=n != 1 n;",
            "nplurals=99999999999999999999; plural=0;",
            "plural=0;",
            &deep,
            &long,
        ] {
            assert_eq!(PluralFormula::read(wrong), None, "{wrong}");
        }
    }
}
