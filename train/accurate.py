"""Train the accurate tier: the encoder, fine-tuned in all dimensions at once.

    accurate.py PUBLIC_DATA OUT.safetensors [--seed 1] [--rows N]    # N: only so many rows, to try the script

Rows: data/corpus without its held-out companies, and the real rows of data/corpus/real/train.jsonl.
Each row is now and then shown without its response, so that a question is also judged alone. The
mean vector of a question alone is drawn towards the vector of the encoder it started from; that
was not enough to keep its sense of likeness (docs/annotators.md). Temperatures are fitted on the held-out companies.
"""
import argparse
import collections
import random
import time

import torch
import torch.nn.functional as F

import export
import rows as data
from model import Model

PIECES_A_STEP, BARE, NEAR = 2048, 0.3, 0.5
HEAD_RATE, WARM_UP = 1e-3, 0.06
CYCLES = [(5, 1e-4)]  # epochs, rate at its highest; the rate falls to nothing in each


def prepared(examples):
    """(pieces, targets) of each row with and without its response, and the starting encoder's vector of the question."""
    full = data.pieces([row["messages"] for row in examples])
    bare = data.pieces([data.without_response(row["messages"]) for row in examples])
    return [{"full": (*f, data.targets(row)), "bare": (*b, data.targets(row, bare=True)),
             "alone": sum(m["role"] == "user" for m in row["messages"]) == 1}
            for row, f, b in zip(examples, full, bare)]


def padded(items):
    lengths = torch.tensor([len(ids) for ids, *_ in items])
    most = int(lengths.max())
    fill = [[part + [0] * (most - len(part)) for part in item[:2]] for item in items]
    return torch.tensor([f[0] for f in fill]), torch.tensor([f[1] for f in fill]), lengths


def batches(items, chance=None):
    """Lists of (number, ids, segments, targets, is_bare) of about one length and PIECES_A_STEP pieces in all."""
    shown = []
    for i, item in enumerate(items):
        bare = chance is not None and chance.random() < BARE
        shown.append((i, *item["bare" if bare else "full"], bare or len(item["bare"][0]) == len(item["full"][0])))
    key = (lambda s: len(s[1]) // 8 + chance.random() * 2) if chance else (lambda s: len(s[1]))
    shown.sort(key=key)
    out = [[]]
    for one in shown:
        if out[-1] and (len(out[-1]) + 1) * max(len(one[1]), *(len(s[1]) for s in out[-1])) > PIECES_A_STEP:
            out.append([])
        out[-1].append(one)
    if chance:
        chance.shuffle(out)
    return out


def class_weights(items):
    """Rare values count for more: the square root of their rarity."""
    out = {}
    for d, names in data.VALUES.items():
        counts = collections.Counter(item["full"][2][d] for item in items)
        known = sum(c for value, c in counts.items() if value >= 0)
        out[d] = torch.tensor([(known / (len(names) * counts[v])) ** 0.5 if counts[v] else 0.0 for v in range(len(names))])
    return out


@torch.no_grad()
def starting_vectors(model, items):
    model.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i]["bare"][0]))
    out = [None] * len(items)
    for begin in range(0, len(order), 64):
        part = order[begin:begin + 64]
        # [CLS] question [SEP]: the last [SEP], of the empty response, is left out.
        _, mean = model(*padded([(items[i]["bare"][0][:-1], items[i]["bare"][1][:-1]) for i in part]))
        for i, vector in zip(part, mean):
            out[i] = vector
    return out


def loss_of(model, batch, weights, items, start):
    scores, mean = model(*padded([one[1:3] for one in batch]))
    loss = 0
    for d, score in scores.items():
        wanted = torch.tensor([one[3][d] for one in batch])
        known = wanted >= 0
        if known.any():
            loss = loss + F.cross_entropy(score[known], wanted[known], weights[d], reduction="sum", label_smoothing=0.03) / len(batch)
    alone = [k for k, one in enumerate(batch) if one[4] and items[one[0]]["alone"]]
    if alone:
        near = F.cosine_similarity(mean[alone], torch.stack([start[batch[k][0]] for k in alone]))
        loss = loss + NEAR * (1 - near).sum() / len(batch)
    return loss


def optimiser_of(model, rate):
    own = [p for n, p in model.named_parameters() if not n.startswith("heads")]
    return torch.optim.AdamW([{"params": [p for p in own if p.dim() > 1], "lr": rate, "weight_decay": 0.01},
                              {"params": [p for p in own if p.dim() == 1], "lr": rate, "weight_decay": 0.0},
                              {"params": list(model.heads.parameters()), "lr": HEAD_RATE, "weight_decay": 0.0}], fused=True)


def cycle(model, items, epochs, rate, weights, start, chance):
    optimiser = optimiser_of(model, rate)
    steps = [batch for _ in range(epochs) for batch in batches(items, chance)]
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min((i + 1) / (WARM_UP * len(steps)), (len(steps) - i) / ((1 - WARM_UP) * len(steps))))
    model.train()
    begin = time.time()
    for i, batch in enumerate(steps):
        loss = loss_of(model, batch, weights, items, start)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        falling.step()
        if i % 50 == 0:
            print(f"step {i} of {len(steps)}, {time.time() - begin:.0f} s, loss {loss.item():.2f}", flush=True)


def fit(items, seed):
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model, weights = Model(data.VALUES), class_weights(items)
    start = starting_vectors(model, items)
    for epochs, rate in CYCLES:
        cycle(model, items, epochs, rate, weights, start, chance)
    return model


@torch.no_grad()
def scores_of(model, items):
    """Per dimension (scores, targets) over the rows that have a label."""
    model.eval()
    out = {d: ([], []) for d in data.VALUES}
    for batch in batches(items):
        scores, _ = model(*padded([one[1:3] for one in batch]))
        for k, one in enumerate(batch):
            for d, wanted in one[3].items():
                if wanted >= 0:
                    out[d][0].append(scores[d][k])
                    out[d][1].append(wanted)
    return {d: (torch.stack(s), torch.tensor(t)) for d, (s, t) in out.items() if t}


def temperature(scores, wanted):
    """The divisor of the scores under which the labels are likeliest (Guo et al. 2017), by search."""
    candidates = [0.5 * 1.05 ** k for k in range(50)]
    return min(candidates, key=lambda t: F.cross_entropy(scores / t, wanted).item())


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("public")
    asked.add_argument("out")
    asked.add_argument("--rows", type=int)
    asked.add_argument("--seed", type=int, default=1)
    asked = asked.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    items = prepared((data.of_companies(held_out=False) + data.real(asked.public, "train"))[:asked.rows])
    held_out = prepared(data.of_companies(held_out=True))
    print(f"{len(items)} rows to train on, {len(held_out)} of companies held out", flush=True)
    model = fit(items, asked.seed)
    heads = {}
    for d, (scores, wanted) in scores_of(model, held_out).items():
        head = model.heads[d]
        heads[d] = {"weight": head.weight.detach().numpy(), "bias": head.bias.detach().numpy(),
                    "temperature": temperature(scores, wanted), "values": data.VALUES[d]}
        right = (scores.argmax(1) == wanted).float().mean()
        print(f"{d}: {right:.3f} of {len(wanted)} right on the companies held out, temperature {heads[d]['temperature']:.2f}")
    export.write(asked.out, model.bert(), heads, {"trained": f"{len(items)} rows, seed {asked.seed}"})


if __name__ == "__main__":
    main()
