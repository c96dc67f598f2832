#!/bin/sh
# Every quote of the results, of evidence and of findings, stands where the results say: at that
# line and column of what "extract -f text" prints, and on that page. In every format: see quotes.py.
set -u
command -v python3 >/dev/null || { echo "1..0 # SKIP python3 is not installed"; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
quotes_py() { python3 -B "$SRC/tests/quotes.py" "$@"; }
n=0
quotes() {  # pack, plan, places at least
  n=$((n + 1)); name="${1##*/}, ${2##*/}"
  "$PLANASSURE" check -q -p "$1" -f json --fail-on never "$2" >"$tmp/json" 2>"$tmp/err"
  "$PLANASSURE" extract "$2" >"$tmp/text" 2>>"$tmp/err"
  "$PLANASSURE" extract -f json "$2" >"$tmp/extract" 2>>"$tmp/err"
  if quotes_py places "$tmp/json" "$tmp/text" "$tmp/extract" "$3" >"$tmp/why" 2>&1
  then echo "ok $n - $name"; else echo "not ok $n - $name"; sed 's/^/# /' "$tmp/why" "$tmp/err"; fi
}
tiny=$SRC/tests/data/packs/tiny
mkdir "$tmp/forms"
quotes_py make "$tmp/forms" || exit 99
pdf=1
if "$PLANASSURE" extract "$tmp/forms/plan.pdf" 2>&1 | grep -q 'built without PDF'; then pdf=; rm "$tmp"/forms/*.pdf; fi
for plan in "$tmp"/forms/*; do quotes "$tiny" "$plan" 4; done
for plan in "$SRC"/tests/data/*.docx "$SRC"/tests/data/*.odt "$SRC"/tests/data/*.pdf; do
  case $plan in *bomb*|*encrypted*|*scan*|*'*'*) continue;; *.pdf) [ $pdf ] || continue;; esac
  quotes "$tiny" "$plan" 0
done
if command -v pandoc >/dev/null; then
  for to in docx odt html; do
    pandoc -f gfm -s "$SRC/samples/strong-plan.md" -o "$tmp/strong-plan.$to" 2>/dev/null && made=$tmp/strong-plan.$to || continue
    quotes gpfv-2017 "$made" 40
  done
fi
for pack in $("$PLANASSURE" packs -q 2>/dev/null | cut -f 1); do
  for plan in "$SRC"/samples/* "$SRC"/../shared/eval/dev/plans/* "$SRC"/../shared/seeds/*.txt; do
    case $plan in *README*) continue;; *.pdf) [ $pdf ] || continue;; esac
    [ -f "$plan" ] && quotes "$pack" "$plan" 0
  done
done
echo "1..$n"
