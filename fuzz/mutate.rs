//! Inputs made from good ones, by chance that a seed repeats.

/// What readers stumble over.
const PIECES: &[&str] = &[
    "\0",
    "\u{FEFF}",
    "\u{200B}",
    "\u{202E}",
    "\u{3000}",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    ": ",
    "- ",
    "? ",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
    "\t",
    "\r\n",
    "#",
    "~",
    "null",
    "-0",
    "1e999",
    ".nan",
    "0x1F",
    "0.1",
    "99999999999999999999999999999999999999999999999999",
    "-1",
    "1/0",
    "%",
    "(1)",
    "1Q26",
    "9M99",
    "FY9999",
    "FY0000",
    "2026-02-30",
    "0000-00-00",
    "@",
    "/",
    "..",
    "../..",
    "é",
    "売上高",
    "𝟙",
    "e\u{301}",
    "\u{10FFFF}",
    "\\u0000",
    "\\",
    "<",
    "&amp;",
    "]]>",
    "yoy",
    "vs",
    "in billion",
    "missing",
    "derived",
];

/// What is deep or long where there is much of it.
const DEEP: &[&str] = &[
    "[",
    "{a: ",
    "- ",
    "  ",
    "(",
    "{{",
    "**",
    "> ",
    "9",
    "_",
    "*a **b ",
    "-",
    "not ",
    "1+",
    "|upper",
    ".a",
    "{% elif x %}",
    "{% if x %}",
    "{x} ",
    "two million ",
    "increased decreased ",
    "増加した",
];

/// Makes inputs from a corpus.
pub struct Mutator<'a> {
    state: u64,
    corpus: &'a [Vec<u8>],
}

impl<'a> Mutator<'a> {
    /// Starts from a seed.
    pub fn new(seed: u64, corpus: &'a [Vec<u8>]) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, corpus }
    }

    /// Gives a number below a limit (xorshift64*).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let drawn = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap_or(0) % limit.max(1)
    }

    fn place(&mut self, input: &[u8]) -> (usize, usize) {
        let start = self.below(input.len() + 1);
        let most = (input.len() - start).min(1 << self.below(10));
        (start, start + self.below(most + 1))
    }

    /// Gives whole lines, which is how these languages are built.
    fn lines(&mut self, input: &[u8]) -> (usize, usize) {
        let (start, end) = self.place(input);
        let start = input[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let after = input[end..].iter().position(|byte| *byte == b'\n');
        (start, after.map_or(input.len(), |at| end + at + 1))
    }

    /// Gives the next input.
    pub fn next(&mut self, longest: usize) -> Vec<u8> {
        let corpus = self.corpus;
        let mut input = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(6) {
            self.change(&mut input);
        }
        input.truncate(longest);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let corpus = self.corpus;
        let (start, end) = self.place(input);
        match self.below(10) {
            0 => drop(input.drain(start..end)),
            1 => {
                let piece = PIECES[self.below(PIECES.len())];
                drop(input.splice(start..start, piece.bytes()));
            }
            2 => {
                let piece = PIECES[self.below(PIECES.len())];
                drop(input.splice(start..end, piece.bytes()));
            }
            3 => {
                if let Some(byte) = input.get_mut(start) {
                    *byte ^= 1 << self.below(8);
                }
            }
            4 => {
                let (start, end) = self.lines(input);
                drop(input.drain(start..end));
            }
            5 => {
                let (start, end) = self.lines(input);
                let lines = input[start..end].to_vec();
                let at = self.lines(input).0;
                drop(input.splice(at..at, lines));
            }
            6 => {
                // Many of the same: depth and length.
                let piece = DEEP[self.below(DEEP.len())];
                let many = piece.repeat(1 << self.below(14));
                drop(input.splice(start..start, many.bytes()));
            }
            7 => {
                let other = &corpus[self.below(corpus.len())];
                let (from, to) = self.lines(other);
                let at = self.lines(input).0;
                drop(input.splice(at..at, other[from..to].iter().copied()));
            }
            8 => {
                // A digit for another: what is read as a number stays one.
                let digits: Vec<usize> =
                    (0..input.len()).filter(|at| input[*at].is_ascii_digit()).collect();
                if let Some(at) = digits.get(self.below(digits.len())) {
                    input[*at] = b'0' + u8::try_from(self.below(10)).unwrap_or(0);
                }
            }
            _ => {
                let word = input[start..end].to_vec();
                let at = self.below(input.len() + 1);
                drop(input.splice(at..at, word));
            }
        }
    }
}
