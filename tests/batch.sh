#!/bin/sh
# Runs over many plans: the same bytes whatever the number of workers, one plan lost with a worker
# that is killed, nothing lost or done twice with --resume, names as they come.
# The long form: PLANASSURE_KILLS=50 PLANASSURE_RESUMES=10 PLANASSURE_ROUNDS=60.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
n=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; [ -f why ] && sed 's/^/# /' why | head -5; fi; }
export SOURCE_DATE_EPOCH=1514764800 TMPDIR="$tmp/t"
mkdir t plans
check() { "$PLANASSURE" check -q -p gpfv-2017 --fail-on never "$@"; }
i=0
while [ $i -lt 24 ]; do i=$((i + 1)); { cat "$SRC/samples/strong-plan.md"; echo "Practice $i opens a room on $i May 2018."; } >plans/$(printf %03d $i).md; done
printf '' >plans/empty.txt
cp "$SRC/samples/structured-plan.json" plans/plan.json
cp "$SRC/samples/structured-plan.xml" plans/plan.xml
[ -x "$BUILD/planassure-pdf" ] && cp "$SRC/tests/data/hall.pdf" plans/hall.pdf
want=$(ls plans | wc -l)
whole() { [ "$(wc -l <"$1")" = "$want" ] && [ "$(sed 's/^{"path":"\([^"]*\)".*/\1/' "$1" | sort -u | wc -l)" = "$want" ]; }

# ---- the same bytes
for j in 1 2 4; do
  check -j $j -f ndjson=$j.ndjson -f json=$j.json -f html=$j.html -f sarif=$j.sarif -f junit=$j.xml -f github=$j.github plans 2>why; [ $? = 3 ] || echo "status $?"
done >status
[ ! -s status ] && whole 1.ndjson; ok $? "every plan has one result"
for kind in ndjson json html sarif xml github; do cmp -s 1.$kind 2.$kind && cmp -s 1.$kind 4.$kind || echo $kind; done >differ
[ ! -s differ ]; ok $? "the same bytes with 1, 2 and 4 workers $(cat differ)"
check -j 2 -f ndjson plans >stream 2>why; cmp -s stream 1.ndjson; ok $? 'a stream has the bytes of the file'
PLANASSURE_NO_PREFILTER=1 check -j 2 -f ndjson plans 2>why | cmp -s - 1.ndjson; ok $? 'and without the prefilter'
check -f ndjson plans/001.md >alone 2>why; check -j 1 -f ndjson plans/001.md 2>>why | cmp -s - alone; ok $? 'a single plan: in the program or in a worker'
[ -z "$(ls t)" ] && [ -z "$(ls | grep -e journal -e '\.[a-z]*\.')" ]; ok $? 'nothing is left behind'

# ---- names as they come
ls plans/* | check -j 2 -f ndjson --files-from - 2>why | cmp -s - 1.ndjson; ok $? '--files-from -'
find plans -type f -print0 | LC_ALL=C sort -z | check -f ndjson --files-from - -0 2>why | cmp -s - 1.ndjson; ok $? '--files-from - --null'
mkfifo names lines
check -j 2 -f ndjson --files-from names >lines 2>why &
exec 4<lines; exec 3>names
echo plans/001.md >&3; IFS= read -r first <&4; echo plans/002.md >&3; IFS= read -r second <&4; exec 3>&- 4<&-; wait
case $first$second in *001.md*002.md*) true ;; *) false ;; esac; ok $? 'a line comes back before the next name is sent'
head -5 1.ndjson >a.ndjson; tail -n +6 1.ndjson >b.ndjson
"$PLANASSURE" portfolio -o site a.ndjson b.ndjson >why 2>&1; [ "$(ls site | grep -c '^plan')" -ge 20 ]; ok $? 'lines of several runs make one portfolio'

# ---- limits
yes 'The practice will open at 18:30 on 1 April 2018 and will offer 30 minutes for each of 1,000 patients.' | head -c 48000000 >long.txt
check --timeout 1 -f json long.txt plans/001.md >out.json 2>why; code=$?
[ $code = 3 ] && grep -q '"code": "plan.timeout"' out.json && grep -q '"checked": 1' out.json; ok $? '--timeout costs one plan'
if [ "${PLANASSURE_SANITIZED-}" != yes ]; then
  check --memory 16 -f json long.txt plans/001.md >out.json 2>why; code=$?
  [ $code = 3 ] && grep -q '"code": "plan.memory"' out.json && grep -q '"checked": 1' out.json; ok $? '--memory costs one plan'
fi

# ---- workers that are killed
children() { cat /proc/$parent/task/$parent/children 2>/dev/null | tr ' ' '\n' | grep .; }
kills=${PLANASSURE_KILLS:-3}
k=0; : >list; while [ $k -lt "${PLANASSURE_ROUNDS:-6}" ]; do k=$((k + 1)); for p in plans/0*.md; do echo "$p"; done; done >list
total=$(wc -l <list)
"$PLANASSURE" check -q -p gpfv-2017 --fail-on never -j 2 -f ndjson --files-from list >killed.ndjson 2>why & parent=$!
k=0
while [ $k -lt "$kills" ] && kill -0 $parent 2>/dev/null; do
  sleep 0.1; child=$(children | head -1); [ -n "$child" ] && kill -9 "$child" 2>/dev/null && k=$((k + 1))
done
wait $parent
[ "$(wc -l <killed.ndjson)" = "$total" ] && [ "$(grep -c '"code":"plan.crashed"' killed.ndjson)" -le "$k" ] &&
  [ "$(grep -c '"status":"checked"' killed.ndjson)" -ge $((total - k)) ]; ok $? "$k workers killed: every plan has one result"

# ---- a program that is killed, and goes on
run() { exec "$PLANASSURE" check -q -p gpfv-2017 --fail-on never -j 2 -f ndjson=r.ndjson -f json=r.json --resume --files-from list; }
sort -u list | head -24 >few; k=0; : >list; while [ $k -lt "${PLANASSURE_ROUNDS:-4}" ]; do k=$((k + 1)); cat few >>list; done
check -j 2 -f ndjson=w.ndjson -f json=w.json --files-from list 2>why
k=0
while [ $k -lt "${PLANASSURE_RESUMES:-3}" ]; do
  k=$((k + 1)); run 2>why & parent=$!
  sleep 0.2; kill -9 $parent 2>/dev/null; wait $parent 2>/dev/null
done
[ -f r.ndjson.journal ] || [ -f r.ndjson ]; ok $? 'what was done is kept'
[ -f r.ndjson.journal ] && printf 'torn' >>r.ndjson.journal
rm -f r.ndjson.?????? r.json.??????
(run) 2>why; code=$?
[ $code = 0 ] && cmp -s r.ndjson w.ndjson && cmp -s r.json w.json && [ ! -e r.ndjson.journal ]; ok $? "killed $k times and resumed: the bytes of a run that was not"
for signal in HUP TERM; do
  rm -f s.json; env --default-signal=$signal "$PLANASSURE" check -q -p gpfv-2017 --fail-on never -j 2 -f json=s.json --files-from list >why 2>&1 & parent=$!
  sleep 0.2; kill -$signal $parent; wait $parent; code=$?
  [ $code -gt 128 ] && [ -f s.json.journal ] && [ ! -e s.json ] && [ -z "$(ls t; ls s.json.?????? 2>/dev/null)" ]; ok $? "SIG$signal leaves the journal alone ($code)"
done
check -f json=s.json --resume plans/001.md plans/002.md 2>why; [ $? = 2 ] && grep -q 'another run' why; ok $? 'the journal of another run is refused'
check -f json --resume plans/001.md plans/002.md >out 2>why; [ $? = 2 ] && grep -q 'go to files' why; ok $? '--resume needs files'
echo "1..$n"
