/* Files over the plain system calls: a short read or write goes on, an interrupted one is repeated,
 * and writing goes to a temporary file in the same folder that is renamed at the end. */
#include "config.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sort.h"

static enum file_status status_of_errno(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return FILE_MISSING;
    case EACCES:
    case EPERM:
        return FILE_DENIED;
    case EISDIR:
        return FILE_IS_FOLDER;
    default:
        return FILE_FAILED;
    }
}

static enum file_status read_all(int fd, size_t max, char **text, size_t *len)
{
    size_t n = 0, room = 0;
    char *s = NULL;
    for (;;) {
        s = xgrow(s, &room, n + 64 * 1024, 1);
        ssize_t got = read(fd, s + n, room - n - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || (n += (size_t)got) > max) {
            s[n] = '\0';
            if (got == 0) {
                *text = s;
                *len = n;
                return FILE_OK;
            }
            xfree(s);
            return got < 0 ? status_of_errno() : FILE_TOO_LARGE;
        }
    }
}

enum file_status file_read(const char *path, size_t max, char **text, size_t *len)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, max, text, len);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return status_of_errno();
    struct stat st;
    enum file_status status;
    if (fstat(fd, &st) != 0)
        status = FILE_FAILED;
    else if (S_ISDIR(st.st_mode))
        status = FILE_IS_FOLDER;
    else if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max)
        status = FILE_TOO_LARGE;
    else
        status = read_all(fd, max, text, len);
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}

const char *file_status_text(enum file_status status)
{
    switch (status) {
    case FILE_OK:
        return "the file was read";
    case FILE_MISSING:
        return "there is no such file";
    case FILE_DENIED:
        return "there is no permission to read it";
    case FILE_IS_FOLDER:
        return "it is a folder";
    case FILE_TOO_LARGE:
        return "it is larger than the limit";
    case FILE_FAILED:
        break;
    }
    return "it could not be read";
}

bool file_write_all(int fd, const char *s, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, s, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s += n;
        len -= (size_t)n;
    }
    return true;
}

/* Devices and pipes cannot be renamed over: they are written straight. */
static bool write_straight(const char *path, const char *text, size_t len)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = file_write_all(fd, text, len);
    return close(fd) == 0 && ok;
}

/* The mode that a file made by open() would get. */
static mode_t new_file_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool write_beside(const char *path, mode_t mode, const char *text, size_t len)
{
    struct arena *a = arena_new();
    char *temporary = arena_printf(a, "%s.XXXXXX", path);
    int fd = mkstemp(temporary);
    bool ok = fd >= 0;
    if (ok) {
        ok = fchmod(fd, mode) == 0 && file_write_all(fd, text, len);
        int saved = errno;
        bool closed = close(fd) == 0;
        if (!ok)
            errno = saved;
        ok = ok && closed && rename(temporary, path) == 0;
        saved = errno;
        if (!ok)
            unlink(temporary);
        errno = saved;
    }
    arena_free(a);
    return ok;
}

bool file_write(const char *path, const char *text, size_t len)
{
    if (strcmp(path, "-") == 0)
        return file_write_all(STDOUT_FILENO, text, len);
    struct stat st;
    if (stat(path, &st) != 0)
        return write_beside(path, new_file_mode(), text, len);
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (!S_ISREG(st.st_mode))
        return write_straight(path, text, len);
    char *real = realpath(path, NULL); /* through a symbolic link, not over it */
    bool ok = write_beside(real ? real : path, st.st_mode & 07777, text, len);
    int saved = errno;
    xfree(real);
    errno = saved;
    return ok;
}

bool file_append(const char *path, const char *text, size_t len, size_t max)
{
    struct stat st;
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool ok = fstat(fd, &st) == 0;
    if (ok && (len > max || st.st_size > (off_t)(max - len))) {
        errno = EFBIG;
        ok = false;
    }
    ok = ok && file_write_all(fd, text, len);
    int saved = errno;
    if (close(fd) != 0 && ok)
        return false;
    errno = saved;
    return ok;
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR && errno != EACCES &&
                                       errno != ELOOP && errno != ENAMETOOLONG);
}

char *file_join(struct arena *a, const char *folder, const char *name)
{
    size_t n = strlen(folder);
    return arena_printf(a, "%s%s%s", folder, n == 0 || folder[n - 1] == '/' ? "" : "/", name);
}

const char *file_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **file_list(struct arena *a, const char *folder, size_t *count)
{
    DIR *dir = opendir(folder);
    *count = 0;
    if (!dir)
        return NULL;
    VEC(char *) names = {0};
    errno = 0;
    for (struct dirent *e; (e = readdir(dir)); errno = 0)
        if (e->d_name[0] != '.')
            VEC_PUSH(&names, arena_strdup(a, e->d_name));
    int error = errno; /* the end, or a folder that cannot be read to its end */
    closedir(dir);
    if (error) {
        xfree(names.v);
        errno = error;
        return NULL;
    }
    char **list = arena_array(a, names.n + 1, sizeof *list);
    if (names.n) {
        memcpy(list, names.v, names.n * sizeof *list);
        sort_stable(list, names.n, sizeof *list, by_bytes);
    }
    *count = names.n;
    xfree(names.v);
    return list;
}

const char *file_data_folder(const char *given)
{
    if (given)
        return given;
    const char *set = getenv("PLANASSURE_DATA");
    return set && *set ? set : PKGDATADIR;
}

/* The folder of the running program; NULL when the system does not tell. */
static const char *program_folder(struct arena *a)
{
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    if (len <= 0 || (size_t)len >= sizeof path)
        return NULL;
    const char *whole = arena_copy(a, path, (size_t)len), *base = file_base_name(whole);
    return base > whole + 1 ? arena_copy(a, whole, (size_t)(base - whole) - 1) : "/";
}

char *file_part(struct arena *a, const char *name)
{
    const char *set = getenv("PLANASSURE_LIBEXEC"), *own = NULL;
    if (set && *set)
        return file_join(a, set, name);
    own = program_folder(a);
    if (own && file_exists(file_join(a, own, name)))
        return file_join(a, own, name);
    return file_join(a, LIBEXECDIR, name);
}
