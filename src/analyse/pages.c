/* Pages of text that has no form feeds. Two kinds of page marks are known: a whole page on one line
 * that begins and often ends with its number, and a line with nothing but the number. Both are
 * found as the longest chain of numbers that count up through the text, so that numbered lists and
 * tables do not make pages. Where the reader gave the pages, only their printed numbers are looked
 * for. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"

#define NUMBERS    10000 /* page numbers have at most four digits */
#define MAX_GAP    3     /* pages whose number may be missing in a chain */
#define MIN_MARKS  3     /* fewer marks are chance */
#define LONG_LINE  500   /* a page on one line is this long on average */
#define FAR_LINES  6     /* lines between two bare numbers, on average, on real pages */
#define ALONE_SIZE 24    /* bytes of "Page 12 of 75" */

struct mark {
    uint32_t line, number, at, end; /* the number itself is [at, end) */
    uint32_t tail;                  /* where the closing number begins; 0: none */
    uint32_t length;
    uint32_t back; /* the mark before it in its chain */
};

struct marks {
    VEC(struct mark) list;
};

static uint32_t line_end(const struct doc *doc, size_t i)
{
    return i + 1 < doc->lines.n ? doc->lines.v[i + 1] : doc->len;
}

static uint32_t read_number(const char *s, uint32_t at, uint32_t end, uint32_t *number)
{
    uint32_t n = 0, p = at;
    while (p < end && s[p] >= '0' && s[p] <= '9' && p - at < 5)
        n = n * 10 + (uint32_t)(s[p++] - '0');
    *number = n;
    return p - at > 4 || n == 0 ? at : p;
}

/* The number that ends [at, end), its first byte in `*tail`; 0 when there is none. */
static uint32_t closing_number(const char *s, uint32_t at, uint32_t end, uint32_t *tail)
{
    uint32_t p = end, n = 0;
    while (p > at && s[p - 1] >= '0' && s[p - 1] <= '9' && end - p < 5)
        p--;
    if (p == end || end - p > 4 || p == at || s[p - 1] != ' ')
        return 0;
    read_number(s, p, end, &n);
    *tail = p;
    return n;
}

static void line_marks(const struct doc *doc, struct marks *out)
{
    for (size_t i = 0; i < doc->lines.n; i++) {
        uint32_t at = doc->lines.v[i], end = line_end(doc, i), n, tail = 0;
        span_trim(doc->text, &at, &end);
        uint32_t p = read_number(doc->text, at, end, &n);
        if (p == at || p >= end || doc->text[p] != ' ')
            continue;
        struct mark m = {(uint32_t)i, n, at, p, 0, end - at, DOC_NONE};
        if (closing_number(doc->text, p, end, &tail) == n)
            m.tail = tail;
        VEC_PUSH(&out->list, m);
    }
}

/* "12", "- 12 -", "Page 12", "Page 12 of 75", "12 | P a g e" alone on its line. */
static bool alone_number(const char *s, uint32_t at, uint32_t end, uint32_t *number)
{
    static const char *const noise[] = {"page", "p a g e", "of", "|", "-", "\xE2\x80\x93"};
    bool found = false;
    if (end - at > ALONE_SIZE)
        return false;
    while (at < end) {
        uint32_t n, p = read_number(s, at, end, &n);
        size_t i = 0, len = 0;
        for (; i < sizeof noise / sizeof *noise; i++) {
            len = strlen(noise[i]);
            if (len <= end - at) {
                size_t k = 0;
                while (k < len && ((s[at + k] | 32) == noise[i][k] || s[at + k] == noise[i][k]))
                    k++;
                if (k == len)
                    break;
            }
        }
        if (p > at) {
            if (!found)
                *number = n;
            found = true;
            at = p;
        } else if (s[at] == ' ') {
            at++;
        } else if (i < sizeof noise / sizeof *noise) {
            at += (uint32_t)len;
        } else {
            return false;
        }
    }
    return found;
}

