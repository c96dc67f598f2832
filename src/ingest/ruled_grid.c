/* Grids: "+---+" above, below and between the rows, "|" between the cells. A row may have many
 * lines, a cell may reach over several columns or rows; a line of "=" ends the heads. Programs that
 * print tables of a database leave out the rules between the rows: then each line is a row. */
#include <string.h>

#include "ingest/ruled.h"

/* The cell of a column that is open. */
struct open_cell {
    struct buf text;
    size_t row;
    unsigned wide; /* columns; 0: none is open */
};

struct grid {
    struct ruled *t;
    struct ruled_table *table;
    struct arena *scratch;
    size_t at, lines, indent, cols;
    struct ruled_chars *rows; /* of each line */
    size_t edges[RULED_COLUMNS + 1];
    size_t rules, head; /* head: rows above the rule that ends the heads */
    bool dense;         /* no rules between the rows */
    struct open_cell open[RULED_COLUMNS];
};

static char sign_at(const struct grid *g, size_t line, size_t col)
{
    return line < g->lines && col < g->rows[line].n ? g->rows[line].sign[col] : ' ';
}

static bool is_dash(char c)
{
    return c == '-' || c == '=' || c == ':';
}

/* A rule from edge to edge. */
static bool is_rule(const struct grid *g, size_t line)
{
    if (line >= g->lines)
        return false;
    const struct ruled_chars *c = &g->rows[line];
    size_t end = c->n;
    while (end > g->indent && c->sign[end - 1] == ' ')
        end--;
    for (size_t i = g->indent; i < end; i++)
        if (!is_dash(c->sign[i]) && c->sign[i] != '+')
            return false;
    return end > g->indent + 2 && c->sign[g->indent] == '+' && c->sign[end - 1] == '+';
}

static bool take_line(struct grid *g, const struct ruled_line *l)
{
    struct ruled_chars *c = &g->rows[g->lines];
    c->at = arena_array(g->scratch, l->len + 1, sizeof *c->at);
    c->sign = arena_array(g->scratch, l->len + 1, 1);
    if (!ruled_chars_of(l, c))
        return false;
    g->lines++;
    return true;
}

/* The lines that begin with "+" or "|" at the same place, up to the last rule. */
static bool take_lines(struct grid *g)
{
    const struct ruled_line *l = &g->t->lines.v[g->at];
    size_t most = g->t->lines.n - g->at, n = 0, last = 0;
    while (l->s[g->indent] == ' ')
        g->indent++;
    most = most < RULED_LINES ? most : RULED_LINES;
    while (n < most && l[n].len > g->indent + 2 && l[n].len <= RULED_WIDTH &&
           (l[n].s[g->indent] == '+' || l[n].s[g->indent] == '|'))
        n++;
    size_t looks = n * (1 + l->len / 16);
    g->t->looks -= looks < g->t->looks ? looks : g->t->looks;
    if (n < 3 || !g->t->looks)
        return false;
    g->rows = arena_array(g->scratch, n, sizeof *g->rows);
    for (size_t i = 0; i < n && take_line(g, &l[i]); i++)
        if (is_rule(g, i)) {
            g->rules++;
            last = i;
        }
    if (!g->lines || !is_rule(g, 0))
        return false;
    g->lines = last + 1;
    return g->rules > 1 && last > 1;
}

/* A "+" with a rule beside it and a line or a corner above or below it. */
static bool is_corner(const struct grid *g, size_t line, size_t col)
{
    if (sign_at(g, line, col) != '+')
        return false;
    char above = line ? sign_at(g, line - 1, col) : ' ', below = sign_at(g, line + 1, col);
    bool beside = (col && is_dash(sign_at(g, line, col - 1))) || is_dash(sign_at(g, line, col + 1));
    return beside && (above == '|' || above == '+' || below == '|' || below == '+');
}

static bool find_edges(struct grid *g)
{
    size_t n = 0;
    for (size_t col = g->indent; col < g->rows[0].n; col++) {
        bool corner = false;
        for (size_t i = 0; i < g->lines && !corner; i++)
            corner = is_corner(g, i, col);
        if (corner && n == RULED_COLUMNS)
            return false;
        if (corner)
            g->edges[n++] = col;
    }
    g->cols = n ? n - 1 : 0;
    return g->cols > 1 && g->edges[0] == g->indent;
}

/* Is the lower edge of column `k` drawn on this line? */
static bool is_ruled(const struct grid *g, size_t line, size_t k)
{
    for (size_t i = g->edges[k] + 1; i < g->edges[k + 1]; i++)
        if (!is_dash(sign_at(g, line, i)))
            return false;
    return g->edges[k] + 1 < g->edges[k + 1];
}

static bool is_edge(const struct grid *g, size_t line, size_t k)
{
    char c = sign_at(g, line, g->edges[k]);
    return c == '|' || c == '+';
}

