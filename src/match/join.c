/* Parts one after the other within a sentence. The places of each alternative of each part are a
 * list in order; the join starts from the part with the fewest places and looks left and right of
 * each, so that a rare word pays for a common one, and nothing is merged or copied. Every
 * combination counts; what differs only inside is one hit. */
#include "match/scan.h"

#include "base/limits.h"

/* Places of one alternative, whatever they are places of: `first` and `last` open each item. */
struct list {
    const char *v;
    size_t stride;
    uint32_t n;
    uint32_t longest; /* tokens of the longest place */
    uint32_t hint;    /* where the last search ended: the next one is near */
};

/* Where a chain of parts has come to, and how many words it may still leave out for optional parts
 * that it has skipped. */
struct state {
    uint32_t token, slack;
};
typedef VEC(struct state) states;

struct joining {
    struct scan *scan;
    const struct join *join;
    struct { /* the lists of each part that are not empty */
        struct list *lists;
        uint32_t count, places;
    } parts[LIMIT_PHRASE_WORDS];
    struct list *lists;      /* of all parts */
    VEC(struct hit *) inner; /* hits of inner joins, to be freed */
    states now, next, starts;
    uint32_t steps;
    bool limit;
};

_Static_assert(offsetof(struct hit, first) == 0 && offsetof(struct hit, last) == sizeof(uint32_t) &&
                   offsetof(struct place, last) == sizeof(uint32_t),
    "a hit begins as a place does");

static const struct place *at(const struct list *l, uint32_t i)
{
    return (const struct place *)(const void *)(l->v + (size_t)i * l->stride);
}

/* ---- the lists ---- */
static struct list words_list(const struct scan *s, uint32_t terminal)
{
    uint32_t first = s->places.first[terminal];
    return (struct list){.v = (const char *)(s->places.v + first),
        .stride = sizeof(struct place),
        .n = s->places.first[terminal + 1] - first,
        .longest = s->places.longest};
}

static struct list hits_list(struct joining *j, struct hits hits)
{
    struct list l = {
        .v = (const char *)hits.v, .stride = sizeof *hits.v, .n = hits.n, .longest = 1};
    j->limit |= hits.limit;
    for (uint32_t i = 0; i < hits.n; i++)
        if (hits.v[i].last - hits.v[i].first >= l.longest)
            l.longest = hits.v[i].last - hits.v[i].first + 1;
    return l;
}

static struct list inner_list(struct joining *j, uint32_t join)
{
    struct hit_list found = {0};
    join_find(j->scan, &j->scan->program->joins.v[join], 0, &found);
    hit_list_sort(&found);
    VEC_PUSH(&j->inner, found.v);
    return hits_list(j, (struct hits){.v = found.v, .n = (uint32_t)found.n, .limit = found.limit});
}

static struct list alternative_list(struct joining *j, uint32_t alternative)
{
    uint32_t number = part_number(alternative);
    switch (part_kind(alternative)) {
    case PART_WORDS:
        return words_list(j->scan, number);
    case PART_CONCEPT: {
        struct hits hits = scan_hits(j->scan, number);
        j->limit |= hits.limit;
        return (struct list){.v = (const char *)hits.v,
            .stride = sizeof *hits.v,
            .n = hits.n,
            .longest = j->scan->concepts[number].longest};
    }
    case PART_VALUE: {
        const struct value_places *v = value_places(j->scan, (enum value_kind)number);
        return (struct list){
            .v = (const char *)v->v, .stride = sizeof *v->v, .n = v->n, .longest = v->longest};
    }
    case PART_JOIN:
        break;
    }
    return inner_list(j, number);
}

/* Can a part that is needed be ruled out by its words alone? */
static bool has_no_words(const struct scan *s, const struct join_part *part)
{
    for (uint32_t i = part->first; i < part->first + part->count; i++) {
        uint32_t alternative = s->program->alternatives.v[i], t = part_number(alternative);
        if (part_kind(alternative) != PART_WORDS || s->places.first[t + 1] > s->places.first[t])
            return false;
    }
    return !part->optional;
}

/* Can a join be ruled out by the words of its parts alone? It costs next to nothing to ask, and
 * most joins of a pack can. */
static bool is_out(const struct scan *s, const struct join *join)
{
    const struct join_part *parts = &s->program->parts.v[join->first];
    for (uint32_t i = 0; i < join->count; i++)
        if (has_no_words(s, &parts[i]))
            return true;
    return false;
}

/* False when a part that is needed has no place. */
static bool make_lists(struct joining *j)
{
    const struct program *p = j->scan->program;
    const struct join_part *parts = &p->parts.v[j->join->first];
    uint32_t total = 0;
    for (uint32_t i = 0; i < j->join->count; i++)
        total += parts[i].count;
    struct list *next = j->lists = xmalloc(total * sizeof *j->lists);
    for (uint32_t i = 0; i < j->join->count; i++) {
        j->parts[i].lists = next;
        for (uint32_t a = parts[i].first; a < parts[i].first + parts[i].count; a++) {
            *next = alternative_list(j, p->alternatives.v[a]);
            j->parts[i].places += next->n;
            next += next->n > 0;
        }
        j->parts[i].count = (uint32_t)(next - j->parts[i].lists);
        if (!j->parts[i].count && !parts[i].optional)
            return false;
    }
    return true;
}

/* ---- the chains ---- */
/* The first place from `token` on. Searches go along the plan: each begins where the last one
 * ended, in steps that double. */
