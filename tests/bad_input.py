#!/usr/bin/env python3
"""Bad input: bad_input.py PROGRAM PACK, as TAP. Each row is a file that cannot be read; it stands
between two good plans of one run, which are checked all the same (exit 3). What is wrong is said in
the results and on standard error, with the code and the words of the row, within SECONDS and MEMORY.
A row whose code is None is read: the other side of a border."""
import io
import json
import os
import resource
import struct
import subprocess
import sys
import tempfile
import warnings
import zipfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/data")
import make_pdf  # noqa: E402

SECONDS, MEMORY = 5, 1 << 30
GOOD = b"The hall committee will open the doors to visitors until 21:30.\n"
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = b'xmlns="http://schemas.openxmlformats.org/package/2006/'
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DOCTYPE = b'<!DOCTYPE x>'
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]>"
DEEP = 10000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def archive(parts, stored=("mimetype",)):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()


def relations(*rows):
    return b'<Relationships %srelationships">%s</Relationships>' % (PACKAGE, b"".join(
        b'<Relationship Id="r%d" Type="%s%s" Target="%s"/>' % (i, OFFICE, kind, target)
        for i, (kind, target) in enumerate(rows)))


def word(text=b"The doors stand open.", before=b"", **changed):
    """The parts of a DOCX; `changed` names parts by their last name, None drops one."""
    parts = {
        "types": ("[Content_Types].xml", b'<Types %scontent-types"><Override PartName="/word/document.xml" ContentType='
                  b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' % PACKAGE),
        "rels": ("_rels/.rels", relations((b"officeDocument", b"word/document.xml"))),
        "document": ("word/document.xml", before + b"<w:document %s><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>"
                     b"</w:body></w:document>" % (W, text)),
        "own": ("word/_rels/document.xml.rels", relations((b"styles", b"styles.xml"), (b"numbering", b"numbering.xml"),
                (b"footnotes", b"footnotes.xml"))),
        "styles": ("word/styles.xml", b"<w:styles %s/>" % W),
        "numbering": ("word/numbering.xml", b"<w:numbering %s/>" % W),
        "footnotes": ("word/footnotes.xml", b"<w:footnotes %s/>" % W)}
    for key, data in changed.items():
        if data is None:
            del parts[key]
        else:
            parts[key] = (parts[key][0] if key in parts else key, data)
    return list(parts.values())


def writer(text=b"The doors stand open.", before=b"", kind=b"text", **changed):
    spaces = b" ".join(b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, n) for n in (b"office", b"text"))
    parts = {
        "mimetype": ("mimetype", b"application/vnd.oasis.opendocument." + kind),
        "content": ("content.xml", before + b"<office:document-content %s><office:body><office:text><text:p>%s</text:p>"
                    b"</office:text></office:body></office:document-content>" % (spaces, text)),
        "styles": ("styles.xml", b"<office:document-styles %s/>" % spaces),
        "manifest": ("META-INF/manifest.xml", b"<manifest/>")}
    for key, data in changed.items():
        if data is None:
            del parts[key]
        else:
            parts[key] = (parts[key][0] if key in parts else key, data)
    return list(parts.values())


def bomb(before, middle, after):
    """A DOCX whose text unpacks from 1 MB to 1 GB: one packed block that stands a thousand times."""
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = raw.compress(before) + raw.flush(zlib.Z_FULL_FLUSH)
    block = raw.compress(middle) + raw.flush(zlib.Z_FULL_FLUSH)
    times = (1 << 30) // len(middle)
    data = head + block * times + raw.compress(after) + raw.flush()
    name = b"word/document.xml"
    size = len(before) + len(middle) * times + len(after)
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(data), size, len(name), 0)
    end = 30 + len(name) + len(data)
    entry = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return (b"PK\3\4" + common + name + data + entry
            + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), end, 0))


def locked(bytes_):
    """An archive whose members say that they are encrypted."""
    for magic, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = bytes_.find(magic)
        while place >= 0:
            bytes_ = bytes_[:place + at] + b"\1" + bytes_[place + at + 1:]
            place = bytes_.find(magic, place + 4)
    return bytes_


def wide(name):
    return OLE + name.encode("utf-16-le") + b"\0" * 64


def plan_xml(inside, before=b""):
    return (before + b'<plan xmlns="urn:planassure:plan:1"><title>A plan</title><organisation><name>Ashmere</name>'
            b"</organisation>" + inside + b"</plan>")


