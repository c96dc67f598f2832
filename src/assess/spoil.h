/* Defects that touch what an outcome rests on. A finding touches a place when one of its own places
 * overlaps its sentence or row, or lies in its table where the cap says so. A criterion is spoiled
 * when every place that counts for it is touched: what stands elsewhere, unharmed, is enough. */
#ifndef ASSESS_SPOIL_H
#define ASSESS_SPOIL_H

#include "assess/assess.h"

struct findings {
    const struct finding *v;
    uint32_t count;
};

/* The finding that touches the criterion's first place, when the cap spoils the criterion; NULL
 * when it does not. `own`: the cap is the requirement's, and not the pack's, which the
 * requirement's override rule by rule. */
const struct finding *spoil_find(const struct doc *, const struct findings *,
    const struct requirement *, const struct defect_cap *, bool own,
    const struct criterion_result *);
/* "defect.arithmetic on page 2, line 40, against page 3, line 12: what the finding says". */
const char *spoil_describe(const struct doc *, const struct finding *, struct arena *);

#endif
