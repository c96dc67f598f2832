/* Judgements over small judged plans: both outcomes, evidence struck and added, figures anew. */
#include "assess/judge.h"

#include "base/mem.h"
#include "judge_fixture.h"
#include "suite.h"

#define SHA  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PLAN "A nurse will run the clinic for three hours. The walls are painted green."

static struct diag *diag;

static struct judgements *judgements_of(const char *list)
{
    char text[4000];
    snprintf(text, sizeof text,
        "{\"schema\": \"planassure-judgements/1\", \"plan\": \"" SHA "\", \"judgements\": [%s]}",
        list);
    struct judgements *j = judgements_parse(text, strlen(text), "j.json", diag);
    ck_assert_ptr_nonnull(j);
    return j;
}

static struct result *judge_plan(void)
{
    struct result *r = judge(PLAN);
    r->sha256 = SHA;
    return r;
}

static struct requirement_result *find(const struct result *r, const char *id)
{
    for (uint32_t i = 0; i < r->requirement_count; i++)
        if (!strcmp(r->requirements[i].requirement->id, id))
            return &r->requirements[i];
    ck_abort_msg("%s", id);
}

#define BY ", \"by\": \"A. Smith\", \"when\": \"2018-03-31\""

START_TEST(another_outcome)
{
    diag = diag_new();
    struct result *plain = judge_plan(), *r = judge_plan();
    ck_assert_int_eq(find(plain, "d.open")->outcome, PA_NOT_MET);
    struct judgements *j = judgements_of("{\"requirement\": \"d.open\", \"outcome\": \"met\", "
                                         "\"comment\": \"on the walls\", \"add\": [{\"quote\": "
                                         "\"walls are  painted\"}]" BY "}");
    judge_apply(r, j, diag);
    struct requirement_result *res = find(r, "d.open");
    ck_assert_int_eq(res->outcome, PA_MET);
    ck_assert_int_eq(res->own_outcome, PA_NOT_MET);
    ck_assert_double_eq(res->score, 1);
    ck_assert_uint_eq(res->gap_count, 0);
    ck_assert_ptr_nonnull(strstr(res->why, "A. Smith"));
    ck_assert_ptr_nonnull(strstr(res->why, "on the walls"));
    ck_assert_ptr_nonnull(strstr(res->why, "not-met"));
    ck_assert_str_ne(res->fingerprint, find(plain, "d.open")->fingerprint);
    ck_assert_uint_eq(r->own.judged, 1);
    ck_assert_uint_eq(r->own.changed, 1);
    ck_assert_double_eq(r->own.points, plain->points);
    ck_assert_double_eq(r->own.score, plain->score);
    ck_assert_double_eq(r->points, plain->points + res->requirement->weight);
    ck_assert_uint_eq(r->domains[0].met, plain->domains[0].met + 1);
    ck_assert_uint_eq(r->domains[0].not_met, plain->domains[0].not_met - 1);
    const struct evidence *e = NULL;
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++)
        if (res->criteria[i].count && !e)
            e = &res->criteria[i].candidates[0].evidence;
    ck_assert_ptr_nonnull(e);
    ck_assert_int_eq(strncmp(r->doc->text + e->at, "walls are painted", 17), 0);
    ck_assert_uint_eq(diag_count(diag), 0);
    result_free(r);
    result_free(plain);
    judgements_free(j);
    diag_free(diag);
}
END_TEST

START_TEST(struck)
{
    diag = diag_new();
    struct result *r = judge_plan();
    const char *id = NULL;
    for (uint32_t i = 0; i < r->requirement_count && !id; i++)
        if (r->requirements[i].outcome == PA_MET)
            id = r->requirements[i].requirement->id;
    ck_assert_ptr_nonnull(id);
    char list[400];
    snprintf(list, sizeof list,
        "{\"requirement\": \"%s\", \"outcome\": \"not-met\", \"comment\": \"a nurse is no plan\","
        " \"strike\": [{\"quote\": \"A nurse will run the clinic\"}]" BY "}",
        id);
    struct judgements *j = judgements_of(list);
    judge_apply(r, j, diag);
    struct requirement_result *res = find(r, id);
    ck_assert_int_eq(res->outcome, PA_NOT_MET);
    ck_assert_uint_ge(res->gap_count, 1);
    ck_assert_str_eq(res->gaps[0], "a nurse is no plan");
    for (uint32_t i = 0; i < res->requirement->criterion_count; i++) {
        ck_assert_uint_eq(res->criteria[i].counting, 0);
        ck_assert_int_ne(res->criteria[i].state, CRITERION_MET);
    }
    result_free(r);
    judgements_free(j);
    diag_free(diag);
}
END_TEST

START_TEST(not_applied)
{
    static const char *const lists[] = {
        "{\"requirement\": \"d.open\", \"outcome\": \"met\", \"add\": [{\"quote\": \"walls are "
        "blue\"}]" BY "}",
        "{\"requirement\": \"d.unknown\", \"outcome\": \"met\"" BY "}",
        "{\"requirement\": \"d.open\", \"outcome\": \"met\"" BY "}"};
    static const char *const codes[] = {
        "judgements.quote", "judgements.requirement", "judgements.plan"};
    diag = diag_new();
    struct result *r = judge_plan();
    if (_i == 2)
        r->sha256 = "of another plan";
    struct judgements *j = judgements_of(lists[_i]);
    judge_apply(r, j, diag);
    ck_assert_uint_eq(diag_count(diag), 1);
    ck_assert_str_eq(diag_at(diag, 0)->code, codes[_i]);
    ck_assert_int_eq(find(r, "d.open")->outcome, PA_NOT_MET);
    ck_assert_ptr_null(find(r, "d.open")->judgement);
    ck_assert_uint_eq(r->own.judged, 0);
    result_free(r);
    judgements_free(j);
    diag_free(diag);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("assess judge");
    TCase *tc = tcase_create("judge");
    tcase_add_unchecked_fixture(tc, load, unload);
    tcase_add_test(tc, another_outcome);
    tcase_add_test(tc, struck);
    tcase_add_loop_test(tc, not_applied, 0, 3);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
