#!/usr/bin/env python3
"""Damaged plans: every one is answered, soon, in bounded memory.

    mutate.py run PROGRAM PACK COUNT [FORMAT...]    COUNT damaged files of each format, as TAP
    mutate.py write FORMAT NUMBER FILE              makes one of them again, to look at

File NUMBER of a format is the same on every machine: a good file of that format, chosen and damaged
by a generator that is seeded with the format and the number. DOCX, ODT and PDF are damaged outside
(the container) and inside (a part or stream, packed again so that its check sum is right)."""
import copy
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import warnings
import xml.etree.ElementTree as ET
import zipfile
import zlib

sys.setrecursionlimit(50000)
TESTS = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, TESTS + "/data")
import make_pdf  # noqa: E402

SECONDS = 5            # processor time of one plan; the wall has six times that, machines are busy
MEMORY = 1 << 30       # address space of the program (not with the address sanitizer)
BATCH = 25             # plans of one run
FORMATS = ("docx", "odt", "pdf", "html", "json", "xml", "markdown")
ENDINGS = {"markdown": "md"}

# What readers stumble over, by format; all formats get the common ones too.
COMMON = [b"\0", b"\xff", b"\xfe\xff", b"\xc3", b"\xf0\x9f", b"\r", b"\f", b"\t", b"\x1b[2J", b"-1",
          b"0", b"99999999999999999999", b"1e999", b"\xe2\x80\xae", b"\xef\xbb\xbf", b" " * 500]
XML = [b"<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", b"&e;", b"&#0;", b"&#x110000;",
       b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?a", b"</", b"/>", b"<a>" * 300, b"\"", b"<", b"&amp;"]
TOKENS = {
    "docx": XML + [b"<w:tbl>", b"</w:tbl>", b"<w:tc>", b"<w:p>", b"</w:p>", b"</w:r>", b"w:val=\"-7\"",
                   b"<w:gridSpan w:val=\"99999\"/>", b"<w:vMerge/>", b"<w:br w:type=\"page\"/>",
                   b"<w:del>", b"<w:ins>", b"<w:fldChar w:fldCharType=\"begin\"/>", b"<w:numId w:val=\"3\"/>"],
    "odt": XML + [b"<table:table>", b"</table:table>", b"<table:table-cell>", b"<text:p>", b"</text:p>",
                  b"<text:list>", b"<text:s text:c=\"999999999\"/>", b"<text:soft-page-break/>",
                  b"table:number-columns-repeated=\"99999\"", b"table:number-rows-repeated=\"99999\""],
    "html": XML[1:] + [b"<table>", b"<td colspan=\"99999\">", b"<td rowspan=\"99999\">", b"<li>", b"<script>",
                       b"</td>", b"<p>", b"<h1>", b"<style>", b"<meta charset=\"utf-16\">", b"<select>"],
    "json": [b"{", b"}", b"[", b"]", b",", b":", b"\"", b"\\u0000", b"\\ud800", b"null", b"true", b"[" * 300,
             b"{\"a\":" * 300, b"\"sections\":", b"\"table\":{\"rows\":[[]]}"],
    "xml": XML + [b"<section heading=\"\">", b"</section>", b"<table>", b"<row/>", b"<p/>"],
    "markdown": [b"|", b"\n|--|--|\n", b"```\n", b"~~~", b"> " * 300, b"- " * 300, b"<table>", b"[a](b", b"*",
                 b"_" * 300, b"#", b"\n===\n", b"---\n", b"<!--", b"&#0;", b"`" * 300, b"<script>"],
    "pdf": [b"obj", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[", b"]", b"/Kids [2 0 R]",
            b"/Length 99999", b"/Parent 6 0 R", b"1 0 R", b"/Count -1", b"BT", b"ET", b"Tj", b"q " * 300,
            b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -4 >>", b"9999999 0 0 9999999 0 0 cm",
            b"0 0 0 0 0 0 Tm", b"/F9 1e9 Tf", b"/MediaBox [0 0 1e30 -1]"],
}


def read(path):
    with open(path, "rb") as f:
        return f.read()


def folder(path, ending):
    path = os.path.join(TESTS, path)
    names = sorted(n for n in os.listdir(path) if n.endswith(ending) and not n.startswith("bomb"))
    return [read(os.path.join(path, n)) for n in names]


def parts_of(bytes_):
    with zipfile.ZipFile(io.BytesIO(bytes_)) as z:
        return [(i.filename, z.read(i)) for i in z.infolist()]


