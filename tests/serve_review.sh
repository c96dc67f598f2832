#!/bin/sh
# A review in the server from outside (serve_review.py). SERVE_KEEP names a folder for its pages.
set -u
[ -x "$BUILD/planassure-serve" ] || { echo '1..0 # SKIP planassure-serve is not built'; exit 0; }
command -v python3 >/dev/null || { echo '1..0 # SKIP Python is not installed'; exit 0; }
exec python3 "$SRC/tests/serve_review.py"
