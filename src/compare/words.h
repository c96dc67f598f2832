/* How records are put into words, the same in all formats. Private to compare/. Nothing is escaped.
 */
#ifndef COMPARE_WORDS_H
#define COMPARE_WORDS_H

#include "base/buf.h"
#include "results/results.h"

/* "page 41, line 388", "line 388", or nothing when neither is known. */
void words_place(struct buf *out, const struct place_record *);
/* The quote on one line, cut to LIMIT_QUOTE_BYTES with an ellipsis; "" when there is none. */
void words_quote(struct buf *out, const struct place_record *);
/* "71.4 %", or "not scored". */
void words_score(struct buf *out, double score);
/* "amber-green", "unrated". */
const char *words_rating_name(enum pa_rating);
/* What the plan is called: its organisation, else its title, else its path. */
const char *words_plan(const struct plan_record *);
/* "+3.5", "-2.0" or "0.0"; "" when one of the two was not scored. */
void words_change(struct buf *out, double before, double now);
/* "1 recommendation", "2 recommendations". */
void words_count(struct buf *out, size_t n, const char *noun);

#endif
