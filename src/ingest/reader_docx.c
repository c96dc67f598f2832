/* DOCX: the container. Which part is which is told by the relations, as Word does it, not by the
 * usual names. The text is laid out by flow_write(): headings, lists, tables, notes where they are
 * referred to; page headers and footers last, marked. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/xml.h"
#include "ingest/docx.h"
#include "ingest/flow.h"
#include "ingest/readers.h"
#include "ingest/refuse.h"
#include "ingest/zip.h"

struct relation {
    const char *id, *type,
        *target; /* `type`: after the last slash; `target`: name in the archive */
};

/* Where nearly every DOCX has its parts: they are unpacked in one pass over the archive. What the
 * relations name besides is unpacked in a second one. */
static const char *const usual_parts[] = {"_rels/.rels", "word/_rels/document.xml.rels",
    "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml",
    "word/endnotes.xml", "word/comments.xml", "word/header1.xml", "word/header2.xml",
    "word/header3.xml", "word/footer1.xml", "word/footer2.xml", "word/footer3.xml"};
enum { USUAL = sizeof usual_parts / sizeof *usual_parts };

struct docx {
    struct arena *arena;
    const char *bytes;
    size_t len;
    struct ingest_error *error;
    struct diag *diag;
    VEC(struct relation) relations;
    const char *folder; /* of the part whose relations are being read, with its slash */
    struct zip_member usual[USUAL], *more;
    size_t more_count;
    const struct zip_member *main;
};

static bool on_relation(void *user, const char *name, const char **attributes, uint32_t line)
{
    struct docx *x = user;
    struct relation r = {0};
    bool outside = false;
    (void)line;
    if (strcmp(name, "Relationship") != 0)
        return true;
    for (; *attributes; attributes += 2) {
        const char *value = attributes[1], *slash = strrchr(value, '/');
        if (strcmp(attributes[0], "Id") == 0)
            r.id = arena_strdup(x->arena, value);
        else if (strcmp(attributes[0], "Type") == 0)
            r.type = arena_strdup(x->arena, slash ? slash + 1 : value);
        else if (strcmp(attributes[0], "Target") == 0)
            r.target = value[0] == '/' ? arena_strdup(x->arena, value + 1)
                                       : arena_printf(x->arena, "%s%s", x->folder, value);
        else if (strcmp(attributes[0], "TargetMode") == 0)
            outside = strcmp(value, "External") == 0;
    }
    if (r.id && r.type && r.target && !outside)
        VEC_PUSH(&x->relations, r);
    return x->relations.n < LIMIT_ZIP_MEMBERS;
}

/* `m` may be NULL: no relations. */
static void read_relations(struct docx *x, const struct zip_member *m, const char *folder)
{
    struct xml_sax sax = {on_relation, NULL, NULL, x};
    x->folder = folder;
    x->relations.n = 0;
    if (m)
        xml_walk(m->text, m->len, m->name, &sax, x->diag);
}

static const char *target_of_type(const struct docx *x, const char *type)
{
    for (size_t i = 0; i < x->relations.n; i++)
        if (strcmp(x->relations.v[i].type, type) == 0)
            return x->relations.v[i].target;
    return NULL;
}

static const char *target_of_id(const struct docx *x, const char *id)
{
    for (size_t i = 0; i < x->relations.n; i++)
        if (strcmp(x->relations.v[i].id, id) == 0)
            return x->relations.v[i].target;
    return NULL;
}

static const struct zip_member *find_in(
    const struct zip_member *parts, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (parts[i].text && strcmp(parts[i].name, name) == 0)
            return &parts[i];
    return NULL;
}

static const struct zip_member *part(const struct docx *x, const char *name)
{
    const struct zip_member *m = name ? find_in(x->usual, USUAL, name) : NULL;
    return m || !name ? m : find_in(x->more, x->more_count, name);
}

static const struct zip_member *part_of_type(const struct docx *x, const char *type)
{
    return part(x, target_of_type(x, type));
}

