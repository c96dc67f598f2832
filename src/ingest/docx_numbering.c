/* Lists of Word. A paragraph names a list (num), which is an instance of a definition (abstractNum)
 * of nine levels; all instances of a definition count on together, except where an instance
 * overrides a start. The label is the level's text with %1 to %9 replaced by the counters. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/xml.h"
#include "ingest/docx.h"
#include "ingest/numbering.h"

enum { LEVELS = 9 };

struct level {
    enum number_style style;
    int32_t start;
    int32_t restart; /* -1: after any higher level; 0: never; k: after level k */
    bool legal;      /* all numbers in digits */
    const char *text;
    const char *style_id; /* the paragraph style tied to the level */
};

struct definition {
    struct level levels[LEVELS];
    int32_t counters[LEVELS];
    bool begun[LEVELS];
    const char *style_link; /* the definition is the one of this numbering style */
};

struct instance {
    struct definition *definition;
    struct level *overrides[LEVELS]; /* a whole level of its own */
    int32_t start[LEVELS];           /* -1: counts on */
    bool used[LEVELS];
};

struct docx_numbering {
    struct arena *arena;
    struct map *definitions, *instances;
    const struct docx_styles *styles;
};

static enum number_style style_of(const char *format)
{
    static const struct {
        const char *name;
        enum number_style style;
    } styles[] = {{"decimal", NUMBER_DECIMAL}, {"decimalZero", NUMBER_DECIMAL_ZERO},
        {"bullet", NUMBER_BULLET}, {"none", NUMBER_NONE}, {"lowerLetter", NUMBER_LOWER_LETTER},
        {"upperLetter", NUMBER_UPPER_LETTER}, {"lowerRoman", NUMBER_LOWER_ROMAN},
        {"upperRoman", NUMBER_UPPER_ROMAN}, {"ordinal", NUMBER_ORDINAL}};
    for (size_t i = 0; format && i < sizeof styles / sizeof *styles; i++)
        if (strcmp(styles[i].name, format) == 0)
            return styles[i].style;
    return NUMBER_DECIMAL;
}

static int32_t number_in(const char *s, int32_t otherwise)
{
    char *end;
    if (!s)
        return otherwise;
    long n = strtol(s, &end, 10);
    return end == s || n < 0 || n > 1000000 ? otherwise : (int32_t)n;
}

static void read_level(struct docx_numbering *n, const struct xml_node *node, struct level *l)
{
    *l = (struct level){.style = NUMBER_DECIMAL, .start = 0, .restart = -1, .text = ""};
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const char *value = xml_attr(c, "val");
        if (xml_is(c, "start"))
            l->start = number_in(value, 0);
        else if (xml_is(c, "numFmt"))
            l->style = style_of(value);
        else if (xml_is(c, "lvlText"))
            l->text = value ? arena_strdup(n->arena, value) : "";
        else if (xml_is(c, "lvlRestart"))
            l->restart = number_in(value, -1);
        else if (xml_is(c, "isLgl"))
            l->legal = docx_is_on(value);
        else if (xml_is(c, "pStyle"))
            l->style_id = arena_strdup(n->arena, value);
    }
}

static int32_t level_attr(const struct xml_node *node)
{
    int32_t level = number_in(xml_attr(node, "ilvl"), LEVELS);
    return level < LEVELS ? level : -1;
}

static void read_definition(struct docx_numbering *n, const struct xml_node *node)
{
    const char *id = xml_attr(node, "abstractNumId");
    struct definition *d = arena_alloc(n->arena, sizeof *d);
    for (int i = 0; i < LEVELS; i++)
        d->levels[i] = (struct level){.style = NUMBER_NONE, .start = 1, .restart = -1, .text = ""};
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        if (xml_is(c, "numStyleLink"))
            d->style_link = arena_strdup(n->arena, xml_attr(c, "val"));
        else if (xml_is(c, "lvl") && level_attr(c) >= 0)
            read_level(n, c, &d->levels[level_attr(c)]);
    }
    if (id)
        map_set(n->definitions, id, strlen(id), d);
}

static void read_override(struct docx_numbering *n, const struct xml_node *node, struct instance *i)
{
    int32_t level = level_attr(node);
    for (const struct xml_node *c = level < 0 ? NULL : xml_first(node); c; c = xml_next(c)) {
        if (xml_is(c, "startOverride")) {
            i->start[level] = number_in(xml_attr(c, "val"), -1);
        } else if (xml_is(c, "lvl")) {
            i->overrides[level] = arena_alloc(n->arena, sizeof(struct level));
            read_level(n, c, i->overrides[level]);
        }
    }
}

