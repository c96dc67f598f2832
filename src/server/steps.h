/* What would move a plan to green, in the order of least work. A rating is green when every must
 * and should requirement is met (and the score above the pack's line): those that are open are the
 * steps. Work is counted in what is missing: a sentence that is there but too weak costs one, one
 * that is not there two. */
#ifndef SERVER_STEPS_H
#define SERVER_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "results/results.h"

struct arena;

struct step {
    const struct requirement_record *requirement;
    unsigned firmer; /* things that stand in the plan, but do not count as they are */
    unsigned absent; /* things that are not there */
    bool needed;     /* for green; false: it raises the score alone */
};

/* The steps in the arena: those that are needed first, each group the least work first, then by the
 * points to be had, then as in the pack. What is not assessed is no step. */
struct step *steps_of(const struct plan_record *, struct arena *, size_t *count);
/* How many of them are needed. */
size_t steps_needed(const struct step *, size_t count);
/* The reason in brackets behind what is missing: "(found, but it is only an intention)"; NULL when
 * it was not found at all. */
const char *steps_reason(const char *gap);

#endif
