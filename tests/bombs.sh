#!/bin/sh
# Files that are small and become large, and files that lead in circles: each is answered with less
# than ten seconds of the processor and 256 MiB, with a message that says why and the right exit
# status, and a good plan beside it is checked. The figures stand in the log.
set -u
command -v python3 >/dev/null || { echo '1..0 # SKIP python3 is missing'; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
PACK=$SRC/tests/data/packs/tiny
most=256; [ "${PLANASSURE_SANITIZED:-}" = yes ] && most=4096 # shadow memory
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" | head -5; fi; }
within() { awk -v most=$most '/^measure: / { if ($2 < 10 && $3 < most) found = 1 } END { exit !found }' "$tmp/err"; }

python3 "$SRC/tests/bombs.py" "$tmp" >"$tmp/rows" || { echo 'Bail out! no bombs'; exit 99; }
tab=$(printf '\t')
while IFS=$tab read -r file status says; do
  case $file in *.pdf) [ -x "$BUILD/planassure-pdf" ] || continue ;; esac
  "$BUILD/tests/measure" "$PLANASSURE" check -q -p "$PACK" -f json --fail-on never "$tmp/$file" >"$tmp/out" 2>"$tmp/err"
  code=$?
  within && case $status in
    -) [ $code -le 3 ] ;;
    0) [ $code = 0 ] ;;
    *) [ $code = "$status" ] && grep -q "^planassure: .*$file: .*$says" "$tmp/err" ;;
  esac
  report $? "$file ($(sed -n 's/^measure: \([^ ]*\) \([^ ]*\) .*/\1 s, \2 MiB/p' "$tmp/err"))"
done <"$tmp/rows"
printf 'The hall committee will mend the roof of the village hall.\n' >"$tmp/good.txt"
"$PLANASSURE" check -q -p "$PACK" -f csv --fail-on never "$tmp/ratio.docx" "$tmp/good.txt" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q 'good.txt' "$tmp/out"; report $? 'a good plan beside a bomb is checked'

# A pack whose regexes backtrack without end: what they could not decide is said so.
mkdir "$tmp/packs" && cp -r "$PACK" "$tmp/packs/redos" && cp -r "${PACK%/*}/shared" "$tmp/packs/"
sed -i 's|<phrases>[^<]*</phrases>|&<regex>x(?:a+)+(?:a+)+(?:b\|a+)+zz</regex>|' "$tmp"/packs/redos/opening.xml
python3 -c 'print(("The summer fair x" + "a" * 3000 + " is at the old hall zz. ") * 20)' >"$tmp/redos.txt"
"$BUILD/tests/measure" "$PLANASSURE" check -p "$tmp/packs/redos" -f json --fail-on never "$tmp/redos.txt" >"$tmp/out" 2>"$tmp/err"
code=$?
grep -q '<regex>' "$tmp"/packs/redos/opening.xml && within && [ $code = 3 ] && grep -q '"not-assessed"' "$tmp/out"
report $? "regexes that backtrack ($(sed -n 's/^measure: \([^ ]*\) \([^ ]*\) .*/\1 s, \2 MiB/p' "$tmp/err"))"
echo "1..$n"
