/* Totals in running text. Private to defects/. */
#ifndef DEFECTS_SUMS_H
#define DEFECTS_SUMS_H

#include "defects/inspect.h"

/* "£40k and £80k, £120k altogether": part of defect.table-total. */
void prose_totals(struct inspection *);

#endif
