/* Plain text, and text that other programs took out of PDF. The document's text is the decoded text
 * itself, so that line and column are the source's. Blocks are raw: a run of lines without a blank
 * one between, or a single very long line (in damaged text a whole page stands on one); form feeds
 * are page breaks. What the lines mean - headings, lists, page numbers, columns of blanks - is for
 * the analyse passes to find. Only tables that are drawn with rules are made here, because the
 * words of their cells have to be put together first: each row then stands on the line where it
 * begins. */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "doc/build.h"
#include "ingest/encoding.h"
#include "ingest/readers.h"
#include "ingest/ruled.h"

/* Nobody wraps lines this wide: such a line is a paragraph or more, and none of its neighbours'. */
enum { LONG_LINE = 400 };

static int text_bid(const char *name, const char *bytes, size_t len)
{
    (void)name, (void)bytes, (void)len;
    return 10; /* takes what nobody else wants */
}

static bool is_visible(uint32_t c)
{
    if (c < 0x80)
        return c > ' ' && c != 0x7F;
    return c != 0xFEFF && !utf8_is_blank(c);
}

/* Where the character that ends at `end` begins; the text is valid UTF-8. */
static uint32_t character_before(const char *text, uint32_t from, uint32_t end)
{
    uint32_t at = end - 1;
    while (at > from && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Narrows [*at, *end) to what can be seen; false when nothing can. */
static bool trim(const char *text, uint32_t *at, uint32_t *end)
{
    uint32_t first = *at, last = *end, c;
    while (first < last) {
        uint32_t next = first + (uint32_t)utf8_decode(text + first, last - first, &c);
        if (is_visible(c))
            break;
        first = next;
    }
    while (last > first) {
        uint32_t before = character_before(text, first, last);
        utf8_decode(text + before, last - before, &c);
        if (is_visible(c))
            break;
        last = before;
    }
    *at = first;
    *end = last;
    return first < last;
}

struct text_reader {
    struct doc *doc;
    struct ruled_laid laid;
    size_t tables;           /* of it, passed so far */
    uint32_t open, open_end; /* the paragraph that is being collected; open_end 0: none */
    bool full;
};

static void close_paragraph(struct text_reader *r)
{
    if (r->open_end)
        r->full |= doc_build_span(r->doc, DOC_PARAGRAPH, 0, r->open, r->open_end) == DOC_NONE;
    r->open_end = 0;
}

static void take_line(struct text_reader *r, uint32_t at, uint32_t end)
{
    bool long_line = end - at > LONG_LINE, visible = trim(r->doc->text, &at, &end);
    if (!visible || long_line)
        close_paragraph(r);
    if (!visible)
        return;
    if (!r->open_end)
        r->open = at;
    r->open_end = end;
    if (long_line)
        close_paragraph(r);
}

static void begin_page(struct text_reader *r, uint32_t at)
{
    struct doc *d = r->doc;
    close_paragraph(r);
    r->full |= d->pages.n >= LIMIT_PAGES;
    if (r->full)
        return;
    struct doc_page page = {.at = at, .number = (uint32_t)d->pages.n + 1};
    VEC_PUSH(&d->pages, page);
    d->has_pages = true;
}

static void add_cell(struct text_reader *r, const struct ruled_span *s)
{
    uint32_t i = doc_build_span(r->doc, DOC_CELL, 0, s->at, s->end);
    r->full |= i == DOC_NONE;
    if (r->full)
        return;
    struct doc_block *b = &r->doc->blocks.v[i];
    b->table = (uint32_t)r->doc->tables.n;
    b->row = s->row;
    b->col = s->col;
    b->row_span = s->cell->row_span;
    b->col_span = s->cell->col_span;
    b->header = s->header;
}

static void add_table(struct text_reader *r, const struct ruled_place *p)
{
    close_paragraph(r);
    struct doc_table t = {.caption = DOC_NONE,
        .first_block = (uint32_t)r->doc->blocks.n,
        .rows = p->rows,
        .cols = p->cols,
        .header_rows = p->header_rows};
    for (size_t i = p->first; i < p->cells_end; i++)
        add_cell(r, &r->laid.spans.v[i]);
    t.end_block = (uint32_t)r->doc->blocks.n;
    VEC_PUSH(&r->doc->tables, t);
}

/* The table that begins at `at`; NULL when none does. */
static const struct ruled_place *table_at(struct text_reader *r, uint32_t at)
{
    bool here = r->tables < r->laid.places.n && r->laid.places.v[r->tables].at == at;
    return here ? &r->laid.places.v[r->tables++] : NULL;
}

/* Lines end at LF and at form feeds; a form feed at the very end of the text ends the last page and
 * begins none. */
static void find_blocks(struct text_reader *r)
{
    const struct doc *d = r->doc;
    uint32_t first = 0, last = d->len;
    if (!trim(d->text, &first, &last))
        return;
    if (memchr(d->text, '\f', last))
        begin_page(r, 0);
    for (uint32_t at = 0; at < d->len && !r->full;) {
        const struct ruled_place *table = table_at(r, at);
        if (table) {
            add_table(r, table);
            at = table->end;
            continue;
        }
        uint32_t end = at;
        while (end < d->len && d->text[end] != '\n' && d->text[end] != '\f')
            end++;
        take_line(r, at, end);
        at = end + 1;
        if (end < last && d->text[end] == '\f')
            begin_page(r, at);
    }
    close_paragraph(r);
}

static bool text_read(struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct buf text;
    struct encoding encoding;
    buf_init(&text, LIMIT_TEXT_BYTES);
    if (!encoding_decode(bytes, len, &text, &encoding, error)) {
        buf_clear(&text);
        return false;
    }
    size_t n;
    struct text_reader r = {.doc = doc};
    ruled_lay_text(&text, &r.laid);
    doc->text = buf_take(&text, &n);
    doc->len = (uint32_t)n;
    encoding_note(doc, &encoding);
    find_blocks(&r);
    ruled_laid_clear(&r.laid);
    doc_index_lines(doc);
    if (r.full)
        return ingest_fail(error, "plan.too-large",
            "the text has more than %u paragraphs or %u pages: it is no plan", LIMIT_BLOCKS,
            LIMIT_PAGES);
    return true;
}

const struct reader reader_text = {
    .name = "text",
    .description = "plain text, and text taken out of PDF",
    .bid = text_bid,
    .read = text_read,
};
