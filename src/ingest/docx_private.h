/* The state of a walk through a part, shared by docx_body.c and docx_properties.c. */
#ifndef INGEST_DOCX_PRIVATE_H
#define INGEST_DOCX_PRIVATE_H

#include "ingest/docx.h"
#include "ingest/docx_element.h"
#include "ingest/flow.h"

enum { DOCX_UNKNOWN_LEVEL = -2 };

struct docx_open_paragraph {
    const struct docx_style *style;
    int32_t num_id, level;
    int8_t outline;
    bool end_deleted, shaded, section_ends, contents;
};

struct docx_open_run {
    struct flow_look look;
    bool white, shaded;
};

struct docx_field {
    bool result; /* past the instruction */
    bool contents;
    char instruction[8]; /* its first letters */
};

struct docx_control { /* a structured document tag */
    bool contents, placeholder;
};

struct docx_walk_state {
    struct docx_body *d;
    struct element_names names;
    VEC(struct docx_open_paragraph) paragraphs;
    VEC(struct docx_open_run) runs; /* the open run of each open paragraph */
    VEC(struct docx_field) fields;
    VEC(struct docx_control) controls;
    VEC(bool) alternates; /* a choice was taken */
    VEC(struct flow_table *) tables;
    VEC(struct flow_row *) rows;
    VEC(struct flow_cell *) cells;
    unsigned skip; /* depth inside what is walked over */
    unsigned boxes, p_properties, r_properties, row_properties, cell_properties, sections;
    enum docx_element reading; /* DOCX_T or DOCX_INSTRUCTION while inside */
    struct flow_break *section_break;
    bool any_text, checked;
    struct map *notes;
    struct flow_item *note;
    const char *note_id;
};

/* Attributes as xml_walk() gives them: the value by local name, NULL when absent. */
const char *docx_attribute(const char **attributes, const char *name);
int32_t docx_number(const char **attributes, const char *name, int32_t otherwise);
/* The `val` of an on/off property. */
bool docx_attribute_on(const char **attributes);

/* The innermost open paragraph and its run; NULL when there is none. */
struct docx_open_paragraph *docx_paragraph(struct docx_walk_state *);
struct docx_open_run *docx_run(struct docx_walk_state *);
/* A run begins: it looks as the paragraph's style says. */
void docx_begin_run(struct docx_walk_state *);
void docx_end_paragraph_properties(struct docx_walk_state *);
/* True when the element was a property of a paragraph or run. */
bool docx_take_property(struct docx_walk_state *, enum docx_element, const char **attributes);
void docx_row_property(struct docx_walk_state *, enum docx_element, const char **attributes);
void docx_cell_property(struct docx_walk_state *, enum docx_element, const char **attributes);
void docx_table_property(struct docx_walk_state *, enum docx_element, const char **attributes);
void docx_open_cell(struct docx_walk_state *);
void docx_close_cell(struct docx_walk_state *);

#endif
