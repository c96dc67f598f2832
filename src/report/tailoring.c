/* What a wrapper pack changed, as sentences and as data. A reader of the report sees first in what
 * it differs from the national one. */
#include "report/tailoring.h"

#include <string.h>

void tailoring_title(const struct pack *pack, struct buf *out)
{
    if (pack->base_id)
        buf_printf(out, "Differences from %s %s (%s)", pack->base_id, pack->base_version,
            pack->base_title ? pack->base_title : "");
}

/* How each change is said: what stands before `to` and before `from`; NULL: that is not said. */
static const struct {
    const char *change, *before_to, *before_from;
} forms[] = {
    {"weight", " weighs ", ", not "},
    {"level", " is ", ", not "},
    {"bound", " asks for ", ", not "},
    {"concept", " looks for ", ", not "},
    {"rating", " is ", ", not "},
    {"skip", NULL, " is left out: "},
    {"wording", " is worded anew: ", NULL},
    {"add", " is added: ", NULL},
};

void tailoring_sentence(const struct tailoring *t, struct buf *out)
{
    buf_add_str(out, t->target);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(forms[i].change, t->change) != 0)
            continue;
        if (forms[i].before_to)
            buf_printf(out, "%s%s", forms[i].before_to, t->to ? t->to : "");
        if (forms[i].before_from)
            buf_printf(out, "%s%s", forms[i].before_from, t->from ? t->from : "");
    }
    buf_printf(out, " (%s)", t->reason);
}

void tailoring_json(const struct pack *pack, struct json *j)
{
    if (!pack->base_id)
        return;
    struct json *base = json_add(j, "base", json_new_object());
    json_add(base, "id", json_new_string(pack->base_id));
    json_add(base, "version", json_new_string(pack->base_version));
    json_add(base, "sha256", json_new_string(pack->base_sha256));
    struct json *list = json_add(j, "tailoring", json_new_array());
    for (uint32_t i = 0; i < pack->tailoring_count; i++) {
        const struct tailoring *t = &pack->tailoring[i];
        struct json *change = json_add(list, NULL, json_new_object());
        json_add(change, "change", json_new_string(t->change));
        json_add(change, "target", json_new_string(t->target));
        json_add(change, "from", json_new_string(t->from));
        json_add(change, "to", json_new_string(t->to));
        json_add(change, "reason", json_new_string(t->reason));
    }
}

void parameters_sentence(const struct pack *pack, struct buf *out)
{
    for (uint32_t i = 0; i < pack->parameter_count; i++) {
        const struct parameter *p = &pack->parameters[i];
        if (p->text)
            buf_printf(out, "%s%s = %s%s%s (%s)", out->len ? ", " : "", p->name, p->text,
                p->unit ? " " : "", p->unit ? p->unit : "", p->set ? "given" : "default");
    }
}
