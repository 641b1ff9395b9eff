"""Compares features of checkpoints, as transformers and open_clip write them, with upt-script's.

    checkpoints.py --upt .build/release/upt-script [ViT-B-32 ViT-B-16 ViT-L-14 RN50] [--quick]

Every model gets random weights and is written in all its forms, one after the other, to a temporary
directory: both libraries' layouts, whole and in shards, in three element types, and PyTorch's own
archives, OpenAI's among them. The libraries compute in float32 with the weights as they were stored.
Prints a table of the largest differences of image and text features relative to the largest
feature, and fails above 1e-4. `ViT-B-32-gelu` is a model with GELU, as most that were trained by
others are. `--quick` keeps each layout and cuts widths and layers.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import huggingface_hub
import numpy
import open_clip
import torch
import transformers
from PIL import Image
from safetensors.torch import save_file

LIMIT = 1e-4
TEXTS = ["a photo of a dog.", "a satellite image of a permanent crop land.", "x"]
MODELS = ["ViT-B-32", "ViT-B-32-gelu", "ViT-B-16", "ViT-L-14", "RN50"]
# A process starts with the peak of the one that started it, so a small one has to.
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", default=MODELS)
    parser.add_argument("--upt", required=True, help="the upt-script to compare with")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def architecture(name, quick):
    config = open_clip.get_model_config(name.removesuffix("-gelu"))
    config["quick_gelu"] = not name.endswith("-gelu")
    if quick:
        vision = config["vision_cfg"]
        config["embed_dim"] = 32
        config["text_cfg"].update(width=64, heads=1, layers=2)
        small = {"layers": [1, 2, 1, 1], "width": 8} if isinstance(vision["layers"], list) else {
            "layers": 2, "width": 2 * vision.get("head_width", 64)}
        vision.update(small)
    return config


def is_residual(config):
    return isinstance(config["vision_cfg"]["layers"], list)


class Scripted(torch.nn.Module):
    """A model's tensors in modules of the same names, as a TorchScript archive keeps them."""

    def __init__(self, state):
        super().__init__()
        tree = {}
        for name, value in state.items():
            first, _, rest = name.partition(".")
            if rest:
                tree.setdefault(first, {})[rest] = value
            else:
                self.register_buffer(first, value)
        for name, child in tree.items():
            self.add_module(name, Scripted(child))

    def forward(self):
        return 0


def rounded(state, kind):
    """The weights as a file of this type keeps them."""
    return {k: v.to(TYPES[kind]) if v.is_floating_point() else v for k, v in state.items()}


def third(state):
    return sum(v.numel() * v.element_size() for v in state.values()) // 3


class OpenCLIP:
    """A model of open_clip and the forms it is published in."""

    def __init__(self, config):
        self.config = config
        self.model = open_clip.CLIP(**config).eval()
        for key, value in self.model.state_dict().items():
            if key.endswith(("running_mean", "running_var")):
                value.add_(0.2 * torch.rand_like(value))
        self.state = {
            k: v.clone() for k, v in self.model.state_dict().items() if k != "attn_mask"}

    def features(self, kind, images, tokens):
        self.model.load_state_dict(rounded(self.state, kind), strict=False)
        return self.model.encode_image(images), self.model.encode_text(tokens)

    def configure(self, folder):
        folder.mkdir()
        text = json.dumps({"model_cfg": self.config, "preprocess_cfg": {}})
        (folder / "open_clip_config.json").write_text(text)
        return folder

    def whole(self, folder, kind):
        state = rounded(self.state, kind)
        save_file(state, self.configure(folder) / "open_clip_model.safetensors")
        return folder

    def shards(self, folder, kind):
        state = rounded(self.state, kind)
        huggingface_hub.save_torch_state_dict(
            state, self.configure(folder), max_shard_size=third(state),
            filename_pattern="open_clip_model{suffix}.safetensors")
        return folder

    def binary(self, folder, kind):
        state = rounded(self.state, kind)
        torch.save(state, self.configure(folder) / "open_clip_pytorch_model.bin")
        return folder

    def state_dict(self, folder, kind):
        folder.mkdir()
        path = folder / "vit-quickgelu.pt"
        torch.save({"epoch": 3, "name": "x", "state_dict": rounded(self.state, kind)}, path)
        return path

    def scripted(self, folder, kind):
        folder.mkdir()
        scalars = {
            "input_resolution": torch.tensor(self.config["vision_cfg"]["image_size"]),
            "context_length": torch.tensor(77), "vocab_size": torch.tensor(49408),
        }
        module = Scripted({**rounded(self.state, kind), **scalars})
        torch.jit.script(module).save(folder / "model.pt")
        return folder / "model.pt"

    def forms(self):
        yield from (("open_clip", kind, self.whole) for kind in TYPES)
        yield "open_clip, in shards", "F32", self.shards
        yield "open_clip, .bin", "F32", self.binary
        # Without a configuration beside it, QuickGELU and heads of width 64 are taken.
        if self.config["quick_gelu"] and self.config["vision_cfg"].get("head_width", 64) == 64:
            yield "training's .pt", "F32", self.state_dict
            yield "OpenAI's .pt", "F32", self.scripted
            yield "OpenAI's .pt", "F16", self.scripted


