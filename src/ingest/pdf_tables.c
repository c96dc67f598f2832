/* Tables: lines of several pieces, one above the other, that leave the same strips of the page
 * free. The strips part the columns; the rows are parted by white bands that are wider than the
 * lead of a paragraph, because cells have padding and lines of one cell have not. Rulings are not
 * seen: the program does not tell them. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "ingest/look.h"
#include "ingest/pdf.h"

enum { MOST_COLUMNS = 64, HEAD_LINES = 12 };

/* What is not free, from left to right. */
struct cover {
    int x0[MOST_COLUMNS], x1[MOST_COLUMNS];
    size_t n;
};

struct region {
    size_t from, end, seeds;
    struct cover cover;
    int bottom, widest; /* the widest white band so far */
};

static int strip(int size)
{
    return size / 3;
}

/* Adds an interval; what it touches becomes one. */
static void cover_add(struct cover *c, int x0, int x1, int least)
{
    size_t at = 0, end;
    while (at < c->n && c->x1[at] + least <= x0)
        at++;
    for (end = at; end < c->n && c->x0[end] < x1 + least; end++) {
        x0 = c->x0[end] < x0 ? c->x0[end] : x0;
        x1 = c->x1[end] > x1 ? c->x1[end] : x1;
    }
    if (end == at && c->n == MOST_COLUMNS)
        return;
    size_t keep = c->n - end;
    memmove(c->x0 + at + 1, c->x0 + end, keep * sizeof *c->x0);
    memmove(c->x1 + at + 1, c->x1 + end, keep * sizeof *c->x1);
    c->x0[at] = x0;
    c->x1[at] = x1;
    c->n = at + 1 + keep;
}

/* A bullet or number goes with the text behind it. */
static size_t glued(const struct pdf_line *line, size_t k)
{
    struct pdf_line rest = {.segments = line->segments + k, .n = line->n - k};
    if (!pdf_line_label(&rest))
        return k;
    const struct pdf_segment *s = &line->segments[k];
    bool bullet = !memchr(s->text, '.', s->len) && !memchr(s->text, ')', s->len);
    return s[1].x0 - s->x1 < (bullet ? 3 : 1) * s->size ? k + 1 : k;
}

static void cover_line(struct cover *c, const struct pdf_line *line)
{
    for (size_t k = 0; k < line->n; k++) {
        size_t last = glued(line, k);
        cover_add(c, line->segments[k].x0, line->segments[last].x1, strip(line->size));
        k = last;
    }
}

/* Pieces of a line that stand wide apart. */
static size_t pieces(const struct pdf_line *line)
{
    size_t n = 1;
    for (size_t k = pdf_line_label(line) + 1; k < line->n; k++)
        n += line->segments[k].x0 - line->segments[k - 1].x1 > pdf_wide_gap(line->size);
    return n;
}

static bool is_seed(const struct pdf_line *line)
{
    return pieces(line) > 1;
}

static bool is_tight(const struct pdf_layout *l, const struct pdf_line *a, const struct pdf_line *b)
{
    return b->y0 - a->y1 <= l->lead * b->size / l->body_size + b->size / 6;
}

/* Does the line leave the strips free? `after`: the cover with it. */
static bool fits(const struct cover *cover, const struct pdf_line *line, struct cover *after)
{
    *after = *cover;
    cover_line(after, line);
    return after->n >= cover->n;
}

/* Columns that the line has something in. */
static size_t columns_of(const struct cover *c, const struct pdf_line *line)
{
    size_t n = 0, last = SIZE_MAX;
    for (size_t k = 0; k < line->n; k++) {
        size_t at = 0;
        while (at + 1 < c->n && line->segments[k].x0 >= c->x1[at])
            at++;
        n += at != last;
        last = at;
    }
    return n;
}

/* A line right across that stands between rows: the title of the rows after it. */
static bool is_span(
    const struct region *r, const struct pdf_lines *lines, size_t i, struct cover *after)
{
    const struct pdf_line *line = &lines->list.v[i], *next = line + 1;
    if (i + 1 >= lines->list.n || r->seeds < 2 || !is_seed(next))
        return false;
    int most = r->widest + line->size / 3;
    return next->y0 - line->y1 <= most && line->y0 - r->bottom <= most && next->n > 1 &&
           fits(&r->cover, next, after) && columns_of(&r->cover, next) > 1;
}

