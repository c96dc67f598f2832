/* What every reader must keep: each block stands, in what `extract -f text` prints, at the line and
 * column that doc_place() states. The text is searched from its beginning, line by line, and does
 * not use the document's own index. Also the order that doc.h promises. */
#ifndef TESTS_DOC_PLACES_H
#define TESTS_DOC_PLACES_H

#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "doc/doc.h"

/* As ck_assert(), which writes a record for each success: too slow for every block. */
#define PLACE_CHECK(what)                                                                          \
    do {                                                                                           \
        if (!(what))                                                                               \
            ck_abort_msg("%s", #what);                                                             \
    } while (0)

/* The byte at line and column (code points), both from 1. */
static inline const char *text_at(const char *s, uint32_t line, uint32_t column)
{
    const char *end = s + strlen(s);
    for (; line > 1; line--) {
        s = memchr(s, '\n', (size_t)(end - s));
        PLACE_CHECK(s);
        s++;
    }
    for (uint32_t c; column > 1; column--) {
        PLACE_CHECK(s < end && *s != '\n');
        s += utf8_decode(s, (size_t)(end - s), &c);
    }
    return s;
}

static inline void check_places(const struct doc *d)
{
    struct buf out;
    buf_init(&out, SIZE_MAX);
    doc_dump_text(d, &out);
    ck_assert_uint_eq(utf8_valid_prefix(buf_str(&out), out.len), out.len);
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        uint32_t line, column;
        doc_place(d, b->at, &line, &column);
        PLACE_CHECK(b->at <= b->end);
        PLACE_CHECK(b->end <= d->len);
        PLACE_CHECK(b->kind == DOC_CELL || b->at < b->end);
        if (i)
            PLACE_CHECK(b[-1].end <= b->at);
        if (i % (d->blocks.n / 500 + 1) == 0) { /* of very many blocks some */
            const char *p = text_at(buf_str(&out), line, column);
            PLACE_CHECK(!strncmp(p, d->text + b->at, b->end - b->at));
            PLACE_CHECK((size_t)(p - buf_str(&out)) == b->at);
        }
        if (b->kind == DOC_CELL) {
            const struct doc_table *t = &d->tables.v[b->table];
            PLACE_CHECK(i >= t->first_block && i < t->end_block);
            PLACE_CHECK(b->row < t->rows && b->col + b->col_span <= t->cols);
        }
    }
    for (size_t i = 1; i < d->pages.n; i++)
        PLACE_CHECK(d->pages.v[i - 1].at <= d->pages.v[i].at);
    buf_clear(&out);
}

/* The i-th block's text equals `want`. */
static inline void check_block(
    const struct doc *d, size_t i, enum doc_kind kind, unsigned level, const char *want)
{
    ck_assert_uint_lt(i, d->blocks.n);
    const struct doc_block *b = &d->blocks.v[i];
    char got[512];
    size_t n = b->end - b->at < sizeof got - 1 ? b->end - b->at : sizeof got - 1;
    memcpy(got, d->text + b->at, n);
    got[n] = '\0';
    ck_assert_str_eq(got, want);
    ck_assert_str_eq(doc_kind_name((enum doc_kind)b->kind), doc_kind_name(kind));
    ck_assert_uint_eq(b->level, level);
}

#endif
