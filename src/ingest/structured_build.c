/* A structured plan as a document of the same blocks as any other: sections are headings with
 * paragraphs and lists; practices, trajectories, funding, milestones and risks are tables with a
 * caption and column heads, so that the same rule packs judge them. Fields come in the order of the
 * source, each on its own line; words that are not the author's (captions, column heads) stand on
 * the line of the list they head. */
#include <string.h>

#include "base/buf.h"
#include "doc/build.h"
#include "ingest/ingest.h"
#include "ingest/structured.h"

struct form {
    struct doc_builder b;
    bool wrapped; /* line ends inside texts are the source's */
    bool on_line; /* ... and the text that comes stands on its own line, so that they may stay */
};

static void go_to(struct form *form, uint32_t line)
{
    doc_build_line(&form->b, line);
    form->on_line = form->wrapped && form->b.line == line;
}

/* Adds text; line ends that would put it out of step are blanks. */
static void add(struct form *form, const char *s)
{
    if (form->on_line) {
        doc_build_text(&form->b, s, strlen(s));
        return;
    }
    while (*s) {
        size_t n = strcspn(s, "\n");
        doc_build_text(&form->b, s, n);
        s += n;
        if (*s) {
            doc_build_text(&form->b, " ", 1);
            s++;
        }
    }
}

static void open_block(struct form *form, enum doc_kind kind, unsigned level, uint32_t line)
{
    go_to(form, line);
    doc_build_block(&form->b, kind, level);
}

static void add_block(
    struct form *form, enum doc_kind kind, unsigned level, uint32_t line, const char *text)
{
    open_block(form, kind, level, line);
    add(form, text);
    doc_build_end(&form->b);
}

static const char *text_of(const struct field *object, const char *name)
{
    const struct field *f = field_get(object, name);
    return f ? f->text : "";
}

/* The digits with a comma before each three, unless they are no plain whole number. */
static void add_grouped(struct form *form, const char *s)
{
    size_t digits = strspn(s, "0123456789"), whole = strcspn(s, ".");
    if (digits != whole || digits < 5) {
        add(form, s);
        return;
    }
    for (size_t i = 0; i < digits; i++) {
        if (i && (digits - i) % 3 == 0)
            add(form, ",");
        doc_build_text(&form->b, s + i, 1);
    }
    add(form, s + digits);
}

/* "£645,000": money is a number in the form and a sum in the plan. */
static void add_money(struct form *form, const char *s)
{
    add(form, *s == '-' ? "-\xC2\xA3" : "\xC2\xA3");
    add_grouped(form, s + (*s == '-'));
}

static void add_with_unit(struct form *form, const char *number, const char *unit)
{
    if (!strcmp(unit, "\xC2\xA3")) {
        add_money(form, number);
        return;
    }
    add_grouped(form, number);
    if (*unit && *unit != '%')
        add(form, " ");
    add(form, unit);
}

/* ---- texts ---- */

/* How long the bullet at the start of a line is; 0: none. */
static size_t bullet(const char *s)
{
    static const char *const bullets[] = {"- ", "* ", "\xE2\x80\xA2", "\xE2\x80\x93 "};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (!strncmp(s, bullets[i], strlen(bullets[i])))
            return strlen(bullets[i]);
    return 0;
}

/* A text that the author broke into lines: each is a block. */
static void add_lines(struct form *form, enum doc_kind kind, unsigned level, const struct field *f)
{
    for (const char *s = f->text; *s;) {
        s += strspn(s, " \t");
        size_t n = strcspn(s, "\n"), skip = bullet(s);
        if (skip > n)
            skip = 0;
        open_block(form, skip ? DOC_LIST_ITEM : kind, skip ? 1 : level, f->line);
        doc_build_text(&form->b, s + skip, n - skip);
        doc_build_end(&form->b);
        s += n;
        s += *s == '\n';
    }
}

static void add_texts(struct form *form, enum doc_kind kind, unsigned level, const struct field *f)
{
    if (f->type == FIELD_LIST) {
        for (const struct field *m = f->first; m; m = m->next)
            if (m->type != FIELD_NULL)
                add_texts(form, kind, level, m);
    } else if (form->wrapped) {
        add_block(form, kind, level, f->line, f->text);
    } else {
        add_lines(form, kind, level, f);
    }
}

/* ---- tables ---- */

struct column {
    const char *field, *head;
    void (*add)(struct form *, const char *); /* NULL: as written */
};

static void add_yes_no(struct form *form, const char *s)
{
    add(form, !strcmp(s, "true") ? "yes" : "no");
}

static const struct column practice_columns[] = {
    {"name", "Practice", NULL},
    {"code", "Code", NULL},
    {"list_size", "List size", add_grouped},
    {0},
};
static const struct column funding_columns[] = {
    {"purpose", "Purpose", NULL},
    {"source", "Source", NULL},
    {"year", "Year", NULL},
    {"amount", "Amount", add_money},
    {"recurrent", "Recurrent", add_yes_no},
    {"note", "Note", NULL},
    {0},
};
static const struct column milestone_columns[] = {
    {"action", "Action", NULL},
    {"owner", "Owner", NULL},
    {"date", "Date", NULL},
    {"status", "Status", NULL},
    {0},
};
static const struct column risk_columns[] = {
    {"description", "Risk", NULL},
    {"score", "Score", NULL},
    {"mitigation", "Mitigation", NULL},
    {"owner", "Owner", NULL},
    {0},
};

