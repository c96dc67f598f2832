/* Markdown: exact source lines, blocks, tables, what is dropped and what is kept. */
#include "doc_places.h"
#include "ingest/ingest.h"
#include "suite.h"

static struct doc *read_as(const char *format, const char *s)
{
    struct ingest_error error;
    struct doc *d = ingest("plan", s, strlen(s), format, &error);
    ck_assert_msg(d != NULL, "%s: %s", error.code, error.text);
    check_places(d);
    return d;
}

static struct doc *read_markdown(const char *s)
{
    return read_as("markdown", s);
}

static uint32_t line_of(const struct doc *d, size_t i)
{
    uint32_t line;
    doc_place(d, d->blocks.v[i].at, &line, NULL);
    return line;
}

START_TEST(headings_paragraphs_lists)
{
    struct doc *d =
        read_markdown("# Plan for *Ashmere*\n\nFirst **bold**\nline `code`.\n\nWe will:\n"
                      "\n- open [hubs](http://example.org)\n  - two of them\n\n"
                      "    in town\n1. third &pound;3\n\nTitle\n-----\n");
    check_block(d, 0, DOC_HEADING, 1, "Plan for Ashmere");
    check_block(d, 1, DOC_PARAGRAPH, 0, "First bold\nline code.");
    check_block(d, 2, DOC_PARAGRAPH, 0, "We will:");
    check_block(d, 3, DOC_LIST_ITEM, 1, "open hubs");
    check_block(d, 4, DOC_LIST_ITEM, 2, "two of them");
    check_block(d, 5, DOC_LIST_ITEM, 2, "in town");
    check_block(d, 6, DOC_LIST_ITEM, 1,
        "third \xC2\xA3"
        "3");
    check_block(d, 7, DOC_HEADING, 2, "Title");
    const uint32_t lines[] = {1, 3, 6, 8, 9, 11, 12, 14};
    for (size_t i = 0; i < 8; i++)
        ck_assert_uint_eq(line_of(d, i), lines[i]);
    ck_assert_uint_eq(d->blocks.v[2].list, d->blocks.v[3].list);
    ck_assert_uint_ne(d->blocks.v[3].list, 0);
    doc_free(d);
}
END_TEST

START_TEST(bold_heads)
{
    struct doc *d = read_markdown("## A\n\n**Our people**\n\n**Workforce.** Two nurses\nstart.\n\n"
                                  "**Estates**: one *site*.\n\n**We will act.** Soon.\n\n"
                                  "- **Bold.** item\n\n**a** b **c**\n");
    check_block(d, 1, DOC_HEADING, 3, "Our people");
    check_block(d, 2, DOC_HEADING, 3, "Workforce.");
    check_block(d, 3, DOC_PARAGRAPH, 0, "Two nurses\nstart.");
    check_block(d, 4, DOC_HEADING, 3, "Estates:");
    check_block(d, 5, DOC_PARAGRAPH, 0, "one site.");
    check_block(d, 6, DOC_PARAGRAPH, 0, "We will act. Soon.");
    check_block(d, 7, DOC_LIST_ITEM, 1, "Bold. item");
    check_block(d, 8, DOC_PARAGRAPH, 0, "a b c");
    ck_assert(!d->blocks.v[1].run_in && d->blocks.v[2].run_in && d->blocks.v[4].run_in);
    ck_assert_uint_eq(line_of(d, 3), 5);
    doc_free(d);
}
END_TEST

START_TEST(tables)
{
    struct doc *d =
        read_markdown("Table 2: staff\n\n| | Now | 2019 |\n|---|:-:|--:|\n| GPs | 41 | |\n"
                      "| | | |\n| Nurses | 20 | *22* |\n\nAfter\n");
    ck_assert_uint_eq(d->tables.n, 1);
    const struct doc_table *t = &d->tables.v[0];
    ck_assert_uint_eq(t->rows, 4);
    ck_assert_uint_eq(t->cols, 3);
    ck_assert_uint_eq(t->header_rows, 1);
    ck_assert_uint_eq(t->caption, 0);
    check_block(d, 0, DOC_CAPTION, 0, "Table 2: staff");
    check_block(d, 2, DOC_CELL, 0, "Now");
    ck_assert(d->blocks.v[2].header);
    check_block(d, 4, DOC_CELL, 0, "GPs");
    check_block(d, 6, DOC_CELL, 0, "");
    check_block(d, 12, DOC_CELL, 0, "22");
    ck_assert_uint_eq(line_of(d, 1), 3); /* an empty cell stands on its own row's line */
    ck_assert_uint_eq(line_of(d, 4), 5);
    ck_assert_uint_eq(line_of(d, 7), 6);
    ck_assert_uint_eq(line_of(d, 12), 7);
    check_block(d, 13, DOC_PARAGRAPH, 0, "After");
    ck_assert_uint_eq(line_of(d, 13), 9);
    doc_free(d);
}
END_TEST

START_TEST(column_rules_may_be_short)
{
    struct doc *d = read_markdown("|a|b|c|\n|-|:--|-:|\n|1|2|3|\n\nAfter -- all\n");
    ck_assert_uint_eq(d->tables.n, 1);
    check_block(d, 5, DOC_CELL, 0, "3");
    ck_assert_uint_eq(line_of(d, 5), 3);
    check_block(d, 6, DOC_PARAGRAPH, 0, "After -- all");
    ck_assert_uint_eq(line_of(d, 6), 5);
    doc_free(d);
}
END_TEST

