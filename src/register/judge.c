/* Judgements in the database: each is a row with its JSON, and none is ever changed. */
#include "register/judge.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/limits.h"
#include "register/registry.h"
#include "results/results.h"

/* The day of a time, in UTC. */
static const char *day_of(struct arena *arena, int64_t at)
{
    struct tm tm;
    char text[16] = "1970-01-01";
    time_t t = (time_t)at;
    if (gmtime_r(&t, &tm))
        strftime(text, sizeof text, "%Y-%m-%d", &tm);
    return arena_strdup(arena, text);
}

enum registry_status judgement_add(struct registry *reg, const struct person *who, const char *id,
    const struct judgement *w, bool settles, enum standing_of standing)
{
    struct arena *arena = arena_new();
    struct judgement copy = *w;
    int64_t now = registry_now(reg);
    copy.by = who->shown;
    copy.when = day_of(arena, now);
    enum step step = database_run(reg->db,
        "INSERT INTO judgement (submission, requirement, person, settles, standing, body, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        "ttiiiti", id, w->requirement, who->id, (int64_t)settles, (int64_t)standing,
        json_in_arena(arena, judgement_to_json(&copy)), now);
    enum registry_status status = registry_step(reg, step);
    if (status == REGISTRY_OK && standing == JUDGED_FRESH &&
        !audit_add(reg, who, settles ? "settle" : "judge", id, w->requirement))
        status = REGISTRY_FAILED;
    arena_free(arena);
    return status;
}

/* One row back as data, through the same strict reader that files of judgements go through. */
static bool read_body(struct arena *arena, const char *body, struct judgement *out)
{
    static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
    const char *text = arena_printf(arena,
        "{\"schema\": \"planassure-judgements/1\", \"plan\": \"%s\", \"judgements\": [%s]}", zeros,
        body);
    struct diag *diag = diag_new();
    struct judgements *j = judgements_parse(text, strlen(text), "register", diag);
    diag_free(diag);
    if (!j)
        return false;
    const struct judgement *w = &j->list[0];
    *out = *w;
    out->requirement = arena_strdup(arena, w->requirement);
    out->by = arena_strdup(arena, w->by);
    out->when = arena_strdup(arena, w->when);
    out->comment = arena_strdup(arena, w->comment);
    out->strike = arena_array(arena, w->strike_count + 1, sizeof *out->strike);
    out->add = arena_array(arena, w->add_count + 1, sizeof *out->add);
    for (uint32_t i = 0; i < w->strike_count; i++)
        out->strike[i] = (struct judged_quote){arena_strdup(arena, w->strike[i].quote),
            arena_strdup(arena, w->strike[i].criterion), w->strike[i].near};
    for (uint32_t i = 0; i < w->add_count; i++)
        out->add[i] = (struct judged_quote){arena_strdup(arena, w->add[i].quote),
            arena_strdup(arena, w->add[i].criterion), w->add[i].near};
    judgements_free(j);
    return true;
}

enum registry_status judgements_of(struct registry *reg, const char *id, int64_t person,
    bool history, struct arena *arena, struct judged **list, size_t *count)
{
    VEC(struct judged) found = {0};
    bool ok = true;
    enum step step;
    struct statement *s = database_prepare(reg->db,
        "SELECT j.body, j.standing, j.settles, j.at, coalesce(t.place, 0), " PERSON_COLUMNS
        " FROM judgement j JOIN person p ON p.id = j.person"
        " LEFT JOIN seat t ON t.submission = j.submission AND t.person = j.person"
        " WHERE j.submission = ?1 AND (?2 = 0 OR j.person = ?2 OR j.settles)"
        " AND (?3 OR NOT EXISTS (SELECT 1 FROM judgement k WHERE k.submission = j.submission"
        " AND k.requirement = j.requirement AND k.person = j.person AND k.settles = j.settles"
        " AND k.id > j.id)) ORDER BY j.id",
        "tii", id, person, (int64_t)history);
    while (ok && (step = statement_step(s)) == STEP_ROW) {
        struct judged j = {.standing = (enum standing_of)statement_int(s, 1),
            .settles = statement_int(s, 2) != 0,
            .at = statement_int(s, 3)};
        j.seat = j.settles ? 0 : (uint32_t)statement_int(s, 4);
        person_read(s, 5, arena, &j.who);
        ok = read_body(arena, statement_text(s, 0, arena), &j.judgement);
        VEC_PUSH(&found, j);
    }
    statement_free(s);
    *list = arena_array(arena, found.n + 1, sizeof **list);
    if (found.n)
        memcpy(*list, found.v, found.n * sizeof **list);
    *count = found.n;
    xfree(found.v);
    return ok ? registry_step(reg, step) : registry_failed(reg, "a judgement cannot be read");
}

