#!/usr/bin/env python3
"""Loads a folder of JPEGs with Pillow and torchvision, beside upt-bench, and prints a table.

    loader.py --bench upt-bench --pictures DIRECTORY [--threads N] [--rounds N]

The folder is made once: 2,000 pictures of 500x375 and 375x500 pixels, smooth noise of several
scales, grain and shapes, quality 90, the same every time. Every round loads all of them in turn
with this engine and with torchvision's transforms in a DataLoader of as many worker processes as
there are threads here; the ratio is that of the medians. Then upt-bench times training steps on
them.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from table import show

CLASSES, PER_CLASS = 100, 20
MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


def picture(random, width, height):
    import numpy
    from PIL import Image, ImageDraw

    field = numpy.zeros((height, width, 3), numpy.float32)
    side, strength = 3, 60.0
    while side < width:
        grid = random.normal(0, 1, (side * height // width + 1, side, 3)).astype(numpy.float32)
        grid = grid.mean(2, keepdims=True) * 0.8 + grid * 0.4
        planes = [
            numpy.asarray(Image.fromarray(grid[:, :, c]).resize((width, height), Image.BICUBIC))
            for c in range(3)
        ]
        field += strength * numpy.stack(planes, 2)
        side, strength = side * 2, strength * 0.62
    field += 128 + random.normal(0, random.uniform(2, 8), (height, width, 1))
    image = Image.fromarray(field.clip(0, 255).astype(numpy.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(random.integers(3, 9)):
        x, y, size = random.integers(width), random.integers(height), random.integers(10, 120)
        colour = tuple(int(v) for v in random.integers(0, 256, 3))
        shape = (draw.ellipse, draw.rectangle)[random.integers(2)]
        fill = colour if random.integers(2) else None
        shape((x, y, x + size, y + size), fill=fill, outline=colour)
    return image


def make(directory):
    """Writes the pictures unless they are there."""
    import numpy

    done = os.path.join(directory, "complete")
    if os.path.exists(done):
        return
    print(f"making {CLASSES * PER_CLASS} pictures in {directory}", file=sys.stderr)
    for label in range(CLASSES):
        folder = os.path.join(directory, "train", f"class{label:03}")
        os.makedirs(folder, exist_ok=True)
        for index in range(PER_CLASS):
            size = (500, 375) if index % 4 else (375, 500)
            random = numpy.random.default_rng((1, label, index))
            picture(random, *size).save(os.path.join(folder, f"{index:02}.jpg"), quality=90)
    held = os.path.join(directory, "test")
    if not os.path.exists(held):
        os.symlink("train", held)
    open(done, "w").close()


def peer(args):
    """Pictures a second through a DataLoader, as JSON."""
    import torch
    from torchvision import datasets, transforms
    from torchvision.transforms import InterpolationMode

    torch.set_num_threads(1)
    ending = [transforms.ToTensor(), transforms.Normalize(MEAN, STD)]
    bicubic = InterpolationMode.BICUBIC
    if args.augment:
        start = [
            transforms.RandomResizedCrop(224, scale=(0.08, 1.0), interpolation=bicubic),
            transforms.RandomHorizontalFlip(),
        ]
    else:
        start = [transforms.Resize(224, interpolation=bicubic), transforms.CenterCrop(224)]
    data = datasets.ImageFolder(
        os.path.join(args.pictures, "train"), transforms.Compose(start + ending))
    loader = torch.utils.data.DataLoader(
        data, batch_size=32, shuffle=args.augment, num_workers=args.threads)
    began, count = None, 0
    for images, _ in loader:
        if began is None:
            # The workers' start is not counted; the first batch is neither.
            began = time.perf_counter()
        else:
            count += len(images)
    print(json.dumps({"per_second": count / (time.perf_counter() - began)}))


def json_line(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    return json.loads(result.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bench")
    parser.add_argument("--pictures", required=True)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0))
                        if hasattr(os, "sched_getaffinity") else os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--model", default="b16", choices=("b16", "tiny"))
    parser.add_argument("--augment", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        return peer(args)
    make(args.pictures)
    import PIL
    import torchvision

    version = torchvision.__version__.split("+")[0]
    print(f"Loading {CLASSES * PER_CLASS} JPEGs of 500x375 to 224x224, {args.threads} threads, "
          f"beside Pillow {PIL.__version__} and torchvision {version}\n"
          f"with {args.threads} workers: median of {args.rounds} rounds in turn\n")
    common = ["--pictures", args.pictures, "--threads", str(args.threads)]
    rows = [["", "torchvision/s", "upt/s", "ratio"]]
    for name, more in (("evaluation", []), ("augmentation", ["--augment"])):
        theirs, ours = [], []
        for _ in range(args.rounds):
            command = [sys.executable, os.path.abspath(__file__), "--here", *common, *more]
            theirs.append(json_line(command)["per_second"])
            ours.append(json_line([args.bench, "loader", *common, *more])["per_second"])
        a, b = statistics.median(theirs), statistics.median(ours)
        rows.append([name, f"{a:.0f}", f"{b:.0f}", f"{b / a:.1f}x"])
    show(rows)
    steps = json_line([args.bench, "steps", *common, "--steps", str(args.steps),
                       "--model", args.model])
    print("A text-prompt step on an encoder of ViT-B/16's size, batch 32, augmented\n"
          if args.model == "b16" else "A text-prompt step on a tiny encoder, batch 32, augmented\n")
    rows = [["", "s a step", "waiting", "share"]]
    for name, key in (("loaded before each step", "plain"), ("loaded ahead", "ahead")):
        s, w = steps[key]["seconds"], steps[key]["waited"]
        rows.append([name, f"{s:.3f}", f"{w:.3f}", f"{w / s:.1%}"])
    show(rows)


if __name__ == "__main__":
    main()