def good_files(format_):
    if format_ in ("docx", "odt"):
        return [parts_of(b) for b in folder("data", "." + format_)]
    if format_ == "pdf":
        return [make_pdf.document([make_pdf.hall(1), make_pdf.columns(), make_pdf.hall(3)])]
    samples = {"json": ".json", "xml": ".xml", "markdown": ".md"}
    more = folder("../samples", samples[format_]) if format_ in samples else []
    return folder("fuzz/corpus/" + format_, "") + more


def place(r, data):
    """A part of `data`, short more often than long."""
    a = r.randrange(len(data) + 1)
    return a, min(len(data), a + int(len(data) ** r.random()))


def flip(r, data, _):
    data = bytearray(data)
    for _ in range(r.randint(1, 8)):
        if data:
            data[r.randrange(len(data))] ^= 1 << r.randrange(8)
    return bytes(data)


def overwrite(r, data, _):
    a, b = place(r, data)
    return data[:a] + bytes(r.choice((0, 32, 34, 60, 255, r.randrange(256))) for _ in range(min(b - a, 64))) + data[b:]


def truncate(r, data, _):
    return data[:r.randrange(len(data) + 1)]


def behead(r, data, _):
    return data[r.randrange(len(data) + 1):]


def cut(r, data, _):
    a, b = place(r, data)
    return data[:a] + data[b:]


def double(r, data, _):
    a, b = place(r, data)
    return data[:b] + data[a:b] * r.choice((1, 1, 2, 30)) + data[b:]


def swap(r, data, _):
    (a, b), (c, d) = sorted((place(r, data), place(r, data)))
    c, d = max(b, c), max(b, d)
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def insert(r, data, tokens):
    for _ in range(r.randint(1, 4)):
        a = r.randrange(len(data) + 1)
        data = data[:a] + r.choice(tokens) * r.choice((1, 1, 1, 3)) + data[a:]
    return data


def renumber(r, data, _):
    places = list(re.finditer(rb"\d+", data))
    if not places:
        return data
    m = r.choice(places)
    new = r.choice((b"0", b"-1", b"1", b"2", b"7", b"255", b"65536", b"2147483647", b"4294967296", b"1" * 40))
    return data[:m.start()] + new + data[m.end():]


def retag(r, data, _):
    """One tag, name or word stands for another."""
    words = list(re.finditer(rb"</?[\w:]+|[\w:]+=|/\w+|\w+", data))
    if len(words) < 2:
        return data
    a, b = r.choice(words), r.choice(words)
    return data[:a.start()] + b.group() + data[a.end():]


DAMAGES = (flip, flip, overwrite, truncate, behead, cut, cut, double, double, swap, swap, insert, insert,
           renumber, renumber, retag, retag)


def all_elements(root):
    return [(parent, i) for parent in root.iter() for i in range(len(parent))]


def reshape_xml(r, data, format_):
    """The tree changed and still well-formed: elements moved, doubled, dropped, wrapped, renamed;
    attributes and texts that stand for one another."""
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError):
        return damage(r, data, format_)
    for _ in range(r.choice((1, 2, 5, 20))):
        places = all_elements(root)
        if not places:
            break
        (a, i), (b, j) = r.choice(places), r.choice(places)
        one, other, how = a[i], b[j], r.randrange(9)
        if how == 0:
            del a[i]
        elif how == 1 and one not in list(other.iter()) and other not in list(one.iter()):
            a[i], b[j] = other, one
        elif how == 2:
            b.insert(j, copy.deepcopy(one))
        elif how == 3:
            one.tag = other.tag
        elif how == 4:
            one.attrib.update(r.sample(sorted(other.attrib.items()), min(1, len(other.attrib))))
        elif how == 5 and one.attrib:
            one.set(r.choice(sorted(one.attrib)), r.choice(("", "0", "-1", "1", "true", "99999", "4294967297", "\u00e9")))
        elif how == 6:
            one.text = r.choice((None, other.text, " ", "x" * 70000, "\u2028\ufeff\u202e", "| a \\| b"))
        elif how == 7:  # wrapped, sometimes deep
            for _ in range(r.choice((1, 1, 3, 40, 300))):
                outer = ET.Element(other.tag, dict(other.attrib))
                outer.append(a[i])
                a[i] = outer
        else:
            a[i:i + 1] = list(one)  # its children in its place
    return ET.tostring(root, encoding="utf-8")


