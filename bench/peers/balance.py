"""Balanced subsets: evenset beside integer programs (HiGHS, CBC, CP-SAT), facility location (apricot, submodlib) and plain loops.

    balance.py FOLDER [SECONDS=120]                # a table for one pool
    balance.py --peer NAME FOLDER SECONDS          # one peer in a process of its own; prints its seconds and rows

FOLDER holds labels.npy (int16, rows x dimensions, numbers of targets), vectors.npy and references.npy (int8, cosine), pool.json (rows,
size, wanted, target_names) and, where evenset has answered, evenset.json (seconds, seconds_labels_only, selected). greedy.json is added.

Every answer is recounted before its time is printed. `off` is the sum of |got - wanted| over all targets, `f` the sum over the references
of the highest cosine (at least 0) with a chosen row, as a share of what greedy facility location without quotas reaches. Peers that look
at labels only are set beside evenset's seconds_labels_only. mip, cbc and cp-sat finish when they have proven that no selection has more
rows. A peer's time starts with labels or vectors in memory and includes what it needs built: cells, the model, the cosines (the same
for both libraries: apricot squares its own). Above 30,000 rows apricot gets the 64 nearest of each row, as all do not fit; submodlib's
way with these takes longer than the one with all.
"""
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

import numpy as np

MEMORY, THREADS, SEED = 12 << 30, 2, 1
DENSE, NEAREST, MISSED, REFERENCE_ROWS, REFERENCE_SECONDS = 30_000, 64, 0.1, 120_000, 3600


def pool_of(folder):
    pool = json.loads((folder / "pool.json").read_text(encoding="utf-8"))
    return pool, np.load(folder / "labels.npy", mmap_mode="r"), np.array(pool["wanted"])


def unit(vectors):
    out = np.asarray(vectors, dtype=np.float32)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def facility_location(vectors, references, rows, block=1000):
    chosen, total = unit(vectors[np.sort(np.array(rows, int))]), 0.0
    for at in range(0, len(references) if len(rows) else 0, block):
        total += np.maximum((unit(references[at:at + block]) @ chosen.T).max(axis=1), 0).sum(dtype=np.float64)
    return total


def similarities(vectors, dtype, block=1000):
    """All cosines, below 0 as 0."""
    out = np.empty((len(vectors), len(vectors)), dtype)
    for at in range(0, len(vectors), block):
        np.maximum(vectors[at:at + block] @ vectors.T, 0, out=out[at:at + block], casting="same_kind")
    return out


def nearest_similarities(vectors, block=500):
    """The highest of each row; the rest counts as 0."""
    from scipy.sparse import csr_matrix
    columns, values = np.empty((len(vectors), NEAREST), np.int32), np.empty((len(vectors), NEAREST))
    for at in range(0, len(vectors), block):
        near = vectors[at:at + block] @ vectors.T
        columns[at:at + block] = np.sort(np.argpartition(near, -NEAREST, axis=1)[:, -NEAREST:], axis=1)
        values[at:at + block] = np.maximum(np.take_along_axis(near, columns[at:at + block], axis=1), 0)
    return csr_matrix((values.ravel(), columns.ravel(), np.arange(0, values.size + 1, NEAREST)), [len(vectors)] * 2)


def lazy_greedy(vectors, size):
    """Facility location over the pool itself, exactly: always the row of the highest gain. Gains only fall, so old ones are bounds."""
    kernel = similarities(vectors, np.float32)
    bound, best, rows = np.full(len(vectors), np.inf), np.zeros(len(vectors), np.float32), []
    while len(rows) < size:
        fresh, highest, batch = np.zeros(len(vectors), bool), 0.0, 8
        while not fresh[top := bound.argmax()]:
            batch = min(2 * batch, 512, len(vectors) - 1)
            stale = np.argpartition(np.where(fresh, np.inf, -bound), batch)[:batch]
            stale = stale[(bound[stale] >= highest) & ~fresh[stale]]
            bound[stale], fresh[stale] = np.maximum(kernel[stale] - best, 0).sum(axis=1), True
            highest = max(highest, bound[stale].max())
        rows.append(int(top))
        np.maximum(best, kernel[top], out=best)
        bound[top] = -np.inf
    return rows