static void alone_marks(const struct doc *doc, struct marks *out)
{
    uint32_t seen = 0; /* lines with text so far */
    for (size_t i = 0; i < doc->lines.n; i++) {
        uint32_t at = doc->lines.v[i], end = line_end(doc, i), n = 0;
        span_trim(doc->text, &at, &end);
        if (at == end)
            continue;
        seen++;
        if (alone_number(doc->text, at, end, &n) && n < NUMBERS) {
            struct mark m = {(uint32_t)i, n, at, end, 0, seen, DOC_NONE};
            VEC_PUSH(&out->list, m);
        }
    }
}

/* The longest chain of marks whose numbers count up by one (or jump over missing ones): for each
 * number the best chain that ends with it so far. Links the chain by `back`, returns its last mark
 * and its length. */
static uint32_t longest_chain(struct marks *m, uint32_t *length)
{
    struct best {
        uint32_t count, mark;
    } *best = xcalloc(NUMBERS + 1, sizeof *best);
    uint32_t last = DOC_NONE;
    *length = 0;
    for (uint32_t i = 0; i < m->list.n; i++) {
        struct mark *x = &m->list.v[i];
        uint32_t count = 1;
        for (uint32_t gap = 1; gap <= MAX_GAP && gap < x->number; gap++) {
            const struct best *b = &best[x->number - gap];
            if (b->count + 1 > count && b->count) {
                count = b->count + 1;
                x->back = b->mark;
            }
        }
        if (count >= best[x->number].count)
            best[x->number] = (struct best){count, i};
        if (count > *length) {
            *length = count;
            last = i;
        }
    }
    xfree(best);
    return last;
}

/* Keeps the chain alone, in order. */
static bool keep_chain(struct marks *m)
{
    uint32_t n, i = m->list.n >= MIN_MARKS ? longest_chain(m, &n) : DOC_NONE;
    if (i == DOC_NONE || n < MIN_MARKS)
        return false;
    struct mark *chain = xcalloc(n, sizeof *chain);
    for (uint32_t k = n; k-- > 0; i = m->list.v[i].back)
        chain[k] = m->list.v[i];
    xfree(m->list.v);
    m->list.v = chain;
    m->list.n = m->list.room = n;
    return true;
}

static void add_page(struct doc *doc, uint32_t at, uint32_t number)
{
    struct doc_page p = {at, number};
    VEC_PUSH(&doc->pages, p);
}

/* Lines with text between two pages of the chain are the pages whose number was lost. */
static void add_lost_pages(struct doc *doc, const struct mark *a, const struct mark *b)
{
    uint32_t missing = b->number - a->number - 1, seen = 0;
    for (uint32_t i = a->line + 1; missing && i < b->line; i++) {
        uint32_t at = doc->lines.v[i], end = line_end(doc, i);
        span_trim(doc->text, &at, &end);
        if (end - at > LONG_LINE / 2 && seen < missing)
            add_page(doc, doc->lines.v[i], a->number + ++seen);
    }
}

static bool pages_on_lines(struct doc *doc)
{
    struct marks m = {0};
    uint64_t both = 0, length = 0;
    line_marks(doc, &m);
    bool found = keep_chain(&m);
    for (size_t i = 0; found && i < m.list.n; i++) {
        both += m.list.v[i].tail > 0;
        length += m.list.v[i].length;
    }
    if (found && both * 2 < m.list.n && length < LONG_LINE * m.list.n)
        found = false;
    VEC(struct cut) cuts = {0};
    for (size_t i = 0; found && i < m.list.n; i++) {
        const struct mark *x = &m.list.v[i];
        if (i)
            add_lost_pages(doc, x - 1, x);
        add_page(doc, doc->lines.v[x->line], x->number);
        VEC_PUSH(&cuts, ((struct cut){x->at, x->end, DOC_FURNITURE, DOC_PARAGRAPH, 0, false}));
        uint32_t end = x->at + x->length;
        if (x->tail)
            VEC_PUSH(&cuts, ((struct cut){x->tail, end, DOC_FURNITURE, DOC_PARAGRAPH, 0, false}));
    }
    edit_cut(doc, cuts.v, cuts.n);
    xfree(cuts.v);
    xfree(m.list.v);
    return found;
}

