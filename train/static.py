"""Make the static vectors: one vector a word piece, distilled from the encoder that the accurate tier started from.

    static.py PUBLIC_DATA OUT.safetensors

A piece's vector is the encoder's mean vector of that piece alone, brought to 256 dimensions by principal components
(as Model2Vec does, github.com/MinishLab/model2vec), times a / (a + p), p being the piece's share of the pieces of
real texts (Arora et al. 2017, smooth inverse frequency). A text's vector is the sum over its pieces.
"""
import argparse
import collections
import itertools

import numpy as np
import torch

import export
import public
import rows as data
from model import Model

WIDTH, SMOOTH, TEXTS = 256, 1e-3, 20000


@torch.no_grad()
def vectors_of_pieces():
    model = Model({})
    model.eval()
    out = []
    for begin in range(0, model.words.num_embeddings, 512):
        ids = torch.tensor([[101, piece, 102] for piece in range(begin, min(begin + 512, model.words.num_embeddings))])
        out.append(model(ids, torch.zeros_like(ids), torch.full((len(ids),), 3))[1])
    return torch.cat(out).numpy()


def shares(folder):
    free = (messages for source, messages in public.pool(folder) if source.split(":")[1].startswith(public.FREE))
    counts = collections.Counter()
    for ids, _ in data.pieces([m[:1] for m in itertools.islice(free, TEXTS) if m[0]["role"] == "user"]):
        counts.update(ids)
    return np.array([counts[piece] for piece in range(30522)], np.float64) / sum(counts.values())


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("public")
    asked.add_argument("out")
    asked = asked.parse_args()
    torch.set_num_threads(2)
    vectors = vectors_of_pieces()
    vectors -= vectors.mean(0)
    _, components = np.linalg.eigh(np.cov(vectors.T))
    reduced = vectors @ components[:, ::-1][:, :WIDTH]
    weight = SMOOTH / (SMOOTH + shares(asked.public))
    levels, scale = export.quantised(reduced * weight[:, None], bounded=False)
    export.write_tensors(asked.out, {"vectors": levels, "scale": scale}, {"evenset": "static", "version": "1"})


if __name__ == "__main__":
    main()
