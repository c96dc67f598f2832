/* Lines that are no table become paragraphs and list items. A new one begins where the lead widens,
 * the look changes, a bullet or number stands, or the line before left room for the first word of
 * the next. Pages and columns part paragraphs and tables that go on: they are joined again. */
#include <stdlib.h>
#include <string.h>

#include "ingest/look.h"
#include "ingest/pdf.h"

static const struct pdf_line *last_line(const struct pdf_item *item)
{
    return &item->lines.list.v[item->lines.list.n - 1];
}

static char last_char(const struct pdf_line *line)
{
    const struct pdf_segment *s = &line->segments[line->n - 1];
    return s->text[s->len - 1];
}

static bool ends_sentence(const struct pdf_line *line)
{
    char c = last_char(line);
    return c == '.' || c == '!' || c == '?';
}

/* A number or letter opens the text. */
static bool is_numbered(const struct pdf_segment *s)
{
    size_t n = pdf_label_length(s->text, s->len);
    return n && n + 1 < s->len && s->text[n] == ' ';
}

/* A bullet or number opens the line. */
static bool is_labelled(const struct pdf_line *line)
{
    const struct pdf_segment *s = &line->segments[0];
    return pdf_line_label(line) || look_bullet(s->text, s->len) || is_numbered(s);
}

/* Where the text of an item begins, behind its bullet or number. */
static int text_left(const struct pdf_line *line)
{
    return line->segments[pdf_line_label(line)].x0;
}

static int first_word_width(const struct pdf_line *line)
{
    const struct pdf_segment *s = &line->segments[0];
    const char *blank = memchr(s->text, ' ', s->len);
    long long n = blank ? blank - s->text : (long long)s->len;
    return (int)((s->x1 - s->x0) * n / s->len);
}

/* Where lines that begin at this place end, or the column where there are not several. */
static int right_edge(const struct pdf_lines *lines, const struct pdf_line *like, int right)
{
    int most = 0;
    size_t n = 0;
    for (size_t i = 0; i < lines->list.n; i++) {
        const struct pdf_line *line = &lines->list.v[i];
        if (abs(line->x0 - like->x0) <= like->size / 2) {
            n++;
            most = line->x1 > most ? line->x1 : most;
        }
    }
    return n > 2 ? most : right;
}

/* The first word of `line` would have stood behind `prev`: the author ended the line. */
static bool had_room(const struct pdf_line *prev, const struct pdf_line *line, int right, int left)
{
    int room = right - prev->x1 - first_word_width(line) - prev->size / 2;
    return room > (right - left) / 16;
}

struct breaks {
    const struct pdf_layout *l;
    const struct pdf_lines *lines;
    int left, right;
};

static bool breaks_by_place(
    const struct breaks *b, const struct pdf_item *item, const struct pdf_line *line)
{
    const struct pdf_line *prev = last_line(item), *first = &item->lines.list.v[0];
    int gap = line->y0 - prev->y1, size = line->size;
    int lead = b->l->lead * size / b->l->body_size;
    if (item->lines.list.n > 1) {
        int own = prev->y0 - prev[-1].y1;
        lead = own < lead + size / 4 ? own : lead;
    }
    if (gap > lead + size / 5 || gap < -2 * size)
        return true;
    int indent = line->x0 - (item->lines.list.n > 1 ? prev->x0 : text_left(first));
    if (item->lines.list.n > 1 || item->kind == DOC_LIST_ITEM) {
        if (indent < -size * 3 / 4 && item->kind == DOC_LIST_ITEM)
            return true;
        if (indent > size * 3 / 4 && ends_sentence(prev))
            return true;
    }
    return had_room(prev, line, right_edge(b->lines, prev, b->right), b->left) &&
           line->x0 - prev->x0 < size * 3;
}

static bool breaks_by_look(
    const struct breaks *b, const struct pdf_item *item, const struct pdf_line *line)
{
    const struct pdf_line *prev = last_line(item);
    bool bold = pdf_line_is(line, PDF_BOLD), was = pdf_line_is(prev, PDF_BOLD);
    bool full = !had_room(prev, line, right_edge(b->lines, prev, b->right), b->left);
    if (abs(prev->size - line->size) > 7)
        return true;
    if (was && !bold)
        return !(full && line->segments[0].look & PDF_BOLD);
    if (bold && !was)
        return !full || ends_sentence(prev);
    return false;
}

