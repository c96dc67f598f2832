/* Which name a misspelt word is taken for, and when none. */
#include <check.h>
#include <string.h>

#include "base/nearest.h"
#include "suite.h"

static const char *const names[] = {"check", "extract", "packs", "rules list", "rules lint"};

static const struct {
    const char *word, *want;
} rows[] = {
    {"chekc", "check"},          /* two letters exchanged */
    {"chck", "check"},           /* one left out */
    {"checkk", "check"},         /* one too many */
    {"eztract", "extract"},      /* one wrong */
    {"extr", "extract"},         /* a part of one */
    {"ext", NULL},               /* too short for a part */
    {"rules lin", "rules lint"}, /* one letter from "lint", two from "list" */
    {"frobnicate", NULL},
    {"", NULL},
    {"0123456789012345678901234567890123456789012345678901234567890123456789", NULL},
};

START_TEST(finds)
{
    const char *got = nearest_of(rows[_i].word, names, sizeof names / sizeof *names);
    if (rows[_i].want)
        ck_assert_str_eq(got, rows[_i].want);
    else
        ck_assert_ptr_null(got);
}
END_TEST

START_TEST(finds_nothing_of_nothing)
{
    ck_assert_ptr_null(nearest_of("check", names, 0));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base_nearest");
    TCase *t = tcase_create("base_nearest");
    tcase_add_loop_test(t, finds, 0, (int)(sizeof rows / sizeof *rows));
    tcase_add_test(t, finds_nothing_of_nothing);
    suite_add_tcase(s, t);
    return suite_run(s);
}