def stochastic_greedy(vectors, size):
    """The same where the cosines do not fit: each time the best of a few random rows (Mirzasoleiman and others 2015)."""
    chance, best, left, rows = np.random.default_rng(SEED), np.zeros(len(vectors), np.float32), np.arange(len(vectors)), []
    few = int(np.ceil(len(vectors) / size * np.log(1 / MISSED)))
    while len(rows) < size:
        places = chance.choice(len(left), min(few, len(left)), replace=False)
        kernel = vectors[left[places]] @ vectors.T
        gains = kernel - best
        winner = np.maximum(gains, 0, out=gains).sum(axis=1).argmax()
        rows.append(int(left[places[winner]]))
        np.maximum(best, kernel[winner], out=best)
        left = np.delete(left, places[winner])
    return rows


def with_greedy(folder, seconds):
    vectors, size = np.load(folder / "vectors.npy"), pool_of(folder)[0]["size"]
    begin = time.perf_counter()
    rows = (lazy_greedy if len(vectors) <= DENSE else stochastic_greedy)(unit(vectors), size)
    return time.perf_counter() - begin, rows, True


def cells_of(labels):
    """The targets of each joint cell, the cell of each row, and the rows of each cell."""
    key = np.zeros(len(labels), np.int64)
    for column in np.asarray(labels, dtype=np.int64).T:
        key = key * (column.max() - column.min() + 1) + column - column.min()
    _, first, cell, available = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    return labels[first], cell, available


def drawn(cell, available, taken):
    order = np.random.default_rng(SEED).permutation(len(cell))
    order = order[np.argsort(cell[order], kind="stable")]
    place = np.arange(len(cell)) - np.repeat(np.cumsum(available) - available, available)
    return order[place < np.repeat(taken, available)].tolist()


def by_cells(folder, seconds, solve):
    """As many rows as possible, no target above what is wanted: how many to take from each cell."""
    _, labels, wanted = pool_of(folder)
    labels = np.array(labels)
    begin = time.perf_counter()
    cells, cell, available = cells_of(labels)
    taken, proven = solve(cells, available, wanted, begin + seconds)
    rows = drawn(cell, available, np.round(taken).astype(int))
    return time.perf_counter() - begin, rows, bool(proven)


