//! XLSX: a databook written as the file that spreadsheets open.
//!
//! `rust_xlsxwriter` writes it. What it would ask of a spreadsheet, to compute every formula anew on opening, is taken
//! out again: the results are right, and who closes a file that nobody touched is not to be asked to save it.
//! Source: ECMA-376, part 1, 18.2.2.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, IgnoreError,
    Note, Url, Workbook, Worksheet, XlsxError,
};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::databook::{BookCell, BookContent, BookLook, BookSheet, Databook, fifteen_digits};

/// The part that says what is asked on opening.
const BOOK: &str = "xl/workbook.xml";
/// What the library writes there, and what stands there instead: the version of the program that computed last.
const ASKS: &str = r#"<calcPr calcId="124519" fullCalcOnLoad="1"/>"#;
const ASKS_NOTHING: &str = r#"<calcPr calcId="191029"/>"#;
/// Paper of the size A4.
const A4: u8 = 9;
/// Columns of figures that a printed page holds, and the width that no figure has.
const COLUMNS: usize = 14;
const LABEL: u32 = 40;
/// Most characters of a note, which a spreadsheet shows whole.
const NOTE: usize = 2_000;
/// Width of a note in pixels, the height of a line of it, and the characters that fit a line.
const NOTE_SIZE: (u32, u32, usize) = (420, 17, 58);

/// Gives the bytes of a databook; the same for the same book.
///
/// # Errors
/// What the format refuses, such as a name that reads as a cell.
pub(super) fn bytes(book: &Databook) -> Result<Vec<u8>, String> {
    let written = written(book).map_err(|error| error.to_string())?;
    asking_nothing(&written).map_err(|error| error.to_string())
}

fn written(book: &Databook) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in &book.sheets {
        let worksheet = workbook.add_worksheet();
        set(worksheet, sheet, book)?;
        for (at, cell) in &sheet.cells {
            put(worksheet, *at, cell)?;
        }
    }
    for name in &book.names {
        let sheet = name.place.sheet.as_deref().unwrap_or_default();
        let (row, column) = (name.place.row, name.place.column);
        let cell = crate::workbook::CellPlace { sheet: None, row, column }.to_string();
        let split = cell.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
        let (column, row) = cell.split_at(split);
        workbook.define_name(&name.name, &format!("='{sheet}'!${column}${row}"))?;
    }
    let (year, month, day) = book.date;
    let [month, day] = [month, day].map(i8::unsigned_abs);
    let date = ExcelDateTime::from_ymd(year.unsigned_abs(), month, day)?;
    let properties = DocProperties::new()
        .set_title(&book.title)
        .set_subject(&book.subject)
        .set_author(&book.company)
        .set_company(&book.company)
        .set_status(&book.mark)
        .set_creation_datetime(&date);
    workbook.set_properties(&properties);
    workbook.save_to_buffer()
}

/// Sets up a sheet: name, widths, what stays in view, how it is printed.
fn set(worksheet: &mut Worksheet, sheet: &BookSheet, book: &Databook) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    for (column, width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(column, f64::from(*width))?;
    }
    let (rows, columns) = (sheet.frozen.0, u16::try_from(sheet.frozen.1).unwrap_or_default());
    if (rows, columns) != (0, 0) {
        worksheet.set_freeze_panes(rows, columns)?;
    }
    if rows > 0 {
        worksheet.set_repeat_rows(sheet.headed, rows - 1)?;
    }
    if columns > 0 {
        worksheet.set_repeat_columns(0, columns - 1)?;
    }
    // Pages side by side where one would be too small to read; the labels stand on each.
    let figures = sheet.widths.iter().skip(3).filter(|width| **width < LABEL).count();
    let pages = u16::try_from(figures.div_ceil(COLUMNS)).unwrap_or(1).max(1);
    worksheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(pages, 0);
    worksheet.set_screen_gridlines(false);
    let mark = book.mark.replace('&', "&&");
    let company = book.company.replace('&', "&&");
    worksheet.set_footer(format!("&L{company}&C{mark}&R&A  &P / &N"));
    if let Some((last, _)) = sheet.cells.keys().next_back() {
        let right = sheet.cells.keys().map(|(_, column)| *column).max().unwrap_or_default();
        let right = u16::try_from(right).unwrap_or_default();
        // Figures stand beside formulas on purpose.
        worksheet.ignore_error_range(0, 0, *last, right, IgnoreError::FormulaDiffers)?;
    }
    Ok(())
}

