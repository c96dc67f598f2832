#!/bin/sh
# The completions in docs/ are what the program makes of its tables, and the shells complete with them.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
for shell in bash zsh fish; do
  n=$((n + 1)); name=planassure.$shell; [ $shell = zsh ] && name=_planassure
  "$PLANASSURE" --completion $shell >"$tmp/$name"
  if diff -u "$SRC/docs/$name" "$tmp/$name" >"$tmp/diff"; then echo "ok $n - the committed completion for $shell is the program's"
  else echo "not ok $n - renew it: planassure --completion $shell >docs/$name"; sed 's/^/# /' "$tmp/diff"; fi
done
n=4
if command -v zsh >/dev/null; then
  if zsh -n "$SRC/docs/_planassure" 2>"$tmp/why"; then echo "ok $n - zsh reads it"; else echo "not ok $n - zsh reads it"; sed 's/^/# /' "$tmp/why"; fi
else echo "ok $n - zsh reads it # SKIP zsh is not installed"; fi
fishes() {  # what is typed, a word that is offered
  n=$((n + 1))
  if ! command -v fish >/dev/null; then echo "ok $n - fish: $1 # SKIP fish is not installed"; return; fi
  got=$(HOME=$tmp fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$SRC/docs/planassure.fish" "$1" 2>"$tmp/why" | cut -f 1 | tr '\n' ' ')
  case " $got " in *" $2 "*) echo "ok $n - fish: $1" ;; *) echo "not ok $n - fish: $1: $got"; sed 's/^/# /' "$tmp/why" ;; esac
}
fishes 'planassure ch' check
fishes 'planassure config ' show
fishes 'planassure rules l' lint
fishes 'planassure check --fail-on ' must
fishes 'planassure check --fai' --fail-on
fishes 'planassure extract -f ' xml
fishes 'planassure rules test --p' --pack
completes() {  # what is typed (the last word is completed), what is offered
  n=$((n + 1))
  got=$(bash -c 'compopt() { :; }; . "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _planassure
    echo "${COMPREPLY[@]}"' bash "$SRC/docs/planassure.bash" $1 "${3-}")
  if [ "$got" = "$2" ]; then echo "ok $n - $1 ${3-}"; else echo "not ok $n - $1 ${3-}: $got"; fi
}
if ! command -v bash >/dev/null; then echo "1..$n"; exit 0; fi
completes 'planassure' 'check' 'ch'
completes 'planassure rules' 'list lint' 'l'
completes 'planassure config' 'show' 's'
completes 'planassure config show' '--waivers=' '--w'
completes 'planassure check' '--format= --files-from= --fail-on=' '--f'
completes 'planassure check --color' 'auto always' 'a'
completes 'planassure check --color =' 'never' 'n'
completes 'planassure extract -f' 'xml' 'x'
completes 'planassure rules test' '--pack=' '--p'
echo "1..$n"
