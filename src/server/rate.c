/* See rate.h. A bucket holds what a minute allows and is refilled evenly. People are few: a map
 * that only grows holds one bucket each. */
#include "server/rate.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

struct bucket {
    int64_t filled; /* when, in milliseconds */
    double left;
};

struct rate {
    struct arena *arena;
    struct map *buckets; /* by the bytes of the number */
};

struct rate *rate_new(void)
{
    struct rate *rate = xcalloc(1, sizeof *rate);
    rate->arena = arena_new();
    rate->buckets = map_new();
    return rate;
}

void rate_free(struct rate *rate)
{
    if (!rate)
        return;
    map_free(rate->buckets);
    arena_free(rate->arena);
    xfree(rate);
}

bool rate_take(struct rate *rate, int64_t who, int64_t now)
{
    struct bucket *b = map_get(rate->buckets, (const char *)&who, sizeof who);
    if (!b) {
        b = arena_alloc(rate->arena, sizeof *b);
        *b = (struct bucket){now, LIMIT_REQUESTS_MINUTE};
        map_set(rate->buckets, (const char *)&who, sizeof who, b);
    }
    b->left += (double)(now - b->filled) * LIMIT_REQUESTS_MINUTE / 60000;
    b->filled = now;
    if (b->left > LIMIT_REQUESTS_MINUTE)
        b->left = LIMIT_REQUESTS_MINUTE;
    if (b->left < 1)
        return false;
    b->left -= 1;
    return true;
}
