/* Ratings, outcomes and levels as people read them. */
#ifndef SERVER_WORDS_H
#define SERVER_WORDS_H

#include "planassure.h"

const char *words_rating(enum pa_rating);      /* "green: fully assured" */
const char *words_rating_kind(enum pa_rating); /* for html_tag(): "amber-green" */
const char *words_outcome(enum pa_outcome);    /* "partly met" */
const char *words_outcome_kind(enum pa_outcome);
const char *words_level(enum pa_level); /* "required" */

#endif
