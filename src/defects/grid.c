/* Cells to figures. A cell is a figure only when it holds nothing else: "9 of 22" or "all 9" is
 * text, and a column with text among its figures is not added up. */
#include "defects/grid.h"

#include <string.h>

#include "base/limits.h"

static void trim(const char **s, uint32_t *len)
{
    while (*len && strchr(" \n\t*", **s)) {
        (*s)++;
        (*len)--;
    }
    while (*len && strchr(" \n\t*", (*s)[*len - 1]))
        (*len)--;
}

static bool skip(const char **s, uint32_t *len, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    if (*len < n || memcmp(*s, what, n) != 0)
        return false;
    *s += n;
    *len -= n;
    return true;
}

/* "-", "nil", "n/a": no figure, and counts as nothing. */
static bool is_blank(const char *s, uint32_t len)
{
    static const char *const words[] = {
        "", "-", "\xE2\x80\x93", "\xE2\x80\x94", "nil", "Nil", "n/a", "N/A", "none", "None", "NIL"};
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        if (len == strlen(words[i]) && !memcmp(s, words[i], len))
            return true;
    return false;
}

/* Digits with commas between thousands, and decimals. */
static bool digits(const char **s, uint32_t *len, struct cell *out)
{
    double value = 0, unit = 1;
    uint32_t i = 0, group = 0, n = 0;
    bool commas = false;
    for (; i < *len; i++) {
        char c = (*s)[i];
        if (is_figure(c)) {
            value = value * 10 + (c - '0');
            group++;
            n++;
        } else if (c == ',' && n && (commas ? group == 3 : group <= 3)) {
            commas = true;
            group = 0;
        } else {
            break;
        }
    }
    if (!n || n > 15 || (commas && group != 3))
        return false;
    if (i + 1 < *len && (*s)[i] == '.' && is_figure((*s)[i + 1]))
        for (i++; i < *len && is_figure((*s)[i]) && out->decimals < 9; i++) {
            unit /= 10;
            value += unit * ((*s)[i] - '0');
            out->decimals++;
        }
    *s += i;
    *len -= i;
    out->step = unit;
    out->value = value;
    return true;
}

static void suffix(const char **s, uint32_t *len, struct cell *out)
{
    double scale = 1;
    skip(s, len, " ");
    if (skip(s, len, "%"))
        out->percent = true;
    else if (skip(s, len, "bn"))
        scale = 1e9;
    else if (skip(s, len, "million") || skip(s, len, "m") || skip(s, len, "M"))
        scale = 1e6;
    else if (skip(s, len, "k") || skip(s, len, "K"))
        scale = 1e3;
    out->value *= scale;
    out->step *= scale;
    out->scaled = scale != 1;
    if (out->scaled)
        out->decimals = 0;
}

bool cell_number(const char *s, uint32_t len, struct cell *out)
{
    *out = (struct cell){.block = DOC_NONE};
    bool negative = false, bracket = false;
    trim(&s, &len);
    if (skip(&s, &len, "("))
        bracket = negative = true;
    else if (skip(&s, &len, "-") || skip(&s, &len, "\xE2\x88\x92") ||
             skip(&s, &len, "\xE2\x80\x93"))
        negative = true;
    out->money = skip(&s, &len, "\xC2\xA3");
    if (!negative && skip(&s, &len, "-"))
        negative = true;
    if (!digits(&s, &len, out))
        return false;
    suffix(&s, &len, out);
    if (bracket && !skip(&s, &len, ")"))
        return false;
    if (len)
        return false;
    if (negative)
        out->value = -out->value;
    out->kind = CELL_NUMBER;
    return true;
}

const char *grid_text(const struct grid *g, uint32_t row, uint32_t col)
{
    uint32_t k = grid_cell(g, row, col)->block;
    if (k == DOC_NONE)
        return "";
    const struct doc_block *b = &g->n->doc->blocks.v[k];
    return inspect_text(g->n, b->at, b->end, 60);
}

static void read_cell(struct grid *g, uint32_t k)
{
    const struct doc_block *b = &g->n->doc->blocks.v[k];
    if (b->row >= g->rows || b->col >= g->cols)
        return;
    struct cell *c = grid_cell(g, b->row, b->col), read;
    const char *s = g->n->doc->text + b->at;
    uint32_t len = b->end - b->at;
    if (c->block != DOC_NONE) { /* a cell of several blocks: words */
        c->kind = CELL_TEXT;
        return;
    }
    trim(&s, &len);
    if (cell_number(s, len, &read))
        *c = read;
    else
        c->kind = is_blank(s, len) ? CELL_BLANK : CELL_TEXT;
    c->block = k;
    /* a figure that is merged over others belongs to no single row or column */
    for (uint32_t r = 0; r < b->row_span && c->kind == CELL_NUMBER; r++)
        for (uint32_t i = 0; i < b->col_span; i++)
            if (b->row + r < g->rows && b->col + i < g->cols &&
                (b->row_span > 1 || b->col_span > 1))
                grid_cell(g, b->row + r, b->col + i)->kind = CELL_TEXT;
}

static bool says_thousands(const struct inspection *n, uint32_t at, uint32_t end)
{
    for (uint32_t i = at; i + 2 < end; i++)
        if (n->doc->text[i] == '0' && !memcmp(n->doc->text + i, "000", 3) &&
            (i == at || (!is_figure(n->doc->text[i - 1]) && n->doc->text[i - 1] != ',')))
            return true;
    return false;
}

bool grid_read(struct grid *g, const struct inspection *n, uint32_t table)
{
    const struct doc_table *t = &n->doc->tables.v[table];
    *g = (struct grid){.n = n, .table = t, .rows = t->rows, .cols = t->cols};
    g->first_row = t->header_rows;
    if (t->rows < 3 || t->cols < 2 || (size_t)t->rows * t->cols > LIMIT_GRID_CELLS)
        return false;
    g->cells = arena_array(n->arena, (size_t)g->rows * g->cols, sizeof *g->cells);
    for (size_t i = 0; i < (size_t)g->rows * g->cols; i++)
        g->cells[i].block = DOC_NONE;
    for (uint32_t k = t->first_block; k < t->end_block; k++) {
        const struct doc_block *b = &n->doc->blocks.v[k];
        read_cell(g, k);
        g->thousands =
            g->thousands || (b->row < t->header_rows && says_thousands(n, b->at, b->end));
    }
    if (t->caption != DOC_NONE) {
        const struct doc_block *b = &n->doc->blocks.v[t->caption];
        g->thousands = g->thousands || says_thousands(n, b->at, b->end);
    }
    if (!g->first_row) { /* heads that were not marked: a first row without figures */
        g->first_row = 1;
        for (uint32_t c = 1; c < g->cols; c++)
            if (grid_cell(g, 0, c)->kind == CELL_NUMBER)
                g->first_row = 0;
    }
    return true;
}
