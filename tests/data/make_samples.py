#!/usr/bin/env python3
"""Makes the DOCX and ODT samples that the unit tests read: python3 make_samples.py FOLDER.
Every file is a container of hand-written parts, so that each shows one way of Word or Writer."""
import sys
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def pack(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, text)


def p(text, style=None, props="", run=""):
    if style:
        props = f'<w:pStyle w:val="{style}"/>' + props
    props = f"<w:pPr>{props}</w:pPr>" if props else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    body = text if text.startswith("<") else f"<w:r>{run}<w:t xml:space='preserve'>{text}</w:t></w:r>"
    return f"<w:p>{props}{body}</w:p>"


def r(text, props=""):
    return f"<w:r><w:rPr>{props}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def num(num_id, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def tc(content, props=""):
    if not content.startswith("<"):
        content = p(content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>"


def tr(*cells, props=""):
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def field(instruction, result):
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText> {instruction} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House head"/><w:basedOn w:val="H2"/>
<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Pool"/></w:style>
<w:style w:type="paragraph" w:styleId="Pool"><w:name w:val="Pool"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="character" w:styleId="PH"><w:name w:val="Placeholder Text"/></w:style>
</w:styles>"""


def lvl(i, fmt, text, extra=""):
    return (f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
            f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>')


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">{lvl(0, "bullet", "o")}{lvl(1, "bullet", "o")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{lvl(0, "decimal", "%1.")}{lvl(1, "lowerLetter", "(%2)")}
{lvl(2, "lowerRoman", "%3)")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
{lvl(0, "upperRoman", "%1", '<w:pStyle w:val="H1"/>')}
{lvl(1, "decimal", "%1.%2", '<w:isLgl/><w:pStyle w:val="H2"/>')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def docx(path, body, extra=(), relations="", attributes=""):
    document = f'<w:document {W} {R} {MC}{attributes}><w:body>{body}</w:body></w:document>'
    rels = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="s" Type="{OFFICE}styles" Target="styles.xml"/>'
            f'<Relationship Id="n" Type="{OFFICE}numbering" Target="numbering.xml"/>'
            f'{relations}</Relationships>')
    top = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
           f'<Relationship Id="d" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
           '</Relationships>')
    pack(path, [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", top),
                ("word/document.xml", document), ("word/_rels/document.xml.rels", rels),
                ("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING), *extra])


def docx_samples(d):
    docx(f"{d}/headings.docx", "".join([
        p("Our plan", "Titel"), p("Access", "H1"), p("Evenings", "H2"), p("Text."),
        p("Saturdays", "H2"), p("House style", "House"), p("Digital", "H1"), p("Video", "H2"),
        p("By outline", props='<w:outlineLvl w:val="2"/>'), p("Looped", "Loop"),
        p("By look", run="<w:b/>"), p("Below it."), p("Larger", run='<w:sz w:val="32"/>'),
        p("Under the larger one."), p("We will open late", run="<w:b/>"), p("After."),
        p(r("Workforce.", "<w:b/>") + r(" Two nurses start in May.")),
        p(r("Estates", "<w:b/>") + r(": one new site.")), p("Signed", run="<w:b/>")]))
    docx(f"{d}/lists.docx", "".join([
        p("We will:"), p("one", props=num(1)), p("inner", props=num(1, 1)), p("two", props=num(1)),
        p("Then."), p("first", props=num(2)), p("a", props=num(2, 1)), p("b", props=num(2, 1)),
        p("i", props=num(2, 2)), p("second", props=num(2)), p("a again", props=num(2, 1)),
        p("Between."), p("third", props=num(2)), p("fifth", props=num(4)), p("sixth", props=num(4)),
        p("no number", props=num(0)), p("\u2022 typed"), p("-5% is a number"),
        p("<w:r><w:t>left</w:t><w:br/><w:t>right</w:t><w:tab/><w:t>tab</w:t></w:r>"),
        p("co\u00adope<w:softHyphen/>rate".replace("<w:softHyphen/>", "")),
        p("<w:r><w:t>soft</w:t><w:softHyphen/><w:t>ly</w:t><w:noBreakHyphen/><w:t>so</w:t></w:r>")]))
    docx(f"{d}/tables.docx", "".join([
        p("Table 1: money"),
        tbl(tr(tc("Year"), tc("Cost"), tc("Saving"), props="<w:tblHeader/>"),
            tr(tc("2017/18", '<w:vMerge w:val="restart"/>'), tc("1"), tc("2")),
            tr(tc("", "<w:vMerge/>"), tc("joined", '<w:gridSpan w:val="2"/>')),
            tr(tc("gone"), tc("gone"), tc("gone"), props="<w:del/>")),
        p("A frame:"), tbl(tr(tc(p("Boxed", "H1") + p("in a box")))),
        p("A form:"),
        tbl(tr(tc(p("Name", run="<w:b/>")), tc("Ashmere CCG")),
            tr(tc(p("Plan", run="<w:b/>")),
               tc(p("first") + p("item", props=num(1)) + p("", run="")
                  + tbl(tr(tc("k"), tc("v"))) + p("last"))),
            tr(tc(p("A long answer across the whole width of the form.") + p("And more."),
                  '<w:gridSpan w:val="2"/>')),
            tr(tc(p("Date", run="<w:b/>")), tc("May"))),
        p("Titled:"),
        tbl(tr(tc("Actions", '<w:gridSpan w:val="2"/>')),
            tr(tc(p("What", run="<w:b/>")), tc(p("Who", run="<w:b/>"))), tr(tc("x"), tc("y"))),
        p("Shifted:"),
        tbl(tr(tc("a"), tc("b")), tr(tc("c"), props='<w:gridBefore w:val="1"/>')), p("End.")]))
    box = "<w:txbxContent>" + p("In the box.") + "</w:txbxContent>"
    note = '<w:footnoteReference w:id="2"/>'
    docx(f"{d}/extras.docx", "".join([
        p(r("Before") + "<w:r>" + note + "</w:r>" + r(" and after.")),
        p("x", props=num(1)), p("<w:r><w:t>y</w:t>" + note.replace("2", "3") + "</w:r>", props=num(1)),
        p('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>' + box
          + "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box
          + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + r("Anchor.")),
        p(r("We ") + '<w:del w:id="1"><w:r><w:delText>may</w:delText></w:r></w:del>'
          + '<w:ins w:id="2">' + r("will") + "</w:ins>" + r(" open.")),
        p("Joined ", props='<w:rPr><w:del w:id="3"/></w:rPr>'), p("to this."),
        p(r("moved away").replace("<w:r>", '<w:moveFrom w:id="4"><w:r>') + "</w:moveFrom>" + r("kept")),
        p(field("TOC \\o", r("Contents line 1"))), p("Listed", "TOC1"),
        p(r("See ") + field('HYPERLINK "x"', r("the site")) + r(".")),
        p('<w:hyperlink r:id="h">' + r("a link") + "</w:hyperlink>"),
        p(r("Seen.") + r(" Unseen.", "<w:vanish/>")), p("Gone", run="<w:vanish/>"),
        p("White", run='<w:color w:val="FFFFFF"/>'),
        p("White on blue", run='<w:color w:val="FFFFFF"/>',
          props='<w:shd w:val="clear" w:fill="0000AA"/>'),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Click here to enter text.")
        + "</w:sdtContent></w:sdt>",
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r(" Yes")),
        p("Caption", "Caption"), p("End."),
        '<w:sectPr><w:headerReference w:type="default" r:id="h1"/>'
        '<w:footerReference w:type="default" r:id="f1"/></w:sectPr>']),
        extra=[("word/footnotes.xml", f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">'
                + p("sep") + '</w:footnote><w:footnote w:id="2">' + p("The note.")
                + '</w:footnote><w:footnote w:id="3">' + p("Another.") + "</w:footnote></w:footnotes>"),
               ("word/header1.xml", f"<w:hdr {W}>{p('Draft 3')}</w:hdr>"),
               ("word/footer1.xml", f"<w:ftr {W}>{p('Page 1')}</w:ftr>"),
               ("word/comments.xml", f'<w:comments {W}><w:comment w:id="0">{p("Really?")}</w:comment>'
                f'<w:comment w:id="1">{p("Yes")}</w:comment></w:comments>')],
        relations="".join(f'<Relationship Id="{i}" Type="{OFFICE}{t}" Target="{f}"/>' for i, t, f in [
            ("fn", "footnotes", "footnotes.xml"), ("h1", "header", "header1.xml"),
            ("f1", "footer", "/word/footer1.xml"), ("c", "comments", "comments.xml")]))
    page = '<w:r><w:br w:type="page"/></w:r>'
    last = "<w:lastRenderedPageBreak/>"
    docx(f"{d}/pages.docx", "".join([
        p("One."), p(page), p(f"<w:r>{last}<w:t>Two.</w:t></w:r>"),
        p(f"<w:r><w:t>Two </w:t>{last}<w:t>three.</w:t></w:r>"),
        p("Four.", props="<w:pageBreakBefore/>"),
        tbl(tr(tc(f"<w:p><w:r><w:t>four</w:t>{last}<w:t> five</w:t></w:r></w:p>"),
               tc(f"<w:p><w:r><w:t>four</w:t>{last}<w:t> five</w:t></w:r></w:p>"))),
        p("Five.", props='<w:sectPr><w:type w:val="continuous"/></w:sectPr>'), p("Six."),
        p("Six still.", props="<w:sectPr/>"), p("Six too."),
        '<w:sectPr><w:type w:val="continuous"/></w:sectPr>']))


NS = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in [
    ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
    ("draw", "drawing"), ("fo", "xsl-fo-compatible")])


def odt(path, body, automatic=""):
    common = """<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt"/>
</style:default-style><style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Contents_20_1" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption"/>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"
style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1"
text:display-levels="2" style:num-suffix="."/></text:outline-style></office:styles>"""
    own = """<style:style style:name="B" style:family="paragraph"><style:text-properties
fo:font-weight="bold"/></style:style><style:style style:name="New" style:family="paragraph">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="TB" style:family="text"><style:text-properties fo:font-weight="bold"/>
</style:style><style:style style:name="TH" style:family="text"><style:text-properties
text:display="none"/></style:style><style:style style:name="TW" style:family="text">
<style:text-properties fo:color="#ffffff"/></style:style>
<text:list-style style:name="LB"><text:list-level-style-bullet text:level="1"
text:bullet-char="*"/><text:list-level-style-bullet text:level="2" text:bullet-char="*"/>
</text:list-style><text:list-style style:name="LN"><text:list-level-style-number text:level="1"
style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"
style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>"""
    pack(path, [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("styles.xml", f"<office:document-styles {NS}>{common}<office:master-styles>"
         "<style:master-page style:name='S'><style:header><text:p>Draft 3</text:p></style:header>"
         "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
         "</style:master-page></office:master-styles></office:document-styles>"),
        ("content.xml", f"<office:document-content {NS}><office:automatic-styles>{own}{automatic}"
         f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
         "</office:document-content>"),
        ("META-INF/manifest.xml", "<manifest/>")])


def op(text, style="Standard"):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def oh(level, text):
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def ol(style, *items, more=""):
    return (f'<text:list text:style-name="{style}"{more}>'
            + "".join(f"<text:list-item>{i}</text:list-item>" for i in items) + "</text:list>")


def oc(text, more=""):
    return f"<table:table-cell{more}>{text if text.startswith('<') else op(text)}</table:table-cell>"


def orow(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def odt_samples(d):
    covered = "<table:covered-table-cell/>"
    bold = '<text:span text:style-name="TB">{}</text:span>'.format
    odt(f"{d}/text.odt", "".join([
        op("Our plan", "Title"), oh(1, "Access"), oh(2, "Evenings"), op("Text\nof two lines."),
        oh(2, "Saturdays"), oh(1, "Digital"), op("By look", "B"), op("Below it."),
        op(bold("Workforce.") + " Two nurses start in May."),
        op("We will:"),
        ol("LB", op("one") + ol("LB", op("inner")), op("two")),
        op("Then."), ol("LN", op("first") + ol("LN", op("a"), op("b")), op("second")),
        ol("LN", op("third"), more=' text:continue-numbering="true"'),
        ol("LN", op("first again")),
        op("a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d"), op("New page.", "New"),
        op("Still<text:soft-page-break/> going on."),
        op("Seen.<text:span text:style-name='TH'> Unseen.</text:span>"),
        op("<text:span text:style-name='TW'>White</text:span>"),
        op("Noted<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
           "<text:note-body>" + op("The note.") + "</text:note-body></text:note>."),
        op("Ends<text:note text:note-class='endnote'><text:note-citation>i</text:note-citation>"
           "<text:note-body>" + op("The endnote.") + "</text:note-body></text:note>."),
        op("<draw:frame><draw:text-box>" + op("In the box.") + "</draw:text-box></draw:frame>Anchor."),
        op("A<office:annotation><text:p>Really?</text:p></office:annotation> remark."),
        "<text:tracked-changes><text:changed-region><text:deletion>" + op("deleted")
        + "</text:deletion></text:changed-region></text:tracked-changes>",
        "<text:section text:display='none'>" + op("In a hidden section.") + "</text:section>",
        "<text:table-of-content><text:table-of-content-source>x</text:table-of-content-source>"
        "<text:index-body>" + op("Access 1") + "</text:index-body></text:table-of-content>",
        op("<text:placeholder>[name]</text:placeholder>"), op("End.")]))
    odt(f"{d}/tables.odt", "".join([
        op("Table 1: money", "Table"),
        "<table:table><table:table-header-rows>" + orow(oc("Year"), oc("Cost"), oc("Saving"))
        + "</table:table-header-rows>"
        + orow(oc("2017/18", " table:number-rows-spanned='2'"), oc("1"), oc("2"))
        + orow(covered, oc("joined", " table:number-columns-spanned='2'"), covered)
        + "</table:table>",
        op("A frame:"), "<table:table>" + orow(oc(op("one") + op("two"))) + "</table:table>",
        op("Nested:"), "<table:table>" + orow(oc("a"), oc(op("b") + "<table:table>"
            + orow(oc("k"), oc("v")) + "</table:table>" + op("c")))
        + orow(oc("d"), oc("e")) + "</table:table>", op("End.")]))


def bomb(d):
    """A part of 64 MB that packs to a thousandth."""
    docx(f"{d}/bomb.docx", "<w:p><w:r><w:t>" + " " * (64 << 20) + "</w:t></w:r></w:p>")


def main(d):
    bomb(d)
    docx_samples(d)
    odt_samples(d)


if __name__ == "__main__":
    main(sys.argv[1])
