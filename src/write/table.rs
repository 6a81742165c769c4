//! Markdown's filters and its tables, set so that their columns line up in the raw text too.
//!
//! Enters: a `Table` of the view, or rows of cells. Leaves: a pipe table. Markdown has neither
//! spans nor several header rows, so a spanning cell stands in the first place it covers, and
//! header rows are joined.

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State};
use unicode_width::UnicodeWidthStr;

use super::escape::md;

/// Columns of raw text up to which a table is padded; a wider one is written without padding.
const WIDEST: usize = 160;

/// Adds the filters that the Markdown templates use.
///
/// The environment escapes by [`md::escape`] with an `AutoEscape::Custom`, and prints safe values
/// as they are.
pub fn add_filters(env: &mut Environment<'_>) {
    env.add_filter("md_inside", |value: &Value| source(value).map(Value::from_safe_string));
    env.add_filter("md_marks", |value: &Value| over(value, md::marks));
    env.add_filter("md_lines", |value: &Value| over(value, md::lines));
    env.add_filter("md_strong", |value: &Value| over(value, md::strong));
    env.add_filter("md_emphasis", |value: &Value| over(value, md::emphasis));
    env.add_filter("md_target", |value: &Value| {
        Ok::<_, Error>(Value::from_safe_string(md::target(&text(value)?)))
    });
    env.add_filter("md_autolink", |text: &str, url: &str| md::autolink(text, url));
    env.add_filter("md_anchor", |value: &Value| {
        Ok::<_, Error>(Value::from_safe_string(md::anchor(&text(value)?)))
    });
    env.add_filter("md_tidy", |value: &Value| over(value, tidy));
    env.add_filter("md_rows", rows);
    env.add_filter("md_table", table);
}

/// Gives a value's text; a value that is not text or a number is our own mistake in a template.
fn text(value: &Value) -> Result<String, Error> {
    match (value.as_str(), value.kind()) {
        (Some(text), _) => Ok(text.to_owned()),
        (None, ValueKind::Number) => Ok(value.to_string()),
        _ => Err(fault(format!("expected text, found {}", value.kind()))),
    }
}

/// Gives a value as Markdown: a safe value is Markdown already.
fn source(value: &Value) -> Result<String, Error> {
    let text = text(value)?;
    Ok(if value.is_safe() { text } else { md::inside(&text) })
}

fn over(value: &Value, step: fn(&str) -> String) -> Result<Value, Error> {
    Ok(Value::from_safe_string(step(&source(value)?)))
}

fn fault(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// Sets a whole document straight: no blanks at the ends of lines, one empty line between blocks,
/// none inside lists, neighbouring quotations made one, and one line end at the end.
#[must_use]
pub fn tidy(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut last = "";
    let mut top = "";
    let mut gap = false;
    for line in document.lines().map(str::trim_end) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        let listed = top.starts_with("- ") && (line.starts_with("- ") || line.starts_with("  "));
        if gap && !last.is_empty() && !listed {
            out.push_str(if last.starts_with('>') && line.starts_with('>') { ">\n" } else { "\n" });
        }
        out.push_str(line);
        out.push('\n');
        if !line.starts_with("  ") {
            top = line;
        }
        last = line;
        gap = false;
    }
    out
}

/// How a column is set in a pipe table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlign {
    /// At the left, as Markdown does without being told.
    Left,
    /// Centred.
    Center,
    /// At the right.
    Right,
}

impl ColumnAlign {
    fn read(value: &Value) -> Result<Self, Error> {
        match value.as_str() {
            Some("left") => Ok(Self::Left),
            Some("center") => Ok(Self::Center),
            Some("figure") => Ok(Self::Right),
            _ => Err(fault(format!("unknown alignment: {value}"))),
        }
    }

    fn rule(self, width: usize) -> String {
        match self {
            Self::Left => "-".repeat(width),
            Self::Center => format!(":{}:", "-".repeat(width - 2)),
            Self::Right => format!("{}:", "-".repeat(width - 1)),
        }
    }

    fn pad(self, cell: &str, width: usize) -> String {
        let free = width.saturating_sub(cell.width());
        let left = match self {
            Self::Left => 0,
            Self::Center => free / 2,
            Self::Right => free,
        };
        format!("{}{cell}{}", " ".repeat(left), " ".repeat(free - left))
    }
}

/// Writes rows of Markdown cells, the first of them the header, as a pipe table.
///
/// Widths are those of a terminal: wide East Asian characters take two columns.
#[must_use]
pub fn pipe_table(rows: &[Vec<String>], aligns: &[ColumnAlign]) -> String {
    let empty = String::new();
    let cell = |row: &'_ [String], at: usize| row.get(at).unwrap_or(&empty).clone();
    let widest = |at| rows.iter().map(|row| cell(row, at).width()).max().unwrap_or(0).max(3);
    let mut widths: Vec<usize> = (0..aligns.len()).map(widest).collect();
    let padded = widths.iter().map(|width| width + 3).sum::<usize>() < WIDEST;
    if !padded {
        widths.fill(0);
    }
    // Without padding an empty cell is one blank, as the compact style has it.
    let line = |cells: Vec<String>| {
        cells.iter().fold("|".to_owned(), |line, cell| match cell.as_str() {
            "" => line + " |",
            cell => line + " " + cell + " |",
        })
    };
    let columns = || aligns.iter().zip(&widths).enumerate();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            line(columns().map(|(at, (align, width))| align.pad(&cell(row, at), *width)).collect())
        })
        .collect();
    let rules = columns().map(|(_, (align, width))| align.rule((*width).max(3))).collect();
    lines.insert(lines.len().min(1), line(rules));
    lines.join("\n")
}

