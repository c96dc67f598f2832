/* The parts of the HTML report of one plan. */
#ifndef REPORT_HTML_REPORT_H
#define REPORT_HTML_REPORT_H

#include "assess/assess.h"
#include "base/buf.h"
#include "report/html.h"

/* Requirements by domain, then defects, then notes on reading. `plan` is the plan's number, for
 * anchors ("p1-access"). */
void html_domains(struct buf *out, const struct result *, size_t plan);
void html_defects(struct buf *out, const struct result *, size_t plan);
void html_notes(struct buf *out, const struct result *, size_t plan);

#endif
