/* A document in short, one block a line, to compare readers with: kind, level, marks, place in the
 * table, text (line ends as '/'). */
#ifndef TESTS_READ_BLOCKS_H
#define TESTS_READ_BLOCKS_H

#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "ingest/ingest.h"

static inline void print_block(const struct doc *d, const struct doc_block *k, struct buf *out)
{
    static const char *const kinds[] = {"H", "P", "L", "cell", "caption"};
    buf_add_str(out, kinds[k->kind]);
    if (k->level)
        buf_printf(out, "%u", k->level);
    if (k->kind == DOC_CELL)
        buf_printf(out, " %u,%u", k->row, k->col);
    if (k->row_span > 1 || k->col_span > 1)
        buf_printf(out, " %ux%u", k->row_span, k->col_span);
    if (k->header)
        buf_add_str(out, " head");
    if (k->marks)
        buf_printf(out, " (%s)", doc_marks_text(d->arena, k->marks));
    if (doc_page_number(d, k->at) > 1)
        buf_printf(out, " p%u", doc_page_number(d, k->at));
    buf_add_str(out, ": ");
    for (uint32_t i = k->at; i < k->end; i++)
        buf_add_char(out, d->text[i] == '\n' ? '/' : d->text[i]);
    buf_add_char(out, '\n');
}

/* The blocks of a document; free with buf_clear(). */
static inline void print_blocks(const struct doc *d, struct buf *out)
{
    buf_init(out, 1 << 20);
    for (size_t i = 0; i < d->blocks.n; i++)
        print_block(d, &d->blocks.v[i], out);
}

static inline struct doc *read_bytes(const char *name, const char *bytes, size_t len)
{
    struct ingest_error error;
    struct doc *d = ingest(name, bytes, len, NULL, &error);
    ck_assert_msg(d != NULL, "%s: %s", error.code, error.text);
    return d;
}

#endif