static bool pages_by_numbers(struct doc *doc)
{
    struct marks m = {0};
    alone_marks(doc, &m);
    bool found = keep_chain(&m);
    if (found) {
        const struct mark *a = &m.list.v[0], *b = &m.list.v[m.list.n - 1];
        found = b->length - a->length >= FAR_LINES * (m.list.n - 1);
    }
    /* A foot ends its page, a head begins it: the first one tells. */
    bool foot = found && m.list.v[0].length > 3;
    VEC(struct cut) cuts = {0};
    for (size_t i = 0; found && i < m.list.n; i++) {
        const struct mark *x = &m.list.v[i];
        uint32_t at = doc->lines.v[x->line];
        if (foot)
            at = i ? line_end(doc, m.list.v[i - 1].line) : 0;
        add_page(doc, at, x->number);
        VEC_PUSH(&cuts, ((struct cut){x->at, x->end, DOC_FURNITURE, DOC_PARAGRAPH, 0, false}));
    }
    if (found && foot) {
        const struct mark *x = &m.list.v[m.list.n - 1];
        uint32_t at = line_end(doc, x->line), rest = at, end = doc->len;
        span_trim(doc->text, &rest, &end);
        if (rest < end)
            add_page(doc, at, x->number + 1);
    }
    edit_cut(doc, cuts.v, cuts.n);
    xfree(cuts.v);
    xfree(m.list.v);
    return found;
}

/* First or last line with text in [at, end). */
static bool edge_line(
    const struct doc *doc, uint32_t at, uint32_t end, bool last, uint32_t *a, uint32_t *b)
{
    *a = at;
    *b = end;
    span_trim(doc->text, a, b);
    if (*a == *b)
        return false;
    if (last) {
        uint32_t p = *b;
        while (p > *a && doc->text[p - 1] != '\n')
            p--;
        *a = p;
    } else {
        const char *nl = memchr(doc->text + *a, '\n', *b - *a);
        if (nl)
            *b = (uint32_t)(nl - doc->text);
    }
    span_trim(doc->text, a, b);
    return *a < *b;
}

/* Numbers printed at the head or foot of pages that the reader gave: taken over when most of them
 * stand at the same distance from the count. */
static void printed_numbers(struct doc *doc)
{
    VEC(struct cut) cuts = {0};
    size_t n = doc->pages.n, votes = 0;
    int64_t delta = 0;
    int64_t *deltas = xcalloc(n + 1, sizeof *deltas);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = doc->pages.v[i].at, end = i + 1 < n ? doc->pages.v[i + 1].at : doc->len;
        deltas[i] = INT64_MAX;
        for (int last = 0; last < 2; last++) {
            uint32_t a, b, number = 0;
            if (!edge_line(doc, at, end, last, &a, &b) || !alone_number(doc->text, a, b, &number) ||
                (cuts.n && cuts.v[cuts.n - 1].at == a))
                continue;
            deltas[i] = (int64_t)number - (int64_t)(i + 1);
            VEC_PUSH(&cuts, ((struct cut){a, b, DOC_FURNITURE, DOC_PARAGRAPH, 0, false}));
        }
        /* Boyer and Moore's vote finds the majority in one walk. */
        if (deltas[i] == INT64_MAX)
            continue;
        if (votes == 0)
            delta = deltas[i];
        votes = deltas[i] == delta ? votes + 1 : votes - 1;
    }
    size_t agree = 0;
    for (size_t i = 0; i < n; i++)
        agree += deltas[i] == delta;
    if (agree >= MIN_MARKS && agree * 2 > n) {
        for (size_t i = 0; i < n; i++)
            if (doc->pages.v[i].number == i + 1 && (int64_t)(i + 1) + delta > 0)
                doc->pages.v[i].number = (uint32_t)((int64_t)(i + 1) + delta);
        edit_cut(doc, cuts.v, cuts.n);
    }
    xfree(deltas);
    xfree(cuts.v);
}

void pages_run(struct doc *doc)
{
    if (!doc_is_unmarked(doc) || doc->shaped)
        return;
    if (doc->has_pages) {
        if (doc->pages.n >= MIN_MARKS)
            printed_numbers(doc);
        return;
    }
    doc->pages.n = 0;
    doc->has_pages = pages_on_lines(doc) || pages_by_numbers(doc);
}
