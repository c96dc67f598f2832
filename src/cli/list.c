/* Plans by list: --files-from reads names as they come, a line (or, with -0, a NUL) each, so that
 * another program can drive a run; what is not there yet is asked for later. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "cli/cli.h"

struct name_list {
    int fd;
    char end;
    bool ended, failed;
    const char *path;
    char *text;
    size_t at, len, room;
};

struct name_list *name_list_open(const char *path, bool null)
{
    struct name_list *l = xcalloc(1, sizeof *l);
    l->path = path;
    l->end = null ? '\0' : '\n';
    l->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (l->fd >= 0)
        return l;
    say("%s: %s", path, strerror(errno));
    xfree(l);
    return NULL;
}

void name_list_close(struct name_list *l)
{
    if (!l)
        return;
    if (l->fd > STDERR_FILENO)
        close(l->fd);
    xfree(l->text);
    xfree(l);
}

int name_list_input(const struct name_list *l)
{
    return l->fd;
}

bool name_list_failed(const struct name_list *l)
{
    return l->failed;
}

/* Reads a piece. False when there is nothing now. */
static bool read_more(struct name_list *l)
{
    struct pollfd ready = {.fd = l->fd, .events = POLLIN};
    if (poll(&ready, 1, 0) == 0)
        return false;
    if (l->at)
        memmove(l->text, l->text + l->at, l->len - l->at);
    l->len -= l->at;
    l->at = 0;
    l->text = xgrow(l->text, &l->room, l->len + 4096 + 1, 1);
    ssize_t n = read(l->fd, l->text + l->len, l->room - l->len - 1);
    if (n < 0 && errno == EINTR)
        return true;
    if (n < 0)
        say("%s: %s", l->path, strerror(errno));
    l->failed |= n < 0;
    l->ended = n <= 0;
    l->len += n > 0 ? (size_t)n : 0;
    return true;
}

const char *name_list_next(struct name_list *l, bool *later)
{
    *later = false;
    for (;;) {
        char *end = l->len > l->at ? memchr(l->text + l->at, l->end, l->len - l->at) : NULL;
        if (!end && l->len - l->at > LIMIT_NAME_BYTES) {
            say("%s: a name in it is longer than %u bytes", l->path, LIMIT_NAME_BYTES);
            l->failed = l->ended = true;
            l->at = l->len;
        }
        if (!end && !l->ended) {
            if (read_more(l))
                continue;
            *later = true;
            return NULL;
        }
        if (!end && l->at == l->len)
            return NULL;
        const char *name = l->text + l->at;
        size_t len = end ? (size_t)(end - name) : l->len - l->at;
        l->text[l->at + len] = '\0';
        l->at += len + (end != NULL);
        if (len)
            return name;
    }
}
