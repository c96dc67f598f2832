/* The page of a plan that was checked. */
#ifndef SERVER_PLAN_PAGE_H
#define SERVER_PLAN_PAGE_H

#include "register/register.h"
#include "results/results.h"
#include "server/page.h"

void plan_page(
    struct buf *, const struct view *, const struct submission *, const struct plan_record *);

#endif
