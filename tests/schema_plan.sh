#!/bin/sh
# The published schema of structured plans, by a validator that is not ours: the sample is valid, and
# what the reader refuses is invalid.
set -u
echo "1..3"
if ! python3 -c 'import jsonschema' 2>/dev/null; then
  for n in 1 2 3; do echo "ok $n # SKIP python3-jsonschema is not installed"; done
  exit 0
fi
SRC="$SRC" python3 - <<'PY'
import copy, json, os
import jsonschema
top = os.environ["SRC"]
schema = json.load(open(top + "/schemas/plan.schema.json"))
plan = json.load(open(top + "/samples/structured-plan.json"))
n = 0
def report(good, what):
    global n
    n += 1
    print(("ok" if good else "not ok") + f" {n} - {what}")
try:
    jsonschema.Draft202012Validator.check_schema(schema)
    report(True, "the schema is one")
except jsonschema.SchemaError as e:
    report(False, "the schema is one: " + e.message)
check = jsonschema.Draft202012Validator(schema)
report(check.is_valid(plan), "the sample is valid")
def broken(change):
    p = copy.deepcopy(plan)
    change(p)
    return not check.is_valid(p)
report(all(map(broken, [
    lambda p: p.pop("organisation"),
    lambda p: p.update(sections=[]),
    lambda p: p.update(sectoins=[]),
    lambda p: p["sections"][0].update(heading=" "),
    lambda p: p["risks"][0].update(score="high"),
    lambda p: p["period"].update(to="March 2019"),
])), "what the reader refuses is invalid")
PY
