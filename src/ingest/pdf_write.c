/* Items to blocks. A block that goes over a page tells the builder where; heads of a page come when
 * no block is open, feet and notes before a block that goes over the end of their page. */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/build.h"
#include "ingest/look.h"
#include "ingest/pdf.h"

struct writer {
    struct doc_builder b;
    struct pdf_layout *l;
    uint32_t page;           /* index of the page that is being written */
    uint32_t heads, feet;    /* pages whose heads and feet are written */
    unsigned level;          /* of the last heading */
    bool labels;             /* the file's labels number its pages */
    struct buf before, line; /* the line before, the line itself */
};

/* Forgets the text and keeps the room. */
static void empty(struct buf *b)
{
    b->len = 0;
    if (b->s)
        b->s[0] = '\0';
}

/* Labels are page numbers when they are plain and count up. */
static bool labels_count(const struct pdf_layout *l)
{
    uint32_t last = 0;
    for (size_t i = 0; i < l->pages.n; i++) {
        const char *s = l->pages.v[i].label;
        size_t n = strspn(s, "0123456789");
        uint32_t number = 0;
        for (size_t k = 0; k < n && k < 7; k++)
            number = number * 10 + (uint32_t)(s[k] - '0');
        if (!n || s[n] || number <= last)
            return false;
        last = number;
    }
    return true;
}

static uint32_t page_number(const struct writer *w, uint32_t page)
{
    const struct pdf_page *p = &w->l->pages.v[page];
    uint32_t number = 0;
    for (const char *s = p->label; w->labels && *s; s++)
        number = number * 10 + (uint32_t)(*s - '0');
    return w->labels ? number : p->number;
}

static void write_lines(struct writer *w, const struct pdf_lines *lines, unsigned mark)
{
    for (size_t i = 0; i < lines->list.n; i++) {
        empty(&w->line);
        pdf_line_text(&lines->list.v[i], 0, &w->line);
        doc_build_block(&w->b, DOC_PARAGRAPH, 0);
        doc_build_mark(&w->b, mark);
        doc_build_text(&w->b, buf_str(&w->line), w->line.len);
        doc_build_end(&w->b);
    }
}

/* What nobody sees, notes and feet of the pages before `page`, heads of those up to it. */
static void write_furniture(struct writer *w, uint32_t page, bool feet)
{
    for (; w->heads <= page; w->heads++)
        write_lines(w, &w->l->heads[w->heads], DOC_FURNITURE);
    for (; w->feet < page || (feet && w->feet == page); w->feet++) {
        write_lines(w, &w->l->unseen[w->feet], DOC_HIDDEN);
        write_lines(w, &w->l->notes[w->feet], DOC_FOOTNOTE);
        write_lines(w, &w->l->feet[w->feet], DOC_FURNITURE);
    }
}

static void turn_page(struct writer *w, uint32_t page)
{
    for (; w->page < page; w->page++)
        doc_build_page(&w->b, page_number(w, w->page + 1));
}

/* Pages up to `page` begin while no block is open. */
static void reach_page(struct writer *w, uint32_t page)
{
    while (w->page < page) {
        write_furniture(w, w->page, true);
        turn_page(w, w->page + 1);
    }
    write_furniture(w, page, false);
}

/* The cell that lines are written in; a column of no table is as wide as can be. */
struct place {
    int right; /* of the column: the furthest that a line of it reaches */
    int edge;  /* where its lines must end at the latest */
    bool cuts; /* the table cuts words */
    bool cut;  /* the line before is the rest of a word */
};

static const struct place text_place = {INT32_MAX, INT32_MAX, false, false};

/* The room that the line before had in its cell. */
static enum pdf_room room_of(const char *before, const struct pdf_line *last,
    const struct pdf_line *line, const struct place *place)
{
    if (place->right == INT32_MAX || strchr(before, ' '))
        return PDF_ROOM_WIDE;
    const struct pdf_segment *s = &line->segments[0];
    int letter = (s->x1 - s->x0) / (int)utf8_count(s->text, s->len);
    if (last->x1 + letter <= place->right)
        return PDF_ROOM_NARROW;
    return place->cut ? PDF_ROOM_REST : place->cuts ? PDF_ROOM_CUT : PDF_ROOM_FULL;
}

