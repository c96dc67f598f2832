/* Structured plans: the sample in both forms is the same plan, each on its own lines; errors name
 * the place; the table of fields and the published schema agree. */
#include <stdlib.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "doc_places.h"
#include "ingest/ingest.h"
#include "ingest/structured.h"
#include "suite.h"

/* A file of the tree; the caller frees it. */
static char *read_file(const char *name, size_t *len)
{
    struct arena *a = arena_new();
    char *text;
    ck_assert_int_eq(
        file_read(file_join(a, file_data_folder(NULL), name), 1 << 20, &text, len), FILE_OK);
    arena_free(a);
    return text;
}

static struct doc *read_sample(const char *name, char **source, const char *format)
{
    struct ingest_error error;
    size_t len;
    *source = read_file(name, &len);
    struct doc *d = ingest(name, *source, len, NULL, &error);
    ck_assert_msg(d != NULL, "%s: %s", error.code, error.text);
    ck_assert_str_eq(d->format, format);
    check_places(d);
    return d;
}

/* A block's text with blanks for line ends. */
static void flat_text(const struct doc *d, size_t i, char *out, size_t room)
{
    const struct doc_block *b = &d->blocks.v[i];
    size_t n = 0;
    for (uint32_t at = b->at; at < b->end && n + 1 < room; at++) {
        bool blank = d->text[at] == '\n' || d->text[at] == ' ';
        if (!blank || (n && out[n - 1] != ' '))
            out[n++] = (char)(blank ? ' ' : d->text[at]);
    }
    out[n] = '\0';
}

START_TEST(both_forms_are_one_plan)
{
    char *a_source, *b_source;
    struct doc *a = read_sample("samples/structured-plan.json", &a_source, "json");
    struct doc *b = read_sample("samples/structured-plan.xml", &b_source, "xml");
    ck_assert_str_eq(a->title, b->title);
    ck_assert_int_eq(a->written, value_days(2017, 2, 20));
    ck_assert_int_eq(b->written, a->written);
    ck_assert_uint_eq(a->blocks.n, b->blocks.n);
    ck_assert_uint_ge(a->tables.n, 8);
    for (size_t i = 0; i < a->blocks.n; i++) {
        char x[1000], y[1000];
        flat_text(a, i, x, sizeof x);
        flat_text(b, i, y, sizeof y);
        ck_assert_str_eq(x, y);
        ck_assert_int_eq(a->blocks.v[i].kind, b->blocks.v[i].kind);
        ck_assert_int_eq(a->blocks.v[i].level, b->blocks.v[i].level);
        ck_assert_int_eq(a->blocks.v[i].row, b->blocks.v[i].row);
        ck_assert_int_eq(a->blocks.v[i].col, b->blocks.v[i].col);
    }
    doc_free(a);
    doc_free(b);
    xfree(a_source);
    xfree(b_source);
}
END_TEST

/* The beginning of each heading of a section, paragraph, item and cell that the author wrote stands
 * on its own line of the source. Sums are written anew, and a few words are ours. */
START_TEST(lines_are_the_source_lines)
{
    static const char *const ours[] = {"Practices", "Funding", "Milestones", "Risk", "Attachments",
        "Trajector", "Period", "Registered", "Version", "Submitted"};
    char *source;
    struct doc *d = _i ? read_sample("samples/structured-plan.xml", &source, "xml")
                       : read_sample("samples/structured-plan.json", &source, "json");
    size_t checked = 0;
    for (size_t i = 0; i < d->blocks.n; i++) {
        const struct doc_block *b = &d->blocks.v[i];
        char text[13], line_text[1000];
        flat_text(d, i, text, sizeof text);
        bool skip = b->at == b->end || b->header || strpbrk(text, "\xC2\xA3&,%");
        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
            skip |= !strncmp(text, ours[k], strlen(ours[k]));
        const struct doc_table *t = b->table == DOC_NONE ? NULL : &d->tables.v[b->table];
        skip |= b->kind == DOC_CELL && t->cols == 3 && t->rows > 3; /* trajectories repeat a name */
        skip |= b->kind == DOC_CELL && (!strcmp(text, "yes") || !strcmp(text, "no"));
        if (skip)
            continue;
        uint32_t line;
        doc_place(d, b->at, &line, NULL);
        diag_source_line(source, strlen(source), line, line_text, sizeof line_text);
        ck_assert_msg(
            strstr(line_text, text) != NULL, "line %u: '%s' is not in '%s'", line, text, line_text);
        checked++;
    }
    ck_assert_uint_ge(checked, 55);
    doc_free(d);
    xfree(source);
}
END_TEST

