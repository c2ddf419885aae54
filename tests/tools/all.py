"""Everything that must hold, one suite after the other, closed by a count.

    all.py [SUITE…]      # ./run test calls it without names
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/tools"))
import cases  # noqa: E402
import lint  # noqa: E402

BUILD = ROOT / "build"
os.environ["EVENSET_CACHE"] = "off"  # nothing of an earlier run, and nothing left behind


def gtest(binary, name_filter="*"):
    """(passed, faults, skipped) of a GoogleTest binary."""
    answer = BUILD / "gtest.json"
    answer.unlink(missing_ok=True)
    command = [binary, f"--gtest_output=json:{answer}", f"--gtest_filter={name_filter}", "--gtest_brief=1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    if "unexpected memory mapping" in done.stderr:  # ThreadSanitizer, where addresses are drawn from too wide a range
        done = subprocess.run(["setarch", "-R", *command], cwd=ROOT, capture_output=True, text=True, errors="replace")
    if not answer.exists():
        return 0, [f"{binary} ended with {done.returncode} before its tests did:\n{(done.stdout + done.stderr)[-4000:]}"], 0
    passed, faults, skipped = 0, [], 0
    for suite in json.loads(answer.read_text())["testsuites"]:
        for test in suite["testsuite"]:
            if test["result"] == "SKIPPED":
                skipped += 1
            elif test.get("failures"):
                faults.append(f"{suite['name']}.{test['name']}: " + test["failures"][0]["failure"][:2000])
            elif test["result"] == "COMPLETED":
                passed += 1
    if done.returncode and not faults:
        faults.append(f"{binary} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")
    return passed, faults, skipped


def compile_into(folder, *flags):
    done = subprocess.run([ROOT / "run", "compile", folder, *flags], cwd=ROOT, capture_output=True, text=True)
    return None if done.returncode == 0 else f"{folder} does not build:\n{done.stderr[-4000:]}"


def unit():
    return gtest(BUILD / "unit_tests")


def command_line():
    return (*cases.run_cases([ROOT / "tests/cases/cli"], BUILD / "evenset"), 0)


def pages():
    """Generated pages are as the binary prints them; the README's session is as it says."""
    faults, passed = [], 0
    made = {name: [BUILD / "evenset", "help", f"--{name}"] for name in ("cli", "dimensions", "metrics")}
    made["guide-map"] = [sys.executable, ROOT / "tests/tools/guide_map.py"]
    for name, command in made.items():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode or done.stdout != (ROOT / f"docs/{name}.md").read_text(encoding="utf-8"):
            faults.append(f"docs/{name}.md is not what is printed now; ./run docs writes it\n{done.stderr}")
        else:
            passed += 1
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sessions = re.findall(r"```console\n(.*?)```", readme, re.S)
    for i, session in enumerate(sessions):
        path = BUILD / f"readme-{i}.case"
        path.write_text(session.replace("examples/", "{ROOT}/examples/"), encoding="utf-8")
        fault = cases.run_case(path, BUILD / "evenset")
        passed += fault is None
        faults += [f"README.md, session {i + 1}: {fault}"] if fault else []
    if not sessions:
        faults.append("README.md has no session")
    return passed, faults, 0


def form():
    return (*lint.run(), 0)


def compile_checked(folder, sanitizers, *flags):
    """With clang, which compiles sanitizers several times faster than g++; assertions are on."""
    return compile_into(folder, "-DCMAKE_CXX_COMPILER=clang++-14", "-DCMAKE_BUILD_TYPE=Checked",
                        "-DCMAKE_CXX_FLAGS=-O1 -gline-tables-only", f"-DEVENSET_SANITIZE={sanitizers}", *flags)


def compile_address():
    return compile_checked("build-asan", "address,undefined,fuzzer-no-link", "-DEVENSET_FUZZ=ON")


def address_and_undefined():
    """All unit tests and command lines again, under AddressSanitizer and UBSan."""
    fault = compile_address()
    if fault:
        return 0, [fault], 0
    passed, faults, skipped = gtest(ROOT / "build-asan/unit_tests")
    more, wrong = cases.run_cases([ROOT / "tests/cases/cli"], ROOT / "build-asan/evenset")
    return passed + more, faults + wrong, skipped


def threads():
    """Tests that use threads, under ThreadSanitizer. Those through oneDNN are left out: it and
    GNU OpenMP are not instrumented, so that what they synchronise would look like a race."""
    fault = compile_checked("build-tsan", "thread")
    return (0, [fault], 0) if fault else gtest(ROOT / "build-tsan/unit_tests", "*Thread*-Encoder.*:Int8Product.*:All/Tiers.*/2:CrossValidation.*")


def fuzz():
    """Every fuzz target for a few seconds, from its own seeds."""
    fault = compile_address()
    if fault:
        return 0, [fault], 0
    passed, faults = 0, []
    for target in sorted((ROOT / "build-asan").glob("fuzz_*")):
        if target.suffix or not target.is_file():
            continue
        corpus = ROOT / "build-asan/corpus" / target.name
        corpus.mkdir(parents=True, exist_ok=True)
        seeds = ROOT / "tests/fuzz/seeds" / target.name.removeprefix("fuzz_")
        done = subprocess.run([target, "-max_total_time=10", "-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", corpus,
                               *([seeds] if seeds.exists() else [])], cwd=ROOT / "build-asan", capture_output=True, text=True, errors="replace")
        passed += done.returncode == 0
        faults += [] if done.returncode == 0 else [f"{target.name}: {done.stderr[-3000:]}"]
    return passed, faults, 0


def real_model():
    """The LLM annotator against a small real server; skipped where that cannot be installed."""
    done = subprocess.run([sys.executable, ROOT / "tests/llm/real_server.py", "--binary", BUILD / "evenset", "--env", BUILD / "env-llm"],
                          cwd=ROOT, capture_output=True, text=True, errors="replace")
    if done.returncode == 77:
        return 0, [], 1
    return (1, [], 0) if done.returncode == 0 else (0, [f"the real server's test ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}"], 0)


def demo():
    done = subprocess.run(["bash", "examples/demo.sh"], cwd=ROOT, capture_output=True, text=True)
    last = done.stdout.rstrip().splitlines()[-1:] or [""]
    good = done.returncode == 0 and (ROOT / last[0] / "train.jsonl").exists()
    return (1, [], 0) if good else (0, [f"the demo ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}"], 0)


SUITES = {"unit": unit, "command line": command_line, "pages": pages, "form": form, "demo": demo, "real model": real_model,
          "address and undefined": address_and_undefined, "threads": threads, "fuzz": fuzz}


def main():
    names = sys.argv[1:] or SUITES
    total = [0, 0, 0]
    for name in names:
        start = time.time()
        passed, faults, skipped = SUITES[name]()
        print(f"{name}: {passed} passed, {len(faults)} failed, {skipped} skipped ({time.time() - start:.0f} s)", flush=True)
        for fault in faults:
            print("  " + fault.replace("\n", "\n  "), flush=True)
        total = [total[0] + passed, total[1] + len(faults), total[2] + skipped]
    print(f"{total[0]} tests passed, {total[1]} failed, {total[2]} skipped")
    sys.exit(1 if total[1] or not total[0] else 0)


if __name__ == "__main__":
    main()
