#!/bin/sh
# Metamorphic tests over the samples and, where they are at hand, the labelled plans in Markdown.
set -u
if ! command -v python3 >/dev/null; then echo "1..0 # SKIP python3 is missing"; exit 0; fi
if [ "${PLANASSURE_SANITIZED-}" = yes ]; then echo "1..0 # SKIP runs in the plain build: some 800 checks"; exit 0; fi
plans="$SRC/samples/strong-plan.md $SRC/samples/hollow-plan.md"
dev=$SRC/../shared/eval/dev/plans/p05-ashdon.md
[ ! -f "$dev" ] || plans="$plans $dev"
# shellcheck disable=SC2086  # a list of paths without blanks
python3 -B "$SRC/tests/metamorphic.py" "$PLANASSURE" gpfv-2017 "$SRC/tests/metamorphic.json" $plans
