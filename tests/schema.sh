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
cat >"$tmp/waivers.json" <<'END2'
{"schema": "planassure-waivers/1", "waivers": [
 {"requirement": "opening.evenings", "reason": "r", "owner": "o", "expires": "2030-01-01"},
 {"requirement": "opening.notice", "reason": "r", "owner": "o", "expires": "2001-01-01"},
 {"defect": "defect.dates", "plan": "none.txt", "reason": "r", "owner": "o", "expires": "2030-01-01"}]}
END2
"$PLANASSURE" check -p "$PACK" -f ndjson="$tmp/old.ndjson" --fail-on never "$tmp/small.txt" 2>/dev/null
validate 'waivers and a baseline' --waivers "$tmp/waivers.json" --baseline "$tmp/old.ndjson" "$tmp/hollow.txt" "$tmp/small.txt" "$tmp/empty.txt"
n=$((n + 1))
if python3 - "$SRC/schemas/waivers.schema.json" "$tmp/waivers.json" 2>"$tmp/why" <<'END2'
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1])); Draft202012Validator.check_schema(schema)
v = Draft202012Validator(schema); good = json.load(open(sys.argv[2]))
assert v.is_valid(good)
for change in ({"defect": "x"}, {"expiry": "y"}, {"reason": " "}, {"expires": "soon"}):
    assert not v.is_valid({**good, "waivers": [{**good["waivers"][0], **change}]}), change
for member in ("requirement", "reason", "owner", "expires"):
    assert not v.is_valid({**good, "waivers": [{k: w for k, w in good["waivers"][0].items() if k != member}]}), member
END2
then echo "ok $n - schemas/waivers.schema.json"; else echo "not ok $n - schemas/waivers.schema.json"; sed 's/^/# /' "$tmp/why"; fi
# Every sample with every pack; and real plans, which stand beside the tree where it is developed.
for PACK in $("$PLANASSURE" packs -q 2>/dev/null | cut -f 1); do
  for plan in "$SRC"/samples/* "$SRC"/../shared/seeds/*.txt; do
    case $plan in *README*) continue;; esac
    [ -f "$plan" ] && validate "$PACK, ${plan##*/}" "$plan"
  done
done
echo "1..$n"
