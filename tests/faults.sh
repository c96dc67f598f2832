#!/bin/sh
# Calls that fail, one by one: see faults/faults.py. PLANASSURE_FAULTS is how many of each kind a
# command line gets, evenly spread; 0: all (make faults).
set -u
if ! command -v python3 >/dev/null; then echo "1..0 # SKIP python3 is not installed"; exit 0; fi
if [ "${PLANASSURE_SANITIZED-}" = yes ]; then echo "1..0 # SKIP the sanitizers have an allocator of their own"; exit 0; fi
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
python3 -B "$SRC/tests/faults/faults.py" "$PLANASSURE" "$BUILD/tests/faults/inject.so" "$SRC" "$tmp" "${PLANASSURE_FAULTS-4}" "$@"
