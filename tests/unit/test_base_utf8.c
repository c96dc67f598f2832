/* Validation by the table of RFC 3629, and the folding that matching rests on. */
#include <check.h>
#include <string.h>

#include "base/utf8.h"
#include "suite.h"

static const struct {
    const char *s;
    size_t valid;
} valid_prefix_rows[] = {
    {"", 0},
    {"plain text that is longer than eight bytes", 42},
    {"caf\xC3\xA9", 5},
    {"\xE2\x80\x99", 3},
    {"\xF0\x9F\x98\x80", 4},
    {"0123456\xFF", 7},
    {"ab\xC0\xAF", 2},        /* overlong */
    {"a\xE0\x80\xAF", 1},     /* overlong */
    {"a\xED\xA0\x80", 1},     /* surrogate */
    {"a\xF4\x90\x80\x80", 1}, /* above U+10FFFF */
    {"a\xF0\x80\x80\x80", 1}, /* overlong */
    {"abc\xE2\x80", 3},       /* cut */
    {"\x80", 0},
};

START_TEST(valid_prefix)
{
    const char *s = valid_prefix_rows[_i].s;
    ck_assert_uint_eq(utf8_valid_prefix(s, strlen(s)), valid_prefix_rows[_i].valid);
}
END_TEST

START_TEST(encodes_what_it_decodes)
{
    for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x11000 ? 1 : 97) {
        char s[4];
        uint32_t back;
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        size_t n = utf8_encode(c, s);
        ck_assert_uint_eq(utf8_valid_prefix(s, n), n);
        ck_assert_uint_eq(utf8_decode(s, n, &back), n);
        ck_assert_uint_eq(back, c);
    }
    uint32_t c;
    ck_assert_uint_eq(utf8_decode("\xE2\x80", 2, &c), 1);
    ck_assert_uint_eq(c, 0xFFFD);
    ck_assert_uint_eq(utf8_count("\xC3\xA9\xE2\x80\x99x\xFF", 7), 4);
}
END_TEST

static const struct {
    uint32_t from, to;
} fold_rows[] = {{'A', 'a'}, {'z', 'z'}, {0xC9, 'e'}, {0xE9, 'e'}, {0x2019, '\''}, {0x2018, '\''},
    {0x2013, '-'}, {0x2011, '-'}, {0x2212, '-'}, {0x201C, '"'}, {0x141, 'l'}, {0x1E82, 'w'},
    {0x177, 'y'}, {0x391, 0x3B1}, {0x416, 0x436}, {0xE6, 0xE6}, {0xC6, 0xE6}, {0xDF, 0xDF},
    {'1', '1'}, {0xA3, 0xA3}, {0x20AC, 0x20AC}};

START_TEST(fold)
{
    ck_assert_uint_eq(utf8_fold(fold_rows[_i].from), fold_rows[_i].to);
    ck_assert_uint_eq(utf8_fold(fold_rows[_i].to), fold_rows[_i].to);
}
END_TEST

START_TEST(folds_once)
{
    for (uint32_t c = 0; c < 0x3000; c++)
        ck_assert_uint_eq(utf8_fold(utf8_fold(c)), utf8_fold(c));
}
END_TEST

START_TEST(classes)
{
    ck_assert(utf8_is_word('a') && utf8_is_word('Z') && utf8_is_word('5') && utf8_is_word(0xE9));
    ck_assert(!utf8_is_word(' ') && !utf8_is_word('-') && !utf8_is_word(0xA3) &&
              !utf8_is_word(0x2019) && !utf8_is_word(0xD7) && !utf8_is_word(0xFFFD));
    ck_assert(utf8_is_blank(' ') && utf8_is_blank(0xA0) && utf8_is_blank(0x2009));
    ck_assert(!utf8_is_blank('\n') && !utf8_is_blank('x') && !utf8_is_blank(0x2013));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_utf8");
    TCase *t = tcase_create("base_utf8");
    tcase_add_loop_test(
        t, valid_prefix, 0, (int)(sizeof valid_prefix_rows / sizeof *valid_prefix_rows));
    tcase_add_test(t, encodes_what_it_decodes);
    tcase_add_loop_test(t, fold, 0, (int)(sizeof fold_rows / sizeof *fold_rows));
    tcase_add_test(t, folds_once);
    tcase_add_test(t, classes);
    suite_add_tcase(s, t);
    return suite_run(s);
}
