/* Leaves of a test tree (concepts, values) and the union; joins stand in join.c, series in
 * series.c. */
#include "assess/tests.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

enum { OF_WORDS = 5 /* "28 practices", "1,200 hours of extra practice time" */ };

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

static bool within_bounds(const struct value_test *t, const struct value *v)
{
    double scale = 1;
    if (t->per_count > 0 && v->per_count > 0)
        scale = t->per_count / v->per_count;
    if (t->kind == VALUE_DATE || v->kind == VALUE_DATE)
        return (!t->has_min || v->lo >= t->min) && (!t->has_max || v->hi <= t->max);
    if (t->has_min && ((v->flags & VALUE_AT_MOST) || v->lo * scale < t->min - 1e-9))
        return false;
    return !t->has_max || (!(v->flags & VALUE_AT_LEAST) && v->hi * scale <= t->max + 1e-9);
}

/* Does a hit of the concept stand in [first, end)? */
static bool concept_between(struct evaluation *e, uint32_t concept, uint32_t first, uint32_t end)
{
    struct hits hits = scan_hits(e->scan, concept);
    uint32_t low = 0, high = hits.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (hits.v[mid].first < first)
            low = mid + 1;
        else
            high = mid;
    }
    return low < hits.n && hits.v[low].first < end;
}

static bool concept_in_heads(struct evaluation *e, uint32_t concept, uint32_t sentence)
{
    struct hits hits = scan_hits(e->scan, concept);
    const struct doc_block *b = &e->doc->blocks.v[e->doc->sentences.v[sentence].block];
    for (uint32_t i = 0; i < hits.n; i++) {
        const struct doc_block *h =
            &e->doc->blocks.v[e->doc->sentences.v[hits.v[i].sentence].block];
        bool head = units_is_context(&e->units, SCOPE_SENTENCE, hits.v[i].sentence, sentence);
        bool same_column = h->table == DOC_NONE || h->col == b->col || h->row_span > 1;
        bool row_head = h->table == b->table && h->row == b->row && h->col < b->col;
        if ((head && same_column) || row_head)
            return true;
    }
    return false;
}

static bool counts_what(struct evaluation *e, uint32_t concept, const struct value *v)
{
    uint32_t first = scan_token_at(e->scan, v->at), end = scan_token_at(e->scan, v->at + v->len);
    uint32_t count, from, to;
    const struct token *tokens = scan_tokens(e->scan, &count);
    if (first >= count)
        return false;
    scan_sentence(e->scan, tokens[first].sentence, &from, &to);
    uint32_t stop = end + OF_WORDS < to ? end + OF_WORDS : to;
    uint32_t start = first > from + OF_WORDS ? first - OF_WORDS : from;
    if (concept_between(e, concept, first, stop) || concept_between(e, concept, start, first))
        return true;
    bool cell =
        e->doc->blocks.v[e->doc->sentences.v[tokens[first].sentence].block].table != DOC_NONE;
    return cell && concept_in_heads(e, concept, tokens[first].sentence);
}

bool value_satisfies(struct evaluation *e, const struct value_test *t, uint32_t value)
{
    const struct value *v = &e->doc->values.v[value];
    if (v->flags & (VALUE_DAMAGED | VALUE_REFERENCE))
        return false;
    if (!t->any_kind && v->kind != t->kind)
        return false;
    if ((v->flags & VALUE_ORDINAL) && v->kind == VALUE_NUMBER)
        return false;
    if ((v->per & t->per) != t->per || (t->plain && v->per))
        return false;
    if (!within_bounds(t, v))
        return false;
    return t->of == RULES_NONE || counts_what(e, t->of, v);
}

static struct matches value_matches(struct evaluation *e, const struct test *t)
{
    struct match_list list = {0};
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    for (uint32_t i = 0; i < e->doc->values.n; i++) {
        const struct value *v = &e->doc->values.v[i];
        if ((!t->value.any_kind && v->kind != t->value.kind) || !value_satisfies(e, &t->value, i))
            continue;
        uint32_t first = scan_token_at(e->scan, v->at),
                 end = scan_token_at(e->scan, v->at + v->len);
        if (first >= count || tokens[first].at >= v->at + v->len)
            continue;
        struct match m = match_at(e, first, end > first ? end - 1 : first);
        m.value = i;
        if (v->kind == VALUE_DATE && e->doc->written != INT32_MIN && v->hi < e->doc->written) {
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
