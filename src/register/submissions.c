/* Submissions: accepting, finding, listing, and what was made of them. */
#include <string.h>

#include "base/limits.h"
#include "register/registry.h"
#include "register/secret.h"

#define COLUMNS                                                                                    \
    "SELECT s.id, s.organisation, s.framework, s.framework_given, s.title, s.file_name, s.sha256," \
    " s.size, s.sent, s.checked, s.version, s.earlier,"                                            \
    " (SELECT l.id FROM submission l WHERE l.earlier = s.id), s.state, s.review, s.error_code,"    \
    " s.error, s.rating, s.score, s.pack_version, s.pack_sha256, " PERSON_COLUMNS                  \
    " FROM submission s JOIN person p ON p.id = s.sender "

static const char *text_or_null(struct statement *s, int column, struct arena *arena)
{
    return statement_is_null(s, column) ? NULL : statement_text(s, column, arena);
}

static void read_submission(struct statement *s, struct arena *arena, struct submission *out)
{
    *out = (struct submission){.id = statement_text(s, 0, arena),
        .organisation = statement_text(s, 1, arena),
        .framework = statement_text(s, 2, arena),
        .framework_given = statement_int(s, 3) != 0,
        .title = statement_text(s, 4, arena),
        .file_name = statement_text(s, 5, arena),
        .sha256 = statement_text(s, 6, arena),
        .size = (uint64_t)statement_int(s, 7),
        .sent = statement_int(s, 8),
        .checked = statement_int(s, 9),
        .version = (uint32_t)statement_int(s, 10),
        .earlier = text_or_null(s, 11, arena),
        .later = text_or_null(s, 12, arena),
        .state = (enum check_state)statement_int(s, 13),
        .review = (enum review_state)statement_int(s, 14),
        .error_code = statement_text(s, 15, arena),
        .error = statement_text(s, 16, arena),
        .rating = (enum pa_rating)statement_int(s, 17),
        .score = statement_double(s, 18),
        .pack_version = statement_text(s, 19, arena),
        .pack_sha256 = statement_text(s, 20, arena)};
    person_read(s, 21, arena, &out->sender);
}

/* The sender whose submissions alone are seen; 0: all are. */
static int64_t only_of(const struct person *who)
{
    return who && who->role == ROLE_SUBMITTER ? who->id : 0;
}

enum registry_status submission_find(struct registry *reg, const struct person *who, const char *id,
    struct arena *arena, struct submission *out)
{
    if (!id)
        return REGISTRY_ABSENT;
    struct statement *s = database_prepare(
        reg->db, COLUMNS "WHERE s.id = ?1 AND (?2 = 0 OR s.sender = ?2)", "ti", id, only_of(who));
    enum step step = statement_step(s);
    if (step == STEP_ROW)
        read_submission(s, arena, out);
    statement_free(s);
    return step == STEP_DONE ? REGISTRY_ABSENT : registry_step(reg, step);
}

enum registry_status registry_submission(struct registry *reg, const struct person *who,
    const char *id, struct arena *arena, struct submission *out)
{
    reading_begin(reg);
    enum registry_status status = submission_find(reg, who, id, arena, out);
    reading_end(reg);
    return status;
}

/* ---- accepting ---- */

static bool is_optional(const char *text)
{
    return !text || !*text || text_is_plain(text, LIMIT_NAME);
}

static enum registry_status insert(struct registry *reg, const struct person *who,
    const struct submission_new *new, const char *sha256, size_t len, const char *id,
    uint32_t version)
{
    struct arena *arena = arena_new();
    const char *organisation = new->organisation ? new->organisation : "";
    const char *framework = new->framework ? new->framework : "";
    const char *name = text_tame(arena, new->file_name, LIMIT_FILE_NAME);
    enum step step = database_run(reg->db,
        "INSERT INTO submission (id, sender, organisation, organisation_given, framework,"
        " framework_given, file_name, sha256, size, sent, version, earlier, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        "tititittiiit", id, who->id, organisation, (int64_t)(*organisation != '\0'), framework,
        (int64_t)(*framework != '\0'), *name ? name : "plan", sha256, (int64_t)len,
        registry_now(reg), (int64_t)version, new->earlier);
    if (step == STEP_DONE)
        step = database_run(reg->db, "INSERT INTO job (submission) VALUES (?)", "t", id);
    arena_free(arena);
    return registry_step(reg, step);
}

