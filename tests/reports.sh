#!/bin/sh
# Every report format, over the samples with every pack and over a plan that tries to break out of
# each: well formed by somebody else's reader, no control character or override left, within limits,
# and the same bytes twice.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
check() {  # name, command...
  n=$((n + 1)); name=$1; shift
  if "$@" >"$tmp/why" 2>&1; then echo "ok $n - $name"; else echo "not ok $n - $name"; sed 's/^/# /' "$tmp/why" | head -5; fi
}
clean() { ! LC_ALL=C grep -naE "$(printf '[\001-\010\013\014\016-\037\177]|\342\200[\252-\256]|\342\201[\246-\251]')" "$1"; }
cat >"$tmp/read.py" <<'END'
import base64, csv, hashlib, json, sys
from html.parser import HTMLParser
kind, path = sys.argv[1:3]
text = open(path, encoding="utf-8", newline="").read()
def ndjson():
    for line in text.splitlines():
        assert json.loads(line)["path"]
def rows():
    lines = list(csv.reader(text.splitlines(True), strict=True))
    assert len(lines) > 1 and len({len(r) for r in lines}) == 1, "fields differ"
    assert all(c[:1] not in "=+-@" for r in lines for c in r if c), "a formula"
    assert text.count("\r\n") == len(lines)
def sarif():
    run = json.loads(text)["runs"][0]
    rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules), "a rule twice"
    for r in run["results"]:
        assert rules[r["ruleIndex"]] == r["ruleId"] and r["message"]["text"] and r["locations"]
def github():
    for line in text.splitlines():
        assert line.startswith(("::error ", "::warning ", "::notice ")), line
    assert len(text.splitlines()) <= 30
def gitlab():
    prints = [i["fingerprint"] for i in json.loads(text)]
    assert len(set(prints)) == len(prints), "a fingerprint twice"
    for i in json.loads(text):
        assert i["description"] and i["check_name"] and i["location"]["lines"]["begin"] >= 1
        assert i["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not i["location"]["path"].startswith("./")
def markdown():
    assert len(text) <= 65536
def letter():
    assert text.count("Yours sincerely") == 1 and "<script" not in text and "](" not in text
def page():
    void, seen, ids, hrefs, policy = [], {}, [], [], []
    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen[tag] = seen.get(tag, 0) + 1
            a = dict(attrs)
            policy.extend(v for k, v in attrs if k == "content" and "default-src" in v)
            ids.extend(v for k, v in attrs if k == "id")
            hrefs.extend(v[1:] for k, v in attrs if k == "href")
            assert not any(k.startswith("on") for k in a) and not {"src", "style"} & set(a), tag
            if tag not in ("meta", "br"):
                void.append(tag)
        def handle_endtag(self, tag):
            assert void.pop() == tag, tag
        def handle_data(self, data):
            if void and void[-1] in ("style", "script"):
                code[void[-1]] = code.get(void[-1], "") + data
    code = {}
    Reader().feed(text)
    assert not void and seen["main"] == seen["h1"] == seen["style"] == 1 and seen.get("script", 0) <= 1
    sums = {k: base64.b64encode(hashlib.sha256(v.encode()).digest()).decode() for k, v in code.items()}
    assert len(policy) == 1 and all(f"{k}-src 'sha256-{v}'" in policy[0] for k, v in sums.items())
    assert len(set(ids)) == len(ids), "an id twice"
    assert set(hrefs) <= set(ids), "a link to nothing"
{"ndjson": ndjson, "csv": rows, "sarif": sarif, "github": github, "gitlab": gitlab, "markdown": markdown, "html": page,
 "letter": page, "letter-markdown": letter}[kind]()
END
cat >"$tmp/docx.py" <<'END'
import sys, zipfile
from xml.dom import minidom
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None and "[Content_Types].xml" in archive.namelist()
assert {m.date_time for m in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
for name in archive.namelist():
    minidom.parseString(archive.read(name))
sys.stdout.buffer.write(archive.read("word/document.xml"))
END
report() {  # pack, plan, format, options
  pack=$1 plan=$2 format=$3; shift 3
  "$PLANASSURE" check -q -p "$pack" -f "$format" --fail-on never "$@" "$plan" >"$tmp/report" 2>/dev/null
  "$PLANASSURE" check -q -p "$pack" -f "$format" --fail-on never "$@" "$plan" 2>/dev/null | cmp "$tmp/report" - || return 1
  [ -s "$tmp/report" ] || [ "$format" = github ] || return 1 # nothing to say about a good plan
  clean "$tmp/report" || return 1
  case $format in
  text | json) ;;
  junit) if command -v xmllint >/dev/null; then xmllint --noout "$tmp/report"; fi ;;
  *) if command -v python3 >/dev/null; then python3 "$tmp/read.py" "$format" "$tmp/report"; fi ;;
  esac
}
"$PLANASSURE" check -q -p "$SRC/tests/data/packs/tiny" -f json="$tmp/old.json" --fail-on never "$SRC/tests/data/hostile.txt" 2>/dev/null
for format in $("$PLANASSURE" check --help | sed -n "/^Formats/,/^\$/s/^  \([a-z][a-z]*\)  .*/\1/p"); do
  check "$format, hostile.txt" report "$SRC/tests/data/packs/tiny" "$SRC/tests/data/hostile.txt" "$format"
  check "$format, hostile waivers, baseline" report "$SRC/tests/data/packs/tiny" "$SRC/tests/data/hostile.txt" "$format" \
    --waivers "$SRC/tests/data/hostile-waivers.json" --baseline "$tmp/old.json"
  for pack in $("$PLANASSURE" packs -q 2>/dev/null | cut -f 1); do
    for plan in "$SRC"/samples/*-plan.md; do check "$format, $pack, ${plan##*/}" report "$pack" "$plan" "$format"; done
  done
done
# The caps: a comment that is full, and ten annotations of a level, say what they leave out.
hollow=$SRC/samples/hollow-plan.md
"$PLANASSURE" check -q -p gpfv-2017 --fail-on never -f markdown="$tmp/full" -f github="$tmp/notes" "$hollow" "$hollow" "$hollow" 2>/dev/null
full() { [ "$(wc -c <"$tmp/full")" -le 65536 ] && grep -q 'not shown: see the full report' "$tmp/full"; }
check 'a full comment' full
notes() { [ "$(grep -c '^::error ' "$tmp/notes")" = 10 ] && grep '^::error ' "$tmp/notes" | tail -1 | grep -q 'more of this level'; }
check 'ten errors' notes
[ $n -ge 20 ] || { n=$((n + 1)); echo "not ok $n - formats were found"; }
echo "1..$n"
