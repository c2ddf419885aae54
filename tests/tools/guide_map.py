"""Prints docs/guide-map.md: what serves each line of the guide, with the plan's own figures beside it.

    guide_map.py      # a line per fault on standard error and exit status 1: a line without an
                      # entry, an entry without a line, a word in it that names nothing
"""
import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = """# The guide, line by line

Printed by `tests/tools/guide_map.py` from `data/guide-map.yaml`, the built-in plan and the descriptors; do not edit. A share is the aim,
then what is accepted. *Later* is a command that does not exist yet.
"""
# Commands of later parts, so that a line is not put off for ever, nor left so when its command is there.
LATER = {"dedup", "generate", "review", "split", "eval", "report", "teach"}


class Unknown(Exception):
    """A reference to nothing."""


def page(name):
    return subprocess.run([ROOT / "build/evenset", "help", f"--{name}"], capture_output=True, text=True, check=True).stdout


def commands():
    """Flags by command."""
    sections = [part.split("\n", 1) for part in page("cli").split("\n## evenset ")[1:]]
    return {verb: set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.M)) for verb, text in sections}


def table(name):
    """Rows of a generated page, by the name in their first cell."""
    rows = [line.strip("| ").split(" | ") for line in page(name).splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


def found(where, name):
    if name not in where:
        raise Unknown
    return where[name]


def by_name(checks):
    return {check["name"]: check for check in checks}


def percent(share):
    return f"{share * 100:.4g}"


def accepted(target):
    """As load_plan() takes it: 5 points either side, at most half of the share, where no range is given."""
    near = min(0.05, target["share"] / 2)
    low, high = target.get("range", (target["share"] - near, target["share"] + near))
    return f"{percent(target['share'])} %, {percent(low)}-{percent(high)} %"


def check_words(kind, check):
    limit = f"wants {check['require']}" if "require" in check else f"is raised by {check['raise']}"
    return f"{kind} `{check['name']}`: {check['figure'].replace('+', ' + ')} {limit}"


class Map:
    """Each method says in Markdown what a reference names, or raises Unknown."""

    def __init__(self):
        self.plan = yaml.safe_load((ROOT / "data/company-qa.yaml").read_text(encoding="utf-8"))
        self.commands = commands()
        self.dimensions = table("dimensions")
        self.figures = {key for row in table("metrics").values() for key in row[0].split(", ")}

    def target(self, words):
        dimension, _, values = words.partition("=")
        target = found(found(self.plan["dimensions"], dimension)["targets"], values)
        return f"target `{dimension}`: {values.replace('+', ' + ')}, {accepted(target)}"

    def dimension(self, name):
        found(self.dimensions, name)
        return f"[dimension](dimensions.md) `{name}`"

    def figure(self, key):
        found({key: key for key in self.figures}, key)
        return f"[figure](metrics.md) `{key}`"

    def quality(self, key):
        if not key.startswith("quality_"):
            raise Unknown
        return self.figure(key).replace("figure", "quality figure")

    def metric(self, name):
        return check_words("metric", found(by_name(self.plan["metrics"]), name))

    def red_flag(self, name):
        return check_words("red flag", found(by_name(self.plan["red_flags"]), name))

    def edge_case(self, name):
        return check_words("edge case", found(by_name(self.plan["edge_cases"]), name))

    def phase(self, words):
        number, _, name = words.partition(" ")
        phase = found({str(p["phase"]): p for p in self.plan["phases"]}, number)
        if not name:
            return f"phase {number}, rows {phase['size'][0]:,} to {phase['size'][1]:,}"
        return check_words(f"phase {number}", found(by_name(phase["items"]), name))

    def checklist(self, words):
        name, _, entry = words.partition(".")
        entries = found(self.plan["checklists"], name)
        if entry:
            found(entries, entry)
        return f"checklist `{words}`"

    def size(self, name):
        size = found(self.plan["sizes"], name)
        return f"size `{name}`: " + (f"{size[0]:,}-{size[1]:,}" if isinstance(size, list) else f"{size:,}")

    def decision(self, number):
        decisions = {str(i): d for i, d in enumerate(self.plan["decisions"], 1)}
        return f"decision {number}: {found(decisions, number)['choice'].rstrip('.')}"

    def command(self, verb):
        found(self.commands, verb)
        return f"[command](cli.md) `{verb}`"

    def flag(self, words):
        verb, _, flag = words.partition(" ")
        found({name: name for name in found(self.commands, verb)}, flag)
        return f"[flag](cli.md) `{words}`"

    def later(self, words):
        verb, _, what = words.partition(", ")
        if verb not in LATER - set(self.commands) or not what:
            raise Unknown
        return f"*later*: `{verb}` {what}"

    KINDS = (target, dimension, figure, quality, metric, red_flag, edge_case, phase, checklist, size, decision, command, flag, later)

    def words(self, reference):
        kind, _, rest = reference.partition(" ")
        method = found({m.__name__: m for m in self.KINDS}, kind.rstrip(":"))
        return method(self, rest)


def key(entry):
    return f"{entry['section']} | {entry['line']}"


def faults_of_lines(entries):
    lines = (ROOT / "tests/cases/guide/lines.txt").read_text(encoding="utf-8").splitlines()
    keys = [key(entry) for entry in entries]
    faults = [f"{line}: no entry in data/guide-map.yaml" for line in lines if line not in keys]
    faults += [f"{name}: no line in tests/cases/guide/lines.txt" for name in keys if name not in lines]
    faults += [f"{name}: there twice" for name in sorted(set(keys)) if keys.count(name) > 1]
    return faults


def served(entry, names, faults):
    """The cell of an entry."""
    out = []
    for reference in entry["served_by"]:
        try:
            out.append(names.words(reference))
        except Unknown:
            faults.append(f"{key(entry)}: \"{reference}\" names nothing")
    if not entry["served_by"]:
        faults.append(f"{key(entry)}: served by nothing")
    return "; ".join(out)


def main():
    entries = yaml.safe_load((ROOT / "data/guide-map.yaml").read_text(encoding="utf-8"))
    faults, names, section = faults_of_lines(entries), Map(), None
    out = [HEAD]
    for entry in entries:
        if entry["section"] != section:
            section = entry["section"]
            out.append(f"\n## {section}\n| line | served by |\n| --- | --- |\n")
        line = entry["line"].replace("|", "\\|")
        out.append(f"| {line} | {served(entry, names, faults)} |\n")
    sys.stdout.write("".join(out))
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
