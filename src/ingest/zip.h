/* The border to libarchive: members of a ZIP archive in memory, by name, under caps; and archives
 * made in memory. */
#ifndef INGEST_ZIP_H
#define INGEST_ZIP_H

#include <stdbool.h>
#include <stddef.h>

struct ingest_error;

struct zip_member {
    const char *name; /* in: exactly as stored */
    char *text; /* out: NUL-terminated, free with xfree(); NULL when there is no such member */
    size_t len;
};

/* Reads the wanted members in one pass. False with `error` filled when the archive is damaged or
 * encrypted, names a path outside itself, has more members than LIMIT_ZIP_MEMBERS, or a wanted
 * member inflates past LIMIT_ZIP_BYTES or, when large, past LIMIT_ZIP_RATIO; nothing is then left
 * to be freed. */
bool zip_read(const char *bytes, size_t len, struct zip_member *wanted, size_t count,
    struct ingest_error *error);
void zip_free(struct zip_member *members, size_t count);

struct buf;
struct zip_part {
    const char *name, *text;
    size_t len;
    bool stored; /* not compressed: what a reader must find by its first bytes */
};
/* Appends an archive of the parts to `out`: the same parts give the same bytes, whatever the clock
 * and the time zone. False when libarchive refuses, or `out` is full. */
bool zip_write(const struct zip_part *parts, size_t count, struct buf *out);

#endif
