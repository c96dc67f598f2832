#!/bin/sh
# Templates: of every pack in every format. Nothing of an untouched one is met, the report says
# kindly what it is, the same command gives the same bytes, and what is answered counts beside the
# guidance that was left.
set -u
command -v python3 >/dev/null || { echo "1..0 # SKIP python3 is not installed"; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
t() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err"; fi; }
cat >"$tmp/untouched.py" <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))["plans"][0]
bad = [r["id"] + " " + r["outcome"] for r in plan["requirements"] if r["outcome"] != "not-met"]
if plan["status"] != "checked" or plan["pack"]["id"] != sys.argv[2] or not plan["requirements"] or bad:
    sys.exit("%s %s %s" % (plan["status"], plan["error"], bad[:5]))
if "template.untouched" not in [note["code"] for note in plan["notes"]]:
    sys.exit("no note says that nobody filled it in")
END
for pack in $("$PLANASSURE" packs | cut -f1); do
  for form in md docx odt json; do
    plan=$tmp/plan.$form
    "$PLANASSURE" init "$pack" -o "$plan" 2>"$tmp/err" &&
      "$PLANASSURE" check -q --fail-on never -f json="$tmp/out.json" "$plan" 2>>"$tmp/err" &&
      python3 "$tmp/untouched.py" "$tmp/out.json" "$pack" 2>>"$tmp/err"
    t $? "$pack as $form: nothing is met"
  done
done
for form in docx odt; do
  TZ=Asia/Tokyo "$PLANASSURE" init gpfv-2017 -f $form -o "$tmp/a" 2>"$tmp/err" &&
    sleep 1 && "$PLANASSURE" init gpfv-2017 -f $form >"$tmp/b" 2>>"$tmp/err" && cmp "$tmp/a" "$tmp/b" >>"$tmp/err"
  t $? "$form: the same bytes at any time and place"
done
"$PLANASSURE" init gpfv-2017 -o "$tmp/plan.md" 2>"$tmp/err"
"$PLANASSURE" check "$tmp/plan.md" 2>>"$tmp/err" | tr -s '\n ' ' ' | grep -q 'a template that nobody has filled in yet'
t $? "the text report says kindly that it is untouched"
awk '{ print } /^### Extra consultation minutes/ { print "\nFrom April 2018 the hubs will provide 30 extra minutes of consultation time per 1,000 people a week, rising to 45 minutes per 1,000 by March 2019. NHS Ashmere CCG has set aside the money for it, and the primary care committee will read the figures each quarter.\n" }' "$tmp/plan.md" >"$tmp/answered.md"
"$PLANASSURE" check --fail-on never -f json="$tmp/out.json" "$tmp/answered.md" 2>"$tmp/err"
python3 - "$tmp/out.json" 2>>"$tmp/err" <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))["plans"][0]
met = [r for r in plan["requirements"] if r["id"] == "access.capacity"][0]
if met["outcome"] != "met" or any("[Template]" in e["quote"] for r in plan["requirements"] for e in r["evidence"]):
    sys.exit("%s %s" % (met["outcome"], met["evidence"]))
if "template.left" not in [note["code"] for note in plan["notes"]]:
    sys.exit("no note says that guidance was left")
END
t $? "an answer counts, the guidance beside it does not"
if command -v xmllint >/dev/null && command -v unzip >/dev/null; then
  for form in docx odt; do
    "$PLANASSURE" init gpfv-2017 -f $form -o "$tmp/x.zip" && (mkdir -p "$tmp/$form" && cd "$tmp/$form" && unzip -qo ../x.zip && find . -name '*.xml' -o -name '*.rels' | xargs xmllint --noout) 2>"$tmp/err"
    t $? "$form: every part is XML"
  done
fi
echo "1..$n"
