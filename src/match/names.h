/* People by name in a plan: "Dr A. Field", "J Marsh", "Alma Reed will ...". Which words are titles,
 * which never are a part of a name and which stand before or after one is data of the language
 * pack: the concepts name.title, name.not-first, name.not-last, name.before and name.after. */
#ifndef MATCH_NAMES_H
#define MATCH_NAMES_H

#include "match/scan.h"

/* Adds all of them. */
void names_find(struct scan *, uint32_t concept, uint32_t member, struct hit_list *out);

#endif
