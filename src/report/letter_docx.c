/* The letter as a Word document: the least of WordprocessingML that Word and LibreOffice open, with
 * real headings, a table whose head repeats, and the language set. No date, no random id, and
 * nothing compressed: the same bytes for the same letter, whatever zlib is there. */
#include <string.h>

#include "base/escape.h"
#include "base/limits.h"
#include "ingest/zip.h"
#include "report/formats.h"
#include "report/letter.h"

#define XML  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char types[] =
    XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
        "<Override PartName=\"/word/numbering.xml\" ContentType=\"" TYPE "numbering+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" "
        "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

static const char package_rels[] =
    XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"r1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/package/2006/"
        "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

static const char document_rels[] =
    XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"r1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"" REL "numbering\" Target=\"numbering.xml\"/>"
        "</Relationships>";

static const char numbering[] =
    XML "<w:numbering xmlns:w=\"" WORD "\"><w:abstractNum w:abstractNumId=\"0\">"
        "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
        "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\xE2\x80\xA2\"/><w:lvlJc w:val=\"left\"/>"
        "<w:pPr><w:ind w:left=\"284\" w:hanging=\"227\"/></w:pPr></w:lvl></w:abstractNum>"
        "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

#define STYLE(id, name, paragraph, run)                                                            \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name                     \
    "\"/><w:basedOn w:val=\"Normal\"/><w:pPr>" paragraph "</w:pPr><w:rPr>" run                     \
    "</w:rPr></w:style>"

static const char styles[] =
    XML "<w:styles xmlns:w=\"" WORD "\"><w:docDefaults><w:rPrDefault><w:rPr>"
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/>"
        "<w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
        "w:val=\"Normal\"/><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:style>" //
    STYLE("Address", "Address", "<w:spacing w:after=\"0\"/>", "")                 //
    STYLE("Heading1", "heading 1",
        "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:color w:val=\"005EB8\"/><w:sz w:val=\"30\"/>") //
    STYLE("Heading2", "heading 2",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"100\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"24\"/>")                                            //
    STYLE("Cell", "Cell", "<w:spacing w:after=\"60\"/>", "<w:sz w:val=\"18\"/>") //
    STYLE("Note", "Note", "<w:spacing w:before=\"360\"/>",
        "<w:color w:val=\"4C6272\"/><w:sz w:val=\"16\"/>") //
    "</w:styles>";

/* A run; `properties` is mark-up of ours. */
static void add_run(struct buf *out, const char *text, const char *properties)
{
    buf_printf(out, "<w:r><w:rPr>%s</w:rPr><w:t xml:space=\"preserve\">", properties);
    escape_page(out, text, strlen(text));
    buf_add_str(out, "</w:t></w:r>");
}

