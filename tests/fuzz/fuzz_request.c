/* The parts of a request that are taken apart here: target, cookies, urlencoded and multipart
 * forms. A form that is fed in one piece and byte by byte must come out the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "server/multipart.h"
#include "server/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool begin(void *user, const struct part *part)
{
    buf_add_str(user, "<");
    buf_add_str(user, part->name);
    buf_add_str(user, part->file_name ? part->file_name : "");
    buf_add_str(user, ">");
    return true;
}

static bool add(void *user, const char *bytes, size_t len)
{
    buf_add(user, bytes, len);
    return true;
}

static bool end(void *user)
{
    buf_add_str(user, "</>");
    return true;
}

/* True when the form was whole; what came of it is in `out`. */
static bool feed(const char *bytes, size_t len, size_t piece, struct buf *out)
{
    const struct multipart_sink sink = {begin, add, end, out};
    struct multipart *m = multipart_new("multipart/form-data; boundary=b", &sink);
    if (!m)
        abort();
    for (size_t at = 0; at < len; at += piece)
        if (!multipart_feed(m, bytes + at, len - at < piece ? len - at : piece))
            break;
    bool whole = multipart_complete(m);
    multipart_free(m);
    return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *text = arena_copy(arena, (const char *)data, size);
    struct target target;
    struct fields fields;
    if (target_parse(arena, text, &target) &&
        (target.path[0] != '/' || strstr(target.path, "/../")))
        abort();
    fields_parse(arena, text, size, &fields);
    cookie_get(arena, text, "planassure");
    parameter_get(arena, text, "boundary");
    struct buf one, many;
    buf_init(&one, 1 << 24);
    buf_init(&many, 1 << 24);
    bool whole = feed(text, size, size ? size : 1, &one);
    if (feed(text, size, 1, &many) != whole ||
        (whole && (one.len != many.len || strcmp(buf_str(&one), buf_str(&many)) != 0)))
        abort();
    buf_clear(&one);
    buf_clear(&many);
    arena_free(arena);
    return 0;
}
