"""Where results say that something stands: quotes.py places RESULTS.json TEXT EXTRACT.json LEAST, or
quotes.py make FOLDER, which writes one small plan in every format. Each of its pages is a sheet that
names itself, so that the page of a quote can be told from its words."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/data")
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

SHEETS = [
    ("Ashmere hall", ["The caf\u00e9 and the doors of the village hall will open to visitors until 21:30 (sheet one).",
                      "The parish keeps a piano."]),
    ("Keys", ["On sheet two: Mrs Dell is keyholder of the parish room.", "Nobody else has keys."]),
    ("Money", ["The hall committee fixes the hire fee as sheet three says.", "The hire fee will be \u00a31.50 per head (sheet three)."]),
]
WORDS = {"one": 1, "two": 2, "three": 3}


def blank(s):
    return "".join(" " if c in "\n\t\r\f" else c for c in s)


def known_pages(extract):
    """(line, column, page) of all that the extract places, in order."""
    rows = [(o["line"], o["column"], o["page"]) for key in ("blocks", "sentences", "values") for o in extract[key]]
    return sorted(rows, key=lambda row: row[:2])


def page_fits(known, place, column):
    """Not before the page of the last thing that begins before it, nor after that of the next one."""
    here = (place["line"], column)
    before = [page for line, at, page in known if (line, at) <= here]
    after = [page for line, at, page in known if (line, at) >= here]
    return (not before or place["page"] >= before[-1]) and (not after or place["page"] <= after[0])


class Plan:
    def __init__(self, results, text, extract):
        self.plan, self.text, self.bad, self.n = results["plans"][0], text, [], 0
        self.known = known_pages(extract)
        self.starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n"]

    def stands(self, place, column):
        at = self.starts[place["line"] - 1]
        quote, line_end = blank(place["quote"]), self.text.find("\n", at)
        if column:
            return blank(self.text[at + column - 1:at + column - 1 + len(quote)]) == quote
        return blank(self.text[at:]).find(quote) in range(line_end - at + 1)

    def judge(self, name, place, column=None):
        self.n += 1
        quote = place["quote"]
        if quote.strip() != quote or not self.stands(place, column):
            self.bad.append((name, place["line"], quote[:60]))
        if (place["page"] is None) != (self.plan["pages"] is None):
            self.bad.append((name, "page", place["page"]))
        if place["page"] is None:
            return
        if "\f" in self.text:
            at = self.starts[place["line"] - 1] + (column or 1) - 1
            if place["page"] != 1 + self.text[:at].count("\f"):
                self.bad.append((name, "page by form feeds", place["page"]))
        elif not page_fits(self.known, place, column or 1):
            self.bad.append((name, "page", place["page"], "line", place["line"]))
        sheet = re.search(r"sheet (one|two|three)", quote)
        if sheet and place["page"] != WORDS[sheet.group(1)]:
            self.bad.append((name, "page", place["page"], quote[:60]))

    def judge_all(self):
        for r in self.plan["requirements"]:
            for e in r["evidence"]:
                self.judge(r["id"], e, e["column"])
        for f in self.plan["findings"]:
            for place in [f] + f["related"]:
                if place["line"] is not None:
                    self.judge(f["rule"], place)


def places(results, text, extract, least):
    with open(results) as f, open(text, encoding="utf-8", newline="") as g, open(extract) as h:
        plan = Plan(json.load(f), g.read(), json.load(h))
    if plan.plan["status"] != "checked":
        print("#", plan.plan["error"])
        return 1
    plan.judge_all()
    for b in plan.bad[:10]:
        print("#", *b)
    print(f"# {plan.n} places")
    return 1 if plan.bad or plan.n < least else 0


def make(folder):
    import bad_input as parts
    import make_pdf
    escaped = [(h, [p.replace("&", "&amp;") for p in ps]) for h, ps in SHEETS]
    plain = "\f".join(f"{h}\n\n" + "\n".join(ps) + "\n" for h, ps in SHEETS)
    page = "".join(f"<h2>{h}</h2>\n" + "".join(f"<p>{p}</p>\n" for p in ps) for h, ps in escaped)
    marks = "".join(f"## {h}\n\n- {ps[0]}\n\n| who | what |\n|--|--|\n| parish | {ps[1]} |\n\n" for h, ps in SHEETS)
    broken = '</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>'
    between = "</w:t></w:r></w:p><w:p><w:r><w:t>"
    word = broken.join(between.join([h] + ps) for h, ps in escaped)
    writer = "<text:soft-page-break/></text:p><text:p>".join("</text:p><text:p>".join([h] + ps) for h, ps in escaped)
    drawn = [make_pdf.show(60, 760, h, "F2", 16) + make_pdf.lines(60, 730, ps, 40) for h, ps in SHEETS]
    for name, bytes_ in (
            ("plan.txt", plain.encode()), ("latin.txt", plain.encode("latin-1")), ("wide.txt", plain.encode("utf-16")),
            ("plan.md", marks.encode()), ("plan.html", f"<html><body>\n{page}</body></html>".encode()),
            ("plan.docx", parts.archive(parts.word(word.encode()))), ("plan.odt", parts.archive(parts.writer(writer.encode()))),
            ("plan.pdf", make_pdf.pdf(make_pdf.document(drawn))),
            ("packed.pdf", make_pdf.pdf(make_pdf.document(drawn), table="stream"))):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(bytes_)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        sys.exit(places(*sys.argv[2:5], int(sys.argv[5])))
