/* A plan to fill in, made from a pack. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "report/form.h"
#include "run/engine.h"

const char *pa_form_format(size_t i)
{
    const struct form_format *format = form_format_at(i);
    return format ? format->name : NULL;
}

const char *pa_form_format_of(const char *path)
{
    size_t len = strlen(path);
    const struct form_format *format;
    for (size_t i = 0; (format = form_format_at(i)) != NULL; i++) {
        size_t n = strlen(format->ending);
        if (len > n && strcmp(path + len - n, format->ending) == 0)
            return format->name;
    }
    return NULL;
}

enum pa_status pa_init_plan(
    struct pa_engine *e, const char *name, const char *format_name, pa_write_fn *write, void *user)
{
    const struct form_format *format;
    size_t i = 0;
    while ((format = form_format_at(i)) != NULL && strcmp(format->name, format_name) != 0)
        i++;
    if (!format) {
        engine_error(e, "form.unknown", NULL, "there is no format \"%s\"", format_name);
        return PA_ERROR_USAGE;
    }
    struct pack *pack = engine_open_pack(e, name, 0);
    if (!pack)
        return PA_ERROR_PACK;
    struct arena *arena = arena_new();
    struct form form;
    form_build(&form, arena, pack);
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    bool made = format->write(&form, &out);
    xfree(form.pieces.v);
    arena_free(arena);
    pack_free(pack);
    if (made)
        return engine_write(e, &out, write, user);
    engine_error(e, "form.failed", NULL, "the document could not be made");
    buf_clear(&out);
    return PA_ERROR_WRITE;
}
