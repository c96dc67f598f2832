/* See folder.h. The list is a hidden file: its first line is the kind, every other a name. What is
 * removed is what the list names, file by file: a mistaken path can cost nobody their folder. */
#include "config.h"

#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

#define LIST ".list" /* of its files */

struct folder {
    struct arena *arena;
    const char *path, *temporary;
    const char *kind;
    bool replaces;        /* a folder of ours stands at `path` */
    struct buf list, old; /* old: the list of the folder that is replaced */
};

static bool is_name(const char *s)
{
    bool first = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
    size_t len = strlen(s);
    return first && len < 200 &&
           strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") == len;
}

/* The names on a list; NULL when it is none of this kind. */
static struct map *parse_list(struct arena *a, const char *text, size_t len, const char *kind)
{
    struct map *names = map_new();
    bool ok = true;
    for (size_t at = 0, line = 0; ok && at < len; line++) {
        const char *name = arena_copy(a, text + at, strcspn(text + at, "\n"));
        at += strlen(name) + 1;
        ok = line == 0 ? strcmp(name, kind) == 0 : is_name(name);
        if (line)
            map_set(names, name, strlen(name), names);
    }
    if (!ok || !len) {
        map_free(names);
        names = NULL;
    }
    return names;
}

/* Removes the listed files and the folder; what is not listed makes it stay. It needs no memory:
 * none may be left when it is called. */
static bool remove_folder(const char *path, const struct buf *list)
{
    char file[PATH_MAX];
    const char *name = list->s ? strchr(list->s, '\n') : NULL; /* the first line is the kind */
    for (; name && name[1]; name = strchr(name + 1, '\n'))
        if (snprintf(file, sizeof file, "%s/%.*s", path, (int)strcspn(name + 1, "\n"), name + 1) <
            (int)sizeof file)
            unlink(file);
    if (snprintf(file, sizeof file, "%s/" LIST, path) < (int)sizeof file)
        unlink(file);
    return rmdir(path) == 0;
}

/* The names on the list of the folder, and the list itself in `f->old`; NULL when it has none. */
static struct map *read_list(struct folder *f)
{
    char *text;
    size_t len;
    if (file_read(file_join(f->arena, f->path, LIST), LIMIT_LIST_BYTES, &text, &len) != FILE_OK)
        return NULL;
    struct map *names = parse_list(f->arena, text, len, f->kind);
    if (names)
        buf_add(&f->old, text, len);
    xfree(text);
    return names;
}

/* May what stands there be replaced? `*why` says why not. */
static bool may_replace(struct folder *f, const char **why)
{
    DIR *dir = opendir(f->path);
    if (!dir) {
        *why = errno == ENOTDIR ? "it is a file" : strerror(errno);
        return false;
    }
    struct map *names = read_list(f);
    *why = NULL;
    errno = 0;
    for (struct dirent *e; !*why && (e = readdir(dir)); errno = 0) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (!names)
            *why = "it holds files and was not written by this command: name another folder";
        else if (strcmp(e->d_name, LIST) != 0 && !map_get(names, e->d_name, strlen(e->d_name)))
            *why = "it holds files that this command did not write: take them out, or name "
                   "another folder";
    }
    if (!*why && errno)
        *why = strerror(errno); /* what it holds besides is not known */
    closedir(dir);
    map_free(names);
    return !*why;
}

static struct folder *give_up(struct folder *f)
{
    int saved = errno;
    buf_clear(&f->list);
    buf_clear(&f->old);
    arena_free(f->arena);
    xfree(f);
    errno = saved;
    return NULL;
}

struct folder *folder_begin(const char *path, const char *kind, const char **why)
{
    struct folder *f = xcalloc(1, sizeof *f);
    struct stat st;
    f->arena = arena_new();
    buf_init(&f->list, LIMIT_LIST_BYTES);
    buf_init(&f->old, LIMIT_LIST_BYTES);
    f->kind = arena_strdup(f->arena, kind);
    char *real = realpath(path, NULL); /* through a link, not over it */
    char *place = arena_strdup(f->arena, real ? real : path);
    xfree(real);
    for (size_t len = strlen(place); len > 1 && place[len - 1] == '/';)
        place[--len] = '\0';
    f->path = place;
    f->replaces = lstat(place, &st) == 0;
    if (f->replaces && !may_replace(f, why))
        return give_up(f);
    char *temporary = arena_printf(f->arena, "%s.XXXXXX", place);
    f->temporary = mkdtemp(temporary);
    if (!f->temporary) {
        *why = strerror(errno);
        return give_up(f);
    }
    buf_printf(&f->list, "%s\n", kind);
    return f;
}

bool folder_add(struct folder *f, const char *name, const char *text, size_t len)
{
    if (!is_name(name)) {
        errno = EINVAL;
        return false;
    }
    buf_printf(&f->list, "%s\n", name);
    return file_write(file_join(f->arena, f->temporary, name), text, len);
}

/* The mode that a folder made by mkdir() would get. */
static mode_t new_folder_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0777 & ~mask;
}

/* The old one moves aside first; when the new one cannot take its place it moves back. */
static bool put_in_place(struct folder *f)
{
    if (!f->replaces || rename(f->temporary, f->path) == 0) /* over an empty folder */
        return f->replaces || rename(f->temporary, f->path) == 0;
    const char *aside = arena_printf(f->arena, "%s.old", f->temporary);
    if (rename(f->path, aside) != 0)
        return false;
    if (rename(f->temporary, f->path) != 0) {
        int saved = errno;
        if (rename(aside, f->path) != 0)
            saved = errno;
        errno = saved;
        return false;
    }
    remove_folder(aside, &f->old);
    return true;
}

bool folder_finish(struct folder *f)
{
    bool ok = !f->list.full &&
              file_write(file_join(f->arena, f->temporary, LIST), buf_str(&f->list), f->list.len) &&
              chmod(f->temporary, new_folder_mode()) == 0 && put_in_place(f);
    if (!ok) {
        int saved = errno;
        folder_abandon(f);
        errno = saved;
        return false;
    }
    give_up(f);
    return true;
}

void folder_abandon(struct folder *f)
{
    if (!f)
        return;
    remove_folder(f->temporary, &f->list);
    give_up(f);
}