static uint32_t from_first(struct list *l, uint32_t token)
{
    uint32_t low = 0, high = l->hint, step = 1;
    while (high < l->n && at(l, high)->first < token) {
        low = high + 1;
        high = l->n - high > step ? high + step : l->n;
        step *= 2;
    }
    for (; !low && high; step *= 2) { /* to the left, when it did not go right */
        uint32_t before = high > step ? high - step : 0;
        if (at(l, before)->first < token)
            low = before + 1;
        else
            high = before;
    }
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (at(l, mid)->first < token)
            low = mid + 1;
        else
            high = mid;
    }
    return l->hint = low;
}

static void add_state(struct joining *j, states *to, uint32_t token, uint32_t slack)
{
    if (++j->steps > LIMIT_JOIN_STEPS)
        j->limit = true;
    for (size_t i = to->n; i-- > 0;)
        if (to->v[i].token == token && to->v[i].slack == slack)
            return;
    struct state s = {.token = token, .slack = slack};
    VEC_PUSH(to, s);
}

static void swap(struct joining *j)
{
    states now = j->now;
    j->now = j->next;
    j->next = now;
    j->next.n = 0;
}

static void look_right(struct joining *j, struct list *l, uint32_t from, uint32_t gap, uint32_t end)
{
    for (uint32_t x = from_first(l, from); x < l->n && !j->limit; x++) {
        const struct place *p = at(l, x);
        if (p->first > from + gap || p->first >= end)
            return;
        add_state(j, &j->next, p->last, 0);
    }
}

/* From where the parts before part `i` end to where it does; the sentence ends at `end`. */
static void step_right(struct joining *j, uint32_t i, uint32_t end)
{
    const struct join_part *part = &j->scan->program->parts.v[j->join->first + i];
    for (size_t k = 0; k < j->now.n && !j->limit; k++) {
        struct state s = j->now.v[k];
        for (uint32_t l = 0; l < j->parts[i].count; l++)
            look_right(j, &j->parts[i].lists[l], s.token + 1, part->gap + s.slack, end);
        if (part->optional)
            add_state(j, &j->next, s.token, s.slack + part->gap);
    }
    swap(j);
}

static void look_left(
    struct joining *j, struct list *l, uint32_t before, uint32_t gap, uint32_t begin)
{
    uint32_t reach = gap + l->longest;
    uint32_t from = before > begin + reach ? before - reach : begin;
    for (uint32_t x = from_first(l, from); x < l->n && !j->limit; x++) {
        const struct place *p = at(l, x);
        if (p->first >= before)
            return;
        j->steps++;
        if (p->last < before && p->last + 1 + gap >= before)
            add_state(j, &j->next, p->first, 0);
    }
}

/* From where the parts after part `i` begin to where it does; the sentence begins at `begin`. */
static void step_left(struct joining *j, uint32_t i, uint32_t begin)
{
    const struct join_part *part = &j->scan->program->parts.v[j->join->first + i];
    uint32_t gap = part[1].gap;
    for (size_t k = 0; k < j->now.n && !j->limit; k++) {
        struct state s = j->now.v[k];
        for (uint32_t l = 0; l < j->parts[i].count; l++)
            look_left(j, &j->parts[i].lists[l], s.token, gap + s.slack, begin);
        if (part->optional)
            add_state(j, &j->next, s.token, s.slack + gap);
    }
    swap(j);
}

/* Joins whose part `rarest` stands at `p`. */
static void join_around(struct joining *j, uint32_t rarest, const struct place *p, uint32_t concept,
    struct hit_list *out)
{
    const struct tokens *t = &j->scan->tokens;
    uint32_t sentence = t->v[p->first].sentence;
    j->now.n = j->next.n = j->starts.n = 0;
    add_state(j, &j->now, p->first, 0);
    for (uint32_t i = rarest; i-- > 0 && j->now.n && !j->limit;)
        step_left(j, i, t->first[sentence]);
    for (size_t i = 0; i < j->now.n; i++)
        VEC_PUSH(&j->starts, j->now.v[i]);
    if (!j->starts.n)
        return;
    j->now.n = 0;
    add_state(j, &j->now, p->last, 0);
    for (uint32_t i = rarest + 1; i < j->join->count && j->now.n && !j->limit; i++)
        step_right(j, i, t->first[sentence + 1]);
    for (size_t a = 0; a < j->starts.n; a++)
        for (size_t b = 0; b < j->now.n && !out->limit; b++)
            hit_list_add(
                out, j->scan, j->starts.v[a].token, j->now.v[b].token, concept, j->join->member);
}

static void join_from_rarest(struct joining *j, uint32_t concept, struct hit_list *out)
{
    const struct join_part *parts = &j->scan->program->parts.v[j->join->first];
    uint32_t rarest = UINT32_MAX;
    for (uint32_t i = 0; i < j->join->count; i++)
        if (!parts[i].optional &&
            (rarest == UINT32_MAX || j->parts[i].places < j->parts[rarest].places))
            rarest = i;
    for (uint32_t l = 0; l < j->parts[rarest].count; l++) {
        const struct list *list = &j->parts[rarest].lists[l];
        for (uint32_t i = 0; i < list->n && !j->limit && !out->limit; i++)
            join_around(j, rarest, at(list, i), concept, out);
    }
}

void join_find(struct scan *s, const struct join *join, uint32_t concept, struct hit_list *out)
{
    if (is_out(s, join))
        return;
    struct joining j = {.scan = s, .join = join};
    if (make_lists(&j))
        join_from_rarest(&j, concept, out);
    out->limit |= j.limit;
    for (size_t i = 0; i < j.inner.n; i++)
        xfree(j.inner.v[i]);
    xfree(j.inner.v);
    xfree(j.lists);
    xfree(j.now.v);
    xfree(j.next.v);
    xfree(j.starts.v);
}
