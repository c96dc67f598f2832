/* See steps.h. It reads results as they were written, so that what it says fits the report. */
#include "server/steps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"

const char *steps_reason(const char *gap)
{
    return strstr(gap, " (found, but ");
}

static unsigned work_of(const struct step *s)
{
    return s->firmer + 2 * s->absent;
}

static double points_of(const struct step *s)
{
    double score = isnan(s->requirement->score) ? 0 : s->requirement->score;
    return s->requirement->weight * (1 - score);
}

static int compare(const void *left, const void *right)
{
    const struct step *a = left, *b = right;
    if (a->needed != b->needed)
        return a->needed ? -1 : 1;
    if (work_of(a) != work_of(b))
        return work_of(a) < work_of(b) ? -1 : 1;
    if (points_of(a) != points_of(b))
        return points_of(a) > points_of(b) ? -1 : 1;
    return a->requirement < b->requirement ? -1 : 1;
}

struct step *steps_of(const struct plan_record *plan, struct arena *arena, size_t *count)
{
    struct step *steps = arena_array(arena, plan->requirement_count + 1, sizeof *steps);
    size_t n = 0;
    for (uint32_t i = 0; i < plan->requirement_count; i++) {
        const struct requirement_record *r = &plan->requirements[i];
        if (r->outcome != PA_PARTIAL && r->outcome != PA_NOT_MET)
            continue;
        struct step *s = &steps[n++];
        *s = (struct step){.requirement = r, .needed = r->level != PA_MAY};
        for (uint32_t k = 0; k < r->gap_count; k++)
            *(steps_reason(r->gaps[k]) ? &s->firmer : &s->absent) += 1;
    }
    sort_stable(steps, n, sizeof *steps, compare);
    *count = n;
    return steps;
}

size_t steps_needed(const struct step *steps, size_t count)
{
    size_t n = 0;
    while (n < count && steps[n].needed)
        n++;
    return n;
}
