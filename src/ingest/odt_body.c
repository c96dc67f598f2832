/* OpenDocument text as a stream. Lists nest as elements, so the stack of open lists gives level and
 * style; notes and boxes stand inside the paragraph they belong to; deleted text is kept aside in
 * the file and walked over. Line ends in the file are blanks. */
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/xml.h"
#include "ingest/flow.h"
#include "ingest/odt.h"
#include "ingest/odt_element.h"

enum { LONGEST_HEADING = 250, LONG_ITEM = 150, TINY = 4 /* half points */, MOST_REPEATS = 64 };

struct paragraph {
    const struct odt_style *style;
    unsigned outline; /* of a heading */
    unsigned items;   /* list items that were open when it began */
};

struct list {
    const char *style;
    bool in_header;
    bool labelled; /* the open item has its label */
    long start;    /* of the open item */
};

struct look {
    struct flow_look look;
    bool white, shaded;
};

struct body {
    struct odt_body *d;
    struct element_names names;
    enum odt_part part;
    bool furniture; /* only page headers and footers are wanted */
    bool in_text, in_master;
    unsigned skip, boxes, contents, hidden, cells;
    VEC(struct paragraph) paragraphs;
    VEC(struct look) looks; /* of the open paragraphs and spans */
    VEC(struct list) lists;
    VEC(bool) sections; /* hidden */
    VEC(bool) at_end;   /* open notes: stand at the end of the text */
    unsigned header_rows;
    bool any_text, in_number;
    char number[32]; /* the label as the file has it */
};

static struct paragraph *paragraph(struct body *b)
{
    return b->paragraphs.n ? &b->paragraphs.v[b->paragraphs.n - 1] : NULL;
}

static struct look look_of(const struct odt_style *s, struct look l)
{
    l.look.bold = s->bold < 0 ? l.look.bold : s->bold;
    l.look.hidden = s->hidden < 0 ? l.look.hidden : s->hidden;
    l.white = s->white < 0 ? l.white : s->white;
    l.shaded = s->shaded < 0 ? l.shaded : s->shaded;
    if (s->size > 0)
        l.look.size = (uint16_t)s->size;
    return l;
}

static void add_text(struct body *b, const char *s, size_t len)
{
    if (!paragraph(b) || !b->looks.n)
        return;
    struct look l = b->looks.v[b->looks.n - 1];
    bool unseen =
        (l.look.size && l.look.size <= TINY) || (l.white && !l.shaded && !b->cells && !b->boxes);
    l.look.hidden = l.look.hidden || b->hidden || unseen;
    flow_text(b->d->flow, s, len, l.look);
    b->any_text = true;
}

static void open_paragraph(struct body *b, const char **attributes, bool heading)
{
    const struct odt_style *s =
        odt_style(b->d->styles, b->part, "paragraph", odt_attribute(attributes, "style-name"));
    struct paragraph p = {.style = s, .items = (unsigned)b->lists.n};
    struct look l = look_of(s, (struct look){.white = false});
    if (heading)
        p.outline = (unsigned)odt_number(attributes, "outline-level", 1);
    flow_open_paragraph(b->d->flow);
    VEC_PUSH(&b->paragraphs, p);
    VEC_PUSH(&b->looks, l);
    if (s->break_before > 0 && b->any_text)
        flow_page_break(b->d->flow, false);
    b->number[0] = '\0';
}

/* The label of a paragraph that begins a list item, or of a numbered heading. */
static unsigned count_label(struct body *b, const struct paragraph *p, struct buf *label)
{
    struct list *l = b->lists.n && p->items == b->lists.n ? &b->lists.v[b->lists.n - 1] : NULL;
    unsigned parts = 0;
    if (l && !l->in_header && !l->labelled) {
        l->labelled = true;
        parts = odt_lists_count(
            b->d->lists, l->style ? l->style : "", (unsigned)b->lists.n, l->start, label);
    } else if (!l && p->outline) {
        parts = odt_lists_count(b->d->lists, NULL, p->outline, -1, label);
    }
    if (b->number[0]) { /* what the file says is printed */
        buf_clear(label);
        buf_add_str(label, b->number);
    }
    return parts;
}

