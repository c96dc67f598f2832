/* Small plans against the pack in tests/data/judge: scope, grades, voids, joins, accounting. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyse/analyse.h"
#include "assess/assess.h"
#include "base/diag.h"
#include "ingest/ingest.h"
#include "judge_fixture.h"
#include "suite.h"

static const struct criterion_result *criterion(
    const struct result *r, const char *requirement, const char *id)
{
    const struct requirement_result *q = &r->requirements[pack_requirement(pack, requirement)];
    for (uint32_t i = 0; i < q->requirement->criterion_count; i++)
        if (!strcmp(q->requirement->criteria[i].id, id))
            return &q->criteria[i];
    ck_abort_msg("no criterion %s", id);
    return NULL;
}

/* Requirement, criterion, the plan, its state, and the best candidate's reason (VOID_REASONS: no
 * candidate is expected, or any). */
static const struct row {
    const char *requirement, *criterion, *text;
    enum criterion_state state;
    enum void_reason reason;
} rows[] = {
    /* grades and voids act in the clause */
    {"d.open", "sunday-open", "The clinic will open on Sunday.", CRITERION_MET, VOID_NOT},
    {"d.open", "sunday-open", "The clinic will not open on Sunday.", CRITERION_MISSING,
        VOID_NEGATED},
    {"d.open", "sunday-open", "No clinic will open on Sunday.", CRITERION_MISSING, VOID_NEGATED},
    /* a title that promises what shall not be negates nothing of what stands under it */
    {"d.open", "sunday-open", "**Nobody left waiting.** The clinic will open on Sunday.",
        CRITERION_MET, VOID_NOT},
    {"d.open", "sunday-open", "**Not agreed.** The clinic will open on Sunday.", CRITERION_MISSING,
        VOID_NEGATED},
    {"d.open", "sunday-open", "There will be no car park; the clinic will open on Sunday.",
        CRITERION_MET, VOID_NOT},
    {"d.open", "sunday-open", "The clinic will open on Sunday, excluding bank holidays.",
        CRITERION_MET, VOID_NOT},
    {"d.open", "sunday-open", "We will explore whether the clinic could open on Sunday.",
        CRITERION_WEAK, VOID_WEAK},
    {"d.open", "sunday-open", "Subject to funding, the clinic will open on Sunday.", CRITERION_WEAK,
        VOID_WEAK},
    /* a row or label that is left open says nothing yet; one open cell among others is no matter */
    {"d.open", "sunday-open",
        "| What | Who | When |\n|---|---|---|\n| The clinic opens on Sunday | TBC | to follow |\n",
        CRITERION_MISSING, VOID_PLACEHOLDER},
    {"d.open", "sunday-open",
        "| What | Who | When |\n|---|---|---|\n| The clinic opens on Sunday | TBC | May 2017 |\n",
        CRITERION_MET, VOID_NOT},
    {"d.open", "sunday-open", "How the clinic will open on Sunday: to follow.", CRITERION_MISSING,
        VOID_PLACEHOLDER},
    {"d.open", "sunday-open", "CCGs are required to open a clinic on Sunday.", CRITERION_MISSING,
        VOID_RECITED},
    {"d.open", "sunday-open",
        "CCGs are required to:\n\n- open a clinic on Sunday\n- have a nurse\n", CRITERION_MISSING,
        VOID_RECITED},
    {"d.open", "sunday-open", "We will:\n\n- open a clinic on Sunday\n- have a nurse\n",
        CRITERION_MET, VOID_NOT},
    {"d.open", "sunday-open", "Will the clinic open on Sunday?", CRITERION_MISSING, VOID_QUESTION},
    {"d.open", "sunday-open", "## The clinic will open on Sunday\n\nA nurse will come.",
        CRITERION_MISSING, VOID_HEADING},
    {"d.open", "sunday-open", "The clinic is currently open on Sunday.", CRITERION_MISSING,
        VOID_EXISTING},
    {"d.open", "sunday-open", "The walk-in centre will open on Sunday.", CRITERION_MISSING,
        VOID_LOOK_ALIKE},
    {"d.open", "sunday-open",
        "The parish must hold a clinic on every Sunday of the year and tell everybody about it in "
        "good time: it will be open.",
        CRITERION_MISSING, VOID_ECHO},
    {"d.open", "sunday-open", "Northend CCG will open a clinic on Sunday.", CRITERION_MISSING,
        VOID_OTHERS},
    {"d.open", "sunday-open", "A neighbouring county has opened a clinic on Sunday.",
        CRITERION_MISSING, VOID_OTHERS},
    {"d.open", "sunday-open", "With a neighbouring county we will open a clinic on Sunday.",
        CRITERION_MET, VOID_NOT},
    /* a risk names by the way what it threatens; where the whole table is about it, it counts */
    {"d.topic", "near",
        "The hall is old.\n\n| Risk | Likelihood | Mitigation |\n|---|---|---|\n| The roof leaks | "
        "3 "
        "| A new roof |\n| The clinic has no room | 4 | A nurse will come |\n",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    {"d.topic", "near",
        "## The clinic\n\n| Risk | Likelihood | Mitigation |\n|---|---|---|\n| The roof leaks | 3 "
        "| A "
        "new roof |\n| No room | 4 | A nurse will come |\n",
        CRITERION_MET, VOID_NOT},
    /* joins: sentence, heads of a table */
    {"d.open", "sunday-open", "The clinic will open. On Sunday we will rest.", CRITERION_MISSING,
        VOID_REASONS},
    {"d.open", "sunday-open", "| Day | Open |\n|---|---|\n| Sunday | 9 to 12 |\n", CRITERION_MET,
        VOID_NOT},
    /* the topic's reach */
    {"d.topic", "same", "The clinic will have a nurse.", CRITERION_MET, VOID_NOT},
    {"d.topic", "same", "The clinic will open. A nurse will come.", CRITERION_MISSING,
        VOID_OFF_TOPIC},
    {"d.topic", "near", "The clinic will open. A nurse will come.", CRITERION_MET, VOID_NOT},
    {"d.topic", "near", "The clinic will open.\n\nA nurse will come.", CRITERION_MISSING,
        VOID_OFF_TOPIC},
    {"d.topic", "wide", "The clinic will open.\n\nA nurse will come.", CRITERION_MISSING,
        VOID_OFF_TOPIC},
    {"d.topic", "wide", "The clinic will open.\n\nThis will have a nurse.", CRITERION_MET,
        VOID_NOT},
    {"d.topic", "wide", "## The clinic\n\nIt opens.\n\n### Staff\n\nA nurse will come.",
        CRITERION_MET, VOID_NOT},
    {"d.topic", "near", "## The clinic\n\nIt opens.\n\n### Staff\n\nA nurse will come.",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    {"d.topic", "wide", "## The clinic\n\nIt opens.\n\n### The ferry\n\nA nurse will come.",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    {"d.topic", "near",
        "## The ferry and more\n\nIt sails.\n\n### The clinic\n\nA nurse will come.", CRITERION_MET,
        VOID_NOT},
    {"d.topic", "wide",
        "## The clinic\n\nIt opens.\n\n### The ferry\n\n#### Crew\n\nA nurse will come.",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    {"d.topic", "wide", "# The clinic\n\nIt opens.\n\n## Staff\n\nA nurse will come.\n\n## End\n",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    /* a section that keeps naming a domain's matter lends it to what names none, but not to what
     * stands under a heading about a look-alike */
    {"d.topic", "near",
        "## Our plans\n\nThe clinic opens.\n\nThe clinic grows.\n\nA nurse will come.\n\nThe "
        "clinic "
        "stays.\n",
        CRITERION_MET, VOID_NOT},
    {"d.topic", "near",
        "## Our plans\n\nThe clinic opens.\n\nThe clinic grows.\n\nA nurse will come.\n",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    {"d.topic", "near",
        "## Our plans\n\nThe clinic opens.\n\nThe clinic grows.\n\nThe clinic stays.\n\n### The "
        "ferry\n\nA nurse will come.\n",
        CRITERION_MISSING, VOID_OFF_TOPIC},
    {"d.topic", "same", "Clinics, by place:\n\n- Hill: a nurse will come\n- Dale: open\n",
        CRITERION_MET, VOID_NOT},
    /* headings are context, but not the title of the whole plan */
    {"d.value", "doctors-nurse", "# Plan\n\n## The clinic and its doctor\n\nA nurse will come.",
        CRITERION_MET, VOID_NOT},
    {"d.value", "doctors-nurse", "# The doctor plan\n\n## The clinic\n\nA nurse will come.",
        CRITERION_MISSING, VOID_REASONS},
    /* values and their bounds */
    {"d.value", "hours", "The clinic will run for two and a half hours.", CRITERION_MET, VOID_NOT},
    {"d.value", "hours", "The clinic will run for 150 minutes.", CRITERION_MET, VOID_NOT},
    {"d.value", "hours", "The clinic will run for 45 minutes.", CRITERION_MISSING, VOID_REASONS},
    {"d.value", "hours", "The clinic will run for up to three hours.", CRITERION_MISSING,
        VOID_REASONS},
    {"d.value", "two-staff", "The clinic will have a nurse. A doctor will come too.", CRITERION_MET,
        VOID_NOT},
    {"d.value", "two-staff", "The clinic will have a nurse, and another nurse.", CRITERION_MISSING,
        VOID_REASONS},
    {"d.value", "no-ferry", "The clinic will have a nurse on the ferry.", CRITERION_MISSING,
        VOID_REASONS},
    {"d.value", "no-ferry", "The clinic will have a nurse on the hill.", CRITERION_MET, VOID_NOT},
    {"d.value", "three-dates", "Clinic dates:\n\n- 1 May 2021\n- 1 June 2021\n- 1 July 2021\n",
        CRITERION_MET, VOID_NOT},
    {"d.value", "three-dates",
        "Clinic dates:\n\n- 1 May 2021\n- 1 June 2021\n- again 1 June 2021\n", CRITERION_MISSING,
        VOID_REASONS},
    {"d.value", "series",
        "Clinic uptake\n\n| | May 2021 | June 2021 |\n|---|---|---|\n| Clinic uptake | 10% | 20% "
        "|\n",
        CRITERION_MET, VOID_NOT},
    {"d.value", "series",
        "Clinic uptake\n\n| | May 2021 | June 2021 |\n|---|---|---|\n| Clinic uptake | 30% | 20% "
        "|\n",
        CRITERION_MISSING, VOID_REASONS},
    {"d.value", "series", "Clinic uptake will be 10% by May 2021 and 20% by June 2021.",
        CRITERION_MET, VOID_NOT},
};

START_TEST(criteria_come_out_as_stated)
{
    const struct row *row = &rows[_i];
    struct result *r = judge(row->text);
    const struct criterion_result *c = criterion(r, row->requirement, row->criterion);
    ck_assert_msg(c->state == row->state, "%s in \"%s\": state %d, expected %d", row->criterion,
        row->text, c->state, row->state);
    if (row->reason != VOID_REASONS) {
        ck_assert_msg(c->count > 0, "no candidate in \"%s\"", row->text);
        ck_assert_msg(c->candidates[0].reason == row->reason, "\"%s\": reason %d (%s), expected %d",
            row->text, c->candidates[0].reason, void_reason_text(c->candidates[0].reason),
            row->reason);
    }
    result_free(r);
}
END_TEST

static const struct {
    const char *requirement, *text;
    enum pa_outcome outcome;
} outcomes[] = {
    {"d.roads", "The nurse will lead, and a doctor will help.", PA_MET},
    {"d.roads", "The nurse will lead.", PA_PARTIAL},
    {"d.roads", "The nurse and the doctor will come.", PA_NOT_MET}, /* the gate is shut */
    {"d.roads", "The lead will take the ferry.", PA_MET},           /* the other road */
    {"d.roads", "The nurse will lead, the doctor will help, at a risk.", PA_PARTIAL}, /* a cap */
    {"d.below", "The nurse will come on 90% of days.", PA_MET},
    {"d.below", "The nurse will come on 64% of days.", PA_PARTIAL},                /* below */
    {"d.below", "The nurse will come on 64% of days. Dr Hill will lead.", PA_MET}, /* remedied */
    {"d.roads", "We hope that a nurse might lead.", PA_PARTIAL},             /* weak counts here */
    {"d.open", "We hope that the clinic might open on Sunday.", PA_NOT_MET}, /* and not here */
};

START_TEST(figure_below_its_bound_is_a_gap_in_words)
{
    struct result *r = judge("The nurse will come on 64% of days.");
    const struct requirement_result *q = &r->requirements[pack_requirement(pack, "d.below")];
    ck_assert_str_eq(q->why, "64% is below 85 per cent and nobody leads");
    ck_assert_uint_eq(q->gap_count, 1);
    ck_assert_str_eq(q->gaps[0], q->why);
    ck_assert_str_eq(q->requirement->criteria[q->capped_by].id, "low");
    result_free(r);
}
END_TEST

START_TEST(outcomes_are_accounted)
{
    struct result *r = judge(outcomes[_i].text);
    enum pa_outcome got = r->requirements[pack_requirement(pack, outcomes[_i].requirement)].outcome;
    ck_assert_msg(got == outcomes[_i].outcome, "\"%s\": %s, expected %s", outcomes[_i].text,
        outcome_name(got), outcome_name(outcomes[_i].outcome));
    result_free(r);
}
END_TEST

START_TEST(scores_count_weights_and_ratings_give_reasons)
{
    struct result *r =
        judge("The clinic will open on Sunday, and a nurse will run the clinic for three hours.");
    ck_assert_double_eq_tol(r->points, 4, 1e-9); /* all but roads, which has no lead, and cost */
    ck_assert_double_eq_tol(r->of, 6, 1e-9);
    ck_assert_double_eq_tol(r->score, 400.0 / 6, 1e-9);
    ck_assert_int_eq(r->rating, PA_GREEN);
    result_free(r);
    r = judge("Nothing.");
    ck_assert_int_eq(r->rating, PA_RED);
    ck_assert_double_eq_tol(r->score, 0, 1e-9);
    ck_assert(strlen(r->why) > 0);
    result_free(r);
}
END_TEST

/* A page of damaged text is one long line: what stands far from the topic is not about it. */
START_TEST(overlong_paragraphs_are_read_by_windows)
{
    char far[4000] = "The clinic will open.", near[4000] = "";
    for (int i = 0; i < 14; i++) {
        static const char filler[] = " The hall has a roof of slate and the garden behind it is "
                                     "kept by people of the parish "
                                     "who meet there when the weather allows.";
        memcpy(far + strlen(far), filler, sizeof filler);
        memcpy(near + strlen(near), filler + (i == 0), sizeof filler - (i == 0));
    }
    memcpy(far + strlen(far), " A nurse will come.", 20);
    memcpy(near + strlen(near), " The clinic will open. A nurse will come.", 42);
    struct result *r = judge(far);
    ck_assert_int_eq(criterion(r, "d.topic", "near")->state, CRITERION_MISSING);
    result_free(r);
    r = judge(near);
    ck_assert_int_eq(criterion(r, "d.topic", "near")->state, CRITERION_MET);
    result_free(r);
}
END_TEST

START_TEST(gaps_name_what_is_missing)
{
    struct result *r = judge("A nurse will lead.");
    const struct requirement_result *q = &r->requirements[pack_requirement(pack, "d.roads")];
    ck_assert_int_eq(q->outcome, PA_PARTIAL);
    ck_assert_uint_eq(q->gap_count, 1);
    ck_assert_str_eq(q->gaps[0], "a doctor");
    ck_assert_str_eq(q->why, "found: a nurse");
    result_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("judgement");
    TCase *t = tcase_create("judgement");
    tcase_add_unchecked_fixture(t, load, unload);
    tcase_add_loop_test(t, criteria_come_out_as_stated, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, outcomes_are_accounted, 0, sizeof outcomes / sizeof *outcomes);
    tcase_add_test(t, scores_count_weights_and_ratings_give_reasons);
    tcase_add_test(t, overlong_paragraphs_are_read_by_windows);
    tcase_add_test(t, gaps_name_what_is_missing);
    tcase_add_test(t, figure_below_its_bound_is_a_gap_in_words);
    suite_add_tcase(s, t);
    return suite_run(s);
}
