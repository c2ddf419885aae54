"""Rows that teach the fast tier: the corpus, and real texts as the accurate tier labels them.

    distill.py PUBLIC_DATA OUT.jsonl [--texts 40000]

Only texts whose licence permits it (public.FREE and the questions of NF-CATS, MIT). A label counts as its confidence says.
Rows that stand in data/corpus/real/held_out.jsonl are left out, with all that share their question.
"""
import argparse
import json
import os
import random
import subprocess

import public
import rows as data

LEAST_CONFIDENCE, DISTILLED_WEIGHT, LONGEST = 0.5, 0.5, 4000


def question(messages):
    return next((m["content"] for m in reversed(messages) if m["role"] == "user"), "")


def texts(folder, count):
    held_out = {question(row["messages"]) for row in data.real(folder, "held_out")}
    chance, out = random.Random(1), []
    for source, messages in public.rows(folder):
        free = source == "nfcats" or (source.startswith("pool:") and source[5:].startswith(public.FREE))
        if free and question(messages) not in held_out and sum(len(m["content"]) for m in messages) < LONGEST:
            out.append((source, messages))
    chance.shuffle(out)
    return out[:count]


def labelled(messages):
    text = "".join(json.dumps({"messages": one}) + "\n" for one in messages)
    done = subprocess.run([data.ROOT / "build/evenset", "label", "-", "--tier", "accurate", "--only-labels"], input=text.encode(),
                          capture_output=True, check=True, env=os.environ | {"EVENSET_CACHE": "off"})
    for line in done.stdout.splitlines():
        row = json.loads(line)
        yield {d: row["labels"][d] for d in data.VALUES if row["confidence"][d] >= LEAST_CONFIDENCE and row["labels"][d] in data.VALUES[d]}


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("public")
    asked.add_argument("out")
    asked.add_argument("--texts", type=int, default=40000)
    asked = asked.parse_args()
    real = texts(asked.public, asked.texts)
    with open(asked.out, "w", encoding="utf-8") as out:
        def write(messages, labels, fold, weight):
            known = {d: v for d, v in labels.items() if v in data.VALUES.get(d, ())}
            out.write(json.dumps({"messages": messages, "labels": known, "fold": fold, "weight": weight}) + "\n")

        for row in data.of_companies(held_out=False) + data.real(asked.public, "train"):
            write(row["messages"], row["labels"], row["source"], 1.0)
        for (source, messages), labels in zip(real, labelled([m for _, m in real])):
            write(messages, labels, source, DISTILLED_WEIGHT)


if __name__ == "__main__":
    main()