def with_mip(folder, seconds):
    import highspy

    def solve(cells, available, wanted, end):
        model = highspy.HighsLp()
        model.num_col_, model.num_row_, model.sense_ = len(cells), len(wanted), highspy.ObjSense.kMaximize
        model.col_cost_, model.col_lower_, model.col_upper_ = np.ones(len(cells)), np.zeros(len(cells)), available.astype(float)
        model.row_lower_, model.row_upper_ = np.full(len(wanted), -highspy.kHighsInf), wanted.astype(float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.arange(0, cells.size + 1, cells.shape[1])
        model.a_matrix_.index_, model.a_matrix_.value_ = cells.ravel().astype(np.int32), np.ones(cells.size)
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(cells)
        solver = highspy.Highs()
        options = {"output_flag": False, "threads": THREADS, "mip_rel_gap": 0.0, "time_limit": end - time.perf_counter()}
        for option, value in options.items():
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        found, proven = solver.getSolution(), solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return np.array(found.col_value) if found.value_valid else available * 0, proven
    return by_cells(folder, seconds, solve)


def with_cbc(folder, seconds):
    import pulp

    def solve(cells, available, wanted, end):
        problem = pulp.LpProblem("balance", pulp.LpMaximize)
        taken = [pulp.LpVariable(f"x{c}", 0, int(most), pulp.LpInteger) for c, most in enumerate(available)]
        problem += pulp.lpSum(taken)
        for target, most in enumerate(wanted):
            problem += pulp.LpAffineExpression((taken[c], 1) for c in np.flatnonzero((cells == target).any(axis=1))) <= int(most)
        problem.solve(pulp.PULP_CBC_CMD(msg=False, threads=THREADS, gapRel=0, timeLimit=max(1, end - time.perf_counter())))
        return np.array([variable.value() or 0 for variable in taken]), problem.sol_status == pulp.LpSolutionOptimal
    return by_cells(folder, seconds, solve)


def with_cp_sat(folder, seconds):
    from ortools.sat.python import cp_model

    def solve(cells, available, wanted, end):
        model = cp_model.CpModel()
        taken = [model.new_int_var(0, int(most), "") for most in available]
        for target, most in enumerate(wanted):
            model.add(cp_model.LinearExpr.sum([taken[c] for c in np.flatnonzero((cells == target).any(axis=1))]) <= int(most))
        model.maximize(cp_model.LinearExpr.sum(taken))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.max_time_in_seconds = THREADS, max(1, end - time.perf_counter())
        status = solver.solve(model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return np.array(solver.values(taken)) if found else available * 0, status == cp_model.OPTIMAL
    return by_cells(folder, seconds, solve)


def with_apricot(folder, seconds):
    from apricot import FacilityLocationSelection
    vectors, size = np.load(folder / "vectors.npy"), pool_of(folder)[0]["size"]
    begin = time.perf_counter()
    kernel = similarities(unit(vectors), np.float64) if len(vectors) <= DENSE else nearest_similarities(unit(vectors))
    found = FacilityLocationSelection(size, metric="precomputed", optimizer="lazy").fit(kernel)
    return time.perf_counter() - begin, found.ranking.tolist(), True


def with_submodlib(folder, seconds):
    from submodlib import FacilityLocationFunction
    vectors, size = np.load(folder / "vectors.npy"), pool_of(folder)[0]["size"]
    begin = time.perf_counter()
    function = FacilityLocationFunction(len(vectors), "dense", separate_rep=False, sijs=similarities(unit(vectors), np.float32))
    found = function.maximize(size, optimizer="LazyGreedy", show_progress=False)
    return time.perf_counter() - begin, [int(row) for row, _ in found], True


def with_random(folder, seconds):
    pool = pool_of(folder)[0]
    begin = time.perf_counter()
    rows = np.random.default_rng(SEED).choice(pool["rows"], pool["size"], replace=False).tolist()
    return time.perf_counter() - begin, rows, True


def with_rounds(folder, seconds):
    """The loop that everybody writes: in random order, a row is taken if all its targets have room."""
    import random
    _, labels, wanted = pool_of(folder)
    labels, room, rows = labels.tolist(), wanted.tolist(), []
    begin = time.perf_counter()
    order = list(range(len(labels)))
    random.Random(SEED).shuffle(order)
    for row in order:
        if all(room[target] for target in labels[row]):
            rows.append(row)
            for target in labels[row]:
                room[target] -= 1
    return time.perf_counter() - begin, rows, True


LABELS_ONLY = {"mip": with_mip, "cbc": with_cbc, "cp-sat": with_cp_sat, "random": with_random, "rounds": with_rounds}
PROVE = ("mip", "cbc", "cp-sat")
PEERS = {**LABELS_ONLY, "apricot": with_apricot, "submodlib": with_submodlib}


def peak_of_process():
    """Megabytes; of this program only (ru_maxrss counts the one that started it too), or of the solver that it started."""
    own = re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text(encoding="ascii"))[1]
    return max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def answer(name, folder, seconds):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        took, rows, whole = {**PEERS, "greedy": with_greedy}[name](folder, seconds)
        return {"seconds": took, "rows": rows, "whole": whole and took <= seconds, "memory": peak_of_process()}
    except ImportError:
        return {"why": "not installed"}
    except MemoryError:
        return {"why": f"did not finish (more than {MEMORY >> 30} GB of memory)"}


def asked(name, folder, seconds):
    command = [sys.executable, __file__, "--peer", name, folder, str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        out, errors = process.communicate(timeout=seconds + 30)
        lines = [line for line in out.splitlines() if line.startswith("{")]
        last = (errors.splitlines() or [f"exit {process.returncode}"])[-1]
        return json.loads(lines[-1]) if lines else {"why": f"did not finish ({last[:80]})"}
    except subprocess.TimeoutExpired:
        return {"why": "did not finish (time)"}
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def margins(rows, labels, wanted):
    return np.bincount(labels[np.sort(np.array(rows, int))].ravel(), minlength=len(wanted))


def fault(name, rows, labels, wanted, size):
    if len(set(rows)) < len(rows) or not all(0 <= row < len(labels) for row in rows):
        return "no set of rows"
    if name in PROVE or name == "rounds":
        return "more than wanted" if (margins(rows, labels, wanted) > wanted).any() else None
    return None if len(rows) == size else f"{len(rows)} rows instead of {size}"


def reach(value, reference, count):
    return f"f {value / reference:.4f} of greedy" if reference else f"f {value / count:.4f} a reference"


def line_of(name, found, folder, ours, reference):
    pool, labels, wanted = pool_of(folder)
    vectors, references = np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "references.npy", mmap_mode="r")
    if "why" in found:
        return found["why"]
    if wrong := fault(name, found["rows"], labels, wanted, pool["size"]):
        return f"wrong answer: {wrong}"
    got = margins(found["rows"], labels, wanted)
    value = reach(facility_location(vectors, references, found["rows"]), reference, len(references))
    beside = ours and ours["seconds_labels_only" if name in LABELS_ONLY else "seconds"]
    times = f", {found['seconds'] / beside:8,.1f} times" if beside else ""
    took = f"{found['seconds']:8.2f} s{times}" if found["whole"] else f"did not finish; after {found['seconds']:.0f} s"
    return f"{took}   off {abs(got - wanted).sum():,}, {len(found['rows']):,} rows, {value}, {found['memory']:,.0f} MB"


def own_lines(folder, ours, reference):
    pool, labels, wanted = pool_of(folder)
    vectors, references = np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "references.npy", mmap_mode="r")
    rows = ours["selected"]
    if wrong := fault("rounds", rows, labels, wanted, pool["size"]):
        print(f"  {'evenset':<10} wrong answer: {wrong}", flush=True)
        return
    got, value = margins(rows, labels, wanted), facility_location(vectors, references, rows)
    seconds = f"{ours['seconds']:8.2f} s ({ours['seconds_labels_only']:.2f} s labels only)"
    print(f"  {'evenset':<10} {seconds}   off {abs(got - wanted).sum():,}, {len(rows):,} rows, {reach(value, reference, len(references))}")
    other = [f"{pool['target_names'][t]} {got[t]} of {wanted[t]}" for t in np.flatnonzero(got != wanted)]
    missed = ": not " + ", ".join(other[:8]) + (" ..." if other[8:] else "") if other else ""
    print(f"  {'':<10} {len(wanted) - len(other)} of {len(wanted)} targets exactly{missed}", flush=True)


