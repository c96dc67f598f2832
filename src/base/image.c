/* An image file is a header, the block with its pointers as distances, and a map with a bit for
 * each word of it: which are pointers. The header holds the program's build id, which the linker
 * makes from all of its code: what another build wrote, with other structs, is never mapped. */
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
#include "base/mem.h"

enum { BUILD_ID = 64, HEADER = 4096, WORD = sizeof(uintptr_t), GNU_BUILD_ID = 3 };
static const char magic[16] = "planassure-img1";

struct header {
    char magic[16];
    unsigned char build[BUILD_ID];
    uint64_t size; /* of the block; a multiple of 64 words */
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

static bool write_file(const char *path, const struct self *self, const uintptr_t *words,
    const uint64_t *bits, size_t size)
{
    size_t map = size / WORD / 8, total = HEADER + size + map;
    char *file = xcalloc(total, 1);
    struct header h = {.size = size};
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
static void set_pointers(uintptr_t *words, const uint64_t *bits, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (uint64_t left = bits[i]; left; left &= left - 1)
            words[i * 64 + (size_t)__builtin_ctzll(left)] += (uintptr_t)words;
}

static char *map_file(const char *path, size_t *mapped)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat s;
    if (fd < 0)
        return NULL;
    char *map = MAP_FAILED;
    if (fstat(fd, &s) == 0 && s.st_size > HEADER) {
        *mapped = (size_t)s.st_size;
        map = mmap(NULL, *mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    }
    close(fd);
    return map == MAP_FAILED ? NULL : map;
}

static bool is_ours(const struct header *h, const struct self *self, size_t mapped)
{
    return !memcmp(h->magic, magic, sizeof magic) && !memcmp(h->build, self->build, BUILD_ID) &&
           h->size % (64 * WORD) == 0 && h->size < mapped &&
           HEADER + h->size + h->size / WORD / 8 == mapped;
}

void *image_open(const char *path, size_t *size, void **map, size_t *mapped)
{
    char *file = map_file(path, mapped);
    struct self self;
    if (!file)
        return NULL;
    struct header h;
    memcpy(&h, file, sizeof h);
    if (!find_self(&self) || !is_ours(&h, &self, *mapped)) {
        munmap(file, *mapped);
        return NULL;
    }
    uintptr_t *words = (uintptr_t *)(void *)(file + HEADER);
    const uint64_t *bits = (const uint64_t *)(void *)(file + HEADER + h.size);
    set_pointers(words, bits, h.size / WORD / 64);
    *size = h.size;
    *map = file;
    return words;
}
