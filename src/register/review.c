/* The course of a review: seats, judgements, moderation, the agreed view. */
#include "register/review.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "register/judge.h"
#include "register/registry.h"

/* What every call begins with: may this person review, and where does the review stand? */
static enum registry_status enter(struct registry *reg, const struct person *who, const char *id,
    struct arena *arena, struct submission *out)
{
    if (!who || who->role == ROLE_SUBMITTER)
        return REGISTRY_DENIED;
    return submission_find(reg, who, id, arena, out);
}

static int64_t open_seats(struct registry *reg, const char *id)
{
    return database_number(
        reg->db, -1, "SELECT count(*) FROM seat WHERE submission = ? AND finished = 0", "t", id);
}

static bool has_open_seat(struct registry *reg, const struct person *who, const char *id)
{
    return database_number(reg->db, 0,
               "SELECT 1 FROM seat WHERE submission = ? AND person = ? AND finished = 0", "ti", id,
               who->id) == 1;
}

static enum registry_status set_review(
    struct registry *reg, const char *id, enum review_state state)
{
    return registry_step(reg, database_run(reg->db, "UPDATE submission SET review = ? WHERE id = ?",
                                  "it", (int64_t)state, id));
}

static enum registry_status take_seat(
    struct registry *reg, const struct person *who, const struct submission *s, struct arena *arena)
{
    int64_t taken =
        database_number(reg->db, 2, "SELECT count(*) FROM seat WHERE submission = ?", "t", s->id);
    if (taken >= 2 || s->state != CHECK_DONE ||
        (s->review != REVIEW_NONE && s->review != REVIEW_OPEN &&
            !(s->review == REVIEW_MODERATION && taken == 1)))
        return REGISTRY_TAKEN;
    enum registry_status status = registry_step(
        reg, database_run(reg->db,
                 "INSERT INTO seat (submission, place, person, began) VALUES (?, ?, ?, ?)", "tiii",
                 s->id, taken + 1, who->id, registry_now(reg)));
    if (status == REGISTRY_OK)
        status = set_review(reg, s->id, REVIEW_OPEN);
    if (status == REGISTRY_OK)
        status = carry_over(reg, who, s, arena);
    if (status == REGISTRY_OK && !audit_add(reg, who, "review-begin", s->id, NULL))
        status = REGISTRY_FAILED;
    return status;
}

enum registry_status review_begin(struct registry *reg, const struct person *who, const char *id)
{
    struct submission s;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK)
        status = take_seat(reg, who, &s, arena);
    arena_free(arena);
    return change_end(reg, status);
}

/* ---- judging ---- */

static bool quotes_stand(struct registry *reg, const char *id, const struct judgement *w)
{
    char *text = NULL;
    size_t len, at, end;
    bool ok = w->add_count == 0 || artefact_get(reg, id, REVIEW_TEXT, &text, &len) == REGISTRY_OK;
    for (uint32_t i = 0; ok && i < w->add_count; i++)
        ok = quote_find(text, len, w->add[i].quote, w->add[i].near, &at, &end);
    xfree(text);
    return ok;
}

static bool is_comment(const char *text)
{
    size_t len = text ? strlen(text) : 0;
    return len <= LIMIT_JUDGE_COMMENT && (!len || utf8_valid_prefix(text, len) == len);
}

static bool is_sound(struct registry *reg, const char *id, const struct judgement *w)
{
    return text_is_plain(w->requirement, LIMIT_NAME) && w->outcome <= PA_NOT_APPLICABLE &&
           w->strike_count <= LIMIT_JUDGED_QUOTES && w->add_count <= LIMIT_JUDGED_QUOTES &&
           is_comment(w->comment) && quotes_stand(reg, id, w);
}

static enum registry_status add_judgement(struct registry *reg, const struct person *who,
    const char *id, const struct judgement *w, bool settles)
{
    struct submission s;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK && settles && who->role != ROLE_LEAD)
        status = REGISTRY_DENIED;
    if (status == REGISTRY_OK && settles && s.review != REVIEW_MODERATION)
        status = REGISTRY_TAKEN;
    if (status == REGISTRY_OK && !settles && !has_open_seat(reg, who, id))
        status = REGISTRY_DENIED;
    if (status == REGISTRY_OK && !is_sound(reg, id, w))
        status = REGISTRY_INVALID;
    if (status == REGISTRY_OK)
        status = judgement_add(reg, who, id, w, settles, JUDGED_FRESH);
    arena_free(arena);
    return change_end(reg, status);
}

enum registry_status review_judge(struct registry *reg, const struct person *who, const char *id,
    const struct judgement *judgement)
{
    return add_judgement(reg, who, id, judgement, false);
}

enum registry_status review_settle(struct registry *reg, const struct person *who, const char *id,
    const struct judgement *judgement)
{
    return add_judgement(reg, who, id, judgement, true);
}

