"""Many decks of 20 slides: how many a core builds in a second, and what memory that takes."""

import itertools
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

IIJDECK = os.environ["IIJDECK"]
LANGS = os.environ.get("LANGS", "en")
COUNTS = [int(count) for count in os.environ.get("COUNTS", "10 100 1000").split()]
SEGMENTS = ["Connectivity", "Outsourcing", "Integration", "Operation", "Equipment", "Payments"]
QUARTERS = ["1Q24", "2Q24", "3Q24", "4Q24", "1Q25", "2Q25", "3Q25", "4Q25", "1Q26"]

HEAD = """iijdeck: 2
deck:
  title: 1st Quarter FY2026 Consolidated Financial Results
  date: 2026-08-07
  period: 1Q26
  language: en
company:
  name: {name} Corporation
  short: {name}
  fiscal_year: {{starts: april, named_by: start}}
  unit: JPY million
  rounding: half up
facts:
"""


def fact(key, label, values):
    """A fact with a value for each quarter."""
    listed = ", ".join(f"{quarter}: {value}" for quarter, value in zip(QUARTERS, values))
    return f"  {key}:\n    label: {label}\n    values: {{{listed}}}\n"


def deck(number):
    """The text of one deck; its figures are its own, and they add up."""
    chance = random.Random(number)
    name = "".join(chance.choice("BDGKLMNRST") + chance.choice("aeiou") for _ in range(3))
    keys = [segment.lower() for segment in SEGMENTS]
    segments = [[chance.randint(900, 9_000) for _ in QUARTERS] for _ in keys]
    revenue = [sum(column) for column in zip(*segments)]
    cost = [value * chance.randint(55, 75) // 100 for value in revenue]
    gross = [a - b for a, b in zip(revenue, cost)]
    expenses = [value * chance.randint(60, 90) // 100 for value in gross]
    income = [a - b for a, b in zip(gross, expenses)]
    text = HEAD.format(name=name.capitalize())
    for key, label, values in zip(keys, SEGMENTS, segments):
        text += fact(key, label, values)
    text += fact("revenue", "Revenue", revenue) + fact("cost", "Cost of revenue", cost)
    text += fact("gross_profit", "Gross profit", gross) + fact("expenses", "Expenses", expenses)
    text += fact("operating_income", "Operating income", income)
    text += "relations:\n  - total: revenue = " + " + ".join(keys) + "\n"
    text += "  - total: gross_profit = revenue - cost\n"
    text += "  - total: operating_income = gross_profit - expenses\n"
    text += "slides:\n  - cover: {}\n  - agenda: {}\n  - section: {title: Results, divider: yes}\n"
    text += """  - highlights:
      heading: Consolidated results
      figures:
        - {show: revenue, change: yoy}
        - {show: operating_income, change: yoy}
      text: |
        - **Revenue {revenue yoy verb} to {revenue in billion}**
          - Operating income was {operating_income}, {operating_income yoy bare} from 1Q25
"""
    for title, rows in [("Statement of Income", ["revenue", "cost", "gross_profit", "expenses", "operating_income"]),
                        ("Revenue by Service", [*keys, "revenue"])]:
        shown = "".join(f"        - {{show: {row}}}\n" for row in rows)
        text += (f"  - statement:\n      title: {title}\n      unit: JPY million\n"
                 "      columns: [{period: 1Q26}, {share: revenue, period: 1Q26, header: \"% of revenue\"}, "
                 "{period: 1Q25}, {change: yoy}, {period: 4Q25}, {change: qoq}]\n"
                 f"      rows:\n{shown}")
    periods = ", ".join(QUARTERS)
    text += ("  - trend:\n      title: Revenue by Quarter\n      unit: JPY million\n      charts:\n"
             f"        - {{title: Revenue, kind: stacked, show: [{', '.join(keys)}], total: revenue, "
             f"periods: [{periods}]}}\n")
    text += ("  - trend:\n      title: From 1Q25 to 1Q26\n      unit: JPY million\n      charts:\n"
             "        - {title: Operating income, kind: bridge, from: operating_income@1Q25, "
             "to: operating_income@1Q26, steps: [revenue, {show: cost, sign: lessens}, "
             "{show: expenses, sign: lessens}]}\n")
    text += "  - section: {title: Services, divider: yes}\n"
    for key, label in zip(keys, SEGMENTS):
        text += (f"  - trend:\n      title: {label}\n      unit: JPY million\n      charts:\n"
                 f"        - {{title: {label} by quarter, kind: columns, show: [{key}], periods: [{periods}]}}\n"
                 f"      text: |\n        - {label} {{{key} yoy verb}} to {{{key}}}\n"
                 f"        - It was {{{key}@4Q25}} in the quarter before\n")
    for title in ["Costs", "Profit", "Margins", "Summary"]:
        text += (f"  - bullets:\n      title: {title}\n      columns:\n        - |\n"
                 "          - Cost of revenue {cost yoy verb} to {cost}\n"
                 "          - Gross profit {gross_profit yoy verb} to {gross_profit in billion}\n"
                 "          - Expenses were {expenses}, {expenses yoy bare} from 1Q25\n")
    text += "  - disclaimer: {text: All figures of this deck are made up.}\n"
    return text


def translate(file):
    """Gives a deck catalogues of all languages but its own: Japanese words in the place of the others."""
    for tag in LANGS.split(",")[1:]:
        subprocess.run([IIJDECK, "i18n", "extract", file, "--lang", tag, "-q"], check=True)
        path = os.path.join(os.path.dirname(file), "i18n", f"{tag}.po")
        with open(path) as catalogue:
            text = catalogue.read()
        word = re.compile(r"\{[^}]*\}|[A-Za-z]{2,}")
        words = itertools.cycle(["業績", "資料", "概要", "内容", "説明"])
        spoken = lambda text: word.sub(lambda part: part[0] if part[0][0] == "{" else next(words), text)
        filled = re.sub(r'(msgid (".+")\n)(msgid_plural .*\n)?(msgstr(?:\[0\])?) ""',
                        lambda found: f"{found[1]}{found[3] or ''}{found[4]} {spoken(found[2])}", text)
        with open(path, "w") as catalogue:
            catalogue.write(filled)


def children():
    """Gives the memory of all processes below this one, in MB."""
    parents, held = {}, {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = open(f"/proc/{pid}/status").read()
        except OSError:
            continue
        lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        parents[pid] = lines["PPid"]
        held[pid] = int(lines.get("VmRSS", "0 kB").split()[0]) / 1024
    below, found = {str(os.getpid())}, True
    while found:
        found = {pid for pid, parent in parents.items() if parent in below} - below
        below |= found
    return sum(held[pid] for pid in below - {str(os.getpid())})


def build(files, out):
    """Builds decks; gives seconds, seconds of processors, and the peak memory of all processes in MB."""
    peak, done = [0.0], threading.Event()

    def watch():
        while not done.wait(0.05):
            peak[0] = max(peak[0], children())

    watcher = threading.Thread(target=watch)
    watcher.start()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.run([IIJDECK, "build", *files, "--lang", LANGS, "--out", out, "-q"],
                         stderr=subprocess.PIPE, check=False)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    done.set()
    watcher.join()
    if run.returncode != 0:
        sys.exit(run.stderr.decode()[:4000])
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return took, used, peak[0]


with tempfile.TemporaryDirectory() as temp:
    files = []
    for number in range(max(COUNTS)):
        folder = os.path.join(temp, "decks", f"company-{number:04}")
        os.makedirs(folder)
        files.append(os.path.join(folder, "quarter.yaml"))
        with open(files[-1], "w") as file:
            file.write(deck(number))
        translate(files[-1])
    slides = deck(0).split("slides:")[1].count("\n  - ")
    print(f"decks of {slides} slides in {LANGS}, {len(os.sched_getaffinity(0))} cores")
    print("each alone, a process for each: ", end="", flush=True)
    start = time.perf_counter()
    alone = files[:20]
    for file in alone:
        subprocess.run([IIJDECK, "build", file, "--lang", LANGS, "--out", f"{temp}/alone", "-q"],
                       env=os.environ | {"RAYON_NUM_THREADS": "1"}, check=True)
    print(f"{(time.perf_counter() - start) / len(alone) * 1000:.0f} ms a deck on one core")
    for count in COUNTS:
        for state in ["cold", "warm"]:
            took, used, peak = build(files[:count], os.path.join(temp, f"out-{count}"))
            print(f"{count:5} decks, {state}: {took:7.2f} s, {count / took:5.1f} decks/s, "
                  f"{used / count * 1000:4.0f} ms of a processor a deck, peak of all processes {peak:4.0f} MB",
                  flush=True)
