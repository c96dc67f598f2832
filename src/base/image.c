/* An image file is a header, the block, and a map with a bit for each word of it: which are
 * pointers. Each image has an address of its own, chosen from what it holds, and its pointers are
 * those that are right there: mapped at home nothing is written, so that its pages stay those of
 * the page cache, shared by all processes; where home is taken all pointers are moved. The header
 * holds the program's build id, which the linker makes from all of its code: what another build
 * wrote, with other structs, is never mapped. */
#include "config.h"

#include "base/image.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

enum { BUILD_ID = 64, HEADER = 4096, WORD = sizeof(uintptr_t), GNU_BUILD_ID = 3 };
static const char magic[16] = "planassure-img2";

/* Where images live: far from where systems put programs, libraries and stacks, and from the
 * shadows of the sanitizers. */
#define HOMES_AT  UINT64_C(0x100000000000)
#define HOME_SIZE (UINT64_C(1) << 29) /* more than LIMIT_IMAGE_BYTES, the map and the header */
#define HOMES     UINT64_C(4096)
_Static_assert(HOME_SIZE > LIMIT_IMAGE_BYTES + LIMIT_IMAGE_BYTES / 32, "an image fits its home");
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0 /* the address is a wish then, as in older systems */
#endif

struct header {
    char magic[16];
    unsigned char build[BUILD_ID];
    uint64_t size; /* of the block; a multiple of 64 words */
    uint64_t home; /* where the file wants to be mapped */
};
_Static_assert(sizeof(struct header) <= HEADER, "the block begins on a page");

/* The object in memory that this code is part of. */
struct self {
    unsigned char build[BUILD_ID];
    bool has_build, found;
};

static void read_notes(struct self *self, const char *at, size_t size)
{
    while (size >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        memcpy(&note, at, sizeof note);
        size_t name = (note.n_namesz + 3u) & ~3u, data = (note.n_descsz + 3u) & ~3u;
        const char *words = at + sizeof note;
        if (sizeof note + name + data > size)
            return;
        if (note.n_type == GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(words, "GNU", 4) &&
            note.n_descsz <= BUILD_ID) {
            memcpy(self->build, words + name, note.n_descsz);
            self->has_build = true;
        }
        at += sizeof note + name + data;
        size -= sizeof note + name + data;
    }
}

static int look_at_object(struct dl_phdr_info *info, size_t size, void *user)
{
    (void)size;
    struct self here = {.found = false}, *out = user;
    uintptr_t own = (uintptr_t)magic;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + p->p_vaddr;
        if (p->p_type == PT_NOTE)
            read_notes(&here, (const char *)from, p->p_filesz);
        else if (p->p_type == PT_LOAD && own >= from && own < from + p->p_memsz)
            here.found = true;
    }
    if (here.found)
        *out = here;
    return here.found;
}

static bool find_self(struct self *self)
{
    *self = (struct self){.found = false};
    dl_iterate_phdr(look_at_object, self);
    return self->found && self->has_build;
}

/* ---- writing ---- */
/* What differs between two blocks made alike and is no pointer into them is no data: it lies in the
 * padding of a struct. */
static uintptr_t common_bytes(uintptr_t a, uintptr_t b)
{
    uintptr_t out = 0;
    for (unsigned shift = 0; shift < 8 * WORD; shift += 8) {
        uintptr_t mask = (uintptr_t)0xFF << shift;
        if ((a & mask) == (b & mask))
            out |= a & mask;
    }
    return out;
}

/* Turns the pointers of the copy `words` of block `a` into distances; `bits` says which they are.
 */
static void find_pointers(
    uintptr_t *words, const uintptr_t *a, const uintptr_t *b, size_t count, uint64_t *bits)
{
    for (size_t i = 0; i < count; i++) {
        uintptr_t distance = a[i] - (uintptr_t)a;
        bool inside = a[i] != b[i] && distance == b[i] - (uintptr_t)b && distance <= count * WORD;
        words[i] = inside ? distance : common_bytes(a[i], b[i]);
        if (inside)
            bits[i / 64] |= UINT64_C(1) << i % 64;
    }
}

