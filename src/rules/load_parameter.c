/* <parameter>: a figure that the user may set for a run (--set), with its type and, where it has
 * one, a default. A bound written "$name" takes its value; a parameter without a value makes the
 * bound impossible to meet, because a bound that is left out would be met by everything. */
#include <string.h>

#include "base/diag.h"
#include "base/nearest.h"
#include "rules/load.h"
#include "rules/names.h"

static const char *const examples[] = {[PARAMETER_NUMBER] = "120000",
    [PARAMETER_MONEY] = "3.34",
    [PARAMETER_PERCENT] = "95",
    [PARAMETER_DATE] = "2019-03-31",
    [PARAMETER_TEXT] = "any words"};

static const enum value_kind kinds[] = {[PARAMETER_NUMBER] = VALUE_NUMBER,
    [PARAMETER_MONEY] = VALUE_MONEY,
    [PARAMETER_PERCENT] = VALUE_PERCENT,
    [PARAMETER_DATE] = VALUE_DATE,
    [PARAMETER_TEXT] = VALUE_KINDS};

/* Reads `text` as the parameter's type; false when it is none. */
static bool read_value(struct parameter *p, const char *text)
{
    enum value_kind kind = kinds[p->type];
    double number;
    memset(&p->value, 0, sizeof p->value);
    if (!*text)
        return false;
    if (p->type == PARAMETER_TEXT)
        return true;
    if (kind != VALUE_DATE && parse_decimal(text, &number)) {
        p->value.kind = kind;
        p->value.lo = p->value.hi = number;
        return true;
    }
    return values_parse(text, &p->value) && p->value.kind == kind;
}

static void load_parameter(struct loader *l, const struct xml_node *n, struct parameter *p)
{
    p->name = load_id(l, n, "name");
    p->type = (enum parameter_type)load_word(l, n, "type", parameter_words, PARAMETER_NUMBER);
    p->unit = load_attr(l, n, "unit");
    p->why = load_attr(l, n, "why");
    p->text = load_attr(l, n, "default");
    if (p->text && !read_value(p, p->text))
        load_error(l, n, "default", "pack.value",
            arena_printf(l->arena, "write it like \"%s\"", examples[p->type]), "\"%s\" is no %s",
            p->text, parameter_words[p->type]);
}

void load_parameters(struct loader *l, const struct xml_node *root)
{
    struct pack *p = l->pack;
    struct parameter *all = arena_array(
        l->arena, (size_t)p->parameter_count + count_named(root, "parameter"), sizeof *all);
    if (p->parameter_count)
        memcpy(all, p->parameters, p->parameter_count * sizeof *all);
    p->parameters = all;
    for (const struct xml_node *n = xml_first(root); n; n = xml_next(n)) {
        if (!xml_is(n, "parameter"))
            continue;
        load_parameter(l, n, &all[p->parameter_count]);
        const char *name = all[p->parameter_count].name;
        if (!name)
            continue;
        if (map_get(l->parameter_names, name, strlen(name)))
            load_error(l, n, "name", "pack.duplicate", "give each its own name",
                "there is a parameter \"%s\" already", name);
        else
            map_set(
                l->parameter_names, name, strlen(name), (void *)(uintptr_t)(++p->parameter_count));
    }
}

void load_settings(struct loader *l)
{
    for (size_t i = 0; l->settings && i < l->settings->n; i++) {
        struct setting *s = &l->settings->v[i];
        uintptr_t known = (uintptr_t)map_get(l->parameter_names, s->name, strlen(s->name));
        if (!known)
            continue;
        struct parameter *p = &l->pack->parameters[known - 1];
        s->known = true;
        p->text = arena_strdup(l->arena, s->value);
        p->set = true;
        if (!read_value(p, p->text))
            diag_add(l->diag, DIAG_ERROR, "setting.value", NULL, 0, 0, NULL,
                arena_printf(l->arena, "write it like %s=%s", p->name, examples[p->type]),
                "%s is a %s: \"%s\" is none", p->name, parameter_words[p->type], s->value);
    }
}

bool load_parameter_bound(struct loader *l, const struct xml_node *node, const char *name,
    enum value_kind kind, struct value *out, bool *never)
{
    const char *text = load_attr(l, node, name) + 1; /* behind the "$" */
    uintptr_t known = (uintptr_t)map_get(l->parameter_names, text, strlen(text));
    if (!known) {
        load_error(l, node, name, "pack.unknown-parameter",
            map_count(l->parameter_names) ? load_advice_map(l, l->parameter_names, text)
                                          : "declare it in pack.xml: <parameter name=\"...\" .../>",
            "there is no parameter \"%s\"", text);
        return false;
    }
    const struct parameter *p = &l->pack->parameters[known - 1];
    *never = !p->text;
    *out = p->value;
    if (kinds[p->type] != kind) {
        load_error(l, node, name, "pack.value", "take a parameter of the value's kind",
            "the parameter \"%s\" is a %s, not a %s", p->name, parameter_words[p->type],
            value_kind_words[kind]);
        return false;
    }
    return true;
}
