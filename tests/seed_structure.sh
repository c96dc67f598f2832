#!/bin/sh
# What the passes make of a real damaged plan: a page on each line, a web site before and after it, a
# contents list that has lost its numbers. Facts, not bytes, so that better passes need no new golden.
set -u
shared=${PLANASSURE_SHARED-$SRC/../shared}
seed=$(ls "$shared"/seeds/004_*.txt 2>/dev/null | head -1)
[ -n "$seed" ] || { echo "1..0 # SKIP the seeds are not here"; exit 0; }
n=0
is() {  # name, what came out, comparison, what is wanted
  n=$((n + 1))
  if [ "$2" "$3" "$4" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "# $2 $3 $4 is false"; fi
}
out=$("$PLANASSURE" extract -f json "$seed") || { echo "1..1"; echo "not ok 1 - extract"; exit 1; }
# One block a line: count those for which an awk condition holds. line: number; has("mark"); kind.
count() {
  printf '%s\n' "$out" | awk '
    function field(name,  m) { return match($0, "\"" name "\":[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0 : -1 }
    function has(mark) { return $0 ~ "\"marks\":\\[[^]]*\"" mark "\"" }
    function text(t) { t = $0; sub(/.*"text":"/, "", t); sub(/"}?,?$/, "", t); return t }
    /^ *{"kind":/ { line = field("line"); page = field("page"); kind = $0; sub(/.*"kind":"/, "", kind); sub(/".*/, "", kind); if ('"$1"') n++ }
    END { print n + 0 }'
}
pages=$(printf '%s\n' "$out" | sed -n 's/.*"pages":\([0-9]*\).*/\1/p' | head -1)
is 'pages' "$pages" -eq 75
is 'page 41 is line 90' "$(count 'line == 90 && page != 41')" -eq 0
is 'every page number is furniture' "$(count 'line >= 10 && line < 160 && text() ~ /^[0-9]+$/ && !has("furniture")')" -eq 0
is 'the web site before the plan is marked' "$(count 'line < 10 && !has("boilerplate")')" -eq 0
is 'nothing after the plan is left unmarked' "$(count 'line >= 160 && !has("boilerplate")')" -eq 0
is 'nothing of the plan is boilerplate' "$(count 'line >= 10 && line < 160 && has("boilerplate")')" -eq 0
is 'the contents are marked' "$(count 'line >= 12 && line <= 16 && !has("contents") && !has("furniture")')" -eq 0
is 'nothing else is contents' "$(count 'has("contents") && (line < 12 || line > 16)')" -eq 0
is 'headings' "$(count 'kind == "heading"')" -ge 60
is 'headings are short' "$(count 'kind == "heading" && length(text()) > 120')" -eq 0
for h in '3 Access' '3[.]1 STP Narrative' '3[.]2 The Plan for [A-Z][a-z]+' '4 Workforce' '4[.]1 STP Workforce' \
  '5 Workload' '7 Investment' '8 Governance' '8[.]2 Local Governance' 'Foreword' '1[.]1 Our Populations'; do
  is "heading $h" "$(count 'kind == "heading" && text() ~ /^'"$h"'$/')" -ge 1
done
is 'captions' "$(count 'kind == "caption"')" -ge 30
is 'list items' "$(count 'kind == "list-item"')" -ge 100
echo "1..$n"