static bool is_wanted(const char *type)
{
    static const char *const types[] = {
        "styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], type) == 0)
            return true;
    return false;
}

static bool is_usual(const char *name)
{
    for (size_t i = 0; i < USUAL; i++)
        if (strcmp(usual_parts[i], name) == 0)
            return true;
    return false;
}

/* The relations of the main part; one that lies elsewhere is unpacked for it. */
static bool read_own_relations(struct docx *x, const char *main, const char *folder)
{
    struct zip_member rels = {
        .name = arena_printf(x->arena, "%s_rels/%s.rels", folder, main + strlen(folder))};
    if (is_usual(rels.name)) {
        read_relations(x, part(x, rels.name), folder);
        return true;
    }
    if (!zip_read(x->bytes, x->len, &rels, 1, x->error))
        return false;
    read_relations(x, &rels, folder);
    zip_free(&rels, 1);
    return true;
}

/* Parts that are used and stand in no usual place. */
static bool read_more(struct docx *x, const char *main)
{
    x->more = arena_array(x->arena, x->relations.n + 1, sizeof *x->more);
    if (!is_usual(main))
        x->more[x->more_count++].name = main;
    for (size_t i = 0; i < x->relations.n; i++) {
        const struct relation *r = &x->relations.v[i];
        if (is_wanted(r->type) && !is_usual(r->target) && strcmp(r->target, main) != 0)
            x->more[x->more_count++].name = r->target;
    }
    return !x->more_count || zip_read(x->bytes, x->len, x->more, x->more_count, x->error);
}

/* Reads the main part, told by the relation of the package or standing where it usually is, and all
 * that it uses. */
static bool read_parts(struct docx *x)
{
    for (size_t i = 0; i < USUAL; i++)
        x->usual[i].name = usual_parts[i];
    if (!zip_read(x->bytes, x->len, x->usual, USUAL, x->error))
        return false;
    read_relations(x, part(x, "_rels/.rels"), "");
    const char *main = target_of_type(x, "officeDocument");
    main = main ? main : "word/document.xml";
    const char *slash = strrchr(main, '/');
    const char *folder = slash ? arena_copy(x->arena, main, (size_t)(slash - main) + 1) : "";
    if (!read_own_relations(x, main, folder) || !read_more(x, main))
        return false;
    x->main = part(x, main);
    if (!x->main)
        return ingest_fail(x->error, "plan.damaged",
            "the file is no whole DOCX: its text (%.80s) is missing; save it anew and send that",
            main);
    return true;
}

/* A part besides the main one that cannot be read is said, and does without. */
static void note_damage(struct docx *x, struct doc *doc, size_t errors, const char *what)
{
    if (diag_errors(x->diag) > errors)
        doc_add_note(doc, "docx.damaged-part", DOC_NONE, "the %s could not be read: %.200s", what,
            diag_count(x->diag) ? diag_at(x->diag, diag_count(x->diag) - 1)->text : "damaged");
}

static void walk_notes(
    struct docx *x, struct docx_body *body, struct doc *doc, const char *type, struct map *notes)
{
    const struct zip_member *m = part_of_type(x, type);
    size_t errors = diag_errors(x->diag);
    if (m)
        docx_walk_notes(body, notes, m->text, m->len, m->name, x->diag);
    flow_close_all(body->flow);
    note_damage(x, doc, errors, type);
}

static bool is_repeated(const struct docx *x, const struct docx_body *body, size_t i)
{
    const struct zip_member *m = part(x, target_of_id(x, body->furniture.v[i]));
    for (size_t k = 0; m && k < i; k++) {
        const struct zip_member *other = part(x, target_of_id(x, body->furniture.v[k]));
        if (other && other->len == m->len && memcmp(other->text, m->text, m->len) == 0)
            return true;
    }
    return false;
}

/* Headers and footers, each text once, after everything else. */
static void walk_furniture(struct docx *x, struct docx_body *body, struct doc *doc)
{
    size_t count = body->furniture.n, errors = diag_errors(x->diag);
    for (size_t i = 0; i < count && i < 100; i++) {
        const struct zip_member *m = part(x, target_of_id(x, body->furniture.v[i]));
        if (!m || is_repeated(x, body, i))
            continue;
        flow_open_side(body->flow, DOC_FURNITURE);
        docx_walk(body, m->text, m->len, m->name, x->diag);
        flow_close_all(body->flow);
    }
    note_damage(x, doc, errors, "page headers");
}

static bool count_comment(void *user, const char *name, const char **attributes, uint32_t line)
{
    (void)attributes, (void)line;
    *(size_t *)user += strcmp(name, "comment") == 0;
    return true;
}

static void add_notes(struct docx *x, const struct docx_body *body, struct doc *doc)
{
    const struct zip_member *m = part_of_type(x, "comments");
    size_t comments = 0;
    struct xml_sax sax = {count_comment, NULL, NULL, &comments};
    if (m)
        xml_walk(m->text, m->len, m->name, &sax, x->diag);
    if (comments)
        doc_add_note(doc, "comments", DOC_NONE,
            "%zu comment%s left out: comments are no part of the plan", comments,
            comments == 1 ? " was" : "s were");
    if (body->insertions || body->deletions)
        doc_add_note(doc, "tracked-changes", DOC_NONE,
            "the file has tracked changes: %zu deletions were left out and %zu insertions were "
            "read as text",
            body->deletions, body->insertions);
    if (body->embedded)
        doc_add_note(
            doc, "embedded", DOC_NONE, "%zu embedded documents were not read", body->embedded);
}

static bool read_text(struct docx *x, struct docx_body *body, struct doc *doc)
{
    walk_notes(x, body, doc, "footnotes", body->footnotes);
    walk_notes(x, body, doc, "endnotes", body->endnotes);
    size_t errors = diag_errors(x->diag);
    if (!docx_walk(body, x->main->text, x->main->len, x->main->name, x->diag) &&
        !flow_is_full(body->flow)) {
        const struct diag_message *m = diag_count(x->diag) && diag_errors(x->diag) > errors
                                           ? diag_at(x->diag, diag_count(x->diag) - 1)
                                           : NULL;
        return ingest_fail(x->error, "plan.damaged",
            "the text of the DOCX is damaged (%.80s, line %u: %.150s); save it anew and send that",
            x->main->name, m ? (unsigned)m->line : 0, m ? m->text : "");
    }
    flow_close_all(body->flow);
    for (size_t i = 0; i < body->endnote_order.n; i++)
        flow_attach(body->flow, body->endnote_order.v[i]);
    walk_furniture(x, body, doc);
    if (!flow_write(body->flow, doc))
        return ingest_fail(x->error, "plan.too-large", "the plan has more text than the limit");
    add_notes(x, body, doc);
    return true;
}

static bool read_document(struct docx *x, struct doc *doc)
{
    const struct zip_member *styles = part_of_type(x, "styles"),
                            *lists = part_of_type(x, "numbering");
    size_t errors = diag_errors(x->diag);
    struct docx_styles *s =
        docx_styles_new(styles ? styles->text : NULL, styles ? styles->len : 0, x->diag);
    struct docx_numbering *n =
        docx_numbering_new(lists ? lists->text : NULL, lists ? lists->len : 0, s, x->diag);
    note_damage(x, doc, errors, "styles or lists");
    struct docx_body body = {.flow = flow_new(),
        .styles = s,
        .numbering = n,
        .footnotes = map_new(),
        .endnotes = map_new(),
        .arena = x->arena};
    bool ok = read_text(x, &body, doc);
    flow_free(body.flow);
    map_free(body.footnotes);
    map_free(body.endnotes);
    xfree(body.furniture.v);
    xfree(body.endnote_order.v);
    docx_numbering_free(n);
    docx_styles_free(s);
    return ok;
}

static int docx_bid(const char *name, const char *bytes, size_t len)
{
    (void)name;
    if (len < 4 || memcmp(bytes, "PK\3\4", 4) != 0)
        return 0;
    return refuse_zip_has(bytes, len, "word/document.xml") ||
                   refuse_zip_has(bytes, len, "word/document2.xml") ||
                   (refuse_zip_has(bytes, len, "[Content_Types].xml") &&
                       refuse_zip_has(bytes, len, "word/styles.xml"))
               ? 95
               : 0;
}

static bool docx_read(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct docx x = {
        .arena = arena_new(), .bytes = bytes, .len = len, .error = error, .diag = diag_new()};
    bool ok = read_parts(&x) && read_document(&x, doc);
    zip_free(x.usual, USUAL);
    zip_free(x.more, x.more_count);
    xfree(x.relations.v);
    diag_free(x.diag);
    arena_free(x.arena);
    return ok;
}

const struct reader reader_docx = {"docx", "a Word document", docx_bid, docx_read};
