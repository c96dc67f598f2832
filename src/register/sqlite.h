/* The border to SQLite. Statements are constants of the program; values only ever come in bound.
 * Not for several threads at once: the register holds a lock. Private to register/. */
#ifndef REGISTER_SQLITE_H
#define REGISTER_SQLITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct database;
struct statement;

/* Opens (or makes, readable for the owner alone) a database: write-ahead log, every commit synced,
 * foreign keys, deleted bytes overwritten. NULL when it cannot be opened; `*why` is then a static
 * sentence. */
struct database *database_open(const char *path, const char **why);
void database_close(struct database *);
/* What SQLite said last. */
const char *database_error(const struct database *);

/* Runs a constant script (schema, pragmas). */
bool database_script(struct database *, const char *sql);
/* Does PRAGMA integrity_check find nothing, and no foreign key without its row? What it finds is
 * copied to `out`. */
bool database_is_sound(struct database *, char *out, size_t room);
/* Empties the write-ahead log into the database and cuts it. */
bool database_checkpoint(struct database *);
uint32_t database_version(struct database *);
bool database_set_version(struct database *, uint32_t version);

bool database_begin(struct database *); /* takes the right to write at once */
bool database_commit(struct database *);
void database_rollback(struct database *);

enum step {
    STEP_ROW,
    STEP_DONE,
    STEP_TAKEN, /* a constraint forbids it */
    STEP_FAILED
};

/* Prepares `sql` and binds one value for each letter of `types`: "i" int64_t, "d" double (NAN is
 * NULL), "t" const char * (NULL is NULL). Never NULL: what fails is told by statement_step(). */
struct statement *database_prepare(struct database *, const char *sql, const char *types, ...);
enum step statement_step(struct statement *);
void statement_free(struct statement *);
/* Columns of the row, from 0. */
int64_t statement_int(struct statement *, int column);
double statement_double(struct statement *, int column); /* NAN: NULL */
bool statement_is_null(struct statement *, int column);
/* A copy in the arena; NULL gives "". */
const char *statement_text(struct statement *, int column, struct arena *);

/* Prepares, binds, runs and frees; STEP_ROW when there was a row. */
enum step database_run(struct database *, const char *sql, const char *types, ...);
/* The same for a question with one number as its answer; `fallback` when there is no row. */
int64_t database_number(
    struct database *, int64_t fallback, const char *sql, const char *types, ...);
/* Rows that the last statement changed; the id that it made. */
int64_t database_changes(const struct database *);
int64_t database_last_id(const struct database *);

#endif
