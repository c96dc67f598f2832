/* A rate times a population is an amount. The figures around each rate are tried; with `of` the
 * population may stand anywhere in the plan, but then figures can only agree. */
#include "assess/agreement.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"

#define RATE_MAX       1000.0 /* a dearer rate a head is none */
#define LOOSE_RATE_MAX 20.0   /* what may be a rate without saying so */
#define POPULATION_MIN 500.0  /* people */

enum {
    WINDOW = 40,       /* values looked at on each side of a rate */
    LOOSE_IN = 5,      /* with more figures about, a small sum may fit by chance */
    MOST_IN = 24,      /* amounts and populations of one unit */
    MOST_PEOPLE = 200, /* different populations of a plan that are tried */
    HEADS_ROUNDED = 2, /* "214,600 patients" may be 214,561 */
    BOUND_GAP = 32     /* bytes between a rate and the people whom it counts: "for each of the" */
};

/* The same for a figure that may be a rounded product or head count: its trailing noughts hide up
 * to `places`. */
static double rounded_slack(const struct doc *doc, const struct value *v, int places)
{
    double unit = 1;
    for (int i = 0; i < places && v->lo > 0 && fmod(v->lo, unit * 10) == 0; i++)
        unit *= 10;
    double written = figure_slack(doc, v);
    return unit / 2 > written ? unit / 2 : written;
}

static bool is_population(const struct value *v)
{
    return v->kind == VALUE_NUMBER && figure_is_whole(v) && !v->per && v->lo >= POPULATION_MIN;
}

/* The figures around one, in one unit with it. */
struct company {
    uint32_t amounts[MOST_IN], populations[MOST_IN];
    uint32_t amount_count, population_count;
};

static void company_of(struct evaluation *e, enum scope scope, uint32_t value, struct company *out)
{
    uint32_t unit, other, n = (uint32_t)e->doc->values.n;
    memset(out, 0, sizeof *out);
    if (!figure_unit(e, scope, value, &unit))
        return;
    uint32_t from = value > WINDOW ? value - WINDOW : 0;
    uint32_t stop = n - value > WINDOW ? value + WINDOW : n;
    for (uint32_t i = from; i < stop; i++) {
        const struct value *v = &e->doc->values.v[i];
        bool amount = figure_is_amount(v), population = is_population(v);
        if (i == value || !(amount || population) || !figure_unit(e, scope, i, &other) ||
            other != unit)
            continue;
        if (amount && out->amount_count < MOST_IN)
            out->amounts[out->amount_count++] = i;
        if (population && out->population_count < MOST_IN)
            out->populations[out->population_count++] = i;
    }
}

/* A sum for each person: said to be one, or followed by the people ("£2 for each of the 900"). */
static bool is_rate(const struct evaluation *e, uint32_t value)
{
    const struct value *v = &e->doc->values.v[value];
    if (v->kind != VALUE_MONEY || !figure_is_whole(v) || v->lo <= 0 || v->lo >= RATE_MAX)
        return false;
    if (v->per & VALUE_PER_HEAD)
        return true;
    if (v->per != VALUE_PER_OTHER || value + 1 >= e->doc->values.n)
        return false;
    const struct value *next = &e->doc->values.v[value + 1];
    return is_population(next) && next->at - (v->at + v->len) <= BOUND_GAP &&
           doc_sentence_at(e->doc, next->at) == doc_sentence_at(e->doc, v->at);
}

/* A small sum that is not said to be a rate: it may show that figures agree, never that they differ
 * ("three pounds for each"; "the £3 fund"). */
static bool may_be_rate(const struct value *v)
{
    return v->kind == VALUE_MONEY && figure_is_exact(v) && !v->per && v->lo > 0 &&
           v->lo < LOOSE_RATE_MAX;
}

struct product {
    uint32_t rate;
    struct company near;
    const uint32_t *people; /* the populations that may stand for it */
    uint32_t people_count;
    uint32_t used[3]; /* what the agreement rests on: the rate, a population, a second amount */
    uint32_t used_count;
};

/* The verdict of one stated amount (or of it with the next one, where they are its parts of two
 * years) on the product of the rate and one population. */
static int product_verdict(
    struct evaluation *e, struct product *p, uint32_t amount_index, uint32_t people_index)
{
    const struct value *v = e->doc->values.v, *rate = &v[p->rate];
    const struct value *people = &v[people_index], *a = &v[p->near.amounts[amount_index]];
    double product = value_per_one(rate, rate->lo) * people->lo;
    double slack =
        rounded_slack(e->doc, a, 3) + rate->lo * rounded_slack(e->doc, people, HEADS_ROUNDED);
    int verdict = figures_compare(a->lo, product, slack);
    p->used[0] = p->rate;
    p->used[1] = people_index;
    p->used_count = 2;
    if (verdict == AGREEMENT_AGREES || amount_index + 1 >= p->near.amount_count)
        return verdict;
    uint32_t next = p->near.amounts[amount_index + 1];
    slack += rounded_slack(e->doc, &v[next], 3);
    if (figures_compare(a->lo + v[next].lo, product, slack) != AGREEMENT_AGREES)
        return verdict;
    p->used[p->used_count++] = next;
    return AGREEMENT_AGREES;
}

