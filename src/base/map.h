/* A hash map from byte strings to pointers. Keys are copied into the map's own arena. Iteration is
 * in order of insertion, so that output never depends on hash order. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

struct map;

struct map *map_new(void);
void map_free(struct map *);
/* Sets `key` to `value`; returns the value that stood there before, or NULL. */
void *map_set(struct map *, const char *key, size_t len, void *value);
/* The value of `key`, or NULL. */
void *map_get(const struct map *, const char *key, size_t len);
size_t map_count(const struct map *);
/* The i-th pair in order of insertion; `*len` may be NULL. */
const char *map_at(const struct map *, size_t i, size_t *len, void **value);

#endif
