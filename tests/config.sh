#!/bin/sh
# .planassure.json: where it is looked for and where not, what wins, what is refused and how, and
# what "config show" says of it.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
PACK=$SRC/tests/data/packs/tiny
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/out" "$tmp/err" | head -12; fi; }
show() { ( cd "$1" && shift && "$PLANASSURE" config show "$@" ) >"$tmp/out" 2>"$tmp/err"; }
says() { grep -q "^$1  *$2  *$3\$" "$tmp/out"; ok $? "$1: $2 ($3)"; }
mkdir -p "$tmp/repo/.git" "$tmp/repo/plans/north" "$tmp/loose/below"
echo 'The roof was mended.' >"$tmp/repo/plans/north/plan.txt"
cat >"$tmp/repo/.planassure.json" <<END
{
  "schema": "planassure-config/1",
  "pack": "$PACK",
  "fail-on": ["should", "defect"],
  "waivers": "waivers.json",
  "format": "json=out/results.json",
  "quiet": true
}
END
cat >"$tmp/repo/waivers.json" <<'END'
{"schema": "planassure-waivers/1", "waivers": [
 {"requirement": "opening.evenings", "reason": "r", "owner": "o", "expires": "2030-01-01"},
 {"requirement": "opening.notice", "reason": "r", "owner": "o", "expires": "2030-01-01"}]}
END
# Where it is found, and that paths are relative to it.
show "$tmp/repo"; says waivers waivers.json .planassure.json:5
show "$tmp/repo/plans/north"
says pack "$PACK" ../../.planassure.json:3
says waivers ../../waivers.json ../../.planassure.json:5
says format json=../../out/results.json ../../.planassure.json:6
says fail-on should ../../.planassure.json:4
says fail-on defect ../../.planassure.json:4
says quiet yes ../../.planassure.json:7
says baseline '(none)' default
says color auto default
# The command line wins, and takes the place of all values.
show "$tmp/repo/plans/north" --fail-on must -f text --color never
says fail-on must 'command line'
! grep -q '^fail-on  *should' "$tmp/out"; ok $? 'and no other value is left'
says color never 'command line'
show "$tmp/repo" --no-config; says fail-on must default
# It works on check.
mkdir "$tmp/repo/out"
( cd "$tmp/repo/plans/north" && "$PLANASSURE" check plan.txt ) >"$tmp/out" 2>"$tmp/err"; code=$?
[ $code = 0 ] && [ -s "$tmp/repo/out/results.json" ] && [ ! -s "$tmp/out" ]; ok $? 'check: waivers, format and threshold of the file'
( cd "$tmp/repo/plans/north" && "$PLANASSURE" check --no-config -p "$PACK" -q plan.txt ) >"$tmp/out" 2>"$tmp/err"; code=$?
[ $code = 1 ] && [ -s "$tmp/out" ]; ok $? 'check --no-config'
# Not beyond the root of the repository, and without one only in the working folder.
cp "$tmp/repo/.planassure.json" "$tmp/loose/.planassure.json"
show "$tmp/loose/below"; says fail-on must default
show "$tmp/loose"; says fail-on should .planassure.json:4
mkdir "$tmp/loose/below/.git"; show "$tmp/loose/below"; says fail-on must default
mkdir -p "$tmp/repo/inner/.git"; show "$tmp/repo/inner"; says fail-on must default
mkdir "$tmp/repo/near"; printf '{"schema": "planassure-config/1",\n"fail-on": "never"}' >"$tmp/repo/near/.planassure.json"
show "$tmp/repo/near"; says fail-on never .planassure.json:2
says waivers '(none)' default
# What is refused: exit status 2, with file, line, pointer and what to do.
refused() {  # the file's text, what is said
  mkdir -p "$tmp/bad/.git"; printf '%s' "$1" >"$tmp/bad/.planassure.json"
  show "$tmp/bad"; code=$?
  [ $code = 2 ] && grep -qF "$2" "$tmp/err"; ok $? "refused: $2"
}
S='"schema": "planassure-config/1"'
refused "{$S, \"fial-on\": \"must\"}" '.planassure.json:1:35: error: /fial-on: there is no member "fial-on"'
grep -q 'did you mean "fail-on"' "$tmp/err"; ok $? 'and the nearest is named'
refused "{$S, \"fail-on\": \"most\"}" '/fail-on: "most" cannot be used here'
refused "{$S, \"fail-on\": [1]}" '/fail-on/0: this must be a text'
refused "{$S, \"quiet\": \"yes\"}" '/quiet: this must be true or false'
refused "{$S, \"format\": \"html=/tmp/page.html\"}" 'a report must not be written there'
refused "{$S, \"format\": \"html=a/../../page.html\"}" 'a report must not be written there'
refused "{$S, \"output\": \"../report\"}" 'a report must not be written there'
refused "{$S, \"format\": \"htlm\"}" '/format: "htlm" cannot be used here'
refused "{$S, \"pack\": \"a\", \"pack\": \"b\"}" '"pack" stands here twice'
refused '{"pack": "a"}' '"schema" is missing'
refused '{"schema": "planassure-config/9"}' 'is a form that is not known'
refused "{$S," 'this is not valid JSON'
refused '[]' 'this must be an object'
head -c 1100000 /dev/zero | tr '\0' ' ' >"$tmp/bad/.planassure.json"; show "$tmp/bad"; [ $? = 2 ]; ok $? 'refused: longer than the cap'
# The schema says the same.
if python3 -c 'import jsonschema' 2>/dev/null; then
  cat >"$tmp/schema.py" <<'END'
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1])); Draft202012Validator.check_schema(schema)
v = Draft202012Validator(schema)
assert v.is_valid(json.load(open(sys.argv[2])))
shown = {line.split()[0] for line in open(sys.argv[3])}
assert shown <= set(schema["properties"]), shown - set(schema["properties"])
assert not v.is_valid({"schema": "planassure-config/1", "fial-on": "must"})
END
  show "$tmp/repo"; python3 "$tmp/schema.py" "$SRC/schemas/config.schema.json" "$tmp/repo/.planassure.json" "$tmp/out" 2>"$tmp/err"
  ok $? 'schemas/config.schema.json'
else n=$((n + 1)); echo "ok $n - schemas/config.schema.json # SKIP python3-jsonschema is not installed"; fi
echo "1..$n"
