/* The fields of a structured plan as a table, and the check of a tree against it. The check knows
 * shapes alone: whether a milestone without an owner is good enough is for the rule packs to say,
 * so little is required. An unknown name is an error, since a misspelt field would be a lost one.
 */
#include "ingest/structured.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/ingest.h"

static const struct field_kind organisation = {(const struct field_rule[]){
    {"name", SHAPE_TEXT, true, NULL, NULL},
    {"code", SHAPE_TEXT, false, NULL, NULL},
    {0},
}};
static const struct field_kind period = {(const struct field_rule[]){
    {"from", SHAPE_DATE, true, NULL, NULL},
    {"to", SHAPE_DATE, true, NULL, NULL},
    {0},
}};
static const struct field_kind population = {(const struct field_rule[]){
    {"registered", SHAPE_NUMBER, true, NULL, NULL},
    {"weighted", SHAPE_NUMBER, false, NULL, NULL},
    {"as_at", SHAPE_DATE, false, NULL, NULL},
    {0},
}};
static const struct field_kind practice = {(const struct field_rule[]){
    {"name", SHAPE_TEXT, true, NULL, NULL},
    {"code", SHAPE_TEXT, false, NULL, NULL},
    {"list_size", SHAPE_NUMBER, false, NULL, NULL},
    {0},
}};
static const struct field_kind table = {(const struct field_rule[]){
    {"caption", SHAPE_TEXT, false, NULL, NULL},
    {"columns", SHAPE_TEXTS, true, NULL, NULL},
    {"rows", SHAPE_ROWS, true, NULL, "row"},
    {0},
}};
static const struct field_kind point = {(const struct field_rule[]){
    {"date", SHAPE_TEXT, true, NULL, NULL},
    {"value", SHAPE_NUMBER, true, NULL, NULL},
    {0},
}};
static const struct field_kind trajectory = {(const struct field_rule[]){
    {"indicator", SHAPE_TEXT, true, NULL, NULL},
    {"unit", SHAPE_TEXT, false, NULL, NULL},
    {"points", SHAPE_LIST, true, &point, "point"},
    {0},
}};
static const struct field_kind funding = {(const struct field_rule[]){
    {"purpose", SHAPE_TEXT, true, NULL, NULL},
    {"source", SHAPE_TEXT, false, NULL, NULL},
    {"year", SHAPE_TEXT, false, NULL, NULL},
    {"amount", SHAPE_NUMBER, true, NULL, NULL},
    {"recurrent", SHAPE_YES_NO, false, NULL, NULL},
    {"note", SHAPE_TEXT, false, NULL, NULL},
    {0},
}};
static const struct field_kind milestone = {(const struct field_rule[]){
    {"action", SHAPE_TEXT, true, NULL, NULL},
    {"owner", SHAPE_TEXT, false, NULL, NULL},
    {"date", SHAPE_TEXT, false, NULL, NULL},
    {"status", SHAPE_TEXT, false, NULL, NULL},
    {0},
}};
static const struct field_kind risk = {(const struct field_rule[]){
    {"description", SHAPE_TEXT, true, NULL, NULL},
    {"score", SHAPE_NUMBER, false, NULL, NULL},
    {"mitigation", SHAPE_TEXT, false, NULL, NULL},
    {"owner", SHAPE_TEXT, false, NULL, NULL},
    {0},
}};
static const struct field_kind attachment = {(const struct field_rule[]){
    {"title", SHAPE_TEXT, true, NULL, NULL},
    {"file", SHAPE_TEXT, false, NULL, NULL},
    {"description", SHAPE_TEXT, false, NULL, NULL},
    {0},
}};
static const struct field_kind section = {(const struct field_rule[]){
    {"heading", SHAPE_TEXT, true, NULL, NULL},
    {"text", SHAPE_TEXTS, false, NULL, "p"},
    {"list", SHAPE_TEXTS, false, NULL, "item"},
    {"tables", SHAPE_LIST, false, &table, "table"},
    {"trajectories", SHAPE_LIST, false, &trajectory, "trajectory"},
    {"funding", SHAPE_LIST, false, &funding, "funding"},
    {"milestones", SHAPE_LIST, false, &milestone, "milestone"},
    {"risks", SHAPE_LIST, false, &risk, "risk"},
    {"sections", SHAPE_LIST, false, &section, "section"},
    {0},
}};
const struct field_kind structured_plan = {(const struct field_rule[]){
    {"schema", SHAPE_TEXT, true, NULL, NULL},
    {"title", SHAPE_TEXT, true, NULL, NULL},
    {"organisation", SHAPE_OBJECT, true, &organisation, NULL},
    {"plan_type", SHAPE_TEXT, true, NULL, NULL},
    {"period", SHAPE_OBJECT, true, &period, NULL},
    {"version", SHAPE_TEXT, true, NULL, NULL},
    {"date", SHAPE_DATE, false, NULL, NULL},
    {"population", SHAPE_OBJECT, false, &population, NULL},
    {"practices", SHAPE_LIST, false, &practice, "practice"},
    {"sections", SHAPE_LIST, true, &section, "section"},
    {"trajectories", SHAPE_LIST, false, &trajectory, "trajectory"},
    {"funding", SHAPE_LIST, false, &funding, "funding"},
    {"milestones", SHAPE_LIST, false, &milestone, "milestone"},
    {"risks", SHAPE_LIST, false, &risk, "risk"},
    {"attachments", SHAPE_LIST, false, &attachment, "attachment"},
    {0},
}};

