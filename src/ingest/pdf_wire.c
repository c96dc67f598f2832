/* The protocol of planassure-pdf (base/pdf_wire.h), taken apart. The program's answer is as hostile
 * as the file that it read: numbers are held to what a page can be, and an answer that does not end
 * as it should is none. */
#include <string.h>

#include "base/limits.h"
#include "ingest/pdf.h"

enum { FURTHEST = 200000 }; /* PDF pages are at most 14,400 points; a page may be scaled */

/* Reads a number and the blank behind it. */
static bool take_number(const char **p, const char *end, int *out)
{
    const char *s = *p;
    bool minus = s < end && *s == '-';
    int n = 0;
    s += minus;
    const char *first = s;
    for (; s < end && *s >= '0' && *s <= '9'; s++)
        if (n <= FURTHEST)
            n = n * 10 + (*s - '0');
    if (s == first || s == end || *s != ' ')
        return false;
    n = n > FURTHEST ? FURTHEST : n;
    *out = minus ? -n : n;
    *p = s + 1;
    return true;
}

static bool take_numbers(const char **p, const char *end, int *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!take_number(p, end, &out[i]))
            return false;
    return true;
}

static bool add_page(struct pdf_layout *l, const char *p, const char *end)
{
    int n[4];
    if (!take_numbers(&p, end, n, 4) || n[0] < 1 || n[3] < 0 || l->pages.n >= LIMIT_PAGES)
        return false;
    if (l->pages.n && (uint32_t)n[0] <= l->pages.v[l->pages.n - 1].number)
        return false;
    struct pdf_page page = {.number = (uint32_t)n[0],
        .width = n[1],
        .height = n[2],
        .images = (uint32_t)n[3],
        .label = arena_copy(l->arena, p, (size_t)(end - p)),
        .first = l->segments.n,
        .end = l->segments.n,
        .hidden_first = l->hidden.n,
        .hidden_end = l->hidden.n};
    VEC_PUSH(&l->pages, page);
    return true;
}

/* A segment that nobody could see on the page is left out, but was said. */
static bool add_segment(struct pdf_layout *l, const char *p, const char *end)
{
    int n[6];
    if (!l->pages.n || !take_numbers(&p, end, n, 6) || n[5] < 0)
        return false;
    while (p < end && *p == ' ')
        p++;
    while (p < end && end[-1] == ' ')
        end--;
    struct pdf_segment s = {.x0 = n[0],
        .y0 = n[1],
        .x1 = n[2] > n[0] ? n[2] : n[0] + 1,
        .y1 = n[3] > n[1] ? n[3] : n[1] + 1,
        .size = n[4] > 0 ? n[4] : 1,
        .look = (unsigned)n[5],
        .text = p,
        .len = (uint32_t)(end - p)};
    struct pdf_page *page = &l->pages.v[l->pages.n - 1];
    bool outside = s.x1 < 0 || s.y1 < 0 || s.x0 > page->width || s.y0 > page->height;
    if (s.len && !outside && s.look & PDF_HIDDEN)
        VEC_PUSH(&l->hidden, s);
    else if (s.len && !outside)
        VEC_PUSH(&l->segments, s);
    page->end = l->segments.n;
    page->hidden_end = l->hidden.n;
    return true;
}

static bool is_line(const char *p, size_t n, const char *line)
{
    return n == strlen(line) && !memcmp(p, line, n);
}

static bool parse(struct pdf_layout *l, const char *p, const char *end)
{
    bool first = true, known = true;
    while (p < end && known) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        size_t n = nl ? (size_t)(nl - p) : 0;
        if (!nl)
            return false;
        if (first)
            known = is_line(p, n, PDF_WIRE_FIRST);
        else if (is_line(p, n, PDF_WIRE_LAST))
            return nl + 1 == end;
        else if (n > 2 && !memcmp(p, "s ", 2))
            known = add_segment(l, p + 2, nl);
        else
            known = n > 2 && !memcmp(p, "p ", 2) && add_page(l, p + 2, nl);
        first = false;
        p = nl + 1;
    }
    return false;
}

struct pdf_layout *pdf_layout_parse(const char *wire, size_t len)
{
    struct pdf_layout *l = xcalloc(1, sizeof *l);
    l->arena = arena_new();
    if (parse(l, wire, wire + len))
        return l;
    pdf_layout_free(l);
    return NULL;
}

static void free_table(struct pdf_table *t)
{
    for (size_t r = 0; r < t->rows.n; r++)
        for (uint16_t c = 0; c < t->cols; c++)
            xfree(t->rows.v[r].cells[c].lines.list.v);
    xfree(t->rows.v);
}

void pdf_layout_free(struct pdf_layout *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < l->items.n; i++) {
        xfree(l->items.v[i].lines.list.v);
        if (l->items.v[i].table)
            free_table(l->items.v[i].table);
    }
    for (size_t i = 0; l->heads && i < l->pages.n; i++) {
        xfree(l->heads[i].list.v);
        xfree(l->feet[i].list.v);
        xfree(l->notes[i].list.v);
        xfree(l->unseen[i].list.v);
    }
    map_free(l->words);
    xfree(l->items.v);
    xfree(l->pages.v);
    xfree(l->segments.v);
    xfree(l->hidden.v);
    arena_free(l->arena);
    xfree(l);
}
