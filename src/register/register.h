/* The memory of the server: people, submissions, documents, results, the queue of checks, reviews
 * and the audit log, in one folder: `register.db` (SQLite, write-ahead log, every commit on the
 * disk) and `files/` (contents by their SHA-256, written whole or not at all).
 *
 * - What a call has answered REGISTRY_OK for is on the disk and survives kill -9.
 * - Who asks comes first: a call that reads or changes a submission takes the person who asks and
 *   refuses what that person may not. NULL is the server itself, which may all; never pass it on
 *   behalf of a request.
 * - Somebody else's submission answers REGISTRY_ABSENT, as one that there is not.
 * - A handle may be used by several threads. Several processes may open one folder; one serves it
 *   (registry_jobs_restart()).
 * - Strings and arrays that are handed out are in the arena of the call. Times are seconds since
 *   1970-01-01 UTC. */
#ifndef REGISTER_REGISTER_H
#define REGISTER_REGISTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planassure.h"

struct arena;
struct diag;
struct registry;

enum registry_status {
    REGISTRY_OK,
    REGISTRY_ABSENT,  /* there is no such thing, or none that this person may see */
    REGISTRY_DENIED,  /* it is there, and this person may not do that; or a wrong password */
    REGISTRY_TAKEN,   /* the name is in use, or things stand otherwise than the call expects */
    REGISTRY_INVALID, /* an argument is wrong: too long, empty, no UTF-8 */
    REGISTRY_LATER,   /* too many attempts, or the queue is full: later */
    REGISTRY_FAILED   /* the disk or the database refused: registry_error() */
};
/* For people: "it is not there". */
const char *registry_status_text(enum registry_status);

/* ---- open and close ---- */

/* Opens the register in `folder`, which is made when it is not there (for its owner alone). Checks
 * the integrity of the database and brings an older form up to date. NULL after a message. */
struct registry *registry_open(const char *folder, struct diag *);
void registry_close(struct registry *);
/* What the system said of the last REGISTRY_FAILED: for the log of the server, not for pages. */
const char *registry_error(struct registry *, struct arena *);
/* A clock instead of the system's; NULL restores it. For tests. */
void registry_set_clock(struct registry *, int64_t (*clock)(void *user), void *user);
int64_t registry_now(struct registry *);
/* Does the database pass its own check, is every file of it there with its hash, and is the audit
 * log unbroken? False and a message for each fault. Reads every file. */
bool registry_verify(struct registry *, struct diag *);

/* ---- people ---- */

enum role {
    ROLE_SUBMITTER, /* sends plans in, sees their own */
    ROLE_ASSESSOR,  /* sees and judges every submission */
    ROLE_LEAD       /* settles, keeps people and sees the audit log as well */
};
const char *role_name(enum role);                  /* "submitter", "assessor", "lead" */
bool role_parse(const char *name, enum role *out); /* false: none of them */

struct person {
    int64_t id;
    const char *name;  /* with which they log in: letters, digits, ".", "-", "_", "@" */
    const char *shown; /* as others read it */
    enum role role;
    bool active; /* false: may not log in any more; what they did keeps their name */
};

/* A new person; a password has LIMIT_PASSWORD_MIN to LIMIT_PASSWORD_BYTES bytes. Only leads (or
 * NULL: the command line) may keep people. `id` may be NULL. */
enum registry_status registry_person_add(struct registry *, const struct person *who,
    const char *name, const char *shown, const char *password, enum role, int64_t *id);
/* Changes what is not NULL. A changed password, role or `active` false ends all sessions and, for
 * `active` false, tokens. Persons may change their own password and shown name. The last active
 * lead stays one: REGISTRY_TAKEN. */
struct person_change {
    const char *shown, *password;
    const enum role *role;
    const bool *active;
};
enum registry_status registry_person_change(
    struct registry *, const struct person *who, int64_t id, const struct person_change *);
/* All people by name (leads only). */
enum registry_status registry_people(struct registry *, const struct person *who, struct arena *,
    struct person **list, size_t *count);
/* The person who uses a register without accounts (on their own machine): a lead who cannot log in.
 * REGISTRY_DENIED once there is another person: accounts are then asked for. */
enum registry_status registry_person_local(struct registry *, struct arena *, struct person *out);
/* People who can log in. */
size_t registry_person_count(struct registry *);

/* ---- sessions and tokens ---- */

#define REGISTRY_SECRET 44 /* room for a session id, token or CSRF token: 43 of base64url, NUL */

struct session {
    struct person person;
    char csrf[REGISTRY_SECRET]; /* forms of the session carry it */
    int64_t expires;
};

