//! Tables: CSV files, with a head line that names their columns or without.

use std::collections::BTreeMap;
use std::ops::Range;

use super::format::NumberDisplay;
use super::measure::{WordedUnit, heads_remarks, heads_units};
use super::{
    CellPlace, Content, Fault, MAX_CELLS, Name, SheetCell, TableLine, Workbook, Worksheet,
    encoding, number,
};
use crate::code::{self, Code};
use crate::deck::DecimalMark;
use crate::num::decimal;

/// Marks that part the fields of a line.
const PARTS: [char; 4] = [',', ';', '\t', '|'];
/// Columns that each line of figures has.
const NEEDED: [&str; 3] = ["item", "period", "value"];
/// Columns that it may have beside them; an export says in `state` why there is no value.
const OTHER: [&str; 3] = ["scope", "unit", "state"];

/// Reads a table. Where its head line has the columns `item`, `period` and `value`, each line names
/// its figure; `scope` and `unit` may stand beside them.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    mark: Option<DecimalMark>,
) -> Result<Workbook, String> {
    let text = encoding::text(bytes)?;
    let (start, stated) = separator(&text);
    let body = &text[start..];
    let part = stated.unwrap_or_else(|| separator_of(body));
    let mut table = Csv { mark, part, start, faults: Vec::new(), book: Workbook::default() };
    let rows = table.rows(body)?;
    table.unclosed(body);
    let head = Header::of(&rows, &mut table);
    let mut cells = BTreeMap::new();
    for (at, row) in (0_u32..).zip(&rows) {
        for (column, text) in (0_u32..).zip(&row.fields) {
            cells.insert((at, column), table.cell(text));
        }
        if let Some(head) = &head
            && at > 0
        {
            table.line(head, at, row, &mut cells);
        }
    }
    if head.is_none() {
        Csv::ragged(&rows, &mut cells);
    }
    let Csv { faults, book, .. } = table;
    let sheet = Worksheet { name: name.to_owned(), cells, merged: Vec::new() };
    Ok(Workbook { sheets: vec![sheet], faults, headed: head.is_some(), text: Some(text), ..book })
}

/// Columns of an export that say nothing else of a figure than those above.
const EXPORTED: &[&str] =
    &["rounding", "low", "high", "reason", "starts", "ends", "published_in", "written_at"];

/// A line of the table with its bytes in the text.
struct Record {
    fields: Vec<String>,
    range: Range<usize>,
}

impl Record {
    fn is_blank_from(&self, at: usize) -> bool {
        self.fields.iter().skip(at).all(|field| field.trim().is_empty())
    }
}

type Cells = BTreeMap<(u32, u32), SheetCell>;

struct Csv {
    mark: Option<DecimalMark>,
    part: char,
    /// The byte of the text where the first line begins.
    start: usize,
    faults: Vec<Fault>,
    book: Workbook,
}

/// Which column holds what.
struct Header {
    item: usize,
    period: usize,
    value: usize,
    others: [Option<usize>; 3],
    width: usize,
}

impl Header {
    /// Reads the head line; nothing where the table has none of its own.
    fn of(rows: &[Record], table: &mut Csv) -> Option<Self> {
        let row = rows.first()?;
        let names: Vec<String> = row.fields.iter().map(|field| heading(field)).collect();
        let column = |name: &str| names.iter().position(|known| known == name);
        let [item, period, value] = NEEDED.map(column);
        let (Some(item), Some(period), Some(value)) = (item, period, value) else {
            if item.or(value).is_some() {
                let lacking = NEEDED.into_iter().filter(|name| column(name).is_none());
                let lacking: Vec<_> = lacking.collect();
                let message = format!("the table has no column `{}`", lacking.join("`, `"));
                let help = "Name the columns `item`, `period`, `value`";
                table.fault(code::NO_CELL, message, row, help);
            }
            return None;
        };
        for name in NEEDED.into_iter().chain(OTHER) {
            if names.iter().filter(|known| *known == name).count() > 1 {
                let message = format!("the column `{name}` stands twice");
                table.fault(code::NO_CELL, message, row, "Keep one of the two");
            }
        }
        let others = OTHER.map(column);
        // Under another name the unit would be lost, and the figure wrong by its scale.
        let unit = names.iter().filter(|name| others[1].is_none() && name.as_str() != "unit");
        if let Some(name) = unit.into_iter().find(|name| name.split(' ').any(heads_units)) {
            let message = format!("the column `{name}` is not read");
            let help = "Name it `unit`, and write units such as `JPY million`; or take it out";
            table.fault(code::NO_CELL, message, row, help);
        } else {
            unread(&names, rows, table);
        }
        Some(Self { item, period, value, others, width: names.len() })
    }
}

