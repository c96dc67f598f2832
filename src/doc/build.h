/* What readers call to make a document, in the order of the plan. The builder owns the growing text
 * and keeps it in step with the source's lines where there are any. Call order:
 *
 *     doc_build_begin(&b, doc);
 *     doc_build_block(&b, DOC_HEADING, 1); doc_build_text(&b, s, n); doc_build_end(&b);
 *     doc_build_table(&b); doc_build_row(&b); doc_build_cell(&b, header, 1, 1);
 *     doc_build_text(...); doc_build_end(&b); ... doc_build_table_end(&b);
 *     doc_build_finish(&b);
 *
 * A reader whose text is the source itself (plain text) sets doc->text and adds block spans with
 * doc_build_span(). */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include "base/buf.h"
#include "doc/doc.h"

struct doc_builder {
    struct doc *doc;
    struct buf text;
    uint32_t line; /* line of the text that is being written, from 1 */
    bool in_block;
    uint32_t table; /* the open table, DOC_NONE */
    uint16_t row, col;
    bool full; /* a limit was reached (text or blocks); the reader reports it */
};

void doc_build_begin(struct doc_builder *, struct doc *);
/* The next text stands on this source line: blank lines are added to reach it. A line that lies
 * behind is ignored: the text then goes on where it is. */
void doc_build_line(struct doc_builder *, uint32_t source_line);
/* A page begins here; `number` 0 counts on from the page before. */
void doc_build_page(struct doc_builder *, uint32_t number);
/* Opens a block (not a cell); returns its index. `level` as in struct doc_block. */
uint32_t doc_build_block(struct doc_builder *, enum doc_kind, unsigned level);
/* Marks the open block. */
void doc_build_mark(struct doc_builder *, unsigned marks);
/* Text of the open block. Runs of blanks are one blank; LF stays a line end inside the block. */
void doc_build_text(struct doc_builder *, const char *s, size_t len);
/* Closes the open block; an empty one is dropped. */
void doc_build_end(struct doc_builder *);
/* Opens a table; a table inside a cell becomes a table after the outer one's row (readers flatten).
 */
void doc_build_table(struct doc_builder *);
void doc_build_row(struct doc_builder *);
/* Opens a cell of the open row, in the next free column. Close it with doc_build_end(): cells are
 * never dropped. */
void doc_build_cell(struct doc_builder *, bool header, unsigned row_span, unsigned col_span);
void doc_build_table_end(struct doc_builder *);
/* Adds a block that is a span of doc->text. */
uint32_t doc_build_span(struct doc *, enum doc_kind, unsigned level, uint32_t at, uint32_t end);
/* Hands the text to the document and indexes its lines. */
void doc_build_finish(struct doc_builder *);

#endif
