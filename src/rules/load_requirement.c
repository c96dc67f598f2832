/* Requirements with their criteria. */
#include <string.h>

#include "rules/load.h"
#include "rules/names.h"

static const char *text_of(struct loader *l, const struct xml_node *node, const char *name)
{
    const struct xml_node *child = child_named(node, name);
    const char *text = child ? load_text(l, child) : NULL;
    return text && *text ? text : NULL;
}

static void load_voids(struct loader *l, const struct xml_node *node, struct criterion *c)
{
    uint32_t room = 0;
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n))
        if (xml_is(n, "void") && xml_attr(n, "concept"))
            room += (uint32_t)strlen(xml_attr(n, "concept")) / 2 + 1;
    c->voids = arena_array(l->arena, room, sizeof *c->voids);
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!xml_is(n, "void"))
            continue;
        uint32_t count, *ids = load_refs(l, n, "concept", l->concept_ids, "concept", &count);
        enum scope within = (enum scope)load_word(l, n, "within", scope_words, SCOPE_SENTENCE);
        const char *why = load_attr(l, n, "why");
        for (uint32_t i = 0; i < count; i++)
            c->voids[c->void_count++] =
                (struct void_rule){.concept = ids[i], .within = within, .why = why ? why : ""};
    }
}

/* The one test of a criterion. */
static void load_criterion_test(struct loader *l, const struct xml_node *node, struct criterion *c)
{
    const struct xml_node *first = NULL;
    bool told = false; /* by the check of the shape: another element stands in its place */
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!is_test(n)) {
            told = told || !xml_is(n, "void");
            continue;
        }
        if (first) {
            load_error(l, n, NULL, "pack.test",
                "put them into <all within=\"sentence\">, or into <any>",
                "a criterion holds one test");
            return;
        }
        first = n;
        load_test(l, n, &c->test, 1);
    }
    if (!first && !told)
        load_error(l, node, NULL, "pack.test", "add <has concept=\"id\"/> or another test",
            "the criterion has no test");
}

static void load_criterion(
    struct loader *l, const struct xml_node *node, bool topic, uint32_t index, struct criterion *c)
{
    c->file = l->file->path;
    c->line = xml_line(node);
    c->id = load_id(l, node, "id");
    c->title = load_attr(l, node, "title");
    c->missing = load_attr(l, node, "missing");
    c->need = (enum need)load_word(l, node, "need", need_words, NEED_REQUIRED);
    c->about =
        (enum about)load_word(l, node, "about", about_words, topic ? ABOUT_WIDE : ABOUT_PLAN);
    c->grade = (enum pa_strength)load_word(l, node, "grade", strength_words, PA_PLANNED);
    c->existing = load_yes(l, node, "existing", false);
    c->id = c->id ? c->id : "";
    c->title = c->title ? c->title : c->id;
    c->missing = c->missing ? c->missing : c->title;
    if (*c->id)
        load_register(l, node, l->criterion_ids, "criterion", c->id, index);
    if (!topic && c->about != ABOUT_PLAN)
        load_error(l, node, "about", "pack.about",
            "add <about> to the requirement, or leave it out",
            "the requirement says no topic that the criterion could be about");
    load_criterion_test(l, node, c);
    load_voids(l, node, c);
}

static void load_criteria(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    bool topic = child_named(node, "about");
    r->criteria = arena_array(l->arena, count_named(node, "criterion"), sizeof *r->criteria);
    for (const struct xml_node *n = xml_first(node); n; n = xml_next(n)) {
        if (!xml_is(n, "criterion"))
            continue;
        load_criterion(l, n, topic, r->criterion_count, &r->criteria[r->criterion_count]);
        r->criterion_count++;
    }
}

static void load_about(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    const struct xml_node *about = child_named(node, "about");
    r->about.kind = TEST_ANY;
    r->about.within = SCOPE_SENTENCE;
    r->about.value.of = RULES_NONE;
    r->about.file = r->file;
    r->about.line = r->line;
    if (!about)
        return;
    load_any(l, about, &r->about, 0);
    r->not_about = load_refs(l, about, "not", l->concept_ids, "concept", &r->not_about_count);
}

static void load_requirement(
    struct loader *l, const struct xml_node *node, uint32_t domain, struct requirement *r)
{
    r->file = l->file->path;
    r->line = xml_line(node);
    r->included = l->wrapper && !l->file->added;
    r->domain = domain;
    r->id = load_id(l, node, "id");
    r->level = (enum pa_level)load_word(l, node, "level", level_words, PA_MUST);
    r->weight = load_number(l, node, "weight", 1, 0, 1000);
    r->source = load_ref(l, node, "source", l->source_ids, "source");
    r->cite = load_attr(l, node, "cite");
    r->title = text_of(l, node, "title");
    r->statement = text_of(l, node, "statement");
    r->recommendation = text_of(l, node, "recommendation");
    r->partial_credit = l->pack->partial_credit;
    if (r->id)
        load_register(
            l, node, l->requirement_ids, "requirement", r->id, (uint32_t)l->requirements.n);
    l->criterion_ids = map_new();
    load_about(l, node, r);
    load_criteria(l, node, r);
    load_outcome(l, node, r);
    load_examples(l, node, r);
    map_free(l->criterion_ids);
    l->criterion_ids = NULL;
}

void load_requirements(struct loader *l, const struct xml_node *root, uint32_t domain)
{
    struct domain *d = &l->pack->domains[domain];
    if (!d->count)
        d->first = (uint32_t)l->requirements.n;
    for (const struct xml_node *n = xml_first(root); n; n = xml_next(n)) {
        struct requirement r = {.source = RULES_NONE};
        if (!xml_is(n, "requirement"))
            continue;
        load_requirement(l, n, domain, &r);
        VEC_PUSH(&l->requirements, r);
        d->count++;
        if (l->file->added)
            tailor_note(l, l->file->added, "add", r.id, NULL, r.title);
    }
}
