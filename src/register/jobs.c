/* The queue of checks. A job is a row of its own from the moment a document is accepted to the end
 * of its check, so that no crash in between loses it. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "register/registry.h"

/* ---- the start of a server ---- */

/* One process serves a folder: two would each take the other's running checks for lost. */
static bool lock_folder(struct registry *reg)
{
    if (reg->serving >= 0)
        return true;
    struct arena *arena = arena_new();
    const char *path = file_join(arena, reg->folder, "serving");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    arena_free(arena);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        reg->serving = fd;
        return true;
    }
    if (fd >= 0)
        close(fd);
    return false;
}

static enum registry_status end_hopeless(struct registry *reg)
{
    enum step step = database_run(reg->db,
        "UPDATE submission SET state = ?1, error_code = 'check.lost',"
        " error = 'the check was begun several times and never came to an end'"
        " WHERE id IN (SELECT submission FROM job WHERE running AND attempt >= ?2)",
        "ii", (int64_t)CHECK_FAILED, (int64_t)LIMIT_JOB_ATTEMPTS);
    if (step == STEP_DONE)
        step = database_run(reg->db, "DELETE FROM job WHERE running AND attempt >= ?", "i",
            (int64_t)LIMIT_JOB_ATTEMPTS);
    return registry_step(reg, step);
}

static enum registry_status requeue(struct registry *reg, size_t *restarted)
{
    enum step step = database_run(reg->db,
        "UPDATE submission SET state = ? WHERE id IN (SELECT submission FROM job WHERE running)",
        "i", (int64_t)CHECK_QUEUED);
    if (step == STEP_DONE)
        step = database_run(reg->db, "UPDATE job SET running = 0 WHERE running", "");
    *restarted = step == STEP_DONE ? (size_t)database_changes(reg->db) : 0;
    return registry_step(reg, step);
}

enum registry_status registry_jobs_restart(struct registry *reg, size_t *restarted)
{
    *restarted = 0;
    if (!lock_folder(reg))
        return REGISTRY_TAKEN;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status = end_hopeless(reg);
    if (status == REGISTRY_OK)
        status = requeue(reg, restarted);
    if (status == REGISTRY_OK && !audit_add(reg, NULL, "start", NULL, NULL))
        status = REGISTRY_FAILED;
    if (status == REGISTRY_OK)
        files_sweep(reg);
    return change_end(reg, status);
}

/* ---- taking ---- */

static enum step read_next(struct registry *reg, struct arena *arena, struct job *out)
{
    struct statement *s = database_prepare(reg->db,
        "SELECT j.id, j.submission, s.file_name, s.framework, s.framework_given, s.sha256,"
        " j.judgements, j.attempt FROM job j JOIN submission s ON s.id = j.submission"
        " WHERE j.running = 0 ORDER BY j.id LIMIT 1",
        "");
    enum step step = statement_step(s);
    if (step == STEP_ROW) {
        *out = (struct job){.id = statement_int(s, 0),
            .submission = statement_text(s, 1, arena),
            .file_name = statement_text(s, 2, arena),
            .framework = statement_int(s, 4) ? statement_text(s, 3, arena) : "",
            .sha256 = statement_text(s, 5, arena),
            .judgements = statement_is_null(s, 6) ? NULL : statement_text(s, 6, arena),
            .attempt = 1 + (uint32_t)statement_int(s, 7)};
        out->document = file_path(reg, arena, out->sha256);
    }
    statement_free(s);
    return step;
}

enum registry_status registry_job_take(struct registry *reg, struct arena *arena, struct job *out)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum step step = read_next(reg, arena, out);
    if (step == STEP_DONE)
        return change_end(reg, REGISTRY_ABSENT);
    if (step == STEP_ROW)
        step = database_run(reg->db, "UPDATE job SET running = 1, attempt = ? WHERE id = ?", "ii",
            (int64_t)out->attempt, out->id);
    if (step == STEP_DONE)
        step = database_run(reg->db, "UPDATE submission SET state = ? WHERE id = ?", "it",
            (int64_t)CHECK_RUNNING, out->submission);
    return change_end(reg, registry_step(reg, step));
}

size_t registry_jobs_waiting(struct registry *reg)
{
    reading_begin(reg);
    int64_t count = database_number(reg->db, 0, "SELECT count(*) FROM job WHERE NOT running", "");
    reading_end(reg);
    return (size_t)count;
}

/* ---- ending ---- */

struct ending {
    const char *submission;
    bool agreed; /* a job with judgements */
};

/* The running job; it is deleted. */
static enum registry_status end_job(
    struct registry *reg, int64_t job, struct arena *arena, struct ending *out)
{
    struct statement *s = database_prepare(reg->db,
        "DELETE FROM job WHERE id = ? AND running RETURNING submission, judgements IS NOT NULL",
        "i", job);
    enum step step = statement_step(s);
    bool found = step == STEP_ROW;
    if (found) {
        out->submission = statement_text(s, 0, arena);
        out->agreed = statement_int(s, 1) != 0;
        step = statement_step(s);
    }
    statement_free(s);
    return step == STEP_DONE && !found ? REGISTRY_ABSENT : registry_step(reg, step);
}

