"""Write the Arrow and Parquet files of tests/cases/formats with pyarrow.

    python tests/python/make_arrow_cases.py

types.jsonl beside them says how each row must be read.
"""

import datetime
import decimal
import pathlib

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

FOLDER = pathlib.Path(__file__).parent.parent / "cases" / "formats"


def columns(for_parquet):
    messages = pa.list_(pa.struct([("role", pa.string()), ("n", pa.int8())]))
    out = {
        "question": pa.array(["q1", "line\n\"two\"", None]),
        "answer": pa.array(["a", "b", "b"]).dictionary_encode(),
        "large": pa.array(["l", None, ""], pa.large_string()),
        "view": pa.array(["short", "a text that is longer than twelve bytes", None], pa.string_view()),
        "i": pa.array([-(2**63), 2**63 - 1, None], pa.int64()),
        "u": pa.array([0, 2**64 - 1, None], pa.uint64()),
        "f": pa.array([0.1, float("nan"), 1.0], pa.float64()),
        "f32": pa.array([0.1, float("inf"), 1e20], pa.float32()),
        "b": pa.array([True, False, None]),
        "nothing": pa.nulls(3),
        "messages2": pa.array([[{"role": "user", "n": 1}, None], [], None], messages),
        "large_list": pa.array([["x"], [None], []], pa.large_list(pa.string())),
        "fixed": pa.array([[1, 2], None, [3, None]], pa.list_(pa.int32(), 2)),
        "map": pa.array([[("k", 1), ("l", None)], [], None], pa.map_(pa.string(), pa.int32())),
        "pairs": pa.array([[(1, "x")], [], None], pa.map_(pa.int32(), pa.string())),
        "day": pa.array([datetime.date(2024, 2, 29), None, None]),
        "time": pa.array([datetime.datetime(2024, 2, 29, 12, 30, 1, 500000), None, None], pa.timestamp("us")),
        "zone": pa.array([datetime.datetime(2024, 2, 29, 12, 30), None, None], pa.timestamp("us", tz="UTC")),
        "money": pa.array([decimal.Decimal("-12.30"), None, None], pa.decimal128(9, 2)),
        "bytes": pa.array([b"text", b"\xff\x00\x01", None], pa.binary()),
        "json": pa.ExtensionArray.from_storage(pa.json_(), pa.array(['{"a": [1,\n2]}', "{broken", None])),
    }
    if not for_parquet:
        out["half"] = pa.array([1.5, None, 2.0], pa.float16())
        out["list_view"] = pa.array([["x"], None, []], pa.list_view(pa.string()))
    return out


def main():
    table = pa.table(columns(for_parquet=True)).replace_schema_metadata({"huggingface": '{"info": {"features": {}}}'})
    pq.write_table(table, FOLDER / "types.parquet", row_group_size=2)
    table = pa.table(columns(for_parquet=False))
    batches = table.to_batches(max_chunksize=2)
    with pa.ipc.new_file(FOLDER / "types.arrow", table.schema) as out:
        for batch in batches:
            out.write(batch)
    with pa.ipc.new_stream(FOLDER / "types-stream.arrow", table.schema) as out:
        for batch in batches:
            out.write(batch)
    pyarrow.feather.write_feather(table, FOLDER / "types.feather", compression="lz4")


if __name__ == "__main__":
    main()
