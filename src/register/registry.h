/* What the files of the register share. Private to register/. */
#ifndef REGISTER_REGISTRY_H
#define REGISTER_REGISTRY_H

#include <pthread.h>

#include "base/hash.h"
#include "base/mem.h"
#include "register/register.h"
#include "register/sqlite.h"

struct registry {
    struct arena *arena; /* paths */
    const char *folder, *files;
    struct database *db;
    pthread_mutex_t lock;    /* of everything here but `hashing` */
    pthread_mutex_t hashing; /* one password at a time: each takes 64 MiB */
    const char *nobody;      /* hash of a password that nobody has */
    char error[300];         /* of the last failure */
    int64_t (*clock)(void *);
    void *clock_user;
    int serving; /* file descriptor that is locked while this process serves; -1 */
};

/* ---- a call of the register ---- */

/* Takes the lock; a change also begins a transaction: false when the database refuses, and then
 * there is nothing to end. */
void reading_begin(struct registry *);
void reading_end(struct registry *);
bool change_begin(struct registry *);
/* Commits when `status` is REGISTRY_OK, else takes all back; gives the lock away. The status of the
 * call: REGISTRY_FAILED when the commit fails. */
enum registry_status change_end(struct registry *, enum registry_status);
/* Keeps what the system or SQLite said; returns REGISTRY_FAILED. */
enum registry_status registry_failed(struct registry *, const char *what);
/* The status for the end of a statement that makes or changes a row. */
enum registry_status registry_step(struct registry *, enum step);

/* ---- the schema ---- */

/* Brings the database to today's form; false when it is of a later program or refuses. */
bool schema_update(struct registry *, const char **why);

/* ---- parts ---- */

/* Adds an entry to the log, in the change that is open. */
bool audit_add(struct registry *, const struct person *who, const char *action, const char *subject,
    const char *detail);
/* Is the text UTF-8 without control characters, not empty, of at most `max` bytes? */
bool text_is_plain(const char *, size_t max);
/* Text of a stranger made plain: what is no UTF-8 or a control becomes "_", cut to `max` bytes. */
const char *text_tame(struct arena *, const char *, size_t max);
void secret_hash(const char *secret, char out[HASH_SHA256_HEX]);
/* Columns id, name, shown, role, active from `column` on. */
#define PERSON_COLUMNS "p.id, p.name, p.shown, p.role, p.active"
void person_read(struct statement *, int column, struct arena *, struct person *out);
/* The submission, if `who` may see it. The lock is held. */
enum registry_status submission_find(struct registry *, const struct person *who, const char *id,
    struct arena *, struct submission *out);
/* Queues a check; TAKEN when one of the submission is there already. */
enum registry_status job_add(struct registry *, const char *id, const char *judgements);
/* The agreed judgements of a submission whose review is agreed; NULL otherwise. The lock is held.
 */
enum registry_status agreed_of(
    struct registry *, const struct submission *, struct arena *, const char **json);
bool person_is_lead(const struct person *who); /* or NULL */

/* ---- files by their hash; the lock is held ---- */

/* Writes the bytes, synced, unless they are there; the row of `file` is made with it. */
enum registry_status file_put(
    struct registry *, const void *bytes, size_t len, char sha256[HASH_SHA256_HEX]);
const char *file_path(struct registry *, struct arena *, const char *sha256);
/* The bytes of a file, which must have that hash. */
enum registry_status file_get(struct registry *, const char *sha256, char **bytes, size_t *len);
/* Takes the rows of files away that nothing speaks of; their names are in the arena, for
 * files_remove() after the commit. */
struct dead_files {
    const char **sha256;
    size_t count;
};
enum registry_status files_bury(struct registry *, struct arena *, struct dead_files *);
void files_remove(struct registry *, const struct dead_files *);
/* Removes files that the database does not know: left by a crash between two steps. */
void files_sweep(struct registry *);

#endif
