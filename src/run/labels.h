/* Label files: what assessors said of a plan, so that a team can measure its rules on its own
 * judgements. The form is described by schemas/labels.schema.json. */
#ifndef RUN_LABELS_H
#define RUN_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "planassure.h"

struct diag;

struct label {
    const char *requirement;
    enum pa_outcome outcome; /* PA_NOT_MET, PA_PARTIAL or PA_MET */
    bool trap;               /* the plan holds text that only looks like evidence */
    const char **quotes;     /* of the evidence, traps not among them left out: all as labelled */
    uint32_t quote_count;
};

struct labels {
    const char *path, *plan, *framework;
    struct label *labels; /* scored ones only: not disputed, not not-applicable */
    uint32_t count;
    const char **defects; /* a quote each */
    uint32_t defect_count;
};

/* Is the file a label file, by its name ("....labels.json")? */
bool labels_name(const char *path);
/* Reads one into `arena`; NULL and a message with the place when it is wrong. */
struct labels *labels_load(struct arena *, const char *path, struct diag *);

#endif
