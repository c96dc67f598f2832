/* Columns under lines of dashes. The groups of dashes tell where each column stands; a word that
 * reaches into the gap between two columns belongs to the one that it begins in. Rows are parted by
 * empty lines where the table has any, else each line is a row, unless it goes on with the last:
 * its words would not have fitted on the line above.
 *
 *     head head           ------------        ---- ----        ==== ====
 *     ---- ----           head head           text text        head head
 *     text text           ---- ----           ---- ----        ==== ====
 *                         text text                            text text
 *                         ------------                         ==== ====
 */
#include "ingest/ruled.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { HEAD_LINES = 12, FULL_RULE = 10 };

struct rule {
    unsigned n;
    uint16_t from[RULED_COLUMNS], to[RULED_COLUMNS];
};

/* Where the parts of a table stand, as lines. */
struct extent {
    size_t head, head_end, body, body_end, end;
    struct rule rule;
};

void ruled_begin(struct ruled *r, const char *text, size_t len)
{
    *r = (struct ruled){.arena = arena_new()};
    for (const char *p = text, *end = text + len; p < end;) {
        const char *lf = memchr(p, '\n', (size_t)(end - p));
        struct ruled_line line = {p, (size_t)((lf ? lf : end) - p)};
        VEC_PUSH(&r->lines, line);
        p += line.len + 1;
    }
    r->looks = RULED_LINES + r->lines.n * LIMIT_RULED_LOOKS;
}

void ruled_end(struct ruled *r)
{
    xfree(r->lines.v);
    arena_free(r->arena);
}

void ruled_table_clear(struct ruled_table *t)
{
    xfree(t->rows.v);
    *t = (struct ruled_table){0};
}

bool ruled_is_blank(const struct ruled_line *l)
{
    for (size_t i = 0; i < l->len; i++)
        if (l->s[i] != ' ')
            return false;
    return true;
}

bool ruled_chars_of(const struct ruled_line *l, struct ruled_chars *c)
{
    size_t at = 0;
    c->s = l->s;
    if (l->len > RULED_WIDTH)
        return false;
    for (c->n = 0; at < l->len; c->n++) {
        uint32_t u;
        c->at[c->n] = (uint16_t)at;
        at += utf8_decode(l->s + at, l->len - at, &u);
        if (u < ' ')
            return false;
        c->sign[c->n] = u < 0x7F ? (char)u : u == 0xA0 ? ' ' : 'x';
    }
    c->at[c->n] = (uint16_t)at;
    return true;
}

void ruled_add(const struct ruled_chars *c, size_t from, size_t to, struct buf *cell)
{
    to = to < c->n ? to : c->n;
    while (from < to && c->sign[from] == ' ')
        from++;
    while (to > from && c->sign[to - 1] == ' ')
        to--;
    if (from >= to)
        return;
    if (cell->len)
        buf_add_char(cell, ' ');
    buf_add(cell, c->s + c->at[from], (size_t)(c->at[to] - c->at[from]));
}

/* Groups of dashes, or of equal signs, and blanks between them. */
static bool read_rule(const struct ruled_line *l, struct rule *r)
{
    size_t i = 0;
    char sign = 0;
    r->n = 0;
    while (i < l->len) {
        if (l->s[i] == ' ') {
            i++;
            continue;
        }
        sign = sign ? sign : l->s[i];
        size_t from = i;
        while (i < l->len && l->s[i] == sign)
            i++;
        if ((sign != '-' && sign != '=') || i < from + 2 || i > RULED_WIDTH ||
            r->n == RULED_COLUMNS)
            return false;
        r->from[r->n] = (uint16_t)from;
        r->to[r->n++] = (uint16_t)i;
    }
    return r->n > 0;
}

static bool is_full(const struct rule *r)
{
    return r->n == 1 && r->to[0] - r->from[0] >= FULL_RULE;
}

static bool is_like(const struct rule *a, const struct rule *b)
{
    return a->n == b->n && !memcmp(a->from, b->from, a->n * sizeof *a->from);
}

/* The rule like `like` that comes next, or 0. */
static size_t find_rule(struct ruled *t, size_t from, const struct rule *like)
{
    for (size_t i = from; i < t->lines.n && i < from + RULED_LINES && t->looks; i++) {
        struct rule r;
        t->looks--;
        if (read_rule(&t->lines.v[i], &r) && is_like(&r, like))
            return i;
    }
    return 0;
}

