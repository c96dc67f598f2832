/* Bytes to document. What kind of file it is is told from the content: readers bid. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include <stddef.h>

#include "doc/doc.h"

struct buf;

/* Why a plan could not be read: `code` is stable ("plan.empty", "plan.binary", "plan.too-large",
 * "plan.encrypted", ...), `text` says what is wrong and what to do. */
struct ingest_error {
    const char *code;
    char text[512];
};

struct reader {
    const char *name;        /* "text", "docx", ...: the format in results */
    const char *description; /* for people */
    /* How sure the reader is that the bytes are its kind: 0 not at all, 100 certain. */
    int (*bid)(const char *name, const char *bytes, size_t len);
    /* Reads into `doc` (new, empty). False with `error` filled when it cannot. */
    bool (*read)(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error);
};

/* Reads a plan from memory. `name` is the path as given. NULL and `*error` when it cannot be read.
 * `format` NULL: the readers bid; else the name of a reader. */
struct doc *ingest(const char *name, const char *bytes, size_t len, const char *format,
    struct ingest_error *error);
/* The i-th reader, NULL past the end. */
const struct reader *ingest_reader(size_t i);
/* Fills an error. */
bool ingest_fail(struct ingest_error *error, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