static bool is_list_item(const struct body *b, const struct paragraph *p)
{
    return p->items && p->items == b->lists.n && !b->lists.v[b->lists.n - 1].in_header;
}

static void judge_paragraph(struct body *b, const struct paragraph *p, struct flow_paragraph *f)
{
    const struct odt_style *s = p->style;
    size_t length = flow_length(b->d->flow);
    unsigned outline = p->outline ? p->outline : s->outline > 0 ? (unsigned)s->outline : 0;
    struct buf label;
    if (b->contents || s->contents) {
        f->marks = DOC_CONTENTS;
        return;
    }
    f->title = s->title;
    f->no_look = s->subtitle;
    if (s->title)
        outline = 1;
    if (s->caption)
        f->kind = DOC_CAPTION;
    buf_init(&label, 256);
    unsigned parts = count_label(b, p, &label);
    if (label.len)
        f->label = arena_copy(b->d->arena, buf_str(&label), label.len);
    buf_clear(&label);
    if (outline && length <= LONGEST_HEADING) {
        f->kind = DOC_HEADING;
        f->level = (uint8_t)(outline > 10 ? 10 : outline);
        f->styled = true;
    } else if (is_list_item(b, p) && f->kind == DOC_PARAGRAPH &&
               !(parts > 1 && length > LONG_ITEM)) {
        f->kind = DOC_LIST_ITEM;
        f->level = (uint8_t)(b->lists.n > 255 ? 255 : b->lists.n);
    }
}

static void close_paragraph(struct body *b)
{
    struct flow_paragraph *f = flow_paragraph(b->d->flow);
    if (!f || !b->paragraphs.n)
        return;
    const struct paragraph p = *paragraph(b);
    judge_paragraph(b, &p, f);
    if (p.style->break_after > 0)
        flow_page_break(b->d->flow, false);
    flow_close_paragraph(b->d->flow);
    b->paragraphs.n--;
    b->looks.n -= b->looks.n > 0;
}

static void open_span(struct body *b, const char *style, bool placeholder)
{
    struct look l = b->looks.n ? b->looks.v[b->looks.n - 1] : (struct look){.white = false};
    l = look_of(odt_style(b->d->styles, b->part, "text", style), l);
    l.look.placeholder = l.look.placeholder || placeholder;
    VEC_PUSH(&b->looks, l);
}

static void open_list(struct body *b, const char **attributes)
{
    const char *style = odt_attribute(attributes, "style-name");
    const char *go_on = odt_attribute(attributes, "continue-numbering");
    bool restarts =
        !(go_on && strcmp(go_on, "true") == 0) && !odt_attribute(attributes, "continue-list");
    struct list l = {.start = -1};
    l.style = style        ? arena_strdup(b->d->arena, style)
              : b->lists.n ? b->lists.v[b->lists.n - 1].style
                           : NULL;
    if (!b->lists.n && restarts && l.style)
        odt_lists_restart(b->d->lists, l.style);
    VEC_PUSH(&b->lists, l);
}

static void open_item(struct body *b, const char **attributes, bool header)
{
    if (!b->lists.n)
        return;
    struct list *l = &b->lists.v[b->lists.n - 1];
    l->in_header = header;
    l->labelled = false;
    l->start = odt_number(attributes, "start-value", -1);
}

static void open_note(struct body *b, const char **attributes)
{
    const char *class = odt_attribute(attributes, "note-class");
    bool at_end = class && strcmp(class, "endnote") == 0;
    VEC_PUSH(&b->at_end, at_end);
    if (at_end)
        VEC_PUSH(&b->d->endnotes, flow_open_note(b->d->flow, DOC_FOOTNOTE));
    else
        flow_open_side(b->d->flow, DOC_FOOTNOTE);
}

static void open_section(struct body *b, const char **attributes)
{
    const char *display = odt_attribute(attributes, "display");
    bool hides = display && strcmp(display, "none") == 0;
    VEC_PUSH(&b->sections, hides);
    b->hidden += hides;
}

static unsigned span(long n)
{
    return n < 1 ? 1 : n > (long)LIMIT_TABLE_SPAN ? LIMIT_TABLE_SPAN : (unsigned)n;
}

