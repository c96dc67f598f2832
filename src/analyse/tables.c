/* Tables in plain text, told from lines: cells parted by tabs or by bars, and columns that are held
 * apart by runs of blanks and begin at the same places. What cannot be rebuilt stays a paragraph:
 * a wrong table would join what does not belong together. */
#include <string.h>

#include "analyse/edit.h"
#include "analyse/passes.h"

#define MAX_CELLS 24
#define MIN_ROWS  2
#define MAX_ROW   400 /* bytes of a line whose columns are held apart by blanks */

struct row {
    uint32_t at, end;
    uint32_t cell[MAX_CELLS], stop[MAX_CELLS]; /* cells, trimmed; may be empty */
    uint16_t column[MAX_CELLS]; /* where each begins, in bytes from the line's start */
    uint16_t n;
    char sign; /* '\t', '|', ' ' */
};

struct run {
    VEC(struct row) rows;
};

static bool is_open(const struct doc_block *b)
{
    return b->kind == DOC_PARAGRAPH && b->table == DOC_NONE &&
           !(b->marks & (DOC_NEVER_EVIDENCE | DOC_FOOTNOTE));
}

static bool row_add(const struct doc *doc, struct row *r, uint32_t line, uint32_t at, uint32_t end)
{
    uint32_t column = at - line;
    if (r->n == MAX_CELLS)
        return false;
    span_trim(doc->text, &at, &end);
    r->cell[r->n] = at;
    r->stop[r->n] = end;
    r->column[r->n++] = (uint16_t)(at < end ? at - line : column);
    return true;
}

static bool read_signs(const struct doc *doc, uint32_t at, uint32_t end, char sign, struct row *r)
{
    uint32_t p = at;
    *r = (struct row){.at = at, .end = end, .sign = sign};
    if (sign == '|' && doc->text[p] == '|')
        p++;
    if (sign == '|' && end > p && doc->text[end - 1] == '|')
        end--;
    while (p <= end) {
        const char *s = memchr(doc->text + p, sign, end - p);
        uint32_t stop = s ? (uint32_t)(s - doc->text) : end;
        if (!row_add(doc, r, at, p, stop))
            return false;
        p = stop + 1;
    }
    return r->n > 1;
}

/* "1.  We will" and a bullet with its item are no two cells; "Sat   1   3" is three. */
static bool is_head(const struct doc *doc, const struct row *r)
{
    uint32_t len = r->stop[0] - r->cell[0];
    for (uint32_t p = r->cell[0]; len <= 3 && p < r->stop[0]; p++)
        if (!((doc->text[p] | 0x20) >= 'a' && (doc->text[p] | 0x20) <= 'z'))
            return false;
    return len > 3 || (len > 1 && r->n > 2);
}

/* Cells parted by two blanks or more. */
static bool read_columns(const struct doc *doc, uint32_t at, uint32_t end, struct row *r)
{
    const char *s = doc->text;
    *r = (struct row){.at = at, .end = end, .sign = ' '};
    if (end - at >= MAX_ROW)
        return false;
    for (uint32_t p = at; p < end;) {
        while (p < end && s[p] == ' ')
            p++;
        uint32_t q = p;
        while (q < end && !(s[q] == ' ' && (q + 1 == end || s[q + 1] == ' ')))
            q++;
        if (q > p && !row_add(doc, r, at, p, q))
            return false;
        p = q;
    }
    return r->n > 0 && is_head(doc, r);
}

static bool read_row(const struct doc *doc, uint32_t at, uint32_t end, struct row *r)
{
    uint32_t a = at, b = end;
    span_trim(doc->text, &a, &b);
    if (a == b)
        return false;
    if (memchr(doc->text + a, '\t', b - a))
        return read_signs(doc, a, b, '\t', r);
    if (memchr(doc->text + a, '|', b - a))
        return read_signs(doc, a, b, '|', r);
    return read_columns(doc, at, b, r);
}

/* "|---|:--:|": a line that parts the heads from the rows. */
static bool is_rule(const struct doc *doc, const struct row *r)
{
    for (uint32_t p = r->at; p < r->end; p++)
        if (!memchr("|-:+= ", doc->text[p], 6))
            return false;
    return true;
}

