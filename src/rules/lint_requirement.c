/* Requirements under lint: what a reader needs, outcomes that cannot come about, and examples. */
#include <string.h>

#include "rules/lint.h"
#include "rules/names.h"

static void lint_words(struct lint *l, const struct requirement *r)
{
    if (!r->statement)
        LINT_ERROR(l, "lint.statement", r, "add <statement>",
            "\"%s\" does not say what it requires", r->id);
    if (!r->recommendation)
        LINT_ERROR(l, "lint.recommendation", r, "add <recommendation>",
            "\"%s\" does not say what to do when it is not met", r->id);
    if (r->source == RULES_NONE)
        LINT_ERROR(l, "lint.source", r, "add source=\"...\" and cite=\"...\"",
            "\"%s\" names no source", r->id);
    else if (!r->cite)
        LINT_WARNING(
            l, "lint.cite", r, "add cite=\"...\"", "\"%s\" names no place in its source", r->id);
}

static bool in_road(const struct road *road, uint32_t criterion)
{
    for (uint32_t i = 0; i < road->count; i++)
        if (road->criteria[i] == criterion)
            return true;
    return false;
}

static bool needs_all_of(const struct requirement *r, const struct road *road)
{
    for (uint32_t i = 0; i < r->criterion_count; i++)
        if (r->criteria[i].need == NEED_REQUIRED && !in_road(road, i))
            return false;
    return true;
}

/* A road is of use only where it needs less than the plain way. */
static void lint_roads(struct lint *l, const struct requirement *r)
{
    for (uint32_t i = 0; i < r->road_count; i++) {
        const struct road *road = &r->roads[i];
        uint32_t optional = 0;
        for (uint32_t c = 0; c < r->criterion_count; c++)
            optional += r->criteria[c].need == NEED_OPTIONAL && in_road(road, c);
        if (r->met_optional != RULES_NONE && needs_all_of(r, road) && optional >= r->met_optional)
            LINT_WARNING(l, "lint.road", r, "take the road out",
                "road %u of \"%s\" needs no less than met without it", i + 1, r->id);
        for (uint32_t k = 0; k < i; k++)
            if (r->roads[k].count == road->count &&
                memcmp(r->roads[k].criteria, road->criteria, road->count * sizeof(uint32_t)) == 0)
                LINT_WARNING(l, "lint.road", r, "keep one of them",
                    "roads %u and %u of \"%s\" are the same", k + 1, i + 1, r->id);
    }
}

/* Caps that cannot act, or that contradict what is needed. */
static void lint_caps(struct lint *l, const struct requirement *r)
{
    for (uint32_t i = 0; i < r->cap_count; i++) {
        const struct cap *cap = &r->caps[i];
        const struct criterion *c = &r->criteria[cap->criterion];
        if (!cap->without && c->need == NEED_REQUIRED && !r->road_count)
            LINT_ERROR(l, "lint.cap", c, "make the criterion a note, or turn the cap round",
                "met needs \"%s\", but with it the outcome is at most %s", c->id,
                cap->outcome == PA_PARTIAL ? "partial" : "not-met");
        else if (!cap->without && c->need == NEED_GATE)
            LINT_ERROR(l, "lint.cap", c, "make the criterion a note, or turn the cap round",
                "\"%s\" is a gate, so its cap always acts: nothing can be met", c->id);
        else if (cap->without && c->need == NEED_REQUIRED && cap->outcome == PA_PARTIAL &&
                 !cap->unless_count && !r->road_count)
            LINT_WARNING(l, "lint.cap", c, "take the cap out",
                "met needs \"%s\" anyway: the cap changes nothing", c->id);
        for (uint32_t k = 0; k < i; k++)
            if (r->caps[k].criterion == cap->criterion && r->caps[k].without == cap->without &&
                !r->caps[k].unless_count && !cap->unless_count)
                LINT_WARNING(l, "lint.cap", c, "keep the stricter one",
                    "two caps hang on \"%s\" in the same way", c->id);
    }
}

/* Is the check switched off by the pack? */
static bool is_off(const struct pack *pack, const char *rule)
{
    for (uint32_t i = 0; rule && i < pack->defect_count; i++)
        if (!strcmp(pack->defects[i].rule, rule))
            return !strcmp(pack->defects[i].severity, "off");
    return false;
}

