/* Memory kept in a file: a block full of structs that point at each other, written once when the
 * program is built and mapped at a start, which costs a hundredth of making it again. How pointers
 * are found needs no list of the structs: the block is made twice, at two addresses, and a word
 * that differs by just the distance is a pointer into it. */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the blocks `a` and `b`, which were made in the same way, as an image. They must point at
 * nothing but themselves: constants of the program have other addresses the next time. False, with
 * `why` in plain words, when the program has no build id or the file cannot be written. */
bool image_write(const char *path, const void *a, const void *b, size_t size, const char **why);

/* Maps an image: `*size` bytes whose pointers are right, writable and private to this process; give
 * them to arena_over() (`*mapped` bytes from `*map`). NULL when there is none, or it was not
 * written by this very program: an image is as trusted as the program that it lies beside, so
 * nothing else about it is checked. */
void *image_open(const char *path, size_t *size, void **map, size_t *mapped);

#endif
