/* Parts one after the other within a sentence. All places of all parts are lists in order; the join
 * starts from the shortest list and looks left and right of each of its places, so that a rare word
 * pays for a common one. Every combination counts; what differs only inside is one hit. */
#include "match/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* A list of places, whatever they are places of: `first` and `last` open each item. */
struct list {
    const char *v;
    size_t stride;
    uint32_t n;
    uint32_t longest;  /* tokens of the longest place */
    struct place *own; /* to be freed */
};

typedef VEC(uint32_t) ends; /* distinct tokens where a chain of parts begins or ends */

struct joining {
    struct scan *scan;
    const struct join *join;
    struct list lists[LIMIT_PHRASE_WORDS];
    ends now, next;
    uint32_t steps;
    bool limit;
};

_Static_assert(offsetof(struct hit, first) == 0 && offsetof(struct hit, last) == sizeof(uint32_t),
    "a hit begins as a place does");

static const struct place *at(const struct list *l, uint32_t i)
{
    return (const struct place *)(const void *)(l->v + (size_t)i * l->stride);
}

/* ---- the lists ---- */
static uint32_t words_count(const struct scan *s, const struct join_part *p)
{
    uint32_t n = 0;
    for (uint32_t i = p->first; i < p->first + p->count; i++) {
        uint32_t t = s->program->terminals.v[i];
        n += s->places.first[t + 1] - s->places.first[t];
    }
    return n;
}

