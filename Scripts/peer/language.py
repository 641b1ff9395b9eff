"""Runs the twin programs of Scripts/peer/language in turn and prints their times side by side.

Each program times itself and prints its seconds and its result; both must give the same result.
"""

import argparse
import os
import platform
import subprocess
import sys
import time

from table import show

CASES = [
    ("calls: fib(27)", "fib"),
    ("10^7 turns in a function", "loop-function"),
    ("10^7 turns at the top level", "loop-toplevel"),
    ("strings", "strings"),
    ("dictionaries", "dictionaries"),
    ("sorting", "sorting"),
    ("closures", "closures"),
    ("list elements: sieve", "sieve"),
]

STARTS = 20


def run(command):
    """The seconds and the result that a program prints."""
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    seconds, *rest = result.stdout.split()
    return float(seconds), rest


def milliseconds(command):
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return (time.perf_counter() - begin) * 1e3


def median(values):
    return sorted(values)[len(values) // 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upt", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="cases whose name contains this")
    args = parser.parse_args()
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "language")
    print(f"The language beside CPython {platform.python_version()}: best of {args.runs} runs\n")
    rows = [["", "CPython s", "upt s", "ratio"]]
    for title, name in CASES:
        if args.only not in title + " " + name:
            continue
        path = os.path.join(here, name)
        theirs, ours = [], []
        for _ in range(args.runs):
            theirs.append(run([sys.executable, path + ".py"]))
            ours.append(run([args.upt, "run", path + ".upt"]))
        if theirs[0][1] != ours[0][1]:
            sys.exit(f"{name}: the results differ: {theirs[0][1]} and {ours[0][1]}")
        python, upt = min(theirs)[0], min(ours)[0]
        rows.append([title, f"{python:.3f}", f"{upt:.3f}", f"{python / upt:.1f}x"])
    show(rows)
    starts = [
        (milliseconds([sys.executable, "-c", "1"]), milliseconds([args.upt, "-e", "1"]))
        for _ in range(STARTS)
    ]
    python, upt = (median(times) for times in zip(*starts))
    show([
        ["", "CPython ms", "upt ms", "ratio"],
        ["start of -e 1", f"{python:.1f}", f"{upt:.1f}", f"{python / upt:.1f}x"],
    ])


if __name__ == "__main__":
    main()
