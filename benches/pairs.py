"""Whole processes in pairs: a build in all formats against the Typst CLI on its exported text."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

DECK = "examples/iij-1q-fy2010/quarter.yaml"
runs = int(sys.argv[1])
iijdeck, typst = os.environ["IIJDECK"], os.environ["TYPST"]


def timed(command, cwd=None):
    """Runs a command; gives its wall time in milliseconds."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000


def peak(command, cwd=None):
    """Runs a command in a child; gives its peak memory in MB."""
    pid = os.fork()
    if pid == 0:
        with open(os.devnull, "w") as null:
            code = subprocess.run(command, cwd=cwd, stdout=null, stderr=null).returncode
        kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"  peak memory {kilobytes / 1024:.0f} MB", flush=True)
        os._exit(code)
    os.waitpid(pid, 0)


with tempfile.TemporaryDirectory() as temp:
    subprocess.run([iijdeck, "build", DECK, "--lang", "en", "--out", temp, "-q"], check=True, capture_output=True)
    deck = os.path.join(temp, "iij-1q-fy2010", "en")
    ours = lambda out: [iijdeck, "build", DECK, "--lang", "en", "--out", out, "-q"]
    alone = [typst, "compile", "--root", ".", "--font-path", "fonts", "--ignore-system-fonts",
             "deck.typ", os.path.join(temp, "alone.pdf")]
    for name, extra in [("plain PDF", []), ("PDF/UA-1 and PDF/A-3a", ["--pdf-standard", "ua-1,a-3a"])]:
        command = alone[:2] + extra + alone[2:]
        pairs = []
        for run in range(runs + 1):
            fresh = os.path.join(temp, f"{name[:3]}{run}")
            pairs.append((timed(ours(fresh)), timed(command, deck)))
        pairs = pairs[1:]  # The first pair warms the machine up.
        ratios = [a / b for a, b in pairs]
        a, b = (statistics.median(column) for column in zip(*pairs))
        print(f"against the Typst CLI writing {name}: {a:.0f} ms / {b:.0f} ms, ratio of pairs "
              f"median {statistics.median(ratios):.2f}, {min(ratios):.2f} to {max(ratios):.2f}")
    print("a build in all formats:")
    peak(ours(os.path.join(temp, "peak")))
    print("the Typst CLI:")
    peak(alone, deck)
