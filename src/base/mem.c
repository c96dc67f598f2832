/* Arenas are chains of pages that double up to a cap; an allocation larger than a page gets one of
 * its own. */
#include "config.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { FIRST_PAGE = 16 * 1024, LARGEST_PAGE = 1024 * 1024 };

struct page {
    struct page *next;
    size_t used, size;
    max_align_t data[];
};

struct arena {
    struct page *pages; /* newest first */
    struct page *spare; /* zeroed, of arena_reset() */
    size_t used, next_size;
    void *mapped; /* of arena_new_block() and arena_over() */
    size_t mapped_size;
};

static void (*out_of_memory)(size_t size);

void mem_set_handler(void (*handler)(size_t size))
{
    out_of_memory = handler;
}

/* Many small heaps, and memory that goes back to the system and is asked for again, cost a third of
 * a short run. The heap is grown once and its address space marked for huge pages: one fault there
 * stands for hundreds. */
void mem_for_short_run(size_t heap)
{
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    enum { MOST = 32 << 20, MORE = 4 << 20 }; /* a larger threshold of mmap is refused */
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, MOST);
    mallopt(M_TRIM_THRESHOLD, 2 * MOST);
    mallopt(M_TOP_PAD, MORE);
    char *p = malloc(heap);
    uintptr_t page = 4096, from = ((uintptr_t)p + page - 1) / page * page;
    if (p)
        madvise((void *)from, heap - page, MADV_HUGEPAGE);
    free(p);
#else
    (void)heap;
#endif
}

_Noreturn void mem_exhausted(size_t size)
{
    if (out_of_memory)
        out_of_memory(size);
    fprintf(stderr, "planassure: out of memory (%zu bytes wanted)\n", size);
    abort();
}

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        mem_exhausted(size);
    return p;
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        mem_exhausted(count);
    return p;
}

void *xrealloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        mem_exhausted(size);
    return p;
}

char *xstrdup(const char *s)
{
    size_t len = s ? strlen(s) + 1 : 0;
    char *copy = s ? xmalloc(len) : NULL;
    if (copy)
        memcpy(copy, s, len);
    return copy;
}

void xfree(void *p)
{
    free(p);
}

void *xgrow(void *items, size_t *room, size_t want, size_t size)
{
    if (want <= *room)
        return items;
    size_t more = *room ? *room * 2 : 8;
    if (more < want)
        more = want;
    size_t bytes;
    if (__builtin_mul_overflow(more, size, &bytes))
        mem_exhausted(SIZE_MAX);
    *room = more;
    return xrealloc(items, bytes);
}

struct arena *arena_new(void)
{
    struct arena *a = xcalloc(1, sizeof *a);
    a->next_size = FIRST_PAGE;
    return a;
}

struct arena *arena_over(void *mapped, size_t size)
{
    struct arena *a = arena_new();
    a->mapped = mapped;
    a->mapped_size = size;
    return a;
}

/* Nothing is spent on what is not used of the room: the system gives pages when they are touched.
 */
struct arena *arena_new_block(size_t room)
{
    void *block = mmap(
        NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (block == MAP_FAILED)
        return NULL;
    struct arena *a = arena_over(block, room);
    a->pages = block;
    a->pages->size = room - sizeof *a->pages;
    return a;
}

void *arena_block(const struct arena *a, size_t *used)
{
    bool alone = a->mapped && (void *)a->pages == a->mapped;
    *used = alone ? a->pages->used : 0;
    return alone ? a->pages->data : NULL;
}

static void free_pages(struct page *p, const void *last)
{
    for (struct page *next; p && (void *)p != last; p = next) {
        next = p->next;
        free(p);
    }
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    free_pages(a->pages, a->mapped);
    free_pages(a->spare, NULL);
    if (a->mapped)
        munmap(a->mapped, a->mapped_size);
    free(a);
}

void arena_adopt(struct arena *a, struct arena *from)
{
    struct page **end = &a->pages;
    while (*end)
        end = &(*end)->next;
    *end = from->pages;
    a->used += from->used;
    from->pages = NULL;
    arena_free(from);
}

void arena_reset(struct arena *a)
{
    for (struct page *p = a->pages, *next; p && (void *)p != a->mapped; p = next) {
        next = p->next;
        memset(p->data, 0, p->used);
        p->used = 0;
        p->next = a->spare;
        a->spare = p;
        a->pages = next;
    }
    a->used = 0;
}

/* The first spare page that is large enough; NULL when there is none. */
static struct page *take_spare(struct arena *a, size_t size)
{
    for (struct page **at = &a->spare; *at; at = &(*at)->next)
        if ((*at)->size >= size) {
            struct page *p = *at;
            *at = p->next;
            return p;
        }
    return NULL;
}

static struct page *add_page(struct arena *a, size_t size)
{
    struct page *spare = take_spare(a, size);
    if (spare) {
        spare->next = a->pages;
        return a->pages = spare;
    }
    size_t room = size > a->next_size ? size : a->next_size;
    struct page *p = xcalloc(1, sizeof *p + room); /* fresh memory of the system is zero already */
    p->size = room;
    p->next = a->pages;
    a->pages = p;
    if (a->next_size < LARGEST_PAGE)
        a->next_size *= 2;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = sizeof(max_align_t);
    if (size > SIZE_MAX - align - sizeof(struct page))
        mem_exhausted(size);
    size = (size + align - 1) / align * align;
    struct page *p = a->pages;
    if (!p || p->size - p->used < size)
        p = add_page(a, size);
    void *out = (char *)p->data + p->used;
    p->used += size;
    a->used += size;
    return out;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        mem_exhausted(SIZE_MAX);
    return arena_alloc(a, bytes);
}

char *arena_copy(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1);
    if (len)
        memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_copy(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = arena_alloc(a, (size_t)(len < 0 ? 0 : len) + 1);
    if (len > 0)
        vsnprintf(out, (size_t)len + 1, format, again);
    va_end(again);
    return out;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
