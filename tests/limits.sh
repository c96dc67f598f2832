#!/bin/sh
# What is too much is refused with a message that names the thing, and the other plans are checked.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
PACK=$SRC/tests/data/packs/tiny
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err"; fi; }
dd if=/dev/zero of="$tmp/large.txt" bs=1048576 seek=64 count=0 2>/dev/null
printf 'a' >>"$tmp/large.txt"
printf 'The hall committee will mend the roof of the village hall.\n' >"$tmp/small.txt"

"$PLANASSURE" check -p "$PACK" -f json "$tmp/large.txt" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && grep -q 'large.txt: .*64 MiB' "$tmp/err"; report $? 'a file over the cap is named'
grep -q '"plan.too-large"' "$tmp/out"; report $? 'the results name it too'
"$PLANASSURE" check -p "$PACK" --fail-on never "$tmp/large.txt" "$tmp/small.txt" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q 'small.txt' "$tmp/out"; report $? 'the other plan is checked'

deep=$tmp; i=0
while [ $i -lt 40 ]; do deep=$deep/d; i=$((i + 1)); done
mkdir -p "$deep"; cp "$tmp/small.txt" "$deep/"; cp "$tmp/small.txt" "$tmp/d/"
"$PLANASSURE" check -p "$PACK" --fail-on never "$tmp/d" >"$tmp/out" 2>"$tmp/err"
[ $? = 3 ] && grep -q 'too deep' "$tmp/err"; report $? 'folders that are too deep are named'
ln -s .. "$tmp/d/up"
"$PLANASSURE" check -p "$PACK" --fail-on never "$tmp/d" >"$tmp/out" 2>"$tmp/err"
grep -q 'up: left out' "$tmp/err"; report $? 'a link to a folder is not followed'
rm -r "$tmp/d"

set -- "$tmp/small.txt"; formats=
i=0; while [ $i -lt 17 ]; do formats="$formats -f json=$tmp/r$i"; i=$((i + 1)); done
"$PLANASSURE" check -p "$PACK" $formats "$@" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && grep -q 'at most 16' "$tmp/err"; report $? 'too many reports'
if [ -w /dev/full ]; then
  "$PLANASSURE" check -p "$PACK" --fail-on never "$@" >/dev/full 2>"$tmp/err"
  [ $? = 2 ] && grep -q 'cannot write standard output' "$tmp/err"; report $? 'a full disk is told'
fi
head -c 4300000 /dev/zero | tr '\0' ' ' >"$tmp/waivers.json"
"$PLANASSURE" check -p "$PACK" --waivers "$tmp/waivers.json" "$@" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && grep -q 'waivers.json: error: ' "$tmp/err"; report $? 'a file of waivers over the cap'
for i in 1 2; do yes 'The hall is old and its roof is green.' | head -c 5000000 >"$tmp/long$i.txt"; done
"$PLANASSURE" check -q -p "$PACK" -f html --fail-on never "$tmp/long1.txt" "$tmp/long2.txt" >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c 'It is left out, because the page would be too long' "$tmp/out")" = 1 ]; report $? 'a page that is full leaves out the text of later plans'
rm "$tmp"/long*.txt
SOURCE_DATE_EPOCH=soon "$PLANASSURE" check -p "$PACK" "$@" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && grep -q SOURCE_DATE_EPOCH "$tmp/err"; report $? 'a SOURCE_DATE_EPOCH that is no number'
echo "1..$n"
