/* Lines of reports: width, hanging indents, colours that take no room. */
#include <check.h>
#include <string.h>

#include "report/wrap.h"
#include "suite.h"

START_TEST(lines_stay_within_the_width)
{
    struct buf out;
    buf_init(&out, 10000);
    const char *text = "one two three four five six seven eight nine ten eleven twelve thirteen "
                       "fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one";
    wrap(&out, "    Do: ", 6, text);
    const char *line = buf_str(&out);
    int lines = 0;
    for (const char *end; (end = strchr(line, '\n')); line = end + 1, lines++) {
        ck_assert_uint_le(wrap_columns(line, (size_t)(end - line)), REPORT_WIDTH);
        if (lines)
            ck_assert_int_eq(strncmp(line, "      ", 6), 0);
        ck_assert(end[-1] != ' ');
    }
    ck_assert_int_eq(lines, 2);
    ck_assert_str_eq(line, "");
    buf_clear(&out);
}
END_TEST

START_TEST(a_long_word_stands_alone)
{
    struct buf out;
    char word[201];
    memset(word, 'x', 200);
    word[200] = '\0';
    buf_init(&out, 1000);
    wrap(&out, "a ", 2, "b");
    ck_assert_str_eq(buf_str(&out), "a b\n");
    buf_clear(&out);
    wrap(&out, "", 2, word);
    ck_assert_uint_eq(out.len, 201);
    buf_clear(&out);
    wrap(&out, "", 2, "");
    ck_assert_str_eq(buf_str(&out), "\n");
    buf_clear(&out);
}
END_TEST

START_TEST(colours_take_no_room)
{
    const char *painted = "\033[1mab\033[0m\xC2\xA3";
    ck_assert_uint_eq(wrap_columns(painted, strlen(painted)), 3);
    ck_assert_uint_eq(wrap_columns("\033[1", 3), 0);
    ck_assert_str_eq(paint_code(false, PAINT_POOR), "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("report_wrap");
    TCase *t = tcase_create("report_wrap");
    tcase_add_test(t, lines_stay_within_the_width);
    tcase_add_test(t, a_long_word_stands_alone);
    tcase_add_test(t, colours_take_no_room);
    suite_add_tcase(s, t);
    return suite_run(s);
}
