/* Sorting that is the same everywhere: items that compare equal keep their order, whatever the C
 * library does and however little memory there is (the one of C may change its method then). */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

/* Sorts `n` items of `size` bytes at `v` (NULL when n is 0). `compare` is negative, 0 or positive.
 */
void sort_stable(void *v, size_t n, size_t size, int (*compare)(const void *, const void *));

#endif
