"""Arelle and iijdeck judge the same sums: those of the corpus, and a thousand made by chance.

Each sum is one extended link role of a calculation linkbase (Calculations 1.1). Sums rounded to the
nearest are judged under c11r, those cut off under c11t. The verdicts must agree one by one.
"""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from xml.sax.saxutils import quoteattr

ROOT = pathlib.Path(__file__).resolve().parent.parent
IIJDECK = os.environ.get("IIJDECK", ROOT / "target/release/iijdeck")
# A program, or one with arguments.
ARELLE = os.environ.get("ARELLE", str(ROOT / "target/ci/venv/bin/arelleCmdLine")).split()
SCALES = {"": 6, "billion": 9}
MODES = {"half up": "c11r", "toward zero": "c11t"}
CHANCE = 500

ITEM = re.compile(r"(\w+): \{label: \w+(?:, rounding: ([a-z ]+))?, values: \{1Q26: (-?[\d.]+) ?(\w*)\}\}")
TERM = re.compile(r"([+-]?)(?:([\d.]+)\*)?(\w+)")


def corpus():
    """Gives the sums of the corpus that say all in one period and one rounding."""
    for case in (ROOT / "tests/corpus/figures/sums.txt").read_text().split("## ")[1:]:
        title, *lines = case.strip().splitlines()
        items = [ITEM.fullmatch(line) for line in lines[:-1]]
        rule = re.fullmatch(r"total: (\w+) = (.+)", lines[-1])
        if rule is None or not all(items):
            continue
        roundings = {item[2] or "half up" for item in items}
        if len(roundings) > 1 or not roundings <= MODES.keys():
            continue
        figures = {item[1]: (item[3], item[4]) for item in items}
        terms = [(Decimal(sign + (weight or "1")), name) for sign, weight, name
                 in TERM.findall(rule[2].replace(" ", ""))]
        yield roundings.pop(), title, figures, rule[1], terms


def chance():
    """Makes sums that are off by a few, so that many stand at the edge of what rounding allows."""
    dice = random.Random(20100813)
    for mode in MODES:
        for number in range(CHANCE):
            names = [f"p{at}" for at in range(dice.randint(2, 6))]
            places = dice.choice([0, 0, 1])
            figures, terms, total = {}, [], Decimal(0)
            for name in names:
                value = Decimal(dice.randint(-300, 900)).scaleb(-places)
                weight = Decimal(dice.choice(["1", "1", "1", "-1", "2"]))
                figures[name] = (str(value), "")
                terms.append((weight, name))
                total += weight * value
            figures["t"] = (str(total + Decimal(dice.randint(-5, 5)).scaleb(-places)), "")
            yield mode, f"by chance {number}", figures, "t", terms


def ours(sums, mode, folder):
    """Lets iijdeck judge all sums as one deck; gives the numbers of those that are broken."""
    facts, relations = [], []
    for number, (_, _, figures, total, terms) in enumerate(sums):
        for name, (value, scale) in figures.items():
            facts.append(f"  s{number}_{name}: {{label: L, values: {{1Q26: {value} {scale}}}}}")
        right = " ".join(f"{'-' if weight < 0 else '+'} {abs(weight)}*s{number}_{name}"
                         for weight, name in terms).removeprefix("+ ")
        relations.append(f"  - total: s{number}_{total} = {right}")
    deck = folder / f"{mode.replace(' ', '-')}.yaml"
    head = ("iijdeck: 1\ndeck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\n"
            "company: {name: C, short: C, fiscal_year: {starts: april, named_by: start}, "
            f"unit: JPY million, rounding: {mode}}}\nslides:\n  - cover: {{}}\n")
    deck.write_text(head + "facts:\n" + "\n".join(facts) + "\nrelations:\n" + "\n".join(relations) + "\n")
    run = subprocess.run([IIJDECK, "check", deck, "--message-format", "json"], capture_output=True, text=True)
    findings = json.loads(run.stdout)["findings"]
    other = [one for one in findings if one["code"] != "total-differs"]
    assert not other, other[0]
    return {int(re.search(r"`s(\d+)_", one["message"])[1]) for one in findings}


