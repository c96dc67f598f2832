/* Structured plans as XML, in the name space urn:planassure:plan:1. Where the grammar
 * schemas/plan.rng is installed it judges first, for its messages know XML; the check of the tree
 * that both forms share comes after. A field may be an attribute or an element, and elements of one
 * list stand side by side without one around them: both become the same tree as JSON's. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/xml.h"
#include "doc/doc.h"
#include "ingest/readers.h"
#include "ingest/structured.h"

#define SPACE "urn:planassure:plan:1"

static bool begins_with(const char *bytes, size_t len, const char *what)
{
    return len >= strlen(what) && !memcmp(bytes, what, strlen(what));
}

static bool mentions(const char *bytes, size_t len, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= len; i++)
        if (!memcmp(bytes + i, what, n))
            return true;
    return false;
}

static int plan_xml_bid(const char *name, const char *bytes, size_t len)
{
    enum { LOOK = 4096 };
    (void)name;
    size_t i = begins_with(bytes, len, "\xEF\xBB\xBF") ? 3 : 0;
    while (i < len && memchr(" \t\r\n", bytes[i], 4))
        i++;
    bytes += i;
    len = len - i < LOOK ? len - i : LOOK;
    if (!len || *bytes != '<')
        return 0;
    if (mentions(bytes, len, SPACE))
        return 95;
    return begins_with(bytes, len, "<?xml") && !mentions(bytes, len, "<html") ? 55 : 0;
}

/* "list-size" is "list_size". */
static const char *field_name(struct arena *a, const char *name)
{
    char *copy = arena_strdup(a, name);
    for (char *p = copy; *p; p++)
        if (*p == '-')
            *p = '_';
    return copy;
}

/* The text of an element without the blanks around it, and the line where it begins. */
static void add_text(
    struct arena *a, struct field *parent, const char *name, const struct xml_node *node)
{
    char *text = xml_text(node);
    const char *s = text;
    size_t len = strlen(text);
    uint32_t line = xml_line(node); /* where the start tag ends */
    for (; *s && memchr(" \t\r\n", *s, 4); s++, len--)
        line += *s == '\n';
    while (len && memchr(" \t\r\n", s[len - 1], 4))
        len--;
    field_new(a, parent, FIELD_TEXT, name, arena_copy(a, s, len), line);
    xfree(text);
}

/* The list that an element continues: the last field, if it is of that name. */
static struct field *list_for(
    struct arena *a, struct field *object, const char *name, uint32_t line)
{
    if (object->last && object->last->type == FIELD_LIST && !strcmp(object->last->name, name))
        return object->last;
    return field_new(a, object, FIELD_LIST, name, NULL, line);
}

static void add_cells(struct arena *a, struct field *list, const struct xml_node *node)
{
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c))
        add_text(a, list, NULL, c);
}

static void convert_object(struct arena *a, struct field *object, const struct field_kind *kind,
    const struct xml_node *node);

static void convert_child(struct arena *a, struct field *object, const struct field_rule *rule,
    const struct xml_node *node)
{
    uint32_t line = xml_line(node);
    switch (rule->shape) {
    case SHAPE_TEXTS:
        if (rule->item)
            add_text(a, list_for(a, object, rule->name, line), NULL, node);
        else
            add_cells(a, field_new(a, object, FIELD_LIST, rule->name, NULL, line), node);
        break;
    case SHAPE_ROWS:
        add_cells(a,
            field_new(a, list_for(a, object, rule->name, line), FIELD_LIST, NULL, NULL, line),
            node);
        break;
    case SHAPE_OBJECT:
        convert_object(
            a, field_new(a, object, FIELD_OBJECT, rule->name, NULL, line), rule->of, node);
        break;
    case SHAPE_LIST:
        convert_object(a,
            field_new(a, list_for(a, object, rule->name, line), FIELD_OBJECT, NULL, NULL, line),
            rule->of, node);
        break;
    case SHAPE_TEXT:
    case SHAPE_NUMBER:
    case SHAPE_DATE:
    case SHAPE_YES_NO:
        add_text(a, object, rule->name, node);
        break;
    }
}

