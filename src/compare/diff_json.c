/* The comparison for programs, as schemas/diff.schema.json describes it. */
#include <math.h>

#include "assess/assess.h"
#include "base/buf.h"
#include "base/json.h"
#include "compare/diff.h"
#include "compare/words.h"

static struct json *score_json(double score)
{
    return isnan(score) ? json_new_null() : json_new_number(score);
}

static struct json *count_json(size_t n)
{
    return json_new_number((double)n);
}

static struct json *rating_json(enum pa_rating rating)
{
    return rating == PA_UNRATED ? json_new_null() : json_new_string(rating_name(rating));
}

static struct json *optional_json(const char *s)
{
    return s && *s ? json_new_string(s) : json_new_null();
}

static struct json *place_json(const struct place_record *p)
{
    struct json *j = json_new_object();
    json_add(j, "page", p->page ? json_new_number(p->page) : json_new_null());
    json_add(j, "line", p->line ? json_new_number(p->line) : json_new_null());
    json_add(j, "quote", json_new_string(p->quote));
    return j;
}

static struct json *strings_json(const char *const *strings, size_t count)
{
    struct json *array = json_new_array();
    for (size_t i = 0; i < count; i++)
        json_add(array, NULL, json_new_string(strings[i]));
    return array;
}

/* A side of a requirement, null where it was not asked. */
static struct json *requirement_json(const struct requirement_record *q)
{
    if (!q)
        return json_new_null();
    struct json *j = json_new_object();
    json_add(j, "outcome", json_new_string(outcome_name(q->outcome)));
    json_add(j, "score", score_json(q->score));
    json_add(j, "gaps", strings_json(q->gaps, q->gap_count));
    struct json *evidence = json_add(j, "evidence", json_new_array());
    for (uint32_t i = 0; i < q->evidence_count; i++)
        json_add(evidence, NULL, place_json(&q->evidence[i].place));
    json_add(j, "waived", json_new_bool(q->waiver != NULL));
    return j;
}

static struct json *change_json(const struct requirement_change *c)
{
    const struct requirement_record *q = c->now ? c->now : c->before;
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(q->id));
    json_add(j, "title", json_new_string(q->title));
    json_add(j, "level", json_new_string(level_name(q->level)));
    json_add(j, "change", json_new_string(change_name(c->change)));
    json_add(j, "evidence", json_new_string(evidence_change_name(c->evidence)));
    json_add(j, "found", strings_json(c->found, c->found_count));
    json_add(j, "lost", strings_json(c->lost, c->lost_count));
    json_add(j, "recommendation", optional_json(q->recommendation));
    json_add(j, "before", requirement_json(c->before));
    json_add(j, "now", requirement_json(c->now));
    return j;
}

static struct json *defect_json(const struct defect_change *c)
{
    const struct finding_record *f = c->now ? c->now : c->before;
    struct json *j = json_new_object();
    json_add(j, "rule", json_new_string(f->rule));
    json_add(j, "severity", json_new_string(severity_name(f->severity)));
    json_add(j, "change", json_new_string(defect_change_name(c->kind)));
    json_add(j, "message", json_new_string(f->message));
    json_add(j, "fingerprint", json_new_string(f->fingerprint));
    json_add(j, "before", c->before ? place_json(&c->before->place) : json_new_null());
    json_add(j, "now", c->now ? place_json(&c->now->place) : json_new_null());
    return j;
}

static struct json *scores_json(double score, enum pa_rating rating)
{
    struct json *j = json_new_object();
    json_add(j, "score", score_json(score));
    json_add(j, "rating", rating_json(rating));
    return j;
}

static struct json *domain_json(const struct domain_change *c)
{
    const struct domain_record *d = c->now ? c->now : c->before;
    struct json *j = json_new_object();
    json_add(j, "id", json_new_string(d->id));
    json_add(j, "title", json_new_string(d->title));
    json_add(j, "before",
        c->before ? scores_json(c->before->score, c->before->rating) : json_new_null());
    json_add(j, "now", c->now ? scores_json(c->now->score, c->now->rating) : json_new_null());
    return j;
}

