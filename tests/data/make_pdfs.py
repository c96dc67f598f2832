#!/usr/bin/env python3
"""Makes the PDFs of tests/data with LibreOffice and qpdf: run in that folder by hand; the files
are committed, because no two versions of LibreOffice write the same bytes."""
import os, struct, subprocess, sys, tempfile, zlib

NS = ' '.join('xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % p for p in (
    ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
    ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")))
NS += ' xmlns:xlink="http://www.w3.org/1999/xlink"'

STYLES = """
<style:font-face style:name="Sans" svg:font-family="'Liberation Sans'"/>
"""
PARA = ('<style:style style:name="{n}" style:family="paragraph"{p}><style:paragraph-properties '
        'fo:margin-top="{t}cm" fo:margin-bottom="{b}cm" fo:break-before="{k}"/>'
        '<style:text-properties style:font-name="Sans" fo:font-size="{s}pt" fo:font-weight="{w}"/></style:style>')


def para(name, size=11, weight="normal", top=0, bottom=0.2, brk="auto", parent=""):
    return PARA.format(n=name, s=size, w=weight, t=top, b=bottom, k=brk, p=parent)


AUTO = (para("T", 20, "bold", 0, 0.4) + para("H1", 15, "bold", 0.5, 0.2) + para("H2", 12, "bold", 0.4, 0.15)
        + para("P") + para("C", 10, "normal", 0, 0) + para("CH", 10, "bold", 0, 0) + para("Cap", 10, "bold", 0.2, 0.1)
        + para("N", 8, "normal", 0, 0) + para("F", 9, "normal", 0, 0) + para("PB", brk="page")
        + '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
        'fo:padding="0.1cm" fo:border="0.5pt solid #000000"/></style:style>'
        + "".join('<style:style style:name="W%d" style:family="table-column"><style:table-column-properties '
                  'style:column-width="%scm"/></style:style>' % w for w in ((4, 4), (3, 3)) for w in [w]).replace('"4cm"', '"4cm"')
        + '<style:style style:name="two" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
        '<text:list-style style:name="bul"><text:list-level-style-bullet text:level="1" text:bullet-char="\u2022">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/>'
        '</style:list-level-properties></text:list-level-style-bullet>'
        '<text:list-level-style-bullet text:level="2" text:bullet-char="\u2013">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="2.2cm"/>'
        '</style:list-level-properties></text:list-level-style-bullet></text:list-style>'
        '<text:list-style style:name="num"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/>'
        '</style:list-level-properties></text:list-level-style-number></text:list-style>')

HEAD = '<style:header><text:p text:style-name="F">Ashmere and Dale village hall plan</text:p></style:header>'
FOOT = ('<style:footer><text:p text:style-name="F">Draft for the parish, page <text:page-number/> of '
        '<text:page-count/></text:p></style:footer>')


def document(body, head=True, width=21.0, height=29.7):
    page = ('<style:page-layout style:name="A"><style:page-layout-properties fo:page-width="%scm" fo:page-height="%scm" '
            'fo:margin="2cm"/><style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style>'
            '<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>'
            % (width, height))
    return ('<?xml version="1.0" encoding="UTF-8"?><office:document %s office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>%s</office:font-face-decls>'
            '<office:automatic-styles>%s%s</office:automatic-styles><office:master-styles>'
            '<style:master-page style:name="Standard" style:page-layout-name="A">%s</style:master-page></office:master-styles>'
            '<office:body><office:text>%s</office:text></office:body></office:document>'
            % (NS, STYLES, AUTO, page, (HEAD + FOOT) if head else "", body))


def p(style, text):
    return '<text:p text:style-name="%s">%s</text:p>' % (style, text)


def items(style, entries):
    out = '<text:list text:style-name="%s">' % style
    for e in entries:
        if isinstance(e, tuple):
            out += '<text:list-item>%s<text:list>%s</text:list></text:list-item>' % (
                p("P", e[0]), "".join('<text:list-item>%s</text:list-item>' % p("P", x) for x in e[1]))
        else:
            out += '<text:list-item>%s</text:list-item>' % p("P", e)
    return out + '</text:list>'


def table(rows, bold=True):
    out = '<table:table table:name="t"><table:table-column table:number-columns-repeated="%d"/>' % len(rows[0])
    for i, row in enumerate(rows):
        out += '<table:table-row>' + "".join(
            '<table:table-cell table:style-name="cell" office:value-type="string">%s</table:table-cell>'
            % "".join(p("CH" if bold and not i else "C", x) for x in c.split("\n")) for c in row) + '</table:table-row>'
    return out + '</table:table>'


FILL = ("The hall committee meets in the reading room and hears from every club that uses the kitchen, "
        "the stage or the green behind it. ")

LAYOUT = (
    p("T", "Plan for the village halls of Ashmere and Dale")
    + p("P", "Written by the hall committee, 3 May 2024.")
    + p("H1", "1 Opening hours")
    + p("P", FILL + "It decides the hours for a season and prints them on the board beside the main door, so that nobody has to ask.")
    + p("H2", "1.1 Evenings")
    + p("P", "From September the hall opens until 21:30 on four evenings a week. It needs:")
    + items("bul", ["two keyholders for every evening, named on the board by the door before the season begins", ("heating that works", ["a new boiler", "a timer"]), "a list of bookings"])
    + p("P", '<text:span text:style-name="B">Keys.</text:span> Mrs Dell keeps three keys and lends one to each club that has paid its fee for the season.')
    + p("H2", "1.2 Steps")
    + items("num", ["Ask the clubs what they want.", "Print the new hours and hang them beside the main door and in the window of the shop.", "Open."])
    + p("H1", "2 Money and people")
    + p("Cap", "Table 1: who does what in each hall")
    + table([["Hall", "Keyholder", "What is planned", "By"],
             ["Ashmere hall", "Mrs Dell", "New boiler and a timer for the heating of the main room", "1 September 2024"],
             ["Dale reading room", "Mr Hobbs and Miss Fenn", "Shelves\nLamps for every desk", "Easter 2025"],
             ["Both", "The committee", "One list of bookings", "1 July 2024"]])
    + p("P", FILL * 2 + 'Fees pay for the boiler.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        '<text:note-body>' + p("N", "The fee is £40 a season for a club and nothing for the school.") + '</text:note-body></text:note>')
    + p("PB", FILL * 11 + "The last sentence of this long paragraph ends here.")
    + p("P", FILL * 9)
    + p("P", FILL * 20 + "And here the plan ends."))

COLUMNS = (
    p("T", "News from the reading room")
    + p("P", "This letter goes to every house in Dale twice a year.")
    + '<text:section text:style-name="two" text:name="s">'
    + p("H2", "Shelves")
    + p("P", "Mr Hobbs has built shelves along the north wall. They hold nine hundred books and leave room for the piano, which will stay. " * 2)
    + p("P", "Alpha ends the first column with lamps for each desk, and the desks themselves come from the old school, which closed. " * 2)
    + p("H2", "Evenings")
    + p("P", "Beta tells of evenings with soup. The kitchen seats thirty, and the cook asks for names by noon so that nothing is wasted. " * 3)
    + p("P", "Omega closes the letter with thanks to all who carried boxes in the rain and to those who lent their vans for the day. " * 2)
    + '</text:section>'
    + p("P", "Write to the committee with your own news."))


def png(width, height):
    rows = b"".join(b"\0" + bytes((40 if (x // 8 + y // 8) % 2 else 220) for x in range(width)) for y in range(height))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def scan(folder):
    with open(os.path.join(folder, "scan.png"), "wb") as f:
        f.write(png(160, 200))
    return p("P", '<draw:frame svg:width="16cm" svg:height="20cm" text:anchor-type="as-char"><draw:image '
             'xlink:href="file://%s/scan.png" xlink:type="simple"/></draw:frame>' % folder)


def hand_made(pages, picture):
    """A PDF of the given contents of pages; /F1 is Helvetica, /I a grey picture."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>",
               b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>stream\n%s\nendstream"
               % (len(picture), picture)]
    for i, content in enumerate(pages):
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</I 4 0 R>>>>>>" % (6 + 2 * i))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out, at = b"%PDF-1.4\n", []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, o)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + b"".join(b"%010d 00000 n \n" % a for a in at)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(at) + 1, xref)


def line(y, text, how="0 g"):
    return ("q %s BT /F1 11 Tf 1 0 0 1 70 %d Tm (%s) Tj ET Q\n" % (how, y, text)).encode()


# What can be seen and what cannot: grounds, pictures, and a scan with its recognised text.
HIDDEN = [
    line(760, "The hall opens at noon.")
    + line(740, "White words on paper.", "1 g")
    + line(720, "Nearly white words on paper.", "0.97 g")
    + b"0.1 0.2 0.4 rg 60 640 400 60 re f\n" + line(680, "White words on a dark row.", "1 g")
    + line(660, "Dark words on a dark row.", "0.1 0.2 0.38 rg")
    + b"1 g 60 560 400 60 re f\n" + line(590, "Words on a white box.")
    + line(540, "Words that are not painted.", "3 Tr")
    + line(520, "Pale grey words can be read.", "0.7 g"),
    b"q 595 0 0 842 0 0 cm /I Do Q\n" + line(760, "Recognised words of a scan.", "3 Tr"),
    b"q 400 0 0 60 60 640 cm /I Do Q\n" + line(670, "White words on a picture.", "1 g")
    + line(500, "Unpainted words beside a small picture.", "3 Tr") + line(480, "Read on."),
]


def main():
    out = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, body, head in (("layout", LAYOUT, True), ("columns", COLUMNS, False), ("scan", scan(folder), False)):
            source = os.path.join(folder, name + ".fodt")
            with open(source, "w", encoding="utf-8") as f:
                f.write(document(body, head))
            subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", out, source], check=True,
                           stdout=subprocess.DEVNULL)
    with open("hidden.pdf", "wb") as f:
        f.write(hand_made(HIDDEN, bytes([60] * 64)))
    subprocess.run(["qpdf", "--encrypt", "secret", "owner", "256", "--", "columns.pdf", "encrypted.pdf"], check=True)


main()
