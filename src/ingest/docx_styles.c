/* Styles by id, each resolved through its ancestors when it is first asked for. What a style is for
 * is told from its name: the names of the built-in styles are English in every language of Word. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/xml.h"
#include "ingest/docx.h"

enum { MOST_ANCESTORS = 16, WORDS_OWN_SIZE = 20 };

struct docx_styles {
    struct arena *arena;
    struct map *by_id;
    struct docx_style *normal;
    uint16_t default_size;
};

bool docx_is_on(const char *value)
{
    return !value || (strcmp(value, "0") != 0 && strcasecmp(value, "false") != 0 &&
                         strcasecmp(value, "off") != 0 && strcasecmp(value, "none") != 0);
}

static int32_t number_of(const struct xml_node *node, int32_t otherwise)
{
    const char *value = xml_attr(node, "val");
    char *end;
    if (!value)
        return otherwise;
    long n = strtol(value, &end, 10);
    return end == value || n < -1 || n > INT32_MAX ? otherwise : (int32_t)n;
}

static void read_numbering(const struct xml_node *num, struct docx_style *s)
{
    for (const struct xml_node *c = xml_first(num); c; c = xml_next(c)) {
        if (xml_is(c, "numId"))
            s->num_id = number_of(c, -1);
        else if (xml_is(c, "ilvl"))
            s->level = number_of(c, -1);
    }
}

static bool is_dark(const struct xml_node *shading)
{
    const char *fill = xml_attr(shading, "fill");
    return fill && strcasecmp(fill, "auto") != 0 && strcasecmp(fill, "FFFFFF") != 0;
}

static void read_properties(const struct xml_node *properties, struct docx_style *s)
{
    for (const struct xml_node *c = xml_first(properties); c; c = xml_next(c)) {
        if (xml_is(c, "outlineLvl"))
            s->outline = (int8_t)(number_of(c, 9) > 8 ? 9 : number_of(c, 9));
        else if (xml_is(c, "numPr"))
            read_numbering(c, s);
        else if (xml_is(c, "pageBreakBefore"))
            s->page_break = docx_is_on(xml_attr(c, "val"));
        else if (xml_is(c, "b"))
            s->bold = docx_is_on(xml_attr(c, "val"));
        else if (xml_is(c, "vanish"))
            s->hidden = docx_is_on(xml_attr(c, "val"));
        else if (xml_is(c, "shd"))
            s->shaded = is_dark(c);
        else if (xml_is(c, "sz"))
            s->size = (int16_t)(number_of(c, -1) > 400 ? 400 : number_of(c, -1));
    }
}

/* `name` in lower case without blanks. */
static void read_name(const char *name, struct docx_style *s)
{
    char flat[64];
    size_t n = 0;
    for (; *name && n < sizeof flat - 1; name++)
        if (*name != ' ')
            flat[n++] = (char)tolower((unsigned char)*name);
    flat[n] = '\0';
    if (strncmp(flat, "heading", 7) == 0 && flat[7] >= '1' && flat[7] <= '9' && !flat[8])
        s->outline = (int8_t)(flat[7] - '1');
    s->contents = (strncmp(flat, "toc", 3) == 0 &&
                      (isdigit((unsigned char)flat[3]) || strcmp(flat, "tocheading") == 0)) ||
                  strcmp(flat, "tableoffigures") == 0 || strcmp(flat, "contentsheading") == 0 ||
                  (strncmp(flat, "index", 5) == 0 && isdigit((unsigned char)flat[5]));
    s->title = strcmp(flat, "title") == 0;
    s->subtitle = strcmp(flat, "subtitle") == 0;
    s->caption = strcmp(flat, "caption") == 0;
    s->placeholder = strcmp(flat, "placeholdertext") == 0;
}

/* A style that says nothing: -1 is what a style inherits. */
static const struct docx_style unset = {.outline = -1,
    .bold = -1,
    .hidden = -1,
    .shaded = -1,
    .page_break = -1,
    .size = -1,
    .num_id = -1,
    .level = -1};

