/* Names of XML elements to a reader's own numbers, remembered by pointer: xml_walk() hands the same
 * name as the same pointer throughout one walk. */
#ifndef INGEST_ELEMENT_H
#define INGEST_ELEMENT_H

#include <stddef.h>

/* A row of a reader's table, which is in the order of strcmp(). `element` is below 256; 0 is what
 * the reader does not know. */
struct element_row {
    const char *name;
    int element;
};

/* What names were, by their pointers. Zeroed at first; one for a walk. */
struct element_names {
    const char *name[128];
    unsigned char element[128];
};

/* The element of a local name, 0 when the table has none. */
int element_find(
    struct element_names *, const struct element_row *table, size_t count, const char *name);

#endif