static bool is_end(const struct ruled *t, size_t i)
{
    return i >= t->lines.n || ruled_is_blank(&t->lines.v[i]);
}

/* A line of groups comes first: rows up to the next such line, or heads, and rows up to a third. */
static bool between_rules(struct ruled *t, size_t at, struct extent *x)
{
    size_t close = find_rule(t, at + 1, &x->rule);
    if (close <= at + 1)
        return false;
    *x = (struct extent){at + 1, at + 1, at + 1, close, close + 1, x->rule};
    if (is_end(t, close + 1))
        return true;
    size_t third = find_rule(t, close + 1, &x->rule);
    if (third <= close + 1)
        return false;
    *x = (struct extent){at + 1, close, close + 1, third, third + 1, x->rule};
    return true;
}

/* A whole line of dashes comes first: heads, a line of groups, rows, a whole line. */
static bool in_frame(struct ruled *t, size_t at, const struct rule *frame, struct extent *x)
{
    size_t i = at + 1;
    while (!is_end(t, i) && i <= at + HEAD_LINES && !read_rule(&t->lines.v[i], &x->rule))
        i++;
    if (is_end(t, i) || i > at + HEAD_LINES || x->rule.n < 2)
        return false;
    size_t close = find_rule(t, i + 1, frame);
    *x = (struct extent){at + 1, i, i + 1, close, close + 1, x->rule};
    return close > i + 1;
}

/* One line of heads, a line of groups, and rows up to an empty line or a rule. */
static bool under_heads(struct ruled *t, size_t at, struct extent *x)
{
    struct rule r;
    size_t i = at + 2;
    while (!is_end(t, i) && !read_rule(&t->lines.v[i], &r) && i < at + RULED_LINES && t->looks) {
        t->looks--;
        i++;
    }
    bool ruled = !is_end(t, i) && read_rule(&t->lines.v[i], &r);
    *x = (struct extent){at, at + 1, at + 2, i, i + ruled, x->rule};
    return i > at + 2 && (!ruled || is_full(&r) || is_like(&r, &x->rule));
}

static bool find_extent(struct ruled *t, size_t at, struct extent *x)
{
    struct rule first;
    if (read_rule(&t->lines.v[at], &first)) {
        x->rule = first;
        return first.n > 1 ? between_rules(t, at, x)
                           : is_full(&first) && in_frame(t, at, &first, x);
    }
    return at + 2 < t->lines.n && read_rule(&t->lines.v[at + 1], &x->rule) && x->rule.n > 1 &&
           under_heads(t, at, x);
}

/* Where the columns of one line end: mostly where the next begins. False when a word goes right
 * through from one column into the next. */
static bool find_cuts(const struct rule *r, const struct ruled_chars *c, size_t *cuts)
{
    bool fits = true;
    for (unsigned k = 0; k + 1 < r->n; k++) {
        size_t cut = r->from[k + 1];
        cuts[k] = cut;
        if (cut >= c->n || c->sign[cut] == ' ' || c->sign[cut - 1] == ' ')
            continue;
        size_t begin = cut;
        while (begin > 0 && c->sign[begin - 1] != ' ')
            begin--;
        while (begin < r->to[k] && cut < c->n && c->sign[cut] != ' ')
            cut++;
        cuts[k] = begin >= r->to[k] ? begin : cut;
        fits = fits && begin >= r->to[k];
    }
    cuts[r->n - 1] = c->n;
    return fits;
}

/* A line, its characters, and where its columns end. */
struct measured {
    struct ruled_chars chars;
    uint16_t at[RULED_WIDTH + 1];
    char sign[RULED_WIDTH + 1];
    size_t cuts[RULED_COLUMNS];
};

struct maker {
    struct ruled *t;
    struct ruled_table *table;
    const struct rule *rule;
    struct measured lines[2], *now, *last; /* the line, and the one above it */
    struct buf cells[RULED_COLUMNS];
    size_t line, seen, misfits, wide; /* wide: lines with words in two columns or more */
    bool open;
};

static void end_row(struct maker *m, bool header)
{
    if (!m->open)
        return;
    struct ruled_row row = {m->line, header, NULL};
    row.cells = arena_array(m->t->arena, m->rule->n, sizeof *row.cells);
    for (unsigned k = 0; k < m->rule->n; k++) {
        struct buf *b = &m->cells[k];
        row.cells[k] = (struct ruled_cell){
            arena_copy(m->t->arena, buf_str(b), b->len), (uint32_t)b->len, 1, 1};
        b->len = 0;
    }
    VEC_PUSH(&m->table->rows, row);
    m->open = false;
}

