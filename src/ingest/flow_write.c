/* From the tree to the document. Two passes: the first learns how the body looks, so that headings
 * by look can be told from it; the second writes. Text beside the text waits until the list or
 * table it stands in is over, so that it does not tear it. Page breaks that the layout repeats
 * after one that the author set count once. */
#include <string.h>

#include "base/limits.h"
#include "doc/build.h"
#include "ingest/flow_private.h"
#include "ingest/flow_table.h"
#include "ingest/look.h"

enum { LARGER = 4, SIZES = 6 }; /* a heading's letters are two points larger than the body's */

struct writer {
    struct doc_builder b;
    struct arena *arena;
    uint16_t body_size;
    uint16_t sizes[SIZES]; /* of headings by look, largest first */
    size_t size_count;
    unsigned heading; /* level of the last heading by style */
    unsigned marks;   /* of the side that is being written */
    VEC(struct flow_item *) waiting;
    bool after_caption;
    bool set_by_author; /* the last page break was, and no text came since */
    bool in_row;
    unsigned row_breaks, cell_breaks; /* a row that crosses a page breaks in each of its cells */
    size_t hidden;
};

static void write_list(struct writer *w, const struct flow_list *list);

static bool has_text(const struct flow_item *i)
{
    return i->kind == FLOW_TABLE || (i->kind == FLOW_PARAGRAPH && i->as.paragraph.chars);
}

static const struct flow_item *next_text(const struct flow_item *i)
{
    for (i = i->next; i; i = i->next)
        if (has_text(i))
            return i;
    return NULL;
}

static bool stands_out(const struct writer *w, const struct flow_paragraph *p)
{
    return p->bold == p->chars || (w->body_size && p->size >= w->body_size + LARGER);
}

/* A heading needs something to head. A numbered one must not be one of a list of such. */
static bool is_heading_by_look(const struct writer *w, const struct flow_item *i)
{
    const struct flow_paragraph *p = &i->as.paragraph;
    const unsigned never = DOC_CONTENTS | DOC_FURNITURE | DOC_FOOTNOTE;
    bool numbered = p->kind == DOC_LIST_ITEM && p->label;
    if ((p->kind != DOC_PARAGRAPH && !numbered) || p->no_look || ((p->marks | w->marks) & never) ||
        !p->chars || p->placeholder || !stands_out(w, p) || !look_is_heading(p->text, p->len))
        return false;
    const struct flow_item *next = next_text(i);
    if (!next)
        return false;
    return !numbered || next->kind != FLOW_PARAGRAPH || next->as.paragraph.kind != DOC_LIST_ITEM ||
           next->as.paragraph.level > p->level || !stands_out(w, &next->as.paragraph);
}

struct sizes {
    size_t chars[256]; /* by size in half points */
};

static void count_sizes(const struct flow_list *list, struct sizes *s)
{
    for (const struct flow_item *i = list->first; i; i = i->next)
        if (i->kind == FLOW_PARAGRAPH && i->as.paragraph.size < 256)
            s->chars[i->as.paragraph.size] += i->as.paragraph.chars;
}

static void remember_size(struct writer *w, uint16_t size)
{
    size_t at = 0;
    while (at < w->size_count && w->sizes[at] > size)
        at++;
    if ((at < w->size_count && w->sizes[at] == size) || at == SIZES)
        return;
    size_t keep = w->size_count < SIZES ? w->size_count : SIZES - 1;
    memmove(w->sizes + at + 1, w->sizes + at, (keep - at) * sizeof *w->sizes);
    w->sizes[at] = size;
    w->size_count = keep + 1;
}

static void learn_look(struct writer *w, const struct flow_list *body)
{
    struct sizes s = {0};
    count_sizes(body, &s);
    for (uint16_t i = 1; i < 256; i++)
        if (s.chars[i] > s.chars[w->body_size] || !s.chars[w->body_size])
            w->body_size = i;
    for (const struct flow_item *i = body->first; i; i = i->next)
        if (i->kind == FLOW_PARAGRAPH && is_heading_by_look(w, i))
            remember_size(w, i->as.paragraph.size);
}

static unsigned level_by_look(const struct writer *w, const struct flow_paragraph *p)
{
    unsigned rank = 0;
    while (rank < w->size_count && w->sizes[rank] > p->size)
        rank++;
    unsigned level = w->heading + rank + 1;
    if (p->label && !w->heading) /* "2.1": as deep as its number */
        for (const char *dot = p->label; (dot = strchr(dot, '.')); dot++)
            level += dot[1] >= '0' && dot[1] <= '9';
    return level > 9 ? 9 : level;
}

