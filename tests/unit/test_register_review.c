/* Reviews: two blind assessors, a lead, the agreed view, and a second version. */
#include "config.h"

#include <math.h>

#include "register/review.h"
#include "register_fixture.h"
#include "suite.h"

static struct person dan;
static char id[REGISTRY_ID];

#define TEXT "We will open on Saturdays.\nThe walls are green.\n"

static const char *results(const char *outcome, const char *quote)
{
    return arena_printf(arena,
        "{\"schema\": \"planassure-results/1\", \"tool\": {\"name\": \"planassure\", \"version\": "
        "\"0\"}, \"plans\": [{\"path\": \"p\", \"sha256\": null, \"status\": \"checked\", "
        "\"pack\": "
        "{\"id\": \"g\", \"version\": \"1\", \"sha256\": \"x\"}, \"assurance\": {\"score\": 1, "
        "\"low\": 1, \"high\": 1, \"rating\": \"red\", \"why\": \"\", \"model\": \"flat\", "
        "\"points\": 1, \"of\": 1}, \"domains\": [{\"id\": \"d\", \"title\": \"D\", \"score\": 1, "
        "\"rating\": \"red\", \"met\": 1, \"partial\": 0, \"not_met\": 0, \"not_applicable\": 0}], "
        "\"requirements\": [{\"id\": \"a.b\", \"domain\": \"d\", \"title\": \"T\", \"level\": "
        "\"must\", \"weight\": 1, \"outcome\": \"%s\", \"score\": 1, \"criteria\": [{\"id\": "
        "\"c\", "
        "\"outcome\": \"met\"}], \"evidence\": [{\"criterion\": \"c\", \"page\": null, \"line\": "
        "1, "
        "\"column\": 1, \"section\": [], \"quote\": \"%s\", \"strength\": \"planned\"}], \"gaps\": "
        "[], "
        "\"recommendation\": null, \"waiver\": null, \"source\": null}], \"findings\": []}], "
        "\"summary\": {\"plans\": 1, \"checked\": 1, \"failed\": 0, \"errors\": 0}}",
        outcome, quote);
}

static void check(const char *outcome, const char *quote, const char *text)
{
    struct job job;
    const struct job_facts facts = {.framework = "g", .score = 50};
    const char *json = results(outcome, quote);
    const struct artefact made[] = {
        {REVIEW_RESULTS, json, strlen(json)}, {REVIEW_TEXT, text, strlen(text)}};
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, made, 2), REGISTRY_OK);
}

static void begin(void)
{
    const struct submission_new new = {.file_name = "plan.txt"};
    add(&ada, "ada", ROLE_SUBMITTER);
    add(&cat, "cat", ROLE_ASSESSOR);
    add(&dan, "dan", ROLE_ASSESSOR);
    add(&lea, "lea", ROLE_LEAD);
    ck_assert_int_eq(registry_submit(reg, &ada, &new, TEXT, strlen(TEXT), id), REGISTRY_OK);
    ck_assert_int_eq(review_begin(reg, &cat, id), REGISTRY_TAKEN); /* not checked yet */
    check("met", "We will open on Saturdays.", TEXT);
}

static struct judgement word(enum pa_outcome outcome)
{
    return (struct judgement){.requirement = "a.b", .outcome = outcome, .comment = "because"};
}

static size_t seen(const struct person *who)
{
    struct judged *list;
    size_t count;
    ck_assert_int_eq(review_judgements(reg, who, id, false, arena, &list, &count), REGISTRY_OK);
    return count;
}

