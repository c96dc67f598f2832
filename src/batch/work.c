/* See work.h. The same function runs in a worker and, for a single plan that only our own code
 * reads, in the program itself: so the bytes cannot depend on where a plan is checked. */
#include "batch/work.h"

#include <string.h>

#include "assess/review.h"
#include "ingest/ingest.h"
#include "report/formats.h"

static const struct pa_report_options standard = {0};

void answer_init(struct answer *a, const struct pa_engine *engine, const struct job *job)
{
    memset(a, 0, sizeof *a);
    a->engine = engine;
    a->options = job->options ? *job->options : standard;
    a->count = job->count ? job->count : 1;
    for (size_t i = 0; i < job->format_count && i < LIMIT_REPORTS; i++) {
        const struct report *report = report_find(job->formats[i]);
        if (!report && strcmp(job->formats[i], report_plan_text.name) == 0)
            report = &report_plan_text;
        if (report)
            a->reports[a->report_count++] = report;
    }
    for (size_t i = 0; i < a->report_count; i++)
        for (size_t k = 0; k < REPORT_STREAMS; k++)
            buf_init(&a->parts[i][k], LIMIT_ANSWER_BYTES);
}

void answer_clear(struct answer *a)
{
    for (size_t i = 0; i < a->report_count; i++)
        for (size_t k = 0; k < REPORT_STREAMS; k++)
            buf_clear(&a->parts[i][k]);
    xfree(a->use);
    xfree(a->error_code);
    xfree(a->error_message);
    diag_free(a->messages);
    memset(a, 0, sizeof *a);
}

static bool render_parts(struct answer *a, const struct result *r, const struct job *job)
{
    size_t total = 0;
    bool full = false;
    for (size_t i = 0; i < a->report_count; i++) {
        struct pa_report_options options = a->options;
        options.colour &= !(job->plain >> i & 1);
        const struct report_place place = {job->index, a->count, job->repeat, &options};
        for (unsigned k = 0; k < a->reports[i]->streams; k++) {
            struct buf *part = &a->parts[i][k];
            buf_clear(part);
            a->reports[i]->plan(r, &place, k, part);
            total += part->len;
            full |= part->full;
        }
    }
    return !full && total <= LIMIT_ANSWER_BYTES;
}

/* False when the reports are longer than an answer may be. */
static bool take_result(struct answer *a, const struct result *r, const struct job *job)
{
    const struct waivers *waivers = r->review ? r->review->waivers : NULL;
    report_figures(r, a->options.threshold, &a->figures);
    a->figures.use = NULL;
    if (r->waiver_use && waivers) {
        a->use = xcalloc(waivers->count + 1, 1);
        memcpy(a->use, r->waiver_use, waivers->count);
        a->figures.use = a->use;
    }
    a->error_code = xstrdup(r->error_code);
    a->error_message = xstrdup(r->error_message);
    return render_parts(a, r, job);
}

void answer_fail(struct answer *a, const struct job *job, const char *code, const char *message)
{
    struct result *r = result_error(job->name, NULL, NULL, code, message);
    if (engine_review(a->engine))
        review_apply(r, engine_review(a->engine));
    xfree(a->use);
    xfree(a->error_code);
    xfree(a->error_message);
    a->use = NULL;
    take_result(a, r, job);
    result_free(r);
}

bool work_find_pack(const struct pa_engine *e, const char *id, const struct loaded_pack **pack)
{
    *pack = id ? NULL : engine_current(e);
    if (!id)
        return true;
    for (size_t i = 0; i < e->packs.n && !*pack; i++)
        if (strcmp(e->packs.v[i].pack->id, id) == 0)
            *pack = &e->packs.v[i];
    return *pack != NULL;
}

static void check_plan(struct answer *a, struct pa_engine *engine, const struct job *job,
    const struct engine_plan *plan)
{
    struct result *r = engine_check(engine, plan);
    bool fits = take_result(a, r, job);
    result_free(r);
    if (!fits)
        answer_fail(a, job, "plan.too-large",
            "its reports are longer than the limit: ask for fewer of them at a time");
}

/* With judgements that are this plan's alone. */
static void check_judged(struct answer *a, struct pa_engine *engine, const struct job *job,
    const struct engine_plan *plan)
{
    struct judgements *others = engine->judgements;
    struct judgements *own =
        judgements_parse(job->judgements, strlen(job->judgements), "judgements", engine->messages);
    if (!own) {
        answer_fail(a, job, "plan.judged", "what people judged of it cannot be read");
        return;
    }
    engine->judgements = own;
    check_plan(a, engine, job, plan);
    engine->judgements = others;
    judgements_free(own);
}

void answer_run(struct answer *a, struct pa_engine *engine, const struct job *job,
    const char *bytes, size_t len, const struct ingest_wire *wire)
{
    struct engine_plan plan = {.name = job->name, .bytes = bytes, .len = len, .wire = wire};
    if (job->error_code) {
        answer_fail(a, job, job->error_code, job->error_message);
        return;
    }
    if (!work_find_pack(engine, job->pack, &plan.pack)) {
        answer_fail(a, job, "pack.none", "there is no pack of that name");
        return;
    }
    if (!job->judgements)
        check_plan(a, engine, job, &plan);
    else
        check_judged(a, engine, job, &plan);
}

const char *answer_error_code(const struct answer *a)
{
    return a->error_code;
}

const char *answer_error_message(const struct answer *a)
{
    return a->error_message;
}

bool answer_fails(const struct answer *a)
{
    return a->figures.fails;
}

bool answer_incomplete(const struct answer *a)
{
    return a->figures.incomplete;
}

bool answer_report(const struct answer *a, size_t i, struct buf *out)
{
    if (i >= a->report_count)
        return false;
    const struct report *report = a->reports[i];
    struct tally tally;
    struct buf body;
    tally_init(&tally, engine_review(a->engine));
    tally_add(&tally, &a->figures);
    buf_init(&body, out->max);
    struct report_join j = {.report = report, .options = &a->options, .tally = &tally, .count = 1};
    report_begin(&j, &body);
    for (unsigned k = 0; k < report->streams; k++) {
        report_take(&j, &a->figures, buf_str(&a->parts[i][k]), a->parts[i][k].len, &body);
        report_next(&j, &body);
    }
    if (!report->close)
        buf_add(out, buf_str(&body), body.len);
    else if (!report->close(&j, &body, out))
        out->full = true;
    out->full |= body.full;
    buf_clear(&body);
    tally_clear(&tally);
    return !out->full;
}