/* Is some word of the table certainly cut? */
static bool table_cuts(struct writer *w, const struct pdf_table *t)
{
    const struct place narrow = {INT32_MAX - 1, INT32_MAX - 1, false, false};
    for (size_t r = 0; r < t->rows.n; r++) {
        for (uint16_t c = 0; c < t->cols; c++) {
            const struct pdf_lines *lines = &t->rows.v[r].cells[c].lines;
            for (size_t i = 1; i < lines->list.n; i++) {
                const struct pdf_line *a = &lines->list.v[i - 1], *b = a + 1;
                const struct pdf_segment *s = &a->segments[a->n - 1];
                empty(&w->before);
                empty(&w->line);
                pdf_line_text(a, 0, &w->before);
                pdf_line_text(b, 0, &w->line);
                const char *before = buf_str(&w->before);
                bool sign = strchr("-/", s->text[s->len - 1]) != NULL;
                if (!sign && pdf_words_join(w->l, before, buf_str(&w->line),
                                 room_of(before, a, b, &narrow)) == PDF_JOIN_NOTHING)
                    return true;
            }
        }
    }
    return false;
}

/* A line of a cell that left room for the next word was ended by its author. */
static bool was_ended(
    const struct pdf_line *before, const struct pdf_line *line, const struct place *place)
{
    const struct pdf_segment *s = &line->segments[0];
    const char *blank = memchr(s->text, ' ', s->len);
    long long n = blank ? blank - s->text : (long long)s->len;
    return place->edge != INT32_MAX && before->page == line->page &&
           before->x1 + (s->x1 - s->x0) * n / s->len + line->size < place->edge;
}

/* The i-th line without its first `skip` segments, joined to the one before. */
static void write_line(
    struct writer *w, const struct pdf_lines *lines, size_t i, size_t skip, struct place *place)
{
    static const char bullet[] = "\xE2\x80\xA2 ";
    const struct pdf_line *line = &lines->list.v[i];
    empty(&w->line);
    pdf_line_text(line, skip, &w->line);
    const char *text = buf_str(&w->line), *before = buf_str(&w->before);
    size_t sign = place->right == INT32_MAX ? 0 : look_bullet(text, w->line.len);
    if (!i)
        place->cut = false;
    if (i) {
        enum pdf_join join =
            pdf_words_join(w->l, before, text, room_of(before, line - 1, line, place));
        size_t len = w->before.len - (join == PDF_JOIN_DROP_HYPHEN && w->before.len);
        doc_build_text(&w->b, before, len);
        place->cut = join == PDF_JOIN_NOTHING && !strchr("-/", before[len - 1]);
        if (join == PDF_JOIN_BLANK)
            doc_build_text(&w->b, sign || was_ended(line - 1, line, place) ? "\n" : " ", 1);
    }
    turn_page(w, line->page);
    empty(&w->before);
    if (sign)
        buf_add_str(&w->before, bullet);
    buf_add(&w->before, text + sign, w->line.len - sign);
}

static void write_rest(struct writer *w, size_t from)
{
    doc_build_text(&w->b, buf_str(&w->before) + from, w->before.len - from);
    empty(&w->before);
}

static void write_table(struct writer *w, const struct pdf_table *t)
{
    struct place place = {.cuts = table_cuts(w, t)};
    empty(&w->before);
    doc_build_table(&w->b);
    for (size_t r = 0; r < t->rows.n; r++) {
        const struct pdf_row *row = &t->rows.v[r];
        bool headed = pdf_row_is_headed(row, t->cols);
        doc_build_row(&w->b);
        for (uint16_t c = 0; c < t->cols;) {
            const struct pdf_cell *cell = &row->cells[c];
            unsigned span = cell->col_span ? cell->col_span : 1;
            doc_build_cell(&w->b, row->header || (headed && !c), 1, span);
            place.right = t->right[c + span - 1];
            place.edge = t->edge[c + span - 1];
            for (size_t i = 0; i < cell->lines.list.n; i++)
                write_line(w, &cell->lines, i, 0, &place);
            write_rest(w, 0);
            doc_build_end(&w->b);
            c = (uint16_t)(c + span);
        }
    }
    doc_build_table_end(&w->b);
}

