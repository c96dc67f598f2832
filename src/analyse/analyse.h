/* Document to richer document: passes in a fixed order, each of which marks and never deletes. */
#ifndef ANALYSE_ANALYSE_H
#define ANALYSE_ANALYSE_H

#include "doc/doc.h"

/* Runs all passes in order. `organisation` (NULL: told from the title and front matter) names the
 * plan's own organisation. */
void analyse(struct doc *doc, const char *organisation);

#endif
