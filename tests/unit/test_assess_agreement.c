/* Figures that ought to agree: rates with populations, parts with totals, totals of tables; and
 * what must never be held against a plan. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/analyse.h"
#include "assess/agreement.h"
#include "base/diag.h"
#include "ingest/ingest.h"
#include "judge_fixture.h"
#include "suite.h"

#define POUND "\xc2\xa3"
#define SUM_TABLE(total)                                                                           \
    "| Line | 2021 | 2022 |\n|---|---|---|\n| Rooms | " POUND "3,000 | nil |\n"                    \
    "| Nurses | " POUND "4,500 | " POUND "4,100 |\n| Boats | nil | " POUND "900 |\n"               \
    "| Total | " total " |\n"

/* The plan, and the criteria of d.sums that it meets, in their order. */
static const struct {
    const char *text, *met;
} rows[] = {
    /* a rate times a population */
    {"At " POUND "2 per head for 9,000 villagers the cost is " POUND "18,000.", "rate rate-far"},
    {"At " POUND "2 per head for 9,000 villagers the cost is " POUND "18,170.", "rate-near"},
    {"At " POUND "2 per head for 9,000 villagers the cost is " POUND "19,900.", "rate-differs"},
    {"The scheme pays " POUND "2.40 for each of 9,000 villagers, " POUND "23,500 a year.",
        "rate-differs"},
    /* two years' parts of it */
    {"At " POUND "2 per head for 9,000 villagers: " POUND "10,000 this year and " POUND
     "8,000 the next.",
        "rate rate-far"},
    /* the population stands elsewhere in the plan */
    {"The parish has 9,000 villagers.\n\nThe rate is " POUND "2 per head, " POUND "18,000.",
        "rate-far"},
    /* rounded figures agree within their last place */
    {"At " POUND "3.34 per head for 9,000 villagers the cost is " POUND "30k.", "rate rate-far"},
    /* never a contradiction: about, two populations, other things, lost digits, several rates */
    {"At " POUND "2 per head for 9,000 villagers the cost is about " POUND "19,900.", ""},
    {"At " POUND "2 per head for 9,000 villagers of 9,900 the cost is " POUND "19,000.", ""},
    {"At " POUND "2 per head for 9,000 villagers; the rooms cost " POUND "60,000.", ""},
    {"At " POUND "2 per head and " POUND "5 per head for 9,000 villagers it is " POUND "19,900.",
        ""},
    {"The fund is " POUND "3 each, for the parish has 9,000 villagers, which makes " POUND
     "27,000.",
        "rate"},
    {"The fund is " POUND "3 each, for the parish has 9,000 villagers, which makes " POUND
     "28,000.",
        ""},
    /* parts of a total */
    {"It is " POUND "3,000 and " POUND "4,500, " POUND "7,500 in all.", "parts"},
    {"The total is " POUND "7,500: " POUND "3,000 and " POUND "4,500.", "parts"},
    {"Two halves of " POUND "3,750 are " POUND "7,500 in all.", "parts"},
    {"The total is " POUND "750,000: " POUND "300,000 and " POUND "449,000.", "parts-near"},
    {"The total is " POUND "7,500: " POUND "3,000 and " POUND "5,400.", "parts-differ"},
    {"It is " POUND "0.37m, " POUND "0.25m and " POUND "1.24m, " POUND "1.86m in all.", "parts"},
    {"The rooms cost " POUND "7,500, the nurses " POUND "3,000 and the ferry " POUND "5,400.", ""},
    {"The total is " POUND "7,500: " POUND "3,000 and about " POUND "5,400.", ""},
    {"The total is " POUND "7,500; " POUND "3,000 and " POUND "9,400 are for others.", ""},
    /* totals of tables: by column, and by row */
    {SUM_TABLE(POUND "7,500 | " POUND "5,000"), "table"},
    {SUM_TABLE(POUND "8,500 | " POUND "5,000"), "table table-differs"},
    {SUM_TABLE("tbc | " POUND "5,000"), "table"},
    {"| Line | 2021 | 2022 | Total |\n|---|---|---|---|\n| Rooms | 30 | 40 | 70 |\n", "table"},
    {"| Line | 2021 | 2022 | Total |\n|---|---|---|---|\n| Rooms | 30 | 40 | 80 |\n",
        "table-differs"},
    {"| Line | 2021 | 2022 | Total |\n|---|---|---|---|\n| Rooms | 30 | 40 | 40 |\n", ""},
    /* a gap in the line, or two totals: its figures are not whole */
    {"| Line | 2021 |\n|---|---|\n| Rooms | 30 |\n| Nurses | |\n| Boats | 9 |\n| Total | 45 |\n",
        ""},
    {"| Line | 2021 |\n|---|---|\n| Rooms | 30 |\n| Total | 30 |\n| Boats | 9 |\n| Total | 45 |\n",
        ""},
};

START_TEST(figures_agree_or_not)
{
    struct result *r = judge(rows[_i].text);
    const struct requirement_result *q = &r->requirements[pack_requirement(pack, "d.sums")];
    char met[400] = "";
    size_t at = 0;
    for (uint32_t i = 0; i < q->requirement->criterion_count; i++)
        if (q->criteria[i].state == CRITERION_MET)
            at += (size_t)snprintf(
                met + at, sizeof met - at, "%s%s", at ? " " : "", q->requirement->criteria[i].id);
    ck_assert_msg(strcmp(met, rows[_i].met) == 0, "\"%s\": \"%s\", expected \"%s\"", rows[_i].text,
        met, rows[_i].met);
    result_free(r);
}
END_TEST

START_TEST(figures_are_as_exact_as_they_are_written)
{
    static const struct {
        const char *text;
        double slack;
    } written[] = {{POUND "541,000", 0.5}, {POUND "350k", 500}, {POUND "1.2m", 50000},
        {POUND "1.25 million", 5000}, {"thirty-six thousand pounds", 0.5}, {POUND "2.40", 0.005}};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        struct ingest_error error;
        char text[80];
        snprintf(text, sizeof text, "It costs %s.", written[i].text);
        struct doc *doc = ingest("plan.md", text, strlen(text), "markdown", &error);
        analyse(doc, NULL);
        ck_assert_uint_eq(doc->values.n, 1);
        ck_assert_double_eq_tol(figure_slack(doc, &doc->values.v[0]), written[i].slack, 1e-9);
        doc_free(doc);
    }
}
END_TEST

START_TEST(figures_compare_by_share)
{
    ck_assert_int_eq(figures_compare(1000, 1000, 0), AGREEMENT_AGREES);
    ck_assert_int_eq(figures_compare(1000, 1004, 5), AGREEMENT_AGREES);
    ck_assert_int_eq(figures_compare(1000, 1009, 0.5), AGREEMENT_NEAR);
    ck_assert_int_eq(figures_compare(1000, 1100, 0.5), AGREEMENT_DIFFERS);
    ck_assert_int_eq(figures_compare(1000, 2000, 0.5), -1);
    ck_assert_int_eq(figures_compare(0, 2000, 0.5), -1);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("agreement");
    TCase *t = tcase_create("agreement");
    tcase_add_unchecked_fixture(t, load, unload);
    tcase_add_loop_test(t, figures_agree_or_not, 0, sizeof rows / sizeof *rows);
    tcase_add_test(t, figures_are_as_exact_as_they_are_written);
    tcase_add_test(t, figures_compare_by_share);
    suite_add_tcase(s, t);
    return suite_run(s);
}
