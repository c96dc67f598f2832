/* Two assessors side by side: what they agree on, what a lead has to settle, and what comes out of
 * it for the checker and for those who measure rules. Pure functions on judgements. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "register/judge.h"
#include "register/review.h"
#include "run/agreement.h"

static const char *name_of(enum pa_outcome outcome)
{
    static const char *const names[] = {
        "not-met", "partial", "met", "not-applicable", "not-assessed"};
    return names[outcome];
}

static bool is_scored(enum pa_outcome outcome)
{
    return outcome == PA_NOT_MET || outcome == PA_PARTIAL || outcome == PA_MET;
}

static void place(struct comparison *c, const struct judged *j)
{
    if (j->settles)
        c->settled = j;
    else if (j->seat)
        c->of[j->seat - 1] = j;
}

struct comparison *review_compare(struct arena *arena, const struct judged *list, size_t judged,
    size_t *count, double *share, double *kappa)
{
    struct map *seen = map_new();
    struct agreement agreement = {0};
    struct comparison *out = arena_array(arena, judged + 1, sizeof *out);
    *count = 0;
    for (size_t i = 0; i < judged; i++) {
        const char *id = list[i].judgement.requirement;
        if (list[i].standing == JUDGED_SUSPECT)
            continue;
        struct comparison *c = map_get(seen, id, strlen(id));
        if (!c) {
            c = &out[(*count)++];
            c->requirement = id;
            map_set(seen, id, strlen(id), c);
        }
        place(c, &list[i]);
    }
    map_free(seen);
    for (size_t i = 0; i < *count; i++) {
        struct comparison *c = &out[i];
        if (!c->of[0] || !c->of[1])
            continue;
        enum pa_outcome a = c->of[0]->judgement.outcome, b = c->of[1]->judgement.outcome;
        c->differs = a != b;
        if (is_scored(a) && is_scored(b))
            agreement_add(&agreement, a, b, false, false, false);
    }
    *share = agreement_share(&agreement);
    *kappa = agreement_kappa(&agreement);
    return out;
}

const struct judged *review_agreed(const struct comparison *c)
{
    if (c->settled)
        return c->settled;
    if (c->differs)
        return NULL;
    return c->of[0] ? c->of[0] : c->of[1];
}

static struct json *quotes_json(const struct judged_quote *list, uint32_t count)
{
    struct json *out = json_new_array();
    for (uint32_t i = 0; i < count; i++) {
        struct json *j = json_add(out, NULL, json_new_object());
        json_add(j, "quote", json_new_string(list[i].quote));
        if (list[i].criterion)
            json_add(j, "criterion", json_new_string(list[i].criterion));
        if (list[i].near)
            json_add(j, "near", json_new_number(list[i].near));
    }
    return out;
}

struct json *judgement_to_json(const struct judgement *w)
{
    struct json *j = json_new_object();
    json_add(j, "requirement", json_new_string(w->requirement));
    json_add(j, "outcome", json_new_string(name_of(w->outcome)));
    json_add(j, "by", json_new_string(w->by));
    json_add(j, "when", json_new_string(w->when));
    if (w->comment && w->comment[strspn(w->comment, " \t\r\n")])
        json_add(j, "comment", json_new_string(w->comment));
    if (w->strike_count)
        json_add(j, "strike", quotes_json(w->strike, w->strike_count));
    if (w->add_count)
        json_add(j, "add", quotes_json(w->add, w->add_count));
    return j;
}

const char *json_in_arena(struct arena *arena, struct json *j)
{
    struct buf text;
    buf_init(&text, LIMIT_JUDGEMENT_BYTES);
    json_print(j, false, &text);
    json_free(j);
    const char *out = arena_copy(arena, buf_str(&text), text.len);
    buf_clear(&text);
    return out;
}

/* Where two agree, the second's words and evidence stand in for what the first left empty. */
static struct judgement merge(
    struct arena *arena, const struct comparison *c, const struct judged *agreed)
{
    struct judgement out = agreed->judgement;
    if (c->settled || !c->of[0] || !c->of[1])
        return out;
    const struct judgement *other = &c->of[1]->judgement;
    out.by = arena_printf(arena, "%s and %s", out.by, other->by);
    if (strcmp(other->when, out.when) > 0)
        out.when = other->when;
    if (!*out.comment)
        out.comment = other->comment;
    if (!out.strike_count && !out.add_count) {
        out.strike = other->strike;
        out.strike_count = other->strike_count;
        out.add = other->add;
        out.add_count = other->add_count;
    }
    return out;
}

const char *review_agreed_json(
    struct arena *arena, const char *sha256, const struct comparison *list, size_t count)
{
    struct json *root = json_new_object();
    json_add(root, "schema", json_new_string("planassure-judgements/1"));
    json_add(root, "plan", json_new_string(sha256));
    struct json *out = json_add(root, "judgements", json_new_array());
    for (size_t i = 0; i < count; i++) {
        const struct judged *agreed = review_agreed(&list[i]);
        if (!agreed)
            continue;
        struct judgement w = merge(arena, &list[i], agreed);
        json_add(out, NULL, judgement_to_json(&w));
    }
    return json_in_arena(arena, root);
}

const char *review_labels_json(struct arena *arena, const char *plan, const char *framework,
    const struct comparison *list, size_t count)
{
    struct json *root = json_new_object();
    json_add(root, "plan", json_new_string(plan));
    json_add(root, "framework", json_new_string(framework));
    struct json *labels = json_add(root, "labels", json_new_object());
    for (size_t i = 0; i < count; i++) {
        const struct judged *agreed = review_agreed(&list[i]);
        struct json *j = json_add(labels, list[i].requirement, json_new_object());
        json_add(j, "outcome",
            json_new_string(agreed ? name_of(agreed->judgement.outcome) : "disputed"));
        struct json *evidence = json_add(j, "evidence", json_new_array());
        if (!agreed)
            continue;
        struct judgement w = merge(arena, &list[i], agreed);
        for (uint32_t k = 0; k < w.add_count; k++)
            json_add(json_add(evidence, NULL, json_new_object()), "quote",
                json_new_string(w.add[k].quote));
        if (w.strike_count)
            json_add(j, "trap", json_new_bool(true));
    }
    return json_in_arena(arena, root);
}

bool review_carries(
    const char *const *quotes, size_t count, const char *text, size_t len, bool same_outcome)
{
    size_t at, end;
    for (size_t i = 0; i < count; i++)
        if (!quote_find(text, len, quotes[i], 0, &at, &end))
            return false;
    return count > 0 || same_outcome;
}
