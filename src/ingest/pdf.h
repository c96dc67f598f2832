/* A PDF on its way to a document. PDF knows where letters stand and nothing else; what is a line, a
 * column, a table or a heading is told from places and looks, one step a file:
 *
 *     pdf_run       bytes -> what the program planassure-pdf says
 *     pdf_wire      that -> segments on pages
 *     pdf_lines     segments -> lines
 *     pdf_furniture running heads, feet and page numbers set apart
 *     pdf_columns   the lines of each page in reading order
 *     pdf_tables    runs of lines -> tables
 *     pdf_items     the other lines -> paragraphs, list items, headings
 *     pdf_headings  which items are headings, and how deep
 *     pdf_write     items -> document
 *
 * Lengths are the wire's: tenths of a point, y grows downwards. All memory is the layout's arena,
 * except growing arrays, which pdf_layout_free() frees. */
#ifndef INGEST_PDF_H
#define INGEST_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/pdf_wire.h"
#include "doc/doc.h"
#include "ingest/ingest.h"

/* Words that stand together and look alike; never empty. */
struct pdf_segment {
    int x0, y0, x1, y1;
    int size; /* of the letters */
    unsigned look;
    const char *text;
    uint32_t len;
};

struct pdf_page {
    uint32_t number; /* from 1, as the file counts */
    int width, height;
    uint32_t images;
    const char *label;
    size_t first, end; /* its segments */
    size_t hidden_first, hidden_end;
};

/* Segments on one base line, from left to right. */
struct pdf_line {
    struct pdf_segment *segments;
    size_t n;
    int x0, y0, x1, y1, size; /* size: of most of its letters */
    uint32_t page;            /* index */
};

struct pdf_lines {
    VEC(struct pdf_line) list;
};

struct pdf_cell {
    struct pdf_lines lines;
    uint16_t col_span; /* 0: covered by the cell before it */
};

struct pdf_row {
    struct pdf_cell *cells; /* as many as the table has columns */
    bool header;
};

struct pdf_table {
    uint16_t cols;
    int *left, *right; /* of what stands in each column */
    int *edge;         /* where a line of it must end at the latest */
    VEC(struct pdf_row) rows;
};

/* What becomes one block, or one table. */
struct pdf_item {
    enum doc_kind kind; /* DOC_CELL: a table */
    unsigned level, marks;
    struct pdf_lines lines;
    struct pdf_table *table;
    uint32_t page;   /* index, where it begins */
    int left, right; /* of the column of text that it stands in */
    int size;
    bool bold, coloured; /* all of it */
    bool contents;       /* a line of a table of contents */
};

struct pdf_layout {
    struct arena *arena;
    VEC(struct pdf_page) pages;
    VEC(struct pdf_segment) segments; /* that can be seen */
    VEC(struct pdf_segment) hidden;
    VEC(struct pdf_item) items;
    struct pdf_lines *heads, *feet, *notes, *unseen; /* of each page */
    struct map *words; /* words of the plan in lower case, see pdf_words.c */
    bool hyphenated;   /* words are divided at line ends all over */
    int body_size;     /* of most letters */
    int lead;          /* between the boxes of two lines of one paragraph, of
                          the body's size; may be below 0 */
};

/* The program, when it has said all and only has to end: its memory is cleared away while the
 * answer is read. */
struct pdf_program {
    pid_t pid; /* 0: none */
};

/* Runs the program over the bytes; its answer is added to `out`. `left` is for pdf_run_end(), which
 * must follow whatever is answered. */
bool pdf_run(const char *bytes, size_t len, struct buf *out, struct pdf_program *left,
    struct ingest_error *error);
void pdf_run_end(struct pdf_program *left);

/* What it means that the program ended so without saying all. Always false. */
bool pdf_run_judge(int status, bool in_time, bool full, struct ingest_error *error);

/* Takes the answer apart; the layout's texts point into `wire`, which must live as long. NULL when
 * it is not a whole answer. */
struct pdf_layout *pdf_layout_parse(const char *wire, size_t len);
void pdf_layout_free(struct pdf_layout *);

/* Lines of `n` segments (sorted in place), from top to bottom. */
void pdf_lines_make(
    struct arena *, struct pdf_segment *segments, size_t n, uint32_t page, struct pdf_lines *out);
/* Takes the size of most letters, and the lead between lines, from all lines. */
void pdf_lines_measure(struct pdf_layout *, const struct pdf_lines *pages);
/* The gap after which words of a line belong to different pieces, for letters of this size. */
int pdf_wide_gap(int size);
/* Bytes of the number or letter that opens an item ("2.", "(a)", "iv)", "3.1"), or 0. */
size_t pdf_label_length(const char *s, size_t len);
/* Segments at the beginning of the line that are a bullet or a number ("•", "2.", "(a)", "3.1")
 * with a gap behind: 0 or 1. */
size_t pdf_line_label(const struct pdf_line *);
bool pdf_line_is(const struct pdf_line *, unsigned look);
/* The line's text without its first `from` segments. */
void pdf_line_text(const struct pdf_line *, size_t from, struct buf *out);

/* Learns the words of the plan, for pdf_join(). */
void pdf_words_learn(struct pdf_layout *, const struct pdf_lines *pages);
enum pdf_join { PDF_JOIN_BLANK, PDF_JOIN_NOTHING, PDF_JOIN_DROP_HYPHEN };
/* The room that the line had: wide, as in text; a word's, as in narrow cells; a word's and not one
 * letter more; that in a table that is known to cut words; that in the middle of a word. */
enum pdf_room { PDF_ROOM_WIDE, PDF_ROOM_NARROW, PDF_ROOM_FULL, PDF_ROOM_CUT, PDF_ROOM_REST };
/* How a line that ends in `before` goes on in one that begins with `after`. */
enum pdf_join pdf_words_join(
    const struct pdf_layout *, const char *before, const char *after, enum pdf_room);

/* Moves running heads and feet from the lines of the pages to `heads` and `feet`. */
void pdf_furniture_part(struct pdf_layout *, struct pdf_lines *pages);

/* The lines of one page in reading order, each list of one column: `each` is called for them. */
void pdf_columns_each(struct pdf_layout *, const struct pdf_lines *page,
    void (*each)(struct pdf_layout *, struct pdf_lines *, int left, int right));

/* Is there a table at line `from`? The lines taken (they are then in `table`), or 0. */
size_t pdf_table_at(
    struct pdf_layout *, const struct pdf_lines *, size_t from, struct pdf_table **table);

/* Adds the items of one column. */
void pdf_items_add(struct pdf_layout *, struct pdf_lines *, int left, int right);
/* Joins what a page or column break has parted. */
void pdf_items_join(struct pdf_layout *);
void pdf_headings_tell(struct pdf_layout *);
/* The first cell heads its row: it is bold, and the others are not. */
bool pdf_row_is_headed(const struct pdf_row *, uint16_t cols);
void pdf_item_text(const struct pdf_item *, struct buf *out);
bool pdf_write(struct pdf_layout *, struct doc *);

/* All of it: from the wire to the document. */
bool pdf_read_wire(struct doc *, const char *wire, size_t len, struct ingest_error *error);

#endif
