/* The messages stand in an array, their strings in an arena: a list is cheap to add to and freed
 * whole. Printing shows the line, cut to a window around the place, with a caret below. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

struct diag {
    struct arena *arena;
    VEC(struct diag_message) list;
    size_t errors;
};

struct diag *diag_new(void)
{
    struct diag *d = xcalloc(1, sizeof *d);
    d->arena = arena_new();
    return d;
}

void diag_free(struct diag *d)
{
    if (!d)
        return;
    arena_free(d->arena);
    xfree(d->list.v);
    xfree(d);
}

void diag_add(struct diag *d, enum diag_level level, const char *code, const char *file,
    uint32_t line, uint32_t column, const char *source, const char *advice, const char *format, ...)
{
    d->errors += level == DIAG_ERROR;
    if (d->list.n >= LIMIT_MESSAGES)
        return;
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *text = arena_alloc(d->arena, (size_t)(len < 0 ? 0 : len) + 1);
    if (len > 0)
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    struct diag_message m = {level, arena_strdup(d->arena, code), arena_strdup(d->arena, file),
        line, column, text, arena_strdup(d->arena, advice), arena_strdup(d->arena, source)};
    VEC_PUSH(&d->list, m);
}

size_t diag_count(const struct diag *d)
{
    return d->list.n;
}

const struct diag_message *diag_at(const struct diag *d, size_t i)
{
    return &d->list.v[i];
}

size_t diag_errors(const struct diag *d)
{
    return d->errors;
}

void diag_source_line(const char *text, size_t len, uint32_t line, char *out, size_t room)
{
    size_t at = 0;
    for (uint32_t k = 1; k < line && at < len; k++) {
        const char *end = memchr(text + at, '\n', len - at);
        at = end ? (size_t)(end - text) + 1 : len;
    }
    const char *end = at < len ? memchr(text + at, '\n', len - at) : NULL;
    size_t n = (end ? (size_t)(end - text) : len) - at;
    if (n > 0 && text[at + n - 1] == '\r')
        n--;
    if (n >= room) { /* not in the middle of a character */
        n = room ? room - 1 : 0;
        while (n > 0 && ((unsigned char)text[at + n] & 0xC0) == 0x80)
            n--;
    }
    if (!room)
        return;
    if (n)
        memcpy(out, text + at, n);
    out[n] = '\0';
}

/* Bytes of the first `count` code points of `s`. */
static size_t prefix_bytes(const char *s, size_t count)
{
    size_t len = strlen(s), i = 0;
    uint32_t c;
    while (count-- > 0 && i < len)
        i += utf8_decode(s + i, len - i, &c);
    return i;
}

static size_t printed_width(const char *s, size_t len)
{
    struct buf b;
    buf_init(&b, 64 * 1024);
    escape_terminal(&b, s, len);
    size_t width = utf8_count(buf_str(&b), b.len);
    buf_clear(&b);
    return width;
}

/* The line and, when the column is known, a caret below it; of a long line the part around it. */
static void print_source(const struct diag_message *m, struct buf *out)
{
    enum { BEFORE = 60, SHOWN = 96 };
    const char *s = m->source;
    size_t skip = 0;
    if (m->column > BEFORE && utf8_count(s, strlen(s)) > SHOWN)
        skip = prefix_bytes(s, m->column - BEFORE);
    size_t shown = prefix_bytes(s + skip, SHOWN);
    buf_add_str(out, "    ");
    escape_terminal(out, s + skip, shown);
    buf_add_char(out, '\n');
    size_t place = m->column ? prefix_bytes(s, m->column - 1) : 0;
    if (m->column == 0 || place < skip || place - skip > shown)
        return;
    buf_add_str(out, "    ");
    for (size_t k = printed_width(s + skip, place - skip); k > 0; k--)
        buf_add_char(out, ' ');
    buf_add_str(out, "^\n");
}

void diag_print(const struct diag_message *m, bool colour, struct buf *out)
{
    static const char *const names[] = {"note", "warning", "error"};
    static const char *const colours[] = {"\033[36m", "\033[35m", "\033[31m"};
    if (m->file) {
        escape_terminal(out, m->file, strlen(m->file));
        if (m->line)
            buf_printf(out, ":%u", (unsigned)m->line);
        if (m->line && m->column)
            buf_printf(out, ":%u", (unsigned)m->column);
        buf_add_str(out, ": ");
    }
    if (colour)
        buf_printf(out, "%s%s:\033[0m ", colours[m->level], names[m->level]);
    else
        buf_printf(out, "%s: ", names[m->level]);
    escape_terminal(out, m->text, strlen(m->text));
    buf_add_char(out, '\n');
    if (m->source && *m->source)
        print_source(m, out);
    if (m->advice) {
        buf_add_str(out, "    ");
        escape_terminal(out, m->advice, strlen(m->advice));
        buf_add_char(out, '\n');
    }
}
