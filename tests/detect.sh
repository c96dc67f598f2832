#!/bin/sh
# The pack of a plan by its own words: texts that are no plans are refused, the samples and the
# labelled plans get the pack that they are for, and the whole of a batch is judged in one run.
set -u
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
t() { # whether it holds, name
  n=$((n + 1))
  if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$tmp/err"; fi
}
cat >"$tmp/novel.txt" <<'END'
Chapter Seven

The rain had come in from the west before breakfast, and by the time Mrs Tarrant reached the
surgery the gutters were running over. "He will not see you without an appointment," said the girl
behind the hatch, not looking up. "I have waited eleven years," said Mrs Tarrant, "and I can wait
until Thursday." She sat down between a man with a bandaged thumb and a child who was eating the
corner of a magazine. On the wall somebody had pinned a plan of the new wing, with a car park where
the rose garden was. The doctor's door opened. It was not the doctor who came out.
END
cat >"$tmp/README.md" <<'END'
# frobnicate

A small program that sorts the lines of a file by their length.

## Install

    make && make install PREFIX=/usr/local

## Use

`frobnicate [-r] FILE` prints the shortest line first; `-r` turns that round. Patches are welcome:
please run `make check` before you open a pull request. The plan for 2.0 is in `docs/plan.md`.
Licence: MIT.
END
cat >"$tmp/recipe.txt" <<'END'
Damson crumble, for six

800 g damsons, stoned; 120 g sugar; 200 g flour; 120 g cold butter; a handful of oats.
Heat the oven to 180 degrees. Toss the fruit in half of the sugar. Rub the butter into the flour
with your fingers, stir in the rest of the sugar and the oats, and spread it over the fruit. Bake
for 40 minutes, until the juice comes through at the edges. It keeps for two days.
END
for text in novel.txt README.md recipe.txt; do
  "$PLANASSURE" check -q -f json "$tmp/$text" >"$tmp/out" 2>"$tmp/err"
  [ $? = 2 ] && grep -q '"code": "pack.undetected"' "$tmp/out" && grep -q 'with -p, of .*gpfv-2017' "$tmp/err"
  t $? "$text is no plan"
done
chosen() { # plan, pack
  "$PLANASSURE" check -q -f json --fail-on never "$1" >"$tmp/out" 2>"$tmp/err"
  grep -A3 '"pack": {' "$tmp/out" | grep -q "\"id\": \"$2\"" && grep -q '"chosen": "detected"' "$tmp/out"
  t $? "${1##*/}: $2"
}
for plan in "$SRC"/samples/*-plan.*; do chosen "$plan" gpfv-2017; done
chosen "$SRC/samples/access-recovery.md" icb-access-2023
for labels in "$SRC"/../shared/eval/dev/labels/*.json; do
  [ -f "$labels" ] || { echo "ok $((n += 1)) - labelled plans # SKIP ../shared is missing"; continue; }
  name=${labels##*/}; name=${name%.labels.json}
  pack=$(sed -n 's/.*"framework": *"\([^"]*\)".*/\1/p' "$labels" | head -1)
  for plan in "$SRC/../shared/eval/dev/plans/$name".* "$SRC/../shared/seeds/$name".*; do
    [ -f "$plan" ] || continue
    if [ ! -f "$SRC/rules/$pack/pack.xml" ]; then
      echo "ok $((n += 1)) - $name: $pack # SKIP there is no such pack yet"; continue
    fi
    case $plan in *.pdf) [ -x "$BUILD/planassure-pdf" ] || { echo "ok $((n += 1)) - $name # SKIP PDF is not built in"; continue; };; esac
    chosen "$plan" "$pack"
  done
done
echo "1..$n"