static bool takes(const struct pdf_layout *l, struct region *r, const struct pdf_lines *lines,
    size_t i, struct cover *after)
{
    const struct pdf_line *line = &lines->list.v[i];
    int gap = line->y0 - r->bottom, size = line->size;
    bool seed = is_seed(line), known = r->widest != INT32_MIN;
    int most = known ? r->widest + size / 2 : size;
    if (gap > 3 * size && gap > 2 * most)
        return false;
    bool one = columns_of(&r->cover, line) == 1;
    if (!seed && gap > most && (!one || line->x0 < r->cover.x1[0]))
        return false;
    if (one && !seed && size > l->body_size && size > lines->list.v[r->from].size)
        return false;
    if (fits(&r->cover, line, after))
        return true;
    if (seed && r->seeds < 3 && after->n > 1)
        return true; /* a strip that was only a wide blank */
    if (seed && r->cover.n > 3 && after->n + 1 >= r->cover.n)
        return true;
    struct cover next;
    if (!is_span(r, lines, i, &next))
        return false;
    *after = r->cover;
    return true;
}

static void grow(const struct pdf_layout *l, struct region *r, const struct pdf_lines *lines)
{
    for (size_t i = r->end; i < lines->list.n; i++, r->end++) {
        const struct pdf_line *line = &lines->list.v[i];
        struct cover after;
        if (!takes(l, r, lines, i, &after))
            return;
        int gap = line->y0 - r->bottom;
        bool row = gap > l->lead * line->size / l->body_size + line->size / 8;
        if (row && gap > r->widest)
            r->widest = gap;
        r->cover = after;
        r->seeds += is_seed(line);
        r->bottom = line->y1 > r->bottom ? line->y1 : r->bottom;
    }
}

static bool looks_alike(const struct pdf_line *a, const struct pdf_line *b)
{
    return abs(a->size - b->size) < 5 && pdf_line_is(a, PDF_BOLD) == pdf_line_is(b, PDF_BOLD) &&
           pdf_line_is(a, PDF_COLOUR) == pdf_line_is(b, PDF_COLOUR);
}

/* The first line with several pieces, when the lines from `from` up to it are the upper lines of a
 * head. */
static size_t first_seed(const struct pdf_layout *l, const struct pdf_lines *lines, size_t from)
{
    const struct pdf_line *v = lines->list.v;
    if (is_seed(&v[from]))
        return from;
    if (from && is_tight(l, &v[from - 1], &v[from]) && looks_alike(&v[from - 1], &v[from]))
        return SIZE_MAX;
    size_t seed = from;
    while (seed < lines->list.n && seed < from + HEAD_LINES && !is_seed(&v[seed])) {
        if (seed + 1 == lines->list.n || !is_tight(l, &v[seed], &v[seed + 1]) ||
            !looks_alike(&v[seed], &v[seed + 1]))
            return SIZE_MAX;
        seed++;
    }
    if (seed == from + HEAD_LINES)
        return SIZE_MAX;
    struct cover cover = {.n = 0}, after;
    cover_line(&cover, &v[seed]);
    for (size_t k = from; k < seed; k++)
        if (!fits(&cover, &v[k], &after))
            return SIZE_MAX;
    return seed;
}

/* The column that a segment begins in, and with `*last` the one that it ends in. */
static uint16_t column_of(const struct cover *c, const struct pdf_segment *s, uint16_t *last)
{
    uint16_t first = 0;
    while (first + 1u < c->n && s->x0 >= c->x1[first])
        first++;
    *last = first;
    while (*last + 1u < c->n && s->x1 > c->x0[*last + 1] + strip(s->size))
        ++*last;
    return first;
}

static void fill_row(
    struct pdf_layout *l, struct pdf_row *row, const struct cover *c, const struct pdf_line *line)
{
    for (size_t k = 0; k < line->n;) {
        uint16_t last, ignored;
        uint16_t col = column_of(c, &line->segments[k], &last);
        size_t end = k + 1;
        while (end < line->n && column_of(c, &line->segments[end], &ignored) <= last) {
            last = ignored > last ? ignored : last;
            end++;
        }
        struct pdf_line part = {.n = end - k, .page = line->page, .size = line->size};
        part.segments = line->segments + k;
        part.x0 = line->segments[k].x0;
        part.x1 = line->segments[end - 1].x1;
        part.y0 = line->y0;
        part.y1 = line->y1;
        struct pdf_cell *cell = &row->cells[col];
        VEC_PUSH(&cell->lines.list, part);
        if (cell->col_span < last - col + 1)
            cell->col_span = (uint16_t)(last - col + 1);
        k = end;
    }
    (void)l;
}

static struct pdf_row *add_row(struct pdf_layout *l, struct pdf_table *t)
{
    struct pdf_row row = {.cells = arena_array(l->arena, t->cols, sizeof *row.cells)};
    VEC_PUSH(&t->rows, row);
    return &t->rows.v[t->rows.n - 1];
}

