/* The known word that a mistyped one most likely means. Offer all known words, then ask. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *word;
    const char *best; /* NULL: none is near enough */
    size_t distance;
};

void nearest_start(struct nearest *, const char *word);
/* `known` is not copied. */
void nearest_offer(struct nearest *, const char *known);
/* The same at once: NULL when none of the `count` words is near enough. */
const char *nearest_of(const char *word, const char *const *known, size_t count);

#endif
