#!/usr/bin/env python3
"""Times one training step of each prompt method in PyTorch, for comparison.

Prints one JSON object a line for each method and variant, each measured in a process of its own, so
that peak memories do not mix:

    peer.py --model b16 --threads 2 --method all --variant all [--augment] [--tokens names.json]

`--tokens` names a JSON file {"token_ids": [[77 ids]...], "eot": [...]} of the classes' prompts,
with place holders after the first id; without it, names of one to four tokens are made up.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time

METHODS = ("text", "visual", "unified")
VARIANTS = ("authors", "careful")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--method", default="all", choices=METHODS + ("all",))
    parser.add_argument("--variant", default="all", choices=VARIANTS + ("all",))
    parser.add_argument("--depth", default="deep", choices=("deep", "shallow"))
    parser.add_argument("--augment", action="store_true", help="images change at every step")
    parser.add_argument("--model", default="b16", choices=("b16", "tiny"))
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--classes", type=int, default=100)
    parser.add_argument("--length", type=int, default=4, help="prompt vectors a modality")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="0: as PyTorch chooses")
    parser.add_argument("--tokens", help="JSON file of the classes' token ids")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def memory_mib():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def class_tokens(args, config, torch):
    if args.tokens:
        with open(args.tokens) as file:
            stored = json.load(file)
        ids, ends = torch.tensor(stored["token_ids"]), torch.tensor(stored["eot"])
        if ids.dim() != 2 or ids.shape[1] != config.context or len(ends) != len(ids):
            sys.exit(f"{args.tokens}: expected {config.context} ids and one end a class")
        return ids, ends
    generator = torch.Generator().manual_seed(1)
    ids = torch.zeros(args.classes, config.context, dtype=torch.long)
    ends = torch.zeros(args.classes, dtype=torch.long)
    for row in range(args.classes):
        # [SOS], place holders, 1-4 tokens of a name, a full stop, [EOT]
        count = 1 + row % 4
        name = torch.randint(1000, 40000, (count,), generator=generator).tolist()
        tokens = [49406] + [343] * args.length + name + [269, 49407]
        ids[row, : len(tokens)] = torch.tensor(tokens)
        ends[row] = len(tokens) - 1
    return ids, ends


def build_step(args, torch, model):
    """The parameters that learn and a function that computes a step's loss."""
    import torch.nn.functional as F

    config = model.CONFIGS[args.model]
    careful = args.variant == "careful"
    clip = model.Clip(config, fused=careful)
    ids, ends = class_tokens(args, config, torch)
    if careful:
        ids = ids[:, : int(ends.max()) + 1]
    words = clip.words(ids)
    n, deep = args.length, args.depth == "deep"
    images = torch.randn(args.batch, 3, config.image, config.image)
    labels = torch.arange(args.batch) % len(ids)
    scale = 100.0

    def with_context(context):
        rows = context.expand(len(ids), -1, -1)
        return torch.cat([words[:, :1], rows, words[:, 1 + n :]], 1)

    def loss(image_features, text_features):
        return F.cross_entropy(scale * image_features @ text_features.t(), labels)

    if args.method == "text":
        context = torch.nn.Parameter(0.02 * torch.randn(n, config.text_width))
        cached = None
        if careful and not args.augment:
            with torch.no_grad():
                cached = clip.encode_image(images)

        def step():
            features = cached
            if features is None:
                with torch.set_grad_enabled(not careful):
                    features = clip.encode_image(images)
            return loss(features, clip.encode_text(with_context(context), ends))

        return [context], step

    if args.method == "visual":
        rows = n * (config.vision_layers if deep else 1)
        context = torch.nn.Parameter(0.02 * torch.randn(rows, config.vision_width))
        with torch.no_grad():
            text_features = clip.encode_text(words, ends)

        def step():
            prompts = model.deep_rows(context, config.vision_layers) if deep else context
            return loss(clip.encode_image(images, prompts), text_features)

        return [context], step

    network = model.UnifiedPrompts(config, n, deep, across=careful)
    if careful:
        network.attn.dropout = 0.0
        network.dropout.p = 0.0

    def step():
        rows = network.mixed()
        # The published trainer runs the network once for each modality.
        text_rows = rows if careful else network.mixed()
        image_features = clip.encode_image(images, network.visual(rows))
        return loss(image_features, clip.encode_text(with_context(text_rows[:n]), ends))

    return list(network.parameters()), step


def measure(args):
    import torch

    import model

    if args.threads > 0:
        torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    at_start = memory_mib()
    began = time.perf_counter()
    parameters, step = build_step(args, torch, model)
    optimizer = torch.optim.SGD(parameters, lr=0.002, momentum=0.9, weight_decay=5e-4)
    setup = time.perf_counter() - began
    seconds, losses = [], []
    for index in range(args.warmup + args.steps):
        began = time.perf_counter()
        optimizer.zero_grad()
        loss = step()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if index >= args.warmup:
            seconds.append(time.perf_counter() - began)
    print(json.dumps({
        "method": args.method,
        "variant": args.variant,
        "depth": args.depth if args.method != "text" else None,
        "augment": args.augment,
        "model": args.model,
        "batch": args.batch,
        "classes": args.classes,
        "seconds_per_step": round(statistics.median(seconds), 6),
        "seconds_of_steps": [round(value, 6) for value in seconds],
        "setup_seconds": round(setup, 3),
        "peak_rss_mib": round(memory_mib(), 1),
        "rss_before_model_mib": round(at_start, 1),
        "losses": losses,
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
    }), flush=True)


def main():
    args = arguments()
    if args.steps < 1 or args.warmup < 0 or args.length < 1 or args.batch < 1 or args.classes < 1:
        sys.exit("counts have to be positive")
    if args.here:
        return measure(args)
    methods = METHODS if args.method == "all" else (args.method,)
    variants = VARIANTS if args.variant == "all" else (args.variant,)
    failed = False
    for method in methods:
        for variant in variants:
            command = [sys.executable, __file__, *sys.argv[1:]]
            command += ["--here", "--method", method, "--variant", variant]
            failed |= subprocess.run(command).returncode != 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