static void add_cell(struct form *form, bool header, uint32_t line, const char *text,
    void (*how)(struct form *, const char *))
{
    go_to(form, line);
    doc_build_cell(&form->b, header, 1, 1);
    (how ? how : add)(form, text);
    doc_build_end(&form->b);
}

static bool is_used(const struct field *list, const char *name)
{
    for (const struct field *m = list->first; m; m = m->next)
        if (field_get(m, name))
            return true;
    return false;
}

/* A list of objects: a row each; columns that no object fills are left out. */
static void add_records(
    struct form *form, const struct field *list, const char *caption, const struct column *columns)
{
    if (!list->first)
        return;
    add_block(form, DOC_CAPTION, 0, list->line, caption);
    doc_build_table(&form->b);
    doc_build_row(&form->b);
    for (const struct column *c = columns; c->field; c++)
        if (is_used(list, c->field))
            add_cell(form, true, list->line, c->head, NULL);
    for (const struct field *m = list->first; m; m = m->next) {
        doc_build_line(&form->b, m->line);
        doc_build_row(&form->b);
        for (const struct column *c = columns; c->field; c++) {
            const struct field *f = field_get(m, c->field);
            if (f)
                add_cell(form, false, f->line, f->text, c->add);
            else if (is_used(list, c->field))
                add_cell(form, false, 0, "", NULL);
        }
    }
    doc_build_table_end(&form->b);
}

static void add_trajectory(struct form *form, const struct field *t)
{
    const struct field *indicator = field_get(t, "indicator"), *points = field_get(t, "points");
    const char *unit = text_of(t, "unit");
    open_block(form, DOC_CAPTION, 0, indicator->line);
    add(form, "Trajectory: ");
    add(form, indicator->text);
    doc_build_end(&form->b);
    doc_build_table(&form->b);
    go_to(form, points->line);
    doc_build_row(&form->b);
    add_cell(form, true, points->line, "Indicator", NULL);
    add_cell(form, true, points->line, "Date", NULL);
    add_cell(form, true, points->line, "Planned value", NULL);
    for (const struct field *p = points->first; p; p = p->next) {
        doc_build_line(&form->b, p->line);
        doc_build_row(&form->b);
        add_cell(form, false, 0, indicator->text, NULL);
        add_cell(form, false, field_get(p, "date")->line, text_of(p, "date"), NULL);
        go_to(form, field_get(p, "value")->line);
        doc_build_cell(&form->b, false, 1, 1);
        add_with_unit(form, text_of(p, "value"), unit);
        doc_build_end(&form->b);
    }
    doc_build_table_end(&form->b);
}

static void add_cells(struct form *form, bool header, const struct field *row)
{
    doc_build_line(&form->b, row->line);
    doc_build_row(&form->b);
    if (row->type != FIELD_LIST)
        add_cell(form, header, row->line, row->text, NULL);
    for (const struct field *c = row->first; c; c = c->next)
        add_cell(form, header, c->line, c->text ? c->text : "", NULL);
}

static void add_table(struct form *form, const struct field *t)
{
    const struct field *caption = field_get(t, "caption");
    if (caption)
        add_block(form, DOC_CAPTION, 0, caption->line, caption->text);
    doc_build_table(&form->b);
    add_cells(form, true, field_get(t, "columns"));
    for (const struct field *r = field_get(t, "rows")->first; r; r = r->next)
        add_cells(form, false, r);
    doc_build_table_end(&form->b);
}

/* ---- the plan ---- */

/* The lists that a section and the plan itself may have. False: it is none of them. */
static bool add_list(struct form *form, const struct field *f)
{
    if (!strcmp(f->name, "funding"))
        add_records(form, f, "Funding", funding_columns);
    else if (!strcmp(f->name, "milestones"))
        add_records(form, f, "Milestones", milestone_columns);
    else if (!strcmp(f->name, "risks"))
        add_records(form, f, "Risk register", risk_columns);
    else if (!strcmp(f->name, "trajectories"))
        for (const struct field *t = f->first; t; t = t->next)
            add_trajectory(form, t);
    else
        return false;
    return true;
}

static void add_section(struct form *form, const struct field *s, unsigned level)
{
    const struct field *heading = field_get(s, "heading");
    add_block(form, DOC_HEADING, level, heading->line, heading->text);
    for (const struct field *f = s->first; f; f = f->next) {
        if (f->type == FIELD_NULL || f == heading || add_list(form, f))
            continue;
        if (!strcmp(f->name, "text"))
            add_texts(form, DOC_PARAGRAPH, 0, f);
        else if (!strcmp(f->name, "list"))
            add_texts(form, DOC_LIST_ITEM, 1, f);
        else if (!strcmp(f->name, "tables"))
            for (const struct field *t = f->first; t; t = t->next)
                add_table(form, t);
        else if (!strcmp(f->name, "sections"))
            for (const struct field *t = f->first; t; t = t->next)
                add_section(form, t, level + 1);
    }
}

