"""Runs case files: commands and their exact output, at the front door.

    cases.py [--binary build/evenset] [--update] FILE_OR_FOLDER…

A case is text. Lines before the first command are a comment. `@ NAME` begins a
file, a lone `@` ends it. `$ COMMAND` is run by bash in a folder of its own;
what follows is what it must print (stdout and stderr together) and `[N]` its
exit status where that is not 0. `…` in an expected line stands for any text, a
line of `…` alone for any lines. `{ROOT}` is the repository. --update writes the
real output in place.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def parse(text):
    """The case as a list of ('text'|'file'|'command', head, lines)."""
    parts, lines, i = [], text.split("\n"), 0
    if lines and lines[-1] == "":
        lines.pop()
    while i < len(lines):
        line = lines[i]
        kind = "file" if line.startswith("@ ") else "command" if line.startswith("$ ") else "text"
        body, i = [], i + 1
        while i < len(lines):
            if kind == "file" and lines[i] == "@":
                i += 1
                break
            if kind != "file" and (lines[i].startswith("$ ") or lines[i].startswith("@ ")):
                break
            body.append(lines[i])
            i += 1
        parts.append((kind, line[2:] if kind != "text" else line, body))
    return parts


def matches(expected, got):
    """Line by line, with … as a wildcard."""
    pattern = []
    for line in expected:
        if line == "…":
            pattern.append("(?:.*\n)*")
        else:
            pattern.append(".*".join(re.escape(piece) for piece in line.split("…")) + "\n")
    return re.fullmatch("".join(pattern), "".join(line + "\n" for line in got)) is not None


def run(command, folder, binary):
    env = dict(os.environ, EVENSET_CACHE="off", PATH=f"{binary.parent}:{os.environ['PATH']}", NO_COLOR="1", LC_ALL="C.UTF-8", TMPDIR=str(folder))
    done = subprocess.run(["bash", "-c", command.replace("{ROOT}", str(ROOT))], cwd=folder, env=env, timeout=300,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode("utf-8", "replace").replace(str(ROOT), "{ROOT}")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if done.returncode:
        lines.append(f"[{done.returncode}]")
    return lines


def run_case(path, binary, update=False):
    """None when all is as written, else what differs."""
    parts, out = parse(path.read_text(encoding="utf-8")), []
    fault = None
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for kind, head, body in parts:
            if kind == "file":
                target = folder / head
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("".join(line + "\n" for line in body), encoding="utf-8")
                out += ["@ " + head, *body, "@"]
            elif kind == "text":
                out += [head, *body]
            else:
                got = run(head, folder, binary)
                good = matches(body, got)
                if not good and fault is None:
                    fault = f"$ {head}\n  wanted:\n    " + "\n    ".join(body) + "\n  got:\n    " + "\n    ".join(got)
                out += ["$ " + head, *(body if good else got)]
    if fault and update:
        path.write_text("\n".join(out) + "\n", encoding="utf-8")
    return fault


def case_files(places):
    for place in places:
        place = pathlib.Path(place)
        yield from sorted(place.rglob("*.case")) if place.is_dir() else [place]


def run_cases(places, binary, update=False):
    """(passed, faults) over all case files."""
    passed, faults = 0, []
    for path in case_files(places):
        fault = run_case(path, pathlib.Path(binary).resolve(), update)
        if fault is None:
            passed += 1
        else:
            faults.append(f"{path}: {fault}")
    return passed, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / "build/evenset")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("places", nargs="*", default=[ROOT / "tests/cases/cli"])
    arguments = parser.parse_args()
    passed, faults = run_cases(arguments.places, arguments.binary, arguments.update)
    for fault in faults:
        print(fault)
    print(f"{passed} cases passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
