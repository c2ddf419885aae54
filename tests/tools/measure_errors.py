"""Measures the annotators' errors on the example company's rows: prints data/annotator-errors.yaml.

The rows' labels (examples/labels) were given by the codebook, by writers who had
not seen the annotators; the annotators were not written from these rows.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))
import compare  # noqa: E402

TARGET = ROOT / "data/annotator-errors.yaml"
NAMES = {"yes": '"yes"', "no": '"no"'}


def machine_labels():
    done = subprocess.run([ROOT / "build/evenset", "label", "--only-labels", ROOT / "examples/pool"], capture_output=True, check=True)
    for line in done.stdout.decode().splitlines():
        row = json.loads(line)
        yield row["id"], row["labels"]


def pairs():
    """dimension -> list of (true value, machine's value) over rows where both are known."""
    truth, out = compare.truth(), {}
    for row, labels in machine_labels():
        for dimension, value in truth.get(row, {}).items():
            got = labels.get(dimension, "unknown")
            if dimension == "turn_kind" and labels.get("turns") != "multi":
                continue
            if "unknown" in (value, got):
                # In `negative`, "unknown" is a reason; the machine's missing label reads the same and is rare.
                if dimension != "negative":
                    continue
            out.setdefault(dimension, []).append((value, got))
    return out


def unions():
    """dimension -> joined values that the built-in plan sets a target for, as "informal+typos"."""
    plan = json.loads(subprocess.run([ROOT / "build/evenset", "plan", "--json"], capture_output=True, check=True).stdout)
    return {dimension: value for dimension, counts in plan["counts"].items() for value in counts if "+" in value}


def rate(both, values):
    positives = [got in values for true, got in both if true in values]
    negatives = [got not in values for true, got in both if true not in values]
    return (f"{{positives: {len(positives)}, found: {sum(positives)}, "
            f"negatives: {len(negatives)}, rejected: {sum(negatives)}}}")


def main():
    comment = re.match(r"(#.*\n)*", TARGET.read_text(encoding="utf-8")).group(0)
    measured, joined = pairs(), unions()
    rows = max(len(both) for both in measured.values())
    out = [comment + f'measured_on: "the {rows} labelled rows of the example company, which no annotator was written from"', "rates:"]
    for dimension, both in measured.items():
        out.append(f"  {dimension}:")
        names = sorted({true for true, _ in both} | {got for _, got in both})
        for name in names + ([joined[dimension]] if dimension in joined else []):
            out.append(f"    {NAMES.get(name, name)}: {rate(both, set(name.split('+')))}")
    print("\n".join(out))


if __name__ == "__main__":
    main()
