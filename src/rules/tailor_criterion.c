/* What a wrapper changes inside a requirement: the bound of a criterion's value, a concept that is
 * taken instead of another, its words and examples. When a criterion asks for something else than
 * before, the included pack's examples prove nothing any more: they go, and the wrapper says its
 * own. */
#include <string.h>

#include "base/buf.h"
#include "rules/tailor.h"

static const char *value_words(struct loader *l, const struct value_test *t, double bound)
{
    struct value v = {.kind = t->kind, .lo = bound, .hi = bound, .per = t->per};
    struct buf out;
    v.per_count = t->per ? t->per_count : 0;
    buf_init(&out, 1000);
    value_print(&v, &out);
    const char *text = arena_strdup(l->arena, buf_str(&out));
    buf_clear(&out);
    return text;
}

/* "at least 30 minutes, at most 44 minutes" */
static const char *bound_words(struct loader *l, const struct value_test *t)
{
    bool date = t->kind == VALUE_DATE;
    const char *lower = t->has_min ? value_words(l, t, t->min) : "";
    const char *upper = t->has_max ? value_words(l, t, t->max) : "";
    if (!t->has_min && !t->has_max)
        return "no bound";
    return arena_printf(l->arena, "%s%s%s%s%s", t->has_min ? date ? "from " : "at least " : "",
        lower, t->has_min && t->has_max ? ", " : "", t->has_max ? date ? "by " : "at most " : "",
        upper);
}

/* The values of a test tree, in the order of the file. */
static void collect(struct test *t, struct value_test **out, uint32_t room, uint32_t *n)
{
    if (t->kind == TEST_VALUE || t->kind == TEST_SERIES) {
        if (*n < room)
            out[*n] = &t->value;
        (*n)++;
    }
    for (uint32_t i = 0; i < t->child_count; i++)
        collect(&t->children[i], out, room, n);
}

/* The examples of the included pack say what its criteria mean, not what the wrapper's do. */
static void drop_examples(const struct loader *l, struct requirement *r)
{
    if (r->example_count && strcmp(r->examples[0].file, l->file->path) != 0)
        r->example_count = 0;
}

static void restate_criterion(struct loader *l, const struct xml_node *node, struct criterion *c)
{
    const char *title = load_attr(l, node, "title"), *missing = load_attr(l, node, "missing");
    c->title = title ? title : c->title;
    c->missing = missing ? missing : title ? title : c->missing;
}

void tailor_bound(struct tailor *t, const struct xml_node *node)
{
    struct loader *l = t->l;
    struct requirement *r;
    struct criterion *c = tailor_criterion(t, node, &r);
    struct value_test *values[64];
    uint32_t n = 0, which = load_count(l, node, "value", 0, 64);
    if (!c)
        return;
    collect(&c->test, values, 64, &n);
    if (!n || n > 64) {
        load_error(l, node, "criterion", "pack.tailoring",
            "<instead> takes another concept for one that it names",
            n ? "the criterion has too many values" : "the criterion has no value of its own");
        return;
    }
    if (which > n || (n > 1 && !which)) {
        load_error(l, node, which ? "value" : "criterion", "pack.tailoring",
            arena_printf(l->arena, "say which: value=\"1\" to value=\"%u\", as they stand", n),
            "the criterion has %u value%s", n, n == 1 ? "" : "s");
        return;
    }
    struct value_test *v = values[which ? which - 1 : 0];
    const char *before = bound_words(l, v);
    size_t errors = l->file->errors;
    if (!load_new_bounds(l, node, v)) {
        if (l->file->errors == errors)
            load_error(l, node, NULL, "pack.tailoring", arena_printf(l->arena, "it is: %s", before),
                "<bound> changes no bound");
        return;
    }
    drop_examples(l, r);
    restate_criterion(l, node, c);
    tailor_note(l, node, "bound", load_attr(l, node, "criterion"), before, bound_words(l, v));
}

/* Takes `to` for `from` in all has-tests; how often. */
static uint32_t replace(struct loader *l, struct test *t, uint32_t from, uint32_t to)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->concept_count; i++)
        if (t->concepts[i] == from) {
            t->concepts[i] = to;
            n++;
        }
    for (uint32_t i = 0; i < t->child_count; i++)
        n += replace(l, &t->children[i], from, to);
    return n;
}

void tailor_instead(struct tailor *t, const struct xml_node *node)
{
    struct loader *l = t->l;
    struct requirement *r;
    struct criterion *c = tailor_criterion(t, node, &r);
    uint32_t from = load_ref(l, node, "concept", l->concept_ids, "concept");
    uint32_t to = load_ref(l, node, "take", l->concept_ids, "concept");
    if (!c || from == RULES_NONE || to == RULES_NONE)
        return;
    if (from == to || !replace(l, &c->test, from, to)) {
        load_error(l, node, from == to ? "take" : "concept", "pack.tailoring",
            from == to ? "name another concept" : "\"planassure rules show\" tells which it names",
            from == to ? "that changes nothing" : "the criterion does not name that concept");
        return;
    }
    drop_examples(l, r);
    restate_criterion(l, node, c);
    tailor_note(l, node, "concept", load_attr(l, node, "criterion"), load_attr(l, node, "concept"),
        load_attr(l, node, "take"));
}

/* A text of the requirement said anew: notes it. */
static bool restate(struct loader *l, const struct xml_node *node, const char *id, const char *name,
    const char **text)
{
    const struct xml_node *child = child_named(node, name);
    if (!child)
        return false;
    const char *to = load_text(l, child);
    if (*text && strcmp(to, *text) == 0) {
        load_error(l, child, NULL, "pack.tailoring", "take it out: it changes nothing",
            "that is what the included pack says already");
        return true;
    }
    tailor_note(l, node, "wording", id, *text, to);
    *text = to;
    return true;
}

static void restate_examples(struct loader *l, const struct xml_node *node, struct requirement *r)
{
    l->criterion_ids = map_new();
    for (uint32_t i = 0; i < r->criterion_count; i++)
        map_set(l->criterion_ids, r->criteria[i].id, strlen(r->criteria[i].id),
            (void *)(uintptr_t)(i + 1u));
    r->example_count = 0;
    load_examples(l, node, r);
    map_free(l->criterion_ids);
    l->criterion_ids = NULL;
}

void tailor_restate(struct tailor *t, const struct xml_node *node)
{
    struct loader *l = t->l;
    struct requirement *r = tailor_requirement(t, node);
    bool examples = child_named(node, "example");
    if (!r)
        return;
    bool any = restate(l, node, r->id, "title", &r->title);
    any |= restate(l, node, r->id, "statement", &r->statement);
    any |= restate(l, node, r->id, "recommendation", &r->recommendation);
    if (examples)
        restate_examples(l, node, r);
    else if (!any && (l->flags & RULES_WITH_EXAMPLES)) /* without them they are not to be seen */
        load_error(l, node, NULL, "pack.tailoring",
            "add a title, statement, recommendation or examples", "<restate> says nothing");
}
