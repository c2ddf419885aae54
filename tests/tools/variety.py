"""How varied the written texts of this project are: openings, compression, nearest neighbours.

    variety.py      # prints a line per set of texts
"""
import collections
import csv
import json
import pathlib
import re
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
MIN_OPENINGS = 0.60    # distinct first three words of a question, share of the questions
MAX_COMPRESSION = 5.0  # bytes by zlib-compressed bytes; prose of one subject has 2.5 to 4
MAX_NEIGHBOUR = 0.25   # median over questions of the highest word-set similarity to another
MAX_PATTERN = 3        # questions with the same masked pattern, planted duplicates aside


def words(text):
    return re.findall(r"[a-z0-9'’]+", text.lower())


def question_of(row):
    if "messages" in row:
        return next((m["content"] for m in row["messages"] if m["role"] == "user"), "")
    if "conversations" in row:
        return next((m["value"] for m in row["conversations"] if m["from"] == "human"), "")
    for key in ("instruction", "question", "prompt", "query", "input"):
        if isinstance(row.get(key), str):
            return row[key]
    return ""


def questions():
    """One entry a row of the example pool that a strict reader can read."""
    out = []
    for file in sorted((ROOT / "examples/pool").iterdir()):
        if file.suffix == ".csv":
            out += [row["question"] for row in csv.DictReader(file.open(encoding="utf-8"))]
            continue
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                out.append(question_of(json.loads(line)))
            except (json.JSONDecodeError, AttributeError, TypeError):
                continue
    return [q for q in out if words(q)]


COMMON = set("a an the of to in on for at by with from and or but if is are was were be been do does did can could will would "
             "should may might have has had i we you it they my our your this that these those what which who how when where why "
             "not no so as there any".split())


def pattern(text):
    """The question with its content words masked."""
    return " ".join(w if w in COMMON else "_" for w in words(text))


def nearest(texts):
    """Highest Jaccard similarity of word sets to another text, per text."""
    sets = [frozenset(words(t)) for t in texts]
    holders = collections.defaultdict(list)
    for i, one in enumerate(sets):
        for word in one:
            holders[word].append(i)
    best = []
    for i, one in enumerate(sets):
        shared = collections.Counter(j for w in one for j in holders[w] if j != i)
        best.append(max((n / (len(one) + len(sets[j]) - n) for j, n in shared.items()), default=0.0))
    return sorted(best)


def shape(texts):
    """The figures of a set of questions."""
    distinct = sorted({" ".join(words(t)) for t in texts})
    openings = len({" ".join(words(t)[:3]) for t in distinct}) / max(1, len(distinct))
    joined = "\n".join(distinct).encode()
    near = nearest(distinct)
    return {"distinct": len(distinct), "openings": openings,
            "compression": len(joined) / max(1, len(zlib.compress(joined, 9))), "neighbour": near[len(near) // 2] if near else 0.0}


def words_of(m):
    return (f"{m['distinct']} distinct questions, distinct openings {m['openings']:.0%}, "
            f"compression {m['compression']:.2f}, median nearest neighbour {m['neighbour']:.2f}")


def limits(m, most_neighbour=MAX_NEIGHBOUR):
    found = []
    if m["openings"] < MIN_OPENINGS:
        found.append(f"distinct openings {m['openings']:.2f}, at least {MIN_OPENINGS} wanted")
    if m["compression"] > MAX_COMPRESSION:
        found.append(f"compression {m['compression']:.2f}, at most {MAX_COMPRESSION} wanted")
    if m["neighbour"] > most_neighbour:
        found.append(f"median nearest neighbour {m['neighbour']:.2f}, at most {most_neighbour} wanted")
    return found


def faults():
    texts = questions()
    m = shape(texts)
    pattern_count = max(collections.Counter(pattern(t) for t in {" ".join(words(t)) for t in texts}).values())
    print(f"examples/pool: {len(texts)} questions; {words_of(m)}, largest pattern {pattern_count}")
    return limits(m) + ([f"{pattern_count} questions share one pattern, at most {MAX_PATTERN} wanted"] if pattern_count > MAX_PATTERN else [])


if __name__ == "__main__":
    sys.exit(1 if faults() else 0)
