/* The block editor. Tables point at blocks by index, so every rebuild carries a map from old to new
 * indexes; nothing else of the document has to know that blocks were split or joined. */
#include "analyse/edit.h"

#include <string.h>

#include "base/limits.h"

void edit_begin(struct edit *e, struct doc *doc)
{
    *e = (struct edit){.doc = doc};
    e->map = xcalloc(doc->blocks.n + 1, sizeof *e->map);
    size_t want = doc->blocks.n + doc->blocks.n / 4 + 16;
    e->out.v = xgrow(NULL, &e->out.room, want, sizeof *e->out.v);
}

void edit_at(struct edit *e, uint32_t i)
{
    e->map[i] = (uint32_t)e->out.n;
    e->mapped = i + 1;
}

struct doc_block *edit_add(struct edit *e, const struct doc_block *b)
{
    if (e->out.n >= LIMIT_BLOCKS && e->out.n) {
        struct doc_block *last = &e->out.v[e->out.n - 1];
        if (b->end > last->end)
            last->end = b->end;
        return last;
    }
    VEC_PUSH(&e->out, *b);
    return &e->out.v[e->out.n - 1];
}

void edit_end(struct edit *e)
{
    struct doc *doc = e->doc;
    for (size_t i = e->mapped; i <= doc->blocks.n; i++)
        e->map[i] = (uint32_t)e->out.n;
    for (size_t i = 0; i < doc->tables.n; i++) {
        struct doc_table *t = &doc->tables.v[i];
        t->first_block = e->map[t->first_block];
        t->end_block = e->map[t->end_block];
        if (t->caption != DOC_NONE)
            t->caption = e->map[t->caption];
    }
    xfree(doc->blocks.v);
    doc->blocks.v = e->out.v;
    doc->blocks.n = e->out.n;
    doc->blocks.room = e->out.room;
    xfree(e->map);
    doc->sections.n = 0;
    doc->sentences.n = 0;
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

void span_trim(const char *text, uint32_t *at, uint32_t *end)
{
    while (*at < *end && is_blank((unsigned char)text[*at]))
        ++*at;
    while (*end > *at) {
        if (is_blank((unsigned char)text[*end - 1]))
            --*end;
        else if (*end - *at > 1 && !memcmp(text + *end - 2, "\xC2\xA0", 2))
            *end -= 2;
        else
            break;
    }
}

/* "2." between two items: the number of the second one. */
static bool is_item_number(const char *s, uint32_t len)
{
    uint32_t n = 0;
    while (n < len && s[n] >= '0' && s[n] <= '9')
        n++;
    return n > 0 && n < 3 && n + 1 == len && (s[n] == '.' || s[n] == ')');
}

/* Adds what is left of `b` in [at, end) when anything can be seen there. */
static void add_rest(struct edit *e, const struct doc_block *b, uint32_t at, uint32_t end)
{
    struct doc_block rest = *b;
    rest.at = at;
    rest.end = end;
    span_trim(e->doc->text, &rest.at, &rest.end);
    if (rest.at < rest.end && !is_item_number(e->doc->text + rest.at, rest.end - rest.at))
        edit_add(e, &rest);
}

static void add_cut(struct edit *e, const struct doc_block *b, const struct cut *c)
{
    struct doc_block one = *b;
    one.at = c->at;
    one.end = c->end;
    one.marks |= c->marks;
    one.kind = c->kind;
    one.level = c->level;
    one.run_in = c->run_in;
    if (c->kind == DOC_HEADING)
        one.list = 0;
    edit_add(e, &one);
}

size_t edit_cut(struct doc *doc, const struct cut *cuts, size_t n)
{
    if (n == 0)
        return 0;
    struct edit e;
    size_t k = 0, found = 0;
    edit_begin(&e, doc);
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        edit_at(&e, i);
        while (k < n && cuts[k].at < b->at)
            k++;
        if (k == n || cuts[k].end > b->end || b->table != DOC_NONE || b->kind == DOC_CELL) {
            edit_add(&e, b);
            continue;
        }
        uint32_t at = b->at;
        for (; k < n && cuts[k].end <= b->end; k++, found++) {
            add_rest(&e, b, at, cuts[k].at);
            add_cut(&e, b, &cuts[k]);
            at = cuts[k].end;
        }
        add_rest(&e, b, at, b->end);
    }
    edit_end(&e);
    return found;
}

bool doc_is_unmarked(const struct doc *doc)
{
    return doc->format && !strcmp(doc->format, "text");
}
