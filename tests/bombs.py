"""Writes the bombs of tests/bombs.sh into a folder, and a table of them to standard output: a row
is FILE, exit status, what the message must say."""
import io
import os
import sys
import zipfile
import zlib

folder = sys.argv[1]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))


def archive(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(document, *more):
    return archive([
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
         '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
         'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", document), *more])


def odt(content):
    return archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)])


LAUGHS = '<!DOCTYPE plan [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + "]>"


def pdf(objects, root=1):
    """Objects by number; the cross references are right, so that nothing has to be mended first."""
    out, at = b"%PDF-1.5\n", {}
    for number, body in objects.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, most = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        out += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 65535 f \n"
    return out + b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (most, root, start)


def stream(data, extra=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def flate(data, times=1):
    names = b"/FlateDecode " * times
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [ %s]" % names)


def page_loop():
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


def page_tree(wide):
    """Five floors of page nodes, each of which holds the next floor so many times over."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for n in range(2, 8):
        objects[n] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"%d 0 R " % (n + 1) * wide, wide ** (8 - n))
    objects[8] = b"<< /Type /Page /Parent 7 0 R /MediaBox [0 0 9 9] >>"
    return pdf(objects)


def form_loop():
    resources = b"<< /XObject << /F 4 0 R >> >>"
    form = stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + resources)
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources %s >>" % resources,
                4: form, 5: stream(b"/F Do")})


def length_loop():
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
                4: b"<< /Length 5 0 R >>\nstream\nBT ET\nendstream", 5: b"6 0 R", 6: b"5 0 R"})


def inflated():
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
                4: flate(b" " * (400 << 20), 3)})


def quine():
    """An archive that holds itself, as far as a file can: its only part is the archive before."""
    inner = b"end"
    for _ in range(30):
        inner = archive([("word/document.xml", inner)])
    return inner


blank = b" " * (100 << 20)
document = f"<w:document {W}><w:body><w:p><w:r><w:t>".encode() + blank + b"</w:t></w:r></w:p></w:body></w:document>"
content = f"<office:document-content{ODF}><office:body><office:text><text:p>".encode()
close = b"</text:p></office:text></office:body></office:document-content>"
bombs = [
    ("ratio.docx", docx(document), 2, "unpacks to far more"),
    ("ratio.odt", odt(content + blank + close), 2, "unpacks to far more"),
    ("nested.docx", docx(f"<w:document {W}><w:body/></w:document>",
                         *((f"word/{i}.zip", archive([("a", blank[: 10 << 20])])) for i in range(50))), 2, "no text"),
    ("members.docx", archive([(f"p{i}", "") for i in range(10050)]), 2, ""),
    ("quine.docx", quine(), 2, ""),
    ("laughs.docx", docx(LAUGHS + f"<w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"), 2, "DOCTYPE"),
    ("laughs.odt", odt(LAUGHS + f"<office:document-content{ODF}><office:body><office:text><text:p>&a9;</text:p>"
                       "</office:text></office:body></office:document-content>"), 2, "DOCTYPE"),
    ("laughs.xml", ('<?xml version="1.0"?>' + LAUGHS + "<plan>&a9;</plan>").encode(), 2, "DOCTYPE"),
    ("laughs.html", (LAUGHS.replace("plan", "html", 1) + "<html><body><p>The hall &a9; is old.</p></body></html>").encode(), 0, ""),
    ("external.xml", b'<?xml version="1.0"?><!DOCTYPE plan [<!ENTITY e SYSTEM "file:///etc/passwd">]><plan>&e;</plan>', 2, "DOCTYPE"),
    ("spaces.odt", odt(content + b'a<text:s text:c="2000000000"/>b' + close), None, ""),
    ("rows.odt", odt(content + b'</text:p><table:table><table:table-row table:number-rows-repeated="1000000">'
                     b'<table:table-cell table:number-columns-repeated="1000000"><text:p>a</text:p></table:table-cell>'
                     b"</table:table-row></table:table><text:p>" + close), None, ""),
    ("columns.docx", docx(f"<w:document {W}><w:body><w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 5000
                          + "</w:tr></w:tbl></w:body></w:document>"), 2, "limit"),
    ("spans.html", b"<html><body><table>" + b"<tr><td rowspan=1000 colspan=1000>a" * 5000 + b"</table></body></html>", None, ""),
    ("page-loop.pdf", page_loop(), 2, ""),
    ("page-tree.pdf", page_tree(30), 2, ""),
    ("form-loop.pdf", form_loop(), 2, "no text"),
    ("length-loop.pdf", length_loop(), 2, ""),
    ("inflated.pdf", inflated(), 2, ""),
]
for name, data, status, says in bombs:
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data)
    print(name, "-" if status is None else status, says, sep="\t")
