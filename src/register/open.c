/* Opening, closing and looking after the register; and what every call of it begins and ends
 * with. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "register/registry.h"
#include "register/secret.h"

static int64_t system_clock(void *user)
{
    (void)user;
    return (int64_t)time(NULL);
}

void registry_set_clock(struct registry *reg, int64_t (*clock)(void *), void *user)
{
    reg->clock = clock ? clock : system_clock;
    reg->clock_user = user;
}

int64_t registry_now(struct registry *reg)
{
    return reg->clock(reg->clock_user);
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || (errno == EEXIST && file_is_folder(path));
}

static bool open_database(struct registry *reg, const char **why, char *found, size_t room)
{
    const char *path = file_join(reg->arena, reg->folder, "register.db");
    reg->files = file_join(reg->arena, reg->folder, "files");
    if (!make_folder(reg->folder) || !make_folder(reg->files)) {
        *why = "the folder cannot be made";
        snprintf(found, room, "%s", strerror(errno));
        return false;
    }
    reg->db = database_open(path, why);
    if (!reg->db)
        return false;
    if (!database_is_sound(reg->db, found, room)) {
        *why = "its database is damaged: restore it from a copy";
        return false;
    }
    if (schema_update(reg, why))
        return true;
    snprintf(found, room, "%s", reg->error);
    return false;
}

struct registry *registry_open(const char *folder, struct diag *diag)
{
    const char *why = "the system has no randomness";
    char found[300] = "";
    struct arena *arena = arena_new();
    struct registry *reg = arena_alloc(arena, sizeof *reg);
    reg->arena = arena;
    reg->folder = arena_strdup(arena, folder);
    reg->serving = -1;
    registry_set_clock(reg, NULL, NULL);
    pthread_mutex_init(&reg->lock, NULL);
    pthread_mutex_init(&reg->hashing, NULL);
    if (secret_start() && open_database(reg, &why, found, sizeof found))
        return reg;
    diag_add(diag, DIAG_ERROR, "register.open", folder, 0, 0, NULL, found[0] ? found : NULL,
        "the register cannot be opened: %s", why);
    registry_close(reg);
    return NULL;
}

void registry_close(struct registry *reg)
{
    if (!reg)
        return;
    database_close(reg->db);
    if (reg->serving >= 0)
        close(reg->serving);
    pthread_mutex_destroy(&reg->lock);
    pthread_mutex_destroy(&reg->hashing);
    arena_free(reg->arena);
}

const char *registry_error(struct registry *reg, struct arena *arena)
{
    pthread_mutex_lock(&reg->lock);
    const char *copy = arena_strdup(arena, reg->error);
    pthread_mutex_unlock(&reg->lock);
    return copy;
}

void reading_begin(struct registry *reg)
{
    pthread_mutex_lock(&reg->lock);
}

void reading_end(struct registry *reg)
{
    pthread_mutex_unlock(&reg->lock);
}

bool change_begin(struct registry *reg)
{
    pthread_mutex_lock(&reg->lock);
    if (database_begin(reg->db))
        return true;
    registry_failed(reg, "a change cannot begin");
    pthread_mutex_unlock(&reg->lock);
    return false;
}

enum registry_status change_end(struct registry *reg, enum registry_status status)
{
    if (status == REGISTRY_OK && !database_commit(reg->db))
        status = registry_failed(reg, "a change cannot be written");
    if (status != REGISTRY_OK)
        database_rollback(reg->db);
    pthread_mutex_unlock(&reg->lock);
    return status;
}

enum registry_status registry_failed(struct registry *reg, const char *what)
{
    const char *system = errno ? strerror(errno) : "";
    snprintf(reg->error, sizeof reg->error, "%s: %s (%s)", what,
        reg->db ? database_error(reg->db) : "no database", system);
    return REGISTRY_FAILED;
}

enum registry_status registry_step(struct registry *reg, enum step step)
{
    switch (step) {
    case STEP_ROW:
    case STEP_DONE:
        return REGISTRY_OK;
    case STEP_TAKEN:
        return REGISTRY_TAKEN;
    case STEP_FAILED:
        break;
    }
    return registry_failed(reg, "the database refused");
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

bool text_is_plain(const char *text, size_t max)
{
    size_t len = text ? strlen(text) : 0;
    if (len == 0 || len > max || utf8_valid_prefix(text, len) != len)
        return false;
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += utf8_decode(text + i, len - i, &c);
        if (is_control(c))
            return false;
    }
    return true;
}

const char *text_tame(struct arena *arena, const char *text, size_t max)
{
    size_t len = text ? strlen(text) : 0, n = 0;
    char *out = arena_alloc(arena, max + 1);
    for (size_t i = 0; i < len;) {
        uint32_t c;
        size_t valid = utf8_valid_prefix(text + i, len - i < 4 ? len - i : 4);
        size_t took = utf8_decode(text + i, len - i, &c);
        bool keep = valid >= took && !is_control(c);
        if (n + (keep ? took : 1) > max)
            break;
        if (keep)
            memcpy(out + n, text + i, took);
        else
            out[n] = '_';
        n += keep ? took : 1;
        i += took;
    }
    return out;
}

void secret_hash(const char *secret, char out[HASH_SHA256_HEX])
{
    hash_sha256_hex(secret, strlen(secret), out);
}

static bool verify_files(struct registry *reg, struct diag *diag)
{
    bool ok = true;
    struct arena *arena = arena_new();
    struct statement *s = database_prepare(reg->db, "SELECT sha256 FROM file ORDER BY sha256", "");
    while (statement_step(s) == STEP_ROW) {
        char *bytes = NULL;
        size_t len;
        const char *sha256 = statement_text(s, 0, arena);
        if (file_get(reg, sha256, &bytes, &len) != REGISTRY_OK) {
            ok = false;
            diag_add(diag, DIAG_ERROR, "register.file", file_path(reg, arena, sha256), 0, 0, NULL,
                "restore it from a copy", "the file is gone or was changed");
        }
        xfree(bytes);
    }
    statement_free(s);
    arena_free(arena);
    return ok;
}

bool registry_verify(struct registry *reg, struct diag *diag)
{
    int64_t broken;
    char found[300];
    bool log = registry_audit_verify(reg, &broken);
    reading_begin(reg);
    bool sound = database_is_sound(reg->db, found, sizeof found);
    if (!sound)
        diag_add(diag, DIAG_ERROR, "register.database", reg->folder, 0, 0, NULL,
            "restore it from a copy", "the database is damaged: %s", found);
    if (!log)
        diag_add(diag, DIAG_ERROR, "register.audit", reg->folder, 0, 0, NULL, NULL,
            "the audit log was changed: entry %lld does not fit the one before it",
            (long long)broken);
    bool files = verify_files(reg, diag);
    reading_end(reg);
    return log && sound && files;
}
