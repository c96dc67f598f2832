/* Plans as a table. */
#ifndef SERVER_PLAN_LIST_H
#define SERVER_PLAN_LIST_H

#include <stddef.h>

#include "base/buf.h"
#include "register/register.h"

void plan_list(struct buf *, const struct submission *, size_t count);
/* What people call a plan: its title, else the name of its file. */
const char *plan_name(const struct submission *);
/* The rating as a coloured word, or how far the check is. */
void plan_standing(struct buf *, const struct submission *);

#endif
