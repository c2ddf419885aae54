"""Write an encoder and its heads as evenset reads them (src/models/encoder.h).

    write("model.safetensors", model.state_dict(), heads, {"name": "…"})

Weights become bytes with one scale per output. The weights of four neighbouring inputs of
an output must add up to 128 at most above zero, and below zero: then no processor's 16-bit
sums overflow (src/models/int8_product.h). Each output's scale is the least that allows it.
"""
import json
import re
import struct
import zlib

import numpy as np

LARGEST, GROUP, GROUP_SUM = 127, 4, 128
POSITIONS = 128
PARTS = {"out": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense"}


def fits(levels):
    groups = levels.reshape(len(levels), -1, GROUP)
    return np.maximum(np.clip(groups, 0, None).sum(2), np.clip(-groups, 0, None).sum(2)).max(1) <= GROUP_SUM


def quantised(weight, bounded=True):
    """Levels (int8) and scales (float32) of a matrix, per row."""
    weight = np.asarray(weight, np.float32)
    scale = np.maximum(np.abs(weight).max(1) / LARGEST, 1e-12)
    if bounded:
        groups = weight.reshape(len(weight), -1, GROUP)
        most = np.maximum(np.clip(groups, 0, None).sum(2), np.clip(-groups, 0, None).sum(2)).max(1)
        scale = np.maximum(scale, most / GROUP_SUM)
    scale = scale.astype(np.float32)
    while True:
        levels = np.clip(np.rint(weight / scale[:, None]), -LARGEST, LARGEST).astype(np.int32)
        wrong = ~fits(levels) if bounded else np.zeros(len(weight), bool)
        if not wrong.any():
            return levels.astype(np.int8), scale
        scale[wrong] *= np.float32(1.002)  # rounding up made a sum too large


def plain(state):
    """The encoder's tensors under BERT's own names, whatever they are part of."""
    out = {}
    for name, value in state.items():
        found = re.search(r"(embeddings|encoder\.layer)\..*", name)
        if found:
            out[found.group()] = np.asarray(value.detach().cpu() if hasattr(value, "detach") else value, np.float32)
    return out


def encoder_tensors(state):
    state = plain(state)
    tensors = {}

    def linear(name, weight, bias):
        tensors[name + ".weight"], tensors[name + ".scale"] = quantised(weight)
        tensors[name + ".bias"] = bias

    def norm(name, source):
        for part in ("weight", "bias"):
            tensors[f"{name}.{part}"] = state[f"{source}.{part}"]

    words, scale = quantised(state["embeddings.word_embeddings.weight"], bounded=False)
    tensors["embeddings.word"], tensors["embeddings.word.scale"] = words, scale
    tensors["embeddings.position"] = state["embeddings.position_embeddings.weight"][:POSITIONS]
    tensors["embeddings.type"] = state["embeddings.token_type_embeddings.weight"]
    norm("embeddings.norm", "embeddings.LayerNorm")
    layers = 1 + max(int(n.split(".")[2]) for n in state if n.startswith("encoder.layer."))
    for i in range(layers):
        source = f"encoder.layer.{i}."
        parts = [source + f"attention.self.{part}." for part in ("query", "key", "value")]
        linear(f"layer.{i}.qkv", np.concatenate([state[p + "weight"] for p in parts]),
               np.concatenate([state[p + "bias"] for p in parts]))
        for part, at in PARTS.items():
            linear(f"layer.{i}.{part}", state[f"{source}{at}.weight"], state[f"{source}{at}.bias"])
        norm(f"layer.{i}.norm1", source + "attention.output.LayerNorm")
        norm(f"layer.{i}.norm2", source + "output.LayerNorm")
    return tensors, layers


def write(path, state_dict, heads=None, metadata=None):
    """`state_dict`: of a BertModel or of a model around one; `heads`: {dimension: {"weight": values x 768,
    "bias", "temperature", "values": names}}; `metadata`: further texts. Same arguments, same bytes."""
    tensors, layers = encoder_tensors(state_dict)
    about = dict(metadata or {}, evenset="encoder", version="1", layers=str(layers))
    for dimension, head in (heads or {}).items():
        about[f"values.{dimension}"] = ",".join(head["values"])
        for part in ("weight", "bias"):
            tensors[f"head.{dimension}.{part}"] = np.asarray(head[part], np.float32)
        tensors[f"head.{dimension}.temperature"] = np.asarray(head["temperature"], np.float32).reshape(1)
    write_tensors(path, tensors, about)


def write_tensors(path, tensors, about):
    """A safetensors file of evenset's: `about` is its metadata, to which the check sum is added."""
    header, data = {}, bytearray()
    # Floats first: they stay aligned.
    for name in sorted(tensors, key=lambda n: (tensors[n].dtype == np.int8, n)):
        value = np.ascontiguousarray(tensors[name])
        kind = "I8" if value.dtype == np.int8 else "F32"
        content = value.astype("<f4" if kind == "F32" else np.int8).tobytes()
        header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    header["__metadata__"] = dict(sorted(about.items()), crc32=f"{zlib.crc32(data):08x}")
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)
