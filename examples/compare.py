"""Share of rows whose machine label is the one in examples/labels, per dimension.

    compare.py LABELS.jsonl     # as evenset build or evenset label --only-labels writes them
"""
import json
import pathlib
import sys


def truth():
    out = {}
    for file in sorted((pathlib.Path(__file__).parent / "labels").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            out[row["id"]] = row["labels"]
    return out


def main():
    people, agree, seen = truth(), {}, {}
    for line in open(sys.argv[1], encoding="utf-8"):
        row = json.loads(line)
        for dimension, value in people.get(row["id"], {}).items():
            seen[dimension] = seen.get(dimension, 0) + 1
            agree[dimension] = agree.get(dimension, 0) + (row["labels"].get(dimension) == value)
    if not seen:
        sys.exit("compare.py: no row of this file has a label in examples/labels")
    for dimension in seen:
        share = agree[dimension] / seen[dimension]
        print(f"  {dimension:<18} {share:6.1%}  of {seen[dimension]} rows")


if __name__ == "__main__":
    main()
