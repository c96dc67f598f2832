#!/bin/sh
# The reports for pipelines, read by other people's programs: SARIF by the multitool, JUnit by xmllint
# against schemas/junit.xsd, and what each says of waivers, of the baseline and of plans that cannot
# be read. SARIF_MULTITOOL names the multitool when it is not in the PATH
# (npm install @microsoft/sarif-multitool).
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -20; fi; }
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
sarif=${SARIF_MULTITOOL-$(command -v sarif-multitool || command -v sarif)}
cp "$SRC/samples/hollow-plan.md" "$tmp/hollow.md"; cp "$SRC/samples/strong-plan.md" "$tmp/strong.md"
cp "$SRC/tests/data/hostile.txt" "$SRC/tests/data/hostile-waivers.json" "$tmp/"
cp "$SRC/tests/data/tables.docx" "$tmp/hall.docx"
: >"$tmp/empty.txt"
cd "$tmp" || exit 99
cat >waivers.json <<'END'
{"schema": "planassure-waivers/1", "waivers": [
  {"requirement": "access.capacity", "reason": "a hub opens in May", "owner": "A. Orr", "expires": "2030-01-01"},
  {"requirement": "access.digital", "reason": "old", "owner": "A. Orr", "expires": "2016-01-01"},
  {"requirement": "no.such", "reason": "odd", "owner": "A. Orr", "expires": "2030-01-01"}]}
END
run() {  # options and plans: every report for pipelines
  rm -f out.*
  "$PLANASSURE" check -q --fail-on never -f sarif=out.sarif -f junit=out.xml -f gitlab=out.gitlab -f github=out.github \
    -f csv=out.csv -f markdown=out.md "$@" >why 2>&1
}
gpfv() { run -p gpfv-2017 "$@"; }
tiny() { run -p "$SRC/tests/data/packs/tiny" "$@"; }
# the check itself can fail
if [ -n "$sarif" ]; then
  echo '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"ruleIndex": 7, "message": {"text": "y"}}]}]}' >bad.sarif
  "$sarif" validate bad.sarif --output log.sarif --log ForceOverwrite >why 2>&1; grep -q ': error ' why; ok $? 'the multitool refuses what is wrong'
