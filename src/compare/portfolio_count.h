/* What is common to the plans of a pack. Private to compare/. */
#ifndef COMPARE_PORTFOLIO_COUNT_H
#define COMPARE_PORTFOLIO_COUNT_H

#include "compare/portfolio.h"

/* Fills everything of the pack that is counted over its plans. */
void portfolio_count(struct arena *, struct site_pack *);

#endif
