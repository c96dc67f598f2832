/* The members of one plan, as schemas/results.schema.json names them. What decides something
 * (outcomes, levels, ratings, severities, weights) must be there and be known; what only explains
 * may be absent. */
#include "results/plan.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const outcomes[] = {[PA_NOT_MET] = "not-met",
    [PA_PARTIAL] = "partial",
    [PA_MET] = "met",
    [PA_NOT_APPLICABLE] = "not-applicable",
    [PA_NOT_ASSESSED] = "not-assessed"};
static const char *const levels[] = {[PA_MAY] = "may", [PA_SHOULD] = "should", [PA_MUST] = "must"};
static const char *const ratings[] = {[PA_RED] = "red",
    [PA_AMBER_RED] = "amber-red",
    [PA_AMBER_GREEN] = "amber-green",
    [PA_GREEN] = "green"};
static const char *const strengths[] = {[PA_MENTIONED] = "mentioned",
    [PA_ASPIRATIONAL] = "aspirational",
    [PA_PLANNED] = "planned",
    [PA_COMMITTED] = "committed"};
static const char *const severities[] = {[SEVERITY_INFO] = "info",
    [SEVERITY_LOW] = "low",
    [SEVERITY_MEDIUM] = "medium",
    [SEVERITY_HIGH] = "high"};

const char *severity_name(enum severity severity)
{
    return severities[severity];
}

#define MOST_POINTS 1e9 /* weights and points: anything, but no infinity */

static struct place_record read_place(struct reader *r, const struct json *j)
{
    struct place_record p = {.page = read_count(r, j, "page")};
    p.line = read_count(r, j, "line");
    p.quote = read_optional(r, j, "quote");
    return p;
}

static void read_domain(struct reader *r, const struct json *j, void *to)
{
    struct domain_record *d = to;
    d->id = read_string(r, j, "id");
    d->title = read_string(r, j, "title");
    d->score = read_number(r, j, "score", 100, true);
    d->points = read_number(r, j, "points", MOST_POINTS, true);
    d->of = read_number(r, j, "of", MOST_POINTS, true);
    d->rating = (enum pa_rating)read_choice(r, j, "rating", ratings, COUNT(ratings), PA_UNRATED);
    d->why = read_optional(r, j, "why");
    d->met = read_count(r, j, "met");
    d->partial = read_count(r, j, "partial");
    d->not_met = read_count(r, j, "not_met");
    d->not_applicable = read_count(r, j, "not_applicable");
    d->not_assessed = read_count(r, j, "not_assessed");
}

static void read_criterion(struct reader *r, const struct json *j, void *to)
{
    struct criterion_record *c = to;
    c->id = read_string(r, j, "id");
    c->outcome = (enum pa_outcome)read_choice(r, j, "outcome", outcomes, COUNT(outcomes), -1);
}

static void read_evidence(struct reader *r, const struct json *j, void *to)
{
    struct evidence_record *e = to;
    e->criterion = read_string(r, j, "criterion");
    e->place = read_place(r, j);
    e->column = read_count(r, j, "column");
    e->section = read_array(
        r, j, "section", false, sizeof(const char *), read_string_item, &e->section_count);
    e->strength =
        (enum pa_strength)read_choice(r, j, "strength", strengths, COUNT(strengths), PA_MENTIONED);
}

static const struct waiver_record *read_waiver(struct reader *r, const struct json *j)
{
    const struct json *waiver = read_object(r, j, "waiver", true);
    if (!waiver)
        return NULL;
    struct waiver_record *w = arena_alloc(r->arena, sizeof *w);
    read_enter(r, "waiver", 0);
    w->reason = read_optional(r, waiver, "reason");
    w->owner = read_optional(r, waiver, "owner");
    w->expires = read_optional(r, waiver, "expires");
    read_leave(r);
    return w;
}

static void read_requirement(struct reader *r, const struct json *j, void *to)
{
    struct requirement_record *q = to;
    q->id = read_string(r, j, "id");
    q->title = read_string(r, j, "title");
    q->level = (enum pa_level)read_choice(r, j, "level", levels, COUNT(levels), -1);
    q->weight = read_number(r, j, "weight", MOST_POINTS, false);
    q->outcome = (enum pa_outcome)read_choice(r, j, "outcome", outcomes, COUNT(outcomes), -1);
    bool scored = q->outcome != PA_NOT_APPLICABLE && q->outcome != PA_NOT_ASSESSED;
    q->score = read_number(r, j, "score", 1, !scored);
    q->why = read_optional(r, j, "why");
    q->criteria = read_array(
        r, j, "criteria", false, sizeof *q->criteria, read_criterion, &q->criterion_count);
    q->evidence =
        read_array(r, j, "evidence", false, sizeof *q->evidence, read_evidence, &q->evidence_count);
    q->gaps =
        read_array(r, j, "gaps", false, sizeof(const char *), read_string_item, &q->gap_count);
    q->recommendation = read_optional(r, j, "recommendation");
    q->waiver = read_waiver(r, j);
    const struct json *source = read_object(r, j, "source", true);
    read_enter(r, "source", 0);
    q->source = read_optional(r, source, "title");
    q->cite = read_optional(r, source, "cite");
    read_leave(r);
}

static void read_related(struct reader *r, const struct json *j, void *to)
{
    *(struct place_record *)to = read_place(r, j);
}

static void read_finding(struct reader *r, const struct json *j, void *to)
{
    struct finding_record *f = to;
    f->rule = read_string(r, j, "rule");
    f->severity = (enum severity)read_choice(r, j, "severity", severities, COUNT(severities), -1);
    f->message = read_string(r, j, "message");
    f->fingerprint = read_string(r, j, "fingerprint");
    f->is_defect = strncmp(f->rule, "defect.", 7) == 0;
    f->place = read_place(r, j);
    f->related =
        read_array(r, j, "related", false, sizeof *f->related, read_related, &f->related_count);
}

