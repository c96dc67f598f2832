/* Files that are known and cannot be read as plans. */
#ifndef INGEST_REFUSE_H
#define INGEST_REFUSE_H

#include <stdbool.h>
#include <stddef.h>

struct ingest_error;

/* True when the bytes are a kind of file that no reader takes (old Office files, spreadsheets,
 * images, archives, encrypted files...); `error` then says what it is and what to do. Kinds that a
 * reader takes when it is built in (DOCX, ODT, PDF) are named here too: ask only when no reader was
 * sure. */
bool refuse_known(const char *bytes, size_t len, struct ingest_error *error);
/* Does the ZIP archive in `bytes` list a member of this name? A quick look for bids. */
bool refuse_zip_has(const char *bytes, size_t len, const char *member);

#endif