static void read_instance(struct docx_numbering *n, const struct xml_node *node)
{
    const char *id = xml_attr(node, "numId");
    struct instance *i = arena_alloc(n->arena, sizeof *i);
    for (int k = 0; k < LEVELS; k++)
        i->start[k] = -1;
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        const char *value = xml_attr(c, "val");
        if (xml_is(c, "abstractNumId") && value)
            i->definition = map_get(n->definitions, value, strlen(value));
        else if (xml_is(c, "lvlOverride"))
            read_override(n, c, i);
    }
    if (id && i->definition)
        map_set(n->instances, id, strlen(id), i);
}

static struct instance *instance_of(const struct docx_numbering *n, int32_t num_id)
{
    struct buf key;
    buf_init(&key, 16);
    buf_printf(&key, "%d", (int)num_id);
    struct instance *i = map_get(n->instances, buf_str(&key), key.len);
    buf_clear(&key);
    return i;
}

/* A definition that only names a numbering style takes the one that style uses. */
static void follow_links(struct docx_numbering *n)
{
    for (size_t k = 0; k < map_count(n->instances); k++) {
        void *value;
        map_at(n->instances, k, NULL, &value);
        struct instance *i = value;
        if (!i->definition->style_link)
            continue;
        const struct docx_style *s = docx_style_or_null(n->styles, i->definition->style_link);
        struct instance *other = s && s->num_id > 0 ? instance_of(n, s->num_id) : NULL;
        if (other && !other->definition->style_link)
            i->definition = other->definition;
    }
}

struct docx_numbering *docx_numbering_new(
    const char *text, size_t len, const struct docx_styles *styles, struct diag *diag)
{
    struct docx_numbering *n = xcalloc(1, sizeof *n);
    n->arena = arena_new();
    n->definitions = map_new();
    n->instances = map_new();
    n->styles = styles;
    struct xml_doc *doc = text ? xml_parse(text, len, "numbering.xml", diag) : NULL;
    for (const struct xml_node *c = doc ? xml_first(xml_root(doc)) : NULL; c; c = xml_next(c))
        if (xml_is(c, "abstractNum"))
            read_definition(n, c);
    for (const struct xml_node *c = doc ? xml_first(xml_root(doc)) : NULL; c; c = xml_next(c))
        if (xml_is(c, "num"))
            read_instance(n, c);
    xml_free(doc);
    follow_links(n);
    return n;
}

void docx_numbering_free(struct docx_numbering *n)
{
    if (!n)
        return;
    map_free(n->definitions);
    map_free(n->instances);
    arena_free(n->arena);
    xfree(n);
}

static const struct level *level_of(const struct instance *i, unsigned level)
{
    return i->overrides[level] ? i->overrides[level] : &i->definition->levels[level];
}

int docx_numbering_level(const struct docx_numbering *n, int32_t num_id, const char *style)
{
    const struct instance *i = instance_of(n, num_id);
    for (unsigned k = 0; i && style && k < LEVELS; k++)
        if (level_of(i, k)->style_id && strcmp(level_of(i, k)->style_id, style) == 0)
            return (int)k;
    return -1;
}

static void count_on(struct instance *i, unsigned level)
{
    struct definition *d = i->definition;
    if (i->start[level] >= 0 && !i->used[level]) {
        d->counters[level] = i->start[level];
    } else if (!d->begun[level]) {
        d->counters[level] = level_of(i, level)->start;
    } else if (d->counters[level] < INT32_MAX) {
        d->counters[level]++;
    }
    i->used[level] = d->begun[level] = true;
    for (unsigned k = 0; k < level; k++) { /* levels that were jumped over stand at their start */
        if (!d->begun[k])
            d->counters[k] = level_of(i, k)->start;
        d->begun[k] = true;
    }
    for (unsigned k = level + 1; k < LEVELS; k++) {
        int32_t restart = level_of(i, k)->restart;
        if (restart < 0 || (restart > 0 && (int32_t)level < restart))
            d->begun[k] = false;
    }
}

bool docx_numbering_count(
    struct docx_numbering *n, int32_t num_id, unsigned level, struct buf *label, unsigned *parts)
{
    struct instance *i = instance_of(n, num_id);
    *parts = 0;
    if (!i || level >= LEVELS)
        return false;
    const struct level *l = level_of(i, level);
    count_on(i, level);
    if (l->style == NUMBER_BULLET)
        return true;
    for (const char *s = l->text; *s; s++) {
        if (*s != '%' || s[1] < '1' || s[1] > '9') {
            buf_add_char(label, *s);
            continue;
        }
        unsigned of = (unsigned)(*++s - '1');
        enum number_style style = level_of(i, of)->style;
        if (l->legal && style != NUMBER_NONE)
            style = NUMBER_DECIMAL;
        number_print(style, i->definition->counters[of], label);
        ++*parts;
    }
    return true;
}
