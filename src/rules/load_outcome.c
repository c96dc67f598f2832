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

/* <cap defect="defect.arithmetic" severity="medium" within="table" outcome="partial" why="..."/>.
 * False when it hangs on something else than defects. */
static bool load_defect_cap(
    struct loader *l, const struct xml_node *n, bool own, struct defect_cap *cap)
{
    static const char *const outcomes[] = {"not-met", "partial", "met", NULL};
    static const enum pa_outcome values[] = {PA_NOT_MET, PA_PARTIAL, PA_MET};
    static const char *const reaches[] = {"sentence", "table", "plan", NULL};
    const char *rule = load_attr(l, n, "defect"), *severity = load_attr(l, n, "severity");
    if (!rule && !severity)
        return false;
    if (rule)
        rule = arena_strdup(
            l->arena, defect_rule_words[load_word(l, n, "defect", defect_rule_words, 0)]);
    if (load_attr(l, n, "unless"))
        load_error(l, n, "unless", "pack.cap", "leave it out", "a cap of defects has no unless");
    uint32_t most = load_word(l, n, "outcome", outcomes, 1);
    if (values[most] == PA_MET && !own)
        load_error(l, n, "outcome", "pack.cap", "leave the cap out",
            "a cap of the whole pack to \"met\" caps nothing");
    const char *why = load_attr(l, n, "why");
    uint32_t within = load_word(l, n, "within", reaches, 0);
    *cap = (struct defect_cap){.rule = rule,
        .severity = load_word(l, n, "severity", severity_words, 3),
        .table = within == 1,
        .plan = within == 2,
        .outcome = values[most],
        .why = why ? why : ""};
    return true;
}

void load_defect_caps(struct loader *l, const struct xml_node *defects)
{
    struct pack *p = l->pack;
    p->defect_cap_count = 0;
    p->defect_caps =
        arena_array(l->arena, count_named(defects, "cap") + 1u, sizeof *p->defect_caps);
    for (const struct xml_node *n = xml_first(defects); n; n = xml_next(n)) {
        if (!xml_is(n, "cap"))
            continue;
        if (load_attr(l, n, "criterion") || load_attr(l, n, "without"))
            load_error(l, n, NULL, "pack.cap", "write it in the <outcome> of the requirement",
                "a cap of the whole pack names a criterion");
        else if (load_defect_cap(l, n, false, &p->defect_caps[p->defect_cap_count]))
            p->defect_cap_count++;
        else
            load_error(l, n, NULL, "pack.cap", "write defect=\"...\" or severity=\"...\"",
                "<cap> names no defect");
    }
}

static void load_caps(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    size_t count = count_named(node, "cap");
    r->caps = arena_array(l->arena, count, sizeof *r->caps);
    r->defect_caps = arena_array(l->arena, count, sizeof *r->defect_caps);
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!xml_is(n, "cap"))
            continue;
        bool with = load_attr(l, n, "criterion"), without = load_attr(l, n, "without");
        bool defect = load_attr(l, n, "defect") || load_attr(l, n, "severity");
        int conditions = with + without + defect;
        if (conditions != 1) {
            load_error(l, n, NULL, "pack.cap",
                "write criterion=\"id\" (when it is met), without=\"id\" (when it is not) or "
                "defect=\"defect.arithmetic\"",
                conditions ? "<cap> hangs on two things"
                           : "<cap> names no criterion and no defect");
            continue;
        }
        if (load_defect_cap(l, n, true, &r->defect_caps[r->defect_cap_count])) {
            r->defect_cap_count++;
            continue;
        }
        if (load_attr(l, n, "within"))
            load_error(
                l, n, "within", "pack.cap", "leave it out", "within is for caps of defects alone");
        static const char *const outcomes[] = {"not-met", "partial", NULL};
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
