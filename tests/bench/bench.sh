#!/bin/sh
# Cold and warm checks: bench.sh PACK PLAN... from the build folder, by "make bench". Whole processes in
# turn, medians of eleven: "planassure check" with each report, and ripgrep with the pack's phrases; then
# plan after plan in one process. Nothing is asserted: a busy machine tells other times than a quiet one,
# the ratios move less.
set -u
pack=$1; shift
program=.libs/planassure # the program in the build folder is a script, which costs 10 ms
LD_LIBRARY_PATH=$PWD/.libs; export LD_LIBRARY_PATH
phrases=$(mktemp) || exit 1
trap 'rm -f "$phrases"' EXIT
tests/bench/bench_pack phrases "$pack" >"$phrases" || exit 1
python3 - "$program" "$pack" "$phrases" "$@" <<'PY' || exit 1
import shutil, statistics, subprocess, sys, time
program, pack, phrases, *plans = sys.argv[1:]
def once(*command):
    start = time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if status.returncode > 1 and status.stderr:
        print(" ".join(command[:3]), "...:", status.stderr.decode().strip()[-200:])
    return (time.perf_counter() - start) * 1000
def median(n, *command):
    return statistics.median(once(*command) for _ in range(n))
floor = median(11, program, "--version")
print(f"start alone ({program} --version): {floor:.1f} ms")
for path in plans:
    text, json = [], []
    for _ in range(11):
        text.append(once(program, "check", "-p", pack, path))
        json.append(once(program, "check", "-p", pack, "-f", "json", path))
    a, b = statistics.median(text), statistics.median(json)
    print(f"{path}: cold, text {a:.1f} ms, JSON {b:.1f} ms")
    if shutil.which("rg"):
        c = median(3, "rg", "-i", "-c", "--dfa-size-limit", "1G", "--regex-size-limit", "4G", "-f", phrases, path)
        print(f"{path}: rg -i -c -f {c:.0f} ms, {c / a:.0f} times the check")
PY
tests/bench/bench_pack warm "$pack" "$@"
