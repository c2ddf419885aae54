"""The checks of form: formatting, clang-tidy, function sizes, a case for every flag, variety of the example texts.

    lint.py      # prints what is wrong; exit status 1 when something is
"""
import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/tools"))
import corpus  # noqa: E402
import variety  # noqa: E402

CPP = ["include", "src", "cli", "bench", "tests"]
# Few and quick; what clang's analyzer would find, the sanitizers of ./run test do.
TIDY = ("-*,bugprone-use-after-move,bugprone-dangling-handle,bugprone-infinite-loop,bugprone-sizeof-*,bugprone-string-*,"
        "bugprone-undefined-memory-manipulation,bugprone-unused-return-value,performance-for-range-copy,"
        "performance-move-const-arg,performance-unnecessary-copy-initialization,"
        "readability-container-size-empty,readability-misleading-indentation")
# simdjson's results may be copied today; moving them says that they are used up.
TIDY_CONFIG = "{CheckOptions: [{key: performance-move-const-arg.CheckTriviallyCopyableMove, value: 'false'}]}"


def sources(*suffixes):
    files = []
    for folder in CPP:
        files += [p for p in (ROOT / folder).rglob("*") if p.suffix in suffixes]
    return sorted(files)


def formatting():
    done = subprocess.run(["clang-format-14", "--dry-run", "--Werror", *map(str, sources(".cc", ".h"))],
                          capture_output=True, text=True)
    wrong = sorted({line.split(":")[0] for line in done.stderr.splitlines() if "error:" in line})
    return [f"{os.path.relpath(file, ROOT)}: not as clang-format-14 would write it" for file in wrong]


def function_sizes():
    done = subprocess.run([sys.executable, "-m", "lizard", "-l", "cpp", "-L", "60", "-C", "15", "-w",
                           *(str(ROOT / f) for f in ["include", "src", "cli"])], capture_output=True, text=True)
    return [line.replace(str(ROOT) + "/", "") for line in done.stdout.splitlines() if "warning" in line]


def includes():
    """Source file -> itself and the project's headers that it includes, as the last build found them."""
    page = subprocess.run(["ninja", "-C", ROOT / "build", "-t", "deps"], capture_output=True, text=True, check=True).stdout
    out = {}
    for block in page.split("\n\n"):
        files = [(ROOT / "build" / line.strip()).resolve() for line in block.splitlines()[1:]]
        own = [file for file in files if ROOT in file.parents and "build" not in file.relative_to(ROOT).parts[:1]]
        out |= {file: own for file in own if file.suffix == ".cc"}
    return out


def tidy_one(file, read):
    """Cached by the content of the file and of what it includes: only what changed is looked at again."""
    content = b"".join(one.read_bytes() for one in sorted(read))
    stamp = ROOT / "build/tidy" / hashlib.sha256(content + str(file).encode() + (TIDY + TIDY_CONFIG).encode()).hexdigest()
    if stamp.exists():
        return []
    done = subprocess.run(["clang-tidy-14", "-p", str(ROOT / "build"), "--quiet", f"--checks={TIDY}", f"--config={TIDY_CONFIG}",
                           "--warnings-as-errors=*", str(file)], capture_output=True, text=True)
    found = [line.replace(str(ROOT) + "/", "") for line in done.stdout.splitlines() if re.search(r"(warning|error):", line)]
    if not found and done.returncode == 0:
        stamp.touch()
    return found or ([] if done.returncode == 0 else [f"{file}: clang-tidy ended with {done.returncode}"])


def tidy():
    (ROOT / "build/tidy").mkdir(parents=True, exist_ok=True)
    read = includes()
    files = [p for p in sources(".cc") if p.parts[len(ROOT.parts)] in ("src", "cli") and not p.name.endswith("_test.cc")]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [line for found in pool.map(lambda p: tidy_one(p, read[p]), files) for line in found]


def flags_without_case():
    page = subprocess.run([ROOT / "build/evenset", "help", "--cli"], capture_output=True, text=True, check=True).stdout
    wrong = []
    for section in page.split("\n## evenset ")[1:]:
        verb = section.split("\n", 1)[0]
        folder = ROOT / "tests/cases/cli" / verb
        commands = "\n".join(line for case in folder.glob("*.case") for line in case.read_text(encoding="utf-8").splitlines()
                             if line.startswith("$ "))
        for flag in re.findall(r"^  (?:-o, )?(--[a-z-]+)", section, re.M):
            short = r"|-o\b" if flag == "--output" else ""
            if not re.search(rf"evenset {verb}\b.*({flag}\b{short})", commands):
                wrong.append(f"evenset {verb} {flag}: no case in tests/cases/cli/{verb}/ shows what it changes")
    return wrong


CHECKS = {"formatting": formatting, "function sizes": function_sizes, "a case for every flag": flags_without_case,
          "variety of the example texts": variety.faults, "training corpus": corpus.faults, "clang-tidy": tidy}


def run():
    """(passed, faults) over all checks."""
    passed, faults = 0, []
    for name, check in CHECKS.items():
        found = check()
        passed += not found
        faults += [f"lint, {name}: {line}" for line in found]
    return passed, faults


if __name__ == "__main__":
    count, wrong = run()
    print("\n".join(wrong))
    print(f"{count} of {len(CHECKS)} checks passed")
    sys.exit(1 if wrong else 0)