def plan_json(inside):
    return b'{"schema": "planassure-plan/1", "title": "A plan", "organisation": {"name": "Ashmere"}, ' + inside + b"}"


def sample(ending):
    with open(f"{os.path.dirname(os.path.abspath(__file__))}/../samples/structured-plan.{ending}", "rb") as f:
        return f.read()


def drawn(objects, trailer=b""):
    return make_pdf.pdf(objects, trailer)


PAGE = [make_pdf.hall(1)]
PICTURE = make_pdf.stream(b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")
HALL = drawn(make_pdf.document([make_pdf.hall(1), make_pdf.hall(2)]))
LOCK = b"/ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)


def rows():
    d = "the text of the DOCX is damaged"
    o = "the text of the ODT is damaged"
    yield "good.docx", archive(word()), None, ""
    yield "good.odt", archive(writer()), None, ""
    yield "good.pdf", HALL, None, ""
    # DOCTYPE and entities, in every part that is read
    for name, before in (("doctype", DOCTYPE), ("entity", ENTITY), ("laughs", LAUGHS)):
        yield name + ".docx", archive(word(b"&amp;", before)), "plan.damaged", "DOCTYPE"
        yield name + ".odt", archive(writer(b"&amp;", before)), "plan.damaged", "DOCTYPE"
        yield name + ".xml", plan_xml(b"", before), "plan.malformed", "DOCTYPE"
        for part in ("styles", "numbering", "footnotes"):
            yield f"{name}-{part}.docx", archive(word(**{part: before + b"<w:x %s/>" % W})), None, ""
    yield "entity-used.docx", archive(word(b"&e;")), "plan.damaged", "document.xml, line 1"
    yield "doctype-relations.docx", archive(word(rels=DOCTYPE + relations((b"officeDocument", b"word/other.xml")))), None, ""
    # depth
    yield "deep.docx", archive(word(b"</w:t></w:r>" + b"<w:ins>" * DEEP + b"<w:r><w:t>")), "plan.damaged", "nested deeper"
    yield "deep-tables.docx", archive(word(b"</w:t></w:r>" + b"<w:tbl><w:tr><w:tc><w:p>" * DEEP)), "plan.damaged", "nested deeper"
    yield "deep.odt", archive(writer(b"<text:span>" * DEEP)), "plan.damaged", "nested deeper"
    yield "deep.xml", plan_xml(b"<section>" * DEEP), "plan.malformed", "nested deeper"
    yield "deep.json", plan_json(b'"sections": ' + b"[" * DEEP), "plan.malformed", "nested deeper"
    yield "deep-objects.json", plan_json(b'"sections": ' + b'{"a":' * DEEP), "plan.malformed", "nested deeper"
    yield "deep.html", b"<html><body><p>A plan.</p>" + b"<div>" * DEEP + b"The doors stand open.", "plan.damaged", "nested deeper"
    yield "deep-tables.html", b"<html><body><p>A plan.</p>" + b"<table><tr><td>" * DEEP + b"x", "plan.damaged", "nested deeper"
    yield "deep-quotes.md", b"# A plan\n\n" + b"> " * DEEP + b"The doors stand open.\n", None, ""
    yield "deep-lists.md", b"# A plan\n\n" + b"- " * DEEP + b"The doors stand open.\n", None, ""
    # size
    for name, middle in (("blanks", b" " * (1 << 20)), ("paragraphs", b"<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 28000)):
        yield (f"bomb-{name}.docx", bomb(b"<w:document %s><w:body>" % W, middle, b"</w:body></w:document>"),
               "plan.too-large", "unpacks to far more")
    yield "many-parts.docx", archive(word() + [(f"word/media/{i}.png", b"") for i in range(10001)]), "plan.too-large", "10000"
    # paths
    for path in ("/etc/passwd", "../up.xml", "word/../../up.xml", "..\\up.xml", "C:\\up.xml"):
        yield path.replace("/", "_") + ".docx", archive(word() + [(path, b"x")]), "plan.unsafe-path", "outside itself"
        yield path.replace("/", "_") + ".odt", archive(writer() + [(path, b"x")]), "plan.unsafe-path", "outside itself"
    # parts
    yield "no-text.docx", archive(word(document=None)), "plan.damaged", "is missing"
    yield "no-relations.docx", archive(word(rels=None, own=None)), None, ""
    yield "no-types.docx", archive(word(types=None)), None, ""
    yield "no-styles.docx", archive(word(styles=None, numbering=None, footnotes=None)), None, ""
    yield "wrong-relation.docx", archive(word(rels=relations((b"officeDocument", b"word/none.xml")))), "plan.damaged", "is missing"
    yield "text-twice.docx", archive(word() + [word()[2]]), "plan.damaged", "twice"
    yield "no-content.odt", archive(writer(content=None)), "plan.damaged", "is missing"
    yield "no-styles.odt", archive(writer(styles=None)), None, ""
    # content types that do not fit
    yield "sheet-type.docx", archive(word(types=word()[0][1].replace(b"wordprocessingml.document", b"spreadsheetml.sheet"))), None, ""
    yield "sheet.odt", archive(writer(kind=b"spreadsheet")), "plan.unsupported", "no text document"
    yield "packed-type.odt", archive(writer(), stored=()), None, ""
    yield "packed-sheet.odt", archive(writer(kind=b"spreadsheet"), stored=()), "plan.unsupported", "no text document"
    yield "word-named.odt", archive(word()), None, ""
    yield "page-named.pdf", b"<!DOCTYPE html><html><body><h1>A plan</h1><p>The doors stand open.</p></body></html>", None, ""
    # bytes
    for name, bytes_ in (("utf8", b"\xc3\x28 \xff"), ("nul", b"a\0b"), ("control", b"a\1b")):
        yield name + ".docx", archive(word(bytes_)), "plan.damaged", "document.xml, line 1"
        yield name + ".odt", archive(writer(bytes_)), "plan.damaged", "content.xml, line 1"
        yield name + ".xml", plan_xml(b"<version>" + bytes_ + b"</version>"), "plan.malformed", "line 1"
    yield "nul.json", plan_json(b'"version": "a\0b"'), "plan.binary", "NUL"
    yield "control.json", plan_json(b'"version": "a\1b"'), "plan.malformed", "line 1"
    for ending in ("json", "xml"):
        yield "good." + ending, sample(ending), None, ""
    yield "latin.json", sample("json").replace(b"Harbour Road", "Caf\u00e9".encode("latin-1")), None, ""
    yield "nul.html", b"<html><body><p>The doors\0stand open.</p></body></html>", "plan.binary", "NUL"
    yield "nul.md", b"# A plan\n\nThe doors\0stand open.\n", "plan.binary", "NUL"
    yield "nul.txt", b"The doors\0stand open.\n", "plan.binary", "NUL"
    yield "escaped-nul.json", plan_json(b'"version": "a\\u0000b"'), "plan.malformed", "line 1"
    yield "lone-surrogate.json", plan_json(b'"version": "\\ud800"'), "plan.malformed", "line 1"
    yield "utf8.txt", b"The caf\xe9 doors stand open.\n", None, ""
    # cut short
    whole = archive(word(b"The doors stand open. " * 2000))
    for share in (30, 60, 90):
        yield f"cut-{share}.docx", whole[:len(whole) * share // 100], "plan.damaged", "save it anew"
    whole = archive(writer(b"The doors stand open. " * 2000))
    yield "cut.odt", whole[:len(whole) // 2], "plan.damaged", "save it anew"
    yield "cut.pdf", HALL[:300], "plan.damaged", "damaged or cut short"
    yield "cut.xml", plan_xml(b"<section>")[:-20], "plan.malformed", "line 1"
    yield "cut.json", plan_json(b'"version": "1"')[:-3], "plan.malformed", "line 1"
    # PDF
    yield "locked.pdf", drawn(make_pdf.document(PAGE), LOCK), "plan.encrypted", "password"
    scan = make_pdf.document(PAGE)
    scan[5] = PICTURE
    yield "scan.pdf", drawn(scan), "plan.no-text", "OCR"
    yield "blank.pdf", drawn(make_pdf.document([b""])), "plan.no-text", "no text"
    yield "no-pages.pdf", drawn(make_pdf.document([])), "plan.damaged", "no page"
    loop = make_pdf.document(PAGE)
    loop[1] = b"<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R 5 0 R] >>"
    yield "loop.pdf", drawn(loop), "plan.damaged", "no pages"
    huge = make_pdf.document(PAGE)
    huge[1] = b"<< /Type /Pages /Count 2000000000 /Kids [5 0 R] >>"
    yield "huge-count.pdf", drawn(huge), "plan.damaged", "no pages"
    yield "header-only.pdf", b"%PDF-1.7\n", "plan.damaged", "damaged or cut short"
    # kinds that are not read
    yield "old.doc", wide("WordDocument"), "plan.unsupported", "save as DOCX"
    yield "old.xls", wide("Workbook"), "plan.unsupported", "save it as DOCX"
    yield "old.ppt", wide("PowerPoint Document"), "plan.unsupported", "PDF"
    yield "locked.docx", wide("EncryptedPackage"), "plan.encrypted", "password"
    yield "locked-parts.docx", locked(archive(word())), "plan.encrypted", "password"
    yield "locked.odt", archive(writer(manifest=b"<manifest><file-entry><encryption-data/></file-entry></manifest>")), "plan.encrypted", "password"
    yield "new.xlsx", archive([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]), "plan.unsupported", "save it as DOCX"
    yield "new.pptx", archive([("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]), "plan.unsupported", "PDF"
    yield "book.epub", archive([("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<c/>")]), "plan.unsupported", "e-book"
    yield "plans.zip", archive([("plan.txt", GOOD)]), "plan.archive", "unpack it"
    yield "locked.zip", locked(archive([("plan.txt", GOOD)])), "plan.encrypted", "password"
    yield "rich.rtf", b"{\\rtf1\\ansi The doors stand open.}", "plan.unsupported", "DOCX"
    for name, bytes_ in (("png", b"\x89PNG\r\n\x1a\n"), ("jpg", b"\xff\xd8\xff\xe0"), ("gif", b"GIF89a"),
                         ("tif", b"II*\0\x08"), ("webp", b"RIFF\0\0\0\0WEBP"), ("heic", b"\0\0\0\x18ftypheic")):
        yield "scan." + name, bytes_ + b"\0" * 40, "plan.image", "send the document itself"
    for name, bytes_ in (("gz", b"\x1f\x8b\x08"), ("bz2", b"BZh9"), ("xz", b"\xfd7zXZ\0"), ("zst", b"\x28\xb5\x2f\xfd"),
                         ("7z", b"7z\xbc\xaf\x27\x1c"), ("rar", b"Rar!\x1a\x07"), ("tar", b"\0" * 257 + b"ustar")):
        yield "packed." + name, bytes_ + b"\0" * 40, "plan.archive", "unpack it"
    yield "empty.docx", b"", "plan.empty", "empty"
    yield "pictures.docx", archive(word(b"")), "plan.empty", "no text"
    yield "other.xml", b'<?xml version="1.0"?><other/>', "plan.unsupported", "plan"
    yield "other.json", b'{"a": 1}', "plan.unsupported", "plan"
    yield "data.bin", bytes(range(256)) * 4, "plan.binary", "not text"


def limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if os.environ.get("PLANASSURE_SANITIZED") != "yes":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def judge(program, pack, tmp, name, code, words):
    bad = os.path.join(tmp, name)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        p = subprocess.run([program, "check", "-p", pack, "-f", "json", "--fail-on", "never", f"{tmp}/first.txt", bad,
                            f"{tmp}/last.txt"], capture_output=True, timeout=12 * SECONDS, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return "no answer"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = p.stderr.decode(errors="replace")
    if p.returncode != (3 if code else 0):
        return f"exit {p.returncode}: {said}"
    plans = json.loads(p.stdout)["plans"]
    if [q["status"] for q in plans] != ["checked", "error" if code else "checked", "checked"]:
        return f"{[q['status'] for q in plans]}"
    if code:
        error = plans[1]["error"]
        if error["code"] != code or words not in error["message"] or error["message"] not in said or name not in said:
            return f"{error} on standard error: {said}"
    return f"took {spent:.1f} s" if spent > SECONDS else None


def main(program, pack):
    n = 0
    with tempfile.TemporaryDirectory() as tmp:
        for name in ("first.txt", "last.txt"):
            with open(os.path.join(tmp, name), "wb") as f:
                f.write(GOOD)
        with open(os.path.join(tmp, "hall.pdf"), "wb") as f:
            f.write(HALL)
        p = subprocess.run([program, "extract", f"{tmp}/hall.pdf"], capture_output=True)
        pdf = b"built without PDF" not in p.stderr
        for name, bytes_, code, words in rows():
            n += 1
            if bytes_.startswith(b"%PDF") and not pdf:
                print(f"ok {n} - {name} # SKIP built without PDF")
                continue
            with open(os.path.join(tmp, name), "wb") as f:
                f.write(bytes_)
            why = judge(program, pack, tmp, name, code, words)
            os.remove(os.path.join(tmp, name))
            print(f"{'not ' if why else ''}ok {n} - {name}: {code or 'read'}")
            for line in (why or "").splitlines():
                print("#", line)
    print(f"1..{n}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
