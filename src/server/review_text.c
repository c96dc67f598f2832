/* The plan's text with the evidence marked. The quotes of the results are looked for from their
 * line on; of marks that overlap the first is kept. */
#include <string.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/sort.h"
#include "server/review_page.h"

enum { SHOWN_BYTES = 2 << 20, WINDOW = 4000 };

struct mark {
    size_t at, end;
    size_t requirement, number;
};

static int by_place(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* Where each line begins. */
static size_t *find_lines(struct arena *arena, const char *text, size_t len, size_t *count)
{
    size_t n = 1;
    for (size_t i = 0; i < len; i++)
        n += text[i] == '\n';
    size_t *lines = arena_array(arena, n + 1, sizeof *lines);
    *count = n;
    n = 1;
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\n')
            lines[n++] = i + 1;
    return lines;
}

static bool find_mark(const struct review_view *v, const struct evidence_record *e,
    const size_t *lines, size_t line_count, struct mark *out)
{
    const char *quote = e->place.quote;
    if (!quote || !e->place.line || e->place.line > line_count)
        return false;
    size_t from = lines[e->place.line - 1], window = 2 * strlen(quote) + WINDOW;
    size_t len = v->len - from < window ? v->len - from : window;
    if (!quote_find(v->text + from, len, quote, 0, &out->at, &out->end))
        return false;
    out->at += from;
    out->end += from;
    return true;
}

/* Line ends stay, everything else is made safe. */
static void add_text(struct buf *out, const char *text, size_t len)
{
    while (len) {
        const char *end = memchr(text, '\n', len);
        size_t n = end ? (size_t)(end - text) : len;
        escape_page(out, text, n);
        if (end)
            buf_add_char(out, '\n');
        text += n + (end != NULL);
        len -= n + (end != NULL);
    }
}

void review_text(struct buf *out, const struct review_view *v)
{
    struct arena *arena = arena_new();
    VEC(struct mark) marks = {0};
    size_t line_count, at = 0, shown = v->len < SHOWN_BYTES ? v->len : SHOWN_BYTES;
    const size_t *lines = find_lines(arena, v->text, v->len, &line_count);
    for (size_t i = 0; i < v->plan->requirement_count; i++)
        for (size_t k = 0; k < v->plan->requirements[i].evidence_count; k++) {
            struct mark m = {.requirement = i, .number = k};
            if (find_mark(v, &v->plan->requirements[i].evidence[k], lines, line_count, &m))
                VEC_PUSH(&marks, m);
        }
    if (marks.n)
        sort_stable(marks.v, marks.n, sizeof *marks.v, by_place);
    buf_add_str(out, "<pre class=\"review-text\" tabindex=\"0\" role=\"region\" "
                     "aria-label=\"Text of the plan\">");
    for (size_t i = 0; i < marks.n; i++) {
        const struct mark *m = &marks.v[i];
        if (m->end > shown)
            continue;
        if (m->at > at)
            add_text(out, v->text + at, m->at - at);
        buf_printf(out, "<span id=\"m-%zu-%zu\"></span>", m->requirement, m->number);
        if (m->at >= at) {
            buf_add_str(out, "<mark>");
            add_text(out, v->text + m->at, m->end - m->at);
            buf_add_str(out, "</mark>");
            at = m->end;
        }
    }
    add_text(out, v->text + at, shown > at ? shown - at : 0);
    buf_add_str(out, shown < v->len ? "\n[the rest is left out here]</pre>\n" : "</pre>\n");
    xfree(marks.v);
    arena_free(arena);
}
