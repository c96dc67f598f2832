/* Word sets "first row" and "first column" in every table it makes, so those flags say nothing;
 * what the author marked as repeating head, or made bold or shaded, does. */
#include "ingest/flow_table.h"

#include <ctype.h>
#include <string.h>

enum { TITLE_BYTES = 120, HEAD_BYTES = 60 };

static size_t cells_of(const struct flow_row *row)
{
    size_t n = 0;
    for (const struct flow_cell *c = row->first; c; c = c->next)
        n += !c->covered;
    return n;
}

bool flow_table_is_frame(const struct flow_table *t)
{
    for (const struct flow_row *row = t->first; row; row = row->next)
        if (!row->deleted && cells_of(row) > 1)
            return false;
    return true;
}

/* Visible bytes of a cell and its paragraphs that have some. */
static size_t cell_length(const struct flow_cell *c, size_t *paragraphs)
{
    size_t len = 0;
    *paragraphs = 0;
    for (const struct flow_item *i = c->list.first; i; i = i->next) {
        if (i->kind == FLOW_TABLE) {
            *paragraphs += 2;
        } else if (i->kind == FLOW_PARAGRAPH && i->as.paragraph.chars) {
            len += i->as.paragraph.len;
            ++*paragraphs;
        }
    }
    return len;
}

static bool is_full_width(const struct flow_table *t, const struct flow_row *row)
{
    const struct flow_cell *c = row->first;
    return c && !c->next && !c->covered && c->row_span == 1 && t->cols > 1 && c->col == 0 &&
           c->col_span >= t->cols;
}

bool flow_row_is_text(const struct flow_table *t, const struct flow_row *row)
{
    size_t paragraphs;
    return is_full_width(t, row) &&
           (cell_length(row->first, &paragraphs) > 2 * TITLE_BYTES || paragraphs > 1);
}

bool flow_row_is_title(const struct flow_table *t, const struct flow_row *row)
{
    size_t paragraphs;
    return row == t->first && t->rows > 2 && is_full_width(t, row) &&
           cell_length(row->first, &paragraphs) <= TITLE_BYTES && paragraphs == 1;
}

/* All that can be seen in the cell is bold; an empty cell is not. */
static bool is_bold(const struct flow_cell *c)
{
    uint32_t chars = 0, bold = 0;
    for (const struct flow_item *i = c->list.first; i; i = i->next) {
        if (i->kind != FLOW_PARAGRAPH)
            continue;
        chars += i->as.paragraph.chars;
        bold += i->as.paragraph.bold;
    }
    return chars && bold == chars;
}

static bool is_number(const struct flow_cell *c)
{
    const struct flow_item *i = c->list.first;
    if (!i || i->kind != FLOW_PARAGRAPH)
        return false;
    const char *s = i->as.paragraph.text;
    for (; *s; s++)
        if (isalpha((unsigned char)*s) && strncmp(s, "k", 2) != 0 && strncmp(s, "m", 2) != 0)
            return false;
    return true;
}

static bool all_shaded(const struct flow_row *row)
{
    for (const struct flow_cell *c = row->first; c; c = c->next)
        if (!c->shaded)
            return false;
    return row->first != NULL;
}

/* Short words in every cell but perhaps the first: as heads have. */
static bool reads_like_heads(const struct flow_row *row)
{
    size_t n = 0, paragraphs;
    for (const struct flow_cell *c = row->first; c; c = c->next, n++) {
        size_t len = cell_length(c, &paragraphs);
        if ((len == 0 && n > 0) || len > HEAD_BYTES || (len > 0 && is_number(c)))
            return false;
    }
    return n > 2;
}

static bool looks_like_heads(const struct flow_table *t, const struct flow_row *row)
{
    size_t filled = 0, cells = 0, paragraphs;
    bool bold = true;
    if (t->rows < 2 || cells_of(row) < 2)
        return false;
    for (const struct flow_cell *c = row->first; c; c = c->next, cells++) {
        size_t len = cell_length(c, &paragraphs);
        filled += len > 0;
        bold = bold && (len == 0 || is_bold(c));
    }
    if (filled == 0 || filled + 1 < cells)
        return false;
    if (bold || (all_shaded(row) && row->next && !all_shaded(row->next)))
        return true;
    return (t->styled_head && filled > 1) || reads_like_heads(row);
}

uint32_t flow_header_rows(const struct flow_table *t)
{
    uint32_t n = 0;
    const struct flow_row *row = t->first;
    if (row && flow_row_is_title(t, row))
        row = row->next;
    const struct flow_row *first = row;
    for (; row && row->header; row = row->next)
        n++;
    if (n || !first || !looks_like_heads(t, first))
        return n == t->rows ? n > 0 : n;
    n = 1;
    for (const struct flow_cell *c = first->first; c; c = c->next)
        if (c->row_span > n && c->row_span < t->rows)
            n = c->row_span;
    return n;
}

bool flow_heads_row(const struct flow_row *row, const struct flow_cell *c)
{
    if (c != row->first || !is_bold(c))
        return false;
    for (const struct flow_cell *other = c->next; other; other = other->next)
        if (is_bold(other))
            return false;
    return c->next != NULL;
}