static void lint_defect_caps(struct lint *l, const struct requirement *r)
{
    for (uint32_t i = 0; i < r->defect_cap_count; i++) {
        const struct defect_cap *cap = &r->defect_caps[i];
        if (is_off(l->pack, cap->rule))
            LINT_WARNING(l, "lint.cap", r, "take the cap out, or the \"off\" in <defects>",
                "a cap hangs on %s, which the pack switches off", cap->rule);
        if (cap->outcome == PA_MET && !l->pack->defect_cap_count)
            LINT_WARNING(l, "lint.cap", r, "take the cap out",
                "a cap to \"met\" lifts a cap of the pack, but there is none");
        for (uint32_t k = 0; k < i; k++)
            if (r->defect_caps[k].rule == cap->rule)
                LINT_WARNING(l, "lint.cap", r, "keep the stricter one", "two caps hang on %s",
                    defect_cap_name(cap));
    }
}

static bool lifts_cap(const struct cap *cap, uint32_t criterion)
{
    for (uint32_t i = 0; i < cap->unless_count; i++)
        if (cap->unless[i] == criterion)
            return true;
    return false;
}

static bool is_named(const struct requirement *r, uint32_t criterion)
{
    for (uint32_t i = 0; i < r->cap_count; i++)
        if (r->caps[i].criterion == criterion || lifts_cap(&r->caps[i], criterion))
            return true;
    for (uint32_t i = 0; i < r->road_count; i++)
        if (in_road(&r->roads[i], criterion))
            return true;
    return false;
}

static void lint_needs(struct lint *l, const struct requirement *r)
{
    for (uint32_t i = 0; i < r->criterion_count; i++) {
        const struct criterion *c = &r->criteria[i];
        if (c->need == NEED_NOTE && !is_named(r, i))
            LINT_WARNING(l, "lint.note", c, "name it in a road or a cap, or take it out",
                "no road and no cap names the note \"%s\"", c->id);
        for (uint32_t k = 0; k < i; k++)
            if (strcmp(r->criteria[k].title, c->title) == 0)
                LINT_WARNING(l, "lint.title", c, "say how they differ",
                    "\"%s\" has the title of \"%s\"", c->id, r->criteria[k].id);
    }
}

/* ---- examples ---- */
static bool lists(const uint32_t *list, uint32_t count, uint32_t criterion)
{
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == criterion)
            return true;
    return false;
}

static void lint_example(struct lint *l, const struct requirement *r, const struct example *e)
{
    for (uint32_t i = 0; e->expect == EXPECT_MET && i < r->criterion_count; i++)
        if (r->criteria[i].need == NEED_REQUIRED && !r->road_count &&
            lists(e->missing, e->missing_count, i))
            LINT_ERROR(l, "lint.example", e, "correct expect or missing",
                "the example is met, but lacks \"%s\", which met needs", r->criteria[i].id);
    for (uint32_t i = 0; i < r->example_count && &r->examples[i] < e; i++)
        if (strcmp(r->examples[i].text, e->text) == 0)
            LINT_WARNING(l, "lint.example", e, "take one out",
                "the example stands in line %u already", r->examples[i].line);
}

void lint_examples(struct lint *l, const struct requirement *r)
{
    if (r->included && r->example_count && r->examples[0].file == r->file)
        return; /* as they are in the included pack: it is linted by itself */
    uint32_t kinds[4] = {0}, wanted = r->level == PA_MUST ? 2 : 1;
    for (uint32_t i = 0; i < r->example_count; i++) {
        kinds[r->examples[i].expect]++;
        lint_example(l, r, &r->examples[i]);
    }
    for (int k = 0; k < 4; k++)
        if (kinds[k] < wanted)
            LINT_ERROR(l, "lint.examples", r,
                arena_printf(l->arena, "add <example expect=\"%s\">", expectation_words[k]),
                "\"%s\" has %u example%s of the kind %s, but a \"%s\" needs %u", r->id, kinds[k],
                kinds[k] == 1 ? "" : "s", expectation_words[k], level_words[r->level], wanted);
    for (uint32_t c = 0; c < r->criterion_count && r->example_count; c++) {
        bool named = false;
        for (uint32_t i = 0; i < r->example_count; i++)
            named = named || lists(r->examples[i].found, r->examples[i].found_count, c) ||
                    lists(r->examples[i].missing, r->examples[i].missing_count, c);
        if (!named)
            LINT_WARNING(l, "lint.untested", &r->criteria[c],
                "name it in found=\"...\" or missing=\"...\" of an example",
                "no example names the criterion \"%s\"", r->criteria[c].id);
    }
}

void lint_requirements(struct lint *l)
{
    for (uint32_t i = 0; i < l->pack->requirement_count; i++) {
        const struct requirement *r = &l->pack->requirements[i];
        lint_words(l, r);
        lint_needs(l, r);
        lint_roads(l, r);
        lint_caps(l, r);
        lint_defect_caps(l, r);
        lint_examples(l, r);
    }
}