static bool begins_at(const struct row *a, unsigned column)
{
    for (size_t k = 0; k < a->n; k++) {
        int d = (int)a->column[k] - (int)column;
        if (d >= -1 && d <= 1)
            return true;
    }
    return false;
}

/* Can `b` be a row, or a further line of a row, of the table whose first or widest row is `a`? */
static bool goes_with(const struct row *a, const struct row *b)
{
    if (a->sign != b->sign)
        return false;
    if (a->sign != ' ')
        return a->n == b->n || (a->sign == '\t' && b->n > 1);
    size_t same = 0;
    for (size_t i = 0; i < b->n; i++)
        same += begins_at(a, b->column[i]);
    if (b->n == 1) /* a further line of one cell: of the first only when it fits there */
        return same && (b->column[0] > a->column[0] + 3 ||
                           (a->n > 1 && b->end - b->at + 2 <= a->column[1]));
    return a->n > 1 && same * 3 >= b->n * 2u;
}

/* The row with the most cells, which knows the columns best. */
static const struct row *widest(const struct run *run)
{
    const struct row *best = &run->rows.v[0];
    for (size_t i = 1; i < run->rows.n; i++)
        if (run->rows.v[i].n > best->n)
            best = &run->rows.v[i];
    return best;
}

/* The column of cell `c` of row `r` in the table: by its place, where blanks part the cells. */
static uint16_t column_index(const struct row *wide, const struct row *r, uint16_t c)
{
    uint16_t k = 0;
    if (r->sign != ' ')
        return c;
    while (k + 1 < wide->n && wide->column[k + 1] <= r->column[c] + 1)
        k++;
    return k;
}

/* A line without a first cell, with one cell, or that goes on in small letters, belongs to the row
 * above. */
static bool is_further(const struct doc *doc, const struct row *wide, const struct row *r)
{
    if (r->sign != ' ')
        return false;
    if (r->n == 1 || column_index(wide, r, 0) > 0)
        return true;
    for (uint16_t i = 0; i < r->n; i++) {
        char c = doc->text[r->cell[i]];
        if (c != '(' && (c < 'a' || c > 'z'))
            return false;
    }
    return r->n < wide->n;
}

static uint16_t table_columns(const struct run *run)
{
    uint16_t cols = 0;
    for (size_t i = 0; i < run->rows.n; i++)
        cols = run->rows.v[i].n > cols ? run->rows.v[i].n : cols;
    return cols;
}

/* Columns held by blanks alone need more rows to be believed. */
static bool is_table(const struct run *run)
{
    if (run->rows.n < MIN_ROWS)
        return false;
    if (run->rows.v[0].sign != ' ')
        return true;
    size_t full = 0;
    for (size_t i = 0; i < run->rows.n; i++)
        full += run->rows.v[i].n > 1;
    return full >= 2 && run->rows.n >= 3;
}

static void put_table(
    struct doc *doc, struct run *run, struct edit *e, const struct doc_block *like)
{
    struct doc_table t = {.caption = DOC_NONE, .rebuilt = true};
    uint32_t index = (uint32_t)doc->tables.n;
    uint16_t row = 0;
    const struct row *wide = widest(run);
    bool any = false;
    t.first_block = (uint32_t)e->out.n;
    t.cols = table_columns(run);
    for (size_t i = 0; i < run->rows.n; i++) {
        const struct row *r = &run->rows.v[i];
        if (is_rule(doc, r)) {
            t.header_rows = any && row == 0 ? 1 : t.header_rows;
            continue;
        }
        /* A line without a first cell goes on with the row above. */
        bool further = any && is_further(doc, wide, r);
        if (any && !further && row < UINT16_MAX)
            row++;
        any = true;
        for (uint16_t c = 0; c < r->n; c++) {
            struct doc_block b = *like;
            b.at = r->cell[c];
            b.end = r->stop[c];
            b.kind = DOC_CELL;
            b.level = 0;
            b.table = index;
            b.row = row;
            b.col = column_index(wide, r, c);
            b.row_span = b.col_span = 1;
            edit_add(e, &b);
        }
    }
    t.rows = any ? row + 1 : 0;
    t.end_block = (uint32_t)e->out.n;
    VEC_PUSH(&doc->tables, t);
}

