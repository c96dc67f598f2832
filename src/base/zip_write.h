/* A ZIP archive in memory, members stored as they are: the same bytes for the same members, on any
 * machine and whatever the day. */
#ifndef BASE_ZIP_WRITE_H
#define BASE_ZIP_WRITE_H

#include <stddef.h>

#include "base/buf.h"

struct zip_writer {
    struct buf *out;    /* borrowed; the archive begins at its first byte */
    struct buf central; /* the directory, written at the end */
    unsigned count;
};

/* Begins an archive in an empty buffer. */
void zip_write_begin(struct zip_writer *, struct buf *out);
/* Adds a member: fewer than 65,536 of them, less than 4 GiB in all. */
void zip_write_add(struct zip_writer *, const char *name, const void *bytes, size_t len);
/* Writes the directory and frees what the writer holds. */
void zip_write_end(struct zip_writer *);

#endif
