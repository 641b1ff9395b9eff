"""CLIP's two towers and the three prompt methods in PyTorch, with random weights.

Two ways to compute the same thing: `authors` follows the order of work of the published trainers
(every position of every class at every step), `careful` is what a PyTorch user who minds the time
would write. Neither holds code from elsewhere.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class Config:
    image: int
    patch: int
    vision_width: int
    vision_heads: int
    vision_layers: int
    text_width: int
    text_heads: int
    text_layers: int
    context: int
    vocabulary: int
    embedding: int

    @property
    def patches(self):
        return (self.image // self.patch) ** 2


CONFIGS = {
    "b16": Config(224, 16, 768, 12, 12, 512, 8, 12, 77, 49408, 512),
    "tiny": Config(32, 8, 64, 2, 3, 64, 2, 2, 77, 49408, 32),
}


class QuickGELU(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Block(nn.Module):
    """A pre-norm block. `fused` takes batches first and the fused attention; without it, the
    sequence comes first and the library's attention module gets a mask, as in the original."""

    def __init__(self, width, heads, fused, mask=None):
        super().__init__()
        self.heads, self.fused, self.mask = heads, fused, mask
        self.attn = nn.MultiheadAttention(width, heads)
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.c_fc, self.c_proj = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.gelu = QuickGELU()
        for weight in (self.attn.in_proj_weight, self.attn.out_proj.weight, self.c_fc.weight):
            nn.init.normal_(weight, std=width**-0.5)
        nn.init.normal_(self.c_proj.weight, std=(4 * width) ** -0.5)

    def attention(self, x):
        if not self.fused:
            mask = None if self.mask is None else self.mask[: x.shape[0], : x.shape[0]]
            return self.attn(x, x, x, need_weights=False, attn_mask=mask)[0]
        batch, tokens, width = x.shape
        packed = F.linear(x, self.attn.in_proj_weight, self.attn.in_proj_bias)
        q, k, v = packed.view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        out = F.scaled_dot_product_attention(q, k, v, is_causal=self.mask is not None)
        return self.attn.out_proj(out.transpose(1, 2).reshape(batch, tokens, width))

    def forward(self, x):
        x = x + self.attention(self.ln_1(x))
        return x + self.c_proj(self.gelu(self.c_fc(self.ln_2(x))))


class Clip(nn.Module):
    def __init__(self, config, fused):
        super().__init__()
        c = self.config = config
        self.fused = fused
        self.conv1 = nn.Conv2d(3, c.vision_width, c.patch, c.patch, bias=False)
        scale = c.vision_width**-0.5
        self.cls = nn.Parameter(scale * torch.randn(c.vision_width))
        self.vision_positions = nn.Parameter(scale * torch.randn(c.patches + 1, c.vision_width))
        self.ln_pre, self.ln_post = nn.LayerNorm(c.vision_width), nn.LayerNorm(c.vision_width)
        self.vision_blocks = nn.ModuleList(
            Block(c.vision_width, c.vision_heads, fused) for _ in range(c.vision_layers)
        )
        self.vision_projection = nn.Parameter(scale * torch.randn(c.vision_width, c.embedding))

        mask = torch.full((c.context, c.context), float("-inf")).triu_(1)
        self.words = nn.Embedding(c.vocabulary, c.text_width)
        nn.init.normal_(self.words.weight, std=0.02)
        self.text_positions = nn.Parameter(0.01 * torch.randn(c.context, c.text_width))
        self.text_blocks = nn.ModuleList(
            Block(c.text_width, c.text_heads, fused, mask) for _ in range(c.text_layers)
        )
        self.ln_final = nn.LayerNorm(c.text_width)
        self.text_projection = nn.Parameter(
            c.text_width**-0.5 * torch.randn(c.text_width, c.embedding)
        )
        self.requires_grad_(False)

    def through(self, block, x):
        """A block applied to [batch, tokens, width], whatever order it works in."""
        return block(x) if self.fused else block(x.transpose(0, 1)).transpose(0, 1)

    def encode_image(self, images, prompts=None):
        """`prompts`: None, [n, width] (shallow) or [layers, n, width] (deep)."""
        x = self.conv1(images).flatten(2).transpose(1, 2)
        batch = x.shape[0]
        x = torch.cat([self.cls.expand(batch, 1, -1), x], 1) + self.vision_positions

        def insert(x, rows, old):
            rows = rows.expand(batch, -1, -1)
            return torch.cat([x[:, :1], rows, x[:, 1 + old :]], 1)

        is_deep = prompts is not None and prompts.dim() == 3
        if prompts is not None and not is_deep:
            x = insert(x, prompts, 0)
        x = self.ln_pre(x)
        for layer, block in enumerate(self.vision_blocks):
            if is_deep:
                x = insert(x, prompts[layer], 0 if layer == 0 else prompts.shape[1])
            x = self.through(block, x)
        return F.normalize(self.ln_post(x[:, 0]) @ self.vision_projection, dim=-1)

    def encode_text(self, embeddings, ends):
        """`embeddings`: [classes, tokens, width] without positions; `ends`: each class's [EOT]."""
        x = embeddings + self.text_positions[: embeddings.shape[1]]
        for block in self.text_blocks:
            x = self.through(block, x)
        x = self.ln_final(x)[torch.arange(x.shape[0]), ends]
        return F.normalize(x @ self.text_projection, dim=-1)


class UnifiedPrompts(nn.Module):
    """The network that makes both modalities' prompts from shared vectors."""

    def __init__(self, config, length, deep, across):
        super().__init__()
        d, self.length, self.across = config.text_width, length, across
        self.layers = config.vision_layers if deep else 0
        rows = length + length * max(self.layers, 1)
        self.vectors = nn.Parameter(0.02 * torch.randn(1, rows, d))
        self.attn = nn.MultiheadAttention(d, 1, dropout=0.1, batch_first=across)
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.linear1, self.linear2 = nn.Linear(d, d), nn.Linear(d, d)
        self.dropout = nn.Dropout(0.1)
        self.to_vision = nn.Linear(d, config.vision_width)

    def mixed(self):
        u = self.vectors
        # Without `batch_first` the rows count as a batch: each attends to itself alone.
        s = self.norm1(u + self.dropout(self.attn(u, u, u, need_weights=False)[0]))
        hidden = self.dropout(F.relu(self.linear1(self.norm2(s))))
        return (s + self.dropout(self.linear2(hidden)))[0]

    def visual(self, rows):
        prompts = self.to_vision(rows[self.length :])
        return deep_rows(prompts, self.layers) if self.layers else prompts


def deep_rows(prompts, layers):
    """[n * layers, width], row j * layers + l for token j of layer l, as [layers, n, width]."""
    return prompts.view(-1, layers, prompts.shape[-1]).transpose(0, 1)
