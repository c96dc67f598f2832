/* The whole document as text, JSON and XML: for people (`planassure extract`) and for goldens. The
 * text is the document's own; JSON has a line for each block, so that two readings can be compared
 * with diff; XML has the same facts as elements, tables as rows and cells. */
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/json.h"
#include "doc/doc.h"

void doc_dump_text(const struct doc *d, struct buf *out)
{
    buf_add(out, d->text ? d->text : "", d->len);
}

static struct json *number(uint32_t n)
{
    return n == DOC_NONE ? json_new_null() : json_new_number(n);
}

static struct json *span(const struct doc *d, uint32_t at, uint32_t end)
{
    return json_new_string_n(d->text + at, end - at);
}

/* Page (null without pages), line and column. */
static void add_place(const struct doc *d, struct json *object, uint32_t at)
{
    uint32_t line, column, page = doc_page_number(d, at);
    doc_place(d, at, &line, &column);
    json_add(object, "page", page ? json_new_number(page) : json_new_null());
    json_add(object, "line", json_new_number(line));
    json_add(object, "column", json_new_number(column));
}

static struct json *marks_json(unsigned marks)
{
    struct json *list = json_new_array();
    for (unsigned bit = 0; bit < 16; bit++)
        if (marks & 1u << bit)
            json_add(list, NULL, json_new_string(doc_marks_text(NULL, 1u << bit)));
    return list;
}

static struct json *block_json(const struct doc *d, size_t i)
{
    const struct doc_block *b = &d->blocks.v[i];
    struct json *o = json_new_object();
    json_add(o, "kind", json_new_string(doc_kind_name((enum doc_kind)b->kind)));
    add_place(d, o, b->at);
    if (b->level)
        json_add(o, "level", json_new_number(b->level));
    if (b->marks)
        json_add(o, "marks", marks_json(b->marks));
    json_add(o, "section", json_new_number(b->section));
    if (b->list)
        json_add(o, "list", json_new_number(b->list));
    if (b->table != DOC_NONE)
        json_add(o, "table", json_new_number(b->table));
    if (b->kind == DOC_CELL) {
        json_add(o, "row", json_new_number(b->row));
        json_add(o, "col", json_new_number(b->col));
        if (b->row_span > 1)
            json_add(o, "row_span", json_new_number(b->row_span));
        if (b->col_span > 1)
            json_add(o, "col_span", json_new_number(b->col_span));
        if (b->header)
            json_add(o, "header", json_new_bool(true));
    }
    if (b->run_in)
        json_add(o, "run_in", json_new_bool(true));
    json_add(o, "text", span(d, b->at, b->end));
    return o;
}

static const char *role_name(unsigned role)
{
    static const char *const names[] = {
        "unknown", "counts", "trajectory", "actions", "risks", "money", "indicators", "response"};
    return role < sizeof names / sizeof *names ? names[role] : names[0];
}

static struct json *table_json(const struct doc *d, size_t i)
{
    const struct doc_table *t = &d->tables.v[i];
    struct json *o = json_new_object();
    json_add(o, "first_block", json_new_number(t->first_block));
    json_add(o, "end_block", json_new_number(t->end_block));
    json_add(o, "caption", number(t->caption));
    json_add(o, "rows", json_new_number(t->rows));
    json_add(o, "cols", json_new_number(t->cols));
    json_add(o, "header_rows", json_new_number(t->header_rows));
    json_add(o, "role", json_new_string(role_name(t->role)));
    if (t->rebuilt)
        json_add(o, "rebuilt", json_new_bool(true));
    return o;
}

static struct json *section_json(const struct doc *d, size_t i)
{
    const struct doc_section *s = &d->sections.v[i];
    struct json *o = json_new_object();
    json_add(o, "parent", json_new_number(s->parent));
    json_add(o, "level", json_new_number(s->level));
    json_add(o, "first_block", json_new_number(s->first_block));
    json_add(o, "end_block", json_new_number(s->end_block));
    if (s->heading < d->blocks.n) {
        const struct doc_block *h = &d->blocks.v[s->heading];
        json_add(o, "heading", span(d, h->at, h->end));
    }
    return o;
}

