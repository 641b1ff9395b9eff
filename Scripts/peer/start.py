"""Measures the start of a training: from the start of the program to its first step.

Writes an encoder with random weights and a folder of pictures, reads the encoder's file once so
that it is in the page cache, and runs start.upt with the real program. Prints medians of seconds
since the program was started, and the largest memory that it held.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from compare import json_line
from table import show

# What is learned and what the first step has to wait for.
CASES = [
    ("unified deep", "unified", "F32"),
    ("unified deep", "unified", "F16"),
    ("text", "text", "F32"),
    ("text", "text", "F16"),
]


def write_pictures(folder):
    """A hundred classes of one picture each."""
    generator = random.Random(1)
    for number in range(100):
        place = folder / f"class {number}"
        place.mkdir(parents=True)
        pixels = generator.randbytes(256 * 256 * 3)
        (place / "0.ppm").write_bytes(b"P6 256 256 255\n" + pixels)


def run(upt, checkpoint, pictures, learned):
    """When things were there, in seconds since the program was started, and its peak in MiB."""
    script = pathlib.Path(__file__).with_name("start.upt")
    begin = time.monotonic()
    child = subprocess.Popen(
        [upt, "run", "--quiet", script, "--", checkpoint, pictures, learned],
        stdout=subprocess.PIPE, text=True)
    text = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{script} failed")
    lines = [line.split() for line in text.splitlines()]
    times = [(words[0], float(words[1]) - begin) for words in lines if len(words) > 1]
    known = dict(times)
    steps = [seconds for name, seconds in times if name == "prompts" and seconds > known["data"]]
    memory = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return [known["started"], known["encoder"], steps[0], steps[1], memory]


def median(values):
    return sorted(values)[len(values) // 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--upt", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--model", default="b16", choices=("b16", "tiny"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="cases whose name contains this")
    args = parser.parse_args()
    rows = [["", "file MB", "program s", "encoder s", "step begins s", "step ends s", "peak MiB"]]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        write_pictures(folder / "pictures")
        for title, learned, kind in CASES:
            if args.only not in title:
                continue
            path = folder / f"{kind}.safetensors"
            if not path.exists():
                json_line([args.bench, "weights", path, "--type", kind, "--model", args.model])
            with open(path, "rb") as file:
                while file.read(1 << 20):
                    pass
            runs = [run(args.upt, path, folder / "pictures", learned) for _ in range(args.runs)]
            times = [median(column) for column in zip(*runs)]
            size = path.stat().st_size / 1e6
            rows.append(
                [f"{title}, {kind}", f"{size:.0f}", *(f"{t:.2f}" for t in times[:-1]),
                 f"{times[-1]:.0f}"])
    starts = [json_line([args.bench, "tokenizer"])["milliseconds"] for _ in range(10)]
    print(
        f"From the start of the program to the first training step: {args.model}, batch 32, 100 "
        f"classes,\nprompt length 4, median of {args.runs}. Before its first step, text without "
        "augmentation encodes all\npictures, here 32.\n")
    show(rows)
    print(f"CLIP's tokenizer is there after {min(starts):.1f} ms, best of {len(starts)}.\n")


if __name__ == "__main__":
    main()
