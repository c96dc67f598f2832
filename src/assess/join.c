/* Tests that join places: `all`, `some` and `count`. A join has a home, the sentence whose unit (at
 * the join's scope) must hold a match of every child; column heads, captions, lead-ins and headings
 * above count as in it. The key is usually at home; when the key itself stands in a head, the homes
 * are the rows or items below it. */
#include "assess/tests.h"

#include <stdlib.h>
#include <string.h>

#include "assess/topic.h"
#include "base/limits.h"
#include "base/sort.h"

enum {
    WALK = 96,        /* matches looked at on each side of the key for a partner in the unit */
    MOST_HOMES = 200, /* rows or items below one head */
    MOST_PARTS = 12,
    LONG_SENTENCE = 90, /* words of a sentence that is no longer read as one */
    LONG_REACH = 45     /* words between its places that are still read together */
};

struct heads {
    const struct match **v;
    uint32_t n;
};

struct children {
    const struct test *test;
    struct matches *lists; /* by child */
    struct heads *heads;   /* by child: those that may be context of other places */
    bool limit;
};

static struct heads heads_of(struct evaluation *e, const struct matches *list)
{
    struct heads out = {.n = 0};
    for (uint32_t i = 0; i < list->n; i++)
        out.n += e->units.may_be_context[list->v[i].sentence] != 0;
    out.v = arena_array(e->arena, out.n + 1, sizeof *out.v);
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++)
        if (e->units.may_be_context[list->v[i].sentence])
            out.v[n++] = &list->v[i];
    return out;
}

