/* A trajectory: values of one kind with a date each, that do not fall (or rise). In a table a
 * series runs along a row under dated column heads, or down a column beside dated row heads; in
 * text it stands in one unit, each value beside its date. */
#include "assess/tests.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/sort.h"

enum { MOST_POINTS = 64, REACH = 4 * MOST_POINTS /* values after the first one */ };

struct point {
    double date, amount;
    uint32_t value; /* index into doc->values */
};

struct points {
    struct point v[MOST_POINTS];
    uint32_t n;
};

static const struct doc_block *block_at(const struct evaluation *e, uint32_t at)
{
    uint32_t b = doc_block_at(e->doc, at);
    return b == DOC_NONE ? NULL : &e->doc->blocks.v[b];
}

static void add_point(struct points *p, double date, const struct evaluation *e, uint32_t value)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->v[i].date == date)
            return;
    if (p->n < MOST_POINTS)
        p->v[p->n++] = (struct point){date, e->doc->values.v[value].lo, value};
}

/* The first date inside a block, as the last day of its period; false when there is none. */
static bool date_in(const struct evaluation *e, const struct doc_block *b, double *date)
{
    for (size_t i = doc_value_from(e->doc, b->at); i < e->doc->values.n; i++) {
        const struct value *v = &e->doc->values.v[i];
        if (v->at >= b->end)
            break;
        if (v->kind == VALUE_DATE && !(v->flags & VALUE_DAMAGED)) {
            *date = v->hi;
            return true;
        }
    }
    return false;
}

/* The date that heads a cell: in its column's head, else in its row's first cell. */
static bool date_of_cell(const struct evaluation *e, const struct doc_block *cell, double *date)
{
    const struct doc_table *table = &e->doc->tables.v[cell->table];
    const struct doc_block *blocks = e->doc->blocks.v, *head = blocks + table->first_block;
    for (; head < cell && head->row < table->header_rows; head++)
        if (head->col <= cell->col &&
            cell->col < head->col + (head->col_span ? head->col_span : 1) && date_in(e, head, date))
            return true;
    const struct doc_block *first = cell;
    while (first > blocks + table->first_block && first[-1].row == cell->row)
        first--;
    for (head = first; head < cell; head++)
        if (head->col < cell->col && date_in(e, head, date))
            return true;
    return false;
}

/* The nearest date in the same sentence. */
static bool date_beside(const struct evaluation *e, uint32_t value, double *date)
{
    const struct value *v = &e->doc->values.v[value];
    uint32_t s = doc_sentence_at(e->doc, v->at);
    if (s == DOC_NONE)
        return false;
    const struct doc_sentence *sentence = &e->doc->sentences.v[s];
    uint32_t best = UINT32_MAX;
    for (size_t i = doc_value_from(e->doc, sentence->at); i < e->doc->values.n; i++) {
        const struct value *d = &e->doc->values.v[i];
        if (d->at >= sentence->end)
            break;
        uint32_t distance = d->at > v->at ? d->at - (v->at + v->len) : v->at - (d->at + d->len);
        if (d->kind == VALUE_DATE && !(d->flags & VALUE_DAMAGED) && distance < best) {
            best = distance;
            *date = d->hi;
        }
    }
    return best != UINT32_MAX;
}

static int by_date(const void *a, const void *b)
{
    const struct point *x = a, *y = b;
    return (x->date > y->date) - (x->date < y->date);
}

static bool runs(const struct points *p, enum direction direction)
{
    for (uint32_t i = 1; i < p->n; i++) {
        double step = p->v[i].amount - p->v[i - 1].amount;
        if ((direction == DIRECTION_UP && step < 0) || (direction == DIRECTION_DOWN && step > 0))
            return false;
    }
    return true;
}

static void emit_series(
    struct evaluation *e, struct points *p, const struct test *t, struct match_list *list)
{
    if (p->n < t->count || p->n < 2)
        return;
    sort_stable(p->v, p->n, sizeof *p->v, by_date);
    if (!runs(p, t->direction))
        return;
    const struct value *v = &e->doc->values.v[p->v[0].value];
    uint32_t count, first = scan_token_at(e->scan, v->at);
    scan_tokens(e->scan, &count);
    if (first >= count)
        return;
    struct match m = match_at(e, first, first);
    m.value = p->v[0].value;
    match_list_add(list, &m);
}

/* Is the value one of the series, and which line of it: a table's row or column, or a text unit? */
static bool line_of(struct evaluation *e, const struct test *t, uint32_t value, bool by_column,
    uint64_t *line, double *date)
{
    const struct value *v = &e->doc->values.v[value];
    uint32_t s = doc_sentence_at(e->doc, v->at);
    const struct doc_block *b = block_at(e, v->at);
    if (s == DOC_NONE || !b || (b->marks & DOC_NEVER_EVIDENCE) ||
        !scan_value_is(e->scan, &t->value, value))
        return false;
    if (b->table != DOC_NONE) {
        *line = (uint64_t)(b->table + 1) << 32 | (by_column ? 0x10000u | b->col : b->row);
        return b->row >= e->doc->tables.v[b->table].header_rows && date_of_cell(e, b, date);
    }
    *line = units_of(&e->units, t->within, s, scan_token_at(e->scan, v->at));
    return !by_column && date_beside(e, value, date);
}

/* A value and the line that it stands on. */
struct item {
    uint32_t value;
    bool used;
    uint64_t line;
    double date;
};

static void collect(
    struct evaluation *e, const struct test *t, bool by_column, struct match_list *list)
{
    VEC(struct item) items = {0};
    for (uint32_t i = 0; i < e->doc->values.n; i++) {
        struct item item = {.value = i};
        if (line_of(e, t, i, by_column, &item.line, &item.date))
            VEC_PUSH(&items, item);
    }
    for (size_t i = 0; i < items.n; i++) {
        struct points p = {.n = 0};
        if (items.v[i].used)
            continue;
        for (size_t k = i; k < items.n && items.v[k].value - items.v[i].value < REACH; k++)
            if (!items.v[k].used && items.v[k].line == items.v[i].line) {
                items.v[k].used = k > i;
                add_point(&p, items.v[k].date, e, items.v[k].value);
            }
        emit_series(e, &p, t, list);
    }
    xfree(items.v);
}

struct matches series_matches(struct evaluation *e, const struct test *t)
{
    struct match_list list = {0};
    collect(e, t, false, &list);
    collect(e, t, true, &list);
    return match_list_take(&list, e->arena);
}
