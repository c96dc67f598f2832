/* The parts of a DOCX: styles, numbering, and the text itself. */
#ifndef INGEST_DOCX_H
#define INGEST_DOCX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct buf;
struct diag;
struct flow;
struct flow_item;
struct map;
struct xml_node;

/* What a style says once its ancestors are heard: -1 where nothing is said. */
struct docx_style {
    const char *id, *based_on;
    bool paragraph, is_default, resolved;
    bool contents, title, subtitle, caption, placeholder; /* by the style's built-in name */
    bool head_row;                                        /* a table's first row is set apart */
    int8_t outline;                                       /* 0 to 8 heading, 9 body text */
    int8_t bold, hidden, shaded, page_break;
    int16_t size; /* half points */
    int32_t num_id, level;
};

struct docx_styles;

/* Reads word/styles.xml. NULL text gives the defaults of the format. */
struct docx_styles *docx_styles_new(const char *text, size_t len, struct diag *);
void docx_styles_free(struct docx_styles *);
/* The style by id, resolved; the default paragraph style when `id` is NULL or unknown. */
const struct docx_style *docx_style(const struct docx_styles *, const char *id);
/* A character or table style; NULL when unknown. */
const struct docx_style *docx_style_or_null(const struct docx_styles *, const char *id);
/* Size of text of which nothing says a size. */
uint16_t docx_default_size(const struct docx_styles *);
/* On/off properties: absent value is on; "0", "false", "off", "none" are off. */
bool docx_is_on(const char *value);

struct docx_numbering;

/* Reads word/numbering.xml; NULL text gives no lists at all. */
struct docx_numbering *docx_numbering_new(
    const char *text, size_t len, const struct docx_styles *, struct diag *);
void docx_numbering_free(struct docx_numbering *);
/* The level at which a list gives the style its numbers, or -1. */
int docx_numbering_level(const struct docx_numbering *, int32_t num_id, const char *style);
/* Counts one paragraph of the list on and appends what Word prints before it ("2.1", "(a)") to
 * `label`; nothing for bullets. False when there is no such list. `parts` becomes the number of
 * levels in the label. */
bool docx_numbering_count(
    struct docx_numbering *, int32_t num_id, unsigned level, struct buf *label, unsigned *parts);

struct docx_body {
    struct flow *flow;
    const struct docx_styles *styles;
    struct docx_numbering *numbering;
    struct map *footnotes, *endnotes; /* id to struct flow_item */
    VEC(const char *) furniture;      /* relation ids of headers and footers, as they are used */
    VEC(struct flow_item *) endnote_order;
    bool coloured; /* the page has a colour: white letters can be seen */
    size_t insertions, deletions, embedded;
    struct arena *arena;
};

/* Walks a part (document, header, footer) into the open list of the flow. False on an error. */
bool docx_walk(struct docx_body *, const char *text, size_t len, const char *name, struct diag *);
/* Walks footnotes or endnotes: each becomes an unattached note in `notes`. */
bool docx_walk_notes(struct docx_body *, struct map *notes, const char *text, size_t len,
    const char *name, struct diag *);

#endif
