/* The builder: readers say what they meet, in order, and the builder lays out the text. Visible
 * characters are appended as they come; blanks and line ends wait until one follows, so that every
 * block begins and ends with what can be seen, and an empty block leaves nothing behind.
 *
 * Cells find their column with `busy`: for each column the first row that no row span from above
 * covers, so that the cost of a table does not grow with the height of its spans. */
#include "doc/build.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/utf8.h"

void doc_build_begin(struct doc_builder *b, struct doc *doc)
{
    *b = (struct doc_builder){.doc = doc, .line = 1, .table = DOC_NONE, .block = DOC_NONE};
    buf_init(&b->text, LIMIT_TEXT_BYTES);
}

static uint32_t here(const struct doc_builder *b)
{
    return (uint32_t)b->text.len;
}

static bool at_line_start(const struct doc_builder *b)
{
    return !b->text.len || b->text.s[b->text.len - 1] == '\n';
}

static void add(struct doc_builder *b, const char *s, size_t len)
{
    buf_add(&b->text, s, len);
    b->full |= b->text.full;
}

static void add_line_end(struct doc_builder *b)
{
    add(b, "\n", 1);
    if (!b->full)
        b->line++;
}

void doc_build_line(struct doc_builder *b, uint32_t source_line)
{
    b->source_lines = true;
    while (b->line < source_line && !b->full) {
        add_line_end(b);
        b->blank = false;
    }
}

void doc_build_page(struct doc_builder *b, uint32_t number)
{
    struct doc *d = b->doc;
    b->full |= d->pages.n >= LIMIT_PAGES;
    if (b->full)
        return;
    struct doc_page page = {.at = here(b), .number = number};
    if (!d->pages.n && page.at > 0) {
        struct doc_page first = {.at = 0, .number = 1};
        VEC_PUSH(&d->pages, first);
    }
    if (!number)
        page.number = d->pages.n ? d->pages.v[d->pages.n - 1].number + 1 : 1;
    d->has_pages = true;
    VEC_PUSH(&d->pages, page);
}

uint32_t doc_build_span(
    struct doc *d, enum doc_kind kind, unsigned level, uint32_t at, uint32_t end)
{
    if (d->blocks.n >= LIMIT_BLOCKS)
        return DOC_NONE;
    struct doc_block block = {.at = at,
        .end = end,
        .kind = (uint8_t)kind,
        .level = (uint8_t)(level > 255 ? 255 : level),
        .table = DOC_NONE};
    VEC_PUSH(&d->blocks, block);
    return (uint32_t)d->blocks.n - 1;
}

/* Opens a block at the end of the text. */
static uint32_t open_block(struct doc_builder *b, enum doc_kind kind, unsigned level)
{
    uint32_t i = b->full ? DOC_NONE : doc_build_span(b->doc, kind, level, here(b), here(b));
    b->full |= i == DOC_NONE;
    b->in_block = i != DOC_NONE;
    b->in_cell = b->in_block && kind == DOC_CELL;
    b->block = i;
    b->seen = b->blank = b->line_end = false;
    b->nested = 0;
    return i;
}

/* A caption that stands right before the next block to be opened, or DOC_NONE. */
static uint32_t caption_before(const struct doc_builder *b)
{
    const struct doc *d = b->doc;
    if (!d->blocks.n || d->blocks.v[d->blocks.n - 1].kind != DOC_CAPTION)
        return DOC_NONE;
    uint32_t i = (uint32_t)d->blocks.n - 1;
    return d->blocks.v[i].table == DOC_NONE ? i : DOC_NONE;
}

/* A caption that was closed directly after a table without one is that table's. */
static void caption_after(struct doc_builder *b, uint32_t i)
{
    struct doc *d = b->doc;
    if (!d->tables.n || b->table != DOC_NONE)
        return;
    struct doc_table *t = &d->tables.v[d->tables.n - 1];
    if (t->end_block == i && t->caption == DOC_NONE) {
        t->caption = i;
        d->blocks.v[i].table = (uint32_t)d->tables.n - 1;
    }
}

static void close_block(struct doc_builder *b)
{
    if (!b->in_block)
        return;
    struct doc *d = b->doc;
    struct doc_block *block = &d->blocks.v[b->block];
    if (b->seen)
        block->end = b->seen_end;
    else if (!b->in_cell)
        d->blocks.n--;
    if (b->seen && block->kind == DOC_CAPTION)
        caption_after(b, b->block);
    b->row_line = b->line;
    b->in_block = b->in_cell = b->blank = b->line_end = false;
}

