/* Styles by family and name. Names stand encoded in the file ("Heading_20_1"), and those that the
 * program brings along are English in every language, so they tell what a style is for. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "ingest/odt.h"

enum { MOST_ANCESTORS = 16 };

struct odt_styles {
    struct arena *arena;
    struct map *common, *automatic[2];
    struct odt_style *open; /* whose properties are being read */
    const char *family;     /* of the open style */
    bool in_automatic, in_default;
    int16_t default_size;
    struct odt_style nothing;
};

const char *odt_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

long odt_number(const char **attributes, const char *name, long otherwise)
{
    const char *s = odt_attribute(attributes, name);
    char *end;
    if (!s)
        return otherwise;
    long n = strtol(s, &end, 10);
    return end == s || n < 0 || n > 1000000 ? otherwise : n;
}

static const struct odt_style unsaid = {.outline = -1,
    .bold = -1,
    .hidden = -1,
    .white = -1,
    .shaded = -1,
    .break_before = -1,
    .break_after = -1,
    .size = -1};

struct odt_styles *odt_styles_new(void)
{
    struct odt_styles *s = xcalloc(1, sizeof *s);
    s->arena = arena_new();
    s->common = map_new();
    s->automatic[ODT_CONTENT] = map_new();
    s->automatic[ODT_STYLES] = map_new();
    s->default_size = 24;
    s->nothing = unsaid;
    return s;
}

void odt_styles_free(struct odt_styles *s)
{
    if (!s)
        return;
    map_free(s->common);
    map_free(s->automatic[ODT_CONTENT]);
    map_free(s->automatic[ODT_STYLES]);
    arena_free(s->arena);
    xfree(s);
}

/* "family/name": families have names of their own. */
static char *key_of(struct arena *a, const char *family, const char *name)
{
    return arena_printf(a, "%s/%s", family ? family : "", name);
}

/* `name` without the encoding of blanks, in lower case, begins with `word`. */
static bool begins(const char *name, const char *word)
{
    while (*word) {
        if (strncmp(name, "_20_", 4) == 0) {
            name += 3;
            if (*word++ != ' ')
                return false;
            name++;
            continue;
        }
        if ((*name | 0x20) != *word)
            return false;
        name++;
        word++;
    }
    return true;
}

static void read_name(const char *name, struct odt_style *s)
{
    static const char *const captions[] = {"caption", "illustration", "figure", "drawing"};
    s->title = strcasecmp(name, "title") == 0;
    s->subtitle = strcasecmp(name, "subtitle") == 0;
    s->contents = begins(name, "contents ") || begins(name, "table index") ||
                  begins(name, "illustration index") || begins(name, "index ");
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++)
        s->caption = s->caption || (strcasecmp(name, captions[i]) == 0);
    size_t n = strlen(name);
    if (begins(name, "heading ") && n > 0 && name[n - 1] >= '1' && name[n - 1] <= '9')
        s->outline = (int8_t)(name[n - 1] - '0');
}

static void start_style(struct odt_styles *styles, enum odt_part part, const char **attributes)
{
    const char *name = odt_attribute(attributes, "name");
    const char *parent = odt_attribute(attributes, "parent-style-name");
    const char *master = odt_attribute(attributes, "master-page-name");
    struct odt_style *s = arena_alloc(styles->arena, sizeof *s);
    *s = unsaid;
    styles->open = s;
    styles->family = arena_strdup(styles->arena, odt_attribute(attributes, "family"));
    s->parent = arena_strdup(styles->arena, parent);
    if (master && *master)
        s->break_before = 1;
    long outline = odt_number(attributes, "default-outline-level", 0);
    if (name)
        read_name(name, s);
    if (outline > 0 && outline < 11)
        s->outline = (int8_t)outline;
    if (name) {
        char *key = key_of(styles->arena, styles->family, name);
        struct map *map = styles->in_automatic ? styles->automatic[part] : styles->common;
        map_set(map, key, strlen(key), s);
    }
}

static void read_text_properties(struct odt_style *s, const char **attributes)
{
    const char *weight = odt_attribute(attributes, "font-weight");
    const char *size = odt_attribute(attributes, "font-size");
    const char *display = odt_attribute(attributes, "display");
    const char *colour = odt_attribute(attributes, "color");
    const char *line = odt_attribute(attributes, "text-underline-style");
    if (weight)
        s->bold = strcmp(weight, "bold") == 0 || (weight[0] >= '6' && weight[0] <= '9');
    if (line && strcmp(line, "none") != 0)
        s->bold = 1; /* the typewriter's bold */
    if (display)
        s->hidden = strcmp(display, "none") == 0;
    if (colour)
        s->white = strcasecmp(colour, "#ffffff") == 0;
    if (size && strstr(size, "pt")) {
        double points = strtod(size, NULL);
        if (points > 0 && points < 200)
            s->size = (int16_t)(points * 2 + 0.5);
    }
}