/* The best verdict of a stated amount over all populations. */
static int amount_verdict(struct evaluation *e, struct product *p, uint32_t amount_index)
{
    int best = -1;
    for (uint32_t i = 0; i < p->people_count; i++) {
        int verdict = product_verdict(e, p, amount_index, p->people[i]);
        if (verdict >= 0 && (best < 0 || verdict < best))
            best = verdict;
        if (verdict == AGREEMENT_AGREES)
            break;
    }
    return best;
}

/* The different populations of the plan that count what the test names, the first MOST_PEOPLE. */
static uint32_t *people_of_plan(struct evaluation *e, const struct test *t, uint32_t *count)
{
    struct value_test counted = {.kind = VALUE_NUMBER, .plain = true, .of = t->value.of};
    const struct value *v = e->doc->values.v;
    uint32_t *out = arena_array(e->arena, MOST_PEOPLE, sizeof *out);
    *count = 0;
    for (uint32_t i = 0; i < e->doc->values.n && *count < MOST_PEOPLE; i++) {
        uint32_t k = 0;
        if (t->value.of == RULES_NONE || !is_population(&v[i]) || !figure_is_exact(&v[i]) ||
            !scan_value_is(e->scan, &counted, i))
            continue;
        while (k < *count && v[out[k]].lo != v[i].lo)
            k++;
        if (k == *count)
            out[(*count)++] = i;
    }
    return out;
}

/* May a difference be held against the plan? One rate, one population, nothing "about". */
static bool may_differ(const struct evaluation *e, const struct product *p, uint32_t amount)
{
    const struct value *v = e->doc->values.v;
    return p->people_count == 1 && figure_is_exact(&v[p->people[0]]) &&
           figure_is_exact(&v[p->rate]) && figure_is_exact(&v[amount]);
}

/* Does another rate stand near by in the unit? Then nobody can say which of them is meant. */
static bool another_rate(struct evaluation *e, const struct test *t, uint32_t rate)
{
    uint32_t unit, other;
    if (!figure_unit(e, t->within, rate, &unit))
        return true;
    uint32_t n = (uint32_t)e->doc->values.n;
    uint32_t stop = n - rate > WINDOW ? rate + WINDOW : n;
    for (uint32_t i = rate > WINDOW ? rate - WINDOW : 0; i < stop; i++)
        if (i != rate && is_rate(e, i) && e->doc->values.v[i].lo != e->doc->values.v[rate].lo &&
            figure_unit(e, t->within, i, &other) && other == unit)
            return true;
    return false;
}

/* The best verdict on a rate and the amounts around it; `*at` is the amount that it rests on. */
static int rate_verdict(
    struct evaluation *e, const struct test *t, struct product *p, bool loose, uint32_t *at)
{
    int best = -1;
    struct product kept = *p;
    if (loose && (p->near.amount_count > LOOSE_IN || p->people_count > LOOSE_IN))
        return -1;
    for (uint32_t i = 0; i < p->near.amount_count && best != AGREEMENT_AGREES; i++) {
        int verdict = amount_verdict(e, p, i);
        if (verdict > AGREEMENT_AGREES && (loose || !may_differ(e, p, p->near.amounts[i])))
            continue;
        if (verdict >= 0 && (best < 0 || verdict < best)) {
            best = verdict;
            kept = *p;
            *at = p->near.amounts[i];
        }
    }
    *p = kept;
    return best > AGREEMENT_AGREES && another_rate(e, t, p->rate) ? -1 : best;
}

void agreement_rates(struct evaluation *e, const struct test *t, struct match_list *list)
{
    uint32_t plan_count, *plan = people_of_plan(e, t, &plan_count);
    bool anywhere = t->value.of != RULES_NONE;
    for (uint32_t r = 0; r < e->doc->values.n; r++) {
        struct product p = {.rate = r};
        bool loose = !is_rate(e, r);
        uint32_t at = 0;
        if (loose && (anywhere || !may_be_rate(&e->doc->values.v[r])))
            continue;
        company_of(e, t->within, r, &p.near);
        p.people = anywhere ? plan : p.near.populations;
        p.people_count = anywhere ? plan_count : p.near.population_count;
        int verdict = rate_verdict(e, t, &p, loose, &at);
        if (verdict == (int)t->verdict)
            agreement_emit(e, at, p.used, p.used_count, list);
    }
}