/* The lead within cells: that of paragraphs, or less where the table's lines stand closer. */
static int cell_lead(
    const struct pdf_layout *l, const struct region *r, const struct pdf_lines *lines)
{
    int lead = l->lead * lines->list.v[r->from].size / l->body_size;
    for (size_t i = r->from + 1; i < r->end; i++) {
        int gap = lines->list.v[i].y0 - lines->list.v[i - 1].y1;
        if (gap < lead && gap > -lines->list.v[i].size / 2)
            lead = gap;
    }
    return lead;
}

/* White bands part the rows. Where there are none and every line has all columns, each line is a
 * row. */
static void make_rows(struct pdf_layout *l, struct pdf_table *t, const struct region *r,
    const struct pdf_lines *lines)
{
    int lead = cell_lead(l, r, lines), bottom = lines->list.v[r->from].y1;
    bool bands = false, full = true;
    for (size_t i = r->from; i < r->end; i++) {
        const struct pdf_line *line = &lines->list.v[i];
        bands = bands || (i > r->from && line->y0 - bottom > lead + line->size / 8);
        full = full && columns_of(&r->cover, line) * 2 > r->cover.n;
        bottom = bottom > line->y1 ? bottom : line->y1;
    }
    struct pdf_row *row = NULL;
    bottom = lines->list.v[r->from].y1;
    for (size_t i = r->from; i < r->end; i++) {
        const struct pdf_line *line = &lines->list.v[i];
        bool first =
            bands ? line->y0 - bottom > lead + line->size / 8 : full || line->x0 < r->cover.x1[0];
        if (!row || first)
            row = add_row(l, t);
        fill_row(l, row, &r->cover, line);
        bottom = row && !first && bottom > line->y1 ? bottom : line->y1;
    }
    for (size_t i = 0; i < t->rows.n; i++)
        for (uint16_t c = 0; c < t->cols; c++) {
            struct pdf_cell *cell = &t->rows.v[i].cells[c];
            for (uint16_t k = 1; k < cell->col_span; k++) /* never over a cell with text */
                if (cell[k].lines.list.n)
                    cell->col_span = k;
        }
}

/* A column ends as far before the next as the closest two columns lie apart: cells have the same
 * padding. */
static void set_edges(struct pdf_table *t)
{
    int padding = INT32_MAX;
    for (uint16_t c = 0; c + 1 < t->cols; c++)
        if (t->left[c + 1] - t->right[c] < padding)
            padding = t->left[c + 1] - t->right[c];
    for (uint16_t c = 0; c + 1 < t->cols; c++)
        t->edge[c] = t->left[c + 1] - padding;
    t->edge[t->cols - 1] = t->right[t->cols - 1];
}

static struct pdf_table *make_table(
    struct pdf_layout *l, const struct region *r, const struct pdf_lines *lines)
{
    struct pdf_table *t = arena_alloc(l->arena, sizeof *t);
    t->cols = (uint16_t)r->cover.n;
    t->left = arena_array(l->arena, r->cover.n, sizeof *t->left);
    t->right = arena_array(l->arena, r->cover.n, sizeof *t->right);
    t->edge = arena_array(l->arena, r->cover.n, sizeof *t->edge);
    memcpy(t->left, r->cover.x0, r->cover.n * sizeof *t->left);
    memcpy(t->right, r->cover.x1, r->cover.n * sizeof *t->right);
    set_edges(t);
    make_rows(l, t, r, lines);
    return t;
}

size_t pdf_table_at(
    struct pdf_layout *l, const struct pdf_lines *lines, size_t from, struct pdf_table **table)
{
    size_t seed = first_seed(l, lines, from);
    if (seed == SIZE_MAX)
        return 0;
    struct region r = {.from = from, .end = seed + 1, .seeds = 1, .widest = INT32_MIN};
    cover_line(&r.cover, &lines->list.v[seed]);
    r.bottom = lines->list.v[seed].y1;
    for (size_t i = from; i < seed; i++) {
        cover_line(&r.cover, &lines->list.v[i]);
        r.bottom = lines->list.v[i].y1 > r.bottom ? lines->list.v[i].y1 : r.bottom;
    }
    grow(l, &r, lines);
    /* at the top of a page one row may be left of a table of the page before */
    const struct pdf_item *last = l->items.n ? &l->items.v[l->items.n - 1] : NULL;
    bool rest = !from && last && last->table && last->table->cols == r.cover.n;
    if (r.cover.n < 2 || (r.seeds < 2 && !rest))
        return 0;
    *table = make_table(l, &r, lines);
    if ((*table)->rows.n > 1 || rest)
        return r.end - r.from;
    for (uint16_t c = 0; c < (*table)->cols; c++)
        xfree((*table)->rows.v[0].cells[c].lines.list.v);
    xfree((*table)->rows.v);
    return 0;
}