static bool is_artefact_name(const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    size_t len = strlen(name);
    return len > 0 && len <= LIMIT_NAME - 10 && strspn(name, allowed) == len && name[0] != '.' &&
           strncmp(name, "agreed.", 7) != 0;
}

static enum registry_status put_artefacts(struct registry *reg, const struct ending *e,
    const struct artefact *list, size_t count, struct arena *arena)
{
    char sha256[HASH_SHA256_HEX];
    enum registry_status status = registry_step(
        reg, database_run(reg->db,
                 "DELETE FROM artefact WHERE submission = ?1 AND (?2 = 0 OR name GLOB 'agreed.*')",
                 "ti", e->submission, (int64_t)e->agreed));
    for (size_t i = 0; status == REGISTRY_OK && i < count; i++) {
        const char *name = arena_printf(arena, "%s%s", e->agreed ? "agreed." : "", list[i].name);
        status = file_put(reg, list[i].bytes, list[i].len, sha256);
        if (status == REGISTRY_OK)
            status =
                registry_step(reg, database_run(reg->db, "INSERT INTO artefact VALUES (?, ?, ?)",
                                       "ttt", e->submission, name, sha256));
    }
    return status;
}

static enum registry_status put_facts(
    struct registry *reg, const struct ending *e, const struct job_facts *f, struct arena *arena)
{
    return registry_step(
        reg, database_run(reg->db,
                 "UPDATE submission SET state = ?1, checked = ?2, error_code = '', error = '',"
                 " organisation = CASE WHEN organisation_given THEN organisation ELSE ?3 END,"
                 " framework = CASE WHEN framework_given THEN framework ELSE ?4 END,"
                 " title = ?5, pack_version = ?6, pack_sha256 = ?7, rating = ?8, score = ?9"
                 " WHERE id = ?10",
                 "iitttttidt", (int64_t)CHECK_DONE, registry_now(reg),
                 text_tame(arena, f->organisation, LIMIT_NAME),
                 text_tame(arena, f->framework, LIMIT_NAME), text_tame(arena, f->title, LIMIT_NAME),
                 text_tame(arena, f->pack_version, LIMIT_NAME),
                 text_tame(arena, f->pack_sha256, LIMIT_NAME), (int64_t)f->rating, f->score,
                 e->submission));
}

enum registry_status registry_job_done(struct registry *reg, int64_t job,
    const struct job_facts *facts, const struct artefact *list, size_t count)
{
    struct ending e;
    struct dead_files dead = {0};
    for (size_t i = 0; i < count; i++)
        if (!is_artefact_name(list[i].name))
            return REGISTRY_INVALID;
    if (count > LIMIT_ARTEFACTS / 2)
        return REGISTRY_INVALID;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = end_job(reg, job, arena, &e);
    if (status == REGISTRY_OK)
        status = put_artefacts(reg, &e, list, count, arena);
    if (status == REGISTRY_OK)
        status = put_facts(reg, &e, facts, arena);
    if (status == REGISTRY_OK)
        status = files_bury(reg, arena, &dead);
    status = change_end(reg, status);
    reading_begin(reg);
    if (status == REGISTRY_OK)
        files_remove(reg, &dead);
    reading_end(reg);
    arena_free(arena);
    return status;
}

enum registry_status registry_job_failed(
    struct registry *reg, int64_t job, const char *code, const char *why)
{
    struct ending e;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = end_job(reg, job, arena, &e);
    if (status == REGISTRY_OK)
        status = registry_step(
            reg, database_run(reg->db,
                     "UPDATE submission SET state = ?, checked = ?, error_code = ?, error = ?"
                     " WHERE id = ?",
                     "iittt", (int64_t)CHECK_FAILED, registry_now(reg),
                     text_tame(arena, code, LIMIT_NAME), text_tame(arena, why, LIMIT_JUDGE_COMMENT),
                     e.submission));
    arena_free(arena);
    return change_end(reg, status);
}

enum registry_status job_add(struct registry *reg, const char *id, const char *judgements)
{
    enum step step = database_run(
        reg->db, "UPDATE submission SET state = ? WHERE id = ?", "it", (int64_t)CHECK_QUEUED, id);
    if (step == STEP_DONE)
        step = database_run(reg->db, "INSERT INTO job (submission, judgements) VALUES (?, ?)", "tt",
            id, judgements);
    return registry_step(reg, step);
}

enum registry_status registry_check_again(
    struct registry *reg, const struct person *who, const char *id)
{
    struct submission found;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = submission_find(reg, who, id, arena, &found);
    if (status == REGISTRY_OK &&
        (found.review == REVIEW_OPEN || found.review == REVIEW_MODERATION ||
            found.state == CHECK_QUEUED || found.state == CHECK_RUNNING))
        status = REGISTRY_TAKEN;
    const char *judgements = NULL;
    if (status == REGISTRY_OK)
        status = agreed_of(reg, &found, arena, &judgements);
    if (status == REGISTRY_OK)
        status = job_add(reg, id, judgements);
    if (status == REGISTRY_OK && !audit_add(reg, who, "check-again", id, NULL))
        status = REGISTRY_FAILED;
    arena_free(arena);
    return change_end(reg, status);
}
