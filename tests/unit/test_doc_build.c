/* The builder: layout of the text with and without source lines, tables with spans, and what it
 * does when a reader breaks the order. */
#include "doc/build.h"
#include "doc_places.h"
#include "suite.h"

static struct doc *doc;
static struct doc_builder b;

static void begin(void)
{
    doc = doc_new("plan", "test");
    doc_build_begin(&b, doc);
}

static void finish(void)
{
    doc_build_finish(&b);
    check_places(doc);
}

static void end(void)
{
    doc_free(doc);
}

static void block(enum doc_kind kind, unsigned level, const char *s)
{
    doc_build_block(&b, kind, level);
    doc_build_text(&b, s, strlen(s));
    doc_build_end(&b);
}

static void cell(const char *s, bool header, unsigned rows, unsigned columns)
{
    doc_build_cell(&b, header, rows, columns);
    doc_build_text(&b, s, strlen(s));
    doc_build_end(&b);
}

START_TEST(a_block_a_line)
{
    block(DOC_HEADING, 1, "  Access \t for all ");
    block(DOC_PARAGRAPH, 0, "One\n \n two.\n");
    block(DOC_PARAGRAPH, 0, " \n ");
    block(DOC_LIST_ITEM, 1, "soft\xC2\xADly, 30\xC2\xA0minutes\x01now");
    finish();
    ck_assert_str_eq(doc->text, "Access for all\nOne\ntwo.\nsoftly, 30 minutes now\n");
    ck_assert_uint_eq(doc->blocks.n, 3);
    check_block(doc, 0, DOC_HEADING, 1, "Access for all");
    check_block(doc, 1, DOC_PARAGRAPH, 0, "One\ntwo.");
}
END_TEST

START_TEST(source_lines_are_kept)
{
    doc_build_line(&b, 2);
    block(DOC_HEADING, 1, "Title");
    block(DOC_PARAGRAPH, 0, "beside it");
    doc_build_line(&b, 5);
    doc_build_block(&b, DOC_PARAGRAPH, 0);
    doc_build_text(&b, "first ", 6);
    doc_build_line(&b, 7);
    doc_build_text(&b, "second", 6);
    doc_build_line(&b, 3); /* behind: no effect */
    doc_build_text(&b, " third", 6);
    doc_build_end(&b);
    finish();
    ck_assert_str_eq(doc->text, "\nTitle beside it\n\n\nfirst\n\nsecond third\n");
    uint32_t line, column;
    doc_place(doc, doc->blocks.v[1].at, &line, &column);
    ck_assert_uint_eq(line, 2);
    ck_assert_uint_eq(column, 7);
}
END_TEST

START_TEST(cells_find_their_columns)
{
    block(DOC_CAPTION, 0, "Table 1: staff");
    doc_build_table(&b);
    doc_build_row(&b);
    cell("Role", true, 1, 1);
    cell("Count", true, 1, 2);
    doc_build_row(&b);
    cell("GP", false, 2, 1);
    cell("", false, 1, 1);
    cell("41", false, 1, 1);
    doc_build_row(&b);
    cell("now", false, 1, 1);
    cell("44", false, 1, 1);
    doc_build_table_end(&b);
    block(DOC_PARAGRAPH, 0, "After");
    finish();
    ck_assert_str_eq(doc->text, "Table 1: staff\nRole | Count\nGP |  | 41\nnow | 44\nAfter\n");
    const struct doc_table *t = &doc->tables.v[0];
    ck_assert_uint_eq(t->caption, 0);
    ck_assert_uint_eq(t->rows, 3);
    ck_assert_uint_eq(t->cols, 3);
    ck_assert_uint_eq(t->header_rows, 1);
    const struct doc_block *now = &doc->blocks.v[6];
    check_block(doc, 6, DOC_CELL, 0, "now");
    ck_assert_uint_eq(now->row, 2);
    ck_assert_uint_eq(now->col, 1);
    ck_assert_uint_eq(doc->blocks.v[4].at, doc->blocks.v[4].end);
}
END_TEST

