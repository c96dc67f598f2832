/* A file that is written piece by piece and yet appears whole or not at all: the pieces go beside
 * it, and writer_commit() renames. Standard output, pipes and devices are written straight. */
#ifndef BASE_WRITER_H
#define BASE_WRITER_H

#include <stdbool.h>
#include <stddef.h>

struct writer;

/* "-" is standard output. NULL and errno. */
struct writer *writer_open(const char *path);
/* False and errno; the writer can then only be dropped. */
bool writer_add(struct writer *, const char *s, size_t len);
/* What is gathered goes out now. */
bool writer_flush(struct writer *);
/* Ends and frees it. False and errno: there is no new file. */
bool writer_commit(struct writer *);
/* Ends and frees it without a trace (but for what went straight). NULL is allowed. */
void writer_drop(struct writer *);
/* Removes the files beside of all writers that are not ended: where a program has to end at once.
 * Allocates nothing; nothing else may be done with writers afterwards. */
void writer_abandon_all(void);

#endif
