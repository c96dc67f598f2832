/* A scan is made with its tokens and the places of all plain sequences; the hits of a concept are
 * put together when they are first asked for, and kept. */
#include "match/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "match/names.h"

struct scan *scan_new(const struct program *p, const struct doc *doc)
{
    struct scan *s = xcalloc(1, sizeof *s);
    s->program = p;
    s->doc = doc;
    const char *off = getenv("PLANASSURE_NO_PREFILTER");
    s->no_prefilter = off && !strcmp(off, "1");
    words_copy(&s->words, &p->words);
    tokens_read(&s->tokens, doc, &s->words);
    places_find(&s->places, p, doc, &s->tokens, &s->words);
    s->concepts = xcalloc(p->pack->concept_count, sizeof *s->concepts);
    return s;
}

struct scan *scan_twin(struct scan *s)
{
    scan_prepare(s);
    if (!s->turn) {
        s->turn = xcalloc(1, sizeof *s->turn);
        pthread_mutex_init(&s->turn->lock, NULL);
        pthread_cond_init(&s->turn->done, NULL);
    }
    struct scan *twin = xmalloc(sizeof *twin);
    *twin = *s;
    twin->twin = true;
    twin->scratch = regex_scratch_new();
    return twin;
}

static void turn_free(struct scan_turn *turn)
{
    if (!turn)
        return;
    pthread_mutex_destroy(&turn->lock);
    pthread_cond_destroy(&turn->done);
    xfree(turn);
}

void scan_free(struct scan *s)
{
    if (!s)
        return;
    regex_scratch_free(s->scratch);
    if (s->twin) {
        xfree(s);
        return;
    }
    turn_free(s->turn);
    for (uint32_t c = 0; c < s->program->pack->concept_count; c++)
        xfree(s->concepts[c].v);
    for (size_t i = 0; s->candidates && i < s->program->patterns.n; i++)
        xfree(s->candidates[i].v);
    for (unsigned k = 0; k < VALUE_KINDS; k++)
        xfree(s->values[k].v);
    xfree(s->candidates);
    xfree(s->concepts);
    xfree(s->value_tokens);
    xfree(s->heads_end);
    places_clear(&s->places);
    tokens_clear(&s->tokens);
    words_clear(&s->words);
    xfree(s);
}

const struct token *scan_tokens(const struct scan *s, uint32_t *count)
{
    *count = (uint32_t)s->tokens.n;
    return s->tokens.v;
}

void scan_sentence(const struct scan *s, uint32_t sentence, uint32_t *first, uint32_t *end)
{
    *first = *end = (uint32_t)s->tokens.n;
    if (sentence >= s->tokens.sentences)
        return;
    *first = s->tokens.first[sentence];
    *end = s->tokens.first[sentence + 1];
}

uint32_t scan_token_at(const struct scan *s, uint32_t at)
{
    uint32_t low = 0, high = (uint32_t)s->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->tokens.v[mid].at + s->tokens.v[mid].len <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* ---- hits of one concept ---- */
void hit_list_add(struct hit_list *l, const struct scan *s, uint32_t first, uint32_t last,
    uint32_t concept, uint32_t member)
{
    if (l->n >= LIMIT_HITS) {
        l->limit = true;
        return;
    }
    const struct token *a = &s->tokens.v[first], *b = &s->tokens.v[last];
    struct hit h = {.first = first,
        .last = last,
        .at = a->at,
        .end = b->at + b->len,
        .sentence = a->sentence,
        .member = member,
        .concept = concept};
    VEC_PUSH(l, h);
}

/* Does hit `a` stand before `b`, or are they the same? */
static bool in_order(const struct hit *a, const struct hit *b)
{
    if (a->first != b->first)
        return a->first < b->first;
    if (a->last != b->last)
        return a->last > b->last;
    if (a->concept != b->concept)
    return a->concept < b->concept;
    if (a->member != b->member)
        return a->member < b->member;
    return a->at <= b->at;
}

/* The end of the run in order that begins at `from`. */
static size_t run_end(const struct hit *v, size_t n, size_t from)
{
    size_t end = from + 1;
    while (end < n && in_order(&v[end - 1], &v[end]))
        end++;
    return end;
}

static void merge_runs(const struct hit *from, size_t a, size_t a_end, size_t b_end, struct hit *to)
{
    size_t b = a_end, out = a;
    while (a < a_end && b < b_end)
        to[out++] = in_order(&from[a], &from[b]) ? from[a++] : from[b++];
    while (a < a_end)
        to[out++] = from[a++];
    while (b < b_end)
        to[out++] = from[b++];
}

/* Lists are made of runs that are in order, one of each sequence: merged pair by pair. */
static void merge_sort(struct hit_list *l)
{
    if (l->n < 2 || run_end(l->v, l->n, 0) == l->n)
        return;
    struct hit *from = l->v, *to = xmalloc(l->n * sizeof *to), *spare = to;
    for (bool sorted = false; !sorted;) {
        sorted = true;
        for (size_t a = 0; a < l->n;) {
            size_t a_end = run_end(from, l->n, a);
            size_t b_end = a_end < l->n ? run_end(from, l->n, a_end) : a_end;
            merge_runs(from, a, a_end, b_end, to);
            sorted = sorted && a == 0 && b_end == l->n;
            a = b_end;
        }
        struct hit *swap = from;
        from = to;
        to = swap;
    }
    if (from == spare)
        memcpy(l->v, spare, l->n * sizeof *spare);
    xfree(spare);
}

void hit_list_sort(struct hit_list *l)
{
    merge_sort(l);
    size_t out = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct hit *a = out ? &l->v[out - 1] : NULL, *b = &l->v[i];
        if (!a || a->first != b->first || a->last != b->last || a->concept != b->concept ||
            a->member != b->member) {
            if (out != i)
                l->v[out] = *b;
            out++;
        }
    }
    l->n = out;
}

