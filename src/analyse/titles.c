/* A chained table from the first word of a title to its places in the contents list. Both the
 * places tried and the words compared are capped, so that a hostile list costs no more than a long
 * one. */
#include "analyse/titles.h"

#define MAX_TRIES 48
#define MAX_WORDS 20

static bool is_number(const struct word *w)
{
    return w->shape == WORD_NUMBER || w->shape == WORD_ID;
}

static void add_block(struct titles *t, const struct word_list *l)
{
    bool first = true;
    for (size_t i = 0; i < l->n; i++) {
        const struct word *w = &l->v[i];
        bool inside = i && l->v[i - 1].after & AFTER_OPEN; /* "(0-19 years)" */
        if (is_number(w) && !inside) {
            if (t->words.n)
                t->words.v[t->words.n - 1].last = true;
            first = true;
            continue;
        }
        struct title_word x = {w->hash, DOC_NONE, first, false};
        x.last = i + 1 == l->n || w->after & (AFTER_DOTS | AFTER_LINE | AFTER_TAB | AFTER_BULLET);
        VEC_PUSH(&t->words, x);
        first = x.last;
    }
}

void titles_read(struct titles *t, struct doc *doc)
{
    struct word_list l = {0};
    size_t ends = 0;
    *t = (struct titles){0};
    for (size_t i = 0; i < doc->blocks.n; i++) {
        const struct doc_block *b = &doc->blocks.v[i];
        if (!(b->marks & DOC_CONTENTS))
            continue;
        words_between(doc, b->at, b->end, &l);
        add_block(t, &l);
    }
    uint32_t size = 64;
    while (size < t->words.n && size < 1u << 20)
        size *= 2;
    t->mask = size - 1;
    t->heads = xcalloc(size, sizeof *t->heads);
    for (uint32_t i = (uint32_t)t->words.n; i-- > 0;) {
        struct title_word *w = &t->words.v[i];
        ends += w->last;
        w->next = t->heads[w->hash & t->mask];
        t->heads[w->hash & t->mask] = i + 1;
    }
    t->exact = ends * 8 > t->words.n;
}

void titles_clear(struct titles *t)
{
    xfree(t->words.v);
    xfree(t->heads);
    *t = (struct titles){0};
}

size_t titles_match(const struct titles *t, const struct word *w, size_t n)
{
    size_t best = 0, tries = 0;
    if (t->words.n == 0 || n == 0)
        return 0;
    for (uint32_t i = t->heads[w->hash & t->mask]; i && tries < MAX_TRIES; tries++) {
        const struct title_word *x = &t->words.v[i - 1];
        size_t k = 0, room = t->words.n - (i - 1), length = 0;
        if (!t->exact || x->first)
            while (k < n && k < room && k < MAX_WORDS && x[k].hash == w[k].hash) {
                k++;
                if (!t->exact)
                    length = k;
                else if (x[k - 1].last) {
                    length = k;
                    break;
                }
            }
        if (length > best)
            best = length;
        i = x->next;
    }
    return best;
}