START_TEST(from_two_seats_to_one_view)
{
    struct judgement met = word(PA_MET), partial = word(PA_PARTIAL);
    struct judged_quote quote = {"walls are  GREEN", NULL, 0}, lie = {"walls are blue", NULL, 0};
    struct judged *list;
    struct submission s;
    struct job job;
    size_t count, n;
    double share, kappa;
    begin();
    ck_assert_int_eq(review_begin(reg, &ada, id), REGISTRY_DENIED);
    ck_assert_int_eq(review_judge(reg, &cat, id, &met), REGISTRY_DENIED); /* no seat */
    ck_assert_int_eq(review_begin(reg, &cat, id), REGISTRY_OK);
    ck_assert_int_eq(review_begin(reg, &cat, id), REGISTRY_TAKEN);
    ck_assert_int_eq(registry_forget(reg, &ada, id), REGISTRY_DENIED);
    ck_assert_int_eq(review_begin(reg, &dan, id), REGISTRY_OK);
    ck_assert_int_eq(review_begin(reg, &lea, id), REGISTRY_TAKEN);
    partial.add = &lie;
    partial.add_count = 1;
    ck_assert_int_eq(review_judge(reg, &cat, id, &partial), REGISTRY_INVALID);
    partial.add = &quote;
    ck_assert_int_eq(review_judge(reg, &cat, id, &partial), REGISTRY_OK);
    ck_assert_int_eq(review_judge(reg, &dan, id, &partial), REGISTRY_OK);
    ck_assert_int_eq(review_judge(reg, &dan, id, &met), REGISTRY_OK); /* changed their mind */
    ck_assert_uint_eq(seen(&cat), 1);
    ck_assert_uint_eq(seen(&dan), 1);
    ck_assert_uint_eq(seen(&lea), 0); /* blind to all */
    ck_assert_int_eq(review_finish(reg, &cat, id), REGISTRY_OK);
    ck_assert_int_eq(review_judge(reg, &cat, id, &met), REGISTRY_DENIED); /* finished */
    ck_assert_uint_eq(seen(&cat), 1);
    ck_assert_int_eq(review_settle(reg, &lea, id, &met), REGISTRY_TAKEN);
    ck_assert_int_eq(review_finish(reg, &dan, id), REGISTRY_OK);
    ck_assert_uint_eq(seen(&cat), 2);
    ck_assert_int_eq(review_judgements(reg, &lea, id, true, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(review_close(reg, &lea, id), REGISTRY_TAKEN); /* they differ */
    ck_assert_int_eq(review_settle(reg, &cat, id, &met), REGISTRY_DENIED);
    ck_assert_int_eq(review_close(reg, &cat, id), REGISTRY_DENIED);
    ck_assert_int_eq(review_settle(reg, &lea, id, &partial), REGISTRY_OK);
    ck_assert_int_eq(review_judgements(reg, &lea, id, false, arena, &list, &count), REGISTRY_OK);
    struct comparison *c = review_compare(arena, list, count, &n, &share, &kappa);
    ck_assert_uint_eq(n, 1);
    ck_assert(c->differs);
    ck_assert_double_eq(share, 0);
    ck_assert_str_eq(review_agreed(c)->who.name, "lea");
    ck_assert_ptr_nonnull(
        strstr(review_labels_json(arena, "plan", "g", c, n), "\"a.b\":{\"outcome\":\"partial\""));
    ck_assert_int_eq(review_close(reg, &lea, id), REGISTRY_OK);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert_ptr_nonnull(job.judgements);
    struct diag *diag = diag_new();
    struct judgements *j = judgements_parse(job.judgements, strlen(job.judgements), "j", diag);
    ck_assert_ptr_nonnull(j);
    ck_assert_uint_eq(j->count, 1);
    ck_assert_str_eq(j->plan, job.sha256);
    ck_assert_str_eq(j->list[0].by, "lea");
    ck_assert_str_eq(j->list[0].add[0].quote, "walls are  GREEN");
    judgements_free(j);
    diag_free(diag);
    const struct artefact made = {"letter.docx", "PK", 2};
    const struct job_facts facts = {.rating = PA_RED, .score = 20};
    char *bytes;
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, &made, 1), REGISTRY_OK);
    ck_assert_int_eq(
        registry_artefact(reg, &ada, id, "agreed.letter.docx", &bytes, &n), REGISTRY_OK);
    xfree(bytes);
    ck_assert_int_eq(registry_submission(reg, &ada, id, arena, &s), REGISTRY_OK);
    ck_assert_int_eq(s.review, REVIEW_AGREED);
    ck_assert_int_eq(registry_forget(reg, &lea, id), REGISTRY_OK);
    ck_assert_int_eq(registry_submission(reg, &lea, id, arena, &s), REGISTRY_ABSENT);
}
END_TEST

/* What was agreed is carried over where its words still stand, and suspect where they do not. */
START_TEST(a_second_version)
{
    static const char *const texts[] = {"New. We will open\non Saturdays. More.", "We may open."};
    struct judgement met = word(PA_MET);
    struct judged *list;
    struct job job;
    size_t count, n;
    double share, kappa;
    begin();
    ck_assert_int_eq(review_begin(reg, &cat, id), REGISTRY_OK);
    ck_assert_int_eq(review_judge(reg, &cat, id, &met), REGISTRY_OK);
    ck_assert_int_eq(review_finish(reg, &cat, id), REGISTRY_OK);
    ck_assert_int_eq(review_close(reg, &lea, id), REGISTRY_OK);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    const char *json = results("met", "We will open on Saturdays.");
    const struct artefact made = {REVIEW_RESULTS, json, strlen(json)};
    const struct job_facts facts = {.score = 1};
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, &made, 1), REGISTRY_OK);
    const struct submission_new next = {.file_name = "two.txt", .earlier = id};
    char second[REGISTRY_ID];
    const char *text = texts[_i];
    ck_assert_int_eq(registry_submit(reg, &ada, &next, text, strlen(text), second), REGISTRY_OK);
    check(_i ? "not-met" : "met", "We may open.", text);
    ck_assert_int_eq(review_begin(reg, &dan, second), REGISTRY_OK);
    ck_assert_int_eq(
        review_judgements(reg, &dan, second, false, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(list[0].standing, _i ? JUDGED_SUSPECT : JUDGED_CARRIED);
    review_compare(arena, list, count, &n, &share, &kappa);
    ck_assert_uint_eq(n, _i ? 0 : 1); /* what is suspect does not count */
    ck_assert(isnan(kappa));
    ck_assert_int_eq(review_judge(reg, &dan, second, &met), REGISTRY_OK);
    ck_assert_int_eq(
        review_judgements(reg, &dan, second, false, arena, &list, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(list[0].standing, JUDGED_FRESH);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("register review");
    TCase *tc = tcase_create("review");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, from_two_seats_to_one_view);
    tcase_add_loop_test(tc, a_second_version, 0, 2);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
