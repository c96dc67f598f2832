#!/bin/sh
# The manual is clean, and names every command and every option that --help names.
set -u
n=0
report() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
page=$SRC/docs/planassure.1
if command -v mandoc >/dev/null; then
  out=$(mandoc -Tlint -Wwarning "$SRC"/docs/*.[157] 2>&1); code=$?
  [ -n "$out" ] && { echo "$out" | sed 's/^/# /'; code=1; }
  report $code 'mandoc -Tlint'
else n=1; echo "ok 1 # SKIP mandoc is not installed"; fi
for command in check 'config show' diff extract packs portfolio 'rules list' 'rules show' 'rules lint' 'rules test' 'rules evaluate' serve verify; do
  grep -q "^\.It Cm $command" "$page"; report $? "the manual names $command"
  "$PLANASSURE" $command --help | grep -A 1 '^Example' | grep -q "planassure $command"; report $? "--help of $command has an example"
  missing=
  options=$("$PLANASSURE" $command --help | sed -n 's/^  .*--\([a-z-]*\).*/\1/p')
  for option in ${options:-none}; do
    grep -q "Fl Fl $option" "$page" || missing="$missing --$option"
  done
  [ -z "$missing" ]; report $? "the manual names the options of $command$missing"
done
# What the pages of files name is what the schemas have.
members() { sed -n 's/^ *"\([a-z-]*\)": {.*/\1/p' "$SRC/schemas/$1.schema.json" | grep -vx 'waivers\|texts\|text\|waiver\|jobs\|properties\|place\|labels\|items\|anyOf'; }
for form in waivers config labels; do
  missing=
  for member in $(members $form); do grep -q "^\.It Sy.*\b$member\b\|^\.Sy $member\b" "$SRC/docs/planassure-$form.5" || missing="$missing $member"; done
  [ -n "$(members $form)" ] && [ -z "$missing" ]; report $? "planassure-$form(5) names what the schema has$missing"
done
echo "1..$n"