def reshape_json(r, data, format_):
    try:
        root = json.loads(data)
    except ValueError:
        return damage(r, data, format_)
    holders = []

    def walk(v):
        if isinstance(v, (dict, list)) and v:
            holders.append(v)
            for child in list(v.values() if isinstance(v, dict) else v):
                walk(child)
    walk(root)
    for _ in range(r.choice((1, 1, 2, 5))):
        if not holders:
            break
        a, b = r.choice(holders), r.choice(holders)
        if not a or not b:
            continue
        i = r.choice(sorted(a) if isinstance(a, dict) else range(len(a)))
        j = r.choice(sorted(b) if isinstance(b, dict) else range(len(b)))
        how = r.randrange(4)
        if how == 0:
            del a[i]
        elif how == 1:
            a[i] = json.loads(json.dumps(b[j]))
        elif how == 2:
            a[i] = r.choice((None, True, 0, -1.5, 1e308, "", "\x00", "\ud800", [], {}, [[[]]], "x" * 70000))
        elif isinstance(a, dict):
            a[r.choice(("title", "sections", "table", "text", "p", "", "a/b~c"))] = a.pop(i)
    return json.dumps(root).encode()


def damage(r, data, format_):
    if format_ in ("docx", "odt", "xml") and r.random() < 0.5 and data[:1] == b"<":
        return reshape_xml(r, data, format_)
    if format_ == "json" and r.random() < 0.4 and data[:1] == b"{":
        return reshape_json(r, data, format_)
    tokens = COMMON + TOKENS[format_]
    for _ in range(r.choice((1, 1, 1, 2, 4))):
        data = r.choice(DAMAGES)(r, data, tokens)
    return data[:4 << 20]


def pack(r, parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = r.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
            if name == "mimetype":
                info.compress_type = zipfile.ZIP_STORED
            with warnings.catch_warnings():  # a name that stands twice is meant
                warnings.simplefilter("ignore")
                z.writestr(info, data)
    return out.getvalue()


def damage_parts(r, parts, others, format_):
    """Parts damaged, swapped, dropped, doubled, renamed or taken from another file."""
    parts, at = list(parts), r.randrange(len(parts))
    name, data = parts[at]
    other = r.randrange(len(parts))
    how = r.randrange(10)
    if how < 5:  # the part with the text most often
        main = [i for i, p in enumerate(parts) if p[0] in ("word/document.xml", "content.xml")]
        at = r.choice(main * 3 + [at])
        parts[at] = (parts[at][0], damage(r, parts[at][1], format_))
    elif how == 5:
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], data)
    elif how == 6:
        del parts[at]
    elif how == 7:
        parts.insert(other, (name, damage(r, data, format_)))
    elif how == 8:
        parts[at] = (r.choice(("../" + name, "/" + name, name.upper(), name + "x", "a\\..\\..\\b", "word/styles.xml",
                               "styles.xml", "\u202e" + name, "x" * 300)), data)
    else:
        parts[at] = (name, r.choice(r.choice(others))[1])
    return parts


def damage_pdf(r, objects):
    """Objects damaged, swapped, doubled or dropped; streams unpacked for it and packed again."""
    objects, at = list(objects), r.randrange(len(objects))
    how, other = r.randrange(8), r.randrange(len(objects))
    m = re.fullmatch(rb"<<.*>>\nstream\n(.*)\nendstream", objects[at], re.S)
    if how < 4 and m:
        try:
            drawing = zlib.decompress(m.group(1))
        except zlib.error:  # damaged before, or not packed
            drawing = m.group(1)
        objects[at] = make_pdf.stream(damage(r, drawing, "pdf"), packed=r.random() < 0.7)
    elif how < 5:
        objects[at] = damage(r, objects[at], "pdf")
    elif how == 5:
        objects[at], objects[other] = objects[other], objects[at]
    elif how == 6:
        objects[at] = objects[other]
    else:
        objects[at] = b"null"
    return objects


GOOD = {}


def make(format_, number):
    """The damaged file: its bytes."""
    good = GOOD.setdefault(format_, good_files(format_))
    r = random.Random(f"{format_} {number}")
    one = r.choice(good)
    inside = r.random() < 0.7
    if format_ in ("docx", "odt"):
        parts = one
        for _ in range(r.choice((1, 1, 2, 3)) if inside else 0):
            if parts:
                parts = damage_parts(r, parts, good, format_)
        bytes_ = pack(r, parts)
    elif format_ == "pdf":
        for _ in range(r.choice((1, 1, 2, 3)) if inside else 0):
            one = damage_pdf(r, one)
        bytes_ = make_pdf.pdf(one, table=r.choice(("plain", "stream")))
    else:
        bytes_, inside = one, False
    return bytes_ if inside else damage(r, bytes_, format_)


