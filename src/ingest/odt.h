/* The parts of an OpenDocument text: styles, list styles, and the text itself. */
#ifndef INGEST_ODT_H
#define INGEST_ODT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct buf;
struct diag;
struct flow;
struct flow_item;
struct map;

/* What a style says once its ancestors are heard: -1 where nothing is said. */
struct odt_style {
    const char *parent;
    bool resolved;
    bool contents, title, subtitle, caption; /* by the style's name */
    int8_t outline;                          /* 1 to 10 */
    int8_t bold, hidden, white, shaded, break_before, break_after;
    int16_t size; /* half points */
};

/* Automatic styles of content.xml and of styles.xml may have the same names. */
enum odt_part { ODT_CONTENT, ODT_STYLES };

struct odt_styles;

struct odt_styles *odt_styles_new(void);
void odt_styles_free(struct odt_styles *);
/* Takes an element of a style definition, in the order of the file: names and attributes as
 * xml_walk() gives them. */
void odt_styles_start(
    struct odt_styles *, enum odt_part, const char *name, const char **attributes);
void odt_styles_end(struct odt_styles *, const char *name);
/* The style of a family ("paragraph", "text", "table-cell") by name; never NULL. */
const struct odt_style *odt_style(
    struct odt_styles *, enum odt_part, const char *family, const char *name);

struct odt_lists;

struct odt_lists *odt_lists_new(void);
void odt_lists_free(struct odt_lists *);
void odt_lists_start(struct odt_lists *, const char *name, const char **attributes);
void odt_lists_end(struct odt_lists *, const char *name);
/* A list begins that does not continue another. */
void odt_lists_restart(struct odt_lists *, const char *style);
/* Counts an item at `level` (from 1; `start` -1: counts on) and appends what is printed before it;
 * `style` NULL is the outline of the headings. Returns the number of levels in the label. */
unsigned odt_lists_count(
    struct odt_lists *, const char *style, unsigned level, long start, struct buf *label);

struct odt_body {
    struct flow *flow;
    struct odt_styles *styles;
    struct odt_lists *lists;
    VEC(struct flow_item *) endnotes;
    struct arena *arena;
    size_t comments, insertions, deletions;
};

/* Walks content.xml: first its automatic styles, then the text. False on an error. */
bool odt_walk(struct odt_body *, const char *text, size_t len, struct diag *);
/* Walks styles.xml for styles, or for the page headers and footers of its master pages. */
bool odt_walk_styles(
    struct odt_body *, const char *text, size_t len, bool furniture, struct diag *);

/* The value of an attribute, NULL when absent. */
const char *odt_attribute(const char **attributes, const char *name);
long odt_number(const char **attributes, const char *name, long otherwise);

#endif
