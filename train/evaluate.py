"""Measure every tier at the front door, on rows that no model was trained on.

    evaluate.py PUBLIC_DATA            # writes docs/annotators-measured.md and data/errors-*.yaml

Three sets: rows of the companies held out, real rows labelled twice, the example company. Macro-F1 over the
values with five rows or more; its interval by 1,000 resamplings of rows. Where a real row was labelled twice,
the figure is the mean of the figures against both labellings.
"""
import collections
import json
import os
import pathlib
import random
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "examples"))
import compare  # noqa: E402
import public  # noqa: E402
import rows as data  # noqa: E402

ROOT = data.ROOT
TIERS = ["rules", "fast", "accurate"]
WANTED = {"question_type": .85, "behaviour": .85, "negative": .88, "ambiguous": .80, "adversarial": .75, "openness": .82, "difficulty": .70,
          "tone": .72, "examples": .93, "turn_kind": .80, "language_style": .85, "domain": .75}
LEAST, SAMPLES = 5, 1000
TRAINED_ON = ("nfcats", "coconot", "in3", "clinc_oos", "xstest", "pool:oasst", "pool:hh_rlhf", "pool:mt_bench", "pool:gpteacher",
              "pool:open_instruct", "pool:self_instruct", "pool:coconot")


def labelled_by(tier, messages):
    """Per row the labels and confidences that `evenset label` gives."""
    text = "".join(json.dumps({"id": i, "messages": one}) + "\n" for i, one in enumerate(messages))
    done = subprocess.run([ROOT / "build/evenset", "label", "-", "--tier", tier, "--only-labels"], input=text.encode(), capture_output=True,
                          check=True, env=os.environ | {"EVENSET_CACHE": "off"})
    return [json.loads(line) for line in done.stdout.splitlines()]


def judged(dimension, truth):
    """The value that is compared; None where there is nothing to judge. `negative` is compared as yes or no."""
    if dimension == "negative":
        return "none" if truth == "none" else "some"
    if (dimension in ("tone", "examples") and truth == "unknown") or (dimension == "behaviour" and truth == "empty"):
        return None
    return truth


def pairs_of(dimension, truths, labels):
    """(true value, given value, confidence) of the rows that are judged."""
    out = []
    for truth, given in zip(truths, labels):
        value = judged(dimension, truth.get(dimension, "unknown"))
        if value is not None and dimension in truth:
            out.append((value, judged(dimension, given["labels"][dimension]), given["confidence"][dimension]))
    return out


def macro_f1(pairs):
    true, given, both = collections.Counter(), collections.Counter(), collections.Counter()
    for a, b, _ in pairs:
        true[a] += 1
        given[b] += 1
        both[a] += a == b
    scores = [2 * both[v] / (true[v] + given[v]) for v in true if true[v] >= LEAST]
    return sum(scores) / len(scores) if scores else float("nan")


def interval(pairs, seed=1):
    chance = random.Random(seed)
    found = sorted(macro_f1(chance.choices(pairs, k=len(pairs))) for _ in range(SAMPLES))
    return found[int(0.025 * SAMPLES)], found[int(0.975 * SAMPLES)]


def calibration_error(pairs, bins=10):
    """Expected calibration error: mean distance of confidence and share of right labels, over ten bins."""
    sums = collections.defaultdict(lambda: [0, 0.0, 0])
    for true, given, confidence in pairs:
        one = sums[min(int(confidence * bins), bins - 1)]
        one[0] += 1
        one[1] += confidence
        one[2] += true == given
    return sum(abs(c - right) for _, c, right in sums.values()) / max(1, len(pairs))


def reliability(pairs, bins=5):
    """Of each bin of confidence: rows, mean confidence, share right."""
    found = [[] for _ in range(bins)]
    for true, given, confidence in pairs:
        found[min(int(confidence * bins), bins - 1)].append((confidence, true == given))
    return [(len(one), sum(c for c, _ in one) / len(one), sum(r for _, r in one) / len(one)) if one else None for one in found]


def example_company():
    """(messages, labels) of the rows of examples/pool that have a label."""
    done = subprocess.run([ROOT / "build/evenset", "convert", ROOT / "examples/pool", "--to", "openai"], capture_output=True, check=True)
    truth, rows = compare.truth(), [json.loads(line) for line in done.stdout.splitlines()]
    ids = [json.loads(row.get("extra") or "{}").get("id") or row.get("id") for row in rows]
    return [(row["messages"], truth[one]) for row, one in zip(rows, ids) if one in truth]


