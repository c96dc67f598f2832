#!/bin/sh
# Files that cannot be read have an error of their own, and the other plans of the run are checked.
set -u
if ! command -v python3 >/dev/null; then echo "1..0 # SKIP python3 is not installed"; exit 0; fi
exec python3 -B "$SRC/tests/bad_input.py" "$PLANASSURE" "$SRC/tests/data/packs/tiny"
