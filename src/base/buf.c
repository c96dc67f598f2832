/* See buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.max = max};
}

void buf_clear(struct buf *b)
{
    xfree(b->s);
    buf_init(b, b->max);
}

static bool make_room(struct buf *b, size_t more)
{
    if (b->full || more > b->max - b->len) {
        b->full = true;
        return false;
    }
    b->s = xgrow(b->s, &b->room, b->len + more + 1, 1);
    return true;
}

void buf_add(struct buf *b, const char *s, size_t len)
{
    if (!make_room(b, len))
        return;
    if (len)
        memcpy(b->s + b->len, s, len);
    b->len += len;
    b->s[b->len] = '\0';
}

void buf_add_str(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0 && make_room(b, (size_t)len)) {
        vsnprintf(b->s + b->len, (size_t)len + 1, format, again);
        b->len += (size_t)len;
    }
    va_end(again);
}

const char *buf_str(const struct buf *b)
{
    return b->s ? b->s : "";
}

char *buf_take(struct buf *b, size_t *len)
{
    if (!b->s)
        buf_add(b, "", 0);
    char *s = b->s;
    if (len)
        *len = b->len;
    buf_init(b, b->max);
    return s;
}
