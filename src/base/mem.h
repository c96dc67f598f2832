/* Memory by lifetime. An arena is freed whole; nothing inside it is freed alone. Allocation never
 * returns NULL: when memory is exhausted the handler is called, and if it returns, the process
 * aborts, because the unit of failure is one plan in one worker process. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* A new, empty arena. Free with arena_free(). */
struct arena *arena_new(void);
/* An arena whose memory is one block of at most `room` bytes, so that it can be kept as an image
 * (image.h); when the block is full it goes on as others do. NULL when the system has no room. */
struct arena *arena_new_block(size_t room);
/* Where the block begins and how much of it is used; NULL when more than the block was needed. */
void *arena_block(const struct arena *, size_t *used);
/* An arena that owns memory of mmap(): `size` bytes at `mapped`, unmapped with it. */
struct arena *arena_over(void *mapped, size_t size);
/* Frees the arena and all that was allocated in it. NULL is allowed. */
void arena_free(struct arena *);
/* Moves all that was allocated in `from`, an arena of arena_new(), into another such; `from` is
 * freed. */
void arena_adopt(struct arena *, struct arena *from);
/* Takes back all that was allocated in an arena of arena_new(), but keeps its memory: for work that
 * comes again and again. */
void arena_reset(struct arena *);
/* `size` zeroed bytes, aligned for any type; they live as long as the arena. */
void *arena_alloc(struct arena *, size_t size);
/* A zeroed array; aborts through the handler when the product overflows. */
void *arena_array(struct arena *, size_t count, size_t size);
/* A NUL-terminated copy of `len` bytes of `s` (which may hold NULs). */
char *arena_copy(struct arena *, const char *s, size_t len);
/* A copy of the string `s`; NULL gives NULL. */
char *arena_strdup(struct arena *, const char *s);
/* A formatted string in the arena. */
char *arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Bytes handed out so far: for limits and statistics. */
size_t arena_used(const struct arena *);

/* malloc, calloc and realloc that do not fail. Free with xfree(). */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *, size_t size);
/* A copy of the string `s`; NULL gives NULL. */
char *xstrdup(const char *s);
void xfree(void *);
/* Grows `*items` (element size `size`) so that it can hold `want` elements; doubles `*room`. */
void *xgrow(void *items, size_t *room, size_t want, size_t size);

/* For a program that runs for a moment and ends, before it allocates anything: tunes the heap, of
 * about `heap` bytes, for speed instead of thrift. */
void mem_for_short_run(size_t heap);

/* Called with the size that could not be had. NULL restores the default (message and abort). The
 * program ends with a message and status 2: reports are written whole at the end, so that none is
 * left in part. */
void mem_set_handler(void (*handler)(size_t size));
/* What an allocation does that fails: for foreign libraries that only say that they failed so. */
_Noreturn void mem_exhausted(size_t size);

/* Appends to a growing array kept in the fields `v`, `n` and `room` of a struct:
 * VEC_PUSH(&list, item). The array is freed with xfree(list.v). */
#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, room;                                                                            \
    }
#define VEC_PUSH(list, item)                                                                       \
    ((list)->v = xgrow((list)->v, &(list)->room, (list)->n + 1, sizeof *(list)->v),                \
        (list)->v[(list)->n++] = (item))

#endif
