/* The known word that a mistyped one most likely means. Offer all known words, then ask. */
#ifndef RULES_NEAREST_H
#define RULES_NEAREST_H

#include <stddef.h>

struct nearest {
    const char *word;
    const char *best; /* NULL: none is near enough */
    size_t distance;
};

void nearest_start(struct nearest *, const char *word);
/* `known` is not copied. */
void nearest_offer(struct nearest *, const char *known);

#endif
