/* Running heads and feet: lines near the edge of a page that stand at the same height on other
 * pages, alike but for their digits. A bare page number is one when it counts with its page. */
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/pdf.h"

enum {
    EDGE_LINES = 4,  /* looked at from each edge */
    EDGE_PART = 6,   /* within a sixth of the page's height */
    SAME_HEIGHT = 40 /* tenths of a point that a head may move */
};

struct edge {
    uint32_t page, line;
    uint64_t key; /* of its words, digits as one */
    int y;        /* from the top, or from the bottom for feet */
    long number;  /* the last number in it, less the page's; LONG_MIN: none */
    bool bare;    /* nothing but a number, or "Page 3 of 10" */
};

struct edges {
    VEC(struct edge) list;
};

static bool is_word_of_numbers(const char *s, size_t len)
{
    static const char *const words[] = {"page", "of", "p"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == len && !strncasecmp(words[i], s, len))
            return true;
    return false;
}

static struct edge read_edge(const char *s)
{
    struct edge e = {.key = 14695981039346656037u, .number = LONG_MIN, .bare = true};
    for (size_t i = 0; s[i];) {
        unsigned char c = (unsigned char)s[i];
        size_t n = 1;
        if (isdigit(c)) {
            e.number = 0;
            for (n = 0; isdigit((unsigned char)s[i + n]); n++)
                e.number = n < 6 ? e.number * 10 + (s[i + n] - '0') : e.number;
            c = '#';
        } else if (isalpha(c)) {
            while (isalpha((unsigned char)s[i + n]))
                n++;
            e.bare = e.bare && is_word_of_numbers(s + i, n);
            for (size_t k = 0; k < n; k++)
                e.key = (e.key ^ (unsigned char)tolower((unsigned char)s[i + k])) * 1099511628211u;
        } else if (c >= 0x80) {
            e.bare = false;
        }
        e.key = (e.key ^ c) * 1099511628211u;
        i += n;
    }
    e.bare = e.bare && e.number != LONG_MIN;
    return e;
}

static void add_edge(
    const struct pdf_layout *l, const struct pdf_lines *page, size_t i, bool foot, struct edges *to)
{
    const struct pdf_line *line = &page->list.v[i];
    const struct pdf_page *p = &l->pages.v[line->page];
    int y = foot ? p->height - line->y1 : line->y0;
    if (y * EDGE_PART > p->height)
        return;
    struct buf text;
    buf_init(&text, 1000);
    pdf_line_text(line, 0, &text);
    struct edge e = read_edge(buf_str(&text));
    e.page = line->page;
    e.line = (uint32_t)i;
    e.y = y;
    if (e.number != LONG_MIN)
        e.number -= (long)p->number;
    VEC_PUSH(&to->list, e);
    buf_clear(&text);
}

static bool alike(const struct edge *a, const struct edge *b)
{
    if (abs(a->y - b->y) > SAME_HEIGHT || a->key != b->key)
        return false;
    return !a->bare || a->number == b->number;
}

/* Edges of the pages around that are like this one: heads change with the chapter. Two pages tell
 * little, three enough. */
static bool is_running(const struct pdf_layout *l, const struct edges *edges, size_t i)
{
    enum { AROUND = 40 };
    const struct edge *e = &edges->list.v[i];
    size_t like = 0, from = i > AROUND ? i - AROUND : 0;
    for (size_t k = from; k < edges->list.n && k < i + AROUND; k++)
        like += edges->list.v[k].page != e->page && alike(e, &edges->list.v[k]);
    size_t wanted = l->pages.n > 3 ? 2 : 1;
    return like >= wanted || (e->bare && like >= 1);
}

static void part_edges(
    struct pdf_layout *l, const struct edges *edges, struct pdf_lines *pages, struct pdf_lines *to)
{
    for (size_t i = 0; i < edges->list.n; i++) {
        const struct edge *e = &edges->list.v[i];
        struct pdf_line *line = &pages[e->page].list.v[e->line];
        if (line->n && is_running(l, edges, i)) {
            VEC_PUSH(&to[e->page].list, *line);
            line->n = 0; /* taken */
        }
    }
}

static void drop_taken(struct pdf_lines *page)
{
    size_t n = 0;
    for (size_t i = 0; i < page->list.n; i++)
        if (page->list.v[i].n)
            page->list.v[n++] = page->list.v[i];
    page->list.n = n;
}

void pdf_furniture_part(struct pdf_layout *l, struct pdf_lines *pages)
{
    struct edges heads = {0}, feet = {0};
    for (size_t p = 0; p < l->pages.n; p++) {
        size_t n = pages[p].list.n;
        for (size_t i = 0; i < n && i < EDGE_LINES; i++)
            add_edge(l, &pages[p], i, false, &heads);
        for (size_t i = n > EDGE_LINES ? n - EDGE_LINES : 0; i < n; i++)
            add_edge(l, &pages[p], i, true, &feet);
    }
    part_edges(l, &heads, pages, l->heads);
    part_edges(l, &feet, pages, l->feet);
    for (size_t p = 0; p < l->pages.n; p++)
        drop_taken(&pages[p]);
    xfree(heads.list.v);
    xfree(feet.list.v);
}
