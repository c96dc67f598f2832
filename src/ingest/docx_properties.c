/* What stands in pPr, rPr, trPr, tcPr and tblPr: set on the paragraph, run, row, cell or table that
 * is open. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "ingest/docx_private.h"

const char *docx_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

int32_t docx_number(const char **attributes, const char *name, int32_t otherwise)
{
    const char *s = docx_attribute(attributes, name);
    char *end;
    if (!s)
        return otherwise;
    long n = strtol(s, &end, 10);
    return end == s || n < -1 || n > 100000 ? otherwise : (int32_t)n;
}

bool docx_attribute_on(const char **attributes)
{
    return docx_is_on(docx_attribute(attributes, "val"));
}

struct docx_open_paragraph *docx_paragraph(struct docx_walk_state *b)
{
    return b->paragraphs.n ? &b->paragraphs.v[b->paragraphs.n - 1] : NULL;
}

struct docx_open_run *docx_run(struct docx_walk_state *b)
{
    return b->runs.n ? &b->runs.v[b->runs.n - 1] : NULL;
}

void docx_begin_run(struct docx_walk_state *b)
{
    const struct docx_open_paragraph *p = docx_paragraph(b);
    struct docx_open_run *run = docx_run(b);
    if (!p || !run)
        return;
    const struct docx_style *s = p->style;
    *run = (struct docx_open_run){
        .look = {.bold = s->bold > 0,
            .hidden = s->hidden > 0,
            .size = s->size > 0 ? (uint16_t)s->size : docx_default_size(b->d->styles)}};
}

void docx_end_paragraph_properties(struct docx_walk_state *b)
{
    const struct docx_style *s = docx_paragraph(b) ? docx_paragraph(b)->style : NULL;
    b->p_properties--;
    if (b->p_properties == 0 && s && s->page_break > 0 && b->any_text)
        flow_page_break(b->d->flow, false);
}

static bool is_dark(const char **attributes)
{
    const char *fill = docx_attribute(attributes, "fill");
    return fill && strcasecmp(fill, "auto") != 0 && strcasecmp(fill, "FFFFFF") != 0;
}

static void paragraph_property(
    struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    struct docx_open_paragraph *p = docx_paragraph(b);
    if (!p)
        return;
    switch ((int)e) {
    case DOCX_P_STYLE:
        p->style = docx_style(b->d->styles, docx_attribute(attributes, "val"));
        docx_begin_run(b);
        break;
    case DOCX_NUM_ID:
        p->num_id = docx_number(attributes, "val", 0);
        break;
    case DOCX_NUM_LEVEL:
        p->level = docx_number(attributes, "val", 0);
        break;
    case DOCX_OUTLINE: {
        int32_t outline = docx_number(attributes, "val", 9);
        p->outline = (int8_t)(outline < 0 || outline > 9 ? 9 : outline);
        break;
    }
    case DOCX_PAGE_BEFORE:
        if (docx_attribute_on(attributes) && b->any_text && p->style->page_break <= 0)
            flow_page_break(b->d->flow, false);
        break;
    case DOCX_SHADING:
        p->shaded = is_dark(attributes);
        break;
    default:
        break;
    }
}

static void run_style(struct docx_walk_state *b, const char *id)
{
    const struct docx_style *s = docx_style_or_null(b->d->styles, id);
    struct docx_open_run *r = docx_run(b);
    if (!s || !r)
        return;
    r->look.bold = s->bold < 0 ? r->look.bold : s->bold;
    r->look.hidden = s->hidden < 0 ? r->look.hidden : s->hidden;
    r->look.placeholder = s->placeholder;
    if (s->size > 0)
        r->look.size = (uint16_t)s->size;
}

static void run_property(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    struct docx_open_run *r = docx_run(b);
    const char *value = docx_attribute(attributes, "val");
    if (!r)
        return;
    switch ((int)e) {
    case DOCX_R_STYLE:
        run_style(b, value);
        break;
    case DOCX_BOLD:
        r->look.bold = docx_is_on(value);
        break;
    case DOCX_UNDERLINE: /* the typewriter's bold */
        r->look.bold = r->look.bold || (value && docx_is_on(value));
        break;
    case DOCX_VANISH:
        r->look.hidden = docx_is_on(value);
        break;
    case DOCX_SIZE: {
        int32_t size = docx_number(attributes, "val", 0);
        r->look.size = (uint16_t)(size < 1 ? 1 : size > 400 ? 400 : size);
        break;
    }
    case DOCX_COLOUR:
        r->white = value && strcasecmp(value, "FFFFFF") == 0;
        break;
    case DOCX_SHADING:
        r->shaded = r->shaded || is_dark(attributes);
        break;
    case DOCX_HIGHLIGHT:
        r->shaded = true;
        break;
    default:
        break;
    }
}

