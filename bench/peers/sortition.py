"""A citizens' assembly, 1,000 people to 100 by 13 features: evenset beside sortition-algorithms.

    sortition.py EVENSET [SECONDS=120 [PROBLEM…]]       # a table for each problem
    sortition.py --peer ALGORITHM SOLVER SEED FOLDER   # one of the package's ways in a process of its own; prints its seconds and people

The pool is made up: two hidden numbers a person decide over all 13 features (2 to 6 skewed values each), and who volunteers has more of
the first than who is to sit. A planted panel, drawn with chances that fall with it, gives the quotas: its count of each value, give or
take 2 (`slack`), or nothing (`exact`). Two more cannot be met: `short` is `slack` but for one feature, of whose rarest value three more
are wanted than there are; `clash` is `exact` but for that value, of which all are wanted: enough of each, but not at once.

Both programs read the same people.csv. Every answer is recounted from it before its time is printed: 100 different people, each value
inside its quota; where the quotas cannot be met, evenset's people and those that it lists as lacking together. Times are of whole
processes, what starting them takes is printed first. Runs take turns, each with a seed of its own; medians of RUNS, or one run where it takes
over LONG seconds; what does not finish in SECONDS is not asked again. `any panel` is the package's test_selection; its algorithms draw
from a lottery over panels. leximin wants Gurobi and is not asked.
"""
import collections
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

PEOPLE, SIZE, RUNS, LONG, SEED = 1_000, 100, 5, 10, 1
VALUES = (2, 6, 5, 4, 2, 3, 6, 2, 4, 3, 5, 2, 3)
SLACK = {"slack": 2, "exact": 0, "short": 2, "clash": 0}
STOPPED, WRONG = "did not finish", "wrong answer: "
BEYOND = {"short": 3, "clash": 0}  # how many more of a rare value are wanted than there are
WAYS = [("any panel", "highspy"), ("any panel", "mip-cbc"), ("legacy", "highspy"), ("maximin", "highspy"),
        ("nash", "highspy"), ("diversimax", "highspy")]


def name_of(feature, value):
    return f"f{feature + 1}", f"v{feature + 1}{'abcdef'[value]}"


def made_up():
    """What each person is in each feature, and the planted panel."""
    chance = np.random.default_rng(SEED)
    hidden = chance.normal(size=(PEOPLE, 2))
    people = np.empty((PEOPLE, len(VALUES)), int)
    for feature, values in enumerate(VALUES):
        seen = hidden @ chance.normal(size=2) + chance.normal(size=PEOPLE)
        ends = np.cumsum(chance.permutation(0.6 ** np.arange(values)))
        people[:, feature] = np.searchsorted(np.quantile(seen, ends[:-1] / ends[-1]), seen)
    weight = np.exp(-0.7 * hidden[:, 0])
    return people, chance.choice(PEOPLE, SIZE, replace=False, p=weight / weight.sum())


def quotas_of(people, panel, problem):
    """(feature, value) names -> (least, most)."""
    slack, quotas = SLACK[problem], {}
    for feature, values in enumerate(VALUES):
        counts = np.bincount(people[panel, feature], minlength=values)
        if problem in BEYOND and feature == 1:
            there = np.bincount(people[:, feature], minlength=values)
            more = there.min() + BEYOND[problem] + slack - counts[there.argmin()]
            counts[there.argmin()] += more
            counts[counts.argmax()] -= more
        quotas |= {name_of(feature, value): (max(0, int(n) - slack), int(n) + slack) for value, n in enumerate(counts)}
    return quotas


def ends_of(least, most):
    """Whole numbers from 1 on are numbers of rows; 0 is the share 0."""
    return "{" + ", ".join([f"at_least: {least}"] * (least > 0) + [f"at_most: {most}"]) + "}"