START_TEST(html_is_not_text)
{
    struct doc *d = read_markdown(
        "<!-- a comment\n\nover lines -->\nText <!-- inside --> goes<br>on <u>here</u>.\n\n"
        "<div class=\"x > y\">\n<p>In &amp; out</p>\n<script>if (a < b) { }</script>\n</div>\n\n"
        "<table><tr><th>A</th><th>B</th></tr>\n<tr><td "
        "colspan=\"2\">wide</td></tr></table>\n\nEnd\n");
    check_block(d, 0, DOC_PARAGRAPH, 0, "Text goes on here.");
    check_block(d, 1, DOC_PARAGRAPH, 0, "In & out");
    ck_assert_uint_eq(line_of(d, 0), 4);
    ck_assert_uint_eq(line_of(d, 1), 7);
    check_block(d, 2, DOC_CELL, 0, "A");
    check_block(d, 4, DOC_CELL, 0, "wide");
    ck_assert_uint_eq(d->blocks.v[4].col_span, 2);
    ck_assert_uint_eq(d->tables.v[0].header_rows, 1);
    check_block(d, 5, DOC_PARAGRAPH, 0, "End");
    doc_free(d);
}
END_TEST

START_TEST(hidden_and_struck_text)
{
    struct doc *d =
        read_markdown("Seen ~~old~~ new.\n\nShown <span hidden>not</span> again.\n\n"
                      "<div style=\"display: none\">\n\nUnseen words\n\n</div>\n\nSeen\n");
    check_block(d, 0, DOC_PARAGRAPH, 0, "Seen new.");
    check_block(d, 1, DOC_PARAGRAPH, 0, "Shown again.");
    check_block(d, 2, DOC_PARAGRAPH, 0, "Unseen words");
    ck_assert_uint_eq(d->blocks.v[2].marks, DOC_HIDDEN);
    check_block(d, 3, DOC_PARAGRAPH, 0, "Seen");
    ck_assert_uint_eq(d->blocks.v[3].marks, 0);
    ck_assert_uint_eq(d->notes.n, 2);
    doc_free(d);
}
END_TEST

START_TEST(front_matter)
{
    struct doc *d = read_markdown("---\ntitle: \"Our plan\"\ndate: 2017-02-01\n---\n# Aims\n");
    ck_assert_str_eq(d->title, "Our plan");
    check_block(d, 1, DOC_PARAGRAPH, 0, "date: 2017-02-01");
    check_block(d, 2, DOC_HEADING, 1, "Aims");
    ck_assert_uint_eq(line_of(d, 2), 5);
    doc_free(d);
}
END_TEST

START_TEST(code_and_indented_text_are_paragraphs)
{
    struct doc *d = read_markdown("```\nline one\n  line two\n```\n\n      Indented by habit.\n");
    check_block(d, 0, DOC_PARAGRAPH, 0, "line one\nline two");
    ck_assert_uint_eq(line_of(d, 0), 2);
    check_block(d, 1, DOC_PARAGRAPH, 0, "Indented by habit.");
    ck_assert_uint_eq(line_of(d, 1), 6);
    doc_free(d);
}
END_TEST

static const struct {
    const char *text, *format;
} bids[] = {
    {"# One\n\nText\n\n## Two\n", "markdown"},
    {"Now | Then\n--- | ---\n1 | 2\n", "markdown"},
    {"a|b\n-|-\n1|2\n", "markdown"},
    {"Plan\n====\n\nText\n\nAims\n====\n", "markdown"},
    {"1 Access\n\nWe open at 8am. - one\n- two\n---\n# of practices: 3\n", "text"},
    {"We **will** open\n\nand **must** close\n\nat **six** or\n\n**seven**\n", "text"},
    {"Ashmere | Bexcombe | Carrow\nare three places\n", "text"},
};

START_TEST(bid)
{
    struct doc *d = read_as(NULL, bids[_i].text);
    ck_assert_str_eq(d->format, bids[_i].format);
    doc_free(d);
}
END_TEST

/* Shapes that have made parsers slow: each is over at once or refused. */
START_TEST(pathological)
{
    static const char *const pieces[] = {
        "[", "> ", "* a\n ", "|", "<!--", "**a ", "`", "<a", "&#", "\n|"};
    struct buf s;
    buf_init(&s, SIZE_MAX);
    if (_i == 9)
        for (int i = 0; i < 1200; i++)
            buf_add_str(&s, i < 600 ? "|-" : i == 600 ? "|\n" : "");
    for (int i = 0; i < 20000; i++)
        buf_add_str(&s, pieces[_i]);
    struct ingest_error error;
    struct doc *d = ingest("plan", s.s, s.len, "markdown", &error);
    if (d)
        check_places(d);
    else
        ck_assert_str_ne(error.code, "");
    doc_free(d);
    buf_clear(&s);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_markdown");
    TCase *t = tcase_create("ingest_markdown");
    tcase_add_test(t, headings_paragraphs_lists);
    tcase_add_test(t, bold_heads);
    tcase_add_test(t, tables);
    tcase_add_test(t, column_rules_may_be_short);
    tcase_add_test(t, html_is_not_text);
    tcase_add_test(t, hidden_and_struck_text);
    tcase_add_test(t, front_matter);
    tcase_add_test(t, code_and_indented_text_are_paragraphs);
    tcase_add_loop_test(t, bid, 0, (int)(sizeof bids / sizeof *bids));
    tcase_add_loop_test(t, pathological, 0, 10);
    suite_add_tcase(s, t);
    return suite_run(s);
}