/* Logs in. `from` is where the request came from (an address). After LIMIT_LOGIN_ATTEMPTS failures
 * of a name from one address, or LIMIT_LOGIN_FAILURES of a name or an address alone, within
 * LIMIT_LOGIN_WINDOW seconds: REGISTRY_LATER, whatever the password. A wrong name costs as much
 * time as a wrong password. `secret` is the session id: only its hash is kept. Takes some 0.1 s and
 * 64 MiB by intention, one login after the other, without holding other calls up. */
enum registry_status registry_login(struct registry *, const char *name, const char *password,
    const char *from, struct arena *, char secret[REGISTRY_SECRET], struct session *out);
/* The session of an id; it then lasts LIMIT_SESSION_IDLE seconds more, up to LIMIT_SESSION_SECONDS
 * in all. ABSENT: unknown, expired or ended. */
enum registry_status registry_session(
    struct registry *, const char *secret, struct arena *, struct session *out);
/* A session for registry_person_local(): gives a page its CSRF token. */
enum registry_status registry_session_local(
    struct registry *, struct arena *, char secret[REGISTRY_SECRET], struct session *out);
enum registry_status registry_logout(struct registry *, const char *secret);

struct token {
    int64_t id, made, used; /* used 0: never */
    const char *label;
};
/* A token for programs, which act as `who`; shown once, only its hash is kept. */
enum registry_status registry_token_add(
    struct registry *, const struct person *who, const char *label, char secret[REGISTRY_SECRET]);
enum registry_status registry_tokens(struct registry *, const struct person *who, struct arena *,
    struct token **list, size_t *count);
enum registry_status registry_token_end(struct registry *, const struct person *who, int64_t id);
/* The person of a token. */
enum registry_status registry_token(
    struct registry *, const char *secret, struct arena *, struct person *out);

/* ---- submissions ---- */

#define REGISTRY_ID 27 /* a submission's id: 26 letters and digits that nobody guesses, and NUL */

enum check_state { CHECK_QUEUED, CHECK_RUNNING, CHECK_DONE, CHECK_FAILED };
const char *check_state_name(enum check_state); /* "queued", "running", "done", "failed" */

/* How far people are with it; see review.h. */
enum review_state {
    REVIEW_NONE,       /* nobody began */
    REVIEW_OPEN,       /* an assessor is at work */
    REVIEW_MODERATION, /* all who began are finished, and a lead is to settle */
    REVIEW_AGREED      /* settled: the agreed view is the result */
};
const char *review_state_name(enum review_state); /* "none", "open", "moderation", "agreed" */

struct submission {
    const char *id;
    const char *organisation; /* as given, else as the check found it; "" unknown */
    const char *framework;    /* id of the pack: as given, else as detected; "" unknown */
    bool framework_given;
    const char *title;     /* of the plan, as the check found it; "" unknown */
    const char *file_name; /* as it was sent: text of a stranger, never a path */
    const char *sha256;    /* of the document */
    uint64_t size;
    int64_t sent;        /* when it was accepted */
    int64_t checked;     /* when the last check ended; 0: not yet */
    uint32_t version;    /* from 1 */
    const char *earlier; /* id of the version before; NULL: the first */
    const char *later;   /* id of the version after; NULL: the latest */
    struct person sender;
    enum check_state state;
    enum review_state review;
    const char *error_code, *error;         /* why a check failed; "" */
    enum pa_rating rating;                  /* of the result that stands */
    double score;                           /* per cent; NAN: none */
    const char *pack_version, *pack_sha256; /* with which it was checked; "" */
};

struct submission_new {
    const char *organisation, *framework; /* NULL or "": as the check finds them */
    const char *file_name;
    const char *earlier; /* id of the submission that this is the next version of; NULL */
};

/* Accepts a document and queues its check: both are on the disk with the answer. LATER when
 * LIMIT_QUEUE checks are waiting. TAKEN when `earlier` has a later version already. */
enum registry_status registry_submit(struct registry *, const struct person *who,
    const struct submission_new *, const void *bytes, size_t len, char id[REGISTRY_ID]);
enum registry_status registry_submission(struct registry *, const struct person *who,
    const char *id, struct arena *, struct submission *out);

/* What a list shows; zero is all of them. Texts that are NULL or "" match everything. */
struct submission_filter {
    const char *organisation; /* a part of the name, case of ASCII does not matter */
    const char *framework;    /* the id */
    bool by_state, by_review, by_rating, latest_only;
    enum check_state state;
    enum review_state review;
    enum pa_rating rating;
    int64_t since, until; /* of `sent`; 0: no bound */
    size_t offset, limit; /* limit 0, or above LIMIT_LIST: LIMIT_LIST */
};
/* The latest first. `total` (may be NULL) counts what the filter matches without offset and limit.
 */