else skip 'the multitool refuses what is wrong' 'it is not installed'; fi
valid() {  # what was run
  if [ -n "$sarif" ]; then
    # the tool ends with 0 whatever it finds: its own log counts
    "$sarif" validate out.sarif --output log.sarif --log ForceOverwrite >why 2>&1
    [ -s log.sarif ] && ! grep -q ': error \|: warning SARIF1' why; ok $? "the multitool accepts SARIF: $1"
  else skip "SARIF: $1" 'the SARIF multitool is not installed'; fi
  if command -v xmllint >/dev/null; then
    xmllint --noout --schema "$SRC/schemas/junit.xsd" out.xml >why 2>&1; ok $? "JUnit keeps to its schema: $1"
  else skip "JUnit: $1" 'xmllint is not installed'; fi
}
gpfv strong.md hollow.md empty.txt missing.txt; valid 'four plans, two of them read'
"$PLANASSURE" check -q -p gpfv-2017 -f json=old.json --fail-on never strong.md
cp hollow.md new.md; cp strong.md hollow.md; cp new.md strong.md   # all of it has become worse, under the old name
gpfv --waivers waivers.json --baseline old.json strong.md; valid 'waivers and a baseline'
cp out.sarif gates.sarif; cp out.xml gates.xml; cp out.gitlab gates.gitlab; cp out.github gates.github; cp out.csv gates.csv; cp out.md gates.md
tiny hall.docx hostile.txt; valid 'a binary file, and a hostile one'
tiny --waivers hostile-waivers.json hostile.txt; valid 'hostile waivers'
cp out.sarif hostile.sarif
if ! command -v python3 >/dev/null; then echo "1..$n"; exit 0; fi
cat >read.py <<'END'
import csv, json, sys, xml.etree.ElementTree as xml
def sarif():
    run = json.load(open("gates.sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["help"]["text"] and rule["properties"]["tags"] and rule["shortDescription"]["text"]
        assert len(rule.get("name", "")) <= 255 and len(rule["fullDescription"]["text"]) <= 1024
    assert run["artifacts"][0]["hashes"]["sha-256"] and run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is True
    by = {}
    for r in run["results"]:
        by.setdefault(r["ruleId"].split("/")[-1], []).append(r)
        assert r["baselineState"] in ("new", "unchanged", "updated", "absent") and "suppressions" in r
        assert r["partialFingerprints"] if not r["ruleId"].startswith("waiver.") else True
        if "ruleIndex" in r:
            assert rules[r["ruleIndex"]]["id"] == r["ruleId"], r["ruleId"]
    one = by["access.capacity"][0]["suppressions"]
    assert one[0]["status"] == "accepted" and "a hub opens in May" in one[0]["justification"]
    assert by["access.digital"][0]["suppressions"] == []
    assert {"waiver.expired", "waiver.unused"} <= set(by) and "waiver.unnecessary" not in by
    assert by["access.capacity"][0]["baselineState"] == "new"
def unread():
    run = json.load(open("out.sarif"))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [n["level"] for n in notes].count("error") == 2, notes
def junit():
    root = xml.parse("gates.xml").getroot()
    for suite in list(root) + [root]:
        cases = list(suite.iter("testcase"))
        for attribute, tag in (("tests", None), ("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
            want = len(cases) if tag is None else sum(c.find(tag) is not None for c in cases)
            assert int(suite.get(attribute)) == want, (suite.get("name"), attribute)
    skipped = {c.get("name").split()[0]: c.find("skipped").get("message") for c in root.iter("testcase") if c.find("skipped") is not None}
    assert skipped["access.capacity"].startswith("waived until 2030-01-01, by A. Orr: a hub opens in May"), skipped
    assert [s.get("name") for s in root][-1] == "waivers.json"
def gitlab():
    names = [i["check_name"] for i in json.load(open("gates.gitlab"))]
    assert "access.capacity" not in names and "access.digital" in names and "waiver.expired" in names
def github():
    lines = open("gates.github").read().splitlines()
    assert not any("title=access.capacity:" in l for l in lines)
    assert any(l.startswith("::warning file=waivers.json,line=3,title=waiver.expired::") for l in lines), lines
def rows():
    rows = {r["requirement"]: r for r in csv.DictReader(open("gates.csv", newline=""))}
    assert rows["access.capacity"]["waived_until"] == "2030-01-01" and rows["access.capacity"]["waived_by"] == "A. Orr"
    assert rows["access.digital"]["waived_until"] == "" and rows["access.digital"]["baseline_state"] == "new"
def comment():
    text = open("gates.md").read()
    for words in ("**With waivers**: ", "**Waived**: 1 requirement is waived", "**Then and now**: ", "  - Waived ` until 2030-01-01",
                  "`waiver.expired` (line 3)", "`waiver.unused` (line 4)"):
        assert words in text, words
{"sarif": sarif, "unread": unread, "junit": junit, "gitlab": gitlab, "github": github, "csv": rows, "markdown": comment}[sys.argv[1]]()
END
for what in sarif junit gitlab github csv markdown; do python3 read.py $what >why 2>&1; ok $? "$what: waivers and baseline"; done
gpfv strong.md empty.txt missing.txt; python3 read.py unread >why 2>&1; ok $? 'SARIF: plans that cannot be read are notifications'
# what was there as it is
"$PLANASSURE" check -q -p gpfv-2017 -f json=old.json --fail-on never strong.md
gpfv --baseline old.json strong.md
! grep -q '^::' out.github; ok $? 'GitHub: nothing is new, nothing is annotated'
! grep -q '<failure' out.xml && grep -q 'message="as in the baseline; ' out.xml; ok $? 'JUnit: what is not new is skipped'
cp hollow.md strong.md
gpfv --baseline old.json strong.md
grep -q '"baselineState":"absent"' out.sarif; ok $? 'SARIF: what is gone is absent'
# the summary of a step
: >summary.md; echo before >summary.md
GITHUB_STEP_SUMMARY=$tmp/summary.md "$PLANASSURE" check -q -p gpfv-2017 -f github --fail-on never new.md >why 2>&1
[ "$(head -1 summary.md)" = before ] && grep -q '^## .*new.md' summary.md; ok $? 'the summary is added to the step'
dd if=/dev/zero of=full.md bs=1048576 count=1 2>/dev/null
GITHUB_STEP_SUMMARY=$tmp/full.md "$PLANASSURE" check -q -p gpfv-2017 -f github --fail-on never new.md >out 2>why; code=$?
[ $code = 0 ] && [ "$(wc -c <full.md)" = 1048576 ] && grep -q 'cannot add to .*full.md' why; ok $? 'no more than 1 MiB, and the run does not fail of it'
echo "1..$n"
