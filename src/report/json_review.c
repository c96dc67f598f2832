/* Waivers and baseline in the JSON results. */
#include <math.h>

#include "assess/review.h"
#include "base/json.h"
#include "base/mem.h"
#include "report/formats.h"
#include "review/judgements.h"

struct json *waiver_json(const struct waiver *w)
{
    if (!w)
        return json_new_null();
    struct json *j = json_new_object();
    json_add(j, "reason", json_new_string(w->reason));
    json_add(j, "owner", json_new_string(w->owner));
    json_add(j, "expires", json_new_string(w->expires));
    return j;
}

static struct json *finding_json(const struct waiver_finding *f)
{
    struct json *j = json_new_object();
    json_add(j, "rule", json_new_string(f->rule));
    json_add(j, "severity", json_new_string(f->severity));
    json_add(j, "message", json_new_string(f->message));
    json_add(j, "waives", json_new_string(f->waiver->rule));
    json_add(j, "line", json_new_number(f->waiver->line));
    return j;
}

struct json *waivers_json(const struct tally *t)
{
    const struct review *review = t->review;
    if (!review || !review->waivers)
        return json_new_null();
    struct json *j = json_new_object();
    json_add(j, "file", json_new_string(review->waivers->file));
    json_add(j, "waivers", json_new_number((double)review->waivers->count));
    struct json *list = json_add(j, "findings", json_new_array());
    struct arena *arena = arena_new();
    size_t n;
    const struct waiver_finding *f = tally_waivers(t, arena, &n);
    for (size_t i = 0; i < n; i++)
        json_add(list, NULL, finding_json(&f[i]));
    arena_free(arena);
    return j;
}

struct json *judgement_json(const struct requirement_result *res)
{
    const struct judgement *w = res->judgement;
    struct json *j = json_new_object();
    json_add(j, "program", json_new_string(outcome_name(res->own_outcome)));
    json_add(j, "by", json_new_string(w->by));
    json_add(j, "when", json_new_string(w->when));
    json_add(j, "comment", json_new_string(w->comment));
    json_add(j, "struck", json_new_number(w->strike_count));
    json_add(j, "added", json_new_number(w->add_count));
    return j;
}

struct json *own_json(const struct result *r)
{
    const struct own_figures *own = &r->own;
    struct json *j = json_new_object();
    json_add(j, "judged", json_new_number(own->judged));
    json_add(j, "changed", json_new_number(own->changed));
    json_add(j, "score",
        isnan(own->score) ? json_new_null() : json_new_number(round(own->score * 10) / 10));
    json_add(j, "points", json_new_number(round(own->points * 100) / 100));
    json_add(j, "of", json_new_number(round(own->of * 100) / 100));
    json_add(j, "rating",
        own->rating == PA_UNRATED ? json_new_null() : json_new_string(rating_name(own->rating)));
    json_add(j, "why", json_new_string(own->why ? own->why : ""));
    return j;
}

struct json *waived_json(const struct result *r)
{
    const struct waived *w = &r->waived;
    if (!w->requirements)
        return json_new_null();
    struct json *j = json_new_object();
    bool scored = !isnan(w->score);
    json_add(j, "requirements", json_new_number(w->requirements));
    json_add(j, "score", scored ? json_new_number(round(w->score * 10) / 10) : json_new_null());
    json_add(j, "points", json_new_number(round(w->points * 100) / 100));
    json_add(j, "of", json_new_number(round(w->of * 100) / 100));
    json_add(j, "rating",
        w->rating == PA_UNRATED ? json_new_null() : json_new_string(rating_name(w->rating)));
    json_add(j, "why", json_new_string(w->why));
    return j;
}

struct json *baseline_json(const struct result *r)
{
    if (!r->review || !r->review->baseline || r->error_code)
        return json_new_null();
    uint32_t n[4];
    review_count(r, n);
    struct json *j = json_new_object();
    json_add(j, "file", json_new_string(r->review->baseline->file));
    json_add(j, "known", json_new_bool(r->earlier != NULL));
    json_add(j, "new", json_new_number(n[STANDING_NEW]));
    json_add(j, "updated", json_new_number(n[STANDING_UPDATED]));
    json_add(j, "unchanged", json_new_number(n[STANDING_UNCHANGED]));
    struct json *absent = json_add(j, "absent", json_new_array());
    const struct finding_record *f;
    for (size_t i = 0; (f = review_absent(r, &i)) != NULL;) {
        struct json *one = json_add(absent, NULL, json_new_object());
        json_add(one, "rule", json_new_string(f->rule));
        json_add(one, "message", json_new_string(f->message));
        json_add(one, "fingerprint", json_new_string(f->fingerprint));
    }
    return j;
}