static const struct field_rule *rule_of_element(const struct field_kind *kind, const char *name)
{
    for (const struct field_rule *r = kind->rules; r->name; r++)
        if (!strcmp(r->item ? r->item : r->name, name))
            return r;
    return NULL;
}

static void convert_object(struct arena *a, struct field *object, const struct field_kind *kind,
    const struct xml_node *node)
{
    const char *value, *name;
    for (size_t i = 0; (name = xml_attr_at(node, i, &value)); i++)
        field_new(
            a, object, FIELD_TEXT, field_name(a, name), arena_strdup(a, value), xml_line(node));
    for (const struct xml_node *c = xml_first(node); c; c = xml_next(c)) {
        name = field_name(a, xml_name(c));
        const struct field_rule *rule = rule_of_element(kind, name);
        if (rule)
            convert_child(a, object, rule, c);
        else
            add_text(a, object, name, c); /* the check will say that there is no such field */
    }
}

static bool fail_by_message(struct ingest_error *error, const char *code, const struct diag *diag)
{
    const struct diag_message *m = diag_count(diag) ? diag_at(diag, 0) : NULL;
    size_t more = diag_errors(diag);
    if (!m)
        return ingest_fail(error, code, "this is not valid XML");
    return ingest_fail(error, code, "line %u: %.300s%s%.100s%s", m->line, m->text,
        m->advice ? ": " : "", m->advice ? m->advice : "",
        more > 1 ? " (and there are more errors after it)" : "");
}

static const char *grammar_path(struct arena *a)
{
    const char *folder = file_data_folder(NULL);
    return folder ? file_join(a, folder, "schemas/plan.rng") : NULL;
}

void reader_xml_prepare(void)
{
    struct arena *a = arena_new();
    const char *schema = grammar_path(a);
    if (schema)
        xml_prepare(schema);
    arena_free(a);
}

static bool is_valid(struct xml_doc *xml, struct diag *diag)
{
    struct arena *a = arena_new();
    const char *schema = grammar_path(a);
    bool ok = !schema || !xml_has_grammar(schema) || xml_validate(xml, schema, diag);
    arena_free(a);
    return ok;
}

static bool read_tree(
    struct doc *doc, struct xml_doc *xml, struct diag *diag, struct ingest_error *error)
{
    const struct xml_node *root = xml_root(xml);
    if (strcmp(xml_space(root), SPACE) != 0 || !xml_is(root, "plan"))
        return ingest_fail(error, "plan.unsupported",
            "this is XML, but not a structured plan (its root is no <plan xmlns=\"" SPACE
            "\">): see "
            "docs/structured-plans.md, or send the plan as a document");
    if (!is_valid(xml, diag))
        return fail_by_message(error, "plan.invalid", diag);
    struct arena *a = arena_new();
    struct field *plan = field_new(a, NULL, FIELD_OBJECT, NULL, NULL, xml_line(root));
    field_new(a, plan, FIELD_TEXT, "schema", "planassure-plan/1", plan->line); /* the name space */
    convert_object(a, plan, &structured_plan, root);
    bool ok = structured_check(plan, error) && structured_build(doc, plan, true, error);
    arena_free(a);
    return ok;
}

static bool plan_xml_read(
    struct doc *doc, const char *bytes, size_t len, struct ingest_error *error)
{
    struct diag *diag = diag_new();
    struct xml_doc *xml = xml_parse(bytes, len, doc->name, diag);
    bool ok =
        xml ? read_tree(doc, xml, diag, error) : fail_by_message(error, "plan.malformed", diag);
    xml_free(xml);
    diag_free(diag);
    return ok;
}

const struct reader reader_xml = {
    .name = "xml",
    .description = "structured plans as XML",
    .bid = plan_xml_bid,
    .read = plan_xml_read,
};
