/* Outcome by accounting: required criteria, enough of the optional ones, other roads, caps; the
 * gaps in words come from the same count. */
#ifndef ASSESS_OUTCOME_H
#define ASSESS_OUTCOME_H

#include "assess/assess.h"

/* Decides outcome, score, why and gaps from the criteria's states. Strings live in `arena`. */
void outcome_decide(struct requirement_result *, struct arena *arena, const char *pack_id);

#endif
