#!/bin/sh
# Whole processes: bench_pdf.sh PROGRAM PLAN.pdf... prints the median wall time of 21 runs of
# "planassure extract -f text" and of pdftotext, taken in turn, and their ratio.
# PLANASSURE_LIBEXEC names the folder of planassure-pdf, where it is not installed.
set -u
program=$1; shift
exec python3 - "$program" "$@" <<'PY'
import statistics, subprocess, sys, time
def once(*command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000
for path in sys.argv[2:]:
    ours, theirs = [], []
    for _ in range(21):
        ours.append(once(sys.argv[1], "extract", "-f", "text", path))
        theirs.append(once("pdftotext", path, "-"))
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"{path}: planassure extract {a:.1f} ms, pdftotext {b:.1f} ms, ratio {a / b:.2f}")
PY
