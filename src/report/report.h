/* Result to bytes. A report is a pure function of results: no evaluation, no files, no clock. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stddef.h>

#include "assess/assess.h"
#include "base/buf.h"
#include "planassure.h"

struct report {
    const char *name, *description;
    void (*write)(const struct result *const *results, size_t count,
        const struct pa_report_options *, struct buf *out);
};

/* The i-th report format, NULL past the end; and by name, NULL when unknown. */
const struct report *report_at(size_t i);
const struct report *report_find(const char *name);

#endif
