/* SQLite with the settings that a register wants: nothing is acknowledged that is not synced, what
 * is deleted is overwritten, and a schema that somebody tampered with can do nothing. */
#include "config.h"

#include "register/sqlite.h"

#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum { BUSY_MILLISECONDS = 20000 }; /* another process writes: it takes milliseconds */

struct database {
    sqlite3 *handle;
};

struct statement {
    sqlite3_stmt *handle; /* NULL: it could not be prepared */
};

/* The file is made by us first: SQLite would make it readable for all that the umask lets. */
static bool make_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && close(fd) == 0;
}

static bool settle(sqlite3 *handle)
{
    static const char pragmas[] = "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL;"
                                  "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                                  "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                                  "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;";
    sqlite3_busy_timeout(handle, BUSY_MILLISECONDS);
    sqlite3_extended_result_codes(handle, 0);
    return sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK &&
           sqlite3_exec(handle, pragmas, NULL, NULL, NULL) == SQLITE_OK;
}

struct database *database_open(const char *path, const char **why)
{
    sqlite3 *handle = NULL;
    if (!make_private(path)) {
        *why = "its file cannot be opened for writing";
        return NULL;
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_NOFOLLOW;
    if (sqlite3_open_v2(path, &handle, flags, NULL) != SQLITE_OK || !settle(handle)) {
        *why = handle && sqlite3_errcode(handle) == SQLITE_NOTADB
                   ? "its file is no database"
                   : "its file cannot be opened as a database";
        sqlite3_close(handle);
        return NULL;
    }
    struct database *db = xmalloc(sizeof *db);
    db->handle = handle;
    return db;
}

void database_close(struct database *db)
{
    if (!db)
        return;
    sqlite3_close(db->handle);
    xfree(db);
}

const char *database_error(const struct database *db)
{
    return sqlite3_errmsg(db->handle);
}

bool database_script(struct database *db, const char *sql)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

bool database_is_sound(struct database *db, char *out, size_t room)
{
    static const char *const checks[] = {"PRAGMA integrity_check(1)",
        "SELECT 'a row of ' || \"table\" || ' has lost its ' || "
        "\"parent\" FROM pragma_foreign_key_check LIMIT 1"};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        struct statement *s = database_prepare(db, checks[i], "");
        enum step step = statement_step(s);
        const char *said = step == STEP_ROW    ? (const char *)sqlite3_column_text(s->handle, 0)
                           : step == STEP_DONE ? "ok"
                                               : database_error(db);
        bool sound = said && strcmp(said, "ok") == 0;
        if (!sound)
            snprintf(out, room, "%s", said ? said : "it does not say what is wrong");
        statement_free(s);
        if (!sound)
            return false;
    }
    return true;
}

bool database_checkpoint(struct database *db)
{
    return sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
           SQLITE_OK;
}

uint32_t database_version(struct database *db)
{
    return (uint32_t)database_number(db, 0, "PRAGMA user_version", "");
}

/* A pragma takes no bound value: the number is printed by us. */
bool database_set_version(struct database *db, uint32_t version)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA user_version = %u", version);
    return database_script(db, sql);
}

bool database_begin(struct database *db)
{
    return database_script(db, "BEGIN IMMEDIATE");
}

bool database_commit(struct database *db)
{
    return database_script(db, "COMMIT");
}

void database_rollback(struct database *db)
{
    if (!sqlite3_get_autocommit(db->handle))
        database_script(db, "ROLLBACK");
}

static bool bind_all(sqlite3_stmt *s, const char *types, va_list args)
{
    int status = SQLITE_OK;
    for (int i = 1; status == SQLITE_OK && types[i - 1]; i++)
        if (types[i - 1] == 'i') {
            status = sqlite3_bind_int64(s, i, va_arg(args, int64_t));
        } else if (types[i - 1] == 'd') {
            double value = va_arg(args, double);
            status = isnan(value) ? sqlite3_bind_null(s, i) : sqlite3_bind_double(s, i, value);
        } else {
            status = sqlite3_bind_text(s, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
        }
    return status == SQLITE_OK;
}

static struct statement *prepare(
    struct database *db, const char *sql, const char *types, va_list args)
{
    struct statement *s = xmalloc(sizeof *s);
    s->handle = NULL;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &s->handle, NULL) == SQLITE_OK &&
        bind_all(s->handle, types, args))
        return s;
    sqlite3_finalize(s->handle);
    s->handle = NULL;
    return s;
}

struct statement *database_prepare(struct database *db, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    struct statement *s = prepare(db, sql, types, args);
    va_end(args);
    return s;
}

enum step statement_step(struct statement *s)
{
    switch (s->handle ? sqlite3_step(s->handle) : SQLITE_ERROR) {
    case SQLITE_ROW:
        return STEP_ROW;
    case SQLITE_DONE:
        return STEP_DONE;
    case SQLITE_CONSTRAINT:
        return STEP_TAKEN;
    default:
        return STEP_FAILED;
    }
}

void statement_free(struct statement *s)
{
    sqlite3_finalize(s->handle);
    xfree(s);
}

int64_t statement_int(struct statement *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

double statement_double(struct statement *s, int column)
{
    return statement_is_null(s, column) ? (double)NAN : sqlite3_column_double(s->handle, column);
}

bool statement_is_null(struct statement *s, int column)
{
    return sqlite3_column_type(s->handle, column) == SQLITE_NULL;
}

const char *statement_text(struct statement *s, int column, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(s->handle, column);
    return text ? arena_copy(arena, text, (size_t)sqlite3_column_bytes(s->handle, column)) : "";
}

enum step database_run(struct database *db, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    struct statement *s = prepare(db, sql, types, args);
    va_end(args);
    enum step step = statement_step(s);
    statement_free(s);
    return step;
}

int64_t database_number(
    struct database *db, int64_t fallback, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    struct statement *s = prepare(db, sql, types, args);
    va_end(args);
    int64_t number = statement_step(s) == STEP_ROW ? statement_int(s, 0) : fallback;
    statement_free(s);
    return number;
}

int64_t database_changes(const struct database *db)
{
    return sqlite3_changes64(db->handle);
}

int64_t database_last_id(const struct database *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}
