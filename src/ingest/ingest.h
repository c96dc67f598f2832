/* Bytes to document. What kind of file it is is told from the content: readers bid. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include <stddef.h>

#include "doc/doc.h"

struct buf;

/* Why a plan could not be read: `text` says what is wrong and what to do; `code` is stable:
 *     plan.empty           nothing, or nothing that can be seen
 *     plan.too-large       a limit was reached
 *     plan.binary          no text and no document
 *     plan.unsupported     a known kind of file that no reader takes; JSON or XML that is no plan
 *     plan.encrypted, plan.image, plan.archive
 *     plan.malformed       JSON, XML or a container that is broken
 *     plan.damaged         a document that is cut short, or without a part that it must have
 *     plan.unsafe-path     a container with a member outside itself ("/etc/x", "../x")
 *     plan.invalid         a structured plan against its schema
 *     plan.unknown-format  there is no reader of that name
 * and what single readers add ("plan.no-text" of a scanned PDF). */
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
/* The same where the process may start no program: what the program that reads PDFs said of the
 * bytes, or why it failed. NULL: the reader starts it. */
struct ingest_wire {
    const char *bytes;
    size_t len;
    const char *error_code, *error_text; /* NULL: it said all */
};
struct doc *ingest_handed(const char *name, const char *bytes, size_t len, const char *format,
    const struct ingest_wire *, struct ingest_error *error);
/* Opens now what readers need of the machine, for processes that will be able to open nothing: so
 * they say the same. Once, before there are threads. */
void ingest_prepare(void);
/* Which reader would take the bytes? NULL: none, or none that is sure. Looks, and reads nothing. */
const char *ingest_kind(const char *name, const char *bytes, size_t len);
/* The i-th reader, NULL past the end. */
const struct reader *ingest_reader(size_t i);
/* Fills an error. */
bool ingest_fail(struct ingest_error *error, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
