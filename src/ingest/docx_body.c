/* WordprocessingML as a stream. Properties come before the content they are about, so a paragraph
 * is known when its first run comes and is judged when it ends; text boxes nest paragraphs inside
 * runs, hence the stacks. Deleted text is walked over, inserted text is text; of a field only its
 * result is; of two renderings of one drawing only the first. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/xml.h"
#include "ingest/docx.h"
#include "ingest/docx_private.h"

enum { LONGEST_HEADING = 250, LONG_ITEM = 150, TINY = 4 /* half points */ };

static bool in_contents(const struct docx_walk_state *b)
{
    for (size_t i = 0; i < b->fields.n; i++)
        if (b->fields.v[i].contents)
            return true;
    for (size_t i = 0; i < b->controls.n; i++)
        if (b->controls.v[i].contents)
            return true;
    return false;
}

static bool in_instruction(const struct docx_walk_state *b)
{
    for (size_t i = 0; i < b->fields.n; i++)
        if (!b->fields.v[i].result)
            return true;
    return false;
}

/* White letters on white paper are hidden; on a shade, in a table or a box they are a design. */
static bool is_unseen(struct docx_walk_state *b)
{
    const struct docx_open_run *r = docx_run(b);
    const struct docx_open_paragraph *p = docx_paragraph(b);
    if (r->look.size && r->look.size <= TINY)
        return true;
    return r->white && !r->shaded && !p->shaded && p->style->shaded <= 0 && !b->cells.n &&
           !b->boxes && !b->d->coloured;
}

static void add_text(struct docx_walk_state *b, const char *s, size_t len)
{
    if (!docx_paragraph(b) || !docx_run(b) || in_instruction(b))
        return;
    struct flow_look look = docx_run(b)->look;
    look.hidden = look.hidden || is_unseen(b);
    for (size_t i = 0; i < b->controls.n; i++)
        look.placeholder = look.placeholder || b->controls.v[i].placeholder;
    flow_text(b->d->flow, s, len, look);
    b->any_text = true;
    if (in_contents(b))
        docx_paragraph(b)->contents = true;
}

static void open_paragraph(struct docx_walk_state *b)
{
    struct docx_open_paragraph p = {.style = docx_style(b->d->styles, NULL),
        .num_id = -1,
        .level = DOCX_UNKNOWN_LEVEL,
        .outline = -1};
    struct docx_open_run r = {.look = {.bold = false}};
    flow_open_paragraph(b->d->flow);
    VEC_PUSH(&b->paragraphs, p);
    VEC_PUSH(&b->runs, r);
    docx_begin_run(b);
}

/* The number that Word prints before the paragraph; sets kind and level when it is in a list. */
static void number_paragraph(
    struct docx_walk_state *b, const struct docx_open_paragraph *p, struct flow_paragraph *f)
{
    int32_t num_id = p->num_id >= 0 ? p->num_id : p->style->num_id, level = p->level;
    if (num_id <= 0 || p->end_deleted)
        return;
    if (level == DOCX_UNKNOWN_LEVEL)
        level = docx_numbering_level(b->d->numbering, num_id, p->style->id);
    if (level < 0)
        level = p->style->level > 0 ? p->style->level : 0;
    struct buf label;
    unsigned parts;
    buf_init(&label, 256);
    if (docx_numbering_count(b->d->numbering, num_id, (unsigned)level, &label, &parts)) {
        if (label.len)
            f->label = arena_copy(b->d->arena, buf_str(&label), label.len);
        /* "2.13" before a long paragraph numbers the text of a report; it is no list */
        if (f->kind == DOC_PARAGRAPH && !(parts > 1 && flow_length(b->d->flow) > LONG_ITEM)) {
            f->kind = DOC_LIST_ITEM;
            f->level = (uint8_t)(level + 1);
        }
    }
    buf_clear(&label);
}

