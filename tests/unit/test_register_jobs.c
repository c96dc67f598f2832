/* The queue of checks: in order, and over crashes. */
#include "config.h"

#include "base/limits.h"
#include "register_fixture.h"
#include "suite.h"

static void submit(const char *text, char id[REGISTRY_ID])
{
    const struct submission_new new = {.file_name = "plan.txt", .framework = "gpfv-2017"};
    ck_assert_int_eq(registry_submit(reg, &ada, &new, text, strlen(text), id), REGISTRY_OK);
}

static enum check_state state_of(const char *id)
{
    struct submission s;
    ck_assert_int_eq(registry_submission(reg, NULL, id, arena, &s), REGISTRY_OK);
    return s.state;
}

START_TEST(the_oldest_first)
{
    char one[REGISTRY_ID], two[REGISTRY_ID], *bytes;
    const char **names;
    struct job job, next;
    size_t len, count;
    struct submission s;
    add(&ada, "ada", ROLE_SUBMITTER);
    submit("one", one);
    submit("two", two);
    ck_assert_uint_eq(registry_jobs_waiting(reg), 2);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert_str_eq(job.submission, one);
    ck_assert_str_eq(job.framework, "gpfv-2017");
    ck_assert_uint_eq(job.attempt, 1);
    ck_assert_ptr_null(job.judgements);
    ck_assert_int_eq(file_read(job.document, 100, &bytes, &len), FILE_OK);
    ck_assert_str_eq(bytes, "one");
    xfree(bytes);
    ck_assert_int_eq(state_of(one), CHECK_RUNNING);
    ck_assert_int_eq(registry_job_take(reg, arena, &next), REGISTRY_OK);
    ck_assert_str_eq(next.submission, two);
    ck_assert_int_eq(registry_job_take(reg, arena, &next), REGISTRY_ABSENT);
    const struct artefact made[] = {{"results.json", "{}", 2}, {"letter.docx", "PK", 2}};
    const struct job_facts facts = {.organisation = "NHS Eastmoor",
        .framework = "other",
        .title = "A plan",
        .rating = PA_AMBER_RED,
        .score = 41.5};
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, made, 2), REGISTRY_OK);
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, made, 2), REGISTRY_ABSENT);
    ck_assert_int_eq(registry_submission(reg, &ada, one, arena, &s), REGISTRY_OK);
    ck_assert_int_eq(s.state, CHECK_DONE);
    ck_assert_str_eq(s.organisation, "NHS Eastmoor");
    ck_assert_str_eq(s.framework, "gpfv-2017"); /* as given */
    ck_assert_int_eq(s.rating, PA_AMBER_RED);
    ck_assert_double_eq(s.score, 41.5);
    ck_assert_int_eq(registry_artefacts(reg, &ada, one, arena, &names, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(names[0], "letter.docx");
    ck_assert_int_eq(registry_artefact(reg, &ada, one, "results.json", &bytes, &len), REGISTRY_OK);
    ck_assert_str_eq(bytes, "{}");
    xfree(bytes);
    ck_assert_int_eq(registry_check_again(reg, &ada, one), REGISTRY_OK);
    ck_assert_int_eq(registry_check_again(reg, &ada, one), REGISTRY_TAKEN);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, made, 1), REGISTRY_OK);
    ck_assert_int_eq(registry_artefacts(reg, &ada, one, arena, &names, &count), REGISTRY_OK);
    ck_assert_uint_eq(count, 1);
}
END_TEST

START_TEST(nothing_is_lost_by_a_crash)
{
    char id[REGISTRY_ID];
    struct job job;
    size_t restarted;
    add(&ada, "ada", ROLE_SUBMITTER);
    submit("one", id);
    for (unsigned i = 1; i <= LIMIT_JOB_ATTEMPTS; i++) {
        ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
        ck_assert_uint_eq(job.attempt, i);
        reopen(); /* the end of a process as the register sees it */
        ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_ABSENT);
        ck_assert_int_eq(registry_jobs_restart(reg, &restarted), REGISTRY_OK);
        ck_assert_uint_eq(restarted, i < LIMIT_JOB_ATTEMPTS);
    }
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_ABSENT);
    ck_assert_int_eq(state_of(id), CHECK_FAILED);
    ck_assert_int_eq(registry_check_again(reg, &ada, id), REGISTRY_OK);
    ck_assert_int_eq(state_of(id), CHECK_QUEUED);
}
END_TEST

