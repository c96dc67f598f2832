/* Outcome by accounting: required criteria, enough of the optional ones, other roads, caps; the
 * gaps in words come from the same count. */
#ifndef ASSESS_OUTCOME_H
#define ASSESS_OUTCOME_H

#include "assess/assess.h"

/* Decides outcome, score, why and gaps from the criteria's states. Strings live in `arena`; `text`
 * is the plan's, which the evidence points into. */
void outcome_decide(
    struct requirement_result *, struct arena *arena, const char *pack_id, const char *text);

#endif
