/* Leaves of a test tree (concepts, values) and the union; joins stand in join.c, series in
 * series.c, arithmetic in agreement.c. */
#include "assess/tests.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sort.h"

struct match match_at(struct evaluation *e, uint32_t first, uint32_t last)
{
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    struct grade g = grader_at(&e->grader, first, last);
    return (struct match){.first = first,
        .last = last,
        .sentence = tokens[first].sentence,
        .reason = g.reason,
        .strength = g.strength,
        .existing = g.existing,
        .system = g.system,
        .cue_at = g.cue_at,
        .cue_end = g.cue_end,
        .concept = RULES_NONE,
        .value = DOC_NONE};
}

bool match_is_good(const struct match *m)
{
    return m->reason == VOID_NOT;
}

void match_list_add(struct match_list *list, const struct match *m)
{
    if (list->n >= LIMIT_MATCHES) {
        list->limit = true;
        return;
    }
    list->v = xgrow(list->v, &list->room, list->n + 1, sizeof *list->v);
    list->v[list->n++] = *m;
}

static int by_place(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return (int)x->concept - (int)y->concept;
}

static bool is_sorted(const struct match *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (by_place(&v[i - 1], &v[i]) > 0)
            return false;
    return true;
}

struct matches match_list_take(struct match_list *list, struct arena *arena)
{
    struct matches out = {.n = (uint32_t)list->n, .limit = list->limit};
    if (list->n) {
        if (!is_sorted(list->v, list->n))
            sort_stable(list->v, list->n, sizeof *list->v, by_place);
        out.v = arena_array(arena, list->n, sizeof *out.v);
        memcpy(out.v, list->v, list->n * sizeof *out.v);
    }
    xfree(list->v);
    return out;
}

uint32_t matches_from(const struct matches *m, uint32_t token)
{
    uint32_t low = 0, high = m->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->v[mid].first < token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Moves the lists that hold something to the front, in order: how many they are. */
static uint32_t drop_empty(struct matches *lists, uint32_t count)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++)
        if (lists[i].n)
            lists[left++] = lists[i];
    return left;
}

/* Sorted lists into one sorted list; the lists are used up. */
static struct matches merge(struct arena *arena, struct matches *lists, uint32_t count)
{
    struct matches out = {0};
    uint32_t total = 0;
    for (uint32_t i = 0; i < count; i++) {
        total += lists[i].n;
        out.limit |= lists[i].limit;
    }
    uint32_t left = drop_empty(lists, count);
    if (left <= 1) {
        out.v = left ? lists[0].v : NULL;
        out.n = total;
        return out;
    }
    if (total > LIMIT_MATCHES)
        out.limit = true;
    out.v = arena_array(arena, total + 1, sizeof *out.v);
    while (out.n < total && out.n < LIMIT_MATCHES) {
        struct matches *best = lists;
        for (uint32_t i = 1; i < left; i++)
            if (by_place(lists[i].v, best->v) < 0)
                best = &lists[i];
        out.v[out.n++] = *best->v++;
        if (!--best->n)
            left = drop_empty(lists, left);
    }
    return out;
}

/* The matches of one concept, made once for a plan: many tests ask for the same concepts. */
static struct matches one_concept(struct evaluation *e, uint32_t concept)
{
    struct matches *known = &e->by_concept[concept];
    if (e->concept_known[concept])
        return *known;
    struct hits hits = scan_hits(e->scan, concept);
    known->limit = hits.limit || hits.n > LIMIT_MATCHES;
    known->n = hits.n < LIMIT_MATCHES ? hits.n : LIMIT_MATCHES;
    known->v = arena_array(e->shared, known->n + 1, sizeof *known->v);
    for (uint32_t i = 0; i < known->n; i++) {
        known->v[i] = match_at(e, hits.v[i].first, hits.v[i].last);
        known->v[i].concept = concept;
    }
    if (!is_sorted(known->v, known->n))
        sort_stable(known->v, known->n, sizeof *known->v, by_place);
    e->concept_known[concept] = true;
    return *known;
}

void evaluation_init(struct evaluation *e)
{
    e->by_concept = arena_array(e->shared, e->pack->concept_count + 1, sizeof *e->by_concept);
    e->reaches = arena_array(e->shared, e->pack->concept_count + 1, sizeof(struct reach *));
    e->concept_known = arena_array(e->shared, e->pack->concept_count + 1, sizeof *e->concept_known);
}

static struct matches concept_matches(struct evaluation *e, const struct test *t)
{
    struct matches *lists = arena_array(e->arena, t->concept_count + 1, sizeof *lists);
    for (uint32_t c = 0; c < t->concept_count; c++)
        lists[c] = one_concept(e, t->concepts[c]);
    return merge(e->arena, lists, t->concept_count);
}

static struct matches value_matches(struct evaluation *e, const struct test *t)
{
    struct match_list list = {0};
    for (uint32_t i = 0; i < e->doc->values.n; i++) {
        const struct value *v = &e->doc->values.v[i];
        uint32_t first, last;
        if ((!t->value.any_kind && v->kind != t->value.kind) ||
            !scan_value_is(e->scan, &t->value, i) || !scan_value_tokens(e->scan, i, &first, &last))
            continue;
        struct match m = match_at(e, first, last);
        m.value = i;
        bool past = v->kind == VALUE_DATE && !(v->flags & VALUE_DAMAGED) &&
                    e->doc->written != INT32_MIN && v->hi < e->doc->written;
        if (past) {
            m.existing = true; /* a date already past when the plan was written is history */
            m.strength = PA_MENTIONED;
        }
        match_list_add(&list, &m);
    }
    return match_list_take(&list, e->arena);
}

static struct matches any_matches(struct evaluation *e, const struct test *t)
{
    struct matches *lists = arena_array(e->arena, t->child_count + 1, sizeof *lists);
    for (uint32_t c = 0; c < t->child_count; c++)
        lists[c] = test_matches(e, &t->children[c]);
    return merge(e->arena, lists, t->child_count);
}

struct matches test_matches(struct evaluation *e, const struct test *t)
{
    switch (t->kind) {
    case TEST_HAS:
        return concept_matches(e, t);
    case TEST_VALUE:
        return value_matches(e, t);
    case TEST_ALL:
        return join_all(e, t);
    case TEST_ANY:
        return any_matches(e, t);
    case TEST_SOME:
        return join_some(e, t);
    case TEST_COUNT:
        return join_count(e, t);
    case TEST_SERIES:
        return series_matches(e, t);
    case TEST_AGREEMENT:
        return agreement_matches(e, t);
    case TEST_NONE:
        break;
    }
    return (struct matches){0};
}
