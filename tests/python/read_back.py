"""Read converted files as their users do, and compare.

    python tests/python/read_back.py REFERENCE.jsonl FILE...

Every file must give the rows of REFERENCE.jsonl (the same examples in the same
form) in pyarrow, polars, duckdb and datasets; those that are not installed are
named and left out. Ends 1 when one disagrees.
"""

import importlib.util
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"


def natural(key, value):
    """The value behind the JSON text that files with one type per column hold."""
    is_text = key in ("tool_calls", "tools", "weight") and isinstance(value, str) and value
    return json.loads(value) if is_text else value


def plain(value):
    """One spelling: "", null and an empty list are missing."""
    if isinstance(value, dict):
        members = {key: plain(natural(key, item)) for key, item in value.items()}
        return {key: item for key, item in members.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value] or None
    return None if value == "" else value


def rows_pyarrow(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.read_table(path).to_pylist() if path.endswith(".parquet") else pa.ipc.open_file(path).read_all().to_pylist()


def rows_polars(path):
    import polars

    return (polars.read_parquet(path) if path.endswith(".parquet") else polars.read_ipc(path)).to_dicts()


def rows_duckdb(path):
    import duckdb

    table = duckdb.read_parquet(path)
    return [dict(zip(table.columns, row)) for row in table.fetchall()]


def rows_datasets(path):
    import datasets

    kind = "json" if path.endswith((".jsonl", ".json")) else "parquet"
    with tempfile.TemporaryDirectory() as cache:
        return datasets.load_dataset(kind, data_files=path, split="train", cache_dir=cache).to_list()


READERS = {
    "pyarrow": (rows_pyarrow, (".parquet", ".arrow")),
    "polars": (rows_polars, (".parquet", ".arrow")),
    "duckdb": (rows_duckdb, (".parquet",)),
    "datasets": (rows_datasets, (".parquet", ".jsonl", ".json")),
}


def main(reference, *files):
    with open(reference, encoding="utf-8") as lines:
        expected = [plain(json.loads(line)) for line in lines]
    wrong = 0
    for name, (rows, suffixes) in READERS.items():
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed, left out")
            continue
        for path in files:
            if path.endswith(suffixes):
                same = [plain(row) for row in rows(path)] == expected
                wrong += not same
                print(f"{name}: {os.path.basename(path)}: {'same' if same else 'DIFFERENT'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
