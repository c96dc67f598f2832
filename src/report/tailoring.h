/* The differences of a wrapper pack from the pack that it includes. */
#ifndef REPORT_TAILORING_H
#define REPORT_TAILORING_H

#include "base/buf.h"
#include "base/json.h"
#include "rules/rules.h"

/* "Differences from gpfv-2017 1.0.0 (General Practice Forward View plans of CCGs)", not escaped;
 * nothing when the pack is no wrapper. */
void tailoring_title(const struct pack *, struct buf *out);
/* "access.capacity weighs 5, not 3 (the region asks for more)", not escaped. */
void tailoring_sentence(const struct tailoring *, struct buf *out);
/* "population = 120000 people (given), year = 2017 (default)", not escaped: the parameters that
 * have a value; nothing when none has. */
void parameters_sentence(const struct pack *, struct buf *out);
/* Adds "base" and "tailoring" to the object of the pack, when it is a wrapper. */
void tailoring_json(const struct pack *, struct json *pack);

#endif
