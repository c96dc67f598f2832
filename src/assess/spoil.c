/* See spoil.h. */
#include "assess/spoil.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"

static uint32_t table_of(const struct doc *doc, uint32_t at)
{
    uint32_t block = doc_block_at(doc, at);
    return block == DOC_NONE ? DOC_NONE : doc->blocks.v[block].table;
}

static bool place_touches(
    const struct doc *doc, uint32_t at, uint32_t end, const struct evidence *e, bool table)
{
    if (at < e->end && e->at < end)
        return true;
    uint32_t t = table ? table_of(doc, at) : DOC_NONE;
    return t != DOC_NONE && t == table_of(doc, e->at);
}

static bool touches(
    const struct doc *doc, const struct finding *f, const struct evidence *e, bool table)
{
    if (place_touches(doc, f->at, f->end, e, table))
        return true;
    for (uint32_t i = 0; i < f->related_count; i++)
        if (place_touches(doc, f->related[i].at, f->related[i].end, e, table))
            return true;
    return false;
}

/* Does the requirement say itself what a defect of this rule does? */
static bool says_itself(const struct requirement *q, const char *rule)
{
    for (uint32_t i = 0; i < q->defect_cap_count; i++)
        if (q->defect_caps[i].rule && !strcmp(q->defect_caps[i].rule, rule))
            return true;
    return false;
}

static bool is_meant(
    const struct requirement *q, const struct defect_cap *cap, bool own, const struct finding *f)
{
    uint32_t severity = 0;
    while (severity_words[severity] && strcmp(severity_words[severity], f->severity) != 0)
        severity++;
    if (severity > cap->severity || (cap->rule && strcmp(cap->rule, f->rule) != 0))
        return false;
    return (own && cap->rule) || !says_itself(q, f->rule);
}

const struct finding *spoil_find(const struct doc *doc, const struct findings *findings,
    const struct requirement *q, const struct defect_cap *cap, bool own,
    const struct criterion_result *c)
{
    const struct finding *first = NULL;
    if (c->cut)
        return NULL; /* there are more places than were kept */
    for (uint32_t k = 0; k < c->count; k++) {
        if (c->candidates[k].reason != VOID_NOT)
            continue;
        const struct finding *found = NULL;
        for (uint32_t i = 0; i < findings->count && !found; i++)
            if (is_meant(q, cap, own, &findings->v[i]) &&
                (cap->plan ||
                    touches(doc, &findings->v[i], &c->candidates[k].evidence, cap->table)))
                found = &findings->v[i];
        if (!found)
            return NULL;
        first = first ? first : found;
    }
    return first;
}

static void add_place(const struct doc *doc, uint32_t at, struct buf *out)
{
    uint32_t line, column, page = doc_page_number(doc, at);
    doc_place(doc, at, &line, &column);
    if (page)
        buf_printf(out, "page %u, ", page);
    buf_printf(out, "line %u", line);
}

const char *spoil_describe(const struct doc *doc, const struct finding *f, struct arena *arena)
{
    struct buf out;
    buf_init(&out, LIMIT_TEXT_BYTES);
    buf_printf(&out, "%s on ", f->rule);
    add_place(doc, f->at, &out);
    for (uint32_t i = 0; i < f->related_count && i < 3; i++) {
        buf_add_str(&out, i ? " and " : ", against ");
        add_place(doc, f->related[i].at, &out);
    }
    buf_printf(&out, ": %s", f->message);
    const char *text = arena_strdup(arena, buf_str(&out));
    buf_clear(&out);
    return text;
}
