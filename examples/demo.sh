#!/usr/bin/env bash
# The main job on the example company: build a set from its pool, audit it, and
# compare the machine's labels with its truth.
set -uo pipefail
cd "$(dirname "$0")/.."
out=build/demo

run() {
  printf '\n$ %s\n' "$*"
  "$@"
  local status=$?
  # 1 is an answer here: a heap like this one cannot meet the plan.
  [ $status -le 1 ] || exit $status
}

rm -rf "$out"
run build/evenset build examples/pool --size 200 --out "$out"
run build/evenset audit "$out/train.jsonl" "$out/holdout.jsonl"
printf '\nMachine labels against those of examples/labels:\n'
build/env/bin/python examples/compare.py "$out/labels.jsonl" || exit 2
printf '\n%s\n' "$out"
