#!/bin/sh
# Texts about health care that promise nothing give nothing: what the nation promises, what a
# hospital does, what is wished for or has not been settled.
set -u
command -v python3 >/dev/null || { echo "1..0 # SKIP python3 is not installed"; exit 0; }
n=0
for text in "$SRC"/tests/data/precision/*.md; do
  n=$((n + 1))
  found=$("$PLANASSURE" check -q -p gpfv-2017 -f json --fail-on never "$text" | python3 -c '
import json, sys
plan = json.load(sys.stdin)["plans"][0]
assert len(plan["requirements"]) == 70
for r in plan["requirements"]:
    if r["outcome"] != "not-met":
        print("#", r["id"], r["outcome"], "|", r["evidence"][0]["quote"] if r["evidence"] else "")
') && [ -z "$found" ] && echo "ok $n - ${text##*/}" || { echo "not ok $n - ${text##*/}"; echo "$found"; }
done
echo "1..$n"