/* Segments of the first line that are a head run into the text ("Workforce. We will"), or 0. */
static size_t run_in(const struct pdf_item *item, struct buf *text)
{
    const struct pdf_line *line = &item->lines.list.v[0];
    size_t n = 0;
    while (n < line->n && line->segments[n].look & PDF_BOLD)
        n++;
    if (!n || n == line->n || item->kind != DOC_PARAGRAPH || item->marks)
        return 0;
    struct pdf_line head = *line;
    head.n = n;
    empty(text);
    pdf_line_text(&head, 0, text);
    return look_is_run_in(buf_str(text), text->len) ? n : 0;
}

static void write_run_in(struct writer *w)
{
    uint32_t block = doc_build_block(&w->b, DOC_HEADING, w->level < 9 ? w->level + 1 : 9);
    doc_build_text(&w->b, buf_str(&w->line), w->line.len);
    doc_build_end(&w->b);
    if (block != DOC_NONE && block < w->b.doc->blocks.n)
        w->b.doc->blocks.v[block].run_in = true;
}

/* It names the table after it, or is made to stand out and names a figure. */
static bool is_caption(const struct writer *w, const struct pdf_item *item)
{
    bool before = item + 1 < w->l->items.v + w->l->items.n && item[1].table;
    struct buf text;
    buf_init(&text, 4096);
    pdf_item_text(item, &text);
    bool yes = item->kind == DOC_PARAGRAPH && !item->marks && (before || item->bold) &&
               look_is_caption(buf_str(&text), text.len);
    buf_clear(&text);
    return yes;
}

static void write_text_item(struct writer *w, const struct pdf_item *item)
{
    const struct pdf_line *first = &item->lines.list.v[0];
    size_t skip = run_in(item, &w->line);
    enum doc_kind kind = is_caption(w, item) ? DOC_CAPTION : item->kind;
    if (skip)
        write_run_in(w);
    if (kind == DOC_HEADING)
        w->level = item->level;
    doc_build_block(&w->b, kind, item->level);
    doc_build_mark(&w->b, item->marks);
    if (kind == DOC_LIST_ITEM && pdf_line_label(first)) { /* a bullet goes, a number stays */
        const struct pdf_segment *s = &first->segments[0];
        char alone[16] = "";
        memcpy(alone, s->text, s->len < 8 ? s->len : 8);
        memcpy(alone + (s->len < 8 ? s->len : 8), " x", 3);
        skip = look_bullet(alone, strlen(alone)) || !strcmp(alone, "o x");
    }
    struct place in_text = text_place;
    for (size_t i = 0; i < item->lines.list.n; i++)
        write_line(w, &item->lines, i, i ? 0 : skip, &in_text);
    size_t sign = kind == DOC_LIST_ITEM && item->lines.list.n == 1
                      ? look_bullet(buf_str(&w->before), w->before.len)
                      : 0;
    write_rest(w, sign);
    doc_build_end(&w->b);
}

/* The page on which the item ends. */
static uint32_t last_page(const struct pdf_item *item)
{
    if (!item->table)
        return item->lines.list.v[item->lines.list.n - 1].page;
    uint32_t page = item->page;
    const struct pdf_table *t = item->table;
    for (size_t r = 0; r < t->rows.n; r++)
        for (uint16_t c = 0; c < t->cols; c++)
            for (size_t i = 0; i < t->rows.v[r].cells[c].lines.list.n; i++)
                if (t->rows.v[r].cells[c].lines.list.v[i].page > page)
                    page = t->rows.v[r].cells[c].lines.list.v[i].page;
    return page;
}

bool pdf_write(struct pdf_layout *l, struct doc *doc)
{
    struct writer w = {.l = l, .labels = labels_count(l)};
    buf_init(&w.before, LIMIT_TEXT_BYTES);
    buf_init(&w.line, LIMIT_TEXT_BYTES);
    doc_build_begin(&w.b, doc);
    doc_build_page(&w.b, page_number(&w, 0));
    for (size_t i = 0; i < l->items.n && !w.b.full; i++) {
        const struct pdf_item *item = &l->items.v[i];
        reach_page(&w, item->page);
        if (last_page(item) > item->page)
            write_furniture(&w, item->page, true);
        if (item->table)
            write_table(&w, item->table);
        else
            write_text_item(&w, item);
    }
    reach_page(&w, (uint32_t)l->pages.n - 1);
    write_furniture(&w, (uint32_t)l->pages.n - 1, true);
    bool full = w.b.full;
    doc_build_finish(&w.b);
    look_set_title(doc);
    buf_clear(&w.before);
    buf_clear(&w.line);
    return !full;
}