/* The words of column `k` of a line. */
static void words_of(const struct measured *l, unsigned k, size_t *from, size_t *to)
{
    *from = k ? l->cuts[k - 1] : 0;
    *to = l->cuts[k] < l->chars.n ? l->cuts[k] : l->chars.n;
    while (*from < *to && l->sign[*from] == ' ')
        ++*from;
    while (*to > *from && l->sign[*to - 1] == ' ')
        --*to;
}

/* Nothing in its first column, and no first word that the line above had room for. */
static bool goes_on(const struct maker *m)
{
    size_t from, to, above, above_end;
    words_of(m->now, 0, &from, &to);
    if (!m->open || from < to)
        return false;
    for (unsigned k = 1; k < m->rule->n; k++) {
        words_of(m->now, k, &from, &to);
        words_of(m->last, k, &above, &above_end);
        size_t word = from;
        while (word < to && m->now->sign[word] != ' ')
            word++;
        size_t width = (size_t)(m->rule->to[k] - m->rule->from[k]);
        if (from < to && (above >= above_end || above_end - above + 1 + word - from <= width))
            return false;
    }
    return true;
}

/* False when the line has signs that no table has. */
static bool read_line(struct maker *m, size_t i)
{
    struct measured *l = m->last;
    m->last = m->now;
    m->now = l;
    l->chars = (struct ruled_chars){.at = l->at, .sign = l->sign};
    if (!ruled_chars_of(&m->t->lines.v[i], &l->chars))
        return false;
    m->seen++;
    m->misfits += !find_cuts(m->rule, &l->chars, l->cuts);
    unsigned full = 0;
    for (unsigned k = 0; k < m->rule->n; k++) {
        size_t from, to;
        words_of(l, k, &from, &to);
        full += from < to;
    }
    m->wide += full > 1;
    return true;
}

static void add_line(struct maker *m, size_t i)
{
    m->line = m->open ? m->line : i;
    m->open = true;
    for (unsigned k = 0; k < m->rule->n; k++)
        ruled_add(&m->now->chars, k ? m->now->cuts[k - 1] : 0, m->now->cuts[k], &m->cells[k]);
}

static bool make_rows(struct maker *m, size_t from, size_t end, bool header)
{
    bool spaced = header;
    for (size_t i = from; i < end; i++)
        spaced = spaced || ruled_is_blank(&m->t->lines.v[i]);
    for (size_t i = from; i < end; i++) {
        if (ruled_is_blank(&m->t->lines.v[i])) {
            end_row(m, header);
            continue;
        }
        if (!read_line(m, i))
            return false;
        if (!spaced && !goes_on(m))
            end_row(m, header);
        add_line(m, i);
    }
    end_row(m, header);
    return true;
}

static bool columns_at(struct ruled *t, size_t at, struct ruled_table *table)
{
    struct extent x;
    struct maker m;
    if (!find_extent(t, at, &x))
        return false;
    m.t = t;
    m.table = table;
    m.rule = &x.rule;
    m.now = &m.lines[0];
    m.last = &m.lines[1];
    m.line = m.seen = m.misfits = m.wide = 0;
    m.open = false;
    for (unsigned k = 0; k < x.rule.n; k++)
        buf_init(&m.cells[k], RULED_WIDTH * RULED_LINES);
    bool ok = make_rows(&m, x.head, x.head_end, true) && make_rows(&m, x.body, x.body_end, false) &&
              m.misfits * 3 <= m.seen && m.wide;
    for (unsigned k = 0; k < x.rule.n; k++)
        buf_clear(&m.cells[k]);
    table->cols = (uint16_t)x.rule.n;
    table->end = x.end;
    return ok;
}

bool ruled_table_at(struct ruled *t, size_t at, struct ruled_table *table)
{
    *table = (struct ruled_table){0};
    if (!t->looks || is_end(t, at))
        return false;
    const struct ruled_line *l = &t->lines.v[at];
    size_t indent = 0;
    while (l->s[indent] == ' ')
        indent++;
    if (l->s[indent] == '+' ? ruled_grid_at(t, at, table) : columns_at(t, at, table))
        return true;
    ruled_table_clear(table);
    return false;
}
