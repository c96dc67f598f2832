/* The arithmetic of figures as people write them: what two figures that ought to be one say. */
#ifndef ASSESS_AGREEMENT_H
#define ASSESS_AGREEMENT_H

#include "assess/tests.h"

/* Half of the last place that a value was written to: 50000 for "1.2m", 500 for "350k", 0.5 for a
 * figure written out in full ("541,000"): whoever writes out a sum adds it up to the pound. */
double figure_slack(const struct doc *, const struct value *);

/* How a stated figure stands to one that was worked out. Figures so far apart that they hardly mean
 * the same thing are not compared (-1): they are no contradiction. */
int figures_compare(double stated, double computed, double slack);

/* A whole figure that can be compared: no range, not damaged, not the number of a page. */
bool figure_is_whole(const struct value *);

/* Whole, and not "about" or "up to": what may be held against another figure. */
bool figure_is_exact(const struct value *);

/* A whole sum of pounds, of a size that plans speak of, that is no rate. */
bool figure_is_amount(const struct value *);

/* The unit of a value at a scope; false where it stands in no evidence. */
bool figure_unit(struct evaluation *, enum scope, uint32_t value, uint32_t *unit);

/* Emits a match at a value's place with others as its parts. `list` stays under LIMIT_MATCHES. */
void agreement_emit(struct evaluation *, uint32_t value, const uint32_t *parts, uint32_t count,
    struct match_list *list);

/* The tests of figures="rate", "parts" and "table". */
void agreement_rates(struct evaluation *, const struct test *, struct match_list *list);
void agreement_parts(struct evaluation *, const struct test *, struct match_list *list);
void agreement_tables(struct evaluation *, const struct test *, struct match_list *list);

#endif