def sets(folder):
    """Name -> (messages, list of labellings)."""
    held_out = data.of_companies(held_out=True)
    real = data.real(folder, "held_out")
    unseen = [row for row in real if not row["source"].removeprefix("real:").startswith(TRAINED_ON)]
    example = example_company()
    return {"companies held out": ([r["messages"] for r in held_out], [[r["labels"] for r in held_out]]),
            "real rows": ([r["messages"] for r in real], [[r["labels"] for r in real], [r["second"] for r in real]]),
            "real rows of unseen sources": ([r["messages"] for r in unseen], [[r["labels"] for r in unseen], [r["second"] for r in unseen]]),
            "example company": ([m for m, _ in example], [[t for _, t in example]])}


def table(name, messages, labellings, given):
    lines = [f"### {name}: {len(messages)} rows\n", "| dimension | wanted | " + " | ".join(f"{t} | ECE" for t in TIERS) + " |",
             "| --- | ---: |" + " ---: |" * 2 * len(TIERS)]
    for dimension in data.VALUES:
        cells = []
        for tier in TIERS:
            each = [pairs_of(dimension, truths, given[tier]) for truths in labellings]
            if not each[0]:
                cells += ["", ""]
                continue
            mean = sum(map(macro_f1, each)) / len(each)
            low, high = interval(each[0])
            cells += [f"{mean:.2f} ({low:.2f}–{high:.2f})", f"{calibration_error(each[0]):.2f}"]
        lines.append(f"| {dimension} | {WANTED.get(dimension, '')} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def reliability_table(labelled):
    """How often labels are right, by their confidence: over the rows of all sets (first labelling)."""
    heads = ["below 0.2", "0.2–0.4", "0.4–0.6", "0.6–0.8", "0.8–1"]
    lines = ["### Reliability\n", "Rows of all sets together, by the confidence of their label: mean confidence → share right (rows).\n",
             "| tier, dimension | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(heads)]
    for tier in ("fast", "accurate"):
        for dimension in data.VALUES:
            pairs = [pair for truths, given in labelled for pair in pairs_of(dimension, truths, given[tier])]
            cells = [f"{one[1]:.2f} → {one[2]:.2f} ({one[0]})" if one and one[0] >= LEAST else "" for one in reliability(pairs)]
            lines.append(f"| {tier}, {dimension} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def rate(both, values):
    positives = [got in values for true, got in both if true in values]
    negatives = [got not in values for true, got in both if true not in values]
    return (f"{{positives: {len(positives)}, found: {sum(positives)}, "
            f"negatives: {len(negatives)}, rejected: {sum(negatives)}}}")


def rates(tier, comment, parts):
    """data/errors-TIER.yaml: over the companies held out, the real rows (first labelling) and the example company."""
    plan = json.loads(subprocess.run([ROOT / "build/evenset", "plan", "--json"], capture_output=True, check=True).stdout)
    unions = {d: value for d, counts in plan["counts"].items() for value in counts if "+" in value}
    out = [comment + f'measured_on: "{sum(len(t) for t, _ in parts)} rows of companies and public sources that no annotator was made from"', "rates:"]
    for dimension in data.VALUES:
        both = []
        for truths, given in parts:
            for truth, labels in zip(truths, given):
                true, got = truth.get(dimension), labels["labels"][dimension]
                if dimension == "turn_kind" and labels["labels"]["turns"] != "multi":
                    continue
                # In `negative`, "unknown" is a reason; the tier's missing label reads the same and is rare.
                if true is None or ("unknown" in (true, got) and dimension != "negative"):
                    continue
                both.append((true, got))
        out.append(f"  {dimension}:")
        names = sorted({a for a, _ in both} | {b for _, b in both})
        for name in names + ([unions[dimension]] if dimension in unions else []):
            quoted = f'"{name}"' if name in ("yes", "no") else name
            out.append(f"    {quoted}: {rate(both, set(name.split('+')))}")
    (ROOT / f"data/errors-{tier}.yaml").write_text("\n".join(out) + "\n", encoding="utf-8")


def main(folder):
    all_sets = sets(folder)
    given = {name: {tier: labelled_by(tier, messages) for tier in TIERS} for name, (messages, _) in all_sets.items()}
    page = [table(name, messages, labellings, given[name]) for name, (messages, labellings) in all_sets.items()]
    page.append(reliability_table([(all_sets[n][1][0], given[n]) for n in ("companies held out", "real rows", "example company")]))
    (ROOT / "docs/annotators-measured.md").write_text(
        "# The annotators, measured\n\n" + __doc__.split("\n\n")[2].replace("\n", " ") + "\n\n" + "\n".join(page), encoding="utf-8")
    comment = "".join(line + "\n" for line in (ROOT / "data/errors-rules.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    for tier in TIERS:
        rates(tier, comment, [(all_sets[n][1][0], given[n][tier]) for n in ("companies held out", "real rows", "example company")])


if __name__ == "__main__":
    main(sys.argv[1])