static uint64_t home_for(const uintptr_t *words, size_t count)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < count; i++)
        h = (h ^ words[i]) * UINT64_C(1099511628211);
    return HOMES_AT + (h >> 32) % HOMES * HOME_SIZE;
}

/* Adds `by` to all pointers. */
static void move_pointers(uintptr_t *words, const uint64_t *bits, size_t count, uintptr_t by)
{
    for (size_t i = 0; i < count; i++)
        for (uint64_t left = bits[i]; left; left &= left - 1)
            words[i * 64 + (size_t)__builtin_ctzll(left)] += by;
}

static bool write_file(
    const char *path, const struct self *self, uintptr_t *words, const uint64_t *bits, size_t size)
{
    size_t map = size / WORD / 8, total = HEADER + size + map;
    char *file = xcalloc(total, 1);
    struct header h = {.size = size, .home = home_for(words, size / WORD)};
    move_pointers(words, bits, size / WORD / 64, (uintptr_t)h.home + HEADER);
    memcpy(h.magic, magic, sizeof magic);
    memcpy(h.build, self->build, BUILD_ID);
    memcpy(file, &h, sizeof h);
    memcpy(file + HEADER, words, size);
    memcpy(file + HEADER + size, bits, map);
    bool ok = file_write(path, file, total);
    xfree(file);
    return ok;
}

bool image_write(const char *path, const void *a, const void *b, size_t size, const char **why)
{
    struct self self;
    *why = "the program has no build id";
    if (!find_self(&self))
        return false;
    size_t step = 64 * WORD, padded = (size + step - 1) / step * step;
    uintptr_t *words = xcalloc(padded, 1);
    uint64_t *bits = xcalloc(padded / WORD / 64, sizeof *bits);
    memcpy(words, a, size);
    find_pointers(words, a, b, size / WORD, bits);
    bool ok = write_file(path, &self, words, bits, padded);
    *why = ok ? NULL : "the file cannot be written";
    xfree(words);
    xfree(bits);
    return ok;
}

/* ---- opening ---- */
static bool is_ours(const struct header *h, const struct self *self, size_t len)
{
    return !memcmp(h->magic, magic, sizeof magic) && !memcmp(h->build, self->build, BUILD_ID) &&
           h->size % (64 * WORD) == 0 && h->size < len &&
           HEADER + h->size + h->size / WORD / 8 == len;
}

static bool read_header(int fd, struct header *h, size_t *len)
{
    struct stat s;
    struct self self;
    if (fstat(fd, &s) != 0 || s.st_size <= HEADER ||
        pread(fd, h, sizeof *h, 0) != (ssize_t)sizeof *h)
        return false;
    *len = (size_t)s.st_size;
    return find_self(&self) && is_ours(h, &self, *len);
}

/* At home when it is free, else where the system likes. */
static char *map_file(int fd, const struct header *h, size_t len)
{
    const int access = PROT_READ | PROT_WRITE;
    void *home = (void *)(uintptr_t)h->home;
    char *map = mmap(home, len, access, MAP_PRIVATE | MAP_FIXED_NOREPLACE, fd, 0);
    if (map == MAP_FAILED)
        map = mmap(NULL, len, access, MAP_PRIVATE, fd, 0);
    return map == MAP_FAILED ? NULL : map;
}

void *image_open(const char *path, size_t *size, void **map, size_t *mapped)
{
    struct header h;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *file = fd >= 0 && read_header(fd, &h, mapped) ? map_file(fd, &h, *mapped) : NULL;
    if (fd >= 0)
        close(fd);
    if (!file)
        return NULL;
    uintptr_t *words = (uintptr_t *)(void *)(file + HEADER);
    const uint64_t *bits = (const uint64_t *)(void *)(file + HEADER + h.size);
    if ((uintptr_t)file != h.home)
        move_pointers(words, bits, h.size / WORD / 64, (uintptr_t)file - (uintptr_t)h.home);
    *size = h.size;
    *map = file;
    return words;
}
