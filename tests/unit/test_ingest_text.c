/* Plain text: encodings, line ends, pages, raw blocks. */
#include "doc_places.h"
#include "ingest/ingest.h"
#include "suite.h"

static struct doc *read_text(const char *bytes, size_t len)
{
    struct ingest_error error;
    struct doc *d = ingest("plan.txt", bytes, len, NULL, &error);
    ck_assert_msg(d != NULL, "%s: %s", error.code, error.text);
    ck_assert_str_eq(d->format, "text");
    check_places(d);
    return d;
}

#define BYTES(s) (s), sizeof(s) - 1

static const struct {
    const char *bytes;
    size_t len;
    const char *text; /* in UTF-8 */
    const char *note; /* code of the first note, NULL */
} encodings[] = {
    {BYTES("plain\n"), "plain\n", NULL},
    {BYTES("\xEF\xBB\xBF\xC2\xA3"
           "3 per head"),
        "\xC2\xA3"
        "3 per head",
        NULL},
    {BYTES("\xFF\xFE\xA3\x00"
           "3\x00\r\x00\n\x00x\x00"),
        "\xC2\xA3"
        "3\nx",
        "encoding.assumed"},
    {BYTES("\xFE\xFF\x00\xA3\x00"
           "3\xD8\x3D\xDE\x00"),
        "\xC2\xA3"
        "3\xF0\x9F\x98\x80",
        "encoding.assumed"},
    {BYTES("\xFF\xFE\x00\xD8x\x00y"), "\xEF\xBF\xBDx\xEF\xBF\xBD", "encoding.assumed"},
    {BYTES("\xA3"
           "3 a head"),
        "\xC2\xA3"
        "3 a head",
        "encoding.assumed"},
    {BYTES("\x93quoted\x94 \x96 \xA3"
           "3"),
        "\xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x93 \xC2\xA3"
        "3",
        "encoding.assumed"},
    {BYTES("na\xC3\xAFve caf\xC3\xA9, \xA3"
           "3"),
        "na\xC3\xAFve caf\xC3\xA9, \xC2\xA3"
        "3",
        "encoding.mended"},
    {BYTES("a\rb\r\nc\n\rd"), "a\nb\nc\n\nd", NULL},
};

START_TEST(encoding)
{
    struct doc *d = read_text(encodings[_i].bytes, encodings[_i].len);
    ck_assert_str_eq(d->text, encodings[_i].text);
    ck_assert_uint_eq(d->len, strlen(encodings[_i].text));
    if (encodings[_i].note) {
        ck_assert_uint_ge(d->notes.n, 1);
        ck_assert_str_eq(d->notes.v[0].code, encodings[_i].note);
    } else {
        ck_assert_uint_eq(d->notes.n, 0);
    }
    doc_free(d);
}
END_TEST

START_TEST(blocks_are_runs_of_lines)
{
    struct doc *d = read_text(BYTES("Title\n\n  One\ntwo \n \t\nthree\n"));
    ck_assert_uint_eq(d->blocks.n, 3);
    check_block(d, 0, DOC_PARAGRAPH, 0, "Title");
    check_block(d, 1, DOC_PARAGRAPH, 0, "One\ntwo");
    check_block(d, 2, DOC_PARAGRAPH, 0, "three");
    ck_assert(!d->has_pages);
    ck_assert_uint_eq(doc_page_number(d, 0), 0);
    doc_free(d);
}
END_TEST

START_TEST(a_very_long_line_stands_alone)
{
    char text[1024] = "short\n";
    memset(text + 6, 'x', 900);
    memcpy(text + 906, "\nend", 5);
    struct doc *d = read_text(text, strlen(text));
    ck_assert_uint_eq(d->blocks.n, 3);
    ck_assert_uint_eq(d->blocks.v[1].end - d->blocks.v[1].at, 900);
    doc_free(d);
}
END_TEST

START_TEST(form_feeds_are_page_breaks)
{
    struct doc *d = read_text(BYTES("one\n\fsecond\nline\f\fthird\n\f\n"));
    ck_assert(d->has_pages);
    ck_assert_uint_eq(d->pages.n, 4);
    ck_assert_uint_eq(d->blocks.n, 3);
    check_block(d, 1, DOC_PARAGRAPH, 0, "second\nline");
    const uint32_t want[] = {1, 2, 4};
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(doc_page_number(d, d->blocks.v[i].at), want[i]);
    doc_free(d);
}
END_TEST

/* Columns far along one line, beyond the checkpoints of the index. */
START_TEST(columns_count_code_points_in_long_lines)
{
    struct buf text;
    buf_init(&text, SIZE_MAX);
    for (int i = 0; i < 9000; i++)
        buf_add_str(&text, "\xC2\xA3");
    buf_add_str(&text, "x\ny");
    struct doc *d = read_text(text.s, text.len);
    uint32_t line, column;
    doc_place(d, 18000, &line, &column);
    ck_assert_uint_eq(line, 1);
    ck_assert_uint_eq(column, 9001);
    doc_place(d, 18002, &line, &column);
    ck_assert_uint_eq(line, 2);
    ck_assert_uint_eq(column, 1);
    buf_clear(&text);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("ingest_text");
    TCase *t = tcase_create("ingest_text");
    tcase_add_loop_test(t, encoding, 0, (int)(sizeof encodings / sizeof *encodings));
    tcase_add_test(t, blocks_are_runs_of_lines);
    tcase_add_test(t, a_very_long_line_stands_alone);
    tcase_add_test(t, form_feeds_are_page_breaks);
    tcase_add_test(t, columns_count_code_points_in_long_lines);
    suite_add_tcase(s, t);
    return suite_run(s);
}
