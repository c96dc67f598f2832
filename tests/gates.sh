#!/bin/sh
# When a run ends with which status: every threshold, with and without waivers and a baseline; the
# worst of several plans; and that neither -o, -f NAME=FILE nor a waiver changes what is reported.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
PACK=$SRC/tests/data/packs/tiny
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' err out | head -20; fi; }
ends() {  # status, options and plans
  want=$1; shift
  "$PLANASSURE" check -p "$PACK" --as-of 2021-04-01 "$@" >out 2>err; got=$?
  [ $got = "$want" ]; ok $? "$want: $*"
}
# Plans: nothing met; the must partly; all met; with a defect; one that cannot be read.
echo 'The roof was mended.' >hollow.txt
printf 'The village hall will be open to visitors until 20:00.\n' >partly.txt
{ echo 'The village hall will be open to visitors until 21:30 on 3 late opening days a week. Mrs Dell is keyholder.'
  echo; echo 'Closures will stand on the notice board a fortnight ahead.'
  echo; echo 'The hire fee will be £2 per head. The hall committee will fix it. The VHC will print each rent charge.'; } >good.txt
{ cat good.txt; echo; echo 'The new stage will be ready in TBC.'; } >flawed.txt
: >empty.txt
waivers() {  # expiry, what is waived ...
  day=$1; shift; comma=; printf '{"schema": "planassure-waivers/1", "waivers": ['
  for w in "$@"; do printf '%s{%s, "reason": "agreed", "owner": "A. Orr", "expires": "%s"}' "$comma" "$w" "$day"; comma=', '; done
  echo ']}'
}
waivers 2021-04-01 '"requirement": "opening.evenings"' >must.json
waivers 2021-03-31 '"requirement": "opening.evenings"' >expired.json
waivers 2022-01-01 '"requirement": "opening.evenings"' '"requirement": "opening.notice"' >both.json
waivers 2022-01-01 '"requirement": "opening.evenings"' '"requirement": "opening.notice"' '"requirement": "money.rent"' >all.json
waivers 2022-01-01 '"requirement": "opening.evenings", "plan": "other.txt"' >other.json
waivers 2022-01-01 '"defect": "defect.placeholder"' >defect.json
for plan in hollow partly good flawed; do "$PLANASSURE" check -q -p "$PACK" -f json=$plan.json --fail-on never $plan.txt; done
"$PLANASSURE" check -q -p "$PACK" -f json=two.json --fail-on never hollow.txt good.txt

# Every threshold.
ends 1 hollow.txt
ends 0 partly.txt
ends 0 good.txt
ends 1 --fail-on must hollow.txt
ends 0 --fail-on must partly.txt
ends 1 --fail-on should partly.txt
ends 0 --fail-on should good.txt
ends 0 --fail-on defect hollow.txt
ends 1 --fail-on defect flawed.txt
ends 0 --fail-on never hollow.txt
ends 0 --fail-on rating=red hollow.txt
ends 1 --fail-on rating=amber-red hollow.txt
ends 0 --fail-on rating=green good.txt
ends 1 --fail-on score=1 hollow.txt
ends 0 --fail-on score=0 hollow.txt
ends 1 --fail-on score=70 --fail-on defect flawed.txt

# Waivers: what is waived does not fail; outcomes stay.
ends 0 --waivers must.json hollow.txt
ends 1 --waivers expired.json hollow.txt
ends 1 --waivers other.json hollow.txt
ends 1 --waivers must.json --fail-on should hollow.txt
ends 0 --waivers both.json --fail-on should hollow.txt
ends 0 --waivers defect.json --fail-on defect flawed.txt
ends 1 --waivers must.json --fail-on defect flawed.txt
ends 0 --waivers all.json --fail-on rating=green hollow.txt
ends 0 --waivers all.json --fail-on score=100 hollow.txt
ends 1 --waivers must.json --fail-on score=50 hollow.txt
ends 1 --waivers must.json --as-of 2021-04-02 hollow.txt
ends 0 --waivers must.json --as-of 2021-04-01 hollow.txt
ends 3 --waivers must.json hollow.txt empty.txt
ends 2 --waivers none.json hollow.txt
ends 2 --waivers hollow.txt hollow.txt

