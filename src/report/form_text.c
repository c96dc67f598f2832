/* Templates as Markdown and as a structured plan in JSON. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "doc/doc.h"
#include "report/form.h"

static void add_table(const char *const *columns, struct buf *out)
{
    for (int row = -2; row < FORM_ROWS; row++) {
        for (size_t i = 0; columns[i]; i++)
            buf_printf(out, "| %s ", row == -2 ? columns[i] : row == -1 ? "---" : "");
        buf_add_str(out, "|\n");
    }
    buf_add_char(out, '\n');
}

/* Words of a pack in Markdown: nothing in them is mark-up. */
static void add_plain(const char *text, struct buf *out)
{
    for (const char *p = text; *p; p++) {
        if (strchr("\\`*_<>[]#|~&", *p) && !(p == text && *p == '['))
            buf_add_char(out, '\\');
        buf_add_char(out, *p == '\n' ? ' ' : *p);
    }
}

bool form_markdown(const struct form *f, struct buf *out)
{
    static const char *const before[] = {[FORM_TITLE] = "# ",
        [FORM_DOMAIN] = "## ",
        [FORM_REQUIREMENT] = "### ",
        [FORM_GUIDANCE] = "> "};
    for (size_t i = 0; i < f->pieces.n; i++) {
        const struct form_piece *p = &f->pieces.v[i];
        if (p->kind == FORM_TABLE) {
            add_table(p->columns, out);
            continue;
        }
        buf_add_str(out, before[p->kind]);
        if (p->kind == FORM_GUIDANCE) { /* the mark as it is */
            buf_add_str(out, DOC_TEMPLATE_MARK);
            add_plain(p->text + strlen(DOC_TEMPLATE_MARK), out);
        } else {
            add_plain(p->text, out);
        }
        buf_add_str(out, "\n\n");
    }
    return !out->full;
}

static struct json *add_section(struct json *list, const char *heading)
{
    struct json *s = json_add(list, NULL, json_new_object());
    json_add(s, "heading", json_new_string(heading));
    return s;
}

/* An empty table has no rows to state in JSON: the guidance says what it would hold. */
static void add_columns(const char *const *columns, struct json *text)
{
    struct buf line;
    buf_init(&line, 1000);
    buf_add_str(&line, DOC_TEMPLATE_MARK " Columns of the table:");
    for (size_t i = 0; columns[i]; i++)
        buf_printf(&line, "%s %s", i ? "," : "", columns[i]);
    json_add(text, NULL, json_new_string(buf_str(&line)));
    buf_clear(&line);
}

static void add_sections(const struct form *f, struct json *sections)
{
    struct json *inner = NULL, *text = NULL;
    for (size_t i = 0; i < f->pieces.n; i++) {
        const struct form_piece *p = &f->pieces.v[i];
        if (p->kind == FORM_TITLE) {
            text = json_add(add_section(sections, "About this plan"), "text", json_new_array());
        } else if (p->kind == FORM_DOMAIN) {
            inner = json_add(add_section(sections, p->text), "sections", json_new_array());
        } else if (p->kind == FORM_REQUIREMENT) {
            text = json_add(add_section(inner, p->text), "text", json_new_array());
        } else if (p->kind == FORM_TABLE) {
            add_columns(p->columns, text);
        } else {
            json_add(text, NULL, json_new_string(p->text));
        }
    }
}

bool form_json(const struct form *f, struct buf *out)
{
    const struct pack *p = f->pack;
    struct json *j = json_new_object();
    char type[200];
    snprintf(type, sizeof type, DOC_TEMPLATE_MARK " Pack: %s", p->id);
    json_add(j, "schema", json_new_string("planassure-plan/1"));
    json_add(j, "title", json_new_string(p->title));
    struct json *who = json_add(j, "organisation", json_new_object());
    json_add(who, "name", json_new_string(DOC_TEMPLATE_MARK " The name of your organisation"));
    json_add(j, "plan_type", json_new_string(type));
    struct json *period = json_add(j, "period", json_new_object());
    json_add(period, "from", json_new_string(p->period_from ? p->period_from : "2000-04-01"));
    json_add(period, "to", json_new_string(p->period_to ? p->period_to : "2001-03-31"));
    json_add(j, "version", json_new_string("0"));
    add_sections(f, json_add(j, "sections", json_new_array()));
    json_print(j, true, out);
    json_free(j);
    return !out->full;
}