static void read_note(struct reader *r, const struct json *j, void *to)
{
    struct note_record *n = to;
    n->message = read_string(r, j, "message");
    n->place = read_place(r, j);
}

/* Domains by id for the requirements, requirements by id for the findings; no id twice. */
static void link_records(struct reader *r, const struct json *j, struct plan_record *p)
{
    struct map *domains = map_new(), *requirements = map_new();
    for (uint32_t i = 0; i < p->domain_count && !r->failed; i++)
        if (map_set(domains, p->domains[i].id, strlen(p->domains[i].id), &p->domains[i]))
            read_error(r, "domains", "the domain \"%s\" stands here twice", p->domains[i].id);
    const struct json *array = json_get(j, "requirements"), *item = json_first(array);
    for (uint32_t i = 0; i < p->requirement_count && !r->failed; i++, item = json_next(item)) {
        struct requirement_record *q = &p->requirements[i];
        const char *domain = json_string(json_get(item, "domain"));
        const struct domain_record *d = domain ? map_get(domains, domain, strlen(domain)) : NULL;
        read_enter(r, "requirements", 0);
        read_enter(r, NULL, i);
        if (!d)
            read_error(r, "domain", "the plan has no domain of this id");
        else
            q->domain = (uint32_t)(d - p->domains);
        if (!r->failed && map_set(requirements, q->id, strlen(q->id), q))
            read_error(r, "id", "the requirement \"%s\" stands here twice", q->id);
        read_leave(r);
        read_leave(r);
    }
    for (uint32_t i = 0; i < p->finding_count && !r->failed; i++) {
        const struct finding_record *f = &p->findings[i];
        struct requirement_record *q = map_get(requirements, f->rule, strlen(f->rule));
        if (q && !q->finding)
            q->finding = f;
    }
    map_free(domains);
    map_free(requirements);
}

static void read_pack(struct reader *r, const struct json *j, struct plan_record *p)
{
    const struct json *pack = read_object(r, j, "pack", !p->checked);
    p->pack = p->pack_version = p->pack_sha256 = p->pack_parameters = "";
    if (!pack)
        return;
    read_enter(r, "pack", 0);
    p->pack = read_string(r, pack, "id");
    p->pack_title = read_optional(r, pack, "title");
    p->pack_version = read_string(r, pack, "version");
    p->pack_sha256 = read_string(r, pack, "sha256");
    p->pack_parameters = read_verbatim(r, pack, "parameters");
    read_leave(r);
}

static void read_assurance(struct reader *r, const struct json *j, struct plan_record *p)
{
    const struct json *a = read_object(r, j, "assurance", !p->checked);
    p->score = p->low = p->high = (double)NAN;
    if (!a)
        return;
    read_enter(r, "assurance", 0);
    p->score = read_number(r, a, "score", 100, true);
    p->low = read_number(r, a, "low", 100, true);
    p->high = read_number(r, a, "high", 100, true);
    p->points = read_number(r, a, "points", MOST_POINTS, true);
    p->of = read_number(r, a, "of", MOST_POINTS, true);
    p->rating = (enum pa_rating)read_choice(r, a, "rating", ratings, COUNT(ratings), PA_UNRATED);
    p->why = read_optional(r, a, "why");
    p->model = read_optional(r, a, "model");
    const struct json *waived = read_object(r, a, "waived", true);
    read_enter(r, "waived", 0);
    p->waived = read_count(r, waived, "requirements");
    p->waived_score = read_number(r, waived, "score", 100, true);
    p->waived_rating =
        (enum pa_rating)read_choice(r, waived, "rating", ratings, COUNT(ratings), PA_UNRATED);
    read_leave(r);
    read_leave(r);
}

static void read_failure(struct reader *r, const struct json *j, struct plan_record *p)
{
    const struct json *error = read_object(r, j, "error", p->checked);
    p->error_code = p->error_message = "";
    if (!error || p->checked)
        return;
    read_enter(r, "error", 0);
    p->error_code = read_string(r, error, "code");
    p->error_message = read_string(r, error, "message");
    read_leave(r);
}

struct plan_record *plan_read(struct reader *r, const struct json *j)
{
    static const char *const states[] = {"error", "checked"};
    struct plan_record *p = arena_alloc(r->arena, sizeof *p);
    p->file = r->name;
    p->path = read_string(r, j, "path");
    p->sha256 = read_optional(r, j, "sha256");
    p->format = read_optional(r, j, "format");
    p->title = read_optional(r, j, "title");
    p->organisation = read_optional(r, j, "organisation");
    p->written = read_optional(r, j, "written");
    p->pages = read_count(r, j, "pages");
    p->checked = read_choice(r, j, "status", states, COUNT(states), -1) == 1;
    p->complete = p->checked && json_bool(json_get(j, "complete"), true);
    read_failure(r, j, p);
    read_pack(r, j, p);
    read_assurance(r, j, p);
    p->domains =
        read_array(r, j, "domains", p->checked, sizeof *p->domains, read_domain, &p->domain_count);
    p->requirements = read_array(r, j, "requirements", p->checked, sizeof *p->requirements,
        read_requirement, &p->requirement_count);
    p->findings = read_array(
        r, j, "findings", p->checked, sizeof *p->findings, read_finding, &p->finding_count);
    p->notes = read_array(r, j, "notes", false, sizeof *p->notes, read_note, &p->note_count);
    link_records(r, j, p);
    return p;
}