static bool breaks_by_label(const struct pdf_item *item, const struct pdf_line *line, bool full)
{
    const struct pdf_line *prev = last_line(item);
    const struct pdf_segment *s = &line->segments[0];
    if (pdf_line_label(line) || look_bullet(s->text, s->len))
        return true;
    return is_numbered(s) &&
           (!full || item->kind == DOC_LIST_ITEM || strchr(".;:,", last_char(prev)));
}

/* "Introduction ........ 5" */
static bool is_contents_line(const struct pdf_line *line)
{
    struct buf text;
    buf_init(&text, 1000);
    pdf_line_text(line, 0, &text);
    const char *s = buf_str(&text), *dots = strstr(s, "....");
    dots = dots ? dots : strstr(s, ". . . .");
    size_t n = text.len;
    bool yes =
        dots && n && s[n - 1] >= '0' && s[n - 1] <= '9' && !dots[strspn(dots, ". 0123456789")];
    buf_clear(&text);
    return yes;
}

static bool begins(const struct breaks *b, const struct pdf_item *item, const struct pdf_line *line)
{
    if (!item || item->table || item->contents || is_contents_line(line))
        return true;
    const struct pdf_line *prev = last_line(item);
    bool full = !had_room(prev, line, right_edge(b->lines, prev, b->right), b->left);
    return breaks_by_place(b, item, line) || breaks_by_look(b, item, line) ||
           breaks_by_label(item, line, full);
}

static struct pdf_item *open_item(
    struct pdf_layout *l, const struct breaks *b, const struct pdf_line *line)
{
    struct pdf_item item = {.kind = is_labelled(line) ? DOC_LIST_ITEM : DOC_PARAGRAPH,
        .page = line->page,
        .left = b->left,
        .right = b->right,
        .size = line->size,
        .bold = true,
        .coloured = true,
        .contents = is_contents_line(line)};
    item.level = item.kind == DOC_LIST_ITEM;
    item.marks = item.contents ? DOC_CONTENTS : 0;
    VEC_PUSH(&l->items, item);
    return &l->items.v[l->items.n - 1];
}

static void add_line(struct pdf_item *item, const struct pdf_line *line)
{
    item->bold = item->bold && pdf_line_is(line, PDF_BOLD);
    item->coloured = item->coloured && pdf_line_is(line, PDF_COLOUR);
    VEC_PUSH(&item->lines.list, *line);
}

void pdf_items_add(struct pdf_layout *l, struct pdf_lines *lines, int left, int right)
{
    struct breaks b = {l, lines, left, right};
    struct pdf_item *item = NULL;
    for (size_t i = 0; i < lines->list.n;) {
        const struct pdf_line *line = &lines->list.v[i];
        struct pdf_table *table = NULL;
        size_t taken = pdf_table_at(l, lines, i, &table);
        if (taken) {
            struct pdf_item t = {.kind = DOC_CELL, .table = table, .page = line->page};
            t.left = left;
            t.right = right;
            VEC_PUSH(&l->items, t);
            item = NULL;
            i += taken;
            continue;
        }
        if (begins(&b, item, line))
            item = open_item(l, &b, line);
        add_line(item, line);
        i++;
    }
}

static bool begins_small(const struct pdf_line *line)
{
    char c = line->segments[0].text[0];
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '(';
}

/* Does the text go on over a page or column? */
static bool goes_on(const struct pdf_item *a, const struct pdf_item *b)
{
    if (a->table || b->table || b->kind != DOC_PARAGRAPH || a->marks != b->marks || a->contents)
        return false;
    const struct pdf_line *end = last_line(a), *start = &b->lines.list.v[0];
    bool far = start->page > end->page + 1;
    if (far || abs(a->size - b->size) > 5 || a->bold != b->bold)
        return false;
    bool moved = start->page != end->page || start->y0 < end->y0;
    bool full = end->x1 > a->right - (a->right - a->left) / 4;
    char c = last_char(end);
    bool open = !ends_sentence(end) && c != ':' && c != ';';
    return moved && open && (begins_small(start) || (full && !a->bold));
}

