/* Headings by look: what is larger than the text, or bold, and reads like a title. How deep they
 * lie is told by size, then weight; numbers ("2.1") tell it within one look. Also told here: how
 * deep list items lie, footnotes, and the heads of tables. */
#include <stdlib.h>
#include <string.h>

#include "ingest/look.h"
#include "ingest/pdf.h"

enum { LOOKS = 8, LARGER = 9, MUCH_LARGER = 30, LONGEST = 220, LINES = 4 };

struct look {
    int size;
    bool bold, coloured;
    unsigned depth; /* the least depth of its numbers; 0: none */
};

struct looks {
    struct look v[LOOKS];
    size_t n;
};

void pdf_item_text(const struct pdf_item *item, struct buf *out)
{
    for (size_t i = 0; i < item->lines.list.n; i++) {
        if (i)
            buf_add_char(out, ' ');
        pdf_line_text(&item->lines.list.v[i], 0, out);
    }
}

/* 1 for "2 Care" and "2. Care", 2 for "2.1 Care"; 0: no number. */
static unsigned number_depth(const char *s)
{
    unsigned depth = 0;
    while (*s >= '0' && *s <= '9') {
        size_t n = strspn(s, "0123456789");
        if (n > 2)
            return 0;
        depth++;
        s += n;
        s += *s == '.';
    }
    return *s == ' ' || *s == ')' ? depth : 0;
}

/* A large title may be long, and may end in anything but a full stop. */
static bool reads_like_title(
    const struct pdf_layout *l, const struct pdf_item *item, const struct buf *text)
{
    const char *s = buf_str(text);
    if (look_is_heading(s, text->len))
        return true;
    return item->size >= l->body_size + MUCH_LARGER && text->len && text->len <= LONGEST &&
           !strchr(".,;:|", s[text->len - 1]);
}

static bool is_heading(const struct pdf_layout *l, size_t i)
{
    const struct pdf_item *item = &l->items.v[i];
    bool larger = item->size >= l->body_size + LARGER;
    if (item->table || item->marks || item->lines.list.n > LINES ||
        !(larger || item->bold || (item->coloured && item->size >= l->body_size)))
        return false;
    if (item->size < l->body_size - LARGER)
        return false;
    /* one of a list of bold items is an item */
    if (item->kind == DOC_LIST_ITEM && !larger && i + 1 < l->items.n) {
        const struct pdf_item *next = item + 1;
        if (next->kind == DOC_LIST_ITEM && next->bold)
            return false;
    }
    struct buf text;
    buf_init(&text, 4096);
    pdf_item_text(item, &text);
    bool bullet = item->kind == DOC_LIST_ITEM && look_bullet(buf_str(&text), text.len);
    bool caption = look_is_caption(buf_str(&text), text.len);
    bool yes = !bullet && !caption && reads_like_title(l, item, &text);
    buf_clear(&text);
    return yes;
}

static int compare_looks(const struct look *a, const struct look *b)
{
    if (abs(a->size - b->size) > 4)
        return b->size - a->size;
    if (a->bold != b->bold)
        return a->bold ? -1 : 1;
    return (int)b->coloured - (int)a->coloured;
}

static struct look look_of(const struct pdf_item *item)
{
    return (struct look){item->size, item->bold, item->coloured, 0};
}

static void learn_look(struct looks *looks, struct look look, unsigned depth)
{
    size_t at = 0;
    while (at < looks->n && compare_looks(&looks->v[at], &look) < 0)
        at++;
    if (at == looks->n || compare_looks(&looks->v[at], &look) != 0) {
        if (looks->n == LOOKS)
            return;
        memmove(looks->v + at + 1, looks->v + at, (looks->n - at) * sizeof look);
        looks->v[at] = look;
        looks->n++;
    }
    if (depth && (!looks->v[at].depth || depth < looks->v[at].depth))
        looks->v[at].depth = depth;
}

static unsigned level_of(const struct looks *looks, struct look look, unsigned depth)
{
    size_t at = 0;
    while (at + 1 < looks->n && compare_looks(&looks->v[at], &look) < 0)
        at++;
    unsigned level = (unsigned)at + 1;
    if (depth > looks->v[at].depth && looks->v[at].depth)
        level += depth - looks->v[at].depth;
    return level > 9 ? 9 : level;
}

static unsigned item_depth(const struct pdf_item *item)
{
    struct buf text;
    buf_init(&text, 4096);
    pdf_item_text(item, &text);
    unsigned depth = number_depth(buf_str(&text));
    buf_clear(&text);
    return depth;
}

static void tell_titles(struct pdf_layout *l)
{
    struct looks looks = {.n = 0};
    for (size_t i = 0; i < l->items.n; i++) {
        struct pdf_item *item = &l->items.v[i];
        if (!is_heading(l, i))
            continue;
        learn_look(&looks, look_of(item), item_depth(item));
    }
    for (size_t i = 0; i < l->items.n; i++) {
        struct pdf_item *item = &l->items.v[i];
        if (!is_heading(l, i))
            continue;
        item->level = level_of(&looks, look_of(item), item_depth(item));
        item->marks |= 1u << 31; /* told; the kind changes when all are */
    }
    for (size_t i = 0; i < l->items.n; i++) {
        if (l->items.v[i].marks >> 31) {
            l->items.v[i].kind = DOC_HEADING;
            l->items.v[i].marks &= ~(1u << 31);
        }
    }
}

