/* Running heads and feet: lines that stand at the edge of many pages, alike but for their digits.
 * Where a whole page is one line, the same words at the beginning or end of many pages. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"
#include "base/hash.h"
#include "base/sort.h"

#define MIN_PAGES  4
#define EDGE       2   /* lines looked at from each edge of a page */
#define HEAD_SIZE  140 /* bytes of a running head */
#define HEAD_WORDS 12  /* words of a running head inside a line */

struct edge {
    uint64_t hash;
    uint32_t at, end;
};
struct edges {
    VEC(struct edge) list;
};

/* Letters alone, in lower case: "Plan v2 | 12" and "Plan v2 | 13" are one head. */
static uint64_t edge_hash(const char *s, uint32_t len)
{
    uint64_t h = 14695981039346656037u;
    for (uint32_t i = 0; i < len; i++)
        if (isalpha((unsigned char)s[i]) || (unsigned char)s[i] >= 0x80)
            h = (h ^ (unsigned char)tolower((unsigned char)s[i])) * 1099511628211u;
    return h;
}

static void add_edge(const struct doc *doc, uint32_t at, uint32_t end, struct edges *out)
{
    span_trim(doc->text, &at, &end);
    if (at == end || end - at > HEAD_SIZE)
        return;
    struct edge e = {edge_hash(doc->text + at, end - at), at, end};
    if (e.hash != 14695981039346656037u)
        VEC_PUSH(&out->list, e);
}

static void page_edges(const struct doc *doc, uint32_t at, uint32_t end, struct edges *out)
{
    span_trim(doc->text, &at, &end);
    for (int i = 0; i < EDGE && at < end; i++) {
        const char *nl = memchr(doc->text + at, '\n', end - at);
        uint32_t stop = nl ? (uint32_t)(nl - doc->text) : end;
        add_edge(doc, at, stop, out);
        at = stop;
        span_trim(doc->text, &at, &end);
    }
    for (int i = 0; i < EDGE && at < end; i++) {
        uint32_t p = end;
        while (p > at && doc->text[p - 1] != '\n')
            p--;
        add_edge(doc, p, end, out);
        end = p;
        span_trim(doc->text, &at, &end);
    }
}

/* The first (or last) `HEAD_WORDS` words of a long line, one edge for each number of words. */
static void line_edges(
    const struct doc *doc, uint32_t at, uint32_t end, bool last, struct edges *out)
{
    span_trim(doc->text, &at, &end);
    uint32_t p = last ? end : at;
    for (int k = 0; k < HEAD_WORDS; k++) {
        if (last) {
            while (p > at && doc->text[p - 1] == ' ')
                p--;
            while (p > at && doc->text[p - 1] != ' ' && doc->text[p - 1] != '\n')
                p--;
        } else {
            while (p < end && doc->text[p] == ' ')
                p++;
            while (p < end && doc->text[p] != ' ' && doc->text[p] != '\n')
                p++;
        }
        if (k > 0)
            add_edge(doc, last ? p : at, last ? end : p, out);
    }
}

static int by_hash(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at ? 1 : (x->end > y->end) - (x->end < y->end);
}

static int by_place(const void *a, const void *b)
{
    const struct cut *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end; /* the longer one first */
}

/* Cuts the edges that stand on `need` pages or more. */
static void cut_repeated(struct doc *doc, struct edges *e, size_t need)
{
    VEC(struct cut) cuts = {0};
    if (e->list.n)
        sort_stable(e->list.v, e->list.n, sizeof *e->list.v, by_hash);
    for (size_t i = 0, k; i < e->list.n; i = k) {
        for (k = i; k < e->list.n && e->list.v[k].hash == e->list.v[i].hash; k++)
            ;
        for (size_t j = i; k - i >= need && j < k; j++)
            VEC_PUSH(&cuts, ((struct cut){e->list.v[j].at, e->list.v[j].end, DOC_FURNITURE,
                                DOC_PARAGRAPH, 0, false}));
    }
    if (cuts.n)
        sort_stable(cuts.v, cuts.n, sizeof *cuts.v, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < cuts.n; i++)
        if (kept == 0 || cuts.v[i].at >= cuts.v[kept - 1].end)
            cuts.v[kept++] = cuts.v[i];
    edit_cut(doc, cuts.v, kept);
    xfree(cuts.v);
    e->list.n = 0;
}

/* Where the page's text begins and ends without what is furniture already. */
static void inner_span(const struct doc *doc, size_t page, uint32_t *at, uint32_t *end)
{
    *at = doc->pages.v[page].at;
    *end = page + 1 < doc->pages.n ? doc->pages.v[page + 1].at : doc->len;
    uint32_t b = doc_block_at(doc, *at);
    uint32_t first = *end, last = *at;
    for (b = b == DOC_NONE ? 0 : b; b < doc->blocks.n && doc->blocks.v[b].at < *end; b++) {
        const struct doc_block *x = &doc->blocks.v[b];
        if (x->end <= *at || x->marks & (DOC_FURNITURE | DOC_BOILERPLATE))
            continue;
        if (first == *end)
            first = x->at > *at ? x->at : *at;
        last = x->end < *end ? x->end : *end;
    }
    *at = first;
    *end = last > first ? last : first;
}

void furniture_run(struct doc *doc)
{
    if (!doc_is_unmarked(doc) || !doc->has_pages || doc->pages.n < MIN_PAGES || doc->shaped)
        return;
    struct edges lines = {0}, tails = {0};
    size_t need = doc->pages.n * 2 / 5 > 3 ? doc->pages.n * 2 / 5 : 3;
    for (size_t i = 0; i < doc->pages.n; i++) {
        uint32_t at, end;
        inner_span(doc, i, &at, &end);
        if (at == end)
            continue;
        if (end - at > HEAD_SIZE && !memchr(doc->text + at, '\n', end - at)) {
            line_edges(doc, at, end, false, &tails);
            line_edges(doc, at, end, true, &tails);
        } else {
            page_edges(doc, at, end, &lines);
        }
    }
    cut_repeated(doc, &lines, need);
    cut_repeated(doc, &tails, need);
    xfree(lines.list.v);
    xfree(tails.list.v);
}
