/* One pass over a plan for the literals of all regexes: which sentences each regex is tried on. It
 * may name too many sentences, never too few. */
#ifndef MATCH_PREFILTER_H
#define MATCH_PREFILTER_H

#include "base/mem.h"
#include "doc/doc.h"
#include "rules/literal.h"

struct prefilter; /* of a program; immutable */

/* `literals[i]` are those of regex i; they must live as long as the prefilter, which lives in
 * `arena`. */
struct prefilter *prefilter_new(
    struct arena *arena, const struct literals *literals, uint32_t count);

struct candidates {
    uint32_t *v; /* sentences, ascending; free with xfree() */
    size_t n, room;
};
/* Fills `out[i]` for each regex that has literals; the others stay empty. */
void prefilter_run(const struct prefilter *, const struct doc *, struct candidates *out);

#endif