/* The version that follows `earlier`, which the sender must be able to see. */
static enum registry_status next_version(
    struct registry *reg, const struct person *who, const char *earlier, uint32_t *version)
{
    struct submission before;
    *version = 1;
    if (!earlier)
        return REGISTRY_OK;
    struct arena *arena = arena_new();
    enum registry_status status = submission_find(reg, who, earlier, arena, &before);
    if (status == REGISTRY_OK) {
        *version = before.version + 1;
        if (before.later)
            status = REGISTRY_TAKEN;
    }
    arena_free(arena);
    return status;
}

static int64_t count_waiting(struct registry *reg)
{
    return database_number(reg->db, 0, "SELECT count(*) FROM job WHERE NOT running", "");
}

enum registry_status registry_submit(struct registry *reg, const struct person *who,
    const struct submission_new *new, const void *bytes, size_t len, char id[REGISTRY_ID])
{
    char sha256[HASH_SHA256_HEX];
    uint32_t version;
    if (!who)
        return REGISTRY_DENIED;
    if (len > LIMIT_PLAN_BYTES || !is_optional(new->organisation) || !is_optional(new->framework))
        return REGISTRY_INVALID;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    enum registry_status status = next_version(reg, who, new->earlier, &version);
    if (status == REGISTRY_OK && count_waiting(reg) >= (int64_t)LIMIT_QUEUE)
        status = REGISTRY_LATER;
    if (status == REGISTRY_OK)
        status = file_put(reg, bytes, len, sha256);
    secret_id(id);
    if (status == REGISTRY_OK)
        status = insert(reg, who, new, sha256, len, id, version);
    if (status == REGISTRY_OK && !audit_add(reg, who, "submit", id, NULL))
        status = REGISTRY_FAILED;
    return change_end(reg, status);
}

/* ---- listing ---- */

#define FILTER                                                                                     \
    "WHERE (?1 = '' OR instr(lower(s.organisation), lower(?1)))"                                   \
    " AND (?2 = '' OR s.framework = ?2) AND (?3 < 0 OR s.state = ?3)"                              \
    " AND (?4 < 0 OR s.review = ?4) AND (?5 < 0 OR s.rating = ?5)"                                 \
    " AND (?6 = 0 OR NOT EXISTS (SELECT 1 FROM submission l WHERE l.earlier = s.id))"              \
    " AND (?7 = 0 OR s.sent >= ?7) AND (?8 = 0 OR s.sent <= ?8) AND (?9 = 0 OR s.sender = ?9) "
#define FILTER_TYPES "ttiiiiiii"
#define FILTER_VALUES(f, who)                                                                      \
    (f)->organisation ? (f)->organisation : "", (f)->framework ? (f)->framework : "",              \
        (f)->by_state ? (int64_t)(f)->state : -1, (f)->by_review ? (int64_t)(f)->review : -1,      \
        (f)->by_rating ? (int64_t)(f)->rating : -1, (int64_t)(f)->latest_only, (f)->since,         \
        (f)->until, only_of(who)

enum registry_status registry_submissions(struct registry *reg, const struct person *who,
    const struct submission_filter *f, struct arena *arena, struct submission **list, size_t *count,
    size_t *total)
{
    size_t room = f->limit && f->limit < LIMIT_LIST ? f->limit : LIMIT_LIST;
    *list = arena_array(arena, room, sizeof **list);
    *count = 0;
    reading_begin(reg);
    enum step step;
    struct statement *s =
        database_prepare(reg->db, COLUMNS FILTER "ORDER BY s.number DESC LIMIT ?10 OFFSET ?11",
            FILTER_TYPES "ii", FILTER_VALUES(f, who), (int64_t)room, (int64_t)f->offset);
    while ((step = statement_step(s)) == STEP_ROW)
        read_submission(s, arena, &(*list)[(*count)++]);
    statement_free(s);
    if (total)
        *total = (size_t)database_number(reg->db, 0, "SELECT count(*) FROM submission s " FILTER,
            FILTER_TYPES, FILTER_VALUES(f, who));
    enum registry_status status = registry_step(reg, step);
    reading_end(reg);
    return status;
}

