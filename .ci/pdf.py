"""pdf.py DECK.pdf: what poppler sees: fonts, title, tags, page shape, table headers."""

import re
import subprocess
import sys

bad = []


def run(*command: str) -> str:
    # poppler prints some texts of a structure tree in UTF-16; what is counted is ASCII.
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def check(good: bool, what: str) -> None:
    print(("ok    " if good else "FAIL  ") + what)
    if not good:
        bad.append(what)


def fonts(pdf: str) -> None:
    header, rule, *rows = run("pdffonts", pdf).splitlines() or ["", ""]
    # The rule of dashes gives the columns, as names and types may hold blanks.
    spans = [m.span() for m in re.finditer("-+", rule)]
    names = [header[a:b].strip() for a, b in spans]
    found = [dict(zip(names, (row[a:b].strip() for a, b in spans))) for row in rows]
    check(bool(found), f"{len(found)} fonts")
    for font in found:
        check(font["emb"] == "yes", f"{font['name']} is embedded")
        check(font["uni"] == "yes", f"{font['name']} has a map to Unicode")


def info(pdf: str) -> None:
    text = run("pdfinfo", "-f", "1", "-l", "-1", pdf)
    fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    fields = {key: value.strip() for key, value in fields.items()}
    check(fields.get("Tagged") == "yes", "tagged")
    check(bool(fields.get("Title")), f"title: {fields.get('Title')}")
    check(fields.get("JavaScript") == "no", "no JavaScript")
    check(fields.get("Encrypted") == "no", "not encrypted")
    pages = int(fields["Pages"])
    sizes = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts", text, re.M)
    check(len(sizes) == pages, f"{pages} pages, each with a size")
    shapes = sorted(set(sizes))
    wide = all(abs(float(w) * 9 - float(h) * 16) < 1 for w, h in shapes)
    check(wide, "pages are 16:9: " + ", ".join(f"{w} x {h} pt" for w, h in shapes))


def structure(pdf: str) -> None:
    text = run("pdfinfo", "-struct", pdf)
    tags = re.findall(r"^ +([A-Z][A-Za-z0-9]*)(?=[ :]|$)", text, re.M)
    for tag in ("Table", "TH", "TD", "Figure"):
        print(f"      {tags.count(tag)} {tag} elements")
    check("TH" in tags, f"table headers are tagged: {tags.count('TH')} TH elements")


for part in (fonts, info, structure):
    part(sys.argv[1])
sys.exit(1 if bad else 0)