static void read_style(struct docx_styles *styles, const struct xml_node *node)
{
    const char *id = xml_attr(node, "styleId"), *type = xml_attr(node, "type");
    if (!id)
        return;
    struct docx_style *s = arena_alloc(styles->arena, sizeof *s);
    *s = unset;
    s->id = arena_strdup(styles->arena, id);
    s->paragraph = !type || strcmp(type, "paragraph") == 0;
    s->is_default = xml_attr(node, "default") && docx_is_on(xml_attr(node, "default"));
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        if (xml_is(c, "basedOn"))
            s->based_on = arena_strdup(styles->arena, xml_attr(c, "val"));
        else if (xml_is(c, "name") && xml_attr(c, "val"))
            read_name(xml_attr(c, "val"), s);
        else if (xml_is(c, "pPr") || xml_is(c, "rPr"))
            read_properties(c, s);
        else if (xml_is(c, "tblStylePr") && xml_attr(c, "type"))
            s->head_row = s->head_row || strcmp(xml_attr(c, "type"), "firstRow") == 0;
    }
    map_set(styles->by_id, id, strlen(id), s);
    if (s->paragraph && s->is_default)
        styles->normal = s;
}

static void read_defaults(struct docx_styles *styles, const struct xml_node *node)
{
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        if (xml_is(c, "sz") && number_of(c, 0) > 0 && number_of(c, 0) < 400)
            styles->default_size = (uint16_t)number_of(c, 0);
        else
            read_defaults(styles, c);
    }
}

static void inherit(struct docx_style *s, const struct docx_style *from)
{
    if (s->outline < 0 && !s->contents)
        s->outline = from->outline;
    s->bold = s->bold < 0 ? from->bold : s->bold;
    s->hidden = s->hidden < 0 ? from->hidden : s->hidden;
    s->shaded = s->shaded < 0 ? from->shaded : s->shaded;
    s->page_break = s->page_break < 0 ? from->page_break : s->page_break;
    s->size = s->size < 0 ? from->size : s->size;
    s->level = s->level < 0 && s->num_id < 0 ? from->level : s->level;
    s->num_id = s->num_id < 0 ? from->num_id : s->num_id;
    s->contents = s->contents || from->contents;
    s->caption = s->caption || from->caption;
    s->head_row = s->head_row || from->head_row;
}

static struct docx_style *by_id(const struct docx_styles *styles, const char *id)
{
    return id ? map_get(styles->by_id, id, strlen(id)) : NULL;
}

/* A chain that is too long, or turns back on itself, ends where the count does. */
static void resolve(const struct docx_styles *styles, struct docx_style *s, unsigned ancestors)
{
    struct docx_style *from = by_id(styles, s->based_on);
    if (s->resolved)
        return;
    s->resolved = true;
    if (!from || from == s || ancestors == MOST_ANCESTORS)
        return;
    resolve(styles, from, ancestors + 1);
    inherit(s, from);
}

struct docx_styles *docx_styles_new(const char *text, size_t len, struct diag *diag)
{
    struct docx_styles *styles = xcalloc(1, sizeof *styles);
    styles->arena = arena_new();
    styles->by_id = map_new();
    styles->default_size = WORDS_OWN_SIZE;
    struct xml_doc *doc = text ? xml_parse(text, len, "styles.xml", diag) : NULL;
    for (const struct xml_node *c = doc ? xml_first(xml_root(doc)) : NULL; c; c = xml_next(c)) {
        if (xml_is(c, "style"))
            read_style(styles, c);
        else if (xml_is(c, "docDefaults"))
            read_defaults(styles, c);
    }
    xml_free(doc);
    if (!styles->normal) {
        styles->normal = arena_alloc(styles->arena, sizeof *styles->normal);
        *styles->normal = unset;
        styles->normal->id = "Normal";
        styles->normal->paragraph = true;
    }
    resolve(styles, styles->normal, 0);
    return styles;
}

void docx_styles_free(struct docx_styles *styles)
{
    if (!styles)
        return;
    map_free(styles->by_id);
    arena_free(styles->arena);
    xfree(styles);
}

const struct docx_style *docx_style_or_null(const struct docx_styles *styles, const char *id)
{
    struct docx_style *s = by_id(styles, id);
    if (s)
        resolve(styles, s, 0);
    return s;
}

const struct docx_style *docx_style(const struct docx_styles *styles, const char *id)
{
    const struct docx_style *s = docx_style_or_null(styles, id);
    return s ? s : styles->normal;
}

uint16_t docx_default_size(const struct docx_styles *styles)
{
    return styles->default_size;
}
