#!/bin/sh
# The server from outside: its stories, what it refuses, many uploads at once, kill -9 (serve.py).
# SERVE_UPLOADS says how many uploads (120; the full test is 1000), SERVE_KILLS how often it is
# killed (2).
set -u
[ -x "$BUILD/planassure-serve" ] || { echo '1..0 # SKIP planassure-serve is not built'; exit 0; }
command -v python3 >/dev/null || { echo '1..0 # SKIP Python is not installed'; exit 0; }
exec python3 "$SRC/tests/serve.py"