struct field *field_new(struct arena *a, struct field *parent, enum field_type type,
    const char *name, const char *text, uint32_t line)
{
    struct field *f = arena_alloc(a, sizeof *f);
    f->type = type;
    f->name = name;
    f->text = text;
    f->line = line;
    if (parent && parent->last)
        parent->last->next = f;
    else if (parent)
        parent->first = f;
    if (parent)
        parent->last = f;
    return f;
}

const struct field *field_get(const struct field *object, const char *name)
{
    for (const struct field *f = object->first; f; f = f->next)
        if (f->name && !strcmp(f->name, name) && f->type != FIELD_NULL)
            return f;
    return NULL;
}

bool field_number(const char *s, double *number)
{
    double n = 0, scale = 1;
    bool minus = *s == '-', digit = false, point_seen = false;
    for (s += minus; *s; s++) {
        if (*s == '.' && digit && !point_seen) {
            point_seen = true;
        } else if (*s >= '0' && *s <= '9') {
            digit = true;
            n = n * 10 + (*s - '0');
            scale *= point_seen ? 10 : 1;
        } else if (*s != ',' || !digit || point_seen) {
            return false;
        }
    }
    *number = (minus ? -n : n) / scale;
    return digit;
}

/* ---- the check ---- */

/* Where in the tree the check stands: a chain on the stack. */
struct place {
    const struct place *up;
    const char *name;
    size_t index;
};

static void print_place(const struct place *p, struct buf *out)
{
    if (!p || !p->up)
        return;
    print_place(p->up, out);
    if (p->name)
        buf_printf(out, "/%.60s", p->name);
    else
        buf_printf(out, "/%zu", p->index);
}

static bool wrong(struct ingest_error *error, const struct place *place, uint32_t line,
    const char *what, const char *detail)
{
    struct buf pointer;
    buf_init(&pointer, 300);
    print_place(place, &pointer);
    ingest_fail(error, "plan.invalid", "line %u, %s: %s%.120s", line,
        pointer.len ? buf_str(&pointer) : "the plan", what, detail);
    buf_clear(&pointer);
    return false;
}

/* "2017-04-01", a day that there is. */
static bool is_date(const char *s)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
            return false;
    int month = (s[5] - '0') * 10 + s[6] - '0', day = (s[8] - '0') * 10 + s[9] - '0';
    return !s[10] && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

static bool is_scalar(const struct field *f)
{
    return f->type == FIELD_TEXT || f->type == FIELD_NUMBER || f->type == FIELD_BOOL;
}

static const char *scalar_fault(const struct field *f, enum shape shape)
{
    double n;
    if (!is_scalar(f))
        return "must be a single value";
    if (shape == SHAPE_NUMBER && (f->type == FIELD_BOOL || !field_number(f->text, &n)))
        return "must be a number in digits, without unit or sign: ";
    if (shape == SHAPE_DATE && !is_date(f->text))
        return "must be a date as YYYY-MM-DD: ";
    if (shape == SHAPE_YES_NO && f->type != FIELD_BOOL && strcmp(f->text, "true") != 0 &&
        strcmp(f->text, "false") != 0)
        return "must be true or false: ";
    return NULL;
}

