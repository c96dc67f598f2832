/* How criteria make an outcome: what met and partial need, other roads to met, caps. */
#include <string.h>

#include "rules/load.h"
#include "rules/names.h"

static uint32_t count_need(const struct requirement *r, enum need need)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->criterion_count; i++)
        n += r->criteria[i].need == need;
    return n;
}

static void load_roads(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    r->roads = arena_array(l->arena, count_named(node, "road"), sizeof *r->roads);
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!xml_is(n, "road"))
            continue;
        struct road *road = &r->roads[r->road_count];
        road->criteria = load_refs(l, n, "criteria", l->criterion_ids, "criterion", &road->count);
        r->road_count += road->count > 0;
    }
}

static void load_caps(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    static const char *const outcomes[] = {"not-met", "partial", NULL};
    r->caps = arena_array(l->arena, count_named(node, "cap"), sizeof *r->caps);
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!xml_is(n, "cap"))
            continue;
        bool with = load_attr(l, n, "criterion"), without = load_attr(l, n, "without");
        if (with == without) {
            load_error(l, n, NULL, "pack.cap",
                "write criterion=\"id\" (when it is met) or without=\"id\" (when it is not)",
                with ? "<cap> names two criteria" : "<cap> names no criterion");
            continue;
        }
        struct cap *cap = &r->caps[r->cap_count];
        cap->without = without;
        cap->criterion =
            load_ref(l, n, with ? "criterion" : "without", l->criterion_ids, "criterion");
        cap->unless = load_refs(l, n, "unless", l->criterion_ids, "criterion", &cap->unless_count);
        cap->outcome = load_word(l, n, "outcome", outcomes, 1) == 1 ? PA_PARTIAL : PA_NOT_MET;
        cap->why = load_attr(l, n, "why");
        cap->why = cap->why ? cap->why : "";
        r->cap_count += cap->criterion != RULES_NONE;
    }
}

static void check_numbers(struct loader *l, const struct xml_node *node,
    const struct xml_node *place, const struct requirement *r)
{
    uint32_t required = count_need(r, NEED_REQUIRED), optional = count_need(r, NEED_OPTIONAL);
    if (r->met_optional != RULES_NONE && r->met_optional > optional)
        load_error(l, place, "optional", "pack.outcome", "ask for fewer, or add optional criteria",
            "met needs %u optional criteria, but there are %u", r->met_optional, optional);
    if (r->partial > required + optional && required + optional)
        load_error(l, place, "partial", "pack.outcome", "ask for fewer",
            "partial needs %u criteria, but %u count", r->partial, required + optional);
    if (required == 0 && r->met_optional == 0 && r->criterion_count)
        load_error(l, node, NULL, "pack.outcome",
            "make a criterion required, or write <outcome optional=\"1\"> or a <road>",
            "met needs nothing: every plan would meet it");
}

void load_outcome(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    static const char *const systems[] = {"met", "partial", NULL};
    const struct xml_node *outcome = child_named(node, "outcome");
    r->partial = 1;
    if (outcome) {
        r->met_optional = load_count(l, outcome, "optional", 0, 1000);
        r->partial = load_count(l, outcome, "partial", 1, 1000);
        r->weak_partial = load_yes(l, outcome, "weak", false);
        r->system_partial = load_word(l, outcome, "system", systems, 0) == 1;
        if (r->partial == 0)
            load_error(l, outcome, "partial", "pack.outcome", "write at least 1",
                "partial cannot need nothing");
        load_roads(l, outcome, r);
        load_caps(l, outcome, r);
    }
    if (r->road_count && r->met_optional == 0 && count_need(r, NEED_REQUIRED) == 0)
        r->met_optional = RULES_NONE;
    check_numbers(l, node, outcome ? outcome : node, r);
}