enum registry_status artefact_get(
    struct registry *reg, const char *id, const char *name, char **bytes, size_t *len)
{
    struct arena *arena = arena_new();
    struct statement *s = database_prepare(
        reg->db, "SELECT sha256 FROM artefact WHERE submission = ? AND name = ?", "tt", id, name);
    enum step step = statement_step(s);
    enum registry_status status = step == STEP_ROW
                                      ? file_get(reg, statement_text(s, 0, arena), bytes, len)
                                  : step == STEP_DONE ? REGISTRY_ABSENT
                                                      : registry_step(reg, step);
    statement_free(s);
    arena_free(arena);
    return status;
}

/* ---- the version before ---- */

/* The one plan in an artefact of results; NULL when there is none that can be read. */
static const struct plan_record *read_results(
    struct registry *reg, const char *id, const char *name, struct results *results)
{
    char *bytes = NULL;
    size_t len;
    if (artefact_get(reg, id, name, &bytes, &len) != REGISTRY_OK)
        return NULL;
    struct diag *diag = diag_new();
    bool ok = results_parse(results, bytes, len, name, diag) && results->count == 1;
    diag_free(diag);
    xfree(bytes);
    return ok ? results->plans[0] : NULL;
}

struct versions {
    const struct plan_record *agreed, *then, *now; /* any may be NULL */
    const char *text;                              /* of now; NULL */
    size_t len;
};

static bool still_stands(const struct versions *v, const char *requirement)
{
    const struct requirement_record *agreed =
        v->agreed ? results_requirement(v->agreed, requirement) : NULL;
    const struct requirement_record *then =
        v->then ? results_requirement(v->then, requirement) : NULL;
    const struct requirement_record *now = v->now ? results_requirement(v->now, requirement) : NULL;
    if (!agreed || !then || !now || !v->text)
        return false;
    struct arena *arena = arena_new();
    const char **quotes = arena_array(arena, agreed->evidence_count + 1, sizeof *quotes);
    size_t n = 0;
    for (uint32_t i = 0; i < agreed->evidence_count; i++)
        if (agreed->evidence[i].place.quote)
            quotes[n++] = agreed->evidence[i].place.quote;
    bool stands = review_carries(quotes, n, v->text, v->len, then->outcome == now->outcome);
    arena_free(arena);
    return stands;
}

static enum registry_status carry_each(struct registry *reg, const struct person *who,
    const struct submission *s, const struct versions *v, struct arena *arena)
{
    struct judged *list;
    size_t judged, count;
    double share, kappa;
    enum registry_status status = judgements_of(reg, s->earlier, 0, false, arena, &list, &judged);
    const struct comparison *c =
        review_compare(arena, list, status == REGISTRY_OK ? judged : 0, &count, &share, &kappa);
    for (size_t i = 0; status == REGISTRY_OK && i < count; i++) {
        const struct judged *agreed = review_agreed(&c[i]);
        if (agreed)
            status = judgement_add(reg, who, s->id, &agreed->judgement, false,
                still_stands(v, c[i].requirement) ? JUDGED_CARRIED : JUDGED_SUSPECT);
    }
    return status;
}

enum registry_status carry_over(
    struct registry *reg, const struct person *who, const struct submission *s, struct arena *arena)
{
    struct submission before;
    if (!s->earlier || submission_find(reg, who, s->earlier, arena, &before) != REGISTRY_OK ||
        before.review != REVIEW_AGREED)
        return REGISTRY_OK;
    struct results *agreed = results_new(), *then = results_new(), *now = results_new();
    char *text = NULL;
    struct versions v = {0};
    v.agreed = read_results(reg, before.id, "agreed." REVIEW_RESULTS, agreed);
    v.then = read_results(reg, before.id, REVIEW_RESULTS, then);
    v.now = read_results(reg, s->id, REVIEW_RESULTS, now);
    if (artefact_get(reg, s->id, REVIEW_TEXT, &text, &v.len) == REGISTRY_OK)
        v.text = text;
    enum registry_status status = carry_each(reg, who, s, &v, arena);
    xfree(text);
    results_free(agreed);
    results_free(then);
    results_free(now);
    return status;
}