#define HEAD                                                                                       \
    "{\"schema\": \"planassure-plan/1\", \"title\": \"T\", \"organisation\": {\"name\": \"O\"},\n" \
    " \"plan_type\": \"P\", \"period\": {\"from\": \"2017-04-01\", \"to\": \"2019-03-31\"},\n"     \
    " \"version\": \"1\","
#define SECTION "\"sections\": [{\"heading\": \"H\"}]"
#define XHEAD                                                                                      \
    "<plan xmlns='urn:planassure:plan:1' title='T' plan-type='P' version='1'>\n"                   \
    "<organisation name='O'/><period from='2017-04-01' to='2019-03-31'/>\n"

static const struct {
    const char *text, *code, *says, *place;
} errors[] = {
    {"{\"a\": 1}", "plan.unsupported", "not a structured plan", ""},
    {"{\"schema\": \"planassure-plan/1\",\n \"title\": }", "plan.malformed", "line 2", "column"},
    {HEAD "\n\"sections\": []}", "plan.invalid", "must not be empty", "line 4, /sections"},
    {HEAD "\n\"sectoins\": []}", "plan.invalid", "no such field", "line 4, /sectoins"},
    {HEAD "\"date\": \"2017-13-01\"," SECTION "}", "plan.invalid", "YYYY-MM-DD", "line 3, /date"},
    {HEAD "\"sections\": [{\"heading\": \"H\",\n\"text\": [\"x\", []]}]}", "plan.invalid",
        "single value", "line 4, /sections/0/text/1"},
    {HEAD "\"sections\": [{\"heading\": \"H\"}, {\n\"heading\": \" \"}]}", "plan.invalid",
        "must not be blank", "line 4, /sections/1/heading"},
    {HEAD SECTION ",\n\"risks\": [{\"score\": 4}]}", "plan.invalid", "missing: description",
        "line 4, /risks/0"},
    {HEAD SECTION ",\n\"risks\": [{\"description\": \"r\", \"score\": \"high\"}]}", "plan.invalid",
        "digits, without unit or sign: high", "line 4, /risks/0/score"},
    {HEAD SECTION ",\n\"funding\": {}}", "plan.invalid", "must be a list", "line 4, /funding"},
    {HEAD "\"sections\": [{\"heading\": \"H\", \"tables\": [{\"columns\": [\"a\", \"b\"],\n"
          "\"rows\": [[1, 2],\n[3]]}]}]}",
        "plan.invalid", "1 cells, 2 columns", "line 5, /sections/0/tables/0/rows/1"},
    {"[{\"schema\": 1}]", "plan.unsupported", "not a structured plan", ""},
    {"<?xml version='1.0'?><root/>", "plan.unsupported", "not a structured plan", ""},
    {XHEAD "<section></plan>", "plan.malformed", "line 3", ""},
    {XHEAD "<section heading='H'>\n<para/></section></plan>", "plan.invalid", "line 4", "para"},
    {XHEAD "</plan>", "plan.invalid", "line 1", "plan"},
    {"<!DOCTYPE plan [<!ENTITY x 'y'>]>\n" XHEAD "<section heading='H'/></plan>", "plan.malformed",
        "DOCTYPE", ""},
};

START_TEST(errors_name_the_place)
{
    struct ingest_error error;
    struct doc *d = ingest("plan", errors[_i].text, strlen(errors[_i].text), NULL, &error);
    ck_assert_ptr_null(d);
    ck_assert_str_eq(error.code, errors[_i].code);
    ck_assert_msg(strstr(error.text, errors[_i].says) && strstr(error.text, errors[_i].place), "%s",
        error.text);
}
END_TEST

