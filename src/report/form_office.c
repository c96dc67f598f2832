/* Templates as DOCX and ODT: the least that Word and Writer open without a question, made of parts
 * that are the same bytes each time. */
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "ingest/zip.h"
#include "report/form.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD     "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define PACKAGE  "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE   "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define ODF      "urn:oasis:names:tc:opendocument:xmlns:"

static const char docx_types[] =
    XML_HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
             "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
             "relationships+xml\"/>"
             "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
             "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
             "<Override PartName=\"/word/styles.xml\" ContentType=\"application/"
             "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
static const char docx_rels[] = XML_HEAD
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"r1\" Type=\"" OFFICE
    "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
static const char docx_document_rels[] = XML_HEAD
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"r1\" Type=\"" OFFICE
    "styles\" Target=\"styles.xml\"/></Relationships>";
static const char docx_styles[] = XML_HEAD
    "<w:styles xmlns:w=\"" WORD "\">"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
    "</w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn "
    "w:val=\"Normal\"/><w:rPr><w:b/><w:sz w:val=\"40\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn "
    "w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/>"
    "<w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn "
    "w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/>"
    "<w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"26\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"PlanassureTemplate\"><w:name "
    "w:val=\"Planassure template\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:ind w:left=\"360\"/>"
    "</w:pPr><w:rPr><w:i/><w:color w:val=\"44546A\"/></w:rPr></w:style></w:styles>";

static void add_text(struct buf *out, const char *text)
{
    escape_xml(out, text, strlen(text));
}

static void docx_cell(struct buf *out, const char *text)
{
    buf_add_str(out, "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr><w:p>");
    if (*text) {
        buf_add_str(out, "<w:r><w:rPr><w:b/></w:rPr><w:t>");
        add_text(out, text);
        buf_add_str(out, "</w:t></w:r>");
    }
    buf_add_str(out, "</w:p></w:tc>");
}

