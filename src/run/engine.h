/* The engine behind the public handle: data folder, packs with their programs, messages. */
#ifndef RUN_ENGINE_H
#define RUN_ENGINE_H

#include "assess/assess.h"
#include "base/diag.h"
#include "base/mem.h"
#include "ingest/ingest.h"
#include "match/detect.h"
#include "match/match.h"
#include "planassure.h"
#include "review/judgements.h"
#include "rules/rules.h"

struct loaded_pack {
    struct pack *pack;
    struct program *program;
    const char *installed; /* the id by which it was detected; NULL: it was named */
    bool used;             /* a plan was checked against it */
};

struct pa_engine {
    struct arena *arena; /* strings that were handed out */
    const char *data_folder, *stdin_name;
    struct diag *messages;
    VEC(struct loaded_pack) packs; /* results borrow from them: kept until the end */
    unsigned threads;              /* that one plan may take */
    size_t named;                  /* 1 + index of the pack that was named last; 0: none was */
    char **installed;              /* ids; NULL until asked for */
    size_t installed_count;
    bool listed;              /* they were asked for */
    struct settings settings; /* for the packs that are loaded from now on */
    bool preloaded;           /* what is not loaded now is wrong */
    struct pack_heads *heads; /* NULL until a plan needs them */
    struct review review;     /* results borrow it, and what it holds, which is ours */
    struct waivers *waivers;
    struct baseline *baseline;
    struct judgements *judgements; /* NULL: none; results borrow them */
};

struct pa_result {
    struct result *result;
};

/* Adds an error without a place. */
#define engine_error(engine, code, advice, ...)                                                    \
    diag_add((engine)->messages, DIAG_ERROR, code, NULL, 0, 0, NULL, advice, __VA_ARGS__)

/* Loads a pack for one piece of work (free with pack_free()); NULL and messages when it is wrong.
 */
struct pack *engine_open_pack(struct pa_engine *, const char *id_or_path, unsigned flags);
/* Loads and keeps a pack; NULL and messages when it is wrong. `installed` as in the struct. */
const struct loaded_pack *engine_add_pack(
    struct pa_engine *, const char *id_or_path, const char *installed);
/* Maps the image of an installed pack; false when there is none that is current. */
bool engine_open_image(struct pa_engine *, const char *id, struct loaded_pack *);
/* The pack that the plan's own words speak for: its program, and why (in the arena; NULL when it is
 * the only pack there is and asks for nothing). NULL and `*error` when none is or several are. */
const struct program *engine_choose(struct pa_engine *, const struct doc *, struct arena *,
    struct detection **, struct ingest_error *error);
/* The pack that was named last; NULL when none was. */
const struct loaded_pack *engine_current(const struct pa_engine *);
/* As pa_engine_find(), in any pack. */
enum pa_status engine_find(struct pa_engine *, const struct pack *, const char *id);
/* The bytes of a plan (free with xfree()): false when they cannot be had, and `*error` says why. */
bool engine_read_plan(struct pa_engine *, const char *path, const char **name, char **bytes,
    size_t *len, struct ingest_error *error);
/* Waivers and baseline; NULL when there is neither. */
const struct review *engine_review(const struct pa_engine *);
/* One plan in memory. */
struct engine_plan {
    const char *name, *bytes;
    size_t len;
    const struct loaded_pack *pack; /* NULL: its own words speak for one */
    const struct ingest_wire *wire; /* see ingest.h; NULL: the reader of PDFs is started */
};
/* Checks it: the result, with waivers and baseline applied. Never NULL. */
struct result *engine_check(struct pa_engine *, const struct engine_plan *);
/* Loads what plans may need: all installed packs when none was named. What is wrong with one of
 * them is said when a plan needs it. Then makes their programs ready, so that processes that are
 * forked from this one neither open files nor make code. */
void engine_preload(struct pa_engine *);
/* Hands a buffer to a sink and frees it. */
struct buf;
enum pa_status engine_write(struct pa_engine *, struct buf *, pa_write_fn *, void *user);

#endif
