#!/bin/sh
# Damaged files of every format are answered: see mutate.py. PLANASSURE_MUTATIONS is the number of
# files of each format; 2000 is what a release is held to.
set -u
if ! command -v python3 >/dev/null; then echo "1..0 # SKIP python3 is not installed"; exit 0; fi
if [ "${PLANASSURE_SANITIZED-}" = yes ]; then count=40; else count=286; fi
exec python3 -B "$SRC/tests/mutate.py" run "$PLANASSURE" "$SRC/tests/data/packs/tiny" "${PLANASSURE_MUTATIONS-$count}"
