/* See review.h. A waiver is used by a plan when a finding of today is the one it speaks of; what it
 * came upon in each plan is kept as flags, and the whole run is their union: so the answer does not
 * depend on the order of plans. */
#include "assess/review.h"

#include <string.h>

#include "assess/score.h"
#include "base/mem.h"

enum waiver_use {
    USE_PLAN = 1,   /* it speaks of this plan */
    USE_KNOWN = 2,  /* there is such a requirement or kind of defect */
    USE_NEEDED = 4, /* the finding is there: the waiver holds, or would if it had not expired */
    USE_OTHER = 8,  /* a finding of the rule is there, of another fingerprint */
};

static bool is_open(const struct requirement_result *res)
{
    return res->outcome != PA_MET && res->outcome != PA_NOT_APPLICABLE;
}

/* One finding of the waiver's rule. True when the waiver holds for it. */
static bool meet(const struct waiver *w, const char *fingerprint, unsigned *use)
{
    if (w->fingerprint && strcmp(w->fingerprint, fingerprint) != 0) {
        *use |= USE_OTHER;
        return false;
    }
    *use |= USE_NEEDED;
    return !w->expired;
}

static unsigned waive(struct result *r, const struct waiver *w)
{
    unsigned use = USE_PLAN;
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        struct requirement_result *res = &r->requirements[i];
        if (strcmp(res->requirement->id, w->rule) != 0)
            continue;
        use |= USE_KNOWN;
        if (is_open(res) && meet(w, res->fingerprint, &use) && !res->waiver)
            res->waiver = w;
    }
    for (uint32_t i = 0; i < r->finding_count; i++)
        if (strcmp(r->findings[i].rule, w->rule) == 0 &&
            meet(w, r->findings[i].fingerprint, &use) && !r->findings[i].waiver)
            r->findings[i].waiver = w;
    for (size_t i = 0; defect_check_at(i); i++)
        if (strcmp(defect_check_at(i)->rule, w->rule) == 0)
            use |= USE_KNOWN;
    return use;
}

static void apply_waivers(struct result *r, const struct waivers *waivers)
{
    r->waiver_use = arena_alloc(r->arena, waivers->count + 1);
    for (size_t i = 0; i < waivers->count; i++)
        if (waiver_covers(&waivers->list[i], r->path, r->sha256))
            r->waiver_use[i] = (unsigned char)waive(r, &waivers->list[i]);
    for (uint32_t i = 0; i < r->requirement_count; i++)
        r->waived.requirements += r->requirements[i].waiver != NULL;
    for (uint32_t i = 0; i < r->finding_count; i++)
        r->waived.defects += r->findings[i].waiver != NULL;
    if (r->waived.requirements)
        score_waived(r);
}

static void compare(struct result *r)
{
    bool same_pack = r->earlier && strcmp(r->earlier->pack, r->pack->id) == 0;
    for (uint32_t i = 0; i < r->requirement_count; i++) {
        struct requirement_result *res = &r->requirements[i];
        if (!is_open(res))
            continue;
        const struct requirement_record *then =
            same_pack ? results_requirement(r->earlier, res->requirement->id) : NULL;
        res->standing = STANDING_NEW;
        if (!then || then->outcome == PA_MET || then->outcome == PA_NOT_APPLICABLE)
            continue;
        res->standing = then->outcome == res->outcome ? STANDING_UNCHANGED : STANDING_UPDATED;
        res->was_not_met = then->outcome == PA_NOT_MET;
    }
    for (uint32_t i = 0; i < r->finding_count; i++)
        r->findings[i].standing = r->earlier && baseline_had(r->earlier, r->findings[i].fingerprint)
                                      ? STANDING_UNCHANGED
                                      : STANDING_NEW;
}

void review_apply(struct result *r, const struct review *review)
{
    r->review = review;
    if (r->error_code || !review)
        return;
    if (review->waivers)
        apply_waivers(r, review->waivers);
    if (review->baseline) {
        r->earlier = baseline_plan(review->baseline, r->path, r->sha256, review->alone);
        compare(r);
    }
}

/* What is wrong with a waiver that came upon this; false when nothing is. */
static bool judge(
    struct arena *arena, const struct waiver *w, unsigned use, struct waiver_finding *out)
{
    out->waiver = w;
    out->severity = "low";
    if (w->expired) {
        out->rule = "waiver.expired";
        out->severity = use & USE_NEEDED ? "medium" : "low";
        out->message = arena_printf(arena,
            use & USE_NEEDED
                ? "the waiver of %s expired on %s, and what it waived counts again: mend the plan, "
                  "or ask %s to decide again"
                : "the waiver of %s expired on %s, and nothing needs it: take it away (%s owns it)",
            w->rule, w->expires, w->owner);
        return true;
    }
    if (use & USE_NEEDED)
        return false;
    if (use & USE_KNOWN && !(use & USE_OTHER)) {
        out->rule = "waiver.unnecessary";
        out->message = arena_printf(arena,
            "the waiver of %s is not necessary: there is nothing to waive any more; take it away",
            w->rule);
        return true;
    }
    out->rule = "waiver.unused";
    if (!(use & USE_PLAN))
        out->severity = "info"; /* a run over some of the plans leaves the waivers of others */
    const char *why = use & USE_OTHER ? "the finding has another fingerprint now: look at it again"
                      : use & USE_PLAN
                          ? "the pack has no such requirement and there is no such kind of defect"
                          : "no plan of this run is the one that it names";
    out->message = arena_printf(arena, "the waiver of %s was not used: %s", w->rule, why);
    return true;
}

struct waiver_finding *review_findings(
    struct arena *arena, const struct review *review, const unsigned char *use, size_t *count)
{
    const struct waivers *waivers = review ? review->waivers : NULL;
    *count = 0;
    if (!waivers || !use)
        return NULL;
    struct waiver_finding *out = arena_array(arena, waivers->count, sizeof *out);
    for (size_t k = 0; k < waivers->count; k++)
        *count += judge(arena, &waivers->list[k], use[k], &out[*count]);
    return out;
}

static bool is_here(const struct result *r, const struct finding_record *f)
{
    bool same_pack = strcmp(r->earlier->pack, r->pack->id) == 0;
    for (uint32_t i = 0; same_pack && i < r->requirement_count; i++)
        if (strcmp(r->requirements[i].requirement->id, f->rule) == 0)
            return is_open(&r->requirements[i]);
    for (uint32_t i = 0; i < r->finding_count; i++)
        if (strcmp(r->findings[i].fingerprint, f->fingerprint) == 0)
            return true;
    return false;
}

const struct finding_record *review_absent(const struct result *r, size_t *i)
{
    while (r->earlier && *i < r->earlier->finding_count) {
        const struct finding_record *f = &r->earlier->findings[(*i)++];
        if (!is_here(r, f))
            return f;
    }
    return NULL;
}

void review_count(const struct result *r, uint32_t counts[4])
{
    memset(counts, 0, 4 * sizeof *counts);
    for (uint32_t i = 0; i < r->requirement_count; i++)
        counts[r->requirements[i].standing] += r->requirements[i].standing != STANDING_UNKNOWN;
    for (uint32_t i = 0; i < r->finding_count; i++)
        counts[r->findings[i].standing] += r->findings[i].standing != STANDING_UNKNOWN;
    for (size_t i = 0; review_absent(r, &i);)
        counts[STANDING_UNKNOWN]++;
}
