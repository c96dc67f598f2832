#!/bin/sh
# Plans that repeat and nest one thing without end: four times as much takes no more than some five
# times as long, and each is answered within its time. PLANASSURE_PATHOLOGICAL=COUNT asks for more
# of each than the 4,000 and 16,000 of a quick run. The figures stand in the log.
set -u
command -v python3 >/dev/null || { echo '1..0 # SKIP python3 is missing'; exit 0; }
[ "${PLANASSURE_SANITIZED:-}" = yes ] && { echo '1..0 # SKIP times are of the plain build'; exit 0; }
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
PACK=$SRC/tests/data/packs/tiny
many=${PLANASSURE_PATHOLOGICAL:-16000}
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err" | head -5; fi; }
run() { "$BUILD/tests/measure" "$PLANASSURE" check -q -p "$PACK" -f json --fail-on never "$@" >"$tmp/out" 2>"$tmp/err"; }
took() { sed -n 's/^measure: \([^ ]*\) .*/\1/p' "$tmp/err"; }

python3 "$SRC/tests/hostile_plans.py" >"$tmp/names"
while read -r name; do
  python3 "$SRC/tests/hostile_plans.py" "$name" $((many / 4)) >"$tmp/few"
  python3 "$SRC/tests/hostile_plans.py" "$name" "$many" >"$tmp/many"
  run "$tmp/few"; few=$(took)
  run "$tmp/many"; code=$?; much=$(took)
  [ $code -le 3 ] && awk -v a="$few" -v b="$much" 'BEGIN { exit !(b < 0.4 || b < 7 * a) }'
  report $? "$name, $many: $much s, a quarter of it: $few s"
done <"$tmp/names"
python3 "$SRC/tests/hostile_plans.py" 'one line' 130000 >"$tmp/many"
run "$tmp/many"; code=$?
[ $code -le 3 ] && awk -v b="$(took)" 'BEGIN { exit !(b < 20) }'; report $? "one line of $(($(wc -c <"$tmp/many") / 1000000)) MB: $(took) s"

# What people write by hand is nested and repeated too.
printf 'The hall committee will mend the roof.\n' >"$tmp/plan.txt"
python3 -c 'print("[" * 50000 + "]" * 50000)' >"$tmp/deep.json"
for option in --waivers --baseline; do
  run "$option" "$tmp/deep.json" "$tmp/plan.txt"; [ $? = 2 ] && grep -q 'deep.json.*deeper' "$tmp/err"; report $? "$option: brackets without end"
done
mkdir "$tmp/home" && cp "$tmp/deep.json" "$tmp/home/.planassure.json" && cp "$tmp/plan.txt" "$tmp/home/"
(cd "$tmp/home" && run plan.txt); [ $? = 2 ] && grep -q 'planassure.json.*deeper' "$tmp/err"; report $? 'a configuration of brackets without end'
echo "1..$n"
