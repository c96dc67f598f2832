/* Messages: copies, the cap, the line and the caret. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/limits.h"
#include "suite.h"

START_TEST(copies_what_it_is_given)
{
    struct diag *d = diag_new();
    char text[] = "name";
    diag_add(d, DIAG_WARNING, "a.b", text, 3, 4, text, text, "%s is %d", text, 5);
    memset(text, 'x', 4);
    const struct diag_message *m = diag_at(d, 0);
    ck_assert_str_eq(m->file, "name");
    ck_assert_str_eq(m->source, "name");
    ck_assert_str_eq(m->advice, "name");
    ck_assert_str_eq(m->text, "name is 5");
    ck_assert_str_eq(m->code, "a.b");
    ck_assert_uint_eq(diag_errors(d), 0);
    diag_free(d);
    diag_free(NULL);
}
END_TEST

START_TEST(keeps_the_first_and_counts_all)
{
    struct diag *d = diag_new();
    for (int i = 0; i < LIMIT_MESSAGES + 5; i++)
        diag_add(d, DIAG_ERROR, "x", NULL, 0, 0, NULL, NULL, "%d", i);
    ck_assert_uint_eq(diag_count(d), LIMIT_MESSAGES);
    ck_assert_uint_eq(diag_errors(d), LIMIT_MESSAGES + 5);
    ck_assert_str_eq(diag_at(d, 0)->text, "0");
    diag_free(d);
}
END_TEST

static const struct {
    uint32_t line;
    size_t room;
    const char *want;
} source_line_rows[] = {{1, 20, "one"}, {2, 20, "tw\xC3\xA9"}, {3, 20, ""}, {4, 20, "last"},
    {5, 20, ""}, {99, 20, ""}, {2, 4, "tw"}, {2, 5, "tw\xC3\xA9"}, {4, 3, "la"}, {1, 1, ""}};

START_TEST(source_line)
{
    static const char text[] = "one\r\ntw\xC3\xA9\n\nlast";
    char out[20];
    diag_source_line(text, strlen(text), source_line_rows[_i].line, out, source_line_rows[_i].room);
    ck_assert_str_eq(out, source_line_rows[_i].want);
}
END_TEST

static const struct {
    struct diag_message m;
    bool colour;
    const char *want;
} print_rows[] = {
    {{DIAG_ERROR, "c", "a.xml", 3, 4, "wrong", NULL, "one two"}, false,
        "a.xml:3:4: error: wrong\n    one two\n       ^\n"},
    {{DIAG_ERROR, "c", "a.xml", 3, 0, "wrong", NULL, "one two"}, false,
        "a.xml:3: error: wrong\n    one two\n"},
    {{DIAG_NOTE, "c", NULL, 0, 0, "said", "do this", NULL}, false, "note: said\n    do this\n"},
    {{DIAG_WARNING, "c", "f", 0, 9, "said", NULL, NULL}, false, "f: warning: said\n"},
    {{DIAG_ERROR, "c", "f", 1, 3, "e", NULL, "\t\033x"}, false,
        "f:1:3: error: e\n     <U+001B>x\n             ^\n"},
    {{DIAG_ERROR, "c", "f\033", 1, 4, "e", NULL, "\xC3\xA9\xC3\xA9\xC3\xA9z"}, true,
        "f<U+001B>:1:4: \033[31merror:\033[0m e\n    \xC3\xA9\xC3\xA9\xC3\xA9z\n       ^\n"},
    {{DIAG_ERROR, "c", "f", 1, 900, "e", NULL, "short"}, false,
        "f:1:900: error: e\n    short\n         ^\n"},
};

START_TEST(print)
{
    struct buf b;
    buf_init(&b, 4096);
    diag_print(&print_rows[_i].m, print_rows[_i].colour, &b);
    ck_assert_str_eq(b.s, print_rows[_i].want);
    buf_clear(&b);
}
END_TEST

START_TEST(long_lines_are_shown_around_the_place)
{
    char line[500];
    memset(line, 'a', sizeof line);
    line[300] = 'B';
    line[499] = '\0';
    struct diag_message m = {DIAG_ERROR, "c", "f", 1, 301, "e", NULL, line};
    struct buf b;
    buf_init(&b, 4096);
    diag_print(&m, false, &b);
    const char *shown = strstr(b.s, "\n    ") + 1, *big = strchr(shown, 'B');
    const char *below = strchr(shown, '\n') + 1, *caret = strchr(below, '^');
    ck_assert_ptr_nonnull(big);
    ck_assert_ptr_nonnull(caret);
    ck_assert_int_eq(big - shown, caret - below);
    ck_assert_uint_lt(b.len, 250);
    buf_clear(&b);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_diag");
    TCase *t = tcase_create("base_diag");
    tcase_add_test(t, copies_what_it_is_given);
    tcase_add_test(t, keeps_the_first_and_counts_all);
    tcase_add_loop_test(
        t, source_line, 0, (int)(sizeof source_line_rows / sizeof *source_line_rows));
    tcase_add_loop_test(t, print, 0, (int)(sizeof print_rows / sizeof *print_rows));
    tcase_add_test(t, long_lines_are_shown_around_the_place);
    suite_add_tcase(s, t);
    return suite_run(s);
}
