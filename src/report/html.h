/* The parts of the HTML report. All take plain text and escape it. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "assess/assess.h"
#include "base/buf.h"

extern const char html_style[]; /* the whole style sheet; holds no "<" */

void html_text(struct buf *out, const char *text);
/* A coloured word; `name` is its class, a rating, an outcome or a severity. */
void html_tag(struct buf *out, const char *name, const char *words, bool big);
/* Requirements by domain, then defects, then notes on reading. `plan` is the plan's number, for
 * anchors ("p1-access"). */
void html_domains(struct buf *out, const struct result *, size_t plan);
void html_defects(struct buf *out, const struct result *, size_t plan);
void html_notes(struct buf *out, const struct result *, size_t plan);

#endif