static void read_background(struct odt_style *s, const char **attributes)
{
    const char *colour = odt_attribute(attributes, "background-color");
    if (colour)
        s->shaded = strcmp(colour, "transparent") != 0 && strcasecmp(colour, "#ffffff") != 0;
}

static void read_breaks(struct odt_style *s, const char **attributes)
{
    const char *before = odt_attribute(attributes, "break-before");
    const char *after = odt_attribute(attributes, "break-after");
    if (before)
        s->break_before = strcmp(before, "page") == 0;
    if (after)
        s->break_after = strcmp(after, "page") == 0;
}

void odt_styles_start(
    struct odt_styles *styles, enum odt_part part, const char *name, const char **attributes)
{
    if (strcmp(name, "automatic-styles") == 0) {
        styles->in_automatic = true;
    } else if (strcmp(name, "style") == 0) {
        start_style(styles, part, attributes);
    } else if (strcmp(name, "default-style") == 0) {
        const char *family = odt_attribute(attributes, "family");
        styles->in_default = family && strcmp(family, "paragraph") == 0;
        styles->open = arena_alloc(styles->arena, sizeof *styles->open);
        *styles->open = unsaid;
    } else if (!styles->open) {
        return;
    } else if (strcmp(name, "text-properties") == 0) {
        read_text_properties(styles->open, attributes);
        read_background(styles->open, attributes);
        if (styles->in_default && styles->open->size > 0)
            styles->default_size = styles->open->size;
    } else if (strcmp(name, "paragraph-properties") == 0) {
        read_breaks(styles->open, attributes);
        read_background(styles->open, attributes);
    } else if (strcmp(name, "table-cell-properties") == 0) {
        read_background(styles->open, attributes);
    } else if (strcmp(name, "table-properties") == 0) {
        read_breaks(styles->open, attributes);
    }
}

void odt_styles_end(struct odt_styles *styles, const char *name)
{
    if (strcmp(name, "automatic-styles") == 0)
        styles->in_automatic = false;
    else if (strcmp(name, "style") == 0 || strcmp(name, "default-style") == 0) {
        styles->open = NULL;
        styles->in_default = false;
    }
}

static struct odt_style *find(
    const struct odt_styles *styles, enum odt_part part, const char *family, const char *name)
{
    struct arena *a = arena_new();
    char *key = key_of(a, family, name ? name : "");
    size_t len = strlen(key);
    struct odt_style *s = map_get(styles->automatic[part], key, len);
    if (!s)
        s = map_get(styles->common, key, len);
    arena_free(a);
    return s;
}

static void inherit(struct odt_style *s, const struct odt_style *from)
{
    s->outline = s->outline < 0 && !s->contents ? from->outline : s->outline;
    s->bold = s->bold < 0 ? from->bold : s->bold;
    s->hidden = s->hidden < 0 ? from->hidden : s->hidden;
    s->white = s->white < 0 ? from->white : s->white;
    s->shaded = s->shaded < 0 ? from->shaded : s->shaded;
    s->break_before = s->break_before < 0 ? from->break_before : s->break_before;
    s->break_after = s->break_after < 0 ? from->break_after : s->break_after;
    s->size = s->size < 0 ? from->size : s->size;
    s->contents = s->contents || from->contents;
    s->caption = s->caption || from->caption;
    s->title = s->title || from->title;
    s->subtitle = s->subtitle || from->subtitle;
}

static void resolve(struct odt_styles *styles, enum odt_part part, const char *family,
    struct odt_style *s, unsigned ancestors)
{
    if (s->resolved)
        return;
    s->resolved = true;
    struct odt_style *from = s->parent ? find(styles, part, family, s->parent) : NULL;
    if (!from || from == s || ancestors == MOST_ANCESTORS)
        return;
    resolve(styles, part, family, from, ancestors + 1);
    inherit(s, from);
}

const struct odt_style *odt_style(
    struct odt_styles *styles, enum odt_part part, const char *family, const char *name)
{
    struct odt_style *s = name ? find(styles, part, family, name) : NULL;
    if (!s)
        return &styles->nothing;
    resolve(styles, part, family, s, 0);
    if (s->size < 0 && strcmp(family, "paragraph") == 0)
        s->size = styles->default_size;
    return s;
}
