#!/bin/sh
# Nothing in packs, samples and test data quotes a real or labelled plan (skips where there is none).
set -u
if [ ! -d "$SRC/../shared/seeds" ] || ! command -v python3 >/dev/null; then
  echo "1..0 # SKIP ../shared or python3 is missing"; exit 0
fi
python3 -B "$SRC/tests/own_words.py" "$SRC" "$SRC/../shared"
