/* Tables that are drawn in plain text: columns under lines of dashes (as pandoc and
 * reStructuredText write them), and grids of "+---+" and "|". What one row says stands on several
 * lines there, cell beside cell; these functions put the words of each cell together again. */
#ifndef INGEST_RULED_H
#define INGEST_RULED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/* Wider is no table that anyone drew; longer ones are cut off by the end of the search. */
enum { RULED_COLUMNS = 64, RULED_WIDTH = 1000, RULED_LINES = 2000 };

struct ruled_line {
    const char *s; /* UTF-8, without its line end */
    size_t len;
};

struct ruled_cell {
    const char *text; /* "" when empty; in the arena */
    uint32_t len;
    uint16_t row_span, col_span; /* 0: covered by a cell beside or above it */
};

struct ruled_row {
    size_t line; /* where it begins */
    bool header;
    struct ruled_cell *cells; /* as many as the table has columns */
};

struct ruled_table {
    size_t end; /* the line after it */
    uint16_t cols;
    VEC(struct ruled_row) rows; /* free with ruled_table_clear() */
};

/* The lines of a text, and how many may still be looked at ahead: a text that begins thousands of
 * tables and ends none would else cost the square of its length. */
struct ruled {
    struct arena *arena;
    VEC(struct ruled_line) lines;
    size_t looks;
};

/* Takes the lines of the text, which must live as long. */
void ruled_begin(struct ruled *, const char *text, size_t len);
void ruled_end(struct ruled *);
/* Is there a table that begins at line `at`? Its rows are then in `*table`. */
bool ruled_table_at(struct ruled *, size_t at, struct ruled_table *table);
void ruled_table_clear(struct ruled_table *);

/* A cell or a table in the text that ruled_lay_text() made. */
struct ruled_span {
    uint32_t at, end; /* bytes */
    const struct ruled_cell *cell;
    uint16_t row, col;
    bool header;
};
struct ruled_place {
    uint32_t at, end;        /* whole lines */
    size_t first, cells_end; /* in spans */
    uint16_t rows, cols, header_rows;
};
struct ruled_laid {
    struct ruled ruled; /* owns the cells */
    VEC(struct ruled_span) spans;
    VEC(struct ruled_place) places;
};
/* Writes the tables of the text anew: each row on the line where it begins, its cells parted by
 * " | ", and empty lines in place of what it had more, so that all lines keep their numbers. Free
 * with ruled_laid_clear(). */
void ruled_lay_text(struct buf *text, struct ruled_laid *);
void ruled_laid_clear(struct ruled_laid *);

/* Writes the tables as Markdown's, in as many lines. `*line_of` tells for each line of the text,
 * from 0, on which it stood (from 1); NULL when there was no table. Free it with xfree(). */
void ruled_lay_markdown(struct buf *text, uint32_t **line_of);

/* ---- between the two files that find them ---- */

/* The characters of a line: where each begins, and one sign for each ('x' for all beyond ASCII). */
struct ruled_chars {
    const char *s;
    size_t n;
    uint16_t *at;
    char *sign;
};
/* Into arrays of the line's bytes + 1. False when the line is too wide or has characters that no
 * drawn table has. */
bool ruled_chars_of(const struct ruled_line *, struct ruled_chars *);
bool ruled_is_blank(const struct ruled_line *);
/* Adds the characters [from, to) without blank ends to a cell's text. */
void ruled_add(const struct ruled_chars *, size_t from, size_t to, struct buf *cell);
bool ruled_grid_at(struct ruled *, size_t at, struct ruled_table *table);

#endif