fn put(
    worksheet: &mut Worksheet,
    (row, column): (u32, u32),
    cell: &BookCell,
) -> Result<(), XlsxError> {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let format = look(cell);
    match &cell.content {
        BookContent::Text(text) => {
            worksheet.write_string_with_format(row, column, text, &format)?
        }
        BookContent::Link(sheet, text) => {
            let url = Url::new(format!("internal:'{sheet}'!A1")).set_text(text);
            worksheet.write_url(row, column, url)?
        }
        BookContent::Number(value) => {
            // At most fifteen digits come back as they are.
            let number: f64 = fifteen_digits(value).parse().unwrap_or(f64::NAN);
            worksheet.write_number_with_format(row, column, number, &format)?
        }
        BookContent::Formula(text, value) => {
            let formula = Formula::new(format!("={text}")).set_result(fifteen_digits(value));
            worksheet.write_formula_with_format(row, column, formula, &format)?
        }
    };
    if !cell.note.is_empty() {
        let text: String = cell.note.chars().take(NOTE).collect();
        let (width, line, fits) = NOTE_SIZE;
        let lines: usize = text.lines().map(|line| line.chars().count() / fits + 1).sum();
        let height = u32::try_from(lines).unwrap_or(20).min(20) * line + line;
        let note = Note::new(text).add_author_prefix(false).set_author("iijdeck");
        worksheet.insert_note(row, column, &note.set_width(width).set_height(height))?;
    }
    Ok(())
}

fn look(cell: &BookCell) -> Format {
    let mut format = Format::new();
    if !cell.format.is_empty() {
        format = format.set_num_format(&cell.format);
    }
    let (blue, green, grey) =
        (Color::RGB(0x1F_3F_A8), Color::RGB(0x1B_6B_3A), Color::RGB(0x59_59_59));
    let headed = |format: Format| {
        let format = format.set_bold().set_border_bottom(FormatBorder::Thin);
        format.set_background_color(Color::RGB(0xE8_EE_F5))
    };
    let format = format.set_align(FormatAlign::Top);
    let total = |format: Format| format.set_bold().set_border_top(FormatBorder::Thin);
    match cell.look {
        BookLook::Title => format.set_bold().set_font_size(14),
        BookLook::Head => headed(format),
        BookLook::ColumnHead => headed(format).set_align(FormatAlign::Right),
        BookLook::Label(level) => format.set_text_wrap().set_indent(level),
        BookLook::Strong(level) => format.set_bold().set_text_wrap().set_indent(level),
        BookLook::Plain => format.set_align(FormatAlign::Left),
        BookLook::Long => format.set_align(FormatAlign::Left).set_text_wrap(),
        BookLook::Value => format.set_font_color(blue),
        BookLook::StrongValue => total(format).set_font_color(blue),
        BookLook::Formula => format,
        BookLook::StrongFormula => total(format),
        BookLook::Derived => format.set_font_color(green).set_italic(),
        BookLook::Mark => format.set_font_color(grey).set_align(FormatAlign::Right),
    }
}

/// Takes out that every formula is to be computed anew on opening; all other parts are as they were.
fn asking_nothing(written: &[u8]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(written))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        if part.name() != BOOK {
            drop(part);
            out.raw_copy_file(archive.by_index_raw(at)?)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        out.start_file(BOOK, options)?;
        out.write_all(text.replace(ASKS, ASKS_NOTHING).as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}
