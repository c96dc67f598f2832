/* The heads of the installed packs: what each pack.xml says of the plans that it is for. Reading
 * them is cheap, so that the pack of a plan can be chosen before any pack is loaded. */
#ifndef RULES_HEADS_H
#define RULES_HEADS_H

#include <stddef.h>

#include "rules/rules.h"

struct pack_head {
    const char *id, *title, *plan_type; /* title and plan_type may be NULL */
    struct detect detect;
};
struct pack_heads {
    struct pack_head *v; /* sorted by id */
    uint32_t n;
    const char *wrong; /* the id of a pack whose head is left out; NULL: all were read */
};

/* Reads pack.xml of every pack in `data_folder`/rules; all is in the arena. A head that is wrong is
 * left out, with messages. */
void pack_heads_load(
    struct arena *, const char *data_folder, struct diag *, struct pack_heads *out);

#endif
