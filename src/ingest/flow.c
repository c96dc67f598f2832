/* The open things form a stack: paragraphs, cells, sides. The text of open paragraphs grows in one
 * buffer, the inner ones behind the outer ones, and is copied to the arena when a paragraph closes;
 * what the outer paragraph gets after an inner one closed goes where the inner one was. */
#include "ingest/flow.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "ingest/flow_private.h"

struct flow *flow_new(void)
{
    struct flow *f = xcalloc(1, sizeof *f);
    f->arena = arena_new();
    buf_init(&f->text, LIMIT_TEXT_BYTES);
    buf_init(&f->hidden, LIMIT_TEXT_BYTES);
    return f;
}

void flow_free(struct flow *f)
{
    if (!f)
        return;
    arena_free(f->arena);
    buf_clear(&f->text);
    buf_clear(&f->hidden);
    xfree(f->open.v);
    xfree(f);
}

bool flow_is_full(const struct flow *f)
{
    return f->full || f->text.full || f->hidden.full;
}

/* Counts what was made; past the limit nothing new is linked in, and the reader stops. */
static bool count_item(struct flow *f)
{
    if (f->items >= LIMIT_BLOCKS)
        f->full = true;
    f->items++;
    return !f->full;
}

static struct flow_open *top(struct flow *f)
{
    return f->open.n ? &f->open.v[f->open.n - 1] : NULL;
}

/* The list that items go to: of the innermost cell or side, or the body. */
static struct flow_list *open_list(struct flow *f)
{
    for (size_t i = f->open.n; i-- > 0;)
        if (f->open.v[i].list)
            return f->open.v[i].list;
    return &f->body;
}

static void link_item(struct flow_list *list, struct flow_item *item)
{
    if (list->last)
        list->last->next = item;
    else
        list->first = item;
    list->last = item;
}

static struct flow_item *add_item(struct flow *f, enum flow_kind kind)
{
    struct flow_item *item = arena_alloc(f->arena, sizeof *item);
    item->kind = kind;
    if (count_item(f))
        link_item(open_list(f), item);
    return item;
}

static void push(struct flow *f, struct flow_open open)
{
    open.text_at = f->text.len;
    open.hidden_at = f->hidden.len;
    VEC_PUSH(&f->open, open);
}

/* The paragraph before, when its end was deleted. */
static struct flow_item *item_to_go_on_in(struct flow *f)
{
    struct flow_item *last = open_list(f)->last;
    bool joined = last && last->kind == FLOW_PARAGRAPH && last->as.paragraph.joined;
    return joined ? last : NULL;
}

struct flow_paragraph *flow_open_paragraph(struct flow *f)
{
    struct flow_item *item = item_to_go_on_in(f);
    bool again = item != NULL;
    if (!again)
        item = add_item(f, FLOW_PARAGRAPH);
    struct flow_paragraph *p = &item->as.paragraph;
    push(f, (struct flow_open){.paragraph = p});
    if (again) {
        buf_add(&f->text, p->text, p->len);
        if (p->hidden)
            buf_add_str(&f->hidden, p->hidden);
        p->joined = false;
        p->label = NULL;
    } else {
        p->kind = DOC_PARAGRAPH;
    }
    return p;
}

struct flow_paragraph *flow_paragraph(struct flow *f)
{
    struct flow_open *open = top(f);
    return open ? open->paragraph : NULL;
}

