/* Where a span of a plan stands, and its words, as all reports give them. */
#ifndef REPORT_PLACE_H
#define REPORT_PLACE_H

#include "assess/assess.h"
#include "base/buf.h"
#include "doc/doc.h"

struct place {
    uint32_t page;         /* 0: the plan has no pages */
    uint32_t line, column; /* from 1 */
};

struct place place_of(const struct doc *, uint32_t at);
/* "page 41, line 388", or "line 388" without pages. */
void place_print(const struct doc *, uint32_t at, struct buf *out);
/* The span's own text, trimmed, line ends as blanks. */
void place_quote(const struct doc *, uint32_t at, uint32_t end, struct buf *out);
/* The same cut to LIMIT_QUOTE_BYTES, with an ellipsis where it was cut: a defect may be quoted with
 * a whole table row. Not escaped. */
void place_quote_short(const struct doc *, uint32_t at, uint32_t end, struct buf *out);
/* The beginning of the span of at most LIMIT_QUOTE_BYTES: moves `*at` past white space and returns
 * the end, less than that of the span (trimmed) when it was cut. */
uint32_t place_cut(const struct doc *, uint32_t *at, uint32_t *end);
/* place_quote() for people: a run of blanks is one blank, safe for a terminal. */
void place_quote_plain(const struct doc *, uint32_t at, uint32_t end, struct buf *out);
/* The title of a section as quoted text; "" for the whole plan. */
void place_section_title(const struct doc *, uint32_t section, struct buf *out);
/* The section of a place: DOC_NONE when the plan has none. */
uint32_t place_section(const struct doc *, uint32_t at);

/* The i-th piece of evidence that reports show of a criterion: what counts, or what is weak when
 * the criterion is; at most LIMIT_EVIDENCE, no place twice. NULL past the end. */
const struct candidate *place_evidence(const struct criterion_result *, uint32_t i);
/* Does the criterion (by its index) bear on the outcome? A note does only when its cap decided. */
bool place_matters(const struct requirement_result *, uint32_t criterion);

#endif
