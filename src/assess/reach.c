/* See reach.h. Many places are asked about the same few concepts: the units that hold a hit become
 * bits, and of the hits only those that can be context are left to be looked at one by one. */
#include "assess/reach.h"

struct reach {
    enum scope scope;
    struct reach *next; /* of the same concept at another scope */
    uint64_t *units;    /* a bit for each unit with a hit */
    uint32_t *contexts; /* sentences with a hit that can be context, each once */
    uint32_t context_count;
};

static uint32_t most_units(const struct evaluation *e)
{
    uint32_t n = e->units.sentence_count;
    n = e->units.clause_count > n ? e->units.clause_count : n;
    return e->doc->sections.n > n ? (uint32_t)e->doc->sections.n : n;
}

static struct reach *work_out(struct evaluation *e, uint32_t concept, enum scope scope)
{
    struct hits hits = scan_hits(e->scan, concept);
    struct reach *r = arena_alloc(e->shared, sizeof *r);
    r->scope = scope;
    r->units = arena_array(e->shared, most_units(e) / 64 + 1, sizeof *r->units);
    r->contexts = arena_array(e->shared, hits.n + 1, sizeof *r->contexts);
    for (uint32_t i = 0; i < hits.n; i++) {
        uint32_t s = hits.v[i].sentence;
        uint32_t unit = units_of(&e->units, scope, s, hits.v[i].first);
        r->units[unit / 64] |= UINT64_C(1) << unit % 64;
        bool again = r->context_count && r->contexts[r->context_count - 1] == s;
        if (e->units.may_be_context[s] && !again)
            r->contexts[r->context_count++] = s;
    }
    return r;
}

bool reach_holds(struct evaluation *e, uint32_t concept, enum scope scope, const struct match *m)
{
    struct reach *r = e->reaches[concept];
    while (r && r->scope != scope)
        r = r->next;
    if (!r) {
        r = work_out(e, concept, scope);
        r->next = e->reaches[concept];
        e->reaches[concept] = r;
    }
    uint32_t unit = units_of(&e->units, scope, m->sentence, m->first);
    if (r->units[unit / 64] >> unit % 64 & 1)
        return true;
    for (uint32_t i = 0; i < r->context_count; i++)
        if (units_is_context(&e->units, scope, r->contexts[i], m->sentence))
            return true;
    return false;
}
