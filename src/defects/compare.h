/* Are two statements about one thing? Private to defects/. */
#ifndef DEFECTS_COMPARE_H
#define DEFECTS_COMPARE_H

#include "defects/facts.h"

/* Do the sentences name different years or dates, so that both figures may be right? */
bool other_time(
    const struct inspection *, const struct doc_sentence *, const struct doc_sentence *);
/* Three content words in a row around both counts. */
bool same_description(const struct inspection *, const struct fact *, const struct fact *);
/* Two distances whose paragraphs name the same place and the same kind of destination. */
bool same_journey(const struct inspection *, const struct fact *, const struct fact *);
/* At least `least` words that the plan hardly uses stand near both places. */
bool share_rare_words(const struct inspection *, uint32_t a, uint32_t b, uint32_t least);
/* The figure at `at` as it is written. */
const char *inspect_figure(const struct inspection *, uint32_t at);

/* Dates of one milestone in a table and in the text, and of whole coverage (milestones.c). */
void milestones_check(struct inspection *);

#endif
