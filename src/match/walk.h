/* One pass of the trie over the tokens: where each plain sequence stands. */
#ifndef MATCH_WALK_H
#define MATCH_WALK_H

#include "match/program.h"
#include "match/tokens.h"

struct place {
    uint32_t first, last; /* tokens, of one sentence */
};

struct places {
    struct place *v; /* by terminal, then in order of `first` */
    uint32_t *first; /* of each terminal; and one more: the count */
    uint32_t terminals;
    uint32_t longest; /* no place has more tokens */
    bool limit;       /* LIMIT_PLACES was reached: more are missing */
};

/* Short forms that the plan explains count as their long form too. `words` are the scan's. Free
 * with places_clear(). */
void places_find(struct places *, const struct program *, const struct doc *, const struct tokens *,
    struct words *words);
void places_clear(struct places *);

#endif
