/* See element.h: a small cache by pointer before a binary search. */
#include "ingest/element.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *key, const void *row)
{
    return strcmp(key, ((const struct element_row *)row)->name);
}

int element_find(
    struct element_names *known, const struct element_row *table, size_t count, const char *name)
{
    uintptr_t bits = (uintptr_t)name;
    size_t at = (bits ^ bits >> 7) % (sizeof known->name / sizeof *known->name);
    if (known->name[at] != name) {
        const struct element_row *found = bsearch(name, table, count, sizeof *table, by_name);
        known->name[at] = name;
        known->element[at] = (unsigned char)(found ? found->element : 0);
    }
    return known->element[at];
}
