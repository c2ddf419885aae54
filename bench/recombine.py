"""Rows for the benchmarks of repetition: real sentences, recombined, with repetitions planted.

    recombine.py POOL ROWS OUT.jsonl [--seed 1]

Each row has some 42 words: sentences of the pool's texts, joined to a question and an answer. One row in ten is an earlier one,
edited in one of five ways (a word replaced, a word left out, two words swapped, an end cut off, words added), lightly or not.
"""
import argparse
import json
import random
import re


def sentences(pool):
    out = set()
    with open(pool, encoding="utf-8") as file:
        for line in file:
            for message in json.loads(line)["messages"]:
                for part in re.split(r"(?<=[.!?])\s+", message["content"]):
                    if 4 <= len(part.split()) <= 25:
                        out.add(part.replace("\n", " "))
    return sorted(out)


def edited(words, known, chance):
    words = list(words)
    kind, times = chance.randrange(5), chance.choice((1, 1, 2, 3, 5))
    for _ in range(times):
        at = chance.randrange(len(words))
        if kind == 0:
            words[at] = chance.choice(chance.choice(known).split())
        elif kind == 1 and len(words) > 8:
            del words[at]
        elif kind == 2 and at:
            words[at - 1], words[at] = words[at], words[at - 1]
        elif kind == 3 and len(words) > 12:
            words.pop()
        else:
            words.append(chance.choice(chance.choice(known).split()))
    return words


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("pool")
    asked.add_argument("rows", type=int)
    asked.add_argument("out")
    asked.add_argument("--seed", type=int, default=1)
    asked = asked.parse_args()
    chance, known, recent = random.Random(asked.seed), sentences(asked.pool), []
    with open(asked.out, "w", encoding="utf-8") as out:
        for i in range(asked.rows):
            if recent and chance.random() < 0.1:
                words = edited(chance.choice(recent), known, chance)
            else:
                words = []
                while len(words) < 34:
                    words += chance.choice(known).split()
            if len(recent) < 100_000:
                recent.append(words)
            else:
                recent[chance.randrange(len(recent))] = words
            cut = len(words) // 3
            out.write(json.dumps({"id": i, "question": " ".join(words[:cut]), "answer": " ".join(words[cut:])}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
