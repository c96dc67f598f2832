#!/bin/sh
# An installed pack from its image gives the same bytes as from its files; an image whose files have
# changed, or that is none, is passed over.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err"; fi; }
: >"$tmp/err"
plan=$SRC/samples/strong-plan.md
check() { # FOLDER-OF-IMAGES PACK OUT
  PLANASSURE_LIBEXEC=$1 "$PLANASSURE" check -q -p "$2" -f json --fail-on never "$plan" >"$3" 2>"$tmp/err"
}
mkdir -p "$tmp/own/planassure-packs"
for pack in $("$PLANASSURE" packs -q | cut -f 1); do
  image=$tmp/own/planassure-packs/$pack.image
  check "$tmp/none" "$pack" "$tmp/without"
  "$PLANASSURE" rules compile "$pack" -o "$image" 2>"$tmp/err"; report $? "$pack has an image"
  check "$tmp/own" "$pack" "$tmp/with" && cmp -s "$tmp/without" "$tmp/with"; report $? "$pack: the same bytes from it"
  head -c 5000 "$image" >"$tmp/cut" && mv "$tmp/cut" "$image"
  check "$tmp/own" "$pack" "$tmp/with" && cmp -s "$tmp/without" "$tmp/with"; report $? "$pack: an image cut short is passed over"
done

# A copy of the data folder in which a file of the pack has changed since.
pack=gpfv-2017; image=$tmp/own/planassure-packs/$pack.image
mkdir "$tmp/data"; cp -R "$SRC/rules" "$SRC/schemas" "$tmp/data/"; chmod -R u+w "$tmp/data"
PLANASSURE_DATA=$tmp/data "$PLANASSURE" rules compile "$pack" -o "$image" 2>"$tmp/err"; report $? 'an image of a copy'
sed 's/<pack /<pack  /' "$tmp/data/rules/$pack/pack.xml" >"$tmp/pack.xml" && cp "$tmp/pack.xml" "$tmp/data/rules/$pack/pack.xml"
PLANASSURE_DATA=$tmp/data; export PLANASSURE_DATA
check "$tmp/own" "$pack" "$tmp/changed"
sum=$(sed -n 's/.*"sha256": *"\([0-9a-f]*\)".*/\1/p' "$tmp/changed" | sed -n 2p)
check "$tmp/none" "$pack" "$tmp/without"
cmp -s "$tmp/without" "$tmp/changed" && [ -n "$sum" ]; report $? 'a pack that has changed since is loaded anew'
echo 'not XML' >>"$tmp/data/rules/$pack/pack.xml"
check "$tmp/own" "$pack" "$tmp/broken"; [ $? = 2 ] && grep -q 'pack.xml' "$tmp/err"; report $? 'and its errors are told'

"$PLANASSURE" rules compile no-such-pack -o "$tmp/x" 2>"$tmp/err"; [ $? = 2 ] && [ ! -e "$tmp/x" ] && grep -q 'no-such-pack' "$tmp/err"; report $? 'an unknown pack makes no image'
"$PLANASSURE" rules compile $pack 2>"$tmp/err"; [ $? = 2 ] && grep -q -- '-o' "$tmp/err"; report $? 'where to write must be said'
echo "1..$n"
