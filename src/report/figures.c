/* Figures of one plan and totals of all: what a report says of a run without having the results of
 * all its plans at hand. */
#include <string.h>

#include "assess/review.h"
#include "report/formats.h"

void report_figures(
    const struct result *r, const struct pa_threshold *threshold, struct plan_figures *out)
{
    *out = (struct plan_figures){.error = r->error_code != NULL,
        .incomplete = !r->error_code && r->incomplete,
        .fails = threshold_fails(r, threshold),
        .text = r->doc ? r->doc->len : 0,
        .pack = r->pack,
        .use = r->waiver_use};
    for (uint32_t i = 0; !out->error && i < r->requirement_count; i++)
        out->assessed |= r->requirements[i].outcome != PA_NOT_ASSESSED;
    report_count_cases(r, &out->cases);
    report_count_levels(r, out->levels);
}

void tally_init(struct tally *t, const struct review *review)
{
    *t = (struct tally){.review = review};
}

void tally_clear(struct tally *t)
{
    xfree(t->packs.v);
    xfree(t->use);
    tally_init(t, NULL);
}

void report_add_cases(struct report_cases *all, const struct report_cases *n)
{
    all->tests += n->tests;
    all->failures += n->failures;
    all->errors += n->errors;
    all->skipped += n->skipped;
}

static void add_use(struct tally *t, const unsigned char *use)
{
    const struct waivers *waivers = t->review ? t->review->waivers : NULL;
    if (!use || !waivers)
        return;
    if (!t->use)
        t->use = xcalloc(waivers->count + 1, 1);
    for (size_t i = 0; i < waivers->count; i++)
        t->use[i] |= use[i];
}

void tally_add(struct tally *t, const struct plan_figures *f)
{
    t->plans++;
    t->errors += f->error;
    t->checked += !f->error;
    t->failed += f->fails;
    t->incomplete += f->incomplete;
    t->assessed += f->assessed;
    report_add_cases(&t->cases, &f->cases);
    for (size_t i = 0; i < REPORT_LEVELS; i++)
        t->levels[i] += f->levels[i];
    size_t k = 0;
    while (k < t->packs.n && t->packs.v[k] != f->pack)
        k++;
    if (f->pack && k == t->packs.n)
        VEC_PUSH(&t->packs, f->pack);
    add_use(t, f->use);
}

struct waiver_finding *tally_waivers(const struct tally *t, struct arena *arena, size_t *count)
{
    return review_findings(arena, t->review, t->use, count);
}
