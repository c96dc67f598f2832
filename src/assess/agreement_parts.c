/* Parts that make a total: amounts of one unit, one of which is the sum of those beside it, where a
 * word says that there is a total. */
#include "assess/agreement.h"

#include "base/limits.h"

#define SLIP 1.15 /* parts further from their total than this are no slip of the pen */

enum { MOST_IN = 24 /* amounts of one unit */ };

static uint32_t nearest_amount(
    const struct evaluation *e, const uint32_t *v, uint32_t n, const struct hit *word)
{
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        const struct value *a = &e->doc->values.v[v[i]];
        uint32_t gap = a->at >= word->end           ? a->at - word->end
                       : word->at >= a->at + a->len ? word->at - (a->at + a->len)
                                                    : 0;
        if (gap < least) {
            least = gap;
            best = i;
        }
    }
    return best;
}

/* Is amount `at` of the list the nearest one to a word for a total in its unit? MOST_IN for `at`:
 * is there such a word at all? */
static bool total_is_said(struct evaluation *e, const struct test *t, uint32_t unit,
    const uint32_t *v, uint32_t n, uint32_t at)
{
    for (uint32_t c = 0; c < t->concept_count; c++) {
        struct hits hits = scan_hits(e->scan, t->concepts[c]);
        for (uint32_t i = 0; i < hits.n; i++)
            if (units_of(&e->units, t->within, hits.v[i].sentence, hits.v[i].first) == unit &&
                (at == MOST_IN || nearest_amount(e, v, n, &hits.v[i]) == at))
                return true;
    }
    return false;
}

/* The best verdict on amount `at` as the sum of a run of its neighbours, if no worse than near. Of
 * two amounts one may be twice the other: "two halves of £300,000 make £600,000". */
static int run_verdict(const struct evaluation *e, const uint32_t *v, uint32_t n, uint32_t at)
{
    const struct value *values = e->doc->values.v, *total = &values[v[at]];
    int best = -1;
    for (int step = -1; step <= 1; step += 2) {
        double sum = 0, slack = figure_slack(e->doc, total);
        for (int64_t i = (int64_t)at + step; i >= 0 && i < (int64_t)n; i += step) {
            const struct value *part = &values[v[i]];
            sum += part->lo;
            slack += figure_slack(e->doc, part);
            bool one = i == (int64_t)at + step;
            if (one && n > 2)
                continue;
            int verdict = figures_compare(total->lo, one ? 2 * sum : sum, slack);
            if (verdict >= 0 && verdict < AGREEMENT_DIFFERS && (best < 0 || verdict < best))
                best = verdict;
        }
    }
    return best;
}

/* Three exact amounts or more of which the first or the last is said to be the total, and nearly is
 * the total of the others. */
static bool outer_differs(struct evaluation *e, const struct test *t, uint32_t unit,
    const uint32_t *v, uint32_t n, uint32_t *at)
{
    for (uint32_t end = 0; end < 2 && n >= 3; end++) {
        double sum = 0, total = 0;
        bool exact = true;
        for (uint32_t i = 0; i < n; i++) {
            const struct value *part = &e->doc->values.v[v[i]];
            *(i == (end ? n - 1 : 0) ? &total : &sum) += part->lo;
            exact &= figure_is_exact(part);
        }
        *at = end ? n - 1 : 0;
        if (exact && total < sum * SLIP && sum < total * SLIP &&
            total_is_said(e, t, unit, v, n, *at))
            return true;
    }
    return false;
}

static void judge_parts(struct evaluation *e, const struct test *t, const uint32_t *v, uint32_t n,
    uint32_t unit, struct match_list *list)
{
    uint32_t at = 0;
    int verdict = -1;
    if (n < 2 || !total_is_said(e, t, unit, v, n, MOST_IN))
        return;
    for (uint32_t i = 0; i < n && verdict != AGREEMENT_AGREES; i++) {
        int run = run_verdict(e, v, n, i);
        if (run >= 0 && (verdict < 0 || run < verdict)) {
            verdict = run;
            at = i;
        }
    }
    if (verdict < 0 && outer_differs(e, t, unit, v, n, &at))
        verdict = AGREEMENT_DIFFERS;
    if (verdict == (int)t->verdict)
        agreement_emit(e, v[at], v, n, list);
}

void agreement_parts(struct evaluation *e, const struct test *t, struct match_list *list)
{
    uint32_t v[MOST_IN], n = 0, unit = 0, other;
    for (uint32_t i = 0; i < e->doc->values.n; i++) {
        if (!figure_is_amount(&e->doc->values.v[i]) || !figure_unit(e, t->within, i, &other))
            continue;
        if (n && other != unit) {
            judge_parts(e, t, v, n, unit, list);
            n = 0;
        }
        unit = other;
        if (n < MOST_IN)
            v[n++] = i;
    }
    judge_parts(e, t, v, n, unit, list);
}
