/* How firmly a clause speaks, and why it may not count: from the cue words of the language, the
 * marks of its block and who speaks. Worked out once per clause. */
#ifndef ASSESS_GRADE_H
#define ASSESS_GRADE_H

#include "assess/assess.h"
#include "assess/units.h"

struct grade {
    bool known;    /* worked out */
    bool marked;   /* a cue of its own decided the strength */
    bool existing; /* it tells how things stand or stood */
    bool system;   /* several organisations or the system speak */
    enum pa_strength strength;
    enum void_reason reason;  /* VOID_NOT when it counts */
    uint32_t cue_at, cue_end; /* the words that decided; equal: none */
};

enum cue {
    CUE_COMMITTED,
    CUE_PLANNED,
    CUE_ASPIRATIONAL,
    CUE_EXISTING,
    CUE_PAST,
    CUE_NEGATION,
    CUE_RECITAL,
    CUE_OTHERS,
    CUE_CONDITION,
    CUE_PLACEHOLDER,
    CUE_OPEN,
    CUE_NEED,
    CUE_DONE_STATUS,
    CUES
};

struct grader {
    const struct doc *doc;
    struct scan *scan;
    const struct units *units;
    struct grade *grades;      /* by clause */
    uint32_t *first_cue[CUES]; /* by clause: index of the first hit of the cue in it; DOC_NONE */
    struct hits cues[CUES];
};

void grader_init(
    struct grader *, struct arena *, const struct units *, struct scan *, const struct pack *);
/* A grader that knows the same cues, for another thread; the grades that it works out lie in
 * `arena`. */
void grader_copy(struct grader *, struct arena *arena, const struct grader *from);
/* The grade of the words [first, last]: their clause's, less what only touches other words. */
struct grade grader_at(struct grader *, uint32_t first, uint32_t last);

#endif
