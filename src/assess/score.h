/* Scores and ratings: XCCDF's models (NIST IR 7275 r4, tables 40 and 41) with partial credit, and a
 * rating that is argued in a sentence. */
#ifndef ASSESS_SCORE_H
#define ASSESS_SCORE_H

#include "assess/assess.h"

/* Fills the domains' and the plan's scores, ratings and reasons from the requirements' outcomes. */
void score_result(struct result *);
/* The plan's figures once more, without the requirements that are waived, into `waived`. */
void score_waived(struct result *);

#endif