class Run:
    def __init__(self, program, pack_, sanitized):
        self.program, self.pack, self.sanitized = program, pack_, sanitized
        self.bad, self.counts, self.slowest, self.files = [], {}, 0.0, 0

    def check_reader(self):
        """The program that reads PDFs may fall over a file of which poppler makes nothing, not over many."""
        failed = self.counts.get("plan.reader-failed", 0)
        if failed * 100 > self.files:
            self.bad.append(f"the PDF reader failed {failed} times")

    def limit(self):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not self.sanitized:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def call(self, *args, plans=1):
        """Exit status, output, messages and processor seconds. A status that is no number is a fault."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        p = subprocess.Popen([self.program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             stdin=subprocess.DEVNULL, preexec_fn=self.limit)
        try:
            out, err = p.communicate(timeout=6 * SECONDS * plans)
            status = p.returncode
        except subprocess.TimeoutExpired:
            p.kill()
            out, err = p.communicate()
            status = "no answer"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if status not in (0, 1, 2, 3, "no answer") or b"runtime error:" in err or b"Sanitizer" in err:
            status = f"died ({status})"
        return status, out, err, spent

    def why_not(self, paths):
        """None when every plan has its answer; else what is wrong with this run."""
        status, out, err, spent = self.call("check", "-q", "-p", self.pack, "-f", "json", "--fail-on", "never",
                                            *paths, plans=len(paths))
        if not isinstance(status, int):
            return f"{status}: {err[-3000:].decode(errors='replace')}"
        try:
            plans = json.loads(out)["plans"]
        except (ValueError, KeyError) as e:
            return f"exit {status}, no results: {e}"
        if [p["path"] for p in plans] != paths:
            return "not one result for each plan"
        errors = 0
        for p in plans:
            if p["status"] == "error":
                errors += 1
                if not p["error"]["code"].startswith("plan.") or not p["error"]["message"]:
                    return f"an error that says nothing: {p['error']}"
            elif p["status"] != "checked" or not p["requirements"]:
                return f"neither checked nor an error: {p['status']}"
            key = p["error"]["code"] if p["status"] == "error" else "checked"
            self.counts[key] = self.counts.get(key, 0) + 1
        if (status == 2) != (errors == len(plans)) or (errors and status not in (2, 3)):
            return f"exit {status} with {errors} errors in {len(plans)} plans"
        if spent > SECONDS:
            if len(paths) == 1:
                return f"took {spent:.1f} s"
            return "slow"
        self.slowest = max(self.slowest, spent / len(paths))
        return None

    def extract(self, path):
        """What was read can be printed: as UTF-8 text, as JSON, as XML."""
        for format_, parse in (("text", lambda b: b.decode("utf-8")), ("json", json.loads),
                               ("xml", ET.fromstring)):
            status, out, err, _ = self.call("extract", "-q", "-f", format_, path)
            if status == 2 and err and not out:
                continue
            if status != 0:
                return f"extract -f {format_}: {status}: {err[-3000:].decode(errors='replace')}"
            try:
                parse(out)
            except Exception as e:  # whatever the parser says
                return f"extract -f {format_}: {e}"
        return None

    def batch(self, tmp, format_, numbers):
        paths = []
        for n in numbers:
            path = os.path.join(tmp, f"{n}.{ENDINGS.get(format_, format_)}")
            with open(path, "wb") as f:
                f.write(make(format_, n))
            paths.append(path)
        self.files += len(paths)
        if self.why_not(paths):
            for n, path in zip(numbers, paths):
                why = self.why_not([path])
                if why:
                    self.bad.append(f"{format_} {n}: {why}")
        if paths and (why := self.extract(paths[0])):
            self.bad.append(f"{format_} {numbers[0]}: {why}")
        for path in paths:
            os.remove(path)


def main(program, pack_, count, formats):
    sanitized = os.environ.get("PLANASSURE_SANITIZED") == "yes"
    with tempfile.TemporaryDirectory() as tmp:
        for i, format_ in enumerate(formats, 1):
            run = Run(program, pack_, sanitized)
            for first in range(0, count, BATCH):
                run.batch(tmp, format_, range(first, min(count, first + BATCH)))
            run.check_reader()
            print(f"{'not ' if run.bad else ''}ok {i} - {run.files} damaged files: {format_}")
            for line in "\n".join(run.bad[:20]).splitlines():
                print("#", line)
            print("#", ", ".join(f"{k} {v}" for k, v in sorted(run.counts.items())),
                  f"(a batch's mean took at most {run.slowest:.3f} s a plan)", flush=True)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"# at most {most >> 10} MiB resident\n1..{len(formats)}")


if __name__ == "__main__":
    if sys.argv[1] == "write":
        with open(sys.argv[4], "wb") as f:
            f.write(make(sys.argv[2], int(sys.argv[3])))
    else:
        main(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:] or FORMATS)
