#!/bin/sh
# "planassure portfolio" over 500 results, over hostile text and over what is no portfolio: pages
# that are well formed and linked, the same bytes twice, a folder that appears whole or not at all.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" 2>/dev/null | head -10; fi; }
portfolio() { "$PLANASSURE" portfolio "$@" >"$tmp/out" 2>"$tmp/why"; }
status() { want=$1 name=$2; shift 2; portfolio "$@"; [ $? = "$want" ]; report $? "$want: $name"; }
read_pages() { python3 "$tmp/read.py" "$1" >"$tmp/why" 2>&1; }
cat >"$tmp/read.py" <<'END'
import csv, os, re, sys
from html.parser import HTMLParser
site = sys.argv[1]
ids, links = {}, []
bad = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
class Reader(HTMLParser):
    def __init__(self, name):
        super().__init__()
        self.name, self.open, self.seen = name, [], {}
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.seen[tag] = self.seen.get(tag, 0) + 1
        assert not any(k.startswith("on") for k in a) and "src" not in a and "style" not in a, (tag, a)
        if "id" in a:
            assert a["id"] not in ids[self.name], "an id twice: " + a["id"]
            ids[self.name].add(a["id"])
        if "href" in a:
            links.append((self.name, a["href"]))
        if tag not in ("meta", "br", "input", "link"):
            self.open.append(tag)
    def handle_startendtag(self, tag, attrs):
        pass
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (self.name, tag)
for name in sorted(os.listdir(site)):
    text = open(os.path.join(site, name), encoding="utf-8", newline="").read()
    assert not bad.search(text), name + " holds a control character"
    if name.endswith(".html"):
        ids[name] = set()
        r = Reader(name)
        r.feed(text)
        assert not r.open and r.seen["h1"] == r.seen["main"] == r.seen["script"] == 1, name
        assert "Content-Security-Policy" in text
rows = list(csv.reader(open(os.path.join(site, "all.csv"), encoding="utf-8", newline=""), strict=True))
assert len(rows) > 1 and len({len(r) for r in rows}) == 1, "fields differ"
assert all(c[:1] not in "=+-@|%\t" for r in rows for c in r if c), "a formula"
for page, href in links:
    target, _, anchor = href.partition("#")
    target = target or page
    assert os.path.exists(os.path.join(site, target)), (page, href)
    assert not anchor or anchor in ids[target], (page, href)
print(len(ids), "pages", len(rows), "rows")
END
have_python=; command -v python3 >/dev/null && have_python=1
pages_hold() {
  if [ $have_python ]; then read_pages "$1"; report $? "$2"; else n=$((n + 1)); echo "ok $n # SKIP python3 is not installed"; fi
}
# 500 plans: two samples under invented names, every tenth sent twice
"$PLANASSURE" check -q -p gpfv-2017 -f ndjson="$tmp/two" --fail-on never "$SRC"/samples/strong-plan.md "$SRC"/samples/hollow-plan.md 2>/dev/null
[ "$(wc -l <"$tmp/two")" = 2 ] || echo '# the samples were not checked'
mkdir "$tmp/results"
awk -v folder="$tmp/results" '{ line[NR] = $0 }
  END { for (i = 0; i < 500; i++) {
    s = line[i % 3 ? 1 : 2]; k = i % 10 == 9 ? i - 1 : i
    sub(/"path":"[^"]*"/, "\"path\":\"plans/" i ".md\"", s)
    sub(/"organisation":"[^"]*"/, "\"organisation\":\"NHS Place " k " CCG\"", s)
    sub(/"written":(null|"[^"]*")/, "\"written\":\"2017-0" (i % 10 == 9 ? 5 : 2) "-14\"", s)
    print s >(folder "/" (i < 250 ? "first" : "second") ".ndjson") } }' "$tmp/two"
