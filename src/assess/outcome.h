/* Outcome by accounting: required criteria, enough of the optional ones, other roads, caps; the
 * gaps in words come from the same count. */
#ifndef ASSESS_OUTCOME_H
#define ASSESS_OUTCOME_H

#include "assess/assess.h"
#include "assess/spoil.h"

/* Decides outcome, score, why and gaps from the criteria's states, and from the defects that touch
 * what they rest on. Strings live in `arena`. */
void outcome_decide(struct requirement_result *, struct arena *arena, const struct pack *,
    const struct doc *, const struct findings *);
/* The share and the fingerprint that go with the outcome, whoever decided it. */
void outcome_score(struct requirement_result *, struct arena *arena, const struct pack *);

#endif
