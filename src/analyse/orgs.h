/* Mentions of organisations in a stretch of words, for the two halves of the organisations pass.
 * Private to analyse/. */
#ifndef ANALYSE_ORGS_H
#define ANALYSE_ORGS_H

#include "analyse/words.h"
#include "base/map.h"
#include "doc/doc.h"

/* What is mentioned besides the organisations in doc->orgs (their index). */
#define ORG_GENERIC_OWN    (UINT32_MAX - 1) /* the CCG, the ICB, our practices */
#define ORG_GENERIC_SYSTEM (UINT32_MAX - 2) /* the STP, the CCGs, all partners */
#define ORG_NATIONAL       (UINT32_MAX - 3) /* NHS England and other national bodies */

struct mention {
    size_t first, end; /* words [first, end) */
    uint32_t org;
    bool place; /* only the organisation's place is named */
};

struct orgs {
    struct doc *doc;
    struct map *names;    /* folded name to index + 1 */
    struct map *aliases;  /* short forms the plan explains: folded, to index + 1 */
    uint32_t places[256]; /* by the hash of a place's first word: org index + 1 */
    uint32_t *moved;      /* index when first named to index after orgs_merge() */
    bool counting;
    bool own_is_board; /* the own organisation is an ICB: its system is its own */
    VEC(struct mention) found;
};

void orgs_begin(struct orgs *, struct doc *);
void orgs_end(struct orgs *);
/* Finds the mentions in `w`, in order, into `found`. With `add`, new names are put into doc->orgs.
 */
void orgs_find(struct orgs *, const struct word *w, size_t n, bool add);
/* Makes doc->orgs[i] the plan's own. */
void orgs_own(struct orgs *, uint32_t i);
/* The index of the organisation with that name, DOC_NONE; with `add` it is made. */
uint32_t orgs_index(
    struct orgs *, const char *name, size_t len, enum doc_org_kind, uint32_t at, bool add);
/* Joins names that only differ by words that ran into them. Call it once, when all are known. */
void orgs_merge(struct orgs *);
/* Once all names are known: learns the places and the short forms. */
void orgs_learn(struct orgs *);
/* Folds a name for comparison: lower case, "and" for "&", without NHS, the and kind words. The
 * length is returned; at most `room` bytes. */
size_t orgs_fold(const char *s, size_t len, char *out, size_t room);

/* Second half: who speaks in each sentence. */
void owners_assign(struct orgs *);

#endif