static struct json *submission_json(const struct plan_record *p)
{
    struct json *j = json_new_object();
    json_add(j, "path", json_new_string(p->path));
    json_add(j, "sha256", optional_json(p->sha256));
    json_add(j, "title", optional_json(p->title));
    json_add(j, "organisation", optional_json(p->organisation));
    json_add(j, "written", optional_json(p->written));
    json_add(j, "error", optional_json(p->error_message));
    struct json *pack = json_new_null();
    if (*p->pack) {
        json_free(pack);
        pack = json_new_object();
        json_add(pack, "id", json_new_string(p->pack));
        json_add(pack, "version", json_new_string(p->pack_version));
        json_add(pack, "sha256", json_new_string(p->pack_sha256));
    }
    json_add(j, "pack", pack);
    json_add(j, "score", score_json(p->score));
    json_add(j, "rating", rating_json(p->rating));
    return j;
}

static struct json *summary_json(const struct plan_diff *p)
{
    struct json *j = json_new_object();
    json_add(j, "recommended", count_json(p->recommended));
    for (enum change change = CHANGE_LOST; change < CHANGES; change++)
        json_add(j, change_name(change), count_json(p->changes[change]));
    json_add(j, "evidence_moved", count_json(p->moved));
    json_add(j, "defects_new", count_json(p->defects_new));
    json_add(j, "defects_still", count_json(p->defects_still));
    json_add(j, "defects_gone", count_json(p->defects_gone));
    return j;
}

static struct json *plan_json(const struct plan_diff *p)
{
    struct json *j = json_new_object();
    json_add(j, "matched", json_new_string(p->matched));
    json_add(j, "before", submission_json(p->before));
    json_add(j, "now", submission_json(p->now));
    json_add(j, "comparable", json_new_bool(p->comparable));
    json_add(j, "warnings", strings_json(p->warnings, p->warning_count));
    json_add(j, "summary", summary_json(p));
    struct json *domains = json_add(j, "domains", json_new_array());
    for (size_t i = 0; i < p->domain_count; i++)
        json_add(domains, NULL, domain_json(&p->domains[i]));
    struct json *requirements = json_add(j, "requirements", json_new_array());
    for (size_t i = 0; i < p->requirement_count; i++)
        json_add(requirements, NULL, change_json(&p->requirements[i]));
    struct json *defects = json_add(j, "defects", json_new_array());
    for (size_t i = 0; i < p->defect_count; i++)
        json_add(defects, NULL, defect_json(&p->defects[i]));
    return j;
}

static struct json *paths_json(const struct plan_record *const *plans, size_t count)
{
    struct json *array = json_new_array();
    for (size_t i = 0; i < count; i++)
        json_add(array, NULL, json_new_string(plans[i]->path));
    return array;
}

void diff_json(const struct diff *d, const struct diff_options *options, struct buf *out)
{
    (void)options;
    struct json *root = json_new_object();
    json_add(root, "schema", json_new_string("planassure-diff/1"));
    struct json *tool = json_add(root, "tool", json_new_object());
    json_add(tool, "name", json_new_string("planassure"));
    json_add(tool, "version", json_new_string(pa_version()));
    json_add(root, "before", json_new_string(d->before_name));
    json_add(root, "now", json_new_string(d->now_name));
    struct json *plans = json_add(root, "plans", json_new_array());
    for (size_t i = 0; i < d->count; i++)
        json_add(plans, NULL, plan_json(&d->plans[i]));
    json_add(root, "only_before", paths_json(d->only_before, d->only_before_count));
    json_add(root, "only_now", paths_json(d->only_now, d->only_now_count));
    json_print(root, true, out);
    buf_add_char(out, '\n');
    json_free(root);
}