static void open_cell(struct body *b, const char **attributes)
{
    const struct odt_style *s =
        odt_style(b->d->styles, b->part, "table-cell", odt_attribute(attributes, "style-name"));
    long repeats = odt_number(attributes, "number-columns-repeated", 1);
    for (long i = 1; i < repeats && i < MOST_REPEATS; i++) {
        flow_open_cell(b->d->flow);
        flow_close_cell(b->d->flow);
    }
    struct flow_cell *cell = flow_open_cell(b->d->flow);
    cell->row_span = (uint16_t)span(odt_number(attributes, "number-rows-spanned", 1));
    cell->col_span = (uint16_t)span(odt_number(attributes, "number-columns-spanned", 1));
    cell->shaded = s->shaded > 0;
    b->cells++;
}

static void start_table_part(struct body *b, enum odt_element e, const char **attributes)
{
    if (e == ODT_TABLE)
        flow_open_table(b->d->flow);
    else if (e == ODT_HEADER_ROWS)
        b->header_rows++;
    else if (e == ODT_ROW)
        flow_open_row(b->d->flow)->header = b->header_rows > 0;
    else
        open_cell(b, attributes);
}

static void start_in_paragraph(struct body *b, enum odt_element e, const char **attributes)
{
    switch ((int)e) {
    case ODT_SPAN:
        open_span(b, odt_attribute(attributes, "style-name"), false);
        break;
    case ODT_PLACEHOLDER:
        open_span(b, NULL, true);
        break;
    case ODT_SPACE:
    case ODT_TAB:
        add_text(b, " ", 1); /* many blanks are one */
        break;
    case ODT_LINE_BREAK:
        add_text(b, "\n", 1);
        break;
    case ODT_PAGE_BREAK:
        flow_page_break(b->d->flow, true);
        break;
    case ODT_NUMBER:
        b->in_number = true;
        break;
    default:
        break;
    }
}

static void start_block(struct body *b, enum odt_element e, const char **attributes)
{
    switch ((int)e) {
    case ODT_P:
    case ODT_H:
        open_paragraph(b, attributes, e == ODT_H);
        break;
    case ODT_LIST:
        open_list(b, attributes);
        break;
    case ODT_LIST_ITEM:
    case ODT_LIST_HEADER:
        open_item(b, attributes, e == ODT_LIST_HEADER);
        break;
    case ODT_NOTE:
        open_note(b, attributes);
        break;
    case ODT_BOX:
        flow_open_side(b->d->flow, 0);
        b->boxes++;
        break;
    case ODT_SECTION:
        open_section(b, attributes);
        break;
    case ODT_CONTENTS:
        b->contents++;
        break;
    case ODT_COMMENT:
        b->d->comments++;
        b->skip = 1;
        break;
    case ODT_INSERTION:
        b->d->insertions++;
        break;
    case ODT_DELETION:
        b->d->deletions++;
        b->skip = 1;
        break;
    default:
        if (e >= ODT_TABLE && e <= ODT_CELL)
            start_table_part(b, e, attributes);
        else
            start_in_paragraph(b, e, attributes);
    }
}

/* Definitions come before the text, in the head of either file. */
static void start_definition(
    struct body *b, enum odt_element e, const char *name, const char **attributes)
{
    if (e == ODT_BODY && b->part == ODT_CONTENT) {
        b->in_text = true;
    } else if (e == ODT_MASTER_PAGE) {
        b->in_master = true;
    } else if (e == ODT_FURNITURE && b->in_master && b->furniture) {
        const char *display = odt_attribute(attributes, "display");
        if (display && strcmp(display, "false") == 0) {
            b->skip = 1;
            return;
        }
        b->in_text = true;
        flow_open_side(b->d->flow, DOC_FURNITURE);
    } else if (!b->in_master && !b->furniture) {
        odt_styles_start(b->d->styles, b->part, name, attributes);
        odt_lists_start(b->d->lists, name, attributes);
    }
}

