/* Contents beside the database, named by their SHA-256: files/ab/abcd.... A file is written under
 * another name, synced and renamed, and its folder synced, before the row that speaks of it is
 * committed; it is removed after the commit that forgets it. A crash in between leaves a file that
 * no row speaks of, and the next start sweeps it away. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "register/registry.h"

static bool sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

/* The folder of a hash, made when it is not there. */
static const char *shelf(struct registry *reg, struct arena *arena, const char *sha256, bool make)
{
    const char *path = arena_printf(arena, "%s/%.2s", reg->files, sha256);
    if (make && mkdir(path, 0700) == 0)
        sync_folder(reg->files);
    return path;
}

const char *file_path(struct registry *reg, struct arena *arena, const char *sha256)
{
    return file_join(arena, shelf(reg, arena, sha256, false), sha256);
}

static bool write_synced(
    struct arena *arena, const char *folder, const char *path, const void *bytes, size_t len)
{
    const char *temporary = arena_printf(arena, "%s.part", path);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool ok = fd >= 0 && file_write_all(fd, bytes, len) && fsync(fd) == 0;
    int saved = errno;
    if (fd >= 0 && close(fd) != 0)
        ok = false;
    ok = ok && rename(temporary, path) == 0 && sync_folder(folder);
    if (!ok) {
        unlink(temporary);
        errno = saved;
    }
    return ok;
}

enum registry_status file_put(
    struct registry *reg, const void *bytes, size_t len, char sha256[HASH_SHA256_HEX])
{
    struct stat st;
    hash_sha256_hex(bytes, len, sha256);
    struct arena *arena = arena_new();
    const char *folder = shelf(reg, arena, sha256, true);
    const char *path = file_join(arena, folder, sha256);
    bool there = stat(path, &st) == 0 && st.st_size == (off_t)len;
    bool ok = there || write_synced(arena, folder, path, bytes, len);
    arena_free(arena);
    if (!ok)
        return registry_failed(reg, "a file cannot be written");
    return registry_step(
        reg, database_run(reg->db,
                 "INSERT INTO file (sha256, size) VALUES (?, ?) ON CONFLICT DO NOTHING", "ti",
                 sha256, (int64_t)len));
}

enum registry_status file_get(struct registry *reg, const char *sha256, char **bytes, size_t *len)
{
    char found[HASH_SHA256_HEX];
    struct arena *arena = arena_new();
    enum file_status status =
        file_read(file_path(reg, arena, sha256), LIMIT_REPORT_BYTES, bytes, len);
    arena_free(arena);
    if (status != FILE_OK)
        return registry_failed(reg, "a file of the register cannot be read");
    hash_sha256_hex(*bytes, *len, found);
    if (strcmp(found, sha256) == 0)
        return REGISTRY_OK;
    xfree(*bytes);
    *bytes = NULL;
    errno = EIO;
    return registry_failed(reg, "a file of the register was changed");
}

enum registry_status files_bury(struct registry *reg, struct arena *arena, struct dead_files *out)
{
    static const char dead[] =
        "DELETE FROM file WHERE sha256 NOT IN (SELECT sha256 FROM submission) "
        "AND sha256 NOT IN (SELECT sha256 FROM artefact) RETURNING sha256";
    VEC(const char *) list = {0};
    enum step step;
    struct statement *s = database_prepare(reg->db, dead, "");
    while ((step = statement_step(s)) == STEP_ROW)
        VEC_PUSH(&list, statement_text(s, 0, arena));
    statement_free(s);
    out->sha256 = arena_array(arena, list.n + 1, sizeof *out->sha256);
    if (list.n)
        memcpy(out->sha256, list.v, list.n * sizeof *list.v);
    out->count = list.n;
    xfree(list.v);
    return registry_step(reg, step);
}

static bool is_known(struct registry *reg, const char *name)
{
    return database_number(reg->db, 0, "SELECT 1 FROM file WHERE sha256 = ?", "t", name) == 1;
}

/* One that was put there again since is left. */
void files_remove(struct registry *reg, const struct dead_files *dead)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < dead->count; i++)
        if (!is_known(reg, dead->sha256[i]))
            unlink(file_path(reg, arena, dead->sha256[i]));
    arena_free(arena);
}

void files_sweep(struct registry *reg)
{
    struct arena *arena = arena_new();
    size_t shelves, count;
    char **names = file_list(arena, reg->files, &shelves);
    for (size_t i = 0; i < shelves; i++) {
        const char *folder = file_join(arena, reg->files, names[i]);
        char **files = file_list(arena, folder, &count);
        for (size_t k = 0; k < count; k++)
            if (!is_known(reg, files[k]))
                unlink(file_join(arena, folder, files[k]));
    }
    arena_free(arena);
}
