#!/bin/sh
# Every cap of src/base/limits.h has its reason above it, and a test that names it or, in
# tests/limits.txt, a row that says which test reaches it and by what. Those that have neither are
# listed in the log and counted: the number may only fall, so a new cap needs its test.
set -u
most_open=68
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cd "$SRC" || exit 99
sed -n 's/^#define \(LIMIT_[A-Z0-9_]*\).*/\1/p' src/base/limits.h | sort -u >"$tmp/caps"
find tests -name '*.[ch]' -o -name '*.sh' -o -name '*.py' | xargs grep -ohwE 'LIMIT_[A-Z0-9_]+' | sort -u >"$tmp/named"
grep -v '^#' tests/limits.txt | sort >"$tmp/rows"
cut -f 1 "$tmp/rows" >"$tmp/listed"
sort -u "$tmp/named" "$tmp/listed" | comm -23 "$tmp/caps" - >"$tmp/without"
open=$(wc -l <"$tmp/without")
[ "$open" -le $most_open ] && echo "ok 1 - $open caps wait for a test" || echo "not ok 1 - $open caps wait for a test, more than $most_open"
sed 's/^/# without: /' "$tmp/without"
comm -13 "$tmp/caps" "$tmp/listed" >"$tmp/gone"
[ -s "$tmp/gone" ] && echo 'not ok 2 - every row has its cap' || echo 'ok 2 - every row has its cap'
sed 's/^/# gone: /' "$tmp/gone"
tab=$(printf '\t')
while IFS=$tab read -r name test how; do
  grep -qF -- "$how" "tests/$test" 2>/dev/null || grep -qF -- "$how" "tests/$(basename "$test" .sh).py" 2>/dev/null ||
    { [ "$test" = pathological.sh ] && grep -qF -- "$how" tests/hostile_plans.py; } || echo "$name: $test does not hold \"$how\""
done <"$tmp/rows" >"$tmp/wrong"
[ -s "$tmp/wrong" ] && echo 'not ok 3 - every row says what its test does' || echo 'ok 3 - every row says what its test does'
sed 's/^/# /' "$tmp/wrong"
awk '/^#define LIMIT_/ { if (!said) { print FILENAME ":" FNR; n++ } next } /^\/\*|^ \*|\*\/$/ { said = 1; next } /^$/ { said = 0 } END { exit n > 0 }' src/base/limits.h >"$tmp/mute"
[ -s "$tmp/mute" ] && echo 'not ok 4 - every cap has its reason' || echo 'ok 4 - every cap has its reason'
sed 's/^/# /' "$tmp/mute"
echo '1..4'
