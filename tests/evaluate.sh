#!/bin/sh
# rules evaluate gives the same figures as the comparison beside the labelled plans, where they are.
set -u
shared=$SRC/../shared
if [ ! -f "$shared/eval/evaluate.py" ] || ! command -v python3 >/dev/null; then
  echo "1..0 # SKIP ../shared or python3 is missing"; exit 0
fi
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
pack=gpfv-2017
plans="$shared/eval/dev/plans/p05-ashdon.md $shared/seeds/004_a55b64613d8b5875.txt"
labels="$shared/eval/dev/labels/p05-ashdon.labels.json $shared/eval/dev/labels/004_a55b64613d8b5875.labels.json"
# shellcheck disable=SC2086  # lists of paths without blanks
$PLANASSURE check -p $pack -f json --fail-on never $plans >"$tmp/results.json"
# shellcheck disable=SC2086
python3 "$shared/eval/evaluate.py" "$tmp/results.json" $labels --json >"$tmp/want.json"
python3 - "$tmp/want.json" >"$tmp/want" <<'PY'
import json, sys
t = json.load(open(sys.argv[1]))["total"]
names = ["requirements", "agreement", "weighted_kappa", "macro_f1", "false_assurance", "traps_called_met", "traps_called_partial", "missed", "evidence_hit"]
print(*["-" if t[n] is None else t[n] if n == "requirements" else "%.3f" % t[n] for n in names])
PY
# shellcheck disable=SC2086
"$PLANASSURE" rules evaluate -p $pack $labels $plans | awk '/^all / { print $2, $3, $4, $5, $6, $7, $8, $9, $10 }' >"$tmp/got"
if diff "$tmp/want" "$tmp/got" >"$tmp/diff"; then echo "ok 1 - the same figures"; else echo "not ok 1 - the same figures"; sed 's/^/# /' "$tmp/diff"; fi
echo "1..1"
