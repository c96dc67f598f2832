/* One plan of the results. Private to results/. */
#ifndef RESULTS_PLAN_H
#define RESULTS_PLAN_H

#include "results/read.h"
#include "results/results.h"

/* In the reader's arena; never NULL. Whether it could be read is `failed` of the reader. */
struct plan_record *plan_read(struct reader *, const struct json *);

#endif
