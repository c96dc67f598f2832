/* The engine: what the functions of the public header share. It keeps every pack that was loaded,
 * because results point into them, and every message until the caller clears them. */
#include "run/engine.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "ingest/ingest.h"

struct pa_engine *pa_engine_new(const char *data_folder)
{
    struct pa_engine *e = xcalloc(1, sizeof *e);
    e->arena = arena_new();
    e->data_folder = arena_printf(e->arena, "%s", file_data_folder(data_folder));
    e->messages = diag_new();
    return e;
}

void pa_engine_free(struct pa_engine *e)
{
    if (!e)
        return;
    for (size_t i = 0; i < e->packs.n; i++) {
        program_free(e->packs.v[i].program);
        pack_free(e->packs.v[i].pack);
    }
    xfree(e->packs.v);
    waivers_free(e->waivers);
    baseline_free(e->baseline);
    judgements_free(e->judgements);
    xfree(e->settings.v);
    diag_free(e->messages);
    arena_free(e->arena);
    xfree(e);
}

size_t pa_message_count(const struct pa_engine *e)
{
    return diag_count(e->messages);
}

const char *pa_message_text(const struct pa_engine *e, size_t i, bool colour)
{
    if (i >= diag_count(e->messages))
        return "";
    struct buf text;
    buf_init(&text, LIMIT_REPORT_BYTES);
    diag_print(diag_at(e->messages, i), colour, &text);
    const char *kept = arena_copy(e->arena, buf_str(&text), text.len);
    buf_clear(&text);
    return kept;
}

void pa_messages_clear(struct pa_engine *e)
{
    diag_free(e->messages);
    e->messages = diag_new();
}

void pa_engine_name_stdin(struct pa_engine *e, const char *name)
{
    e->stdin_name = arena_strdup(e->arena, name);
}

static void list_installed(struct pa_engine *e)
{
    if (e->listed)
        return;
    e->listed = true; /* once: an answer must not change while it is given */
    e->installed = pack_list(e->arena, e->data_folder, &e->installed_count);
}

const char *pa_pack_id(struct pa_engine *e, size_t i)
{
    list_installed(e);
    return e->installed && i < e->installed_count ? e->installed[i] : NULL;
}

const char *pa_pack_title(struct pa_engine *e, size_t i)
{
    const char *id = pa_pack_id(e, i);
    return id ? pack_title(e->arena, e->data_folder, id) : NULL;
}

struct pack *engine_open_pack(struct pa_engine *e, const char *id_or_path, unsigned flags)
{
    return pack_load_with(id_or_path, e->data_folder, flags, &e->settings, e->messages);
}

const struct loaded_pack *engine_add_pack(
    struct pa_engine *e, const char *id_or_path, const char *installed)
{
    struct loaded_pack loaded = {.installed = installed};
    if (e->settings.n ||
        !engine_open_image(e, id_or_path, &loaded)) { /* images have the defaults */
        loaded.pack = engine_open_pack(e, id_or_path, 0);
        loaded.program = loaded.pack ? program_new(loaded.pack, e->messages) : NULL;
    }
    if (!loaded.program) {
        pack_free(loaded.pack);
        return NULL;
    }
    VEC_PUSH(&e->packs, loaded);
    return &e->packs.v[e->packs.n - 1];
}

enum pa_status pa_engine_load_pack(struct pa_engine *e, const char *id_or_path)
{
    if (!engine_add_pack(e, id_or_path, NULL))
        return PA_ERROR_PACK;
    e->named = e->packs.n;
    e->packs.v[e->named - 1].used = true;
    return PA_OK;
}

const struct loaded_pack *engine_current(const struct pa_engine *e)
{
    return e->named ? &e->packs.v[e->named - 1] : NULL;
}

const char *pa_engine_pack(const struct pa_engine *e)
{
    const struct loaded_pack *current = engine_current(e);
    return current ? current->pack->id : NULL;
}

