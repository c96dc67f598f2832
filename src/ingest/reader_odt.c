/* OpenDocument text: the container. Common styles stand in styles.xml, as do the headers and
 * footers of the pages; the text and its own styles stand in content.xml. */
#include <string.h>

#include "base/diag.h"
#include "base/xml.h"
#include "ingest/flow.h"
#include "ingest/odt.h"
#include "ingest/readers.h"
#include "ingest/refuse.h"
#include "ingest/zip.h"

static bool read_text(struct odt_body *body, const struct zip_member *content,
    const struct zip_member *styles, struct doc *doc, struct ingest_error *error)
{
    struct diag *diag = diag_new();
    bool damaged = false, ok = true;
    if (styles->text)
        damaged = !odt_walk_styles(body, styles->text, styles->len, false, diag);
    size_t before = diag_count(diag);
    if (!odt_walk(body, content->text, content->len, diag) && !flow_is_full(body->flow)) {
        const struct diag_message *m = diag_count(diag) > before ? diag_at(diag, before) : NULL;
        ok = ingest_fail(error, "plan.damaged",
            "the text of the ODT is damaged (content.xml, line %u: %.150s); save it anew and send "
            "that",
            m ? (unsigned)m->line : 0, m ? m->text : "");
    }
    flow_close_all(body->flow);
    for (size_t i = 0; ok && i < body->endnotes.n; i++)
        flow_attach(body->flow, body->endnotes.v[i]);
    if (ok && styles->text && !damaged)
        odt_walk_styles(body, styles->text, styles->len, true, diag);
    if (ok && !flow_write(body->flow, doc))
        ok = ingest_fail(error, "plan.too-large", "the plan has more text than the limit");
    if (ok && damaged)
        doc_add_note(doc, "odt.damaged-part", DOC_NONE, "the styles could not be read: %.200s",
            diag_at(diag, 0)->text);
    diag_free(diag);
    return ok;
}

static void add_notes(const struct odt_body *body, struct doc *doc)
{
    if (body->comments)
        doc_add_note(doc, "comments", DOC_NONE,
            "%zu comment%s left out: comments are no part of the plan", body->comments,
            body->comments == 1 ? " was" : "s were");
    if (body->insertions || body->deletions)
        doc_add_note(doc, "tracked-changes", DOC_NONE,
            "the file has tracked changes: %zu deletions were left out and %zu insertions were "
            "read as text",
            body->deletions, body->insertions);
}

#define TEXT_TYPE                                                                                  \
    "application/vnd.oasis.opendocument.text" /* "-template", "-master": texts too                 \
                                               */

static int odt_bid(const char *name, const char *bytes, size_t len)
{
    static const char first[] = "mimetype";
    const size_t name_at = 30, name_end = name_at + sizeof first - 1;
    (void)name;
    if (len < name_end + sizeof TEXT_TYPE || memcmp(bytes, "PK\3\4", 4) != 0)
        return 0;
    /* between the name and the type some packers say times and owners */
    size_t extra = (unsigned char)bytes[28] | (size_t)(unsigned char)bytes[29] << 8;
    size_t type_at = name_end + extra;
    /* the type should stand first and stored; archives that were packed anew have it anywhere */
    bool stored_first = memcmp(bytes + name_at, first, sizeof first - 1) == 0 && !bytes[8];
    if (stored_first)
        return len > type_at + sizeof TEXT_TYPE &&
                       memcmp(bytes + type_at, TEXT_TYPE, sizeof TEXT_TYPE - 1) == 0
                   ? 95
                   : 0;
    return refuse_zip_has(bytes, len, "content.xml") && refuse_zip_has(bytes, len, "styles.xml")
               ? 60
               : 0;
}

static bool odt_read(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct zip_member parts[] = {{.name = "content.xml"}, {.name = "styles.xml"},
        {.name = "META-INF/manifest.xml"}, {.name = "mimetype"}};
    enum { PARTS = sizeof parts / sizeof *parts };
    if (!zip_read(bytes, len, parts, PARTS, error))
        return false;
    bool ok;
    if (parts[2].text && strstr(parts[2].text, "encryption-data")) {
        ok = ingest_fail(error, "plan.encrypted",
            "the file is protected by a password: send a copy without one");
    } else if (parts[3].text && strncmp(parts[3].text, TEXT_TYPE, sizeof TEXT_TYPE - 1) != 0) {
        ok = ingest_fail(error, "plan.unsupported",
            "this is an OpenDocument file that is no text document: save it as text document (ODT) "
            "or PDF");
    } else if (!parts[0].text) {
        ok = ingest_fail(error, "plan.damaged",
            "the file is no whole ODT: its content.xml is missing; save it anew and send that");
    } else {
        struct odt_body body = {.flow = flow_new(),
            .styles = odt_styles_new(),
            .lists = odt_lists_new(),
            .arena = arena_new()};
        ok = read_text(&body, &parts[0], &parts[1], doc, error);
        if (ok)
            add_notes(&body, doc);
        flow_free(body.flow);
        odt_styles_free(body.styles);
        odt_lists_free(body.lists);
        xfree(body.endnotes.v);
        arena_free(body.arena);
    }
    zip_free(parts, PARTS);
    return ok;
}

const struct reader reader_odt = {"odt", "an OpenDocument text", odt_bid, odt_read};
