/* A word processor's document as a tree, between the readers of DOCX and ODT and the builder. Both
 * formats put text boxes and notes into the middle of paragraphs, tables into cells, and tell how
 * something looks before it is known what it is: the tree lets them say it as it comes, and
 * flow_write() lays it out once for both. Everything lives in the flow's arena. */
#ifndef INGEST_FLOW_H
#define INGEST_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "doc/doc.h"

/* How a run of characters looks. */
struct flow_look {
    bool bold, hidden, placeholder;
    uint16_t size; /* in half points; 0: the default */
};

struct flow_break { /* a page begins before this byte of a paragraph's text */
    struct flow_break *next;
    uint32_t at;
    bool rendered; /* told by the layout, and may repeat a break that the author set */
    bool dropped;  /* it turned out to be none */
};

struct flow_paragraph {
    uint8_t kind;       /* enum doc_kind */
    uint8_t level;      /* of a heading or list item */
    uint16_t marks;     /* enum doc_mark */
    bool styled;        /* a heading by style or outline */
    bool joined;        /* its end was deleted: the next paragraph goes on in it */
    bool no_look;       /* never a heading by look */
    bool title;         /* styled as the title of the whole */
    const char *label;  /* number printed before the text; NULL: none */
    const char *text;   /* what can be seen */
    const char *hidden; /* what cannot; NULL: nothing */
    uint32_t len, chars, bold, placeholder; /* `chars` that can be seen; how many are so */
    uint32_t bold_end;                      /* the text up to here is bold */
    uint16_t size;                          /* the smallest of its runs */
    struct flow_break *breaks, *last_break;
};

enum flow_kind { FLOW_PARAGRAPH, FLOW_TABLE, FLOW_SIDE };

struct flow_list {
    struct flow_item *first, *last;
};

/* Text beside the text: a box, a note, a page header. */
struct flow_side {
    unsigned marks;
    struct flow_list list;
};

struct flow_cell {
    struct flow_cell *next;
    struct flow_list list;
    uint16_t col, row_span, col_span;
    bool header;
    bool shaded;
    bool covered; /* merged with the cell above */
};

struct flow_row {
    struct flow_row *next;
    struct flow_cell *first, *last;
    uint16_t cols; /* columns taken so far */
    bool header;
    bool deleted;
};

struct flow_table {
    struct flow_row *first, *last;
    uint32_t rows;
    uint16_t cols;
    bool styled_head; /* the table's style sets its first row apart */
};

struct flow_item {
    struct flow_item *next;
    enum flow_kind kind;
    union {
        struct flow_paragraph paragraph;
        struct flow_table table;
        struct flow_side side;
    } as;
};

struct flow;

struct flow *flow_new(void);
void flow_free(struct flow *);
/* A limit was reached. */
bool flow_is_full(const struct flow *);

/* Opens a paragraph in the open list; paragraphs nest through boxes and notes. Fields other than
 * the text may be set on what is returned until it is closed. */
struct flow_paragraph *flow_open_paragraph(struct flow *);
/* The innermost open paragraph, or NULL. */
struct flow_paragraph *flow_paragraph(struct flow *);
void flow_text(struct flow *, const char *s, size_t len, struct flow_look);
/* Visible bytes of the open paragraph so far. */
size_t flow_length(const struct flow *);
/* A page begins here; the break may be dropped later. Never NULL. */
struct flow_break *flow_page_break(struct flow *, bool rendered);
void flow_close_paragraph(struct flow *);

/* A table in the open list; `flow_open_cell` takes the next free column. */
struct flow_table *flow_open_table(struct flow *);
struct flow_row *flow_open_row(struct flow *);
struct flow_cell *flow_open_cell(struct flow *);
void flow_close_cell(struct flow *);
void flow_close_table(struct flow *);

/* Text beside the text, after the item that is open or came last. */
void flow_open_side(struct flow *, unsigned marks);
void flow_close_side(struct flow *);
/* The same out of the order: the side stands nowhere until it is attached to the open list. */
struct flow_item *flow_open_note(struct flow *, unsigned marks);
void flow_attach(struct flow *, struct flow_item *note);

/* Closes what is still open: a text that ends early leaves it so. */
void flow_close_all(struct flow *);
/* Lays the tree out into the document. False when a limit was reached. */
bool flow_write(struct flow *, struct doc *);

#endif