bool docx_take_property(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    if (!docx_paragraph(b) || !(b->p_properties || b->r_properties) || b->sections)
        return false;
    if (e == DOCX_P_PROPERTIES || e == DOCX_R_PROPERTIES || e == DOCX_SECTION)
        return false;
    if ((e == DOCX_DELETED || e == DOCX_MOVED_AWAY) && b->p_properties && b->r_properties)
        docx_paragraph(b)->end_deleted = true;
    else if (e == DOCX_CHANGE)
        b->skip = 1;
    else if (b->p_properties && !b->r_properties)
        paragraph_property(b, e, attributes);
    else if (!b->p_properties)
        run_property(b, e, attributes);
    return true;
}

void docx_open_cell(struct docx_walk_state *b)
{
    struct flow_cell *cell = flow_open_cell(b->d->flow);
    VEC_PUSH(&b->cells, cell);
}

void docx_close_cell(struct docx_walk_state *b)
{
    if (!b->cells.n)
        return;
    flow_close_cell(b->d->flow);
    b->cells.n--;
}

static unsigned span(int32_t n)
{
    return n < 1 ? 1 : n > (int32_t)LIMIT_TABLE_SPAN ? LIMIT_TABLE_SPAN : (unsigned)n;
}

void docx_row_property(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    struct flow_row *row = b->rows.n ? b->rows.v[b->rows.n - 1] : NULL;
    if (!row)
        return;
    if (e == DOCX_ROW_IS_HEAD) {
        row->header = docx_attribute_on(attributes);
    } else if (e == DOCX_DELETED) {
        row->deleted = true;
    } else if (e == DOCX_GRID_BEFORE && docx_number(attributes, "val", 0) > 0) {
        docx_open_cell(b);
        b->cells.v[b->cells.n - 1]->col_span = (uint16_t)span(docx_number(attributes, "val", 1));
        docx_close_cell(b);
    }
}

void docx_cell_property(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    struct flow_cell *cell = b->cells.n ? b->cells.v[b->cells.n - 1] : NULL;
    const char *value = docx_attribute(attributes, "val");
    if (!cell)
        return;
    if (e == DOCX_GRID_SPAN)
        cell->col_span = (uint16_t)span(docx_number(attributes, "val", 1));
    else if (e == DOCX_V_MERGE)
        cell->covered = !value || strcmp(value, "restart") != 0;
    else if (e == DOCX_SHADING)
        cell->shaded = is_dark(attributes);
}

void docx_table_property(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    struct flow_table *t = b->tables.n ? b->tables.v[b->tables.n - 1] : NULL;
    if (!t)
        return;
    if (e == DOCX_TABLE_STYLE) {
        const struct docx_style *s =
            docx_style_or_null(b->d->styles, docx_attribute(attributes, "val"));
        t->styled_head = s && s->head_row;
    } else if (e == DOCX_TABLE_LOOK) {
        const char *first = docx_attribute(attributes, "firstRow"),
                   *bits = docx_attribute(attributes, "val");
        bool on = first ? docx_is_on(first) : bits && (strtol(bits, NULL, 16) & 0x20);
        t->styled_head = t->styled_head && on;
    }
}