static void end_contents(struct docx_walk_state *b)
{
    for (size_t i = 0; i < b->fields.n; i++)
        b->fields.v[i].contents = false;
}

static void judge_paragraph(
    struct docx_walk_state *b, const struct docx_open_paragraph *p, struct flow_paragraph *f)
{
    const struct docx_style *s = p->style;
    int outline = p->outline >= 0 ? p->outline : s->outline;
    if (!s->contents && outline >= 0 && outline < 9)
        end_contents(b); /* a contents list whose end is lost must not swallow the plan */
    else if (s->contents || p->contents) {
        f->marks = DOC_CONTENTS;
        return;
    }
    f->title = s->title;
    f->no_look = s->subtitle;
    if (s->caption)
        f->kind = DOC_CAPTION;
    else if (s->title)
        outline = 0;
    if (outline >= 0 && outline < 9 && flow_length(b->d->flow) <= LONGEST_HEADING) {
        f->kind = DOC_HEADING;
        f->level = (uint8_t)(outline + 1);
        f->styled = true;
    }
    number_paragraph(b, p, f);
}

static void close_paragraph(struct docx_walk_state *b)
{
    struct flow_paragraph *f = flow_paragraph(b->d->flow);
    if (!f || !b->paragraphs.n)
        return;
    const struct docx_open_paragraph p = *docx_paragraph(b);
    judge_paragraph(b, &p, f);
    if (p.section_ends)
        b->section_break = flow_page_break(b->d->flow, false);
    f->joined = p.end_deleted;
    flow_close_paragraph(b->d->flow);
    b->paragraphs.n--;
    b->runs.n--;
}

static void field_mark(struct docx_walk_state *b, const char *type)
{
    struct docx_field field = {.result = false};
    if (!type)
        return;
    if (strcmp(type, "begin") == 0)
        VEC_PUSH(&b->fields, field);
    else if (strcmp(type, "separate") == 0 && b->fields.n)
        b->fields.v[b->fields.n - 1].result = true;
    else if (strcmp(type, "end") == 0 && b->fields.n)
        b->fields.n--;
}

static void add_instruction(struct docx_walk_state *b, const char *s, size_t len)
{
    struct docx_field *f = b->fields.n ? &b->fields.v[b->fields.n - 1] : NULL;
    if (!f || f->result)
        return;
    for (size_t i = 0; i < len; i++) {
        size_t n = strlen(f->instruction);
        if ((n || s[i] != ' ') && n < sizeof f->instruction - 1)
            f->instruction[n] = s[i];
    }
    f->contents =
        strncmp(f->instruction, "TOC ", 4) == 0 || strncmp(f->instruction, "INDEX ", 6) == 0;
}

static void simple_field(struct docx_walk_state *b, const char **attributes)
{
    struct docx_field field = {.result = false};
    const char *instruction = docx_attribute(attributes, "instr");
    VEC_PUSH(&b->fields, field);
    if (instruction)
        add_instruction(b, instruction, strlen(instruction));
    b->fields.v[b->fields.n - 1].result = true;
}

/* Ticks and boxes of the symbol fonts; their other signs are bullets and ornaments. */
static void add_symbol(struct docx_walk_state *b, const char **attributes)
{
    static const struct {
        const char *font, *code, *text;
    } symbols[] = {{"Wingdings", "F0FC", "\xE2\x9C\x93"}, {"Wingdings", "F0FE", "\xE2\x98\x92"},
        {"Wingdings", "F0FD", "\xE2\x98\x92"}, {"Wingdings", "F0FB", "\xE2\x9C\x97"},
        {"Wingdings", "F0A8", "\xE2\x98\x90"}, {"Wingdings", "F06F", "\xE2\x98\x90"},
        {"Wingdings 2", "F050", "\xE2\x9C\x93"}, {"Wingdings 2", "F052", "\xE2\x98\x92"},
        {"Wingdings 2", "F053", "\xE2\x98\x92"}, {"Wingdings 2", "F0A3", "\xE2\x98\x90"},
        {"Symbol", "F0A3", "\xE2\x89\xA4"}, {"Symbol", "F0B3", "\xE2\x89\xA5"}};
    const char *font = docx_attribute(attributes, "font"),
               *code = docx_attribute(attributes, "char");
    for (size_t i = 0; font && code && i < sizeof symbols / sizeof *symbols; i++)
        if (strcasecmp(symbols[i].font, font) == 0 && strcasecmp(symbols[i].code, code) == 0) {
            add_text(b, symbols[i].text, strlen(symbols[i].text));
            return;
        }
    add_text(b, " ", 1);
}