/* "Version 2.0": a label of ours, the author's words, and one more field in brackets. */
static void add_labelled(
    struct form *form, const char *label, const struct field *f, const char *more)
{
    open_block(form, DOC_PARAGRAPH, 0, f->line);
    add(form, label);
    add(form, f->text);
    if (*more) {
        add(form, " (");
        add(form, more);
        add(form, ")");
    }
    doc_build_end(&form->b);
}

static void add_period(struct form *form, const struct field *period)
{
    open_block(form, DOC_PARAGRAPH, 0, field_get(period, "from")->line);
    add(form, "Period: ");
    add(form, text_of(period, "from"));
    add(form, " to ");
    add(form, text_of(period, "to"));
    doc_build_end(&form->b);
}

static void add_population(struct form *form, const struct field *population)
{
    const struct field *registered = field_get(population, "registered");
    const struct field *weighted = field_get(population, "weighted");
    open_block(form, DOC_PARAGRAPH, 0, registered->line);
    add(form, "Registered population: ");
    add_grouped(form, registered->text);
    if (weighted) {
        add(form, ", weighted ");
        add_grouped(form, weighted->text);
    }
    if (field_get(population, "as_at")) {
        add(form, ", at ");
        add(form, text_of(population, "as_at"));
    }
    doc_build_end(&form->b);
}

static void add_attachments(struct form *form, const struct field *list)
{
    for (const struct field *a = list->first; a; a = a->next) {
        const char *file = text_of(a, "file"), *description = text_of(a, "description");
        open_block(form, DOC_LIST_ITEM, 1, field_get(a, "title")->line);
        add(form, text_of(a, "title"));
        if (*file) {
            add(form, " (");
            add(form, file);
            add(form, ")");
        }
        if (*description)
            add(form, ": ");
        add(form, description);
        doc_build_end(&form->b);
    }
}

static const char *list_heading(const char *name)
{
    static const char *const headings[][2] = {{"practices", "Practices"},
        {"trajectories", "Trajectories"}, {"funding", "Funding"}, {"milestones", "Milestones"},
        {"risks", "Risks"}, {"attachments", "Attachments"}};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (!strcmp(headings[i][0], name))
            return headings[i][1];
    return NULL;
}

static void add_plan_field(struct form *form, const struct field *f)
{
    const char *heading = list_heading(f->name);
    if (heading && f->first)
        add_block(form, DOC_HEADING, 2, f->line, heading);
    if (add_list(form, f))
        return;
    if (!strcmp(f->name, "title"))
        add_block(form, DOC_HEADING, 1, f->line, f->text);
    else if (!strcmp(f->name, "organisation"))
        add_labelled(form, "", field_get(f, "name"), text_of(f, "code"));
    else if (!strcmp(f->name, "plan_type"))
        add_labelled(form, "", f, "");
    else if (!strcmp(f->name, "period"))
        add_period(form, f);
    else if (!strcmp(f->name, "version"))
        add_labelled(form, "Version ", f, "");
    else if (!strcmp(f->name, "date"))
        add_labelled(form, "Submitted on ", f, "");
    else if (!strcmp(f->name, "population"))
        add_population(form, f);
    else if (!strcmp(f->name, "practices"))
        add_records(form, f, "Practices", practice_columns);
    else if (!strcmp(f->name, "attachments"))
        add_attachments(form, f);
    else if (!strcmp(f->name, "sections"))
        for (const struct field *s = f->first; s; s = s->next)
            add_section(form, s, 2);
}

static int two_digits(const char *s)
{
    return (s[0] - '0') * 10 + s[1] - '0';
}

static char *one_line(struct doc *doc, const char *s)
{
    char *copy = arena_strdup(doc->arena, s);
    for (char *p = copy; *p; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    return copy;
}

bool structured_build(
    struct doc *doc, const struct field *root, bool wrapped, struct ingest_error *error)
{
    struct form form = {.wrapped = wrapped};
    doc_build_begin(&form.b, doc);
    doc_build_line(&form.b, 1);
    for (const struct field *f = root->first; f; f = f->next)
        if (f->type != FIELD_NULL)
            add_plan_field(&form, f);
    bool full = form.b.full;
    doc_build_finish(&form.b);
    doc->title = one_line(doc, text_of(root, "title"));
    doc->plan_type = one_line(doc, text_of(root, "plan_type"));
    const char *date = text_of(root, "date");
    if (*date)
        doc->written = value_days(two_digits(date) * 100 + two_digits(date + 2),
            two_digits(date + 5), two_digits(date + 8));
    if (full)
        return ingest_fail(error, "plan.too-large",
            "the plan has more text, blocks or table columns than any plan: split it");
    return true;
}
