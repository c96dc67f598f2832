/* Leaves of a test tree (concepts, values) and the union; joins stand in join.c, series in
 * series.c. */
#include "assess/tests.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

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

struct matches match_list_take(struct match_list *list, struct arena *arena)
{
    struct matches out = {.n = (uint32_t)list->n, .limit = list->limit};
    if (list->n) {
        qsort(list->v, list->n, sizeof *list->v, by_place);
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

static struct matches concept_matches(struct evaluation *e, const struct test *t)
{
    struct match_list list = {0};
    for (uint32_t c = 0; c < t->concept_count; c++) {
        struct hits hits = scan_hits(e->scan, t->concepts[c]);
        list.limit |= hits.limit;
        for (uint32_t i = 0; i < hits.n; i++) {
            struct match m = match_at(e, hits.v[i].first, hits.v[i].last);
            m.concept = t->concepts[c];
            match_list_add(&list, &m);
        }
    }
    return match_list_take(&list, e->arena);
}

static struct matches value_matches(struct evaluation *e, const struct test *t)
{
    struct match_list list = {0};
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    for (uint32_t i = 0; i < e->doc->values.n; i++) {
        const struct value *v = &e->doc->values.v[i];
        if ((!t->value.any_kind && v->kind != t->value.kind) ||
            !scan_value_is(e->scan, &t->value, i))
            continue;
        uint32_t first = scan_token_at(e->scan, v->at),
                 end = scan_token_at(e->scan, v->at + v->len);
        if (first >= count || tokens[first].at >= v->at + v->len)
            continue;
        struct match m = match_at(e, first, end > first ? end - 1 : first);
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
    struct match_list list = {0};
    for (uint32_t c = 0; c < t->child_count; c++) {
        struct matches m = test_matches(e, &t->children[c]);
        list.limit |= m.limit;
        for (uint32_t i = 0; i < m.n; i++)
            match_list_add(&list, &m.v[i]);
    }
    return match_list_take(&list, e->arena);
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
    case TEST_NONE:
        break;
    }
    return (struct matches){0};
}
