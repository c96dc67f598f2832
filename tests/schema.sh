#!/bin/sh
# The JSON results keep to schemas/results.schema.json: of every sample, of a run with a plan that
# cannot be read, and of a run over none that can.
set -u
if ! python3 -c 'import jsonschema' 2>/dev/null; then
  echo "1..0 # SKIP python3-jsonschema is not installed"; exit 0
fi
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/validate.py" <<'END'
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
def no_nan(word):
    raise ValueError("%s is no JSON" % word)
results = json.load(open(sys.argv[2]), parse_constant=no_nan)
errors = list(Draft202012Validator(schema).iter_errors(results))
for e in errors[:10]:
    print("# /%s: %s" % ("/".join(map(str, e.absolute_path)), e.message))
s = results["summary"]
want = {"plans": len(results["plans"]), "errors": sum(p["status"] == "error" for p in results["plans"])}
for key, value in want.items():
    if s[key] != value:
        errors.append(key)
        print("# summary: %s is %s, not %s" % (key, s[key], value))
sys.exit(1 if errors else 0)
END
n=0
validate() {  # name, paths
  n=$((n + 1)); name=$1; shift
  "$PLANASSURE" check -p "$PACK" -f json="$tmp/out.json" --fail-on never "$@" 2>"$tmp/err"
  if [ -s "$tmp/out.json" ] && python3 "$tmp/validate.py" "$SRC/schemas/results.schema.json" "$tmp/out.json" >"$tmp/why" 2>&1
  then echo "ok $n - $name"
  else echo "not ok $n - $name"; sed 's/^/# /' "$tmp/why" "$tmp/err"; fi
  rm -f "$tmp/out.json"
}
PACK=$SRC/tests/data/packs/tiny
printf 'The village hall\n\nThe village hall will open to visitors until 20:00.\n' >"$tmp/small.txt"
printf 'The roof was mended.\n' >"$tmp/hollow.txt"
: >"$tmp/empty.txt"
validate 'a small text' "$tmp/small.txt"
validate 'nothing is met' "$tmp/hollow.txt"
validate 'one good, one empty, one missing' "$tmp/small.txt" "$tmp/empty.txt" "$tmp/none.txt"
validate 'nothing that can be read' "$tmp/empty.txt"
# Every sample with every pack; and real plans, which stand beside the tree where it is developed.
for PACK in $("$PLANASSURE" packs -q 2>/dev/null | cut -f 1); do
  for plan in "$SRC"/samples/* "$SRC"/../shared/seeds/*.txt; do
    case $plan in *README*) continue;; esac
    [ -f "$plan" ] && validate "$PACK, ${plan##*/}" "$plan"
  done
done
echo "1..$n"
