/* What holds for every text: order, no overlap, no dependence on what stands after the end, speed
 * on hostile texts; and the calendar. */
#include <time.h>

#include "suite.h"
#include "values/scan.h"
#include "values_show.h"

/* One assertion a list: there are many lists. */
static void check_list(const char *text, size_t len)
{
    struct value_list list = {0};
    values_find(text, len, &list);
    size_t end = 0, wrong = 0;
    for (size_t i = 0; i < list.n; i++) {
        const struct value *v = &list.v[i];
        bool rate = v->per != 0, counted = v->per_count > 0;
        if (v->at < end || !v->len || !(v->lo <= v->hi) || v->kind >= VALUE_KINDS ||
            rate != counted)
            wrong++;
        end = (size_t)v->at + v->len;
    }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_uint_le(end, len);
    xfree(list.v);
}

START_TEST(values_are_in_order_and_apart)
{
    static const char text[] = "By 31st March 2019, 20 GPs (12.5 wte) at \xc2\xa3"
                               "3.34 per head, 30 minutes per 1,000 a week, from half past six to "
                               "8pm; one in five; 2017/18-2018/19; (1,200) 50, , ,000.";
    for (size_t from = 0; from < sizeof text - 1; from++)
        for (size_t to = from; to < sizeof text; to++)
            check_list(text + from, to - from);
}
END_TEST

START_TEST(long_runs_take_linear_time)
{
    static const char *const units[] = {"1", "1,", "1.", "1-", "-", "one ", "a ", "1/",
        "per 1,000 ", "million ", "\xc2\xa3", "Q", "between 1 and ", "June, ", "1 to ",
        "\xe2\x80\x93", "( ", "the end of ", "hundred and ", " ", "\n", "50, , "};
    size_t len = 1 << 18;
    char *text = xmalloc(len);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]);
        for (size_t i = 0; i < len; i++)
            text[i] = units[u][i % n];
        clock_t start = clock();
        check_list(text, len);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        ck_assert_msg(seconds < 4, "\"%s\": %.1f s", units[u], seconds);
    }
    xfree(text);
}
END_TEST

START_TEST(nothing_is_found_in_nothing)
{
    struct value_list list = {0};
    values_find("", 0, &list);
    values_find("words without any of it", 23, &list);
    ck_assert_uint_eq(list.n, 0);
    xfree(list.v);
}
END_TEST

START_TEST(found_values_are_appended)
{
    struct value_list list = {0};
    values_find("12", 2, &list);
    values_find("13", 2, &list);
    ck_assert_uint_eq(list.n, 2);
    ck_assert_double_eq(list.v[1].lo, 13);
    xfree(list.v);
}
END_TEST

START_TEST(days_and_back)
{
    ck_assert_int_eq(value_days(1970, 1, 1), 0);
    ck_assert_int_eq(value_days(2000, 3, 1), 11017);
    ck_assert_int_eq(value_days(2019, 3, 31), 17986);
    for (int32_t day = -800000; day < 800000; day += 17) {
        int y, m, d;
        value_civil(day, &y, &m, &d);
        ck_assert_int_eq(value_days(y, m, d), day);
    }
    ck_assert_int_eq(easter_day(2018), value_days(2018, 4, 1));
    ck_assert_int_eq(easter_day(2019), value_days(2019, 4, 21));
    ck_assert_int_eq(easter_day(2024), value_days(2024, 3, 31));
    ck_assert_int_eq(month_last(2016, 2), value_days(2016, 2, 29));
    ck_assert_int_eq(month_last(2018, 12), value_days(2018, 12, 31));
}
END_TEST

START_TEST(the_table_of_words_is_in_order)
{
    ck_assert(words_in_order());
}
END_TEST

int main(void)
{
    Suite *s = suite_create("values_find");
    TCase *t = tcase_create("core");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, values_are_in_order_and_apart);
    tcase_add_test(t, long_runs_take_linear_time);
    tcase_add_test(t, nothing_is_found_in_nothing);
    tcase_add_test(t, found_values_are_appended);
    tcase_add_test(t, days_and_back);
    tcase_add_test(t, the_table_of_words_is_in_order);
    suite_add_tcase(s, t);
    return suite_run(s);
}
