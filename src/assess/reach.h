/* How far a look-alike reaches: whether a hit of a concept stands in the unit of a place, or in its
 * context. */
#ifndef ASSESS_REACH_H
#define ASSESS_REACH_H

#include "assess/tests.h"

/* Is the place of the match within reach of a hit of the concept? Worked out once for each concept
 * and scope; kept in the evaluation's arena. */
bool reach_holds(struct evaluation *, uint32_t concept, enum scope, const struct match *);

#endif
