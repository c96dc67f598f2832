/* Open addressing over an array of pairs: the table holds indices into the pairs, so iteration is
 * in order of insertion whatever the hashes are. */
#include "base/map.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

struct pair {
    const char *key;
    size_t len;
    uint64_t hash;
    void *value;
};

struct map {
    struct arena *keys;
    VEC(struct pair) pairs;
    uint32_t *slots; /* index into pairs plus one; 0 is free */
    size_t mask;     /* number of slots less one */
};

enum { FIRST_SLOTS = 16 };

struct map *map_new(void)
{
    struct map *m = xcalloc(1, sizeof *m);
    m->keys = arena_new();
    m->slots = xcalloc(FIRST_SLOTS, sizeof *m->slots);
    m->mask = FIRST_SLOTS - 1;
    return m;
}

void map_free(struct map *m)
{
    if (!m)
        return;
    arena_free(m->keys);
    xfree(m->pairs.v);
    xfree(m->slots);
    xfree(m);
}

/* The slot that holds the key, or the free slot where it would go. */
static size_t find_slot(const struct map *m, const char *key, size_t len, uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 32) & m->mask;
    for (; m->slots[i]; i = (i + 1) & m->mask) {
        const struct pair *p = &m->pairs.v[m->slots[i] - 1];
        if (p->hash == hash && p->len == len && (len == 0 || memcmp(p->key, key, len) == 0))
            break;
    }
    return i;
}

static void grow(struct map *m)
{
    size_t slots = (m->mask + 1) * 2;
    xfree(m->slots);
    m->slots = xcalloc(slots, sizeof *m->slots);
    m->mask = slots - 1;
    for (size_t k = 0; k < m->pairs.n; k++) {
        const struct pair *p = &m->pairs.v[k];
        m->slots[find_slot(m, p->key, p->len, p->hash)] = (uint32_t)k + 1;
    }
}

void *map_set(struct map *m, const char *key, size_t len, void *value)
{
    uint64_t hash = hash_fnv(key, len);
    size_t i = find_slot(m, key, len, hash);
    if (m->slots[i]) {
        struct pair *p = &m->pairs.v[m->slots[i] - 1];
        void *old = p->value;
        p->value = value;
        return old;
    }
    struct pair p = {arena_copy(m->keys, key, len), len, hash, value};
    VEC_PUSH(&m->pairs, p);
    m->slots[i] = (uint32_t)m->pairs.n;
    if (m->pairs.n * 4 > m->mask * 3)
        grow(m);
    return NULL;
}

void *map_get(const struct map *m, const char *key, size_t len)
{
    size_t i = find_slot(m, key, len, hash_fnv(key, len));
    return m->slots[i] ? m->pairs.v[m->slots[i] - 1].value : NULL;
}

size_t map_count(const struct map *m)
{
    return m->pairs.n;
}

const char *map_at(const struct map *m, size_t i, size_t *len, void **value)
{
    const struct pair *p = &m->pairs.v[i];
    if (len)
        *len = p->len;
    if (value)
        *value = p->value;
    return p->key;
}