enum registry_status review_finish(struct registry *reg, const struct person *who, const char *id)
{
    struct submission s;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK && !has_open_seat(reg, who, id))
        status = REGISTRY_DENIED;
    if (status == REGISTRY_OK)
        status = registry_step(
            reg, database_run(reg->db,
                     "UPDATE seat SET finished = ? WHERE submission = ? AND person = ?", "iti",
                     registry_now(reg), id, who->id));
    if (status == REGISTRY_OK && open_seats(reg, id) == 0)
        status = set_review(reg, id, REVIEW_MODERATION);
    if (status == REGISTRY_OK && !audit_add(reg, who, "review-finish", id, NULL))
        status = REGISTRY_FAILED;
    arena_free(arena);
    return change_end(reg, status);
}

/* ---- the agreed view ---- */

/* The agreed judgements as JSON; TAKEN when something is not settled. */
static enum registry_status agree(
    struct registry *reg, const struct submission *s, struct arena *arena, const char **json)
{
    struct judged *list;
    size_t judged, count;
    double share, kappa;
    enum registry_status status = judgements_of(reg, s->id, 0, false, arena, &list, &judged);
    if (status != REGISTRY_OK)
        return status;
    struct comparison *c = review_compare(arena, list, judged, &count, &share, &kappa);
    for (size_t i = 0; i < count; i++)
        if (!review_agreed(&c[i]))
            return REGISTRY_TAKEN;
    *json = review_agreed_json(arena, s->sha256, c, count);
    return REGISTRY_OK;
}

static enum registry_status close_review(
    struct registry *reg, const struct person *who, const char *id, struct arena *arena)
{
    struct submission s;
    const char *json = NULL;
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK && who->role != ROLE_LEAD)
        status = REGISTRY_DENIED;
    if (status == REGISTRY_OK && s.review != REVIEW_MODERATION)
        status = REGISTRY_TAKEN;
    if (status == REGISTRY_OK)
        status = agree(reg, &s, arena, &json);
    if (status == REGISTRY_OK)
        status = set_review(reg, id, REVIEW_AGREED);
    if (status == REGISTRY_OK)
        status = job_add(reg, id, json);
    if (status == REGISTRY_OK && !audit_add(reg, who, "review-close", id, NULL))
        status = REGISTRY_FAILED;
    return status;
}

enum registry_status review_close(struct registry *reg, const struct person *who, const char *id)
{
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = close_review(reg, who, id, arena);
    arena_free(arena);
    return change_end(reg, status);
}

enum registry_status review_reopen(struct registry *reg, const struct person *who, const char *id)
{
    struct submission s;
    if (!change_begin(reg))
        return REGISTRY_FAILED;
    struct arena *arena = arena_new();
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK && who->role != ROLE_LEAD)
        status = REGISTRY_DENIED;
    if (status == REGISTRY_OK &&
        (s.review != REVIEW_AGREED || s.state == CHECK_QUEUED || s.state == CHECK_RUNNING))
        status = REGISTRY_TAKEN;
    if (status == REGISTRY_OK)
        status = set_review(reg, id, REVIEW_MODERATION);
    if (status == REGISTRY_OK && !audit_add(reg, who, "review-reopen", id, NULL))
        status = REGISTRY_FAILED;
    arena_free(arena);
    return change_end(reg, status);
}

enum registry_status agreed_of(
    struct registry *reg, const struct submission *s, struct arena *arena, const char **json)
{
    *json = NULL;
    return s->review == REVIEW_AGREED ? agree(reg, s, arena, json) : REGISTRY_OK;
}

/* ---- looking ---- */

enum registry_status review_seats(struct registry *reg, const struct person *who, const char *id,
    struct arena *arena, struct seat seats[2], size_t *count)
{
    struct submission s;
    *count = 0;
    reading_begin(reg);
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK) {
        enum step step;
        struct statement *q = database_prepare(reg->db,
            "SELECT t.began, t.finished, " PERSON_COLUMNS
            " FROM seat t JOIN person p ON p.id = t.person WHERE t.submission = ? ORDER BY t.place",
            "t", id);
        while ((step = statement_step(q)) == STEP_ROW && *count < 2) {
            seats[*count] =
                (struct seat){.began = statement_int(q, 0), .finished = statement_int(q, 1)};
            person_read(q, 2, arena, &seats[(*count)++].person);
        }
        statement_free(q);
        status = registry_step(reg, step);
    }
    reading_end(reg);
    return status;
}

enum registry_status review_judgements(struct registry *reg, const struct person *who,
    const char *id, bool history, struct arena *arena, struct judged **list, size_t *count)
{
    struct submission s;
    *list = NULL;
    *count = 0;
    reading_begin(reg);
    enum registry_status status = enter(reg, who, id, arena, &s);
    if (status == REGISTRY_OK) {
        bool all = s.review == REVIEW_MODERATION || s.review == REVIEW_AGREED;
        status = judgements_of(reg, id, all ? 0 : who->id, history, arena, list, count);
    }
    reading_end(reg);
    return status;
}