enum registry_status registry_submissions(struct registry *, const struct person *who,
    const struct submission_filter *, struct arena *, struct submission **list, size_t *count,
    size_t *total);

/* The document, or an artefact of its check by name ("results.json", "report.html", "letter.docx":
 * whatever registry_job_done() was given). Free `*bytes` with xfree(). */
enum registry_status registry_document(
    struct registry *, const struct person *who, const char *id, char **bytes, size_t *len);
enum registry_status registry_artefact(struct registry *, const struct person *who, const char *id,
    const char *name, char **bytes, size_t *len);
/* Names of the artefacts, sorted. */
enum registry_status registry_artefacts(struct registry *, const struct person *who, const char *id,
    struct arena *, const char ***names, size_t *count);

/* Queues the check again (after a failure, or with a new pack); of an agreed review, the agreed
 * view. TAKEN while one is waiting or assessors are at work. */
enum registry_status registry_check_again(
    struct registry *, const struct person *who, const char *id);

/* Deletes all of a submission: document, results, judgements, what is queued; bytes of the database
 * are overwritten and its log is emptied. A file that another submission has too stays for that
 * one. A running check is ended by registry_job_done() answering ABSENT. The audit log keeps that
 * somebody deleted it, and when. Senders may forget their own until a review has begun; leads any.
 */
enum registry_status registry_forget(struct registry *, const struct person *who, const char *id);

/* ---- checks: for the part of the server that keeps workers ---- */

/* A check to run: the document, and what people decided, if there is an agreed view to make. */
struct job {
    int64_t id;
    const char *submission;
    const char *file_name, *framework; /* framework "": as detected */
    const char *document;              /* path of the file, to be opened read-only */
    const char *sha256;
    const char *judgements; /* JSON (schemas/judgements.schema.json) to be applied; NULL: none */
    uint32_t attempt;       /* from 1 */
};
/* At the start of a server, before any registry_job_take(): what was running is waiting again, and
 * files that nothing speaks of are removed. TAKEN when another process serves this folder. A job
 * that was begun LIMIT_JOB_ATTEMPTS times without an end fails: it may be what ends the server. */
enum registry_status registry_jobs_restart(struct registry *, size_t *restarted);
/* The oldest that waits, now running; ABSENT when none waits. */
enum registry_status registry_job_take(struct registry *, struct arena *, struct job *out);
size_t registry_jobs_waiting(struct registry *);

struct artefact {
    const char *name; /* letters, digits, ".", "-", "_"; at most LIMIT_NAME bytes */
    const void *bytes;
    size_t len;
};
struct job_facts { /* of the result; texts may be NULL */
    const char *organisation, *framework, *title, *pack_version, *pack_sha256;
    enum pa_rating rating;
    double score; /* NAN: none */
};
/* The check ended with a result: its artefacts replace those of an earlier check, all or none.
 * Those of a job with judgements are kept beside, their names behind "agreed.":
 * "agreed.letter.docx"; rating and score are then those of the agreed view. ABSENT when the
 * submission was forgotten meanwhile. */
enum registry_status registry_job_done(struct registry *, int64_t job, const struct job_facts *,
    const struct artefact *, size_t count);
/* The check ended without one: for people, why. Earlier artefacts stay. */
enum registry_status registry_job_failed(
    struct registry *, int64_t job, const char *code, const char *why);

/* ---- the audit log ---- */

struct audit_entry {
    int64_t id, at;
    const char *who;     /* login name; "" the server itself */
    const char *action;  /* "login", "submit", "judge", "forget", ... */
    const char *subject; /* id of a submission or name of a person; "" */
    const char
        *detail; /* never text of a plan or a name of an organisation: they can be forgotten */
};
/* What the register does itself is in the log already; this adds what it does not see (a report was
 * downloaded, a verification asked for). `who` NULL: the server. */
enum registry_status registry_audit(struct registry *, const struct person *who, const char *action,
    const char *subject, const char *detail);
/* The latest first, those before `before` (0: from the end), at most `limit`; leads only. */
enum registry_status registry_audit_list(struct registry *, const struct person *who,
    int64_t before, size_t limit, struct arena *, struct audit_entry **list, size_t *count);
/* The chain of hashes from the first entry to the last: false and the first entry that does not fit
 * in `*broken`. Costs a pass over the log. */
bool registry_audit_verify(struct registry *, int64_t *broken);

#endif