site=$tmp/site
status 0 '500 plans' -o "$site" "$tmp/results"
[ "$(grep -c '^<tr data-item' "$site/index.html")" = 450 ]; report $? 'a row for the latest plan of each organisation'
[ "$(ls "$site" | grep -c '^plan-')" = 500 ]; report $? 'a page for each plan'
[ "$(wc -c <"$site/index.html")" -lt 1500000 ]; report $? "the first page is small: $(wc -c <"$site/index.html") bytes"
grep -q ' of 450 organisations' "$site/index.html"; report $? 'organisations are counted once'
pages_hold "$site" 'pages are well formed, links and anchors are there, the table is safe'
cp -r "$site" "$tmp/first"
SOURCE_DATE_EPOCH=1 status 0 'again' -o "$site" "$tmp/results/first.ndjson" "$tmp/results/second.ndjson"
diff -r "$tmp/first" "$site" >"$tmp/why"; report $? 'the same bytes, whatever the clock says'
[ "$(ls -A "$tmp" | grep -c 'site\.')" = 0 ]; report $? 'nothing is left beside it'
# The order: by name of its own accord, else as asked.
names() { grep '^<tr data-item' "$site/index.html" | sed 's/.*<bdi>\(NHS[^<]*\)<.*/\1/' | head -3 | tr '\n' ','; }
[ "$(names)" = 'NHS Place 0 CCG,NHS Place 1 CCG,NHS Place 10 CCG,' ]; report $? 'by name'
status 0 'by score' --sort score -o "$site" "$tmp/results"
[ "$(names)" = 'NHS Place 1 CCG,NHS Place 10 CCG,NHS Place 100 CCG,' ]; report $? 'the highest first'
status 2 'no such order' --sort size -o "$site" "$tmp/results"
# What is replaced, and what is not.
status 0 'a smaller one in its place' -o "$site" "$tmp/results/first.ndjson"
[ "$(ls "$site" | grep -c '^plan-')" = 250 ]; report $? 'pages of the larger one are gone'
echo mine >"$site/notes.txt"; cp -r "$site" "$tmp/before"
status 2 'a folder with something else in it' -o "$site" "$tmp/results"
grep -q 'did not write' "$tmp/why"; report $? 'the message says why'
diff -r "$tmp/before" "$site" >"$tmp/why"; report $? 'and it was not touched'
mkdir "$tmp/other"; echo x >"$tmp/other/index.html"
status 2 'a folder that is no portfolio' -o "$tmp/other" "$tmp/results"
[ "$(cat "$tmp/other/index.html")" = x ]; report $? 'it was not touched either'
status 2 'no place for it' -o "$tmp/none/site" "$tmp/results"
status 2 'no -o' "$tmp/results"
status 2 'no results' -o "$tmp/new" "$SRC/samples/strong-plan.md"
[ ! -e "$tmp/new" ]; report $? 'nothing appears'
status 3 'one file is no results' -o "$tmp/new" "$SRC/samples/strong-plan.md" "$tmp/results/first.ndjson"
[ -s "$tmp/new/index.html" ]; report $? 'the others are there'
# One run in two forms is one run.
"$PLANASSURE" check -q -p gpfv-2017 -f ndjson="$tmp/a.ndjson" -f json="$tmp/b.json" --fail-on never "$SRC"/samples/*-plan.md 2>/dev/null
status 0 'a run as JSON and as NDJSON' -o "$tmp/twice" "$tmp/a.ndjson" "$tmp/b.json"
[ "$(ls "$tmp/twice" | grep -c '^plan-')" = 2 ]; report $? 'its plans are shown once'
# Hostile text, a plan that was not read, another version of the pack.
printf '{"schema":"planassure-results/1","plans":[{"path":"=1+1<b>.pdf","status":"error","error":{"code":"x","message":"<script>alert(1)</script>"}}]}' >"$tmp/unread.json"
status 0 'hostile text' -o "$tmp/hostile" "$SRC/tests/data/results/hostile-before.json" "$SRC/tests/data/results/hostile-now.json" "$tmp/unread.json"
pages_hold "$tmp/hostile" 'it stays text'
grep -q 'could not be read' "$tmp/hostile/index.html"; report $? 'the plan that was not read is named'
echo "1..$n"
