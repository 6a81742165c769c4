//! XLSX: the parts of the archive that hold cells, read as text.
//!
//! Source: ECMA-376, part 1, 18.

use std::collections::{BTreeMap, HashMap};

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::format::{NumberDisplay, NumberFormat};
use super::place::cell_of;
use super::{CellPlace, Content, MAX_CELLS, MAX_NAMES, Name, SheetCell, Workbook, Worksheet};
use crate::source::Archive;
use crate::source::xml::{XmlStep, walk};

/// Most sheets.
const MAX_SHEETS: usize = 200;

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, String> {
    let mut parts = Archive::open(bytes).map_err(|error| {
        format!("it is no XLSX file, or not all of it ({error}): save it anew in a spreadsheet")
    })?;
    let workbook = parts.text("xl/workbook.xml")?.ok_or(
        "it has no workbook inside: save it as .xlsx in a spreadsheet, if it is one of another kind",
    )?;
    let paths = relations(&parts.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default())?;
    let texts = shared(&parts.text("xl/sharedStrings.xml")?.unwrap_or_default())?;
    let looks = styles(&parts.text("xl/styles.xml")?.unwrap_or_default())?;
    let mut book = Workbook::default();
    let (mut listed, mut local) = (Vec::new(), Vec::new());
    let mut name: Option<(String, Option<usize>)> = None;
    walk(&workbook, |event| {
        match event {
            XmlStep::Open(tag, start) => match tag {
                "sheet" => listed.push((attribute(start, "name"), attribute(start, "id"))),
                "definedName" => {
                    let sheet = attribute(start, "localSheetId").and_then(|at| at.parse().ok());
                    name = attribute(start, "name").map(|name| (name, sheet));
                }
                "calcPr" => {
                    let asked = attribute(start, "fullCalcOnLoad");
                    book.stale = asked.is_some_and(|value| value == "1" || value == "true");
                }
                _ => {}
            },
            XmlStep::Text(text) => {
                if let Some((name, sheet)) = name.take() {
                    local.push(sheet);
                    let points = text.trim().to_owned();
                    book.names.push(Name { name, points, sheet: None, line: None });
                }
            }
            XmlStep::Close(_) => {}
        }
        if book.names.len() > MAX_NAMES || listed.len() > MAX_SHEETS {
            return Err("it has too many names or sheets".to_owned());
        }
        Ok(())
    })?;
    for (name, sheet) in book.names.iter_mut().zip(local) {
        let sheet = sheet.map(|at| listed.get(at).and_then(|(name, _)| name.clone()));
        name.sheet = sheet.map(Option::unwrap_or_default);
    }
    let mut count = 0;
    for (name, id) in listed {
        let (Some(name), Some(id)) = (name, id) else { continue };
        let Some(path) = paths.get(&id) else { continue };
        // Sheets that hold charts only have no cells.
        let Some(text) = parts.text(path)? else { continue };
        let sheet = sheet(&text, &texts, &looks).map_err(|why| format!("sheet {name}: {why}"))?;
        count += sheet.cells.len();
        if count > MAX_CELLS {
            return Err(format!("it has more than {MAX_CELLS} cells"));
        }
        book.sheets.push(Worksheet { name, ..sheet });
    }
    Ok(book)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = start.attributes().filter_map(Result::ok);
    let found = all.find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The paths of sheets by their relation's id.
fn relations(text: &str) -> Result<HashMap<String, String>, String> {
    let mut paths = HashMap::new();
    walk(text, |step| {
        if let XmlStep::Open("Relationship", start) = step
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            let path =
                target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            paths.insert(id, path);
        }
        Ok(())
    })?;
    Ok(paths)
}

