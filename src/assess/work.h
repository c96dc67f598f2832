/* The work of an assessment that is more than a look: the defects, and every criterion of every
 * requirement. */
#ifndef ASSESS_WORK_H
#define ASSESS_WORK_H

#include "assess/assess.h"

/* Fills the findings of a result and its requirements, but for their outcomes. With two threads or
 * more a second one helps where the plan is long enough; what is found is the same. */
void work_do(struct result *, const struct program *, unsigned threads);

#endif
