#!/bin/sh
# docs/planassure.bash is what the program makes of its tables, and bash completes with it.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
"$PLANASSURE" --completion bash >"$tmp/planassure.bash"
if diff -u "$SRC/docs/planassure.bash" "$tmp/planassure.bash" >"$tmp/diff"; then
  echo "ok 1 - the committed completion is the program's"
else
  echo "not ok 1 - renew it: planassure --completion bash >docs/planassure.bash"
  sed 's/^/# /' "$tmp/diff"
fi
n=1
completes() {  # what is typed (the last word is completed), what is offered
  n=$((n + 1))
  got=$(bash -c 'compopt() { :; }; . "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _planassure
    echo "${COMPREPLY[@]}"' bash "$SRC/docs/planassure.bash" $1 "${3-}")
  if [ "$got" = "$2" ]; then echo "ok $n - $1 ${3-}"; else echo "not ok $n - $1 ${3-}: $got"; fi
}
if ! command -v bash >/dev/null; then echo "1..1"; exit 0; fi
completes 'planassure' 'check' 'ch'
completes 'planassure rules' 'list lint' 'l'
completes 'planassure check' '--format= --fail-on=' '--f'
completes 'planassure check --color' 'auto always' 'a'
completes 'planassure check --color =' 'never' 'n'
completes 'planassure extract -f' 'xml' 'x'
completes 'planassure rules test' '--pack=' '--p'
echo "1..$n"
