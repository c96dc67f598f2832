/* Readers of attributes and text: each gives a value or, after an error, its default. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "rules/load.h"

#define ID_MAX 100
#define BLANKS " \t\r\n"

const char *load_attr(struct loader *l, const struct xml_node *node, const char *name)
{
    const char *value = xml_attr(node, name);
    if (!value)
        return NULL;
    value += strspn(value, BLANKS);
    size_t len = strlen(value);
    while (len && strchr(BLANKS, value[len - 1]))
        len--;
    return len ? arena_copy(l->arena, value, len) : NULL;
}

bool parse_decimal(const char *text, double *out)
{
    if (!*text || strspn(text, "0123456789.-") != strlen(text) || strlen(text) > 20)
        return false;
    char *end;
    *out = strtod(text, &end);
    return !*end && isfinite(*out);
}

double load_number(struct loader *l, const struct xml_node *node, const char *name, double fallback,
    double min, double max)
{
    const char *text = load_attr(l, node, name);
    double value;
    if (!text)
        return fallback;
    if (parse_decimal(text, &value) && value >= min && value <= max)
        return value;
    load_error(l, node, name, "pack.number",
        arena_printf(l->arena, "write a number from %g to %g", min, max),
        "\"%s\" is no number that %s can have", text, name);
    return fallback;
}

uint32_t load_count(struct loader *l, const struct xml_node *node, const char *name,
    uint32_t fallback, uint32_t max)
{
    const char *text = load_attr(l, node, name);
    double value;
    if (!text)
        return fallback;
    if (parse_decimal(text, &value) && value >= 0 && value <= max && value == floor(value))
        return (uint32_t)value;
    load_error(l, node, name, "pack.number",
        arena_printf(l->arena, "write a whole number up to %u", max),
        "\"%s\" is no number that %s can have", text, name);
    return fallback;
}

uint32_t load_word(struct loader *l, const struct xml_node *node, const char *name,
    const char *const *words, uint32_t fallback)
{
    const char *text = load_attr(l, node, name);
    if (!text)
        return fallback;
    for (uint32_t i = 0; words[i]; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    load_error(l, node, name, "pack.word", load_advice_words(l, words, text), "%s cannot be \"%s\"",
        name, text);
    return fallback;
}

bool load_yes(struct loader *l, const struct xml_node *node, const char *name, bool fallback)
{
    static const char *const words[] = {"no", "yes", NULL};
    return load_word(l, node, name, words, fallback) == 1;
}

static bool is_id(const char *s)
{
    size_t n = strlen(s);
    if (n == 0 || n > ID_MAX || !((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')))
        return false;
    for (; *s; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') ||
                strchr("._-", *s)))
            return false;
    return true;
}

const char *load_id(struct loader *l, const struct xml_node *node, const char *name)
{
    const char *text = load_attr(l, node, name);
    if (!text || is_id(text))
        return text;
    load_error(l, node, name, "pack.id",
        "an id begins with a letter and goes on with letters, digits, dots, hyphens and "
        "underscores",
        "\"%s\" is no id", text);
    return NULL;
}

void load_register(struct loader *l, const struct xml_node *node, struct map *ids, const char *what,
    const char *id, uint32_t index)
{
    size_t len = strlen(id);
    if (map_get(ids, id, len))
        load_error(l, node, "id", "pack.duplicate", "give each its own id",
            "there is a %s \"%s\" already", what, id);
    else
        map_set(ids, id, len, (void *)(uintptr_t)((size_t)index + 1));
}

static uint32_t resolve(struct loader *l, const struct xml_node *node, const char *name,
    const struct map *ids, const char *what, const char *id)
{
    void *found = map_get(ids, id, strlen(id));
    if (found)
        return (uint32_t)((uintptr_t)found - 1);
    const char *advice = load_advice_map(l, ids, id);
    char code[40] = "pack.unknown-";
    size_t room = sizeof code - 1 - strlen(code);
    memcpy(code + strlen(code), what, strlen(what) < room ? strlen(what) : room);
    load_error(l, node, name, code, advice, "there is no %s \"%s\"", what, id);
    return RULES_NONE;
}

uint32_t load_ref(struct loader *l, const struct xml_node *node, const char *name,
    const struct map *ids, const char *what)
{
    const char *id = load_attr(l, node, name);
    return id ? resolve(l, node, name, ids, what, id) : RULES_NONE;
}

uint32_t *load_refs(struct loader *l, const struct xml_node *node, const char *name,
    const struct map *ids, const char *what, uint32_t *count)
{
    *count = 0;
    const char *at = load_attr(l, node, name);
    if (!at)
        return NULL;
    uint32_t *out = arena_array(l->arena, strlen(at) / 2 + 1, sizeof *out);
    for (; *at; at += strspn(at, BLANKS)) {
        size_t len = strcspn(at, BLANKS);
        uint32_t i = resolve(l, node, name, ids, what, arena_copy(l->arena, at, len));
        if (i != RULES_NONE)
            out[(*count)++] = i;
        at += len;
    }
    return out;
}

const char *load_file_name(struct loader *l, const struct xml_node *node, const char *name)
{
    const char *text = load_attr(l, node, name);
    if (!text)
        return NULL;
    size_t n = strlen(text);
    if (is_id(text) && !strstr(text, "..") && n > 4 && strcmp(text + n - 4, ".xml") == 0)
        return text;
    load_error(l, node, name, "pack.file-name",
        "name a file that lies beside pack.xml (or, for shared ones, in rules/shared): "
        "\"name.xml\"",
        "\"%s\" is no file name that a pack can read", text);
    return NULL;
}

const char *load_text(struct loader *l, const struct xml_node *node)
{
    char *text = xml_text(node), *to = text;
    for (const char *at = text + strspn(text, BLANKS); *at;) {
        if (!strchr(BLANKS, *at)) {
            *to++ = *at++;
            continue;
        }
        at += strspn(at, BLANKS);
        if (*at)
            *to++ = ' ';
    }
    const char *out = arena_copy(l->arena, text, (size_t)(to - text));
    xfree(text);
    return out;
}

bool has_words(const struct xml_node *node)
{
    struct xml_child child;
    for (bool more = xml_child_first(node, &child); more; more = xml_child_next(&child))
        if (child.kind == XML_TEXT && child.text[strspn(child.text, BLANKS)])
            return true;
    return false;
}

const struct xml_node *child_named(const struct xml_node *node, const char *name)
{
    for (node = xml_first(node); node; node = xml_next(node))
        if (xml_is(node, name))
            return node;
    return NULL;
}

uint32_t count_named(const struct xml_node *node, const char *name)
{
    uint32_t n = 0;
    for (node = xml_first(node); node; node = xml_next(node))
        n += xml_is(node, name);
    return n;
}
