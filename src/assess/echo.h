/* Guidance pasted in: a sentence that repeats the requirement's own text is no answer to it. */
#ifndef ASSESS_ECHO_H
#define ASSESS_ECHO_H

#include "assess/tests.h"

/* Windows of words of a requirement's statement and recommendation, as hashes. */
struct echo {
    uint64_t *windows;
    uint32_t n;
    uint64_t filter[64]; /* a bit for each window: most sentences are turned away by it */
};

void echo_prepare(struct echo *, struct arena *, const struct requirement *);
/* The hash of the window that begins at each token of a plan; those that begin too near the end
 * mean nothing. In the arena; for evaluation->echo_windows. */
const uint64_t *echo_windows(
    struct arena *, const struct doc *, const struct token *tokens, uint32_t count);
/* Does the sentence share a run of ECHO_WORDS words with the requirement's text? */
bool echo_heard(const struct echo *, const struct evaluation *, uint32_t sentence);

#endif
