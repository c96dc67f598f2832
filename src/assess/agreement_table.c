/* Totals of tables: a row (or a column) whose head is a word for a total, over cells that each hold
 * one figure of the same kind or a plain nought. A line with an empty cell, with two figures in one
 * cell or with two totals is left alone: its figures are not whole. */
#include "assess/agreement.h"

#include <string.h>

#include "base/limits.h"

enum { MOST_CELLS = 64 };

struct line {
    uint32_t values[MOST_CELLS];
    uint32_t n;
    bool whole;
};

/* The only figure of a cell; DOC_NONE when there is none or more than one. */
static uint32_t figure_in(const struct evaluation *e, const struct doc_block *cell)
{
    uint32_t found = DOC_NONE;
    for (size_t i = doc_value_from(e->doc, cell->at); i < e->doc->values.n; i++) {
        const struct value *v = &e->doc->values.v[i];
        if (v->at >= cell->end)
            break;
        bool figure = (v->kind == VALUE_MONEY || v->kind == VALUE_NUMBER) && !v->per;
        if (!figure || !figure_is_whole(v) || found != DOC_NONE)
            return DOC_NONE;
        found = (uint32_t)i;
    }
    return found;
}

/* "nil", "-", "0" and the like: what adds nothing. */
static bool adds_nothing(const struct evaluation *e, const struct doc_block *cell)
{
    static const char *const words[] = {"nil", "Nil", "-", "\xe2\x80\x93", "0", u8"\u00a30"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cell->end - cell->at == strlen(words[i]) &&
            memcmp(e->doc->text + cell->at, words[i], cell->end - cell->at) == 0)
            return true;
    return false;
}

static void line_add(const struct evaluation *e, struct line *line, const struct doc_block *cell)
{
    uint32_t v = figure_in(e, cell);
    if (v != DOC_NONE && line->n < MOST_CELLS)
        line->values[line->n++] = v;
    else if (!adds_nothing(e, cell))
        line->whole = false;
}

/* The first hit at or after a place. */
static uint32_t hits_from(const struct hits *hits, uint32_t at)
{
    uint32_t low = 0, high = hits->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (hits->v[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool says_total(struct evaluation *e, const struct test *t, const struct doc_block *cell)
{
    for (uint32_t c = 0; c < t->concept_count; c++) {
        struct hits hits = scan_hits(e->scan, t->concepts[c]);
        for (uint32_t i = hits_from(&hits, cell->at); i < hits.n && hits.v[i].at < cell->end; i++)
            if (hits.v[i].end <= cell->end)
                return true;
    }
    return false;
}

/* The row (or column) whose head says that it is a total; DOC_NONE when there is none or more. */
static uint32_t total_line(
    struct evaluation *e, const struct test *t, const struct doc_table *table, bool column)
{
    uint32_t found = DOC_NONE;
    for (uint32_t b = table->first_block; b < table->end_block; b++) {
        const struct doc_block *cell = &e->doc->blocks.v[b];
        bool head = column ? cell->row < table->header_rows && cell->col > 0
                           : cell->row >= table->header_rows && cell->col == 0;
        uint32_t line = column ? cell->col : cell->row;
        if (!head || !says_total(e, t, cell))
            continue;
        if (found != DOC_NONE && found != line)
            return DOC_NONE;
        found = line;
    }
    return found;
}

static void judge_line(struct evaluation *e, const struct test *t, const struct line *line,
    uint32_t total, struct match_list *list)
{
    const struct value *v = e->doc->values.v, *stated = &v[total];
    double sum = 0, slack = figure_slack(e->doc, stated);
    for (uint32_t i = 0; i < line->n; i++) {
        const struct value *part = &v[line->values[i]];
        if (part->kind != stated->kind)
            return;
        sum += part->lo;
        slack += figure_slack(e->doc, part);
    }
    if (figures_compare(stated->lo, sum, slack) == (int)t->verdict)
        agreement_emit(e, total, line->values, line->n, list);
}

/* The first cell of a row: cells stand in row-major order. */
static uint32_t row_from(const struct doc *doc, const struct doc_table *table, uint32_t row)
{
    uint32_t low = table->first_block, high = table->end_block;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->blocks.v[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* One line of cells up to the total at `end`: a column above a total row, a row before a total
 * column. */
static void check_line(struct evaluation *e, const struct test *t, const struct doc_table *table,
    bool column, uint32_t at, uint32_t end, struct match_list *list)
{
    struct line line = {.whole = true};
    uint32_t total = DOC_NONE;
    uint32_t b = column ? table->first_block : row_from(e->doc, table, at);
    for (; b < table->end_block && (column || e->doc->blocks.v[b].row == at); b++) {
        const struct doc_block *cell = &e->doc->blocks.v[b];
        uint32_t across = column ? cell->row : cell->col, along = column ? cell->col : cell->row;
        bool wide = cell->row_span > 1 || cell->col_span > 1;
        if (along != at || cell->row < table->header_rows || (column ? false : cell->col == 0))
            continue;
        if (wide)
            return;
        if (across == end)
            total = figure_in(e, cell);
        else if (across < end)
            line_add(e, &line, cell);
        else if (figure_in(e, cell) != DOC_NONE)
            return; /* something stands after the total */
    }
    if (line.whole && line.n >= 2 && total != DOC_NONE)
        judge_line(e, t, &line, total, list);
}

void agreement_tables(struct evaluation *e, const struct test *t, struct match_list *list)
{
    for (uint32_t i = 0; i < e->doc->tables.n; i++) {
        const struct doc_table *table = &e->doc->tables.v[i];
        uint32_t row = total_line(e, t, table, false), col = total_line(e, t, table, true);
        for (uint32_t c = 1; row != DOC_NONE && c < table->cols; c++)
            check_line(e, t, table, true, c, row, list);
        for (uint32_t r = table->header_rows; col != DOC_NONE && r < table->rows; r++)
            check_line(e, t, table, false, r, col, list);
    }
}