static struct json *sentence_json(const struct doc *d, size_t i)
{
    static const char *const owners[] = {"own", "other", "system"};
    const struct doc_sentence *s = &d->sentences.v[i];
    struct json *o = json_new_object();
    json_add(o, "block", number(s->block));
    add_place(d, o, s->at);
    if (s->lead != DOC_NONE)
        json_add(o, "lead", json_new_number(s->lead));
    if (s->owner && s->owner < sizeof owners / sizeof *owners)
        json_add(o, "owner", json_new_string(owners[s->owner]));
    if (s->question)
        json_add(o, "question", json_new_bool(true));
    json_add(o, "text", span(d, s->at, s->end));
    return o;
}

static struct json *org_json(const struct doc *d, size_t i)
{
    static const char *const kinds[] = {"commissioner", "system", "provider", "council"};
    const struct doc_org *org = &d->orgs.v[i];
    struct json *o = json_new_object();
    json_add(o, "name", json_new_string(org->name));
    json_add(o, "kind", json_new_string(kinds[org->kind % 4]));
    json_add(o, "own", json_new_bool(org->own));
    json_add(o, "count", json_new_number(org->count));
    add_place(d, o, org->at);
    return o;
}

static struct json *abbreviation_json(const struct doc *d, size_t i)
{
    const struct doc_abbreviation *a = &d->abbreviations.v[i];
    struct json *o = json_new_object();
    json_add(o, "short", json_new_string(a->short_form));
    json_add(o, "long", json_new_string(a->long_form));
    return o;
}

static struct json *note_json(const struct doc *d, size_t i)
{
    const struct doc_note *n = &d->notes.v[i];
    struct json *o = json_new_object();
    json_add(o, "code", json_new_string(n->code));
    json_add(o, "text", json_new_string(n->text));
    if (n->at != DOC_NONE)
        add_place(d, o, n->at);
    return o;
}

static struct json *value_json(const struct doc *d, size_t i)
{
    static const char *const kinds[] = {"number", "money", "percent", "duration", "time", "date"};
    const struct value *v = &d->values.v[i];
    struct json *o = json_new_object();
    add_place(d, o, v->at);
    json_add(o, "kind", json_new_string(kinds[v->kind % VALUE_KINDS]));
    json_add(o, "lo", json_new_number(v->lo));
    json_add(o, "hi", json_new_number(v->hi));
    if (v->per) {
        json_add(o, "per", json_new_number(v->per));
        json_add(o, "per_count", json_new_number(v->per_count));
    }
    if (v->flags)
        json_add(o, "flags", json_new_number(v->flags));
    json_add(o, "text", span(d, v->at, v->at + v->len));
    return o;
}

/* One object a line: `"name": [ ... ]`. */
static void dump_list(const struct doc *d, const char *name, size_t n,
    struct json *(*make)(const struct doc *, size_t), struct buf *out)
{
    buf_printf(out, ",\n  \"%s\": [", name);
    for (size_t i = 0; i < n; i++) {
        struct json *o = make(d, i);
        buf_add_str(out, i ? ",\n    " : "\n    ");
        json_print(o, false, out);
        json_free(o);
    }
    buf_add_str(out, n ? "\n  ]" : "]");
}

void doc_dump_json(const struct doc *d, struct buf *out)
{
    struct json *head = json_new_object();
    json_add(head, "schema", json_new_string("planassure-extract/1"));
    json_add(head, "path", json_new_string(d->name));
    json_add(head, "format", json_new_string(d->format));
    json_add(head, "title", json_new_string(d->title));
    json_add(head, "pages", d->has_pages ? json_new_number((double)d->pages.n) : json_new_null());
    json_add(head, "lines", json_new_number((double)d->lines.n));
    buf_add_str(out, "{\n  \"document\": ");
    json_print(head, false, out);
    json_free(head);
    dump_list(d, "blocks", d->blocks.n, block_json, out);
    dump_list(d, "tables", d->tables.n, table_json, out);
    dump_list(d, "sections", d->sections.n, section_json, out);
    dump_list(d, "sentences", d->sentences.n, sentence_json, out);
    dump_list(d, "values", d->values.n, value_json, out);
    dump_list(d, "organisations", d->orgs.n, org_json, out);
    dump_list(d, "abbreviations", d->abbreviations.n, abbreviation_json, out);
    dump_list(d, "notes", d->notes.n, note_json, out);
    buf_add_str(out, "\n}\n");
}

