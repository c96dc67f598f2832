/* A result beside what people have decided: marks what is waived and what is new, and tells
 * afterwards which waivers did nothing. Outcomes and scores of the result stay as they are. */
#ifndef ASSESS_REVIEW_H
#define ASSESS_REVIEW_H

#include "assess/assess.h"

/* Once for a result, which borrows the review. */
void review_apply(struct result *, const struct review *);

/* Something that is wrong with a waiver. */
struct waiver_finding {
    const char *rule, *severity; /* "waiver.expired", "waiver.unused", "waiver.unnecessary" */
    const struct waiver *waiver;
    const char *message; /* what it is, and what to do */
};
/* Of all waivers after all plans of a run, in the order of the file; `*count` of them in the arena.
 * `use` is the union of what results say in `waiver_use`. NULL and 0 without waivers, or when no
 * plan was checked (`use` is NULL). */
struct waiver_finding *review_findings(
    struct arena *, const struct review *, const unsigned char *use, size_t *count);

/* A finding of the baseline that is not there any more: the one at or after `*i`, which then stands
 * behind it: begin with 0. NULL when there is none left. */
const struct finding_record *review_absent(const struct result *, size_t *i);
/* How many findings are new, unchanged, updated or (counts[0]) absent. */
void review_count(const struct result *, uint32_t counts[4]);

#endif
