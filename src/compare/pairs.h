/* Which plan of one run is the other submission of which plan of another. Private to compare/. */
#ifndef COMPARE_PAIRS_H
#define COMPARE_PAIRS_H

#include "compare/diff.h"

/* Fills plans (before, now, matched), count and what is left over, in the order of the second run.
 * A key pairs two plans when it is theirs alone in both runs: nothing is guessed between several.
 */
void pairs_find(struct diff *, enum match);
/* The key of a plan as it is compared: lower case, blanks run together; NULL when it has none. */
const char *pairs_key(struct arena *, const struct plan_record *, enum match);

#endif
