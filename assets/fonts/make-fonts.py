#!/usr/bin/env python3
"""Rebuild every font file in this directory from pinned npm packages.

Needs: Python 3.9 or later, npm, and exactly these two libraries, because the
bytes written depend on them:

    pip install fonttools==4.68.0 brotli==1.2.1

Usage:
    make-fonts.py                   fetch the packages, write the files here
    make-fonts.py --check           build in memory, compare with what is here
    make-fonts.py --tarballs DIR    take the two .tgz files from DIR, no network

What is written (see README.md for why the three groups are treated unlike):
    SourceSans3-*.ttf      copied byte for byte out of the package
    NotoSansJP-*.ttf       subset, family name kept
    web/DeckSans-*.woff2   subset of Source Sans 3, renamed "Deck Sans"
    OFL-*.txt              the font licence files of the packages, byte for byte
    SHA256SUMS             checksums of the font files, for sha256sum -c
    README.md              only the table between its two "files" markers

Two runs write the same bytes: package versions are checked by SHA-512, the
library versions are checked before anything is built, and timestamps inside
the fonts are carried over from the originals.
"""

import argparse
import base64
import hashlib
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import brotli
import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

FONTTOOLS = "4.68.0"
BROTLI = "1.2.1"

HERE = pathlib.Path(__file__).resolve().parent

SOURCE = "@expo-google-fonts/source-sans-3"
NOTO = "@expo-google-fonts/noto-sans-jp"

# Version and SHA-512 of the tarball, the latter as the registry's `integrity`.
PACKAGES = {
    SOURCE: (
        "0.4.1",
        "sxsO4kfxQnVMT6ri/yWiBefkgem6suvc7KWJ4m/kWGTGqxkGouxG7MQsZ8XR6wqa"
        "sxYZxdWK1gtusMBLSZDiiA==",
    ),
    NOTO: (
        "0.4.3",
        "Fl+Z6vtD24HFAYsvzB0S9Nery1ly16B9PesdY0wBd+wEHAvkNglnkTUspU0HqGOu"
        "bkmoa8zusJrKv6vDx1o70A==",
    ),
}

# Our style name -> path of the face inside the package.
SOURCE_FACES = {
    "Regular": "400Regular/SourceSans3_400Regular.ttf",
    "SemiBold": "600SemiBold/SourceSans3_600SemiBold.ttf",
    "Bold": "700Bold/SourceSans3_700Bold.ttf",
    "It": "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
}
NOTO_FACES = {
    "Regular": "400Regular/NotoSansJP_400Regular.ttf",
    "Bold": "700Bold/NotoSansJP_700Bold.ttf",
}

# Everything but the names that only stylistic sets and variations refer to.
NAME_IDS = [*range(15), 16, 17]

WEB_FAMILY = "Deck Sans"
WEB_DESCRIPTION = "A subset of Source Sans 3 by Adobe, renamed as the SIL OFL asks."
WEB_FEATURES = [
    "case", "ccmp", "frac", "kern", "liga", "locl", "mark", "mkmk",
    "dnom", "numr", "onum", "pnum", "sups",
]
WEB_PUNCTUATION = (
    "“”‘’‚„‹›–—―…†‡•·※‰′″⁄"
    "→←↑↓−×±≈≠≤≥∞"
    "§¶©®™¥€£"
    "△▲▽▼▶◀◆◇●○■□✓➤"
    "⁰⁴⁵⁶⁷⁸⁹"
)
# Figure, thin, hair and narrow no-break space; hyphen and no-break hyphen.
WEB_SPACES = [0x2007, 0x2009, 0x200A, 0x202F, 0x2010, 0x2011]

NOTO_FEATURES = ["ccmp", "halt", "kern", "locl", "mark", "palt"]
NOTO_RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x2010, 0x205F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # letterlike symbols, number forms
    (0x2190, 0x22FF),  # arrows, mathematical operators
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x2500, 0x26FF),  # box drawing, geometric shapes, symbols
    (0x2700, 0x27BF),  # dingbats
    (0x3000, 0x30FF),  # CJK punctuation, hiragana, katakana
    (0x3200, 0x33FF),  # enclosed CJK, units, era names
    (0xFF00, 0xFFEF),  # full- and half-width forms
]
# Characters of everyday use that CP932 lacks: the four Joyo kanji of 2010
# (as in 補塡), the surname 𠮷, and the compatibility form in which JIS X 0208
# converters other than Microsoft's write the wave dash and its neighbours.
NOTO_EXTRA = "塡剝頰𠮟𠮷〜‖−¢£¬—"


def die(message):
    sys.exit(f"make-fonts.py: {message}")


def cp932():
    """Every character CP932 can encode, private-use code points left out."""
    chars = set()
    for lead in range(0x100):
        for raw in [bytes([lead])] + [bytes([lead, t]) for t in range(0x40, 0xFD)]:
            try:
                text = raw.decode("cp932")
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                chars.add(ord(text))
    return {c for c in chars if c >= 0x20 and not 0xE000 <= c <= 0xF8FF}


def tarball(package, folder, given):
    """The checked bytes of a package's tarball."""
    version, integrity = PACKAGES[package]
    name = f"{package.lstrip('@').replace('/', '-')}-{version}.tgz"
    if given:
        data = (pathlib.Path(given) / name).read_bytes()
    else:
        subprocess.run(
            ["npm", "pack", f"{package}@{version}", "--silent", "--ignore-scripts",
             "--pack-destination", folder],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )
        data = (pathlib.Path(folder) / name).read_bytes()
    found = base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != integrity:
        die(f"{name}: SHA-512 is {found}, expected {integrity}")
    return tarfile.open(fileobj=io.BytesIO(data), mode="r:gz")