static bool check_object(const struct field *f, const struct field_kind *kind,
    const struct place *place, struct ingest_error *error);

static bool check_texts(
    const struct field *f, const struct place *place, struct ingest_error *error)
{
    if (is_scalar(f)) /* one text may stand without its brackets */
        return true;
    if (f->type != FIELD_LIST)
        return wrong(error, place, f->line, "must be a text or a list of texts", "");
    struct place member = {.up = place};
    for (const struct field *m = f->first; m; m = m->next, member.index++)
        if (!is_scalar(m) && m->type != FIELD_NULL)
            return wrong(error, &member, m->line, "must be a single value", "");
    return true;
}

static bool check_rows(const struct field *f, const struct field *columns,
    const struct place *place, struct ingest_error *error)
{
    size_t want = 0, row = 0;
    for (const struct field *c = columns ? columns->first : NULL; c; c = c->next)
        want++;
    if (f->type != FIELD_LIST)
        return wrong(error, place, f->line, "must be a list of rows", "");
    for (const struct field *r = f->first; r; r = r->next, row++) {
        struct place here = {.up = place, .index = row};
        if (r->type != FIELD_LIST)
            return wrong(error, &here, r->line, "must be a list of cells", "");
        if (!check_texts(r, &here, error))
            return false;
        size_t n = 0;
        for (const struct field *c = r->first; c; c = c->next)
            n++;
        char counts[64];
        snprintf(counts, sizeof counts, "%zu cells, %zu columns", n, want);
        if (n != want)
            return wrong(
                error, &here, r->line, "a row has a cell for each column: here are ", counts);
    }
    return true;
}

static bool check_list(const struct field *f, const struct field_rule *rule,
    const struct place *place, struct ingest_error *error)
{
    if (f->type != FIELD_LIST)
        return wrong(error, place, f->line, "must be a list, in [ ]", "");
    if (rule->required && !f->first)
        return wrong(error, place, f->line, "must not be empty", "");
    struct place member = {.up = place};
    for (const struct field *m = f->first; m; m = m->next, member.index++)
        if (!check_object(m, rule->of, &member, error))
            return false;
    return true;
}

static bool check_field(const struct field *f, const struct field *object,
    const struct field_rule *rule, const struct place *place, struct ingest_error *error)
{
    const char *fault;
    switch (rule->shape) {
    case SHAPE_TEXTS:
        return check_texts(f, place, error);
    case SHAPE_ROWS:
        return check_rows(f, field_get(object, "columns"), place, error);
    case SHAPE_OBJECT:
        return check_object(f, rule->of, place, error);
    case SHAPE_LIST:
        return check_list(f, rule, place, error);
    case SHAPE_TEXT:
    case SHAPE_NUMBER:
    case SHAPE_DATE:
    case SHAPE_YES_NO:
        break;
    }
    if ((fault = scalar_fault(f, rule->shape)))
        return wrong(error, place, f->line, fault, is_scalar(f) ? f->text : "");
    if (rule->required && !f->text[strspn(f->text, " \t\r\n")])
        return wrong(error, place, f->line, "must not be blank", "");
    return true;
}

static const struct field_rule *find_rule(const struct field_kind *kind, const char *name)
{
    for (const struct field_rule *r = kind->rules; r->name; r++)
        if (!strcmp(r->name, name))
            return r;
    return NULL;
}

static bool check_object(const struct field *f, const struct field_kind *kind,
    const struct place *place, struct ingest_error *error)
{
    if (f->type != FIELD_OBJECT)
        return wrong(error, place, f->line, "must be an object with named fields", "");
    for (const struct field *m = f->first; m; m = m->next) {
        struct place here = {.up = place, .name = m->name};
        const struct field_rule *rule = find_rule(kind, m->name);
        if (!rule && *m->name == '$') /* "$schema": for editors */
            continue;
        if (!rule)
            return wrong(error, &here, m->line, "there is no such field here", "");
        if (m->type != FIELD_NULL && !check_field(m, f, rule, &here, error))
            return false;
    }
    for (const struct field_rule *r = kind->rules; r->name; r++)
        if (r->required && !field_get(f, r->name))
            return wrong(error, place, f->line, "a required field is missing: ", r->name);
    return true;
}

bool structured_check(const struct field *root, struct ingest_error *error)
{
    struct place top = {0};
    return check_object(root, &structured_plan, &top, error);
}