static int by_first(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

/* One sequence is a list as it stands; more are put together. */
static struct list words_list(const struct scan *s, const struct join_part *p)
{
    struct list l = {.stride = sizeof(struct place), .longest = LIMIT_PHRASE_WORDS};
    uint32_t total = words_count(s, p);
    for (uint32_t i = p->first; i < p->first + p->count; i++) {
        uint32_t t = s->program->terminals.v[i], first = s->places.first[t];
        uint32_t n = s->places.first[t + 1] - first;
        if (n == total) {
            l.v = (const char *)(s->places.v + first);
            l.n = n;
            return l;
        }
        if (!l.own)
            l.own = xmalloc(total * sizeof *l.own);
        if (n)
            memcpy(l.own + l.n, s->places.v + first, n * sizeof *l.own);
        l.n += n;
    }
    qsort(l.own, l.n, sizeof *l.own, by_first);
    l.v = (const char *)l.own;
    return l;
}

static struct list part_list(struct joining *j, const struct join_part *p)
{
    if (p->kind == PART_WORDS)
        return words_list(j->scan, p);
    if (p->kind == PART_VALUE) {
        const struct value_places *v = value_places(j->scan, (enum value_kind)p->number);
        return (struct list){
            .v = (const char *)v->v, .stride = sizeof *v->v, .n = v->n, .longest = v->longest};
    }
    struct hits hits = scan_hits(j->scan, p->number);
    j->limit |= hits.limit;
    return (struct list){.v = (const char *)hits.v,
        .stride = sizeof *hits.v,
        .n = hits.n,
        .longest = j->scan->concepts[p->number].longest};
}

/* Words are cheap to ask for, values less, concepts may need a scan: false as soon as one is empty.
 */
static bool make_lists(struct joining *j)
{
    const struct join_part *parts = &j->scan->program->parts.v[j->join->first];
    for (uint32_t i = 0; i < j->join->count; i++)
        if (parts[i].kind == PART_WORDS && !words_count(j->scan, &parts[i]))
            return false;
    static const enum part_kind order[] = {PART_VALUE, PART_CONCEPT, PART_WORDS};
    for (unsigned o = 0; o < 3; o++)
        for (uint32_t i = 0; i < j->join->count; i++)
            if (parts[i].kind == order[o]) {
                j->lists[i] = part_list(j, &parts[i]);
                if (!j->lists[i].n)
                    return false;
            }
    return true;
}

/* ---- the chains ---- */
static uint32_t from_first(const struct list *l, uint32_t token)
{
    uint32_t low = 0, high = l->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (at(l, mid)->first < token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void add_end(struct joining *j, ends *e, uint32_t token)
{
    for (size_t i = e->n; i-- > 0;)
        if (e->v[i] == token)
            return;
    if (++j->steps > LIMIT_JOIN_STEPS)
        j->limit = true;
    VEC_PUSH(e, token);
}

static void swap(struct joining *j)
{
    ends e = j->now;
    j->now = j->next;
    j->next = e;
    j->next.n = 0;
}

/* From places that end at `now` to those of part `i` that follow, in [.., end) of the sentence. */
static void step_right(struct joining *j, uint32_t i, uint32_t end)
{
    const struct list *l = &j->lists[i];
    uint32_t gap = j->scan->program->parts.v[j->join->first + i].gap;
    for (size_t k = 0; k < j->now.n && !j->limit; k++) {
        uint32_t from = j->now.v[k] + 1;
        for (uint32_t x = from_first(l, from); x < l->n; x++) {
            const struct place *p = at(l, x);
            if (p->first > from + gap || p->first >= end)
                break;
            j->steps++;
            add_end(j, &j->next, p->last);
        }
    }
    swap(j);
}

/* From places that begin at `now` to those of part `i` before, not before `begin`. */
static void step_left(struct joining *j, uint32_t i, uint32_t begin)
{
    const struct list *l = &j->lists[i];
    uint32_t gap = j->scan->program->parts.v[j->join->first + i + 1].gap;
    for (size_t k = 0; k < j->now.n && !j->limit; k++) {
        uint32_t before = j->now.v[k], reach = gap + l->longest;
        uint32_t from = before > begin + reach ? before - reach : begin;
        for (uint32_t x = from_first(l, from); x < l->n; x++) {
            const struct place *p = at(l, x);
            if (p->first >= before)
                break;
            j->steps++;
            if (p->last < before && p->last + 1 + gap >= before)
                add_end(j, &j->next, p->first);
        }
    }
    swap(j);
}

static void join_around(struct joining *j, uint32_t rarest, const struct place *p, ends *starts,
    uint32_t concept, uint32_t member, struct hit_list *out)
{
    const struct tokens *t = &j->scan->tokens;
    uint32_t sentence = t->v[p->first].sentence;
    j->now.n = j->next.n = starts->n = 0;
    add_end(j, &j->now, p->first);
    for (uint32_t i = rarest; i-- > 0 && j->now.n && !j->limit;)
        step_left(j, i, t->first[sentence]);
    for (size_t i = 0; i < j->now.n; i++)
        VEC_PUSH(starts, j->now.v[i]);
    if (!starts->n)
        return;
    j->now.n = 0;
    add_end(j, &j->now, p->last);
    for (uint32_t i = rarest + 1; i < j->join->count && j->now.n && !j->limit; i++)
        step_right(j, i, t->first[sentence + 1]);
    for (size_t a = 0; a < starts->n; a++)
        for (size_t b = 0; b < j->now.n && !out->limit; b++)
            hit_list_add(out, j->scan, starts->v[a], j->now.v[b], concept, member);
}

void join_find(struct scan *s, const struct join *join, uint32_t concept, uint32_t member,
    struct hit_list *out)
{
    struct joining j = {.scan = s, .join = join};
    ends starts = {0};
    if (make_lists(&j)) {
        uint32_t rarest = 0;
        for (uint32_t i = 1; i < join->count; i++)
            if (j.lists[i].n < j.lists[rarest].n)
                rarest = i;
        for (uint32_t i = 0; i < j.lists[rarest].n && !j.limit && !out->limit; i++)
            join_around(&j, rarest, at(&j.lists[rarest], i), &starts, concept, member, out);
    }
    out->limit |= j.limit;
    for (uint32_t i = 0; i < join->count; i++)
        xfree(j.lists[i].own);
    xfree(j.now.v);
    xfree(j.next.v);
    xfree(starts.v);
}