/// The texts that cells share; how they are pronounced is left out.
fn shared(text: &str) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    let (mut within, mut spoken) = (false, false);
    walk(text, |step| {
        match step {
            XmlStep::Open("si", _) => texts.push(String::new()),
            XmlStep::Open("t", _) => within = true,
            XmlStep::Close("t") => within = false,
            XmlStep::Open("rPh", _) => spoken = true,
            XmlStep::Close("rPh") => spoken = false,
            XmlStep::Text(part) if within && !spoken => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(part);
                }
            }
            XmlStep::Open(..) | XmlStep::Close(_) | XmlStep::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

/// The number format of each style.
fn styles(text: &str) -> Result<Vec<NumberFormat>, String> {
    let mut codes: HashMap<u32, NumberFormat> = HashMap::new();
    let mut looks = Vec::new();
    let mut within = false;
    walk(text, |step| {
        match step {
            XmlStep::Open("numFmt", start) => {
                let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(start, "formatCode")) {
                    codes.insert(id, NumberFormat::of(&code));
                }
            }
            XmlStep::Open("cellXfs", _) => within = true,
            XmlStep::Close("cellXfs") => within = false,
            XmlStep::Open("xf", start) if within => {
                let id = attribute(start, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                let id = id.unwrap_or_default();
                let known = codes.get(&id).cloned();
                looks.push(known.unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            XmlStep::Open(..) | XmlStep::Close(_) | XmlStep::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(looks)
}

fn sheet(text: &str, texts: &[String], looks: &[NumberFormat]) -> Result<Worksheet, String> {
    let (mut cells, mut merged) = (BTreeMap::new(), Vec::new());
    let mut open: Option<OpenCell<'_>> = None;
    let mut field = CellPart::None;
    walk(text, |step| {
        match step {
            XmlStep::Open("c", start) => {
                let style = attribute(start, "s").and_then(|s| s.parse::<usize>().ok());
                open = attribute(start, "r").and_then(|at| cell_of(&at)).map(|at| OpenCell {
                    at,
                    kind: attribute(start, "t").unwrap_or_default(),
                    look: style.and_then(|at| looks.get(at)),
                    ..OpenCell::default()
                });
            }
            XmlStep::Open("f", _) => {
                field = CellPart::Formula;
                if let Some(open) = &mut open {
                    open.formula = Some(String::new());
                }
            }
            XmlStep::Open("v", _) => field = CellPart::Value,
            XmlStep::Open("t", _) if open.is_some() => field = CellPart::Value,
            XmlStep::Close("f" | "v" | "t") => field = CellPart::None,
            XmlStep::Text(part) => {
                if let Some(open) = &mut open {
                    match field {
                        CellPart::Formula => open.formula.get_or_insert_default().push_str(part),
                        CellPart::Value => open.value.push_str(part),
                        CellPart::None => {}
                    }
                }
            }
            XmlStep::Close("c") => {
                if let Some(open) = open.take() {
                    let at = open.at;
                    if cells.insert(at, open.cell(texts)).is_some() {
                        let at = CellPlace { sheet: None, row: at.0, column: at.1 };
                        return Err(format!("its cell {at} stands twice"));
                    }
                }
                if cells.len() > MAX_CELLS {
                    return Err(format!("a sheet has more than {MAX_CELLS} cells"));
                }
            }
            XmlStep::Open("mergeCell", start) => {
                let ends = attribute(start, "ref");
                let ends = ends.as_deref().and_then(|ends| ends.split_once(':'));
                merged.extend(ends.and_then(|(a, b)| cell_of(a).zip(cell_of(b))));
                if merged.len() > MAX_NAMES {
                    return Err("it has too many merged cells".to_owned());
                }
            }
            XmlStep::Open(..) | XmlStep::Close(_) => {}
        }
        Ok(())
    })?;
    Ok(Worksheet { name: String::new(), cells, merged })
}

#[derive(Clone, Copy)]
enum CellPart {
    None,
    Formula,
    Value,
}

/// A cell whose end has not come yet.
#[derive(Default)]
struct OpenCell<'a> {
    at: (u32, u32),
    kind: String,
    look: Option<&'a NumberFormat>,
    formula: Option<String>,
    value: String,
}

impl OpenCell<'_> {
    fn cell(self, texts: &[String]) -> SheetCell {
        let value = self.value;
        let content = match self.kind.as_str() {
            "s" => {
                let text = value.trim().parse::<usize>().ok().and_then(|at| texts.get(at));
                text.map_or(Content::Empty, |text| Content::Text(text.clone()))
            }
            "str" | "inlineStr" if value.is_empty() => Content::Empty,
            "str" | "inlineStr" | "d" => Content::Text(value),
            "b" => Content::Truth(value.trim() == "1"),
            "e" => Content::Error(value.trim().to_owned()),
            _ if value.trim().is_empty() => Content::Empty,
            _ => Content::Number(value.trim().to_owned()),
        };
        let shown = match (&content, self.look) {
            (Content::Number(text), Some(look)) => look.shown(text),
            (_, _) => NumberDisplay::default(),
        };
        SheetCell { content, formula: self.formula, shown, unit: None, unsure: None }
    }
}
