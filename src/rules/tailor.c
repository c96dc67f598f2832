/* A wrapper pack changes the pack that it includes: weights, levels, bounds, words. Each change
 * hits something and says why, and is kept for the reports; one that hits nothing is an error,
 * because a region would believe that it acts. */
#include <string.h>

#include "base/buf.h"
#include "rules/load.h"
#include "rules/names.h"
#include "rules/tailor.h"

void tailor_note(struct loader *l, const struct xml_node *node, const char *change,
    const char *target, const char *from, const char *to)
{
    const char *why = xml_attr(node, "why");
    struct tailoring t = {change, arena_strdup(l->arena, target ? target : ""),
        arena_strdup(l->arena, from), arena_strdup(l->arena, to),
        arena_strdup(l->arena, why ? why : "")};
    VEC_PUSH(&l->tailoring, t);
}

/* Unless the attribute has been an error of its own: there were `errors` before. */
static void say_same(
    struct loader *l, const struct xml_node *node, const char *attribute, size_t errors)
{
    if (l->file->errors > errors)
        return;
    load_error(l, node, attribute, "pack.tailoring", "take the change out: it changes nothing",
        "that is what the included pack says already");
}

/* The requirement that `id` names; NULL and an error when there is none, or none any more. */
static struct requirement *find(struct tailor *t, const struct xml_node *node, const char *id)
{
    struct loader *l = t->l;
    void *known = map_get(l->requirement_ids, id, strlen(id));
    const char *attribute = load_attr(l, node, "criterion") ? "criterion" : "requirement";
    if (!known) {
        load_error(l, node, attribute, "pack.unknown-requirement",
            load_advice_map(l, l->requirement_ids, id), "there is no requirement \"%s\"", id);
        return NULL;
    }
    size_t i = (uintptr_t)known - 1;
    if (!t->skipped[i])
        return &l->requirements.v[i];
    load_error(l, node, attribute, "pack.tailoring", "take this change or the <skip> out",
        "the requirement \"%s\" is skipped", id);
    return NULL;
}

struct requirement *tailor_requirement(struct tailor *t, const struct xml_node *node)
{
    const char *id = load_attr(t->l, node, "requirement");
    return id ? find(t, node, id) : NULL;
}

struct criterion *tailor_criterion(
    struct tailor *t, const struct xml_node *node, struct requirement **requirement)
{
    struct loader *l = t->l;
    const char *path = load_attr(l, node, "criterion"), *slash = path ? strchr(path, '/') : NULL;
    if (path && !slash)
        load_error(l, node, "criterion", "pack.tailoring",
            "\"planassure rules show\" tells the criteria of a requirement",
            "write it as requirement/criterion");
    if (!slash)
        return NULL;
    *requirement = find(t, node, arena_copy(l->arena, path, (size_t)(slash - path)));
    if (!*requirement)
        return NULL;
    const char **ids = arena_array(l->arena, (*requirement)->criterion_count + 1u, sizeof *ids);
    for (uint32_t i = 0; i < (*requirement)->criterion_count; i++) {
        ids[i] = (*requirement)->criteria[i].id;
        if (strcmp(ids[i], slash + 1) == 0)
            return &(*requirement)->criteria[i];
    }
    load_error(l, node, "criterion", "pack.unknown-criterion", load_advice_words(l, ids, slash + 1),
        "the requirement \"%s\" has no criterion \"%s\"", (*requirement)->id, slash + 1);
    return NULL;
}

static struct domain *find_domain(struct loader *l, const struct xml_node *node)
{
    uint32_t i = load_ref(l, node, "domain", l->domain_ids, "domain");
    return i == RULES_NONE ? NULL : &l->pack->domains[i];
}

