#!/bin/sh
# Two submissions of one sample: "planassure diff" lists exactly what was planted between them, in
# every format, and its exit status follows. JSON keeps to schemas/diff.schema.json.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" 2>/dev/null | head -20; fi; }
sample=$SRC/samples/strong-plan.md
# before: no growth to 45 minutes, nobody is told, nothing of care homes, a day that there is not
sed -e 's/ and 45 minutes per 1,000 population from October 2018.*/./' \
    -e 's/^By March 2018 the new appointments will be advertised.*/Patients will hear from us in good time./' \
    -e 's/^We have 38 care homes with 1,460 beds.*/Care homes will be looked at in a later plan./' \
    -e 's/on 14 February 2017, and it was endorsed/on 31 February 2017, and it was endorsed/' \
    "$sample" >"$tmp/before.md"
# now: a new line at the top, told on websites alone, receptionists and the choice taken out, XX%
sed -e '3s/.*/&\n\nThis text replaces the one of January./' \
    -e 's/^By March 2018 the new appointments will be advertised on every practice website.*/By March 2018 the new appointments will be advertised on every practice website./' \
    -e 's/^We have 38 care homes with 1,460 beds.*/Care homes will be looked at in a later plan./' \
    -e 's/^Receptionists in all 31 practices will offer and book.*/Booking will be made as simple as it can be./' \
    -e 's/12\.4% of registered patients/XX% of registered patients/' \
    "$sample" >"$tmp/now.md"
for x in before now; do
  "$PLANASSURE" check -q -p gpfv-2017 -f json="$tmp/$x.json" --fail-on never "$tmp/$x.md"
done
diff_to() { "$PLANASSURE" diff -q -f "$1" -o "$tmp/out.$1" "$tmp/before.json" "$tmp/now.json" 2>"$tmp/why"; }
diff_to json; code=$?
[ $code = 1 ]; report $? 'something was lost: 1'
awk '/^      "(requirements|defects)"/ { part = $1 } /^          "(id|rule)"/ { id = $2 }
     /^          "change"/ { if ($2 !~ /kept/) print part, $2, id }' "$tmp/out.json" | tr -d '":,' >"$tmp/list"
cat >"$tmp/want" <<'END'
requirements lost access.ease-of-access
requirements open model-of-care.care-homes
requirements partly access.advertising
requirements answered access.capacity
defects new defect.placeholder
defects gone defect.bad-date
END
diff -u "$tmp/want" "$tmp/list" >"$tmp/why"; report $? 'exactly the planted changes'
grep -q '"evidence": "moved"' "$tmp/out.json"; report $? 'evidence that stands elsewhere is moved'
for format in text markdown html; do
  diff_to $format; [ $? = 1 ] && [ -s "$tmp/out.$format" ]; report $? "$format"
  for id in access.ease-of-access model-of-care.care-homes access.advertising access.capacity defect.placeholder defect.bad-date; do
    grep -q "$id" "$tmp/out.$format" || { echo "$id is not in it"; false; } >"$tmp/why"; report $? "$format names $id"
  done
  cp "$tmp/out.$format" "$tmp/again"; diff_to $format; cmp "$tmp/again" "$tmp/out.$format" >"$tmp/why"; report $? "$format: the same bytes twice"
done
if python3 -c 'import jsonschema' 2>/dev/null; then
  python3 -c 'import json, sys; from jsonschema import Draft202012Validator as V; s = json.load(open(sys.argv[1])); V.check_schema(s); V(s).validate(json.load(open(sys.argv[2])))' \
    "$SRC/schemas/diff.schema.json" "$tmp/out.json" 2>"$tmp/why"
  report $? 'the schema holds'
else n=$((n + 1)); echo "ok $n # SKIP python3-jsonschema is not installed"; fi
status() {  # want, name, arguments
  want=$1 name=$2; shift 2
  "$PLANASSURE" diff -q "$@" >"$tmp/out" 2>"$tmp/why"; [ $? = "$want" ]; report $? "$want: $name"
}
status 0 'a plan with itself' "$tmp/now.json" "$tmp/now.json"
grep -q 'Both are the same file' "$tmp/out"; report $? 'and it says so'
status 0 'never' --fail-on never "$tmp/before.json" "$tmp/now.json"
status 1 'lost alone' --fail-on lost "$tmp/before.json" "$tmp/now.json"
status 1 'a defect alone' --fail-on defect "$tmp/before.json" "$tmp/now.json"
status 2 'no such threshold' --fail-on must "$tmp/before.json" "$tmp/now.json"
status 2 'no such match' --match size "$tmp/before.json" "$tmp/now.json"
status 2 'no such file' "$tmp/before.json" "$tmp/none.json"
status 2 'a plan is no results' "$tmp/before.json" "$tmp/now.md"
printf '{"schema":"planassure-results/1","plans":[{"path":"now.md","status":"error","error":{"code":"x","message":"lost in the post"}}]}' >"$tmp/unread.json"
status 2 'it could not be read' "$tmp/before.json" "$tmp/unread.json"
# Two against two, in the other order: paired by what they say of themselves.
"$PLANASSURE" check -q -p gpfv-2017 -f ndjson="$tmp/two.ndjson" --fail-on never "$SRC/samples/hollow-plan.md" "$tmp/before.md"
"$PLANASSURE" check -q -p gpfv-2017 -f ndjson="$tmp/owt.ndjson" --fail-on never "$tmp/now.md" "$SRC/samples/hollow-plan.md"
status 1 'two plans' -f json "$tmp/two.ndjson" "$tmp/owt.ndjson"
[ "$(grep -c '"matched": "organisation"' "$tmp/out")" = 2 ]; report $? 'by organisation'
status 1 'by order they are others' --match order "$tmp/two.ndjson" "$tmp/owt.ndjson"
grep -q 'different organisations' "$tmp/out"; report $? 'and it says so'
status 2 'by path nothing pairs' --match path "$tmp/owt.ndjson" "$tmp/before.json"
echo "1..$n"
