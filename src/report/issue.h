/* What a result has to say against a plan, one after the other: the requirements that are not
 * (fully) met, then the defects. All reports of findings walk the same list. */
#ifndef REPORT_ISSUE_H
#define REPORT_ISSUE_H

#include "assess/assess.h"
#include "base/buf.h"

struct issue {
    const char *rule, *severity, *fingerprint;
    const struct requirement_result *requirement; /* NULL: a defect */
    const struct finding *defect;                 /* NULL: a requirement */
    bool placed;                                  /* at and end say where; false: nowhere */
    uint32_t at, end;
    const struct waiver *waiver; /* that holds for it; NULL */
    enum standing standing;      /* beside the baseline */
};

/* The issue at or after `*i`, which then stands behind it: begin with 0. False when there is none
 * left, or the plan was not read. */
bool issue_next(const struct result *, uint32_t *i, struct issue *);
/* The same for one requirement, whatever its outcome. */
void issue_of(const struct requirement_result *, struct issue *);
/* What is wrong, on one line; text of packs and plans, not escaped. */
void issue_message(const struct issue *, struct buf *out);
/* Do lines of the results count in the file itself? In DOCX, ODT and PDF they do not. */
bool issue_has_source_lines(const struct result *);

#endif