static void unknown_requirement(struct pa_engine *e, const struct pack *pack, const char *id)
{
    const char **ids = xcalloc(pack->requirement_count + 1, sizeof *ids);
    for (uint32_t i = 0; i < pack->requirement_count; i++)
        ids[i] = pack->requirements[i].id;
    const char *near = nearest_of(id, ids, pack->requirement_count);
    engine_error(e, "requirement.unknown",
        near ? arena_printf(e->arena, "did you mean \"%s\"?", near)
             : "\"planassure rules list\" shows the requirements",
        "the pack %s has no requirement \"%s\"", pack->id, id);
    xfree(ids);
}

static enum pa_status find_criterion(
    struct pa_engine *e, const struct requirement *q, const char *criterion)
{
    const char **ids = xcalloc(q->criterion_count + 1, sizeof *ids);
    bool found = false;
    for (uint32_t i = 0; i < q->criterion_count; i++) {
        ids[i] = q->criteria[i].id;
        found |= strcmp(ids[i], criterion) == 0;
    }
    if (!found) {
        struct buf advice;
        buf_init(&advice, 64000);
        buf_add_str(&advice, "its criteria are");
        for (uint32_t i = 0; i < q->criterion_count; i++)
            buf_printf(&advice, "%s %s", i ? "," : "", ids[i]);
        engine_error(e, "criterion.unknown", buf_str(&advice),
            "the requirement %s has no criterion \"%s\"", q->id, criterion);
        buf_clear(&advice);
    }
    xfree(ids);
    return found ? PA_OK : PA_ERROR_USAGE;
}

enum pa_status engine_find(struct pa_engine *e, const struct pack *pack, const char *id)
{
    const char *slash = strchr(id, '/');
    const char *name = arena_copy(e->arena, id, slash ? (size_t)(slash - id) : strlen(id));
    uint32_t i = pack_requirement(pack, name);
    if (i == RULES_NONE) {
        unknown_requirement(e, pack, name);
        return PA_ERROR_USAGE;
    }
    return slash ? find_criterion(e, &pack->requirements[i], slash + 1) : PA_OK;
}

enum pa_status pa_engine_find(struct pa_engine *e, const char *id)
{
    const struct loaded_pack *current = engine_current(e);
    if (current)
        return engine_find(e, current->pack, id);
    const size_t length = strcspn(id, "/");
    const char *name = arena_copy(e->arena, id, length);
    const struct pack *last = NULL;
    for (size_t i = 0; i < e->packs.n; i++) {
        if (!e->packs.v[i].used)
            continue;
        last = e->packs.v[i].pack;
        if (pack_requirement(last, name) != RULES_NONE)
            return engine_find(e, last, id);
    }
    if (last)
        return engine_find(e, last, id);
    engine_error(e, "pack.none", "load one first", "no pack is loaded");
    return PA_ERROR_USAGE;
}

bool engine_read_plan(struct pa_engine *e, const char *path, const char **name, char **bytes,
    size_t *len, struct ingest_error *error)
{
    static const char *const codes[] = {[FILE_MISSING] = "plan.missing",
        [FILE_DENIED] = "plan.denied",
        [FILE_IS_FOLDER] = "plan.folder",
        [FILE_TOO_LARGE] = "plan.too-large",
        [FILE_FAILED] = "plan.unreadable"};
    *name = strcmp(path, "-") == 0 && e->stdin_name ? e->stdin_name : path;
    enum file_status status = file_read(path, LIMIT_PLAN_BYTES, bytes, len);
    if (status == FILE_OK)
        return true;
    if (status == FILE_TOO_LARGE)
        return ingest_fail(error, codes[status],
            "it is longer than %u MiB, the most that is read: submit the plan without its "
            "attachments, or in parts",
            LIMIT_PLAN_BYTES >> 20);
    return ingest_fail(error, codes[status], "%s", file_status_text(status));
}

enum pa_status engine_write(struct pa_engine *e, struct buf *text, pa_write_fn *write, void *user)
{
    enum pa_status status = PA_OK;
    if (text->full) {
        engine_error(e, "report.too-large", "check fewer plans at a time",
            "the report is longer than %u MiB", LIMIT_REPORT_BYTES >> 20);
        status = PA_ERROR_WRITE;
    } else if (text->len && !write(user, text->s, text->len)) {
        status = PA_ERROR_WRITE;
    }
    buf_clear(text);
    return status;
}
