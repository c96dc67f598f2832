/* The pack of a plan for which none was named: told from the heads of the installed packs, loaded
 * once and kept. */
#include <string.h>

#include "base/buf.h"
#include "run/engine.h"

/* Reads the heads once; what is wrong in them is said once. */
static const struct pack_heads *heads_of(struct pa_engine *e)
{
    if (!e->heads) {
        e->heads = arena_alloc(e->arena, sizeof *e->heads);
        pack_heads_load(e->arena, e->data_folder, e->messages, e->heads);
    }
    return e->heads;
}

/* "gpfv-2017, icb-access-2023" */
static const char *list_packs(struct pa_engine *e, const struct pack_heads *heads)
{
    struct buf list;
    buf_init(&list, 64000);
    for (uint32_t i = 0; i < heads->n; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", heads->v[i].id);
    const char *kept = arena_strdup(e->arena, buf_str(&list));
    buf_clear(&list);
    return kept;
}

static void say_none(struct pa_engine *e, const struct pack_heads *heads,
    const struct detection *found, struct ingest_error *error)
{
    const char *packs = list_packs(e, heads);
    if (!heads->n)
        ingest_fail(error, "pack.none", "no pack is installed: name one by its path with -p");
    else if (found->second && found->score >= found->first->detect.at_least)
        ingest_fail(error, "pack.tie",
            "two packs fit it about equally, %s (%g points) and %s (%g): name one with -p, of %s",
            found->first->id, found->score, found->second->id, found->second_score, packs);
    else if (found->first)
        ingest_fail(error, "pack.undetected",
            "no pack fits it: the nearest, %s, has %g of the %g points it needs: name one with "
            "-p, of %s",
            found->first->id, found->score, found->first->detect.at_least, packs);
    else
        ingest_fail(error, "pack.undetected",
            "nothing in it says which pack it is for: name one with -p, of %s", packs);
}

/* The installed pack `id`, loaded when it is not yet; NULL and messages. */
static struct loaded_pack *load_once(struct pa_engine *e, const char *id)
{
    for (size_t i = 0; i < e->packs.n; i++)
        if (e->packs.v[i].installed && strcmp(e->packs.v[i].installed, id) == 0)
            return &e->packs.v[i];
    if (e->preloaded || !engine_add_pack(e, id, id))
        return NULL;
    return &e->packs.v[e->packs.n - 1];
}

const struct program *engine_choose(struct pa_engine *e, const struct doc *doc, struct arena *arena,
    struct detection **detection, struct ingest_error *error)
{
    const struct pack_heads *heads = heads_of(e);
    struct detection *found = arena_alloc(arena, sizeof *found);
    *detection = NULL;
    const char *id = NULL;
    if (heads->wrong) { /* it may be the one that the plan is for */
        ingest_fail(error, "pack.wrong",
            "the installed pack %s cannot be read, so that none can be chosen: name one with -p",
            heads->wrong);
        return NULL;
    }
    if (heads->n == 1 && !heads->v[0].detect.count) {
        id = heads->v[0].id; /* there is no other, and it asks for nothing */
    } else {
        detect(arena, heads, doc, found);
        if (!found->chosen) {
            say_none(e, heads, found, error);
            return NULL;
        }
        *detection = found;
        id = found->chosen->id;
    }
    struct loaded_pack *loaded = load_once(e, id);
    if (!loaded)
        ingest_fail(error, "pack.wrong", "the pack %s is for it, but has errors", id);
    if (loaded)
        loaded->used = true;
    return loaded ? loaded->program : NULL;
}

void engine_preload(struct pa_engine *e)
{
    ingest_prepare();
    if (!engine_current(e)) {
        const struct pack_heads *heads = heads_of(e);
        struct diag *own = e->messages;
        e->messages = diag_new(); /* of packs that nobody may need */
        for (uint32_t i = 0; i < heads->n; i++)
            load_once(e, heads->v[i].id);
        diag_free(e->messages);
        e->messages = own;
        e->preloaded = true;
    }
    for (size_t i = 0; i < e->packs.n; i++)
        program_make_ready(e->packs.v[i].program);
}
