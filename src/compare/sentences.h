/* The sentences of a comparison, the same in text, Markdown and HTML. Private to compare/. Nothing
 * is escaped. */
#ifndef COMPARE_SENTENCES_H
#define COMPARE_SENTENCES_H

#include "base/buf.h"
#include "compare/diff.h"

enum sentence { SENTENCE_FOUND, SENTENCE_MISSING, SENTENCE_WAIVED, SENTENCE_DO };
/* One thing to say about a requirement, "" when there is nothing; returns its label: "Missing: ".
 */
const char *sentences_about(const struct requirement_change *, enum sentence, struct buf *out);
/* "Weekend appointments (must): not met before, met now". */
void sentences_outcome(struct buf *out, const struct requirement_change *);
/* The outcomes alone: "not met before, met now". */
void sentences_outcomes(struct buf *out, const struct requirement_change *);
/* "page 4, line 9: "quote"". */
void sentences_quote(struct buf *out, const struct place_record *);
/* "Answered: 3 recommendations". */
void sentences_heading(struct buf *out, enum change, size_t count);
/* "12 recommendations before: 3 answered, ...". */
void sentences_summary(struct buf *out, const struct plan_diff *);
/* What is met in both: how many, and on what; "" when nothing is. */
void sentences_kept(struct buf *out, const struct plan_diff *);
/* Of a requirement that rests on other words: the first that is new (`now`) or no longer there; ""
 * when there is none. */
void sentences_other(struct buf *out, const struct requirement_change *, bool now);
/* "Defects inside the plan: 1 new, 2 still there, 3 gone". */
void sentences_defects(struct buf *out, const struct plan_diff *);
/* "plan.docx, written 2017-02-14, pack gpfv-2017 1.0.0 (0123456789ab)". */
void sentences_submission(struct buf *out, const struct plan_record *);
/* Why two plans cannot be compared. */
void sentences_unread(struct buf *out, const struct plan_diff *);

#endif
