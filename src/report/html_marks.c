/* Where the plan is quoted. The same sentence often serves several requirements: quotes that
 * overlap become one mark, which knows all that point at it. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"
#include "report/html_report.h"
#include "report/place.h"

struct span {
    uint32_t at, end;
    struct html_pointer pointer;
};

struct spans {
    VEC(struct span) list;
};

static void add_span(
    struct spans *spans, const struct doc *doc, uint32_t at, uint32_t end, struct html_pointer p)
{
    if (end > doc->len)
        end = doc->len;
    struct span span = {at, end, p};
    if (at < end)
        VEC_PUSH(&spans->list, span);
}

static void add_requirement(struct spans *spans, const struct result *r, uint32_t index)
{
    const struct requirement_result *res = &r->requirements[index];
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        const struct candidate *found;
        if (!place_matters(res, i))
            continue;
        for (uint32_t k = 0; (found = place_evidence(&res->criteria[i], k)) != NULL; k++)
            add_span(spans, r->doc, found->evidence.at, found->evidence.end,
                (struct html_pointer){false, index});
    }
}

static void add_defect(struct spans *spans, const struct result *r, uint32_t index)
{
    const struct finding *f = &r->findings[index];
    add_span(spans, r->doc, f->at, f->end, (struct html_pointer){true, index});
    for (uint32_t k = 0; k < f->related_count; k++)
        add_span(
            spans, r->doc, f->related[k].at, f->related[k].end, (struct html_pointer){true, index});
}

static int compare_pointers(const struct html_pointer *a, const struct html_pointer *b)
{
    if (a->defect != b->defect)
        return a->defect ? 1 : -1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return compare_pointers(&a->pointer, &b->pointer);
}

/* Adds the pointer to the last mark, which is still open, unless it is there. */
static void add_pointer(struct html_marks *m, struct html_pointer pointer)
{
    struct html_mark *mark = &m->marks[m->count - 1];
    mark->evidence |= !pointer.defect;
    for (uint32_t i = mark->first; i < m->pointer_count; i++)
        if (compare_pointers(&m->pointers[i], &pointer) == 0)
            return;
    m->pointers[m->pointer_count++] = pointer;
    mark->count++;
}

void html_marks_find(const struct result *r, struct html_marks *m)
{
    struct spans spans = {0};
    *m = (struct html_marks){0};
    for (uint32_t i = 0; r->doc && i < r->requirement_count; i++)
        add_requirement(&spans, r, i);
    for (uint32_t i = 0; r->doc && i < r->finding_count; i++)
        add_defect(&spans, r, i);
    if (spans.list.n)
        sort_stable(spans.list.v, spans.list.n, sizeof *spans.list.v, compare_spans);
    m->marks = xcalloc(spans.list.n + 1, sizeof *m->marks);
    m->pointers = xcalloc(spans.list.n + 1, sizeof *m->pointers);
    for (size_t i = 0; i < spans.list.n; i++) {
        const struct span *span = &spans.list.v[i];
        struct html_mark *last = m->count ? &m->marks[m->count - 1] : NULL;
        if (!last || span->at >= last->end)
            m->marks[m->count++] =
                (struct html_mark){span->at, span->end, m->pointer_count, 0, false};
        else if (span->end > last->end)
            last->end = span->end;
        add_pointer(m, span->pointer);
    }
    xfree(spans.list.v);
}

void html_marks_free(struct html_marks *m)
{
    xfree(m->marks);
    xfree(m->pointers);
}

uint32_t html_marks_at(const struct html_marks *m, uint32_t at)
{
    uint32_t low = 0, high = m->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->marks[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < m->count && m->marks[low].at <= at ? low : DOC_NONE;
}
