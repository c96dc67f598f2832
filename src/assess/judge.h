/* A result beside what assessors decided: their outcomes take the place of the program's, which are
 * kept beside them, and all figures are computed again from the agreed outcomes. */
#ifndef ASSESS_JUDGE_H
#define ASSESS_JUDGE_H

#include "assess/assess.h"
#include "review/judgements.h"

struct diag;

/* Once for a result that was assessed, before review_apply(); the result borrows the judgements.
 * Nothing is applied to a plan of another SHA-256. A judgement of a requirement that the pack has
 * not, or that adds words that do not stand in the plan, is not applied. Each of these is told as a
 * warning. */
void judge_apply(struct result *, const struct judgements *, struct diag *);

#endif
