"""filing.py IIJDECK FILING...: every fact of a filing as we read it against the facts that Arelle reads.

Arelle works offline and without taxonomies, whose types it then does not know; concept, company, days, members, unit,
value, decimals and document target are in the filing itself. Each set of pages is loaded alone, as its manifest lists
it; without a manifest the pages of a folder are one set.
"""

import collections
import datetime
import decimal
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

from arelle.api.Session import Session
from arelle.RuntimeOptions import RuntimeOptions

INLINE = re.compile(rb"http://www\.xbrl\.org/(2008|2013)/inlineXBRL")
MANIFEST = "{http://disclosure.edinet-fsa.go.jp/2013/manifest}"
# The value of a fact whose transform is not known; Arelle has none of the SEC's.
UNKNOWN = "unknown transform"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"


def squeezed(text):
    return "".join(text.split())


def unpacked(path, folder):
    if path.suffix == ".zip":
        zipfile.ZipFile(path).extractall(folder)
        return folder
    return path


def sets(root):
    """The sets of pages below a folder, each a list of paths."""
    if root.is_file():
        return [[root]]
    pages = [page for page in sorted(root.rglob("*")) if page.suffix in (".htm", ".html", ".xhtml")]
    pages = [page for page in pages if INLINE.search(page.read_bytes())]
    named = {}
    for manifest in root.rglob("manifest*.xml"):
        for count, instance in enumerate(ElementTree.parse(manifest).iter(f"{MANIFEST}instance")):
            for page in instance.iter(f"{MANIFEST}ixbrl"):
                named[manifest.parent / page.text.strip()] = (manifest, count)
    gathered = collections.defaultdict(list)
    for page in pages:
        gathered[named.get(page, (page.parent, 0))].append(page)
    return list(gathered.values())


def members(context):
    found = []
    for element in context.iter(f"{XBRLDI}explicitMember", f"{XBRLDI}typedMember"):
        def name(text):
            prefix, local = text.strip().split(":")
            return f"{element.nsmap[prefix]}#{local}"
        dimension = name(element.get("dimension"))
        if element.tag.endswith("explicitMember"):
            found.append((dimension, name(element.text)))
        else:
            found.append((dimension, "".join(element.itertext()).strip()))
    return tuple(sorted(found))


def period(context):
    day = datetime.timedelta(days=1)
    if context.isForeverPeriod:
        return "", ""
    if context.isInstantPeriod:
        return "", str((context.instantDatetime - day).date())
    return str(context.startDatetime.date()), str((context.endDatetime - day).date())


def unit(fact):
    if fact.unit is None:
        return ""
    return "/".join("*".join(sorted(measure.localName for measure in part)) for part in fact.unit.measures if part)


def number(text):
    value = decimal.Decimal(text)
    return str(value.normalize() + 0) if value else "0"


def theirs(pages):
    entry = str(pages[0])
    inline = bool(INLINE.search(pages[0].read_bytes()))
    if inline:
        entry = json.dumps([{"ixds": [{"file": str(page)} for page in pages]}])
    options = RuntimeOptions(
        entrypointFile=entry,
        internetConnectivity="offline",
        disablePersistentConfig=True,
        keepOpen=True,
        plugins="inlineXbrlDocumentSet" if inline else "loadFromOIM" if entry.endswith(".json") else None,
        logFile=str(pathlib.Path(tempfile.gettempdir()) / "arelle-filing.log"),
    )
    facts = []
    with Session() as session:
        session.run(options)
        for model in session.get_models():
            for fact in model.facts:
                if fact.isTuple:
                    continue
                numeric = fact.unitID is not None
                kind, value, known = "text", None, ""
                if fact.isNil:
                    kind, value = "nil", ""
                elif getattr(fact, "localName", "") == "fraction":
                    kind = "fraction"
                    value = "/".join(map(str, fact.fractionValue))
                elif numeric:
                    kind, known = "number", fact.decimals or ""
                    try:
                        value = number(fact.value)
                    except Exception:
                        value = UNKNOWN
                else:
                    try:
                        value = re.sub(r"<[^>]*>", "", fact.value)
                        value = squeezed(html.unescape(value) if fact.get("escape") else value)
                    except Exception:
                        value = UNKNOWN
                value = UNKNOWN if value == "(ixTransformValueError)" else value
                if numeric and kind == "number" and not known and fact.precision:
                    known = f"precision {fact.precision}"
                facts.append((
                    f"{fact.qname.namespaceURI}#{fact.qname.localName}",
                    fact.context.entityIdentifier[1],
                    *period(fact.context),
                    members(fact.context),
                    unit(fact),
                    kind,
                    value,
                    known,
                    fact.get("target") or "",
                ))
    return facts


def named(member, what):
    namespace = member.get(f"{what}_namespace")
    return member[what] if namespace is None else f"{namespace}#{member[what].split(':')[-1]}"


def ours(program, path):
    command = [program, "filing", path, "--format", "json", "--texts"]
    run = subprocess.run(command, capture_output=True, text=True)
    listed = json.loads(run.stdout)["facts"]
    facts = []
    for fact in listed:
        value = fact["value"]
        if fact["kind"] == "number":
            value = number(value)
        elif fact["kind"] in ("text", "printed"):
            value = squeezed(value)
        elif fact["kind"] == "nil":
            value = ""
        facts.append((
            f"{fact['namespace']}#{fact['concept'].split(':')[-1]}",
            fact["entity"],
            fact["starts"],
            fact["ends"],
            tuple(sorted((named(member, "dimension"), named(member, "member")) for member in fact["members"])),
            re.sub(r"[\w.-]+:", "", fact["unit"]),
            "text" if fact["kind"] == "printed" else fact["kind"],
            UNKNOWN if fact["kind"] == "printed" else value,
            fact["decimals"],
            fact["target"] or "",
        ))
    return facts, run.stderr


program = pathlib.Path(sys.argv[1]).resolve()
differ = False
for path in map(pathlib.Path, sys.argv[2:]):
    mine, said = ours(program, path)
    with tempfile.TemporaryDirectory() as folder:
        root = unpacked(path, pathlib.Path(folder))
        other = [fact for pages in sets(root) for fact in theirs(pages)]
    mine_left = collections.Counter(mine) - collections.Counter(other)
    other_left = collections.Counter(other) - collections.Counter(mine)
    # Where Arelle does not know the transform, everything but the value is compared.
    unknown = 0
    for fact in [fact for fact in other_left if fact[7] == UNKNOWN]:
        like = [one for one in mine_left if one[:6] + one[8:] == fact[:6] + fact[8:] and mine_left[one] > 0]
        for one in like[:1]:
            unknown += other_left[fact]
            mine_left[one] -= other_left[fact]
            del other_left[fact]
    mine_left = +mine_left
    kinds = collections.Counter(fact[6] for fact in mine)
    print(f"{path}: {len(mine)} facts ({dict(kinds)}), Arelle reads {len(other)}; without {unknown} values whose"
          f" transform Arelle does not know, {sum(mine_left.values())} and {sum(other_left.values())} stand alone")
    for who, left in (("iijdeck", mine_left), ("Arelle", other_left)):
        for fact in sorted(left, key=str)[:4]:
            print(f"  only {who}: {tuple(str(part)[:120] for part in fact)}")
    differ |= bool(mine_left or other_left)
    if said:
        print(said[:2000])
    assert mine, "no fact was read"
sys.exit(differ)