/* The lines of the rows go back to being a paragraph. */
static void put_lines(struct run *run, struct edit *e, const struct doc_block *like,
    const struct doc *doc, bool *joined)
{
    if (run->rows.n == 0)
        return;
    struct doc_block b = *like;
    b.at = run->rows.v[0].at;
    b.end = run->rows.v[run->rows.n - 1].end;
    span_trim(doc->text, &b.at, &b.end);
    struct doc_block *last = e->out.n ? &e->out.v[e->out.n - 1] : NULL;
    if (*joined && last && last->table == DOC_NONE)
        last->end = b.end;
    else if (b.at < b.end)
        edit_add(e, &b);
    *joined = true;
}

static void flush(
    struct doc *doc, struct run *run, struct edit *e, const struct doc_block *like, bool *joined)
{
    if (is_table(run)) {
        put_table(doc, run, e, like);
        *joined = false;
    } else {
        put_lines(run, e, like, doc, joined);
    }
    run->rows.n = 0;
}

struct state {
    struct edit e;
    struct run run;
    struct doc_block like; /* the block that the waiting rows come from */
    bool joined;           /* the last block is text of the same block */
};

/* Waiting rows of an earlier block end with that block. */
static void flush_into(struct doc *doc, struct state *st, const struct doc_block *b)
{
    bool other = st->like.at != b->at;
    flush(doc, &st->run, &st->e, &st->like, &st->joined);
    if (other)
        st->joined = false;
}

static void one_block(struct doc *doc, struct state *st, const struct doc_block *b)
{
    st->joined = false;
    for (uint32_t p = b->at; p < b->end;) {
        const char *nl = memchr(doc->text + p, '\n', b->end - p);
        uint32_t end = nl ? (uint32_t)(nl - doc->text) : b->end;
        /* The blanks before a block's first line count for its columns. */
        uint32_t at = p;
        while (p == b->at && at > 0 && doc->text[at - 1] == ' ')
            at--;
        struct row r;
        bool row = read_row(doc, at, end, &r);
        if (!row || (st->run.rows.n && !goes_with(widest(&st->run), &r)))
            flush_into(doc, st, b);
        st->like = *b;
        row = row && (st->run.rows.n || r.n > 1);
        if (row) {
            VEC_PUSH(&st->run.rows, r);
        } else {
            struct row one = {.at = p, .end = end};
            struct run lines = {0};
            VEC_PUSH(&lines.rows, one);
            put_lines(&lines, &st->e, b, doc, &st->joined);
            xfree(lines.rows.v);
        }
        p = end + 1;
    }
}

/* An empty line or a page break in [at, end). */
static bool is_gap(const struct doc *doc, uint32_t at, uint32_t end)
{
    unsigned breaks = 0;
    for (; at < end; at++)
        breaks += doc->text[at] == '\n' ? 1 : doc->text[at] == '\f' ? 2 : 0;
    return breaks > 1;
}

void tables_run(struct doc *doc)
{
    if (!doc_is_unmarked(doc) || doc->shaped)
        return;
    struct state st = {0};
    edit_begin(&st.e, doc);
    size_t old = doc->tables.n;
    for (uint32_t i = 0; i < doc->blocks.n; i++) {
        struct doc_block b = doc->blocks.v[i];
        uint32_t last = i ? doc->blocks.v[i - 1].end : 0;
        bool gap = st.run.rows.n && st.run.rows.v[0].sign == ' ' && is_gap(doc, last, b.at);
        if (!is_open(&b) || gap)
            flush(doc, &st.run, &st.e, &st.like, &st.joined);
        edit_at(&st.e, i);
        if (is_open(&b))
            one_block(doc, &st, &b);
        else
            edit_add(&st.e, &b);
    }
    flush(doc, &st.run, &st.e, &st.like, &st.joined);
    size_t made = doc->tables.n - old;
    doc->tables.n = old; /* the new tables already count in new indexes */
    edit_end(&st.e);
    doc->tables.n = old + made;
    xfree(st.run.rows.v);
}
