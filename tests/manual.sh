#!/bin/sh
# The manual is clean, and names every command and every option that --help names.
set -u
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
page=$SRC/docs/planassure.1
if command -v mandoc >/dev/null; then
  out=$(mandoc -Tlint -Wwarning "$page" "$SRC/docs/planassure-rules.5" 2>&1); code=$?
  [ -n "$out" ] && { echo "$out" | sed 's/^/# /'; code=1; }
  report $code 'mandoc -Tlint'
else n=1; echo "ok 1 # SKIP mandoc is not installed"; fi
for command in check 'config show' diff extract packs portfolio 'rules list' 'rules show' 'rules lint' 'rules test' 'rules evaluate'; do
  grep -q "^\.It Cm $command" "$page"; report $? "the manual names $command"
  missing=
  options=$("$PLANASSURE" $command --help | sed -n 's/^  .*--\([a-z-]*\).*/\1/p')
  for option in ${options:-none}; do
    grep -q "Fl Fl $option" "$page" || missing="$missing --$option"
  done
  [ -z "$missing" ]; report $? "the manual names the options of $command$missing"
done
echo "1..$n"
