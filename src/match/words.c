/* An open-addressing table over strings in an arena. Numbers are their own stems. */
#include "match/words.h"

#include <string.h>

#include "match/stem.h"

enum { FIRST_SLOTS = 1024 };

void words_init(struct words *w)
{
    *w = (struct words){.arena = arena_new(), .mask = FIRST_SLOTS - 1};
    w->slots = xcalloc(FIRST_SLOTS, sizeof *w->slots);
}

void words_copy(struct words *w, const struct words *from)
{
    *w = (struct words){.arena = arena_new(), .mask = from->mask, .n = from->n};
    w->room = from->n + from->n / 2 + 16;
    w->v = xmalloc(w->room * sizeof *w->v);
    if (from->n)
        memcpy(w->v, from->v, from->n * sizeof *w->v);
    w->slots = xmalloc(((size_t)w->mask + 1) * sizeof *w->slots);
    memcpy(w->slots, from->slots, ((size_t)w->mask + 1) * sizeof *w->slots);
}

void words_clear(struct words *w)
{
    arena_free(w->arena);
    xfree(w->v);
    xfree(w->slots);
    stemmer_free(w->stemmer);
    *w = (struct words){0};
}

uint32_t folded_hash(const char *text, size_t len)
{
    uint32_t hash = WORD_HASH;
    for (size_t i = 0; i < len; i++)
        hash = word_hash_step(hash, text[i]);
    return hash;
}

/* FNV's low bits depend on the low bits of the letters only: mix the high ones in. */
static uint32_t slot_of(const struct words *w, uint32_t hash)
{
    return (hash ^ hash >> 15) & w->mask;
}

/* The slot that holds the word, or the empty one where it belongs. */
static uint32_t find_slot(const struct words *w, const char *text, size_t len, uint32_t hash)
{
    uint32_t slot = slot_of(w, hash);
    for (; w->slots[slot]; slot = (slot + 1) & w->mask) {
        const struct word *x = &w->v[w->slots[slot] - 1];
        if (x->hash == hash && x->len == len && !memcmp(x->text, text, len))
            break;
    }
    return slot;
}

static void grow_slots(struct words *w)
{
    uint32_t count = (w->mask + 1) * 2;
    xfree(w->slots);
    w->slots = xcalloc(count, sizeof *w->slots);
    w->mask = count - 1;
    for (uint32_t id = 0; id < w->n; id++) {
        uint32_t slot = slot_of(w, w->v[id].hash);
        while (w->slots[slot])
            slot = (slot + 1) & w->mask;
        w->slots[slot] = id + 1;
    }
}

uint32_t words_id(struct words *w, const char *text, size_t len, uint32_t hash)
{
    uint32_t slot = find_slot(w, text, len, hash);
    if (w->slots[slot])
        return w->slots[slot] - 1;
    struct word new = {.text = arena_copy(w->arena, text, len),
        .len = (uint16_t)len,
        .hash = hash,
        .stem = WORD_NONE};
    w->v = xgrow(w->v, &w->room, w->n + 1, sizeof *w->v);
    w->v[w->n++] = new;
    w->slots[slot] = (uint32_t)w->n;
    if (w->n * 2 > w->mask)
        grow_slots(w);
    return (uint32_t)w->n - 1;
}

uint32_t words_find(const struct words *w, const char *text, size_t len)
{
    uint32_t slot = find_slot(w, text, len, folded_hash(text, len));
    return w->slots[slot] ? w->slots[slot] - 1 : WORD_NONE;
}

uint32_t words_stem(struct words *w, uint32_t id)
{
    if (w->v[id].stem != WORD_NONE)
        return w->v[id].stem;
    uint32_t stem = id;
    if (w->v[id].text[0] > '9') {
        if (!w->stemmer)
            w->stemmer = stemmer_new();
        size_t len;
        const char *text = stemmer_stem(w->stemmer, w->v[id].text, w->v[id].len, &len);
        if (len && len <= WORD_MAX)
            stem = words_id(w, text, len, folded_hash(text, len));
    }
    w->v[id].stem = stem;
    return stem;
}

void words_settle(struct words *w, struct arena *arena)
{
    const struct words from = *w;
    *w = (struct words){.mask = from.mask, .n = from.n, .room = from.n};
    w->v = arena_array(arena, w->n + 1, sizeof *w->v);
    w->slots = arena_array(arena, (size_t)w->mask + 1, sizeof *w->slots);
    memcpy(w->slots, from.slots, ((size_t)w->mask + 1) * sizeof *w->slots);
    for (size_t i = 0; i < w->n; i++) {
        w->v[i] = from.v[i];
        w->v[i].text = arena_copy(arena, from.v[i].text, from.v[i].len);
    }
}
