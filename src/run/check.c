/* Checks: bytes to document to result, and what programs may ask of a result. */
#include <math.h>
#include <string.h>

#include "analyse/analyse.h"
#include "assess/judge.h"
#include "assess/review.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/limits.h"
#include "ingest/ingest.h"
#include "report/formats.h"
#include "report/report.h"
#include "run/engine.h"

static struct result *assess_plan(struct pa_engine *e, const struct engine_plan *plan)
{
    char sha256[HASH_SHA256_HEX];
    hash_sha256_hex(plan->bytes, plan->len, sha256);
    struct ingest_error error = {0};
    struct doc *doc = ingest_handed(plan->name, plan->bytes, plan->len, NULL, plan->wire, &error);
    if (!doc)
        return result_error(plan->name, sha256, NULL, error.code, error.text);
    analyse(doc, NULL);
    struct detection *detection = NULL;
    const struct program *program =
        plan->pack ? plan->pack->program : engine_choose(e, doc, doc->arena, &detection, &error);
    if (!program) {
        struct result *r = result_error(plan->name, sha256, doc->format, error.code, error.text);
        doc_free(doc);
        return r;
    }
    struct result *r = assess(program, doc, plan->name, sha256, e->threads);
    r->detection = detection;
    return r;
}

const struct review *engine_review(const struct pa_engine *e)
{
    return e->waivers || e->baseline ? &e->review : NULL;
}

static struct result *reviewed(const struct pa_engine *e, struct result *result)
{
    if (e->judgements)
        judge_apply(result, e->judgements, e->messages);
    if (engine_review(e))
        review_apply(result, &e->review);
    return result;
}

struct result *engine_check(struct pa_engine *e, const struct engine_plan *plan)
{
    return reviewed(e, assess_plan(e, plan));
}

/* With the pack that was named, else with the one that the plan's own words speak for. */
static struct result *check_bytes(
    struct pa_engine *e, const char *name, const char *bytes, size_t len)
{
    const struct engine_plan plan = {
        .name = name, .bytes = bytes, .len = len, .pack = engine_current(e)};
    return engine_check(e, &plan);
}

static enum pa_status wrap_result(struct result *result, struct pa_result **out)
{
    *out = xcalloc(1, sizeof **out);
    (*out)->result = result;
    return result->error_code ? PA_ERROR_PLAN : PA_OK;
}

enum pa_status pa_check_memory(
    struct pa_engine *e, const char *name, const void *bytes, size_t len, struct pa_result **out)
{
    if (len > LIMIT_PLAN_BYTES)
        return wrap_result(reviewed(e, result_error(name, NULL, NULL, "plan.too-large",
                                           "it is longer than the most that is read")),
            out);
    return wrap_result(check_bytes(e, name, bytes, len), out);
}

enum pa_status pa_check_file(struct pa_engine *e, const char *path, struct pa_result **out)
{
    struct ingest_error error = {0};
    const char *name;
    char *bytes;
    size_t len;
    if (!engine_read_plan(e, path, &name, &bytes, &len, &error))
        return wrap_result(
            reviewed(e, result_error(name, NULL, NULL, error.code, error.text)), out);
    struct result *result = check_bytes(e, name, bytes, len);
    xfree(bytes);
    return wrap_result(result, out);
}

void pa_engine_set_threads(struct pa_engine *e, unsigned threads)
{
    e->threads = threads;
}

enum pa_status pa_engine_set_waivers(struct pa_engine *e, const char *path, const char *as_of)
{
    if (!day_is_valid(as_of)) {
        engine_error(e, "waivers.day", "write it like 2018-03-31", "\"%s\" is no day", as_of);
        return PA_ERROR_USAGE;
    }
    struct waivers *waivers = waivers_read(path, as_of, e->messages);
    if (!waivers)
        return PA_ERROR_USAGE;
    waivers_free(e->waivers);
    e->review.waivers = e->waivers = waivers;
    return PA_OK;
}

enum pa_status pa_engine_set_baseline(struct pa_engine *e, const char *path, bool alone)
{
    struct baseline *baseline = baseline_read(path, e->messages);
    if (!baseline)
        return PA_ERROR_USAGE;
    baseline_free(e->baseline);
    e->review.baseline = e->baseline = baseline;
    e->review.alone = alone;
    return PA_OK;
}

static enum pa_status keep_judgements(struct pa_engine *e, struct judgements *judgements)
{
    if (!judgements)
        return PA_ERROR_USAGE;
    judgements_free(e->judgements);
    e->judgements = judgements;
    return PA_OK;
}

enum pa_status pa_engine_set_judgements(struct pa_engine *e, const char *path)
{
    return keep_judgements(e, judgements_read(path, e->messages));
}

enum pa_status pa_engine_set_judgements_memory(
    struct pa_engine *e, const char *name, const void *bytes, size_t len)
{
    return keep_judgements(e, judgements_parse(bytes, len, name, e->messages));
}

void pa_result_free(struct pa_result *r)
{
    if (!r)
        return;
    result_free(r->result);
    xfree(r);
}

bool pa_result_ok(const struct pa_result *r)
{
    return !r->result->error_code;
}

const char *pa_result_error(const struct pa_result *r)
{
    return r->result->error_code ? r->result->error_message : NULL;
}

enum pa_rating pa_result_rating(const struct pa_result *r)
{
    return r->result->rating;
}

double pa_result_score(const struct pa_result *r)
{
    return isnan(r->result->score) || r->result->error_code ? -1 : r->result->score;
}

size_t pa_result_requirements(const struct pa_result *r)
{
    return r->result->requirement_count;
}

const char *pa_result_requirement_id(const struct pa_result *r, size_t i)
{
    return i < r->result->requirement_count ? r->result->requirements[i].requirement->id : NULL;
}

enum pa_outcome pa_result_outcome(const struct pa_result *r, size_t i)
{
    return i < r->result->requirement_count ? r->result->requirements[i].outcome : PA_NOT_ASSESSED;
}

enum pa_level pa_result_level(const struct pa_result *r, size_t i)
{
    return i < r->result->requirement_count ? r->result->requirements[i].requirement->level
                                            : PA_MAY;
}

bool pa_result_incomplete(const struct pa_result *r)
{
    return r->result->incomplete;
}

size_t pa_result_defects(const struct pa_result *r)
{
    return report_defects(r->result);
}

bool pa_result_fails(const struct pa_result *r, const struct pa_threshold *threshold)
{
    return threshold_fails(r->result, threshold);
}

const char *pa_report_name(size_t i)
{
    const struct report *report = report_at(i);
    return report ? report->name : NULL;
}

const char *pa_report_description(size_t i)
{
    const struct report *report = report_at(i);
    return report ? report->description : NULL;
}

enum pa_status pa_report_write(struct pa_engine *e, struct pa_result *const *results, size_t count,
    const char *format, const struct pa_report_options *options, pa_write_fn *write, void *user)
{
    static const struct pa_report_options standard = {0};
    const struct report *report = report_find(format);
    if (!report) {
        engine_error(e, "report.unknown", NULL, "there is no report format \"%s\"", format);
        return PA_ERROR_USAGE;
    }
    const struct result **inner = xcalloc(count + 1, sizeof *inner);
    for (size_t i = 0; i < count; i++)
        inner[i] = results[i]->result;
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    report_write(report, inner, count, engine_review(e), options ? options : &standard, &out);
    xfree(inner);
    return engine_write(e, &out, write, user);
}
