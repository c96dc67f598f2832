/* Bounds as packs state them, and values printed and read again. */
#include "suite.h"
#include "values_show.h"

static const struct values_row bounds[] = {
    {"1.5 hours", "duration 90"},
    {"30 minutes per 1000 population per week", "duration 30 per 1000 head week"},
    {"30 minutes per 1,000 population", "duration 30 per 1000 head"},
    {"18:30", "time 18:30"},
    {"08:00", "time 08:00"},
    {"6.30pm", "time 18:30"},
    {"8am to 8pm", "time 08:00..20:00"},
    {"2019-03-31", "date 2019-03-31"},
    {"31 March 2019", "date 2019-03-31"},
    {"March 2019", "date 2019-03-01..2019-03-31"},
    {"2018/19", "date 2018-04-01..2019-03-31 year fy"},
    {"2019", "date 2019-01-01..2019-12-31 year"},
    {"Q2 2017/18", "date 2017-07-01..2017-09-30 fy"},
    {"end of March 2019", "date 2019-03-31"},
    {"\xc2\xa3"
     "3 per head",
        "money 3 per head"},
    {"\xc2\xa3"
     "1.2m",
        "money 1200000"},
    {"\xc2\xa3"
     "3",
        "money 3"},
    {"100%", "percent 100"},
    {"5", "number 5"},
    {"0.5", "number 0.5"},
    {"1,000", "number 1000"},
    {"-3", "number -3"},
    {" 12 ", "number 12"},
    {"two weeks", "duration 20160 words"},
    {"10-15 minutes", "duration 10..15"},
    {"111", "number 111 reference"},
    {"", NULL},
    {"   ", NULL},
    {"hours", NULL},
    {"5 apples", NULL},
    {"5 6", NULL},
    {"about 5", NULL},
    {"18:75", NULL},
    {"2019-13-31", NULL},
    {"5YFV", NULL},
    {"1:20", NULL},
};

START_TEST(bounds_are_read)
{
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        struct value v;
        struct buf out;
        bool found = values_parse(bounds[i].text, &v);
        ck_assert_msg(found == (bounds[i].want != NULL), "\"%s\"", bounds[i].text);
        if (!found)
            continue;
        buf_init(&out, 1000);
        show_value(&v, NULL, &out);
        ck_assert_str_eq(buf_str(&out), bounds[i].want);
        buf_clear(&out);
    }
}
END_TEST

static const struct values_row printed[] = {
    {"1.5 hours", "1.5 hours"},
    {"90 mins", "1.5 hours"},
    {"45 min", "45 minutes"},
    {"one hour", "1 hour"},
    {"six months", "6 months"},
    {"5 years", "5 years"},
    {"two weeks", "2 weeks"},
    {"10-15 minutes", "10 to 15 minutes"},
    {"half an hour", "30 minutes"},
    {"6 to 8 weeks", "6 to 8 weeks"},
    {"3 days", "3 days"},
    {"thirty minutes per thousand patients a week", "30 minutes per 1,000 people per week"},
    {"3.34 per head", "\xc2\xa3"
                      "3.34 per head"},
    {"\xc2\xa3"
     "1,234,500",
        "\xc2\xa3"
        "1.23m"},
    {"\xc2\xa3"
     "40K a year",
        "\xc2\xa3"
        "40,000 per year"},
    {"half past six in the evening", "18:30"},
    {"8am to 8pm", "08:00 to 20:00"},
    {"20%-30%", "20% to 30%"},
    {"one in five", "20%"},
    {"31/03/2019", "31 March 2019"},
    {"Mar-19", "March 2019"},
    {"2018-19", "2018/19"},
    {"2018", "2018"},
    {"quarter four of 2018/19", "Q4 2018/19"},
    {"Q1 2018/19", "Q1 2018/19"},
    {"spring 2018", "1 March 2018 to 31 May 2018"},
    {"31 March", "31 March"},
    {"1234567", "1,234,567"},
    {"1000000", "1,000,000"},
    {"0.25", "0.25"},
    {"2.5", "2.5"},
    {"-1,200", "-1,200"},
};

START_TEST(values_are_printed_as_people_write)
{
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        struct value v;
        struct buf out;
        ck_assert_msg(values_parse(printed[i].text, &v), "\"%s\"", printed[i].text);
        buf_init(&out, 1000);
        value_print(&v, &out);
        ck_assert_str_eq(buf_str(&out), printed[i].want);
        buf_clear(&out);
    }
}
END_TEST

START_TEST(printed_values_are_read_again)
{
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        struct value v, w;
        struct buf out;
        if (!bounds[i].want)
            continue;
        ck_assert(values_parse(bounds[i].text, &v));
        buf_init(&out, 1000);
        value_print(&v, &out);
        ck_assert_msg(values_parse(buf_str(&out), &w), "\"%s\"", buf_str(&out));
        ck_assert_int_eq(w.kind, v.kind);
        ck_assert_int_eq(w.per, v.per);
        ck_assert_double_eq_tol(w.lo, v.lo, 1e-9);
        ck_assert_double_eq_tol(w.hi, v.hi, 1e-9);
        ck_assert_double_eq_tol(w.per_count, v.per_count, 1e-9);
        buf_clear(&out);
    }
}
END_TEST

START_TEST(rates_are_brought_to_one)
{
    struct value v;
    ck_assert(values_parse("30 minutes per 1000 population per week", &v));
    ck_assert_double_eq_tol(value_per_one(&v, v.lo), 0.03, 1e-12);
    ck_assert(values_parse("5", &v));
    ck_assert_double_eq_tol(value_per_one(&v, v.lo), 5, 1e-12);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("values_parse");
    TCase *t = tcase_create("core");
    tcase_add_test(t, bounds_are_read);
    tcase_add_test(t, values_are_printed_as_people_write);
    tcase_add_test(t, printed_values_are_read_again);
    tcase_add_test(t, rates_are_brought_to_one);
    suite_add_tcase(s, t);
    return suite_run(s);
}