uint32_t doc_build_block(struct doc_builder *b, enum doc_kind kind, unsigned level)
{
    if (b->in_cell) {
        b->nested++;
        b->blank = true;
        return DOC_NONE;
    }
    close_block(b);
    if (b->table != DOC_NONE && b->rows) { /* text between rows is a row of its own */
        doc_build_row(b);
        doc_build_cell(b, false, 1, 1);
        return b->block;
    }
    return open_block(b, kind, level);
}

void doc_build_mark(struct doc_builder *b, unsigned marks)
{
    if (b->in_block)
        b->doc->blocks.v[b->block].marks |= (uint16_t)marks;
}

/* What stands between what was written and the first visible character of a block. */
static void begin_visible(struct doc_builder *b)
{
    if (!b->in_cell && !at_line_start(b)) {
        if (b->source_lines)
            add(b, " ", 1);
        else
            add_line_end(b);
    }
    b->doc->blocks.v[b->block].at = here(b);
    b->seen = true;
}

static void add_visible(struct doc_builder *b, const char *s, size_t len)
{
    if (!b->in_block)
        doc_build_block(b, DOC_PARAGRAPH, 0);
    if (b->full)
        return;
    if (!b->seen)
        begin_visible(b);
    else if (b->line_end)
        add_line_end(b);
    else if (b->blank && !at_line_start(b))
        add(b, " ", 1);
    b->blank = b->line_end = false;
    add(b, s, len);
    if (!b->full)
        b->seen_end = here(b);
}

/* Characters that are there and cannot be seen: they would only split words. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static size_t add_character(struct doc_builder *b, const char *s, size_t len)
{
    uint32_t c;
    char out[4];
    size_t n = utf8_decode(s, len, &c);
    if (c == '\n' && b->source_lines) {
        add_line_end(b);
        b->blank = false;
    } else if (c == '\n') {
        b->line_end = true;
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || utf8_is_blank(c)) {
        b->blank = true;
    } else if (!is_invisible(c)) {
        add_visible(b, out, utf8_encode(c, out));
    }
    return n;
}

void doc_build_text(struct doc_builder *b, const char *s, size_t len)
{
    for (size_t i = 0; i < len && !b->full;) {
        size_t n = i;
        while (n < len && s[n] > ' ' && s[n] < 0x7F)
            n++;
        if (n > i)
            add_visible(b, s + i, n - i);
        i = n;
        if (i < len && !b->full)
            i += add_character(b, s + i, len - i);
    }
}

void doc_build_end(struct doc_builder *b)
{
    if (b->nested) {
        b->nested--;
        b->blank = true;
    } else {
        close_block(b);
    }
}

void doc_build_table(struct doc_builder *b)
{
    if (b->table != DOC_NONE) {
        b->nested_tables++;
        b->blank = true;
        return;
    }
    close_block(b);
    struct doc_table t = {.caption = DOC_NONE};
    VEC_PUSH(&b->doc->tables, t);
    b->table = (uint32_t)b->doc->tables.n - 1;
    b->rows = 0;
    b->busy.n = 0;
}

void doc_build_row(struct doc_builder *b)
{
    if (b->table == DOC_NONE)
        doc_build_table(b);
    if (b->in_cell) {
        b->blank = true;
        return;
    }
    close_block(b);
    if (b->rows == UINT16_MAX) { /* goes on as another table */
        uint32_t absorbed = b->nested_tables;
        b->nested_tables = 0;
        doc_build_table_end(b);
        doc_build_table(b);
        b->nested_tables = absorbed;
    }
    if (!b->rows) {
        struct doc_table *t = &b->doc->tables.v[b->table];
        t->caption = caption_before(b);
        if (t->caption != DOC_NONE)
            b->doc->blocks.v[t->caption].table = b->table;
        t->first_block = (uint32_t)b->doc->blocks.n;
    }
    b->rows++;
    b->row_cells = false;
    b->col = 0;
    if (!at_line_start(b)) {
        if (b->source_lines)
            add(b, " ", 1);
        else
            add_line_end(b);
    }
}

/* Takes the next free column for a cell of `rows` by `columns`. */
static uint16_t take_columns(struct doc_builder *b, unsigned rows, unsigned columns)
{
    uint32_t row = b->rows - 1, col = b->col;
    while (col < b->busy.n && b->busy.v[col] > row)
        col++;
    if (col + columns > LIMIT_TABLE_COLUMNS) {
        b->full = true;
        return 0;
    }
    while (b->busy.n < col + columns)
        VEC_PUSH(&b->busy, 0);
    for (uint32_t c = col; c < col + columns; c++)
        b->busy.v[c] = row + rows;
    b->col = (uint16_t)(col + columns);
    return (uint16_t)col;
}

