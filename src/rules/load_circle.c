/* Concepts that use concepts: none may come back to itself, and no chain may be long. A walk in
 * depth first order; its own depth is the limit, and finished concepts remember how deep they go.
 */
#include <string.h>

#include "base/limits.h"
#include "rules/load.h"

struct walk {
    struct loader *l;
    uint8_t *state; /* 0 new, 1 on the way, 2 done */
    uint8_t *depth; /* steps below a concept */
};

static void walk_concept(struct walk *, uint32_t concept, uint32_t depth);

static void walk_to(struct walk *w, uint32_t from, uint32_t line, uint32_t to, uint32_t depth)
{
    struct loader *l = w->l;
    const struct concept *c = &l->concepts.v[from];
    bool deep = w->state[to] == 0 && depth >= LIMIT_CONCEPT_DEPTH;
    if (w->state[to] == 0 && !deep)
        walk_concept(w, to, depth + 1);
    uint8_t below = (uint8_t)(w->depth[to] + 1);
    if (w->depth[from] < below)
        w->depth[from] = below;
    l->file = load_file_of(l, c->file);
    if (w->state[to] == 1)
        load_error_line(l, line, "pack.circle", "take one of the references out",
            "the concept \"%s\" uses itself through \"%s\"", l->concepts.v[to].id, c->id);
    else if (deep || below == LIMIT_CONCEPT_DEPTH)
        load_error_line(l, line, "pack.too-deep", "use fewer steps from concept to concept",
            "concepts that use concepts go deeper than %d", LIMIT_CONCEPT_DEPTH);
}

static void walk_concept(struct walk *w, uint32_t concept, uint32_t depth)
{
    const struct concept *c = &w->l->concepts.v[concept];
    w->state[concept] = 1;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct member *m = &c->members[i];
        size_t len = 0;
        if (m->kind == MEMBER_USE)
            walk_to(w, concept, m->line, m->use, depth);
        if (m->kind == MEMBER_USE || m->kind >= MEMBER_NAME)
            continue;
        for (const char *at = m->text; (at = phrase_reference(at, &len)); at += len) {
            void *known = map_get(w->l->concept_ids, at, len);
            if (known)
                walk_to(w, concept, m->line, (uint32_t)((uintptr_t)known - 1), depth);
        }
    }
    w->state[concept] = 2;
}

void load_concept_circles(struct loader *l)
{
    struct walk w = {.l = l,
        .state = arena_alloc(l->arena, l->concepts.n + 1),
        .depth = arena_alloc(l->arena, l->concepts.n + 1)};
    for (uint32_t i = 0; i < l->concepts.n; i++)
        if (w.state[i] == 0)
            walk_concept(&w, i, 1);
}
