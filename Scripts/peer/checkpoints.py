"""Compares features of checkpoints, as transformers and open_clip write them, with upt-script's.

    checkpoints.py --upt .build/release/upt-script [ViT-B-32 ViT-B-16 ViT-L-14 RN50] [--quick]

Every model gets random weights and is written in all its forms to a temporary directory. Prints the
largest difference of image and text features relative to the largest feature, and fails above 1e-4.
`--quick` keeps each layout and cuts widths and layers.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import open_clip
import torch
import transformers
from PIL import Image
from safetensors.torch import save_file

LIMIT = 1e-4
TEXTS = ["a photo of a dog.", "a satellite image of a permanent crop land.", "x"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", default=["ViT-B-32", "ViT-B-16", "ViT-L-14", "RN50"])
    parser.add_argument("--upt", required=True, help="the upt-script to compare with")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def architecture(name, quick):
    config = open_clip.get_model_config(name)
    if quick:
        config["embed_dim"] = 32
        config["text_cfg"].update(width=64, heads=1, layers=2)
        layers = config["vision_cfg"]["layers"]
        small = {"layers": [1, 2, 1, 1], "width": 8} if isinstance(layers, list) else {
            "layers": 2, "width": 64}
        config["vision_cfg"].update(small)
    return config


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


def write_open_clip(model, config, folder):
    """Yields the name of each form, its path, and whether its activation is QuickGELU."""
    state = {k: v.contiguous() for k, v in model.state_dict().items() if k != "attn_mask"}
    directory = folder / "open_clip"
    directory.mkdir()
    save_file(state, directory / "open_clip_model.safetensors")
    text = json.dumps({"model_cfg": config, "preprocess_cfg": {}})
    (directory / "open_clip_config.json").write_text(text)
    yield "open_clip", directory
    scalars = {
        "input_resolution": torch.tensor(config["vision_cfg"]["image_size"]),
        "context_length": torch.tensor(77), "vocab_size": torch.tensor(49408),
    }
    if model.visual.__class__.__name__ == "ModifiedResNet" or config.get("quick_gelu"):
        torch.jit.script(Scripted({**state, **scalars})).save(folder / "script.pt")
        yield "OpenAI's .pt", folder / "script.pt"
        torch.save(state, folder / "state-quickgelu.pt")
        yield "state_dict .pt", folder / "state-quickgelu.pt"


def write_transformers(config, folder):
    vision, text = config["vision_cfg"], config["text_cfg"]
    head = vision.get("head_width", 64)
    model = transformers.CLIPModel(transformers.CLIPConfig(
        projection_dim=config["embed_dim"],
        text_config={
            "hidden_size": text["width"], "intermediate_size": 4 * text["width"],
            "num_hidden_layers": text["layers"], "num_attention_heads": text["heads"],
        },
        vision_config={
            "hidden_size": vision["width"], "intermediate_size": 4 * vision["width"],
            "num_hidden_layers": vision["layers"], "patch_size": vision["patch_size"],
            "num_attention_heads": vision["width"] // head,
        })).eval()
    model.save_pretrained(folder / "hf")
    size = sum(p.numel() for p in model.parameters()) * 4
    model.save_pretrained(folder / "hf-sharded", max_shard_size=size // 3)
    return model, [("transformers", folder / "hf"), ("in shards", folder / "hf-sharded")]


def ours(upt, path, picture, folder):
    """The features that upt-script computes."""
    texts = ", ".join(json.dumps(text) for text in TEXTS)
    script = folder / "features.upt"
    script.write_text(
        f'let e = encoder("{path}")\n'
        f'save("{folder}/image.npy", e.encode_image(image("{picture}")))\n'
        f'save("{folder}/text.npy", e.encode_text([{texts}]))\n')
    result = subprocess.run([upt, "run", script], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"upt-script failed on {path}:\n{result.stdout}{result.stderr}")
    return [numpy.load(folder / name) for name in ("image.npy", "text.npy")]


def error(found, expected):
    expected = expected.numpy()
    return float(abs(found - expected).max() / abs(expected).max())


def compare(name, args, folder):
    torch.manual_seed(3)
    config = architecture(name, args.quick)
    config["quick_gelu"] = True
    size = config["vision_cfg"]["image_size"]
    noise = numpy.random.default_rng(5).integers(0, 256, (size, size, 3), dtype=numpy.uint8)
    picture = folder / "picture.png"
    Image.fromarray(noise).save(picture)
    mean, std = (numpy.array(x, numpy.float32) for x in (
        open_clip.OPENAI_DATASET_MEAN, open_clip.OPENAI_DATASET_STD))
    pixels = (noise.astype(numpy.float32) / 255 - mean) / std
    images = torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())
    tokens = open_clip.tokenize(TEXTS)

    model = open_clip.CLIP(**config).eval()
    for key, value in model.state_dict().items():
        if key.endswith(("running_mean", "running_var")):
            value.add_(0.2 * torch.rand_like(value))
    cases = []
    with torch.no_grad():
        expected = model.encode_image(images), model.encode_text(tokens)
        cases += [(form, path, expected) for form, path in write_open_clip(model, config, folder)]
        if not isinstance(config["vision_cfg"]["layers"], list):
            peer, forms = write_transformers(config, folder)
            image = peer.vision_model(images).pooler_output
            text = peer.text_model(tokens).pooler_output
            expected = peer.visual_projection(image), peer.text_projection(text)
            cases += [(form, path, expected) for form, path in forms]
    worst = 0.0
    for form, path, expected in cases:
        errors = [error(f, e) for f, e in zip(ours(args.upt, path, picture, folder), expected)]
        print(f"{name:9} {form:15} images {errors[0]:.1e}  texts {errors[1]:.1e}", flush=True)
        worst = max(worst, *errors)
    return worst


def main():
    args = arguments()
    worst = 0.0
    for name in args.models:
        with tempfile.TemporaryDirectory() as folder:
            worst = max(worst, compare(name, args, pathlib.Path(folder)))
    print(f"largest {worst:.1e}, allowed {LIMIT:.0e}")
    if not worst <= LIMIT:
        sys.exit(1)


main()