# Baseline: only what is new or worse fails.
ends 0 --baseline hollow.json hollow.txt
ends 1 --baseline partly.json hollow.txt
ends 1 --baseline good.json hollow.txt
ends 0 --baseline two.json hollow.txt good.txt
ends 1 --baseline good.json good.txt hollow.txt
"$PLANASSURE" check -q -p "$PACK" -f ndjson=hollow.ndjson --fail-on never hollow.txt
ends 0 --baseline hollow.ndjson hollow.txt
ends 0 --baseline flawed.json --fail-on defect flawed.txt
ends 1 --baseline good.json --fail-on defect flawed.txt
ends 0 --baseline partly.json --fail-on should partly.txt
ends 0 --baseline hollow.json --fail-on rating=green hollow.txt
ends 1 --baseline good.json --fail-on rating=green hollow.txt
ends 0 --baseline hollow.json --fail-on score=100 hollow.txt
ends 0 --baseline hollow.json --fail-on score=100 partly.txt
ends 1 --baseline good.json --fail-on score=100 partly.txt
ends 0 --baseline partly.json --waivers must.json hollow.txt
ends 2 --baseline none.json hollow.txt
ends 2 --baseline must.json hollow.txt
ends 2 --baseline hollow.txt hollow.txt

# Several plans: 2, then 3, 1, 0.
ends 1 good.txt hollow.txt
ends 3 hollow.txt empty.txt
ends 3 good.txt missing.txt
ends 2 empty.txt
ends 2 empty.txt missing.txt

# Writing to a file never changes it; a failed write is 2.
ends 1 -o report hollow.txt
ends 0 -o report good.txt
ends 1 -f json=report hollow.txt
ends 3 -f json=report -f html=page hollow.txt empty.txt
ends 2 -o missing/report good.txt
ends 2 -f text -f json=missing/report good.txt
[ -s out ]; ok $? 'the other report is written'
if [ -w /dev/full ]; then
  "$PLANASSURE" check -p "$PACK" good.txt >/dev/full 2>err; [ $? = 2 ]; ok $? '2: standard output is full'
fi

# A moved paragraph is the same; the figures without waivers are those of a run without.
{ echo 'A new beginning, with a longer cover page.'; echo; echo 'The new stage will be ready in TBC.'; echo; cat good.txt; } >moved.txt
ends 0 --baseline flawed.json --fail-on defect moved.txt
command -v python3 >/dev/null || { echo "1..$n"; exit 0; }
cat >look.py <<'END'
import json
def read(name): return json.load(open(name))
plain, waived = read("hollow.json")["plans"][0], read("waived.json")
now = waived["plans"][0]
assert [r["outcome"] for r in plain["requirements"]] == [r["outcome"] for r in now["requirements"]]
for key in ("score", "points", "of", "rating", "why"):
    assert plain["assurance"][key] == now["assurance"][key], key
assert plain["assurance"]["waived"] is None
assert now["assurance"]["waived"]["requirements"] == 1
assert now["assurance"]["waived"]["of"] < now["assurance"]["of"]
marks = {r["id"]: r["waiver"] for r in now["requirements"]}
assert marks["opening.evenings"] == {"reason": "agreed", "owner": "A. Orr", "expires": "2021-04-01"}
assert marks["opening.notice"] is None
states = {f["rule"]: f["baseline_state"] for f in now["findings"]}
assert states == {"opening.evenings": "updated", "opening.notice": "unchanged", "money.rent": "unchanged"}, states
assert waived["waivers"]["findings"] == []
END
"$PLANASSURE" check -p "$PACK" --as-of 2021-04-01 --waivers must.json --baseline partly.json -f json=waived.json hollow.txt >out 2>err
python3 look.py >>err 2>&1; ok $? 'outcomes and scores stay as they are, and both figures are there'
for case in 'expired.json hollow.txt waiver.expired' 'must.json good.txt waiver.unnecessary' 'other.json hollow.txt waiver.unused'; do
  set -- $case
  "$PLANASSURE" check -p "$PACK" --as-of 2021-04-01 --waivers "$1" --fail-on never "$2" >out 2>err
  grep -q "^  $1:1: $3: " out; ok $? "$3 is told"
  grep -q 'As of: 2021-04-01' out; ok $? 'and the day that decided'
done
echo "1..$n"
