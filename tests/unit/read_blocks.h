/* A document in short, one block a line, to compare readers with: kind, level, marks, place in the
 * table, text (line ends as '/'). */
#ifndef TESTS_READ_BLOCKS_H
#define TESTS_READ_BLOCKS_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
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

/* Bytes of a file of tests/data; free with xfree(). */
static inline char *sample_bytes(const char *name, size_t *len)
{
    struct arena *a = arena_new();
    const char *source = getenv("SRC");
    char *bytes = NULL;
    const char *path = arena_printf(a, "%s/tests/data/%s", source ? source : ".", name);
    ck_assert_int_eq(file_read(path, 1 << 20, &bytes, len), FILE_OK);
    arena_free(a);
    return bytes;
}

/* A file of tests/data as a document. */
static inline struct doc *read_sample(const char *name)
{
    size_t len = 0;
    char *bytes = sample_bytes(name, &len);
    struct doc *d = read_bytes(name, bytes, len);
    xfree(bytes);
    return d;
}

static inline bool has_note(const struct doc *d, const char *code)
{
    for (size_t i = 0; i < d->notes.n; i++)
        if (strcmp(d->notes.v[i].code, code) == 0)
            return true;
    return false;
}

/* Every way of being cut short or bent is answered, and none with a wrong text. */
static inline void check_damage(const char *name)
{
    size_t len = 0;
    char *bytes = sample_bytes(name, &len);
    for (size_t n = 1; n < len; n += 37) {
        struct ingest_error error;
        struct doc *d = ingest("x", bytes, n, NULL, &error);
        ck_assert(d || *error.code);
        doc_free(d);
    }
    for (size_t at = 0; at < len; at += 13) {
        struct ingest_error error;
        bytes[at] = (char)(bytes[at] ^ 0x55);
        struct doc *d = ingest("x", bytes, len, NULL, &error);
        ck_assert(d || *error.code);
        doc_free(d);
        bytes[at] = (char)(bytes[at] ^ 0x55);
    }
    xfree(bytes);
}

#endif
