/* The words of a plan, sentence by sentence. */
#ifndef MATCH_TOKENS_H
#define MATCH_TOKENS_H

#include "match/match.h"
#include "match/words.h"

struct tokens {
    struct token *v;
    size_t n, room;
    uint32_t *first; /* first token of each sentence, and one more: the count */
    uint32_t sentences;
    bool limit; /* LIMIT_TOKENS was reached: the rest of the plan is not read */
};

/* Makes the tokens of all sentences. New words go into `words`, which should be a copy of the
 * program's. Free with tokens_clear(). */
void tokens_read(struct tokens *, const struct doc *, struct words *);
void tokens_clear(struct tokens *);

#endif
