"""alone.py DIR: DIR/deck.typ compiles without the program, from DIR alone, to the same pages as DIR/deck.pdf.

Another build of Typst does it, with the fonts in DIR/fonts only, as PDF/UA-1 and PDF/A-3a; a warning is a failure.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import typst


def pages(pdf: pathlib.Path) -> int:
    text = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages: +(\d+)", text, re.M).group(1))


def words(pdf: pathlib.Path) -> list[str]:
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split()


def main() -> int:
    os.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"  # no packages from the network
    where = pathlib.Path(sys.argv[1]).resolve()
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(where / "fonts")],
    )
    print("fonts: " + (", ".join(fonts.families()) or "none"))
    with tempfile.TemporaryDirectory() as temp:
        pdf = pathlib.Path(temp, "alone.pdf")
        packages = pathlib.Path(temp, "packages")
        packages.mkdir()
        try:
            _, warnings = typst.compile_with_warnings(
                str(where / "deck.typ"),
                output=str(pdf),
                root=str(where),
                font_paths=fonts,
                package_path=str(packages),
                pdf_standards=["ua-1", "a-3a"],
            )
        except typst.TypstError as error:
            print(error.diagnostic)
            return 1
        for warning in warnings:
            print(warning.diagnostic)
        given = where / "deck.pdf"
        print(f"{pages(pdf)} pages alone, {pages(given)} in deck.pdf; {len(warnings)} warnings")
        same = words(pdf) == words(given)
        print("the text is " + ("the same" if same else "NOT the same"))
        return 0 if same and not warnings and pages(pdf) == pages(given) else 1


sys.exit(main())
