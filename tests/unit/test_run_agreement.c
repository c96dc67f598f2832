/* The figures of a comparison, against worked ones. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "run/agreement.h"
#include "suite.h"

static struct agreement worked(void)
{
    /* ten not-met (7, 2, 1), ten partial (2, 6, 2), ten met (1, 3, 6) */
    static const uint32_t table[3][3] = {{7, 2, 1}, {2, 6, 2}, {1, 3, 6}};
    struct agreement a = {0};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            for (uint32_t n = 0; n < table[i][k]; n++)
                agreement_add(
                    &a, (enum pa_outcome)i, (enum pa_outcome)k, i == 0 && n == 0, true, k == 2);
    return a;
}

START_TEST(figures_are_those_worked_by_hand)
{
    struct agreement a = worked();
    ck_assert_uint_eq(agreement_count(&a), 30);
    ck_assert_double_eq_tol(agreement_share(&a), 19 / 30.0, 1e-12);
    /* observed (19 + 9 / 2) / 30; expected: columns 10, 11, 9, rows 10 each: 0.55 + 1/180 */
    double observed = (19 + 4.5) / 30,
           expected =
               (10 * 10 + 10 * 11 + 10 * 9 + 0.5 * (10 * 11 + 10 * 10 + 10 * 9 + 10 * 11)) / 900.0;
    ck_assert_double_eq_tol(agreement_kappa(&a), (observed - expected) / (1 - expected), 1e-12);
    ck_assert_double_eq_tol(agreement_macro_f1(&a), (14 / 20.0 + 12 / 21.0 + 12 / 19.0) / 3, 1e-12);
    ck_assert_double_eq_tol(agreement_false_assurance(&a), 0.1, 1e-12);
    ck_assert_double_eq_tol(agreement_not_met_called_partial(&a), 0.2, 1e-12);
    ck_assert_double_eq_tol(agreement_missed(&a), 0.1, 1e-12);
    ck_assert_double_eq_tol(agreement_traps_called(&a, PA_MET), 1 / 3.0, 1e-12);
    ck_assert_double_eq_tol(agreement_evidence_hit(&a), 8 / 17.0, 1e-12);
}
END_TEST

START_TEST(nothing_compared_is_no_figure)
{
    struct agreement none = {0}, all = {0};
    ck_assert(isnan(agreement_share(&none)));
    ck_assert(isnan(agreement_kappa(&none)));
    ck_assert(isnan(agreement_missed(&none)));
    agreement_add(&all, PA_MET, PA_MET, false, false, false);
    ck_assert_double_eq_tol(agreement_kappa(&all), 1, 1e-12);
    ck_assert(isnan(agreement_evidence_hit(&all)));
    agreement_join(&none, &all);
    ck_assert_uint_eq(agreement_count(&none), 1);
}
END_TEST

START_TEST(quotes_share_words_in_a_row)
{
    ck_assert(
        quotes_share("one two three four five six", "x One, two; THREE four-five (six) y", 6));
    ck_assert(!quotes_share("one two three four five six", "one two three five four six seven", 6));
    ck_assert(quotes_share("two three", "one two three four", 6)); /* the shorter decides */
    ck_assert(!quotes_share("", "one", 6));
    ck_assert(!quotes_share("twelve", "twelv", 6));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("agreement");
    TCase *t = tcase_create("agreement");
    tcase_add_test(t, figures_are_those_worked_by_hand);
    tcase_add_test(t, nothing_compared_is_no_figure);
    tcase_add_test(t, quotes_share_words_in_a_row);
    suite_add_tcase(s, t);
    return suite_run(s);
}
