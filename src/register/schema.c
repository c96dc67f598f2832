/* The tables, as the steps that made them: a register of an earlier program is brought up to date
 * one step after the other, in one transaction. What was released is never changed: add a step. */
#include <string.h>

#include "register/registry.h"
#include "register/secret.h"

static const char people[] =
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE person ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " name TEXT NOT NULL UNIQUE COLLATE NOCASE,"
    " shown TEXT NOT NULL,"
    " password TEXT," /* NULL: cannot log in */
    " role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 2),"
    " active INTEGER NOT NULL CHECK (active IN (0, 1)),"
    " made INTEGER NOT NULL) STRICT;"
    "CREATE TABLE session ("
    " hash TEXT PRIMARY KEY,"
    " person INTEGER NOT NULL REFERENCES person (id),"
    " seen INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX session_person ON session (person);"
    "CREATE TABLE token ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " hash TEXT NOT NULL UNIQUE,"
    " person INTEGER NOT NULL REFERENCES person (id),"
    " label TEXT NOT NULL, made INTEGER NOT NULL, used INTEGER NOT NULL) STRICT;"
    "CREATE INDEX token_person ON token (person);"
    "CREATE TABLE attempt ("
    " key TEXT PRIMARY KEY, since INTEGER NOT NULL, failures INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID;";

static const char submissions[] =
    "CREATE TABLE file (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE submission ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT," /* the order in which they came */
    " id TEXT NOT NULL UNIQUE,"
    " sender INTEGER NOT NULL REFERENCES person (id),"
    " organisation TEXT NOT NULL, organisation_given INTEGER NOT NULL,"
    " framework TEXT NOT NULL, framework_given INTEGER NOT NULL,"
    " title TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL,"
    " sha256 TEXT NOT NULL REFERENCES file (sha256), size INTEGER NOT NULL,"
    " sent INTEGER NOT NULL, checked INTEGER NOT NULL DEFAULT 0,"
    " version INTEGER NOT NULL,"
    " earlier TEXT UNIQUE REFERENCES submission (id) ON DELETE SET NULL,"
    " state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),"
    " review INTEGER NOT NULL DEFAULT 0 CHECK (review BETWEEN 0 AND 3),"
    " error_code TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '',"
    " rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 4), score REAL,"
    " pack_version TEXT NOT NULL DEFAULT '', pack_sha256 TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX submission_sender ON submission (sender);"
    "CREATE INDEX submission_file ON submission (sha256);"
    "CREATE TABLE artefact ("
    " submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,"
    " name TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES file (sha256),"
    " PRIMARY KEY (submission, name)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX artefact_file ON artefact (sha256);"
    "CREATE TABLE job ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " submission TEXT NOT NULL UNIQUE REFERENCES submission (id) ON DELETE CASCADE,"
    " running INTEGER NOT NULL DEFAULT 0 CHECK (running IN (0, 1)),"
    " attempt INTEGER NOT NULL DEFAULT 0,"
    " judgements TEXT) STRICT;"
    "CREATE INDEX job_waiting ON job (running, id);";

/* Nothing is taken out of the log or changed in it, not even by us. */
static const char audit[] =
    "CREATE TABLE audit ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,"
    " detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER audit_update BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE (ABORT, 'the audit log is only appended to'); END;"
    "CREATE TRIGGER audit_delete BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE (ABORT, 'the audit log is only appended to'); END;";

/* Judgements are only added; they go when their submission is forgotten. */
static const char reviews[] =
    "CREATE TABLE seat ("
    " submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,"
    " place INTEGER NOT NULL CHECK (place IN (1, 2)),"
    " person INTEGER NOT NULL REFERENCES person (id),"
    " began INTEGER NOT NULL, finished INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (submission, place), UNIQUE (submission, person)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX seat_person ON seat (person);"
    "CREATE TABLE judgement ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,"
    " requirement TEXT NOT NULL,"
    " person INTEGER NOT NULL REFERENCES person (id),"
    " settles INTEGER NOT NULL CHECK (settles IN (0, 1)),"
    " standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 2),"
    " body TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX judgement_of ON judgement (submission, requirement, person, settles, id);"
    "CREATE INDEX judgement_person ON judgement (person);"
    "CREATE TRIGGER judgement_update BEFORE UPDATE ON judgement"
    " BEGIN SELECT RAISE (ABORT, 'judgements are only added'); END;";

static const char *const step_1[] = {people, submissions, audit, NULL};
static const char *const step_2[] = {reviews, NULL};
static const char *const *const steps[] = {step_1, step_2};
enum { VERSION = sizeof steps / sizeof *steps };

static bool take_step(struct registry *reg, uint32_t version)
{
    for (const char *const *script = steps[version]; *script; script++)
        if (!database_script(reg->db, *script))
            return false;
    return database_set_version(reg->db, version + 1);
}

/* The password hash that a login of an unknown name is compared with. */
static bool make_nobody(struct registry *reg)
{
    char password[REGISTRY_SECRET];
    struct arena *arena = arena_new();
    secret_random(password);
    const char *hash = secret_password(arena, password);
    bool ok = hash && database_run(reg->db, "INSERT INTO setting VALUES ('nobody', ?)", "t",
                          hash) == STEP_DONE;
    arena_free(arena);
    return ok;
}

static bool update_from(struct registry *reg, uint32_t version)
{
    if (!database_begin(reg->db))
        return false;
    version = database_version(reg->db); /* another process may have been quicker */
    bool first = version == 0;
    while (version < VERSION && take_step(reg, version))
        version++;
    if (version == VERSION && (!first || make_nobody(reg)) && database_commit(reg->db))
        return true;
    registry_failed(reg, "the tables cannot be made");
    database_rollback(reg->db);
    return false;
}

bool schema_update(struct registry *reg, const char **why)
{
    uint32_t version = database_version(reg->db);
    if (version > VERSION) {
        *why = "a later version of this program made it: use that one";
        return false;
    }
    *why = "its tables cannot be brought up to date";
    if (version < VERSION && !update_from(reg, version))
        return false;
    struct statement *s =
        database_prepare(reg->db, "SELECT value FROM setting WHERE name = 'nobody'", "");
    if (statement_step(s) == STEP_ROW)
        reg->nobody = statement_text(s, 0, reg->arena);
    statement_free(s);
    return reg->nobody != NULL;
}