def reference_of(folder, rows):
    """The value of greedy facility location: minutes for 100,000 rows, so its answer stays in the folder for the next run."""
    if rows > REFERENCE_ROWS:
        print(f"  {'greedy':<10} not run above {REFERENCE_ROWS:,} rows")
        return None
    kept = folder / "greedy.json"
    if not kept.exists() or kept.stat().st_mtime < max((folder / name).stat().st_mtime for name in ("vectors.npy", "pool.json")):
        kept.write_text(json.dumps(asked("greedy", folder, REFERENCE_SECONDS)), encoding="utf-8")
    found = json.loads(kept.read_text(encoding="utf-8"))
    how = "lazy, exact" if rows <= DENSE else "stochastic: about 1 % below exact"
    print(f"  {'greedy':<10} {line_of('greedy', found, folder, None, None)} ({how})", flush=True)
    vectors, references = np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "references.npy", mmap_mode="r")
    return facility_location(vectors, references, found["rows"]) if found.get("whole") else None


def main():
    if sys.argv[1] == "--peer":
        print(json.dumps(answer(sys.argv[2], pathlib.Path(sys.argv[3]), float(sys.argv[4]))), flush=True)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the peer, which has a session of its own, ends too
    folder, limit = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 120
    pool, labels, _ = pool_of(folder)
    ours = json.loads((folder / "evenset.json").read_text(encoding="utf-8")) if (folder / "evenset.json").exists() else None
    print(f"{pool['rows']:,} rows in {len(cells_of(labels)[0]):,} cells, {pool['size']:,} wanted:", flush=True)
    reference = reference_of(folder, pool["rows"])
    if ours:
        own_lines(folder, ours, reference)
    proven = {"evenset": len(ours["selected"])} if ours else {}
    for name in PEERS:
        found = asked(name, folder, limit)
        print(f"  {name:<10} {line_of(name, found, folder, ours, reference)}", flush=True)
        if name in PROVE and found.get("whole"):
            proven[name] = len(found["rows"])
    if len(set(proven.values())) > 1:
        print(f"  not the same largest number of rows: {proven}")


if __name__ == "__main__":
    main()
