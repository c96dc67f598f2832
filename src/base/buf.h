/* A growing text buffer with a maximum. Once the maximum is passed the buffer keeps what it had,
 * refuses more and remembers it in `full`: the caller decides what that means. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *s; /* always NUL-terminated once something was added; NULL before */
    size_t len, room, max;
    bool full;
};

/* Prepares an empty buffer that will hold at most `max` bytes. */
void buf_init(struct buf *, size_t max);
/* Frees the bytes; the buffer can be used again with the same maximum. */
void buf_clear(struct buf *);
void buf_add(struct buf *, const char *s, size_t len);
void buf_add_str(struct buf *, const char *s);
void buf_add_char(struct buf *, char c);
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text, "" when nothing was added. Owned by the buffer. */
const char *buf_str(const struct buf *);
/* Hands the bytes to the caller (free with xfree()) and leaves the buffer empty. */
char *buf_take(struct buf *, size_t *len);

#endif