static void page_break(struct writer *w, const struct flow_break *b)
{
    bool rendered = b->rendered;
    if (b->dropped)
        return;
    if (w->in_row && ++w->cell_breaks <= w->row_breaks)
        return;
    if (w->in_row)
        w->row_breaks = w->cell_breaks;
    if (!rendered || !w->set_by_author)
        doc_build_page(&w->b, 0);
    w->set_by_author = !rendered;
}

static void write_text(struct writer *w, const char *s, size_t len)
{
    if (!len)
        return;
    if (s[strspn(s, " \t\n")] != '\0')
        w->set_by_author = false;
    doc_build_text(&w->b, s, len);
}

/* The paragraph's text from byte `from`, with its page breaks. */
static void write_run(struct writer *w, const struct flow_paragraph *p, size_t from, size_t to,
    const struct flow_break **b)
{
    for (; *b && (*b)->at <= to; *b = (*b)->next) {
        size_t at = (*b)->at < from ? from : (*b)->at;
        write_text(w, p->text + from, at - from);
        page_break(w, *b);
        from = at;
    }
    write_text(w, p->text + from, to - from);
}

/* Page breaks before the first visible character come before the block. */
static void write_first_breaks(
    struct writer *w, const struct flow_paragraph *p, size_t from, const struct flow_break **b)
{
    size_t first = from + strspn(p->text + from, " \t\n");
    for (; *b && (*b)->at <= first; *b = (*b)->next)
        page_break(w, *b);
}

static void open_block(struct writer *w, const struct flow_paragraph *p, enum doc_kind kind,
    unsigned level, const char *label)
{
    unsigned marks = p->marks | w->marks;
    if (p->placeholder * 2 > p->chars)
        marks |= DOC_PLACEHOLDER;
    doc_build_block(&w->b, kind, level);
    doc_build_mark(&w->b, marks);
    if (label)
        write_text(w, label, strlen(label));
    if (label)
        doc_build_text(&w->b, " ", 1);
    w->after_caption = kind == DOC_CAPTION;
}

static void write_hidden(struct writer *w, const struct flow_paragraph *p)
{
    if (!p->hidden || !p->hidden[strspn(p->hidden, " \t\n")])
        return;
    doc_build_block(&w->b, DOC_PARAGRAPH, 0);
    doc_build_mark(&w->b, p->marks | w->marks | DOC_HIDDEN);
    doc_build_text(&w->b, p->hidden, strlen(p->hidden));
    doc_build_end(&w->b);
    w->hidden++;
}

/* Where a paragraph that was typed with line breaks ends: at an empty line. */
static size_t piece_end(const struct flow_paragraph *p, size_t from)
{
    const char *blank = p->kind == DOC_PARAGRAPH ? strstr(p->text + from, "\n\n") : NULL;
    return blank ? (size_t)(blank - p->text) : p->len;
}

/* A head run into the text is a block of its own before it. Returns where the text goes on. */
static size_t write_run_in(
    struct writer *w, const struct flow_paragraph *p, const struct flow_break **b)
{
    size_t end = p->bold_end;
    if (end && strchr(":.", p->text[end]) && p->text[end] && !strchr(":.", p->text[end - 1]))
        end++; /* the sign stands behind the bold letters */
    if (!end || end >= p->len || p->label || p->no_look || p->marks | w->marks ||
        p->bold == p->chars || !look_is_run_in(p->text, end))
        return 0;
    write_first_breaks(w, p, 0, b);
    uint32_t block = doc_build_block(&w->b, DOC_HEADING, w->heading < 9 ? w->heading + 1 : 9);
    write_run(w, p, 0, end, b);
    doc_build_end(&w->b);
    if (block != DOC_NONE && block < w->b.doc->blocks.n)
        w->b.doc->blocks.v[block].run_in = true;
    return end + strspn(p->text + end, " \t\n");
}

/* It names the table after it, or is made to stand out and names a figure. */
static bool is_caption(const struct flow_item *item)
{
    const struct flow_paragraph *p = &item->as.paragraph;
    const struct flow_item *next = next_text(item);
    return p->chars && look_is_caption(p->text, p->len) &&
           ((next && next->kind == FLOW_TABLE) || p->bold == p->chars);
}

