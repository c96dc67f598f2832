#!/bin/sh
# memcheck finds nothing: no bad access, no use of what was not set, nothing lost. A few runs;
# PLANASSURE_VALGRIND=all: the samples in every report format, and every command (make valgrind).
set -u
if ! command -v valgrind >/dev/null; then echo "1..0 # SKIP valgrind is not installed"; exit 0; fi
if [ "${PLANASSURE_SANITIZED-}" = yes ]; then echo "1..0 # SKIP the sanitizers do this work"; exit 0; fi
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0 data=$SRC/tests/data tiny=$SRC/tests/data/packs/tiny
clean() { # name, arguments: status 0 to 3 are the program's own
  n=$((n + 1)); name=$1; shift
  valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect --trace-children=no \
    --log-file="$tmp/log" "$PLANASSURE" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
  status=$?
  # memcheck does not know the calls that ask for walls, and says so
  grep -v -e 'unhandled amd64-linux syscall: \(317\|444\)$' -e 'You may be able to write your own handler' \
    -e 'Read the file README_MISSING_SYSCALL' -e 'Nevertheless we consider this a bug' -e 'it at http://valgrind.org' "$tmp/log" >"$tmp/told"
  if [ $status -le 3 ] && [ ! -s "$tmp/told" ]; then echo "ok $n - $name"
  else echo "not ok $n - $name: exit $status"; sed 's/^/# /' "$tmp/told" | head -40; fi
}
clean 'check' check -p "$tiny" -f json="$tmp/a.json" -f html="$tmp/a.html" "$SRC/tests/faults/in/plan.md"
# A worker cannot raise its walls under memcheck: the readers are seen by extract, the rest by plans in Markdown.
clean 'check, letter' check -p "$tiny" -f letter="$tmp/a.docx" "$SRC/tests/faults/in/plan.md"
clean 'extract, DOCX' extract "$data/tables.docx"
clean 'extract, HTML' extract "$SRC/tests/faults/in/plan.html"
if [ "${PLANASSURE_VALGRIND-}" = all ]; then
  for format in $("$PLANASSURE" check --help | sed -n "/^Formats/,/^\$/s/^  \([a-z][a-z]*\)  .*/\1/p"); do
    for plan in "$SRC"/samples/*-plan.md; do
      for pack in gpfv-2017 icb-access-2023; do
        clean "check -f $format, $pack, ${plan##*/}" check -p $pack -f "$format" -o "$tmp/report" --fail-on never "$plan"
      done
    done
  done
  PLANASSURE_LIBEXEC=$tmp; export PLANASSURE_LIBEXEC # no images: packs are loaded and compiled
  for pack in $("$PLANASSURE" packs -q | cut -f 1); do clean "check, $pack from its files" check -p "$pack" "$SRC/samples/strong-plan.md"; done
  PLANASSURE_LIBEXEC=$BUILD
  for plan in "$data"/*.docx "$data"/*.odt "$data"/*.pdf "$data/hostile.txt" "$SRC"/samples/*-plan.*; do
    for format in text json xml; do clean "extract -f $format ${plan##*/}" extract -f $format "$plan"; done
  done
  clean 'explain' check -p "$tiny" --explain opening.evenings "$SRC/tests/faults/in/plan.md"
  clean 'waivers and baseline' check -p "$tiny" --waivers "$SRC/tests/faults/in/waivers.json" --baseline "$tmp/a.json" "$SRC/tests/faults/in/plan.md"
  clean 'rules lint' rules lint "$tiny"
  for pack in "$data"/packs/broken-*; do clean "rules lint ${pack##*/}" rules lint "$pack"; done
  clean 'rules test' rules test "$tiny"
  clean 'rules list' rules list "$tiny"
  clean 'rules show' rules show -p "$tiny" opening.evenings
  # not rules compile: it compares the padding of structs on purpose, to leave it out (base/image.c)
  for end in md docx odt json; do clean "init $end" init "$tiny" -o "$tmp/form.$end"; done
  for format in text markdown html json; do clean "diff $format" diff -f $format "$tmp/a.json" "$data/results/hostile-now.json"; done
  clean 'portfolio' portfolio -o "$tmp/site" "$tmp/a.json" "$data/results/hostile-now.json"
  clean 'packs' packs
fi
echo "1..$n"