static void start_break(struct docx_walk_state *b, const char **attributes)
{
    const char *type = docx_attribute(attributes, "type");
    if (type && strcmp(type, "page") == 0)
        flow_page_break(b->d->flow, false);
    else
        add_text(b, "\n", 1);
}

static void refer_to_note(
    struct docx_walk_state *b, struct map *notes, const char **attributes, bool at_end)
{
    const char *id = docx_attribute(attributes, "id");
    struct flow_item *note = id && notes ? map_set(notes, id, strlen(id), NULL) : NULL;
    if (note && at_end)
        VEC_PUSH(&b->d->endnote_order, note);
    else if (note)
        flow_attach(b->d->flow, note);
}

static void start_in_run(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    switch ((int)e) {
    case DOCX_T:
    case DOCX_INSTRUCTION:
        b->reading = e;
        break;
    case DOCX_TAB:
        add_text(b, "\t", 1);
        break;
    case DOCX_BREAK:
        start_break(b, attributes);
        break;
    case DOCX_RETURN:
        add_text(b, "\n", 1);
        break;
    case DOCX_HYPHEN:
        add_text(b, "-", 1);
        break;
    case DOCX_SYMBOL:
        add_symbol(b, attributes);
        break;
    case DOCX_RENDERED_BREAK:
        flow_page_break(b->d->flow, true);
        break;
    case DOCX_FIELD_MARK:
        field_mark(b, docx_attribute(attributes, "fldCharType"));
        break;
    case DOCX_FOOTNOTE_REF:
        refer_to_note(b, b->d->footnotes, attributes, false);
        break;
    case DOCX_ENDNOTE_REF:
        refer_to_note(b, b->d->endnotes, attributes, true);
        break;
    case DOCX_CHECKED:
        b->checked = docx_attribute_on(attributes);
        break;
    default:
        break;
    }
}

static void open_table(struct docx_walk_state *b)
{
    VEC_PUSH(&b->tables, flow_open_table(b->d->flow));
    VEC_PUSH(&b->rows, NULL);
}

static void start_in_table(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    switch ((int)e) {
    case DOCX_TABLE:
        open_table(b);
        break;
    case DOCX_ROW:
        if (b->rows.n)
            b->rows.v[b->rows.n - 1] = flow_open_row(b->d->flow);
        break;
    case DOCX_CELL:
        docx_open_cell(b);
        break;
    case DOCX_ROW_PROPERTIES:
        b->row_properties++;
        break;
    case DOCX_CELL_PROPERTIES:
        b->cell_properties++;
        break;
    default:
        if (b->cell_properties)
            docx_cell_property(b, e, attributes);
        else if (b->row_properties)
            docx_row_property(b, e, attributes);
        else
            docx_table_property(b, e, attributes);
    }
}

static void start_control(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    struct docx_control none = {.contents = false};
    if (e == DOCX_CONTROL) {
        VEC_PUSH(&b->controls, none);
        return;
    }
    if (!b->controls.n)
        return;
    struct docx_control *c = &b->controls.v[b->controls.n - 1];
    const char *value = docx_attribute(attributes, "val");
    if (e == DOCX_GALLERY)
        c->contents = value && strcmp(value, "Table of Contents") == 0;
    else
        c->placeholder = docx_is_on(value);
}

