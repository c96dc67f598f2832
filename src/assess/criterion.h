/* One criterion over one plan: candidate places, best first, and whether one of them meets it. */
#ifndef ASSESS_CRITERION_H
#define ASSESS_CRITERION_H

#include "assess/echo.h"
#include "assess/tests.h"

/* Fills `out`; everything lives in the evaluation's arena. */
void criterion_evaluate(struct evaluation *, const struct echo *, const struct criterion *,
    struct criterion_result *out);

#endif
