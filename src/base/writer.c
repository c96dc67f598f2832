/* See writer.h. */
#include "config.h"

#include "base/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

enum { PIECE = 256 * 1024 };

struct writer {
    int fd;
    struct arena *arena;
    char *path, *beside; /* `beside` NULL: written straight */
    bool made;           /* `beside` is there */
    struct buf text;
    struct writer *next;
};

/* Those that have a file beside, so that none is left where a program ends in the middle. */
static struct writer *unfinished;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static void remember(struct writer *w)
{
    pthread_mutex_lock(&guard);
    w->made = true;
    w->next = unfinished;
    unfinished = w;
    pthread_mutex_unlock(&guard);
}

static void forget(const struct writer *w)
{
    pthread_mutex_lock(&guard);
    for (struct writer **p = &unfinished; *p; p = &(*p)->next)
        if (*p == w) {
            *p = w->next;
            break;
        }
    pthread_mutex_unlock(&guard);
}

void writer_abandon_all(void)
{
    for (const struct writer *w = unfinished; w; w = w->next)
        unlink(w->beside);
}

/* The mode of the file that is replaced, else that which a new one would get. */
static mode_t mode_of(const struct stat *old)
{
    if (old)
        return old->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool open_beside(struct writer *w, const char *path, const struct stat *old)
{
    char *real = old ? realpath(path, NULL) : NULL; /* through a symbolic link, not over it */
    w->path = arena_strdup(w->arena, real ? real : path);
    free(real);
    w->beside = arena_printf(w->arena, "%s.XXXXXX", w->path);
    w->fd = mkostemp(w->beside, O_CLOEXEC);
    if (w->fd >= 0)
        remember(w);
    return w->fd >= 0 && fchmod(w->fd, mode_of(old)) == 0;
}

struct writer *writer_open(const char *path)
{
    struct stat st;
    struct writer *w = xcalloc(1, sizeof *w);
    bool there = strcmp(path, "-") != 0 && stat(path, &st) == 0, ok;
    w->arena = arena_new();
    buf_init(&w->text, (size_t)2 * PIECE);
    w->fd = -1;
    if (strcmp(path, "-") == 0) {
        w->fd = STDOUT_FILENO;
        ok = true;
    } else if (there && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        ok = false;
    } else if (there && !S_ISREG(st.st_mode)) {
        w->fd = open(path, O_WRONLY | O_CLOEXEC);
        ok = w->fd >= 0;
    } else {
        ok = open_beside(w, path, there ? &st : NULL);
    }
    if (ok)
        return w;
    writer_drop(w);
    return NULL;
}

bool writer_flush(struct writer *w)
{
    bool ok = file_write_all(w->fd, buf_str(&w->text), w->text.len);
    buf_clear(&w->text);
    return ok;
}

bool writer_add(struct writer *w, const char *s, size_t len)
{
    if (len > PIECE)
        return writer_flush(w) && file_write_all(w->fd, s, len);
    buf_add(&w->text, s, len);
    return w->text.len < PIECE || writer_flush(w);
}

static void writer_free(struct writer *w)
{
    int saved = errno;
    forget(w);
    if (w->fd > STDERR_FILENO)
        close(w->fd);
    buf_clear(&w->text);
    arena_free(w->arena);
    xfree(w);
    errno = saved;
}

bool writer_commit(struct writer *w)
{
    bool ok = writer_flush(w);
    if (ok && w->fd > STDERR_FILENO) {
        ok = close(w->fd) == 0;
        w->fd = -1;
    }
    ok = ok && (!w->beside || rename(w->beside, w->path) == 0);
    if (!ok) {
        writer_drop(w);
        return false;
    }
    writer_free(w);
    return true;
}

void writer_drop(struct writer *w)
{
    int saved = errno;
    if (w && w->made)
        unlink(w->beside);
    errno = saved;
    if (w)
        writer_free(w);
}
