"""Makes every call fail that the program depends on, one run each: memory, reads, writes, opens,
processes, renames, maps, inflating. faults.py PROGRAM INJECT.so SRC TMP MOST [CASE...]

For each command line the calls of the untouched run are counted; then the Nth fails for N = 1, 2, ...
(at most MOST of a kind, evenly spread; 0: all). Right answers are
 - the untouched run's status, output and files, byte for byte: the fault did not matter; or
 - status 2 or 3 with a message, where results that were written all the same hold no outcome but the
   true one or not-assessed, and each output file is the whole new one, the old one or not there.
A signal, another status, another outcome, part of a file, a temporary file or memory that was not
given back is a defect."""
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

COUNT = struct.Struct("<QQq64s")
KINDS = ("memory", "system")
SECONDS = 60
OLD = b"what stood there before\n"

# name, arguments, input. "@" begins a file of TMP/in, ">" one of the run's own folder; "+" one that
# is there already. The JSON that carries outcomes is ">out.json" or standard output.
PLAN, PACK = "@plan.md", "@tiny"
CASES = (
    ("text", ("check", "-p", PACK, "-f", "text", PLAN)),
    ("json", ("check", "-p", PACK, "-f", "json", PLAN)),
    ("installed", ("check", "-p", "icb-access-2023", "-f", "json", "@small.md")),
    ("detected", ("check", "--no-config", "-f", "json", "@small.md", "--fail-on", "never")),
    ("regexes", ("check", "-p", "@tiny", "-f", "json", "@long.md")),
    ("files", ("check", "-p", PACK, "-f", "json=>out.json", "-f", "html=+out.html", "-f", "sarif=>out.sarif", PLAN)),
    ("reports", ("check", "-p", PACK, "-f", "junit=>out.xml", "-f", "csv=>out.csv", "-f", "markdown=>out.md",
                 "-f", "ndjson=>out.ndjson", "-f", "github=>out.txt", "-f", "gitlab=>gitlab.json", PLAN)),
    ("letter", ("check", "-p", PACK, "-f", "letter=+letter.docx", PLAN)),
    ("html plan", ("check", "-p", PACK, "-f", "json", "@plan.html")),
    ("docx plan", ("check", "-p", PACK, "-f", "json", "@plan.docx")),
    ("odt plan", ("check", "-p", PACK, "-f", "json", "@plan.odt")),
    ("pdf plan", ("check", "-p", PACK, "-f", "json", "@plan.pdf")),
    ("pdf helper", ("check", "-p", PACK, "-f", "json", "@plan.pdf")),
    ("json plan", ("check", "-p", PACK, "-f", "json", "@plan.json")),
    ("xml plan", ("check", "-p", PACK, "-f", "json", "@plan.xml")),
    ("folder", ("check", "-p", PACK, "-f", "json", "@folder")),
    ("standard input", ("check", "-p", PACK, "-f", "json", "-")),
    ("wrapper", ("check", "-p", "@tiny-parish", "-f", "json", PLAN)),
    ("waivers", ("check", "-p", PACK, "-f", "json", "--waivers", "@waivers.json", "--baseline", "@before.json", PLAN)),
    ("configuration", ("check", PLAN)),
    ("explain", ("check", "-p", PACK, "--explain", "opening.evenings", PLAN)),
    ("extract text", ("extract", "@plan.docx")),
    ("extract json", ("extract", "-f", "json", "-o", "+out.json", "@plan.odt")),
    ("extract xml", ("extract", "-f", "xml", "@plan.html")),
    ("packs", ("packs",)),
    ("rules list", ("rules", "list", PACK)),
    ("rules lint", ("rules", "lint", PACK)),
    ("rules lint errors", ("rules", "lint", "@broken")),
    ("rules test", ("rules", "test", PACK)),
    ("rules compile", ("rules", "compile", PACK, "-o", ">tiny.image")),
    ("init markdown", ("init", PACK, "-o", ">plan.md")),
    ("init docx", ("init", PACK, "-o", "+plan.docx")),
    ("init odt", ("init", PACK, "-f", "odt", "-o", ">plan.odt")),
    ("diff", ("diff", "@before.json", "@now.json")),
    ("diff html", ("diff", "-f", "html", "-o", "+diff.html", "@before.json", "@now.json")),
    ("portfolio", ("portfolio", "-o", ">site", "@before.json", "@now.json")),
    ("portfolio again", ("portfolio", "-o", ">old-site", "@before.json", "@now.json")),
    ("evaluate", ("rules", "evaluate", "-p", PACK, "@plan.labels.json", "@folder")),
)