def member(tar, path):
    return tar.extractfile(f"package/{path}").read()


def options(features):
    o = subset.Options()
    o.layout_features = features
    o.name_IDs = NAME_IDS
    o.name_languages = ["*"]
    o.notdef_outline = True
    o.drop_tables += ["STAT", "vhea", "vmtx"]
    o.harfbuzz_repacker = False
    o.recalc_timestamp = False
    return o


def load(data, characters, features):
    """The font cut down to those of `characters` that it has."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    cut = subset.Subsetter(options(features))
    cut.populate(unicodes=sorted(set(characters) & set(font.getBestCmap())))
    cut.subset(font)
    return font


def save(font, flavor=None):
    font.flavor = flavor
    out = io.BytesIO()
    font.save(out, reorderTables=flavor is None)
    return out.getvalue()


def rename(font, style):
    """Give a modified font a family name of its own, styles linked by name."""
    weight = {"It": "Regular"}.get(style, style)
    italic = style == "It"
    typographic = "Italic" if italic else style
    linked = typographic in ("Regular", "Bold", "Italic")
    table = font["name"]
    version = table.getDebugName(3).split(";")[0]
    postscript = f"{WEB_FAMILY.replace(' ', '')}-{style}"
    names = {
        1: WEB_FAMILY if linked else f"{WEB_FAMILY} {weight}",
        2: typographic if linked else "Regular",
        3: f"{version};{postscript}",
        4: f"{WEB_FAMILY} {typographic}",
        5: f"Version {version}; subset",
        6: postscript,
        8: None,  # the maker and its address: the font is no longer theirs as made
        10: WEB_DESCRIPTION,
        11: None,
        16: None if linked else WEB_FAMILY,
        17: None if linked else typographic,
    }
    for name_id, text in names.items():
        table.removeNames(nameID=name_id)
        if text:
            table.setName(text, name_id, 3, 1, 0x409)
    table.names.sort()
    font["OS/2"].achVendID = "NONE"


def build(given):
    """All files as {path: bytes}."""
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        source = tarball(SOURCE, folder, given)
        noto = tarball(NOTO, folder, given)

    for style, path in SOURCE_FACES.items():
        files[f"SourceSans3-{style}.ttf"] = member(source, path)

    wanted = cp932() | {ord(c) for c in NOTO_EXTRA}
    for first, last in NOTO_RANGES:
        wanted |= set(range(first, last + 1))
    for style, path in NOTO_FACES.items():
        font = load(member(noto, path), wanted, NOTO_FEATURES)
        files[f"NotoSansJP-{style}.ttf"] = save(font)

    wanted = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(WEB_SPACES)
    wanted |= {ord(c) for c in WEB_PUNCTUATION}
    for style, path in SOURCE_FACES.items():
        font = load(member(source, path), wanted, WEB_FEATURES)
        rename(font, style)
        files[f"web/DeckSans-{style}.woff2"] = save(font, "woff2")

    fonts = {path: files[path] for path in sorted(files)}
    files["OFL-SourceSans3.txt"] = member(source, "LICENSE_FONT")
    files["OFL-NotoSansJP.txt"] = member(noto, "LICENSE_FONT")
    files["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in fonts.items()
    ).encode()
    files["README.md"] = readme(fonts)
    return files


def readme(fonts):
    """README.md with the table of files brought up to date."""
    begin, end = "<!-- files:begin -->\n", "<!-- files:end -->\n"
    head, rest = (HERE / "README.md").read_text("utf-8").split(begin)
    _, tail = rest.split(end)
    rows = [
        "| File | Family | Weight | Origin | Upstream | Licence | Reserved name | Bytes | SHA-256 |",
        "|---|---|---|---|---|---|---|---:|---|",
    ]
    for path, data in fonts.items():
        font = TTFont(io.BytesIO(data))
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        weight = str(font["OS/2"].usWeightClass)
        if font["OS/2"].fsSelection & 1:
            weight += " italic"
        package = NOTO if path.startswith("Noto") else SOURCE
        state = "unmodified" if path.startswith("Source") else "subset"
        if path.startswith("web/"):
            state = "subset, renamed"
        upstream = {
            NOTO: "[Noto CJK](https://github.com/notofonts/noto-cjk)",
            SOURCE: "[Source Sans](https://github.com/adobe-fonts/source-sans)",
        }[package]
        rows.append(
            f"| `{path}` | {family} | {weight} | `{package}` {PACKAGES[package][0]}, {state} "
            f"| {upstream} | OFL-1.1 | “Source” | {len(data)} "
            f"| `{hashlib.sha256(data).hexdigest()}` |"
        )
    return (head + begin + "\n".join(rows) + "\n" + end + tail).encode()


def main():
    parser = argparse.ArgumentParser(description="Rebuild the fonts of this directory.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--tarballs", metavar="DIR", help="use the .tgz files in DIR")
    args = parser.parse_args()

    for name, found, wanted in (
        ("fonttools", fontTools.version, FONTTOOLS),
        ("brotli", brotli.__version__, BROTLI),
    ):
        if found != wanted:
            die(f"{name} {wanted} is needed to write the same bytes, found {found}")

    files = build(args.tarballs)
    if args.check:
        differ = [
            path for path, data in files.items()
            if not (HERE / path).is_file() or (HERE / path).read_bytes() != data
        ]
        if differ:
            die("these differ: " + ", ".join(differ))
        print(f"{len(files)} files as built")
        return
    for path, data in files.items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(data)
        print(f"{len(data):>9}  {path}")


if __name__ == "__main__":
    main()
