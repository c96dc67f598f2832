/* Words of a plan found again, in one pass over the text (Knuth, Morris and Pratt over folded code
 * points), because quotes and texts come from strangers and may repeat themselves. */
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "review/judgements.h"

/* Folded code points of a text, blanks run together. */
struct folding {
    const char *text;
    size_t len, i;
    bool blank; /* the last one given was a blank; at the start blanks are left out */
};

static bool is_left_out(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0xFEFF;
}

/* The next one and where it begins and ends; false at the end. */
static bool fold_next(struct folding *f, uint32_t *out, size_t *at, size_t *end)
{
    while (f->i < f->len) {
        uint32_t c;
        *at = f->i;
        f->i += utf8_decode(f->text + f->i, f->len - f->i, &c);
        *end = f->i;
        bool blank = c == '\n' || c == '\r' || c == '\f' || c == '\v' || utf8_is_blank(c);
        if (is_left_out(c) || (blank && f->blank))
            continue;
        f->blank = blank;
        *out = blank ? ' ' : utf8_fold(c);
        return true;
    }
    return false;
}

struct pattern {
    uint32_t *points;
    size_t *fall; /* the longest proper beginning that is an end of the first i + 1 */
    size_t count;
};

static void make_pattern(struct arena *arena, const char *quote, struct pattern *p)
{
    struct folding f = {.text = quote, .len = strlen(quote), .blank = true};
    size_t at, end;
    uint32_t c;
    p->points = arena_array(arena, f.len + 1, sizeof *p->points);
    p->fall = arena_array(arena, f.len + 1, sizeof *p->fall);
    p->count = 0;
    while (fold_next(&f, &c, &at, &end))
        p->points[p->count++] = c;
    if (p->count && p->points[p->count - 1] == ' ')
        p->count--;
    for (size_t i = 1, k = 0; i < p->count; i++) {
        while (k > 0 && p->points[i] != p->points[k])
            k = p->fall[k - 1];
        k += p->points[i] == p->points[k];
        p->fall[i] = k;
    }
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

bool quote_find(
    const char *text, size_t len, const char *quote, size_t near, size_t *at, size_t *end)
{
    struct arena *arena = arena_new();
    struct pattern p;
    make_pattern(arena, quote, &p);
    size_t *starts = arena_array(arena, p.count + 1, sizeof *starts); /* a ring */
    struct folding f = {.text = text, .len = len, .blank = true};
    size_t from, to, n = 0, k = 0;
    uint32_t c;
    bool found = false;
    while (p.count && fold_next(&f, &c, &from, &to)) {
        starts[n++ % p.count] = from;
        while (k > 0 && c != p.points[k])
            k = p.fall[k - 1];
        k += c == p.points[k];
        if (k < p.count)
            continue;
        size_t start = starts[(n - p.count) % p.count];
        if (!found || distance(start, near) < distance(*at, near)) {
            *at = start;
            *end = to;
            found = true;
        }
        k = p.fall[k - 1];
    }
    arena_free(arena);
    return found;
}