/* Items are as deep as their bullets are indented within the list. */
static void tell_depths(struct pdf_layout *l)
{
    enum { DEEPEST = 9 };
    int lefts[DEEPEST] = {0};
    unsigned depth = 0;
    for (size_t i = 0; i < l->items.n; i++) {
        struct pdf_item *item = &l->items.v[i];
        if (item->kind != DOC_LIST_ITEM) {
            depth = 0;
            continue;
        }
        int left = item->lines.list.v[0].x0, near = item->size * 3 / 4;
        while (depth && left < lefts[depth - 1] - near)
            depth--;
        if (!depth || (left > lefts[depth - 1] + near && depth < DEEPEST))
            lefts[depth++] = left;
        item->level = depth;
    }
}

/* Small text that closes a page and begins with a number or a star. */
static void tell_footnotes(struct pdf_layout *l)
{
    for (size_t i = l->items.n; i-- > 0;) {
        size_t end = i + 1, k = end;
        uint32_t page = l->items.v[i].page;
        while (k > 0 && !l->items.v[k - 1].table && l->items.v[k - 1].page == page &&
               l->items.v[k - 1].size * 100 <= l->body_size * 92)
            k--;
        while (k < end && !strchr("0123456789*", l->items.v[k].lines.list.v[0].segments[0].text[0]))
            k++;
        for (size_t n = k; n < end; n++) {
            l->items.v[n].marks |= DOC_FOOTNOTE;
            l->items.v[n].kind = DOC_PARAGRAPH;
        }
        while (i > 0 && l->items.v[i - 1].page == page)
            i--;
    }
}

static bool is_bold_row(const struct pdf_row *row, uint16_t cols, size_t from)
{
    size_t n = 0;
    for (uint16_t c = (uint16_t)from; c < cols; c++)
        for (size_t i = 0; i < row->cells[c].lines.list.n; i++, n++)
            if (!pdf_line_is(&row->cells[c].lines.list.v[i], PDF_BOLD))
                return false;
    return n > 0;
}

struct content {
    size_t cells, bytes, numbers;
    bool long_cell;
};

/* A year or a date may head a column; an amount may not. */
static bool is_amount(const char *s)
{
    if (!strncmp(s, "\xC2\xA3", 2))
        return true;
    size_t n = strspn(s, "0123456789,.%");
    bool year = n == 4 && (!strncmp(s, "20", 2) || !strncmp(s, "19", 2));
    return n && !s[n + (s[n] == ' ')] && !year;
}

static void read_cell(const struct pdf_cell *cell, struct content *out)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < cell->lines.list.n; i++)
        pdf_line_text(&cell->lines.list.v[i], 0, &text);
    out->cells += text.len > 0;
    out->bytes += text.len;
    out->numbers += is_amount(buf_str(&text));
    out->long_cell = out->long_cell || text.len > 70;
    buf_clear(&text);
}

static struct content read_rows(const struct pdf_table *t, size_t from, size_t end)
{
    struct content c = {0};
    for (size_t i = from; i < end; i++)
        for (uint16_t k = 0; k < t->cols; k++)
            read_cell(&t->rows.v[i].cells[k], &c);
    return c;
}

/* A first row that is not set apart by weight heads the columns when it is short, holds no amounts
 * and nearly every column has something in it. */
static bool heads_columns(const struct pdf_table *t)
{
    struct content head = read_rows(t, 0, 1), body = read_rows(t, 1, t->rows.n);
    if (head.cells + 1 < t->cols || head.numbers || head.long_cell || head.cells < 2 || !body.cells)
        return false;
    return t->cols > 2 || body.numbers ||
           head.bytes * body.cells < body.bytes * head.cells; /* shorter than what follows */
}

static void tell_heads(struct pdf_table *t)
{
    size_t heads = 0;
    while (heads < t->rows.n && is_bold_row(&t->rows.v[heads], t->cols, 0))
        heads++;
    if (heads == t->rows.n)
        heads = 1;
    if (!heads && t->rows.n > 1)
        heads = heads_columns(t);
    for (size_t i = 0; i < heads; i++)
        t->rows.v[i].header = true;
}

bool pdf_row_is_headed(const struct pdf_row *row, uint16_t cols)
{
    return cols > 1 && is_bold_row(row, 1, 0) && !is_bold_row(row, cols, 1);
}

void pdf_headings_tell(struct pdf_layout *l)
{
    tell_footnotes(l);
    tell_titles(l);
    tell_depths(l);
    for (size_t i = 0; i < l->items.n; i++)
        if (l->items.v[i].table)
            tell_heads(l->items.v[i].table);
}
