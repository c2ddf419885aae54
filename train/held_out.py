"""Rows of the companies held out, with their labels, for train/pool.cc.

    held_out.py OUT.jsonl
"""
import json
import sys

import rows as data

with open(sys.argv[1], "w", encoding="utf-8") as out:
    for row in data.of_companies(held_out=True):
        out.write(json.dumps({"messages": row["messages"], "labels": row["labels"]}) + "\n")