def export(sums, folder):
    """Writes the sums as a taxonomy with a calculation linkbase and an instance."""
    elements, roles, links, facts = [], [], [], []
    for number, (_, _, figures, total, terms) in enumerate(sums):
        role = f"http://example.com/role/s{number}"
        roles.append(f'<link:roleType roleURI="{role}" id="r{number}"><link:definition>sum {number}</link:definition>'
                     "<link:usedOn>link:calculationLink</link:usedOn></link:roleType>")
        for name, (value, scale) in figures.items():
            concept = f"s{number}_{name}"
            elements.append(f'<xs:element name="{concept}" id="{concept}" type="xbrli:monetaryItemType" '
                            'substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>')
            digits = Decimal(value)
            decimals = -digits.as_tuple().exponent - SCALES[scale]
            facts.append(f'<ex:{concept} contextRef="c" unitRef="u" decimals="{decimals}">'
                         f"{digits.scaleb(SCALES[scale]):f}</ex:{concept}>")
        locs = "".join(f'<link:loc xlink:type="locator" xlink:href="sums.xsd#s{number}_{name}" xlink:label="{name}"/>'
                       for name in figures)
        arcs = "".join('<link:calculationArc xlink:type="arc" '
                       'xlink:arcrole="https://xbrl.org/2023/arcrole/summation-item" '
                       f'xlink:from="{total}" xlink:to="{name}" order="{order}" weight="{weight}"/>'
                       for order, (weight, name) in enumerate(terms, 1))
        links.append((f'<link:roleRef roleURI="{role}" xlink:type="simple" xlink:href="sums.xsd#r{number}"/>',
                      f'<link:calculationLink xlink:type="extended" xlink:role="{role}">{locs}{arcs}</link:calculationLink>'))
    spaces = ('xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
              'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ex="http://example.com/sums"')
    (folder / "sums.xsd").write_text(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {spaces} targetNamespace="http://example.com/sums" '
        'elementFormDefault="qualified"><xs:annotation><xs:appinfo>'
        '<link:linkbaseRef xlink:type="simple" xlink:href="sums-calc.xml" '
        'xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        f'{"".join(roles)}</xs:appinfo></xs:annotation>'
        '<xs:import namespace="http://www.xbrl.org/2003/instance" '
        'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        f'{"".join(elements)}</xs:schema>')
    (folder / "sums-calc.xml").write_text(
        f"<link:linkbase {spaces}>"
        '<link:arcroleRef arcroleURI="https://xbrl.org/2023/arcrole/summation-item" xlink:type="simple" '
        'xlink:href="https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"/>'
        f'{"".join(ref for ref, _ in links)}{"".join(link for _, link in links)}</link:linkbase>')
    instance = folder / "sums.xml"
    instance.write_text(
        f'<xbrli:xbrl {spaces} xmlns:iso4217="http://www.xbrl.org/2003/iso4217">'
        f'<link:schemaRef xlink:type="simple" xlink:href={quoteattr("sums.xsd")}/>'
        '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://example.com">C</xbrli:identifier>'
        "</xbrli:entity><xbrli:period><xbrli:startDate>2026-04-01</xbrli:startDate>"
        "<xbrli:endDate>2026-06-30</xbrli:endDate></xbrli:period></xbrli:context>"
        '<xbrli:unit id="u"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>'
        f'{"".join(facts)}</xbrli:xbrl>')
    return instance


def arelles(sums, mode, folder):
    """Lets Arelle judge all sums as one instance; gives the numbers of those that are broken."""
    instance = export(sums, folder)
    run = subprocess.run(
        [*ARELLE, "--file", instance, "--validate", "--calc", MODES[mode], "--internetConnectivity", "offline",
         "--logFormat", "[%(messageCode)s] %(message)s"],
        capture_output=True, text=True, env={**os.environ, "XDG_CONFIG_HOME": str(folder)})
    broken = set()
    for line in (run.stdout + run.stderr).splitlines():
        code = re.match(r"\[([^\]]*)\] ", line)
        if code and code[1].startswith("calc11e:inconsistentCalculation"):
            broken.add(int(re.search(r"ex:s(\d+)_t\b", line)[1]))
        elif code and code[1] not in ("info", ""):
            print(line)
            sys.exit("Arelle found something other than sums that do not come out")
    return broken


def main():
    everything = [*corpus(), *chance()]
    differ = 0
    with tempfile.TemporaryDirectory() as temp:
        for mode, option in MODES.items():
            sums = [one for one in everything if one[0] == mode]
            folder = pathlib.Path(temp) / option
            folder.mkdir()
            mine, theirs = ours(sums, mode, folder), arelles(sums, mode, folder)
            for number in sorted(mine ^ theirs):
                _, title, figures, total, terms = sums[number]
                said = "broken, Arelle good" if number in mine else "good, Arelle broken"
                print(f"{option}: {title}: iijdeck says {said}: {figures} {total} = {terms}")
            differ += len(mine ^ theirs)
            # A judge that found nothing, or everything, would agree with much.
            assert 0 < len(theirs) < len(sums), "Arelle judged"
            print(f"{option}: {len(sums)} sums, {len(theirs)} broken; the verdicts differ in {len(mine ^ theirs)}")
    sys.exit(1 if differ else 0)


main()
