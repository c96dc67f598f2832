/* See multipart.h. What is pending is kept in one small buffer: the tail that may be the beginning
 * of a boundary, or the head of a part. A line end is put before the first byte, so that the first
 * boundary looks like the others. */
#include "config.h"

#include "server/multipart.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "server/target.h"

enum state {
    STATE_PREAMBLE, /* before the first boundary */
    STATE_BOUNDARY, /* behind one: "--" or a line end follows */
    STATE_HEAD,     /* the lines that say what a part is */
    STATE_BODY,
    STATE_END,
    STATE_WRONG
};

struct multipart {
    struct multipart_sink sink;
    enum state state;
    char mark[80]; /* "\r\n--" and the boundary */
    size_t mark_len;
    size_t preamble; /* bytes seen of it */
    struct buf pending;
};

struct multipart *multipart_new(const char *content_type, const struct multipart_sink *sink)
{
    static const char kind[] = "multipart/form-data";
    size_t kind_len = sizeof kind - 1;
    if (strncasecmp(content_type, kind, kind_len) != 0 || !strchr("; \t", content_type[kind_len]))
        return NULL;
    struct arena *arena = arena_new();
    const char *boundary = parameter_get(arena, content_type, "boundary");
    size_t len = boundary ? strlen(boundary) : 0;
    struct multipart *m = NULL;
    if (len >= 1 && len <= 70) {
        m = xcalloc(1, sizeof *m);
        m->sink = *sink;
        memcpy(m->mark, "\r\n--", 4);
        memcpy(m->mark + 4, boundary, len);
        m->mark_len = len + 4;
        buf_init(&m->pending, LIMIT_PART_HEAD * 2 + LIMIT_PART_PIECE);
        buf_add(&m->pending, "\r\n", 2);
    }
    arena_free(arena);
    return m;
}

void multipart_free(struct multipart *m)
{
    if (m)
        buf_clear(&m->pending);
    xfree(m);
}

/* Drops the first `len` bytes of what is pending. */
static void drop(struct multipart *m, size_t len)
{
    m->pending.len -= len;
    memmove(m->pending.s, m->pending.s + len, m->pending.len + 1);
}

static bool fail(struct multipart *m)
{
    m->state = STATE_WRONG;
    return false;
}

/* Text up to the next boundary goes to the sink (that before the first is dropped). True when the
 * boundary was reached; false: more is needed, or it is wrong. */
static bool take_text(struct multipart *m)
{
    const char *found = memmem(m->pending.s, m->pending.len, m->mark, m->mark_len);
    size_t sure = found                              ? (size_t)(found - m->pending.s)
                  : m->pending.len > m->mark_len - 1 ? m->pending.len - (m->mark_len - 1)
                                                     : 0;
    if (m->state == STATE_PREAMBLE) {
        m->preamble += sure;
        if (m->preamble > LIMIT_PART_HEAD)
            return fail(m);
    } else if (sure && !m->sink.data(m->sink.user, m->pending.s, sure))
        return fail(m);
    if (found && m->state == STATE_BODY && !m->sink.end(m->sink.user))
        return fail(m);
    drop(m, found ? sure + m->mark_len : sure);
    if (found)
        m->state = STATE_BOUNDARY;
    return found != NULL;
}

/* Behind a boundary: "--" is the end, a line end begins a part; blanks may stand before it. */
static bool take_boundary(struct multipart *m)
{
    size_t blanks = strspn(m->pending.s, " \t");
    if (blanks > 64)
        return fail(m);
    if (m->pending.len < blanks + 2)
        return false;
    if (memcmp(m->pending.s + blanks, "\r\n", 2) == 0) {
        drop(m, blanks); /* the line end stays: it is that of a head without lines, too */
        m->state = STATE_HEAD;
        return true;
    }
    if (blanks || memcmp(m->pending.s, "--", 2) != 0)
        return fail(m);
    m->state = STATE_END;
    return false;
}

/* The head as lines "Name: value"; of them only Content-Disposition counts. */
static bool read_head(struct multipart *m, struct arena *arena, char *head)
{
    static const char key[] = "content-disposition:";
    struct part part = {0};
    unsigned count = 0;
    for (char *line = head; *line;) {
        size_t len = strcspn(line, "\r");
        char *next = line[len] ? line + len + 2 : line + len;
        line[len] = '\0';
        if (strncasecmp(line, key, sizeof key - 1) == 0) {
            const char *value = line + sizeof key - 1;
            value += strspn(value, " \t");
            if (strncasecmp(value, "form-data", 9) != 0 || count++)
                return false;
            part.name = parameter_get(arena, value, "name");
            part.file_name = parameter_get(arena, value, "filename");
        }
        line = next;
    }
    return part.name && m->sink.begin(m->sink.user, &part);
}

static bool take_head(struct multipart *m)
{
    const char *end = memmem(m->pending.s, m->pending.len, "\r\n\r\n", 4);
    size_t len = end ? (size_t)(end - m->pending.s) : m->pending.len;
    if (len > LIMIT_PART_HEAD)
        return fail(m);
    if (!end)
        return false;
    struct arena *arena = arena_new();
    char *head = arena_copy(arena, m->pending.s, len);
    /* what strcspn() and the steps over line ends rely on: each "\r" is followed by "\n" */
    bool ok = strlen(head) == len && len >= 2;
    for (char *c = head; ok && *c; c++)
        ok = (*c != '\r' || c[1] == '\n') && (*c != '\n' || (c > head && c[-1] == '\r'));
    ok = ok && read_head(m, arena, head + 2);
    arena_free(arena);
    if (!ok)
        return fail(m);
    drop(m, len + 4);
    m->state = STATE_BODY;
    return true;
}

static bool step(struct multipart *m)
{
    switch (m->state) {
    case STATE_PREAMBLE:
    case STATE_BODY:
        return take_text(m);
    case STATE_BOUNDARY:
        return take_boundary(m);
    case STATE_HEAD:
        return take_head(m);
    case STATE_END:
    case STATE_WRONG:
        break;
    }
    return false;
}

bool multipart_feed(struct multipart *m, const char *bytes, size_t len)
{
    while (len && m->state < STATE_END) {
        size_t piece = len < LIMIT_PART_PIECE ? len : LIMIT_PART_PIECE;
        buf_add(&m->pending, bytes, piece);
        bytes += piece;
        len -= piece;
        if (m->pending.full)
            return fail(m);
        while (step(m))
            ;
    }
    return m->state != STATE_WRONG;
}

bool multipart_complete(const struct multipart *m)
{
    return m->state == STATE_END;
}
