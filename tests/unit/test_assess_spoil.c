/* Defects that cap an outcome: which places they touch, what stands elsewhere unharmed, and what a
 * requirement says against its pack. */
#include "judge_fixture.h"
#include "suite.h"

#define WRONG "We pay £2 a head for all 100,000 patients of the villagers, which is £210,000.\n\n"
#define TABLE                                                                                      \
    "| Cost | 2021 |\n|---|---|\n| Villagers | £400 |\n| Ferry | £300 |\n| Total | £900 |\n\n"

static const struct {
    const char *what, *requirement, *text;
    enum pa_outcome outcome;
    const char *rule; /* of the defect that decided; NULL: none */
} plans[] = {
    {"the sum is right", "d.cost",
        "We pay £2 a head for all 100,000 patients of the villagers, which is £200,000.", PA_MET,
        NULL},
    {"its only place is wrong", "d.cost", WRONG, PA_PARTIAL, "defect.arithmetic"},
    {"another place is unharmed", "d.cost", WRONG "Villagers cost £2,000 in all.", PA_MET, NULL},
    {"a defect elsewhere", "d.cost",
        "Villagers cost £2,000.\n\nWe pay £2 a head for all 100,000 patients, which is £210,000.",
        PA_MET, NULL},
    {"a criterion that met does not need", "d.cost",
        "Villagers cost £2,000.\n\nThe doctor pays £2 a head for all 100,000 patients, which is "
        "£210,000.",
        PA_MET, NULL},
    {"the table's total, another row", "d.cost", TABLE, PA_NOT_MET, "defect.table-total"},
    {"the table's total, text beside it", "d.cost", TABLE "Our villagers cost £400.", PA_MET, NULL},
    {"the pack's cap", "d.below", "The nurse will come from 31 June 2021.", PA_PARTIAL,
        "defect.bad-date"},
    {"a defect anywhere in the plan", "d.cost",
        "Villagers cost £2,000.\n\nThe nurse is called [insert name here].", PA_PARTIAL,
        "defect.placeholder"},
    {"the pack's cap, lifted", "d.cost", "Villagers cost £2,000 from 31 June 2021.", PA_MET, NULL},
};

START_TEST(outcome_follows_what_it_rests_on)
{
    struct result *r = judge(plans[_i].text);
    const struct requirement_result *q =
        &r->requirements[pack_requirement(pack, plans[_i].requirement)];
    ck_assert_msg(q->outcome == plans[_i].outcome, "%s: %s, expected %s: %s", plans[_i].what,
        outcome_name(q->outcome), outcome_name(plans[_i].outcome), q->why);
    ck_assert_str_eq(
        q->spoiled_by ? q->spoiled_by->rule : "", plans[_i].rule ? plans[_i].rule : "");
    result_free(r);
}
END_TEST

START_TEST(gap_names_the_defect_and_its_places)
{
    struct result *r = judge("# Costs\n\n" TABLE);
    const struct requirement_result *q = &r->requirements[pack_requirement(pack, "d.cost")];
    const char *gap = q->gaps[q->gap_count - 1];
    ck_assert_ptr_eq(gap, q->why);
    ck_assert_msg(
        !strncmp(gap, "the table does not add up (defect.table-total on line ", 54), "%s", gap);
    ck_assert_msg(strstr(gap, "700") != NULL, "%s", gap);
    result_free(r);
    r = judge("We pay £2 a head for all 100,000 patients of the villagers, which is £210,000.");
    q = &r->requirements[pack_requirement(pack, "d.cost")];
    ck_assert_msg(strstr(q->why, "on line 1") != NULL, "%s", q->why);
    result_free(r);
}
END_TEST

/* What packs may say is what the checks are called. */
START_TEST(checks_have_the_names_that_packs_use)
{
    size_t i = 0;
    for (; defect_rule_words[i]; i++)
        ck_assert_str_eq(defect_rule_words[i], defect_check_at(i)->rule);
    ck_assert_ptr_null(defect_check_at(i));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("assess_spoil");
    TCase *t = tcase_create("spoil");
    tcase_add_unchecked_fixture(t, load, unload);
    tcase_add_loop_test(t, outcome_follows_what_it_rests_on, 0, sizeof plans / sizeof *plans);
    tcase_add_test(t, gap_names_the_defect_and_its_places);
    tcase_add_test(t, checks_have_the_names_that_packs_use);
    suite_add_tcase(s, t);
    return suite_run(s);
}
