/* What the user sets for a run: NAME=VALUE for the parameters that packs declare. */
#include <string.h>

#include "base/nearest.h"
#include "run/engine.h"

enum pa_status pa_engine_set(struct pa_engine *e, const char *text)
{
    size_t len = strcspn(text, "=");
    struct setting s = {arena_copy(e->arena, text, len), NULL, false};
    if (!len || !text[len]) {
        engine_error(e, "setting.form", "write it as NAME=VALUE", "\"%s\" sets nothing", text);
        return PA_ERROR_USAGE;
    }
    s.value = arena_strdup(e->arena, text + len + 1);
    for (size_t i = 0; i < e->settings.n; i++)
        if (strcmp(e->settings.v[i].name, s.name) == 0) {
            engine_error(e, "setting.twice", "say it once", "\"%s\" is set twice", s.name);
            return PA_ERROR_USAGE;
        }
    VEC_PUSH(&e->settings, s);
    return PA_OK;
}

/* Has a pack that plans were checked against such a parameter? */
static bool is_known(const struct pa_engine *e, const char *name)
{
    for (size_t i = 0; i < e->packs.n; i++)
        for (uint32_t k = 0; e->packs.v[i].used && k < e->packs.v[i].pack->parameter_count; k++)
            if (strcmp(e->packs.v[i].pack->parameters[k].name, name) == 0)
                return true;
    return false;
}

/* Names what may have been meant, of the parameters of all packs that were loaded. */
static void say_unknown(struct pa_engine *e, const char *name)
{
    struct nearest nearest;
    nearest_start(&nearest, name);
    const char *list = NULL;
    for (size_t i = 0; i < e->packs.n; i++)
        for (uint32_t k = 0; e->packs.v[i].used && k < e->packs.v[i].pack->parameter_count; k++) {
            const char *known = e->packs.v[i].pack->parameters[k].name;
            nearest_offer(&nearest, known);
            list = list ? arena_printf(e->arena, "%s, %s", list, known) : known;
        }
    engine_error(e, "setting.unknown",
        nearest.best ? arena_printf(e->arena, "did you mean \"%s\"?", nearest.best)
        : list       ? arena_printf(e->arena, "there are: %s", list)
                     : "the pack has no parameters",
        "no parameter is called \"%s\"", name);
}

enum pa_status pa_engine_check_settings(struct pa_engine *e)
{
    enum pa_status status = PA_OK;
    for (size_t i = 0; e->packs.n && i < e->settings.n; i++)
        if (!is_known(e, e->settings.v[i].name)) {
            say_unknown(e, e->settings.v[i].name);
            status = PA_ERROR_USAGE;
        }
    return status;
}
