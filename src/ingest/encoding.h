/* Bytes of text to UTF-8 with LF line ends. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct doc;
struct ingest_error;

/* What the bytes turned out to be. `name` is static: "UTF-8", "UTF-16LE", "UTF-16BE",
 * "Windows-1252", "ISO-8859-1". */
struct encoding {
    const char *name;
    uint32_t mended;     /* bytes that were not valid and were read as Windows-1252 */
    uint32_t unreadable; /* characters that became U+FFFD */
};

/* Appends `len` bytes to `out` (limited to LIMIT_TEXT_BYTES by its owner) as UTF-8 without byte
 * order mark; CR and CRLF become LF, so line numbers stay the source's. False with `error` when the
 * bytes are no text ("plan.binary") or `out` is full ("plan.too-large"). */
bool encoding_decode(const char *bytes, size_t len, struct buf *out, struct encoding *encoding,
    struct ingest_error *error);
/* Tells the document's reader what was assumed or mended; says nothing about sound UTF-8. */
void encoding_note(struct doc *doc, const struct encoding *encoding);

#endif
