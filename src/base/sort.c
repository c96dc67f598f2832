/* Short runs are sorted by insertion, then merged pair by pair; a pair that is in order already
 * costs one comparison. */
#include "base/sort.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

enum { RUN = 8 };

struct sorting {
    char *v, *spare; /* `spare` has room for all of it */
    size_t size;
    int (*compare)(const void *, const void *);
};

static void insert_run(const struct sorting *s, size_t from, size_t end)
{
    for (size_t i = from + 1; i < end; i++) {
        char *item = s->v + i * s->size, *to = item;
        while (to > s->v + from * s->size && s->compare(to - s->size, item) > 0)
            to -= s->size;
        if (to == item)
            continue;
        memcpy(s->spare, item, s->size);
        memmove(to + s->size, to, (size_t)(item - to));
        memcpy(to, s->spare, s->size);
    }
}

/* Merges [from, middle) and [middle, end), both in order. */
static void merge(const struct sorting *s, size_t from, size_t middle, size_t end)
{
    size_t size = s->size;
    char *right = s->v + middle * size, *last = s->v + end * size, *out = s->v + from * size;
    if (s->compare(right - size, right) <= 0)
        return;
    char *left = s->spare, *left_end = s->spare + (middle - from) * size;
    memcpy(left, out, (middle - from) * size);
    while (left < left_end && right < last) {
        bool takes_left = s->compare(left, right) <= 0;
        memcpy(out, takes_left ? left : right, size);
        out += size;
        left += takes_left ? size : 0;
        right += takes_left ? 0 : size;
    }
    memcpy(out, left, (size_t)(left_end - left));
}

void sort_stable(void *v, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    if (n < 2)
        return;
    struct sorting s = {.v = v, .size = size, .compare = compare};
    s.spare = xmalloc((n > 2 ? n : 2) * size);
    for (size_t at = 0; at < n; at += RUN)
        insert_run(&s, at, at + RUN < n ? at + RUN : n);
    for (size_t run = RUN; run < n; run *= 2)
        for (size_t at = 0; at + run < n; at += 2 * run)
            merge(&s, at, at + run, at + 2 * run < n ? at + 2 * run : n);
    xfree(s.spare);
}
