/* Output is gathered and then written whole: a file is replaced by a complete report or not at all,
 * and a failed write is told, never swallowed. */
#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "cli/cli.h"

struct sink {
    struct buf text;
};

struct sink *sink_new(void)
{
    struct sink *s = xcalloc(1, sizeof *s);
    buf_init(&s->text, LIMIT_REPORT_BYTES);
    return s;
}

bool sink_write(void *user, const char *bytes, size_t len)
{
    struct sink *s = user;
    buf_add(&s->text, bytes, len);
    return !s->text.full;
}

void sink_free(struct sink *s)
{
    if (!s)
        return;
    buf_clear(&s->text);
    xfree(s);
}

bool sink_finish(struct sink *s, const char *path)
{
    if (!path)
        path = "-";
    bool ok = !s->text.len && strcmp(path, "-") == 0;
    ok = ok || file_write(path, buf_str(&s->text), s->text.len);
    if (!ok)
        say("cannot write %s: %s", strcmp(path, "-") == 0 ? "standard output" : path,
            strerror(errno));
    sink_free(s);
    return ok;
}

bool sink_append(struct sink *s, const char *path, size_t max)
{
    bool ok = file_append(path, buf_str(&s->text), s->text.len, max);
    if (!ok)
        say("cannot add to %s: %s", path, strerror(errno));
    sink_free(s);
    return ok;
}
