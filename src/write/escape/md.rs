//! Markdown: text that CommonMark with the GitHub extensions shows literally.
//!
//! Enters: text of any kind, and runs marked by [`strong`] and [`emphasis`]. Leaves: Markdown that
//! stays readable as raw text, so a backslash is set only where the character would mean something
//! in its place. It knows nothing of slides.

use std::collections::BTreeSet;

/// What stands for a mark until [`marks`] sets it; control characters never come from [`inside`].
const OPEN_STRONG: char = '\u{1}';
const CLOSE_STRONG: char = '\u{2}';
const OPEN_EMPHASIS: char = '\u{3}';
const CLOSE_EMPHASIS: char = '\u{4}';

/// Escapes text for any place: a paragraph, a heading, a list item, a table cell, a line's start.
#[must_use]
pub fn escape(text: &str) -> String {
    let inner = inside(text);
    if inner.starts_with("    ") {
        // Four blanks at the start of a line would make a code block.
        return format!("&#32;{}", guard(inner.split_at(1).1));
    }
    guard(&inner)
}

/// Escapes text that does not start a line: a run inside a paragraph, a heading or a table cell.
///
/// Line ends become spaces and other control characters are dropped.
#[must_use]
pub fn inside(text: &str) -> String {
    let text: Vec<char> = text.replace("\r\n", "\n").chars().filter_map(printable).collect();
    let mut out = String::with_capacity(text.len() + 8);
    // From here on nothing but what may close a heading stands.
    let closing = text.iter().rposition(|char| !"# ".contains(*char)).map_or(0, |at| at + 1);
    for (at, &char) in text.iter().enumerate() {
        if special(&text, at, closing) {
            out.push('\\');
        }
        out.push(char);
    }
    out
}

fn printable(char: char) -> Option<char> {
    match char {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if char.is_control() => None,
        _ => Some(char),
    }
}

fn special(text: &[char], at: usize, closing: usize) -> bool {
    let before = &text[..at];
    let after = &text[at + 1..];
    let next = after.first().copied();
    match text[at] {
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' | '_' => true,
        '<' => next.is_none_or(|char| char.is_ascii_alphabetic() || "/!?".contains(char)),
        '&' => entity(after),
        // A link may follow and would become a picture.
        '!' => next.is_none(),
        // A heading's last word would be taken for its closing marks.
        '#' => before.last().is_none_or(|char| *char == ' ') && at + 1 >= closing,
        ':' => address(before, after),
        '.' => {
            let from = at.saturating_sub(3);
            at >= 3
                && text[from..at].iter().all(|char| char.eq_ignore_ascii_case(&'w'))
                && !text[..from].last().is_some_and(|char| char.is_alphanumeric())
        }
        '@' => {
            before.last().is_some_and(|char| char.is_ascii_alphanumeric() || ".-_+".contains(*char))
                && next.is_some_and(|char| char.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

/// Tells whether what follows an ampersand makes an entity, or could once more text follows.
fn entity(after: &[char]) -> bool {
    let name = after.iter().take_while(|char| char.is_ascii_alphanumeric() || **char == '#');
    let name: String = name.collect();
    let end = after.get(name.len());
    // No entity has a name of one letter, so `R&D` and `M&A` stay as they are.
    (end.is_none() && name.len() != 1) || name == "#" || (end == Some(&';') && name.len() > 1)
}

/// Tells whether a colon makes a bare web address.
fn address(before: &[char], after: &[char]) -> bool {
    after.starts_with(&['/', '/']) && before.last().is_some_and(char::is_ascii_alphabetic)
}

/// Keeps the start of one line of Markdown from making a list, heading, quotation or table.
fn guard(line: &str) -> String {
    let text = line.trim_start_matches(' ');
    let blanks = line.len() - text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = if digits <= 9 { digits } else { 0 };
    let mut rest = text[sign..].chars();
    let first = rest.next();
    let next = rest.next();
    let ends = next.is_none_or(|char| char == ' ');
    let takes = match first {
        Some('.' | ')') => sign > 0 && ends,
        _ if sign > 0 => false,
        Some('#' | '>') => true,
        Some('=') => text.bytes().all(|byte| byte == b'=' || byte == b' '),
        Some('-') => ends || next == Some('-') || next == Some(':'),
        Some(':') => next == Some('-'),
        Some('+') => ends,
        _ => false,
    };
    if !takes {
        return line.to_owned();
    }
    let (start, end) = line.split_at(blanks + sign);
    format!("{start}\\{end}")
}

/// Makes whole lines of Markdown from a run: sets its marks, and guards the start of each line.
#[must_use]
pub fn lines(run: &str) -> String {
    let run = marks(run);
    let lines = run.split('\n').map(|line| guard(line.trim_matches(' ')));
    lines.collect::<Vec<_>>().join("\n")
}

/// Writes an address as the target of a link: what would end or change it is percent-encoded.
#[must_use]
pub fn target(address: &str) -> String {
    let chars: Vec<char> = address.chars().filter(|char| !char.is_control()).collect();
    let mut out = String::with_capacity(address.len());
    for (at, &char) in chars.iter().enumerate() {
        if char == '&' && entity(&chars[at + 1..]) {
            out.push_str("&amp;");
        } else if char.is_whitespace() || "<>()\\`|".contains(char) {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                out.extend(
                    [byte >> 4, byte & 15]
                        .map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])),
                );
            }
        } else {
            out.push(char);
        }
    }
    out
}

