/* Drawn tables written anew, for the readers of text and of Markdown: the words of a cell together,
 * a row on one line, and every other line where it was. */
#include <string.h>

#include "base/limits.h"
#include "ingest/ruled.h"

/* ---- text ---- */

static void write_row(
    struct ruled_laid *l, const struct ruled_table *t, size_t row, struct buf *out)
{
    const struct ruled_row *r = &t->rows.v[row];
    bool any = false;
    for (uint16_t k = 0; k < t->cols; k++) {
        const struct ruled_cell *c = &r->cells[k];
        if (!c->col_span)
            continue;
        if (any)
            buf_add_str(out, " | ");
        struct ruled_span span = {.at = (uint32_t)out->len,
            .cell = c,
            .row = (uint16_t)row,
            .col = k,
            .header = r->header};
        buf_add(out, c->text, c->len);
        span.end = (uint32_t)out->len;
        VEC_PUSH(&l->spans, span);
        any = true;
    }
}

static void write_table(
    struct ruled_laid *l, const struct ruled_table *t, size_t at, struct buf *out)
{
    struct ruled_place place = {.at = (uint32_t)out->len,
        .first = l->spans.n,
        .rows = (uint16_t)t->rows.n,
        .cols = t->cols};
    size_t row = 0;
    for (size_t line = at; line < t->end; line++) {
        while (row < t->rows.n && t->rows.v[row].line <= line) {
            place.header_rows += t->rows.v[row].header;
            write_row(l, t, row++, out);
        }
        buf_add_char(out, '\n');
    }
    place.end = (uint32_t)out->len;
    place.cells_end = l->spans.n;
    VEC_PUSH(&l->places, place);
}

void ruled_lay_text(struct buf *text, struct ruled_laid *l)
{
    struct buf out;
    struct ruled_table t;
    const char *kept = buf_str(text), *end = kept + text->len;
    buf_init(&out, text->max);
    *l = (struct ruled_laid){0};
    ruled_begin(&l->ruled, kept, text->len);
    for (size_t i = 0; i < l->ruled.lines.n; i++) {
        if (!ruled_table_at(&l->ruled, i, &t))
            continue;
        const struct ruled_line *last = &l->ruled.lines.v[t.end - 1];
        buf_add(&out, kept, (size_t)(l->ruled.lines.v[i].s - kept));
        write_table(l, &t, i, &out);
        kept = last->s + last->len < end ? last->s + last->len + 1 : end;
        i = t.end - 1;
        ruled_table_clear(&t);
    }
    if (l->places.n) {
        buf_add(&out, kept, (size_t)(end - kept));
        buf_clear(text);
        *text = out;
    }
}

void ruled_laid_clear(struct ruled_laid *l)
{
    xfree(l->spans.v);
    xfree(l->places.v);
    ruled_end(&l->ruled);
}

/* ---- Markdown ---- */

struct markdown_lines {
    struct buf out;
    VEC(uint32_t) of; /* of each line written, the line where it stood */
};

static void end_line(struct markdown_lines *m, size_t of)
{
    buf_add_char(&m->out, '\n');
    VEC_PUSH(&m->of, (uint32_t)of + 1);
}

static void write_cell(const struct ruled_cell *c, struct buf *out)
{
    buf_add_char(out, ' ');
    for (uint32_t i = 0; i < c->len; i++) {
        if (c->text[i] == '|' && (!i || c->text[i - 1] != '\\'))
            buf_add_char(out, '\\');
        buf_add_char(out, c->text[i]);
    }
    buf_add_str(out, " |");
}

static void write_cells(
    struct markdown_lines *m, const struct ruled_table *t, const struct ruled_row *r)
{
    static const struct ruled_cell none = {"", 0, 1, 1};
    buf_add_char(&m->out, '|');
    for (uint16_t k = 0; k < t->cols; k++)
        write_cell(r && r->cells[k].col_span ? &r->cells[k] : &none, &m->out);
}

/* One row of heads, even if it is empty, and the rule below it, as GitHub wants them. */
static void write_pipes(struct markdown_lines *m, const struct ruled_table *t, size_t at)
{
    size_t row = t->rows.v[0].header, first = m->of.n;
    write_cells(m, t, row ? &t->rows.v[0] : NULL);
    end_line(m, row ? t->rows.v[0].line : at);
    buf_add_char(&m->out, '|');
    for (uint16_t k = 0; k < t->cols; k++)
        buf_add_str(&m->out, "---|");
    end_line(m, row ? t->rows.v[0].line : at);
    for (; row < t->rows.n; row++) {
        write_cells(m, t, &t->rows.v[row]);
        end_line(m, t->rows.v[row].line);
    }
    while (m->of.n - first < t->end - at)
        end_line(m, at + m->of.n - first);
}

/* A line of three backticks or tildes: between two of them is text as it stands. */
static bool is_fence(const struct ruled_line *l)
{
    size_t i = 0;
    while (i < l->len && i < 3 && l->s[i] == ' ')
        i++;
    return l->len >= i + 3 && (!memcmp(l->s + i, "```", 3) || !memcmp(l->s + i, "~~~", 3));
}

/* There must be room for its rows, their rule, and the empty line that ends it. */
static bool has_room(const struct ruled *r, const struct ruled_table *t, size_t at)
{
    size_t need = t->rows.n + 1 + !t->rows.v[0].header, have = t->end - at;
    bool ended = t->end >= r->lines.n || ruled_is_blank(&r->lines.v[t->end]);
    return need < have || (need == have && ended);
}

void ruled_lay_markdown(struct buf *text, uint32_t **line_of)
{
    struct ruled r;
    struct markdown_lines m = {0};
    bool any = false, fenced = false;
    ruled_begin(&r, buf_str(text), text->len);
    buf_init(&m.out, text->max);
    for (size_t i = 0; i < r.lines.n; i++) {
        struct ruled_table t;
        fenced ^= is_fence(&r.lines.v[i]);
        bool found = !fenced && ruled_table_at(&r, i, &t);
        if (found && has_room(&r, &t, i)) {
            write_pipes(&m, &t, i);
            i = t.end - 1;
            any = true;
        } else {
            buf_add(&m.out, r.lines.v[i].s, r.lines.v[i].len);
            end_line(&m, i);
        }
        if (found)
            ruled_table_clear(&t);
    }
    ruled_end(&r);
    *line_of = NULL;
    if (any && !m.out.full) {
        buf_clear(text);
        *text = m.out;
        *line_of = m.of.v;
        return;
    }
    buf_clear(&m.out);
    xfree(m.of.v);
}
