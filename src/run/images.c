/* Installed packs as images: made when the program is built, mapped at a start. An image stands for
 * the pack's files as long as these say the same; otherwise, and where there is none, the pack is
 * loaded and compiled as ever. */
#include <string.h>
#include <sys/mman.h>

#include "base/file.h"
#include "base/image.h"
#include "base/limits.h"
#include "run/engine.h"

struct packed { /* what an image begins with */
    struct pack *pack;
    struct program *program;
};

static const char *image_path(struct arena *arena, const char *id)
{
    return file_part(arena, arena_printf(arena, "planassure-packs/%s.image", id));
}

bool engine_open_image(struct pa_engine *e, const char *id, struct loaded_pack *out)
{
    if (strchr(id, '/'))
        return false;
    size_t size, mapped;
    void *map;
    struct arena *scratch = arena_new();
    struct packed *packed = image_open(image_path(scratch, id), &size, &map, &mapped);
    arena_free(scratch);
    if (!packed)
        return false;
    struct arena *arena = arena_over(map, mapped);
    if (!pack_is_current(packed->pack, e->data_folder)) {
        arena_free(arena);
        return false;
    }
    packed->pack->arena = arena;
    program_attach(packed->program);
    out->pack = packed->pack;
    out->program = packed->program;
    return true;
}

/* One block with pack and program, for an image; NULL and messages when the pack is wrong. */
static struct arena *make_block(struct pa_engine *e, const char *id)
{
    struct arena *arena = arena_new_block(LIMIT_IMAGE_BYTES);
    struct packed *packed = arena ? arena_alloc(arena, sizeof *packed) : NULL;
    if (packed)
        packed->pack = pack_load_in(arena, id, e->data_folder, e->messages);
    if (packed && packed->pack)
        packed->program = program_new_in(arena, packed->pack, e->messages);
    if (!packed || !packed->program) {
        arena_free(arena);
        return NULL;
    }
    program_detach(packed->program);
    packed->pack->arena = NULL;
    return arena;
}

static enum pa_status write_image(
    struct pa_engine *e, const struct arena *a, const struct arena *b, const char *path)
{
    size_t size, other;
    const void *first = arena_block(a, &size), *second = arena_block(b, &other);
    const char *why = "it is too large";
    if (first && second && size == other && image_write(path, first, second, size, &why))
        return PA_OK;
    engine_error(e, "pack.image", "packs work without: a start only takes longer",
        "no image can be made: %s", why);
    return PA_ERROR_WRITE;
}

enum pa_status pa_rules_compile(struct pa_engine *e, const char *id, const char *path)
{
    struct arena *a = make_block(e, id), *b = a ? make_block(e, id) : NULL;
    enum pa_status status = b ? write_image(e, a, b, path) : PA_ERROR_PACK;
    arena_free(a);
    arena_free(b);
    return status;
}
