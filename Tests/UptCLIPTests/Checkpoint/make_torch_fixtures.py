"""Writes the small PyTorch checkpoints of these tests, with the features that open_clip computes:

    python3 make_torch_fixtures.py FOLDER

Needs torch, open_clip_torch and safetensors. The weights are random, in half precision.
"""

import pathlib
import sys

import open_clip
import torch
from safetensors.torch import save_file

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
TEXT = {"context_length": 8, "vocab_size": 40, "width": 16, "heads": 1, "layers": 1}


class Scripted(torch.nn.Module):
    """Nothing but parameters, in modules, as TorchScript archives keep them."""

    def __init__(self, state):
        super().__init__()
        for name, child in groups(state).items():
            if isinstance(child, dict):
                self.add_module(name, Scripted(child))
            elif child.is_floating_point():
                self.register_parameter(name, torch.nn.Parameter(child))
            else:
                self.register_buffer(name, child)

    def forward(self):
        return 0


def groups(state):
    tree = {}
    for name, value in state.items():
        first, _, rest = name.partition(".")
        if rest:
            tree.setdefault(first, {})[rest] = value
        else:
            tree[first] = value
    return tree


def write(name, vision):
    torch.manual_seed(7)
    model = open_clip.CLIP(16, vision, TEXT, quick_gelu=True).eval()
    generator = torch.Generator().manual_seed(11)
    for key, value in model.state_dict().items():
        # Norms that do something, and nothing that is lost in half precision.
        if key.endswith(("running_mean", "bias")):
            value.copy_(0.1 * torch.randn(value.shape, generator=generator))
        if key.endswith("running_var"):
            value.copy_(0.5 + torch.rand(value.shape, generator=generator))
        if value.is_floating_point():
            value.copy_(value.half().float())
    images = torch.randn(1, 3, vision["image_size"], vision["image_size"], generator=generator)
    tokens = torch.tensor([[38, 5, 9, 39, 0, 0, 0, 0], [38, 11, 12, 13, 14, 39, 0, 0]])
    with torch.no_grad():
        features = {
            "images": images, "image_features": model.encode_image(images),
            "text_features": model.encode_text(tokens),
        }
    save_file({k: v.contiguous() for k, v in features.items()}, folder / f"{name}.safetensors")
    state = {k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}
    state.pop("attn_mask", None)
    scalars = {
        "input_resolution": torch.tensor(vision["image_size"]),
        "context_length": torch.tensor(8), "vocab_size": torch.tensor(40),
    }
    # A tensor whose storage is transposed.
    state["text_projection"] = state["text_projection"].t().contiguous().t()
    torch.save(state, folder / f"{name}.pt")
    torch.jit.script(Scripted({**state, **scalars})).save(folder / f"{name}-script.pt")


write("vit", {"image_size": 16, "patch_size": 8, "width": 16, "layers": 1, "head_width": 16})
write("rn", {"image_size": 32, "layers": [1, 1, 1, 1], "width": 2, "head_width": 64})
