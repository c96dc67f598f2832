/* Values as one line of text, for tables of tests:
 * "duration 30 per 1000 head week at-least [30 minutes per 1,000 patients a week]; number 5 [5]".
 */
#ifndef TESTS_UNIT_VALUES_SHOW_H
#define TESTS_UNIT_VALUES_SHOW_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "suite.h"
#include "values/values.h"

struct values_row {
    const char *text, *want;
};

static inline void show_day(double days, struct buf *out)
{
    int y, m, d;
    value_civil((int32_t)days, &y, &m, &d);
    buf_printf(out, "%04d-%02d-%02d", y, m, d);
}

static inline void show_amount(const struct value *v, double n, struct buf *out)
{
    if (v->kind == VALUE_DATE)
        show_day(n, out);
    else if (v->kind == VALUE_TIME)
        buf_printf(out, "%02d:%02d", (int)n / 60, (int)n % 60);
    else
        buf_printf(out, "%.10g", n);
}

static inline void show_value(const struct value *v, const char *text, struct buf *out)
{
    static const char *const kinds[] = {"number", "money", "percent", "duration", "time", "date"};
    static const char *const pers[] = {"head", "practice", "day", "week", "month", "year", "other"};
    static const char *const flags[] = {"approx", "at-least", "at-most", "words", "ordinal",
        "deadline", "start", "reference", "year", "fy", "damaged", "no-year"};
    buf_printf(out, "%s ", kinds[v->kind]);
    show_amount(v, v->lo, out);
    if (v->hi > v->lo || v->hi < v->lo) {
        buf_add_str(out, "..");
        show_amount(v, v->hi, out);
    }
    if (v->per)
        buf_add_str(out, " per");
    if (v->per_count > 1)
        buf_printf(out, " %.10g", v->per_count);
    for (int b = 0; b < 7; b++)
        if (v->per & (1 << b))
            buf_printf(out, " %s", pers[b]);
    for (int b = 0; b < 12; b++)
        if (v->flags & (1 << b))
            buf_printf(out, " %s", flags[b]);
    if (text)
        buf_printf(out, " [%.*s]", (int)v->len, text + v->at);
}

static inline void show_all(const char *text, struct buf *out)
{
    struct value_list list = {0};
    values_find(text, strlen(text), &list);
    for (size_t i = 0; i < list.n; i++) {
        if (i)
            buf_add_str(out, "; ");
        show_value(&list.v[i], text, out);
    }
    xfree(list.v);
}

static inline void check_rows(const struct values_row *rows, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct buf out;
        buf_init(&out, 1 << 16);
        show_all(rows[i].text, &out);
        if (strcmp(buf_str(&out), rows[i].want) != 0) {
            fprintf(stderr, "# \"%s\"\n#   want %s\n#   have %s\n", rows[i].text, rows[i].want,
                buf_str(&out));
            wrong++;
        }
        buf_clear(&out);
    }
    ck_assert_int_eq(wrong, 0);
}

static inline int run_test(const char *name, const TTest *test)
{
    Suite *s = suite_create(name);
    TCase *t = tcase_create("rows");
    tcase_add_test(t, test);
    suite_add_tcase(s, t);
    return suite_run(s);
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

#endif