static void write_paragraph(struct writer *w, const struct flow_item *item)
{
    const struct flow_paragraph *p = &item->as.paragraph;
    const struct flow_break *b = p->breaks;
    enum doc_kind kind = p->kind;
    unsigned level = p->level;
    size_t from = 0, bullet = 0;
    if (kind == DOC_PARAGRAPH && is_caption(item)) {
        kind = DOC_CAPTION;
    } else if (is_heading_by_look(w, item)) {
        kind = DOC_HEADING;
        level = level_by_look(w, p);
    } else if (kind == DOC_PARAGRAPH && !p->label && (bullet = look_bullet(p->text, p->len))) {
        kind = DOC_LIST_ITEM;
        level = 1;
        from = bullet;
    } else if (kind == DOC_PARAGRAPH) {
        from = bullet = write_run_in(w, p, &b);
    }
    if (p->styled && kind == DOC_HEADING && !(p->marks | w->marks))
        w->heading = level;
    write_first_breaks(w, p, from, &b);
    while (p->chars && from < p->len) {
        size_t to = piece_end(p, from);
        write_first_breaks(w, p, from, &b);
        open_block(w, p, kind, level, from <= bullet ? p->label : NULL);
        write_run(w, p, from, to, &b);
        doc_build_end(&w->b);
        from = to + strspn(p->text + to, "\n");
    }
    for (; b; b = b->next)
        page_break(w, b);
    write_hidden(w, p);
}

static void write_waiting(struct writer *w)
{
    struct flow_item **items = w->waiting.v;
    size_t n = w->waiting.n;
    unsigned marks = w->marks;
    memset(&w->waiting, 0, sizeof w->waiting);
    for (size_t k = 0; k < n; k++) {
        struct flow_list one = {items[k], items[k]};
        items[k]->next = NULL;
        if (items[k]->kind == FLOW_SIDE) {
            w->marks = marks | items[k]->as.side.marks;
            one = items[k]->as.side.list;
        }
        write_list(w, &one);
        if (w->waiting.n)
            write_waiting(w); /* under the same marks */
        w->marks = marks;
    }
    xfree(items);
}

/* Hidden text of a cell waits; a cell of hidden text alone is a hidden cell. */
static void keep_hidden(struct writer *w, const struct flow_paragraph *p)
{
    struct flow_item *item = arena_alloc(w->arena, sizeof *item);
    item->kind = FLOW_PARAGRAPH;
    item->as.paragraph = (struct flow_paragraph){
        .kind = DOC_PARAGRAPH, .text = "", .hidden = p->hidden, .marks = p->marks};
    VEC_PUSH(&w->waiting, item);
}

static void write_cell_paragraph(struct writer *w, const struct flow_paragraph *p, bool first)
{
    const struct flow_break *b = p->breaks;
    if (p->chars && !first)
        doc_build_text(&w->b, "\n", 1);
    if (p->chars && p->kind == DOC_LIST_ITEM && !p->label)
        write_text(w, "\xE2\x80\xA2 ", 4);
    else if (p->chars && p->label) {
        write_text(w, p->label, strlen(p->label));
        doc_build_text(&w->b, " ", 1);
    }
    write_run(w, p, 0, p->len, &b);
    for (; b; b = b->next)
        page_break(w, b);
    if (p->hidden)
        keep_hidden(w, p);
}

static void write_cell(struct writer *w, const struct flow_cell *c, bool header)
{
    bool first = true;
    uint32_t chars = 0, placeholder = 0;
    struct flow_item *next;
    doc_build_cell(&w->b, header, c->row_span, c->col_span);
    doc_build_mark(&w->b, w->marks);
    w->cell_breaks = 0;
    for (struct flow_item *i = c->list.first; i; i = next) {
        next = i->next;
        if (i->kind != FLOW_PARAGRAPH) {
            VEC_PUSH(&w->waiting, i);
            continue;
        }
        write_cell_paragraph(w, &i->as.paragraph, first);
        first = first && !i->as.paragraph.chars;
        chars += i->as.paragraph.chars;
        placeholder += i->as.paragraph.placeholder;
    }
    if (placeholder * 2 > chars)
        doc_build_mark(&w->b, DOC_PLACEHOLDER);
    doc_build_end(&w->b);
}

