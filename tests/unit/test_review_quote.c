/* Words of a plan found again, whatever became of their blanks. */
#include "config.h"

#include <check.h>
#include <string.h>

#include "review/judgements.h"
#include "suite.h"

START_TEST(found)
{
    static const struct {
        const char *text, *quote;
        size_t near, at, end;
    } cases[] = {{"one two three", "two", 0, 4, 7}, {"one\n  two\tthree", "One two", 0, 0, 9},
        {"a two b two c", "two", 0, 2, 5}, {"a two b two c", "two", 9, 8, 11},
        {"a two b two c", " two ", 99, 8, 11}, {"aaab", "aab", 0, 1, 4},
        {"ababac ababad", "ababad", 0, 7, 13},
        {"the \xe2\x80\x9cgood\xe2\x80\x9d plan", "\"good\" plan", 0, 4, 19},
        {"caf\xc3\xa9 here", "CAFE", 0, 0, 5}};
    size_t at, end;
    const size_t len = strlen(cases[_i].text);
    ck_assert(quote_find(cases[_i].text, len, cases[_i].quote, cases[_i].near, &at, &end));
    ck_assert_uint_eq(at, cases[_i].at);
    ck_assert_uint_eq(end, cases[_i].end);
}
END_TEST

START_TEST(not_found)
{
    size_t at, end;
    ck_assert(!quote_find("one two", 7, "three", 0, &at, &end));
    ck_assert(!quote_find("one two", 7, "", 0, &at, &end));
    ck_assert(!quote_find("one two", 7, " \n", 0, &at, &end));
    ck_assert(!quote_find("", 0, "a", 0, &at, &end));
    ck_assert(!quote_find("onetwo", 6, "one two", 0, &at, &end));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("review quote");
    TCase *tc = tcase_create("quote");
    tcase_add_loop_test(tc, found, 0, 9);
    tcase_add_test(tc, not_found);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
