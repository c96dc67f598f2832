/* See score.h. `flat`: sum of weight x credit over sum of weights; `flat-unweighted`: every weight
 * is 1; `absolute`: 1 only when everything scored in full, else 0; `default`: the mean of the
 * groups' scores, weighted, groups being the domains. Not applicable and not assessed leave
 * numerator and denominator; not assessed widens `low` and `high`. */
#include "assess/score.h"

#include <math.h>

#include "base/mem.h"

struct tally {
    double points, of, open; /* open: weight of what was not assessed */
    uint32_t must, must_not_met, must_partial, should_open, not_assessed, assessed;
};

static double weight_of(const struct pack *pack, const struct requirement *q)
{
    return pack->model == SCORING_FLAT_UNWEIGHTED ? 1 : q->weight;
}

static void add(struct tally *t, const struct pack *pack, const struct requirement_result *r)
{
    double weight = weight_of(pack, r->requirement);
    if (r->outcome == PA_NOT_APPLICABLE)
        return;
    if (r->outcome == PA_NOT_ASSESSED) {
        t->open += weight;
        t->not_assessed++;
        return;
    }
    t->assessed++;
    t->points += weight * r->score;
    t->of += weight;
    if (r->requirement->level == PA_MUST) {
        t->must++;
        t->must_not_met += r->outcome == PA_NOT_MET;
        t->must_partial += r->outcome == PA_PARTIAL;
    } else if (r->requirement->level == PA_SHOULD)
        t->should_open += r->outcome != PA_MET;
}

static double per_cent(const struct pack *pack, const struct tally *t)
{
    if (t->of <= 0)
        return NAN;
    if (pack->model == SCORING_ABSOLUTE)
        return t->points >= t->of ? 100 : 0;
    return 100 * t->points / t->of;
}

static enum pa_rating rate(struct arena *arena, const struct pack *pack, const struct tally *t,
    double score, const char **why)
{
    if (!t->assessed) {
        *why = "nothing was assessed";
        return PA_UNRATED;
    }
    double share = t->must ? 100.0 * t->must_not_met / t->must : 0;
    if (score < pack->red_below) {
        *why = arena_printf(
            arena, "the score of %.1f %% is below the red line of %g %%", score, pack->red_below);
        return PA_RED;
    }
    if (t->must_not_met && share > pack->red_must_not_met) {
        *why = arena_printf(arena, "%u of %u must requirements are not met, more than %g %%",
            t->must_not_met, t->must, pack->red_must_not_met);
        return PA_RED;
    }
    if (t->must_not_met) {
        *why = arena_printf(arena, "%u of %u must requirements %s not met", t->must_not_met,
            t->must, t->must_not_met == 1 ? "is" : "are");
        return PA_AMBER_RED;
    }
    if (t->must_partial) {
        *why = arena_printf(arena, "%u of %u must requirements %s only partly met", t->must_partial,
            t->must, t->must_partial == 1 ? "is" : "are");
        return PA_AMBER_GREEN;
    }
    if (t->should_open) {
        *why = arena_printf(arena, "every must requirement is met, %u should %s open",
            t->should_open, t->should_open == 1 ? "is" : "are");
        return PA_AMBER_GREEN;
    }
    if (score < pack->green_from) {
        *why = arena_printf(arena, "the score of %.1f %% is below the green line of %g %%", score,
            pack->green_from);
        return PA_AMBER_GREEN;
    }
    *why = "every must and should requirement is met";
    return PA_GREEN;
}

static void count_outcome(struct domain_result *d, enum pa_outcome outcome)
{
    d->met += outcome == PA_MET;
    d->partial += outcome == PA_PARTIAL;
    d->not_met += outcome == PA_NOT_MET;
    d->not_applicable += outcome == PA_NOT_APPLICABLE;
    d->not_assessed += outcome == PA_NOT_ASSESSED;
}

static void score_domain(struct result *r, struct domain_result *d)
{
    struct tally t = {0};
    for (uint32_t i = d->domain->first; i < d->domain->first + d->domain->count; i++) {
        add(&t, r->pack, &r->requirements[i]);
        count_outcome(d, r->requirements[i].outcome);
    }
    d->points = t.points;
    d->of = t.of;
    d->score = per_cent(r->pack, &t);
    d->rating = rate(r->arena, r->pack, &t, d->score, &d->why);
}

/* The weighted mean of the domains that have a score. */
static double mean_of_domains(const struct result *r)
{
    double sum = 0, weights = 0;
    for (uint32_t i = 0; i < r->domain_count; i++)
        if (!isnan(r->domains[i].score)) {
            sum += r->domains[i].score * r->domains[i].domain->weight;
            weights += r->domains[i].domain->weight;
        }
    return weights > 0 ? sum / weights : NAN;
}

void score_result(struct result *r)
{
    struct tally t = {0};
    for (uint32_t i = 0; i < r->domain_count; i++)
        score_domain(r, &r->domains[i]);
    for (uint32_t i = 0; i < r->requirement_count; i++)
        add(&t, r->pack, &r->requirements[i]);
    bool mean = r->pack->domain_mean || r->pack->model == SCORING_DEFAULT;
    r->points = t.points;
    r->of = t.of;
    r->score = mean ? mean_of_domains(r) : per_cent(r->pack, &t);
    double all = t.of + t.open;
    r->low = isnan(r->score) ? NAN : t.open > 0 ? 100 * t.points / all : r->score;
    r->high = isnan(r->score) ? NAN : t.open > 0 ? 100 * (t.points + t.open) / all : r->score;
    r->rating = rate(r->arena, r->pack, &t, r->score, &r->why);
    r->incomplete |= t.not_assessed > 0;
}

/* The tally of the requirements from `first` on that are not waived. */
static struct tally tally_unwaived(const struct result *r, uint32_t first, uint32_t count)
{
    struct tally t = {0};
    for (uint32_t i = first; i < first + count; i++)
        if (!r->requirements[i].waiver)
            add(&t, r->pack, &r->requirements[i]);
    return t;
}

void score_waived(struct result *r)
{
    struct waived *w = &r->waived;
    struct tally t = tally_unwaived(r, 0, r->requirement_count);
    w->points = t.points;
    w->of = t.of;
    w->score = per_cent(r->pack, &t);
    if (r->pack->domain_mean || r->pack->model == SCORING_DEFAULT) {
        double sum = 0, weights = 0;
        for (uint32_t i = 0; i < r->domain_count; i++) {
            const struct domain *d = r->domains[i].domain;
            struct tally of = tally_unwaived(r, d->first, d->count);
            if (of.of <= 0)
                continue;
            sum += per_cent(r->pack, &of) * d->weight;
            weights += d->weight;
        }
        w->score = weights > 0 ? sum / weights : NAN;
    }
    w->rating = rate(r->arena, r->pack, &t, w->score, &w->why);
}