static void add_item(struct buf *out, const struct letter_item *item)
{
    static const char *const named[] = {[LETTER_LINE] = "Address",
        [LETTER_TITLE] = "Heading1",
        [LETTER_HEADING] = "Heading2",
        [LETTER_PARAGRAPH] = "Normal",
        [LETTER_BULLET] = "Normal",
        [LETTER_SMALL] = "Note"};
    buf_printf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", named[item->kind]);
    if (item->kind == LETTER_BULLET)
        buf_add_str(out, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
    buf_add_str(out, "</w:pPr>");
    add_run(out, item->text, "");
    buf_add_str(out, "</w:p>\n");
}

static const unsigned widths[] = {1750, 1450, 3700, 3300}; /* twentieths of a point */

static void open_cell(struct buf *out, unsigned column, const char *fill)
{
    buf_printf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/>", widths[column]);
    if (fill)
        buf_printf(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>", fill);
    buf_add_str(out, "</w:tcPr>");
}

static void add_cell_paragraph(struct buf *out, const char *label, const char *text, bool bullet)
{
    buf_add_str(out, "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>");
    if (bullet)
        buf_add_str(out, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
    buf_add_str(out, "</w:pPr>");
    if (label)
        add_run(out, label, "<w:b/>");
    if (text)
        add_run(out, text, "");
    buf_add_str(out, "</w:p>");
}

static const char *rating_fill(const char *rating)
{
    static const char *const fills[][2] = {
        {"green", "CCE5D8"}, {"amber-green", "CCEDEB"}, {"amber-red", "FFDC8E"}, {"red", "F7D4D1"}};
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        if (strcmp(fills[i][0], rating) == 0)
            return fills[i][1];
    return "DBE0E3";
}

static void add_section(struct buf *out, const struct letter_section *s)
{
    buf_add_str(out, "<w:tr>");
    open_cell(out, 0, NULL);
    add_cell_paragraph(out, s->title, NULL, false);
    buf_add_str(out, "</w:tc>");
    open_cell(out, 1, rating_fill(s->rating));
    char rating[40] = "";
    letter_capital(s->rating, rating, sizeof rating);
    add_cell_paragraph(out, rating, NULL, false);
    add_cell_paragraph(out, NULL, s->score, false);
    buf_add_str(out, "</w:tc>");
    open_cell(out, 2, NULL);
    for (size_t i = 0; i < s->comments.n; i++) {
        struct buf label;
        buf_init(&label, 100);
        buf_printf(&label, "%s: ", s->comments.v[i].label);
        add_cell_paragraph(out, buf_str(&label), s->comments.v[i].text, false);
        buf_clear(&label);
    }
    if (!s->comments.n)
        add_cell_paragraph(out, NULL, NULL, false);
    buf_add_str(out, "</w:tc>");
    open_cell(out, 3, NULL);
    for (size_t i = 0; i < s->steps.n; i++)
        add_cell_paragraph(out, NULL, s->steps.v[i], true);
    buf_add_str(out, "</w:tc></w:tr>\n");
}

static void add_sections(struct buf *out, const struct letter *letter)
{
    static const char *const heads[] = {
        "Section", "Rating", "Comments", "Recommendations and next steps"};
    static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    if (!letter->sections.n)
        return;
    buf_add_str(out, "<w:tbl><w:tblPr><w:tblW w:w=\"10200\" w:type=\"dxa\"/><w:tblBorders>");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        buf_printf(out, "<w:%s w:val=\"single\" w:sz=\"4\" w:color=\"AEB7BD\"/>", sides[i]);
    buf_add_str(out, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        buf_printf(out, "<w:gridCol w:w=\"%u\"/>", widths[i]);
    buf_add_str(out, "</w:tblGrid>\n<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (unsigned i = 0; i < sizeof heads / sizeof *heads; i++) {
        open_cell(out, i, "E8EDEE");
        add_cell_paragraph(out, heads[i], NULL, false);
        buf_add_str(out, "</w:tc>");
    }
    buf_add_str(out, "</w:tr>\n");
    for (size_t i = 0; i < letter->sections.n; i++)
        add_section(out, &letter->sections.v[i]);
    buf_add_str(out, "</w:tbl>\n");
}

static void add_letter(struct buf *out, const struct letter *letter, bool first)
{
    if (!first)
        buf_add_str(out, "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>\n");
    for (size_t i = 0; i < letter->opening.n; i++)
        add_item(out, &letter->opening.v[i]);
    add_sections(out, letter);
    for (size_t i = 0; i < letter->closing.n; i++)
        add_item(out, &letter->closing.v[i]);
}

static void add_core(struct buf *out, const char *title)
{
    buf_add_str(out,
        XML "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
            "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    escape_page(out, title, strlen(title));
    buf_add_str(out, "</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>");
}

static void add_part(
    const struct result *r, const struct report_place *place, unsigned stream, struct buf *out)
{
    (void)stream;
    struct letter *letter = letter_new(r, place->options);
    add_letter(out, letter, place->index == 0);
    letter_free(letter);
}

static void add_piece(struct report_join *j, struct buf *out)
{
    if (j->stream == 0)
        buf_add_str(out, XML "<w:document xmlns:w=\"" WORD "\"><w:body>\n");
    else
        buf_add_str(out, "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" "
                         "w:right=\"850\" w:bottom=\"1134\" w:left=\"850\" w:header=\"567\" "
                         "w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
}

/* The length and checksum of the body stand before it. */
static bool close_package(const struct report_join *j, struct buf *body, struct buf *out)
{
    struct buf core;
    buf_init(&core, LIMIT_TEXT_BYTES);
    add_core(&core, j->count == 1 ? "Review letter" : "Review letters");
    const struct zip_part parts[] = {{"[Content_Types].xml", types, sizeof types - 1, true},
        {"_rels/.rels", package_rels, sizeof package_rels - 1, true},
        {"docProps/core.xml", buf_str(&core), core.len, true},
        {"word/document.xml", buf_str(body), body->len, true},
        {"word/styles.xml", styles, sizeof styles - 1, true},
        {"word/numbering.xml", numbering, sizeof numbering - 1, true},
        {"word/_rels/document.xml.rels", document_rels, sizeof document_rels - 1, true}};
    bool ok = zip_write(parts, sizeof parts / sizeof *parts, out);
    buf_clear(&core);
    return ok;
}

const struct report report_letter_docx = {.name = "letter-docx",
    .description = "the same letter for Word",
    .streams = 1,
    .plan = add_part,
    .piece = add_piece,
    .close = close_package};