static uint32_t visible_count(const char *s, size_t len)
{
    uint32_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += (unsigned char)s[i] > ' ' && ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

void flow_text(struct flow *f, const char *s, size_t len, struct flow_look look)
{
    struct flow_paragraph *p = flow_paragraph(f);
    if (!p || !len)
        return;
    if (look.hidden) {
        buf_add(&f->hidden, s, len);
        return;
    }
    uint32_t n = visible_count(s, len);
    buf_add(&f->text, s, len);
    p->chars += n;
    p->bold += look.bold ? n : 0;
    p->placeholder += look.placeholder ? n : 0;
    if (p->chars && p->bold == p->chars)
        p->bold_end = (uint32_t)flow_length(f);
    if (n && look.size && (!p->size || look.size < p->size))
        p->size = look.size;
}

size_t flow_length(const struct flow *f)
{
    return f->open.n ? f->text.len - f->open.v[f->open.n - 1].text_at : 0;
}

struct flow_break *flow_page_break(struct flow *f, bool rendered)
{
    struct flow_paragraph *p = flow_paragraph(f);
    struct flow_break *b = arena_alloc(f->arena, sizeof *b);
    b->at = (uint32_t)flow_length(f);
    b->rendered = rendered;
    if (!p || !count_item(f))
        return b;
    if (p->last_break)
        p->last_break->next = b;
    else
        p->breaks = b;
    return p->last_break = b;
}

static void truncate_buffer(struct buf *b, size_t len)
{
    if (b->s) {
        b->len = len;
        b->s[len] = '\0';
    }
}

void flow_close_paragraph(struct flow *f)
{
    struct flow_open *open = top(f);
    if (!open || !open->paragraph)
        return;
    struct flow_paragraph *p = open->paragraph;
    size_t len = f->text.len - open->text_at, hidden = f->hidden.len - open->hidden_at;
    p->text = len ? arena_copy(f->arena, f->text.s + open->text_at, len) : "";
    p->len = (uint32_t)len;
    p->hidden = hidden ? arena_copy(f->arena, f->hidden.s + open->hidden_at, hidden) : NULL;
    truncate_buffer(&f->text, open->text_at);
    truncate_buffer(&f->hidden, open->hidden_at);
    f->open.n--;
}

struct flow_table *flow_open_table(struct flow *f)
{
    struct flow_table *t = &add_item(f, FLOW_TABLE)->as.table;
    push(f, (struct flow_open){.table = t});
    return t;
}

/* The innermost open table. */
static struct flow_table *open_table(struct flow *f)
{
    struct flow_open *open = top(f);
    return open ? open->table : NULL;
}

struct flow_row *flow_open_row(struct flow *f)
{
    struct flow_table *t = open_table(f);
    struct flow_row *row = arena_alloc(f->arena, sizeof *row);
    if (!t || !count_item(f))
        return row;
    if (t->last)
        t->last->next = row;
    else
        t->first = row;
    t->last = row;
    t->rows++;
    return row;
}

struct flow_cell *flow_open_cell(struct flow *f)
{
    struct flow_table *t = open_table(f);
    struct flow_cell *cell = arena_alloc(f->arena, sizeof *cell);
    cell->row_span = cell->col_span = 1;
    if (t && !t->last)
        flow_open_row(f);
    if (t && t->last && count_item(f)) {
        struct flow_row *row = t->last;
        if (row->last)
            row->last->next = cell;
        else
            row->first = cell;
        row->last = cell;
    }
    push(f, (struct flow_open){.cell = cell, .list = &cell->list});
    return cell;
}

/* Closes what an unfinished inside left open, down to the innermost `is`. */
static void close_down_to(struct flow *f, bool (*is)(const struct flow_open *))
{
    while (f->open.n && !is(top(f))) {
        if (top(f)->paragraph)
            flow_close_paragraph(f);
        else
            f->open.n--;
    }
    if (f->open.n)
        f->open.n--;
}

static bool is_cell(const struct flow_open *open)
{
    return open->cell != NULL;
}

static bool is_side(const struct flow_open *open)
{
    return open->side != NULL;
}

void flow_close_cell(struct flow *f)
{
    struct flow_open *open = top(f);
    struct flow_cell *cell = open ? open->cell : NULL;
    close_down_to(f, is_cell);
    struct flow_table *t = open_table(f);
    if (!cell || !t || !t->last)
        return;
    struct flow_row *row = t->last;
    cell->col = row->cols;
    unsigned cols = row->cols + (cell->col_span ? cell->col_span : 1u);
    row->cols = (uint16_t)(cols > LIMIT_TABLE_COLUMNS ? LIMIT_TABLE_COLUMNS : cols);
    if (row->cols > t->cols)
        t->cols = row->cols;
}

static void append(struct flow_list *to, struct flow_list *from)
{
    if (!from->first)
        return;
    if (to->last)
        to->last->next = from->first;
    else
        to->first = from->first;
    to->last = from->last;
    *from = (struct flow_list){0};
}

/* Cells that go on from above lengthen the cell they go on from. */
static void merge_covered(struct flow_table *t)
{
    struct flow_cell **above = xcalloc(t->cols + 1u, sizeof *above);
    for (struct flow_row *row = t->first; row; row = row->next) {
        for (struct flow_cell *c = row->first; c; c = c->next) {
            struct flow_cell *from = c->covered && c->col < t->cols ? above[c->col] : NULL;
            if (from) {
                from->row_span++;
                append(&from->list, &c->list);
                continue;
            }
            c->covered = false;
            for (unsigned k = c->col; k < c->col + c->col_span && k < t->cols; k++)
                above[k] = c;
        }
    }
    xfree(above);
}

void flow_close_table(struct flow *f)
{
    while (f->open.n && !open_table(f)) {
        if (top(f)->paragraph)
            flow_close_paragraph(f);
        else
            f->open.n--;
    }
    struct flow_table *t = open_table(f);
    if (!t)
        return;
    merge_covered(t);
    f->open.n--;
}

void flow_open_side(struct flow *f, unsigned marks)
{
    struct flow_side *side = &add_item(f, FLOW_SIDE)->as.side;
    side->marks = marks;
    push(f, (struct flow_open){.side = side, .list = &side->list});
}

struct flow_item *flow_open_note(struct flow *f, unsigned marks)
{
    struct flow_item *item = arena_alloc(f->arena, sizeof *item);
    item->kind = FLOW_SIDE;
    item->as.side.marks = marks;
    push(f, (struct flow_open){.side = &item->as.side, .list = &item->as.side.list});
    return item;
}

void flow_attach(struct flow *f, struct flow_item *note)
{
    if (count_item(f))
        link_item(open_list(f), note);
}

void flow_close_side(struct flow *f)
{
    close_down_to(f, is_side);
}

void flow_close_all(struct flow *f)
{
    while (f->open.n) {
        if (top(f)->paragraph)
            flow_close_paragraph(f);
        else if (top(f)->table)
            flow_close_table(f);
        else
            f->open.n--;
    }
}
