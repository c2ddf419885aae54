"""Rows of the public data sets, found again by their hash: data/corpus/real holds labels, never texts.

The folder is laid out as data/corpus/README.md says: NAME.jsonl with `text` (and `body`, `prompt`), pool.jsonl with `messages`.
"""
import hashlib
import json
import pathlib

ALONE = ["nfcats", "clariq", "falseqa", "coconot", "comparative", "in3", "clamber", "clinc_oos", "xstest", "selfaware"]
ANSWERED = ["response_refusal", "response_clarify"]
# Sources whose licence lets their texts train what is shipped (MIT, Apache-2.0): beginnings of the pool's source names.
FREE = ("self_instruct", "gpteacher", "oasst", "hh_rlhf", "open_instruct", "coconot", "mt_bench")


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def turn(role, content):
    return {"role": role, "content": content}


def pool(folder):
    for row in lines(pathlib.Path(folder) / "pool.jsonl"):
        yield "pool:" + row["source"], [turn(m["role"], m["content"]) for m in row["messages"]]


def rows(folder):
    """(source, messages) of everything a label may belong to."""
    folder = pathlib.Path(folder)
    for name in ALONE:
        for row in lines(folder / f"{name}.jsonl"):
            yield name, [turn("user", row["text"])]
    for row in lines(folder / "issues.jsonl"):
        yield "issues", [turn("user", (row["text"] + "\n" + row.get("body", "")).strip())]
    for name in ANSWERED:
        for row in lines(folder / f"{name}.jsonl"):
            yield name, [turn("user", row["prompt"]), turn("assistant", row["text"])]
    yield from pool(folder)


def hash_of(messages):
    text = json.dumps([[m["role"], m["content"]] for m in messages], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def labelled(folder, labels):
    """The rows of a file of data/corpus/real with their messages; sets of hashes that are not found are an error."""
    wanted = {row["hash"]: row for row in lines(labels)}
    found = {}
    for _, messages in rows(folder):
        key = hash_of(messages)
        if key in wanted and key not in found:
            found[key] = dict(wanted[key], messages=messages)
    if len(found) < len(wanted):
        raise SystemExit(f"{labels}: {len(wanted) - len(found)} rows are not in {folder}")
    return [found[key] for key in wanted]
