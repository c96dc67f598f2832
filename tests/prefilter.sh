#!/bin/sh
# Everything that the matcher skips because it cannot match: skipped or not, the results are the
# same bytes. Over all samples with every pack, and over the real plans that stand beside the tree.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
for pack in $("$PLANASSURE" packs -q | cut -f 1) "$SRC/tests/data/packs/tiny"; do
  for plan in "$SRC"/samples/* "$SRC"/../shared/seeds/*.txt; do
    case $plan in *README*) continue;; esac
    [ -f "$plan" ] || continue
    n=$((n + 1)); name="${pack##*/}, ${plan##*/}"
    "$PLANASSURE" check -q -p "$pack" -f json --fail-on never "$plan" >"$tmp/with" 2>"$tmp/err"
    PLANASSURE_NO_PREFILTER=1 "$PLANASSURE" check -q -p "$pack" -f json --fail-on never "$plan" \
      >"$tmp/without" 2>>"$tmp/err"
    if [ -s "$tmp/with" ] && cmp -s "$tmp/with" "$tmp/without"; then echo "ok $n - $name"
    else
      echo "not ok $n - $name"
      diff "$tmp/with" "$tmp/without" | head -20 | sed 's/^/# /'; sed 's/^/# /' "$tmp/err"
    fi
  done
done
echo "1..$n"