static bool same_columns(const struct pdf_table *a, const struct pdf_table *b)
{
    const int near = 60;
    if (a->cols != b->cols)
        return false;
    for (uint16_t c = 0; c < a->cols; c++)
        if (abs(a->left[c] - b->left[c]) > near && abs(a->right[c] - b->right[c]) > near)
            return false;
    return true;
}

static bool same_text(const struct pdf_row *a, const struct pdf_row *b, uint16_t cols)
{
    struct buf s, t;
    buf_init(&s, 1 << 16);
    buf_init(&t, 1 << 16);
    for (uint16_t c = 0; c < cols; c++) {
        for (size_t i = 0; i < a->cells[c].lines.list.n; i++)
            pdf_line_text(&a->cells[c].lines.list.v[i], 0, &s);
        for (size_t i = 0; i < b->cells[c].lines.list.n; i++)
            pdf_line_text(&b->cells[c].lines.list.v[i], 0, &t);
        buf_add_char(&s, '|');
        buf_add_char(&t, '|');
    }
    bool same = !strcmp(buf_str(&s), buf_str(&t));
    buf_clear(&s);
    buf_clear(&t);
    return same;
}

static bool is_empty(const struct pdf_cell *cell)
{
    return cell->lines.list.n == 0;
}

/* A row that a page has cut goes on where the row above has text, and at least one of its cells
 * begins within a sentence. */
static bool row_goes_on(const struct pdf_row *a, const struct pdf_row *b, uint16_t cols)
{
    bool small = false, less = false;
    for (uint16_t c = 0; c < cols; c++) {
        if (is_empty(&b->cells[c])) {
            less = less || !is_empty(&a->cells[c]);
            continue;
        }
        char first = b->cells[c].lines.list.v[0].segments[0].text[0];
        if (is_empty(&a->cells[c]) || (first >= '0' && first <= '9') || first == '\xC2')
            return false;
        small = small || (first >= 'a' && first <= 'z');
    }
    return small && less;
}

static void join_rows(struct pdf_row *a, struct pdf_row *b, uint16_t cols)
{
    for (uint16_t c = 0; c < cols; c++) {
        struct pdf_lines *from = &b->cells[c].lines, *to = &a->cells[c].lines;
        for (size_t i = 0; i < from->list.n; i++)
            VEC_PUSH(&to->list, from->list.v[i]);
        xfree(from->list.v);
    }
}

/* The rows of `b` go on in `a`, without the head that the page repeats. */
static void join_tables(struct pdf_table *a, struct pdf_table *b)
{
    size_t i = 0, cols = a->cols;
    for (uint16_t c = 0; c < cols; c++)
        a->right[c] = b->right[c] > a->right[c] ? b->right[c] : a->right[c];
    if (b->rows.n && same_text(&a->rows.v[0], &b->rows.v[0], a->cols)) {
        for (uint16_t c = 0; c < cols; c++)
            xfree(b->rows.v[0].cells[c].lines.list.v);
        i = 1;
    }
    if (i < b->rows.n && row_goes_on(&a->rows.v[a->rows.n - 1], &b->rows.v[i], a->cols)) {
        join_rows(&a->rows.v[a->rows.n - 1], &b->rows.v[i], a->cols);
        i++;
    }
    for (; i < b->rows.n; i++)
        VEC_PUSH(&a->rows, b->rows.v[i]);
    xfree(b->rows.v);
}

void pdf_items_join(struct pdf_layout *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->items.n; i++) {
        struct pdf_item *item = &l->items.v[i], *last = n ? &l->items.v[n - 1] : NULL;
        if (last && last->table && item->table && item->page > last->page &&
            same_columns(last->table, item->table)) {
            join_tables(last->table, item->table);
        } else if (last && goes_on(last, item)) {
            for (size_t k = 0; k < item->lines.list.n; k++)
                add_line(last, &item->lines.list.v[k]);
            xfree(item->lines.list.v);
        } else {
            l->items.v[n++] = *item;
        }
    }
    l->items.n = n;
}
