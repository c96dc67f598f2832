/* See form.h. A file goes straight to an unnamed file in the data folder: the process may die, the
 * client may go, and nothing is left behind. */
#include "config.h"

#include "server/form.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "server/multipart.h"

struct form {
    struct arena *arena;
    const char *folder;
    struct multipart *multipart; /* NULL: urlencoded */
    enum form_status status;
    struct fields fields;
    struct upload files[LIMIT_FORM_FILES];
    size_t file_count;
    size_t kept;         /* bytes of fields so far */
    struct buf value;    /* of the field that comes in; of the whole body when urlencoded */
    const char *name;    /* of that field */
    struct upload *file; /* the file that comes in; NULL: it is a field */
};

static bool fail(struct form *f, enum form_status why)
{
    if (f->status == FORM_OK)
        f->status = why;
    return false;
}

const char *form_file_name(struct arena *arena, const char *sent)
{
    const char *last = sent;
    for (const char *c = sent; *c; c++)
        if (*c == '/' || *c == '\\')
            last = c + 1;
    char *name = arena_alloc(arena, LIMIT_FILE_NAME + 8);
    size_t n = 0, len = strlen(last);
    for (size_t at = 0; at < len && n < LIMIT_FILE_NAME - 4;) {
        uint32_t c;
        at += utf8_decode(last + at, len - at, &c);
        if (c < ' ' || c == 0x7f)
            c = '_';
        n += utf8_encode(c, name + n);
    }
    name[n] = '\0';
    return n ? name : "plan";
}

static int open_unnamed(const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    struct arena *arena = arena_new(); /* a file system without O_TMPFILE */
    char *path = file_join(arena, folder, "upload.XXXXXX");
    fd = mkstemp(path);
    if (fd >= 0) {
        unlink(path);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    arena_free(arena);
    return fd;
}

static bool begin_part(void *user, const struct part *part)
{
    struct form *f = user;
    f->file = NULL;
    f->name = arena_strdup(f->arena, part->name);
    if (!part->file_name)
        return true;
    if (f->file_count == LIMIT_FORM_FILES)
        return fail(f, FORM_WRONG);
    f->file = &f->files[f->file_count++];
    f->file->name = form_file_name(f->arena, part->file_name);
    f->file->size = 0;
    f->file->fd = open_unnamed(f->folder);
    return f->file->fd >= 0 || fail(f, FORM_FAILED);
}

static bool write_piece(struct form *f, const char *bytes, size_t len)
{
    if (f->file->size + len > LIMIT_PLAN_BYTES)
        return fail(f, FORM_TOO_LARGE);
    f->file->size += len;
    while (len) {
        ssize_t n = write(f->file->fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(f, FORM_FAILED);
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

static bool part_data(void *user, const char *bytes, size_t len)
{
    struct form *f = user;
    if (f->file)
        return write_piece(f, bytes, len);
    f->kept += len;
    if (f->kept > LIMIT_FORM_BYTES)
        return fail(f, FORM_TOO_LARGE);
    buf_add(&f->value, bytes, len);
    return true;
}

static bool end_part(void *user)
{
    struct form *f = user;
    if (f->file) {
        if (f->file->size)
            return true;
        close(f->file->fd); /* nothing was chosen */
        f->file_count--;
        return true;
    }
    bool ok = fields_add(f->arena, &f->fields, f->name, buf_str(&f->value), f->value.len);
    buf_clear(&f->value);
    return ok || fail(f, FORM_WRONG);
}

struct form *form_new(struct arena *arena, const char *content_type, const char *folder)
{
    static const char plain[] = "application/x-www-form-urlencoded";
    struct form *f = xcalloc(1, sizeof *f);
    f->arena = arena;
    f->folder = folder;
    buf_init(&f->value, LIMIT_FORM_BYTES);
    const struct multipart_sink sink = {begin_part, part_data, end_part, f};
    f->multipart = content_type ? multipart_new(content_type, &sink) : NULL;
    bool urlencoded =
        content_type && strncasecmp(content_type, plain, sizeof plain - 1) == 0 &&
        (content_type[sizeof plain - 1] == '\0' || strchr("; ", content_type[sizeof plain - 1]));
    if (f->multipart || urlencoded)
        return f;
    xfree(f);
    return NULL;
}

void form_free(struct form *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->file_count; i++)
        if (f->files[i].fd >= 0)
            close(f->files[i].fd);
    multipart_free(f->multipart);
    buf_clear(&f->value);
    xfree(f);
}

void form_feed(struct form *f, const char *bytes, size_t len)
{
    if (f->status != FORM_OK)
        return;
    if (f->multipart) {
        if (!multipart_feed(f->multipart, bytes, len))
            fail(f, FORM_WRONG);
        return;
    }
    buf_add(&f->value, bytes, len);
    if (f->value.full)
        fail(f, FORM_TOO_LARGE);
}

enum form_status form_finish(struct form *f)
{
    if (f->status == FORM_OK && f->multipart && !multipart_complete(f->multipart))
        fail(f, FORM_WRONG);
    if (f->status == FORM_OK && !f->multipart &&
        !fields_parse(f->arena, buf_str(&f->value), f->value.len, &f->fields))
        fail(f, FORM_WRONG);
    return f->status;
}

const struct fields *form_fields(const struct form *f)
{
    return &f->fields;
}

const struct upload *form_file(const struct form *f, size_t i)
{
    return i < f->file_count ? &f->files[i] : NULL;
}

bool form_file_map(const struct upload *file, const char **bytes)
{
    void *mapped = mmap(NULL, file->size, PROT_READ, MAP_PRIVATE, file->fd, 0);
    *bytes = mapped == MAP_FAILED ? NULL : mapped;
    return mapped != MAP_FAILED;
}

void form_file_unmap(const struct upload *file, const char *bytes)
{
    if (bytes)
        munmap((void *)(uintptr_t)bytes, file->size);
}
