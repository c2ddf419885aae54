"""The benchmarks: each checks its answer, times it, and prints what ./run bench is asked for.

    run.py [NAME…]      # roundtrip, build, memory, balance, sortition, teach, label, dedup; all without a name

balance, sortition, label and dedup set evenset beside other programs, which are installed into build/env-peers.

The real pool is ../shared/data/pool.jsonl; where it is not there, what needs it
is skipped and said so.
"""
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
POOL = ROOT.parent / "shared/data/pool.jsonl"
EVENSET = ROOT / "build/evenset"
RUNS = 5


class Skipped(Exception):
    pass


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def pool():
    if not POOL.exists():
        raise Skipped("data folder not found")
    return POOL


def times(folder, count):
    """The pool, `count` times over, as one file."""
    target = pathlib.Path(folder) / f"pool-{count}.jsonl"
    with target.open("wb") as out:
        for _ in range(count):
            with pool().open("rb") as part:
                shutil.copyfileobj(part, out)
    return target


def measured(command):
    """(exit status, seconds, peak memory in bytes) of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, time.perf_counter() - start, usage.ru_maxrss * 1024


def spread(values, unit):
    values = sorted(values)
    return f"min {values[0]:.2f}  median {values[len(values) // 2]:.2f}  max {values[-1]:.2f} {unit} ({len(values)} runs)"


def roundtrip():
    """Reading 500 MB of JSON lines and writing them back, against a plain simdjson loop: at most 1.6 times."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([ROOT / "build/bench_roundtrip", times(folder, 10), str(RUNS)], capture_output=True, text=True)
        print(done.stdout + done.stderr, end="")
        return done.returncode == 0


def build():
    """evenset build of the real pool to 2,000 rows: under 5 s and 500 MB on 2 cores."""
    seconds, memory = [], []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(RUNS):
            out = pathlib.Path(folder) / f"out{run}"
            status, took, peak = measured([EVENSET, "build", pool(), "--size", "2000", "--on-shortfall", "fill", "--out", out])
            made = json.loads((out / "build.json").read_text())
            if status > 1 or made["rows"]["train"] + made["rows"]["holdout"] != 2000:
                print(f"the answer is wrong: status {status}, rows {made['rows']}")
                return False
            seconds.append(took)
            memory.append(peak / 1e6)
    print(f"{made['rows']['read']} rows read, deviation {made['deviation']}, optimal {made['optimal']}")
    print("wall:   " + spread(seconds, "s"))
    print("memory: " + spread(memory, "MB"))
    return True


def memory():
    """label, convert and audit: at most 64 bytes a row beyond a fixed buffer (peak at 2 and at 10 times the pool)."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        small, large = times(folder, 2), times(folder, 10)
        rows = 8 * sum(1 for _ in pool().open("rb"))
        for verb, more in (("label", ["-o", "/dev/null"]), ("convert", ["-o", "/dev/null"]), ("audit", [])):
            peaks = []
            for file in (small, large):
                status, took, peak = measured([EVENSET, verb, file, *more])
                good &= status <= 1
                peaks.append(peak)
            print(f"{verb:<8} peak {peaks[0] / 1e6:.0f} MB and {peaks[1] / 1e6:.0f} MB: {(peaks[1] - peaks[0]) / rows:.1f} bytes a row"
                  f" ({took:.1f} s for the larger)")
    return good


POOLS = ((10_000, 1_000), (100_000, 5_000), (1_000_000, 10_000))


def balance():
    """1,000,000 rows to 10,000: labels alone 3 s, varied rows 10 s, coverage 98 %; slots; beside integer programs and facility location."""
    good = all([subprocess.run([ROOT / f"build/bench_{name}"]).returncode == 0 for name in ("balance", "diversify", "slots")])
    for rows, size in POOLS:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([ROOT / "build/bench_pool", folder, str(rows), str(size)], check=True)
            good &= subprocess.run([peers(), ROOT / "bench/peers/balance.py", folder]).returncode == 0
    return good


def sortition():
    """A citizens' assembly, 1,000 people to 100 by 13 features: exact in 0.5 s, beside sortition-algorithms."""
    return subprocess.run([peers(), ROOT / "bench/peers/sortition.py", EVENSET]).returncode == 0


def teach():
    """How many labelled rows beat a sentence for each value (example company's domains; issues of five projects)."""
    issues = pool().parent / "issues.jsonl"
    done = subprocess.run([ROOT / "build/bench_teach", ROOT / "examples", issues], capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    return done.returncode == 0


def peers():
    """The Python of the programs that evenset is set beside."""
    folder = ROOT / "build/env-peers"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/pip", "install", "--quiet", "-r", ROOT / "bench/peers/requirements.txt"], check=True)
        (folder / "ready").touch()
    return folder / "bin/python"


def label():
    """The tiers: rows a second on one core, oneDNN's rate, fastText, scikit-learn, sentence-transformers on the same rows."""
    models = ROOT / "data/models"
    commands = [[ROOT / "build/bench_encoder", models / "accurate.safetensors"], [ROOT / "build/bench_fast", pool(), models / "fast.safetensors"],
                [ROOT / "build/bench_vectors", ROOT / "examples/pool"], [peers(), ROOT / "bench/peers/label.py", EVENSET]]
    return all([subprocess.run(command).returncode == 0 for command in commands])


def dedup():
    """Repetition: 52,000 instructions by ROUGE-L in 1 s, a million rows by 3-grams in 10 s, beside other programs."""
    with tempfile.TemporaryDirectory() as folder:
        rows = pathlib.Path(folder) / "million.jsonl"
        subprocess.run([sys.executable, ROOT / "bench/recombine.py", pool(), "1000000", rows], check=True)
        commands = [[peers(), ROOT / "bench/peers/rouge.py", EVENSET, POOL], [peers(), ROOT / "bench/peers/near.py", EVENSET, rows]]
        return all([subprocess.run(command).returncode == 0 for command in commands])


ALL = {"roundtrip": roundtrip, "build": build, "memory": memory, "balance": balance, "sortition": sortition, "teach": teach, "label": label,
       "dedup": dedup}


def main():
    names = sys.argv[1:] or list(ALL)
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.exit(f"no benchmark is called {unknown[0]}; there are {', '.join(ALL)}")
    print(f"{machine()}\n")
    counts = {"done": 0, "failed": 0, "skipped": 0}
    for name in names:
        print(f"== {name}: {ALL[name].__doc__}", flush=True)
        try:
            counts["done" if ALL[name]() else "failed"] += 1
        except Skipped as why:
            print(f"skipped: {why}")
            counts["skipped"] += 1
    print(f"\n{counts['done']} done, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(1 if counts["failed"] else 0)


if __name__ == "__main__":
    main()