static void docx_table(struct buf *out, const char *const *columns)
{
    static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    buf_add_str(out, "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblBorders>");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        buf_printf(
            out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>", sides[i]);
    buf_add_str(out, "</w:tblBorders></w:tblPr><w:tblGrid>");
    for (size_t i = 0; columns[i]; i++)
        buf_add_str(out, "<w:gridCol w:w=\"2200\"/>");
    buf_add_str(out, "</w:tblGrid>");
    for (int row = -1; row < FORM_ROWS; row++) {
        buf_add_str(out, row < 0 ? "<w:tr><w:trPr><w:tblHeader/></w:trPr>" : "<w:tr>");
        for (size_t i = 0; columns[i]; i++)
            docx_cell(out, row < 0 ? columns[i] : "");
        buf_add_str(out, "</w:tr>");
    }
    buf_add_str(out, "</w:tbl><w:p/>");
}

/* An empty paragraph follows what is to be answered. */
static bool ends_guidance(const struct form *f, size_t i)
{
    return f->pieces.v[i].kind == FORM_GUIDANCE &&
           (i + 1 == f->pieces.n || f->pieces.v[i + 1].kind == FORM_REQUIREMENT ||
               f->pieces.v[i + 1].kind == FORM_DOMAIN);
}

bool form_docx(const struct form *f, struct buf *out)
{
    static const char *const styles[] = {[FORM_TITLE] = "Title",
        [FORM_DOMAIN] = "Heading1",
        [FORM_REQUIREMENT] = "Heading2",
        [FORM_GUIDANCE] = "PlanassureTemplate"};
    struct buf body;
    buf_init(&body, LIMIT_TEXT_BYTES);
    buf_add_str(&body, XML_HEAD "<w:document xmlns:w=\"" WORD "\"><w:body>");
    for (size_t i = 0; i < f->pieces.n; i++) {
        const struct form_piece *p = &f->pieces.v[i];
        if (p->kind == FORM_TABLE) {
            docx_table(&body, p->columns);
            continue;
        }
        buf_printf(&body,
            "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t xml:space=\"preserve\">",
            styles[p->kind]);
        add_text(&body, p->text);
        buf_add_str(&body, "</w:t></w:r></w:p>");
        if (ends_guidance(f, i))
            buf_add_str(&body, "<w:p/>");
    }
    buf_add_str(&body, "<w:sectPr/></w:body></w:document>");
    const struct zip_part parts[] = {
        {"[Content_Types].xml", docx_types, sizeof docx_types - 1, false},
        {"_rels/.rels", docx_rels, sizeof docx_rels - 1, false},
        {"word/document.xml", buf_str(&body), body.len, false},
        {"word/_rels/document.xml.rels", docx_document_rels, sizeof docx_document_rels - 1, false},
        {"word/styles.xml", docx_styles, sizeof docx_styles - 1, false},
    };
    bool ok = !body.full && zip_write(parts, sizeof parts / sizeof *parts, out);
    buf_clear(&body);
    return ok;
}

static const char odt_type[] = "application/vnd.oasis.opendocument.text";
static const char odt_manifest[] = XML_HEAD
    "<manifest:manifest xmlns:manifest=\"" ODF "manifest:1.0\" manifest:version=\"1.2\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type="
    "\"application/vnd.oasis.opendocument.text\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>";
static const char odt_styles[] = XML_HEAD
    "<office:document-styles xmlns:office=\"" ODF "office:1.0\" xmlns:style=\"" ODF
    "style:1.0\" xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\" office:version=\"1.2\"><office:styles>"
    "<style:style style:name=\"Title\" style:family=\"paragraph\"><style:text-properties "
    "fo:font-size=\"20pt\" fo:font-weight=\"bold\"/></style:style>"
    "<style:style style:name=\"Planassure_20_template\" style:display-name=\"Planassure template\" "
    "style:family=\"paragraph\"><style:paragraph-properties fo:margin-left=\"0.6cm\"/>"
    "<style:text-properties fo:font-style=\"italic\" fo:color=\"#44546a\"/></style:style>"
    "</office:styles></office:document-styles>";

static void odt_row(struct buf *out, const char *const *columns, bool head)
{
    buf_add_str(out, "<table:table-row>");
    for (size_t i = 0; columns[i]; i++) {
        buf_add_str(out, "<table:table-cell office:value-type=\"string\"><text:p>");
        add_text(out, head ? columns[i] : "");
        buf_add_str(out, "</text:p></table:table-cell>");
    }
    buf_add_str(out, "</table:table-row>");
}

static void odt_table(struct buf *out, const char *const *columns, size_t number)
{
    size_t n = 0;
    while (columns[n])
        n++;
    buf_printf(out,
        "<table:table table:name=\"Table%zu\"><table:table-column "
        "table:number-columns-repeated=\"%zu\"/><table:table-header-rows>",
        number, n);
    odt_row(out, columns, true);
    buf_add_str(out, "</table:table-header-rows>");
    for (int row = 0; row < FORM_ROWS; row++)
        odt_row(out, columns, false);
    buf_add_str(out, "</table:table><text:p/>");
}

static void odt_piece(struct buf *out, const struct form_piece *p)
{
    if (p->kind == FORM_DOMAIN || p->kind == FORM_REQUIREMENT)
        buf_printf(out, "<text:h text:outline-level=\"%d\">", p->kind == FORM_DOMAIN ? 1 : 2);
    else
        buf_printf(out, "<text:p text:style-name=\"%s\">",
            p->kind == FORM_TITLE ? "Title" : "Planassure_20_template");
    add_text(out, p->text);
    buf_add_str(
        out, p->kind == FORM_DOMAIN || p->kind == FORM_REQUIREMENT ? "</text:h>" : "</text:p>");
}

bool form_odt(const struct form *f, struct buf *out)
{
    struct buf body;
    buf_init(&body, LIMIT_TEXT_BYTES);
    buf_add_str(&body, XML_HEAD "<office:document-content xmlns:office=\"" ODF
                                "office:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:table=\"" ODF
                                "table:1.0\" office:version=\"1.2\"><office:body><office:text>");
    for (size_t i = 0; i < f->pieces.n; i++) {
        if (f->pieces.v[i].kind == FORM_TABLE)
            odt_table(&body, f->pieces.v[i].columns, i);
        else
            odt_piece(&body, &f->pieces.v[i]);
        if (ends_guidance(f, i))
            buf_add_str(&body, "<text:p/>");
    }
    buf_add_str(&body, "</office:text></office:body></office:document-content>");
    const struct zip_part parts[] = {
        {"mimetype", odt_type, sizeof odt_type - 1, true},
        {"META-INF/manifest.xml", odt_manifest, sizeof odt_manifest - 1, false},
        {"content.xml", buf_str(&body), body.len, false},
        {"styles.xml", odt_styles, sizeof odt_styles - 1, false},
    };
    bool ok = !body.full && zip_write(parts, sizeof parts / sizeof *parts, out);
    buf_clear(&body);
    return ok;
}
