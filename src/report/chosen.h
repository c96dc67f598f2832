/* How the pack of a plan was chosen. */
#ifndef REPORT_CHOSEN_H
#define REPORT_CHOSEN_H

#include "assess/assess.h"
#include "base/buf.h"
#include "base/json.h"

/* One sentence for people, not escaped; nothing when the pack was named. */
void chosen_sentence(const struct result *, struct buf *out);
/* The object "detection" of the results; NULL when the pack was named. */
struct json *chosen_json(const struct result *);

#endif