impl Csv {
    fn fault(&mut self, code: Code, message: String, row: &Record, help: &str) {
        let help = help.to_owned();
        self.faults.push(Fault { code, message, help, range: row.range.clone() });
    }

    /// Cuts the text into lines and fields.
    fn rows(&self, body: &str) -> Result<Vec<Record>, String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(self.part).unwrap_or(b','))
            .from_reader(body.as_bytes());
        let (mut rows, mut count) = (Vec::new(), 0);
        for record in reader.records() {
            let record = record.map_err(|error| error.to_string())?;
            count += record.len();
            if count > MAX_CELLS {
                return Err(format!("it has more than {MAX_CELLS} cells"));
            }
            let at = record.position().map_or(0, csv::Position::byte);
            let at = usize::try_from(at).unwrap_or(body.len()).min(body.len());
            // The reader's place of a line is the end of the one before it.
            let at = body.len() - body[at..].trim_start_matches(['\r', '\n']).len();
            let end = body[at..].find(['\r', '\n']).map_or(body.len(), |len| at + len);
            let range = self.start + at..self.start + end;
            rows.push(Record { fields: record.iter().map(str::to_owned).collect(), range });
        }
        Ok(rows)
    }

    /// Tells a quote that is not closed: it takes all lines behind it into one field.
    fn unclosed(&mut self, body: &str) {
        let (mut open, mut fresh) = (None, true);
        for (at, c) in body.char_indices() {
            match c {
                '"' if open.is_some() => {
                    // Two quotes in a row stand for one, and open it again.
                    open = None;
                    fresh = true;
                }
                '"' if fresh => open = Some(at),
                c => fresh = open.is_none() && (c == self.part || matches!(c, '\r' | '\n')),
            }
        }
        if let Some(at) = open {
            let end = body[at..].find(['\r', '\n']).map_or(body.len(), |len| at + len);
            let range = self.start + at..self.start + end;
            let row = Record { fields: Vec::new(), range };
            self.fault(
                code::BAD_CELL,
                "the quote that begins here is not closed".to_owned(),
                &row,
                "Close it, or write it twice within quotes",
            );
        }
    }

    fn cell(&self, text: &str) -> SheetCell {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return SheetCell::default();
        }
        match figure(text, self.mark) {
            Some((digits, measure)) => {
                let shown = NumberDisplay { measure, ..NumberDisplay::default() };
                SheetCell { content: Content::Number(digits), shown, ..SheetCell::default() }
            }
            None => SheetCell { content: Content::Text(text.to_owned()), ..SheetCell::default() },
        }
    }

    /// Reads one line of a table whose head says what it holds.
    fn line(&mut self, head: &Header, at: u32, row: &Record, cells: &mut Cells) {
        let text = |at: usize| row.fields.get(at).map(|text| text.trim()).unwrap_or_default();
        if row.is_blank_from(0) {
            return;
        }
        if !row.is_blank_from(head.width) || row.fields.len() < head.width {
            let (has, wanted) = (row.fields.len(), head.width);
            let message = format!("the line has {has} fields, the header {wanted}");
            let help = "Put a number with commas in quotes, \"15,813\", and write each field";
            return self.fault(code::BAD_CELL, message, row, help);
        }
        let [scope, unit, state] = head.others.map(|at| at.map(text).unwrap_or_default());
        // What is missing in one table is no figure of another.
        if text(head.value).is_empty() && ["missing", "due"].contains(&state) {
            return;
        }
        for (name, at) in NEEDED.into_iter().zip([head.item, head.period, head.value]) {
            if text(at).is_empty() {
                let message = format!("the line has no {name}");
                return self.fault(code::BAD_CELL, message, row, "Fill it in, or delete the line");
            }
        }
        let typed = text(head.value);
        let decimals = typed.contains([',', '.']) && typed.contains(|c: char| c.is_ascii_digit());
        if self.part == ';' && self.mark.is_none() && decimals {
            let message = format!("`{typed}` may have decimals or thousands behind its mark");
            let help = "Say `decimal: comma` or `decimal: point` under `import`";
            return self.fault(code::BAD_CELL, message, row, help);
        }
        let column = u32::try_from(head.value).unwrap_or(u32::MAX);
        if let Some(cell) = cells.get_mut(&(at, column)) {
            cell.unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
        }
        let (item, period) = (text(head.item).to_owned(), text(head.period).to_owned());
        let slash = if scope.is_empty() { "" } else { "/" };
        let name = format!("{item}@{period}{slash}{scope}");
        let points = CellPlace { sheet: None, row: at, column }.to_string();
        let (scope, range) = (scope.to_owned(), row.range.clone());
        let line = Some(TableLine { item, period, scope, range });
        self.book.names.push(Name { name, points, sheet: None, line });
    }

    /// Marks the cells of lines that are longer than the first one with several fields: a comma
    /// within a number has moved them.
    fn ragged(rows: &[Record], cells: &mut Cells) {
        let width = rows.iter().map(|row| row.fields.len()).find(|width| *width > 1).unwrap_or(0);
        for (at, row) in (0_u32..).zip(rows).filter(|(_, row)| !row.is_blank_from(width)) {
            let fields = row.fields.len();
            for (_, cell) in cells.range_mut((at, 0)..(at + 1, 0)) {
                cell.unsure = Some(format!("its line has {fields} fields, the first one {width}"));
            }
        }
    }
}