/// Tells whether a text is its own address and can be written once, as `<https://example.com>`: in
/// the forms that CommonMark reads as such a link, and not as a tag.
#[must_use]
pub fn autolink(text: &str, url: &str) -> bool {
    if let Some(mail) = url.strip_prefix("mailto:") {
        let local = |c: char| c.is_ascii_alphanumeric() || "!#$%'*+-./=?^_{}~".contains(c);
        let label = |part: &str| {
            !part.is_empty()
                && part.len() < 64
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        return text == mail
            && mail.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && name.chars().all(local) && host.split('.').all(label)
            });
    }
    let web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    text == url && web && target(url) == url
}

/// Gives the anchor that GitHub and Marp make of a heading.
#[must_use]
pub fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|char| match char {
        ' ' => Some('-'),
        '-' | '_' => Some(char),
        _ => char.is_alphanumeric().then_some(char),
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// Marks a run as strong.
#[must_use]
pub fn strong(run: &str) -> String {
    format!("{OPEN_STRONG}{run}{CLOSE_STRONG}")
}

/// Marks a run as emphasised.
#[must_use]
pub fn emphasis(run: &str) -> String {
    format!("{OPEN_EMPHASIS}{run}{CLOSE_EMPHASIS}")
}

/// A piece of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RunPiece<'a> {
    /// One character, with its backslash if it has one.
    Text(&'a str),
    /// The start of a mark: true for strong.
    Open(bool),
    /// The end of a mark.
    Close(bool),
}

impl RunPiece<'_> {
    fn mark(self) -> bool {
        !matches!(self, Self::Text(_))
    }

    fn blank(self) -> bool {
        matches!(self, Self::Text(text) if text == "\\\n" || text.chars().all(char::is_whitespace))
    }

    /// Tells whether every edition of CommonMark takes it for a word's character.
    fn word(self) -> bool {
        matches!(self, Self::Text(text) if text.chars().all(char::is_alphanumeric))
    }

    /// Tells whether every edition of CommonMark takes it for a blank or for punctuation.
    fn gap(self) -> bool {
        let Self::Text(text) = self else { return false };
        self.blank() || text.chars().all(|char| {
            char.is_ascii_punctuation()
                || matches!(char, '‐'..='‧' | '‰'..='⁃' | '、'..='〃' | '〈'..='】' | '〔'..='〟')
                || matches!(char, '・' | '！'..='＃' | '％'..='＊' | '，'..='／' | '：' | '；')
                || matches!(char, '？' | '＠' | '［'..='］' | '｛' | '｝' | '｟'..='･')
        })
    }
}

