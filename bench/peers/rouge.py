"""The novelty test of Self-Instruct and Alpaca: evenset beside rouge-score (Alpaca's own loop) and rapidfuzz.

    rouge.py EVENSET POOL [ROWS=52000]

Distinct instructions of at most 50 words: the pool's, then questions of the data files beside it until there are enough (52,000: mean
20 words). Answers first: the same rows kept as by rouge-score on the first 1,500, and on all of them by rapidfuzz's exact counts with
rouge-score's arithmetic. Alpaca's loop is timed on its first 2,000 rows and extrapolated by the number of
comparisons (every row against every kept one); evenset's time is the whole command on one core.
"""
import json
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

CHECKED, ALPACA = 1_500, 2_000


def texts_of(pool):
    for name in (pool, *(pathlib.Path(pool).parent / f"{name}.jsonl" for name in ("comparative", "nfcats", "clinc_oos"))):
        with open(name, encoding="utf-8") as file:
            for row in map(json.loads, file):
                yield row["text"] if "text" in row else next((m["content"] for m in row["messages"] if m["role"] == "user"), "")


def instructions(pool, count):
    seen = {}
    for text in texts_of(pool):
        if 3 <= len(re.findall("[a-z0-9]+", text.lower())) <= 50:
            seen.setdefault(text)
        if len(seen) == count:
            break
    return list(seen)


def write_rows(rows, path):
    with open(path, "w", encoding="utf-8") as file:
        for i, text in enumerate(rows):
            file.write(json.dumps({"id": i, "instruction": text, "input": "", "output": ""}) + "\n")


def neighbours_by_evenset(binary, rows):
    """Seconds that --neighbours adds to the command, on two cores, and the means."""
    with tempfile.TemporaryDirectory() as folder:
        write_rows(rows, f"{folder}/rows.jsonl")
        command = [binary, "dedup", f"{folder}/rows.jsonl", "--method", "rouge-l", "--threads", "2", "-o", "/dev/null", "--force"]
        begin = time.perf_counter()
        subprocess.run(command, stderr=subprocess.DEVNULL)
        without = time.perf_counter() - begin
        begin = time.perf_counter()
        subprocess.run([*command, "--neighbours", f"{folder}/near.jsonl"], stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin - without
        with open(f"{folder}/near.jsonl", encoding="utf-8") as file:
            return seconds, [json.loads(line) for line in file]


def neighbours_by_rapidfuzz(rows):
    """cdist in blocks of rows on two cores; the ten highest and the mean of each."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Indel
    known = {}
    words = [words_of(text, known) for text in rows]
    begin = time.perf_counter()
    best, mean = [], []
    for at in range(0, len(words), 1000):
        scores = process.cdist(words[at:at + 1000], words, scorer=Indel.normalized_similarity, dtype=np.float32, workers=2)
        for i, line in enumerate(scores):
            line[at + i] = 0
            mean.append(line.sum() / (len(words) - 1))
            best.append(np.sort(np.partition(line, -10)[-10:])[::-1])
    return time.perf_counter() - begin, best, mean


def compare_neighbours(binary, rows):
    ours, found = neighbours_by_evenset(binary, rows)
    theirs, best, mean = neighbours_by_rapidfuzz(rows)
    # Two texts without words are alike for rapidfuzz, and like nothing for rouge-score.
    other = sum(abs(one["nearest"][0][1] - float(top[0])) > 1e-3 for one, top in zip(found, best) if one["nearest"])
    apart = max(abs(one["mean"] - float(m)) for one, m in zip(found, mean) if one["nearest"])
    print(f"ten nearest and mean: {other} of {len(rows)} highest scores differ, means apart at most {apart:.1e}")
    print(f"evenset            {ours:10.2f} s\nrapidfuzz cdist    {theirs:10.1f} s, {theirs / ours:,.1f} times")


def with_evenset(binary, rows):
    with tempfile.TemporaryDirectory() as folder:
        write_rows(rows, f"{folder}/rows.jsonl")
        seconds = []
        for _ in range(3):
            begin = time.perf_counter()
            subprocess.run([binary, "dedup", f"{folder}/rows.jsonl", "--method", "rouge-l", "--threads", "1", "-o", f"{folder}/kept.jsonl", "--force"],
                           stderr=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - begin)
        with open(f"{folder}/kept.jsonl", encoding="utf-8") as file:
            return min(seconds), [json.loads(line)["id"] for line in file]


def alpaca(rows):
    """generate_instruction.py's loop, without its processes."""
    from rouge_score import rouge_scorer
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    kept, numbers, compared = [], [], 0
    begin = time.perf_counter()
    for i, text in enumerate(rows):
        words = scorer._tokenizer.tokenize(text)
        scores = [rouge_scorer._score_lcs(words, other).fmeasure for other in kept]
        compared += len(kept)
        if not scores or max(scores) <= 0.7:
            kept.append(words)
            numbers.append(i)
    return time.perf_counter() - begin, numbers, compared


def words_of(text, known):
    return [known.setdefault(word, len(known)) for word in re.findall(r"[a-z0-9]+", text.lower())]


def with_rapidfuzz(rows):
    """extractOne with the cut-off 0.7: its own decision at 0.7 exactly is mended by the package's arithmetic."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel, LCSseq
    known, kept, numbers, compared = {}, [], [], 0
    begin = time.perf_counter()
    for i, text in enumerate(rows):
        words = words_of(text, known)
        compared += len(kept)
        like = False
        if words:
            found = process.extract(words, kept, scorer=Indel.normalized_similarity, processor=None, score_cutoff=0.6999999, limit=8)
            for other, _, _ in found:
                common = LCSseq.similarity(words, other)
                p, r = common / len(other), common / len(words)
                like = like or 2 * p * r / (p + r) > 0.7
        if not like:
            kept.append(words)
            numbers.append(i)
    return time.perf_counter() - begin, numbers, compared


def main():
    binary, pool, count = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 52_000
    rows = instructions(pool, count)
    _, few = with_evenset(binary, rows[:CHECKED])
    assert few == alpaca(rows[:CHECKED])[1], "other rows kept than by rouge-score"
    ours, kept = with_evenset(binary, rows)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"the first {CHECKED} rows: the same kept as by rouge-score")
    theirs, theirs_kept, compared = with_rapidfuzz(rows)
    print(f"all {len(rows)} rows: {len(kept)} kept, {len(set(kept) ^ set(theirs_kept))} decided otherwise than by rapidfuzz's counts")
    print(f"evenset            {ours:10.2f} s, {peak:.0f} MB")
    print(f"rapidfuzz          {theirs:10.1f} s, {theirs / ours:,.0f} times")
    seconds, _, few_compared = alpaca(rows[:ALPACA])
    whole = seconds * compared / few_compared
    print(f"Alpaca's loop      {whole:10.0f} s ({whole / 3600:.1f} h, extrapolated from {seconds:.1f} s for {ALPACA} rows), {whole / ours:,.0f} times")
    compare_neighbours(binary, rows)


if __name__ == "__main__":
    main()
