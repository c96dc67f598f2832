#!/usr/bin/env python3
"""Makes small PDFs by hand: python3 make_pdf.py FOLDER. `pdf(objects, ...)` writes any list of
objects, so that tests can change an object and still have a file whose table of objects is right."""
import sys
import zlib


def stream(data, extra=b"", packed=True):
    if packed:
        data, extra = zlib.compress(data), extra + b" /Filter /FlateDecode"
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def pdf(objects, trailer=b"", table="plain"):
    """`objects` are bytes, numbered from 1; object 1 is the catalogue. `table`: "plain" for a list
    of offsets, "stream" for the packed kind (with the small objects in an object stream)."""
    out, at = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {}
    inside = []
    if table == "stream":
        inside = [i for i, o in enumerate(objects, 1) if b"stream\n" not in o]
    for i, body in enumerate(objects, 1):
        if i not in inside:
            at[i] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    if table == "plain":
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        for i in range(1, len(objects) + 1):
            out += b"%010d 00000 n \n" % at[i]
        out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    else:
        holder, own = len(objects) + 1, len(objects) + 2
        heads, bodies = b"", b""
        for i in inside:
            heads += b"%d %d " % (i, len(bodies))
            bodies += objects[i - 1] + b"\n"
        at[holder] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (holder, stream(heads + bodies,
            b" /Type /ObjStm /N %d /First %d" % (len(inside), len(heads))))
        start = at[own] = len(out)
        rows = b"\0\0\0\0\0\0"
        for i in range(1, own + 1):
            if i in inside:
                rows += b"\2" + holder.to_bytes(4, "big") + bytes([inside.index(i)])
            else:
                rows += b"\1" + at[i].to_bytes(4, "big") + b"\0"
        out += b"%d 0 obj\n%s\nendobj\n" % (own, stream(rows,
            b" /Type /XRef /Size %d /W [1 4 1] /Root 1 0 R %s" % (own + 1, trailer)))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def escaped(text):
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def show(x, y, text, font="F1", size=11):
    return b"BT /%s %d Tf %d %d Td (%s) Tj ET\n" % (font.encode(), size, x, y, escaped(text))


def document(pages, labels=b"", width=595, height=842):
    """The objects of a document; each page is its drawing, as bytes."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % labels,
               b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding "
               b"/WinAnsiEncoding >>"]
    for i, drawing in enumerate(pages):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
                       % (width, height, 6 + 2 * i))
        objects.append(stream(drawing))
    return objects


def lines(x, y, texts, step=14, **more):
    return b"".join(show(x, y - step * i, t, **more) for i, t in enumerate(texts))


PAGES = [
    ("Opening hours",
     ["The doors of the village hall will open to visitors until 21:30 on",
      "every weekday from April 2018. Mrs Dell is keyholder of the parish",
      "room and will be there on Saturday mornings."],
     ["The hall committee will mend the roof in May 2018.", "The hire fee is \u00a312 an hour."],
     [("Year", "Cost", "Visitors"), ("2017/18", "\u00a34,000", "1,200"),
      ("2018/19", "\u00a35,500", "1,450")]),
    ("Volunteers",
     ["Nine people help in the kitchen. Two of them will learn to run the",
      "boiler before the winter, so that nobody is called out at night."],
     ["Training begins in June 2018.", "A rota will hang in the porch."],
     [("Task", "Who", "When"), ("Boiler", "Mr Lane", "June 2018"),
      ("Windows", "Mrs Dell", "July 2018")]),
    ("Money",
     ["Hire fees pay for heat and light. The parish gives the rest, and has",
      "agreed to do so for two more years."],
     ["Fees are looked at each March.", "A reserve of \u00a31,500 is kept."],
     [("Source", "2017/18", "2018/19"), ("Fees", "\u00a32,750", "\u00a33,100"),
      ("Parish", "\u00a31,250", "\u00a32,400")]),
]


def hall(number):
    """One page of a plan about a village hall: a head, a heading, a paragraph, a list, a table."""
    title, text, items, table = PAGES[number - 1]
    out = show(60, 800, "Ashmere parish plan", size=8) + show(280, 30, f"Page {number}", size=8)
    out += show(60, 760, f"{number} {title}", "F2", 16) + lines(60, 730, text)
    out += lines(75, 670, ["\u2022 " + item for item in items])
    for i, row in enumerate(table):
        for x, cell in zip((60, 200, 340), row):
            out += show(x, 610 - 16 * i, cell, "F1" if i else "F2")
    return out


def columns():
    left = ["The parish room is kept by", "two volunteers, who will train", "a third one by June 2018.",
            "They meet on Tuesdays at the", "back door and count the keys,", "the lamps and the chairs."]
    right = ["The lease runs to 2025 and the", "committee has agreed to pay", "for a new boiler. A builder",
             "from the next valley will fit", "it in one week, when the hall", "is closed to everybody."]
    return show(60, 760, "Two columns", "F2", 16) + lines(60, 730, left) + lines(320, 730, right)


PLANS = {
    "hall.pdf": lambda: pdf(document([hall(1), hall(2), hall(3)])),
    "hall-packed.pdf": lambda: pdf(document([hall(1), columns(), hall(3)],
        b"/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"), table="stream"),
}

if __name__ == "__main__":
    for name, make in PLANS.items():
        with open(f"{sys.argv[1]}/{name}", "wb") as f:
            f.write(make())
