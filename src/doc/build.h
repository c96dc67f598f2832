/* What readers call to make a document, in the order of the plan. The builder owns the growing text
 * and keeps it in step with the source's lines where there are any. Call order:
 *
 *     doc_build_begin(&b, doc);
 *     doc_build_block(&b, DOC_HEADING, 1); doc_build_text(&b, s, n); doc_build_end(&b);
 *     doc_build_table(&b); doc_build_row(&b); doc_build_cell(&b, header, 1, 1);
 *     doc_build_text(...); doc_build_end(&b); ... doc_build_table_end(&b);
 *     doc_build_finish(&b);
 *
 * Mistakes of readers and of documents do not break the order: a block that is opened while another
 * is open closes it; inside a cell it becomes part of the cell's text; text outside any block opens
 * a paragraph; a doc_build_end() too many is ignored.
 *
 * With doc_build_line() the text keeps the source's lines: two blocks of one source line then stand
 * on one line with a blank between. Without it each block and each table row has a line of its own.
 * Cells of a row that share a line are separated by " | ".
 *
 * A reader whose text is the source itself (plain text) sets doc->text and adds block spans with
 * doc_build_span(), then calls doc_index_lines(). */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include "base/buf.h"
#include "doc/doc.h"

struct doc_builder {
    struct doc *doc;
    struct buf text;
    uint32_t line;     /* line of the text that is being written, from 1 */
    bool source_lines; /* doc_build_line() was called: lines are the source's */
    bool full;         /* a limit was reached (text or blocks); the reader reports it */
    bool in_block;     /* a block or cell is open: `block` is its index */
    bool in_cell;      /* ... and it is a cell */
    bool seen;         /* it has something that can be seen, up to offset `seen_end` */
    bool blank;        /* a blank is due before the next visible character */
    bool line_end;     /* a line end is due (without source lines) */
    uint32_t block, seen_end;
    uint32_t nested;        /* blocks absorbed by the open cell */
    uint32_t nested_tables; /* tables absorbed by the open table */
    uint32_t table;         /* the open table, DOC_NONE */
    uint32_t rows;          /* rows begun in it */
    bool row_cells;         /* the open row has a cell */
    uint32_t row_line;      /* line where the last block ended */
    uint16_t col;           /* next column to try */
    VEC(uint32_t) busy;     /* for each column the first row that no row span covers */
};

void doc_build_begin(struct doc_builder *, struct doc *);
/* The next text stands on this source line: line ends are added to reach it, inside a block too. A
 * line that lies behind is ignored: the text then goes on where it is. */
void doc_build_line(struct doc_builder *, uint32_t source_line);
/* A page begins here; `number` 0 counts on from the page before. Text before the first call is page
 * 1. */
void doc_build_page(struct doc_builder *, uint32_t number);
/* Opens a block (not a cell); returns its index, DOC_NONE when a limit was reached or a cell
 * absorbs it. `level` as in struct doc_block. A caption directly before a table becomes that
 * table's; one directly after a table that has none likewise. */
uint32_t doc_build_block(struct doc_builder *, enum doc_kind, unsigned level);
/* Marks the open block. */
void doc_build_mark(struct doc_builder *, unsigned marks);
/* Text of the open block, UTF-8; a piece never ends inside a character. Runs of blanks and control
 * characters are one blank; LF stays a line end inside the block; soft hyphens, zero-width blanks
 * and direction marks are dropped; invalid bytes become U+FFFD. */
void doc_build_text(struct doc_builder *, const char *s, size_t len);
/* Closes the open block; an empty one is dropped. */
void doc_build_end(struct doc_builder *);
/* Opens a table. The rows of a table that is opened inside a cell become text of that cell: readers
 * that want it as a table of its own keep it until doc_build_table_end(). */
void doc_build_table(struct doc_builder *);
void doc_build_row(struct doc_builder *);
/* Opens a cell of the open row, in the next free column. Close it with doc_build_end(): cells are
 * never dropped. Spans of 0 count as 1. */
void doc_build_cell(struct doc_builder *, bool header, unsigned row_span, unsigned col_span);
/* Closes the table; leading rows of header cells alone are its header rows. A table without cells
 * is dropped. */
void doc_build_table_end(struct doc_builder *);
/* Adds a block that is a span of doc->text; DOC_NONE when LIMIT_BLOCKS is reached. */
uint32_t doc_build_span(struct doc *, enum doc_kind, unsigned level, uint32_t at, uint32_t end);
/* Hands the text to the document, indexes its lines, and gives each run of list items, with the
 * paragraph that leads into it, a list id. */
void doc_build_finish(struct doc_builder *);

#endif