static unsigned span(unsigned n)
{
    return n == 0 ? 1 : n > LIMIT_TABLE_SPAN ? LIMIT_TABLE_SPAN : n;
}

void doc_build_cell(struct doc_builder *b, bool header, unsigned row_span, unsigned col_span)
{
    if (b->in_cell) {
        b->nested++;
        b->blank = true;
        return;
    }
    if (b->table == DOC_NONE || !b->rows)
        doc_build_row(b);
    close_block(b);
    uint16_t col = take_columns(b, span(row_span), span(col_span));
    if (b->full)
        return;
    if (b->row_cells && b->row_line == b->line)
        add(b, " | ", 3);
    b->row_cells = true;
    if (open_block(b, DOC_CELL, 0) == DOC_NONE)
        return;
    struct doc_block *cell = &b->doc->blocks.v[b->block];
    cell->table = b->table;
    cell->row = (uint16_t)(b->rows - 1);
    cell->col = col;
    cell->row_span = (uint16_t)span(row_span);
    cell->col_span = (uint16_t)span(col_span);
    cell->header = header;
}

/* Leading rows whose cells are all heads. Where all rows are, only the first counts. */
static uint16_t count_header_rows(const struct doc *d, const struct doc_table *t)
{
    for (uint32_t i = t->first_block; i < t->end_block; i++)
        if (!d->blocks.v[i].header)
            return d->blocks.v[i].row;
    return 1;
}

void doc_build_table_end(struct doc_builder *b)
{
    if (b->table == DOC_NONE)
        return;
    if (b->nested_tables) {
        b->nested_tables--;
        b->blank = true;
        return;
    }
    close_block(b);
    struct doc *d = b->doc;
    struct doc_table *t = &d->tables.v[b->table];
    if (!b->rows)
        t->first_block = (uint32_t)d->blocks.n;
    t->end_block = (uint32_t)d->blocks.n;
    t->rows = (uint16_t)b->rows;
    t->cols = (uint16_t)b->busy.n;
    if (t->first_block == t->end_block) {
        if (t->caption != DOC_NONE)
            d->blocks.v[t->caption].table = DOC_NONE;
        d->tables.n--;
    } else {
        t->header_rows = count_header_rows(d, t);
    }
    b->table = DOC_NONE;
    b->rows = 0;
}

/* "Table 3: staff" says itself what it is, whatever its style: the word, a number, and short. */
static bool reads_as_caption(const struct doc *d, const struct doc_block *p)
{
    enum { LONGEST = 200 };
    const char *s = d->text + p->at;
    size_t len = p->end - p->at;
    if (p->kind != DOC_PARAGRAPH || len > LONGEST || len < 7 || strncasecmp(s, "table ", 6) != 0)
        return false;
    return (s[6] >= '0' && s[6] <= '9') || (s[6] >= 'A' && s[6] <= 'Z' && !(s[7] >= 'a'));
}

/* Tables without a caption take the paragraph right before them that reads as one. */
static void find_captions(struct doc *d)
{
    for (size_t i = 0; i < d->tables.n; i++) {
        struct doc_table *t = &d->tables.v[i];
        uint32_t before = t->first_block - 1;
        if (t->caption != DOC_NONE || !t->first_block || !reads_as_caption(d, &d->blocks.v[before]))
            continue;
        t->caption = before;
        d->blocks.v[before].kind = DOC_CAPTION;
        d->blocks.v[before].table = (uint32_t)i;
    }
}

/* Does the paragraph lead into the list after it? A full stop ends a thought of its own. */
static bool leads_in(const struct doc *d, const struct doc_block *p)
{
    if (p->kind != DOC_PARAGRAPH || p->end == p->at || p->marks & DOC_NEVER_EVIDENCE)
        return false;
    return !strchr(".!?", d->text[p->end - 1]);
}

static void number_lists(struct doc *d)
{
    uint32_t id = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        struct doc_block *block = &d->blocks.v[i];
        if (block->kind != DOC_LIST_ITEM)
            continue;
        if (!i || block[-1].kind != DOC_LIST_ITEM) {
            id++;
            if (i && leads_in(d, block - 1))
                block[-1].list = id;
        }
        block->list = id;
    }
}

void doc_build_finish(struct doc_builder *b)
{
    struct doc *d = b->doc;
    b->nested = b->nested_tables = 0;
    close_block(b);
    doc_build_table_end(b);
    if (!at_line_start(b))
        add_line_end(b);
    size_t len;
    xfree(d->text);
    d->text = buf_take(&b->text, &len);
    d->len = (uint32_t)len;
    xfree(b->busy.v);
    b->busy.v = NULL;
    b->busy.n = b->busy.room = 0;
    doc_index_lines(d);
    find_captions(d);
    number_lists(d);
}