static void start_section(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    const char *value = docx_attribute(attributes, "val"), *id = docx_attribute(attributes, "id");
    if (e == DOCX_SECTION) {
        b->sections++;
    } else if (e == DOCX_SECTION_TYPE && b->sections) {
        if (b->section_break && value &&
            (strcmp(value, "continuous") == 0 || strcmp(value, "nextColumn") == 0))
            b->section_break->dropped = true;
    } else if (e == DOCX_FURNITURE_REF && id) {
        VEC_PUSH(&b->d->furniture, arena_strdup(b->d->arena, id));
    }
}

static void start_alternative(struct docx_walk_state *b, enum docx_element e)
{
    if (e == DOCX_ALTERNATE)
        VEC_PUSH(&b->alternates, false);
    else if (!b->alternates.n)
        return;
    else if (e == DOCX_CHOICE && !b->alternates.v[b->alternates.n - 1])
        b->alternates.v[b->alternates.n - 1] = true;
    else if (b->alternates.v[b->alternates.n - 1])
        b->skip = 1;
}

/* What holds other things and is neither table nor run. */
static void start_frame(struct docx_walk_state *b, enum docx_element e, const char **attributes)
{
    switch ((int)e) {
    case DOCX_P:
        open_paragraph(b);
        break;
    case DOCX_P_PROPERTIES:
        b->p_properties++;
        break;
    case DOCX_R_PROPERTIES:
        b->r_properties++;
        break;
    case DOCX_R:
        if (docx_paragraph(b))
            docx_begin_run(b);
        break;
    case DOCX_BOX:
        flow_open_side(b->d->flow, 0);
        b->boxes++;
        break;
    case DOCX_DELETED:
    case DOCX_MOVED_AWAY:
        b->d->deletions++;
        b->skip = 1;
        break;
    case DOCX_INSERTED:
        b->d->insertions++;
        break;
    case DOCX_SKIPPED:
    case DOCX_CHANGE:
        b->skip = 1;
        break;
    case DOCX_EMBEDDED:
        b->d->embedded++;
        break;
    case DOCX_SIMPLE_FIELD:
        simple_field(b, attributes);
        break;
    case DOCX_BACKGROUND:
        b->d->coloured = true;
        break;
    case DOCX_CHECKBOX:
        b->checked = false;
        break;
    default:
        break;
    }
}

static void start_note(struct docx_walk_state *b, const char **attributes)
{
    const char *type = docx_attribute(attributes, "type"), *id = docx_attribute(attributes, "id");
    if (!b->notes || !id || (type && strcmp(type, "normal") != 0)) {
        b->skip = 1;
        return;
    }
    b->note = flow_open_note(b->d->flow, DOC_FOOTNOTE);
    b->note_id = arena_strdup(b->d->arena, id);
}

static bool on_start(void *user, const char *name, const char **attributes, uint32_t line)
{
    struct docx_walk_state *b = user;
    (void)line;
    if (b->skip) {
        b->skip++;
        return true;
    }
    enum docx_element e = docx_element(&b->names, name);
    enum docx_group group = docx_group(e);
    if (e == DOCX_OTHER || docx_take_property(b, e, attributes))
        return true;
    if (e == DOCX_NOTE)
        start_note(b, attributes);
    else if (group == DOCX_IN_SECTION)
        start_section(b, e, attributes);
    else if (group == DOCX_IN_TABLE || (e == DOCX_DELETED && b->row_properties) ||
             (e == DOCX_SHADING && b->cell_properties))
        start_in_table(b, e, attributes);
    else if (group == DOCX_IN_CONTROL)
        start_control(b, e, attributes);
    else if (group == DOCX_ALTERNATIVE)
        start_alternative(b, e);
    else if (group == DOCX_IN_RUN)
        start_in_run(b, e, attributes);
    else
        start_frame(b, e, attributes);
    return !flow_is_full(b->d->flow);
}

