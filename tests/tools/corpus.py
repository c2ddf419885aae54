"""The training corpus: its form, its pairs, its variety, and how well two labellings agree.

    corpus.py            # what is wrong with data/corpus/; exit status 1 when something is
    corpus.py agreement  # the table of data/corpus/README.md
"""
import collections
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/tools"))
import variety  # noqa: E402

CORPUS = ROOT / "data/corpus"
VALUES = {
    "question_type": "factual how_to comparative troubleshooting multi_step other",
    "difficulty": "easy medium hard",
    "openness": "closed open",
    "ambiguous": "no yes",
    "adversarial": "no yes",
    "adversarial_kind": "none contradiction impossible boundary conflicting_requirements model_limits false_premise",
    "negative": "none out_of_scope unethical outdated unknown competitor roadmap personal",
    "behaviour": "answers clarifies corrects declines unknown_answer empty",
    "tone": "professional conversational mixed unknown",
    "examples": "with conceptual unknown",
    "turn_kind": "none follow_up clarification refinement",
    "language_style": "clean informal typos",
    "domain": "product_features api_integration pricing_billing setup_configuration best_practices limitations use_cases policies other",
}
VALUES = {dimension: values.split() for dimension, values in VALUES.items()}
# What a pair's tag says of the positive; the hard negative next to it has another label.
TAGS = {"amb": ("ambiguous", "yes"), "adv": ("adversarial", "yes"), "multi": ("question_type", "multi_step"),
        "comp": ("question_type", "comparative"), "trou": ("question_type", "troubleshooting"),
        "oos": ("negative", "out_of_scope"), "une": ("negative", "unethical"), "out": ("negative", "outdated"),
        "unk": ("negative", "unknown"), "com": ("negative", "competitor"), "roa": ("negative", "roadmap"),
        "per": ("negative", "personal")}
MAX_PATTERN = 3
MAX_NEIGHBOUR = 0.40  # a hard negative is meant to be near its positive
MIN_KEPT_WORDS = 3  # a pattern with fewer words of its own ("_ _", "is it _") is no pattern


def companies():
    return [json.loads(line) for line in (CORPUS / "companies.jsonl").read_text(encoding="utf-8").splitlines()]


def rows_of(company):
    file = CORPUS / "companies" / f"{company['file']}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def label_faults(row):
    labels, roles = row["labels"], [m["role"] for m in row["messages"]]
    if set(labels) != set(VALUES):
        return [f"{row['id']}: labelled in {sorted(labels)}"]
    found = [f"{row['id']}: {d} cannot be '{v}'" for d, v in labels.items() if v not in VALUES[d]]
    response = roles[-1] == "assistant"
    if response == (labels["behaviour"] == "empty") or response == (labels["tone"] == "unknown"):
        found.append(f"{row['id']}: labels of a response, and whether there is one, differ")
    if (roles.count("user") > 1) == (labels["turn_kind"] == "none"):
        found.append(f"{row['id']}: turn_kind does not fit {roles.count('user')} user turns")
    if (labels["adversarial"] == "no") != (labels["adversarial_kind"] == "none"):
        found.append(f"{row['id']}: adversarial and its kind differ")
    return found


def pair_faults(rows):
    found = []
    for i, row in enumerate(rows):
        beside = [tag for j in (i - 1, i + 1) if 0 <= j < len(rows) for tag in rows[j].get("pair", [])]
        for tag in row.get("pair", []):
            dimension, value = TAGS[tag[1:]]
            if (row["labels"][dimension] == value) != (tag[0] == "+"):
                found.append(f"{row['id']}: tag {tag} does not fit its labels")
            if tag[0] == "+" and "-" + tag[1:] not in beside:
                found.append(f"{row['id']}: no hard negative of {tag} next to it")
    return found


def faults():
    found, texts, patterns = [], [], collections.Counter()
    all_companies = companies()
    for company in all_companies:
        rows = rows_of(company)
        for row in rows:
            found += label_faults(row)
            texts.append(variety.question_of(row))
        found += pair_faults(rows)
    for text in texts:
        pattern = variety.pattern(text)
        patterns[pattern] += sum(word != "_" for word in pattern.split()) >= MIN_KEPT_WORDS
    found += [f"{count} questions have the pattern '{pattern}'" for pattern, count in patterns.items() if count > MAX_PATTERN]
    shape = variety.shape(texts)
    print(f"data/corpus: {len(texts)} rows, {len(all_companies)} companies; {variety.words_of(shape)}")
    return found + variety.limits(shape, MAX_NEIGHBOUR)


def kappa(pairs):
    first, second = (collections.Counter(side) for side in zip(*pairs))
    chance = sum(first[v] * second[v] for v in first) / len(pairs) ** 2
    agree = sum(a == b for a, b in pairs) / len(pairs)
    return agree, (agree - chance) / (1 - chance) if chance < 1 else float("nan")


def agreement():
    """Dimension, rows, agreement and Cohen's kappa of two labellings: of the corpus, of the held-out real rows."""
    truth = {row["id"]: row["labels"] for company in companies() for row in rows_of(company)}
    second = [json.loads(line) for line in (CORPUS / "second.jsonl").read_text(encoding="utf-8").splitlines()]
    held_out = [json.loads(line) for line in (CORPUS / "real/held_out.jsonl").read_text(encoding="utf-8").splitlines()]
    sets = [[(truth[row["id"]], row["labels"]) for row in second], [(row["labels"], row["second"]) for row in held_out]]
    print("| dimension | corpus rows | agreement | kappa | real rows | agreement | kappa |\n| --- " + "| ---: " * 6 + "|")
    for dimension in VALUES:
        cells = []
        for labellings in sets:
            pairs = [(a[dimension], b[dimension]) for a, b in labellings]
            if dimension in ("behaviour", "tone", "examples", "turn_kind"):  # judged only where there is something to judge
                pairs = [p for p in pairs if p[0] not in ("unknown", "empty") and p != ("none", "none")]
            agree, k = kappa(pairs)
            cells.append(f"{len(pairs)} | {agree:.3f} | {k:.3f}")
        print(f"| {dimension} | {' | '.join(cells)} |")


if __name__ == "__main__":
    if sys.argv[1:] == ["agreement"]:
        agreement()
    else:
        wrong = faults()
        print("\n".join(wrong))
        sys.exit(1 if wrong else 0)