START_TEST(texts_with_line_ends_become_blocks)
{
    const char *text = HEAD "\"sections\": [{\"heading\": \"H\",\n"
                            "\"text\": \"We will:\\n- open\\n\\u2022 close\\n\\nEnd.\"}],\n"
                            "\"$comment\": [], \"risks\": null, \"milestones\": [],\n"
                            "\"attachments\": [{\"title\": \"Annex\"}]}";
    struct ingest_error error;
    struct doc *d = ingest("plan", text, strlen(text), NULL, &error);
    ck_assert_msg(d != NULL, "%s", error.text);
    check_places(d);
    size_t i = d->blocks.n - 6;
    check_block(d, i - 1, DOC_HEADING, 2, "H");
    check_block(d, i, DOC_PARAGRAPH, 0, "We will:");
    check_block(d, i + 1, DOC_LIST_ITEM, 1, "open");
    check_block(d, i + 2, DOC_LIST_ITEM, 1, "close");
    check_block(d, i + 3, DOC_PARAGRAPH, 0, "End.");
    check_block(d, i + 5, DOC_LIST_ITEM, 1, "Annex");
    uint32_t line;
    doc_place(d, d->blocks.v[i + 5].at, &line, NULL);
    ck_assert_uint_eq(line, 6);
    doc_free(d);
}
END_TEST

START_TEST(numbers)
{
    double n;
    ck_assert(field_number("214,000.5", &n));
    ck_assert_double_eq_tol(n, 214000.5, 1e-9);
    ck_assert(field_number("-3", &n));
    ck_assert_double_eq_tol(n, -3, 1e-9);
    static const char *const none[] = {"", "-", "1e5",
        ("\xC2\xA3"
         "3"),
        "3%", ".5", "1.2.3", "1,2.3,4"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        ck_assert_msg(!field_number(none[i], &n), "%s", none[i]);
}
END_TEST

/* Each field of the table is in the schema with the same need, and the other way round. */
static void check_schema(
    const struct json *defs, const struct json *object, const struct field_kind *kind)
{
    const struct json *properties = json_get(object, "properties");
    size_t rules = 0, required = 0;
    for (const struct field_rule *r = kind->rules; r->name; r++, rules++) {
        const struct json *p = json_get(properties, r->name);
        ck_assert_msg(p != NULL, "%s is not in plan.schema.json", r->name);
        required += r->required;
        const char *ref = json_string(json_get(json_get(p, "items"), "$ref"));
        if (!ref)
            ref = json_string(json_get(p, "$ref"));
        if (r->of && r->of != kind)
            check_schema(defs, ref ? json_get(defs, strrchr(ref, '/') + 1) : p, r->of);
    }
    ck_assert_uint_eq(json_count(properties), rules);
    ck_assert_uint_eq(json_count(json_get(object, "required")), required);
}

START_TEST(the_schema_has_the_same_fields)
{
    size_t len;
    char *text = read_file("schemas/plan.schema.json", &len);
    struct diag *diag = diag_new();
    struct json *schema = json_parse(text, len, "schema", diag);
    ck_assert_ptr_nonnull(schema);
    check_schema(json_get(schema, "$defs"), schema, &structured_plan);
    json_free(schema);
    diag_free(diag);
    xfree(text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_structured");
    TCase *t = tcase_create("ingest_structured");
    tcase_add_test(t, both_forms_are_one_plan);
    tcase_add_loop_test(t, lines_are_the_source_lines, 0, 2);
    tcase_add_loop_test(t, errors_name_the_place, 0, (int)(sizeof errors / sizeof *errors));
    tcase_add_test(t, texts_with_line_ends_become_blocks);
    tcase_add_test(t, numbers);
    tcase_add_test(t, the_schema_has_the_same_fields);
    suite_add_tcase(s, t);
    return suite_run(s);
}
