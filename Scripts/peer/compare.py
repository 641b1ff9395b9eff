"""Runs upt-bench and peer.py in turn and prints their times and memories side by side."""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from table import show

CASES = [
    ("text, features cached", "text", False),
    ("text, augmented", "text", True),
    ("visual deep", "visual", True),
    ("unified deep", "unified", True),
]

# Multiply-adds of one step, as the towers' matrix products: forward, and backward where gradients
# flow. Counted for this engine's own work, so that GFLOP/s say how well it uses the machine.
B16 = {"vision": 17.5e9, "text_row": 38e6}


def json_line(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    return json.loads(result.stdout.strip().splitlines()[-1])


def work(case, tokens):
    """Floating-point operations of one step here: rows of text with a shared prefix, 32 images."""
    name, method, augmented = case
    suffixes = sum(end - 4 for end in tokens["eot"])
    text = 2 * B16["text_row"] * (5 + suffixes) * 2
    image = 2 * B16["vision"] * 32
    return {
        ("text", False): text,
        ("text", True): text + image,
        ("visual", True): 2 * image,
        ("unified", True): text + 2 * image,
    }[(method, augmented)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--steps", default="3")
    parser.add_argument("--model", default="b16", choices=("b16", "tiny"))
    parser.add_argument("--only", default="", help="cases whose name contains this")
    args = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    peak = json_line([args.bench, "peak"])
    print(
        f"One training step, batch 32, 100 classes, prompt length 4, {peak['threads']} threads; "
        f"sgemm peak {peak['gflops']:.0f} GFLOP/s ({peak['kernels']})\n"
    )
    times = [["", "authors s", "careful s", "upt s", "vs authors", "vs careful", "GFLOP/s", "of peak"]]
    memories = [["", "authors MiB", "careful MiB", "upt MiB", "memory"]]
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "tokens.json")
        subprocess.run([args.bench, "tokens", path, "--model", args.model], check=True)
        with open(path) as file:
            tokens = json.load(file)
        for case in (c for c in CASES if args.only in c[0]):
            name, method, augmented = case
            runs = {}
            for variant in ("authors", "careful"):
                command = [sys.executable, os.path.join(here, "peer.py"), "--method", method,
                           "--variant", variant, "--model", args.model, "--steps", args.steps,
                           "--threads", str(peak["threads"]), "--tokens", path]
                runs[variant] = json_line(command + (["--augment"] if augmented else []))
            command = [args.bench, method, "--steps", args.steps, "--model", args.model]
            ours = json_line(command + (["--augment"] if augmented else []))
            a, c, u = (r["seconds_per_step"] for r in (runs["authors"], runs["careful"], ours))
            am, cm, um = (r["peak_rss_mib"] for r in (runs["authors"], runs["careful"], ours))
            rate = work(case, tokens) / u / 1e9 if args.model == "b16" else None
            times.append([
                name, f"{a:.3f}", f"{c:.3f}", f"{u:.3f}", f"{a / u:.1f}x", f"{c / u:.1f}x",
                f"{rate:.0f}" if rate else "", f"{rate / peak['gflops']:.0%}" if rate else "",
            ])
            memories.append([name, f"{am:.0f}", f"{cm:.0f}", f"{um:.0f}", f"1/{am / um:.1f}"])
            print(f"{name}: {a / u:.1f}x, {c / u:.1f}x", file=sys.stderr, flush=True)
    for table in (times, memories):
        show(table)


if __name__ == "__main__":
    main()
