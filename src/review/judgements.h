/* What people decided about the requirements of one plan: outcomes, comments, evidence struck and
 * added. Data only; assess/judge.c brings it together with a result. */
#ifndef REVIEW_JUDGEMENTS_H
#define REVIEW_JUDGEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planassure.h"

struct arena;
struct diag;

/* Words of the plan. */
struct judged_quote {
    const char *quote,
        *criterion; /* criterion NULL: any (struck), the first that wants it (added) */
    uint32_t near;  /* the quote's offset in the text, of several places this one */
};

struct judgement {
    const char *requirement;
    enum pa_outcome outcome; /* never PA_NOT_ASSESSED */
    const char *by, *when;   /* when: a day */
    const char *comment;     /* "": none */
    struct judged_quote *strike, *add;
    uint32_t strike_count, add_count;
};

struct judgements {
    struct arena *arena;
    const char *file;
    const char *plan; /* SHA-256 of the plan that was judged: of no other they say anything */
    struct judgement *list;
    size_t count;
};

/* Reads the form schemas/judgements.schema.json, strictly. NULL after messages. Free with
 * judgements_free(). */
struct judgements *judgements_read(const char *file, struct diag *);
struct judgements *judgements_parse(const char *text, size_t len, const char *file, struct diag *);
void judgements_free(struct judgements *);

/* Finds the words of `quote` in a text: blanks and line ends run together, and case, accents, and
 * kinds of quotes and dashes do not matter. Of several places the one nearest to `near`. False when
 * they stand nowhere, or the quote is empty. */
bool quote_find(
    const char *text, size_t len, const char *quote, size_t near, size_t *at, size_t *end);

#endif
