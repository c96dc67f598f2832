#!/bin/sh
# The walls around what reads plans (src/base/confine.h) on machines that have all of them, one, or
# none but the limits: what each promises holds, plans are checked with the same answer, and the
# program says what there is.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/why" | head -20; fi; }
check() { PLANASSURE_LIBEXEC=$BUILD $1 "$PLANASSURE" check -q -p "$SRC/tests/data/packs/tiny" -f json --fail-on never "$2" 2>"$tmp/why" | sed '/"confinement": \[$/,/\]/d;/"confinement": \[\]/d'; }

walls() { $1 "$PLANASSURE" --version 2>"$tmp/why" | sed -n 's/^confinement: //p'; }
all=$(walls '')
case $all in *rlimits) report 0 "this machine has $all" ;; *) report 1 "this machine has $all" ;; esac
for plan in "$SRC/samples/strong-plan.md" "$SRC/tests/data/hall.pdf" "$SRC/tests/data/tables.docx"; do
  check '' "$plan" >"$tmp/want.${plan##*.}"
done
for less in seccomp landlock seccomp,landlock; do
  without="$BUILD/tests/without $less"
  now=$(walls "$without")
  why=0; for wall in $(echo $less | tr ',' ' '); do case $now in *$wall*) why=1 ;; esac; done
  [ "${now##*rlimits}" = "" ] || why=1
  report $why "without $less: $now"
  if [ -x "$BUILD/tests/unit/test_base_confine" ]; then
    $without "$BUILD/tests/unit/test_base_confine" >"$tmp/why" 2>&1; why=$?
    report $why "without $less: what is left holds"
  fi
  for plan in "$SRC/samples/strong-plan.md" "$SRC/tests/data/hall.pdf" "$SRC/tests/data/tables.docx"; do
    check "$without" "$plan" >"$tmp/got"
    cmp "$tmp/want.${plan##*.}" "$tmp/got" >"$tmp/why" 2>&1 && [ -s "$tmp/got" ]
    report $? "without $less: the same answer for ${plan##*/}"
  done
done
echo "1..$n"