/* Index of the first head with first >= token. */
static uint32_t heads_from(const struct heads *h, uint32_t token)
{
    uint32_t low = 0, high = h->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (h->v[mid]->first < token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void evaluate_child(struct evaluation *e, struct children *c, uint32_t i)
{
    const struct test *child = &c->test->children[i];
    if (child->kind == TEST_NONE) {
        struct test any = *child;
        any.kind = TEST_ANY;
        c->lists[i] = test_matches(e, &any);
    } else
        c->lists[i] = test_matches(e, child);
    c->limit |= c->lists[i].limit;
}

static bool is_leaf(const struct test *t)
{
    return t->kind == TEST_HAS || t->kind == TEST_VALUE;
}

/* False as soon as a child that is needed (`all`) is known to match nowhere: leaves come first, and
 * what is dear is not asked in vain. */
static bool evaluate_children(struct evaluation *e, const struct test *t, struct children *c)
{
    *c = (struct children){.test = t,
        .lists = arena_array(e->arena, t->child_count + 1, sizeof *c->lists),
        .heads = arena_array(e->arena, t->child_count + 1, sizeof *c->heads)};
    for (int leaves = 1; leaves >= 0; leaves--)
        for (uint32_t i = 0; i < t->child_count; i++) {
            if (is_leaf(&t->children[i]) != leaves)
                continue;
            evaluate_child(e, c, i);
            bool nowhere = !c->lists[i].n && !c->lists[i].limit;
            if (nowhere && t->kind == TEST_ALL && t->children[i].kind != TEST_NONE)
                return false;
        }
    return true;
}

static bool in_unit(struct evaluation *e, enum scope scope, const struct match *m, uint32_t home,
    uint32_t home_token)
{
    if (scope == SCOPE_TOPIC && e->topic && e->topic[m->sentence] <= TOPIC_OFF)
        return false;
    if ((scope == SCOPE_PARAGRAPH || scope == SCOPE_LIST) &&
        !units_near(&e->units, m->sentence, home))
        return false;
    return units_of(&e->units, scope, m->sentence, m->first) ==
           units_of(&e->units, scope, home, home_token);
}

/* Lower is better: what counts, then what only lacks a statement of its own (a heading), then void
 * ones; among equals the nearest. */
static uint64_t rank(const struct match *m, uint32_t token)
{
    uint64_t distance = m->first > token ? m->first - token : token - m->first;
    uint64_t group = match_is_good(m) ? 0 : m->reason == VOID_HEADING ? 1 : 2;
    return group << 32 | distance;
}

static const struct match *better(const struct match *a, const struct match *b, uint32_t token)
{
    if (!a)
        return b;
    return rank(b, token) < rank(a, token) ? b : a;
}

static bool is_good(const struct match *m)
{
    return m && match_is_good(m);
}

/* The walks go away from the token: the first one that counts is the nearest. */
static const struct match *partner_in_unit(struct evaluation *e, enum scope scope,
    const struct matches *list, uint32_t home, uint32_t token)
{
    const struct match *best = NULL;
    uint32_t start = matches_from(list, token);
    for (uint32_t i = start, n = 0; i < list->n && n < WALK && !is_good(best); i++, n++) {
        if (in_unit(e, scope, &list->v[i], home, token))
            best = better(best, &list->v[i], token);
        else if (scope != SCOPE_TOPIC && list->v[i].sentence > home)
            break;
    }
    const struct match *after = is_good(best) ? best : NULL;
    for (uint32_t i = start, n = 0; i-- > 0 && n < WALK && (best == after || !is_good(best)); n++) {
        if (after && token - list->v[i].first >= after->first - token)
            break;
        if (in_unit(e, scope, &list->v[i], home, token))
            best = better(best, &list->v[i], token);
        else if (scope != SCOPE_TOPIC && list->v[i].sentence < home)
            break;
    }
    return best;
}

/* Context stands before its home: walk back until the section's heading is passed. */
static const struct match *partner_in_context(struct evaluation *e, enum scope scope,
    const struct heads *heads, uint32_t home, uint32_t token)
{
    const struct match *best = NULL;
    for (uint32_t i = heads_from(heads, token), n = 0; i-- > 0 && n < WALK && !is_good(best); n++)
        if (heads->v[i]->sentence != home && e->units.context_end[heads->v[i]->sentence] >= home &&
            units_is_context(&e->units, scope, heads->v[i]->sentence, home))
            best = better(best, heads->v[i], token);
    return best;
}

static const struct match *partner(
    struct evaluation *e, const struct children *c, uint32_t child, uint32_t home, uint32_t token)
{
    enum scope scope = c->test->within;
    const struct match *near = partner_in_unit(e, scope, &c->lists[child], home, token);
    if (near && match_is_good(near))
        return near;
    const struct match *above = partner_in_context(e, scope, &c->heads[child], home, token);
    if (!near)
        return above;
    return above && above->reason != near->reason ? better(near, above, token) : near;
}

/* How many words may lie between two places of one sentence. A sentence of damaged text, a page
 * without a full stop, says of what stands at its ends nothing together. */
static uint32_t reach_in_sentence(struct evaluation *e, const struct test *t, uint32_t sentence)
{
    uint32_t first, end;
    scan_sentence(e->scan, sentence, &first, &end);
    uint32_t most = end - first > LONG_SENTENCE ? LONG_REACH : UINT32_MAX;
    return t->words && t->words < most ? t->words : most;
}

static bool too_far(
    struct evaluation *e, const struct test *t, const struct match *a, const struct match *b)
{
    if (a->sentence != b->sentence)
        return false;
    uint32_t gap = a->first > b->last   ? a->first - b->last
                   : b->first > a->last ? b->first - a->last
                                        : 0;
    return gap > reach_in_sentence(e, t, a->sentence);
}

/* Whether `other` is void only by a negation that stands in the words of `m`: "no practice" says of
 * "Sunday" how many open, not that there is none. */
static bool says_the_negation(
    struct evaluation *e, const struct match *m, const struct match *other)
{
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    return match_is_good(m) && other->reason == VOID_NEGATED && other->cue_end > other->cue_at &&
           tokens[m->first].at <= other->cue_at &&
           other->cue_end <= tokens[m->last].at + tokens[m->last].len;
}

/* Takes one more place into a match: what is void in it voids the whole; a weaker cue in the same
 * sentence weakens it. A heading that only gives the context voids nothing. */
static void take_part(struct evaluation *e, struct match *out, const struct match *part)
{
    if (out->part_count < MOST_PARTS)
        out->parts[out->part_count++] =
            (struct part){.first = part->first, .last = part->last, .sentence = part->sentence};
    for (uint32_t i = 0; i < part->part_count && out->part_count < MOST_PARTS; i++)
        out->parts[out->part_count++] = part->parts[i];
    bool context = part->reason == VOID_HEADING;
    if (says_the_negation(e, part, out))
        out->reason = VOID_NOT;
    if (match_is_good(out) && !match_is_good(part) && !context &&
        !says_the_negation(e, out, part)) {
        out->reason = part->reason;
        out->cue_at = part->cue_at;
        out->cue_end = part->cue_end;
    }
    bool same = e->units.row[part->sentence] == e->units.row[out->sentence];
    if (same && !context && part->strength < out->strength) {
        out->strength = part->strength;
        out->existing |= part->existing;
        out->cue_at = part->cue_at;
        out->cue_end = part->cue_end;
    }
}

static bool ruled_out(struct evaluation *e, const struct children *c, uint32_t home, uint32_t token)
{
    for (uint32_t i = 0; i < c->test->child_count; i++) {
        if (c->test->children[i].kind != TEST_NONE)
            continue;
        if (partner_in_unit(e, c->test->within, &c->lists[i], home, token))
            return true;
    }
    return false;
}

/* Tries to join at a home; `key` is the match of the first positive child. */
static bool try_home(struct evaluation *e, const struct children *c, uint32_t key_child,
    const struct match *key, const struct match *home, struct match *out)
{
    const struct test *t = c->test;
    struct part parts[MOST_PARTS];
    *out = *home;
    out->parts = parts;
    out->part_count = 0;
    for (uint32_t i = 0; i < home->part_count && i < MOST_PARTS; i++)
        out->parts[out->part_count++] = home->parts[i];
    if (home != key)
        take_part(e, out, key);
    for (uint32_t i = 0; i < t->child_count; i++) {
        if (i == key_child || t->children[i].kind == TEST_NONE)
            continue;
        const struct match *p = partner(e, c, i, home->sentence, home->first);
        if (!p || too_far(e, t, key, p))
            return false;
        if (p != home)
            take_part(e, out, p);
    }
    if (ruled_out(e, c, home->sentence, home->first))
        return false;
    out->parts = arena_array(e->arena, out->part_count, sizeof *out->parts);
    memcpy(out->parts, parts, out->part_count * sizeof *parts);
    return true;
}

/* Can the sentence be context of others: a head, a caption, a heading, or a lead-in? */
static bool may_be_context(const struct evaluation *e, uint32_t sentence)
{
    const struct doc_block *b = &e->doc->blocks.v[e->doc->sentences.v[sentence].block];
    return b->kind == DOC_HEADING || b->list || units_is_head(&e->units, sentence) ||
           b->row_span > 1;
}

/* The key stands in a head: join at the rows or items below it that match the rarest other child.
 */
static void join_below(struct evaluation *e, const struct children *c, uint32_t key_child,
    const struct match *key, struct match_list *list)
{
    const struct test *t = c->test;
    uint32_t rarest = DOC_NONE;
    for (uint32_t i = 0; i < t->child_count; i++)
        if (i != key_child && t->children[i].kind != TEST_NONE &&
            (rarest == DOC_NONE || c->lists[i].n < c->lists[rarest].n))
            rarest = i;
    if (rarest == DOC_NONE)
        return;
    const struct matches *below = &c->lists[rarest];
    for (uint32_t i = matches_from(below, key->last + 1), n = 0; i < below->n && n < MOST_HOMES;
         i++, n++) {
        struct match out;
        if (below->v[i].sentence > e->units.context_end[key->sentence])
            return;
        if (!units_is_context(&e->units, t->within, key->sentence, below->v[i].sentence))
            continue;
        if (try_home(e, c, key_child, key, &below->v[i], &out))
            match_list_add(list, &out);
    }
}

struct matches join_all(struct evaluation *e, const struct test *t)
{
    struct children c;
    uint32_t key_child = 0;
    while (key_child < t->child_count && t->children[key_child].kind == TEST_NONE)
        key_child++;
    if (key_child == t->child_count || !evaluate_children(e, t, &c))
        return (struct matches){0};
    for (uint32_t i = 0; i < t->child_count; i++)
        if (i != key_child && t->children[i].kind != TEST_NONE)
            c.heads[i] = heads_of(e, &c.lists[i]);
    struct match_list list = {.limit = c.limit};
    const struct matches *keys = &c.lists[key_child];
    for (uint32_t i = 0; i < keys->n; i++) {
        struct match out;
        if (try_home(e, &c, key_child, &keys->v[i], &keys->v[i], &out))
            match_list_add(&list, &out);
        else if (may_be_context(e, keys->v[i].sentence))
            join_below(e, &c, key_child, &keys->v[i], &list);
    }
    return match_list_take(&list, e->arena);
}

/* ---- some and count: units with enough different children or things ---- */

struct place { /* a good match of a child, with its unit */
    uint32_t unit, child;
    const struct match *match;
};

static int by_unit(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->match->first != y->match->first)
        return x->match->first < y->match->first ? -1 : 1;
    return x->child < y->child ? -1 : x->child > y->child;
}

static uint32_t gather(struct evaluation *e, const struct children *c, struct place **places)
{
    VEC(struct place) list = {0};
    for (uint32_t i = 0; i < c->test->child_count; i++)
        for (uint32_t k = 0; k < c->lists[i].n; k++) {
            const struct match *m = &c->lists[i].v[k];
            bool off =
                c->test->within == SCOPE_TOPIC && e->topic && e->topic[m->sentence] <= TOPIC_OFF;
            if (!match_is_good(m) || off)
                continue;
            struct place p = {.child = i, .match = m};
            p.unit = units_of(&e->units, c->test->within, m->sentence, m->first);
            VEC_PUSH(&list, p);
        }
    if (list.n)
        sort_stable(list.v, list.n, sizeof *list.v, by_unit);
    *places = list.v;
    return (uint32_t)list.n;
}

static uint64_t identity(struct evaluation *e, enum distinct of, const struct place *p)
{
    uint32_t count;
    const struct token *tokens = scan_tokens(e->scan, &count);
    uint64_t h = 1469598103934665603u;
    switch (of) {
    case DISTINCT_PLACES:
        return e->units.row[p->match->sentence];
    case DISTINCT_CONCEPTS:
        return p->match->concept
        ;
    case DISTINCT_VALUES:
        if (p->match->value == DOC_NONE)
        return UINT64_MAX - p->match->concept
        ;
        memcpy(&h, &e->doc->values.v[p->match->value].hi, sizeof h);
        return h;
    case DISTINCT_WORDS:
        for (uint32_t t = p->match->first; t <= p->match->last; t++)
            h = (h ^ tokens[t].stem) * 1099511628211u;
        return h;
    }
    return 0;
}

static void emit(
    struct evaluation *e, const struct place *const *chosen, uint32_t n, struct match_list *list)
{
    struct match out = *chosen[0]->match;
    out.parts = arena_array(e->arena, MOST_PARTS, sizeof *out.parts);
    out.part_count = 0;
    for (uint32_t i = 1; i < n; i++)
        take_part(e, &out, chosen[i]->match);
    match_list_add(list, &out);
}

/* One run of places in the same unit: chooses the distinct ones; emits when there are enough. */
static void count_unit(struct evaluation *e, const struct test *t, const struct place *p,
    uint32_t n, struct match_list *list)
{
    enum { MOST_DISTINCT = 64 };
    const struct place *chosen[MOST_DISTINCT];
    uint64_t seen[MOST_DISTINCT];
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < n && distinct < MOST_DISTINCT; i++) {
        uint64_t id = t->kind == TEST_SOME ? p[i].child : identity(e, t->distinct, &p[i]);
        uint32_t k = 0;
        while (k < distinct && seen[k] != id)
            k++;
        if (k == distinct) {
            seen[distinct] = id;
            chosen[distinct++] = &p[i];
        }
    }
    if (distinct && distinct >= t->count)
        emit(e, chosen, distinct, list);
}

static struct matches join_units(struct evaluation *e, const struct test *t)
{
    struct children c;
    evaluate_children(e, t, &c);
    struct match_list list = {.limit = c.limit};
    struct place *places;
    uint32_t n = gather(e, &c, &places);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && places[end].unit == places[i].unit;)
            end++;
        count_unit(e, t, places + i, end - i, &list);
    }
    xfree(places);
    return match_list_take(&list, e->arena);
}

struct matches join_some(struct evaluation *e, const struct test *t)
{
    return join_units(e, t);
}

struct matches join_count(struct evaluation *e, const struct test *t)
{
    return join_units(e, t);
}
