#!/usr/bin/env python3
"""bench.py PACK PLAN...: from the build folder, by "make bench". Everything in one run, whole processes in
turn, medians: cold checks beside ripgrep, YARA and PCRE2 with the pack's phrases; plan after plan in one
process beside a pass that splits words; growth with the plan and with the pack; peak memory. Nothing is
asserted: a busy machine tells other times than a quiet one, the ratios move less. BENCH_ROUNDS (31),
BENCH_LARGEST (bytes of the longest plan, 10000000)."""
import os, re, shutil, statistics, subprocess, sys, tempfile, time

pack, *plans = sys.argv[1:]
tool = "tests/bench/bench_pack"
program = ".libs/planassure"  # where the library is shared, ./planassure is a script, which costs 10 ms
program = program if os.path.exists(program) else "./planassure"
rounds, largest = int(os.environ.get("BENCH_ROUNDS", 31)), int(os.environ.get("BENCH_LARGEST", 10_000_000))
os.environ["LD_LIBRARY_PATH"] = os.path.abspath(".libs")
folder = tempfile.mkdtemp()


def once(*command):
    """Milliseconds and peak megabytes of a process."""
    null = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ,
                          file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    _, _, usage = os.wait4(pid, 0)
    os.close(null)
    return (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


def median(n, *command):
    return statistics.median(once(*command)[0] for _ in range(n))


def says(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.split()


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


def head(title, *cells):
    print(f"\n{title}\n")
    row(*cells)
    row("---", *["--:"] * (len(cells) - 1))


def cold():
    others = {}
    for name, kind in (("rg", "phrases"), ("yara", "yara")):
        if shutil.which(name):
            others[name] = os.path.join(folder, kind)
            with open(others[name], "w") as out:
                subprocess.run([tool, kind, pack], stdout=out, check=True)
    head("Cold: the whole process, ms (times the text report in brackets)", "plan", "start alone", "text", "JSON", "HTML",
         "pack detected", "one processor", "rg -i -c -f", "yara", "PCRE2 JIT loop")
    for plan in plans:
        kinds = {"start": [program, "--version"], "text": [program, "check", "-p", pack, plan],
                 "json": [program, "check", "-p", pack, "-f", "json", plan],
                 "html": [program, "check", "-p", pack, "-f", "html", plan], "detect": [program, "check", plan],
                 "one": ["taskset", "-c", "0", program, "check", "-p", pack, plan]}
        times = {k: [] for k in kinds}
        for _ in range(rounds):
            for k, command in kinds.items():
                times[k].append(once(*command)[0])
        m = {k: statistics.median(v) for k, v in times.items()}
        def beside(ms):
            return f"{ms:.0f} ({ms / m['text']:.0f}x)"
        rg = beside(median(3, "rg", "-i", "-c", "--dfa-size-limit", "1G", "--regex-size-limit", "4G", "-f", others["rg"],
                           plan)) if "rg" in others else "-"
        yara = beside(median(3, "yara", "-w", others["yara"], plan)) if "yara" in others else "-"
        jit = says(tool, "jit", pack, plan)
        row(os.path.basename(plan), *(f"{m[k]:.1f}" for k in kinds), rg, yara, beside(float(jit[0])) if jit else "-")


def warm():
    head("Warm: one process, one thread, without a report", "plan", "bytes", "ms", "MB/s", "word-split pass, ms", "ratio")
    for plan in plans:
        size, times, floor = os.path.getsize(plan), says(tool, "warm", pack, plan), says(tool, "words", plan)
        if times and floor:
            ms, least = float(times[0]), float(floor[0])
            row(os.path.basename(plan), size, f"{ms:.1f}", f"{size / 1000 / ms:.1f}", f"{least:.2f}", f"{ms / least:.0f}")


def two_processes():
    options = subprocess.run([program, "check", "--help"], capture_output=True, text=True).stdout
    if not re.search(r"^ *-j\b", options, re.M):
        print("\n-j 2 beside -j 1: this build has no -j")
        return
    batch = os.path.join(folder, "batch")
    os.mkdir(batch)
    for i in range(60):
        shutil.copy(plans[0], os.path.join(batch, f"{i:02}{os.path.splitext(plans[0])[1]}"))
    one, two = (median(3, program, "check", "-j", n, "-p", pack, "-f", "ndjson", batch) for n in "12")
    print(f"\n-j 2 beside -j 1, 60 plans: {one:.0f} ms, {two:.0f} ms, {one / two:.2f} times")


def plan_of(size):
    path = os.path.join(folder, f"plan-{size}.txt")
    with open(plans[0], "rb") as f:
        text = f.read()
    with open(path, "wb") as f:
        for i in range(size // len(text) + 1):
            f.write(b"\n\n" + text[:size - f.tell()] if size > f.tell() else b"")
    return path


def growth():
    head("Growth with the plan (its text again and again), JSON", "bytes", "ms", "ms per 100 KB", "peak MB")
    size = 10_000
    while size <= largest:
        runs = [once(program, "check", "-p", pack, "-f", "json", plan_of(size)) for _ in range(5 if size < 2_000_000 else 1)]
        ms, peak = statistics.median(r[0] for r in runs), max(r[1] for r in runs)
        row(size, f"{ms:.0f}", f"{ms / size * 1e5:.1f}", f"{peak:.0f}")
        size *= 10 if size * 10 <= largest or size == largest else max(largest // size, 10)


WORDS = """access appointment evening weekend practice patient clinic nurse pharmacist hub online triage budget risk board
lead workforce training premises record digital referral hospital community demand capacity survey website population
recruitment retention network federation contract payment review audit target milestone governance partner carer""".split()


def made_pack(count):
    """A pack of so many requirements, each with concepts of its own."""
    path = os.path.join(folder, f"made-{count}")
    os.mkdir(path)
    if not os.path.exists(os.path.join(folder, "language")):
        shutil.copytree(os.path.join(os.environ["PLANASSURE_DATA"], "rules", "language"), os.path.join(folder, "language"))
    with open(os.path.join(path, "pack.xml"), "w") as f:
        f.write(f'<pack xmlns="urn:planassure:rules:1" id="made-{count}" version="1"><title>Made</title>'
                '<period from="2017-04-01" to="2019-03-31">2017</period><plan-type>plan</plan-type>'
                '<source id="s" title="S" publisher="P" date="2016"/><scoring model="flat" partial="0.5"/>'
                '<domain id="d" title="D" file="d.xml"/></pack>')
    with open(os.path.join(path, "d.xml"), "w") as f:
        f.write('<domain xmlns="urn:planassure:rules:1" id="d">')
        for i in range(count):
            a, b, c = (WORDS[(i + k + i // len(WORDS) * k) % len(WORDS)] for k in (0, 7, 11))
            f.write(f'<concept id="a{i}" gloss="g"><phrases>{a} ~{i % 5 + 1} {b}\n{b} {{of|for|in}} {c}</phrases>'
                    f'</concept><concept id="b{i}" gloss="g"><phrases>{c} ~3 {a}\n{a}</phrases></concept>'
                    f'<requirement id="d.r{i}" level="must" weight="1" '
                    'source="s" cite="1"><title>T</title><statement>S.</statement><recommendation>R.</recommendation>'
                    f'<about><has concept="b{i}"/></about><criterion id="x" title="x" need="required" about="wide"><all '
                    f'within="sentence"><has concept="a{i}"/><has concept="b{i}"/></all></criterion><criterion id="y" title="y" '
                    f'need="optional"><all within="paragraph"><has concept="a{i}"/><value kind="date"/></all></criterion>'
                    '<outcome optional="1" partial="1"/></requirement>')
        f.write("</domain>")
    return path


def requirements():
    head("Growth with the pack (made up), warm", "requirements", "ms", "ms per requirement")
    for count in (50, 200, 500, 2000):
        times = says(tool, "warm", made_pack(count), plans[0])
        row(count, times[0] if times else "-", f"{float(times[0]) / count:.3f}" if times else "-")


try:
    for part in (cold, warm, two_processes, growth, requirements):
        part()
finally:
    shutil.rmtree(folder)
