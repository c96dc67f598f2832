/* See journal.h. A record is a head with the plan's number, the size and time of its file, the
 * length and checksum of what follows, and then the answer in the frames that a worker sends. */
#include "config.h"

#include "batch/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "batch/frame.h"
#include "batch/helper.h"

#define MAGIC "planassure-journal/1\n"
enum { SYNC_MILLISECONDS = 1000, TITLE = sizeof MAGIC - 1 + HASH_SHA256_HEX };

struct head {
    uint64_t index, size, seconds, nanoseconds, len, sum;
};

struct journal {
    int fd;
    char *path; /* NULL: a spool */
    off_t end;
    VEC(off_t) at; /* of each plan's record; 0: there is none */
    bool dirty;
    long long synced;
};

/* Torn records are to be found, not forged ones. */
static uint64_t sum_of(const struct head *h, const char *s, size_t len)
{
    uint64_t sum = 0xcbf29ce484222325u ^ h->index ^ (h->len << 20) ^ h->size;
    for (; len >= 8; s += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, s, 8);
        sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
        sum ^= sum >> 29;
    }
    for (; len; s++, len--)
        sum = (sum ^ (unsigned char)*s) * 0x100000001b3u;
    return sum;
}

static bool write_at(int fd, off_t at, const char *s, size_t len)
{
    while (len) {
        ssize_t n = pwrite(fd, s, len, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s += n;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static bool read_at(int fd, off_t at, char *to, size_t len)
{
    while (len) {
        ssize_t n = pread(fd, to, len, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static struct journal *journal_new(int fd)
{
    struct journal *j = xcalloc(1, sizeof *j);
    j->fd = fd;
    j->end = TITLE;
    j->synced = helper_clock();
    return j;
}

struct journal *journal_spool(bool small)
{
    const char *folder = getenv("TMPDIR");
    struct arena *arena = arena_new();
    char *path = arena_printf(arena, "%s/planassure.XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = small ? -1 : mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    else
        fd = memfd_create("answers", MFD_CLOEXEC);
    arena_free(arena);
    return fd >= 0 ? journal_new(fd) : NULL;
}

static void note_record(struct journal *j, size_t index, off_t at)
{
    while (j->at.n <= index)
        VEC_PUSH(&j->at, 0);
    j->at.v[index] = at;
}

/* Reads on until the first record that is not whole, which is cut off. */
static bool read_records(struct journal *j, journal_found_fn *found, void *user)
{
    struct head head;
    while (read_at(j->fd, j->end, (char *)&head, sizeof head)) {
        if (head.len > (uint64_t)2 * LIMIT_ANSWER_BYTES || head.index >= LIMIT_PLANS)
            break;
        char *answer = xmalloc(head.len + 1);
        bool whole = read_at(j->fd, j->end + (off_t)sizeof head, answer, head.len) &&
                     sum_of(&head, answer, head.len) == head.sum;
        if (whole) {
            const struct plan_file file = {head.size, head.seconds, head.nanoseconds};
            note_record(j, head.index, j->end);
            found(user, head.index, &file, answer, head.len);
            j->end += (off_t)(sizeof head + head.len);
        }
        xfree(answer);
        if (!whole)
            break;
    }
    return ftruncate(j->fd, j->end) == 0;
}

static enum journal_status begin(
    struct journal *j, const char *identity, bool resume, journal_found_fn *found, void *user)
{
    char title[TITLE] = MAGIC, there[TITLE];
    memcpy(title + sizeof MAGIC - 1, identity, HASH_SHA256_HEX);
    if (flock(j->fd, LOCK_EX | LOCK_NB) != 0)
        return JOURNAL_IN_USE;
    if (resume && read_at(j->fd, 0, there, sizeof there)) {
        if (memcmp(title, there, sizeof title) != 0)
            return JOURNAL_OTHER;
        return read_records(j, found, user) ? JOURNAL_OK : JOURNAL_FAILED;
    }
    bool ok =
        ftruncate(j->fd, 0) == 0 && write_at(j->fd, 0, title, sizeof title) && fsync(j->fd) == 0;
    return ok ? JOURNAL_OK : JOURNAL_FAILED;
}

enum journal_status journal_open(const char *path, const char *identity, bool resume,
    journal_found_fn *found, void *user, struct journal **out)
{
    *out = NULL;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return JOURNAL_FAILED;
    struct journal *j = journal_new(fd);
    enum journal_status status = begin(j, identity, resume, found, user);
    if (status != JOURNAL_OK) {
        journal_close(j, false);
        return status;
    }
    size_t len = strlen(path) + 1;
    j->path = xmalloc(len);
    memcpy(j->path, path, len);
    *out = j;
    return JOURNAL_OK;
}

bool journal_add(
    struct journal *j, size_t index, const struct plan_file *file, const struct answer *answer)
{
    struct buf record;
    struct head head = {.index = index,
        .size = file->size,
        .seconds = file->seconds,
        .nanoseconds = file->nanoseconds};
    buf_init(&record, SIZE_MAX);
    buf_add(&record, (const char *)&head, sizeof head);
    frame_add_answer(&record, answer, false);
    head.len = record.len - sizeof head;
    if (j->path)
        head.sum = sum_of(&head, record.s + sizeof head, head.len);
    memcpy(record.s, &head, sizeof head);
    bool ok = write_at(j->fd, j->end, record.s, record.len);
    if (ok) {
        note_record(j, index, j->end);
        j->end += (off_t)record.len;
        j->dirty = true;
    }
    buf_clear(&record);
    return ok && journal_sync(j, false);
}

bool journal_sync(struct journal *j, bool now)
{
    if (!j->path || !j->dirty || (!now && helper_clock() < j->synced + SYNC_MILLISECONDS))
        return true;
    j->dirty = false;
    bool ok = fdatasync(j->fd) == 0;
    j->synced = helper_clock();
    return ok;
}

bool journal_is_named(const struct journal *j)
{
    return j->path != NULL;
}

bool journal_has(const struct journal *j, size_t index)
{
    return index < j->at.n && j->at.v[index];
}

bool journal_parse(const char *bytes, size_t len, struct answer *answer)
{
    struct frame_state state = {0};
    size_t used = 1;
    for (size_t at = 0; used && at < len; at += used)
        if (!frame_read_answer(bytes + at, len - at, &used, &state, answer))
            return false;
    return state.end;
}

bool journal_read(struct journal *j, size_t index, struct answer *answer)
{
    struct head head;
    if (!journal_has(j, index) || !read_at(j->fd, j->at.v[index], (char *)&head, sizeof head) ||
        head.len > (uint64_t)2 * LIMIT_ANSWER_BYTES)
        return false;
    char *bytes = xmalloc(head.len + 1);
    bool ok = read_at(j->fd, j->at.v[index] + (off_t)sizeof head, bytes, head.len) &&
              journal_parse(bytes, head.len, answer);
    xfree(bytes);
    return ok;
}

void journal_close(struct journal *j, bool done)
{
    if (!j)
        return;
    if (done && j->path)
        unlink(j->path);
    close(j->fd);
    xfree(j->path);
    xfree(j->at.v);
    xfree(j);
}