static void write_row(struct writer *w, const struct flow_row *row, bool header)
{
    doc_build_row(&w->b);
    w->in_row = true;
    w->row_breaks = 0;
    for (const struct flow_cell *c = row->first; c; c = c->next)
        if (!c->covered)
            write_cell(w, c, header || flow_heads_row(row, c));
    w->in_row = false;
}

static bool waits_for_table(const struct writer *w)
{
    for (size_t i = 0; i < w->waiting.n; i++)
        if (w->waiting.v[i]->kind == FLOW_TABLE)
            return true;
    return false;
}

static void write_title_row(struct writer *w, const struct flow_row *row)
{
    for (struct flow_item *i = row->first->list.first; i; i = i->next) {
        if (i->kind == FLOW_PARAGRAPH && i->as.paragraph.chars) {
            i->as.paragraph.kind = DOC_CAPTION;
            i->as.paragraph.label = NULL;
        }
    }
    write_list(w, &row->first->list);
}

static void write_table(struct writer *w, const struct flow_table *t)
{
    bool frame = flow_table_is_frame(t), open = false, captioned = w->after_caption;
    uint32_t heads = flow_header_rows(t), n = 0, spanned = 0;
    for (const struct flow_row *row = t->first; row; row = row->next, n++) {
        if (row->deleted || !row->first)
            continue;
        bool title = !frame && !captioned && flow_row_is_title(t, row);
        if (frame || title || flow_row_is_text(t, row)) {
            if (open)
                doc_build_table_end(&w->b);
            open = false;
            heads += title; /* counted from the row after it */
            if (title)
                write_title_row(w, row);
            else
                write_list(w, &row->first->list);
            continue;
        }
        if (!open)
            doc_build_table(&w->b);
        open = true;
        write_row(w, row, n < heads);
        for (const struct flow_cell *c = row->first; c; c = c->next)
            if (n + c->row_span > spanned)
                spanned = n + c->row_span;
        /* A table in a cell of a form follows its row; in a table with heads, the table. */
        if (!heads && spanned <= n + 1 && waits_for_table(w)) {
            doc_build_table_end(&w->b);
            open = false;
            write_waiting(w);
        }
    }
    if (open)
        doc_build_table_end(&w->b);
    w->after_caption = false;
}

/* Notes and boxes are not put between the items of a list, nor between a caption and its table. */
static bool may_interrupt(const struct writer *w, const struct flow_item *next)
{
    if (w->after_caption)
        return false;
    if (next->kind == FLOW_TABLE)
        return true;
    const struct flow_paragraph *p = &next->as.paragraph;
    return p->chars && p->kind != DOC_LIST_ITEM && p->kind != DOC_CAPTION &&
           !look_bullet(p->text, p->len);
}

static void write_list(struct writer *w, const struct flow_list *list)
{
    struct flow_item *next;
    for (struct flow_item *i = list->first; i && !w->b.full; i = next) {
        next = i->next;
        if (i->kind == FLOW_SIDE) {
            VEC_PUSH(&w->waiting, i);
            continue;
        }
        if (w->waiting.n && may_interrupt(w, i))
            write_waiting(w);
        if (i->kind == FLOW_TABLE)
            write_table(w, &i->as.table);
        else
            write_paragraph(w, i);
    }
}

static void set_title(const struct flow_list *body, struct doc *doc)
{
    for (const struct flow_item *i = body->first; i && !doc->title; i = i->next)
        if (i->kind == FLOW_PARAGRAPH && i->as.paragraph.title && i->as.paragraph.chars)
            doc->title = arena_copy(doc->arena, i->as.paragraph.text, i->as.paragraph.len);
}

bool flow_write(struct flow *f, struct doc *doc)
{
    struct writer w = {.arena = f->arena};
    flow_close_all(f);
    learn_look(&w, &f->body);
    set_title(&f->body, doc);
    doc_build_begin(&w.b, doc);
    write_list(&w, &f->body);
    while (w.waiting.n && !w.b.full)
        write_waiting(&w);
    bool full = w.b.full || flow_is_full(f);
    doc_build_finish(&w.b);
    look_set_title(doc);
    if (w.hidden)
        doc_add_note(doc, "hidden-text", DOC_NONE,
            "hidden text was found in %zu places: it is shown here and never counts", w.hidden);
    xfree(w.waiting.v);
    return !full;
}