/* ---- what was made of it ---- */

enum registry_status registry_document(
    struct registry *reg, const struct person *who, const char *id, char **bytes, size_t *len)
{
    struct submission found;
    struct arena *arena = arena_new();
    *bytes = NULL;
    reading_begin(reg);
    enum registry_status status = submission_find(reg, who, id, arena, &found);
    if (status == REGISTRY_OK)
        status = file_get(reg, found.sha256, bytes, len);
    reading_end(reg);
    arena_free(arena);
    return status;
}

enum registry_status registry_artefact(struct registry *reg, const struct person *who,
    const char *id, const char *name, char **bytes, size_t *len)
{
    struct submission found;
    struct arena *arena = arena_new();
    *bytes = NULL;
    reading_begin(reg);
    enum registry_status status = submission_find(reg, who, id, arena, &found);
    if (status == REGISTRY_OK) {
        struct statement *s = database_prepare(reg->db,
            "SELECT sha256 FROM artefact WHERE submission = ? AND name = ?", "tt", id, name);
        enum step step = statement_step(s);
        status = step == STEP_ROW    ? file_get(reg, statement_text(s, 0, arena), bytes, len)
                 : step == STEP_DONE ? REGISTRY_ABSENT
                                     : registry_step(reg, step);
        statement_free(s);
    }
    reading_end(reg);
    arena_free(arena);
    return status;
}

enum registry_status registry_artefacts(struct registry *reg, const struct person *who,
    const char *id, struct arena *arena, const char ***names, size_t *count)
{
    struct submission found;
    *names = arena_array(arena, LIMIT_ARTEFACTS, sizeof **names);
    *count = 0;
    reading_begin(reg);
    enum registry_status status = submission_find(reg, who, id, arena, &found);
    if (status == REGISTRY_OK) {
        enum step step;
        struct statement *s = database_prepare(reg->db,
            "SELECT name FROM artefact WHERE submission = ? ORDER BY name LIMIT ?", "ti", id,
            (int64_t)LIMIT_ARTEFACTS);
        while ((step = statement_step(s)) == STEP_ROW)
            (*names)[(*count)++] = statement_text(s, 0, arena);
        statement_free(s);
        status = registry_step(reg, step);
    }
    reading_end(reg);
    return status;
}

/* ---- forgetting ---- */

static enum registry_status may_forget(const struct person *who, const struct submission *s)
{
    if (person_is_lead(who) || (s->sender.id == who->id && s->review == REVIEW_NONE))
        return REGISTRY_OK;
    return REGISTRY_DENIED;
}

static enum registry_status delete_rows(struct registry *reg, const struct person *who,
    const char *id, struct arena *arena, struct dead_files *dead)
{
    struct submission found;
    enum registry_status status = submission_find(reg, who, id, arena, &found);
    if (status == REGISTRY_OK)
        status = may_forget(who, &found);
    if (status == REGISTRY_OK)
        status = registry_step(
            reg, database_run(reg->db, "DELETE FROM submission WHERE id = ?", "t", id));
    if (status == REGISTRY_OK)
        status = files_bury(reg, arena, dead);
    if (status == REGISTRY_OK && !audit_add(reg, who, "forget", id, NULL))
        status = REGISTRY_FAILED;
    return status;
}

enum registry_status registry_forget(struct registry *reg, const struct person *who, const char *id)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    struct dead_files dead = {0};
    enum registry_status status = change_end(reg, delete_rows(reg, who, id, arena, &dead));
    if (status == REGISTRY_OK) {
        reading_begin(reg);
        files_remove(reg, &dead);
        if (!database_checkpoint(reg->db))
            status = registry_failed(reg, "the log of the database cannot be emptied");
        reading_end(reg);
    }
    arena_free(arena);
    return status;
}
