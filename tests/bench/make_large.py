#!/usr/bin/env python3
"""Large plans to measure with: make_large.py FOLDER writes word-runs.docx, as Word writes it (a run
of properties for every few words), tables.docx, and hall.pdf with 75 pages."""
import os
import sys

TESTS = os.path.dirname(os.path.abspath(__file__)) + "/.."
sys.path[:0] = [TESTS, TESTS + "/data"]
import bad_input  # noqa: E402
import make_pdf  # noqa: E402

WORDS = ("the hall committee will mend roof doors visitors parish room keys kitchen boiler winter each evening "
         "volunteers meet to count lamps and chairs before money is spent on paint").split()


def sentence(n):
    return " ".join(WORDS[(n * 7 + i * i) % len(WORDS)] for i in range(12 + n % 9)).capitalize() + "."


def runs(text):
    words = text.split()
    return "".join('<w:r w:rsidR="00A1%02X" w:rsidRPr="00B2%02X"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
                   '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">%s </w:t></w:r>'
                   % (i, i, " ".join(words[i:i + 6])) for i in range(0, len(words), 6))


def paragraph(n, count=4):
    return ('<w:p w:rsidR="00A10001" w:rsidRDefault="00A10001"><w:pPr><w:spacing w:after="120"/></w:pPr>%s</w:p>'
            % runs(" ".join(sentence(n * 5 + i) for i in range(count))))


def table(n):
    rows = "".join("<w:tr>" + "".join('<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>%s</w:tc>' % paragraph(n + r + c, 1)
                                      for c in range(5)) + "</w:tr>" for r in range(12))
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def docx(path, body):
    parts = bad_input.word()
    empty = b"<w:p><w:r><w:t>The doors stand open.</w:t></w:r></w:p>"
    parts[2] = (parts[2][0], parts[2][1].replace(empty, body.encode()))
    with open(path, "wb") as f:
        f.write(bad_input.archive(parts))


def pdf(path, pages):
    drawn = [make_pdf.show(60, 800, "Ashmere parish plan", size=8) + make_pdf.show(60, 760, f"{p + 1} Part", "F2", 16)
             + make_pdf.lines(60, 730, [sentence(p * 50 + i) for i in range(44)]) for p in range(pages)]
    with open(path, "wb") as f:
        f.write(make_pdf.pdf(make_pdf.document(drawn)))


if __name__ == "__main__":
    docx(sys.argv[1] + "/word-runs.docx", "".join(paragraph(n) for n in range(400)))
    docx(sys.argv[1] + "/tables.docx", "".join(paragraph(n, 1) + table(n) for n in range(20)))
    pdf(sys.argv[1] + "/hall.pdf", 75)