static void end_note(struct docx_walk_state *b)
{
    flow_close_side(b->d->flow);
    map_set(b->notes, b->note_id, strlen(b->note_id), b->note);
}

static void end_section(struct docx_walk_state *b)
{
    b->sections--;
    if (!b->sections && b->p_properties && docx_paragraph(b) && !b->boxes && !b->cells.n)
        docx_paragraph(b)->section_ends = true;
}

static void end_table(struct docx_walk_state *b)
{
    if (!b->tables.n)
        return;
    flow_close_table(b->d->flow);
    b->tables.n--;
    b->rows.n--;
}

static void decrement(unsigned *n)
{
    *n -= *n > 0;
}

static void end_element(struct docx_walk_state *b, enum docx_element e)
{
    switch ((int)e) {
    case DOCX_P:
        close_paragraph(b);
        break;
    case DOCX_P_PROPERTIES:
        if (b->p_properties)
            docx_end_paragraph_properties(b);
        break;
    case DOCX_R_PROPERTIES:
        decrement(&b->r_properties);
        break;
    case DOCX_SECTION:
        if (b->sections)
            end_section(b);
        break;
    case DOCX_BOX:
        flow_close_side(b->d->flow);
        decrement(&b->boxes);
        break;
    case DOCX_SIMPLE_FIELD:
        b->fields.n -= b->fields.n > 0;
        break;
    case DOCX_CONTROL:
        b->controls.n -= b->controls.n > 0;
        break;
    case DOCX_ALTERNATE:
        b->alternates.n -= b->alternates.n > 0;
        break;
    case DOCX_TABLE:
        end_table(b);
        break;
    case DOCX_CELL:
        docx_close_cell(b);
        break;
    case DOCX_ROW_PROPERTIES:
        decrement(&b->row_properties);
        break;
    case DOCX_CELL_PROPERTIES:
        decrement(&b->cell_properties);
        break;
    case DOCX_CHECKBOX:
        flow_text(b->d->flow, b->checked ? "\xE2\x98\x92 " : "\xE2\x98\x90 ", 4,
            (struct flow_look){.bold = false});
        break;
    case DOCX_NOTE:
        if (b->note)
            end_note(b);
        b->note = NULL;
        break;
    default:
        break;
    }
}

static bool on_end(void *user, const char *name)
{
    struct docx_walk_state *b = user;
    b->reading = DOCX_OTHER;
    if (b->skip) {
        b->skip--;
        return true;
    }
    end_element(b, docx_element(&b->names, name));
    return true;
}

static bool on_text(void *user, const char *s, size_t len)
{
    struct docx_walk_state *b = user;
    if (b->skip)
        return true;
    if (b->reading == DOCX_T)
        add_text(b, s, len);
    else if (b->reading == DOCX_INSTRUCTION)
        add_instruction(b, s, len);
    return !flow_is_full(b->d->flow);
}

static bool walk(
    struct docx_walk_state *b, const char *text, size_t len, const char *name, struct diag *diag)
{
    struct xml_sax sax = {on_start, on_end, on_text, b};
    bool ok = xml_walk(text, len, name, &sax, diag);
    xfree(b->paragraphs.v);
    xfree(b->runs.v);
    xfree(b->fields.v);
    xfree(b->controls.v);
    xfree(b->alternates.v);
    xfree(b->tables.v);
    xfree(b->rows.v);
    xfree(b->cells.v);
    return ok;
}

bool docx_walk(
    struct docx_body *d, const char *text, size_t len, const char *name, struct diag *diag)
{
    struct docx_walk_state b = {.d = d};
    return walk(&b, text, len, name, diag);
}

bool docx_walk_notes(struct docx_body *d, struct map *notes, const char *text, size_t len,
    const char *name, struct diag *diag)
{
    struct docx_walk_state b = {.d = d, .notes = notes};
    return walk(&b, text, len, name, diag);
}