START_TEST(one_process_serves)
{
    size_t restarted;
    struct diag *diag = diag_new();
    ck_assert_int_eq(registry_jobs_restart(reg, &restarted), REGISTRY_OK);
    struct registry *other = registry_open(folder, diag);
    ck_assert_ptr_nonnull(other);
    ck_assert_int_eq(registry_jobs_restart(other, &restarted), REGISTRY_TAKEN);
    registry_close(other);
    diag_free(diag);
}
END_TEST

START_TEST(what_fails_says_why)
{
    char id[REGISTRY_ID];
    struct job job;
    struct submission s;
    add(&ada, "ada", ROLE_SUBMITTER);
    submit("one", id);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert_int_eq(
        registry_job_failed(reg, job.id, "read.damaged", "the file is damaged"), REGISTRY_OK);
    ck_assert_int_eq(registry_submission(reg, &ada, id, arena, &s), REGISTRY_OK);
    ck_assert_int_eq(s.state, CHECK_FAILED);
    ck_assert_str_eq(s.error, "the file is damaged");
    ck_assert_int_eq(registry_job_failed(reg, job.id, "x", "x"), REGISTRY_ABSENT);
}
END_TEST

START_TEST(a_forgotten_check_ends_nowhere)
{
    char id[REGISTRY_ID];
    struct job job;
    const struct job_facts facts = {.score = 1};
    const struct artefact made = {"results.json", "{}", 2}, bad = {"../x", "{}", 2},
                          agreed = {"agreed.x", "{}", 2};
    add(&ada, "ada", ROLE_SUBMITTER);
    submit("one", id);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, &bad, 1), REGISTRY_INVALID);
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, &agreed, 1), REGISTRY_INVALID);
    ck_assert_int_eq(registry_forget(reg, &ada, id), REGISTRY_OK);
    ck_assert_int_eq(registry_job_done(reg, job.id, &facts, &made, 1), REGISTRY_ABSENT);
}
END_TEST

START_TEST(crumbs_are_swept)
{
    char id[REGISTRY_ID], *bytes;
    size_t restarted, len;
    struct job job;
    add(&ada, "ada", ROLE_SUBMITTER);
    submit("one", id);
    const char *crumb = file_join(arena, folder, "files/aa/aa.part");
    char command[256];
    snprintf(command, sizeof command, "mkdir -p '%s/files/aa' && touch '%s'", folder, crumb);
    ck_assert_int_eq(system(command), 0);
    ck_assert_int_eq(registry_jobs_restart(reg, &restarted), REGISTRY_OK);
    ck_assert(!file_exists(crumb));
    ck_assert_int_eq(registry_document(reg, &ada, id, &bytes, &len), REGISTRY_OK);
    xfree(bytes);
    ck_assert_int_eq(registry_job_take(reg, arena, &job), REGISTRY_OK);
    ck_assert(file_write(job.document, "changed", 7)); /* somebody changed it */
    ck_assert_int_eq(registry_document(reg, &ada, id, &bytes, &len), REGISTRY_FAILED);
    struct diag *diag = diag_new();
    ck_assert(!registry_verify(reg, diag));
    ck_assert_str_eq(diag_at(diag, 0)->code, "register.file");
    diag_free(diag);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("register jobs");
    TCase *tc = tcase_create("jobs");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, the_oldest_first);
    tcase_add_test(tc, nothing_is_lost_by_a_crash);
    tcase_add_test(tc, one_process_serves);
    tcase_add_test(tc, what_fails_says_why);
    tcase_add_test(tc, a_forgotten_check_ends_nowhere);
    tcase_add_test(tc, crumbs_are_swept);
    suite_add_tcase(s, tc);
    return suite_run(s);
}