/// Sets the marks of a run so that they are read as marks whatever stands beside them.
///
/// Blanks are moved out of marks; marks that meet are joined. Where CommonMark would not read a
/// mark because punctuation is at its inner and a letter at its outer side, marks that look the same in
/// either weight are set outside (`**増収**。主因`); where that cannot be, as in `**(24%)**up`, the
/// letter is written as a character reference. Emphasis that touches
/// strong text at one end only is written with `_`, since three `*` can be read in two ways.
#[must_use]
pub fn marks(run: &str) -> String {
    let pieces = lighten(settle(&split(run)));
    let touching = touching(&pieces);
    let at = |at: usize| pieces.get(at).copied();
    let mut out = String::with_capacity(run.len() + 8);
    for (now, &piece) in pieces.iter().enumerate() {
        let before = |far: usize| now.checked_sub(far).and_then(at);
        match piece {
            RunPiece::Open(true) | RunPiece::Close(true) => out.push_str("**"),
            RunPiece::Open(false) | RunPiece::Close(false) => {
                out.push(if touching.contains(&now) { '_' } else { '*' });
            }
            RunPiece::Text(text) => {
                let opens = matches!(at(now + 1), Some(RunPiece::Open(_)))
                    && (touching.contains(&(now + 1)) || !at(now + 2).is_some_and(RunPiece::word));
                let closes = matches!(before(1), Some(RunPiece::Close(_)))
                    && (touching.contains(&(now - 1)) || !before(2).is_some_and(RunPiece::word));
                if (opens || closes) && !piece.gap() {
                    out.extend(text.chars().map(|char| format!("&#{};", u32::from(char))));
                } else {
                    out.push_str(text);
                }
            }
        }
    }
    out
}

/// Marks of East Asian texts that end a phrase.
const STOPS: &str = "。、，．！？：；…";
/// East Asian brackets.
const BRACKETS: [(&str, &str); 6] =
    [("「", "」"), ("『", "』"), ("（", "）"), ("【", "】"), ("〈", "〉"), ("《", "》")];

