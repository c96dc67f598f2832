#!/bin/sh
# run.sh [TARGET...]: every libFuzzer target for TIME seconds, from its saved corpus and dictionary.
# What is new goes to work-fuzz/TARGET, what breaks to work-fuzz/broken; the status is 1 when
# something broke. Needs a tree configured with CC=clang --enable-fuzzing.
set -u
status=0
mkdir -p work-fuzz/broken
for t in "$BUILD"/tests/fuzz/fuzz_*; do
  case $t in *.o | *.c) continue ;; esac
  [ -x "$t" ] && [ -f "$t" ] || continue
  name=${t##*/fuzz_}
  case " $* " in "  " | *" $name "*) ;; *) continue ;; esac
  "$t" -help=1 2>&1 | grep -q max_total_time || { echo "configure CC=clang --enable-fuzzing first" >&2; exit 2; }
  mkdir -p "work-fuzz/$name"
  dict=
  [ ! -f "$SRC/tests/fuzz/dict/$name.dict" ] || dict=-dict=$SRC/tests/fuzz/dict/$name.dict
  # shellcheck disable=SC2086  # an option or nothing
  "$t" -max_total_time="${TIME-60}" -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 $dict \
    -artifact_prefix=work-fuzz/broken/"$name"- "work-fuzz/$name" "$SRC/tests/fuzz/corpus/$name" >"work-fuzz/$name.log" 2>&1 ||
    { status=1; echo "$name: broken, see work-fuzz/$name.log"; }
  echo "$name: $(sed -n 's/.*number_of_executed_units: *//p' "work-fuzz/$name.log") executions, $(grep -o 'cov: [0-9]*' "work-fuzz/$name.log" | tail -1)"
done
exit $status