def is_whole(name, text):
    """Does a report that differs from the true one reach to its end?"""
    try:
        if name.endswith((".json", ".sarif")):
            return json.loads(text) is not None
        if name.endswith((".docx", ".odt")):
            return zipfile.ZipFile(io.BytesIO(text)).testzip() is None
        if name.endswith(".xml"):
            return ET.fromstring(text) is not None
    except (ValueError, ET.ParseError, zipfile.BadZipFile):
        return False
    return text.endswith(b"</html>\n" if name.endswith(".html") else b"\n") or not text


class Answer:
    def __init__(self, status, out, err, files):
        self.status, self.out, self.err, self.files = status, out, err, files

    def outcomes(self):
        """Of each plan the outcomes by requirement, "error" or None; None when there are no results."""
        for text in (self.files.get("out.json"), self.out):
            try:
                found = json.loads(text)
                return {p["path"]: {r["id"]: r["outcome"] for r in p["requirements"]} if p["status"] == "checked"
                        else p["error"]["code"] and p["error"]["message"] for p in found["plans"]}
            except (TypeError, ValueError, KeyError):
                continue
        return None


class Case:
    def __init__(self, name, args, setting):
        self.name, self.args, self.__dict__ = name, args, {**self.__dict__, **setting}
        self.name, self.args = name, args
        self.run_folder = os.path.join(self.tmp, "run")
        self.count_file = os.path.join(self.tmp, "count")
        self.helper = name.endswith("helper")

    def path(self, argument):
        for sign, folder in (("@", os.path.join(self.tmp, "in")), (">", self.run_folder), ("+", self.run_folder)):
            before, found, name = argument.partition(sign)
            if found and (not before or before.endswith("=")):
                return before + os.path.join(folder, name)
        return argument

    def prepare(self):
        shutil.rmtree(self.run_folder, ignore_errors=True)
        os.mkdir(self.run_folder)
        for a in self.args:
            if "+" in a:
                with open(os.path.join(self.run_folder, a.partition("+")[2]), "wb") as f:
                    f.write(OLD)

        if self.name.endswith("again"):
            shutil.copytree(os.path.join(self.tmp, "in", "old-site"), os.path.join(self.run_folder, "old-site"))

    def environment(self, kind, at, more):
        e = dict(os.environ, FAULTS_IN="planassure-pdf" if self.helper else "planassure", FAULTS_COUNT=self.count_file,
                 FAULTS_KIND=kind, FAULTS_AT=str(at), **{m: "1" for m in more})
        e["ASAN_OPTIONS"] = "verify_asan_link_order=0:detect_leaks=1:exitcode=99:allocator_may_return_null=1"
        if self.helper:  # it gets an environment of its own: a script in its place puts ours back
            folder = os.path.join(self.tmp, "libexec")
            os.makedirs(folder, exist_ok=True)
            keep = " ".join(f"{k}='{v}'" for k, v in e.items() if k.startswith("FAULTS_"))
            with open(os.path.join(folder, "planassure-pdf"), "w") as f:
                f.write(f"#!/bin/sh\nexec env LD_PRELOAD='{self.inject}' {keep} "
                        f"'{os.environ['PLANASSURE_LIBEXEC']}/planassure-pdf'\n")
            os.chmod(f.name, 0o755)
            e["PLANASSURE_LIBEXEC"] = folder
        else:
            e["LD_PRELOAD"] = self.inject
        return e

    def files(self):
        files = {}
        for folder, _, names in os.walk(self.run_folder):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    text = f.read()
                if name.endswith(".image"):  # what stands between the data is any: its map of pointers is not
                    text = text[-len(text) // 64:]
                files[os.path.relpath(path, self.run_folder)] = text
        return files

    def run(self, kind="memory", at=0, more=()):
        self.prepare()
        self.before = self.files()
        with open(self.count_file, "wb") as f:
            f.write(bytes(4096))
        with open(os.path.join(self.tmp, "in", "plan.md"), "rb") as plan:
            p = subprocess.Popen([self.program, *map(self.path, self.args)], stdin=plan, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, env=self.environment(kind, at, more),
                                 cwd=os.path.join(self.tmp, "in"))
            try:
                out, err = p.communicate(timeout=SECONDS)
                status = p.returncode
            except subprocess.TimeoutExpired:
                p.kill()
                out, err = p.communicate()
                status = "no answer"
        files = self.files()
        with open(self.count_file, "rb") as f:
            memory, system, self.blocks, failed = COUNT.unpack(f.read(COUNT.size))
        if self.helper or b"could not be made" in err:  # libarchive keeps what zlib has when zlib fails
            self.blocks = 0
        self.calls = {"memory": memory, "system": system}
        self.failed = failed.rstrip(b"\0").decode()
        return Answer(status, out, err, files)

    def wrong_files(self, a):
        old = {n.partition("+")[2] for n in self.args if "+" in n}
        if self.name.endswith("again") and len({name.split("/")[0] for name in a.files}) > 1:
            return "two folders are there"
        if self.name.endswith("again") and a.status == 2:
            return None if a.files == self.before else "the old folder is not as it was"
        for name, text in a.files.items():
            if name not in self.true.files and not (self.name.startswith("portfolio") and a.status == 3):
                return f"the file {name} was left"
            if text != self.true.files.get(name) and not (name in old and text == OLD) and \
                    not (a.status in (2, 3) and is_whole(name, text)):  # a report of what went wrong
                return f"the file {name} is neither the old nor the new one"
        return next((f"the file {n} is gone" for n in old if n not in a.files), None)

    def wrong_outcomes(self, a):
        true, now = self.true.outcomes(), a.outcomes()
        for path, plan in (now or {}).items():
            if isinstance(plan, str) and plan:
                continue
            if not plan or path not in (true or {}):
                return f"{path}: an error that says nothing, or a plan that is none"
            if isinstance(true[path], str):
                return f"{path}: checked, which could not be"
            for id_, outcome in plan.items():
                if outcome not in ("not-assessed", true[path].get(id_)):
                    return f"{path}: {id_} is {outcome}, not {true[path].get(id_)}"
            if set(plan) != set(true[path]):
                return f"{path}: other requirements"
        return None

    def wrong(self, a):
        """What is wrong with an answer, or None."""
        if a.status == self.true.status and a.out == self.true.out and a.files == self.true.files:
            if self.blocks > self.true_blocks and not self.ended(a):
                return f"{self.blocks - self.true_blocks} blocks of memory were not given back"
            return None
        if a.status not in (2, 3):
            return f"exit {a.status}" + (", with another answer" if a.status == self.true.status else "")
        if not a.err.strip():
            return f"exit {a.status} without a message"
        if b"Sanitizer" in a.err or b"runtime error" in a.err :
            return "a fault inside"
        if a.status == 2 and a.out and a.outcomes() is None and not self.true.out.startswith(a.out) and \
                self.true.outcomes() is not None:
            return "exit 2 with something like results"
        if self.blocks > self.true_blocks and not self.ended(a):
            return f"{self.blocks - self.true_blocks} blocks of memory were not given back"
        return self.wrong_files(a) or self.wrong_outcomes(a)

    @staticmethod
    def ended(a):
        """The program ended where memory was exhausted: the system takes everything back."""
        return b"out of memory" in a.err.lower() or b"Fatal Internal Error in libarchive" in a.err

    def points(self, kind, most):
        n = self.calls_true[kind]
        step = 1 if not most or n <= most else -(-n // most)
        return range(1 + (self.seed % step), n + 1, step)

    def test(self, most, seed):
        """Every fault of this command line: the list of what is wrong, and how many runs it took."""
        self.seed = seed
        self.true = self.run()
        self.true_blocks, self.calls_true = self.blocks, dict(self.calls)
        bad, runs = [], 0
        if self.true.status not in (0, 1) and self.name not in ("rules lint errors", "configuration", "wrapper", "evaluate"):
            bad.append(f"untouched: exit {self.true.status}: {self.true.err[-300:].decode(errors='replace')}")
        again = self.run(more=("FAULTS_SHORT",)) if not self.helper else self.true  # libseccomp writes its filter at once
        if (again.status, again.out, again.files) != (self.true.status, self.true.out, self.true.files):
            bad.append(f"short and interrupted reads and writes: exit {again.status}, another answer")
        for kind in KINDS:
            for more in ((), ("FAULTS_REST",)):
                for at in self.points(kind, most // (4 if more else 1) if most else 0):
                    a = self.run(kind, at, more)
                    runs += 1
                    why = self.wrong(a)
                    if why:
                        bad.append(f"{kind} {at}{' and all after it' if more else ''} ({self.failed}): {why}: "
                                   f"{a.err[-200:].decode(errors='replace')}")
        return bad, runs


def copy_inputs(src, tmp):
    """The inputs of the cases: a small plan in every format, small packs, earlier results."""
    to = os.path.join(tmp, "in")
    os.makedirs(os.path.join(to, "folder"))
    data = os.path.join(src, "tests", "data")
    for pack in ("tiny", "tiny-parish", "shared"):
        shutil.copytree(os.path.join(data, "packs", pack), os.path.join(to, pack))
    shutil.copytree(os.path.join(data, "packs", "broken-word"), os.path.join(to, "broken"))
    for name, from_ in (("plan.docx", "lists.docx"), ("plan.odt", "text.odt"), ("plan.pdf", "hall.pdf")):
        shutil.copy(os.path.join(data, from_), os.path.join(to, name))
    for name in ("plan.md", "plan.html", "plan.json", "plan.xml", "plan.labels.json", "waivers.json", "small.md"):
        shutil.copy(os.path.join(src, "tests", "faults", "in", name), os.path.join(to, name))
    for name in ("plan.html", "plan.md"):
        shutil.copy(os.path.join(to, name), os.path.join(to, "folder"))
    with open(os.path.join(to, "small.md")) as f:
        small = f.read()
    with open(os.path.join(to, "long.md"), "w") as f:
        f.write(small * 60)
    with open(os.path.join(to, ".planassure.json"), "w") as f:
        json.dump({"schema": "planassure-config/1", "pack": "./tiny", "fail-on": ["should"]}, f)


def write_results(program, tmp):
    for name, plan in (("before.json", "plan.html"), ("now.json", "plan.md")):
        to = os.path.join(tmp, "in")
        subprocess.run([program, "check", "-q", "--no-config", "-p", "tiny", "-f", "json=" + name, "--stdin-name", "plan.md",
                        "-"], cwd=to, stdin=open(os.path.join(to, plan), "rb"), check=False)


def write_site(program, tmp):
    to = os.path.join(tmp, "in")
    subprocess.run([program, "portfolio", "-q", "-o", "old-site", "before.json"], cwd=to, check=True)


def main(program, inject, src, tmp, most, *names):
    copy_inputs(src, tmp)
    write_results(program, tmp)
    write_site(program, tmp)
    chosen = [c for c in CASES if not names or c[0] in names]
    total = 0
    for i, (name, args) in enumerate(chosen, 1):
        case = Case(name, args, {"program": program, "inject": inject, "tmp": tmp})
        bad, runs = case.test(int(most), i)
        total += runs
        print(f"{'not ' if bad else ''}ok {i} - {name}: {runs} runs, {case.calls_true['memory']} allocations, "
              f"{case.calls_true['system']} calls")
        for line in bad[:40]:
            print("#", line.replace("\n", " "), flush=True)
        if len(bad) > 40:
            print(f"# and {len(bad) - 40} more", flush=True)
    print(f"# {total} faults\n1..{len(chosen)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