/// Moves East Asian marks at the ends of what is marked out of it, where a letter stands outside:
/// there CommonMark reads `**増収。**主因` as stars, and `**増収**。主因` as meant.
fn lighten(mut pieces: Vec<RunPiece<'_>>) -> Vec<RunPiece<'_>> {
    let letter =
        |piece: Option<&RunPiece<'_>>| piece.is_some_and(|piece| !piece.mark() && !piece.gap());
    for at in 2..pieces.len() {
        if !matches!(pieces[at], RunPiece::Close(_)) || !letter(pieces.get(at + 1)) {
            continue;
        }
        let mut close = at;
        while let (RunPiece::Text(_), RunPiece::Text(stop)) = (pieces[close - 2], pieces[close - 1])
            && STOPS.contains(stop)
            && !pieces[close - 2].blank()
        {
            pieces.swap(close - 1, close);
            close -= 1;
        }
    }
    for open in 0..pieces.len() {
        let RunPiece::Open(strong) = pieces[open] else { continue };
        let rest = pieces[open..].iter().position(|piece| *piece == RunPiece::Close(strong));
        let Some(close) = rest.map(|far| open + far) else { continue };
        let inner = &pieces[open + 1..close];
        let [RunPiece::Text(first), between @ .., RunPiece::Text(last)] = inner else { continue };
        let pair = BRACKETS.iter().any(|(a, b)| {
            let own =
                |piece: &RunPiece<'_>| matches!(piece, RunPiece::Text(text) if text == a || text == b);
            first == a && last == b && !between.iter().any(own)
        });
        // A mark beside a blank would no longer begin or end anything.
        let gap = |piece: Option<&RunPiece<'_>>| piece.is_none_or(|piece| piece.blank());
        let plain = !gap(between.first())
            && !gap(between.last())
            && !between.iter().any(|piece| piece.mark());
        let before = open.checked_sub(1).and_then(|at| pieces.get(at));
        if pair && plain && (letter(before) || letter(pieces.get(close + 1))) {
            pieces.swap(open, open + 1);
            pieces.swap(close - 1, close);
        }
    }
    pieces
}

/// Gives the places of the marks of emphasis that touch a mark of strong text at either end,
/// except where both begin and end together.
fn touching(pieces: &[RunPiece<'_>]) -> BTreeSet<usize> {
    let mark = |at: Option<usize>| at.and_then(|at| pieces.get(at)).filter(|piece| piece.mark());
    let lone = |from: usize, to: usize| {
        let outer = [from.checked_sub(1), Some(to + 1)].map(mark);
        let inner = [Some(from + 1), to.checked_sub(1)].map(mark);
        let whole = [Some(&RunPiece::Open(true)), Some(&RunPiece::Close(true))];
        let once =
            pieces[from..to].iter().filter(|piece| **piece == RunPiece::Open(true)).count() == 1;
        let none = [None, None];
        let apart = outer == none && inner == none;
        apart || (outer == whole && inner == none) || (outer == none && inner == whole && once)
    };
    let places = |mark| pieces.iter().enumerate().filter(move |at| *at.1 == mark).map(|at| at.0);
    let pairs = places(RunPiece::Open(false)).zip(places(RunPiece::Close(false)));
    pairs.filter(|pair| !lone(pair.0, pair.1)).flat_map(|pair| [pair.0, pair.1]).collect()
}

fn split(run: &str) -> Vec<RunPiece<'_>> {
    let mut pieces = Vec::with_capacity(run.len());
    let mut chars = run.char_indices();
    while let Some((at, char)) = chars.next() {
        pieces.push(match char {
            OPEN_STRONG => RunPiece::Open(true),
            CLOSE_STRONG => RunPiece::Close(true),
            OPEN_EMPHASIS => RunPiece::Open(false),
            CLOSE_EMPHASIS => RunPiece::Close(false),
            '\\' => {
                chars.next();
                RunPiece::Text(&run[at..chars.offset()])
            }
            _ => RunPiece::Text(&run[at..at + char.len_utf8()]),
        });
    }
    pieces
}

/// Drops marks inside the same mark and around nothing, joins those that meet, and moves blanks out.
fn settle<'a>(pieces: &[RunPiece<'a>]) -> Vec<RunPiece<'a>> {
    let mut out: Vec<RunPiece<'a>> = Vec::with_capacity(pieces.len());
    let mut depth = [0_usize; 2];
    for &piece in pieces {
        match piece {
            RunPiece::Open(strong) => {
                let level = &mut depth[usize::from(strong)];
                *level += 1;
                if *level == 1 && out.pop_if(|last| *last == RunPiece::Close(strong)).is_none() {
                    out.push(piece);
                }
            }
            RunPiece::Close(strong) => {
                let level = &mut depth[usize::from(strong)];
                *level = level.saturating_sub(1);
                if *level == 0 {
                    let kept = out.iter().rposition(|piece| !piece.blank()).map_or(0, |at| at + 1);
                    if kept > 0 && out[kept - 1] == RunPiece::Open(strong) {
                        out.remove(kept - 1);
                    } else {
                        out.insert(kept, piece);
                    }
                }
            }
            RunPiece::Text(_) if piece.blank() => {
                let opens = out.iter().rev().take_while(|piece| matches!(piece, RunPiece::Open(_)));
                let at = out.len() - opens.count();
                out.insert(at, piece);
            }
            RunPiece::Text(_) => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests;
