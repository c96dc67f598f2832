/* The dumps are well formed and say what the document has; look-ups by offset. */
#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/xml.h"
#include "doc/build.h"
#include "suite.h"

static struct doc *doc;
static struct buf out;

static void begin(void)
{
    struct doc_builder b;
    buf_init(&out, SIZE_MAX);
    doc = doc_new("a <plan> & \"more\"", "test");
    doc_build_begin(&b, doc);
    doc_build_page(&b, 7);
    doc_build_block(&b, DOC_HEADING, 2);
    doc_build_text(&b,
        "Cost < \xC2\xA3"
        "3 & \"more\"",
        strlen("Cost < ..3 & \"more\""));
    doc_build_end(&b);
    doc_build_page(&b, 0);
    doc_build_table(&b);
    for (int row = 0; row < 2; row++) {
        doc_build_row(&b);
        for (int col = 0; col < 2; col++) {
            doc_build_cell(&b, row == 0, 1, 1);
            doc_build_text(&b, "c", 1);
            doc_build_end(&b);
        }
    }
    doc_build_table_end(&b);
    doc_build_block(&b, DOC_PARAGRAPH, 0);
    doc_build_text(&b, "End", 3);
    doc_build_mark(&b, DOC_HIDDEN | DOC_FOOTNOTE);
    doc_build_finish(&b);
    doc_add_note(doc, "test.note", 0, "said %d <times>", 2);
}

static void end(void)
{
    doc_free(doc);
    buf_clear(&out);
}

START_TEST(json_says_it_all)
{
    struct diag *diag = diag_new();
    doc_dump_json(doc, &out);
    struct json *j = json_parse(out.s, out.len, "dump", diag);
    ck_assert_ptr_nonnull(j);
    ck_assert_str_eq(json_string(json_get(json_get(j, "document"), "path")), doc->name);
    const struct json *b = json_first(json_get(j, "blocks"));
    ck_assert_str_eq(json_string(json_get(b, "text")), "Cost < \xC2\xA3"
                                                       "3 & \"more\"");
    ck_assert_double_eq(json_number(json_get(b, "page"), 0), 7);
    ck_assert_uint_eq(json_count(json_get(j, "blocks")), 6);
    ck_assert_uint_eq(json_count(json_get(j, "tables")), 1);
    ck_assert_uint_eq(json_count(json_get(j, "notes")), 1);
    while (json_next(b))
        b = json_next(b);
    ck_assert_double_eq(json_number(json_get(b, "page"), 0), 8);
    ck_assert_uint_eq(json_count(json_get(b, "marks")), 2);
    json_free(j);
    diag_free(diag);
}
END_TEST

START_TEST(xml_has_tables_as_rows)
{
    struct diag *diag = diag_new();
    doc_dump_xml(doc, &out);
    struct xml_doc *x = xml_parse(out.s, out.len, "dump", diag);
    ck_assert_ptr_nonnull(x);
    const struct xml_node *n = xml_first(xml_root(x));
    ck_assert_str_eq(xml_attr(xml_root(x), "path"), doc->name);
    ck_assert(xml_is(n, "heading"));
    n = xml_next(n);
    ck_assert(xml_is(n, "table"));
    ck_assert(xml_is(xml_first(n), "row") && xml_is(xml_next(xml_first(n)), "row"));
    ck_assert_ptr_null(xml_next(xml_next(xml_first(n))));
    n = xml_next(n);
    ck_assert_str_eq(xml_attr(n, "marks"), "hidden, footnote");
    ck_assert_str_eq(xml_attr(n, "page"), "8");
    ck_assert(xml_is(xml_next(n), "note"));
    xml_free(x);
    diag_free(diag);
}
END_TEST

START_TEST(look_ups)
{
    ck_assert_uint_eq(doc_block_at(doc, 0), 0);
    ck_assert_uint_eq(doc_block_at(doc, doc->blocks.v[1].at), 1);
    ck_assert_uint_eq(doc_block_at(doc, doc->len), 5);
    ck_assert_uint_eq(doc_sentence_at(doc, 3), DOC_NONE);
    ck_assert_uint_eq(doc_value_from(doc, 0), 0);
    ck_assert_uint_eq(doc_page_number(doc, 0), 7);
    uint32_t line, column;
    doc_place(doc, doc->len + 100, &line, &column); /* past the end: the end */
    ck_assert_uint_eq(line, doc->lines.n);
    ck_assert_str_eq(doc_marks_text(doc->arena, 0), "");
    ck_assert_str_eq(doc_marks_text(NULL, DOC_CONTENTS), "contents");
}
END_TEST

START_TEST(an_empty_document)
{
    struct doc *d = doc_new("x", "test");
    doc_index_lines(d);
    uint32_t line, column;
    doc_place(d, 0, &line, &column);
    ck_assert_uint_eq(line, 1);
    ck_assert_uint_eq(column, 1);
    ck_assert_uint_eq(doc_block_at(d, 0), DOC_NONE);
    doc_dump_text(d, &out);
    ck_assert_uint_eq(out.len, 0);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("doc_dump");
    TCase *t = tcase_create("doc_dump");
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_test(t, json_says_it_all);
    tcase_add_test(t, xml_has_tables_as_rows);
    tcase_add_test(t, look_ups);
    tcase_add_test(t, an_empty_document);
    suite_add_tcase(s, t);
    return suite_run(s);
}