/// Tells of columns that are not read and not empty: one may say that a line is a plan, or another
/// version, and no figure is taken past that.
fn unread(names: &[String], rows: &[Record], table: &mut Csv) {
    for (at, name) in names.iter().enumerate() {
        let each = ["label_", "slides_", "shown_"].iter().any(|start| name.starts_with(start));
        let all = [&NEEDED[..], &OTHER, EXPORTED].concat();
        let known = each || all.contains(&name.as_str()) || heads_remarks(name);
        let filled = |row: &Record| row.fields.get(at).is_some_and(|text| !text.trim().is_empty());
        if known || !rows.iter().skip(1).any(filled) {
            continue;
        }
        let message = format!("the column `{name}` is not read: a line of it may be a plan");
        let help = "Take it out, or head it `scope`, or `note` where it holds remarks";
        table.fault(code::NO_CELL, message, &rows[0], help);
    }
}

fn heading(field: &str) -> String {
    field.trim_start_matches('\u{feff}').trim().to_lowercase()
}

/// Reads a first line such as `sep=;`, which spreadsheets write; gives where the table begins.
fn separator(text: &str) -> (usize, Option<char>) {
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    let line = text[..end].trim_end_matches(['\r', '\n']);
    let line = line.trim_start_matches('\u{feff}').trim_matches('"');
    let mut sign = match line.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("sep=") => line[4..].chars(),
        Some(_) | None => return (0, None),
    };
    match (sign.next(), sign.next()) {
        (Some(c), None) if c.is_ascii() => (end, Some(c)),
        _ => (0, None),
    }
}

/// Finds the mark that parts the head line into the columns of figures; a comma where none does.
fn separator_of(body: &str) -> char {
    let head = body.lines().next().unwrap_or_default();
    let names = |part: char| {
        let fields: Vec<_> = head.split(part).map(|f| heading(f.trim_matches('"'))).collect();
        NEEDED.into_iter().filter(|name| fields.iter().any(|field| field == name)).count()
    };
    PARTS.into_iter().rev().max_by_key(|part| names(*part)).filter(|p| names(*p) > 0).unwrap_or(',')
}