class Transformers:
    """A model of transformers and the forms it is published in."""

    def __init__(self, config):
        vision, text = config["vision_cfg"], config["text_cfg"]
        act = "quick_gelu" if config["quick_gelu"] else "gelu"
        self.model = transformers.CLIPModel(transformers.CLIPConfig(
            projection_dim=config["embed_dim"],
            text_config={
                "hidden_size": text["width"], "intermediate_size": 4 * text["width"],
                "num_hidden_layers": text["layers"], "num_attention_heads": text["heads"],
                "projection_dim": config["embed_dim"], "hidden_act": act,
            },
            vision_config={
                "hidden_size": vision["width"], "intermediate_size": 4 * vision["width"],
                "num_hidden_layers": vision["layers"], "patch_size": vision["patch_size"],
                "num_attention_heads": vision["width"] // vision.get("head_width", 64),
                "image_size": vision["image_size"], "projection_dim": config["embed_dim"],
                "hidden_act": act,
            })).eval()
        self.state = {k: v.clone() for k, v in self.model.state_dict().items()}

    def features(self, kind, images, tokens):
        self.model.float().load_state_dict(rounded(self.state, kind))
        image = self.model.vision_model(images).pooler_output
        text = self.model.text_model(tokens).pooler_output
        return self.model.visual_projection(image), self.model.text_projection(text)

    def whole(self, folder, kind, **options):
        self.model.to(TYPES[kind]).save_pretrained(folder, **options)
        self.model.float()
        return folder

    def shards(self, folder, kind):
        return self.whole(folder, kind, max_shard_size=third(rounded(self.state, kind)))

    def binary(self, folder, kind):
        folder.mkdir()
        self.model.config.save_pretrained(folder)
        torch.save(rounded(self.state, kind), folder / "pytorch_model.bin")
        return folder

    def forms(self):
        yield from (("transformers", kind, self.whole) for kind in TYPES)
        yield "transformers, in shards", "F32", self.shards
        yield "transformers, in shards", "F16", self.shards
        yield "transformers, .bin", "F32", self.binary


def ours(upt, path, picture, folder):
    """The features that upt-script computes, the seconds of loading and the peak of memory."""
    texts = ", ".join(json.dumps(text) for text in TEXTS)
    script = folder / "features.upt"
    script.write_text(
        "let start = clock()\n"
        f'let e = encoder("{path}")\n'
        "print(clock() - start)\n"
        f'save("{folder}/image.npy", e.encode_image(image("{picture}")))\n'
        f'save("{folder}/text.npy", e.encode_text([{texts}]))\n')
    result = subprocess.run(
        [sys.executable, "-S", "-c", LAUNCHER, upt, "run", "-q", script],
        capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"upt-script failed on {path}:\n{result.stdout}{result.stderr}")
    seconds, memory = (float(line) for line in result.stdout.splitlines())
    memory /= 1024 if sys.platform == "linux" else 1024**2
    return [numpy.load(folder / name) for name in ("image.npy", "text.npy")], seconds, memory


def error(found, expected):
    expected = expected.numpy()
    return float(abs(found - expected).max() / abs(expected).max())


def inputs(size, folder):
    noise = numpy.random.default_rng(5).integers(0, 256, (size, size, 3), dtype=numpy.uint8)
    picture = folder / "picture.png"
    Image.fromarray(noise).save(picture)
    mean, std = (numpy.array(x, numpy.float32) for x in (
        open_clip.OPENAI_DATASET_MEAN, open_clip.OPENAI_DATASET_STD))
    pixels = (noise.astype(numpy.float32) / 255 - mean) / std
    images = torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())
    return picture, images, open_clip.tokenize(TEXTS)


def compare(name, args, folder):
    config = architecture(name, args.quick)
    picture, images, tokens = inputs(config["vision_cfg"]["image_size"], folder)
    worst = 0.0
    for library in [OpenCLIP] if is_residual(config) else [OpenCLIP, Transformers]:
        torch.manual_seed(3)
        peer = library(config)
        for form, kind, write in peer.forms():
            with torch.no_grad():
                expected = peer.features(kind, images, tokens)
                path = write(folder / "form", kind)
            found, seconds, memory = ours(args.upt, path, picture, folder)
            errors = [error(f, e) for f, e in zip(found, expected)]
            print(
                f"{name:14} {form:24} {kind:5} {errors[0]:8.1e} {errors[1]:8.1e}"
                f" {seconds:7.2f} s {memory:6.0f} MiB", flush=True)
            worst = max(worst, *errors)
            shutil.rmtree(folder / "form")
    return worst


def main():
    args = arguments()
    worst = 0.0
    print(f"{'model':14} {'form':24} {'type':5} {'images':>8} {'texts':>8} {'loading':>9} {'peak':>10}")
    for name in args.models:
        with tempfile.TemporaryDirectory() as folder:
            worst = max(worst, compare(name, args, pathlib.Path(folder)))
    print(f"largest difference {worst:.1e}, allowed {LIMIT:.0e}")
    if not worst <= LIMIT:
        sys.exit(1)


main()