static struct ruled_row *row_of(struct grid *g, size_t row, size_t line)
{
    while (g->table->rows.n <= row) {
        struct ruled_row r = {line, false, NULL};
        r.cells = arena_array(g->t->arena, g->cols, sizeof *r.cells);
        VEC_PUSH(&g->table->rows, r);
    }
    return &g->table->rows.v[row];
}

/* The open cell of column `k` ends above row `end`. */
static void close_cell(struct grid *g, size_t k, size_t end)
{
    struct open_cell *o = &g->open[k];
    if (!o->wide)
        return;
    struct ruled_row *r = row_of(g, o->row, 0);
    r->cells[k] = (struct ruled_cell){arena_copy(g->t->arena, buf_str(&o->text), o->text.len),
        (uint32_t)o->text.len, (uint16_t)(end - o->row), (uint16_t)o->wide};
    o->text.len = 0;
    o->wide = 0;
}

/* The text between the edges of a line goes to the cells that are open, or opens them. */
static void add_text(struct grid *g, size_t line, size_t row)
{
    for (size_t k = 0, next; k < g->cols; k = next) {
        next = k + 1;
        if (is_ruled(g, line, k))
            continue;
        while (next < g->cols && !is_edge(g, line, next) && !is_ruled(g, line, next))
            next++;
        struct open_cell *o = &g->open[k];
        if (o->wide) {
            next = k + o->wide;
        } else {
            o->row = row;
            o->wide = (unsigned)(next - k);
            row_of(g, row, g->at + line);
        }
        ruled_add(&g->rows[line], g->edges[k] + 1, g->edges[next], &o->text);
    }
}

static bool has_rule(const struct grid *g, size_t line)
{
    for (size_t k = 0; k < g->cols; k++)
        if (is_ruled(g, line, k))
            return true;
    return false;
}

/* Rows between one rule above the heads, one below them and one at the end, and every line of them
 * has something in each cell. */
static bool is_dense(const struct grid *g)
{
    if (g->rules != 3 || !is_rule(g, 2) || g->lines < 6)
        return false;
    for (size_t line = 3; line + 1 < g->lines; line++)
        for (size_t k = 0; k < g->cols; k++) {
            bool any = false;
            for (size_t i = g->edges[k] + 1; i < g->edges[k + 1]; i++)
                any = any || sign_at(g, line, i) != ' ';
            if (!any || !is_edge(g, line, k))
                return false;
        }
    return sign_at(g, 2, g->indent + 1) == '-';
}

static void end_row(struct grid *g, size_t line, size_t *row)
{
    for (size_t k = 0; k < g->cols; k++)
        if (g->dense || is_ruled(g, line, k))
            close_cell(g, k, *row + 1);
    ++*row;
}

static void make_rows(struct grid *g)
{
    size_t row = 0;
    for (size_t line = 1; line < g->lines; line++) {
        bool ruled = has_rule(g, line);
        if (ruled)
            end_row(g, line, &row);
        if (ruled && is_rule(g, line) && sign_at(g, line, g->indent + 1) == '=')
            g->head = row;
        if (!is_rule(g, line))
            add_text(g, line, row);
        if (g->dense && !ruled && !is_rule(g, line + 1))
            end_row(g, line, &row);
    }
    for (size_t k = 0; k < g->cols; k++) /* what a crooked last rule left open */
        close_cell(g, k, g->table->rows.n);
    for (size_t i = 0; i < g->table->rows.n; i++)
        g->table->rows.v[i].header = i < (g->dense ? 1 : g->head);
}

static size_t count_words(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += !memchr(" +-=:|", s[i], 6);
    return n;
}

/* A grid so crooked that words stand outside its cells stays text. */
static bool has_all(const struct grid *g)
{
    size_t want = 0, have = 0;
    for (size_t i = 0; i < g->lines; i++)
        want += count_words(g->rows[i].s, g->t->lines.v[g->at + i].len);
    for (size_t i = 0; i < g->table->rows.n; i++)
        for (size_t k = 0; k < g->cols; k++) {
            const struct ruled_cell *c = &g->table->rows.v[i].cells[k];
            have += c->text ? count_words(c->text, c->len) : 0;
        }
    return want == have;
}

bool ruled_grid_at(struct ruled *t, size_t at, struct ruled_table *table)
{
    struct grid g = {.t = t, .table = table, .at = at, .scratch = arena_new()};
    for (size_t k = 0; k < RULED_COLUMNS; k++)
        buf_init(&g.open[k].text, RULED_WIDTH * RULED_LINES);
    bool ok = take_lines(&g) && find_edges(&g);
    if (ok) {
        g.dense = is_dense(&g);
        make_rows(&g);
        ok = has_all(&g);
    }
    for (size_t k = 0; k < RULED_COLUMNS; k++)
        buf_clear(&g.open[k].text);
    arena_free(g.scratch);
    table->cols = (uint16_t)g.cols;
    table->end = at + g.lines;
    return ok && table->rows.n;
}