static bool on_start(void *user, const char *name, const char **attributes, uint32_t line)
{
    struct body *b = user;
    (void)line;
    if (b->skip) {
        b->skip++;
        return true;
    }
    enum odt_element e = odt_element(&b->names, name);
    if (e == ODT_SKIPPED)
        b->skip = 1;
    else if (b->in_text)
        start_block(b, e, attributes);
    else
        start_definition(b, e, name, attributes);
    return !flow_is_full(b->d->flow);
}

static void decrement(unsigned *n)
{
    *n -= *n > 0;
}

static void end_section(struct body *b)
{
    if (!b->sections.n)
        return;
    b->hidden -= b->sections.v[b->sections.n - 1];
    b->sections.n--;
}

static void end_furniture(struct body *b)
{
    if (b->part != ODT_STYLES)
        return;
    flow_close_side(b->d->flow);
    b->in_text = false;
}

static void end_block(struct body *b, enum odt_element e)
{
    switch ((int)e) {
    case ODT_P:
    case ODT_H:
        close_paragraph(b);
        break;
    case ODT_SPAN:
    case ODT_PLACEHOLDER:
        b->looks.n -= b->looks.n > b->paragraphs.n;
        break;
    case ODT_NUMBER:
        b->in_number = false;
        break;
    case ODT_LIST:
        b->lists.n -= b->lists.n > 0;
        break;
    case ODT_NOTE:
        flow_close_side(b->d->flow);
        b->at_end.n -= b->at_end.n > 0;
        break;
    case ODT_BOX:
        flow_close_side(b->d->flow);
        decrement(&b->boxes);
        break;
    case ODT_SECTION:
        end_section(b);
        break;
    case ODT_CONTENTS:
        decrement(&b->contents);
        break;
    case ODT_TABLE:
        flow_close_table(b->d->flow);
        break;
    case ODT_HEADER_ROWS:
        decrement(&b->header_rows);
        break;
    case ODT_CELL:
        flow_close_cell(b->d->flow);
        decrement(&b->cells);
        break;
    case ODT_FURNITURE:
        end_furniture(b);
        break;
    default:
        break;
    }
}

static bool on_end(void *user, const char *name)
{
    struct body *b = user;
    enum odt_element e = odt_element(&b->names, name);
    if (b->skip) {
        b->skip--;
        return true;
    }
    if (b->in_text) {
        end_block(b, e);
    } else if (e == ODT_MASTER_PAGE) {
        b->in_master = false;
    } else if (!b->furniture) {
        odt_styles_end(b->d->styles, name);
        odt_lists_end(b->d->lists, name);
    }
    return true;
}

static void add_number(struct body *b, const char *s, size_t len)
{
    size_t n = strlen(b->number), room = sizeof b->number - 1 - n;
    len = len < room ? len : room;
    memcpy(b->number + n, s, len);
    b->number[n + len] = '\0';
}

static bool on_text(void *user, const char *s, size_t len)
{
    struct body *b = user;
    if (b->skip || !b->in_text)
        return true;
    if (b->in_number) {
        add_number(b, s, len);
        return true;
    }
    while (len > 0) { /* a line end in the file is a blank */
        size_t n = 0;
        while (n < len && s[n] != '\n')
            n++;
        add_text(b, s, n);
        if (n < len)
            add_text(b, " ", 1);
        s += n + (n < len);
        len -= n + (n < len);
    }
    return !flow_is_full(b->d->flow);
}

static bool walk(struct body *b, const char *text, size_t len, const char *name, struct diag *diag)
{
    struct xml_sax sax = {on_start, on_end, on_text, b};
    bool ok = xml_walk(text, len, name, &sax, diag);
    xfree(b->paragraphs.v);
    xfree(b->looks.v);
    xfree(b->lists.v);
    xfree(b->sections.v);
    xfree(b->at_end.v);
    return ok;
}

bool odt_walk(struct odt_body *d, const char *text, size_t len, struct diag *diag)
{
    struct body b = {.d = d, .part = ODT_CONTENT};
    return walk(&b, text, len, "content.xml", diag);
}

bool odt_walk_styles(
    struct odt_body *d, const char *text, size_t len, bool furniture, struct diag *diag)
{
    struct body b = {.d = d, .part = ODT_STYLES, .furniture = furniture};
    return walk(&b, text, len, "styles.xml", diag);
}
