/* The message list: messages are data, owned by the caller of whatever reports them, and printed by
 * the program. A message that knows its place shows the line itself with a caret below it. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag_message {
    enum diag_level level;
    const char *code;   /* stable, for example "pack.unknown-concept" */
    const char *file;   /* NULL when the message has no place */
    uint32_t line;      /* from 1; 0 when unknown */
    uint32_t column;    /* from 1; 0 when unknown */
    const char *text;   /* what is wrong */
    const char *advice; /* what to do; NULL when the text says it */
    const char *source; /* the line itself; NULL when unknown */
};

struct diag;

struct diag *diag_new(void);
void diag_free(struct diag *);
/* Adds a message; all strings are copied. `file`, `advice` and `source` may be NULL. At most
 * LIMIT_MESSAGES are kept; the rest are only counted. */
void diag_add(struct diag *, enum diag_level, const char *code, const char *file, uint32_t line,
    uint32_t column, const char *source, const char *advice, const char *format, ...)
    __attribute__((format(printf, 9, 10)));
size_t diag_count(const struct diag *);
const struct diag_message *diag_at(const struct diag *, size_t i);
/* Errors among the messages, the ones not kept included. */
size_t diag_errors(const struct diag *);
/* The `line`-th line (from 1) of `text`, copied to `out` without its end, cut to `room` bytes. */
void diag_source_line(const char *text, size_t len, uint32_t line, char *out, size_t room);

struct buf;
/* "file:line:column: error: text", then the line with a caret, then the advice. */
void diag_print(const struct diag_message *, bool colour, struct buf *out);

#endif