START_TEST(cells_absorb_blocks_and_tables)
{
    doc_build_table(&b);
    doc_build_row(&b);
    doc_build_cell(&b, false, 1, 1);
    block(DOC_HEADING, 2, "Aim");
    block(DOC_PARAGRAPH, 0, "More staff");
    doc_build_table(&b);
    doc_build_row(&b);
    cell("inner", false, 1, 1);
    doc_build_table_end(&b);
    doc_build_end(&b);
    cell("next", false, 1, 1);
    block(DOC_PARAGRAPH, 0, "stray");
    doc_build_table_end(&b);
    finish();
    ck_assert_uint_eq(doc->tables.n, 1);
    check_block(doc, 0, DOC_CELL, 0, "Aim More staff inner");
    check_block(doc, 1, DOC_CELL, 0, "next");
    check_block(doc, 2, DOC_CELL, 0, "stray");
    ck_assert_uint_eq(doc->blocks.v[2].row, 1);
}
END_TEST

START_TEST(wrong_order_is_mended)
{
    doc_build_end(&b);
    doc_build_text(&b, "loose", 5);
    doc_build_block(&b, DOC_LIST_ITEM, 1);
    doc_build_text(&b, "outer", 5);
    block(DOC_LIST_ITEM, 2, "inner");
    doc_build_end(&b);
    doc_build_cell(&b, false, 0, 0);
    doc_build_text(&b, "cell", 4);
    finish(); /* everything left open */
    check_block(doc, 0, DOC_PARAGRAPH, 0, "loose");
    check_block(doc, 1, DOC_LIST_ITEM, 1, "outer");
    check_block(doc, 2, DOC_LIST_ITEM, 2, "inner");
    check_block(doc, 3, DOC_CELL, 0, "cell");
}
END_TEST

START_TEST(lists_know_their_lead_in)
{
    block(DOC_PARAGRAPH, 0, "By March 2018 we will:");
    block(DOC_LIST_ITEM, 1, "open hubs");
    block(DOC_LIST_ITEM, 2, "two of them");
    block(DOC_PARAGRAPH, 0, "That is all.");
    block(DOC_LIST_ITEM, 1, "unrelated");
    finish();
    const uint32_t want[] = {1, 1, 1, 0, 2};
    for (size_t i = 0; i < 5; i++)
        ck_assert_uint_eq(doc->blocks.v[i].list, want[i]);
}
END_TEST

START_TEST(pages_are_counted)
{
    block(DOC_PARAGRAPH, 0, "one");
    doc_build_page(&b, 0);
    block(DOC_PARAGRAPH, 0, "two");
    doc_build_page(&b, 9);
    doc_build_page(&b, 0);
    block(DOC_PARAGRAPH, 0, "ten");
    finish();
    const uint32_t want[] = {1, 2, 10};
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(doc_page_number(doc, doc->blocks.v[i].at), want[i]);
}
END_TEST

START_TEST(too_many_columns_fill_the_builder)
{
    doc_build_table(&b);
    doc_build_row(&b);
    cell("a", false, 1, 4000);
    ck_assert(!b.full); /* one span is cut to what is allowed */
    cell("b", false, 1, 4000);
    ck_assert(b.full);
    finish();
}
END_TEST

START_TEST(invalid_utf8_becomes_visible)
{
    block(DOC_PARAGRAPH, 0,
        "a\xFF"
        "b");
    finish();
    check_block(doc, 0, DOC_PARAGRAPH, 0,
        "a\xEF\xBF\xBD"
        "b");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("doc_build");
    TCase *t = tcase_create("doc_build");
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_test(t, a_block_a_line);
    tcase_add_test(t, source_lines_are_kept);
    tcase_add_test(t, cells_find_their_columns);
    tcase_add_test(t, cells_absorb_blocks_and_tables);
    tcase_add_test(t, wrong_order_is_mended);
    tcase_add_test(t, lists_know_their_lead_in);
    tcase_add_test(t, pages_are_counted);
    tcase_add_test(t, too_many_columns_fill_the_builder);
    tcase_add_test(t, invalid_utf8_becomes_visible);
    suite_add_tcase(s, t);
    return suite_run(s);
}
