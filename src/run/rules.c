/* Work on a pack for those who write rules: list, show, lint. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "run/engine.h"

enum pa_status pa_rules_list(struct pa_engine *e, const char *name, pa_write_fn *write, void *user)
{
    struct pack *pack = engine_open_pack(e, name, 0);
    if (!pack)
        return PA_ERROR_PACK;
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    pack_print_list(pack, &out);
    pack_free(pack);
    return engine_write(e, &out, write, user);
}

enum pa_status pa_rules_show(
    struct pa_engine *e, const char *name, const char *requirement, pa_write_fn *write, void *user)
{
    struct pack *pack = engine_open_pack(e, name, RULES_WITH_EXAMPLES);
    if (!pack)
        return PA_ERROR_PACK;
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    enum pa_status status = engine_find(e, pack, requirement);
    uint32_t i = pack_requirement(pack, requirement);
    if (i != RULES_NONE) {
        pack_print_requirement(pack, i, &out);
    } else if (status == PA_OK) { /* it names a criterion */
        engine_error(e, "requirement.unknown", "leave the criterion out",
            "\"%s\" is not a requirement", requirement);
        status = PA_ERROR_USAGE;
    }
    pack_free(pack);
    enum pa_status written = engine_write(e, &out, write, user);
    return status != PA_OK ? status : written;
}

enum pa_status pa_rules_lint(struct pa_engine *e, const char *name, pa_write_fn *write, void *user)
{
    size_t before = diag_errors(e->messages), known = diag_count(e->messages);
    struct pack *pack = engine_open_pack(e, name, RULES_WITH_EXAMPLES | RULES_VALIDATE);
    if (!pack)
        return PA_ERROR_PACK;
    pack_lint(pack, e->messages);
    struct program *program = program_new(pack, e->messages);
    program_free(program);
    size_t errors = diag_errors(e->messages) - before;
    size_t others = diag_count(e->messages) - known;
    others = others > errors ? others - errors : 0;
    struct buf out;
    buf_init(&out, LIMIT_REPORT_BYTES);
    buf_printf(&out, "%s: %u requirement%s, %u concepts: %zu error%s, %zu warning%s\n", pack->id,
        pack->requirement_count, pack->requirement_count == 1 ? "" : "s", pack->concept_count,
        errors, errors == 1 ? "" : "s", others, others == 1 ? "" : "s");
    pack_free(pack);
    enum pa_status status = engine_write(e, &out, write, user);
    return errors ? PA_ERROR_PACK : status;
}
