#!/bin/sh
# A plan that two threads assess gives the same bytes as one: every report, and every candidate of a
# requirement.
set -u
skip() { echo "1..0 # SKIP $1"; exit 0; }
command -v taskset >/dev/null || skip 'taskset is not there'
[ "$(nproc)" -gt 1 ] || skip 'one processor'
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
one=$(taskset -pc $$ | sed 's/.*: *//; s/[-,].*//') # the first that may be used
n=0
compare() { # NAME OPTION...: with one thread, and three times with two
  n=$((n + 1)); name=$1; shift; same=yes
  taskset -c "$one" "$PLANASSURE" check -q -p gpfv-2017 "$@" >"$tmp/one" 2>"$tmp/err"
  for round in 1 2 3; do
    "$PLANASSURE" check -q -p gpfv-2017 "$@" >"$tmp/two" 2>>"$tmp/err"
    cmp -s "$tmp/one" "$tmp/two" || same=no
  done
  if [ -s "$tmp/one" ] && [ $same = yes ]; then echo "ok $n - $name"
  else echo "not ok $n - $name"; diff "$tmp/one" "$tmp/two" | head -20 | sed 's/^/# /'; sed 's/^/# /' "$tmp/err"; fi
}
for plan in "$SRC"/samples/strong-plan.md "$SRC"/samples/hollow-plan.md "$SRC"/../shared/seeds/*.txt; do
  [ -f "$plan" ] || continue
  compare "${plan##*/}, JSON" -f json "$plan"
  compare "${plan##*/}, a page" -f html "$plan"
  compare "${plan##*/}, explained" --explain access.weekday-evenings "$plan"
done
echo "1..$n"