/// `rows | md_rows(aligns)`: a table of cells, the first row being the header.
fn rows(rows: &Value, aligns: &Value) -> Result<Value, Error> {
    let aligns: Vec<ColumnAlign> =
        aligns.try_iter()?.map(|align| ColumnAlign::read(&align)).collect::<Result<_, _>>()?;
    let cells =
        |row: Value| row.try_iter()?.map(|cell| source(&cell)).collect::<Result<Vec<_>, _>>();
    let rows: Vec<Vec<String>> = rows.try_iter()?.map(cells).collect::<Result<_, _>>()?;
    Ok(Value::from_safe_string(pipe_table(&rows, &aligns)))
}

/// `table | md_table(draw, aside)`: a table of the view. `draw` is the macro that writes a cell,
/// called with the cell and its row; `aside` leaves comment columns out.
fn table(
    state: &mut State<'_, '_>,
    table: &Value,
    draw: &Value,
    aside: bool,
) -> Result<Value, Error> {
    let mut aligns = Vec::new();
    for column in table.get_attr("columns")?.try_iter()? {
        aligns.push(ColumnAlign::read(&column.get_attr("align")?)?);
    }
    let head = SpanGrid::read(state, &table.get_attr("head")?, draw, aligns.len())?;
    let body = SpanGrid::read(state, &table.get_attr("body")?, draw, aligns.len())?;
    let mut rows = vec![head.joined(aligns.len())];
    rows.extend(body.rows);
    if aside {
        let kept = |at: &usize| !body.comments.get(*at).is_some_and(|comment| *comment);
        let kept: Vec<usize> = (0..aligns.len()).filter(kept).collect();
        aligns = kept.iter().map(|at| aligns[*at]).collect();
        rows = rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect()).collect();
    }
    Ok(Value::from_safe_string(pipe_table(&rows, &aligns)))
}

/// Rows of cells with each span opened: its text in its first place, nothing in the others.
struct SpanGrid {
    rows: Vec<Vec<String>>,
    /// For each place, how many columns to the left its spanning cell begins.
    spans: Vec<Vec<usize>>,
    /// Columns that hold comments.
    comments: Vec<bool>,
}

impl SpanGrid {
    fn read(
        state: &mut State<'_, '_>,
        rows: &Value,
        draw: &Value,
        width: usize,
    ) -> Result<Self, Error> {
        let mut grid = Self { rows: Vec::new(), spans: Vec::new(), comments: vec![false; width] };
        let mut below = vec![0_usize; width];
        for row in rows.try_iter()? {
            let mut texts = vec![String::new(); width];
            let mut spans = vec![0; width];
            let mut free: Vec<bool> = below.iter().map(|rows| *rows == 0).collect();
            for rows in &mut below {
                *rows = rows.saturating_sub(1);
            }
            for cell in row.get_attr("cells")?.try_iter()? {
                let wide = usize::try_from(cell.get_attr("colspan")?)?;
                let high = usize::try_from(cell.get_attr("rowspan")?)?;
                let Some(at) = free.iter().position(|free| *free) else {
                    return Err(fault(
                        "a row has more cells than its table has columns".to_owned(),
                    ));
                };
                texts[at] = text(&draw.call(state, &[cell.clone(), row.clone()])?)?;
                grid.comments[at] |= cell.get_attr("comment")?.is_true();
                for (far, place) in (at..width.min(at + wide)).enumerate() {
                    free[place] = false;
                    spans[place] = far;
                    below[place] = below[place].max(high.saturating_sub(1));
                }
            }
            grid.rows.push(texts);
            grid.spans.push(spans);
        }
        Ok(grid)
    }

    /// Makes one row of several: a cell over several columns is said in each of them.
    fn joined(&self, width: usize) -> Vec<String> {
        let several = self.rows.len() > 1;
        let column = |at: usize| {
            let parts = self
                .rows
                .iter()
                .zip(&self.spans)
                .map(|(row, spans)| row[if several { at - spans[at] } else { at }].as_str());
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        (0..width).map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_in_the_raw_text() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["項目", "1Q10"]), row(["売上高", "15,813"]), row(["**Net**", "(1)"])];
        assert_eq!(
            pipe_table(&rows, &[ColumnAlign::Left, ColumnAlign::Right]),
            "| 項目    |   1Q10 |\n| ------- | -----: |\n| 売上高  | 15,813 |\n| **Net** |    (1) |",
        );
    }

    #[test]
    fn a_wide_table_is_not_padded() {
        let rows = [vec!["a".to_owned(), "b".to_owned()], vec!["x".repeat(200), "c".to_owned()]];
        let table = pipe_table(&rows, &[ColumnAlign::Left, ColumnAlign::Center]);
        assert!(table.starts_with("| a | b |\n| --- | :-: |\n| xxx"), "{table}");
    }

    #[test]
    fn a_document_is_set_straight() {
        let loose =
            "\n\n# a  \n\n\n- b\n\n- c\n  d\n\n  - e\n\nf\n\n> g\n\n> h\n\n1. i\n   - j\n\n- k\n";
        assert_eq!(
            tidy(loose),
            "# a\n\n- b\n- c\n  d\n  - e\n\nf\n\n> g\n>\n> h\n\n1. i\n   - j\n\n- k\n"
        );
    }
}
