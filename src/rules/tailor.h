/* Inside the tailoring of an included pack. */
#ifndef RULES_TAILOR_H
#define RULES_TAILOR_H

#include "rules/load.h"

struct tailor {
    struct loader *l;
    bool *skipped; /* by requirement */
};

/* What an element names; NULL and an error when there is no such thing. */
struct requirement *tailor_requirement(struct tailor *, const struct xml_node *);
struct criterion *tailor_criterion(
    struct tailor *, const struct xml_node *, struct requirement **requirement);

/* <bound>, <instead>, <restate> (tailor_criterion.c). */
void tailor_bound(struct tailor *, const struct xml_node *);
void tailor_instead(struct tailor *, const struct xml_node *);
void tailor_restate(struct tailor *, const struct xml_node *);

#endif