static void change_weight(struct tailor *t, const struct xml_node *node)
{
    struct loader *l = t->l;
    bool domain = load_attr(l, node, "domain");
    if (domain == (load_attr(l, node, "requirement") != NULL)) {
        load_error(l, node, NULL, "pack.tailoring", "write requirement=\"id\" or domain=\"id\"",
            "<weight> names one thing");
        return;
    }
    struct domain *d = domain ? find_domain(l, node) : NULL;
    struct requirement *r = domain ? NULL : tailor_requirement(t, node);
    if (!d && !r)
        return;
    double *weight = d ? &d->weight : &r->weight;
    size_t errors = l->file->errors;
    double to = load_number(l, node, "to", *weight, 0, 1000);
    if (to == *weight) {
        say_same(l, node, "to", errors);
        return;
    }
    tailor_note(l, node, "weight", d ? d->id : r->id, arena_printf(l->arena, "%g", *weight),
        arena_printf(l->arena, "%g", to));
    *weight = to;
}

static void change_level(struct tailor *t, const struct xml_node *node)
{
    struct requirement *r = tailor_requirement(t, node);
    if (!r)
        return;
    size_t errors = t->l->file->errors;
    enum pa_level to = (enum pa_level)load_word(t->l, node, "to", level_words, r->level);
    if (to == r->level) {
        say_same(t->l, node, "to", errors);
        return;
    }
    tailor_note(t->l, node, "level", r->id, level_name(r->level), level_name(to));
    r->level = to;
}

static void skip(struct tailor *t, const struct xml_node *node)
{
    struct requirement *r = tailor_requirement(t, node);
    if (!r)
        return;
    tailor_note(t->l, node, "skip", r->id, r->title, NULL);
    t->skipped[r - t->l->requirements.v] = true;
}

static void change_line(
    struct loader *l, const struct xml_node *node, const char *name, double *line, bool *hit)
{
    if (!load_attr(l, node, name))
        return;
    size_t errors = l->file->errors;
    double to = load_number(l, node, name, *line, 0, 100);
    if (to == *line) {
        say_same(l, node, name, errors);
        return;
    }
    tailor_note(l, node, "rating", name, arena_printf(l->arena, "%g %%", *line),
        arena_printf(l->arena, "%g %%", to));
    *line = to;
    *hit = true;
}

static void change_lines(struct tailor *t, const struct xml_node *node)
{
    struct loader *l = t->l;
    struct pack *p = l->pack;
    bool hit = false;
    size_t errors = l->file->errors;
    change_line(l, node, "red-below", &p->red_below, &hit);
    change_line(l, node, "red-must-not-met", &p->red_must_not_met, &hit);
    change_line(l, node, "green-from", &p->green_from, &hit);
    if (!hit && l->file->errors == errors)
        load_error(l, node, NULL, "pack.tailoring", "set red-below, red-must-not-met or green-from",
            "<rating-lines> sets no line");
    if (p->green_from > 0 && p->green_from < p->red_below)
        load_error(l, node, NULL, "pack.rating", "green begins above red",
            "green-from (%g) lies below red-below (%g)", p->green_from, p->red_below);
}

/* Takes the skipped requirements out; the domains close up. */
static void close_up(struct tailor *t)
{
    struct loader *l = t->l;
    size_t to = 0;
    for (uint32_t d = 0; d < l->pack->domain_count; d++) {
        struct domain *domain = &l->pack->domains[d];
        uint32_t first = (uint32_t)to;
        for (uint32_t i = domain->first; i < domain->first + domain->count; i++)
            if (!t->skipped[i])
                l->requirements.v[to++] = l->requirements.v[i];
        domain->first = first;
        domain->count = (uint32_t)to - first;
    }
    l->requirements.n = to;
}

void tailor(struct loader *l, const struct xml_node *root)
{
    static const struct {
        const char *element;
        void (*apply)(struct tailor *, const struct xml_node *);
    } changes[] = {{"weight", change_weight}, {"level", change_level}, {"skip", skip},
        {"bound", tailor_bound}, {"instead", tailor_instead}, {"rating-lines", change_lines},
        {"restate", tailor_restate}};
    struct tailor t = {
        .l = l, .skipped = arena_array(l->arena, l->requirements.n + 1, sizeof *t.skipped)};
    for (const struct xml_node *n = xml_first(root); n; n = xml_next(n))
        for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
            if (xml_is(n, changes[i].element))
                changes[i].apply(&t, n);
    close_up(&t);
    if (!l->tailoring.n)
        load_error(l, root, NULL, "pack.tailoring", "name the included pack itself with -p",
            "the wrapper changes nothing");
}