/* Phrases of the concept: those of its members, or (`nots`) its look-alikes. */
static void add_phrases(struct scan *s, uint32_t c, bool nots, struct hit_list *out)
{
    const struct program *p = s->program;
    const struct code *code = &p->codes[c];
    for (uint32_t i = code->plain; i < code->plain_end; i++) {
        const struct plain *plain = &p->plains.v[i];
        if (plain->is_not != nots)
            continue;
        uint32_t end = s->places.first[plain->terminal + 1];
        for (uint32_t k = s->places.first[plain->terminal]; k < end && !out->limit; k++)
            hit_list_add(out, s, s->places.v[k].first, s->places.v[k].last, c, plain->member);
    }
    for (uint32_t i = code->join; i < code->join_end; i++)
        if (p->joins.v[i].is_not == nots && !p->joins.v[i].inner)
            join_find(s, &p->joins.v[i], c, out);
}

static void add_uses(struct scan *s, uint32_t use, struct hit_list *out)
{
    struct hits hits = scan_hits(s, use);
    out->limit |= hits.limit;
    for (uint32_t i = 0; i < hits.n; i++) {
        if (out->n >= LIMIT_HITS) {
            out->limit = true;
            return;
        }
        VEC_PUSH(out, hits.v[i]);
    }
}

static void add_members(struct scan *s, uint32_t c, struct hit_list *out)
{
    const struct concept *concept = &s->program->pack->concepts[c];
    const struct code *code = &s->program->codes[c];
    for (uint32_t i = 0; i < concept->count; i++) {
        const struct member *m = &concept->members[i];
        if (m->kind == MEMBER_USE)
            add_uses(s, m->use, out);
        else if (m->kind == MEMBER_VALUE)
            value_find(s, &m->value, c, i, out);
        else if (m->kind == MEMBER_NAME)
            names_find(s, c, i, out);
    }
    for (uint32_t i = code->pattern; i < code->pattern_end; i++)
        pattern_find(s, i, c, s->program->patterns.v[i].member, out);
}

/* Takes out the hits that overlap a look-alike. */
static void remove_look_alikes(struct scan *s, uint32_t c, struct hit_list *l)
{
    struct hit_list nots = {0};
    add_phrases(s, c, true, &nots);
    hit_list_sort(&nots);
    l->limit |= nots.limit;
    size_t next = 0, out = 0;
    uint32_t reach = 0; /* one past the furthest token of the look-alikes that begin so far */
    for (size_t i = 0, k; i < l->n; i++) {
        const struct hit h = l->v[i];
        while (next < nots.n && nots.v[next].first <= h.first) {
            reach = nots.v[next].last + 1 > reach ? nots.v[next].last + 1 : reach;
            next++;
        }
        bool overlaps = reach > h.first;
        for (k = next; k < nots.n && nots.v[k].first <= h.last && !overlaps; k++)
            overlaps = true;
        if (!overlaps)
            l->v[out++] = h;
    }
    l->n = out;
    xfree(nots.v);
}

static void find_hits(struct scan *s, uint32_t concept, struct concept_hits *c)
{
    struct hit_list list = {0};
    add_phrases(s, concept, false, &list);
    add_members(s, concept, &list);
    hit_list_sort(&list);
    if (s->program->codes[concept].has_not && list.n)
        remove_look_alikes(s, concept, &list);
    c->longest = 1;
    for (size_t i = 0; i < list.n; i++)
        if (list.v[i].last - list.v[i].first >= c->longest)
            c->longest = list.v[i].last - list.v[i].first + 1;
    c->v = list.v;
    c->hits = (struct hits){.v = list.v,
        .n = (uint32_t)list.n,
        .limit = list.limit || s->tokens.limit || s->places.limit};
}

/* Says that the concept is done, to those that wait for it. */
static void end_turn(struct scan_turn *turn, struct concept_hits *c)
{
    pthread_mutex_lock(&turn->lock);
    atomic_store_explicit(&c->state, CONCEPT_DONE, memory_order_release);
    pthread_cond_broadcast(&turn->done);
    pthread_mutex_unlock(&turn->lock);
}

static void wait_for(struct scan_turn *turn, const struct concept_hits *c)
{
    pthread_mutex_lock(&turn->lock);
    while (atomic_load_explicit(&c->state, memory_order_acquire) != CONCEPT_DONE)
        pthread_cond_wait(&turn->done, &turn->lock);
    pthread_mutex_unlock(&turn->lock);
}

/* Concepts use each other without circles, so that two threads never wait for each other. */
struct hits scan_hits(struct scan *s, uint32_t concept)
{
    struct concept_hits *c = &s->concepts[concept];
    unsigned char state = atomic_load_explicit(&c->state, memory_order_acquire);
    if (state == CONCEPT_DONE)
        return c->hits;
    if (!s->turn) {
        find_hits(s, concept, c);
        atomic_store_explicit(&c->state, CONCEPT_DONE, memory_order_relaxed);
    } else if (state == CONCEPT_NEW &&
               atomic_compare_exchange_strong(&c->state, &state, CONCEPT_BUSY)) {
        find_hits(s, concept, c);
        end_turn(s->turn, c);
    } else
        wait_for(s->turn, c);
    return c->hits;
}

void scan_prepare(struct scan *s)
{
    patterns_gather(s);
    values_prepare(s);
}
