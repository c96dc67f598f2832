/* List styles: ten levels, each with a format and what stands around the number. A list without
 * "continue" begins anew; all lists of a style that continue share its counters. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "ingest/numbering.h"
#include "ingest/odt.h"

enum { LEVELS = 10 };

struct level {
    enum number_style style;
    bool is_bullet;
    const char *prefix, *suffix, *format; /* `format` "%1%.%2%" overrides the others */
    unsigned shown;                       /* levels in the label */
    long start;
};

struct list_style {
    struct level levels[LEVELS];
    long counters[LEVELS];
    bool begun[LEVELS];
};

struct odt_lists {
    struct arena *arena;
    struct map *styles;
    struct list_style outline;
    struct list_style *open;
};

struct odt_lists *odt_lists_new(void)
{
    struct odt_lists *l = xcalloc(1, sizeof *l);
    l->arena = arena_new();
    l->styles = map_new();
    return l;
}

void odt_lists_free(struct odt_lists *l)
{
    if (!l)
        return;
    map_free(l->styles);
    arena_free(l->arena);
    xfree(l);
}

static char *copy_attribute(struct odt_lists *l, const char **attributes, const char *name)
{
    return arena_strdup(l->arena, odt_attribute(attributes, name));
}

static void read_level(struct odt_lists *l, const char **attributes, bool bullet)
{
    long n = odt_number(attributes, "level", 1);
    if (n < 1 || n > LEVELS)
        return;
    struct level *level = &l->open->levels[n - 1];
    *level = (struct level){.is_bullet = bullet,
        .style = bullet ? NUMBER_BULLET
                        : number_style_of_letter(odt_attribute(attributes, "num-format")),
        .prefix = copy_attribute(l, attributes, "num-prefix"),
        .suffix = copy_attribute(l, attributes, "num-suffix"),
        .format = copy_attribute(l, attributes, "num-list-format"),
        .start = odt_number(attributes, "start-value", 1)};
    long shown = odt_number(attributes, "display-levels", 1);
    level->shown = shown < 1 ? 1 : shown > n ? (unsigned)n : (unsigned)shown;
}

void odt_lists_start(struct odt_lists *l, const char *name, const char **attributes)
{
    const char *style = odt_attribute(attributes, "name");
    if (strcmp(name, "outline-style") == 0) {
        l->open = &l->outline;
    } else if (strcmp(name, "list-style") == 0 && style) {
        l->open = arena_alloc(l->arena, sizeof *l->open);
        map_set(l->styles, style, strlen(style), l->open);
    } else if (l->open && (strcmp(name, "list-level-style-number") == 0 ||
                              strcmp(name, "outline-level-style") == 0)) {
        read_level(l, attributes, false);
    } else if (l->open && (strcmp(name, "list-level-style-bullet") == 0 ||
                              strcmp(name, "list-level-style-image") == 0)) {
        read_level(l, attributes, true);
    }
}

void odt_lists_end(struct odt_lists *l, const char *name)
{
    if (strcmp(name, "outline-style") == 0 || strcmp(name, "list-style") == 0)
        l->open = NULL;
}

static struct list_style *style_of(struct odt_lists *l, const char *name)
{
    return name ? map_get(l->styles, name, strlen(name)) : &l->outline;
}

void odt_lists_restart(struct odt_lists *l, const char *style)
{
    struct list_style *s = style ? style_of(l, style) : NULL;
    for (int i = 0; s && i < LEVELS; i++)
        s->begun[i] = false;
}

static void count_on(struct list_style *s, unsigned at, long start)
{
    if (start >= 0)
        s->counters[at] = start;
    else
        s->counters[at] = s->begun[at] ? s->counters[at] + 1 : s->levels[at].start;
    s->begun[at] = true;
    for (unsigned k = 0; k < at; k++) {
        if (!s->begun[k])
            s->counters[k] = s->levels[k].start;
        s->begun[k] = true;
    }
    for (unsigned k = at + 1; k < LEVELS; k++)
        s->begun[k] = false;
}

/* "%1%.%2%)": a level between percent signs stands for its number. */
static unsigned print_format(const struct list_style *s, const char *format, struct buf *out)
{
    unsigned parts = 0;
    while (*format) {
        char *end;
        long n = *format == '%' ? strtol(format + 1, &end, 10) : 0;
        if (n >= 1 && n <= LEVELS && *end == '%') {
            number_print(s->levels[n - 1].style, s->counters[n - 1], out);
            parts++;
            format = end + 1;
        } else {
            buf_add_char(out, *format++);
        }
    }
    return parts;
}

static unsigned print_levels(const struct list_style *s, unsigned at, struct buf *out)
{
    const struct level *level = &s->levels[at];
    unsigned parts = 0;
    buf_add_str(out, level->prefix ? level->prefix : "");
    for (unsigned k = at + 1 - level->shown; k <= at; k++) {
        if (s->levels[k].style == NUMBER_NONE)
            continue;
        if (parts++)
            buf_add_char(out, '.');
        number_print(s->levels[k].style, s->counters[k], out);
    }
    buf_add_str(out, level->suffix ? level->suffix : "");
    return parts;
}

unsigned odt_lists_count(
    struct odt_lists *l, const char *style, unsigned level, long start, struct buf *label)
{
    struct list_style *s = style_of(l, style);
    if (!s || level < 1 || level > LEVELS)
        return 0;
    unsigned at = level - 1;
    count_on(s, at, start);
    if (s->levels[at].is_bullet || s->levels[at].style == NUMBER_NONE || !s->levels[at].shown)
        return 0;
    if (s->levels[at].format)
        return print_format(s, s->levels[at].format, label);
    return print_levels(s, at, label);
}
