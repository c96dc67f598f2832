#!/bin/sh
# The pages in a real browser and before a validator of HTML: axe at two widths, keyboard, filters,
# links, print (tests/web/pages.mjs). Needs Node 20, Chromium and "make web-tools" (npm brings the
# tools into the build folder, pinned by tests/web/package-lock.json).
set -u
tools=$BUILD/tests/web
chromium=${CHROMIUM-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
skip() { echo "1..0 # SKIP $1"; exit 0; }
[ "$PLANASSURE_SANITIZED" = no ] || skip 'the plain build does it'
command -v node >/dev/null || skip 'Node is not installed (Debian: apt-get install nodejs npm)'
[ -d "$tools/node_modules/axe-core" ] || skip 'the tools are not there: run "make web-tools"'
[ -n "$chromium" ] || skip 'Chromium is not installed (Debian: apt-get install chromium)'
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
write() { # name, pack, plan
  "$PLANASSURE" check -q -p "$2" -f html="$tmp/$1.html" --fail-on never "$3" || echo "Bail out! $1 was not written"
}
write hostile "$SRC/tests/data/packs/tiny" "$SRC/tests/data/hostile.txt"
write hollow gpfv-2017 "$SRC/samples/hollow-plan.md"
results=$SRC/tests/data/results
"$PLANASSURE" diff -f html -o "$tmp/diff.html" --fail-on never "$results/hostile-before.json" "$results/hostile-now.json"
"$PLANASSURE" portfolio -o "$tmp/site" "$results/hostile-before.json" "$results/hostile-now.json"
for page in index plan-0001 requirement-1-0001; do # links between pages need their names
  set -- "$tmp/site/$page"*.html; pages="${pages-} $1"
done
"$PLANASSURE" check -q -p gpfv-2017 -f letter="$tmp/letter.html" --fail-on never "$SRC/samples/hollow-plan.md"
cd "$tools" || exit 99
node "$SRC/tests/web/pages.mjs" "$chromium" - "$tmp"/*.html $pages >"$tmp/browser" 2>"$tmp/error" || sed 's/^/# /' "$tmp/error"
grep -v '^1\.\.' "$tmp/browser"
n=$(sed -n 's/^1\.\.//p' "$tmp/browser"); n=$((${n:-0} + 1))
if node_modules/.bin/html-validate --config "$SRC/tests/web/html-validate.json" "$tmp"/*.html $pages >"$tmp/why" 2>&1
then echo "ok $n - html-validate"; else echo "not ok $n - html-validate"; sed 's/^/# /' "$tmp/why" | head -20; fi
echo "1..$n"
