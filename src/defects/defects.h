/* What is wrong inside a plan, whatever is required of it: sums that do not add up, one quantity
 * with two values, references to nothing, dates that cannot be. Each check is a row of a table. A
 * finding shows the places and says why they cannot be right; it changes
 * an outcome only where a pack has a cap for it (assess/spoil.h). */
#ifndef DEFECTS_DEFECTS_H
#define DEFECTS_DEFECTS_H

#include <stdint.h>

#include "doc/doc.h"
#include "review/review.h"
#include "rules/rules.h"

struct finding_place {
    uint32_t at, end; /* a whole sentence or row, as a rule */
};

struct finding { /* a defect inside the plan */
    const char *rule;
    const char *message; /* why it cannot be right, and what to check */
    /* Of the rule and the words of the quotes, not of their places: it survives a new cover page.
     */
    const char *fingerprint;
    const char *severity; /* "high", "medium", "low", "info" */
    uint32_t at, end;
    struct finding_place *related;
    uint32_t related_count;
    const struct waiver *waiver; /* that holds for it; NULL. This and the next: assess/review.c */
    enum standing standing;
};

struct inspection;
struct defect_check {
    const char *rule;     /* "defect.table-total" */
    const char *severity; /* unless the pack or the finding says otherwise */
    const char *description;
    void (*run)(struct inspection *);
};

/* Runs all checks that the pack (may be NULL) does not switch off. The findings are in the arena,
 * in order of place. The plan must have been through the analyse passes. */
struct finding *defects_find(
    const struct doc *, const struct pack *, struct arena *, uint32_t *count);
/* The i-th check, NULL past the end. */
const struct defect_check *defect_check_at(size_t i);

#endif