def write_problem(folder, people, quotas):
    with open(folder / "people.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "question", "answer", *(name_of(feature, 0)[0] for feature in range(len(VALUES)))])
        out.writerows([f"p{i}", f"p{i}", "-", *(name_of(f, v)[1] for f, v in enumerate(person))] for i, person in enumerate(people))
    with open(folder / "features.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["feature", "value", "min", "max"])
        out.writerows([*names, *ends] for names, ends in quotas.items())
    with open(folder / "plan.yaml", "w", encoding="utf-8") as file:
        file.write("dimensions:\n")
        for feature, values in enumerate(VALUES):
            names = [name_of(feature, value) for value in range(values)]
            file.write(f"  {names[0][0]}:\n    field: {names[0][0]}\n    values: [{', '.join(value for _, value in names)}]\n    targets:\n")
            file.writelines(f"      {name[1]}: {ends_of(*quotas[name])}\n" for name in names)


def fault(people, chosen, written, quotas):
    """What is wrong, recounted from the people chosen and the values of those that are listed besides; empty if nothing is."""
    if len(set(chosen)) + len(written) != SIZE or len(set(chosen)) != len(chosen):
        return f"{len(set(chosen))} different people and {len(written)} listed"
    counts = collections.Counter(name_of(f, v) for values in [*(people[i] for i in chosen), *written] for f, v in enumerate(values))
    wrong = [f"{counts[names]} {names[1]}" for names, (least, most) in quotas.items() if not least <= counts[names] <= most]
    return ", ".join(wrong)


def timed(command, seconds):
    """Seconds of the whole process, and how it ended; None where it was stopped."""
    begin = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        done = None
    return time.perf_counter() - begin, done


def with_evenset(binary, folder, seed, seconds):
    """Seconds, the numbers of the chosen with the values of those that it lists as lacking, and what it said."""
    out = folder / "chosen.jsonl"
    took, done = timed([binary, "balance", folder / "people.csv", "--plan", folder / "plan.yaml", "--size", str(SIZE), "--mode", "random",
                        "--seed", str(seed), "--tier", "rules", "-o", out, "--force", "--json", "--proof", folder / "proof.json"], seconds)
    if done is None:
        return took, None, STOPPED
    said = json.loads(done.stdout)
    if sum(t["available"] for t in said["targets"]) != PEOPLE * len(VALUES):
        return took, None, WRONG + "not everybody is a candidate"
    if subprocess.run([binary, "verify-proof", folder / "proof.json"], capture_output=True).returncode:
        return took, None, WRONG + "its proof is refused"
    chosen = [int(json.loads(line)["id"][1:]) for line in out.read_text(encoding="utf-8").splitlines()]
    if done.returncode == 0:
        return took, (chosen, []), ""
    written = []
    for one in said["shortfall"]:
        written += [["abcdef".index(one["labels"][name_of(f, 0)[0]][-1]) for f in range(len(VALUES))]] * one["count"]
    more = said["shortfall_proof"]
    return took, (chosen, written), f"{said['selected']} people, bound {said['bound']:.0f}; {more['count']} more listed, bound {more['bound']:.0f}"


def with_package(algorithm, solver, folder, seed, seconds):
    took, done = timed([sys.executable, __file__, "--peer", algorithm, solver, str(seed), folder], seconds)
    if done is None:
        return took, None, STOPPED
    if done.returncode:
        return took, None, "ended with " + done.stderr.strip().split("\n")[-1]
    said = json.loads(done.stdout.splitlines()[-1])
    return took, None if said["why"] else ([int(i[1:]) for i in said["people"]], []), said["why"]


def peer(algorithm, solver, seed, folder):
    """As the package's own command does it, which does not offer `any panel`."""
    from sortition_algorithms import CSVFileDataSource, SelectionData, Settings, run_stratification
    source = SelectionData(CSVFileDataSource(features_file=folder / "features.csv", people_file=folder / "people.csv",
                                             already_selected_file=None, selected_file=folder / "in.csv", remaining_file=folder / "out.csv"))
    settings = Settings(id_column="id", columns_to_keep=[], solver_backend=solver, random_number_seed=seed,
                        selection_algorithm="legacy" if algorithm == "any panel" else algorithm)
    features, _ = source.load_features(SIZE)
    people, _ = source.load_people(settings, features)
    good, panels, report = run_stratification(features, people, SIZE, settings, test_selection=algorithm == "any panel")
    return {"people": sorted(panels[0]) if good else [], "why": "" if good else report.as_text().split("\n\n")[-1]}


def most_people(people, quotas):
    """By HiGHS: the largest number of people that fills no value above numbers inside the quotas that add up to SIZE in each feature."""
    import highspy
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    taken = [solver.addBinary() for _ in people]
    for feature, values in enumerate(VALUES):
        wanted = [solver.addIntegral(*quotas[name_of(feature, value)]) for value in range(values)]
        solver.addConstr(sum(wanted) == SIZE)
        for value, number in enumerate(wanted):
            solver.addConstr(sum(taken[i] for i in np.flatnonzero(people[:, feature] == value)) <= number)
    solver.maximize(sum(taken))
    return round(solver.getObjectiveValue())


def table(binary, problem, seconds, stopped):
    """Prints it; adds to `stopped` the ways that did not finish, which are not asked again. False where an answer is wrong."""
    people, panel = made_up()
    quotas = quotas_of(people, panel, problem)
    print(f"{problem}: {most_people(people, quotas)} of {SIZE} places can be filled (HiGHS)", flush=True)
    ways = {"evenset": lambda *more: with_evenset(binary, *more)}
    for algorithm, solver in WAYS:
        if problem not in BEYOND or algorithm in ("any panel", "legacy"):  # the others look for any panel first
            ways[f"{algorithm}, {solver}"] = lambda *more, algorithm=algorithm, solver=solver: with_package(algorithm, solver, *more)
    ways = {way: answer for way, answer in ways.items() if way not in stopped}
    took, panels, said = ({way: [] for way in ways} for _ in range(3))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_problem(folder, people, quotas)
        for seed in range(1, RUNS + 1):
            for way, answer in ways.items():
                if took[way] and took[way][0] > LONG:
                    continue
                passed, found, words = answer(folder, seed, seconds)
                if found and (wrong := fault(people.tolist(), *found, quotas)):
                    words = WRONG + wrong
                took[way].append(passed)
                said[way].append(" ".join(words.split()))
                panels[way] += [set(found[0])] if found and not words else []
    for way, passed in took.items():
        words = [f"{words} ({times} times)" for words, times in collections.Counter(filter(None, said[way])).most_common(2)]
        words += [f"{len(panels[way])} right, {len(set.union(*panels[way]))} people in them"] if panels[way] else []
        clock = f"{statistics.median(passed):7.2f} s ({min(passed):.2f}-{max(passed):.2f}, runs: {len(passed)})"
        print(f"  {way:<20} {clock}  {' / '.join(words)}", flush=True)
    stopped |= {way for way, words in said.items() if STOPPED in words}
    return not any(words.startswith(WRONG) for words in sum(said.values(), []))


def main():
    if sys.argv[1] == "--peer":
        print("\n" + json.dumps(peer(sys.argv[2], sys.argv[3], int(sys.argv[4]), pathlib.Path(sys.argv[5]))), flush=True)
        return
    binary, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 120
    starts = {"evenset --version": [binary, "--version"], "the package imported": [sys.executable, "-c", "import sortition_algorithms, highspy"]}
    for name, command in starts.items():
        print(f"start: {name:<22} {statistics.median(timed(command, seconds)[0] for _ in range(RUNS)):.2f} s", flush=True)
    stopped = set()
    sys.exit(not all([table(binary, problem, seconds, stopped) for problem in sys.argv[3:] or SLACK]))


if __name__ == "__main__":
    main()