/// Reads a number as people print it, such as `15,813`, `(161)`, `161-`, `¥15,813` or `12.3%`, with the
/// words beside it.
fn figure(text: &str, mark: Option<DecimalMark>) -> Option<(String, WordedUnit)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let gap = |c: char| matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}');
    let part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.') || gap(c);
    let mut end = first + text[first..].find(|c| !part(c)).unwrap_or(text.len() - first);
    end = text[..end].trim_end_matches(gap).len();
    let (digits, mut behind) = (&text[first..end], &text[end..]);
    let mut power = String::new();
    if let Some(rest) = behind.strip_prefix(['e', 'E']) {
        let sign = rest.len() - rest.trim_start_matches(['+', '-']).len();
        let len = rest[sign..].bytes().take_while(u8::is_ascii_digit).count();
        if sign > 1 || len == 0 {
            return None;
        }
        power = format!("e{}", rest[..sign + len].trim_start_matches('+'));
        behind = &rest[sign + len..];
    }
    let minus = |c: char| matches!(c, '-' | '\u{2212}' | '△' | '▲');
    let (front, behind) = (text[..first].trim(), behind.trim());
    let signs = front.matches(minus).count() + behind.matches(minus).count();
    let brackets = (front.matches('(').count(), behind.matches(')').count());
    let plus = front.matches('+').count();
    let negative = match (signs, brackets, plus) {
        (0, (0, 0), 0 | 1) => false,
        (1, (0, 0), 0) | (0, (1, 1), 0) => true,
        _ => return None,
    };
    let bare = |words: &str| words.replace(|c: char| minus(c) || matches!(c, '(' | ')' | '+'), " ");
    let measure = WordedUnit::of(&format!("{} {}", bare(front), bare(behind)));
    if !measure.rest.is_empty() || front.contains(')') || behind.contains(['(', '+']) {
        return None;
    }
    let digits = match mark {
        Some(DecimalMark::Comma) => digits
            .chars()
            .map(|c| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            })
            .collect(),
        Some(DecimalMark::Point) | None => digits.to_owned(),
    };
    let digits = decimal::parse(&digits.replace(gap, ",")).ok()?.value;
    if !power.is_empty() {
        // 1.58E+04 is what a narrow column showed of 15813.
        let places = i64::from(digits.scale()) - power[1..].parse::<i64>().ok()?;
        number(&format!("{digits}{power}")).filter(|_| places >= 0)?;
    }
    let sign = if negative { "-" } else { "" };
    Some((format!("{sign}{digits}{power}"), measure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_print_them() {
        for (text, mark, digits, words) in [
            ("15,813", None, "15813", ""),
            ("(161)", None, "-161", ""),
            ("△1,234", None, "-1234", ""),
            ("161-", None, "-161", ""),
            ("+5", None, "5", ""),
            ("¥15,813", None, "15813", "¥"),
            ("\\15,813", None, "15813", "\\"),
            ("-¥161", None, "-161", "¥"),
            ("(¥161)", None, "-161", "¥"),
            ("JPY 15,813 million", None, "15813", "JPY million"),
            ("15,813百万円", None, "15813", "百万円"),
            ("12.3%", None, "12.3", "%"),
            ("1.5813E+04", None, "1.5813e04", ""),
            ("15\u{a0}813", None, "15813", ""),
            ("15.813", Some(DecimalMark::Comma), "15813", ""),
            ("15,8", Some(DecimalMark::Comma), "15.8", ""),
            ("1.234.567,5", Some(DecimalMark::Comma), "1234567.5", ""),
        ] {
            let (found, measure) = figure(text, mark).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.as_str(), measure.words.trim()), (digits, words), "{text}");
        }
        for text in [
            "tba",
            "1.58E+04",
            "1 813",
            "15,8",
            "--5",
            "-(5)",
            "(5",
            "5 or 6",
            "12 tba",
            "1Q26",
            "2026-08-07",
            "１２",
            "15.813,0",
            "0x10",
            "5e",
            "5e+",
        ] {
            assert_eq!(figure(text, None), None, "{text}");
        }
        assert_eq!(figure("1,813.5", Some(DecimalMark::Comma)), None);
    }

    #[test]
    fn the_head_line_shows_what_parts_the_fields() {
        for (text, part) in [
            ("item,period,value\n", ','),
            ("item;period;value\n", ';'),
            ("Item\tPeriod\tValue\n", '\t'),
            ("\u{feff}\"item\";\"period\";\"value\"\n", ';'),
            ("Revenue;1;2\n", ','),
        ] {
            assert_eq!(separator_of(text), part, "{text}");
        }
        assert_eq!(separator("sep=;\r\nitem;x"), (7, Some(';')));
        assert_eq!(separator("item;x"), (0, None));
    }
}
