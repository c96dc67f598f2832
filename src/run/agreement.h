/* How far results agree with labels: the figures of a comparison, and the words of quotes. */
#ifndef RUN_AGREEMENT_H
#define RUN_AGREEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "planassure.h"

/* Counts of one group of compared requirements (a plan, a requirement, all). */
struct agreement {
    uint32_t table[3][3];            /* labelled x ours: not-met, partial, met */
    uint32_t traps[3];               /* labelled not-met with a trap: ours */
    uint32_t evidence, evidence_hit; /* above not-met on both sides with labelled quotes: and hit */
    uint32_t defects, defects_found, defect_findings;
};

/* Counts one requirement. `hit`: one of our quotes shares six words in a row with a labelled one;
 * `quotes`: there is a labelled quote. */
void agreement_add(struct agreement *, enum pa_outcome labelled, enum pa_outcome ours, bool trap,
    bool quotes, bool hit);
/* Adds the counts of `from`. */
void agreement_join(struct agreement *, const struct agreement *from);

uint32_t agreement_count(const struct agreement *);
/* Share of equal outcomes; NAN when nothing was compared (as all below). */
double agreement_share(const struct agreement *);
/* Cohen's kappa with linear weights over not-met < partial < met (Cohen 1968). */
double agreement_kappa(const struct agreement *);
/* Mean of the F1 of the classes that occur. */
double agreement_macro_f1(const struct agreement *);
/* Labelled not-met, called met (or partial). */
double agreement_false_assurance(const struct agreement *);
double agreement_not_met_called_partial(const struct agreement *);
double agreement_traps_called(const struct agreement *, enum pa_outcome ours);
/* Labelled met, called not-met. */
double agreement_missed(const struct agreement *);
double agreement_evidence_hit(const struct agreement *);

/* Do the two texts share `words` words in a row (letters and digits of ASCII, lower case; fewer
 * when one of them has fewer)? */
bool quotes_share(const char *a, const char *b, uint32_t words);

#endif
