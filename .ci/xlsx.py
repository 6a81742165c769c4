"""xlsx.py BOOK.xlsx...: databooks as openpyxl, openxml-audit and LibreOffice read them.

openpyxl: opens; every name is one cell with a number or a word; no merged cell, no hidden sheet, no text that looks
like a number among figures; panes, titles and pages are set. openxml-audit: no finding. LibreOffice: with every kept
result taken out, it computes the same ones, and no cell is an error.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

TYPED = re.compile(r"^[△▲(（]?[-−]?[\d.,]*\d[)）%]?$")


def names(book):
    found = 0
    for name, defined in book.defined_names.items():
        places = list(defined.destinations)
        assert len(places) == 1, f"{name} is {len(places)} places"
        sheet, place = places[0]
        cell = book[sheet][place.replace("$", "")]
        assert cell.value is not None, f"{name} points to an empty cell"
        found += 1
    return found


def looks(path, book):
    figures = 0
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible", f"{sheet.title} is hidden"
        assert not sheet.merged_cells.ranges, f"{sheet.title} has merged cells"
        assert sheet["A1"].value, f"{sheet.title} has no title"
        assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, f"{sheet.title} does not fit its page"
        if sheet.title in ("PL", "BS", "CF", "KPI", "Growth"):
            assert sheet.freeze_panes == "D6", f"{sheet.title}: {sheet.freeze_panes}"
            assert sheet.print_title_rows and sheet.print_title_cols, f"{sheet.title} repeats no heads"
            for row in sheet.iter_rows(min_row=6, min_col=4):
                for cell in row:
                    value = cell.value
                    if isinstance(value, (int, float)) or str(value or "").startswith("="):
                        figures += 1
                        assert cell.number_format != "General", f"{sheet.title}!{cell.coordinate}"
                    elif value is not None:
                        assert not TYPED.match(str(value)), f"{sheet.title}!{cell.coordinate}: {value}"
    assert figures > 0, f"{path} has no figure"
    return figures


def audited(path):
    command = [str(Path(sys.executable).with_name("openxml-audit")), "-m", "0", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    print(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "openxml-audit: silent")
    assert done.returncode == 0, done.stdout + done.stderr


def computed(path):
    """What LibreOffice makes of every formula: openpyxl keeps no results, so it has to compute them all."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.xlsx")
        openpyxl.load_workbook(path).save(bare)
        out = Path(folder, "out")
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
        done = subprocess.run([*command, "--outdir", str(out), str(bare)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        theirs = openpyxl.load_workbook(out / "bare.xlsx", data_only=True)
    ours, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    tested = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not str(cell.value or "").startswith("="):
                    continue
                kept = ours[sheet.title][cell.coordinate].value
                made = theirs[sheet.title][cell.coordinate].value
                place = f"{sheet.title}!{cell.coordinate} {cell.value}"
                assert isinstance(made, (int, float)), f"{place}: {made}, and the file keeps {kept}"
                near = abs(made - kept) <= 1e-9 * max(abs(made), abs(kept), 1)
                assert near, f"{place}: {made}, and the file keeps {kept}"
                tested += 1
    assert tested > 0, f"{path} has no formula"
    return tested


for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path)
    print(f"{path}: {names(book)} names, {looks(path, book)} figures in {len(book.worksheets)} sheets")
    audited(path)
    print(f"LibreOffice computes the same results of {computed(path)} formulas")