static void add_attribute(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, " %s=\"", name);
    escape_xml(out, value, strlen(value));
    buf_add_str(out, "\"");
}

static void dump_block_xml(const struct doc *d, const struct doc_block *b, struct buf *out)
{
    const char *name = doc_kind_name((enum doc_kind)b->kind);
    uint32_t line, column, page = doc_page_number(d, b->at);
    doc_place(d, b->at, &line, &column);
    buf_printf(out, "%s<%s", b->kind == DOC_CELL ? "      " : "  ", name);
    if (page)
        buf_printf(out, " page=\"%u\"", page);
    buf_printf(out, " line=\"%u\" column=\"%u\"", line, column);
    if (b->level)
        buf_printf(out, " level=\"%u\"", b->level);
    if (b->kind == DOC_CELL)
        buf_printf(out, " col=\"%u\"", b->col);
    if (b->row_span > 1)
        buf_printf(out, " rowspan=\"%u\"", b->row_span);
    if (b->col_span > 1)
        buf_printf(out, " colspan=\"%u\"", b->col_span);
    if (b->header)
        add_attribute(out, "header", "yes");
    if (b->run_in)
        add_attribute(out, "run-in", "yes");
    if (b->marks) {
        struct arena *scratch = arena_new();
        add_attribute(out, "marks", doc_marks_text(scratch, b->marks));
        arena_free(scratch);
    }
    buf_add_str(out, ">");
    escape_xml(out, d->text + b->at, b->end - b->at);
    buf_printf(out, "</%s>\n", name);
}

/* Opens and closes tables and rows between the block before `b` and `b`; either may be NULL. */
static void dump_table_edges(
    const struct doc *d, const struct doc_block *before, const struct doc_block *b, struct buf *out)
{
    bool was = before && before->kind == DOC_CELL, is = b && b->kind == DOC_CELL;
    bool same = was && is && before->table == b->table;
    if (was && (!same || before->row != b->row))
        buf_add_str(out, "    </row>\n");
    if (was && !same)
        buf_add_str(out, "  </table>\n");
    if (is && !same)
        buf_printf(out, "  <table role=\"%s\" header-rows=\"%u\">\n",
            role_name(d->tables.v[b->table].role), d->tables.v[b->table].header_rows);
    if (is && (!same || before->row != b->row))
        buf_add_str(out, "    <row>\n");
}

void doc_dump_xml(const struct doc *d, struct buf *out)
{
    buf_add_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document"
                     " xmlns=\"urn:planassure:extract:1\"");
    add_attribute(out, "path", d->name ? d->name : "");
    add_attribute(out, "format", d->format);
    if (d->title)
        add_attribute(out, "title", d->title);
    if (d->has_pages)
        buf_printf(out, " pages=\"%zu\"", d->pages.n);
    buf_add_str(out, ">\n");
    const struct doc_block *before = NULL;
    for (size_t i = 0; i < d->blocks.n; i++) {
        dump_table_edges(d, before, &d->blocks.v[i], out);
        before = &d->blocks.v[i];
        dump_block_xml(d, before, out);
    }
    dump_table_edges(d, before, NULL, out);
    for (size_t i = 0; i < d->notes.n; i++) {
        buf_add_str(out, "  <note");
        add_attribute(out, "code", d->notes.v[i].code);
        buf_add_str(out, ">");
        escape_xml(out, d->notes.v[i].text, strlen(d->notes.v[i].text));
        buf_add_str(out, "</note>\n");
    }
    buf_add_str(out, "</document>\n");
}

void doc_write_text(const struct doc *doc, struct buf *out)
{
    buf_add(out, doc->text, doc->len);
    if (doc->len && doc->text[doc->len - 1] != '\n')
        buf_add_char(out, '\n');
}
