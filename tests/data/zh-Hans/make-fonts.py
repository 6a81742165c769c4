#!/usr/bin/env python3
"""Cut the faces of the Chinese test deck out of a pinned npm package.

Needs Python 3.9 or later, npm, and: pip install fonttools==4.68.0

    make-fonts.py                 fetch the package, write the files here
    make-fonts.py --tarball FILE  take the package from a file, no network

The faces hold what the deck of this folder and the language file write, and no more. Noto Sans SC is licensed
under the SIL Open Font License; its name is not reserved, so that the subset may keep it.
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

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

FONTTOOLS = "4.68.0"
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
SHA512 = (
    "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1"
    "bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ=="
)
HERE = pathlib.Path(__file__).resolve().parent
# What templates set themselves: marks of lists, dashes, quotation marks.
MARKS = "▪–·…—“”‘’△▲▼●■□○"
LANGUAGE = HERE.parents[2] / "assets/locales/zh-Hans.toml"
FACES = {
    "NotoSansSC-Regular.ttf": "package/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "package/700Bold/NotoSansSC_700Bold.ttf",
}
LICENCE = {"OFL-NotoSansSC.txt": "package/LICENSE_FONT"}


def fetch():
    """Give the package's tarball."""
    with tempfile.TemporaryDirectory() as folder:
        packed = ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE]
        name = subprocess.run(packed, check=True, capture_output=True, text=True).stdout.strip()
        return (pathlib.Path(folder) / name).read_bytes()


def cut(font, letters):
    """Keep the glyphs of some letters, with the layout of punctuation."""
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    face = TTFont(io.BytesIO(font), recalcTimestamp=False)
    subsetter.subset(face)
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def main():
    """Write the faces, their licence and their checksums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tarball", type=pathlib.Path)
    args = parser.parse_args()
    if fontTools.version != FONTTOOLS:
        sys.exit(f"needs fonttools {FONTTOOLS}, not {fontTools.version}")
    tarball = args.tarball.read_bytes() if args.tarball else fetch()
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    if digest != SHA512:
        sys.exit(f"{PACKAGE}: other bytes than those that were looked at: {digest}")
    texts = [LANGUAGE, *sorted(HERE.glob("*.yaml"))]
    texts = [text.read_text(encoding="utf-8") for text in texts]
    letters = "".join(sorted(set("".join([MARKS, *texts]))))
    sums = []
    with tarfile.open(fileobj=io.BytesIO(tarball)) as package:
        for name, member in {**FACES, **LICENCE}.items():
            data = package.extractfile(member).read()
            data = cut(data, letters) if name in FACES else data
            (HERE / name).write_bytes(data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    main()
