/* libarchive reads the central directory, so members that nobody wants cost their name only, and an
 * archive that was cut short is damaged even when the members before the cut are whole: what stood
 * behind the cut would be missing in silence. Names are data of the sender: nothing is ever written
 * to a path, but an archive with an absolute or parent path was made to be unpacked by somebody
 * careless, and is refused. */
#include "ingest/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/ingest.h"

static bool is_outside(const char *path)
{
    if (path[0] == '/' || path[0] == '\\' || (path[0] && path[1] == ':'))
        return true;
    for (const char *p = path; *p; p += strcspn(p, "/\\"), p += *p != '\0')
        if (p[0] == '.' && p[1] == '.' && (p[2] == '\0' || p[2] == '/' || p[2] == '\\'))
            return true;
    return false;
}

/* What libarchive could not do, at `a` or NULL before there is one. */
static bool damaged(struct archive *a, struct ingest_error *error)
{
    if (!a || archive_errno(a) == ENOMEM)
        mem_exhausted(0); /* no fault of the file */
    return ingest_fail(error, "plan.damaged",
        "the file is damaged: it cannot be unpacked; open it in its own program, save it anew and "
        "send that");
}

/* All of the member at hand. */
static bool read_data(
    struct archive *a, size_t archive_len, struct zip_member *m, struct ingest_error *error)
{
    struct buf b;
    const void *piece;
    size_t n;
    la_int64_t at;
    int status;
    buf_init(&b, LIMIT_ZIP_BYTES);
    while ((status = archive_read_data_block(a, &piece, &n, &at)) == ARCHIVE_OK) {
        buf_add(&b, piece, n);
        if (b.full || (b.len > LIMIT_ZIP_FREE && b.len / LIMIT_ZIP_RATIO > archive_len)) {
            buf_clear(&b);
            return ingest_fail(error, "plan.too-large",
                "the file unpacks to far more than its size: it is not an honest document");
        }
    }
    if (status != ARCHIVE_EOF) {
        buf_clear(&b);
        return damaged(a, error);
    }
    m->text = buf_take(&b, &m->len);
    return true;
}

/* A name that stands twice could be read as either: the second is what makes it dishonest. */
static bool take_member(struct archive *a, const char *path, size_t archive_len,
    struct zip_member *wanted, size_t count, struct ingest_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(wanted[i].name, path) != 0)
            continue;
        if (wanted[i].text)
            return ingest_fail(
                error, "plan.damaged", "the file holds the part '%.80s' twice", path);
        return read_data(a, archive_len, &wanted[i], error);
    }
    return true;
}

static bool read_members(struct archive *a, size_t archive_len, struct zip_member *wanted,
    size_t count, struct ingest_error *error)
{
    struct archive_entry *entry;
    int status;
    size_t members = 0;
    while ((status = archive_read_next_header(a, &entry)) != ARCHIVE_EOF) {
        if (status < ARCHIVE_WARN)
            return damaged(a, error);
        const char *path = archive_entry_pathname(entry);
        if (!path)
            continue;
        if (++members > LIMIT_ZIP_MEMBERS)
            return ingest_fail(
                error, "plan.too-large", "the file holds more than %d parts", LIMIT_ZIP_MEMBERS);
        if (is_outside(path))
            return ingest_fail(error, "plan.unsafe-path",
                "the file names a path outside itself ('%.80s'): it is not an honest document",
                path);
        if (archive_entry_is_encrypted(entry))
            return ingest_fail(error, "plan.encrypted",
                "the file is protected by a password: send a copy without one");
        if (!take_member(a, path, archive_len, wanted, count, error))
            return false;
    }
    return true;
}

bool zip_read(const char *bytes, size_t len, struct zip_member *wanted, size_t count,
    struct ingest_error *error)
{
    for (size_t i = 0; i < count; i++) {
        wanted[i].text = NULL;
        wanted[i].len = 0;
    }
    struct archive *a = archive_read_new();
    if (!a)
        return damaged(NULL, error);
    bool ok = archive_read_support_format_zip_seekable(a) == ARCHIVE_OK &&
              archive_read_open_memory(a, bytes, len) == ARCHIVE_OK;
    ok = ok ? read_members(a, len, wanted, count, error) : damaged(a, error);
    archive_read_free(a);
    if (!ok)
        zip_free(wanted, count);
    return ok;
}

void zip_free(struct zip_member *members, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        xfree(members[i].text);
        members[i].text = NULL;
    }
}

static la_ssize_t take_bytes(struct archive *a, void *user, const void *bytes, size_t len)
{
    (void)a;
    buf_add(user, bytes, len);
    return (la_ssize_t)len;
}

static bool write_part(struct archive *a, const struct zip_part *part)
{
    struct archive_entry *entry = archive_entry_new();
    if (!entry)
        mem_exhausted(0);
    archive_entry_set_pathname(entry, part->name);
    archive_entry_set_size(entry, (la_int64_t)part->len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 0, 0); /* before 1980: becomes the first day a ZIP can say */
    if (part->stored)
        archive_write_zip_set_compression_store(a);
    else
        archive_write_zip_set_compression_deflate(a);
    bool ok = archive_write_header(a, entry) == ARCHIVE_OK &&
              archive_write_data(a, part->text, part->len) == (la_ssize_t)part->len;
    archive_entry_free(entry);
    return ok;
}

bool zip_write(const struct zip_part *parts, size_t count, struct buf *out)
{
    struct archive *a = archive_write_new();
    if (!a)
        return false;
    bool ok = archive_write_set_format_zip(a) == ARCHIVE_OK &&
              archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK &&
              archive_write_open(a, out, NULL, take_bytes, NULL) == ARCHIVE_OK;
    for (size_t i = 0; i < count && ok; i++)
        ok = write_part(a, &parts[i]);
    ok = archive_write_close(a) == ARCHIVE_OK && ok;
    archive_write_free(a);
    return ok && !out->full;
}
