"""Whole processes in turns: the reference deck in English, in Japanese, and in both."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

DECK = "examples/iij-1q-fy2010/quarter.yaml"
SETS = {"English": ["en"], "Japanese": ["ja"], "both": ["en", "ja"]}
runs = int(sys.argv[1])


def timed(languages, out):
    """Builds a deck; gives its wall time and the time of all processors, in milliseconds."""
    command = [os.environ["IIJDECK"], "build", DECK, "-q", "--lang", ",".join(languages), "--out", out]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, spent * 1000


with tempfile.TemporaryDirectory() as temp:
    times = {name: [] for name in SETS}
    for name, languages in SETS.items():
        timed(languages, os.path.join(temp, name))
    for _ in range(runs):
        for name, languages in SETS.items():
            times[name].append(timed(languages, os.path.join(temp, name)))
median = {name: [statistics.median(run[at] for run in all) for at in (0, 1)] for name, all in times.items()}
for name, (wall, spent) in median.items():
    print(f"{name:9} median {wall:4.0f} ms, {spent:4.0f} ms of all processors, best {min(t[0] for t in times[name]):.0f} ms")
en, ja, both = (median[name] for name in SETS)
for at, what in ((0, "time"), (1, "processors")):
    one = (en[at] + ja[at]) / 2
    print(f"{what}: both / one {both[at] / one:.2f} (English {both[at] / en[at]:.2f}, Japanese {both[at] / ja[at]:.2f})")
