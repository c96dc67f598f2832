/* Which pack is a plan for? The cues of all packs are looked for in the first part of the plan and
 * in its headings. Points: the weight of a cue, three times in the title and the first lines, twice
 * on the first pages and in headings, once elsewhere; each cue counts once, at its best place. A
 * pack is chosen when it has the points that it asks for and leads by DETECT_LEAD. A structured
 * plan states its type: a type that one pack alone knows decides. */
#ifndef MATCH_DETECT_H
#define MATCH_DETECT_H

#include <stdbool.h>
#include <stdint.h>

#include "doc/doc.h"
#include "rules/heads.h"

#define DETECT_LEAD 3

struct cue_found {
    const struct detect_cue *cue;
    const char *phrase; /* of the pack; for a date NULL */
    double points;
    uint32_t at, end; /* in the plan's text: the sentence or line of the cue, cut to
                         LIMIT_CUE_QUOTE; DOC_NONE when it has no place */
};

struct detection {
    const struct pack_head *chosen; /* NULL: none fits, or several do */
    const struct pack_head *first;  /* the one with the most points; NULL: none has any */
    const struct pack_head *second; /* the next one; NULL: no other has points */
    double score, second_score;
    bool stated;            /* the plan states its type outright */
    struct cue_found *cues; /* of `first`: most points first, then in the plan's order */
    uint32_t count;
};

/* Everything is in the arena or borrowed from the heads. */
void detect(struct arena *, const struct pack_heads *, const struct doc *, struct detection *out);

#endif
